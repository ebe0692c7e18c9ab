"""PDFs that are encrypted, cut short, or made to do harm."""

from __future__ import annotations

import zlib
from typing import Any

import pytest
from conftest import Run
from make_pdf import form, one_page, raw, stream, typed
from reportlab.lib.pdfencrypt import StandardEncryption
from test_pdf import TEXT, details, read

from cableparse.diagnostics import Code
from cableparse.errors import UnreadableInput
from cableparse.sources.pdf.paint.bounds import PdfLimits


def test_encrypted_files(run: Run, tmp_path: Any) -> None:
    with pytest.raises(UnreadableInput, match=r"cable\.pdf: is encrypted"):
        read(typed(TEXT, encrypt=StandardEncryption("password")))
    assert read(typed(TEXT, encrypt=StandardEncryption("", ownerPassword="owner"))).text == TEXT
    path = tmp_path / "cable.pdf"
    path.write_bytes(typed(TEXT, encrypt=StandardEncryption("password")))
    done = run("parse", path)
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"is encrypted" in done.stderr


def test_a_file_cut_short_is_read_as_far_as_it_goes() -> None:
    data = typed("\f".join([TEXT] * 5))
    whole = read(data[:-30])
    assert whole.text == "\f".join([TEXT] * 5)
    assert details(whole, Code.DAMAGED_PDF)
    part = read(data[: len(data) * 3 // 4])
    assert part.text.startswith(f"{TEXT}\f{TEXT}")
    assert details(part, Code.DAMAGED_PDF)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\nxxxxx" * 500, typed(TEXT)[:200]])
def test_files_without_a_page(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match="no page of it can be found"):
        read(data)


FORM = b"/XObject<</X1 5 0 R>>"


def nested(count: int, calls: int) -> dict[int, bytes]:
    """So many forms, each of which draws the next so many times."""
    forms = {5 + i: form(b"/X1 Do " * calls, b"/XObject<</X1 %d 0 R>>" % (6 + i)) for i in range(count)}
    return {**forms, 5 + count: form(b"")}


HELLO = b"BT /F1 10 Tf 72 700 Td (HELLO) Tj ET /X1 Do"


def test_a_form_that_draws_itself() -> None:
    assert read(one_page(HELLO, FORM, {5: form(b"/X1 Do")})).text == "HELLO"


@pytest.mark.parametrize(
    ("data", "limit"),
    [
        (one_page(HELLO, FORM, nested(500, 1)), "max_form_depth, which is 20"),
        (one_page(HELLO, FORM, nested(18, 9)), "max_content_bytes, which is 10,000,000"),
        (one_page(b"0 g 0 0 9 9 re f\n" * 200_001), "max_objects, which is 200,000"),
    ],
)
def test_limits_are_named(data: bytes, limit: str) -> None:
    document = read(data)
    assert document.text == ""
    (detail,) = details(document, Code.LIMIT_REACHED)
    assert limit in detail


def test_content_that_unpacks_to_too_much() -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>"
    content = stream(zlib.compress(b"q Q\n" * 20_000_000), b"/Filter/FlateDecode")
    catalog, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    document = read(raw({1: catalog, 2: pages, 3: page, 4: content}))
    assert "max_content_bytes" in details(document, Code.LIMIT_REACHED)[0]


def test_more_pages_than_allowed() -> None:
    document = read(typed("\f".join(["A"] * 30)), limits=PdfLimits(max_pages=10))
    assert document.pages == 10
    assert details(document, Code.LIMIT_REACHED) == ["only the first 10 of 30 pages were read (max_pages)."]


def test_a_hundred_thousand_objects_on_a_page() -> None:
    specks = b"".join(b"%d %d 2 1 re f\n" % (i % 600, i // 600) for i in range(99_000))
    assert read(one_page(b"BT /F1 10 Tf 72 700 Td (HELLO) Tj ET 0 g\n" + specks)).text == "HELLO"


@pytest.mark.parametrize(
    ("content", "box"),
    [
        (b"BT /F1 10 Tf 100000000 Tc 72 700 Td (FM QUITO) Tj ET 1 g 0 0 5 5 re f", b"0 0 612 792"),
        (b"BT /F1 3 Tf 3 Tr 0 0 Td (FM) Tj ET 1 g 0 0 1 1 re f", b"0 0 2 4"),
        (b"BT /F1 10 Tf 3 Tr 72 70 Td (FM QUITO) Tj ET 1 g 70 0 5 705 re f", b"0 0 5000000 100"),
    ],
)
def test_measures_that_no_page_has(content: bytes, box: bytes) -> None:
    assert read(one_page(content, box=box)).pages == 1


def test_a_page_ten_metres_wide() -> None:
    content = b"BT /F1 10 Tf 72 700 Td (PAGE 01) Tj 28000 0 Td (QUITO) Tj ET 0 g 28069 690 40 20 re f"
    document = read(one_page(content, box=b"0 0 28346 792"))
    assert document.text == "PAGE 01"
    assert [box.concealed for box in document.boxes] == [5]
    apart = read(one_page(content.partition(b" 0 g")[0], box=b"0 0 28346 792"))
    assert apart.text.split() == ["PAGE", "01", "QUITO"]
    assert len(apart.text) < 200


def test_numbers_that_are_none() -> None:
    huge = b"9" * 400
    for content in (
        b"BT /F1 %s Tf 72 700 Td (HELLO) Tj ET" % huge,
        b"BT /F1 10 Tf %s 700 Td (HELLO) Tj ET" % huge,
        b"0 g %s 0 %s 9 re f BT /F1 10 Tf 72 700 Td (HELLO) Tj ET" % (huge, huge),
        b"BT /F1 0 Tf 72 700 Td (HELLO) Tj ET",
        b"BT /F1 10 Tf 0 0 0 0 72 700 Tm (HELLO) Tj ET",
    ):
        assert read(one_page(content)).text in ("", "HELLO")


def test_a_file_cut_off_before_what_is_on_its_pages_is_a_failure(run: Run, tmp_path: Any) -> None:
    # The library writes what is on a page behind all pages.
    data = typed(TEXT)
    with pytest.raises(UnreadableInput, match=r"cable\.pdf: is a PDF that is cut off; nothing is left"):
        read(data[: data.index(b"stream")])
    assert read(typed("")).text == ""
    path = tmp_path / "in" / "cable.pdf"
    path.parent.mkdir()
    path.write_bytes(data[: data.index(b"stream")])
    done = run("batch", path.parent, "--output", tmp_path / "out", "--jobs", "1")
    assert b"1 failure" in done.stderr
    assert b"is cut off" in (tmp_path / "out" / "quarantine.csv").read_bytes()


@pytest.mark.parametrize("is_cut", [True, False])
def test_what_a_page_draws_and_cannot_be_unpacked_is_told(is_cut: bool) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>"
    catalog, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    packed = zlib.compress(b"q Q\n" * 10_000)
    damaged = packed[:-20] if is_cut else packed[:20] + b"\xff" * 20 + packed[40:]
    document = read(raw({1: catalog, 2: pages, 3: page, 4: stream(damaged, b"/Filter/FlateDecode")}))
    assert details(document, Code.DAMAGED_PDF) == [
        "Page 1: what is drawn on it is damaged; not all of it could be read."
    ]
    whole = read(raw({1: catalog, 2: pages, 3: page, 4: stream(packed[:-4], b"/Filter/FlateDecode")}))
    assert not details(whole, Code.DAMAGED_PDF)
