"""All that the program writes of a file, made in this process from one reading of it; and what a whole batch writes."""

from __future__ import annotations

import gzip
import io
import json
import logging
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet
from batches import batch
from drawn.words import is_scrambled, parts

from cableparse import sources
from cableparse.errors import UnreadableInput
from cableparse.lines import arrange
from cableparse.pipeline import parse_document, parse_messages
from cableparse.sources import Opened, SourceOptions
from cableparse.sources.options import OcrChoice
from cableparse.views.inspection import InspectView
from cableparse.views.page.origin import Origin, ShownDocument
from cableparse.views.page.panel import panels
from cableparse.views.page.render import page
from cableparse.views.print_formats import PrintFormat
from cableparse.views.printed_records import record_output
from cableparse.writers import FORMATS

OPTIONS = SourceOptions(ocr=OcrChoice.NEVER)
# The pictures of pages on a page for a browser, which take most of the time to make, are made small.
_SMALL = replace(OPTIONS.pdf, max_pixels=10_000)
_IMAGES = re.compile(r"data:image/[^\"')]*")
_TAGS = re.compile(r"<[^>]*>")
_NO_CAPITALS = re.compile(r"[^A-Z]+")
# A record that says so of a page has not withheld text silently.
TOLD = {"concealed-text", "text-off-page", "damaged-pdf"}


class Text(NamedTuple):
    """A text without its white space, and its capitals only."""

    bare: str
    capitals: str

    @classmethod
    def of(cls, text: str) -> Text:
        """The text but for what is read by no one: images, and in its capitals the tags between them."""
        text = _IMAGES.sub("", text)
        return cls("".join(text.split()), capitals(_TAGS.sub("", text)))

    def tells(self, word: str, wanted: set[str]) -> bool:
        """Whether it holds one of the wanted parts of the word, or all of it in small letters or with gaps."""
        return word in self.capitals or word.lower() in self.bare.lower() or any(part in self.bare for part in wanted)


def capitals(text: str) -> str:
    """The capitals of a text."""
    return _NO_CAPITALS.sub("", text)


@dataclass
class Written:
    """Texts by what they are, the codes of the records' diagnostics, and the capitals of the records' values."""

    texts: dict[str, Text] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    read: str = ""
    refused: bool = False  # not readable, which is told as an error

    def telling(self, word: str) -> list[str]:
        """The names of the texts that give away the only secret of the file, also by its letters in another order."""
        scrambled = (name for name, text in self.texts.items() if is_scrambled(text.capitals, word))
        return list(dict.fromkeys([*telling(self.texts, word), *scrambled]))


def telling(texts: dict[str, Text], word: str, others: Iterable[str] = ()) -> list[str]:
    """The names of the texts that give a word away; not by parts that other words of theirs have, too."""
    wanted = parts(word).difference(*map(parts, others))
    return [name for name, text in texts.items() if text.tells(word, wanted)]


def written(path: Path) -> Written:
    """What `parse`, `inspect` and `view` write of a file, and what is logged meanwhile."""
    made = Written()
    with _logged(made.texts):
        try:
            for found in sources.read_parts(str(path), options=OPTIONS):
                if isinstance(found, UnreadableInput):
                    _refused(made, found)
                else:
                    _write(made, found)
        except UnreadableInput as error:
            _refused(made, error)
    return made


def _refused(made: Written, error: UnreadableInput) -> None:
    made.refused = True
    made.texts["error"] = Text.of(str(error))


def _write(made: Written, found: Opened) -> None:
    document = found.document
    cables = parse_document(document)
    made.codes |= {diagnostic.code for cable in cables for diagnostic in cable.diagnostics}
    for form in PrintFormat:
        lines: list[str] = []
        output = record_output(form, lines.append)
        for cable in cables:
            output.put(cable)
        output.close()
        made.texts[f"parse {form.value}"] = Text.of("".join(lines))
    made.read += "".join(values(json.loads(cable.to_json())) for cable in cables)
    messages = arrange(document)
    diagnostics = [d for cable in parse_messages(messages, document) for d in cable.diagnostics]
    view = InspectView([line for message in messages for line in message.lines], diagnostics, color=False)
    made.texts["inspect"] = Text.of("\n".join(view.lines()))
    made.texts["view"] = Text.of(page(panels(ShownDocument(cables, Origin.of(found)), _SMALL), document.name))


def values(value: Any) -> str:
    """The capitals of all values of a record, one after another."""
    if isinstance(value, dict):
        return "".join(values(item) for item in value.values())
    if isinstance(value, list):
        return "".join(values(item) for item in value)
    return capitals(value) if isinstance(value, str) else ""


@contextmanager
def _logged(texts: dict[str, Text]) -> Iterator[None]:
    """Whatever any library logs at any level."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        texts["log"] = Text.of(log.getvalue())


def batched(folder: Path, output: Path) -> dict[str, Text]:
    """All files that a batch writes of a folder in every format, by their paths in `output`."""
    texts: dict[str, Text] = {}
    with _logged(texts):
        batch(folder, output, *(form.name for form in FORMATS), sources=OPTIONS)
    for path in sorted(output.rglob("*")):
        # A bag holds the originals.
        if path.is_file() and path.suffix.lower() != ".pdf":
            texts[str(path.relative_to(output))] = Text.of(_text(path))
    return texts


def _text(path: Path) -> str:
    if path.suffix == ".parquet":
        return "\n".join(map(repr, pyarrow.parquet.read_table(path).to_pylist()))
    data = path.read_bytes()
    if data.startswith(b"SQLite format 3"):
        with closing(sqlite3.connect(path)) as database:
            return "\n".join(database.iterdump())
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    return data.decode("utf-8", errors="replace")
