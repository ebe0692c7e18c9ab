"""BagIt: a new folder with the originals, the records and the metadata, sha256 and sha512 of each, Payload-Oxum.

    data/objects/     the originals that the records name, copies too; names in plain ASCII
    data/records/     records.jsonl, all records whole
    data/metadata/    metadata.csv (Dublin Core with the paths of the bag) and premis.xml

Originals are copied, never moved: bagit works on the copy alone. Records from elsewhere could name any file of this
machine: an original is taken from below `WriterOptions.root`, or without a root where it is what the record was read
from, which its digest proves; whoever wrote the record has had it. One that is not at its `source.path` any more, or
that is not a file, or may not be taken, is noted, and the bag holds its record without it; so is one that has changed
since it was read. Nothing of a record is lost: records.jsonl holds all of it.

A record withholds text that no reader of its original sees; the original still has it. How many such originals the bag
holds, or with `WriterOptions.withhold_concealed` leaves out, stands in bag-info.txt under `Concealed-Text`, too.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

import bagit

from cableparse import __version__
from cableparse.diagnostics import Code
from cableparse.output import replacing
from cableparse.record import Cable, Source
from cableparse.sources.recorded import on_disk
from cableparse.writers import Notes, WriterOptions, dublin_core, premis
from cableparse.writers.descriptions import WHOLE
from cableparse.writers.files import ascii_path, originals, relative_path
from cableparse.writers.taken import Taken

MISSING = "the original is not at its path any more; the bag has the record without it"
CHANGED = "the original has changed since it was read; the bag has it as it is now"
RENAMED = "the name of the original is not plain ASCII; the bag has it under another, dc.source tells both"
CONCEALED = (
    "the original still has text that the record withholds; before you pass the bag on, leave such originals out with "
    "--withhold-concealed"
)
WITHHELD = "the original has text that the record withholds; it is not in the bag"
ELSEWHERE = (
    "what the record names is not below --root, or without --root nothing proves that it was read from there; it is "
    "not in the bag: name the folder of the originals with --root"
)
CLASH = "another original has the same name in the bag; this one is not in it"
BLOCKING = dublin_core.BLOCKING | {MISSING, ELSEWHERE, CLASH}

_CHECKSUMS = ("sha256", "sha512")
_CONCEALED_TEXT = {
    CONCEALED: "originals still have text that no reader of them sees and that their records withhold",
    WITHHELD: "originals were left out: they have text that no reader of them sees and that their records withhold",
}
_WITHHOLDING = frozenset({Code.CONCEALED_TEXT.code, Code.TEXT_OFF_PAGE.code})


def write(records: Iterable[Cable], target: Path, options: WriterOptions) -> Notes:
    """Write the bag."""
    notes = Notes()
    with replacing(target) as temporary:
        folder = temporary.absolute()
        for name in ("objects", "records", "metadata"):
            (folder / name).mkdir(parents=True)
        _copy(records, folder, options, notes)
        table = folder / "metadata" / "metadata.csv"
        notes += dublin_core.write_rows(records, table, options, lambda path: f"data/objects/{ascii_path(path)}", WHOLE)
        premis.write(records, folder / "metadata" / "premis.xml", options)
        bagit.make_bag(str(folder), _information(options, notes), checksums=list(_CHECKSUMS))
    return +notes


def _copy(records: Iterable[Cable], folder: Path, options: WriterOptions, notes: Notes) -> None:
    concealing = {each.path for cable in records if _withholds(cable) for each in originals(cable.source)}
    left_out = concealing if options.withhold_concealed else set()
    with (folder / "records" / "records.jsonl").open("w", encoding="utf-8", newline="\n") as file, Taken(str) as seen:
        for cable in records:
            file.write(cable.to_json() + "\n")
            for original in originals(cable.source):
                if original.path not in left_out and seen.times(original.path) == 1:
                    _copy_original(original, folder / "objects", options, notes)
    notes[WITHHELD] += len(left_out)
    notes[CONCEALED] += len(concealing - left_out)


def _withholds(cable: Cable) -> bool:
    return any(diagnostic.code in _WITHHOLDING for diagnostic in cable.diagnostics)


def _copy_original(source: Source, objects: Path, options: WriterOptions, notes: Notes) -> None:
    original, path = Path(on_disk(source.path)), relative_path(source, options)
    copy = objects / ascii_path(path)
    if not _is_file(original):
        notes[MISSING] += 1
        return
    digest = _sha256(original)
    if not _is_meant(original, source, digest, options):
        notes[ELSEWHERE] += 1
        return
    if copy.exists():
        notes[CLASH] += _sha256(copy) != digest
        return
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(original, copy)
    notes[RENAMED] += ascii_path(path) != path
    # Of a member the record has the digest of what lies in the archive.
    notes[CHANGED] += source.member is None and digest != source.sha256


def _is_meant(original: Path, source: Source, digest: str, options: WriterOptions) -> bool:
    """Whether a record may name this file: of a member its digest says nothing of the archive."""
    if options.own:
        return True
    if options.root is not None:
        return original.resolve().is_relative_to(Path(options.root).resolve())
    return source.member is None and digest == source.sha256


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that this file system does not take
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _information(options: WriterOptions, notes: Notes) -> dict[str, str]:
    concealed = (f"{notes[note]:,} {said}" for note, said in _CONCEALED_TEXT.items() if notes[note])
    told = {
        "Source-Organization": options.repository,
        "External-Identifier": options.collection,
        "Concealed-Text": next(concealed, None),
    }
    program = {"Bag-Software-Agent": f"cableparse {__version__}, bagit.py {bagit.VERSION}"}
    return {**{name: " ".join(text.split()) for name, text in told.items() if text}, **program}
