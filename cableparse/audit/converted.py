"""What was converted, what was not, and what a reader of the records should know: sentences for a statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cableparse.audit.collection import Collection, Inputs
from cableparse.audit.drawn_sample import Sample
from cableparse.audit.strata import UNKNOWN
from cableparse.audit.wording import counted, listed
from cableparse.diagnostics import Code
from cableparse.statement import StatementSection

_KINDS = {
    "cable": ("cable", "cables"),
    "airgram": ("airgram", "airgrams"),
    "withdrawal_notice": ("withdrawal notice", "withdrawal notices"),
    "not_a_cable": ("document that is no cable", "documents that are no cables"),
}
_FAMILIES = {
    "electronic": "electronic telegrams",
    "acp127": "teletype messages (ACP-127)",
    "smart": "SMART messages",
    "form": "telegram forms",
    "unknown": "messages of no known layout",
    "withdrawal_notice": "withdrawal notices",
    "not_a_cable": "documents that are no cables",
}
# How the text of a page was got, where it was no text file.
_LAYERS = {"text": "have the text layer of their PDF", "rapidocr": "were recognised by RapidOCR"}
_RECOGNISED = "were recognised by {}"
# Of what failed, so many reasons are told.
_MOST_REASONS = 5
# Of a digest: enough to tell calibrations apart by.
_DIGITS = 12
_TWO_FACTS = "The level at which a cable was classified and its release are two facts, and stand in two fields."
_REPAIRED = (Code.REPAIRED.code, Code.LABEL_REPAIRED.code)


def family(name: str) -> str:
    """What people call a family of prints."""
    return _FAMILIES.get(name, name)


def what(sample: Sample, collection: Collection | None) -> StatementSection:
    """How many records of how many documents, of what kinds, families and years, and from where."""
    found = collection
    records = f"{counted(sample.records, 'record')} of {counted(sample.documents, 'document')}"
    if found is None:
        return StatementSection(title="What was converted", paragraphs=[f"{records}."])
    kinds = [counted(found.kinds[kind], *names) for kind, names in _KINDS.items() if found.kinds[kind]]
    paragraphs = [f"{counted(found.records, 'record')} of {counted(found.documents, 'document')}: {listed(kinds)}."]
    if found.span:
        first, last = found.span
        years = f"They are of {first}" if first == last else f"They are of {first} to {last}"
        undated = f"; {found.years[UNKNOWN]:,} without a year" if found.years[UNKNOWN] else ""
        paragraphs.append(f"{years}{undated}.")
    families = {name: number for name, number in found.families.most_common() if name not in _KINDS}
    if families:
        told = listed([f"{number:,} {family(name)}" for name, number in families.items()])
        paragraphs.append(f"By their print they are {told}.")
    paragraphs += [f"Released as a whole: {basis} ({counted(n, 'record')})." for basis, n in found.bases.most_common()]
    return StatementSection(title="What was converted", paragraphs=[*paragraphs, *_given(found.inputs)])


def _given(inputs: Inputs | None) -> Iterator[str]:
    if inputs is None:
        return
    given = ", ".join(inputs.given)
    files, documents = counted(inputs.files, "file"), counted(inputs.documents, "document")
    copies = (
        f" Byte for byte the same as another, and without a record: {inputs.duplicates:,}." if inputs.duplicates else ""
    )
    yield f"They were read from {files} ({given}) with {documents}.{copies}"


def readings(collection: Collection | None) -> Iterator[str]:
    """How the text was got, and what was done to the records since."""
    if collection is None:
        return
    layers = [
        f"{number:,} {_LAYERS.get(layer, _RECOGNISED.format(layer))}"
        for layer, number in collection.layers.most_common()
        if layer
    ]
    plain = collection.layers[None]
    if layers:
        given = [f"{plain:,} were given as text"] if plain else []
        yield f"Of the {counted(collection.records, 'record')} {listed([*given, *layers])}."
    else:
        yield "All were given as text: no page had to be recognised."
    if collection.corrected:
        yield f"People put values right in {counted(collection.corrected, 'record')}; each says who did, and when."
    if collection.calibrations:
        yield (
            f"The confidences of {counted(sum(collection.calibrations.values()), 'record')} are calibrated to this "
            f"collection (calibration {', '.join(digest[:_DIGITS] for digest in collection.calibrations)})."
        )


def not_read(collection: Collection | None) -> StatementSection:
    """What has no record, and what of the records is in no field."""
    paragraphs = [*_lost(collection.inputs), *_left(collection)] if collection else []
    return StatementSection(title="What was not read", paragraphs=paragraphs)


def _lost(inputs: Inputs | None) -> Iterator[str]:
    if inputs is None:
        return
    if inputs.waiting:
        yield f"The conversion is not finished: {counted(inputs.waiting, 'document')} are waiting to be read."
    if inputs.failed:
        reasons = [f"{reason} ({number:,})" for reason, number in inputs.failures[:_MOST_REASONS]]
        others = len(inputs.failures) - len(reasons)
        more = f"; and {counted(others, 'other reason')}" if others else ""
        yield f"{counted(inputs.failed, 'document')} could not be read, or not wholly: {'; '.join(reasons)}{more}."
    else:
        yield "No document failed to be read."
    if inputs.to_look_at:
        yield f"A list of what a person must look at has {counted(inputs.to_look_at, 'document')}, these included."
    if inputs.gone:
        yield f"Of {counted(inputs.gone, 'file')} that are among the originals no more the records stay."


def _left(found: Collection) -> Iterator[str]:
    if found.lines:
        yield (
            f"Of {counted(found.lines, 'line')} {_of(found.unparsed, found.lines)} could not be placed, and of "
            f"{counted(found.words, 'word')} of the headings {_of(found.left, found.words)} went into no field. Both "
            "are kept in the record, apart from its fields."
        )
    told = _told(
        found.codes,
        {
            Code.OTHER_AGENCY: "telegrams of another agency, whose headings were not read into fields",
            Code.FRAGMENT: "fragments without a heading",
            Code.TEXT_LOST: "texts that break off or are lost",
            Code.NO_TEXT: "documents with pages whose text could not be read",
            Code.DAMAGED_PDF: "damaged PDFs",
            Code.LIMIT_REACHED: "documents that pass a limit, and were not read to their end",
            Code.POSSIBLE_CABLE: "likely cables that could not be read as such",
        },
    )
    if told:
        yield f"Among the records are {listed(told)}."


def to_know(collection: Collection | None) -> list[str]:
    """What confidences, repairs, withheld text and release markings are."""
    confidence = (
        "Each field has a confidence between 0 and 1, which says how likely it is right; the table below says how true "
        "that is here. The fields of least confidence are the ones to compare with the document first."
    )
    if collection is None:
        repaired = "Where damaged print was read as the nearest known word the record says so, with what is printed."
        return [confidence, repaired]
    return [confidence, *_repaired(collection), *_withheld(collection), *_released(collection)]


def _repaired(found: Collection) -> Iterator[str]:
    repaired = max(found.codes[code] for code in _REPAIRED)
    number = f"at least {counted(repaired, 'record')}" if repaired else "no record"
    yield f"Damaged print was read as the nearest known word in {number}; each says so, with what is printed."


def _withheld(found: Collection) -> Iterator[str]:
    if hidden := found.codes[Code.CONCEALED_TEXT.code]:
        yield (
            f"The files of {counted(hidden, 'record')} have text that no reader of them sees, as under a redaction; "
            "that text is withheld and is in no record."
        )


def _released(found: Collection) -> Iterator[str]:
    stamped = [f"{status} {number:,}" for status, number in found.releases.most_common() if status]
    none = found.releases[None]
    printed = f"As printed on the documents: {', '.join(stamped)}. " if stamped else ""
    basis = sum(found.bases.values())
    if none and not basis:
        yield (
            f"{printed}Without a release marking: {counted(none, 'message')}; nothing here says whether they are "
            f"public. {_TWO_FACTS}"
        )
    elif printed:
        yield printed + _TWO_FACTS


def _told(codes: Counter[str], meanings: Mapping[Code, str]) -> list[str]:
    return [f"{meaning} ({codes[code.code]:,})" for code, meaning in meanings.items() if codes[code.code]]


def _of(part: int, whole: int) -> str:
    """`12 (0.3 %)`."""
    return f"{part:,} ({100 * part / whole:.2g} %)" if part and whole else "none"
