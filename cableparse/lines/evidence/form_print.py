"""What is printed on a telegram form: title, labels, column of offices, reproduction note (FORMATS.md 2 and 11)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from cableparse.lines import labels
from cableparse.lines.evidence.line_words import MARGIN, NEAR, SIGNS, best_window, closest, near, printed_forms, words
from cableparse.lines.evidence.printed import LabelPrint
from cableparse.lines.evidence.printed import near as near_labels
from cableparse.lines.evidence.running import known_share, prose
from cableparse.lines.evidence.typed import STAMP_MONTHS, dated, post, value_of
from cableparse.pages import Line
from cableparse.vocabulary import classifications, offices, telling_words
from cableparse.vocabulary.tables import rows

_SECRETARY = "SECRETARY OF STATE"
# A piece of a title that was split over two lines is longer than this, and a word that tells a piece of the note.
_PIECE = 3
_COLUMN = ("column", "column_info")
# Of ACTION or INFO one letter may be damaged, and a speck added. A tenth more or less labels the fixtures worse.
_COLUMN_NEAR = 0.72
_NOTE_KEYS = telling_words.words("reproduction note")
# A word of the note is at least so near to its print.
_NOTE_WORD = 0.7
_NOTE_SHARE = 0.55
# The note has some sixty characters; a line three times as long is hardly anything but others.
_LONGEST_NOTE = 200
_LABEL_TOKENS = 6
_LONGEST_TITLE = 60
# With TELEGRAM right and figures before it, the longer prints are just near.
_TITLE_NEAR = 0.72
_LABELS = frozenset({"fm", "to", "info", "number", "control", "received", "date", "ref", "subject", "eo", "tags"})
# The longest head of a page in the fixtures has 64: mark, serial, date, hour, post and a remark.
LONGEST_HEAD = 90
_INSTRUCTIONS = telling_words.words("form instruction")
_GROUPS = ("GP1", "GP2", "GP3", "GP4")
# BALL is the shortest of the fixtures; what is shorter may be initials.
_SHORTEST_NAME = 4
# One letter in four of a label of the box may be damaged, which stands apart from the text.
_BOX_NEAR = 0.75
# The halves of the longest label of the box, where OCR broke it off.
_APPROVED_PIECES = ("TELEGRAPHIC TRANSMISSION", "CLASSIFICATION APPROVED BY")
BOX = frozenset({"drafted", "approved", "cleared"})
# What a colon behind a label, and a value of the type that it asks for, add to its nearness; what they must come to.
_COLON = 0.15
_TYPED = 0.25
_LEAST = 0.95
_LEAST_ALONE = 0.8
_CERTAIN = 1.3
# Words of a sentence as well, or as near to one as EO to EOLLOWING: only a value of their type makes labels of them.
_TYPED_ONLY = frozenset({"to", "info", "number", "eo"})
_MARKED_PAGE = re.compile(r"- ?\w ?-")
# Of a line that prints the letterhead and little else.
_LETTERHEAD_SHARE = 0.6
# INDICATE and the others, one letter in five damaged; the box has fewer words on a line than this.
_NEAR_INSTRUCTION = 0.8
_INSTRUCTION_WORDS = 7
# Of two labels as sure the one that stands further left, a character a hundredth.
_FURTHER_RIGHT = 0.01
# FM, TO and REF alone are near too many words.
_SHORTEST_ALONE = 4
# GP-1 without its dash, a letter more or less; one of its four characters may be damaged.
_GROUP_LETTERS = (3, 4)
_GROUP_NEAR = 0.75
# A page's head names itself within so many characters.
_PAGED_WITHIN = 40
# ACTION and INFO, a letter more or less.
_COLUMN_LETTERS = range(3, 8)
# A symbol has no more letters (offices.csv) without its bureau.
_LONGEST_SYMBOL = 5
_SHEET_NEAR = 0.8
# Characters before what begins a line: a speck and a blank or two.
_BEFORE = 4
# Words of one or two letters are specks beside a name.
_SPECK = 2
_MOST_NAMES = 2
# Of the short words of handwriting hardly half are words.
_KNOWN = 0.6
# `FORM DS-322`, `OPTIONAL FORM 10`, or one of the two alone: the number of the print at the foot of a form's page.
_FORM_NUMBER = re.compile(
    r"\W*(?:(?:OPTIONAL|STANDARD) +)?FORM(?: +(?:NO\.? *)?(?:[A-Z]{1,3}[- ]?)?\d[\w.()/ -]{0,20})?\W*"
    r"|\W*(?:DS|FS|OF)-\d{2,4}(?: [\d()/-]{3,9})?\W*"
)
_WIDE_GAP = " " * 8
_PAGE_MARK = re.compile(r"\W*(?:Page \d+|-{3,})\W*$")


DRAFTER = re.compile(
    r"[A-Z][A-Za-z]{0,5}(?:[/:][A-Z]{1,6}){0,3} ?[:;] ?[A-Z][A-Za-z. ]{3,20}(?:[:;][\w/]{1,8})?"
    r" +\d{1,2}/\d{1,2}/\d{2}\b"
)


class Printed(NamedTuple):
    """A label in a line: `start` is where it begins, `value` where what it labels begins, `score` how sure it is."""

    label: str
    start: int
    value: int
    score: float


@cache
def _ordinary_words() -> frozenset[str]:
    """Symbols of offices that are words of a sentence, too."""
    return frozenset(row["word"] for row in rows("ordinary_words") if row["near"] == "offices")


@lru_cache(maxsize=4096)
def title(text: str) -> float:
    """How well the line prints the form's title."""
    if len(text) > _LONGEST_TITLE:
        return 0.0
    printed = text.strip(SIGNS).upper()
    if len(printed) > _PIECE and any(printed in whole for whole in printed_forms("title")):
        return 1.0
    return max((_fills(text, whole) for whole in printed_forms("title")), default=0.0)


def _fills(text: str, whole: str) -> float:
    """How near a stretch is to one print of the title, where it is most of the line; one word of it is not enough."""
    found = best_window(text, (whole,))
    if found is None or found[0] < _TITLE_NEAR or (found[1] > MARGIN and not letterhead(text[: found[1]])):
        return 0.0
    alike = found[2] - found[1]
    beside = sum(len(word.text) for word in words(text)) - alike
    return found[0] if beside < alike or letterhead(text) else 0.0


@lru_cache(maxsize=4096)
def letterhead(text: str) -> float:
    """How well the line prints the Department's name and little else."""
    if len(text) > _LONGEST_TITLE:
        return 0.0
    found = best_window(text, printed_forms("letterhead"))
    if found is None or near(text[found[1] : found[2]], _SECRETARY) > found[0]:
        return 0.0
    return found[0] if found[2] - found[1] > _LETTERHEAD_SHARE * len(text.strip()) or _has_title(text) else 0.0


def _has_title(text: str) -> bool:
    found = best_window(text, printed_forms("title")[:3])
    return found is not None and found[0] > NEAR


@lru_cache(maxsize=4096)
def reproduction(text: str) -> bool:
    """Whether the line is a piece of the reproduction note, damaged or not, and hardly anything else."""
    found = words(text[: _LONGEST_NOTE + 1])
    if len(text) > _LONGEST_NOTE or not any([closest(word.text.upper(), _NOTE_KEYS, _NOTE_WORD) for word in found]):
        return False
    return any(key in _NOTE_KEYS for key in _note_words(text))


@lru_cache(maxsize=4096)
def _note_words(text: str) -> tuple[str, ...]:
    """The longest run of the note's words, each next to the one before it as in the note, where it fills the line."""
    found = [word.text.upper() for word in words(text) if len(word.text) > 1]
    if not found or len(found) > 2 * len(_note()[0]):
        return ()
    best: tuple[str, ...] = ()
    for note in _note():
        run: list[str] = []
        for word in found:
            known = closest(word, note, _NOTE_WORD)
            follows = bool(run) and known is not None and note.index(known) - note.index(run[-1]) in (1, 2)
            run = [*run, known] if follows and known else [known] if known else []
            best = max(best, tuple(run), key=len)
    return best if len(best) > _NOTE_SHARE * len(found) else ()


@lru_cache(maxsize=4096)
def instruction(text: str) -> bool:
    """Whether the line is the outgoing form's own box: `INDICATE: COLLECT / CHARGE TO`; a tick may stand before it."""
    found = [word for word in words(text) if len(word.text) > 1]
    return (
        bool(found)
        and len(found) <= _INSTRUCTION_WORDS
        and closest(found[0].text.upper(), _INSTRUCTIONS, _NEAR_INSTRUCTION) is not None
        and not prose(text)
    )


@lru_cache(maxsize=4096)
def copy_mark(text: str) -> bool:
    """Whether the text says for whom this copy of the form is: `ACTION COPY`."""
    if len(text) > _LONGEST_TITLE:
        return False
    found = best_window(text, telling_words.words("copy mark"))
    return found is not None and not text[: found[1]].strip(SIGNS) and not text[found[2] :].strip(SIGNS)


@cache
def _note() -> tuple[tuple[str, ...], ...]:
    """The words of the reproduction note, in each of its prints."""
    return tuple(tuple(form.split()) for form in printed_forms("note"))


def goes_on_note(text: str) -> bool:
    """Whether the line next to a piece of the reproduction note is one, too: `FROM THIS COPY`."""
    found = _note_words(text)
    return len(found) > 1 and max(map(len, found)) > _PIECE


@lru_cache(maxsize=4096)
def labelled(text: str) -> Printed | None:
    """The label in the line, behind the margin's symbols: its colon and its value's type speak for a damaged one."""
    found = [
        Printed(seen.label, word.start, word.start + seen.value, score)
        for word in words(text)[:_LABEL_TOKENS]
        if word.text.upper() not in STAMP_MONTHS  # NOV is near to NO
        for seen in near_labels(text[word.start :], "form")
        if seen.label in _LABELS and (score := _sure(text[word.start :], seen, word.start > MARGIN))
    ]
    return max(found, key=lambda seen: seen.score - _FURTHER_RIGHT * seen.start, default=None)


def _sure(text: str, seen: LabelPrint, far: bool) -> float:
    """How sure a label is, from its nearness to a printed form, its colon, and what stands behind it.

    Far from the margin it is one only where all of these are right.
    """
    value = text[seen.value :].strip(SIGNS)
    if not value:
        if far or offices.known(text.strip(SIGNS + "®")) or (" " in text and not seen.colon):
            return 0.0
        least = _LEAST_ALONE if len(seen.form) >= _SHORTEST_ALONE else _LEAST
        word = not seen.colon and column_word(text)  # the words over the column are labels where a colon follows
        return seen.near if seen.near >= least and not word else 0.0
    colon = seen.colon or not text[seen.value - 1].isspace()
    typed = value_of(seen.label, text[seen.value :]) is not None
    if not typed and (not colon or seen.label in _TYPED_ONLY):
        return 0.0
    score = seen.near + _COLON * colon + _TYPED * typed
    return score if score >= (_CERTAIN if far else _LEAST) else 0.0


@lru_cache(maxsize=4096)
def group(text: str) -> bool:
    """Whether the line is a group marking: `GP-1`."""
    printed = "".join([word.text for word in words(text)])
    return len(printed) in _GROUP_LETTERS and closest(printed, _GROUPS, _GROUP_NEAR) is not None


@lru_cache(maxsize=4096)
def page_head(text: str) -> bool:
    """Whether the line heads a further page: `-2- 1213, NOVEMBER 30, 3 PM FROM OSLO`, `Page 2 of telegram to`."""
    found = dated(text)
    if found and found.type == "number" and found.start <= MARGIN and len(text) < LONGEST_HEAD:
        rest = text[found.end :].lstrip(" ,.")
        first = words(rest)[:1]
        if first and near(first[0].text, "FROM") > NEAR:
            rest = rest[first[0].end :]
        elif not _MARKED_PAGE.match(text):
            return False
        return post(rest) is not None
    paged = {word.start for word in words(text) if word.start <= MARGIN and near(word.text, "PAGE") > NEAR}
    window = best_window(text[:_PAGED_WITHIN], ("PAGE OF TELEGRAM TO",)) if paged else None
    return window is not None and window[1] in paged


def form_number(text: str) -> bool:
    """Whether the line is the number of the form's print, or a piece of it."""
    return len(text) <= _LONGEST_TITLE and _FORM_NUMBER.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def column_word(text: str) -> str:
    """The label of a line that is nothing but a word over the column of offices, or empty."""
    printed = "".join(text.split()).strip(SIGNS)
    if len(printed) not in _COLUMN_LETTERS or offices.known(printed):
        return ""
    ranked = max((near(printed, word), label) for label in _COLUMN for word in printed_forms(label))
    return ranked[1] if ranked[0] > _COLUMN_NEAR else ""


@lru_cache(maxsize=4096)
def symbol(text: str) -> str:
    """The office of a line that is nothing but a symbol of the column, damaged or not, or empty."""
    printed = text.strip(SIGNS + "()®!'1\\")
    if not 0 < len(printed) <= _LONGEST_SYMBOL or not printed[:1].isalnum():
        return ""
    if sum(map(str.isupper, printed)) * 2 < len(printed):
        return ""
    plain = printed.replace(".", "").upper()
    return plain if plain.isalnum() and not plain.isdigit() else ""


@lru_cache(maxsize=4096)
def record_sheet(text: str) -> bool:
    """Whether the line begins with a label of an archive's record sheet."""
    return any(
        seen.label == "record_sheet" and seen.near > _SHEET_NEAR for seen in near_labels(text.strip(SIGNS), "form")
    )


@lru_cache(maxsize=4096)
def box_label(text: str) -> LabelPrint | None:
    """The label of the drafting box that the line begins with: `Drafted by:`, `Clearances:`."""
    found = [
        seen
        for seen in near_labels(text, "form")
        if seen.label in BOX and seen.near > _BOX_NEAR and (seen.colon or not text[seen.value :].strip(SIGNS))
    ]
    for whole in (*printed_forms("approved"), *_APPROVED_PIECES):
        window = best_window(text, (whole,))
        if window is not None and window[0] > _BOX_NEAR and window[1] <= MARGIN:
            colon = text.find(":", window[2] - 1)
            value = colon + 1 if colon >= 0 else len(text)
            found.append(LabelPrint(labels.row("approved", "form"), window[0], value, True, whole, value))
    return max(found, key=lambda seen: (seen.near, len(seen.form)), default=None)


def enclosures(text: str) -> LabelPrint | None:
    """The label of the list of what is enclosed, below an airgram's text: `Enclosures:`."""
    if not text.startswith("Encl") and not text.startswith("ENCL"):
        return None
    found = (seen for seen in near_labels(text, "form") if seen.label == "enclosures" and seen.near == 1.0)
    return next((seen for seen in found if seen.colon or seen.value >= len(text)), None)


@lru_cache(maxsize=4096)
def drafter(text: str) -> tuple[int, int] | None:
    """Where a line has office, drafter, typist and day of an outgoing form's box: `ARA/CCA:JDoe:or 12/12/63`."""
    found = DRAFTER.search(text)
    return found.span() if found and found.start() <= MARGIN else None


@lru_cache(maxsize=4096)
def leading_symbol(text: str) -> tuple[int, int] | None:
    """Where the office stands that a line of text begins with: `CIA . MENT BEING`."""
    found = words(text)
    if len(found) < 2 or found[0].start >= _BEFORE or not 0 < len(found[0].text) <= _LONGEST_SYMBOL:
        return None
    name = found[0].text.upper()
    if not offices.known(name) or name in _ordinary_words() or not found[0].text.isupper():
        return None
    return found[0].start, found[0].end


def page_break(line: Line, before: Line) -> bool:
    """Whether a page begins with this line: the source says so, or a transcript's mark does."""
    return line.page != before.page or _PAGE_MARK.match(line.text) is not None


@lru_cache(maxsize=4096)
def surname(text: str) -> tuple[int, int] | None:
    """Where a signer's name stands on a line that has no more than it and specks: `MCCLOY`, `VANDEN HEUVEL`."""
    found = [word for word in words(text) if len(word.text) > _SPECK]
    if len(found) > 1 and offices.known(found[0].text) and text[found[0].end :].startswith(_WIDE_GAP):
        behind = surname(text[found[1].start :])  # an office of the column
        return behind and (found[1].start + behind[0], found[1].start + behind[1])
    if (
        len(found) > _MOST_NAMES
        and _is_name(found[-1].text)
        and found[-1].text.isupper()
        and _is_noise(text[: found[-1].start])
    ):
        found = found[-1:]
        return (found[0].start, found[0].end) if len(found[0].text) >= _SHORTEST_NAME else None
    if not 0 < len(found) <= _MOST_NAMES or not all(_is_name(word.text) for word in found):
        return None
    first, last = found[0], found[-1]
    printed = text[first.start : last.end]
    if (
        len(text[: first.start].lstrip()) > _BEFORE
        or ":" in text[: first.start]
        or column_word(printed)
        or offices.known(printed)
        or classifications.level(printed)
        or len(printed) < _SHORTEST_NAME
    ):
        return None
    return (first.start, last.end) if text[first.end : last.start].strip() == "" else None


def _is_noise(text: str) -> bool:
    """Whether words are handwriting as OCR reads it: not capitals, and the short ones no words of a language."""
    return (
        not any(word.text.isupper() and len(word.text) > _SPECK for word in words(text))
        and known_share(words(text)) < _KNOWN
    )


def _is_name(word: str) -> bool:
    plain = word.strip("'’!|")
    return plain.isalpha() and plain[:1].isupper() and sum(map(str.isupper, plain)) >= max(2, len(plain) // 2 - 1)
