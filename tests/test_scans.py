"""Hidden text layers over page pictures: what a picture covers does not come out, what it prints does."""

from __future__ import annotations

import random

import pytest
import scan_covers
import scan_pages
from PIL import Image
from scan_covers import COVERS, HELD_BACK
from scan_pages import DECORATIONS
from scans import outcome
from typed_scan import Layer, Look, Pen, Word, glyphs, typed

from cableparse.sources.pdf.paint.scan_boxes import find_boxes
from cableparse.sources.pdf.paint.text_run import TextRun
from cableparse.sources.pdf.sight.scan_layer import parted

CLEAN = Look(dpi=150)
NOISY = Look(dpi=150, noise=12.0, specks=300)


@pytest.mark.parametrize("kind", [*COVERS, *HELD_BACK])
def test_nothing_that_is_covered_comes_out(kind: str) -> None:
    found = outcome(scan_pages.redacted(11, {**COVERS, **HELD_BACK}[kind], NOISY))
    assert found.covered > 0
    assert found.leaked == 0
    assert found.lost <= 0.02 * found.visible


@pytest.mark.parametrize("kind", ["plain", "holes", "photograph", "table", "seal", "dark edges", "struck"])
def test_a_page_without_a_redaction_has_none(kind: str) -> None:
    found = outcome(scan_pages.decorated(12, DECORATIONS[kind], CLEAN))
    assert found.invented == 0
    assert found.lost <= 0.02 * found.visible


@pytest.mark.parametrize("size", [(1, 1), (3, 50), (50, 3), (40, 4000)])
def test_a_picture_of_hardly_a_dot(size: tuple[int, int]) -> None:
    picture = Image.new("L", size, 255)
    assert find_boxes(picture, 150) == []
    run = TextRun("A", 0.0, 1.0, 6.0, 0.0, 10.0, hidden=True)
    assert parted([run], picture, 150)[0] == []


@pytest.mark.parametrize(("covered", "shown"), [(False, "SMITH"), (True, "")])
def test_the_last_page_of_a_cable_has_few_words(covered: bool, shown: str) -> None:
    """Too few to learn the typeface from."""
    words = [Word("SMITH", 100.0, 200.0, (6.0,) * 5, 10.0, 0)]
    dots = typed(words, CLEAN)
    if covered:
        scan_covers.black(Pen(dots, CLEAN.dpi, random.Random(1)), words[0].box)
    runs, _ = glyphs(words, CLEAN, Layer(), random.Random(1))
    kept = parted(runs, Image.fromarray(dots), CLEAN.dpi)[0]
    assert "".join(run.text for run in kept).strip() == shown


@pytest.mark.parametrize("layer", [Layer(dx=3.0, dy=-4.0), Layer(dx=-1.0, dy=2.0, scale=1.01)])
def test_a_layer_that_lies_beside_its_print(layer: Layer) -> None:
    found = outcome(scan_pages.redacted(13, COVERS["black"], CLEAN, layer))
    assert found.leaked == 0
    assert found.lost <= 0.02 * found.visible
