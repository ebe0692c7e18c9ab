"""How much checking a record wants, in one letter: from what a cable is found and cited by, and from what was left.

| grade | wants | the least sure of all | core fields that are null | words and lines left |
| --- | --- | --- | --- | --- |
| A | nothing | at least 0.95 | none | none |
| B | a look at its diagnostics and its least sure fields | at least 0.8 | at most one | at most one in five |
| C | its heading compared with the page | at least 0.5 | at most three | at most half |
| D | the page read | less | more | more |

"All" are the kind, the id, the sender, the addressees, the date, the classification, the subject, the share of
the lines that were placed and the share of the heading's words that were taken. Below 0.5 a field is more likely wrong
than right, and a record without four of the six is no description of its cable; 0.95 leaves one field in twenty wrong,
which nobody finds by looking at each. A print that never shows a field (forms of before 1973 have no subject) is B.
What is no cable, or a withdrawal notice, has no such fields, and is graded by the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cableparse.diagnostics import Code
from cableparse.field_path import found_at, list_of
from cableparse.record import MESSAGES, Grade

# Each may stand in any of these fields; of a list the least sure item counts.
_CORE = (
    ("id",),
    ("from.name", "message.originator"),
    ("to", "info"),
    ("dtg.utc", "drafting.drafted_on"),
    ("classification.level",),
    ("subject",),
)
# From here on a field wants no look of its own.
SURE = 0.95
_GRADES: tuple[tuple[Grade, float, int], ...] = (("A", SURE, 0), ("B", 0.8, 1), ("C", 0.5, 3))


def grade(record: Mapping[str, Any]) -> Grade:
    """The grade of a record as plain objects, which need not have the fields that are null."""
    if any([diagnostic["code"] == Code.POSSIBLE_CABLE.code for diagnostic in record["diagnostics"]]):
        return "D"
    coverage = record["coverage"]
    words = coverage["words"]
    least, missing = min(coverage["share"], 1 - words["left"] / (words["printed"] or 1)), 0
    if record["kind"] in MESSAGES:
        found = [next((path for path in paths if found_at(record, path)), None) for paths in _CORE]
        missing = found.count(None)
        unsure = [(path, sure) for path, sure in record["confidence"].items() if sure < SURE]
        core = {"kind", *found}
        least = min([least, *(sure for path, sure in unsure if list_of(path) in core)])
    complete = coverage["unparsed"] == words["left"] == 0
    for letter, sure, nulls in _GRADES:
        if least >= sure and missing <= nulls and (complete or letter != "A"):
            return letter
    return "D"
