"""Where one message of a file ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cableparse import damage
from cableparse.lines.archive_lines import TEXT_HEADING
from cableparse.lines.cut import LineStretch
from cableparse.lines.evidence import printed, shape
from cableparse.lines.evidence.between import furniture
from cableparse.vocabulary import telling_words

# PAGE, whatever its letters are read as.
_PAGE_WORD = re.compile(r"\W?[\w|]{4}[ \t\d@]")
_PAGE_NUMBER = re.compile(r"\W?\S+[ \t]+([\w@]{1,3})")
# How transcripts of scans mark a page.
_PAGE_MARK = re.compile(r"(?:## )?Page \d+$")
# The lines of a foot and a head, as OCR leaves them.
_LOOK_BACK = 20
# The longest page line of the fixtures has 55 characters.
_LONGEST_PAGE = 60
# The telegrams of the fixtures have three pages at most: far above it a zero was read as another figure.
_MOST_PAGES = 30
# What a page line has behind PAGE: the first figure of its number, or what that is read as.
_FIRST_FIGURE = "0O@DQGB861Il|! "
# Between a date-time group and the classification line, where there are few addressees.
_HEADING_LINES = 12
# PAGE and what parts it from its number.
_PAGE_LENGTH = 5
# FM stands on the second printed line below a date-time group at the latest.
_SENDER_WITHIN = 3
# How well a classification line must fit that tells a number: a letter of it may be damaged.
_CLASS_LINE = 0.7
# The lines between a transcript's mark of a page and the page line.
_MARK_WITHIN = 6
# A banner so far above the opening is the foot of the message before: a page's own head stands next to it.
_FOOT = 3
_QUOTES = re.compile(rf"(?:THE )?(?:{telling_words.pattern('quotes')})\b")
_NUMBER = re.compile(r"(\d{2,7})\W*$")
# Which openings may follow each other inside one message: an MRN block is printed above a telegram, and an archive's
# heading above either.
_MAY_PRECEDE = {"page": {"mrn", "heading", "routing", "form"}, "mrn": {"heading"}, "routing": {"heading", "mrn"},
                "dtg": {"page", "mrn", "heading", "routing", "form"}}  # fmt: skip


def split(stretches: Sequence[LineStretch]) -> list[tuple[int, int]]:
    """The messages of a file as half-open ranges of stretches; together they are all of them."""
    starts = [0]
    for index in _openings(stretches):
        starts.append(max(_head(stretches, index), starts[-1]))
    bounds = sorted(set(starts))
    return [*zip(bounds, [*bounds[1:], len(stretches)], strict=True)]


def _openings(stretches: Sequence[LineStretch]) -> Iterator[int]:
    """The stretches that open a further message."""
    seen: set[str] = set()
    lines = 0
    quoted = False
    groups: list[int] = []  # where the message's date-time groups stand; few messages have two
    for index, stretch in enumerate(stretches):
        text = stretch.text
        if not text:
            continue
        opening = _opening(stretches, index)
        if opening is None:
            lines += 1
            quoted = quoted or _QUOTES.match(text) is not None
            continue
        if opening == "dtg":
            if "dtg" not in seen or quoted or not _is_further(stretches, index, groups):
                groups.append(index)
                seen.add("dtg")
                continue
            yield index
            seen, groups, lines, quoted = {"dtg"}, [index], 0, False
            continue
        headless = opening == "page" and not seen and lines > 2  # the header printed after the text
        if opening == "mrn" and not lines and "mrn" in seen:
            continue  # a list of MRNs
        if opening in seen or (seen and not seen <= _MAY_PRECEDE.get(opening, set())):
            yield index
            seen, groups, lines, quoted = set(), [], 0, False
        if not headless or _page_number(text) == 1:
            seen.add(opening)


def _is_further(stretches: Sequence[LineStretch], index: int, groups: Sequence[int]) -> bool:
    """Whether the heading at `index` has another number than those of the groups before it."""
    number = _heading_number(stretches, index)
    own = next(filter(None, (_heading_number(stretches, group) for group in groups)), None)
    return number is not None and number != own


def _opening(stretches: Sequence[LineStretch], index: int) -> str | None:
    text = stretches[index].text
    first = text[:1]
    if (
        _PAGE_LENGTH < len(text) < _LONGEST_PAGE
        and text[_PAGE_LENGTH] in _FIRST_FIGURE
        and _PAGE_WORD.match(text)
        and _page_number(text) == 1
        and furniture(text)[0] == "page"
    ):
        return "page"
    if first == "M":
        if text.startswith("MRN") and any(p.label == "mrn" and p.colon for p in printed.exact(text, "smart")):
            return "mrn"
        return "heading" if text == TEXT_HEADING else None
    if first == "V":
        return "routing" if text.startswith("VZCZ") else None
    if first in "ZOPRYW0" and shape.is_clean_dtg(text) and _heading_follows(stretches, index):
        return "dtg"
    return None


def _page_number(text: str) -> int | None:
    found = _PAGE_NUMBER.match(text)
    number = damage.digits(found[1]) if found else ""
    if not number.isdigit():
        return None
    return int(number) if int(number) <= _MOST_PAGES else int(number) % 10  # its zero was read as another figure


def _heading_follows(stretches: Sequence[LineStretch], index: int) -> bool:
    """Whether FM stands below the date-time group."""
    near = [s.text for s in stretches[index + 1 : index + 1 + _SENDER_WITHIN] if s.text]
    return any(p.label == "fm" for text in near[:2] for p in printed.exact(text, "telegram"))


def _heading_number(stretches: Sequence[LineStretch], index: int) -> str | None:
    """The number on the classification line of the heading that begins at `index`."""
    lines = (s.text for s in stretches[index + 1 : index + 1 + _HEADING_LINES * 4] if s.text)
    line = next(
        (
            text
            for text, _ in zip(lines, range(_HEADING_LINES * 2), strict=False)
            if shape.class_line(text) > _CLASS_LINE
        ),
        "",
    )
    found = _NUMBER.search(line)
    return found[1].lstrip("0") if found else None


def _head(stretches: Sequence[LineStretch], opening: int) -> int:
    """The first stretch of the message that `opening` opens.

    What is printed above its opening belongs to it, down from the foot banner of the message before.
    """
    if stretches[opening].text == TEXT_HEADING or _opening(stretches, opening) == "dtg":
        return opening
    above = range(opening, max(opening - _MARK_WITHIN, -1), -1)
    page = next((i for i in above if _PAGE_MARK.match(stretches[i].text)), None)
    if page is not None:
        return page
    first = opening
    while first and (not stretches[first - 1].text or furniture(stretches[first - 1].text)[0] in _ABOVE):
        first -= 1
    banners = [i for i in range(_own(stretches, opening), opening) if furniture(stretches[i].text)[0] == "banner"]
    if len(banners) > 1:
        return banners[-2] + 1
    if banners and banners[0] < opening - _FOOT:
        return banners[0] + 1
    return first


def _own(stretches: Sequence[LineStretch], opening: int) -> int:
    """How far up a foot may stand: below the classification line and the numbers of the message before."""
    for i in range(opening - 1, max(opening - _LOOK_BACK, 0) - 1, -1):
        text = stretches[i].text
        if text and (shape.number(text) or shape.class_line(text) > _CLASS_LINE):
            return i + 1
    return max(opening - _LOOK_BACK, 0)


_ABOVE = frozenset({"speck", "banner", "release"})
