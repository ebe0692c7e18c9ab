"""Makes scans: page pictures with the glyphs of their text layer, some words redacted in the picture only.

Everything follows from a page's seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from math import cos, radians, sin
from typing import Any, NamedTuple

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from cableparse.pages import Box
from cableparse.sources.pdf.run import Run

WIDTH, HEIGHT, MARGIN = 612.0, 792.0, 72.0
FACES = ["Courier", "Courier-Bold", "Helvetica", "Times-Roman"]
DOTS = [100, 150, 200, 300]

_WORDS = """
the of and to in a that is was for on with as by at from be this it he his had not are but which have an they you were
all minister embassy government talks visit meeting agreement foreign president ambassador political economic military
report officials department secretary policy security during would could should after before between discussed informed
stated believed requested delegation proposal negotiations trade oil assistance situation position concerning regarding
paragraph reference action subject summary comment telegram washington paris london cairo quito lima moscow 1974 1975 12
14 3 10 24 two three first second third new old north south east west border conference nations united party leader
election press radio source sources reliable appears possible likely may will can our their its has been more than
other about into only some any such no so if up out who when while where there then them him her she we us one
""".split()
_LABEL = 14.0  # points; labels are set no larger, however large their box
_SYLLABLES = "BA CE DI FO GU HA JE KI LO MU NA PE QUI RO SU TA VE WI XO YU ZA".split()


class Word(NamedTuple):
    """A word of a page: where it is printed, in points from the top, and its letters."""

    text: str
    x: float
    base: float
    advances: tuple[float, ...]
    size: float
    line: int

    @property
    def box(self) -> Box:
        return Box(self.x, self.base - 0.72 * self.size, self.x + sum(self.advances), self.base + 0.2 * self.size)


class Look(NamedTuple):
    """How a page is typed and scanned."""

    face: str = "Courier"
    size: float = 10.0
    dpi: int = 150
    noise: float = 0.0  # standard deviation of the greys
    specks: int = 0
    skew: float = 0.0  # degrees
    faint: float = 0.0  # share of its darkness that print has lost
    jpeg: int = 0  # quality; 0: none
    capitals: bool = True
    blur: float = 0.0
    ground: int = 255


class Layer(NamedTuple):
    """How a text layer stands off its print, in points and shares of the page, and which share of letters is wrong."""

    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    jitter: float = 0.0  # of each word
    wrong: float = 0.0


_PLAIN, _EXACT = Look(), Layer()


@dataclass
class Page:
    """A page picture, the glyphs of its text layer, and what is true of both.

    `covered` and `visible` are words, as the orders of their runs; `boxes` the redactions that can be seen as such.
    """

    image: Image.Image
    resolution: float
    runs: list[Run] = field(default_factory=list)
    covered: list[list[int]] = field(default_factory=list)
    visible: list[list[int]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


Dots = NDArray[np.uint8]


class Pen:
    """Draws on a page picture in points."""

    def __init__(self, dots: Dots, dpi: float, rng: random.Random) -> None:
        self.dots = dots
        self.scale = dpi / 72
        self.rng = rng
        self.noise = np.random.default_rng(rng.randrange(1 << 30))

    def area(self, box: Box) -> tuple[slice, slice]:
        x0, top, x1, bottom = (round(side * self.scale) for side in box)
        return slice(max(top, 0), max(bottom, top + 1, 1)), slice(max(x0, 0), max(x1, x0 + 1, 1))

    def fill(self, box: Box, grey: int) -> None:
        self.dots[self.area(box)] = grey

    def frame(self, box: Box, width: float = 0.8, grey: int = 0) -> None:
        self.line((box.x0, box.top), (box.x1, box.top), width, grey)
        self.line((box.x1, box.top), (box.x1, box.bottom), width, grey)
        self.line((box.x1, box.bottom), (box.x0, box.bottom), width, grey)
        self.line((box.x0, box.bottom), (box.x0, box.top), width, grey)

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float = 0.8, grey: int = 0) -> None:
        ends = [tuple(round(side * self.scale * 16) for side in point) for point in (start, end)]
        cv2.line(self.dots, ends[0], ends[1], grey, max(round(width * self.scale), 1), cv2.LINE_AA, 4)

    def polygon(self, points: Sequence[tuple[float, float]], grey: int) -> None:
        corners = np.array([[round(side * self.scale * 16) for side in point] for point in points], np.int32)
        cv2.fillPoly(self.dots, [corners], grey, cv2.LINE_AA, 4)

    def curve(self, points: Sequence[tuple[float, float]], width: float, grey: int = 0) -> None:
        corners = np.array([[round(side * self.scale * 16) for side in point] for point in points], np.int32)
        cv2.polylines(self.dots, [corners], False, grey, max(round(width * self.scale), 1), cv2.LINE_AA, 4)

    def circle(self, x: float, y: float, radius: float, grey: int, width: float = -1) -> None:
        center = round(x * self.scale * 16), round(y * self.scale * 16)
        thick = max(round(width * self.scale), 1) if width > 0 else -1
        cv2.circle(self.dots, center, round(radius * self.scale * 16), grey, thick, cv2.LINE_AA, 4)

    def text(self, text: str, x: float, base: float, size: float, face: str, grey: int) -> None:
        """Print in a grey, over what is there."""
        mask = _rendered(text, face, size, self.scale)
        top, left = round((base - size) * self.scale), round(x * self.scale)
        below = self.dots[top : top + mask.shape[0], left : left + mask.shape[1]]
        if not below.size:
            return
        ink = mask[: below.shape[0], : below.shape[1]].astype(np.float32) / 255
        below[:] = (below * (1 - ink) + grey * ink).astype(np.uint8)

    def centered(self, text: str, box: Box, grey: int, share: float = 0.75, face: str = "Helvetica-Bold") -> None:
        """A label as high as a share of the box, no wider than it."""
        size = share * min(box.bottom - box.top, _LABEL)
        size *= min(1.0, 0.95 * (box.x1 - box.x0) / stringWidth(text, face, size))
        middle = (box.x0 + box.x1 - stringWidth(text, face, size)) / 2
        self.text(text, middle, (box.top + box.bottom) / 2 + 0.36 * size, size, face, grey)


@cache
def _rendered(text: str, face: str, size: float, scale: float) -> Dots:
    """Ink of a text, 255 where it is full; its baseline is one size from the top."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(stringWidth(text, face, size) + 2, 1.4 * size), invariant=True)
    canvas.setFont(face, size)
    canvas.drawString(0, 0.4 * size, text)
    canvas.save()
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        return 255 - np.asarray(document[0].render(scale=scale, grayscale=True).to_pil().convert("L"))


def name(rng: random.Random, letters: int) -> str:
    """An invented name in capitals."""
    text = ""
    while len(text) < letters:
        text += rng.choice(_SYLLABLES)
    return text[:letters]


def compose(rng: random.Random, look: Look, top: float = MARGIN, bottom: float = HEIGHT - MARGIN) -> list[Word]:
    """A page of words, line by line, with some empty lines and names, codes and numbers among them."""
    words: list[Word] = []
    leading = look.size * rng.choice([1.15, 1.2, 1.5])
    blank = stringWidth(" ", look.face, look.size)
    base, line = top + look.size, 0
    while base < bottom:
        if rng.random() < 0.12:
            base += leading
        right = WIDTH - MARGIN - rng.uniform(0, 60) if rng.random() < 0.85 else rng.uniform(150, 400)
        x = MARGIN + (4 * blank if rng.random() < 0.2 else 0)
        while True:
            text = name(rng, rng.randint(3, 9)) if rng.random() < 0.15 else rng.choice(_WORDS)
            if look.capitals:
                text = text.upper()
            if rng.random() < 0.08:
                text += rng.choice(",.;:)")
            advances = tuple(stringWidth(letter, look.face, look.size) for letter in text)
            if x + sum(advances) > right:
                break
            words.append(Word(text, x, base, advances, look.size, line))
            x += sum(advances) + blank
        base += leading
        line += 1
    return words


def typed(words: Sequence[Word], look: Look) -> Dots:
    """The words as a clean picture."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=True)
    canvas.setFont(look.face, look.size)
    for word in words:
        canvas.drawString(word.x, HEIGHT - word.base, word.text)
    canvas.save()
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        dots = np.array(document[0].render(scale=look.dpi / 72, grayscale=True).to_pil().convert("L"))
    if look.faint:
        dots = 255 - ((255 - dots) * (1 - look.faint)).astype(np.uint8)
    return dots


def degrade(dots: Dots, look: Look, rng: random.Random) -> Dots:
    """The picture as a scanner gives it."""
    noise = np.random.default_rng(rng.randrange(1 << 30))
    if look.skew:
        center = (dots.shape[1] / 2, dots.shape[0] / 2)
        matrix = cv2.getRotationMatrix2D(center, -look.skew, 1)
        dots = cv2.warpAffine(dots, matrix, dots.shape[::-1], flags=cv2.INTER_AREA, borderValue=255)
    if look.blur:
        dots = cv2.GaussianBlur(dots, (0, 0), look.blur * look.dpi / 150)
    if look.ground < 255:
        shade = np.linspace(look.ground, min(look.ground + 15, 255), dots.shape[1], dtype=np.float32) / 255
        dots = (dots * shade).astype(np.uint8)
    if look.noise:
        dots = np.clip(dots + noise.normal(0, look.noise, dots.shape), 0, 255).astype(np.uint8)
    for _ in range(look.specks):
        x, y = rng.randrange(dots.shape[1]), rng.randrange(dots.shape[0])
        side = rng.choice([1, 1, 2, 2, 3])
        dots[y : y + side, x : x + side] = rng.choice([0, 0, 60, 255])
    if look.jpeg:
        dots = cv2.imdecode(cv2.imencode(".jpg", dots, [cv2.IMWRITE_JPEG_QUALITY, look.jpeg])[1], 0)
    return dots


def glyphs(words: Sequence[Word], look: Look, layer: Layer, rng: random.Random) -> tuple[list[Run], list[list[int]]]:
    """The text layer, and for each word the orders of its letters and digits."""
    angle = radians(look.skew)
    runs: list[Run] = []
    orders: list[list[int]] = []
    for place, word in enumerate(words):
        x, orders_of_word = word.x, []
        jx, jy = rng.gauss(0, layer.jitter), rng.gauss(0, layer.jitter)
        for letter, advance in zip(word.text, word.advances, strict=True):
            if letter.isalnum():
                orders_of_word.append(len(runs))
                if rng.random() < layer.wrong:
                    letter = rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
            runs.append(_glyph(letter, x + jx, word.base + jy, advance, word.size, angle, layer, len(runs)))
            x += advance
        if place + 1 < len(words) and words[place + 1].line == word.line:
            blank = words[place + 1].x - x
            runs.append(_glyph(" ", x, word.base, blank, word.size, angle, layer, len(runs)))
        orders.append(orders_of_word)
    return runs, orders


def _glyph(letter: str, x: float, y: float, advance: float, size: float, angle: float, layer: Layer, order: int) -> Run:
    cx, cy = WIDTH / 2, HEIGHT / 2
    x, y = cx + (x - cx) * cos(angle) - (y - cy) * sin(angle), cy + (x - cx) * sin(angle) + (y - cy) * cos(angle)
    s = layer.scale
    return Run(
        letter, x * s + layer.dx, y * s + layer.dy, advance * s * cos(angle), advance * s * sin(angle), size * s,
        order=order, hidden=True, font="Courier",
    )  # fmt: skip


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


# Of a word that is painted over by no more, nothing is missing; one of which some is, is neither covered nor visible.
_CUT = 0.04


def redacted(seed: int, cover: Cover, look: Look = _PLAIN, layer: Layer = _EXACT, *, heavy: bool = False) -> Page:
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


def decorated(seed: int, decorate: Decorate, look: Look = _PLAIN, layer: Layer = _EXACT) -> Page:
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
