"""Pages of `cableparse view` as files: whole, closed to the network, and without what is withheld."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from conftest import ROOT, Run
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from test_concealed import COLUMN, KINDS, LENGTH, LINE, SECRET, Conceal, planted, redaction_not_applied, scan_with_layer

from cableparse import corrections, parse_file, parse_text
from cableparse.form_fields import SECTIONS
from cableparse.pipeline import parse_document
from cableparse.record import Cable, Correction
from cableparse.sources import OcrChoice, Opened, SourceOptions, read_parts
from cableparse.views.page.fields import sections
from cableparse.views.page.origin import Origin, ShownDocument
from cableparse.views.page.panel import Panel, panels
from cableparse.views.page.render import page
from cableparse.views.page.source import rows

INVENTED = ROOT / "fixtures" / "invented"
OPTIONS = SourceOptions(ocr=OcrChoice.NEVER)
# Members of a record that are no fields of the form: the page shows them in other places, or they are its frame.
ELSEWHERE = {"schema_version", "glossary", "source", "provenance", "confidence", "grade", "diagnostics", "coverage"}
ELSEWHERE |= {"unparsed", "leftover", "corrections", "checked", "calibration"}


def shown(path: Path) -> list[Panel]:
    (found,) = read_parts(path, options=OPTIONS)
    assert isinstance(found, Opened)
    return panels(ShownDocument(parse_document(found.document), Origin.of(found)), OPTIONS.pdf)


class _Outline(HTMLParser):
    """The ids, the links within the page, and every address that a page names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "src", "action", "data"):
                (self.links if (value or "").startswith("#") else self.addresses).append(value or "")


@pytest.mark.parametrize("name", ["three-cables.txt", "cable-in-email.txt", "stamps-in-text.txt"])
def test_a_page_is_whole_and_names_no_other_file(name: str) -> None:
    text = page(shown(INVENTED / name), name)
    outline = _Outline(text)
    assert outline.addresses == []
    assert len(outline.ids) == len(set(outline.ids))
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy and policy.group(1).startswith("default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-")
    assert not re.search(r"unsafe|https?:", policy.group(1))


def test_every_field_of_the_record_is_in_the_form() -> None:
    shown_paths = {path.partition("[]")[0].removesuffix(".*") for _, fields in SECTIONS for path, _ in fields}

    def leaves(schema: dict[str, object], path: str) -> set[str]:
        if path in shown_paths:
            return {path}
        found: set[str] = set()
        for name, member in dict(schema.get("properties", {})).items():  # type: ignore[call-overload]
            below = f"{path}.{name}".strip(".")
            inner = definitions.get(str(member.get("$ref", "")).rpartition("/")[2], {})
            found |= leaves(inner, below) if inner else {below}
        return found

    schema = Cable.model_json_schema(by_alias=True, mode="serialization")
    definitions = schema["$defs"]
    assert {p for p in leaves(schema, "") if p.partition(".")[0] not in ELSEWHERE} == shown_paths


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_the_lines_of_the_source_put_together_are_the_source(text: str) -> None:
    opening = (
        "R 131215Z MAY 74\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC\nC O N F I D E N T I A L LIMA 0042\nTAGS: PE\n1. "
    )
    (cable, *_) = parse_text(opening + text)
    from cableparse.lines import arrange
    from cableparse.sources.text import text_document

    lines = arrange(text_document(opening + text, "x"))[0].lines
    fields = [field for section in sections(cable, "c") for field in section.fields]
    printed = {part.line.number: part.line.text for part in lines}
    for row, text in zip(rows(cable, lines, fields, []), printed.values(), strict=True):
        assert "".join(stretch.text for stretch in row.stretches) == text


def test_each_field_is_tied_to_the_text_that_it_was_read_from(seed: Path) -> None:
    (panel,) = shown(seed)
    stretches = [s for sheet in panel.sheets for row in sheet.rows for s in row.stretches]

    def text(path: str) -> str:
        (field,) = [f for section in panel.sections for f in section.fields if f.path == path]
        return "".join(s.text for s in stretches if field.key in s.keys.split()).strip("\t")

    assert text("subject") == "PAKISTANI SUPPORT FOR TALIBAN"
    assert text("tags") == "PTERPRELASECPK"
    assert text("body.signature") == "ALBRIGHT"
    assert text("redactions[0].codes") == "\u04121"  # OCR read the letter as Cyrillic


def picture_of(text: str) -> Image.Image:
    found = re.search(r'<image href="data:image/(?:png|jpeg);base64,([^"]+)"', text)
    assert found
    return Image.open(BytesIO(b64decode(found.group(1)))).convert("L")


def concealed_area(picture: Image.Image) -> tuple[int, int]:
    scale = picture.width / 612
    left, top = 72 + COLUMN * 6, 72 + LINE * 12
    area = (left * scale, (top - 8) * scale, (left + LENGTH * 6) * scale, (top + 2) * scale)
    low, high = picture.crop(tuple(round(side) for side in area)).getextrema()  # type: ignore[arg-type]
    return int(low), int(high)  # type: ignore[arg-type]


def test_a_page_that_conceals_nothing_shows_its_text(tmp_path: Path) -> None:
    path = tmp_path / "cable.pdf"
    path.write_bytes(planted())
    text = page(shown(path), "cable.pdf")
    assert SECRET in text
    low, high = concealed_area(picture_of(text))
    assert high - low > 100


@pytest.mark.parametrize("conceal", KINDS)
def test_concealed_text_is_neither_in_the_page_nor_in_its_picture(conceal: Conceal, tmp_path: Path) -> None:
    path = tmp_path / "cable.pdf"
    path.write_bytes(planted(conceal))
    text = page(shown(path), "cable.pdf")
    assert "TALKS WITH THE MINISTER" in text
    assert SECRET not in text
    low, high = concealed_area(picture_of(text))
    assert (high - low < 12, high < 70) == (True, True)


@pytest.mark.parametrize("ink", [0, 255])
def test_a_scans_layer_that_knows_more_is_not_in_the_page(ink: int, tmp_path: Path) -> None:
    path = tmp_path / "cable.pdf"
    path.write_bytes(scan_with_layer(ink))
    assert SECRET not in page(shown(path), "cable.pdf")


def test_the_pdf_itself_is_not_in_the_page(tmp_path: Path) -> None:
    path = tmp_path / "cable.pdf"
    path.write_bytes(planted(redaction_not_applied))
    text = page(shown(path), "cable.pdf")
    assert "%PDF" not in text
    assert all(b"PDF" not in b64decode(data)[:1024] for data in re.findall(r"base64,([^\"]+)", text))


def test_records_find_their_source_again(run: Run, seed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(seed.read_bytes())
    (tmp_path / "r.jsonl").write_bytes(run("parse", "--format", "jsonl", "a.txt").stdout)
    assert run("view", "a.txt", "-o", "one.html").returncode == 0
    assert run("view", "r.jsonl", "-o", "two.html").returncode == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_corrected_record_says_who_corrected_it(seed: Path) -> None:
    (cable,) = parse_file(seed)
    change = Correction(path="subject", was=cable.subject, now="TALIBAN", by="A. Archivist", at="2001-02-03T04:05:06Z")
    text = page(panels(ShownDocument([corrections.apply(cable, [change])], None, "gone"), OPTIONS.pdf), "x")
    assert "Corrected by A. Archivist, 2001-02-03T04:05:06Z; was: PAKISTANI SUPPORT FOR TALIBAN</p>" in text


@pytest.mark.parametrize("gone", [True, False])
def test_records_without_their_source_say_so(gone: bool, run: Run, tmp_path: Path) -> None:
    source = ROOT / "fixtures" / "foia-1980s" / "1980BUENOS07776.txt"
    copy = tmp_path / "a.txt"
    copy.write_bytes(source.read_bytes())
    (tmp_path / "r.jsonl").write_bytes(run("parse", "--format", "jsonl", "a.txt").stdout)
    if gone:
        copy.unlink()
    else:
        copy.write_bytes(source.read_bytes() + b"\n")
    assert run("view", "r.jsonl", "-o", "page.html").returncode == 0
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "The source is not shown" in text
    (cable,) = parse_file(source)
    assert len(cable.unparsed) == text.count("data-unparsed>") + text.count("data-unparsed data-finding>") > 1
    assert re.search(r'<a class="stretch"[^>]*>\[characters \d+–\d+\] </a>', text)


def test_an_archive_gives_a_page_for_each_member(run: Run, tmp_path: Path) -> None:
    from zipfile import ZipFile

    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("box.pdf", planted(redaction_not_applied))
        archive.write(INVENTED / "three-cables.txt", "sub/three.txt")
    (tmp_path / "r.jsonl").write_bytes(run("parse", "--format", "jsonl", "--ocr", "never", "a.zip").stdout)
    for source, folder in (("a.zip", "one"), ("r.jsonl", "two")):
        assert run("view", source, "--ocr", "never", "-o", folder).returncode == 0
    names = sorted(p.name for p in (tmp_path / "one" / "pages").iterdir())
    assert names == ["000001-box-pdf-box-pdf.html", "000002-three-txt-sub-three-txt.html"]
    for name in names:
        one, two = ((tmp_path / folder / "pages" / name).read_bytes() for folder in ("one", "two"))
        assert one == two
        assert SECRET.encode() not in one
    assert b"<image" in (tmp_path / "two" / "pages" / names[0]).read_bytes()
    pieces = sorted((tmp_path / "one" / "search").iterdir())
    assert b"harvest" in b"".join(piece.read_bytes() for piece in pieces)
    written = [tmp_path / "one" / "index.html", *pieces]
    assert [path.name for path in written if SECRET.lower().encode() in path.read_bytes().lower()] == []


def test_the_list_of_a_folder_names_every_record(run: Run, tmp_path: Path) -> None:
    assert run("view", INVENTED / "three-cables.txt", INVENTED / "no-subject.txt", "-o", "out").returncode == 0
    text = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    held = re.search(r'<script type="application/json" id="entries">(.*?)</script>', text, re.S)
    assert held
    entries = json.loads(held.group(1))
    listed = [dict(zip(entries["names"], row, strict=True)) for row in entries["rows"]]
    assert [entry["id"] for entry in listed][:3] == ["1974LIMA00042", "1974QUITO01177", "1974BOGOTA02018"]
    for entry in listed:
        name, _, key = entry["href"].partition("#")
        assert f'id="{key}"' in (tmp_path / "out" / name).read_text(encoding="utf-8")


def test_only_what_an_earlier_view_made_is_written_over(run: Run, seed: Path, tmp_path: Path) -> None:
    for target in ("page.html", "out"):
        assert run("view", seed, "-o", target).returncode == 0
        done = run("view", seed, "-o", target)
        assert (done.returncode, done.stderr.decode()) == (
            4,
            f"cableparse: {target}: exists already; name another target, or replace it with --force\n",
        )
        assert run("view", seed, "-o", target, "--force").returncode == 0
    (tmp_path / "mine.html").write_text("<p>mine</p>")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("<p>mine</p>")
    for target in ("mine.html", "mine", "mine/index.html"):
        for force in ([], ["--force"]):
            done = run("view", seed, "-o", target, *force)
            assert (done.returncode, b"exists already" in done.stderr) == (4, True)
    assert {p.name for p in tmp_path.iterdir()} == {"page.html", "out", "mine.html", "mine"}
    assert (tmp_path / "mine" / "index.html").read_text() == (tmp_path / "mine.html").read_text() == "<p>mine</p>"


def test_a_page_takes_no_more_than_a_browser_can(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(51):
        (tmp_path / "in" / f"{number}.txt").write_text("FM AMEMBASSY LIMA\n")
    done = run("view", "in", "-o", "page.html")
    assert (done.returncode, b"name a folder" in done.stderr) == (4, True)
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize("target", ["page.html", "out"])
def test_nothing_readable_makes_no_page(target: str, run: Run, tmp_path: Path) -> None:
    done = run("view", "none.txt", "-o", target)
    assert (done.returncode, done.stderr) == (3, b"cableparse: none.txt: no such file\n")
    assert list(tmp_path.iterdir()) == []
