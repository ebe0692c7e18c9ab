"""What statistics gives, by statsmodels and scipy: intervals, sizes, agreement beyond chance, shares that rise."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, isinf
from typing import Any

from cableparse.errors import MissingProgram

# With one degree of freedom next to nothing may lie outside: of less there is no normal quantile.
_LEAST = 1e-300


def interval(share: float, count: float, level: float, freedom: int) -> tuple[float, float]:
    """Wilson's interval for a share of what has the weight of `count` independent draws, which need not be whole.

    The spread was estimated with so many degrees of `freedom`: Student's t takes the place of the normal quantile. Of
    what was counted wholly, an infinite `count`, the share is known.

    Raises:
        MissingProgram: the extra `statistics` is not installed.
    """
    if isinf(count):
        return share, share
    outside = max(2 * _norm().cdf(-_student().ppf((1 + level) / 2, max(freedom, 1))), _LEAST)
    low, high = _proportions().proportion_confint(share * count, count, outside, method="wilson")
    return max(float(low), 0.0), min(float(high), 1.0)


def size(share: float, margin: float, level: float) -> float:
    """How many independent draws tell `share` to within `margin`.

    Raises:
        MissingProgram: the extra `statistics` is not installed.
    """
    return float(_proportions().samplesize_confint_proportion(share, margin, 1 - level))


def kappa(table: Sequence[Sequence[int]]) -> float | None:
    """Cohen's kappa of a square table of two people's answers; null where both gave one answer only.

    Raises:
        MissingProgram: the extra `statistics` is not installed.
    """
    if sum(any(row) for row in table) == sum(any(column) for column in zip(*table, strict=True)) == 1:
        return None
    found = float(_imported("statsmodels.stats.inter_rater").cohens_kappa(table, return_results=False))
    return found if isfinite(found) else None


def levels(shares: Sequence[float], weights: Sequence[float]) -> list[int]:
    """Where each level of the isotonic regression of the shares begins, and after the last one the end.

    Raises:
        MissingProgram: the extra `statistics` is not installed.
    """
    found = _imported("scipy.optimize").isotonic_regression(shares, weights=weights)
    return [int(at) for at in found.blocks]


def _norm() -> Any:
    return _imported("scipy.stats").norm


def _student() -> Any:
    return _imported("scipy.stats").t


def _proportions() -> Any:
    return _imported("statsmodels.stats.proportion")


def _imported(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingProgram("install what estimates shares with `pip install 'cableparse[statistics]'`") from error
