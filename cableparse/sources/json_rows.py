"""The rows of JSON: JSON Lines, arrays of objects, objects that hold such an array, one object."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from json import JSONDecodeError, JSONDecoder
from typing import Any

from cableparse.sources.limits import Limits

Object = dict[str, Any]

# Characters read at a time.
_CHUNK = 1 << 16
_DECODER = JSONDecoder()
_IN_ARRAY = re.compile(r"\[\s*(\S)")


def is_lines(sample: str, *, is_cut: bool) -> bool:
    """Whether what begins so is JSON Lines: its first line, or where that is damaged the second, is an object.

    A single line may be anything. `is_cut` says that more follows.
    """
    lines = [line for line in sample.split("\n") if line.strip()]
    if sample.lstrip().startswith("{"):
        return len(lines) > 1 and any(object_of(line) is not None for line in (lines[:-1] if is_cut else lines)[:2])
    return not sample.lstrip().startswith("[")


def in_document(stream: TextIOWrapper, limits: Limits, is_text: Callable[[str], bool]) -> Iterator[Object | None]:
    """The objects of an array, at the top or behind a key, each as soon as it is read; None for what is none.

    An object that holds no such array, or a string under a key that `is_text`, is a row itself.

    Raises:
        ValueError: it is no JSON, or an object has more than `max_bytes` characters.
    """
    values = _Values(stream, limits)
    while sign := values.sign():
        if sign == "[":
            yield from _elements(values)
        elif sign == "{":
            yield from _members(values, is_text)
        else:
            yield _row(values.take())


def object_of(line: str) -> Object | None:
    """The object on a line of JSON Lines; None where it is none."""
    try:
        return _row(json.loads(line))
    except (ValueError, RecursionError):
        return None


def _row(value: Any) -> Object | None:
    return value if isinstance(value, dict) else None


def _elements(values: _Values) -> Iterator[Object | None]:
    """The elements of the array that comes next."""
    values.expect("[")
    while values.sign() != "]":
        yield _row(values.take())
        if values.sign() != "]":
            values.expect(",")
    values.expect("]")


def _members(values: _Values, is_text: Callable[[str], bool]) -> Iterator[Object | None]:
    """The rows of the object that comes next, or the object as the row."""
    own: Object = {}
    inner = False
    values.expect("{")
    while values.sign() != "}":
        key = values.take()
        values.expect(":")
        if not any(map(is_text, own)) and values.is_array_of_objects():
            inner = True
            yield from _elements(values)
        else:
            own[str(key)] = values.take()
        if values.sign() != "}":
            values.expect(",")
    values.expect("}")
    held = [] if any(map(is_text, own)) else list(_held(own))
    yield from held
    if any(map(is_text, own)) or not (inner or held):
        yield own


def _held(value: Object) -> Iterator[Object]:
    """The rows in objects below this one: `{"data": {"results": [...]}}`."""
    for inner in value.values():
        if isinstance(inner, list) and inner and all(isinstance(element, dict) for element in inner):
            yield from inner
        elif isinstance(inner, dict):
            yield from _held(inner)


class _Values:
    """A JSON text from which one value is read after another, and no more of it is held than the next one needs."""

    def __init__(self, stream: TextIOWrapper, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._text = ""
        self._at = 0

    def sign(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            while self._at < len(self._text):
                if not self._text[self._at].isspace():
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def expect(self, sign: str) -> None:
        """Pass over a sign of JSON."""
        found = self.sign()
        if found != sign:
            raise ValueError(f"its JSON is damaged: `{sign}` is missing" if found else "its JSON breaks off")
        self._at += 1

    def take(self) -> Any:
        """The next value."""
        self.sign()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise ValueError("its JSON is nested too deeply") from error
            except JSONDecodeError as error:
                if not self._more():
                    raise ValueError(f"its JSON is damaged or breaks off: {error.msg}") from error
                continue
            length = end - self._at
            if length > self._limits.max_bytes:
                raise ValueError(f"the next row {self._limits.too_large}")
            # a number may go on
            if end < len(self._text) or not self._more():
                self._at += length
                return value

    def is_array_of_objects(self) -> bool:
        """Whether the next value is an array that begins with an object."""
        if self.sign() != "[":
            return False
        while (found := _IN_ARRAY.match(self._text, self._at)) is None and self._more():
            pass
        return found is not None and found[1] == "{"

    def _more(self) -> bool:
        """Read on, as much again as is waiting, so that a long value is tried a few times only."""
        waiting = self._text[self._at :]
        if len(waiting) > self._limits.max_bytes:
            raise ValueError(f"the next row {self._limits.too_large}")
        read = self._stream.read(max(_CHUNK, len(waiting)))
        self._text, self._at = waiting + read, 0
        return bool(read)
