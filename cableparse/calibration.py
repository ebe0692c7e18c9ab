"""`calibration.json`: how often fields of a collection are right at each confidence, as a check of a sample found.

The program's own calibration is that of the cables that it was built with. This one is put on top of it: `points` and
`rows` say what share was right at a confidence of the program's own, and between two points a straight line does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from cableparse.errors import UnreadableInput
from cableparse.form_fields import row_with

_Share = Annotated[float, Field(ge=0, le=1)]
# As many hexadecimal digits tell the records of any collection apart.
_DIGITS = 16
# A confidence has two decimals.
_STEPS = 100


class Point(NamedTuple):
    """The share of the fields with this confidence that is right."""

    confidence: _Share
    right: _Share


def _rising(points: list[Point]) -> list[Point]:
    if any(one.confidence >= other.confidence or one.right > other.right for one, other in pairwise(points)):
        raise ValueError("a point stands after one that should follow it")
    return points


Curve = Annotated[list[Point], Field(min_length=1), AfterValidator(_rising)]


class Calibration(BaseModel):
    """A calibration: by whom and of what it was made, its curve for all fields, and of some rows of the form their own.

    `records` are the records that were checked for it, as `record_name` names them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    program: str
    made_on: str
    sample_drawn_on: str
    fields: int
    wrong: int
    points: Curve
    rows: dict[str, Curve] = Field(default_factory=dict)
    records: list[str]

    @cached_property
    def digest(self) -> str:
        """What tells it from all others."""
        return sha256(self.model_dump_json().encode()).hexdigest()

    def applied(self, confidence: Mapping[str, float]) -> dict[str, float]:
        """The confidences by path, each as it is in this collection."""
        return {path: self._curve_of(path)[round(sure * _STEPS)] for path, sure in confidence.items()}

    def told(self, digest: str, member: str | None, index: int) -> dict[str, object]:
        """What a record says of its calibration: which it is, and whether this very record was checked for it."""
        return {"sha256": self.digest, "own": record_name(digest, member, index) in self._names}

    def _curve_of(self, path: str) -> list[float]:
        # Of a list that is checked as one, items have the curve of the list.
        row = row_with(path)
        return self._curves.get(row or "", self._whole)

    @cached_property
    def _whole(self) -> list[float]:
        return _steps(self.points)

    @cached_property
    def _curves(self) -> dict[str, list[float]]:
        return {row: _steps(points) for row, points in self.rows.items()}

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self.records)


def record_name(digest: str, member: str | None, index: int) -> str:
    """What tells a record from all others, from its file's SHA-256, its member and its place there."""
    return sha256(f"{digest}\n{member or ''}\n{index}".encode()).hexdigest()[:_DIGITS]


def read(path: Path) -> Calibration:
    """The calibration in the file at `path`.

    Raises:
        UnreadableInput: it is missing, or is no calibration of version 1.
    """
    try:
        return Calibration.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        raise UnreadableInput(f"{path}: is no calibration of version 1: {place}: {first['msg']}") from error


def _steps(points: list[Point]) -> list[float]:
    """What stands for each hundredth: the point's share, between two of them the line's, beyond them the nearest's."""
    return [round(_at(points, step / _STEPS), 2) for step in range(_STEPS + 1)]


def _at(points: list[Point], confidence: float) -> float:
    after = bisect_right(points, confidence, key=lambda point: point.confidence)
    if after in (0, len(points)):
        return points[min(after, len(points) - 1)].right
    (left, low), (right, high) = points[after - 1], points[after]
    return low + (high - low) * (confidence - left) / (right - left)
