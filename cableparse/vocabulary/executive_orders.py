"""The executive orders on classification whose numbers stand on E.O. lines."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cableparse import damage
from cableparse.vocabulary.tables import rows

_LABEL = re.compile(r"^\s*E[\s.]*O[\s.:]*", re.IGNORECASE)
# The orders on classification since 1953 have numbers of five digits.
_LENGTH = 5


@lru_cache(maxsize=1024)
def number(printed: str) -> tuple[str, bool] | None:
    """The digits of a known order, and whether they had to be repaired.

    A number with one wrong, missing, extra or exchanged digit, or with letters in place of digits, is repaired where
    one known order alone is that near (`11653`, `1295`, `l2356`). None where no order is certain.
    """
    text = _LABEL.sub("", damage.plain(printed)).strip(" .:,;")
    if text in _orders():
        return text, False
    digits = damage.digits(damage.without_specks("".join(text.split())))
    if not digits.isdecimal() or abs(len(digits) - _LENGTH) > 1:
        return None
    if digits in _orders():
        return digits, True
    near = [order for order in _orders() if damage.edits(digits, order, 1) <= 1]
    return (near[0], True) if len(near) == 1 else None


@cache
def _orders() -> frozenset[str]:
    found = (re.match(r"E\.O\. (\d{5})", row["order"]) for row in rows("executive_orders"))
    return frozenset(order[1] for order in found if order)
