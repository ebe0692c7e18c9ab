from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import Run
from office_files import p, r, reversed_zip, table, word_of, word_with, workbook_with
from source_files import TELEGRAM, documents, facts, members, zip_of

from cableparse.diagnostics import Code
from cableparse.errors import MissingProgram
from cableparse.pages import Document
from cableparse.pipeline import parse_document
from cableparse.sources.text import read_text

SECRET = "SPIES"
ROW = "<w:tbl><w:tr><w:trPr><w:{}/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>"
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="paragraph" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Below"><w:basedOn w:val="Hidden"/></w:style>
<w:style w:type="paragraph" w:styleId="Dark"><w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="Letters"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Listed"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/>
<w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def read_one(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "cable.docx"
    path.write_bytes(data)
    [document] = documents(path)
    return document


def text_of(tmp_path: Path, body: str, **parts: str) -> str:
    document = read_one(tmp_path, word_of(body, None, **parts))
    assert not document.notes
    return document.text


def listed(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


@pytest.mark.parametrize("order", [bytes, reversed_zip])
def test_a_telegram_in_word_gives_the_record_of_its_text(order: type, tmp_path: Path) -> None:
    document = read_one(tmp_path, order(word_with(read_text(TELEGRAM).text)))
    assert document.media_type.endswith("wordprocessingml.document")
    assert [facts(cable) for cable in parse_document(document)] == [
        facts(cable) for cable in parse_document(read_text(TELEGRAM))
    ]


def test_paragraphs_breaks_and_signs_are_kept(tmp_path: Path) -> None:
    body = p(r("FM"), "<w:r><w:tab/><w:t>AMEMBASSY</w:t><w:br/><w:t>LIMA</w:t></w:r>") + p() + p(r("A"), r(" B"))
    body += p('<w:r><w:t>END</w:t><w:br w:type="page"/><w:t>NEXT</w:t></w:r>') + p(r("X"), about="<w:pageBreakBefore/>")
    assert text_of(tmp_path, body) == "FM\tAMEMBASSY\nLIMA\n\nA B\nEND\fNEXT\fX"


def test_rows_of_tables_are_lines_whose_cells_stand_apart(tmp_path: Path) -> None:
    body = table(["TO:", "LIMA\nQUITO"], ["1", "2", "3"], ["A\nB", "C\nD"], ["", "ONE\nTWO"], ["LONG\nTEXT", "A\nB\nC"])
    found = text_of(tmp_path, body).split("\n")
    assert found == ["TO:  LIMA", "     QUITO", "1  2  3", "A  C", "B  D", "ONE", "TWO", "LONG", "TEXT", "A", "B", "C"]


def test_changes_content_controls_and_links_are_read(tmp_path: Path) -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('ONE'))}</w:sdtContent></w:sdt>"
    body += p(f"<w:ins>{r('TWO ')}</w:ins><w:hyperlink>{r('THREE')}</w:hyperlink>")
    body += p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', r("PAGE", tag="instrText"))
    assert text_of(tmp_path, body) == "ONE\nTWO THREE\n"


def test_a_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p(r('IN A BOX'))}</w:txbxContent>"
    drawing = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert text_of(tmp_path, p(r("TEXT"), drawing)) == "IN A BOX\nTEXT"


def test_heads_feet_and_notes_are_furniture_of_the_page(tmp_path: Path) -> None:
    body = p(r("FISHING"), '<w:r><w:footnoteReference w:id="2"/></w:r>') + p('<w:r><w:br w:type="page"/></w:r>')
    body += p(r("LIMITS"))
    body += '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
    body += '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p()}</w:footnote><w:footnote w:id="2">{p(r("A NOTE"))}</w:footnote>'
    )
    found = text_of(tmp_path, body, header1=p(r("SECRET")), footer1=p(r("PAGE")), footnotes=notes)
    assert found == "SECRET\nFISHING[1]\nPAGE\fSECRET\nLIMITS\n[1] A NOTE\nPAGE"


def test_paragraphs_have_the_numbers_that_word_sets(tmp_path: Path) -> None:
    body = p(r("A"), about=listed(1)) + p(r("B"), about=listed(1, 1)) + p(r("C"), about=listed(1, 1))
    body += p(r("D"), about='<w:pStyle w:val="Listed"/>') + p(r("E"), about=listed(2)) + p(r("F"), about=listed(1, 1))
    body += p(r("G"), about=listed(3)) + p(r("H"), about=listed(0))
    found = text_of(tmp_path, body, numbering=NUMBERING, styles=STYLES)
    assert found.split("\n") == ["1. A", "1a) B", "1b) C", "2. D", "(IV) E", "2a) F", "1. G", "H"]


@pytest.mark.parametrize(
    ("body", "way"),
    [
        (p(r("SEEN "), r(SECRET, "<w:vanish/>")), "hidden"),
        (p(r("SEEN")) + p(r(SECRET), about='<w:pStyle w:val="Below"/>'), "hidden"),
        (p(r("SEEN "), r(SECRET, '<w:rStyle w:val="Letters"/>')), "hidden"),
        (p(r("SEEN "), f"<w:del>{r(SECRET, tag='delText')}</w:del>"), "deleted"),
        (p(r("SEEN "), f"<w:moveFrom>{r(SECRET)}</w:moveFrom>"), "deleted"),
        (p(r("SEEN")) + ROW.format("del", p(r(SECRET))), "deleted"),
        (p(r("SEEN")) + ROW.format("hidden", p(r(SECRET))), "hidden row"),
        (p(r("SEEN "), r(SECRET, '<w:color w:val="FFFFFF"/>')), "colour"),
        (p(r("SEEN "), r(SECRET, '<w:color w:val="auto" w:themeColor="background1"/>')), "colour"),
        (p(r("SEEN "), r(SECRET, '<w:highlight w:val="black"/>')), "colour"),
        (p(r("SEEN "), r(SECRET, '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>')), "colour"),
        (p(r("SEEN "), r(SECRET, '<w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>')), "colour"),
        (p(r("SEEN")) + p(r(SECRET, '<w:color w:val="000000"/>'), about='<w:pStyle w:val="Dark"/>'), "colour"),
        (p(r("SEEN "), r(SECRET, '<w:sz w:val="2"/>')), "size"),
    ],
)  # fmt: skip
def test_what_no_reader_sees_is_withheld_and_told(body: str, way: str, tmp_path: Path) -> None:
    document = read_one(tmp_path, word_of(body, styles=STYLES))
    assert document.text.strip() == "SEEN"
    [note] = document.notes
    assert note.code is Code.CONCEALED_TEXT
    assert note.detail.startswith("5 letters of the Word document, hidden by ") and way in note.detail


def test_comments_are_withheld_and_told(tmp_path: Path) -> None:
    document = read_one(tmp_path, word_of(p(r("SEEN")), comments=f"<w:comment>{p(r(SECRET))}</w:comment>"))
    assert document.text == "SEEN"
    assert [note.detail for note in document.notes] == ["5 letters of the Word document, hidden by being a comment."]


@pytest.mark.parametrize(
    "look",
    [
        '<w:vanish w:val="0"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
        '<w:color w:val="FF0000"/>',
        '<w:highlight w:val="yellow"/>',
    ],
)
def test_what_is_seen_is_read(look: str, tmp_path: Path) -> None:
    assert text_of(tmp_path, p(r("SEEN", look)), styles=STYLES) == "SEEN"


def test_text_of_its_own_colour_on_dark_cells_is_read(tmp_path: Path) -> None:
    shading = '<w:shd w:val="clear" w:fill="1F3864"/>'
    white = r("TO:", '<w:color w:val="FFFFFF"/>')
    cell = f"<w:tc><w:tcPr>{shading}</w:tcPr>{p(white, r(' LIMA'))}</w:tc>"
    assert text_of(tmp_path, f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>") == "TO: LIMA"


def test_concealed_words_are_in_no_output(tmp_path: Path, run: Run) -> None:
    (tmp_path / "cable.docx").write_bytes(word_of(p(r("FM AMEMBASSY LIMA "), r(SECRET, "<w:vanish/>"))))
    done = run("parse", "cable.docx")
    assert done.returncode == 0
    assert b"concealed-text" in done.stdout
    assert SECRET.encode() not in done.stdout + done.stderr


def test_embedded_files_are_members(tmp_path: Path) -> None:
    path = tmp_path / "cables.docx"
    inside = {"a.txt": TELEGRAM.read_bytes(), "b.xlsx": workbook_with([["body"], ["FM LIMA"]]), "c.bin": b"\x7fELF\0"}
    path.write_bytes(word_of(p(r("ENCLOSURES")), inside))
    found, said = members(path)
    assert found == [None, "attachment a.txt", "attachment b.xlsx/sheet Cables/row 1"]
    assert [text.partition(":")[0] for text in said] == ["attachment c.bin"]


DAMAGED = {
    "cut": word_with("FM AMEMBASSY LIMA\n" * 500)[:-300],
    "no text": zip_of({"[Content_Types].xml": b"<Types/>", "word/a.xml": b"<a/>"}),
    "no XML": zip_of({"[Content_Types].xml": b"", "word/document.xml": b"FM AMEMBASSY LIMA"}),
    "entities": zip_of(
        {
            "[Content_Types].xml": b"",
            "word/document.xml": b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>',
        }
    ),
    "deep": word_of("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000),
    "bomb": zip_of({"[Content_Types].xml": b"", "word/document.xml": b" " * 30_000_000}),
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_document_is_one_clear_failure(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cable.docx"
    path.write_bytes(data)
    found, [said] = members(path)
    assert not found
    assert said.startswith("is a") and "Word document" in said


def test_a_damaged_document_ends_the_command_with_its_code(tmp_path: Path, run: Run) -> None:
    (tmp_path / "cable.docx").write_bytes(DAMAGED["entities"])
    done = run("parse", "--format", "jsonl", "cable.docx")
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.startswith(b"cableparse: cable.docx: is a damaged Word document: ")
    assert b"Traceback" not in done.stderr


def test_a_package_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cable.docx"
    path.write_bytes(word_of(p(r("SEEN")), {"a.txt": b" " * 9_000_000, "b.txt": b" " * 9_000_000}))
    assert members(path) == (
        [],
        ["unpacks to more than 200 times its size; raise the limit with --max-ratio"],
    )


@pytest.mark.parametrize("is_inside", [False, True])
def test_the_extra_is_named_where_it_is_missing(
    is_inside: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "defusedxml.ElementTree", None)
    path = tmp_path / "cable"
    data = word_with("FM AMEMBASSY LIMA")
    path.write_bytes(zip_of({"a.docx": data, "b.txt": TELEGRAM.read_bytes()}) if is_inside else data)
    if not is_inside:
        with pytest.raises(MissingProgram, match=r"cableparse\[office\]"):
            members(path)
    else:
        found, [said] = members(path)
        assert found == ["b.txt"]
        assert said.startswith("a.docx: is a Word document (.docx); install ") and "cableparse[office]" in said
