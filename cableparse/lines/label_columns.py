"""Labels that a text layer printed in one run, and their values in the next: values are told by type and order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from cableparse.lines.cut import LineStretch
from cableparse.lines.evidence import printed, shape
from cableparse.lines.fit import fit
from cableparse.lines.labelled import Labelled
from cableparse.lines.labels import Label, kind

# So many labels alone on their lines, one below the other, are a column of them.
_FEWEST = 4
# So many of a run's labels may have no value, as captions and references often have none.
_MOST_EMPTY = 3
# A heading has fewer printed lines, its labels and its values counted.
_HEADING = 80
_LISTS = frozenset({"to", "info", "exempted"})
# What a label costs that is passed over, a second line of a value that is no list, and a list that begins behind one.
_EMPTY = 0.1
_SECOND = 1.0
_OTHER_LIST = 0.3


def stretch_of(stretches: Sequence[LineStretch], family: str) -> tuple[int, int] | None:
    """Where a run of labels begins, and where the values below it end: with the first numbered paragraph, or the gap.

    None where there is no run.
    """
    shown = list(islice((i for i, s in enumerate(stretches) if s.text), _HEADING))
    rows = [_alone(stretches[i].text, family) for i in shown]
    first = _first(rows)
    if first is None:
        return None
    end = next((n for n in range(first, len(rows)) if rows[n] is None), len(rows))
    least = end - first - _MOST_EMPTY
    for n in range(end, len(shown)):
        if shape.number(stretches[shown[n]].text) or (stretches[shown[n]].gap and n - end >= least):
            return shown[first], shown[n]
    return shown[first], shown[-1] + 1


def _first(rows: Sequence[Label | None]) -> int | None:
    """Where so many labels in succession begin that they are a column."""
    return next((n for n in range(len(rows) - _FEWEST + 1) if all(rows[n : n + _FEWEST])), None)


def align(stretches: Sequence[LineStretch], family: str) -> list[Labelled] | None:
    """The stretches with their labels, or None where there is no run of labels."""
    shown = [(i, s) for i, s in enumerate(stretches) if s.text]
    rows = [_alone(s.text, family) for _, s in shown]
    first = _first(rows)
    if first is None:
        return None
    end = next((n for n in range(first, len(rows)) if rows[n] is None), len(rows))
    labels = [row for row in rows[first:end] if row]
    chosen = _assign([s.text for _, s in shown[end:]], labels)
    found = [_labelled(s, None) for s in stretches]
    for (index, stretch), row in zip(shown[first:end], labels, strict=True):
        found[index] = _labelled(stretch, row)._replace(value=stretch.end)
    for (index, stretch), label in zip(shown[end:], chosen, strict=True):
        found[index] = _labelled(stretch, labels[label])
    return found


def _alone(text: str, family: str) -> Label | None:
    """The label that is all of the text."""
    seen = max((p for p in printed.near(text, family) if p.value >= len(text)), key=lambda p: p.near, default=None)
    return seen.row if seen else None


def _assign(values: Sequence[str], labels: Sequence[Label]) -> list[int]:
    """For each value the label that it belongs to, in the labels' order, so that all of them fit best."""
    paths: list[tuple[float, list[int]]] = [(-_EMPTY * at, []) for at in range(len(labels))]
    for number, value in enumerate(values):
        fits = [2 * _fit(label.content, value) - 1 if label.content else 0.0 for label in labels]
        new: list[tuple[float, list[int]]] = []
        for at in range(len(labels)):
            ways = [score - _step(labels, held, at, number) for held, (score, _) in enumerate(paths[: at + 1])]
            best, before = max(ways), ways.index(max(ways))
            new.append((best + fits[at], [*paths[before][1], at]))
        paths = new
    return max(paths)[1]


def _fit(content: str, value: str) -> float:
    """How well a value is what a label asks for; before the group SMART prints a date: `Jul 2, 2012 / 021144Z JUL`."""
    _, stroke, group = value.rpartition(" / ")
    return fit(content, group if stroke and content == "dtg" else value)


def _step(labels: Sequence[Label], held: int, at: int, number: int) -> float:
    """What it costs to go from one label's value to another's."""
    if held == at:
        return _SECOND if number and labels[at].name not in _LISTS else 0.0
    both = labels[at].name in _LISTS and labels[held].name in _LISTS
    return _EMPTY * (at - held - 1) + (_OTHER_LIST if both else 0.0)


def _labelled(stretch: LineStretch, row: Label | None) -> Labelled:
    name = row.name if row else "envelope" if stretch.text else "speck" if stretch.line.text.strip() else "blank"
    return Labelled(stretch.line, stretch.start, stretch.end, name, kind(name), stretch.start)
