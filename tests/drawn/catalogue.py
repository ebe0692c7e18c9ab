"""All kinds of files by their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from drawn.viewer import Draw, Seen


class Kind(NamedTuple):
    """What is done to a page.

    `seen` stands for what the viewer shows of the secret word where that is not what counts, for the `reason`. What is
    concealed has to be `told` by the record where it is text of the page.
    """

    name: str
    family: str
    draw: Draw
    seen: Seen | None = None
    reason: str = ""
    told: bool = True


KINDS: dict[str, Kind] = {}


def add(family: str, name: str, draw: Draw, seen: Seen | None = None, reason: str = "", *, told: bool = True) -> None:
    """Put a kind into the catalogue; raises ValueError where its name is taken."""
    if name in KINDS:
        raise ValueError(f"two kinds are named {name}")
    KINDS[name] = Kind(name, family, draw, seen, reason, told)


def kind(family: str, seen: Seen | None = None, reason: str = "") -> Callable[[Draw], Draw]:
    """Put the decorated function into the catalogue under its name."""

    def decorate(draw: Draw) -> Draw:
        add(family, draw.__name__, draw, seen, reason)
        return draw

    return decorate
