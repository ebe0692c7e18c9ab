"""Files that are embedded in a PDF are read as members of it."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from conftest import Run
from make_pdf import QUITO_4711, raw, stream, typed
from source_files import TELEGRAM, documents, members, own_record, record, zip_of

from cableparse.sources import SourceOptions, read
from cableparse.sources.limits import LimitReached

CABLE = TELEGRAM.read_bytes()
COVER = b"BT /F1 10 Tf 72 700 Td (SEE THE FILES ATTACHED.) Tj ET"


def with_files(files: dict[str, bytes], *, pinned: bool = False, content: bytes = COVER) -> bytes:
    """A PDF of one page with files in it, as a portfolio has them or each pinned to the page."""
    font = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>"
    page = b"/Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R" + font
    objects: dict[int, bytes] = {2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 4: stream(content)}
    specifications = []
    for number, (name, data) in enumerate(files.items()):
        objects[10 + number] = stream(zlib.compress(data), b"/Type/EmbeddedFile/Filter/FlateDecode")
        text = ("\ufeff" + name).encode("utf-16-be").hex().encode()
        specifications.append(b"<</Type/Filespec/F(x)/UF<%s>/EF<</F %d 0 R>>>>" % (text, 10 + number))
    if pinned:
        pins = b"".join(b"<</Subtype/FileAttachment/Rect[0 0 9 9]/FS %s>>" % one for one in specifications)
        objects |= {1: b"<</Type/Catalog/Pages 2 0 R>>", 3: b"<<%s/Annots[%s]>>" % (page, pins)}
    else:
        names = b"".join(b"(%03d)%s" % pair for pair in enumerate(specifications))
        objects[5] = b"<</Kids[<</Names[%s]>>]>>" % names
        objects |= {1: b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 5 0 R>>>>", 3: b"<<%s>>" % page}
    return raw(objects)


def save(folder: Path, data: bytes) -> Path:
    path = folder / "cover.pdf"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("pinned", [False, True])
def test_embedded_files_are_documents_of_their_own(tmp_path: Path, pinned: bool) -> None:
    files = {"1974 État.txt": CABLE, "quito.pdf": typed(QUITO_4711), "year.zip": zip_of({"a.txt": CABLE})}
    cover, first, second, third = documents(save(tmp_path, with_files(files, pinned=pinned)))
    assert (cover.text, cover.member) == ("SEE THE FILES ATTACHED.", None)
    assert (first.member, first.name) == ("attachment 1974 État.txt", "1974 État.txt")
    assert record(first) == record(third) == own_record(TELEGRAM)
    assert (second.member, second.text.strip()) == ("attachment quito.pdf", QUITO_4711.strip())
    assert third.member == "attachment year.zip/a.txt"
    assert {one.path for one in (cover, first, second, third)} == {str(tmp_path / "cover.pdf")}


def test_a_file_in_the_list_and_on_a_page_is_read_once(tmp_path: Path) -> None:
    data = with_files({"cable.txt": CABLE})
    pin = b"/Annots[<</Subtype/FileAttachment/FS<</F(cable.txt)/EF<</F 10 0 R>>>>>>]"
    path = save(tmp_path, data.replace(b"/Contents 4 0 R", b"/Contents 4 0 R" + pin))
    assert members(path)[0] == [None, "attachment cable.txt"]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    files = {"a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "b.txt": CABLE, "empty.txt": b""}
    path = save(tmp_path, with_files(files))
    found, said = members(path)
    assert found == [None, "attachment b.txt"]
    assert said == [
        "attachment a.doc: looks like a binary file (Word or other OLE document), "
        "which cableparse does not read (kind-not-read)",
        "attachment empty.txt: is empty",
    ]


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    data = with_files({"a.txt": CABLE, "b.txt": CABLE})
    packed = zlib.compress(CABLE)
    place = data.index(packed)
    found, said = members(save(tmp_path, data[:place] + bytes(len(packed)) + data[place + len(packed) :]))
    assert (found, said) == ([None, "attachment b.txt"], ["attachment a.txt: is damaged (error)"])


def test_files_in_files_in_files(tmp_path: Path) -> None:
    data = CABLE
    for depth in range(5):
        data = with_files({f"{depth}.txt" if depth == 0 else f"{depth}.pdf": data})
    found, said = members(save(tmp_path, data))
    way = ["attachment 4.pdf", "attachment 3.pdf", "attachment 2.pdf"]
    assert found == [None, way[0], "/".join(way[:2]), "/".join(way)]
    assert said == [
        "/".join([*way, "attachment 1.pdf"]) + ": lies more than 3 archives deep; raise the limit with --max-depth"
    ]


def test_limits_of_size(tmp_path: Path) -> None:
    path = save(tmp_path, with_files({"a.txt": b"A" * 20_000_001, "b.txt": CABLE}))
    assert members(path) == (
        [None, "attachment b.txt"],
        ["attachment a.txt: is larger than 20,000,000 bytes; raise the limit with --max-bytes"],
    )


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    inner = with_files({f"{n}.txt": b"A" * 3_000_000 for n in range(9)})
    path = save(tmp_path, with_files({f"{n}.pdf": inner for n in range(9)}))
    with pytest.raises(LimitReached, match="unpacks to more than"):
        list(read(path, options=SourceOptions(max_unpacked=50_000_000)))


@pytest.mark.parametrize("names", [b"5 0 R", b"null", b"<</Kids[5 0 R 5 0 R]>>", b"<</Names 5 0 R/Kids(x)>>"])
def test_a_damaged_list_is_no_crash(tmp_path: Path, names: bytes) -> None:
    data = with_files({"a.txt": CABLE})
    place = data.index(b"5 0 obj\n") + len(b"5 0 obj\n")
    end = data.index(b"\nendobj", place)
    path = save(tmp_path, data[:place] + names.ljust(end - place) + data[end:])
    assert members(path) == ([None], [])


def test_the_command_line_says_where_from(run: Run, tmp_path: Path) -> None:
    save(tmp_path, with_files({"cable.txt": CABLE, "b.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)}))
    done = run("parse", "--format", "jsonl", "cover.pdf")
    assert done.stdout.count(b'"member":"attachment cable.txt"') == 1
    assert b"attachment b.doc: looks like a binary file" in done.stderr
    batch = run("batch", "cover.pdf", "-o", "out")
    assert (batch.returncode, b"1 failure" in batch.stderr, b"  1 cable" in batch.stderr) == (1, True, True)
    assert len(b"".join(path.read_bytes() for path in (tmp_path / "out" / "records").iterdir()).splitlines()) == 2
