"""Scans with a hidden text layer: pages with covered words, and pages with whatever else a page may have."""

from __future__ import annotations

import random
from collections.abc import Callable
from math import cos, radians, sin
from typing import Any

import cv2
import numpy as np
from PIL import Image
from scan_covers import Cover
from typed_scan import (
    DOTS,
    EXACT,
    FACES,
    HEIGHT,
    PLAIN,
    WIDTH,
    Layer,
    Look,
    Page,
    Pen,
    Word,
    compose,
    degrade,
    glyphs,
    typed,
)

from cableparse.pages import Box

# Of a word that is painted over by no more, nothing is missing; one of which some is, is neither covered nor visible.
_CUT = 0.04


def redacted(seed: int, cover: Cover, look: Look = PLAIN, layer: Layer = EXACT, *, heavy: bool = False) -> Page:
    """A page on which words, and now and then several lines of them, are covered."""
    rng = random.Random(seed)
    words = compose(rng, look)
    dots = typed(words, look)
    clean = dots.copy()
    pen = Pen(dots, look.dpi, rng)
    hidden: set[int] = set()
    boxes: list[Box] = []
    for box, places in _stretches(rng, words, 14 if heavy else 6):
        if hidden & set(places):
            continue
        hidden.update(places)
        if seen := cover(pen, box):
            boxes.append(seen)
    cut = {i for i, word in enumerate(words) if i not in hidden and (clean != dots)[pen.area(word.box)].mean() > _CUT}
    dots = degrade(dots, look, rng)
    runs, orders = glyphs(words, look, layer, rng)
    page = Page(Image.fromarray(dots), look.dpi, runs)
    for place, letters in enumerate(orders):
        if place not in cut:
            (page.covered if place in hidden else page.visible).append(letters)
    page.boxes = [_askew(box, look.skew) for box in boxes]
    return page


def _askew(box: Box, skew: float) -> Box:
    angle = radians(skew)
    x, y = (box.x0 + box.x1) / 2 - WIDTH / 2, (box.top + box.bottom) / 2 - HEIGHT / 2
    dx, dy = x * cos(angle) - y * sin(angle) - x, x * sin(angle) + y * cos(angle) - y
    return Box(box.x0 + dx, box.top + dy, box.x1 + dx, box.bottom + dy)


def _stretches(rng: random.Random, words: list[Word], count: int) -> list[tuple[Box, list[int]]]:
    """Stretches of words to cover: one word, some of a line, or whole lines."""
    lines: dict[int, list[int]] = {}
    for place, word in enumerate(words):
        lines.setdefault(word.line, []).append(place)
    found: list[tuple[Box, list[int]]] = []
    for line in rng.sample(sorted(lines), min(count, len(lines))):
        places = lines[line]
        if rng.random() < 0.2:
            tall = [line + i for i in range(rng.randint(1, 4)) if line + i in lines]
            places = [place for other in tall for place in lines[other]]
        else:
            first = rng.randrange(len(places))
            places = places[first : first + rng.choice([1, 1, 1, 2, 3])]
        covered = [words[i] for i in places]
        size = covered[0].size
        box = Box(
            min(w.x for w in covered) - 0.8,
            min(w.base for w in covered) - 0.8 * size,
            max(w.box.x1 for w in covered) + 0.8,
            max(w.base for w in covered) + 0.24 * size,
        )
        found.append((box, places))
    return found


Decorate = Callable[[Pen, list[Word]], None]


def holes(pen: Pen, _: list[Word]) -> None:
    for y in (120, 396, 670):
        pen.circle(pen.rng.uniform(22, 34), y + pen.rng.uniform(-5, 5), pen.rng.uniform(7, 10), pen.rng.choice([0, 40]))


def rules(pen: Pen, words: list[Word]) -> None:
    """Underlines and thick rules."""
    for word in pen.rng.sample(words, 6):
        pen.line((word.x, word.base + 1.5), (word.box.x1, word.base + 1.5), 0.7)
    for y in (60, 735):
        pen.line((72, y), (540, y), pen.rng.choice([0.5, 1.5, 3.0]))


def photograph(pen: Pen, words: list[Word]) -> None:
    y, x = np.mgrid[0:1:240j, 0:1:200j]
    dots = 120 + 110 * np.sin(7 * x + pen.rng.uniform(0, 6)) * np.cos(9 * y + 4 * x) + 30 * np.sin(40 * x * y)
    dots[(x - 0.4) ** 2 + (y - 0.5) ** 2 < 0.05] = 10
    dots[150:200, 20:90] = 5
    box = Box(350, 500, 540, 720)
    rows, columns = pen.area(box)
    shape = pen.dots[rows, columns].shape
    pen.dots[rows, columns] = cv2.resize(np.clip(dots, 0, 255).astype(np.uint8), shape[::-1])


def stamp(pen: Pen, _: list[Word]) -> None:
    box = Box(380, 740, 500, 765)
    pen.frame(box, 2.0, 60)
    pen.centered(pen.rng.choice(["RELEASED IN FULL", "SECRET", "RECEIVED"]), box, 60, 0.8)
    large = Box(60, 735, 190, 785)
    pen.frame(large, 1.0)
    for line, text in enumerate(("Released in Full", "John Smith, Director", "2/25/2026")):
        pen.text(text, 64, 747 + 12 * line, 10, "Helvetica", 0)


def signature(pen: Pen, _: list[Word]) -> None:
    points = [(300 + 3 * i + pen.rng.uniform(-4, 4), 745 + pen.rng.uniform(-16, 16)) for i in range(40)]
    pen.curve(points, pen.rng.choice([1.0, 2.0]))


def table(pen: Pen, _: list[Word]) -> None:
    """Cells of which some are empty, beneath the text."""
    for row in range(3):
        for column in range(6):
            box = Box(72 + 75 * column, 725 + 16 * row, 147 + 75 * column, 741 + 16 * row)
            pen.frame(box, 0.7)
            if pen.rng.random() < 0.6:
                pen.text(
                    pen.rng.choice(["STATE", "ARMY", "NAVY", "1974", "TOTAL"]),
                    box.x0 + 4,
                    box.bottom - 4,
                    9,
                    "Helvetica",
                    0,
                )


def seal(pen: Pen, _: list[Word]) -> None:
    x, y = 100, 36
    pen.circle(x, y, 26, 20)
    pen.circle(x, y, 20, 255, 1.5)
    pen.circle(x, y, 15, 235)
    pen.polygon([(x - 10, y + 8), (x, y - 12), (x + 10, y + 8)], 30)
    pen.circle(x, y + 3, 6, 60)


def headline(pen: Pen, _: list[Word]) -> None:
    pen.text("SECRET", 200, 62, 44, "Helvetica-Bold", 0)
    pen.text("UNCLASSIFIED / NOFORN", 200, 775, 18, "Courier-Bold", 0)


def dark_edges(pen: Pen, _: list[Word]) -> None:
    height, width = pen.dots.shape
    for row in range(height):
        pen.dots[row, : int((8 + 5 * np.sin(row / 90)) * pen.scale)] = 10
    pen.dots[: int(7 * pen.scale)] = 20
    pen.dots[height - int(10 * pen.scale) :, int(width * 0.2) :] = 5


def struck(pen: Pen, words: list[Word]) -> None:
    """Words struck through, which can still be read, and a pen's marks beside the text."""
    for word in pen.rng.sample(words, 4):
        middle = word.base - 0.3 * word.size
        pen.line((word.x, middle), (word.box.x1, middle + pen.rng.uniform(-1, 1)), 0.8)
    for word in pen.rng.sample(words, 3):
        pen.line((50, word.base), (60, word.base - 20), 2.0)


def plain(pen: Pen, _: list[Word]) -> None:
    """Nothing but text."""


DECORATIONS: dict[str, Decorate] = {
    "plain": plain, "holes": holes, "rules": rules, "photograph": photograph, "stamp": stamp, "signature": signature,
    "table": table, "seal": seal, "headline": headline, "dark edges": dark_edges, "struck": struck,
}  # fmt: skip


def decorated(seed: int, decorate: Decorate, look: Look = PLAIN, layer: Layer = EXACT) -> Page:
    """A page without a redaction."""
    rng = random.Random(seed)
    words = compose(rng, look)
    if decorate is photograph:
        words = [w for w in words if w.base < 490 or w.box.x1 < 345]
    dots = typed(words, look)
    decorate(Pen(dots, look.dpi, rng), words)
    dots = degrade(dots, look, rng)
    runs, orders = glyphs(words, look, layer, rng)
    return Page(Image.fromarray(dots), look.dpi, runs, visible=orders)


LOOKS: dict[str, dict[str, Any]] = {
    "clean": {},
    "noisy": {"noise": 12.0, "specks": 300},
    "grainy": {"noise": 22.0, "specks": 1500, "ground": 225},
    "faint": {"faint": 0.6, "noise": 4.0, "ground": 235},
    "jpeg": {"jpeg": 20, "noise": 4.0, "blur": 0.6},
    "askew": {"skew": 1.5, "specks": 100},
}
LAYERS: dict[str, Layer] = {
    "exact": Layer(),
    "jitter": Layer(jitter=0.5),
    "misread": Layer(jitter=0.4, wrong=0.08),
    "shifted": Layer(dx=3.0, dy=-4.0),
    "scaled": Layer(dx=-1.0, dy=2.0, scale=1.01),
}


def look(rng: random.Random, kind: str) -> Look:
    """A look of a kind, in a typeface, size and resolution of its own."""
    face = rng.choice(FACES)
    capitals = rng.random() < 0.7 if face.startswith("Courier") else rng.random() < 0.3
    return Look(face, rng.choice([9.0, 10.0, 11.0, 12.0]), rng.choice(DOTS), capitals=capitals, **LOOKS[kind])
