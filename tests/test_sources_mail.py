from __future__ import annotations

import base64
import binascii
import hashlib
import mailbox
import quopri
import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_files import SMART, TELEGRAM, documents, facts, members, own_record, record, zip_of

from cableparse.diagnostics import Code
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


STUB = "This message is in HTML. Open it in a program that shows HTML.\n"


def page(text: str) -> str:
    return f"<html><body><pre>{text}</pre></body></html>"


@pytest.mark.parametrize("is_reversed", [False, True])
@pytest.mark.parametrize(
    ("plain", "rich"),
    [(CABLE, CABLE), (STUB, CABLE), (CABLE, "Open the text."), (CABLE[:300], CABLE), (CABLE, CABLE[:300])],
    ids=["both", "stub", "stub of a page", "cut text", "cut page"],
)
def test_of_versions_the_one_that_has_the_cable_is_read(
    tmp_path: Path, plain: str, rich: str, is_reversed: bool
) -> None:
    mail = message(plain)
    mail.add_alternative(page(rich), subtype="html")
    if is_reversed:
        mail.get_payload().reverse()  # type: ignore[union-attr]
    (document,) = documents(save(tmp_path, mail))
    assert document.text.partition("\n\n")[2] == CABLE


def test_versions_that_say_different_things_are_both_read(tmp_path: Path) -> None:
    mail = message(INVENTED)
    mail.add_alternative(page(CABLE), subtype="html")
    read = [cable.id for document in documents(save(tmp_path, mail)) for cable in parse_document(document)]
    assert sorted(filter(None, read)) == ["1974STATE010752", "2011LIMA01177"]


@pytest.mark.parametrize("is_reversed", [False, True])
def test_what_a_page_conceals_is_not_read_from_its_plain_version(tmp_path: Path, is_reversed: bool) -> None:
    mail = message(f"{CABLE}\nAZYMUTH\n")
    hidden = '<span style="display: none">AZYMUTH</span>'
    mail.add_alternative(f"<html><body><pre>{CABLE}\n{hidden}</pre></body></html>", subtype="html")
    if is_reversed:
        mail.get_payload().reverse()  # type: ignore[union-attr]
    (document,) = documents(save(tmp_path, mail))
    assert "AZYMUTH" not in document.text
    assert [note.code for note in document.notes] == [Code.CONCEALED_TEXT]


def test_a_page_that_cannot_be_read_costs_itself(tmp_path: Path) -> None:
    mail = message(CABLE)
    mail.add_alternative("<html>" + "<div>" * 2000, subtype="html")
    assert members(save(tmp_path, mail)) == (
        [None],
        ["message 1/text: is a web page that nests elements more than 1,000 deep, which no page does"],
    )


@pytest.mark.parametrize("subtype", ["plain", "html"])
def test_texts_around_a_picture_are_one(tmp_path: Path, subtype: str) -> None:
    half = CABLE.index("\n", len(CABLE) // 2) + 1
    above, below = CABLE[:half], CABLE[half:]
    texts = [above, below] if subtype == "plain" else [page(above), page(below)]
    mail = message(texts[0])
    mail.set_content(texts[0], subtype=subtype)
    mail.make_mixed()
    mail.attach(picture())
    mail.add_attachment(texts[1], subtype=subtype, disposition="inline")
    document = documents(save(tmp_path, mail))[0]
    assert document.text.partition("\n\n")[2].split() == CABLE.split()


def picture() -> EmailMessage:
    made = EmailMessage()
    made.set_content(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<seal>", filename="seal.png", disposition="inline")
    return made


def uuencoded(data: bytes, name: str = "cable.txt") -> str:
    lines = [binascii.b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45)]
    return "".join([f"begin 644 {name}\n", *lines, "`\nend\n"])


def in_base64(data: bytes) -> str:
    return f"begin-base64 644 cable.txt\n{base64.encodebytes(data).decode()}====\n"


@pytest.mark.parametrize("encoded", [uuencoded, in_base64])
def test_a_file_inside_the_text_is_an_attachment(tmp_path: Path, encoded: Callable[[bytes], str]) -> None:
    text = f"The cable is below.\n\n{encoded(CABLE.encode())}\nbegin 644 words are no file\n"
    first, second = documents(save(tmp_path, message(text)))
    assert first.text.endswith("The cable is below.\n\n\nbegin 644 words are no file\n")
    assert second.member == "message 1/attachment cable.txt"
    assert record(second) == own_record(TELEGRAM)


def test_blanks_that_mail_lost_are_put_back(tmp_path: Path) -> None:
    text = re.sub(" +$", "", uuencoded(CABLE.encode()).replace("`", " "), flags=re.MULTILINE)
    _, second = documents(save(tmp_path, message(text)))
    assert record(second) == own_record(TELEGRAM)


def test_a_file_that_is_cut_short_is_told_and_its_beginning_read(tmp_path: Path) -> None:
    whole = uuencoded(CABLE.encode())
    path = save(tmp_path, message(whole[: whole.index("\n", 600) + 1] + "\n[cut]\n"))
    read_members, said = members(path)
    assert read_members == [None, "message 1/attachment cable.txt"]
    assert said == ["message 1/attachment cable.txt: is cut short or damaged; what comes before that was read"]


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "BASE64 ", "base64 (as gateways do)"])
def test_a_message_in_an_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    inner = message(CABLE, subject="inner").as_bytes()
    is_quoted = encoding == "quoted-printable"
    data = quopri.encodestring(inner) if is_quoted else base64.encodebytes(inner)
    part = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: " + encoding.encode() + b"\n\n" + data
    path = tmp_path / "mail.eml"
    path.write_bytes(
        b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n\nfyi\n--x\n' + part + b"\n--x--\n"
    )
    _, second = documents(path)
    assert "Subject: inner\n" in second.text
    assert parse_document(second)[0].id == "1974STATE010752"


@pytest.mark.parametrize("encoding", ["base64 ", " base64\t", "Base64;", "base64 (comment)"])
def test_blanks_and_comments_beside_an_encoding_mean_nothing(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "mail.eml"
    head = f"Message-ID: <1@example.org>\nContent-Transfer-Encoding: {encoding}\n\n".encode()
    path.write_bytes(b"MIME-Version: 1.0\n" + head + base64.encodebytes(CABLE.encode()))
    (document,) = documents(path)
    assert parse_document(document)[0].id == "1974STATE010752"


def test_a_file_without_a_name_is_an_attachment(tmp_path: Path) -> None:
    mail = message()
    mail.add_attachment(zip_of({"a.txt": CABLE.encode()}), maintype="application", subtype="zip", disposition="inline")
    _, second = documents(save(tmp_path, mail))
    assert second.member == "message 1/attachment 1/a.txt"


HEADERS = b"From: a@example.org\nTo: b@example.org\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"


@pytest.mark.parametrize(
    "header", [b'Content-Type: text/plain; charset="utf-8\0"', b"Content-Type: text/plain; charset*=x\0''utf-8%00"]
)
def test_a_null_in_a_header_costs_nothing(tmp_path: Path, header: bytes) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(HEADERS + header + b"\n\n" + CABLE.encode())
    (document,) = documents(path)
    assert parse_document(document)[0].id == "1974STATE010752"


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: " + b"\n ".join([b"=?utf-8?q?a?="] * 200_000),
        b"Subject: " + b" ".join([b"=?utf-8?q?a?= b"] * 100_000),
        b"Content-Type: text/plain" + b'; a="b"' * 200_000,
    ],
    ids=["encoded words", "words between", "parameters"],
)
def test_a_header_without_end_is_cut_and_told(tmp_path: Path, header: bytes) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(HEADERS + header + b"\n\n" + CABLE.encode())
    (document,) = documents(path)
    assert [note.code for note in document.notes] == [Code.LONG_HEADER]
    assert document.text.endswith(CABLE)


def test_messages_inside_each_other_are_read_as_deep_as_archives(tmp_path: Path) -> None:
    data = HEADERS + b"\n" + CABLE.encode()
    for _ in range(500):
        data = HEADERS + b"Content-Type: message/rfc822\n\n" + data
    path = tmp_path / "mail.eml"
    path.write_bytes(data)
    inside = "/".join(["message 1/attachment 1", *["attachment 1"] * 2])
    assert members(path) == (
        [None, "message 1/attachment 1", "message 1/attachment 1/attachment 1"],
        [f"{inside}: lies more than 3 archives deep; raise the limit with --max-depth"],
    )


@pytest.mark.parametrize("depth", [150, 500, 3000])
def test_parts_inside_each_other_are_refused(tmp_path: Path, depth: int) -> None:
    path = tmp_path / "bomb.eml"
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(depth))
    path.write_bytes(HEADERS + parts + b"\n" + CABLE.encode())
    assert members(path) == ([], ["is a message of too many parts inside each other"])


def test_more_parts_than_any_message_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.eml"
    path.write_bytes(HEADERS + b'Content-Type: multipart/mixed; boundary="x"\n\n' + b"--x\n\na\n" * 20_000)
    assert members(path) == ([], ["is a message of more than 10,000 parts"])


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
