from __future__ import annotations

from pathlib import Path

import pytest
from source_files import TELEGRAM, documents, members, record

from cableparse.sources import SourceOptions, mailbox
from cableparse.sources.file_kind import MediaType, kind_of
from cableparse.sources.unpacked import Leaf
from cableparse.sources.unpacking import leaves

CABLE = TELEGRAM.read_text(encoding="utf-8")
SEPARATORS = [
    "From a@example.org Tue Nov 12 10:11:12 2013",
    "From a@example.org Tue Nov 12 10:11:12 EST 2013",
    "From a@example.org Tue Nov 12 10:11 2013 remote from host",
    "From a@example.org Tue, 12 Nov 2013 10:11:12 +0000",
    "From a@example.org 2013-11-12 10:11:12",
    "From a@example.org 2013-11-12T10:11:12Z",
    'From "Desk Officer" Tue Nov 12 10:11:12 2013',
    "From ???@??? Tue Nov 12 10:11:12 2013",
    "From - Tue Nov 12 10:11:12 2013",
    "From MAILER-DAEMON",
    "From - ",
    "From -",
    "From ",
]
MMDF = f"\1\1\1\1\nFrom: a@example.org\nSubject: a\nMessage-ID: <a@example.org>\n\n{CABLE}\n\1\1\1\1\n"


def leaves_of(path: Path) -> list[Leaf]:
    return [leaf for leaf in leaves(str(path), SourceOptions()) if isinstance(leaf, Leaf)]


def message(number: int) -> str:
    return f"From: a@example.org\nSubject: {number}\nMessage-ID: <{number}@example.org>\n\n{CABLE}\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("between", ["\n", ""])
@pytest.mark.parametrize("separator", SEPARATORS)
def test_every_separator_parts_messages(tmp_path: Path, separator: str, between: str, end: str) -> None:
    path = tmp_path / "cables"
    text = between.join(f"{separator}\n{message(number)}" for number in (1, 2, 3))
    path.write_bytes(text.replace("\n", end).encode())
    assert kind_of(path.read_bytes(), path.name) is MediaType.MAILBOX
    found = documents(path)
    assert [document.member for document in found] == ["message 1", "message 2", "message 3"]
    assert {record(document)["id"] for document in found} == {"1974STATE010752"}


def test_a_mailbox_of_mmdf_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cables"
    mark = "\1\1\1\1\n"
    path.write_text("".join(f"{mark}{message(number)}{mark}" for number in (1, 2)), encoding="utf-8")
    assert [record(document)["id"] for document in documents(path)] == ["1974STATE010752"] * 2


def test_a_line_of_a_text_parts_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cables.mbox"
    text = "From 1974 on trade grew.\nTAGS: ETRD\n\nFrom the Embassy:\nComment: none.\n\n>From Lima\n>>From Quito\n"
    path.write_text(f"From -\nFrom: a@example.org\nMessage-ID: <1@example.org>\n\n{text}", encoding="utf-8")
    (document,) = documents(path)
    assert document.text.endswith(text.replace(">From", "From"))


def test_what_stands_above_the_first_separator_is_a_message(tmp_path: Path) -> None:
    path = tmp_path / "cut.mbox"
    path.write_text(f"{CABLE}\nFrom -\n{message(2)}", encoding="utf-8")
    assert [record(document)["id"] for document in documents(path)] == ["1974STATE010752"] * 2


def test_a_mailbox_of_one_message_needs_no_separator(tmp_path: Path) -> None:
    path = tmp_path / "one.mbox"
    path.write_text(message(1), encoding="utf-8")
    (document,) = documents(path)
    assert document.media_type == "message/rfc822"


def test_a_mailbox_without_a_message_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "empty.mbox"
    path.write_text("\n\n\n", encoding="utf-8")
    assert members(path) == ([], ["is a mailbox without a message"])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("block", [1, 7, 100, 1009])
def test_messages_are_the_same_however_much_is_read_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int, end: str
) -> None:
    path = tmp_path / "cables.mbox"
    above = "\n\n \nWhat stands above.\n\n"
    texts = [*(f"{separator}\n{message(number)}" for number, separator in enumerate(SEPARATORS)), MMDF]
    path.write_bytes((above + "\n".join(texts)).replace("\n", end).encode())
    whole = [(leaf.part.member, leaf.part.data) for leaf in leaves_of(path)]
    monkeypatch.setattr(mailbox, "_BLOCK", block)
    assert [(leaf.part.member, leaf.part.data) for leaf in leaves_of(path)] == whole
    assert len(whole) == len(SEPARATORS) + 2
