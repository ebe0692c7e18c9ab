"""How accurate the lines' labels, the records and the records' confidence are.

    python tests/accuracy.py [--learned [4]] [--rates 0 0.01 0.02 0.05 0.1] [--json] [--calibrate]

The texts are read with cableparse/lines/weights.csv, which was made while looking at them. With `--learned` messages
are dealt into so many folds, and each fold is read with weights that tests/train.py learns from the others: the
weights' start, the vocabulary and the rules had seen these texts even so. Damage is put in by tests/noise.py. What
stands in brackets is the middle 95 % of what other draws of as many messages would have given. `--calibrate` writes
cableparse/calibration.csv from the clean prints and the damaged ones.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import gutter
import train
from corpus import FAMILIES, family, gold, groups

import cableparse
from cableparse.evaluation import FieldTally, Json, evaluate
from cableparse.lines import LabelledMessage, LineKind, arrange
from cableparse.lines.labels import kind
from cableparse.lines.weights import Weights
from cableparse.pages import Document
from cableparse.pipeline import parse_messages

RATES = (0.0, 0.01, 0.02, 0.05, 0.10)
FOLDS = 4
NOT_HELD_OUT = "weights.csv, made while looking at these texts: no figure is held out"
SEED = 1
# Of a damaged print free text agrees from this share of letters in common on.
LIKENESS = 0.75
# Draws with replacement; the interval's ends move by less than a point of F1 from one set of so many to the next.
DRAWS = 400
TENTHS = 10
# Paragraphs are compared by the words at their ends, which damage changes where the cut is right.
UNTOLD = frozenset({"body.paragraphs"})
CALIBRATION = Path(cableparse.__file__).with_name("calibration.csv")

Tallies = Mapping[str, FieldTally]
Pair = tuple[str, Json, Json]


class Measured(NamedTuple):
    """What was right in one message: tallies by name, and the family that it belongs to."""

    family: str
    tallies: Tallies


class Interval(NamedTuple):
    """A figure, and between what others it lies for other draws of as many messages."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}-{self.high:.3f})"


def folds(count: int) -> list[list[str]]:
    """The messages' names dealt out, each family evenly."""
    dealt: list[list[str]] = [[] for _ in range(count)]
    by_family: defaultdict[str, list[str]] = defaultdict(list)
    for name, texts in groups().items():
        by_family[family(texts[0])].append(name)
    for names in by_family.values():
        random.Random(SEED).shuffle(names)
        for name in names:
            min(dealt, key=len).append(name)
    return dealt


def weights_without(fold: Sequence[str]) -> Weights:
    """What all messages but those of a fold teach."""
    return train.learn(name for name in groups() if name not in fold)


@cache
def taught(learned: int) -> list[tuple[list[str], Weights | None]]:
    """Each of `learned` folds with the weights that it is read with; no folds are all messages with weights.csv."""
    return [(fold, weights_without(fold)) for fold in folds(learned)] if learned else [(list(groups()), None)]


@cache
def read(learned: int, rate: float) -> dict[str, tuple[Document, list[LabelledMessage]]]:
    """Every text with its messages, each read with the weights of its fold."""
    found = {}
    for fold, weights in taught(learned):
        for sample in [sample for name in fold for sample in groups()[name]]:
            document = sample.document(rate)
            found[sample.name] = document, arrange(document, weights)
    return found


def label_tallies(rows: Sequence[gutter.Row], found: Sequence[gutter.Row]) -> Tallies:
    """How many header labels of one text were found, under `all` and by label; every line counts once a label."""
    tallies: defaultdict[str, FieldTally] = defaultdict(FieldTally)
    for want, have in zip(rows, found, strict=True):
        wanted, had = (Counter(filter(_is_header, row.labels)) for row in (want, have))
        for label in wanted | had:
            right = min(wanted[label], had[label])
            for name in ("all", label):
                tallies[name].add(right, wanted[label] - right, had[label] - right)
    return tallies


def _is_header(label: str) -> bool:
    return label != LineKind.BLANK.value and kind(label) is LineKind.HEADER


def labels(learned: int, rate: float) -> dict[str, Measured]:
    """By message how many of its header lines are labelled right."""
    texts = read(learned, rate)
    found = {}
    for name, samples in groups().items():
        rows = [(gutter.read(sample.gutter), gutter.of_messages(texts[sample.name][1])) for sample in samples]
        found[name] = Measured(family(samples[0]), total(label_tallies(*both) for both in rows))
    return found


@cache
def made(learned: int, rate: float) -> dict[str, list[dict[str, Any]]]:
    """The records of every text, as they are written, each read with the weights of its fold."""
    return {
        name: [json.loads(cable.to_json()) for cable in parse_messages(messages, document)]
        for name, (document, messages) in read(learned, rate).items()
    }


def pairs(learned: int, rate: float) -> dict[str, list[Pair]]:
    """By text the labels made by hand, each with its record; that of a cable that was not found is `{}`."""
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for name, labels in gold().items():
        cables, index = made(learned, rate)[labels["file"]], labels.get("index", 0)
        found[labels["file"]].append((name, labels, cables[index] if index < len(cables) else {}))
    return found


def records(learned: int, rate: float) -> dict[str, Measured]:
    """By message how many of the fields labelled by hand are read right."""
    labelled, found = pairs(learned, rate), {}
    for name, samples in groups().items():
        of_message = [pair for sample in samples for pair in labelled.get(sample.name, [])]
        if of_message:
            found[name] = Measured(family(samples[0]), evaluate(of_message, likeness=likeness(rate)).fields)
    return found


def reliability(learned: int, rates: Iterable[float]) -> list[tuple[float, bool]]:
    """The confidence of each field that was labelled by hand and has one, and whether its value is right."""
    points = []
    for rate in rates:
        for pair in [pair for of_text in pairs(learned, rate).values() for pair in of_text]:
            for field, tally in evaluate([pair], likeness=likeness(rate)).fields.items():
                sure = _confidence(pair[2], field)
                if sure is not None and field not in UNTOLD:
                    points.append((sure, not (tally.missing or tally.extra)))
    return points


def likeness(rate: float) -> float:
    """How alike free text must be to its label: a damaged print's values are damaged themselves."""
    return LIKENESS if rate else 1.0


def _confidence(record: Mapping[str, Any], field: str) -> float | None:
    """The least confidence of a field's values."""
    held = [
        value
        for path, value in record.get("confidence", {}).items()
        if path == field or path.startswith((f"{field}[", f"{field}."))
    ]
    return min(held, default=None)


def total(tallies: Iterable[Tallies]) -> dict[str, FieldTally]:
    """The tallies of several added up."""
    found: defaultdict[str, FieldTally] = defaultdict(FieldTally)
    for named in tallies:
        for name, tally in named.items():
            found[name].add(tally.right, tally.missing, tally.extra)
    return dict(found)


def header_f1(tallies: Tallies) -> float:
    """F1 over the header's lines."""
    return tallies["all"].f1 if "all" in tallies else 0.0


def mean_f1(tallies: Tallies) -> float:
    """Mean F1 over the fields that say anything."""
    scores = [tally.f1 for tally in tallies.values() if tally.counts]
    return sum(scores) / len(scores) if scores else 0.0


def interval(measured: Sequence[Measured], figure: Callable[[Tallies], float]) -> Interval:
    """A figure of all messages, and between what others it lies."""
    rng = random.Random(SEED)
    drawn = sorted(figure(total(m.tallies for m in rng.choices(measured, k=len(measured)))) for _ in range(DRAWS))
    cut = len(drawn) // 40
    return Interval(figure(total(m.tallies for m in measured)), drawn[cut], drawn[-1 - cut])


def by_family(measured: Iterable[Measured]) -> dict[str, list[Measured]]:
    """The messages of each family that is told of, and of all of them."""
    found: dict[str, list[Measured]] = {name: [] for name in dict.fromkeys(FAMILIES.values())}
    for one in measured:
        if one.family in found:
            found[one.family].append(one)
    return found


def tenths(points: Iterable[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """For each tenth of the confidence its mean, the share that was right, and of how many fields."""
    held: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sure, right in points:
        held[min(int(sure * TENTHS), TENTHS - 1)].append((sure, right))
    return [
        (sum(s for s, _ in group) / len(group), sum(r for _, r in group) / len(group), len(group))
        for _, group in sorted(held.items())
    ]


def calibrate(learned: int, rates: Iterable[float]) -> None:
    """Write which share of the fields was right at each raw figure, never falling as the figure rises."""
    with mock.patch("cableparse.confidence.calibrated", side_effect=lambda raw: raw):
        found = tenths(reliability(learned, rates))
    rows, least = [], 0.0
    for raw, right, _ in found:
        least = max(least, right)
        rows.append((round(raw, 3), round(least, 3)))
    rows = [(0.0, 0.0), *[row for row in rows if 0 < row[0] < 1], (1.0, round(least, 3))]
    with CALIBRATION.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("raw", "right"), *rows])


def report(learned: int, rates: Sequence[float]) -> dict[str, Any]:
    """All figures."""
    found: dict[str, Any] = {"learned": learned, "labels": {}, "records": {}}
    for what, measure, figure in (("labels", labels, header_f1), ("records", records, mean_f1)):
        for rate in rates:
            for name, measured in by_family(measure(learned, rate).values()).items():
                fields = {field: round(t.f1, 4) for field, t in total(m.tallies for m in measured).items() if t.counts}
                told = {"messages": len(measured), "f1": interval(measured, figure)._asdict(), "fields": fields}
                found[what].setdefault(name, {})[str(rate)] = told
    found["reliability"] = tenths(reliability(learned, rates))
    return found


def shown(found: Mapping[str, Any]) -> str:
    """The figures as tables."""
    lines = [f"weights learned in {found['learned']} folds by message" if found["learned"] else NOT_HELD_OUT]
    for what, title in (("labels", "header F1 of the lines' labels"), ("records", "mean F1 of the records' fields")):
        lines += ["", title]
        for name, rates in found[what].items():
            lines += [
                f"  {name:12} {float(rate):5.0%}  {Interval(**told['f1'])}  {told['messages']} messages"
                for rate, told in rates.items()
            ]
        for name, rates in found[what].items():
            lines += ["", f"  {name}: F1 at {', '.join(f'{float(rate):.0%}' for rate in rates)} wrong characters"]
            fields = sorted({field for told in rates.values() for field in told["fields"]})
            for field in fields:
                scores = " ".join(f"{told['fields'].get(field, 0):6.3f}" for told in rates.values())
                lines.append(f"    {field:30} {scores}")
    lines += ["", "confidence, share right, fields"]
    lines += [f"  {sure:.3f}  {right:.3f}  {fields}" for sure, right, fields in found["reliability"]]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learned", type=int, nargs="?", default=0, const=FOLDS, help="folds to learn weights in")
    parser.add_argument("--rates", type=float, nargs="+", default=RATES, help="shares of wrong characters")
    parser.add_argument("--json", action="store_true", help="all figures as JSON")
    parser.add_argument("--calibrate", action="store_true", help="write cableparse/calibration.csv")
    options = parser.parse_args()
    if options.calibrate:
        calibrate(options.learned, options.rates)
        return
    found = report(options.learned, options.rates)
    sys.stdout.write((json.dumps(found, indent=1) if options.json else shown(found)) + "\n")


if __name__ == "__main__":
    main()
