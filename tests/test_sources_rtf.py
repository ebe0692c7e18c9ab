from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from office_files import rtf_with
from source_files import TELEGRAM, documents, facts, members

from cableparse.diagnostics import Code
from cableparse.errors import UnreadableInput
from cableparse.pipeline import parse_document
from cableparse.sources.office.rtf import read_rtf, rich_text
from cableparse.sources.part import InputPart
from cableparse.sources.text import read_text

COLORS = r"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red255\green0\blue0;}"


def rtf(body: str) -> bytes:
    fonts = r"{\fonttbl{\f0\fcharset0 Courier;}{\f1\fcharset204 Courier Cyr;}{\f2\fcharset128{\*\falt Gothic} Gothic;}}"
    return (rf"{{\rtf1\ansi\ansicpg1252\deff0{fonts}{COLORS}" + body + "}").encode("latin_1")


def seen(body: str) -> str:
    found = rich_text(rtf(body))
    assert not found.concealed
    return found.text


def test_a_telegram_in_rtf_gives_the_record_of_its_text(tmp_path: Path) -> None:
    path = tmp_path / "cable.txt"
    path.write_bytes(rtf_with(read_text(TELEGRAM).text))
    [document] = documents(path)
    assert document.media_type == "application/rtf"
    assert [facts(cable) for cable in parse_document(document)] == [
        facts(cable) for cable in parse_document(read_text(TELEGRAM))
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("FM AMEMB\r\nASSY\\par\r\nLIMA", "FM AMEMBASSY\nLIMA"),
        (r"A\line B\page C\tab D\pard\par", "A\nB\fC\tD"),
        ("A\\\nB", "A\nB"),
        (r"{\b A}{\i  B} \{C\}\\", r"A B {C}" + "\\"),
        (r"caf\'e9 \'93x\'94 \endash\emdash\~\_", "café “x” –— -"),
        (r"{\f1 \'cc\'ee} \'cc", "Мо Ì"),
        (r"{\f2 \'83A\'83\'42}", "アィ"),
        (r"\u233?\u-10179?\u-8704? {\uc2\u8211\'e2\'96x}{\uc0\u233x}", "é😀 –xéx"),
        (r"{\upr{ansi}{\*\ud{\u233?}}}", "é"),
        (r"{\*\generator Word;}{\info{\title T}{\author A}}{\stylesheet{\s1 Head;}}TEXT", "TEXT"),
        (r"{\*\unknown{\b NO}}{\pict\bin4 }}{}}{\pict 0a0b}TEXT", "TEXT"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt LIMA}}", "LIMA"),
        (r"{\listtext\pard\plain 1.\tab}FIRST\par{\pntext\f0 2.\tab}SECOND", "1.\tFIRST\n2.\tSECOND"),
        (r"\trowd\pard\intbl TO:\cell LIMA\par QUITO\cell\row\pard END", "TO:  LIMA\n     QUITO\nEND"),
        (r"A{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt\pard BOX\par}}{\shprslt BOX}}B", "BOX\nAB"),
        (r"A\chftn{\footnote\chftn  NOTE\par}B\par", "A[1]B\n[1] NOTE"),
        (r"{\header SECRET\par}{\footer FOOT}A\par\page B", "SECRET\nA\nFOOT\fSECRET\nB\nFOOT"),
        (r"A\sect\sectd\sbknone B\sect\sectd C", "A\nB\fC"),
        (r"\v0 A\deleted0 C", "AC"),
        (r"{\cf3 RED}{\cf2\highlight1 WHITE}{\cf2\chshdng10000\chcfpat1 ON}{\cf2\cbpat1 BLACK}", "REDWHITEONBLACK"),
    ],
)  # fmt: skip
def test_what_the_page_shows_is_the_text(body: str, text: str) -> None:
    assert seen(body) == text


@pytest.mark.parametrize(
    ("body", "way"),
    [
        (r"SEEN {\v SPIES}", "hidden"),
        (r"SEEN {\v\b SP{\i IES}}", "hidden"),
        (r"SEEN\par\v SPIES\par\plain ", "hidden"),
        (r"SEEN {\deleted SPIES}", "deleted"),
        (r"SEEN {\cf2 SPIES}", "colour"),
        (r"SEEN {\highlight1 SPIES}", "colour"),
        (r"SEEN {\cf1\chcbpat1 SPIES}", "colour"),
        (r"SEEN\par\pard\cbpat1\cf1 SPIES", "colour"),
        (r"SEEN {\fs2 SPIES}", "size"),
        (r"SEEN {\*\annotation SPIES}", "comment"),
        (r"SEEN}SPIES{", "behind the document's end"),
    ],
)
def test_what_no_reader_sees_is_withheld_and_told(body: str, way: str) -> None:
    document = read_rtf(InputPart("cable.rtf", "cable.rtf", rtf(body)))
    assert document.text.strip() == "SEEN"
    [note] = document.notes
    assert note.code is Code.CONCEALED_TEXT
    assert "letters of the RTF document, hidden by " in note.detail and way in note.detail


@pytest.mark.parametrize("data", [rtf("FM LIMA")[:-1], rtf("{" * 5000 + "}" * 5000), rtf(r"{\pict\bin999999 }")])
def test_a_damaged_document_is_one_clear_failure(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cable.rtf"
    path.write_bytes(data)
    found, [said] = members(path)
    assert not found
    assert said.startswith("is a damaged RTF document: it ")


def test_concealed_words_are_in_no_output(tmp_path: Path, run: Run) -> None:
    (tmp_path / "cable.rtf").write_bytes(rtf(r"FM AMEMBASSY LIMA\par{\v SPIES}"))
    done = run("parse", "cable.rtf")
    assert done.returncode == 0
    assert b"concealed-text" in done.stdout
    assert b"SPIES" not in done.stdout + done.stderr


SIGNS = r"""
{ } \\ \* \par \v \u-1? \u99999 \' \'8 \'ff \bin3 \cell \row \intbl \footnote \header \colortbl \fonttbl \f9 \cf-1 \cb9
\plain \sect \shp \shptxt \ud \upr \uc-5 \ansicpg0 \ansicpg65001 \fcharset128 A ;
"""


@given(st.lists(st.sampled_from(SIGNS.split()), max_size=40))
def test_any_signs_are_read_or_refused(signs: list[str]) -> None:
    part = InputPart("cable.rtf", "cable.rtf", b"{\\rtf1 " + "".join(signs).encode("latin_1") + b"}")
    try:
        document = read_rtf(part)
    except UnreadableInput as error:
        assert "damaged" in str(error)
    else:
        assert document.text.encode() is not None
