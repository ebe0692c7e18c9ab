"""How well a text has the content that a label's row names, from 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Callable

from cableparse.lines.evidence import shape, words
from cableparse.vocabulary import posts, precedence

_MRN = re.compile(r"(?:\d\d|(?:19|20)\d\d) (?P<post>[A-Za-z][A-Za-z .'-]+?) \d{1,6}\W*$")
_INDICATOR = re.compile(r"R[UH][A-Z]{3,6}\W*$")
_CONTENTS: dict[str, Callable[[str], float]] = {
    "offices": words.offices,
    "officer": words.officer,
    "addressee": words.addressee,
    "eo": words.eo,
    "tags": words.tag_codes,
    "references": words.references,
    "reason": words.reason,
    "handling": words.handling,
    "dtg": shape.dtg,
    "class_line": shape.class_line,
    "filing": shape.filing,
    "routing": shape.routing,
    "precedence": lambda text: 1.0 if text.split()[0].upper() in precedence.WORDS else 0.0,
    "level": lambda text: shape.level(text)[0],
    "indicator": lambda text: 1.0 if _INDICATOR.match(text) else 0.0,
    "sender": lambda text: words.addressee(text.removeprefix("FM ")) if text.startswith("FM ") else 0.0,
    "mrn": lambda text: 1.0 if (found := _MRN.match(text)) and posts.find(found["post"]) else 0.0,
}
# Where nothing is known of a value, it fits neither well nor ill.
_UNKNOWN = 0.5


def fit(content: str, text: str) -> float:
    """How well `text` is what `content` names; one half for a content that nothing here knows."""
    known = _CONTENTS.get(content)
    return known(text) if known else _UNKNOWN
