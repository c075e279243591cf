"""`search/`: the published documents that say what was asked."""

from django.http import HttpResponse
from rest_framework.request import Request

from cms.delivery import openapi
from cms.delivery.answering import document_tag, pages_tag
from cms.delivery.finished import to_bytes
from cms.delivery.parameters import ANY_LOCALE, Parameter, limit
from cms.delivery.problems import InvalidCursor, SearchTooBroad, UnknownLocale
from cms.delivery.searching.results import DEFAULT_LIMIT, MAX_LIMIT, search
from cms.delivery.sites import check_locale
from cms.delivery.views import DeliveryView


class SearchView(DeliveryView):
    operation_id = "search"
    summary = "The pages that say what was asked, the best first, with highlights."
    parameters = (
        Parameter(
            "q",
            "Words that must all stand in the page, in any form of them; in double quotes: side by "
            "side. The last may be the beginning of a word. Accents and case do not count.",
            required=True,
        ),
        ANY_LOCALE,
        Parameter("type", "A page type, such as “home.NewsPage”; several: any of them.", many=True),
        limit("How many at most.", default=DEFAULT_LIMIT, maximum=MAX_LIMIT),
        Parameter("cursor", "The `next_cursor` of the results so far."),
    )
    problems = (InvalidCursor, SearchTooBroad, UnknownLocale)
    answer_schema = openapi.SEARCH

    def get(self, request: Request) -> HttpResponse:
        locale = self.query["locale"]
        if locale is not None:
            check_locale(self.site, locale)
        results = search(self.site, self.query)
        shown = (document_tag(one.key, one.locale) for one in results.documents)
        return self.answer(
            to_bytes({"items": results.items, "next_cursor": results.next_cursor}),
            locale=locale or "",
            tags=[pages_tag(self.site), *shown],
        )
