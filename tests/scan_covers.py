"""Ways to cover words in a page picture."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

import cv2
import numpy as np
from typed_scan import Pen

from cableparse.pages import Box

Cover = Callable[[Pen, Box], Box | None]  # paints over words; the box that is seen there, if any


def black(pen: Pen, box: Box) -> Box | None:
    pen.fill(box, pen.rng.choice([0, 0, 15, 30]))
    return box


def noisy(share: float) -> Cover:
    """Black with a share of the dots in any grey."""

    def cover(pen: Pen, box: Box) -> Box | None:
        pen.fill(box, 0)
        area = pen.dots[pen.area(box)]
        grain = pen.noise.random(area.shape)
        area[grain < share] = pen.noise.integers(0, 256, area.shape)[grain < share]
        return box

    return cover


def speckled(pen: Pen, box: Box) -> Box | None:
    pen.fill(box, 0)
    area = pen.dots[pen.area(box)]
    side = max(round(pen.scale * 0.7), 1)
    grain = pen.noise.random((area.shape[0] // side + 1, area.shape[1] // side + 1)) < 0.1
    area[np.kron(grain, np.ones((side, side), bool))[: area.shape[0], : area.shape[1]]] = 255
    return box


def marker(pen: Pen, box: Box) -> Box | None:
    """A felt pen's stroke: dark, its edges uneven."""
    steps = max(int((box.x1 - box.x0) / 4), 2)
    xs = [box.x0 + i * (box.x1 - box.x0) / steps for i in range(steps + 1)]
    above = [(x, box.top - pen.rng.uniform(0, 1.5)) for x in xs]
    below = [(x, box.bottom + pen.rng.uniform(0, 1.5)) for x in reversed(xs)]
    pen.polygon([*above, *below], pen.rng.choice([30, 60, 90]))
    return box


def askew(pen: Pen, box: Box) -> Box | None:
    """Black, turned by a few degrees, and so large that it still covers the words."""
    angle = radians(pen.rng.choice([-4, -3, -2, 2, 3, 4]))
    cx, cy = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    half = (box.x1 - box.x0) / 2 + 1, (box.bottom - box.top) / 2 + abs(sin(angle)) * (box.x1 - box.x0) / 2
    corners = [(-half[0], -half[1]), (half[0], -half[1]), (half[0], half[1]), (-half[0], half[1])]
    pen.polygon([(cx + x * cos(angle) - y * sin(angle), cy + x * sin(angle) + y * cos(angle)) for x, y in corners], 0)
    return box


def labelled(ground: int, *labels: str, border: float = 0.0) -> Cover:
    """A box with a label in black or white."""

    def cover(pen: Pen, box: Box) -> Box | None:
        pen.fill(box, ground)
        if border:
            pen.frame(box, border)
        pen.centered(pen.rng.choice(labels), box, 0 if ground > 100 else 255, pen.rng.uniform(0.6, 0.85))
        return box if ground < 235 or border else None

    return cover


def grey(pen: Pen, box: Box) -> Box | None:
    pen.fill(box, pen.rng.choice([90, 128, 160, 190]))
    return box


def hatched(*slopes: float, border: float = 0.0) -> Cover:
    """Parallel strokes over white; a slope of 0 is level, infinity upright."""

    def cover(pen: Pen, box: Box) -> Box | None:
        pen.fill(box, 255)
        area = pen.dots[pen.area(box)]
        y, x = np.mgrid[: area.shape[0], : area.shape[1]] / pen.scale
        spacing, width = pen.rng.choice([2.0, 3.0, 4.0]), pen.rng.choice([0.6, 1.0])
        for slope in slopes:
            across = x if slope == float("inf") else (y - slope * x) / (1 + slope * slope) ** 0.5
            area[across % spacing < width] = 0
        if border:
            pen.frame(box, border)
        return box

    return cover


def bordered(pen: Pen, box: Box) -> Box | None:
    pen.fill(box, 255)
    pen.frame(box, pen.rng.choice([0.5, 0.8, 1.2]))
    return box


def patched(pen: Pen, box: Box) -> Box | None:
    pen.fill(box, 255)
    return None


def smudged(pen: Pen, box: Box) -> Box | None:
    """A white patch that was copied: specks and shadows on it."""
    pen.fill(box, pen.rng.choice([255, 245]))
    for _i in range(int((box.x1 - box.x0) / 4)):
        x, y = pen.rng.uniform(box.x0, box.x1), pen.rng.uniform(box.top, box.bottom)
        pen.circle(x, y, pen.rng.uniform(0.2, 0.5), pen.rng.choice([0, 80, 150]))
    return None


def halftone(pen: Pen, box: Box) -> Box | None:
    """Grey as a copier prints it, in dots."""
    pen.fill(box, 255)
    area = pen.dots[pen.area(box)]
    y, x = np.mgrid[: area.shape[0], : area.shape[1]] / pen.scale
    area[(x % 1.5 < 0.8) & (y % 1.5 < 0.8)] = 0
    return box


def crossed(pen: Pen, box: Box) -> Box | None:
    """White with a border and a cross from corner to corner."""
    pen.fill(box, 255)
    pen.frame(box, 0.8)
    pen.line((box.x0, box.top), (box.x1, box.bottom))
    pen.line((box.x0, box.bottom), (box.x1, box.top))
    return box


def coarse(pen: Pen, box: Box) -> Box | None:
    """The words themselves, in dots as large as letters."""
    area = pen.dots[pen.area(box)]
    cell = max(round(5 * pen.scale), 1)
    small = cv2.resize(
        area, (max(area.shape[1] // cell, 1), max(area.shape[0] // cell, 1)), interpolation=cv2.INTER_AREA
    )
    area[:] = cv2.resize(small, area.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return None


def scribbled(pen: Pen, box: Box) -> Box | None:
    """Scribbled over until nothing can be read."""
    steps = int((box.x1 - box.x0) / 1.2) + 4
    xs = [box.x0 + i * (box.x1 - box.x0) / steps for i in range(steps + 1)]
    for _i in range(2):
        points = [(x, (box.top if i % 2 else box.bottom) + pen.rng.uniform(-1, 1)) for i, x in enumerate(xs)]
        pen.curve(points, 1.2, pen.rng.choice([0, 40]))
    return None


_CODES = "B1", "B6", "(b)(1)", "B1, 1.4(D)", "1.4(B)"
_LABELS = "REDACTED", "REDACTED B6", "[B1]", "B6", "(b)(6)", "REDACTED B1 B"
INF = float("inf")
COVERS: dict[str, Cover] = {
    "black": black,
    "black, noise 20 %": noisy(0.2),
    "black, noise 40 %": noisy(0.4),
    "black, speckled": speckled,
    "marker": marker,
    "black, askew": askew,
    "black, code": labelled(0, *_CODES),
    "black, label": labelled(0, *_LABELS),
    "grey": grey,
    "grey, code": labelled(180, *_CODES),
    "hatched": hatched(1.0),
    "hatched, border": hatched(-1.0, border=0.8),
    "cross-hatched": hatched(1.0, -1.0),
    "hatched upright": hatched(INF),
    "white, border": bordered,
    "white, border, code": labelled(255, *_CODES, border=0.8),
    "white": patched,
    "white, label": labelled(255, *_LABELS),
}  # fmt: skip
# Kinds that nothing was fitted to.
HELD_BACK: dict[str, Cover] = {
    "white, smudged": smudged,
    "halftone": halftone,
    "crossed": crossed,
    "hatched level": hatched(0.0),
    "grid": hatched(0.0, INF),
    "coarse dots": coarse,
    "scribbled": scribbled,
    "white, border, label": labelled(255, *_LABELS, border=0.6),
}
