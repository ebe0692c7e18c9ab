"""What a viewer shows of each word: a page is drawn with its words and without them, and the two are compared."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from drawn.page import INKS, Page
from drawn.words import LENGTH, Words, drawn_words

# Poppler's, whose code has nothing in common with what the program draws pages with.
PROGRAM = "pdftoppm"
_DPI = 100
# Grey levels of 255: no eye sees less.
_UNSEEN = 10
# A letter is seen where the page loses this share of the darkness that the letter would have on white.
_SEEN = 0.25
_MOST, _HALF = 0.7, 0.5  # of the pixels of a word, and of each letter
# Letters on ground that differs so much cannot be told from it, for certain at least. A rule through them is passed
# over: it takes less than a fifth of their height.
_CALM = 40
_MOST_OF_GROUND = 20, 80  # percentiles
_INKED = 64  # grey levels: pixels that are a letter's, and not the soft edge of it
_LEGIBLE = 4, 20  # pixels, high and wide: a word that is smaller leaves a trace, but none that can be read
_LUMA = 0.299, 0.587, 0.114  # how light the primaries are (ITU-R BT.601)

Draw = Callable[[Page], None]


class Seen(str, Enum):
    """What is seen of a word."""

    CONCEALED = "concealed"
    VISIBLE = "visible"
    BORDERLINE = "borderline"


class Trial(NamedTuple):
    """A file, its words, and what a viewer shows of each of them, by the names of the words."""

    data: bytes
    words: Words
    seen: dict[str, Seen]


def lacking() -> str | None:
    """Why nothing can be looked at here, or null."""
    if shutil.which(PROGRAM) is None:
        return f"{PROGRAM} of poppler-utils is not installed"
    shown = tried(lambda page: None, next(drawn_words(0))).seen
    return None if set(shown.values()) == {Seen.VISIBLE} else f"{PROGRAM} finds no typeface to draw text with"


def picture(data: bytes, dpi: int = _DPI) -> Image.Image:
    """The first page as a viewer shows it: within the crop box, with its annotations."""
    command = [PROGRAM, "-cropbox", "-r", str(dpi), "-f", "1", "-l", "1", "-singlefile", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    if not done.stdout:
        raise ValueError(f"{PROGRAM}: {done.stderr.decode(errors='replace')}")
    return Image.open(BytesIO(done.stdout)).convert("RGB")


def tried(draw: Draw, words: Words) -> Trial:
    """Draw a page with its words, and look at it."""

    def drawn(given: Words) -> Page:
        page = Page(given)
        draw(page)
        return page

    page = drawn(words)
    data = page.build()
    files = [data, drawn(words.blank).build(), page.reference()]
    with ThreadPoolExecutor() as pool:
        with_words, without, reference = (np.asarray(image, np.int16) for image in pool.map(picture, files))
    reference = 255 - reference
    if not with_words.shape == without.shape == reference.shape:
        raise ValueError("the page without its words has another size")
    inked = _region(reference.any(axis=2))
    reference, with_words, without = reference[inked], with_words[inked], without[inked]
    seen = {name: _seen(_ink(reference, name), with_words, without) for name in words._fields}
    return Trial(data, words, seen)


def _region(inked: Any) -> tuple[slice, slice]:
    """The rows and columns from the first to the last pixel with ink; none where there is none."""
    rows, columns = np.nonzero(inked)
    if not len(rows):
        return slice(0), slice(0)
    return slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)


def _ink(reference: Any, name: str) -> Any:
    """How dark a word would make each pixel, of the darkness that the reference has in the primaries it lacks."""
    lacking = [value == 0 for value in INKS[name]]
    present = [not value for value in lacking]
    others = reference[:, :, present].max(axis=2)
    ink = reference[:, :, lacking].min(axis=2)
    return np.where(2 * others < ink, ink, 0)


def _seen(ink: Any, with_words: Any, without: Any) -> Seen:
    if not ink.any():
        return Seen.CONCEALED  # it lies beside the page, or is too small or too flat to leave a trace
    region = _region(ink)
    ink, with_words, without = ink[region], with_words[region], without[region]
    difference = np.abs(with_words - without).max(axis=2)
    if difference.max() < _UNSEEN:
        return Seen.CONCEALED
    legible = min(ink.shape) >= _LEGIBLE[0] and max(ink.shape) >= _LEGIBLE[1]
    shows = np.abs(with_words @ _LUMA - without @ _LUMA) > _SEEN * ink
    letters = ink > min(_INKED, ink.max() / 2)
    low, high = np.percentile(without @ _LUMA, _MOST_OF_GROUND)
    calm = high - low < _CALM
    return Seen.VISIBLE if legible and calm and _all_show(shows, letters) else Seen.BORDERLINE


def _all_show(shows: Any, letters: Any) -> bool:
    """Whether most of a word's pixels show, and of each of its letters at least half, along its longer side."""
    along = 1 if letters.shape[1] > letters.shape[0] else 0
    pieces = zip(np.array_split(shows, LENGTH, along), np.array_split(letters, LENGTH, along), strict=True)
    shares = [piece[inked].mean() for piece, inked in pieces if inked.any()]
    return bool(shows[letters].mean() > _MOST and min(shares) > _HALF)
