"""The delivery API: parse, ask, answer. Nothing is rendered here; documents are read as bytes."""

import re
from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import parse_qs
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.views import APIView
from wagtail.models import Site

from cms.delivery import openapi, sitemaps, syncing
from cms.delivery.answering import (
    ALWAYS_ASK,
    answer,
    document_tag,
    pages_tag,
    redirects_tag,
    site_tag,
    stored_answer,
)
from cms.delivery.codings import best_coding, known_in_any_coding
from cms.delivery.filters import PARAMETERS
from cms.delivery.finished import to_bytes
from cms.delivery.gbif_config import gbif_config
from cms.delivery.listing import list_pages
from cms.delivery.models import Dependency
from cms.delivery.parameters import (
    LOCALE,
    SITE,
    Parameter,
    boolean,
    limit,
    read_parameters,
)
from cms.delivery.problems import (
    Gone,
    InvalidCursor,
    Problem,
    StartAgain,
    UnknownAddress,
    UnknownKey,
    UnknownLocale,
    UnknownPath,
    UnknownSchema,
    UnknownSnapshot,
    all_problems,
    problem_of,
)
from cms.delivery.redirects import Leads, all_redirects
from cms.delivery.resolving import PublicPath, resolve
from cms.delivery.served import page_in_language, site_in_language
from cms.delivery.sites import AskedHost, check_locale, find_site
from cms.delivery.stored_pages import stored_page
from cms.delivery.storing import resolve_answer
from gbif_blocks.models import Snapshot
from gbif_blocks.representation import JSONSchema

READING_METHODS = ("GET", "HEAD", "OPTIONS")
# Of `Accept`; what this does not find is left to Django REST framework to judge.
JSON_IS_WELCOME = re.compile(r"(?:^|[, ])(?:\*/\*|application/(?:\*|json)) *(?:[,;]|$)")


class DeliveryView(APIView):
    """One address of the API. The class attributes declare it to readers and to the code alike."""

    http_method_names = [method.lower() for method in READING_METHODS]
    # Not the default of all views: the editor of wagtail-localize posts forms.
    parser_classes = (JSONParser,)
    schema = openapi.DeliverySchema()
    operation_id: ClassVar[str]
    summary: ClassVar[str]
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    problems: ClassVar[tuple[type[Problem], ...]] = ()
    answer_schema: ClassVar[JSONSchema] = {}
    media_type: ClassVar[str] = "application/json"
    # Schemas are the same for all portals.
    of_site: ClassVar[bool] = True

    site: Site
    query: dict[str, Any]

    @classmethod
    def declared_parameters(cls) -> tuple[Parameter, ...]:
        return (*cls.parameters, SITE) if cls.of_site else cls.parameters

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not self.is_handled(request):
            return
        self.query = read_parameters(dict(request.query_params.lists()), self.declared_parameters())
        if self.of_site:
            self.site = find_site(request, self.query["site"])

    def is_handled(self, request: Request) -> bool:
        """Whether the request is more than a question for methods, and by one that is allowed."""
        method = str(request.method).lower()
        return method in self.http_method_names and method != "options"

    def options(  # type: ignore[override]
        self, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return HttpResponse(status=204, headers={"Allow": self._methods()})

    def handle_exception(self, exc: Exception) -> HttpResponse:  # type: ignore[override]
        response = problem_of(exc, self.request).to_response()
        if response.status_code == 405:
            response["Allow"] = self._methods()
        return response

    def _methods(self) -> str:
        return ", ".join(method.upper() for method in self.http_method_names)

    def answer(self, body: bytes, **details: Any) -> HttpResponse:
        return answer(self.request, body, site=self.site, **details)


class ResolveView(DeliveryView):
    operation_id = "resolve"
    summary = "What stands at a public path: a page, or a redirect."
    parameters = (
        Parameter(
            "path",
            "A path of the public website, such as “/nl/gemeenschap/”, as the API prints it. The "
            "final slash may be missing; a query string is handed on by redirects.",
            read=PublicPath.read,
            required=True,
        ),
    )
    problems = (UnknownPath, Gone)
    answer_schema = openapi.RESOLUTION

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A stored answer goes out at once; everything else takes the long way, errors included.

        The reasons and figures: docs/decisions/0016-hot-path.md.
        """
        return self._stored(request) or super().dispatch(request, *args, **kwargs)

    def _stored(self, request: HttpRequest) -> HttpResponse | None:
        """The page at the path, if that is what the request is about and nothing is wrong."""
        if request.method not in READING_METHODS[:2]:
            return None
        if not JSON_IS_WELCOME.search(request.META.get("HTTP_ACCEPT", "*/*")):
            return None
        query = self._read(request.META.get("QUERY_STRING", ""))
        if query is None:
            return None
        host = AskedHost.of(request, query["site"])
        coding = best_coding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        known = known_in_any_coding(request.META.get("HTTP_IF_NONE_MATCH", ""))
        page = stored_page(host, query["path"].path, coding, known)
        if page is None:
            return None
        return stored_answer(
            page.body,
            coding=coding,
            etag=page.etag,
            locale=page.locale,
            tags=[site_tag(page.site), document_tag(page.key, page.locale)],
        )

    @classmethod
    @lru_cache(maxsize=1024)  # readers ask for the same pages again and again
    def _read(cls, asked: str) -> dict[str, Any] | None:
        """The values of a few parameters in ASCII, read as Django does; None for all others."""
        declared = cls.declared_parameters()
        if not asked.isascii() or asked.count("&") > len(declared):
            return None
        try:
            return read_parameters(parse_qs(asked, keep_blank_values=True), declared)
        except Problem:
            return None

    def get(self, request: Request) -> HttpResponse:
        found = resolve(self.site, self.query["path"])
        if isinstance(found, Leads):
            redirect = {"kind": "redirect", "location": found.location, "status": found.status}
            return self.answer(to_bytes(redirect), tags=[redirects_tag(self.site)])
        document = found.document
        body = resolve_answer(document.json, to_bytes(found.record))
        return self.answer(
            body,
            etag=document.etag if found.record is None else None,
            locale=document.locale,
            tags=[document_tag(document.key, document.locale)],
        )


class PageView(DeliveryView):
    operation_id = "page"
    summary = "A page by its key, in a language or in the one that stands in for it."
    parameters = (LOCALE,)
    problems = (UnknownKey, UnknownLocale)
    answer_schema = openapi.ref("Page")

    def get(self, request: Request, key: UUID) -> HttpResponse:
        served = page_in_language(self.site, key, self.query["locale"])
        return self.answer(
            served.body, etag=served.etag, locale=served.locale, tags=served.cache_tags
        )


class PagesView(DeliveryView):
    operation_id = "pages"
    summary = "Lists of pages, filtered and in order, as summaries or with parts of them."
    parameters = PARAMETERS
    problems = (InvalidCursor, UnknownLocale)
    answer_schema = openapi.PAGES

    def get(self, request: Request) -> HttpResponse:
        locale = self.query["locale"]
        if locale is not None:
            check_locale(self.site, locale)
        listing = list_pages(self.site, self.query)
        shown = (document_tag(one.key, one.locale) for one in listing.documents)
        return self.answer(
            listing.to_bytes(self.query["fields"]),
            locale=locale or "",
            tags=[pages_tag(self.site), *shown],
        )


class SyncView(DeliveryView):
    operation_id = "sync"
    summary = "What changed since a cursor, deletions included; everything without one."
    parameters = (
        Parameter("cursor", "The `next_cursor` of the last answer; none to begin."),
        Parameter("type", "Only documents of this type, such as “home.NewsPage”.", many=True),
        Parameter("locale", "Only documents in this language, such as “nl”.", many=True),
        Parameter(
            "documents",
            "Whether the documents themselves are sent, or only what changed.",
            read=boolean,
            schema={"type": "boolean"},
            default=True,
        ),
        limit(
            "How many changes at most.",
            default=syncing.DEFAULT_LIMIT,
            maximum=syncing.MAX_LIMIT,
        ),
    )
    problems = (InvalidCursor, StartAgain, UnknownLocale)
    answer_schema = openapi.SYNC

    def get(self, request: Request) -> HttpResponse:
        # Who began with a language goes on with it, also when it has been withdrawn.
        for code in self.query["locale"] if self.query["cursor"] is None else ():
            check_locale(self.site, code)
        found = syncing.changes_since(self.site, self.query)
        return self.answer(found.to_bytes(), tags=[pages_tag(self.site)], cache_control=ALWAYS_ASK)


class SiteView(DeliveryView):
    operation_id = "site"
    summary = "What frames every page of the portal: languages, navigation, theme, contact."
    parameters = (LOCALE,)
    problems = (UnknownLocale,)
    answer_schema = openapi.ref("Site")

    def get(self, request: Request) -> HttpResponse:
        served = site_in_language(self.site, self.query["locale"])
        return self.answer(
            served.body, etag=served.etag, locale=served.locale, tags=served.cache_tags
        )


class RedirectsView(DeliveryView):
    operation_id = "redirects"
    summary = "Every redirect of the portal, chains followed to the end."
    answer_schema = openapi.REDIRECTS

    def get(self, request: Request) -> HttpResponse:
        items = [
            {"from": one.old_path, "to": one.location, "status": one.status}
            for one in all_redirects(self.site)
        ]
        tags = [redirects_tag(self.site), pages_tag(self.site)]
        return self.answer(to_bytes({"items": items}), tags=tags)


class SitemapView(DeliveryView):
    operation_id = "sitemap"
    summary = "Every page that search engines are told of, with its versions in other languages."
    answer_schema = openapi.SITEMAP

    def get(self, request: Request) -> HttpResponse:
        items = sitemaps.items(self.site)
        return self.answer(to_bytes({"items": items}), tags=[pages_tag(self.site)])


class GbifConfigView(DeliveryView):
    operation_id = "gbif_config"
    summary = "The configuration of GBIF's widgets (version 3), ready for its `render()`."
    parameters = (LOCALE,)
    problems = (UnknownLocale,)
    answer_schema = openapi.ref("GbifConfig")

    def get(self, request: Request) -> HttpResponse:
        config, frame = gbif_config(self.site, self.query["locale"])
        tags = [pages_tag(self.site), *frame.cache_tags]
        return self.answer(to_bytes(config), locale=frame.locale, tags=tags)


class SnapshotView(DeliveryView):
    operation_id = "snapshot"
    summary = "The last answer of GBIF to a query that a public page shows."
    problems = (UnknownSnapshot,)
    answer_schema = openapi.ref("Snapshot")

    def get(self, request: Request, snapshot_id: UUID) -> HttpResponse:
        tag = f"snapshot:{snapshot_id}"
        shown = Dependency.objects.filter(tag=tag, document__site=self.site).exists()
        snapshot = Snapshot.objects.filter(pk=snapshot_id).first() if shown else None
        if snapshot is None:
            raise UnknownSnapshot("No public page shows this snapshot.")
        # What shows the snapshot changes with it, and then lists are dropped.
        tags = [tag, pages_tag(self.site)]
        return self.answer(to_bytes(snapshot.get_representation()), tags=tags)


class OpenApiView(DeliveryView):
    operation_id = "openapi"
    summary = "This description of the API (OpenAPI 3.1)."
    answer_schema: ClassVar[JSONSchema] = {"type": "object"}
    of_site = False

    def get(self, request: Request) -> HttpResponse:
        return answer(request, to_bytes(openapi.openapi_document()))


class SchemaView(DeliveryView):
    """The JSON Schemas of one kind, "pages" or "blocks", by type; or the one of "site"."""

    summary = "The JSON Schema (2020-12) of one type."
    problems = (UnknownSchema,)
    answer_schema: ClassVar[JSONSchema] = {"type": "object"}
    of_site = False
    media_type = "application/schema+json"
    kind: ClassVar[str]

    def get(self, request: Request, type: str = "site") -> HttpResponse:  # noqa: A002
        schema = openapi.json_schemas(self.kind).get(type)
        if schema is None:
            raise UnknownSchema(f"There is no schema of “{type[:100]}”.")
        return answer(request, to_bytes(schema), content_type=self.media_type)


class PageSchemaView(SchemaView):
    operation_id = "page_schema"
    kind = "pages"


class BlockSchemaView(SchemaView):
    operation_id = "block_schema"
    kind = "blocks"


class SiteSchemaView(SchemaView):
    operation_id = "site_schema"
    kind = "site"


class UnknownAddressView(DeliveryView):
    """Whatever the API does not have."""

    schema = None  # type: ignore[assignment]
    of_site = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise UnknownAddress(f"There is no {request.path[:200]}.")


def explain_problem(request: HttpRequest, name: str) -> HttpResponse:
    """The page at the address that is a problem's `type`."""
    problem = all_problems().get(name)
    if problem is None:
        return UnknownAddress(f"There is no problem “{name[:100]}”.").to_response()
    return TemplateResponse(request, "delivery/problem.html", {"problem": problem})
