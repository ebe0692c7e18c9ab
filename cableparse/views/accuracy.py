"""How well records agree with their labels: a table for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from cableparse.controls import visible
from cableparse.evaluation import Difference, Evaluation, FieldTally


def as_table(evaluation: Evaluation, show: int) -> Iterator[str]:
    """Lines without line ends: the fields, the worst first, then the `show` worst files with their differences."""
    yield f"{'field':<32}{'files':>6}{'values':>8}{'precision':>11}{'recall':>8}{'F1':>8}"
    for name, tally in sorted(evaluation.fields.items(), key=lambda item: (item[1].f1, item[0])):
        yield (
            f"{name:<32}{tally.records:>6}{tally.right + tally.missing:>8}"
            f"{tally.precision:>11.3f}{tally.recall:>8.3f}{tally.f1:>8.3f}"
        )
    yield (
        f"mean F1 over fields {evaluation.mean_f1:.4f}; over all values {evaluation.all_f1:.4f}; "
        f"files with nothing wrong {evaluation.whole} of {evaluation.records}"
    )
    for name, tally in evaluation.worst[:show]:
        yield ""
        yield visible(f"{name}: F1 {tally.f1:.3f}, {tally.missing} missing, {tally.extra} extra")
        for difference in _of(evaluation, name):
            yield visible(f"  {difference.field}: {_told(difference)}")


def as_json(evaluation: Evaluation, show: int) -> str:
    """The same as one object; `files` has the `show` worst."""
    return json.dumps(
        {
            "records": evaluation.records,
            "whole": evaluation.whole,
            "mean_f1": evaluation.mean_f1,
            "all_f1": evaluation.all_f1,
            "fields": {name: {"files": t.records, **_scores(t)} for name, t in sorted(evaluation.fields.items())},
            "worst": [
                {
                    "file": name,
                    **_scores(tally),
                    "differences": [
                        {"field": d.field, "missing": d.missing, "extra": d.extra} for d in _of(evaluation, name)
                    ],
                }
                for name, tally in evaluation.worst[:show]
            ],
        },
        indent=2,
        ensure_ascii=False,
    )


def _of(evaluation: Evaluation, name: str) -> list[Difference]:
    return [difference for difference in evaluation.differences if difference.label == name]


def _told(difference: Difference) -> str:
    sides = [("missing", difference.missing), ("extra", difference.extra)]
    return "; ".join(f"{side} {', '.join(map(_words, keys))}" for side, keys in sides if keys)


def _words(key: object) -> str:
    """A value as it was compared."""
    parts = key if isinstance(key, tuple) else (key,)
    return " ".join(str(part) for part in parts if part is not None and part != "") or "nothing"


def _scores(tally: FieldTally) -> dict[str, object]:
    return {
        "right": tally.right,
        "missing": tally.missing,
        "extra": tally.extra,
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
    }
