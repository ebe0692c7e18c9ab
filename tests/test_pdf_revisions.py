"""Of a PDF its last revision counts, however damaged the list of its objects is."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from make_pdf import stream, typed
from revised import Style, first, linearized, page, pages, saved, text
from test_pdf import TEXT, details, read

from cableparse.diagnostics import Code
from cableparse.errors import UnreadableInput
from cableparse.sources.pdf.structure.revisions import mended

WORD = "BEKOLORIZQ"
BEFORE, AFTER = f"HE CALLED {WORD}.", "HE CALLED (B1)."
AFTER_WRITTEN = AFTER.replace("(", r"\(").replace(")", r"\)")

# How a word is withdrawn in a later revision.
REVISIONS = {
    "another page with other contents": {2: pages(6), 5: text(AFTER_WRITTEN), 6: page(5)},
    "other contents": {5: text(AFTER_WRITTEN), 3: page(5)},
    "the same object": {4: text(AFTER_WRITTEN)},
}
REVISED = [
    pytest.param(saved(first(BEFORE, style), objects, style), id=f"{style.value}, {name}")
    for style in Style
    for name, objects in REVISIONS.items()
]


def seen(data: bytes) -> str | None:
    """The text of a file, None where it is refused."""
    try:
        document = read(data)
    except UnreadableInput:
        return None
    assert document.text in ("", BEFORE, AFTER)
    return document.text


def last_of(data: bytes) -> int:
    """Where the last revision begins."""
    return data.index(b"%%EOF\n") + len(b"%%EOF\n")


@pytest.mark.parametrize("data", REVISED)
def test_a_whole_file_is_read_without_a_word(data: bytes) -> None:
    document = read(data)
    assert (document.text, document.notes) == (AFTER, [])


@pytest.mark.parametrize("data", REVISED)
@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (rb"startxref\s+\d+(?=\s+%%EOF\s*\Z)", b"startxref\n99999999"),
        (rb"startxref\s+\d+(?=\s+%%EOF\s*\Z)", b"startxref\n9"),
        (rb"startxref\s+\d+(?=\s+%%EOF\s*\Z)", b"start"),
        (rb"startxref\s+\d+\s+%%EOF\s*\Z", b""),
        (rb"\s+%%EOF\s*\Z", b""),
        (rb"/Prev \d+", b"/Prev 7"),
    ],
)
def test_the_last_revision_counts_where_its_place_is_told_wrong(
    data: bytes, pattern: bytes, replacement: bytes
) -> None:
    start = last_of(data)
    document = read(data[:start] + re.sub(pattern, replacement, data[start:]))
    assert document.text == AFTER
    assert details(document, Code.DAMAGED_PDF)


@pytest.mark.parametrize("data", REVISED)
def test_a_list_that_leads_to_the_revision_before(data: bytes) -> None:
    earlier = re.findall(rb"startxref\s+(\d+)", data)[0]
    document = read(re.sub(rb"startxref\s+\d+\s+%%EOF\s*\Z", b"startxref\n%s\n%%%%EOF\n" % earlier, data))
    assert document.text == AFTER
    assert details(document, Code.DAMAGED_PDF)


@pytest.mark.parametrize("data", REVISED)
def test_a_revision_cut_off_anywhere_shows_nothing_of_the_one_before(data: bytes) -> None:
    # Before its first digit nothing is left of it.
    for length in range(last_of(data) + 1, len(data), 2):
        assert seen(data[:length]) in ("", AFTER, None), data[:length][-80:]


@pytest.mark.parametrize("data", REVISED)
def test_a_wrong_byte_anywhere_in_a_revision_shows_nothing_of_the_one_before(data: bytes) -> None:
    for place in range(last_of(data), len(data), 3):
        if data[place : place + 1].strip():
            harmed = data[:place] + b"X" + data[place + 1 :]
            try:
                text = read(harmed).text
            except UnreadableInput:
                continue
            assert WORD not in text, harmed[place - 40 : place + 40]


@pytest.mark.parametrize("style", Style)
def test_what_a_revision_deleted_is_gone(style: Style) -> None:
    document = read(saved(first(BEFORE, style), {9: b"null"}, style, freed=[4]))
    assert (document.text, document.notes) == ("", [])
    harmed = saved(first(BEFORE, style), {9: b"null"}, style, freed=[4]).replace(b"startxref", b"startxrfe")
    document = read(harmed)
    assert document.text == ""
    assert details(document, Code.DAMAGED_PDF)


def test_a_lost_list_of_pages() -> None:
    data = saved(first(BEFORE), {**REVISIONS["another page with other contents"], 2: b"<</Type/Pages/Kidz[6 0 R]>>"})
    document = read(data)
    assert document.text == AFTER
    assert "1 of its pages were not read" in details(document, Code.DAMAGED_PDF)[-1]
    with pytest.raises(UnreadableInput, match="no page of it can be found"):
        read(saved(first(BEFORE), {2: b"<</Type/Pages/Kidz[3 0 R]>>"}))


def test_a_lost_list_of_pages_that_no_revision_changed() -> None:
    data = first(AFTER_WRITTEN).replace(b"/Kids", b"/Kidz")
    for whole in (data, saved(data, {9: b"null"})):
        document = read(whole)
        assert document.text == AFTER
        assert "the list of pages is damaged" in details(document, Code.DAMAGED_PDF)[-1]


@pytest.mark.parametrize("style", Style)
def test_many_revisions(style: Style) -> None:
    data = first("ONE", style)
    for words in ("TWO", "THREE", "FOUR"):
        data = saved(data, {4: text(words)}, style)
    assert (read(data).text, read(data).notes) == ("FOUR", [])
    assert read(data.replace(b"startxref", b"startxrfe")).text == "FOUR"


def test_a_linearized_file() -> None:
    data = linearized("THE FIRST", "THE SECOND")
    document = read(data)
    assert (document.text.splitlines(), document.notes) == (["THE FIRST", "THE SECOND"], [])
    document = read(saved(data.replace(b"Root 1 0", b"Root 5 0"), {3: text("ANOTHER")}).replace(b"Root 1", b"Root 5"))
    assert (document.text.splitlines(), document.notes) == (["THE FIRST", "ANOTHER"], [])


def test_a_damaged_linearized_file_is_of_one_revision() -> None:
    data = linearized("THE FIRST", "THE SECOND")
    for harmed in (re.sub(rb"startxref\n\d+", b"startxref\n7", data), data[: data.rindex(b"xref\n0 4")]):
        document = read(harmed)
        assert document.text.splitlines() == ["THE FIRST", "THE SECOND"]
        assert details(document, Code.DAMAGED_PDF)


def test_bytes_behind_the_end_and_before_the_objects() -> None:
    data = saved(first(BEFORE), {4: text(AFTER_WRITTEN)})
    assert read(data + b"\n\0\0\0").notes == []
    document = read(data + b"<html>404</html>\n" * 10)
    assert document.text == AFTER
    shifted = read(data.replace(b"%PDF-1.5\n", b"%PDF-1.5\n% a line that somebody added\n", 1))
    assert shifted.text == AFTER
    assert details(shifted, Code.DAMAGED_PDF)


def test_a_file_inside_a_file_is_not_taken_for_its_objects() -> None:
    inner = first(BEFORE)
    data = saved(first(AFTER_WRITTEN), {9: stream(inner, b"/Type/EmbeddedFile")}).replace(b"startxref", b"startxrfe")
    assert seen(data) == AFTER


@pytest.mark.parametrize("length", [b"/Length 9", b"/Length 99999", b"/Length 77 0 R", b"/Other 1"])
def test_a_stream_of_another_length_than_it_says(length: bytes) -> None:
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: pages(3), 3: page(4), 4: text(AFTER_WRITTEN), 77: b"3"}
    objects[4] = re.sub(rb"/Length \d+", length, objects[4])
    document = read(saved(b"%PDF-1.5\n", objects))
    assert document.text == AFTER
    assert details(document, Code.DAMAGED_PDF)


def test_pdfium_sees_in_a_mended_file_what_we_read() -> None:
    for data in (
        typed("\f".join([TEXT] * 3)),
        first(AFTER_WRITTEN, Style.PACKED),
        linearized("THE FIRST", "THE SECOND"),
    ):
        for cut in (0, 25, 200):
            with pypdfium2.PdfDocument(mended(data[: len(data) - cut]).data) as document:
                drawn = [line for page in document for line in page.get_textpage().get_text_range().split()]
            assert drawn == read(data[: len(data) - cut]).text.split()


@pytest.mark.parametrize("name", ["Root", "Pages", "Kids", "Contents", "MediaBox", "Length", "Annots"])
def test_an_object_that_is_itself(name: str) -> None:
    data = first(AFTER_WRITTEN).replace(b"xref\n", b"9 0 obj\n9 0 R\nendobj\nxref\n9 1\n%010d 00000 n \n" % 0, 1)
    data = re.sub(
        rb"/%s (?:\d+ 0 R|\d+)|/%s\[[^]]*\]" % (name.encode(), name.encode()), b"/%s 9 0 R" % name.encode(), data
    )
    if name == "Annots":
        data = data.replace(b"/Contents", b"/Annots 9 0 R/Contents")
    assert seen(data) in ("", AFTER, None)
