from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from corpus import samples

from cableparse.sources.kind import Kind, kind_of

CABLE = (ROOT / "fixtures" / "aad-1973-79" / "1974STATE010752.txt").read_bytes()
PRINTED_MAIL = (ROOT / "fixtures" / "invented" / "cable-in-email.txt").read_bytes()
MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\n\r\nFM AMEMBASSY LIMA\r\n"


@pytest.mark.parametrize("path", [sample.path for sample in samples()], ids=lambda path: path.name)
def test_the_text_of_a_cable_is_text(path: Path) -> None:
    assert kind_of(path.read_bytes(), path.name) is Kind.TEXT


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.4\n", "scan.txt", Kind.PDF),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\r\n1 0 obj\r\n", "saved", Kind.PDF),
        (b"A PDF BEGINS WITH\n%PDF-1.4\n", "notes.txt", Kind.TEXT),
        (b"PK\x03\x04" + b"\0" * 26 + b"STATE010752.txt", "1974.txt", Kind.ZIP),
        (b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", "cable.zip", Kind.BINARY),
        (b"7z\xbc\xaf\x27\x1c\0\4", "us-diplomatic-cables-txt-1974.7z", Kind.SEVEN_ZIP),
        (b"\x1f\x8b\x08\0", "1974.tar.gz", Kind.GZIP),
        (b"STATE010752.txt".ljust(257, b"\0") + b"ustar\x0000", "cables", Kind.TAR),
        (b"\x7fELF\2\1\1", "cable.txt", Kind.BINARY),
        (b"<!-- saved -->\n<!DOCTYPE html>\n<html>", "cable.txt", Kind.HTML),
        ('<?xml version="1.0"?><html>'.encode("utf_16"), "cable", Kind.HTML),
        (CABLE, "cable.htm", Kind.HTML),
        (b"<< END OF DOCUMENT >>\n", "cable", Kind.TEXT),
        (MAIL, "cable.txt", Kind.EMAIL),
        (PRINTED_MAIL, "printed.txt", Kind.TEXT),
        (PRINTED_MAIL, "printed.eml", Kind.EMAIL),
        (b"From a@example.org Tue Mar 15 09:12:00 2011\n" + MAIL, "in", Kind.MAILBOX),
        (b"FM AMEMBASSY LIMA\nTO SECSTATE WASHDC\n", "cable", Kind.TEXT),
        (b"id,body,tags\n1,FM AMEMBASSY LIMA,PE\n", "docs", Kind.CSV),
        (b"\xef\xbb\xbfid\tbody\r\n1\tFM AMEMBASSY LIMA\r\n", "docs", Kind.CSV),
        (b"number;telegram\n1;FM AMEMBASSY LIMA\n", "docs.csv", Kind.CSV),
        (b"SECRET, NODIS, body of the text\n", "cable", Kind.TEXT),
        (b'{"id": 1, "body": "FM AMEMBASSY LIMA"}\n', "docs", Kind.JSONL),
        (b"{176-10036-10018| 2022 RELEASE\n", "scan", Kind.TEXT),
        (CABLE, "cable.md", Kind.MARKDOWN),
    ],
)
def test_content_decides_and_then_the_name(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(data, name) is kind


def test_a_column_that_is_asked_for_makes_a_table() -> None:
    data = b"number;telegram\n1;FM AMEMBASSY LIMA\n"
    assert kind_of(data, "docs") is Kind.TEXT
    assert kind_of(data, "docs", "telegram") is Kind.CSV
