"""The picture of README is small, and is made by its script."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from readme_picture import HEIGHT, PICTURE, WIDTH, make_picture

# What a page of a forge takes to load without being waited for.
MOST_BYTES = 120_000


def check(path: Path) -> None:
    assert path.stat().st_size < MOST_BYTES
    with Image.open(path) as picture:
        assert picture.size == (WIDTH, HEIGHT)


def test_the_picture_that_is_kept() -> None:
    check(PICTURE)


def test_the_picture_is_made_anew(tmp_path: Path) -> None:
    make_picture(tmp_path / "picture.png")
    check(tmp_path / "picture.png")
