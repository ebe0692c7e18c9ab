"""What a file is by the marks that formats have: in its first bytes, in an OLE file's folder, in a zip's members."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from cableparse.sources.media_type import MediaType
from cableparse.sources.zip_file import DAMAGE


class Signature(NamedTuple):
    """A kind, and what people call it."""

    kind: MediaType
    name: str


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_READ: dict[bytes, Signature] = {
    b"%PDF-": Signature(MediaType.PDF, "PDF"),
    b"\x89PNG\r\n\x1a\n": Signature(MediaType.PNG, "PNG image"),
    b"\xff\xd8\xff": Signature(MediaType.JPEG, "JPEG image"),
    b"GIF8": Signature(MediaType.GIF, "GIF image"),
    b"II*\0": Signature(MediaType.TIFF, "TIFF image"),
    b"MM\0*": Signature(MediaType.TIFF, "TIFF image"),
    b"PK\x05\x06": Signature(MediaType.ZIP, "empty ZIP archive"),
    b"7z\xbc\xaf\x27\x1c": Signature(MediaType.SEVEN_ZIP, "7z archive"),
    b"\x1f\x8b\x08": Signature(MediaType.GZIP, "gzip archive"),
    b"BZh": Signature(MediaType.BZIP2, "bzip2 archive"),
    b"\xfd7zXZ\0": Signature(MediaType.XZ, "xz archive"),
}
_BEGINNINGS = tuple(_READ)

# What is not read. Where a mark is of letters alone, which may begin a text, more of the header stands with it.
_NOT_READ = {
    rb"\xff\x57\x50\x43": "WordPerfect document",
    rb"\x04?%!PS|\x04%!|\xc5\xd0\xd3\xc6": "PostScript document",
    rb"\x1b%-12345X|\x1bE\x1b[&*(]": "PCL or PJL printer file",
    rb"AT&TFORM": "DjVu document",
    rb"[12]\xbe\0\0\0\xab": "Microsoft Write or Word for DOS document",
    rb"\xdb\xa5-\0|\x9b\xa5|\xfe7\0#": "Word document of before 1997",
    rb"\0\0[\x02\x1a]\0[\x04-\x06]\x04|\x09[\0\x02\x04\x08][\x04\x06\x08]\0": "Lotus or early Excel spreadsheet",
    rb"(?:\xef\xbb\xbf)?\s{0,9}<\?xml.{0,900}?(?:progid=.Word|<w:wordDocument|<pkg:package)": "Word XML document",
    rb"(?:\xef\xbb\xbf)?\s{0,9}<\?xml.{0,900}?<office:document\s": "OpenDocument XML file",
    rb"ITOLITLS|ITSF\x03\0": "compiled help file",
    rb"SQLite format 3\0": "SQLite database",
    rb"\0\x01\0\0Standard (?:Jet|ACE) DB": "Access database",
    rb"!BDN": "Outlook mail folder (.pst)",
    rb"\x7fELF": "ELF program",
    rb"MZ.{1,60}?\0\0": "Windows or DOS program",
    rb"\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe": "Mac program",
    rb"\xca\xfe\xba\xbe": "Java class or Mac program",
    rb"\0asm": "WebAssembly program",
    rb"\0\x01\0\0\0|OTTO\0|true\0|ttcf\0|wOF[F2](?:\0|OTTO|\0\x01)|\x80\x01..\0\0%!": "font",
    rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]|OggS\0|fLaC\0|MThd\0|FORM....AIF|\.snd\0": "sound",
    rb"RIFF....WAVE|#!AMR\n|\0...ftypM4[AB]": "sound",
    rb"\0...ftyp(?:hei|mif1|avif)|\0\0\0\x0cjP  |\xff\x4f\xff\x51|RIFF....WEBP|8BPS\0": "image that is not read",
    rb"II\+\0|MM\0\+|BM....\0\0\0\0|\0\0[\x01\x02]\0[\x01-\x20]\0|\n[\0-\5]\x01[\1-\x08]": "image that is not read",
    rb"\0...(?:ftyp|moov|mdat|wide)|\x1aE\xdf\xa3|RIFF....AVI |\0\0\x01[\xba\xb3]|0&\xb2u\x8ef\xcf\x11": "video",
    rb"[FC]WS[\x01-\x40]|FLV\x01": "video",
    rb"Rar!\x1a\x07": "RAR archive",
    rb"\x28\xb5\x2f\xfd": "Zstandard archive",
    rb"\x04\x22\x4d\x18": "LZ4 archive",
    rb"LZIP[\0\x01]": "lzip archive",
    rb"MSCF\0\0\0\0": "Cabinet archive",
    rb"\x1f[\x9d\xa0]": "Unix compress archive",
    rb"..-lh[0-7d]-": "LHA archive",
    rb"\x60\xea.[\0-\x08]": "ARJ archive",
    rb"StuffIt \(c\)|SIT!\0": "StuffIt archive",
    rb"PK\x07\x08PK\x03\x04": "ZIP archive in several parts",
}
_UNREAD = re.compile(b"|".join(b"(%b)" % marks for marks in _NOT_READ), re.DOTALL)
_UNREAD_NAMES = tuple(_NOT_READ.values())

_PDF = b"%PDF-"
_RTF_MARK = rb"{\rtf"
# Behind the start of a line: a text may name the mark.
_RTF = re.compile(rb"(?:^|[\s\0\xbf])(\{\\rtf\d*[\\{\s])")
_LATE_PDF = re.compile(rb"[\s\0\xbf](%PDF-\d\.\d)[\r\n]")
# Viewers look for a PDF's header in the first 1024 bytes (PDF Reference 1.7, appendix H).
_LATEST_HEADER = 1024
_PDF_OBJECT = re.compile(rb"[\r\n]\d+ \d+ obj\b")

# Behind what a printer or a mail puts before it.
_POSTSCRIPT = b"%!PS-Adobe-"
_LATE_POSTSCRIPT = re.compile(rb"[\r\n]\x04?%!PS-Adobe-\d")

# Names in the folder of an OLE file ([MS-CFB] 2.6.1). Those of a message come first: it may hold all the others.
_OLE_NAMES = {
    "__nameid_version1.0": Signature(MediaType.OUTLOOK, "Outlook message (.msg)"),
    "EncryptedPackage": Signature(MediaType.BINARY, "office document behind a password"),
    "WordDocument": Signature(MediaType.BINARY, "Word 97-2003 document (.doc)"),
    "PowerPoint Document": Signature(MediaType.BINARY, "PowerPoint 97-2003 presentation (.ppt)"),
    "Workbook": Signature(MediaType.BINARY, "Excel 97-2003 workbook (.xls)"),
    "Book": Signature(MediaType.BINARY, "Excel 5 workbook (.xls)"),
    "PerfectOffice_MAIN": Signature(MediaType.BINARY, "WordPerfect document"),
}
_OTHER_OLE = Signature(MediaType.BINARY, "Word or other OLE document")

# Members of an office document ([MS-OI29500] and ECMA-376, part 2, annex F: their names differ in no case).
_PACKAGE_LIST = "[content_types].xml"
_MAIN_PARTS = {
    "xl/workbook.bin": Signature(MediaType.BINARY, "Excel binary workbook (.xlsb)"),
    "word/": Signature(MediaType.WORD, "Word document (.docx)"),
    "xl/": Signature(MediaType.EXCEL, "Excel workbook (.xlsx)"),
    "ppt/": Signature(MediaType.BINARY, "PowerPoint presentation (.pptx)"),
    "visio/": Signature(MediaType.BINARY, "Visio drawing (.vsdx)"),
    "": Signature(MediaType.BINARY, "office or other Open XML document"),
}
_MEDIA_TYPE = "mimetype"
_OPEN_DOCUMENT = {"content.xml", "meta-inf/manifest.xml"}
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text": "OpenDocument text (.odt)",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument spreadsheet (.ods)",
    "application/vnd.oasis.opendocument.presentation": "OpenDocument presentation (.odp)",
    "application/epub+zip": "EPUB book",
}
_APPLE = re.compile(r"(?:.*/)?index/document\.iwa|index\.apxl(?:\.gz)?")
# Bytes: the longest of these names has 47.
_LONGEST_TYPE = 200
# PKWARE's APPNOTE.TXT, 4.3.7: flags, packed size, and the lengths of name and extra field in a member's header.
_HEADER = struct.Struct("<6xH10xI4xHH")
# The bit of the flags that says that the sizes stand behind the data.
_SIZES_BEHIND = 0x8


def signature(data: bytes) -> Signature | None:
    """What `data`, a file's beginning or the whole of it, bears the marks of; None where it bears none."""
    if pdf_start(data):
        return _READ[_PDF]
    if data.startswith(_BEGINNINGS):
        return next(found for mark, found in _READ.items() if data.startswith(mark))
    if data.startswith(_ZIP):
        return _zip(data)
    if data.startswith(_OLE):
        return _ole(data)
    if rtf_start(data) is not None:
        return Signature(MediaType.RTF, "RTF (Rich Text) document")
    if _is_late_postscript(data):
        return Signature(MediaType.BINARY, "PostScript document")
    unread = _UNREAD.match(data)
    return Signature(MediaType.BINARY, _UNREAD_NAMES[unread.lastindex - 1]) if unread and unread.lastindex else None


def pdf_start(data: bytes) -> int:
    """Where a PDF begins behind other bytes; 0 where it does not, or is none.

    Its header may stand anywhere in the first 1,024 bytes (PDF Reference 1.7, appendix H, note 13).
    """
    # Looking for the letters first takes a tenth of the time, and each message of a mailbox is looked at.
    is_late = not data.startswith(_PDF) and data.find(_PDF, 0, _LATEST_HEADER) > 0
    found = _LATE_PDF.search(data, 0, _LATEST_HEADER) if is_late else None
    return found.start(1) if found and _PDF_OBJECT.search(data, found.end()) else 0


def rtf_start(data: bytes) -> int | None:
    """Where an RTF document begins in the first 1,024 bytes, if one does."""
    found = _RTF.search(data, 0, _LATEST_HEADER) if data.find(_RTF_MARK, 0, _LATEST_HEADER) >= 0 else None
    return found.start(1) if found else None


def _is_late_postscript(data: bytes) -> bool:
    return data.find(_POSTSCRIPT, 0, _LATEST_HEADER) > 0 and bool(_LATE_POSTSCRIPT.search(data, 0, _LATEST_HEADER))


def _ole(data: bytes) -> Signature:
    return next((found for name, found in _OLE_NAMES.items() if _entry(name) in data), _OTHER_OLE)


# Bytes: 32 characters of UTF-16 ([MS-CFB], 2.6.1).
_NAME_FIELD = 64


def _entry(name: str) -> bytes:
    """A name as an OLE file's folder has it: in a field, of which so many bytes are used."""
    encoded = f"{name}\0".encode("utf_16_le")
    return encoded.ljust(_NAME_FIELD, b"\0") + struct.pack("<H", len(encoded))


def _zip(data: bytes) -> Signature:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {_folded(name): name for name in archive.namelist()}
            declared = _media_type(archive, names)
    except DAMAGE:
        names = {_folded(name): name for name in _names_in_headers(data)}
        declared = None
    return _package(set(names), declared) or Signature(MediaType.ZIP, "ZIP archive")


def _package(names: set[str], declared: str | None) -> Signature | None:
    """What document it is whose members have these names."""
    if _PACKAGE_LIST in names or {"word/document.xml", "xl/workbook.xml"} & names:
        return next(found for start, found in _MAIN_PARTS.items() if any(name.startswith(start) for name in names))
    if declared is not None:
        return Signature(MediaType.BINARY, _OPEN_DOCUMENTS.get(declared, f"document of the type {declared}"))
    if names >= _OPEN_DOCUMENT:
        return Signature(MediaType.BINARY, "OpenDocument file")
    if any(_APPLE.fullmatch(name) for name in names):
        return Signature(MediaType.BINARY, "Pages, Numbers or Keynote document")
    return None


def _media_type(archive: zipfile.ZipFile, names: dict[str, str]) -> str | None:
    """What the member `mimetype` of an OpenDocument or EPUB file says."""
    if _MEDIA_TYPE not in names:
        return None
    with archive.open(names[_MEDIA_TYPE]) as file:
        declared = file.read(_LONGEST_TYPE).decode("latin_1").strip()
    return declared if re.fullmatch(r"application/[\w.+-]+", declared) else None


def _names_in_headers(data: bytes) -> Iterator[str]:
    """The names of a zip's members where its list of them is not there, from the header before each member."""
    place = 0
    while data.startswith(_ZIP, place) and place + _HEADER.size <= len(data):
        flags, packed, name_length, extra_length = _HEADER.unpack_from(data, place)
        place += _HEADER.size
        yield data[place : place + name_length].decode("latin_1")
        place += name_length + extra_length + (0 if flags & _SIZES_BEHIND else packed)
        if flags & _SIZES_BEHIND:
            place = max(data.find(_ZIP, place), 0) or len(data)


def _folded(name: str) -> str:
    return name.replace("\\", "/").lower()
