"""Marks that a carrier put on the lines of a text: numbers of a listing, quotes of a mail, signs of Markdown, blanks.

What carries a text marks all of its lines, or most: so many must have a mark that it is taken for the carrier's. A
cable's own `>`, number or asterisk, which stands on a line or two, stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from cableparse.pages import Line

# `cat -n`, `nl` and `less -N` part the number by a tab or blanks, `grep -n` by a colon, `bat` by a rule. A full stop or
# a bracket is how a list numbers its items.
_NUMBER = re.compile(r"[ \t]*(\d{1,6})(?:\t|[ ]?[:|\u2502][ ]?|[ ]|$)")
# A list of short items may count from 1 to 4 by itself.
_FEWEST_NUMBERED = 5
# Wrapped lines and titles of pages have no number.
_NUMBERED = 0.9

QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
# Of the printed lines: an answer may stand between them.
_QUOTED = 0.5
# A quote in a quote is marked on its own lines only; two may be the cable's own.
_FEWEST_NESTED = 3

_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})(?P<info>[^`~]*)")
# CommonMark 2.4 and 6.7: a backslash before a sign of ASCII; at the end of a line, where OCR may see one in a speck.
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_BREAK = re.compile(r"\\$", re.MULTILINE)
# CommonMark 6.2: no blank inside the marks at their edges, and no further one beside them. A heading of some lines has
# fewer than 400 characters.
_STRONG = re.compile(
    r"(?<![\\*\w])(?P<mark>\*\*\*?|__)(?![\s*_])(?:(?<=\*)[^*]{1,400}|(?<=_)[^_]{1,400})(?<![\s\\])(?P=mark)(?![*_])"
)
_AT_BEGINNING = re.compile(r"^[ \t#-]*(?=\*\*|__)", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\\\w*_`])(?P<mark>[*_`])(?![\s*_`])[^*_`\n]+?(?<![\s\\])(?P=mark)(?![\w*_`])")
# One may be the cable's own, as `**UNCLASSIFIED**` at head and foot of a page, or OCR's.
_FEWEST_SIGNS = 2
# OCR reads strokes as backslashes before letters and blanks; who writes Markdown puts them before signs alone.
_ESCAPES = 0.9
# A list of addressees has a break behind each but the last, paragraphs have none.
_FEWEST_BROKEN = 3
_BROKEN = 0.3

# Layers of recognition, and what is copied from justified print, have two or three blanks where one was printed. Of the
# gaps between words of telegrams up to 15 % are so wide, after full stops and between columns; more than three blanks
# part columns there, too.
_GAP = re.compile(r"(?<=\S)(?: {1,3})(?=\S)")
_WIDENED = 0.25
# Fewer gaps tell nothing: a list of two columns has as many wide ones.
_FEWEST_GAPS = 40
# Below this share of blanks beside blanks no quarter of the gaps can be two or three wide.
_BESIDE = 0.15


def take_off(lines: list[Line], text: str, *, is_markdown: bool = False) -> list[Line]:
    """The lines of `text` without the marks of its carriers; their spans count the characters of `text` even so.

    `is_markdown` says that the text is known to be Markdown, where one sign is enough.
    """
    lines = _without_numbers(lines)
    if ">" in text:
        lines = _without_quotes(lines)
    if "\\" in text or "**" in text or "__" in text or is_markdown:
        lines = _without_signs(lines, is_markdown)
    return even_gaps(lines, text)


def even_gaps(lines: list[Line], text: str) -> list[Line]:
    """The lines of `text`, where its words stand too far apart with one blank between them; else as they are."""
    if text.count("  ") < _BESIDE * text.count(" "):
        return lines
    gaps = [[found.span() for found in _GAP.finditer(line.text)] for line in lines]
    wide = [[(start + 1, end) for start, end in found if end - start > 1] for found in gaps]
    total = sum(map(len, gaps))
    if total < _FEWEST_GAPS or sum(map(len, wide)) < _WIDENED * total:
        return lines
    return [line.without(marks) if marks else line for line, marks in zip(lines, wide, strict=True)]


def _without_numbers(lines: list[Line]) -> list[Line]:
    first = next((line for line in lines if line.text.strip()), None)
    if first is None or not _NUMBER.match(first.text):
        return lines
    marked = dict(_counted(lines))
    printed = sum([bool(line.text.strip()) for line in lines])
    if len(marked) < max(_FEWEST_NUMBERED, _NUMBERED * printed):
        return lines
    return _without_heads(lines, marked)


def _counted(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The lines whose numbers go on from the one before, or begin anew with a page, and where the number ends."""
    last: tuple[int, int] | None = None
    for index, line in enumerate(lines):
        found = _NUMBER.match(line.text)
        if found is None:
            continue
        number = int(found[1])
        if last is None or number in (1, last[1] + 1, last[1] + index - last[0]):
            last = index, number
            yield index, found.end()


def _without_quotes(lines: list[Line]) -> list[Line]:
    marked = _quoted(lines)
    printed = sum([bool(line.text.strip()) for line in lines])
    if len(marked) < max(_FEWEST_NESTED, _QUOTED * printed):
        return lines
    while marked:
        lines = _without_heads(lines, marked)
        marked = _nested(lines, _quoted(lines))
    return lines


def _quoted(lines: Sequence[Line]) -> dict[int, int]:
    found = ((index, QUOTE.match(line.text)) for index, line in enumerate(lines))
    return {index: mark.end() for index, mark in found if mark}


def _nested(lines: Sequence[Line], marked: dict[int, int]) -> dict[int, int]:
    """The marks of those lines that stand together with others of their depth."""
    kept: dict[int, int] = {}
    run: dict[int, int] = {}
    for index, line in enumerate(lines):
        if index in marked:
            run[index] = marked[index]
        elif line.text.strip():
            kept |= run if len(run) >= _FEWEST_NESTED else {}
            run = {}
    return kept | (run if len(run) >= _FEWEST_NESTED else {})


def _without_heads(lines: Sequence[Line], ends: dict[int, int]) -> list[Line]:
    return [line.without([(0, ends[index])]) if index in ends else line for index, line in enumerate(lines)]


def _without_signs(lines: list[Line], is_markdown: bool) -> list[Line]:
    fences, fenced = _fences(lines)
    # what stands between fences is printed as it is
    shown = ["" if index in fenced else line.text for index, line in enumerate(lines)]
    text = "\n".join(shown)
    escapes = [found.span() for found in _ESCAPE.finditer(text)]
    strong = [mark for found in _STRONG.finditer(text) for mark in _both(found)]
    begin = {found.end() for found in _AT_BEGINNING.finditer(text)}
    labels = {found[0] for found in _STRONG.finditer(text) if found.start() in begin}
    breaks = [found.span() for found in _BREAK.finditer(text)]
    escaped = len(escapes) >= max(_FEWEST_SIGNS, _ESCAPES * (text.count("\\") - len(breaks)))
    broken = len(breaks) >= max(_FEWEST_BROKEN, _BROKEN * sum([bool(line.strip()) for line in shown]))
    if not (is_markdown or escaped or broken or len(labels) >= _FEWEST_SIGNS):
        return lines
    signs = [*escapes, *breaks, *strong, *(mark for found in _EMPHASIS.finditer(text) for mark in _both(found))]
    return _without_ranges(lines, shown, signs, fences)


def _both(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The mark before and the mark behind."""
    length = len(found["mark"])
    yield found.start(), found.start() + length
    yield found.end() - length, found.end()


def _fences(lines: Sequence[Line]) -> tuple[dict[int, tuple[int, int]], set[int]]:
    """What fences say beside their sign, by line, and the lines that they hold, with the fences."""
    said: dict[int, tuple[int, int]] = {}
    held: set[int] = set()
    fence = ""
    for index, line in enumerate(lines):
        found = _FENCE.fullmatch(line.text)
        if fence or found:
            held.add(index)
        if found and fence and found[1].startswith(fence):
            fence = ""
        elif found and not fence:
            fence = found[1]
            said |= {index: found.span("info")} if found["info"] else {}
    return said, held


def _without_ranges(
    lines: Sequence[Line], shown: Sequence[str], signs: Sequence[tuple[int, int]], fences: dict[int, tuple[int, int]]
) -> list[Line]:
    starts = [0]
    for text in shown:
        starts.append(starts[-1] + len(text) + 1)
    marks: dict[int, list[tuple[int, int]]] = {index: [place] for index, place in fences.items()}
    for start, end in signs:
        index = bisect_right(starts, start) - 1
        marks.setdefault(index, []).append((start - starts[index], end - starts[index]))
    return [line.without(marks[index]) if index in marks else line for index, line in enumerate(lines)]
