from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import compressed_rtf
import pytest
from office_files import message_of
from source_files import TELEGRAM, members

from cableparse.diagnostics import Code
from cableparse.errors import UnreadableInput
from cableparse.pages import Document
from cableparse.pipeline import parse_document
from cableparse.sources import read

TEXT = TELEGRAM.read_text("utf_8")
HEAD = {"0C1A001F": "Ann Example", "5D01001F": "ann@example.org", "0E04001F": "Café; Bob", "0037001F": "Two cables"}
# In tenths of a microsecond.
SENT = (datetime(1974, 3, 31, 10, 15) - datetime(1601, 1, 1)) // timedelta(microseconds=1) * 10


def found_in(tmp_path: Path, data: bytes) -> list[Document | UnreadableInput]:
    path = tmp_path / "message.msg"
    path.write_bytes(data)
    return list(read(path))


def one(tmp_path: Path, data: bytes) -> Document:
    [document] = found_in(tmp_path, data)
    assert isinstance(document, Document)
    return document


def test_the_text_stands_under_its_header_lines(tmp_path: Path) -> None:
    document = one(tmp_path, message_of({**HEAD, "1000001F": TEXT}, p0039=SENT))
    head, _, body = document.text.partition("\n\n")
    assert head.splitlines() == [
        "From: Ann Example <ann@example.org>",
        "Sent: Sun, 31 Mar 1974 10:15:00 +0000",
        "To: Café; Bob",
        "Subject: Two cables",
    ]
    assert body.split() == TEXT.split()
    assert document.media_type == "application/vnd.ms-outlook"
    assert parse_document(document)[0].id == "1974STATE010752"


def test_what_is_attached_is_read_and_messages_in_messages(tmp_path: Path) -> None:
    data = message_of(
        {**HEAD, "1000001F": "See the cables."},
        [
            {"3707001F": "é.txt", "37010102": TELEGRAM.read_bytes()},
            {"3704001E": b"b.exe", "37010102": b"\x7fELF\0\0"},
            {"3701000D": {"0037001F": "Inner", "1000001F": "FM AMEMBASSY LIMA"}},
        ],
    )
    path = tmp_path / "message.msg"
    path.write_bytes(data)
    found, [said] = members(path)
    assert found == [None, "message 1/attachment é.txt", "message 1/attachment 3"]
    assert said.startswith("message 1/attachment b.exe: looks like a binary file (ELF program)")


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ({"1000001E": "É".encode("cp1250")}, "É"),
        ({"10130102": b"<html><body><p>FM LIMA</p><p>TO QUITO</p></body></html>"}, "FM LIMA\nTO QUITO"),
        ({"10090102": compressed_rtf.compress(rb"{\rtf1 FM LIMA\par TO QUITO}")}, "FM LIMA\nTO QUITO"),
    ],
)
def test_bodies_of_each_kind_are_read(properties: dict[str, bytes], text: str, tmp_path: Path) -> None:
    document = one(tmp_path, message_of(properties, p3FFD=1250))
    assert document.text.strip() == text
    assert not document.notes


def test_what_a_body_in_rtf_conceals_is_withheld_from_its_plain_form_too(tmp_path: Path) -> None:
    packed = compressed_rtf.compress(rb"{\rtf1 FM LIMA{\v SPIES}}")
    document = one(tmp_path, message_of({"1000001F": "FM LIMASPIES", "10090102": packed}))
    assert document.text.strip() == "FM LIMA"
    [note] = document.notes
    assert (note.code, note.detail) == (
        Code.CONCEALED_TEXT,
        "5 letters of the message, hidden by being marked as hidden.",
    )


@pytest.mark.parametrize(
    "data",
    [
        message_of({"1000001F": TEXT})[:-512],
        message_of({"10090102": compressed_rtf.compress(rb"{\rtf1 FM LIMA}")[:-4] + b"\0\0\0\0"}),
    ],
)
def test_a_damaged_message_is_one_clear_failure(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "message.msg"
    path.write_bytes(data)
    found, [said] = members(path)
    assert not found
    assert said.startswith("is a damaged Outlook message: ")
