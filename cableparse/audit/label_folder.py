"""A corrected collection as labels, beside copies of their sources: for training and for testing the next version."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from cableparse import sources
from cableparse.audit.sides import sides
from cableparse.audit.truth import truth
from cableparse.errors import CableparseError
from cableparse.output import replacing
from cableparse.record import Cable
from cableparse.sources import Opened, SourceOptions
from cableparse.sources.recorded import on_disk

TRAIN, TEST = "train", "test"
_SUFFIX = ".gold.json"
# Of a digest, behind a name that another file has: enough to tell some files apart by.
_DIGITS = 8
_Place = tuple[str, str | None, str]


class Written(NamedTuple):
    """Labels of each side, records whose source is gone, and the links and groups that held records together."""

    train: int
    test: int
    missing: int
    links: int
    groups: int


class _Labelled:
    """The records of which somebody looked at a field; each `iter()` reads them anew."""

    def __init__(self, records: Iterable[Cable]) -> None:
        self._records = records

    def __iter__(self) -> Iterator[Cable]:
        return (cable for cable in self._records if truth(cable))


def write_labels(
    records: Iterable[Cable], folder: Path, share: float, options: SourceOptions, failed: Callable[[str], None]
) -> Written:
    """Write FOLDER/train and FOLDER/test: NAME.gold.json beside NAME, for each record that people looked at.

    `records` are read several times. `failed` is told of a source that is not where it was, or was changed.

    Raises:
        OutputError: `folder` cannot be written.
        MissingProgram: the extra `labels` is not installed.
    """
    labelled = _Labelled(records)
    dealt = sides(labelled, share)
    written = {TRAIN: 0, TEST: 0}
    missing = 0
    with replacing(folder) as temporary:
        for side in (TRAIN, TEST):
            (temporary / side).mkdir(parents=True)
        names: dict[_Place, str | None] = {}
        for number, cable in enumerate(labelled):
            side = TEST if number in dealt.test else TRAIN
            source = cable.source
            place = source.path, source.member, source.sha256
            if place not in names:
                names[place] = _copied(cable, temporary / side, options)
                if names[place] is None:
                    failed(f"{source.path}: is not there as it was read; its records are not labelled")
            name = names[place]
            if name is None:
                missing += 1
                continue
            _write(temporary / side, name, source.index, truth(cable))
            written[side] += 1
    return Written(written[TRAIN], written[TEST], missing, dealt.links, dealt.groups)


def _write(folder: Path, name: str, index: int, values: dict[str, Any]) -> None:
    label = {"file": name, **({"index": index} if index else {}), **values}
    stem = f"{PurePath(name).stem}.{index}" if index else PurePath(name).stem
    text = json.dumps(label, ensure_ascii=False, indent=1) + "\n"
    (folder / f"{stem}{_SUFFIX}").write_text(text, encoding="utf-8", newline="\n")


def _copied(cable: Cable, folder: Path, options: SourceOptions) -> str | None:
    """The name of the copy of a record's source, None where it is not there any more as it was."""
    source = cable.source
    data = _data(cable, options)
    if data is None or sha256(data).hexdigest() != source.sha256:
        return None
    given = PurePath(source.member or source.path)
    name = given.name
    if any(folder.glob(f"{_plain(given.stem)}.*")):  # another file of this name
        name = f"{given.stem}-{source.sha256[:_DIGITS]}{given.suffix}"
    (folder / name).write_bytes(data)
    return name


def _plain(name: str) -> str:
    """A name for a pattern in which no sign means anything."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _data(cable: Cable, options: SourceOptions) -> bytes | None:
    source = cable.source
    if source.path == "-":
        return None
    try:
        if source.member is None:
            return Path(on_disk(source.path)).read_bytes()
        parts = sources.read_parts(on_disk(source.path), options=options)
        opened = (part for part in parts if isinstance(part, Opened))
        return next((one.part.data for one in opened if one.document.member == source.member), None)
    except (OSError, CableparseError):
        return None
