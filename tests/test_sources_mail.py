from __future__ import annotations

import hashlib
import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_files import SMART, TELEGRAM, documents, facts, members, own_record, record, zip_of

from cableparse.pipeline import parse_document, parse_text
from cableparse.sources.text import read_text

CABLE = TELEGRAM.read_text(encoding="utf-8")
INVENTED = (SMART.parent.parent / "invented" / "cable-in-email.txt").read_text(encoding="utf-8")
INVENTED = INVENTED[INVENTED.index("MRN:") :]


def message(text: str = "See attached.\n", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = headers.get("sender", "José Example <example@example.org>")
    made["To"] = "Sample, Robert <sample@example.org>"
    made["Subject"] = headers.get("subject", "FW: Fishing limits")
    made["Date"] = "Tue, 15 Mar 2011 09:12:00 -0500"
    made.set_content(text)
    return made


def save(folder: Path, mail: EmailMessage) -> Path:
    path = folder / "mail.eml"
    path.write_bytes(mail.as_bytes())
    return path


def test_a_cable_in_a_message_gives_its_record(tmp_path: Path) -> None:
    path = save(tmp_path, message(INVENTED))
    (document,) = documents(path)
    assert document.text.startswith(
        "From: José Example <example@example.org>\n"
        "Sent: Tue, 15 Mar 2011 09:12:00 -0500\n"
        "To: Sample, Robert <sample@example.org>\n"
        "Subject: FW: Fishing limits\n"
        "\n"
        "MRN:"
    )
    assert (document.media_type, document.member) == ("message/rfc822", None)
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    (cable,) = parse_document(document)
    assert facts(cable) == facts(parse_text(INVENTED)[0])
    assert cable.coverage.envelope >= 4
    assert not cable.unparsed


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_transfer_encodings_are_undone(tmp_path: Path, encoding: str) -> None:
    mail = message()
    mail.set_content("AMEMBASSY BOGOTÁ – “NODIS”\n", cte=encoding)
    (document,) = documents(save(tmp_path, mail))
    assert document.text.endswith("\n\nAMEMBASSY BOGOTÁ – “NODIS”\n")


def test_an_attachment_is_a_document_of_its_own(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment(CABLE.encode(), maintype="application", subtype="octet-stream", filename="1974 État/STATE.txt")
    mail.add_attachment(zip_of({"a.txt": CABLE.encode()}), maintype="application", subtype="zip", filename="cables.zip")
    first, second, third = documents(save(tmp_path, mail))
    assert first.text.endswith("\n\nSee attached.\n")
    assert (second.member, second.name) == ("message 1/attachment 1974 État/STATE.txt", "1974 État/STATE.txt")
    assert third.member == "message 1/attachment cables.zip/a.txt"
    assert record(second) == record(third) == own_record(TELEGRAM)


def test_an_attached_message_is_read_with_what_is_attached_to_it(tmp_path: Path) -> None:
    inner = message(INVENTED, subject="Fishing limits")
    inner.add_attachment(CABLE, filename="cable.txt")
    outer = message()
    outer.add_attachment(inner)
    first, second, third = documents(save(tmp_path, outer))
    assert [first.member, second.member, third.member] == [
        None,
        "message 1/attachment 1",
        "message 1/attachment 1/attachment cable.txt",
    ]
    assert "Subject: Fishing limits\n\nMRN:" in second.text
    assert record(third) == own_record(TELEGRAM)


def test_a_web_page_is_the_text_where_there_is_no_other(tmp_path: Path) -> None:
    mail = message(" \n")
    mail.add_alternative(f"<html><body><p>See below.</p><pre>{CABLE}</pre></body></html>", subtype="html")
    page = mail.get_body(["html"])
    assert page is not None
    page.add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<seal>", filename="seal.png", disposition="inline")
    (document,) = documents(save(tmp_path, mail))
    assert document.text.partition("\n\n")[2] == CABLE


def test_the_text_is_taken_before_the_web_page(tmp_path: Path) -> None:
    mail = message("FM AMEMBASSY LIMA\n")
    mail.add_alternative("<html><body>FM AMEMBASSY NOWHERE</body></html>", subtype="html")
    (document,) = documents(save(tmp_path, mail))
    assert document.text.endswith("\n\nFM AMEMBASSY LIMA\n")


def test_an_attachment_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", maintype="application", subtype="msword", filename="a.doc")
    read_members, said = members(save(tmp_path, mail))
    assert read_members == [None]
    assert said == [
        "message 1/attachment a.doc: looks like a binary file (Word or other OLE document), "
        "which cableparse does not read (kind-not-read)"
    ]


@pytest.mark.parametrize("format", ["mbox", "with CRLF"])
def test_a_mailbox_gives_its_messages(tmp_path: Path, format: str) -> None:
    path = tmp_path / "cables.mbox"
    box = mailbox.mbox(path)
    box.add(message(INVENTED))
    second = message("From the Embassy, Mar 15 09:12:00 2011:\n\n" + CABLE)
    second.add_attachment(CABLE, filename="cable.txt")
    box.add(second)
    box.close()
    if format == "with CRLF":
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    found = documents(path)
    assert [document.member for document in found] == ["message 1", "message 2", "message 2/attachment cable.txt"]
    assert found[1].text.splitlines()[5] == "From the Embassy, Mar 15 09:12:00 2011:"
    assert facts(parse_document(found[2])[0]) == facts(parse_document(read_text(TELEGRAM))[0])


def test_a_message_that_is_too_large_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "cables.mbox"
    box = mailbox.mbox(path)
    for text in ("short\n", "A" * 5000 + "\n" + "B\n" * 5000, "last\n"):
        box.add(message(text))
    box.close()
    assert members(path, max_bytes=10_000) == (
        ["message 1", "message 3"],
        ["message 2: is larger than 10,000 bytes; raise the limit with --max-bytes"],
    )


def test_parts_nested_too_deep_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.eml"
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000))
    path.write_bytes(b"MIME-Version: 1.0\n" + parts)
    assert members(path) == ([], ["is a message of too many parts inside each other"])


HEADER = st.sampled_from(
    ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Subject", "From", "Date"]
)
ODD_VALUES = [
    "text/html; charset=nonsense",
    "text/plain; charset=idna",
    "multipart/mixed; boundary=x",
    "message/rfc822",
    "base64",
    "uuencode",
    "=?utf-8?b?/w==?=",
    "=?nonsense?q?x?=",
    "attachment; filename*=x''%ff",
    'attachment; filename=""',
]
VALUE = st.sampled_from(ODD_VALUES) | st.text("AB=?;\"'é\t%/", max_size=20)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("odd") / "odd.eml"


@given(st.lists(st.tuples(HEADER, VALUE), max_size=6), st.binary(max_size=200))
def test_no_message_is_a_crash(scratch: Path, headers: list[tuple[str, str]], body: bytes) -> None:
    lines = [f"{name}: {value}\n".encode() for name, value in headers]
    inner = b"".join(lines) + b"\n--x\n" + b"".join(lines) + b"\n" + body + b"\n--x--\n"
    scratch.write_bytes(b"MIME-Version: 1.0\nMessage-ID: <1@example.org>\n" + inner)
    read_members, said = members(scratch)
    assert read_members or said
