"""The labels made by hand as if a person had checked a sample with them.

    python tests/labels_as_checker.py FOLDER [--size 60] [--rate 0.02] [--seed 1]

FOLDER gets `records.jsonl`, the records of the labelled texts with so many of their characters damaged, `sample/`, a
sample of them, and `labels.corrections.json`: a field that agrees with its label, as tests/accuracy.py compares them,
was checked, one that does not was corrected, and of one that has no label it is unclear what is right.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus import gold, samples

from cableparse import __version__
from cableparse.audit.draw import draw
from cableparse.audit.drawn_sample import PLAN, RECORDS, Drawn, Sample
from cableparse.audit.frame import Frame
from cableparse.corrections import Checked, CorrectedRecord, Corrections, Key, Unclear, source_of
from cableparse.evaluation import Evaluation
from cableparse.field_path import NoSuchField, value_at
from cableparse.form_fields import held, named, names
from cableparse.pipeline import parse_document
from cableparse.record import Cable, Correction

DAY = "2026-03-02"
AT = f"{DAY}T10:00:00Z"
CHECKER = "The labels"
# Of a damaged print free text agrees from this share of letters in common on.
LIKENESS = 0.75
# Other label files say only what a test is about.
FEWEST = 12


def labelled(rate: float = 0.0) -> list[tuple[Cable, dict[str, Any]]]:
    """The cables that are labelled field by field with their labels, so many of their print's characters damaged."""
    texts = {sample.name: sample for sample in samples()}
    found = []
    for labels in [labels for labels in gold().values() if len(labels) >= FEWEST]:
        for cable in parse_document(texts[labels["file"]].document(rate)):
            if cable.source.index == labels.get("index", 0):
                found.append((cable, labels))
    return found


def rows() -> list[str]:
    """The rows of the form that half of the labelled cables or more have a label of."""
    counted = Evaluation()
    for cable, labels in labelled():
        counted.add("", labels, cable.model_dump(mode="json", by_alias=True))
    return [row for row in names() if row in counted.fields and 2 * counted.fields[row].records >= counted.records]


def write_sample(folder: Path, cables: list[Cable], size: int, seed: int, fields: list[str]) -> Sample:
    """Draw a sample by family into `folder`."""
    by = ("family",)
    frame = Frame(by, cables)
    made = draw(frame, size, seed, whole_documents=False)
    taken = [cables[place] for place in made.drawn]
    plan = Sample(
        program=f"cableparse {__version__}",
        drawn_on=DAY,
        seed=seed,
        by=list(by),
        whole_documents=False,
        level=0.95,
        margin=None,
        fields=fields,
        collection=["records.jsonl"],
        records=len(cables),
        documents=frame.documents,
        strata=made.strata,
        drawn=[
            Drawn(source=source_of(cables[place]), id=cables[place].id, stratum=stratum)
            for place, stratum in made.drawn.items()
        ],
    )
    folder.mkdir(parents=True)
    (folder / PLAN).write_text(plan.model_dump_json(indent=2), encoding="utf-8")
    write_records(folder / RECORDS, taken)
    return plan


def write_records(path: Path, cables: list[Cable]) -> None:
    path.write_text("".join(f"{cable.to_json()}\n" for cable in cables), encoding="utf-8")


def corrections(
    cables: list[Cable], labels: Mapping[Key, Mapping[str, Any]], fields: list[str], rate: float = 0.0
) -> Corrections:
    """What a person finds who has the labels."""
    return Corrections(version=1, records=[_checked(cable, labels, fields, rate) for cable in cables])


def _checked(cable: Cable, labels: Mapping[Key, Mapping[str, Any]], fields: list[str], rate: float) -> CorrectedRecord:
    source = source_of(cable)
    record = json.loads(cable.to_json())
    evaluation = Evaluation(LIKENESS if rate else 1.0)
    evaluation.add("", labels[source.key], record)
    wrong = {difference.field for difference in evaluation.differences}
    found = CorrectedRecord(source=source, id=cable.id)
    for row, path in _paths(record, fields):
        if row not in evaluation.fields:
            found.unclear.append(Unclear(path=path, by=CHECKER, at=AT, note="there is no label"))
        elif row in wrong:
            was, now = held(record, path), _label(labels[source.key], path)
            found.corrections.append(Correction(path=path, was=was, now=now, by=CHECKER, at=AT))
        else:
            found.checked.append(Checked(path=path, value=held(record, path), by=CHECKER, at=AT))
    return found


def _paths(record: Mapping[str, Any], fields: list[str]) -> Iterator[tuple[str, str]]:
    for row in fields:
        for path, _ in named(record, row):
            yield row, path


def _label(labels: Mapping[str, Any], path: str) -> Any:
    try:
        return value_at(labels, path)
    except NoSuchField:  # a field that is null need not be labelled as such
        return None


def write(folder: Path, size: int, seed: int = 1, rate: float = 0.0) -> Sample:
    """Write records, sample and corrections below `folder`."""
    pairs = labelled(rate)
    cables, fields = [cable for cable, _ in pairs], rows()
    folder.mkdir(parents=True, exist_ok=True)
    write_records(folder / "records.jsonl", cables)
    plan = write_sample(folder / "sample", cables, size, seed, fields)
    by_key = {source_of(cable).key: labels for cable, labels in pairs}
    taken = [cable for cable in cables if source_of(cable).key in plan.by_key]
    found = corrections(taken, by_key, fields, rate)
    (folder / "labels.corrections.json").write_text(found.model_dump_json(indent=1), encoding="utf-8")
    return plan


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=60, help="how many records are drawn")
    parser.add_argument("--rate", type=float, default=0.0, help="share of wrong characters")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.folder, options.size, options.seed, options.rate)


if __name__ == "__main__":
    main()
