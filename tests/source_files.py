"""What the tests of sources share: a cable's text, and the record that it gives by itself."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from conftest import ROOT

from cableparse.errors import UnreadableInput
from cableparse.pages import Document
from cableparse.pipeline import parse_document
from cableparse.record import Cable
from cableparse.sources import SourceOptions, read
from cableparse.sources.text import read_text

TELEGRAM = ROOT / "fixtures" / "aad-1973-79" / "1974STATE010752.txt"
SMART = ROOT / "fixtures" / "smart-2009plus" / "2012CAIRO01208_C05772793.txt"
WEB_COPY = ROOT / "fixtures" / "aad-1973-79" / "1973STATE036330.txt"


def documents(path: Path, **options: Any) -> list[Document]:
    """All documents of an input, each of which must be readable."""
    found = list(read(str(path), options=SourceOptions(**options)))
    assert not [str(entry) for entry in found if isinstance(entry, UnreadableInput)]
    return [entry for entry in found if isinstance(entry, Document)]


def members(path: Path, **options: Any) -> tuple[list[str | None], list[str]]:
    """The members of an input that were read, and what was said of it and of those that were not."""
    read_members: list[str | None] = []
    said: list[str] = []
    try:
        for found in read(str(path), options=SourceOptions(**options)):
            if isinstance(found, UnreadableInput):
                said.append(str(found))
            else:
                read_members.append(found.member)
    except UnreadableInput as error:
        said.append(str(error))
    return read_members, [text.removeprefix(f"{path}: ") for text in said]


def record(document: Document) -> dict[str, Any]:
    """The record of a document's first cable, but for what it says of the input."""
    return parse_document(document)[0].model_dump(exclude={"source"})


def facts(cable: Cable) -> dict[str, Any]:
    """What a record says of the cable, without places in the input."""
    places = {"source", "provenance", "diagnostics", "coverage", "unparsed", "attributes", "redactions"}
    return cable.model_dump(exclude=places)


def own_record(path: Path) -> dict[str, Any]:
    """The record of a text file read as such."""
    return record(read_text(path))


def tar_of(files: dict[str, bytes], mode: str = "w") -> bytes:
    """A tar archive in memory."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def zip_of(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive in memory."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def ole_of(*names: str) -> bytes:
    """An OLE compound file of which nothing is there but the names in its folder."""
    folder = b""
    for name in names:
        encoded = f"{name}\0".encode("utf_16_le")
        folder += encoded.ljust(64, b"\0") + len(encoded).to_bytes(2, "little") + bytes(62)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + folder
