"""Icons and text marks, as SVG."""

from html import escape

GREEN, LEAF, SUN = "#1b6b4a", "#cfe8c9", "#c2571a"

# The strokes of each icon in a box of 96 by 96, over a pale disc.
_ICONS = {
    "icon-occurrence": '<path d="M48 78C32 58 26 49 26 39a22 22 0 0 1 44 0c0 10-6 19-22 39z"/>'
    '<circle cx="48" cy="39" r="8"/>',
    "icon-share": '<path d="M30 48 64 30M30 48l34 18"/><circle cx="28" cy="48" r="8"/>'
    '<circle cx="68" cy="28" r="8"/><circle cx="68" cy="68" r="8"/>',
    "icon-dataset": '<ellipse cx="48" cy="30" rx="24" ry="9"/>'
    '<path d="M24 30v36c0 5 11 9 24 9s24-4 24-9V30M24 48c0 5 11 9 24 9s24-4 24-9"/>',
    "icon-publisher": '<path d="M22 40 48 24l26 16zM28 46v22M42 46v22M54 46v22M68 46v22"/>'
    '<path d="M22 74h52"/>',
    "icon-literature": '<path d="M48 34c-8-6-18-7-26-5v38c8-2 18-1 26 5 8-6 18-7 26-5V29'
    'c-8-2-18-1-26 5zM48 34v38"/>',
    "icon-calendar": '<rect x="24" y="28" width="48" height="44" rx="4"/>'
    '<path d="M24 42h48M36 22v12M60 22v12M40 58l6 6 12-12"/>',
    "icon-services": '<circle cx="48" cy="48" r="10"/>'
    '<path d="M48 22v12M48 62v12M22 48h12M62 48h12M30 30l8 8M58 58l8 8M66 30l-8 8M38 58l-8 8"/>',
    "icon-community": '<circle cx="48" cy="34" r="10"/>'
    '<path d="M30 72c0-12 8-20 18-20s18 8 18 20"/>'
    '<circle cx="25" cy="46" r="6"/><circle cx="71" cy="46" r="6"/>'
    '<path d="M16 68c0-7 4-11 9-11M80 68c0-7-4-11-9-11"/>',
    "icon-topics": '<circle cx="43" cy="43" r="17"/><path d="m56 56 18 18M43 34v18M34 43h18"/>',
    "icon-cooperation": '<circle cx="48" cy="48" r="26"/>'
    '<path d="M22 48h52M48 22c-18 16-18 36 0 52 18-16 18-36 0-52"/>',
    "icon-alliance": '<path d="M48 74V46"/><path d="M48 52C34 52 26 44 26 30c14 0 22 8 22 22z"/>'
    '<path d="M48 62c0-12 8-20 22-20 0 12-8 20-22 20z"/>',
    "icon-about": '<circle cx="48" cy="48" r="26"/><path d="M48 44v18M48 34v2"/>',
    "icon-holistic": '<circle cx="48" cy="36" r="15"/><circle cx="37" cy="56" r="15"/>'
    '<circle cx="59" cy="56" r="15"/>',
    "icon-cocreation": '<path d="M22 36h22v22H22zM52 36h22v22H52zM37 24h22M37 72h22"/>'
    '<path d="M44 47h8"/>',
    "icon-trust": '<path d="M48 74 26 52a14 14 0 0 1 22-17 14 14 0 0 1 22 17z"/>'
    '<path d="m38 52 8 8 14-14"/>',
    "icon-open": '<rect x="28" y="44" width="40" height="30" rx="4"/>'
    '<path d="M36 44V34a12 12 0 0 1 23-5M48 56v8"/>',
}

ICON_NAMES = tuple(_ICONS)


def icon(name: str) -> bytes:
    """An icon by its name."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">'
        f'<circle cx="48" cy="48" r="46" fill="{LEAF}"/>'
        f'<g fill="none" stroke="{GREEN}" stroke-width="4" stroke-linecap="round" '
        f'stroke-linejoin="round">{_ICONS[name]}</g></svg>'
    ).encode()


def text_mark(text: str) -> bytes:
    """A name set as a sign with a leaf: no organisation's real logo."""
    width = 84 + 21 * len(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="72" '
        f'viewBox="0 0 {width} 72"><rect width="{width}" height="72" rx="10" fill="#ffffff"/>'
        f'<path d="M18 54c0-22 12-36 36-36 0 22-12 36-36 36z" fill="{GREEN}"/>'
        f'<path d="M18 54 44 28" stroke="{LEAF}" stroke-width="3" stroke-linecap="round"/>'
        '<text x="66" y="48" font-family="Verdana, DejaVu Sans, sans-serif" font-size="30" '
        f'font-weight="bold" fill="#20443a">{escape(text)}</text></svg>'
    ).encode()


def portal_mark() -> bytes:
    """The sign of the demonstration portal."""
    dots = "".join(
        f'<circle cx="{18 + column * 13}" cy="{20 + row * 13}" r="{2 + (row * column + row) % 4}" '
        f'fill="{SUN if (row + column) % 3 == 0 else GREEN}"/>'
        for row in range(4)
        for column in range(4)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="76" height="80" viewBox="0 0 76 80">'
        f'<rect width="76" height="80" rx="14" fill="{LEAF}"/>{dots}</svg>'
    ).encode()
