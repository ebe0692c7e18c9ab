"""What records should hold, from label files and corrections files, each matched to the record that it is about.

A label file, `NAME.gold.json` or NAME.json, is made by hand and holds the record's own paths, only those that were
labelled; `file` names its source, and `index` the cable in it. A corrections file labels the fields that a person
checked or corrected.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from typing import Any

from cableparse import corrections
from cableparse.corrections import CorrectedRecord, Key
from cableparse.errors import MissingProgram, UnreadableInput
from cableparse.field_path import put_new
from cableparse.form_fields import ATTRIBUTES
from cableparse.pipeline import parse_file
from cableparse.record import Cable
from cableparse.sources import SourceOptions
from cableparse.sources.text import decode

_SUFFIX = ".gold.json"
_NUMBERED = re.compile(r"\.\d+$")
_PARAGRAPH = re.compile(r"body\.paragraphs\[\d+\]")
_REDACTION = re.compile(r"redactions\[\d+\]\.codes")

Pair = tuple[str, Mapping[str, Any], Mapping[str, Any]]


@dataclass(frozen=True)
class GoldLabel:
    """What one record should hold: `name` is for messages, `path` is its source's, `key` is null where that is gone."""

    name: str
    values: Mapping[str, Any]
    path: Path
    index: int
    known_key: Key | None = None

    @cached_property
    def key(self) -> Key | None:
        """The record's key, as its source is now where the label does not say it."""
        if self.known_key is not None or not self.path.is_file():
            return self.known_key
        with self.path.open("rb") as file:
            return Key(file_digest(file, "sha256").hexdigest(), None, self.index)

    def fits(self, cable: Cable) -> bool:
        """Whether this is what the record should hold."""
        if self.key is not None:
            return corrections.source_of(cable).key == self.key
        return cable.source.index == self.index and Path(cable.source.path).parts[-2:] == self.path.parts[-2:]


def read(paths: Iterable[Path], sources: Path | None = None) -> list[GoldLabel]:
    """The labels in files and folders.

    A label's `file` is relative to `sources`, or to the folder that is read, or it stands beside the label.

    Raises:
        UnreadableInput: a path is missing or holds no labels, or a file is no label and no corrections file.
    """
    return [label for path in paths for label in _in_path(path, sources)]


def _in_path(path: Path, sources: Path | None) -> Iterator[GoldLabel]:
    if not os.path.isdir(path):  # noqa: PTH112 - Path raises for a name that no file can have
        yield from _in_file(path, sources or path.parent)
        return
    found = sorted(path.rglob(f"*{_SUFFIX}")) or sorted(path.glob("*.json"))
    if not found:
        raise UnreadableInput(f"{path}: holds no labels (NAME{_SUFFIX}) and no corrections files (.json)")
    for file in found:
        yield from _in_file(file, sources or path)


def _in_file(path: Path, sources: Path) -> Iterator[GoldLabel]:
    try:
        values = json.loads(decode(path.read_bytes())[0])
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"{path}: cannot be read as JSON: {error}") from error
    if not isinstance(values, dict):
        raise UnreadableInput(f"{path}: is neither a label file nor a corrections file")
    if "version" in values and "records" in values:
        file = corrections.read(path)
        if file.decisions and not file.records:
            raise UnreadableInput(
                f"{path}: holds decisions alone, which label no record; put them into records with `cableparse apply`, "
                "and make labels of those with `cableparse labels`"
            )
        for record in corrections.by_record([file]).values():
            yield _corrected(record)
    else:
        yield _labelled(path, values, sources)


def _labelled(path: Path, values: dict[str, Any], sources: Path) -> GoldLabel:
    source = _named(path, sources / values["file"]) if "file" in values else _beside(path)
    index = values.get("index", 0)
    name = values.get("file") or source.name
    return GoldLabel(f"{name}: cable {index + 1}" if index else name, values, source, index)


def _named(path: Path, source: Path) -> Path:
    """The source that a label names, or the file of its name beside the label."""
    beside = path.with_name(source.name)
    return beside if beside.is_file() and not source.is_file() else source


def _beside(path: Path) -> Path:
    """The source that stands beside a label file without `file`: X.txt, X.pdf for X.gold.json and X.1.gold.json."""
    stem = path.name.removesuffix(_SUFFIX)
    for name in (stem, _NUMBERED.sub("", stem)):
        sources = [p for p in sorted(path.parent.glob(f"{name}.*")) if p.stem == name and p.suffix != ".json"]
        if sources:
            return sources[0]
    raise UnreadableInput(f"{path}: names no source in `file`, and none stands beside it")


def _corrected(record: CorrectedRecord) -> GoldLabel:
    """Fields that were checked or corrected; paragraphs and redactions only where the whole record was checked."""
    held = {c.path: c.value for c in record.checked} | {c.path: c.now for c in record.corrections}
    values: dict[str, Any] = {}
    paragraphs: list[tuple[str, Any]] = []
    redactions: list[tuple[str, Any]] = []
    for path, value in held.items():
        if _PARAGRAPH.fullmatch(path):
            paragraphs.append((path, value))
        elif _REDACTION.fullmatch(path):
            redactions.append((path, value))
        else:
            put(values, path, value)
    if record.whole:
        put(values, "body.paragraphs", [outline(value) for _, value in sorted(paragraphs, key=_by_index)])
        values["redactions"] = [{"codes": value} for _, value in sorted(redactions, key=_by_index)]
    source = record.source
    return GoldLabel(source.name, values, Path(source.path), source.index, source.key)


def put(values: dict[str, Any], path: str, value: Any) -> None:
    """Put the value of the field at a path of the form into a label."""
    if path.startswith(ATTRIBUTES):  # whose names are the archive's, and may hold dots
        values.setdefault("attributes", {})[path.removeprefix(ATTRIBUTES)] = value
        return
    put_new(values, path, value)


def _by_index(item: tuple[str, Any]) -> int:
    return int(re.findall(r"\d+", item[0])[0])


def outline(paragraph: dict[str, Any]) -> dict[str, Any]:
    """A paragraph as it is labelled: by how it starts and ends."""
    return {**paragraph, "starts": paragraph["text"], "ends": paragraph["text"]}


def parsed(
    labels: Iterable[GoldLabel], options: SourceOptions, failed: Callable[[UnreadableInput | MissingProgram], None]
) -> Iterator[Pair]:
    """Each label with its record, its source parsed now; a cable that was not found in it is `{}`.

    `failed` is called for a source that cannot be read; its labels are left out.
    """
    by_path: dict[Path, list[GoldLabel]] = {}
    for label in labels:
        by_path.setdefault(label.path, []).append(label)
    for path, of_path in by_path.items():
        if not path.exists():
            failed(UnreadableInput(f"{path}: no such file; --sources says where the files are that labels name"))
            continue
        try:
            cables = parse_file(path, options=options)
        except (UnreadableInput, MissingProgram) as error:
            failed(error)
            continue
        for label in of_path:
            if label.known_key and not any(c.source.sha256 == label.known_key.sha256 for c in cables):
                failed(UnreadableInput(f"{label.name}: has changed since it was checked"))
            else:
                yield _pair(label, cables)


def among(labels: Iterable[GoldLabel], cables: Iterable[Cable]) -> list[Pair]:
    """Each label with its record among `cables`; a cable that is not among them is `{}`.

    Raises:
        UnreadableInput: a record has been corrected already, and so says nothing of how well it was read.
    """
    open_labels = {id(label): label for label in labels}
    found: dict[int, Pair] = {name: (label.name, label.values, {}) for name, label in open_labels.items()}
    by_hash: dict[str, list[GoldLabel]] = {}
    for label in open_labels.values():
        by_hash.setdefault(label.key.sha256 if label.key else "", []).append(label)
    for cable in cables:
        for label in (*by_hash.get(cable.source.sha256, ()), *by_hash.get("", ())):
            if label.fits(cable):
                if cable.corrections:
                    raise UnreadableInput(
                        f"{label.name}: was corrected already; evaluate the records as the program made them"
                    )
                found[id(label)] = _pair(label, [cable])
    return list(found.values())


def _pair(label: GoldLabel, cables: Iterable[Cable]) -> Pair:
    cable = next((c for c in cables if label.fits(c)), None)
    return label.name, label.values, json.loads(cable.to_json()) if cable else {}
