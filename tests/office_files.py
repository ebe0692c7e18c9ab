"""Office documents for the tests, made by hand where the libraries cannot make what is to be read."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from source_files import zip_of

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def word_of(body: str, files: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """A .docx with the XML of its body and of further parts, by their names; `files` are embedded in it."""
    names = {name: f"{name}.xml" for name in parts} | dict.fromkeys(files or {}, "")
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_R}/{name.rstrip("0123456789")}" Target="{target}"/>'
        if target
        else f'<Relationship Id="f{name}" Type="{_R}/package" Target="/word/embeddings/{name}"/>'
        for name, target in names.items()
    )
    members = {
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" Type="{_R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        **{f"word/{name}.xml": f'<w:x xmlns:w="{_W}" xmlns:r="{_R}">{xml}</w:x>' for name, xml in parts.items()},
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
    }
    embedded = {f"word/embeddings/{name}": data for name, data in (files or {}).items()}
    return zip_of({name: xml.encode() for name, xml in members.items()} | embedded)


def p(*runs: str, about: str = "") -> str:
    """A paragraph of runs, with its properties."""
    return f"<w:p><w:pPr>{about}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, about: str = "", tag: str = "t") -> str:
    """A run of text, with its properties."""
    return f'<w:r><w:rPr>{about}</w:rPr><w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def table(*rows: Iterable[str]) -> str:
    """A table of cells, each a text whose lines are paragraphs."""
    cells = ("".join(f"<w:tc>{''.join(p(r(line)) for line in c.split(chr(10)))}</w:tc>" for c in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def word_with(text: str) -> bytes:
    """A .docx with a paragraph a line of a text, and its page breaks."""
    pages = [[p(r(writable(line))) for line in page.split("\n")] for page in _lines(text).split("\f")]
    return word_of(p('<w:r><w:br w:type="page"/></w:r>').join("".join(page) for page in pages))


def rtf_with(text: str) -> bytes:
    """An RTF document with a paragraph a line of a text, and its page breaks."""
    marked = "".join(f"\\{sign}" if sign in "\\{}" else sign for sign in writable(_lines(text), keep="\f\n"))
    encoded = "".join(sign if sign.isascii() else _unicode(sign) for sign in marked)
    body = encoded.replace("\n", "\\par\r\n").replace("\f", "\\page ")
    return rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{\f0\fmodern Courier;}}}}\f0\fs20 {body}}}".encode("ascii")


def workbook_with(rows: Iterable[Iterable[Any]], name: str = "Cables") -> bytes:
    """An .xlsx with one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook's file."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def reversed_zip(data: bytes) -> bytes:
    """The same archive with its members the other way round."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zip_of({name: archive.read(name) for name in reversed(archive.namelist())})


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """The same archive with another content of a member."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zip_of({member: archive.read(member) for member in archive.namelist()} | {name: content})


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


def writable(text: str, keep: str = "") -> str:
    """A text without the control characters that no document may have."""
    return "".join(sign if " " <= sign < "\ufffe" or sign in "\t" + keep or sign > "\uffff" else " " for sign in text)


def _unicode(sign: str) -> str:
    units = struct.unpack(f"<{len(sign.encode('utf_16_le')) // 2}h", sign.encode("utf_16_le"))
    return "".join(f"\\u{unit}?" for unit in units)


_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR, _SMALL_SECTOR, _SMALL = 512, 64, 4096


class OleFile:
    """Writes an OLE compound file ([MS-CFB]), of less than 109 sectors of its table of sectors."""

    def __init__(self, streams: dict[tuple[str, ...], bytes]) -> None:
        """Take the streams by their paths."""
        self._streams = streams
        self._entries: list[bytes] = []
        self._sectors = b""
        self._chains: list[int] = []
        self._small_sectors = b""
        self._small_chains: list[int] = []

    def write(self) -> bytes:
        """The file's bytes."""
        folder_of = self._folder()
        small = self._add(self._small_sectors)
        self._entries[0] = self._entry("Root Entry", 5, child=folder_of, start=small, size=len(self._small_sectors))
        small_table = self._add(_table(self._small_chains))
        count = -(-len(self._small_chains) // 128)
        folder = self._add(b"".join(self._entries) + bytes(128) * (-len(self._entries) % 4))
        tables = next(n for n in range(1, 109) if len(self._chains) + n <= n * 128)
        places = range(len(self._chains), len(self._chains) + tables)
        header = struct.pack(
            "<8s16sHHHHH6xIIIIIIIII",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
            0, tables, folder, 0, _SMALL, small_table, count, _END, 0,
        )  # fmt: skip
        header += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
        return header + self._sectors + _table([*self._chains, *[_TABLE] * tables])

    def _add(self, data: bytes) -> int:
        first = len(self._chains)
        count = max(-(-len(data) // _SECTOR), 1)
        self._sectors += data.ljust(count * _SECTOR, b"\0")
        self._chains += [*range(first + 1, first + count), _END]
        return first

    def _add_stream(self, data: bytes) -> int:
        if len(data) >= _SMALL:
            return self._add(data)
        first = len(self._small_chains)
        count = max(-(-len(data) // _SMALL_SECTOR), 1)
        self._small_sectors += data.ljust(count * _SMALL_SECTOR, b"\0")
        self._small_chains += [*range(first + 1, first + count), _END]
        return first

    def _folder(self) -> int:
        tree: dict[str, Any] = {}
        for path, data in self._streams.items():
            place = tree
            for step in path[:-1]:
                place = place.setdefault(step, {})
            place[path[-1]] = data
        self._entries = [b""]
        return self._children(tree)

    def _children(self, tree: dict[str, Any]) -> int:
        """Write the entries of a folder, each the right neighbour of the one before; the number of the first."""
        names = sorted(tree, key=lambda name: (len(name), name.upper()))
        numbers = range(len(self._entries), len(self._entries) + len(names))
        self._entries += [b""] * len(names)
        for number, name in zip(numbers, names, strict=True):
            right = number + 1 if number + 1 in numbers else _FREE
            found = tree[name]
            if isinstance(found, dict):
                child = self._children(found)
                self._entries[number] = self._entry(name, 1, right=right, child=child)
            else:
                start = self._add_stream(found)
                self._entries[number] = self._entry(name, 2, right=right, start=start, size=len(found))
        return numbers[0]

    @staticmethod
    def _entry(name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int = 0, size: int = 0) -> bytes:
        encoded = f"{name}\0".encode("utf_16_le")
        links = struct.pack("<III", _FREE, right, child)
        return (
            struct.pack("<64sHBB", encoded, len(encoded), kind, 1) + links + bytes(36) + struct.pack("<IQ", start, size)
        )


def _table(chains: list[int]) -> bytes:
    return struct.pack(f"<{len(chains)}I", *chains) + b"\xff" * (-len(chains) % 128 * 4)


def message_of(properties: dict[str, Any], attachments: Iterable[dict[str, Any]] = (), **fixed: int) -> bytes:
    """An Outlook message: its properties by their number and type, and those of what is attached.

    Fixed ones are named `p0039` and the like. The value of an attached `3701000D` is another message's properties.
    """
    return OleFile(_message((), properties, attachments, fixed) | {("__nameid_version1.0", "x"): b""}).write()


def _message(
    folder: tuple[str, ...], properties: dict[str, Any], attachments: Iterable[dict[str, Any]], fixed: dict[str, int]
) -> dict[tuple[str, ...], bytes]:
    header = bytes(24 if folder else 32)
    table = b"".join(struct.pack("<HHIQ", 0x40, int(name[1:], 16), 6, value) for name, value in fixed.items())
    found = {(*folder, "__properties_version1.0"): header + table}
    for name, value in properties.items():
        found[*folder, f"__substg1.0_{name}"] = value.encode("utf_16_le") if isinstance(value, str) else value
    for number, attached in enumerate(attachments):
        inside = (*folder, f"__attach_version1.0_#{number:08X}")
        found[*inside, "__properties_version1.0"] = bytes(8)
        for name, value in attached.items():
            if isinstance(value, dict):
                found |= _message((*inside, f"__substg1.0_{name}"), value, (), {})
            else:
                found[*inside, f"__substg1.0_{name}"] = value.encode("utf_16_le") if isinstance(value, str) else value
    return found
