"""The URL that Jekyll gives a file.

Follows Jekyll's own rules (lib/jekyll/url.rb, page.rb, drops/url_drop.rb, utils.rb): a permalink
may lack its leading slash, `:slug` is lower-cased, `:year` is that of the `date` field and not of
the file name.
"""

import re
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

POST_NAME = re.compile(r"^(?P<date>\d{2,4}-\d{1,2}-\d{1,2})-(?P<slug>[^/]*)\.(?:md|markdown|html)$")
PLACEHOLDER = re.compile(r":([a-z_]+)")
NOT_IN_SLUG = re.compile(r"[\W_]+")


def slugify(text: str) -> str:
    """Jekyll's default slug: letters and digits of any script, the rest as single hyphens."""
    return NOT_IN_SLUG.sub("-", text).strip("-").lower()


def split_post_name(name: str) -> tuple[date, str] | None:
    """("2025-06-03-ECA25.md") -> (2025-06-03, "ECA25"); None where Jekyll would skip the file."""
    match = POST_NAME.match(name)
    if match is None:
        return None
    year, month, day = (int(part) for part in match["date"].split("-"))
    try:
        return date(year + 2000 if year < 100 else year, month, day), match["slug"]
    except ValueError:
        return None


def parse_date(value: object) -> datetime | None:
    """A front matter date, which editors write as date, time stamp or text; aware, or None."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if not isinstance(value, str):
        return None
    for pattern in (
        "%Y-%m-%d %H:%M:%S %z",
        "%Y-%m-%d %H:%M %z",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%d",
    ):
        try:
            parsed = datetime.strptime(value.strip(), pattern)  # noqa: DTZ007 - made aware below
        except ValueError:
            continue
        return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    return None


def page_url(path: str, permalink: str | None) -> str:
    """The URL path of a page file, "/about" or "/fr/" as the portal writes it."""
    if permalink and permalink not in {"pretty", "none", "date", "ordinal"}:
        return clean(
            _fill(
                permalink,
                {"path": str(PurePosixPath(path).parent), "basename": PurePosixPath(path).stem},
            )
        )
    pure = PurePosixPath(path)
    folder = "" if str(pure.parent) == "." else f"/{pure.parent}"
    return clean(f"{folder}/" if pure.stem == "index" else f"{folder}/{pure.stem}/")


def post_url(permalink: str | None, moment: datetime, slug: str, categories: list[str]) -> str:
    """The URL path of a post from its permalink template."""
    template = permalink or "/:categories/:year/:month/:day/:title/"
    if template == "pretty":
        template = "/:categories/:year/:month/:day/:title/"
    return clean(
        _fill(
            template,
            {
                "year": f"{moment.year:04}",
                "short_year": f"{moment.year % 100:02}",
                "month": f"{moment.month:02}",
                "i_month": str(moment.month),
                "day": f"{moment.day:02}",
                "i_day": str(moment.day),
                "y_day": f"{moment.timetuple().tm_yday:03}",
                "slug": slugify(slug),
                "title": slugify(slug),
                "categories": "/".join(slugify(category) for category in categories),
                "output_ext": "",
            },
        )
    )


def clean(url: str) -> str:
    """`url` with one leading slash and no doubled ones."""
    return re.sub(r"/{2,}", "/", f"/{url}")


def _fill(template: str, values: dict[str, str]) -> str:
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), template)
