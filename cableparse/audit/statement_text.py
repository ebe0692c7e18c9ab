"""The statement of accuracy: sections of sentences, made of what a sample showed and what its collection holds.

Every figure of it is one of the findings', or was counted in the records or by the batch that made them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from cableparse import __version__, grammars
from cableparse.audit import converted
from cableparse.audit.collection import Collection
from cableparse.audit.drawn_sample import Sample, Stratum
from cableparse.audit.estimate import Estimate
from cableparse.audit.findings import Findings
from cableparse.audit.judgement import FieldVerdict
from cableparse.audit.reliability import CalibratedShare, reliability
from cableparse.audit.wording import counted, day, days, hundredths, label, listed, percent, share
from cableparse.statement import AccuracyStatement, Checking, StatementSection, StatementTable

_PROGRAM = f"cableparse {__version__}"
_TITLE = "How accurate the records are"
# Of so many strata each is told by name; of more, how many there are.
_MOST_STRATA = 8
# As many hexadecimal digits tell a grammar from all others.
_DIGITS = 12
# Of a share: a tenth of a percent.
_DECIMALS = 3
# Of fewer fields of a family an interval says next to nothing.
_FEWEST = 10


def statement(
    found: Findings, calibrated: CalibratedShare, collection: Collection | None, title: str | None = None
) -> AccuracyStatement:
    """The statement; `collection` is null where its records are not at hand: it is told of as the sample knows it.

    `title` is the name of what was converted.
    """
    sections = [
        converted.what(found.sample, collection),
        _how(found.sample, collection),
        _drawn(found),
        _accuracy(found),
        converted.not_read(collection),
        StatementSection(
            title="What a reader should know",
            paragraphs=converted.to_know(collection),
            tables=_confidences(found, calibrated),
        ),
    ]
    return AccuracyStatement(
        program=_PROGRAM,
        made_on=f"{datetime.now(UTC):%Y-%m-%d}",
        title=f"{_TITLE}: {title}" if title else _TITLE,
        summary=" ".join(_summary(found)),
        checking=_checking(found),
        sections=[section for section in sections if section.paragraphs or section.tables],
    )


def _checking(found: Findings) -> Checking | None:
    if not found.judged:
        return None
    dates = sorted(judgement.at[:10] for judgement in found.judged)
    return Checking(by=sorted(found.checkers), first=dates[0], last=dates[-1], is_complete=found.is_complete)


def _summary(found: Findings) -> Iterator[str]:
    if not found.is_complete:
        yield (
            f"This sample is not finished: {found.left:,} of its {counted(len(found.judged) + found.left, 'field')} "
            "have not been checked. The figures are of those that were, and may change."
        )
    sample = found.sample
    yield (
        f"To learn how accurate the records are, {len(sample.drawn):,} of {counted(sample.records, 'record')} were "
        "drawn at random, and people compared their fields with the documents."
    )
    if found.whole:
        yield _whole(found.whole, counted(len(found.rows), "field"), percent(sample.level))


def _whole(found: Estimate, fields: str, level: str) -> str:
    shown, checked = hundredths(found), counted(found.checked, "record")
    if not found.wrong:
        return (
            f"None of the {checked} that were checked has anything wrong in the {fields} ({level} interval: nothing "
            f"wrong in {shown.interval} of 100)."
        )
    return (
        f"Of 100 records {shown.right} have nothing wrong in the {fields} that were checked ({level} interval "
        f"{shown.interval}; {checked} checked)."
    )


def _how(sample: Sample, collection: Collection | None) -> StatementSection:
    inputs = collection.inputs if collection else None
    made_by = f"cableparse {inputs.version}" if inputs else sample.program
    # Another version's grammar is not known here.
    digest = f" (grammar {grammars.digest()[:_DIGITS]})" if made_by == _PROGRAM else ""
    paragraphs = [
        f"The records were made by {made_by}{digest}. It reads what is printed by rules, grammars and vocabularies of "
        "the Department's telegrams; each field says where on the page it was read."
    ]
    return StatementSection(title="How it was converted", paragraphs=[*paragraphs, *converted.readings(collection)])


def _drawn(found: Findings) -> StatementSection:
    sample = found.sample
    unit = "documents, each with all its records," if sample.whole_documents else "records"
    drawn = (
        f"On {day(sample.drawn_on)} {len({one.document for one in sample.drawn}):,} of {sample.documents:,} {unit}"
        if sample.whole_documents
        else f"On {day(sample.drawn_on)} {len(sample.drawn):,} of {sample.records:,} {unit}"
    )
    strata = f", {_strata(sample)}" if len(sample.strata) > 1 else ""
    paragraphs = [
        f"{drawn} were drawn at random (cableparse sample, seed {sample.seed}){strata}. In the estimates each record "
        "stands for as many as it was drawn from."
    ]
    if found.checkers:
        people = listed([f"{person} ({counted(number, 'field')})" for person, number in sorted(found.checkers.items())])
        checking = _checking(found)
        paragraphs.append(f"They were checked {days(checking.first, checking.last) if checking else ''} by {people}.")
    paragraphs += _unclear(found)
    paragraphs += _agreements(found)
    return StatementSection(title="How the sample was drawn and checked", paragraphs=paragraphs)


def _strata(sample: Sample) -> str:
    by = listed(sample.by)
    if len(sample.strata) > _MOST_STRATA:
        return f"from each of {len(sample.strata)} groups (by {by}) for itself"
    return f"from each group by {by} for itself: " + "; ".join(_stratum(sample, each) for each in sample.strata)


def _stratum(sample: Sample, stratum: Stratum) -> str:
    drawn, of = (
        (stratum.drawn_documents, stratum.documents)
        if sample.whole_documents
        else (stratum.drawn_records, stratum.records)
    )
    names = ", ".join(map(converted.family, stratum.names)) if stratum.names else "small groups together"
    return f"{names} {drawn:,} of {of:,}"


def _unclear(found: Findings) -> Iterator[str]:
    unclear = sum(judgement.verdict is FieldVerdict.UNCLEAR for judgement in found.judged)
    if unclear:
        yield (
            f"Of {unclear:,} of the {counted(len(found.judged), 'field')} the page does not tell what is right; they "
            "count neither as right nor as wrong."
        )


def _agreements(found: Findings) -> Iterator[str]:
    for pair in found.agreements:
        kappa = f"; Cohen's kappa {pair.kappa:.2f}" if pair.kappa is not None else ""
        rows = dict.fromkeys(label(one.row) for one, _ in pair.differing)
        differ = f" They differ in: {', '.join(rows)}." if rows else ""
        agreed = percent(round(pair.agreed / pair.both, _DECIMALS))
        yield (
            f"{listed(pair.people)} both checked {counted(pair.both, 'field')} and agree on {pair.agreed:,} "
            f"({agreed}{kappa}).{differ} Where they differ the latest counts."
        )


def _accuracy(found: Findings) -> StatementSection:
    level = found.sample.level
    untold = [label(row) for row in found.sample.fields if row not in found.rows]
    none = (
        [f"No figure: {', '.join(untold)}. The sample has none that was checked and could be told."] if untold else []
    )
    return StatementSection(
        title="How accurate the fields are",
        paragraphs=[
            "A field is right if it holds what the document shows, and is empty where the document shows nothing. The "
            f"interval holds the true share of the whole collection {percent(level)} of the time.",
            *none,
        ],
        tables=[_rows(found), *_differing(found)] if found.rows else [],
    )


def _rows(found: Findings) -> StatementTable:
    level = found.sample.level
    return StatementTable(
        caption="Right of 100 fields, by field",
        head=["Field", "Right of 100", f"{percent(level)} interval", "Checked", "Wrong", "Unclear"],
        rows=[
            [label(row), shown.right, shown.interval, f"{each.checked:,}", f"{each.wrong:,}", f"{each.unclear:,}"]
            for row, each in found.rows.items()
            for shown in [hundredths(each)]
        ],
        lines=[f"{label(row)}: {share(each, level)}" for row, each in found.rows.items()],
    )


def _differing(found: Findings) -> list[StatementTable]:
    """The fields of families in which each interval leaves out the other's share: beyond what the draw may do."""
    told = [
        (family, row, each)
        for family, rows in found.families.items()
        for row, each in rows.items()
        if row in found.rows and _differ(each, found.rows[row])
    ]
    if not told or len(found.families) == 1:
        return []
    level = found.sample.level
    return [
        StatementTable(
            caption="Where a family of prints differs from the whole",
            head=["Family and field", "Right of 100", f"{percent(level)} interval", "Checked", "Wrong", "All families"],
            rows=[
                [
                    f"{converted.family(family)}: {label(row)}",
                    shown.right,
                    shown.interval,
                    f"{each.checked:,}",
                    f"{each.wrong:,}",
                    hundredths(found.rows[row]).right,
                ]
                for family, row, each in told
                for shown in [hundredths(each)]
            ],
            lines=[
                f"{label(row)}, {converted.family(family)}: {share(each, level)}; of all families "
                f"{hundredths(found.rows[row]).right} in 100"
                for family, row, each in told
            ],
        )
    ]


def _differ(one: Estimate, other: Estimate) -> bool:
    is_known = one.checked >= _FEWEST and (one.wrong or other.wrong)
    return bool(is_known) and not (one.low <= other.right <= one.high or other.low <= one.right <= other.high)


def _confidences(found: Findings, calibrated: CalibratedShare) -> list[StatementTable]:
    bins = reliability(found)
    if not bins:
        return []
    level = found.sample.level
    leak = ", which are measured here on the records that they were calibrated with" if calibrated.leaks else ""
    ranges = [f"{each.low:g} to {each.high:g}" for each in bins]
    return [
        StatementTable(
            caption=f"How right fields are by their confidence{leak}",
            head=["Confidence", "Expected of 100", "Right of 100", f"{percent(level)} interval", "Checked", "Wrong"],
            rows=[
                [
                    name,
                    f"{100 * each.expected:.0f}",
                    shown.right,
                    shown.interval,
                    f"{each.found.checked:,}",
                    f"{each.found.wrong:,}",
                ]
                for name, each in zip(ranges, bins, strict=True)
                for shown in [hundredths(each.found)]
            ],
            lines=[
                f"Confidence {name}: {100 * each.expected:.0f} in 100 expected to be right; {share(each.found, level)}"
                for name, each in zip(ranges, bins, strict=True)
            ],
        )
    ]
