"""SVG pictures made harmless: shapes, text and gradients stay, everything active goes.

An SVG is a document with script, links and external content; browsers run it when it is opened
by its own address. The allow-list is of elements and attributes; see field notes D4.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from lxml import etree

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

ELEMENTS = frozenset(
    {
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "marker",
        "filter",
        "feGaussianBlur",
        "feOffset",
        "feBlend",
        "feColorMatrix",
        "feComposite",
        "feFlood",
        "feMerge",
        "feMergeNode",
        "feTurbulence",
        "style",
    }
)
_FORBIDDEN_IN_STYLE = ("@import", "url(", "expression", "javascript:", "\\")


def sanitise_svg(source: bytes) -> bytes:
    """`source` with only drawing elements and attributes left.

    Raises ValidationError for what is not an SVG, declares entities, or nests without end.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        raise ValidationError(_("This is not a readable SVG file: %s") % error) from error
    if (
        root.getroottree().docinfo.internalDTD is not None
        and root.getroottree().docinfo.internalDTD.entities()
    ):
        raise ValidationError(_("SVG files that declare entities are not accepted."))
    if root.tag != f"{{{SVG}}}svg":
        raise ValidationError(_("This is not an SVG file: its root element is not <svg>."))
    for element in list(root.iter()):
        if not _is_drawing(element):
            parent = element.getparent()
            if parent is not None:
                _remove(element, parent)
            continue
        for name, value in list(element.attrib.items()):
            if not _is_harmless(name, value):
                del element.attrib[name]
    clean: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return clean


def _remove(element: etree._Element, parent: etree._Element) -> None:
    """Remove an element but keep the text that follows it."""
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _is_drawing(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    name = etree.QName(element)
    if name.namespace != SVG or name.localname not in ELEMENTS:
        return False
    return name.localname != "style" or not _is_active(element.text or "")


def _is_active(css: str) -> bool:
    lowered = css.lower().replace("url(#", "")
    return any(word in lowered for word in _FORBIDDEN_IN_STYLE)


def _is_harmless(name: str, value: str) -> bool:
    if name in ("href", XLINK_HREF):
        return value.strip().startswith("#")
    local = name.rsplit("}", 1)[-1].lower()
    return not local.startswith("on") and not _is_active(value)
