"""Videos by address: which provider, and the address of its player that sets no cookies."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gbif_blocks.representation import JSON, JSONSchema, closed_object

_YOUTUBE = re.compile(
    r"^https://(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:.*&)?v=|embed/|shorts/)"
    r"|youtu\.be/)(?P<id>[\w-]{11})"
)
_VIMEO = re.compile(r"^https://(?:www\.|player\.)?vimeo\.com/(?:video/)?(?P<id>\d+)")
_FILE = re.compile(r"^https://[^?#]+\.(?:mp4|webm)(?:[?#].*)?$")

VIDEO_SCHEMA: JSONSchema = closed_object(
    {
        "url": {"type": "string", "format": "uri"},
        "provider": {"enum": ["youtube", "vimeo", "file"]},
        "embed_url": {"type": "string", "format": "uri"},
    }
)


def represent(url: str) -> JSON:
    """`{url, provider, embed_url}`, or None for an address that is no video."""
    if match := _YOUTUBE.match(url):
        embed = f"https://www.youtube-nocookie.com/embed/{match['id']}"
        return {"url": url, "provider": "youtube", "embed_url": embed}
    if match := _VIMEO.match(url):
        embed = f"https://player.vimeo.com/video/{match['id']}?dnt=1"
        return {"url": url, "provider": "vimeo", "embed_url": embed}
    if _FILE.match(url):
        return {"url": url, "provider": "file", "embed_url": url}
    return None


def validate_video_url(url: str) -> None:
    """Refuse an address that the frontend could not play."""
    if represent(url) is None:
        raise ValidationError(
            _(
                "Give the address of a YouTube or Vimeo video, or of an MP4 or WebM file, "
                "for example https://vimeo.com/123456789."
            )
        )
