"""The document that is served for a key and a language, and which language that is in truth."""

from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Site

from cms.delivery.answering import document_tag
from cms.delivery.finished import page_to_bytes
from cms.delivery.models import Document
from cms.delivery.problems import UnknownKey, UnknownLocale
from cms.delivery.sites import check_locale, published_languages, source_code


@dataclass(frozen=True)
class Served:
    """Bytes, their validator, and the language that they are in."""

    body: bytes
    etag: str
    locale: str
    cache_tags: list[str]


def page_in_language(site: Site, key: UUID, code: str | None) -> Served:
    """The page in the language asked for, else in the portal's source language, else in any.

    What stands in says so: `locale.requested` is the language asked for, the translation state is
    `fallback`.
    """
    requested = code or source_code(site)
    documents = Document.objects.pages().of_site(site).filter(key=key)
    by_locale = {document.locale: document for document in documents}
    if requested not in by_locale:
        check_locale(site, requested)
    for candidate in (requested, source_code(site), *sorted(by_locale)):
        document = by_locale.get(candidate)
        if document is not None:
            break
    else:
        raise UnknownKey("No public page has this key.")
    tags = [document_tag(key, requested), document_tag(key, document.locale)]
    if document.locale == requested:
        return Served(document.json, document.etag, requested, tags)
    content = document.content
    content["locale"]["requested"] = requested
    content["translation"]["state"] = "fallback"
    etag = f"{document.etag}-{requested}"
    return Served(page_to_bytes(content), etag, document.locale, tags)


def site_in_language(site: Site, code: str | None) -> Served:
    """The frame of the portal in the language asked for, else in its source language."""
    requested = code or source_code(site)
    document = Document.objects.sites().of_site(site).in_locale(requested).first()
    if document is None:
        languages = published_languages(site)
        raise UnknownLocale(f"The portal is not published in “{requested}”.", languages=languages)
    tags = [document_tag(document.key, requested)]
    return Served(document.json, document.etag, requested, tags)
