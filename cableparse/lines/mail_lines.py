"""What e-mail put around a cable: heads (From, Sent, To, Cc, Subject), marks of quotation and of forwarding, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, islice, pairwise

from cableparse import damage
from cableparse.lines.certain import is_heading
from cableparse.lines.cut import LineStretch
from cableparse.lines.evidence import frus_print, printed, shape
from cableparse.lines.evidence.between import furniture
from cableparse.pages import Line
from cableparse.sources.marks import QUOTE

# What mail programs print before a message's lines.
_SENDER = ("From",)
_SENT = ("Sent", "Date")
_LAST = ("Subject", "Attachments", "Importance")
_COLON = re.compile(r"[:;]")
# Organization is the longest of these, and Markdown puts a mark before it.
_LONGEST_LABEL = 14
_HEADERS = frozenset(
    ("Attachments", "Bcc", "Cc", "CC", "cc", "Date", "From", "Importance", "Organization", "Reply-To", "Sensitivity",
    "Sent", "Subject", "To")
)  # fmt: skip
# A memorandum's head may have two of them in succession.
_FEWEST_HEADERS = 3
_FIRST = frozenset({"mrn", "title", "letterhead"})
# Between a mark of forwarding and the head stand the name of who did it and the date (Notes).
_BELOW_MARK = 6
# RFC 3676, 4.3; mailing lists draw a line.
_CLOSING = re.compile(r"-- ?|_{20,}")
# A person's or a list's lines below a message are fewer: more are text.
_LONGEST_CLOSING = 12
# One letter in five may be damaged.
_CLOSE = 0.8
_NUMBERED = re.compile(r"(\d{1,2})\. ")
# To and Cc may stand between the sender and the date.
_NEAR = 3
# A head with a list of addressees, or a note, has fewer lines.
_LONGEST = 40
_QUOTED = re.compile(rf"(?:{QUOTE.pattern})+")
# The first mark has a blank before it, or none.
_MARK = 2
# Fewer lines that begin so in succession are specks, or a line that points somewhere.
_FEWEST_QUOTED = 3
# What programs print between a message and the one that it forwards or answers: Outlook, Apple Mail, Gmail, Notes.
_FORWARDED = re.compile(
    r"-*\s*(?:Original (?:Message|Appointment)|Forwarded [Mm]essage|Begin [Ff]orwarded [Mm]essage|Forwarded by\b.*)\W*"
)
_WROTE = re.compile(r"On\b.*(?:@|\d:\d\d).*\bwrote:")
# A mail program breaks the line before `wrote:` once or twice.
_LONGEST_WROTE = 3
# A name, an address and a date have fewer characters.
_LONGEST_MARK = 300
# Of letters: a note is written, a cable's first lines are mostly capitals.
_SMALL = 0.5


def unquoted(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the marks `> ` of a message that is quoted; their places in the input hold."""
    if not any([">" in line.text[:_MARK] for line in lines]):
        return lines
    found: list[Line] = []
    for is_quoted, group in groupby(lines, key=lambda line: _QUOTED.match(line.text) is not None):
        run = list(group)
        found += map(_without_marks, run) if is_quoted and len(run) >= _FEWEST_QUOTED else run
    return found


def _without_marks(line: Line) -> Line:
    marks = _QUOTED.match(line.text)
    return line.without([marks.span()]) if marks else line


def envelope(stretches: Sequence[LineStretch], is_mail: bool) -> set[int]:
    """The stretches that e-mail put around a cable, where the document is a message: by its kind, or by its first line.

    Others may have a message's head, too, as an archive's record sheet has From and Date: that is read with the rest.
    """
    if not is_mail and not _begins_message(stretches):
        return set()
    own = _own_head(stretches) if is_mail else []
    found = {*own, *heads(stretches), *_marks(stretches)}
    for above in sorted(found):
        if above + 1 not in found:
            found.update(_further_head(stretches, above + 1))
    found.update(_notes(stretches, found))
    found.update(_closing(stretches))
    return found


def _begins_message(stretches: Sequence[LineStretch]) -> bool:
    """Whether the first line is one of a head, or a mark."""
    first = next((i for i, s in enumerate(stretches) if s.text), 0)
    top = list(islice((s for s in islice(stretches, first, None) if s.text), 1 + _NEAR))
    return 0 in heads(top) or 0 in _marks(stretches[first : first + _LONGEST_WROTE])


def _further_head(stretches: Sequence[LineStretch], start: int) -> list[int]:
    """The head soon below a mark or another head whose lines come in another order, or without a date."""
    printed_below = [i for i in range(start, min(start + _LONGEST, len(stretches))) if stretches[i].text]
    for at, first in enumerate(printed_below[:_BELOW_MARK]):
        run: list[int] = []
        for index in printed_below[at:]:
            if (run and stretches[index].gap) or _header(stretches[index].text) not in _HEADERS:
                break
            run.append(index)
        names = {_header(stretches[i].text) for i in run}
        if len(run) >= _FEWEST_HEADERS and "Subject" in names and not names.isdisjoint(("From", "To")):
            return run
        if _is_of_cable(stretches[first].text):
            break
    return []


def _header(text: str) -> str:
    """What stands before a line's first colon."""
    return text[:_LONGEST_LABEL].partition(":")[0].strip(" *") if ":" in text[:_LONGEST_LABEL] else ""


def _closing(stretches: Sequence[LineStretch]) -> list[int]:
    """What a person or a mailing list puts below each message, under a line of its own."""
    last = [i for i, s in enumerate(stretches) if s.line.text.strip()][-_LONGEST_CLOSING:]
    start = next((n for n, i in enumerate(last) if _CLOSING.fullmatch(stretches[i].line.text)), len(last))
    lines = [i for i in last[start:] if stretches[i].text]
    letters = [c for i in lines for c in stretches[i].text if c.isalpha()]
    is_small = sum(map(str.islower, letters)) > _SMALL * len(letters)
    return lines if is_small and not any(_is_of_cable(stretches[i].text) for i in lines) else []


def _own_head(stretches: Sequence[LineStretch]) -> list[int]:
    """The head that stands above the text of a message, down to the empty line that ends it."""
    end = next((i for i, s in enumerate(stretches) if not s.line.text.strip()), 0)
    return [i for i in range(end) if stretches[i].text]


def _marks(stretches: Sequence[LineStretch]) -> Iterator[int]:
    """The lines that say that a message is forwarded or answered."""
    for index, stretch in enumerate(stretches):
        text = stretch.text
        if not text or text[0] not in "-OFB" or len(text) > _LONGEST_MARK:
            continue
        if _FORWARDED.fullmatch(text):
            yield index
        elif text.startswith("On "):
            lines = [s.text[:_LONGEST_MARK] for s in stretches[index : index + _LONGEST_WROTE]]
            ends = (n for n in range(1, len(lines) + 1) if _WROTE.fullmatch(" ".join(lines[:n])))
            yield from range(index, index + next(ends, 0))


def _notes(stretches: Sequence[LineStretch], found: set[int]) -> Iterator[int]:
    """What somebody wrote between one head and the next, or above a cable."""
    for above, below in pairwise([-1, *sorted(found), len(stretches)]):
        lines = [i for i in range(above + 1, below) if stretches[i].text]
        is_cable = any(_is_of_cable(stretches[i].text) for i in lines[:_LONGEST])
        if below == len(stretches) or len(lines) > _LONGEST or is_cable:
            yield from _written(stretches, lines[:_LONGEST]) if is_cable else ()
            return
        yield from lines


def _written(stretches: Sequence[LineStretch], lines: Sequence[int]) -> list[int]:
    """The paragraphs at the head of the lines that a person wrote: in small letters, with nothing of a cable."""
    written: list[int] = []
    paragraph: list[int] = []
    for index in lines:
        if paragraph and stretches[index].gap:
            written += paragraph
            paragraph = []
        paragraph.append(index)
        letters = [c for i in paragraph for c in stretches[i].text if c.isalpha()]
        if _is_of_cable(stretches[index].text) or sum(map(str.islower, letters)) <= _SMALL * len(letters):
            break
    return written


def _is_of_cable(text: str) -> bool:
    """Whether a line may be one of a cable's heading, its editors' one, its numbered text, or print above it."""
    if furniture(text)[0] or is_heading(text) or shape.number(text) or printed.exact(text, "form"):
        return True
    if frus_print.file_number(text) or frus_print.heading(text):
        return True
    return any(p.colon for family in ("telegram", "smart", "nsc") for p in printed.exact(text, family))


def heads(stretches: Sequence[LineStretch]) -> set[int]:
    """The stretches that belong to the head of an e-mail."""
    found: set[int] = set()
    printed = [i for i, s in enumerate(stretches) if s.text]
    texts = [stretches[i].text[:_LONGEST_LABEL] for i in printed]
    within: list[bool] = []
    senders = [at for at, text in enumerate(texts) if (":" in text or ";" in text) and _begins(text, _SENDER)]
    for at in senders:
        if any(_begins(text, _SENT) for text in texts[at + 1 : at + 1 + _NEAR]):
            within = within or _within_text(texts)
            if within[at]:
                continue
            found.update(_head(stretches, printed[at : at + _LONGEST]))
    return found


def _within_text(texts: Sequence[str]) -> list[bool]:
    """Of each line whether a numbered paragraph stands above and the next one below: of a letter that a cable gives."""
    numbers = list(map(_number, texts))
    above = [0, *accumulate(numbers, _latest)]
    below = [*accumulate(reversed(numbers), _latest)][::-1]
    return [0 < before == after - 1 for before, after in zip(above, below, strict=False)]


def _latest(held: int, number: int) -> int:
    return number or held


def _number(text: str) -> int:
    """The number that a paragraph begins with, 0 where it has none."""
    found = _NUMBERED.match(text)
    return int(found[1]) if found else 0


def _head(stretches: Sequence[LineStretch], indexes: Sequence[int]) -> list[int]:
    """The lines of one head: down to its last label, and on to the next empty line."""
    spaced = len(indexes) > 1 and stretches[indexes[1]].gap > 0
    labelled, end = False, len(indexes)
    for at, index in enumerate(indexes):
        if at and stretches[index].gap and (labelled or not spaced):
            end = at
            break
        # A web page's paragraphs have no empty line between them.
        if labelled and _begins_cable(stretches[index].text):
            end = at
            break
        labelled = labelled or _begins(stretches[index].text, _LAST)
    return list(indexes[:end])


def _begins_cable(text: str) -> bool:
    """Whether a line is one that a cable begins with."""
    if is_heading(text) or furniture(text)[0] in ("page", "banner"):
        return True
    return any(p.label in _FIRST for family in ("smart", "form") for p in printed.exact(text, family))


def _begins(text: str, labels: tuple[str, ...]) -> bool:
    """Whether the text begins with one of the labels and a colon."""
    colon = _COLON.search(text, 0, _LONGEST_LABEL)
    head = text[: colon.start()].strip() if colon else ""
    return head in labels or (
        len(head) > 2 and any(damage.closeness(head, label, _CLOSE) >= _CLOSE for label in labels)
    )
