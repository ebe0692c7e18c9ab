"""A sample is drawn and taken out of its collection: the plan, and the drawn records as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cableparse import __version__
from cableparse.audit.counted import asked
from cableparse.audit.design import size_for
from cableparse.audit.draw import Draw, draw
from cableparse.audit.drawn_sample import PLAN, RECORDS, Drawn, Sample
from cableparse.audit.frame import Frame, Names
from cableparse.corrections import Key, source_of
from cableparse.errors import UnreadableInput
from cableparse.record import Cable


class Choices(NamedTuple):
    """How a sample is to be drawn: `Sample` has what each means."""

    seed: int
    by: Names
    whole_documents: bool
    level: float
    margin: float | None
    fields: list[str]
    collection: list[str]


class DrawnFields(NamedTuple):
    """What was taken, and by row of the form how many fields are asked, and of how many records."""

    drawn: list[Drawn]
    fields: Counter[str]
    records: Counter[str]


def draw_into(
    folder: Path, frame: Frame, cables: Iterable[Cable], size: int | None, choices: Choices
) -> tuple[Sample, DrawnFields]:
    """Write the plan and the records of a sample of `size` records, or of as many as the margin asks for.

    Raises:
        UnreadableInput: a record was drawn twice, since the collection `cables` has it twice.
        MissingProgram: the size is asked of a margin, and the extra `statistics` is not installed.
    """
    if size is None:
        size = size_for(choices.margin or 1.0, choices.level, frame, choices.fields)
    drawn = draw(frame, size, choices.seed, whole_documents=choices.whole_documents)
    taken = _take(drawn, cables, choices.fields, folder / RECORDS)
    sample = Sample(
        program=f"cableparse {__version__}",
        drawn_on=f"{datetime.now(UTC):%Y-%m-%d}",
        seed=choices.seed,
        by=list(choices.by),
        whole_documents=choices.whole_documents,
        level=choices.level,
        margin=choices.margin,
        fields=choices.fields,
        collection=choices.collection,
        records=len(frame.stratum),
        documents=frame.documents,
        strata=drawn.strata,
        drawn=taken.drawn,
    )
    (folder / PLAN).write_text(sample.model_dump_json(indent=2) + "\n", encoding="utf-8", newline="\n")
    return sample, taken


def _take(draw: Draw, cables: Iterable[Cable], rows: list[str], target: Path) -> DrawnFields:
    """Write the drawn records to `target`, in the order of the collection."""
    taken = DrawnFields([], Counter(), Counter())
    keys: set[Key] = set()
    with target.open("w", encoding="utf-8", newline="\n") as file:
        for place, cable in enumerate(cables):
            if place not in draw.drawn:
                continue
            source = source_of(cable)
            if source.key in keys:
                raise UnreadableInput(f"{source.name}: is twice among RECORDS; give each record once")
            keys.add(source.key)
            file.write(cable.to_json() + "\n")
            taken.drawn.append(Drawn(source=source, id=cable.id, stratum=draw.drawn[place]))
            found = asked(cable, rows)
            taken.fields.update(each.row for each in found)
            taken.records.update({each.row for each in found})
    return taken
