"""A typed page as a scanner sees it, and the glyphs of its text layer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from math import cos, radians, sin
from typing import NamedTuple

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from cableparse.pages import Box
from cableparse.sources.pdf.paint.text_run import TextRun

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
"""
_LABEL = 14.0  # points; labels are set no larger, however large their box
_SYLLABLES = "BA CE DI FO GU HA JE KI LO MU NA PE QUI RO SU TA VE WI XO YU ZA"


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


PLAIN, EXACT = Look(), Layer()


@dataclass
class Page:
    """A page picture, the glyphs of its text layer, and what is true of both.

    `covered` and `visible` are words, as the orders of their runs; `boxes` the redactions that can be seen as such.
    """

    image: Image.Image
    resolution: float
    runs: list[TextRun] = field(default_factory=list)
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
        text += rng.choice(_SYLLABLES.split())
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
            text = name(rng, rng.randint(3, 9)) if rng.random() < 0.15 else rng.choice(_WORDS.split())
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
        dots = np.asarray(
            cv2.warpAffine(dots, matrix, dots.shape[::-1], flags=cv2.INTER_AREA, borderValue=255), np.uint8
        )
    if look.blur:
        dots = np.asarray(cv2.GaussianBlur(dots, (0, 0), look.blur * look.dpi / 150), np.uint8)
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
        packed = cv2.imencode(".jpg", dots, [cv2.IMWRITE_JPEG_QUALITY, look.jpeg])[1]
        dots = np.asarray(cv2.imdecode(packed, 0), np.uint8)
    return dots


def glyphs(
    words: Sequence[Word], look: Look, layer: Layer, rng: random.Random
) -> tuple[list[TextRun], list[list[int]]]:
    """The text layer, and for each word the orders of its letters and digits."""
    angle = radians(look.skew)
    runs: list[TextRun] = []
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


def _glyph(
    letter: str, x: float, y: float, advance: float, size: float, angle: float, layer: Layer, order: int
) -> TextRun:
    cx, cy = WIDTH / 2, HEIGHT / 2
    x, y = cx + (x - cx) * cos(angle) - (y - cy) * sin(angle), cy + (x - cx) * sin(angle) + (y - cy) * cos(angle)
    s = layer.scale
    return TextRun(
        letter, x * s + layer.dx, y * s + layer.dy, advance * s * cos(angle), advance * s * sin(angle), size * s,
        order=order, hidden=True, font="Courier",
    )  # fmt: skip
