from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from conftest import ROOT
from corpus import samples
from source_files import ole_of, zip_of

from cableparse.sources.file_kind import MediaType, binary_kind, kind_of

CABLE = (ROOT / "fixtures" / "aad-1973-79" / "1974STATE010752.txt").read_bytes()
PRINTED_MAIL = (ROOT / "fixtures" / "invented" / "cable-in-email.txt").read_bytes()
MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\n\r\nFM AMEMBASSY LIMA\r\n"


@pytest.mark.parametrize("path", [sample.path for sample in samples()], ids=lambda path: path.name)
def test_the_text_of_a_cable_is_text(path: Path) -> None:
    assert kind_of(path.read_bytes(), path.name) is MediaType.TEXT


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.4\n", "scan.txt", MediaType.PDF),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\r\n1 0 obj\r\n", "saved", MediaType.PDF),
        (b"A PDF BEGINS WITH\n%PDF-1.4\n", "notes.txt", MediaType.TEXT),
        (b"PK\x03\x04" + b"\0" * 26 + b"STATE010752.txt", "1974.txt", MediaType.ZIP),
        (zip_of({"[Content_Types].xml": b"", "word/document.xml": b""}), "cable.zip", MediaType.WORD),
        (zip_of({"word/document.xml": b"", "[Content_Types].xml": b""}), "cable.zip", MediaType.WORD),
        (zip_of({"word/a.jpeg": b"", "word/document.xml": b"", "[Content_Types].xml": b""})[:-30], "a", MediaType.WORD),
        (zip_of({"xl/workbook.xml": b"", "_rels/.rels": b"", "[Content_Types].xml": b""}), "cables", MediaType.EXCEL),
        (zip_of({"cable/[Content_Types].xml": b"", "cable/word/document.xml": b""}), "cable", MediaType.ZIP),
        (zip_of({"a.docx": zip_of({"[Content_Types].xml": b""})}, zipfile.ZIP_STORED), "cables", MediaType.ZIP),
        (b"\n{\\rtf1 FM AMEMBASSY LIMA}", "cable.txt", MediaType.RTF),
        (b"HTTP/1.1 200 OK\r\n\r\n{\\rtf1\\ansi FM AMEMBASSY LIMA}", "cable.txt", MediaType.RTF),
        (b"AN RTF BEGINS WITH ({\\rtf1) AND ENDS WITH (})\n", "cable.txt", MediaType.TEXT),
        (b"{\n", "cable.txt", MediaType.TEXT),
        (b"7z\xbc\xaf\x27\x1c\0\4", "us-diplomatic-cables-txt-1974.7z", MediaType.SEVEN_ZIP),
        (b"\x1f\x8b\x08\0", "1974.tar.gz", MediaType.GZIP),
        (b"STATE010752.txt".ljust(257, b"\0") + b"ustar\x0000", "cables", MediaType.TAR),
        (b"\x7fELF\2\1\1", "cable.txt", MediaType.BINARY),
        (b"<!-- saved -->\n<!DOCTYPE html>\n<html>", "cable.txt", MediaType.HTML),
        ('<?xml version="1.0"?><html>'.encode("utf_16"), "cable", MediaType.HTML),
        (CABLE, "cable.htm", MediaType.HTML),
        (b"<< END OF DOCUMENT >>\n", "cable", MediaType.TEXT),
        (MAIL, "cable.txt", MediaType.EMAIL),
        (PRINTED_MAIL, "printed.txt", MediaType.TEXT),
        (PRINTED_MAIL, "printed.eml", MediaType.EMAIL),
        (b"From a@example.org Tue Mar 15 09:12:00 2011\n" + MAIL, "in", MediaType.MAILBOX),
        (b"FM AMEMBASSY LIMA\nTO SECSTATE WASHDC\n", "cable", MediaType.TEXT),
        (b"id,body,tags\n1,FM AMEMBASSY LIMA,PE\n", "docs", MediaType.CSV),
        (b"\xef\xbb\xbfid\tbody\r\n1\tFM AMEMBASSY LIMA\r\n", "docs", MediaType.CSV),
        (b"number;telegram\n1;FM AMEMBASSY LIMA\n", "docs.csv", MediaType.CSV),
        (b"SECRET, NODIS, body of the text\n", "cable", MediaType.TEXT),
        (b'{"id": 1, "body": "FM AMEMBASSY LIMA"}\n', "docs", MediaType.JSONL),
        (b'{"id": 1, "text_of": "FM"}\n\n {"id": 2}\n', "docs", MediaType.JSONL),
        (b'{"count": 1, "results": [{"body": "FM AMEMBASSY LIMA"}]}\n', "docs", MediaType.JSONL),  # the table tells
        (b'{\n  "body": "FM AMEMBASSY LIMA"\n}\n', "docs.json", MediaType.JSON),
        (b'\xef\xbb\xbf[{"body": "FM AMEMBASSY LIMA"}]', "docs", MediaType.JSON),
        ('[\n {"body": "FM AMEMBASSY LIMA"}]'.encode("utf_16"), "docs", MediaType.JSON),
        (b'["FM AMEMBASSY LIMA"]', "docs", MediaType.JSON),
        (b"[1, 2]", "docs.json", MediaType.JSON),
        (b"[PAGE 1]\nFM AMEMBASSY LIMA\n", "cable", MediaType.TEXT),
        (b"{176-10036-10018| 2022 RELEASE\n", "scan", MediaType.TEXT),
        (CABLE, "cable.md", MediaType.MARKDOWN),
    ],
)
def test_content_decides_and_then_the_name(data: bytes, name: str, kind: MediaType) -> None:
    assert kind_of(data, name) is kind


def test_a_column_that_is_asked_for_makes_a_table() -> None:
    data = b"number;telegram\n1;FM AMEMBASSY LIMA\n"
    assert kind_of(data, "docs") is MediaType.TEXT
    assert kind_of(data, "docs", "telegram") is MediaType.CSV


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xffWPC\x10\0\0\0", "WordPerfect document"),
        (b"%!PS-Adobe-3.0\n", "PostScript document"),
        (b"HTTP/1.1 200 OK\r\n\r\n%!PS-Adobe-3.0\n", "PostScript document"),
        (b"\n\5\1\x08\0\0\0\0", "image that is not read"),  # PCX
        (b"AT&TFORM\0\0\1\xdaDJVMDIRM", "DjVu document"),
        (b"\0\1\0\0\0\x11\1\0", "font"),
        (b"MZ\x90\0\3\0\0\0\4\0", "Windows or DOS program"),
        (b"ID3\3\0\0\0\0", "sound"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "video"),
        (b"Rar!\x1a\7\0", "RAR archive"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>', "Word XML document"),
        (ole_of("Root Entry", "1Table", "WordDocument"), "Word 97-2003 document (.doc)"),
        (ole_of("Root Entry", "Workbook"), "Excel 97-2003 workbook (.xls)"),
        (ole_of("Root Entry", "PowerPoint Document"), "PowerPoint 97-2003 presentation (.ppt)"),
        (ole_of("Root Entry", "EncryptedPackage"), "office document behind a password"),
        (zip_of({"ppt/presentation.xml": b"", "[Content_Types].xml": b""}), "PowerPoint presentation (.pptx)"),
        (zip_of({"xl/workbook.bin": b"", "[Content_Types].xml": b""}), "Excel binary workbook (.xlsb)"),
        (
            zip_of({"content.xml": b"", "mimetype": b"application/vnd.oasis.opendocument.text"}),
            "OpenDocument text (.odt)",
        ),
        (zip_of({"content.xml": b"", "META-INF/manifest.xml": b""}), "OpenDocument file"),
        (zip_of({"mimetype": b"application/epub+zip"}), "EPUB book"),
    ],
)
def test_what_is_known_and_not_read_is_named(data: bytes, name: str) -> None:
    assert kind_of(data, "cable.txt") is MediaType.BINARY
    assert binary_kind(data) == name


@pytest.mark.parametrize(
    "text",
    [b"MZ IS A CODE", b"BM 12 OF MAY 74 \r\n", b"ID3 CARDS", b"OTTO HAHN", b"StuffIt", b"true\n", b"RIFF RAFF OF LIMA"],
)
def test_a_text_that_begins_with_the_letters_of_a_mark_is_one(text: bytes) -> None:
    assert kind_of(text, "cable") is MediaType.TEXT


@pytest.mark.parametrize("encoding", ["latin_1", "utf_16", "utf_32"])
@pytest.mark.parametrize("lump", ["\0" * 300, bytes(range(256)).decode("latin_1") * 8])
def test_a_text_with_a_binary_lump_is_no_text(lump: str, encoding: str) -> None:
    text = CABLE.decode("latin_1") * 9
    data = f"{text}{lump}{text}".encode(encoding)
    assert kind_of(data, "cable.txt") is MediaType.BINARY
    assert str(binary_kind(data)).startswith("a text with binary data in it, from byte ")


@pytest.mark.parametrize("encoding", ["latin_1", "utf_16", "utf_32"])
def test_padding_and_stray_control_characters_leave_a_text_one(encoding: str) -> None:
    text = CABLE.decode("latin_1").replace("\n", "\x07\n", 40) + "\0" * 900
    assert kind_of(text.encode(encoding), "cable.txt") is MediaType.TEXT
