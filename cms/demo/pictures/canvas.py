"""A canvas for flat, layered landscapes."""

import io
import math
from collections.abc import Iterable
from random import Random

from PIL import Image, ImageDraw, ImageOps

WIDTH, HEIGHT = 1600, 900
# Shapes are drawn twice as large and then halved, which smooths their edges.
SCALE = 2

Colour = str
Point = tuple[float, float]


class Canvas:
    """Drawing in a space of 1600 by 900; the origin is the upper left corner."""

    def __init__(self, name: str, top: Colour, bottom: Colour) -> None:
        # Not for secrets: the seed makes every run draw the same picture.
        self.random = Random(name)  # noqa: S311
        # One column of the sky, stretched: colouring every pixel takes five times as long.
        column = Image.linear_gradient("L").resize((1, HEIGHT * SCALE))
        sky = ImageOps.colorize(column, top, bottom)
        self.image = sky.resize((WIDTH * SCALE, HEIGHT * SCALE), Image.Resampling.NEAREST)
        self.draw = ImageDraw.Draw(self.image)

    def polygon(self, points: Iterable[Point], colour: Colour) -> None:
        """A filled shape."""
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def circle(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A filled circle."""
        self.ellipse(x, y, radius, radius, colour)

    def ellipse(self, x: float, y: float, across: float, down: float, colour: Colour) -> None:
        """A filled ellipse by its centre and half axes."""
        box = (x - across, y - down, x + across, y + down)
        self.draw.ellipse([edge * SCALE for edge in box], fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle by its upper left corner."""
        self.draw.rectangle(
            [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE], fill=colour
        )

    def line(self, points: Iterable[Point], colour: Colour, width: float) -> None:
        """A line with rounded joints."""
        self.draw.line(
            [(x * SCALE, y * SCALE) for x, y in points],
            fill=colour,
            width=max(1, round(width * SCALE)),
            joint="curve",
        )

    def ridge(self, level: float, swing: float, waves: float) -> list[Point]:
        """A wavy line from edge to edge around the height `level`."""
        phases = [self.random.uniform(0, math.tau) for _ in range(3)]
        return [
            (
                x,
                level
                + swing * math.sin(waves * math.tau * x / WIDTH + phases[0])
                + swing * 0.4 * math.sin(2.3 * waves * math.tau * x / WIDTH + phases[1])
                + swing * 0.15 * math.sin(6.1 * waves * math.tau * x / WIDTH + phases[2]),
            )
            for x in range(-20, WIDTH + 41, 20)
        ]

    def hill(self, level: float, swing: float, colour: Colour, waves: float = 1.2) -> list[Point]:
        """Land from a ridge down to the lower edge; gives the ridge."""
        ridge = self.ridge(level, swing, waves)
        self.polygon([*ridge, (WIDTH + 20, HEIGHT), (-20, HEIGHT)], colour)
        return ridge

    def leaf(
        self, x: float, y: float, length: float, breadth: float, angle: float, colour: Colour
    ) -> None:
        """A pointed leaf whose stalk is at (x, y)."""
        outline: list[Point] = []
        for side in (1, -1):
            steps = range(13) if side == 1 else range(12, -1, -1)
            for step in steps:
                along = step / 12
                across = side * breadth * math.sin(math.pi * along**0.85)
                outline.append(_turned(x, y, along * length, across, angle))
        self.polygon(outline, colour)

    def tree(self, x: float, y: float, height: float, crown: Colour, trunk: Colour) -> None:
        """A round tree standing at (x, y)."""
        self.box(x - height * 0.03, y - height * 0.45, height * 0.06, height * 0.45, trunk)
        for dx, dy, share in ((0, 0.72, 0.27), (-0.16, 0.58, 0.2), (0.17, 0.6, 0.21)):
            self.circle(x + dx * height, y - dy * height, share * height, crown)

    def conifer(self, x: float, y: float, height: float, colour: Colour) -> None:
        """A pine standing at (x, y)."""
        self.box(x - height * 0.025, y - height * 0.2, height * 0.05, height * 0.2, "#4d3b2f")
        for tier in range(3):
            foot = y - height * (0.15 + 0.25 * tier)
            half = height * (0.24 - 0.055 * tier)
            self.polygon([(x - half, foot), (x + half, foot), (x, foot - height * 0.4)], colour)

    def reed(self, x: float, y: float, height: float, colour: Colour, head: Colour) -> None:
        """A bulrush standing at (x, y)."""
        lean = self.random.uniform(-0.12, 0.12) * height
        self.line([(x, y), (x + lean * 0.4, y - height * 0.6), (x + lean, y - height)], colour, 4)
        self.ellipse(x + lean, y - height * 0.93, 7, height * 0.1, head)
        for side in (-1, 1):
            bend = side * self.random.uniform(0.12, 0.3) * height
            self.line([(x, y), (x + bend * 0.4, y - height * 0.45), (x + bend, y - height * 0.7)],
                      colour, 3)  # fmt: skip

    def jpeg(self) -> bytes:
        """The finished picture, 1600 by 900."""
        buffer = io.BytesIO()
        self.image.reduce(SCALE).save(buffer, "JPEG", quality=84)
        return buffer.getvalue()


def _turned(x: float, y: float, along: float, across: float, angle: float) -> Point:
    cos, sin = math.cos(angle), math.sin(angle)
    return x + along * cos - across * sin, y + along * sin + across * cos
