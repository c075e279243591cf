"""What the demo site names of the real GBIF, answered with made-up things; and pictures."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from tests.gbif_server.grscicoll import collections, institutions
from tests.gbif_server.registry import datasets


@cache
def stand_in(key: str) -> str:
    """The key of the made-up thing that stands in for a real one; any other key as it is."""
    known: dict[str, str] = {
        "ea410929-015a-4093-9c7e-7be2482668c9": datasets()[0]["key"],
        "034e128e-ee23-42d4-989d-cbe406c04fdb": collections()[0]["key"],
        "1be3aa67-8f90-4309-92f4-bd55426a8c09": institutions()[0]["key"],
    }
    return known.get(key, key)


@cache
def picture() -> bytes:
    """A PNG in the place of every picture that GBIF keeps a copy of."""
    image = Image.new("RGB", (64, 48), "#cfe3d5")
    ImageDraw.Draw(image).ellipse((16, 8, 48, 40), fill="#3d8052")
    kept = BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
