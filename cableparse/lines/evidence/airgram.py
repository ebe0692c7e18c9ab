"""The number of an airgram, which is in a series of its own (FORMATS.md 2)."""

from __future__ import annotations

import re
from functools import lru_cache

from cableparse import damage
from cableparse.lines.evidence.line_words import NEAR, SIGNS, near
from cableparse.lines.evidence.typed import figures
from cableparse.vocabulary import telling_words

_NUMBER = re.compile(rf"(?:(?:{telling_words.pattern('airgram number')})\W{{0,2}})?(?P<series>\w) ?- ?\w{{1,4}}", re.I)


@lru_cache(maxsize=4096)
def is_number(text: str) -> bool:
    """Whether the line is nothing but an airgram's number: `A-234`."""
    found = _NUMBER.fullmatch(damage.plain(text).strip(SIGNS))
    return (
        found is not None
        and near(found["series"], "A") > NEAR
        and figures(found[0].partition("-")[2].strip()) is not None
    )
