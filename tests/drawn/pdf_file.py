"""Writes a PDF from objects as they are, with a correct list of their places."""

from __future__ import annotations

import zlib

_ENCODING = "latin-1"  # a byte is a character


def to_bytes(text: str) -> bytes:
    """The bytes of a PDF's source text, a character each."""
    return text.encode(_ENCODING)


def stream(content: str, entries: str = "", *, length: int | None = None, compress: bool = False) -> str:
    """A stream object, with the length that is told where it is not its own."""
    if compress:
        content = zlib.compress(to_bytes(content)).decode(_ENCODING)
        entries += "/Filter/FlateDecode"
    told = len(content) if length is None else length
    return f"<<{entries}/Length {told}>>\nstream\n{content}\nendstream"


def numbers(values: tuple[float, ...]) -> str:
    """Numbers as PDF writes them."""
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)


class PdfFile:
    """Objects by their numbers from 1; the first is the catalog."""

    def __init__(self) -> None:
        self.objects: dict[int, str] = {}

    def add(self, body: str) -> str:
        """A new object, as it is referred to."""
        number = max(self.objects, default=0) + 1
        self.objects[number] = body
        return f"{number} 0 R"

    def write(self) -> bytes:
        """The file."""
        data = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = self._append(data, self.objects)
        start = len(data)
        size = max(self.objects) + 1
        entries = [places.get(number) for number in range(size)]
        data += b"xref\n0 %d\n" % size
        data += b"".join(b"0000000000 65535 f \n" if at is None else b"%010d 00000 n \n" % at for at in entries)
        data += b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
        return bytes(data)

    def revised(self, changed: dict[int, str]) -> bytes:
        """The file with a second revision, in which these objects are others (ISO 32000-1, 7.5.6)."""
        data = bytearray(self.write())
        before = data.rindex(b"xref\n0 ")
        places = self._append(data, changed)
        start = len(data)
        data += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places.items())
        size = max(self.objects | changed) + 1
        data += b"trailer\n<</Root 1 0 R/Size %d/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, before, start)
        return bytes(data)

    def _append(self, data: bytearray, objects: dict[int, str]) -> dict[int, int]:
        places = {}
        for number, body in objects.items():
            places[number] = len(data)
            data += to_bytes(f"{number} 0 obj\n{body}\nendobj\n")
        return places
