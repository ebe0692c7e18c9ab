"""How far two people who checked the same fields agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from cableparse.audit.figures import kappa
from cableparse.audit.judgement import FieldVerdict, Judgement


class Agreement(NamedTuple):
    """Two people's answers to the fields that both judged.

    `agreed` counts fields with one verdict and, of what is wrong, one value. `kappa` is Cohen's, of the verdicts; null
    where both gave one verdict only. `differing` has both judgements of the fields on which they differ.
    """

    people: tuple[str, str]
    both: int
    agreed: int
    kappa: float | None
    differing: list[tuple[Judgement, Judgement]]


def agreements(judged: Iterable[Judgement]) -> list[Agreement]:
    """The agreement of every two people who judged the same fields, by their names.

    Raises:
        MissingProgram: the extra `statistics` is not installed.
    """
    by_field: defaultdict[object, dict[str, Judgement]] = defaultdict(dict)
    for judgement in judged:
        by_field[judgement.field][judgement.by] = judgement
    pairs: defaultdict[tuple[str, str], list[tuple[Judgement, Judgement]]] = defaultdict(list)
    for of_field in by_field.values():
        for one, other in combinations(sorted(of_field), 2):
            pairs[one, other].append((of_field[one], of_field[other]))
    return [_agreement(people, both) for people, both in sorted(pairs.items())]


def _agreement(people: tuple[str, str], both: list[tuple[Judgement, Judgement]]) -> Agreement:
    table = [
        [sum((a.verdict, b.verdict) == (one, other) for a, b in both) for other in FieldVerdict] for one in FieldVerdict
    ]
    differing = [(a, b) for a, b in both if (a.verdict, a.value) != (b.verdict, b.value)]
    return Agreement(people, len(both), len(both) - len(differing), kappa(table), differing)
