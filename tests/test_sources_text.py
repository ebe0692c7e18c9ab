from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cableparse.errors import UnreadableInput
from cableparse.pages import Document, split_lines
from cableparse.sources.text import decode, read_text, text_document

BOM_ENCODINGS = ["utf_8_sig", "utf_16", "utf_32"]
LINE_ENDS = ["\n", "\r\n", "\r", "\f"]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff")))
@example("FM AMEMBASSY BOGOTÁ\r\nTO SECSTATE WASHDC\f")
def test_utf8_round_trips(text: str) -> None:
    assert decode(text.encode()) == (text, "utf_8")


# A NUL after UTF-16's mark would make it UTF-32's.
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.sampled_from(BOM_ENCODINGS))
def test_byte_order_mark_decides_and_is_no_text(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(
    ("encoding", "bom"), [("utf_16_be", b"\xfe\xff"), ("utf_16_le", b"\xff\xfe"), ("utf_32_be", b"\0\0\xfe\xff")]
)
def test_both_byte_orders(encoding: str, bom: bytes) -> None:
    assert decode(bom + "SUBJECT: OAXACA ñ".encode(encoding))[0] == "SUBJECT: OAXACA ñ"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("THE FOREIGN MINISTER’S “AIDE-MÉMOIRE” WAS DELIVERED – AS AGREED – ON MONDAY.\n", "cp1252"),
        ("L'ambassadeur a été reçu à l'Élysée par le président, qui s'est dit préoccupé.\n", "cp1252"),
        ("Der Botschafter äußerte sich über die Lage in Österreich und die künftige Rüstung.\n", "cp437"),
    ],
)
def test_legacy_encodings_are_told_apart(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding) * 5) == (text * 5, encoding)


@given(st.binary())
@example(b"\x81\x8d\x8f\x90\x9d" * 9)
@example(b"\xff\xfeA")
@example(b"\xef\xbb\xbf\xff")
@example("RÉSUMÉ ".encode() + b"\xc3")
def test_any_bytes_decode_and_the_named_encoding_gives_the_same(data: bytes) -> None:
    text, encoding = decode(data)
    assert text == data.decode(encoding, "replace")


@given(st.binary())
def test_only_a_utf_loses_bytes_to_replacement(data: bytes) -> None:
    text, encoding = decode(data)
    assert encoding.startswith("utf") or text.encode(encoding) == data


def test_utf8_cut_in_the_middle_of_a_character_stays_utf8() -> None:
    data = "BOGOTÁ REPORTS THAT THE MINISTER SAID “".encode()
    assert decode(data[:-1]) == ("BOGOTÁ REPORTS THAT THE MINISTER SAID \ufffd", "utf_8")


@given(
    st.lists(st.tuples(st.text("AB é\t\0\x1b—", max_size=8), st.sampled_from(LINE_ENDS)), max_size=12), st.text("A ")
)
def test_lines_cover_all_but_line_ends(printed: list[tuple[str, str]], rest: str) -> None:
    text = "".join(line + end for line, end in printed) + rest
    lines = split_lines(text)
    rebuilt, place = [], 0
    for line in lines:
        assert set(text[place : line.offset]) <= set("\r\n\f")
        assert len(line.text) == len(text[line.offset : line.offset + len(line.text)])
        rebuilt.append(text[place : line.offset] + text[line.offset : line.offset + len(line.text)])
        place = line.offset + len(line.text)
    assert "".join(rebuilt) + text[place:] == text
    assert set(text[place:]) <= set("\r\n\f")
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def test_form_feed_ends_a_page_and_crlf_is_one_line_end() -> None:
    lines = split_lines("SECRET\r\nPAGE 01\fPAGE 02\rSECRET\n")
    assert [(line.text, line.page) for line in lines] == [("SECRET", 1), ("PAGE 01", 1), ("PAGE 02", 2), ("SECRET", 2)]


def test_document_describes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "1974STATE010752.md"
    data = b"\xef\xbb\xbfSECRET\r\nPAGE 01\f\r\nPAGE 02\n"
    path.write_bytes(data)
    document = read_text(path)
    assert document.text == "SECRET\r\nPAGE 01\f\r\nPAGE 02\n"
    assert (document.path, document.name, document.pages) == (str(path), "1974STATE010752.md", 2)
    assert (document.media_type, document.encoding) == ("text/markdown", "utf_8_sig")
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_seed_is_read_unchanged(seed: Path) -> None:
    assert read_text(seed).text.encode() == seed.read_bytes()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"FM AMEMBASSY LIMA\n")))
    document = read_text("-")
    assert (document.text, document.path, document.name) == ("FM AMEMBASSY LIMA\n", "-", "<stdin>")


def test_text_in_memory() -> None:
    document = text_document("TO AMEMBASSY LIMA\ud800")
    assert (document.text, document.name, document.encoding) == ("TO AMEMBASSY LIMA\ufffd", "<text>", None)


def unreadable(path: Path | str, **limits: int) -> str:
    with pytest.raises(UnreadableInput) as caught:
        read_text(path, **limits)
    assert caught.value.exit_code == 3
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"%PDF-1.4\n%abc\n", "looks like a binary file (PDF)"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "looks like a binary file (PNG image)"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "looks like a binary file (JPEG image)"),
        (b"II*\0\x08\0\0\0", "looks like a binary file (TIFF image)"),
        (b"PK\x03\x04\x14\0", "looks like a binary file (ZIP archive)"),
        (b"\x1f\x8b\x08\0", "looks like a binary file (gzip archive)"),
        (b"\x7fELF\x02\x01", "looks like a binary file (ELF program)"),
        (bytes(range(256)) * 4, "looks like a binary file (11% control characters)"),
        (b"\0" * 64, "looks like a binary file (nothing but NUL bytes)"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "input"
    path.write_bytes(data)
    assert unreadable(path).startswith(f"{path}: {reason}")


@pytest.mark.parametrize(
    "data",
    [
        b"FM AMEMBASSY LIMA\0\nTO SECSTATE WASHDC\n",
        b"FM AMEMBASSY LIMA\nTO SECSTATE WASHDC\n" + b"\0" * 500,
        b"\x01\x02ZCZC\x07\x07 FM AMEMBASSY LIMA\r\r\nNNNN\x03\x1a",
        "FM AMEMBASSY LIMA\n".encode("utf_16"),
        "FM AMEMBASSY LIMA\n".encode("utf_32"),
    ],
    ids=["NUL", "padded with NUL", "teleprinter controls", "UTF-16", "UTF-32"],
)
def test_odd_text_is_still_text(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "input.txt"
    path.write_bytes(data)
    document = read_text(path)
    assert "FM AMEMBASSY LIMA" in document.text
    assert all(line.text.isprintable() for line in document.lines)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert unreadable(tmp_path / "none.txt").endswith("none.txt: no such file")
    assert unreadable(tmp_path).endswith("is a directory; name the files in it")


def test_limit_is_named_and_exact(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"A" * 1001)
    assert "is larger than 1,000 bytes; raise the limit with --max-bytes" in unreadable(path, max_bytes=1000)
    document: Document = read_text(path, max_bytes=1001)
    assert len(document.text) == 1001


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs an endless file")
def test_an_endless_source_ends() -> None:
    assert "binary" in unreadable("/dev/zero", max_bytes=10_000)


@pytest.mark.parametrize("encoding", ["utf_16_le", "utf_16_be"])
@pytest.mark.parametrize(
    "text", ["FM AMEMBASSY BOGOTÁ\r\nTO SECSTATE WASHDC\f", "SUBJECT: THE MINISTER’S “AIDE-MÉMOIRE”\n" * 99]
)
def test_utf16_without_a_mark_is_told_by_the_bytes_between_the_letters(
    encoding: str, text: str, tmp_path: Path
) -> None:
    data = text.encode(encoding)
    assert decode(data) == (text, encoding)
    (tmp_path / "cable.txt").write_bytes(data)
    document = read_text(tmp_path / "cable.txt")
    assert (document.text, document.encoding, document.notes) == (text, encoding, [])


@pytest.mark.parametrize(
    "data", [bytes(100), b"\x01\0\x02\0\x05\0\x1b\0" * 50, b"FM LIMA\0\0\0\0\0\0\0\0", b"A\0\xff\x80" * 20]
)
def test_other_bytes_with_nul_between_them_are_no_utf16(data: bytes) -> None:
    assert not decode(data)[1].startswith("utf_16")
