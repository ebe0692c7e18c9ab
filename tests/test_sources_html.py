from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from source_files import SMART, TELEGRAM, WEB_COPY, documents, members, own_record, record

from cableparse.diagnostics import Code
from cableparse.pages import Document
from cableparse.pipeline import parse_document

# The frame of a PlusD page, with a telegram's own line ends in the text.
PLUSD = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Cable: {id}</title><style>.s_key {{ color: red }}</style></head>
<body>
<nav><ul><li><a href="/">Search</a></li><li>Browse</li></ul></nav>
<pre>-----BEGIN PGP PUBLIC KEY BLOCK-----
mQINBFUoCGgBEADFLp+QonWyK8L6SPsNrnhwgfCxCk6OUHRIHReAsgAUXegpfg0b
-----END PGP PUBLIC KEY BLOCK-----</pre>
<h1>Public Library of US Diplomacy</h1>
<table id="synopsis" class="cable">
<tr><td colspan="2">{title}</td></tr>
<tr><td><div class="s_key">Date:</div><div class="s_val"><a href="#">1974 January 17,  15:34 (Thursday)</a></div></td>
<td><div class="s_key">Canonical ID:</div><div class="s_val">{id}_b</div></td></tr>
<tr><td><div class="s_key">Original Classification:</div><div class="s_val">SECRET</div></td>
<td><div class="s_key">Current Classification:</div><div class="s_val">UNCLASSIFIED</div></td></tr>
<tr><td><div class="s_key">Handling Restrictions</div><div class="s_val">-- N/A or Blank --</div></td>
<td><div class="s_key">Locator:</div><div class="s_val">TEXT ON MICROFILM, TEXT ONLINE</div></td></tr>
<tr><td><div class="s_key">TAGS:</div><div class="s_val"><a>PFOR</a> | <a>US - United States</a></div></td></tr>
</table>
<ul class="tabs"><li>Raw content</li><li>Metadata</li></ul>
<div id="tagged-text">{text}</div>
<footer>Help us</footer>
<script>var page = "FM AMEMBASSY NOWHERE";</script>
</body></html>
"""

# The frame of an AAD record page.
AAD = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head><body>
<form action="search"><input type="text"><select><option>Central Foreign Policy Files</option></select></form>
<h2>Display Full Records</h2>
<table border=0><tr><td>
<table id="record">
<tr><th>Field Title</th><th>Value</th><th>Meaning</th></tr>
<tr><td>Document Number</td><td>1974STATE010752</td><td></td></tr>
<tr><td>Draft Date</td><td>01/17/1974</td><td></td></tr>
<tr><td>Film Number</td><td></td><td></td></tr>
<tr><td>TAGS</td><td>MARR,
 NATO</td><td></td></tr>
<tr><td>Type</td><td>TE</td><td>Telegram</td></tr>
<tr><td>Message Text</td><td><pre>
{text}</pre></td><td></td></tr>
</table>
</td></tr></table>
</body></html>
"""


def read_page(folder: Path, page: str | bytes) -> Document:
    path = folder / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    (document,) = documents(path)
    return document


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_a_plusd_page_gives_the_telegram_and_its_fields(tmp_path: Path) -> None:
    text = text_of(TELEGRAM)
    page = PLUSD.format(id="1974STATE010752", title="MBFR: <b>NATO</b>", text=f"<pre>{escape(text)}</pre>")
    document = read_page(tmp_path, page)
    assert document.text.strip() == text.strip()
    assert document.attributes == {
        "title": "MBFR: NATO",
        "date": "1974 January 17, 15:34 (Thursday)",
        "canonical_id": "1974STATE010752_b",
        "original_classification": "SECRET",
        "current_classification": "UNCLASSIFIED",
        "locator": "TEXT ON MICROFILM, TEXT ONLINE",
        "tags": "PFOR | US - United States",
    }
    assert (document.media_type, document.encoding) == ("text/html", "utf_8")
    cable = parse_document(document)[0]
    assert cable.attributes["canonical_id"] == "1974STATE010752_b"
    ours, own = record(document), own_record(TELEGRAM)
    assert {key: ours[key] for key in ("id", "dtg", "to", "tags", "body")} == {
        key: own[key] for key in ("id", "dtg", "to", "tags", "body")
    }


@pytest.mark.parametrize("end", ["\n", "<br>", "<br/>\n"])
def test_line_ends_of_a_plusd_text_are_kept_however_they_are_written(tmp_path: Path, end: str) -> None:
    lines = [line.strip() for line in text_of(TELEGRAM).splitlines()]
    text = end.join(" ".join(escape(line).split()) for line in lines)
    document = read_page(tmp_path, PLUSD.format(id="1974STATE010752", title="MBFR", text=text))
    assert [line.text for line in document.lines if line.text] == [" ".join(line.split()) for line in lines if line]


def test_a_page_without_the_header_is_filled_from_its_fields(tmp_path: Path) -> None:
    text = text_of(WEB_COPY).partition("Show Headers\n")[2]
    stamp = "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005"
    marking = f"<tr><td><b>Markings:</b><i>{stamp}</i>"
    page = PLUSD.format(id="1973STATE036330", title="AID ANNUAL DISASTER PREPAREDNESS", text=escape(text))
    cable = parse_document(read_page(tmp_path, page.replace("</table>", f"{marking}</table>", 1)))[0]
    assert (cable.id, cable.subject) == ("1973STATE036330", "AID ANNUAL DISASTER PREPAREDNESS")
    assert (cable.release.status, cable.release.date) == ("DECLASSIFIED", "2005-06-30")
    assert "no-release-marking" not in {d.code for d in cable.diagnostics}
    assert cable.body.paragraphs


def test_an_aad_page_gives_the_message_text_and_the_fields(tmp_path: Path) -> None:
    document = read_page(tmp_path, AAD.format(text=escape(text_of(TELEGRAM))))
    assert document.text == text_of(TELEGRAM)
    assert document.attributes == {
        "document_number": "1974STATE010752",
        "draft_date": "01/17/1974",
        "tags": "MARR, NATO",
        "type": "TE",
    }
    own = own_record(TELEGRAM)
    assert {**record(document), "attributes": {}, "diagnostics": []} == {**own, "attributes": {}, "diagnostics": []}


def test_fields_may_be_a_list_of_definitions(tmp_path: Path) -> None:
    page = "<body><dl><dt>Document Number:<dd>1974STATE010752<dt>Film Number<dd>D740012-0345</dl><p>SECRET</body>"
    document = read_page(tmp_path, page)
    assert document.attributes == {"document_number": "1974STATE010752", "film_number": "D740012-0345"}
    assert document.text.strip() == "SECRET"


def test_a_smart_header_in_a_table_is_text(tmp_path: Path) -> None:
    rows = {"MRN:": "11 LIMA 1177", "From:": "AMEMBASSY LIMA", "TAGS:": "EFIS, PE", "Subject:": "Fishing limits"}
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows.items())
    document = read_page(tmp_path, f"<body><table>{table}</table><p>1. (U) The press was not told.</p></body>")
    assert not document.attributes
    assert parse_document(document)[0].subject == "Fishing limits"


def test_any_page_with_the_cable_in_pre(tmp_path: Path) -> None:
    text = text_of(SMART)
    document = read_page(tmp_path, f"<html><body><h1>A cable</h1><p>Found in 2015.</p><pre>{escape(text)}</pre></body>")
    assert document.text == text
    assert record(document) == own_record(SMART)


def test_any_page_with_the_cable_in_paragraphs(tmp_path: Path) -> None:
    lines = text_of(TELEGRAM).splitlines()
    paragraphs = "\n".join(f"<p>{escape(line)}</p>" for line in lines)
    document = read_page(tmp_path, f"<html><body><nav>Home</nav><div>{paragraphs}</div></body></html>")
    assert [line.text for line in document.lines] == [" ".join(line.split()) for line in lines]
    assert record(document)["id"] == "1974STATE010752"


def test_inline_elements_do_not_end_lines_and_cells_stay_apart(tmp_path: Path) -> None:
    page = "<body>FM <b>AMEM</b>BASSY  LIMA<div>TO\nSECSTATE<br>INFO</div><table><tr><td>P<td>U</table>x<p>y"
    assert read_page(tmp_path, page).text.split("\n") == [
        "FM AMEMBASSY LIMA",
        "TO SECSTATE",
        "INFO",
        "P  U",
        "x",
        "y",
        "",
    ]


@pytest.mark.parametrize(
    ("head", "encoding", "named"),
    [
        ('<meta charset="utf-8">', "utf_8", "utf_8"),
        ('<meta charset="ISO-8859-1">', "cp1252", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">', "cp1250", "cp1250"),
        ('<meta charset="base64">', "utf_8", "utf_8"),
        ('<meta charset="unicode_escape">', "utf_8", "utf_8"),
        ("", "utf_8_sig", "utf_8_sig"),
        ("", "utf_16", "utf_16"),
    ],
)
def test_the_encoding_is_honoured(tmp_path: Path, head: str, encoding: str, named: str) -> None:
    page = f"<html><head>{head}</head><body><p>AMEMBASSY “MÜNCHEN”</p></body></html>"
    document = read_page(tmp_path, page.encode(encoding))
    assert (document.text, document.encoding) == ("AMEMBASSY “MÜNCHEN”\n", named)


def test_bytes_that_cannot_be_decoded_are_noted(tmp_path: Path) -> None:
    document = read_page(tmp_path, b'<html><meta charset="utf-8"><p>FM AMEMBASSY BOGOT\xc1</p>')
    (note,) = document.notes
    assert note.code == Code.UNDECODABLE and note.span is not None
    assert document.text[note.span.start : note.span.end] == "\ufffd"


SPACED = "FM  AMEMBASSY\n\n  TO   SECSTATE\nINFO"


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("white-space: pre-wrap", SPACED),
        ("white-space: pre", SPACED),
        ("white-space: break-spaces", SPACED),
        ("white-space: pre-wrap; white-space: -pre-wrap; white-space: -o-pre-wrap", SPACED),
        ("white-space-collapse: preserve", SPACED),
        ("white-space: var(--kept); --kept: pre-wrap", SPACED),
        ("white-space: pre-line", "FM AMEMBASSY\n\nTO SECSTATE\nINFO"),
        ("white-space: normal", "FM AMEMBASSY TO SECSTATE INFO"),
        ("white-space: nowrap", "FM AMEMBASSY TO SECSTATE INFO"),
    ],
)
@pytest.mark.parametrize("is_sheet", [False, True])
def test_white_space_is_kept_where_the_style_says_so(tmp_path: Path, style: str, text: str, is_sheet: bool) -> None:
    head = f"<style>.cable {{{style}}}</style>" if is_sheet else ""
    own = "" if is_sheet else f' style="{style}"'
    page = f'<html>{head}<body><p>x</p><div class="cable"{own}><b>{SPACED}</b></div><p>y</p></body></html>'
    assert read_page(tmp_path, page).text == f"x\n{text}\ny\n"


def test_white_space_inside_counts_as_its_own_style_says(tmp_path: Path) -> None:
    page = '<div style="white-space: pre">A  B<p style="white-space: normal">C  D</p><br>E  F</div>'
    assert read_page(tmp_path, f"<html><body>{page}</body></html>").text == "A  B\nC D\n\nE  F\n"


def test_markup_that_no_page_has_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.html"
    path.write_bytes(b"<html>" + b"<div>" * 500_000)
    assert members(path) == ([], ["nests elements more than 1,000 deep, which no page does"])
    path.write_bytes(b"<html>" + b"<p>FM AMEMBASSY LIMA" * 2000)
    (document,) = documents(path)
    assert len(document.lines) == 2000


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><table></table><dl></dl><pre></pre>", "<title>x</title>"]
)
def test_a_page_without_text_is_a_document(tmp_path: Path, page: str) -> None:
    document = read_page(tmp_path, page)
    assert not document.text.strip()
    assert parse_document(document)[0].kind == "not_a_cable"
