"""Landscapes: heath, hedgerow, sea, pond, forest, wetland, valley, meadow, field, suburb."""

import math

from cms.demo.pictures.canvas import HEIGHT, WIDTH, Canvas


def heathland() -> bytes:
    """Purple heath with pines at sunrise."""
    canvas = Canvas("heathland", "#f6c177", "#fbe9d0")
    canvas.circle(1120, 330, 95, "#fff4d6")
    canvas.hill(430, 40, "#b79ac0")
    canvas.hill(510, 35, "#96729f", waves=1.7)
    for x in (160.0, 230, 330, 1290, 1390, 1460):
        canvas.conifer(x, 560, canvas.random.uniform(170, 260), "#35523f")
    canvas.hill(580, 28, "#7d4f86", waves=2.1)
    for _ in range(900):
        x, y = canvas.random.uniform(0, WIDTH), canvas.random.uniform(620, HEIGHT)
        tone = canvas.random.choice(("#a467a8", "#c58bc4", "#6a3f73", "#8f5896", "#5d7049"))
        canvas.circle(x, y, canvas.random.uniform(2, 4) + (y - 600) / 90, tone)
    return canvas.jpeg()


def hedgerow() -> bytes:
    """A hedgerow between two meadows."""
    canvas = Canvas("hedgerow", "#a9d6e5", "#eef6df")
    for x, y in ((330.0, 150.0), (420, 135), (1150, 200), (1240, 190)):
        canvas.ellipse(x, y, 110, 32, "#ffffff")
    canvas.hill(450, 30, "#b5cf8c")
    canvas.hill(520, 22, "#9cc06f", waves=1.8)
    for step in range(90):
        x = step * 18 + canvas.random.uniform(-8, 8)
        size = canvas.random.uniform(38, 72)
        y = 575 - 40 * math.sin(x / 420)
        canvas.circle(
            x, y, size, canvas.random.choice(("#2f6b3f", "#3b7d47", "#27593a", "#4a8a4d"))
        )
    for x in (260, 700, 1210, 1450):
        canvas.tree(x, 590, canvas.random.uniform(260, 340), "#3f7f49", "#5b4636")
    canvas.hill(640, 24, "#7fae56", waves=1.1)
    for _ in range(260):
        x, y = canvas.random.uniform(0, WIDTH), canvas.random.uniform(680, HEIGHT)
        canvas.circle(x, y, canvas.random.uniform(3, 7), canvas.random.choice(
            ("#fff3b0", "#ffffff", "#e07a5f", "#f2cc8f")))  # fmt: skip
    return canvas.jpeg()


def north_sea() -> bytes:
    """Waves of the North Sea with a sandbank and gulls."""
    canvas = Canvas("north-sea", "#cfe4ee", "#f3efe2")
    canvas.circle(380, 260, 80, "#fffbe8")
    tones = ("#7fa8b8", "#6796aa", "#4f839b", "#3b708a", "#2c5f7a", "#214f69")
    for number, tone in enumerate(tones):
        ridge = canvas.hill(400 + number * 72, 12 + number * 3, tone, waves=2.5 + number * 0.6)
        canvas.line([(x, y + 4) for x, y in ridge], "#dcebef", 2 + number * 0.5)
        if number == 1:
            canvas.ellipse(1090, 512, 330, 26, "#e2cfa2")
            canvas.ellipse(1150, 505, 210, 16, "#efdfba")
    for x, y, span in ((700, 190, 60), (820, 240, 44), (1010, 160, 70), (1230, 260, 40)):
        wing = [(x - span, y - span * 0.3), (x - span * 0.4, y - span * 0.45), (x, y)]
        other = [(2 * x - px, py) for px, py in reversed(wing)]
        canvas.line([*wing, *other[1:]], "#46545c", span / 9)
    return canvas.jpeg()


def pond() -> bytes:
    """A pond with reeds and water lilies."""
    canvas = Canvas("pond", "#d9ead7", "#f4f6e4")
    canvas.hill(330, 30, "#9fc08a")
    for left in range(-20, WIDTH, 85):
        canvas.tree(left + canvas.random.uniform(-20, 20), 420, canvas.random.uniform(120, 200),
                    canvas.random.choice(("#5f8f5a", "#76a267", "#4e7d51")), "#5b4636")  # fmt: skip
    canvas.hill(410, 12, "#7ca864", waves=2)
    canvas.ellipse(800, 760, 1040, 330, "#3f7f86")
    canvas.ellipse(800, 775, 970, 300, "#4f949a")
    for row in range(7):
        y = 540.0 + row * 50
        canvas.line([(300 + row * 60, y), (620 + row * 70, y + 4)], "#7db7b8", 3)
    for _ in range(26):
        x, y = canvas.random.uniform(280, 1330), canvas.random.uniform(590, 860)
        size = 22 + (y - 560) / 8
        canvas.ellipse(x, y, size, size * 0.38, "#6aa05b")
        canvas.polygon([(x, y), (x + size, y - 6), (x + size, y + 8)], "#4f949a")
        if canvas.random.random() < 0.45:
            for turn in range(6):
                canvas.leaf(x - 6, y - 4, size * 0.55, size * 0.13, -math.pi * (turn + 0.5) / 6,
                            "#fbe4ec")  # fmt: skip
            canvas.circle(x - 6, y - 8, size * 0.1, "#f2c14e")
    for x in (*range(20, 260, 16), *range(1380, 1600, 15)):
        canvas.reed(x, canvas.random.uniform(760, 900), canvas.random.uniform(260, 400), "#54793f",
                    "#6b4a2f")  # fmt: skip
    return canvas.jpeg()


def forest() -> bytes:
    """A young forest with saplings in rows."""
    canvas = Canvas("forest", "#cfe8ef", "#f7f3df")
    canvas.hill(380, 36, "#8fb08c")
    for left in range(-30, WIDTH + 30, 55):
        canvas.conifer(left, 440 + canvas.random.uniform(-10, 10), canvas.random.uniform(110, 190),
                       canvas.random.choice(("#4f7a5c", "#5d8a68", "#3f6b50")))  # fmt: skip
    canvas.hill(440, 10, "#b89f74", waves=1)
    for row in range(6):
        y = 500 + row * row * 11 + row * 20
        gap = 90 + row * 34
        for number in range(-1, int(WIDTH / gap) + 2):
            x = number * gap + (row % 2) * gap / 2
            size = 40 + row * 22
            canvas.ellipse(x, y + 4, size * 0.4, size * 0.09, "#8f7850")
            canvas.line([(x, y), (x, y - size)], "#5b4636", 3 + row)
            for turn, side in ((0.5, 1), (0.62, -1), (0.82, 1), (0.95, -1)):
                angle = -math.pi / 2 + side * 0.9
                canvas.leaf(x, y - size * turn, size * 0.45, size * 0.12, angle, "#6fae4e")
            canvas.leaf(x, y - size, size * 0.4, size * 0.12, -math.pi / 2, "#86c05e")
    return canvas.jpeg()


def wetland() -> bytes:
    """An urban wetland: houses behind reeds."""
    canvas = Canvas("wetland", "#f2d8b8", "#f8efdf")
    for number in range(14):
        x, height = number * 120.0 - 20, canvas.random.uniform(130, 250)
        wall = canvas.random.choice(("#b96a4b", "#c98b62", "#a85c48", "#d0a27c"))
        canvas.box(x, 470 - height, 112, height, wall)
        canvas.polygon([(x - 6, 470 - height), (x + 56, 400 - height), (x + 118, 470 - height)],
                       "#6d4a45")  # fmt: skip
        for column in (22, 66):
            for floor in range(2):
                canvas.box(x + column, 500 - height + floor * 62, 24, 34, "#fbe9b7")
    canvas.hill(468, 8, "#8aa869", waves=2)
    canvas.box(0, 520, WIDTH, 380, "#5f9aa5")
    for _ in range(60):
        x, y = canvas.random.uniform(0, WIDTH), canvas.random.uniform(535, 880)
        canvas.line([(x, y), (x + canvas.random.uniform(40, 150), y)], "#86b9bf", 3)
    for x, y, size in ((260, 600, 190), (760, 680, 260), (1280, 610, 210)):
        canvas.ellipse(x, y, size, size * 0.2, "#7fa35a")
        for _ in range(18):
            canvas.reed(x + canvas.random.uniform(-size, size) * 0.8, y + 10,
                        canvas.random.uniform(90, 190), "#55793f", "#6b4a2f")  # fmt: skip
    return canvas.jpeg()


def valley() -> bytes:
    """A brook winding through a green valley."""
    canvas = Canvas("valley", "#bfe0e6", "#f2f5df")
    canvas.hill(330, 60, "#a8c69b", waves=0.8)
    canvas.hill(420, 50, "#8ab377", waves=1.1)
    for _ in range(26):
        x = canvas.random.uniform(0, WIDTH)
        canvas.tree(x, 500 + canvas.random.uniform(-15, 30), canvas.random.uniform(90, 170),
                    canvas.random.choice(("#4c8a52", "#5f9a5c", "#3e7748")), "#5b4636")  # fmt: skip
    canvas.hill(510, 26, "#78a95e", waves=1.3)
    left, right = [], []
    for step in range(60):
        share = step / 59
        y = 520 + share * 400
        middle = 820 + 330 * math.sin(share * 7.5) * (0.25 + share * 0.75)
        half = 8 + share**1.6 * 130
        left.append((middle - half, y))
        right.append((middle + half, y))
    canvas.polygon([*left, *reversed(right)], "#4f9bb0")
    canvas.line([((a + b) / 2 - 12, y) for (a, y), (b, _) in zip(left, right, strict=True)],
                "#8cc4d0", 5)  # fmt: skip
    for _ in range(220):
        x, y = canvas.random.uniform(0, WIDTH), canvas.random.uniform(560, HEIGHT)
        edges = min(range(60), key=lambda step: abs(left[step][1] - y))
        if not left[edges][0] - 25 < x < right[edges][0] + 25:
            canvas.circle(x, y, canvas.random.uniform(3, 7), canvas.random.choice(
                ("#f7e48b", "#ffffff", "#c9a0dc", "#5f8f49")))  # fmt: skip
    return canvas.jpeg()


def meadow() -> bytes:
    """A flower meadow with poppies and cornflowers."""
    canvas = Canvas("meadow", "#bcdff0", "#fdf6dc")
    canvas.hill(430, 26, "#a9c97f")
    canvas.hill(520, 20, "#8db864", waves=1.6)
    canvas.hill(590, 16, "#74a450", waves=2)
    flowers = sorted(
        (canvas.random.uniform(600, HEIGHT + 60), canvas.random.uniform(0, WIDTH))
        for _ in range(240)
    )
    for y, x in flowers:
        size = 8 + (y - 580) / 16
        top = y - size * 4
        canvas.line([(x, y + 20), (x, top)], "#4f7f3a", 2 + size / 10)
        colour, heart = canvas.random.choice(
            (("#d9412f", "#3a1f1c"), ("#3f67c4", "#2b468a"), ("#ffffff", "#f2c14e"))
        )
        for turn in range(7):
            canvas.leaf(x, top, size * 1.1, size * 0.38, turn * math.tau / 7, colour)
        canvas.circle(x, top, size * 0.32, heart)
    return canvas.jpeg()


def field() -> bytes:
    """Vegetable rows with flower strips."""
    canvas = Canvas("field", "#d3e7ee", "#faf1d9")
    canvas.hill(390, 24, "#a5bf86")
    for x in (90, 260, 1180, 1330, 1500):
        canvas.tree(x, 430, canvas.random.uniform(140, 220), "#5d8f57", "#5b4636")
    canvas.hill(430, 6, "#9a7a52", waves=1)
    for row in range(-9, 26):
        foot, head = row * 130, 560 + row * 30
        strip = row % 6 == 0
        for step in range(24):
            share = step / 23
            x = head + (foot - head) * share**1.5
            y = 450 + 470 * share**1.5
            size = 3 + 24 * share**1.4
            if strip:
                tone = canvas.random.choice(("#e07a5f", "#f2cc8f", "#b56576", "#f6f1d1"))
                canvas.circle(x + canvas.random.uniform(-size, size), y, size * 0.5, tone)
            else:
                canvas.circle(x, y, size, "#5f9a4a" if row % 2 else "#86b85a")
                canvas.circle(x, y - size * 0.3, size * 0.55, "#7ab15f" if row % 2 else "#a5cf74")
    return canvas.jpeg()


def stepping_stones() -> bytes:
    """Grey blocks with green and blue patches between them, seen from above."""
    canvas = Canvas("stepping-stones", "#c9c9c6", "#b9b9b5")
    for row in range(7):
        for column in range(11):
            x, y = column * 150 - 20 + (row % 2) * 40, row * 135 - 15
            kind = canvas.random.random()
            if kind < 0.5:
                tone = canvas.random.choice(("#9d9d9a", "#8a8a88", "#adada9"))
                canvas.box(x, y, 116, 96, tone)
                canvas.box(x + 12, y + 12, 92, 72, "#a5a5a1" if tone != "#adada9" else "#9a9a97")
            elif kind < 0.82:
                canvas.ellipse(x + 58, y + 48, 70, 58, "#7fae62")
                for _ in range(7):
                    canvas.circle(x + canvas.random.uniform(10, 110),
                                  y + canvas.random.uniform(5, 95), canvas.random.uniform(9, 19),
                                  canvas.random.choice(("#4c8a52", "#5f9a5c")))  # fmt: skip
            else:
                canvas.ellipse(x + 58, y + 48, 66, 50, "#8cb873")
                canvas.ellipse(x + 58, y + 48, 50, 34, "#4f9bb0")
    return canvas.jpeg()
