"""Mixtures of what is done to a word: a cover, its colour, a clip, a render mode, an order, turns and forms."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin
from random import Random
from typing import NamedTuple

from drawn.catalogue import Kind
from drawn.colors import COLORS
from drawn.page import Matrix, Page, moved, multiplied
from drawn.pdf_file import numbers
from drawn.shapes import SHAPES

_FAMILY = "mixture"
COVERS = ("none", *SHAPES)
PAPER = "paper"
CLIPS = ("none", "around", "wide", "elsewhere", "half the page")
MODES = (0, 0, 0, 1, 2, 3, 7)
ORDERS = ("cover over", "cover under", "cover over and under", "word again over the cover")
ALPHAS = (1, 1, 1, 0.99, 0.5, 0)
TURNS = (0, 0, 90, 180, 270)
ANGLES = (0, 0, 0, 2, 90)  # 2 as a page that was laid askew on a scanner
_FREE = 240, 250  # a place below the text


class Mixture(NamedTuple):
    """What is done to a page, by names; angles are in degrees, depth is how many forms are around the cover."""

    cover: str
    color: str
    ink: str
    clip: str
    mode: int
    order: str
    alpha: float
    turn: int
    angle: int
    cover_depth: int
    word_depth: int
    text_in_form: bool

    def draw(self, page: Page) -> None:
        """Do it."""
        if self.angle:
            page.move(*_FREE)  # so that the word crosses no line
        turned = _turned(self.angle, *page.marks["secret"].matrix[4:])
        self._write(page, turned)
        if self.cover != "none":
            self._cover(page, turned)
        if self.order == "word again over the cover":
            page.over.append(page.secret)
        if self.text_in_form:
            page.wrap = lambda operators: page.drawn(page.form(operators))
        page.entries += f"/Rotate {self.turn}"

    def _write(self, page: Page, turned: Matrix) -> None:
        page.show(ink=COLORS[self.ink](page), state=f"{self.mode} Tr", outer=turned)
        clips = {
            "none": "",
            "around": f"{page.area.grown(80).path} W n",
            "wide": "-50 -50 900 900 re W n",
            "elsewhere": "50 50 20 20 re W n",
            "half the page": "0 0 612 396 re W n",
        }
        page.secret = f"q {clips[self.clip]} {page.secret} Q"
        for _ in range(self.word_depth):
            page.secret = page.drawn(page.form(page.secret))

    def _cover(self, page: Page, turned: Matrix) -> None:
        state = page.state(f"/ca {self.alpha}/CA {self.alpha}")
        shape = SHAPES[self.cover](page, page.area)
        cover = f"q {state} {numbers(turned)} cm {COLORS[self.color](page)} {shape} Q"
        for _ in range(self.cover_depth):
            cover = page.drawn(page.form(cover))
        if self.order != "cover over":
            page.under.append(cover)
        if self.order != "cover under":
            page.over.append(cover)


def _turned(angle: int, x: float, y: float) -> Matrix:
    """By so many degrees around a point."""
    radians = angle * pi / 180
    turn: Matrix = (cos(radians), sin(radians), -sin(radians), cos(radians), 0, 0)
    return multiplied(multiplied(moved(-x, -y), turn), moved(x, y))


def drawn_kinds(seed: int, count: int) -> Iterator[Kind]:
    """So many mixtures by chance."""
    random = Random(seed)
    for number in range(count):
        mixture = Mixture(
            random.choice(COVERS),
            random.choice([*COLORS]),
            random.choice(["black_grey", "black_grey", *COLORS]),
            random.choice(CLIPS[:3] * 3 + CLIPS),
            random.choice(MODES),
            random.choice(ORDERS[:1] * 3 + ORDERS),
            random.choice(ALPHAS),
            random.choice(TURNS),
            random.choice(ANGLES),
            random.choice((0, 0, 1, 3)),
            random.choice((0, 0, 1, 3)),
            random.random() < 0.2,
        )
        yield Kind(f"mixture_{number:04}", _FAMILY, mixture.draw, reason=repr(mixture))
