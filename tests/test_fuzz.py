"""Whatever bytes a file holds, its reader gives documents or says why not: no other error leaves it.

Each input is a sound one with a few bytes changed, taken out or put in. What is packed is damaged inside, too: the
checksums of an archive would else keep nearly all damage from the readers of what is in it.
`HYPOTHESIS_PROFILE=long pytest tests/test_fuzz.py` tries some thousands a reader, and `python tests/fuzz.py` as many as
the time that it is given allows.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hostile import HEADER
from hypothesis import given
from hypothesis import strategies as st
from make_pdf import form, one_page, stream
from office_files import message_of, p, r, table, word_of, workbook_with
from source_files import zip_of
from test_lossless import check_coverage

from cableparse.errors import CableparseError, UnreadableInput
from cableparse.pipeline import parse_document, parse_text
from cableparse.sources import OcrChoice, Opened, SourceOptions, unpacking
from cableparse.sources.file_kind import MediaType
from cableparse.sources.limits import Budget
from cableparse.sources.part import InputPart
from cableparse.sources.text import text_document
from cableparse.sources.unpacked import Leaf

CABLE = HEADER + "1. TEXT OF IT.\n"
OPTIONS = SourceOptions(max_bytes=1_000_000, max_unpacked=10_000_000, ocr=OcrChoice.NEVER)


def _zip() -> bytes:
    return zip_of({"a.txt": CABLE.encode(), "b/c.html": f"<pre>{CABLE}</pre>".encode()})


def _seven_zip() -> bytes:
    from py7zr import SevenZipFile

    file = io.BytesIO()
    with SevenZipFile(file, "w") as archive:
        archive.writestr(CABLE, "a.txt")
    return file.getvalue()


def _word() -> bytes:
    numbered = p(r("NUMBERED"), about='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    head = p(r("SECRET"))
    body = [p(r(line)) for line in CABLE.splitlines()]
    return word_of("".join([*body, numbered, table(["A", "B"])]), {"a.txt": CABLE.encode()}, header1=head)


def _message() -> bytes:
    attached = {"3707001F": "a.txt", "37010102": CABLE.encode()}
    return message_of({"0037001F": "A CABLE", "0C1A001F": "EXAMPLE", "1000001F": CABLE}, [attached], p0039=1)


def _tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        info = tarfile.TarInfo("é" * 60 + ".txt")
        info.size = len(CABLE)
        archive.addfile(info, io.BytesIO(CABLE.encode()))
    return file.getvalue()


def _image(form: str, **how: Any) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x112] = 6  # the orientation that a camera writes
    Image.new("L", (40, 30)).save(file, form, dpi=(300, 300), exif=exif, **how)
    return file.getvalue()


def _pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=0)
    for number, line in enumerate(CABLE.splitlines()):
        canvas.drawString(50, 800 - 12 * number, line)
    canvas.rect(50, 700, 100, 12, fill=1)
    canvas.save()
    return file.getvalue()


def _small_pdf() -> bytes:
    """A page that takes little time to draw, with what a reader looks at besides: a note, a form, a file."""
    others = {
        5: form(b"BT /F1 9 Tf 5 5 Td (TO STATE) Tj ET", b"/Font<</F1<</Subtype/Type1/BaseFont/Courier>>>>"),
        6: stream(CABLE.encode(), b"/Type/EmbeddedFile"),
        7: b"<</Subtype/FileAttachment/Rect[0 0 9 9]/FS<</F(a.txt)/EF<</F 6 0 R>>>>>>",
    }
    box = b"0 0 90 40]/Annots[7 0 R"
    return one_page(b"BT /F1 9 Tf 5 20 Td (FM LIMA) Tj ET /X1 Do", b"/XObject<</X1 5 0 R>>", others, box=box)


MAIL = (
    "From: a@example.org\nTo: b@example.org\nSubject: =?utf-8?q?a_cable?=\nDate: Mon, 1 Jan 2001 00:00:00 +0000\n"
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n'
    f"{CABLE}\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHByZT5BPC9wcmU+\n"
    "--x\nContent-Type: message/rfc822\n\nFrom: c@example.org\nSubject: inside\n\nTEXT\n--x--\n"
)
READERS: dict[str, Callable[[], bytes]] = {
    "text": CABLE.encode,
    "web page": f'<html><body><p style="color:red">A</p><table><tr><td>B</table><pre>{CABLE}</pre>'.encode,
    "mail": MAIL.encode,
    "mailbox": f"From a@example.org Mon Jan  1 00:00:00 2001\n{MAIL}\nFrom a@example.org Mon Jan  1\n{MAIL}".encode,
    "csv": f'id,text\n1,"{CABLE}"\n2,"{CABLE}"\n'.encode,
    "json lines": '{"id": 1, "text": "FM LIMA\\nTO STATE"}\n{"id": 2, "text": "FM LIMA"}\n'.encode,
    "json": '[{"id": 1, "text": "FM LIMA\\nTO STATE"}, {"id": 2, "text": "FM LIMA"}]'.encode,
    "rtf": lambda: rb"{\rtf1\ansi{\fonttbl{\f0 Courier;}}\f0\fs20 PAGE 01 LIMA\par {\v hidden}\u8211?\'e9{\*\x y}\par}",
    "word": _word,
    "workbook": lambda: workbook_with([["id", "text"], [1, CABLE], [2, CABLE]]),
    "outlook": _message,
    "7z": _seven_zip,
    "zip": _zip,
    "tar": _tar,
    "gzip": lambda: gzip.compress(CABLE.encode(), mtime=0),
    "bzip2": lambda: bz2.compress(CABLE.encode()),
    "xz": lambda: lzma.compress(CABLE.encode()),
    "png": lambda: _image("PNG"),
    "jpeg": lambda: _image("JPEG"),
    "tiff": lambda: _image("TIFF"),
    "packed tiff": lambda: _image("TIFF", compression="tiff_lzw"),
    "pdf": _pdf,
    "small pdf": _small_pdf,
}
# What damaged files have in fields for sizes, places and counts.
EXTREMES = (b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff", b"-1", b"99999999999999999999", b"\x00")


@st.composite
def damaged(draw: st.DrawFn, sound: bytes) -> bytes:
    """Sound bytes with some of them changed."""
    data = bytearray(sound)
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(data)))
        inserted = draw(st.binary(max_size=4) | st.sampled_from(EXTREMES))
        data[place : place + draw(st.sampled_from((0, 1, len(inserted), 8)))] = inserted
    return bytes(data[: draw(st.sampled_from((None, None, None, len(data) // 2)))])


def documents_of(data: bytes) -> None:
    """Read all of it, as `sources.read` does, without the net that it has below its readers."""
    part = InputPart("file", "file", data)
    budget = Budget(OPTIONS, len(data))
    for leaf in unpacking._leaves(part, _kind(part), io.BytesIO(data), budget, OPTIONS):
        if isinstance(leaf, Leaf):
            for found in unpacking.documents(leaf, OPTIONS):
                _check(found)
        else:
            _check(leaf)


def attempt(data: bytes) -> None:
    """Read a file to its end, or have it refused; whatever else happens is raised."""
    try:
        documents_of(data)
    except CableparseError as error:
        assert "made the program fail" not in str(error), error.__cause__
        str(error).encode()


def _kind(part: InputPart) -> MediaType:
    return unpacking.kind_of_part(part, OPTIONS)


def _check(found: Opened | UnreadableInput) -> None:
    if isinstance(found, UnreadableInput):
        assert "made the program fail" not in str(found), found
        str(found).encode()
    else:
        parse_document(found.document)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("reader", READERS)
def test_a_damaged_file_is_read_or_refused(reader: str) -> None:
    @given(damaged(READERS[reader]()))
    def read(data: bytes) -> None:
        attempt(data)

    read()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("reader", ["word", "workbook", "zip"])
def test_a_file_with_a_damaged_member_is_read_or_refused(reader: str) -> None:
    with zipfile.ZipFile(io.BytesIO(READERS[reader]())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}

    @given(st.sampled_from(sorted(members)).flatmap(lambda name: st.tuples(st.just(name), damaged(members[name]))))
    def read(member: tuple[str, bytes]) -> None:
        attempt(zip_of({**members, member[0]: member[1]}))

    read()


@given(damaged(CABLE.encode()))
def test_a_damaged_text_is_read_whole(data: bytes) -> None:
    document = text_document(data.decode("cp437"))
    check_coverage(document, parse_document(document))


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    parse_text(text)
