"""How near the beginning of a line is to a label's printed form."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from cableparse import damage
from cableparse.lines import labels
from cableparse.lines.labels import Label
from cableparse.vocabulary import executive_orders
from cableparse.vocabulary.tables import rows

# A label ends in a colon, or in what is printed and read for one.
_MARK = re.compile(r"[ \t]*[:;.,=/¢!\"“”-]{1,3}[ \t]*|[ \t]+|$")
_COLON = re.compile(r"[ \t]*[:;=!][ \t]*")
# Longer prints of labels are found by their words (form_print.py).
_LONGEST_PREFIX = 34
_FIRST_COLON = re.compile(rf"[^:;=!]{{1,{_LONGEST_PREFIX}}}?(?=[ \t]*[:;=!])")
_WORD = re.compile(r"[^\s:;=\"“”]+")
_BEFORE_ORDER = re.compile(r".{2,7}?(?=[ \t]?[1lI] ?\d ?\d)")
_ORDER = re.compile(r"(?P<label>[^\s\d]{1,5}(?: [^\s\d]{1,2})?) ?(?P<order>\d{5}) ?:")
_SIGNS = re.compile(r"[\W_]+")
# The longer labels of telegrams and of SMART have two words, and OCR may break one in two.
_MOST_WORDS = 3
# A label of two or three letters is near many words: one look-alike is all that may differ.
_LEAST = {2: 0.6, 3: 0.7}
# Nearly one letter in three may be foreign: what else the line holds decides. With a tenth less one line in a hundred
# of the fixtures, half of them damaged, gets a wrong label.
_LEAST_LONG = 0.68
# However long a label is: with more it is near to other words.
_MOST_EDITS = 3
# One letter in four, or in the rest of four, may be another.
_LETTERS_AN_EDIT = 4
# What is a label once its digits and signs are read as letters, or once a lost blank is put in, is nearly printed so.
_READ = 0.97
_SHORTEST_GLUED = 5
# A letter alone behind a label is no part of it: REF A.
_SHORTEST_WORD = 2
# What is glued may be the beginning of a longer label that is damaged: SUBJEOT.
_GLUED = 0.85


class LabelPrint(NamedTuple):
    """A label seen at the beginning of a text: `row` is its row of labels.csv.

    `near` is 1 where it is printed exactly, `value` where the text behind it begins, `colon` whether a colon or what is
    read for one parts them, `form` the printed form that it is near to, `end` where the printed label ends.
    """

    row: Label
    near: float
    value: int
    colon: bool
    form: str
    end: int

    @property
    def label(self) -> str:
        """The label's name."""
        return self.row.name


@lru_cache(maxsize=16384)
def exact(text: str, family: str) -> tuple[LabelPrint, ...]:
    """The labels whose printed form the text begins with, as the family prints it; longest form first."""
    pattern = _exact(family)
    found = pattern.match(text)
    if found is None:
        return ()
    form, end, closeness = _squeeze(found[0]), found.end(), 1.0
    if _COLON.match(text, end) is None and (whole := _FIRST_COLON.match(text)):
        longer = _longer(form, _squeeze(damage.letters(whole[0])), family)
        if longer is not None:
            (form, closeness), end = longer, whole.end()
    mark = _MARK.match(text, end)
    stop = mark.end() if mark else end
    colon = _COLON.match(text, end) is not None
    return tuple(LabelPrint(row, closeness, stop, colon, form, end) for row in _by_form(family)[form])


def _longer(form: str, before_colon: str, family: str) -> tuple[str, float] | None:
    """The label of which `form` is but the beginning: `SUBJ ECT:`, `Cleared 8y:`, and damaged `Approved &y:`."""
    if len(before_colon) <= len(form):
        return None
    if before_colon in _by_form(family):
        return before_colon, _READ
    forms = _forms_near(before_colon, family)
    further = [found for found in forms if found[0].startswith(form) and len(found[0]) - len(form) >= _SHORTEST_WORD]
    return max(further, key=lambda found: found[1], default=None)


@lru_cache(maxsize=16384)
def near(text: str, family: str) -> tuple[LabelPrint, ...]:
    """The labels that the text may begin with, damaged or in other case, the best reading of each."""
    best: dict[Label, LabelPrint] = {}
    for end, plain, read in _prefixes(text):
        found = dict(_forms_near(plain, family))
        if read != plain:
            for form, closeness in _forms_near(read, family):
                found[form] = max(found.get(form, 0.0), min(closeness, _READ))
        for form, closeness in found.items():
            for row in _by_form(family)[form]:
                held = best.get(row)
                if held is None or (closeness, end) > (held.near, held.end):
                    mark = _MARK.match(text, end)
                    value = mark.end() if mark else end
                    best[row] = LabelPrint(row, closeness, value, _COLON.match(text, end) is not None, form, end)
    for glued in (*_glued(text, family), *_numbered(text, family)):
        held = best.get(glued.row)
        if held is None or glued.near > held.near:
            best[glued.row] = glued
    return tuple(best.values())


def _glued(text: str, family: str) -> list[LabelPrint]:
    """The labels that the first word begins with, the blank behind them lost: FMAMEMBASSY, INFOOCT-01."""
    word = _WORD.match(text)
    if word is None or len(word[0]) < _SHORTEST_GLUED:
        return []
    known, longest = _capital_forms(family)
    heads = [word[0][:length] for length in range(1, min(len(word[0]) - 1, longest + 1))]
    forms = sorted([head for head in heads if head in known], key=known.__getitem__)
    return [LabelPrint(row, _GLUED, len(f), False, f, len(f)) for f in forms for row in _by_form(family)[f]]


def _numbered(text: str, family: str) -> list[LabelPrint]:
    """The executive order's label where its number and a colon stand behind it, whatever is left of its two letters."""
    found = _ORDER.match(text)
    if found is None or executive_orders.number(found["order"]) != (found["order"], False):
        return []
    end, value = found.end("label"), found.start("order")
    return [LabelPrint(row, _GLUED, value, False, "EO", end) for row in _by_form(family).get("EO", ())]


@lru_cache(maxsize=4096)
def _prefixes(text: str) -> list[tuple[int, str, str]]:
    """The beginnings of the text that may be a label: to a colon, of one to three words, to a digit.

    Of each where it ends, its letters as they are printed, and as its digits and signs are read; a text is asked for
    the labels of several families.
    """
    heads = (_FIRST_COLON.match(text), *islice(_WORD.finditer(text), _MOST_WORDS), _BEFORE_ORDER.match(text))
    ends = dict.fromkeys([match.end() for match in heads if match])
    found = []
    for end in ends:
        printed = text[:end]
        plain, read = _squeeze(printed), damage.letters(printed)
        found.append((end, plain, plain if read == printed else _squeeze(read)))
    return found


@lru_cache(maxsize=32768)
def _forms_near(prefix: str, family: str) -> tuple[tuple[str, float], ...]:
    if not 1 <= len(prefix) <= _LONGEST_PREFIX or prefix in _ordinary_words():
        return ()
    folded = damage.skeleton(prefix)
    found = []
    forms, skeletons = _forms_about(family, len(prefix))
    for at, edits in damage.within(folded, skeletons, _MOST_EDITS):
        form = forms[at]
        least = _LEAST.get(len(form), _LEAST_LONG)
        if edits <= _most(form) and (closeness := damage.closeness(prefix, form, least)) >= least:
            found.append((form, closeness))
    return tuple(found)


@cache
def _ordinary_words() -> frozenset[str]:
    """Words of a sentence that are near to a short label: YOU is not TO."""
    return frozenset(row["word"] for row in rows("ordinary_words") if row["near"] == "labels")


@cache
def _by_form(family: str) -> dict[str, tuple[Label, ...]]:
    """Squeezed form to the labels that are printed so."""
    found: dict[str, tuple[Label, ...]] = {}
    for label in labels.family(family):
        for form in {_squeeze(form): None for form in label.forms}:
            found[form] = (*found.get(form, ()), label)
    return found


@cache
def _capital_forms(family: str) -> tuple[dict[str, int], int]:
    """The forms that are printed in capitals, with their ranks, and the length of the longest."""
    found = {form: rank for rank, form in enumerate(_by_form(family)) if form.isupper()}
    return found, max(map(len, found), default=0)


@cache
def _forms_about(family: str, length: int) -> tuple[list[str], list[str]]:
    """The forms that a print of so many letters may be near to, and their skeletons."""
    forms = [form for form in _by_form(family) if abs(length - len(form)) <= _most(form)]
    return forms, list(map(damage.skeleton, forms))


def _most(form: str) -> int:
    """How many edits, look-alikes not counted, a print of a form may be from it."""
    return min(math.ceil(len(form) / _LETTERS_AN_EDIT), _MOST_EDITS)


@cache
def _exact(family: str) -> re.Pattern[str]:
    """One pattern for all forms of a family as they are printed."""
    forms = {form for label in labels.family(family) for form in label.forms}
    listed = "|".join(re.escape(form).replace(r"\ ", r"[ \t]+") for form in sorted(forms, key=lambda form: -len(form)))
    return re.compile(rf"(?:{listed})(?=[\s:;.,=/-]|(?<=\.)\d|$)")


def _squeeze(form: str) -> str:
    return _SIGNS.sub("", form).upper()
