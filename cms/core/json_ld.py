"""What a page is, in the terms of schema.org, for search engines.

Made from the finished document, so that it costs nothing more to look up and never says what the
page does not show. Every address is absolute. Properties without a value are left out. The values
are JSON, not HTML: who writes them into a page escapes “<” there.

https://schema.org, https://developers.google.com/search/docs/appearance/structured-data
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cms.core.licences import represent_licence
from cms.core.models.settings import SiteSettings

if TYPE_CHECKING:
    from cms.core.context import Context
    from cms.core.models.pages import BasePage

Thing = dict[str, Any]
Document = dict[str, Any]

CONTEXT = "https://schema.org"
GBIF = "https://www.gbif.org"
# Search engines cut a headline off here.
MAX_HEADLINE = 110


def describe(page: "BasePage", document: Document, context: "Context") -> list[Thing]:
    """Everything that is said of a page: itself, the data sets that it shows, where it stands."""
    things = [*page.get_json_ld(document, context), *_datasets(document)]
    if document["breadcrumbs"]:
        things.append(breadcrumbs(document, context))
    return [{"@context": CONTEXT, **thing} for thing in things]


def organization(document: Document, context: "Context") -> Thing:
    """The node that publishes the portal (https://schema.org/Organization)."""
    about = _settings(context)
    return thing(
        "Organization",
        id=f"{_home(context)}#organization",
        name=_name(context),
        description=about.tagline,
        url=_home(context),
        logo=image(context.image(about.logo_id)),
        email=about.email,
        telephone=about.phone,
        address=" ".join(about.address.split()),
        sameAs=[profile.value["url"] for profile in about.social],
    )


def web_site(document: Document, context: "Context") -> Thing:
    """The portal (https://schema.org/WebSite), and how it is searched: through the API."""
    api = str(settings.WAGTAILADMIN_BASE_URL).rstrip("/") + reverse("delivery:search")
    query = f"locale={context.locale_code}&site={context.site.hostname}"
    return thing(
        "WebSite",
        id=f"{_home(context)}#website",
        name=_name(context),
        url=_url(document["path"], context),
        inLanguage=document["locale"]["hreflang"],
        publisher=_reference(context),
        potentialAction={
            "@type": "SearchAction",
            "target": thing(
                "EntryPoint",
                urlTemplate=f"{api}?q={{search_term_string}}&{query}",
                contentType="application/json",
            ),
            "query-input": "required name=search_term_string",
        },
    )


def web_page(document: Document, context: "Context", kind: str = "WebPage") -> Thing:
    """The page as such (https://schema.org/WebPage)."""
    return thing(
        kind,
        id=document["seo"]["canonical"],
        name=document["title"],
        description=document["seo"]["description"],
        url=document["seo"]["canonical"],
        inLanguage=document["locale"]["hreflang"],
        datePublished=document["published_at"],
        dateModified=document["updated_at"],
        isPartOf={"@id": f"{_home(context)}#website"},
        publisher=_reference(context),
        primaryImageOfPage=image(document["seo"]["image"]),
    )


def news_article(document: Document, context: "Context") -> Thing:
    """An item of news (https://schema.org/NewsArticle); without authors the node is the author."""
    authors = [author(one) for one in document["authors"] if one["name"]]
    licence = represent_licence(_settings(context).licence, context.language)
    return thing(
        "NewsArticle",
        id=f"{document['seo']['canonical']}#article",
        headline=document["title"][:MAX_HEADLINE],
        description=document["seo"]["description"],
        url=document["seo"]["canonical"],
        mainEntityOfPage=document["seo"]["canonical"],
        inLanguage=document["locale"]["hreflang"],
        datePublished=document["date"],
        dateModified=document["updated_at"],
        author=authors or [_node(context)],
        publisher=_reference(context),
        image=image(document["seo"]["image"]),
        articleSection=[category["name"] for category in document["categories"]],
        keywords=document["tags"],
        license=licence and licence["url"],
    )


def author(one: dict[str, Any]) -> Thing:
    """Who wrote something, as a document names them."""
    return person(one["person"]) if one["person"] else thing("Person", name=one["name"])


def person(one: dict[str, Any]) -> Thing:
    """Somebody (https://schema.org/Person)."""
    employer = one["organisation"]
    orcid = one["orcid"] and f"https://orcid.org/{one['orcid']}"
    return thing(
        "Person",
        name=one["name"],
        jobTitle=one["role"],
        description=one["description"],
        url=one["website"],
        image=image(one["picture"]),
        affiliation=thing("Organization", name=employer) if employer else None,
        sameAs=[address for address in (orcid, one["gbif_contact"]) if address],
    )


def event(document: Document, context: "Context") -> Thing:
    """Something that happens at a time and a place (https://schema.org/Event)."""
    geo = None
    if document["latitude"] is not None and document["longitude"] is not None:
        geo = thing(
            "GeoCoordinates", latitude=document["latitude"], longitude=document["longitude"]
        )
    partners = [
        thing("Organization", name=one["name"], url=one["website"]) for one in document["partners"]
    ]
    return thing(
        "Event",
        id=f"{document['seo']['canonical']}#event",
        name=document["title"],
        description=document["seo"]["description"],
        url=document["seo"]["canonical"],
        inLanguage=document["locale"]["hreflang"],
        startDate=document["start"],
        endDate=document["end"],
        eventAttendanceMode="https://schema.org/OfflineEventAttendanceMode",
        location=thing("Place", name=document["place"], address=document["place"], geo=geo),
        organizer=partners or [_node(context)],
        image=image(document["seo"]["image"]),
    )


def breadcrumbs(document: Document, context: "Context") -> Thing:
    """The way from the home page to the page, itself included."""
    steps = [*document["breadcrumbs"], {"title": document["title"], "path": document["path"]}]
    return thing(
        "BreadcrumbList",
        itemListElement=[
            thing(
                "ListItem",
                position=position,
                name=step["title"],
                item=_url(step["path"], context),
            )
            for position, step in enumerate(steps, start=1)
        ],
    )


def image(picture: dict[str, Any] | None) -> Thing | None:
    """A picture with its rights (https://schema.org/ImageObject)."""
    if picture is None:
        return None
    creator = picture["creator"]
    return thing(
        "ImageObject",
        contentUrl=picture["src"],
        width=picture["width"],
        height=picture["height"],
        caption=picture["caption"] or picture["alt"],
        creditText=picture["credit"],
        creator=thing("Person", name=creator) if creator else None,
        copyrightNotice=picture["rights_holder"],
        license=picture["licence"] and picture["licence"]["url"],
        acquireLicensePage=picture["source_url"],
    )


def thing(kind: str, *, id: str | None = None, **properties: Any) -> Thing:  # noqa: A002
    """A thing of a type, without the properties that have no value."""
    said = {name: value for name, value in properties.items() if value not in (None, "", [])}
    return {"@type": kind, **({"@id": id} if id else {}), **said}


def _datasets(document: Document) -> Iterator[Thing]:
    """Each data set that a search of the page lists, once (https://schema.org/Dataset)."""
    searches = [block["value"] for block in document["body"] if block["type"] == "gbif_search"]
    if "search" in document:
        searches.append(document["search"])
    seen = set()
    for search in searches:
        if search["catalogue"] != "dataset" or search["snapshot"]["value"] is None:
            continue
        for row in search["snapshot"]["value"]["results"]:
            if row.get("key") and row.get("title") and row["key"] not in seen:
                seen.add(row["key"])
                yield _dataset(row)


def _dataset(row: dict[str, Any]) -> Thing:
    """A data set as GBIF's search tells of it."""
    publisher, licence = row.get("publishingOrganizationTitle"), str(row.get("license") or "")
    doi = row.get("doi")
    return thing(
        "Dataset",
        id=f"{GBIF}/dataset/{row['key']}",
        name=row["title"],
        url=f"{GBIF}/dataset/{row['key']}",
        identifier=[str(row["key"]), *([f"https://doi.org/{doi}"] if doi else [])],
        keywords=row.get("keywords"),
        license=licence if licence.startswith(("http://", "https://")) else None,
        creator=thing("Organization", name=publisher) if publisher else None,
        includedInDataCatalog=thing("DataCatalog", name="GBIF", url=GBIF),
    )


def _settings(context: "Context") -> SiteSettings:
    found: SiteSettings = context.portal.once(
        "settings", lambda: SiteSettings.for_site(context.site)
    )
    return found


def _name(context: "Context") -> str:
    return _settings(context).name or context.site.site_name or context.site.hostname


def _reference(context: "Context") -> Thing:
    """The node that the home page describes; unnamed, so that its new name concerns that page only.

    https://www.w3.org/TR/json-ld11/#node-identifiers
    """
    return {"@id": f"{_home(context)}#organization"}


def _node(context: "Context") -> Thing:
    """The node where it stands for somebody who must have a name."""
    return thing("Organization", name=_name(context), url=_home(context)) | _reference(context)


def _home(context: "Context") -> str:
    return f"{context.portal.frontend_url}/"


def _url(path: str, context: "Context") -> str:
    return f"{context.portal.frontend_url}{path}"
