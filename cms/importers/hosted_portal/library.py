"""The database's answers to what the texts refer to; see `resources.Resources`."""

import hashlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.text import slugify
from wagtail.documents import get_document_model
from wagtail.models import Collection, Locale

from cms.importers.hosted_portal import blocks, gbif_values
from cms.importers.hosted_portal.links import Links
from cms.importers.hosted_portal.pictures import Pictures
from cms.importers.hosted_portal.report import Place
from cms.importers.hosted_portal.resources import OrganisationFacts, PersonFacts, Picture
from cms.importers.hosted_portal.source import SourcePage
from cms.importers.hosted_portal.yaml_document import Mapping
from community.models import Organisation, Person
from home.models import NewsCategory

MAX_DOCUMENT_BYTES = 50_000_000


class Library:
    """Everything that one import finds or makes besides pages.

    `pages` maps each source file to the primary key of its page.
    """

    def __init__(self, links: Links, collection: Collection, locales: dict[str, Locale]) -> None:
        self.links = links
        self.portal = links.portal
        self.report = links.portal.report
        self.collection = collection
        self.locales = locales
        self.pictures = Pictures(links, collection)
        self.pages: dict[str, int] = {}
        self.created_files: list[Any] = self.pictures.created_files
        self._websites: dict[tuple[str, str], str] = {}

    def key(self, *parts: str) -> UUID:
        """A stable key for a thing of this portal."""
        return blocks.namespace(self.portal.url or str(self.portal.config.get("title")), *parts)

    def image(self, picture: Picture) -> int | None:
        return self.pictures.get(picture)

    def page(self, page: SourcePage) -> int | None:
        return self.pages.get(page.file)

    def number(self, url: str, path: str, place: Place) -> dict[str, Any] | None:
        return gbif_values.number(url, path, place, self.report)

    def stories(self, title: str, intro: str, filters: Mapping) -> dict[str, Any]:
        return gbif_values.stories(title, intro, filters, self.report)

    def document(self, path: str, place: Place) -> int | None:
        """A file for download, once in the portal's collection."""
        file = self.portal.file_at(path)
        if file is None:
            self.report.warning("document-missing", place, f"{path} is not in the folder")
            return None
        extension = file.suffix.lower().lstrip(".")
        if extension not in settings.WAGTAILDOCS_EXTENSIONS:
            self.report.warning(
                "document-type", place, f"{path}: files of type “{extension}” are not taken"
            )
            return None
        if file.stat().st_size > MAX_DOCUMENT_BYTES:
            self.report.warning("document-size", place, f"{path} is too large")
            return None
        content = file.read_bytes()
        digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        model = get_document_model()
        found = model.objects.filter(collection=self.collection, file_hash=digest).first()
        if found is None:
            found = model(
                title=file.stem[:255],
                collection=self.collection,
                file_hash=digest,
                file_size=len(content),
            )
            found.file.save(file.name, ContentFile(content), save=False)
            self.created_files.append(found.file)
            found.save()
        return int(found.pk)

    def organisation(self, facts: OrganisationFacts) -> int:
        """An organisation in the language of the page that shows its logo.

        The logo's path tells organisations apart. An existing one keeps what it says; only an
        empty logo or website is filled in.
        """
        lang = facts.logo.lang
        src = facts.logo.src
        known = self._websites.get((src, lang))
        if facts.website and known and known != facts.website:
            src = f"{src}#{facts.website}"
        if facts.website:
            self._websites[src, lang] = facts.website
        logo = self.pictures.get(facts.logo)
        organisation, created = Organisation.objects.get_or_create(
            translation_key=self.key("organisation", src),
            locale=self.locales[lang],
            defaults={
                "name": facts.name[:255],
                "kind": "other",
                "logo_id": logo,
                "website": facts.website[:500],
            },
        )
        if not created:
            changed = []
            if facts.website and not organisation.website:
                organisation.website = facts.website[:500]
                changed.append("website")
            if logo and not organisation.logo_id:
                organisation.logo_id = logo
                changed.append("logo")
            if changed:
                organisation.save()
        return int(organisation.pk)

    def person(self, facts: PersonFacts) -> int:
        """A member of the team, in one language; an existing person keeps what is said there."""
        person, _created = Person.objects.get_or_create(
            translation_key=self.key("person", slugify(facts.name)),
            locale=self.locales[facts.lang],
            defaults={
                "name": facts.name,
                "role": facts.role,
                "description": facts.description,
                "email": facts.email,
                "website": facts.website[:200],
                "active": facts.active,
                "picture_id": self.pictures.get(facts.picture) if facts.picture else None,
            },
        )
        return int(person.pk)

    def person_named(self, name: str, lang: str) -> int | None:
        """The person of that name, when the team has one."""
        people = Person.objects.filter(
            translation_key=self.key("person", slugify(name)), locale=self.locales[lang]
        )
        person = people.first()
        return int(person.pk) if person else None

    def category(self, name: str, lang: str) -> int | None:
        """A heading of the news; its slug is shared by all portals of a language."""
        slug = slugify(name)[:80]
        if not slug:
            return None
        locale = self.locales[lang]
        found = NewsCategory.objects.filter(slug=slug, locale=locale).first()
        if found is None:
            twin = NewsCategory.objects.filter(slug=slug).exclude(locale=locale).first()
            key = twin.translation_key if twin else self.key("category", slug)
            found = NewsCategory.objects.create(
                name=name[:80], slug=slug, locale=locale, translation_key=key
            )
        return int(found.pk)
