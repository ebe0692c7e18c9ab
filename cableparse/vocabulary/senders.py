"""Services whose telegrams are none of the Department's: what their sender's line or their title prints."""

from __future__ import annotations

import re
from functools import cache

from cableparse.vocabulary.tables import rows

# The office behind a military address stands between double strokes (FORMATS.md 6): CDR902DMIGP FT MEADE MD//IAGPA//
_MILITARY = re.compile(r"[/I]{2}[A-Z]{2,8}(?:-[A-Z0-9-]+)*[/I]{0,2}\W*$")


def service(text: str) -> str | None:
    """The service that a line of a heading names, None where it names none.

    Its words stand first, behind a label at most, or close a short name: `LUSAKA STATION`.
    """
    found = _pattern().match(" ".join(text.upper().split()))
    if found is not None:
        return _services()[found[1]]
    return "the armed forces" if _MILITARY.search(text) else None


@cache
def _services() -> dict[str, str]:
    return {row["words"]: row["service"] for row in rows("senders")}


@cache
def _pattern() -> re.Pattern[str]:
    listed = "|".join(re.escape(words) for words in sorted(_services(), key=lambda words: -len(words)))
    return re.compile(rf"(?:\W*\w{{2,4}}\b:? ?(?:\w+ )?)??({listed})\b")
