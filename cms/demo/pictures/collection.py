"""All pictures of the demo with their titles, descriptions and licences."""

from collections.abc import Callable
from dataclasses import dataclass

from cms.demo.content.community import ORGANISATIONS
from cms.demo.pictures import landscapes, still_lifes, vectors

CREATOR = "gbif-portal-cms contributors"
CAPTION = "Drawing made for this demonstration portal"
CC0, CC_BY = "CC0-1.0", "CC-BY-4.0"


@dataclass(frozen=True)
class PictureContent:
    """A picture; `alt` and `caption` are English and translated by the catalogues."""

    key: str
    title: str
    filename: str
    draw: Callable[[], bytes]
    alt: str = ""
    caption: str = ""
    licence: str = CC0
    focal_point: tuple[int, int] | None = None


def _drawing(
    key: str,
    title: str,
    draw: Callable[[], bytes],
    alt: str,
    focal_point: tuple[int, int] | None = None,
) -> PictureContent:
    return PictureContent(key, title, f"{key}.jpg", draw, alt, CAPTION, CC_BY, focal_point)


DRAWINGS = (
    _drawing(
        "heathland",
        "Heathland",
        landscapes.heathland,
        "Drawing of purple heathland with pines at sunrise",
        (1120, 330),
    ),
    _drawing(
        "hedgerow",
        "Hedgerow",
        landscapes.hedgerow,
        "Drawing of a hedgerow between two meadows",
    ),
    _drawing(
        "north-sea",
        "North Sea",
        landscapes.north_sea,
        "Drawing of North Sea waves with a sandbank and gulls",
    ),
    _drawing("pond", "Pond", landscapes.pond, "Drawing of a pond with reeds and water lilies"),
    _drawing(
        "forest",
        "Young forest",
        landscapes.forest,
        "Drawing of a young forest with saplings in rows",
    ),
    _drawing(
        "wetland",
        "Urban wetland",
        landscapes.wetland,
        "Drawing of an urban wetland with houses behind reeds",
    ),
    _drawing(
        "valley",
        "Valley",
        landscapes.valley,
        "Drawing of a brook winding through a green valley",
    ),
    _drawing(
        "meadow",
        "Flower meadow",
        landscapes.meadow,
        "Drawing of a flower meadow with poppies and cornflowers",
    ),
    _drawing(
        "field",
        "Vegetable field",
        landscapes.field,
        "Drawing of vegetable rows with flower strips",
    ),
    _drawing(
        "stepping-stones",
        "Stepping stones",
        landscapes.stepping_stones,
        "Drawing of grey blocks with green and blue patches between them",
    ),
    _drawing(
        "dots",
        "Belgium in dots",
        still_lifes.dots,
        "Map of Belgium drawn as dots of different density",
        (800, 400),
    ),
    _drawing("leaves", "Leaves", still_lifes.leaves, "Pattern of oak, beech and birch leaves"),
    _drawing(
        "moth", "Hawk moth", still_lifes.moth, "Drawing of a hawk moth on a flower", (800, 420)
    ),
    _drawing(
        "drawers",
        "Museum drawers",
        still_lifes.drawers,
        "Drawing of museum drawers with beetles and shells",
    ),
    _drawing("jars", "Jars", still_lifes.jars, "Drawing of jars filled with fruit and vegetables"),
)


def _icon(name: str) -> PictureContent:
    title = name.removeprefix("icon-").capitalize()
    return PictureContent(name, f"Icon: {title}", f"{name}.svg", lambda: vectors.icon(name))


def _logo(key: str, text: str) -> PictureContent:
    return PictureContent(
        f"logo-{key}",
        f"Text mark: {text}",
        f"mark-{key}.svg",
        lambda: vectors.text_mark(text),
        text,
    )


PICTURES = (
    *DRAWINGS,
    *(_icon(name) for name in vectors.ICON_NAMES),
    *(_logo(one.key, one.acronym or one.name) for one in ORGANISATIONS if one.logo),
    PictureContent(
        "portal-mark",
        "Mark of the demonstration portal",
        "portal-mark.svg",
        vectors.portal_mark,
        "GBIF Belgium",
    ),
)
