"""An Open XML package (ECMA-376, part 2): a zip of XML parts that say how they belong together."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from urllib.parse import unquote

from cableparse.errors import MissingProgram, UnreadableInput
from cableparse.sources.limits import Budget, Limits
from cableparse.sources.part import InputPart
from cableparse.sources.zip_file import METHODS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# The bit of a member's flags (APPNOTE.TXT, 4.4.4).
_ENCRYPTED = 0x1
# What damaged packages make zipfile and the XML parser raise; a parser's error is a SyntaxError.
DAMAGE = (
    OSError,
    EOFError,
    ValueError,
    LookupError,
    RuntimeError,
    SyntaxError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
)


class Relation(NamedTuple):
    """What one part is to another: the last word of the relationship's type, and the other part's name."""

    kind: str
    target: str


class Package:
    """The parts of a package by their names.

    All parts count against the budget, whether they are read or not.
    """

    def __init__(self, file: BinaryIO, limits: Limits, budget: Budget, *, is_one: bool = True) -> None:
        """Open a package; `file` can seek. Where it is one document each part is at most `max_bytes` long.

        Raises:
            LimitReached: its parts are more than the budget allows.
            ValueError: a part is larger than allowed, or packed as none is. Also what `DAMAGE` lists.
        """
        self._archive = zipfile.ZipFile(file)
        self._names: dict[str, str] = {}
        for info in self._archive.infolist():
            if info.flag_bits & _ENCRYPTED or info.compress_type not in METHODS:
                raise ValueError(f"{info.filename} is encrypted or packed as no office document is")
            if is_one and info.file_size > limits.max_bytes:
                raise ValueError(f"{info.filename} {limits.too_large}")
            budget.spend(info.file_size)
            self._names[_key(info.filename)] = info.filename

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is none."""
        inside = self._names.get(_key(name))
        return None if inside is None else self._archive.read(inside)

    def elements(self, name: str) -> Iterator[Element]:
        """The elements of a large part as they begin, of which what is in them is not kept.

        Raises what `xml` does.
        """
        from defusedxml.ElementTree import iterparse

        inside = self._names.get(_key(name))
        if inside is None:
            return
        with self._archive.open(inside) as file:
            for event, element in iterparse(file, ("start", "end"), forbid_dtd=True):
                if event == "start":
                    yield _plain(element)
                else:
                    element.clear()

    def xml(self, name: str) -> Element | None:
        """The root element of a part, names in it without their name spaces; None where there is no such part.

        Raises:
            ValueError: it declares a document type or entities, which no package may. Also what `DAMAGE` lists.
        """
        from defusedxml.ElementTree import fromstring

        data = self.read(name)
        if data is None:
            return None
        root: Element = fromstring(data, forbid_dtd=True)
        for element in root.iter():
            _plain(element)
        return root

    def relations(self, name: str = "") -> dict[str, Relation]:
        """What a part, or without a name the package, says of other parts of it, by the id of each relationship."""
        folder, _, base = name.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        return {
            relation.get("Id", ""): Relation(
                relation.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, unquote(relation.get("Target", "")))).lstrip("/"),
            )
            for relation in (root if root is not None else ())
            if relation.get("TargetMode") != "External"
        }

    def main(self, usual: str) -> str:
        """The name of the part that is the document, or the usual one where the package does not say."""
        return next((r.target for r in self.relations().values() if r.kind == "officeDocument"), usual)


def missing(part: InputPart, what: str) -> MissingProgram | UnreadableInput:
    """The error for an office document that nothing here can read; one in an archive costs only itself."""
    error = part.error(f"is {what}; install what reads it with `pip install 'cableparse[office]'`")
    return error if part.member else MissingProgram(str(error))


def _plain(element: Element) -> Element:
    """An element whose names are without their name spaces."""
    element.tag = _local(element.tag)
    element.attrib = {_local(key): value for key, value in element.attrib.items()}
    return element


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _local(name: object) -> str:
    return name.rpartition("}")[2] if isinstance(name, str) else ""
