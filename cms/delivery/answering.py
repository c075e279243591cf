"""How every answer of the API goes out: validators, cache headers, 304.

RFC 9110, sections 8.8.3, 13.1.2, and 15.4.5, by which a 304 repeats only what caches go by; RFC
5861 for the stale directives.
"""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from wagtail.models import Site

from cms.delivery.codings import etag_in
from cms.delivery.finished import etag_of

# A shared cache asks again after a minute, may answer with the old text while it asks, and for a
# week while the service is down. Browsers always ask; a 304 is cheap.
CACHE_CONTROL = "public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=604800"
# For what would mislead when it is old: caches may keep it, but ask each time.
ALWAYS_ASK = "public, no-cache"
# What every CDN accepts (field notes: CloudFront 50 tags, Bunny 1,024 bytes).
MAX_TAGS = 50
MAX_TAGS_LENGTH = 1000


def answer(
    request: HttpRequest,
    body: bytes,
    *,
    site: Site | None = None,
    etag: str | None = None,
    locale: str = "",
    tags: Iterable[str] = (),
    content_type: str = "application/json",
    cache_control: str = CACHE_CONTROL,
) -> HttpResponse:
    """`body`, or 304 when the reader has it; `etag` is the hash of what the body is made of."""
    etag = f'"{etag or etag_of(body)}"'
    headers = {"ETag": etag, "Cache-Control": cache_control}
    if site is not None:
        headers |= _tag_headers(cache_tags(site, tags))
    if is_known(request.headers.get("If-None-Match", ""), etag):
        return HttpResponseNotModified(headers=headers)
    if locale:
        headers["Content-Language"] = locale
    return HttpResponse(body, content_type=content_type, headers=headers)


def stored_answer(
    body: bytes | None, *, coding: str, etag: str, locale: str, tags: list[str]
) -> HttpResponse:
    """An answer that is stored in several codings, of which `coding` was picked; "" for none.

    `body` is None when the reader has it. `etag` is the same for all codings; what is sent tells
    them apart, since the validator is a strong one.
    """
    headers = {
        "ETag": etag_in(coding, etag),
        "Vary": "Accept-Encoding",
        "Cache-Control": CACHE_CONTROL,
        **_tag_headers(tags),
    }
    if body is None:
        # It has no type; the one that is given saves Django from looking for one to leave out.
        return HttpResponseNotModified(content_type="application/json", headers=headers)
    headers["Content-Language"] = locale
    if coding:
        headers["Content-Encoding"] = coding
    return HttpResponse(body, content_type="application/json", headers=headers)


def _tag_headers(tags: list[str]) -> dict[str, str]:
    return {"Cache-Tag": ",".join(tags), "Surrogate-Key": " ".join(tags)}


def is_known(if_none_match: str, etag: str) -> bool:
    """Whether `If-None-Match` names the ETag, by weak comparison, or any at all (`*`)."""
    known = parse_etags(if_none_match)
    return "*" in known or etag in {one.removeprefix("W/") for one in known}


def cache_tags(site: Site, tags: Iterable[str]) -> list[str]:
    """The tags by which a cache drops an answer, the coarsest first, as many as fit.

    They name documents, not what documents are made of: a document is made anew when anything it
    shows changes, so its own tag is enough, and no id of an unpublished thing gets out. A list
    carries `pages_tag`, which stands for those of its items that do not fit.
    """
    fitting = [site_tag(site.pk)]
    length = len(fitting[0])
    for tag in dict.fromkeys(tags):
        length += len(tag) + 1
        if len(fitting) == MAX_TAGS or length > MAX_TAGS_LENGTH:
            break
        fitting.append(tag)
    return fitting


def site_tag(pk: int) -> str:
    """The tag of everything that a portal answers."""
    return f"site:{pk}"


def document_tag(key: object, locale: str) -> str:
    """The tag of everything that shows a document."""
    return f"{key}:{locale}".lower()


def pages_tag(site: Site | int) -> str:
    """The tag of lists, which any change of a page may concern."""
    return f"pages:{site if isinstance(site, int) else site.pk}"


def redirects_tag(site: Site | int) -> str:
    """The tag of redirects, which any change of a path may concern."""
    return f"redirects:{site if isinstance(site, int) else site.pk}"
