"""A PDF whose objects refer to themselves ends: what can be seen of it is read, or it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from self_referring import SELF_REFERRING

from cableparse.errors import CableparseError
from cableparse.pages import Document
from cableparse.sources import OcrChoice, SourceOptions, read

# What makes the words themselves, or where they stand, unknown; viewers differ in what they show.
UNKNOWN = {
    "pages in pages in themselves",
    "parents without a measure",
    "a measure",
    "a filter",
    "parameters of a filter",
    "resources",
    "a font that descends from itself",
    "letters drawn by their own font",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", SELF_REFERRING)
def test_a_file_that_refers_to_itself_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "cable.pdf"
    path.write_bytes(SELF_REFERRING[kind])
    try:
        found = list(read(path, options=SourceOptions(ocr=OcrChoice.NEVER)))
    except CableparseError as error:
        assert "is a damaged PDF" in str(error)
        assert kind in UNKNOWN
        return
    (document,) = found
    assert isinstance(document, Document)
    assert document.text == "FM QUITO" or kind in UNKNOWN
