"""The figures as bars, in SVG: legible on light and dark, and readable without seeing it."""

from html import escape

from scripts.bench.goals import Figure, Results, number

WIDTH = 760
LABELS = 290
VALUES = 110
BAR = 18
STEP = 26
HEAD = 44
GAP = 18
STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #1f2933 }
  .head { font-weight: 600; font-size: 14px }
  .note { font-size: 11px; fill: #52606d }
  .value { font-variant-numeric: tabular-nums }
  .bar { fill: #9aa5b1 }
  .bar.ours { fill: #2f7d5b }
  @media (prefers-color-scheme: dark) {
    text { fill: #e4e7eb }
    .note { fill: #9aa5b1 }
    .bar { fill: #616e7c }
    .bar.ours { fill: #57c49a }
  }
"""


def draw(results: Results, title: str) -> str:
    """One chart for each group of figures, under each other; every bar has its number."""
    parts: list[str] = []
    top = 0
    for group in results.groups:
        figures = results.in_group(group)
        parts += _chart(group, figures, top)
        top += HEAD + STEP * len(figures) + GAP
    notes = [results.machine, f"{results.command} · {results.sizes} · {results.measured_at}"]
    for note in notes:
        parts.append(f'<text class="note" x="0" y="{top + 12}">{escape(note)}</text>')
        top += 18
    body = "\n".join(f"  {part}" for part in parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top + 8}" '
        f'width="{WIDTH}" height="{top + 8}" role="img" aria-labelledby="title description">\n'
        f'  <title id="title">{escape(title)}</title>\n'
        f'  <desc id="description">{escape(_in_words(results))}</desc>\n'
        f"  <style>{STYLE}  </style>\n{body}\n</svg>\n"
    )


def _chart(group: str, figures: list[Figure], top: int) -> list[str]:
    longest = max(figure.value for figure in figures) or 1
    room = WIDTH - LABELS - VALUES
    lines = [f'<text class="head" x="0" y="{top + 28}">{escape(group)}</text>']
    for index, figure in enumerate(figures):
        y = top + HEAD + STEP * index
        width = max(1.0, room * figure.value / longest)
        kind = "bar" if _is_compared_with(figure) else "bar ours"
        bar = f'x="{LABELS}" y="{y}" width="{width:.1f}" height="{BAR}" rx="2"'
        value = escape(f"{number(figure.value)} {figure.unit}")
        lines += [
            f'<text x="0" y="{y + 13}">{escape(figure.name)}</text>',
            f'<rect class="{kind}" {bar}/>',
            f'<text class="value" x="{LABELS + width + 8:.1f}" y="{y + 13}">{value}</text>',
        ]
    return lines


def _is_compared_with(figure: Figure) -> bool:
    return figure.name.startswith(("stock", "from memory"))


def _in_words(results: Results) -> str:
    return " ".join(
        f"{group}: "
        + ", ".join(f"{one.name} {number(one.value)} {one.unit}" for one in results.in_group(group))
        + "."
        for group in results.groups
    )
