"""Hidden text layers over page pictures: what a picture covers does not come out, what it prints does."""

from __future__ import annotations

import pytest
import scan_pages
from scan_covers import COVERS, HELD_BACK
from scan_pages import DECORATIONS
from scans import outcome
from typed_scan import Layer, Look

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


@pytest.mark.parametrize("layer", [Layer(dx=3.0, dy=-4.0), Layer(dx=-1.0, dy=2.0, scale=1.01)])
def test_a_layer_that_lies_beside_its_print(layer: Layer) -> None:
    found = outcome(scan_pages.redacted(13, COVERS["black"], CLEAN, layer))
    assert found.leaked == 0
    assert found.lost <= 0.02 * found.visible
