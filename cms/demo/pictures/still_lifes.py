"""Leaves, a moth, museum drawers, jars, and Belgium as a map of dots."""

import math

from cms.demo.pictures.canvas import HEIGHT, WIDTH, Canvas

# A rough outline of Belgium, as longitude and latitude.
BELGIUM = (
    (2.54, 51.09), (2.92, 51.23), (3.37, 51.37), (3.52, 51.29), (3.80, 51.21), (4.22, 51.37),
    (4.40, 51.36), (4.39, 51.45), (4.55, 51.48), (4.77, 51.50), (4.95, 51.40), (5.10, 51.43),
    (5.24, 51.31), (5.56, 51.22), (5.84, 51.17), (5.76, 50.96), (5.69, 50.76), (6.02, 50.75),
    (6.27, 50.62), (6.17, 50.52), (6.40, 50.32), (6.14, 50.13), (5.98, 50.12), (5.74, 49.85),
    (5.90, 49.66), (5.81, 49.55), (5.47, 49.50), (5.16, 49.69), (4.86, 49.79), (4.86, 50.15),
    (4.70, 50.10), (4.68, 49.99), (4.45, 49.94), (4.15, 49.98), (4.20, 50.27), (4.03, 50.35),
    (3.67, 50.33), (3.60, 50.49), (3.28, 50.53), (3.17, 50.75), (2.87, 50.70), (2.65, 50.82),
)  # fmt: skip

# Where many people look: longitude, latitude, weight.
WATCHED = (
    (4.35, 50.85, 1.0), (4.40, 51.22, 0.9), (3.72, 51.05, 0.8), (5.57, 50.63, 0.7),
    (4.87, 50.47, 0.5), (3.20, 51.30, 0.9), (5.50, 50.97, 0.7), (6.10, 50.52, 0.8),
)  # fmt: skip


def dots() -> bytes:
    """Belgium as dots of different density."""
    canvas = Canvas("dots", "#10352f", "#0d2a2e")
    step = 0.036
    for row in range(58):
        latitude = 49.48 + row * step
        for column in range(112):
            longitude = 2.5 + (column + row % 2 / 2) * step
            if not _inside(longitude, latitude):
                continue
            weight = sum(
                share * math.exp(-((longitude - x) ** 2 + 2.4 * (latitude - y) ** 2) / 0.09)
                for x, y, share in WATCHED
            )
            weight = min(1.0, 0.12 + weight * 0.75 + canvas.random.uniform(-0.08, 0.12))
            x, y = _projected(longitude, latitude)
            tone = ("#2f7d6b", "#4fae85", "#a5d66f", "#f4d35e")[min(3, int(weight * 4))]
            canvas.circle(x, y, 2 + 5.5 * weight, tone)
    return canvas.jpeg()


def _projected(longitude: float, latitude: float) -> tuple[float, float]:
    return 210 + (longitude - 2.5) * 305, 860 - (latitude - 49.45) * 400


def _inside(longitude: float, latitude: float) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(BELGIUM, (*BELGIUM[1:], BELGIUM[0]), strict=True):
        crosses = (y1 > latitude) != (y2 > latitude)
        if crosses and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def leaves() -> bytes:
    """A pattern of oak, beech and birch leaves."""
    canvas = Canvas("leaves", "#f3efdc", "#e6ecd6")
    tones = ("#3f7d4e", "#6a9a4f", "#a3b565", "#c9a24b", "#b8693d", "#2f6047")
    for row in range(6):
        for column in range(9):
            x = column * 195 + (row % 2) * 95 - 40
            y = row * 172 + 20
            angle = canvas.random.uniform(0, math.tau)
            tone = canvas.random.choice(tones)
            length = canvas.random.uniform(110, 150)
            end = (x + math.cos(angle) * length, y + math.sin(angle) * length)
            kind = (row + column) % 3
            if kind == 0:
                for lobe in range(5):
                    along = 0.2 + lobe * 0.18
                    px = x + math.cos(angle) * length * along
                    py = y + math.sin(angle) * length * along
                    canvas.circle(px, py, length * (0.15 + 0.09 * math.sin(math.pi * along)), tone)
                    for side in (-1, 1):
                        canvas.circle(
                            px - math.sin(angle) * side * length * 0.17 * math.sin(math.pi * along),
                            py + math.cos(angle) * side * length * 0.17 * math.sin(math.pi * along),
                            length * 0.1,
                            tone,
                        )
            else:
                canvas.leaf(x, y, length, length * (0.27 if kind == 1 else 0.38), angle, tone)
            canvas.line([(x, y), end], "#f3efdc", 3)
            for vein in (0.3, 0.5, 0.7):
                px, py = x + (end[0] - x) * vein, y + (end[1] - y) * vein
                for slant in (-0.7, 0.7):
                    reach = length * 0.2
                    canvas.line(
                        [
                            (px, py),
                            (
                                px + math.cos(angle + slant) * reach,
                                py + math.sin(angle + slant) * reach,
                            ),
                        ],
                        "#f3efdc",
                        2,
                    )
    return canvas.jpeg()


def moth() -> bytes:
    """A hawk moth on a flower."""
    canvas = Canvas("moth", "#2b2f4a", "#5a4468")
    for _ in range(120):
        canvas.circle(canvas.random.uniform(0, WIDTH), canvas.random.uniform(0, 620),
                      canvas.random.uniform(1, 2.5), "#cfc8e6")  # fmt: skip
    canvas.circle(1340, 190, 85, "#f1e9c9")
    canvas.line([(800, 560), (770, 760), (760, 960)], "#4f7a4b", 18)
    for turn in range(11):
        canvas.leaf(
            800, 560, 300, 58, math.pi * (turn + 0.5) / 11, "#e58fae" if turn % 2 else "#d7729a"
        )
    canvas.ellipse(800, 560, 74, 46, "#f2c14e")
    for side in (1, -1):
        base = 0.0 if side == 1 else math.pi
        canvas.leaf(800, 430, 520, 120, base - side * 0.42, "#c59a6d")
        canvas.leaf(800, 430, 430, 84, base - side * 0.40, "#a87a52")
        canvas.leaf(800, 450, 330, 96, base + side * 0.22, "#e0a7a0")
        canvas.leaf(800, 450, 250, 62, base + side * 0.22, "#c77d78")
        canvas.circle(800 + side * 190, 486, 26, "#2b2f4a")
        canvas.circle(800 + side * 190, 486, 12, "#9fc4d8")
        for stripe in (0.45, 0.62, 0.79):
            canvas.line(
                [
                    (800 + side * 520 * stripe, 430 - 232 * stripe - 52),
                    (800 + side * 500 * stripe, 430 - 214 * stripe + 56),
                ],
                "#7d5738",
                7,
            )
        canvas.line([(800, 345), (800 + side * 70, 270), (800 + side * 120, 262)], "#e8d9c4", 6)
    for number in range(7):
        canvas.ellipse(
            800, 400 + number * 24, 46 - number * 5, 17, "#8d6644" if number % 2 else "#b58a60"
        )
    canvas.circle(800, 366, 40, "#9b7350")
    return canvas.jpeg()


def drawers() -> bytes:
    """Museum drawers with beetles and shells."""
    canvas = Canvas("drawers", "#5b4230", "#4a3525")
    for row in range(3):
        for column in range(5):
            x, y = column * 316 + 18, row * 298 + 14
            canvas.box(x, y, 300, 282, "#8a6848")
            canvas.box(x + 10, y + 10, 280, 262, "#f4ecd8")
            for line in range(2):
                for place in range(3):
                    cx, cy = x + 58 + place * 92, y + 70 + line * 122
                    if (row + column) % 2:
                        _beetle(canvas, cx, cy)
                    else:
                        _shell(canvas, cx, cy)
                    canvas.box(cx - 26, cy + 44, 52, 12, "#ffffff")
                    canvas.line([(cx - 18, cy + 50), (cx + 14, cy + 50)], "#9a8f7d", 2)
    return canvas.jpeg()


def _beetle(canvas: Canvas, x: float, y: float) -> None:
    tone = canvas.random.choice(("#2f5d50", "#7a2f2a", "#2c3e63", "#6b5a1f", "#3d3a38"))
    for leg in (-16, 2, 20):
        canvas.line([(x - 34, y + leg - 8), (x, y + leg), (x + 34, y + leg - 8)], "#2a2522", 3)
    canvas.ellipse(x, y + 8, 22, 32, tone)
    canvas.line([(x, y - 20), (x, y + 38)], "#f4ecd8", 2)
    canvas.ellipse(x, y - 24, 15, 11, tone)
    canvas.circle(x, y - 36, 8, "#2a2522")


def _shell(canvas: Canvas, x: float, y: float) -> None:
    tone, edge = canvas.random.choice(
        (("#e8b89a", "#b9785a"), ("#d9c3a0", "#9a7f55"), ("#c9d0cf", "#7f908f"))
    )
    for ray in range(9):
        canvas.leaf(x, y + 34, 68, 11, -math.pi / 2 + (ray - 4) * 0.22, tone if ray % 2 else edge)
    canvas.ellipse(x, y + 34, 16, 7, edge)


def jars() -> bytes:
    """Jars filled with fruit and vegetables."""
    canvas = Canvas("jars", "#f6e7cb", "#efd7b0")
    canvas.box(0, 740, WIDTH, 160, "#a9764a")
    canvas.box(0, 740, WIDTH, 14, "#c08d5d")
    fillings = (
        ("#c8402f", "#e0604a"), ("#e39b2d", "#f2bb57"), ("#6f9a3c", "#93b95b"),
        ("#8a3f63", "#ad6288"), ("#d9772f", "#efa05a"),
    )  # fmt: skip
    for number, (dark, light) in enumerate(fillings):
        x = 90 + number * 295
        canvas.box(x, 330, 240, 412, "#fdf8ec")
        canvas.box(x + 12, 400, 216, 332, light)
        for _ in range(46):
            canvas.circle(canvas.random.uniform(x + 36, x + 204), canvas.random.uniform(424, 708),
                          canvas.random.uniform(14, 23), dark)  # fmt: skip
        canvas.box(x - 8, 276, 256, 62, "#7d8a8c")
        canvas.box(x - 8, 276, 256, 14, "#9fabac")
        canvas.box(x + 52, 520, 136, 92, "#fdf8ec")
        canvas.line([(x + 74, 552), (x + 166, 552)], "#8c7a5d", 5)
        canvas.line([(x + 74, 578), (x + 140, 578)], "#8c7a5d", 5)
        canvas.box(x + 22, 410, 16, HEIGHT - 590, "#ffffff")
    return canvas.jpeg()
