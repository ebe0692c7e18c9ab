"""Makes a folder as archives hand it over: a file of each kind, what cannot be read among them, and what to expect.

`python tests/messy_folder.py FOLDER --files 3000` makes boxes of the same kinds until there are so many files, with
further cables, copies and what is no cable in each.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import carried
import py7zr
from corpus import FIXTURES
from make_pdf import QUITO_4711, image_bytes, scan_pdf, scanned, typed
from office_files import message_of, rtf_with, word_with, workbook_with
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from source_files import ole_of, tar_of, zip_of

from cableparse import parse_text
from cableparse.batch import report
from cableparse.sources.part import writable

ODD_NAME = os.fsdecode(b"t\xe9l\xe9gramme.txt")


# Of each box: telegrams as plain texts, pages of news, and copies.
_PLAIN, _NEWS, _COPIES = 20, 4, 6


class Expected(NamedTuple):
    """What a batch is to say of an entry of the folder: its state, the ids that are read of it, what it is told for."""

    state: str
    ids: tuple[str, ...] = ()
    reason: str = ""
    inside: tuple[str, ...] = ()  # reasons of what failed in it


# What cannot be read lies in one box of so many: some three files of a hundred, as in what archives hand over.
_UNREAD_EVERY = 4
# Of the numbers that are changed, and how far apart the new ones are: a prime, so that none comes twice soon.
_DIGITS = 5
_APART = 1009


class Cable(NamedTuple):
    """A text, and the id of its record."""

    id: str
    text: str


Made = Iterator[tuple[str, bytes, Expected]]
Maker = Callable[[Iterator[Cable]], Made]


def make_folder(folder: Path, files: int = 0) -> dict[str, Expected]:
    """Fill an empty folder; what is expected of each of its entries, by its path in it as reports have it.

    Boxes are added until it has `files` entries. No message is in it twice but for the copies, which are told.
    """
    cables = _cables()
    expected = _fill(folder, "", (*_READ, _scans, *_UNREAD), cables) | _systems(folder, "") | _no_files(folder)
    for number in count(1):
        if len(expected) >= files:
            break
        box = f"box {number:03}"
        (folder / box).mkdir()
        # A scan takes ten seconds to recognise: the boxes have none.
        unread = _UNREAD if number % _UNREAD_EVERY == 0 else ()
        makers: tuple[Maker, ...] = (*_READ, _plain, partial(_no_cables, number), *unread)
        expected |= _fill(folder, f"{box}/", makers, cables)
        expected |= _copies(folder, f"{box}/") | _systems(folder, f"{box}/")
    return expected


def _fill(folder: Path, box: str, makers: tuple[Maker, ...], cables: Iterator[Cable]) -> dict[str, Expected]:
    expected = {}
    for make in makers:
        for name, data, told in make(cables):
            (folder / f"{box}{name}").write_bytes(data)
            expected[writable(f"{box}{name}")] = told
    return expected


def leave_output(output: Path, folder: Path) -> dict[str, Expected]:
    """Put what a batch has written to `output` into the folder, whole and file by file."""
    shutil.copytree(output, folder / "OUT")
    shutil.copyfile(output / "records" / "records-000001.jsonl", folder / "records.jsonl")
    shutil.copyfile(output / "records" / "records-000001.jsonl", folder / "records-000001.jsonl")
    with gzip.open(folder / "records-000002.jsonl.gz", "wb") as file:
        file.write((output / "records" / "records-000001.jsonl").read_bytes())
    for name in (report.LINES, report.QUARANTINE, report.PAGE):
        shutil.copyfile(output / name, folder / name)
    written = "records.jsonl", "records-000001.jsonl", "records-000002.jsonl.gz"
    names = ("OUT", *written, report.LINES, report.QUARANTINE, report.PAGE)
    return {name: Expected("passed", reason="has written") for name in names}


def _cables() -> Iterator[Cable]:
    """Telegrams that say who they are: each once, and then again under other numbers."""
    yield from _known()
    for more in count(1):
        yield from (_renumbered(cable, more) for cable in _renumbering())


@cache
def _known() -> tuple[Cable, ...]:
    found = []
    for path in sorted((FIXTURES / "aad-1973-79").glob("*.txt")):
        if path.name.count("_") or path.name.endswith(".gutter.txt"):
            continue
        text = path.read_text(encoding="ascii")
        records = parse_text(text)
        if len(records) == 1 and records[0].id == path.stem:
            found.append(Cable(path.stem, text))
    return tuple(found)


@cache
def _renumbering() -> tuple[Cable, ...]:
    """Those telegrams that print their number in no other way."""
    five = [cable for cable in _known() if re.fullmatch(rf"\d{{4}}\D+\d{{{_DIGITS}}}", cable.id)]
    return tuple(cable for cable in five if parse_text((other := _renumbered(cable, 1)).text)[0].id == other.id)


def _renumbered(cable: Cable, more: int) -> Cable:
    head, number = cable.id[:-_DIGITS], cable.id[-_DIGITS:]
    other = f"{(int(number) + more * _APART) % 10**_DIGITS:0{_DIGITS}}"
    return Cable(f"{head}{other}", re.sub(rf"(?<!\d)0*{int(number)}(?!\d)", other, cable.text))


def _done(name: str, data: bytes, *cables: Cable) -> tuple[str, bytes, Expected]:
    return name, data, Expected("done", tuple(cable.id for cable in cables))


def _holds(name: str, data: bytes, *cables: Cable, inside: tuple[str, ...] = ()) -> tuple[str, bytes, Expected]:
    return name, data, Expected("container", tuple(cable.id for cable in cables), inside=inside)


def _failed(name: str, data: bytes, reason: str) -> tuple[str, bytes, Expected]:
    return name, data, Expected("failed", reason=reason)


def _texts(cables: Iterator[Cable]) -> Made:
    accent = "THE EMBASSY IN BOGOT\u00c1 CONCURS.\n"
    for name, encoding, more in (
        ("utf-8.txt", "utf_8", accent),
        ("utf-16.txt", "utf_16", ""),
        ("utf-16-without-mark.txt", "utf_16_le", ""),
        ("cp1252.txt", "cp1252", accent),
        (ODD_NAME, "ascii", ""),
        ("line\nbreak.txt", "ascii", ""),
        ("no suffix", "ascii", ""),
    ):
        cable = next(cables)
        yield _done(name, (cable.text + more).encode(encoding), cable)
    cable = next(cables)
    yield _done("crlf.txt", cable.text.replace("\n", "\r\n").encode(), cable)
    cable = next(cables)
    yield _done("markdown.md", f"# {cable.id}\n\n```\n{cable.text}```\n".encode(), cable)
    cable = next(cables)
    listing = "".join(f"{number:>6}\t{line}\n" for number, line in enumerate(cable.text.splitlines(), 1))
    yield _done("listing.txt", listing.encode(), cable)
    cable = next(cables)
    page = f"<!DOCTYPE html><html><head><title>{cable.id}</title></head><body><pre>{cable.text}</pre></body></html>"
    yield _done("page.html", page.encode(), cable)


def _quito(number: int) -> Cable:
    return Cable(f"1974QUITO{number:05}", QUITO_4711.replace("4711", str(number)))


def _scan(number: int) -> list[Image.Image]:
    return scanned(typed(_quito(number).text))


def _pages(cables: Iterator[Cable]) -> Made:
    cable = next(cables)
    yield _done("text.pdf", typed(cable.text), cable)
    cable = next(cables)
    yield _done("cut-short.pdf", typed(cable.text)[:-30], cable)  # told by `damaged-pdf`


def _scans(_: Iterator[Cable]) -> Made:
    yield _done("scan.pdf", scan_pdf(_scan(4721)), _quito(4721))
    yield _done("page.png", image_bytes(_scan(4731)[0]), _quito(4731))
    first, second = _scan(4741)[0], scanned(typed("2.  WE SHALL ASK HIM AGAIN NEXT WEEK.\n\nEXAMPLE\n"))[0]
    file = io.BytesIO()
    first.save(file, "TIFF", save_all=True, append_images=[second], dpi=(200, 200))
    yield _done("two-pages.tif", file.getvalue(), _quito(4741))


def _mail(cables: Iterator[Cable]) -> Made:
    for name, make in (
        ("base64.eml", carried.mail),
        ("html.eml", carried.pre),
        ("forwarded.eml", lambda text: carried.mail(carried.ORIGINAL + text)),
    ):
        cable = next(cables)
        yield _done(name, make(cable.text), cable)
    cable = next(cables)
    head = "".join(f"{name}: {value}\n" for name, value in carried.HEAD.items())
    yield _done("plain.eml", f"{head}Message-ID: <1@example.org>\n\n{cable.text}".encode(), cable)
    first, second = next(cables), next(cables)
    mail = EmailMessage()
    mail["Subject"], mail["Message-ID"] = "Two cables", "<2@example.org>"
    mail.set_content("See what is attached.\n")
    mail.add_attachment(first.text.encode(), maintype="text", subtype="plain", filename="cable.txt")
    mail.add_attachment(
        zip_of({"a/b.txt": second.text.encode()}), maintype="application", subtype="zip", filename="a.zip"
    )
    yield _done("attached.eml", mail.as_bytes(), first, second)
    first, second = next(cables), next(cables)
    yield _holds("box.mbox", carried.box(first.text) + b"\n" + carried.box(second.text), first, second)
    first, second = next(cables), next(cables)
    attached = [{"3707001F": "cable.txt", "37010102": second.text.encode()}]
    properties = {"0037001F": "A cable", "0C1A001F": "Ann Example", "1000001F": first.text}
    yield _done("message.msg", message_of(properties, attached), first, second)


def _office(cables: Iterator[Cable]) -> Made:
    cable = next(cables)
    yield _done("document.docx", word_with(cable.text), cable)
    cable = next(cables)
    yield _done("document.rtf", rtf_with(cable.text), cable)


def _tables(cables: Iterator[Cable]) -> Made:
    first, second = next(cables), next(cables)
    rows = [["id", "body"], [first.id, first.text], [second.id, second.text]]
    yield _holds("workbook.xlsx", workbook_with(rows), first, second)
    for name, delimiter in (("table.csv", ","), ("table.tsv", "\t")):
        first, second = next(cables), next(cables)
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=delimiter).writerows([["id", "body"], *map(list, (first, second))])
        yield _holds(name, buffer.getvalue().encode(), first, second)
    cable = next(cables)
    lines = f"{json.dumps({'id': cable.id, 'body': cable.text})}\n{{broken\n"
    yield _holds("lines.jsonl", lines.encode(), cable, inside=("no JSON object",))
    cable = next(cables)
    yield _holds("array.json", json.dumps([{"id": cable.id, "body": cable.text}]).encode(), cable)


def _archives(cables: Iterator[Cable]) -> Made:
    first, second = next(cables), next(cables)
    inner = zip_of({"second.txt": second.text.encode(), "program.exe": _PROGRAM})
    files = {"first.txt": first.text.encode(), "inner.zip": inner, ".hidden": b"x", "__MACOSX/._first.txt": b"\0\5\x16"}
    yield _holds("archive.zip", zip_of(files), first, second, inside=("Windows or DOS program",))
    cable = next(cables)
    yield _holds("archive.tar.gz", gzip.compress(tar_of({"a.txt": cable.text.encode()}), mtime=0), cable)
    cable = next(cables)
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        archive.writestr(cable.text.encode(), "a.txt")
    yield _holds("archive.7z", buffer.getvalue(), cable)
    cable = next(cables)
    yield _holds("one.txt.gz", gzip.compress(cable.text.encode(), mtime=0), cable)
    yield (
        "cut-off.zip",
        zip_of({"a.txt": bytes(range(256)) * 9})[:80],
        Expected("container", inside=("cut",)),
    )


_PROGRAM = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + bytes(200)


@cache
def _database() -> bytes:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE cable (text)")
        return database.serialize()


def _plain(cables: Iterator[Cable]) -> Made:
    for number in range(_PLAIN):
        cable = next(cables)
        yield _done(f"{number:02}.txt", cable.text.encode(), cable)


def _no_cables(box: int, _: Iterator[Cable]) -> Made:
    """Pages of news, each with another first line."""
    news = FIXTURES.parent / "seeds" / "000_f33c3e02de4d8d04.txt"
    for number in range(_NEWS):
        yield _done(f"news {number}.txt", f"Page {number} of box {box}\n".encode() + news.read_bytes())


def _copies(folder: Path, box: str) -> dict[str, Expected]:
    """Copies of what lies in the box already, byte for byte the same."""
    names = [f"{number:02}.txt" for number in range(_COPIES)]
    for name in names:
        shutil.copyfile(folder / f"{box}{name}", folder / f"{box}zz copy of {name}")
    return {f"{box}zz copy of {name}": Expected("duplicate") for name in names}


def _locked(cables: Iterator[Cable]) -> Made:
    yield _failed("cut-off.pdf", typed(next(cables).text)[:600], "is cut off")
    yield _failed("encrypted.pdf", typed(next(cables).text, encrypt=StandardEncryption("word")), "password")


def _not_read(_: Iterator[Cable]) -> Made:
    open_document = zip_of({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})
    for name, data, reason in (
        ("old.doc", ole_of("WordDocument"), "Word 97-2003"),
        ("slides.ppt", ole_of("PowerPoint Document"), "PowerPoint 97-2003"),
        ("text.odt", open_document, "OpenDocument text"),
        ("perfect.wpd", b"\xffWPC" + bytes(range(200)), "WordPerfect"),
        ("print.ps", b"%!PS-Adobe-3.0\n/Courier findfont 10 scalefont setfont (FM LIMA) show\n", "PostScript"),
        ("setup.exe", _PROGRAM, "program"),
        ("sound.mp3", b"ID3\x03\0\0\0\0\0\0" + bytes(300), "sound"),
        ("cables.db", _database(), "SQLite database"),
    ):
        yield _failed(name, data, reason)


def _no_content(_: Iterator[Cable]) -> Made:
    yield _failed("empty.txt", b"", "is empty")
    yield _failed("nothing.txt", bytes(5000), "NUL")


_READ: tuple[Maker, ...] = (_texts, _pages, _mail, _office, _tables, _archives)
_UNREAD: tuple[Maker, ...] = (_locked, _not_read, _no_content)


def _systems(folder: Path, box: str) -> dict[str, Expected]:
    names = dict.fromkeys(("Thumbs.db", "desktop.ini", "~$cument.docx"), "of the system")
    names |= dict.fromkeys(("._text.pdf", ".DS_Store"), "hidden")
    for name in names:
        (folder / f"{box}{name}").write_bytes(b"\0" * 100)
    return {f"{box}{name}": Expected("passed", reason=reason) for name, reason in names.items()}


def _no_files(folder: Path) -> dict[str, Expected]:
    (folder / "linked folder").symlink_to(FIXTURES, target_is_directory=True)
    (folder / "dangling.txt").symlink_to("nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    return {
        "linked folder": Expected("failed", reason="a link to a folder"),
        "dangling.txt": Expected("failed", reason="a link to what is not there"),
        "pipe.txt": Expected("failed", reason="a pipe"),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=0, help="how many; without it one of each kind")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True)
    for name, about in make_folder(arguments.folder, arguments.files).items():
        print(f"{name!r}: {about.state}")
