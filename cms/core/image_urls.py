"""Stable, signed addresses of pictures, from a closed list of widths and formats.

`/images/<id>/<version>-<signature>/<width>.<format>`: the version changes with the file and the
focal point, so an address is good for ever; the signature keeps strangers from asking for what no
document names. A rendition is made when its address is first asked for.
"""

from functools import lru_cache

from django.conf import settings
from django.core.signing import Signer
from django.utils.crypto import constant_time_compare, salted_hmac

from cms.core.models import Image

WIDTHS = (320, 640, 960, 1280, 1920)
FALLBACK_WIDTH = 1280
MODERN_FORMATS = ("avif", "webp")
MIME_TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
}


def fallback_format(image: Image) -> str:
    """The format every browser reads that loses least of the original."""
    if image.is_svg():
        return "svg"
    return "png" if image.filename.lower().endswith((".png", ".gif")) else "jpeg"


def widths(image: Image) -> list[int]:
    """The widths in which a picture is offered, in pixels: never wider than the original."""
    own = int(image.width)  # an SVG says its size with decimals
    offered = [width for width in WIDTHS if width < own]
    return [*offered, own] if own <= WIDTHS[-1] else offered


def version_of(image: Image, key: str | None = None) -> str:
    """Changes when the picture would look different."""
    focal = f"{image.focal_point_x}-{image.focal_point_y}"
    return _version(f"{image.get_file_hash()}:{focal}", key or settings.SECRET_KEY)


def _name(pk: int, version: str, width: int, extension: str, key: str | None = None) -> str:
    """Version and signature of a rendition: the part of its address that only we can make."""
    signature = _sign(f"{pk}/{version}/{width}.{extension}", key or settings.SECRET_KEY)
    return f"{version}-{signature}"


# A picture has two dozen addresses, and stands on many pages.
@lru_cache(maxsize=5_000)
def _version(looks: str, key: str) -> str:
    return salted_hmac("cms.core.image.version", looks, secret=key).hexdigest()[:8]


@lru_cache(maxsize=50_000)
def _sign(value: str, key: str) -> str:
    return Signer(salt="cms.core.image", key=key).signature(value)[:16]


def is_signed(image: Image, given: str, width: int, extension: str) -> bool:
    """Whether `given` is the name of this rendition as the picture is now.

    Addresses that were signed with a key of SECRET_KEY_FALLBACKS are good as well: published pages
    hold them until they are built again.
    """
    keys = (None, *settings.SECRET_KEY_FALLBACKS)
    expected = (_name(image.pk, version_of(image, key), width, extension, key) for key in keys)
    return any(constant_time_compare(one, given) for one in expected)


def image_url(image: Image, width: int, extension: str) -> str:
    """The absolute address of one rendition."""
    return _url(image.pk, version_of(image), width, extension)


def srcset(image: Image, extension: str) -> str:
    """The `srcset` of a picture in one format."""
    version = version_of(image)
    return ", ".join(
        f"{_url(image.pk, version, width, extension)} {width}w" for width in widths(image)
    )


def _url(pk: int, version: str, width: int, extension: str) -> str:
    base = str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")
    return f"{base}/images/{pk}/{_name(pk, version, width, extension)}/{width}.{extension}"
