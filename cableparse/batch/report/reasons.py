"""Why a source could not be read, without the names in it: what failed alike is told together."""

from __future__ import annotations

import re

# How every reason goes on behind the names: `box/a.zip: inner.zip/setup.exe: looks like a binary file ...`.
_VERB = re.compile(
    r"(?:^|: )((?:is|are|was|looks|holds|has|cannot|took|takes|made|crashed|passes|would|no|unpacks)\b.*)", re.DOTALL
)
_NUMBER = re.compile(r"\d[\d,.]*(?<=\d)")


def why(reason: str, path: str) -> str:
    """The reason without the path of the file, which stands beside it."""
    return reason.removeprefix(f"{path}: ")


def kind_of(reason: str, path: str) -> str:
    """The reason without any name before it; numbers that differ from file to file are `N`."""
    rest = why(reason, path)
    found = _VERB.search(rest)
    return _NUMBER.sub("N", found[1] if found else rest)
