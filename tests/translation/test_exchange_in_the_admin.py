"""Many texts at once in the admin: out as a file, back as a file, each in one's own languages."""

import io
import zipfile
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation

from cms.translation.review.models import Translator
from home.models import ContentPage
from tests.delivery.editing import publish
from tests.factories import add_page, default_portal
from tests.translation.exchanging import translate_file
from tests.translation.test_exchange import make_page, state

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/translations/"


@pytest.fixture(scope="module")
def _made(lasting: None) -> None:
    make_page("nl", "fr")


@pytest.fixture
def translator(_made: None, client: Client) -> Client:
    """Somebody who edits and publishes, and translates into Dutch only."""
    user = User.objects.create(username="translator")
    user.groups.add(Group.objects.get(name="Moderators"))
    Translator.objects.create(user=user, locale=Locale.objects.get(language_code="nl"))
    client.force_login(user)
    return client


def exported(client: Client, code: str = "nl", **fields: Any) -> Any:
    locale = Locale.objects.get(language_code=code)
    return client.post(f"{ADDRESS}export/", {"locale": locale.pk, "file_format": "xliff", **fields})


def translated(response: Any, folder: Any) -> bytes:
    path = folder / "nl.xlf"
    path.write_bytes(b"".join(response.streaming_content))
    translate_file(path)
    return bytes(path.read_bytes())


def sent_back(client: Client, content: bytes, name: str = "nl.xlf") -> str:
    file = SimpleUploadedFile(name, content)
    response = client.post(f"{ADDRESS}import/", {"file": file, "publish": "on"})
    assert response.status_code == 200
    return response.content.decode()


def test_texts_go_out_and_come_back_in_the_admin(translator: Client, tmp_path: Any) -> None:
    listed = translator.get(ADDRESS).content.decode()
    assert "About" in listed
    assert "Fallback" in listed
    page = sent_back(translator, translated(exported(translator), tmp_path))
    assert "Published: 2" in page
    assert state("/nl/about/") == "translated"
    assert "Translated" in translator.get(ADDRESS).content.decode()


def test_who_may_not_publish_stores_for_somebody_who_may(translator: Client, tmp_path: Any) -> None:
    User.objects.get().groups.set(Group.objects.filter(name="Editors"))
    page = sent_back(translator, translated(exported(translator), tmp_path))
    assert "You may not publish it" in page
    assert StringTranslation.objects.filter(data="ABOUT").exists()
    assert state("/nl/about/") == "fallback"


def test_who_may_not_edit_a_page_changes_nothing_in_it_by_a_file(
    translator: Client, tmp_path: Any
) -> None:
    content = translated(exported(translator), tmp_path)
    group = Group.objects.create(name="Elsewhere")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    User.objects.get().groups.set([group])
    assert "not yours to change" in sent_back(translator, content)
    assert not StringTranslation.objects.exists()


def test_a_zip_archive_of_several_files_is_taken(translator: Client, tmp_path: Any) -> None:
    content = translated(exported(translator), tmp_path)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a/nl.xlf", content)
        packed.writestr("b.xlf", "<html/>")
    page = sent_back(translator, archive.getvalue(), "all.zip")
    assert "This is no XLIFF" in page
    assert state("/nl/about/") == "translated"


def test_texts_from_several_languages_go_out_as_a_zip_archive(translator: Client) -> None:
    french = default_portal().roots[Locale.objects.get(language_code="fr").pk].specific
    add_page(french, ContentPage, title="Nouvelles", slug="nouvelles")
    archive = io.BytesIO(b"".join(exported(translator).streaming_content))
    with zipfile.ZipFile(archive) as packed:
        assert packed.namelist() == ["nl-from-en.xlf", "nl-from-fr.xlf"]


def test_a_translator_sees_and_changes_their_languages_only(
    translator: Client, tmp_path: Any
) -> None:
    assert "?locale=fr" not in translator.get(ADDRESS).content.decode()
    assert translator.get(f"{ADDRESS}?locale=fr").status_code != 200
    assert exported(translator, "fr").status_code != 200
    content = translated(exported(translator), tmp_path)
    page = sent_back(translator, content.replace(b'trgLang="nl"', b'trgLang="fr"'))
    assert "You may not translate into" in page
    assert not StringTranslation.objects.exists()


def test_who_may_not_translate_sees_nothing(client: Client) -> None:
    client.force_login(User.objects.create(username="nobody"))
    assert client.get(ADDRESS).status_code == 302


def test_an_editor_sees_what_has_changed_since_the_translation(
    translator: Client, tmp_path: Any
) -> None:
    sent_back(translator, translated(exported(translator), tmp_path))
    page = ContentPage.objects.get(slug="about", locale__language_code="en")
    publish(page, title="About our node")
    changes = translator.get(f"{ADDRESS}nl/{page.translation_key}/").content.decode()
    assert "About<ins> our node</ins>" in changes
    assert "ABOUT" in changes


def test_what_has_changed_without_words_is_published_again(
    translator: Client, tmp_path: Any
) -> None:
    sent_back(translator, translated(exported(translator), tmp_path))
    page = ContentPage.objects.get(slug="about", locale__language_code="en")
    text = f"{ADDRESS}nl/{page.translation_key}/"

    def listed(state: str) -> bool:
        return text in translator.get(f"{ADDRESS}?locale=nl&state={state}").content.decode()

    assert (listed("translated"), listed("outdated")) == (True, False)
    publish(page, show_in_menus=True)
    # The list says what the API says.
    assert state("/nl/about/") == "outdated"
    assert (listed("translated"), listed("outdated")) == (False, True)
    assert "Publish the translation again" in translator.get(text).content.decode()
    translator.post(f"{text}step/", {"step": "publish_again"})
    assert state("/nl/about/") == "translated"
    assert (listed("translated"), listed("outdated")) == (True, False)
    assert "Publish the translation again" not in translator.get(text).content.decode()
