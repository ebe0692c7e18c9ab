"""What a line looks like by itself: one ordered table of cues, tried as one pattern at its first printed character.

Many cues are terminals of the grammars, so that a label is described in one place only.
"""

from __future__ import annotations

import re
from functools import cache
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple

from cableparse.grammars import bare, pattern
from cableparse.layout.kinds import LineKind
from cableparse.pages import Line, Span

# Markdown marks, bullets and specks before the text; a filing line's dashes and a total's slash are text.
_LEAD = re.compile(r"(?:[^\w(</\-]+|-(?!-{3}))*_*")
ANY = "any"
CAPITALS = ascii_uppercase
DIGITS = digits
_LISTED = frozenset(ascii_letters + digits + '<(.-/"“\u0412')
_TAIL = " \t*_#|"


class Cue(NamedTuple):
    """A pattern for the beginning of a line; `kind` where the cue alone decides what the line is.

    `first` has every character that the pattern can begin with: only the cues of a line's first character are tried.
    """

    name: str
    kind: LineKind | None
    first: str
    pattern: str


class Mark(NamedTuple):
    """A line with its cue; `text` is the line without leading and trailing marks, `line.text[start:end]`."""

    line: Line
    cue: str
    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """Where the line's text stands."""
        return self.line.span(self.start, self.end)


def _terminal(grammar: str, *names: str) -> str:
    """Terminals of a grammar, without their group names: the cue is the only name here."""
    return "|".join(bare(pattern(grammar, name).pattern) for name in names)


def _telegram(*names: str) -> str:
    return _terminal("telegram", *names)


@cache
def table() -> tuple[Cue, ...]:
    """The cues in the order they are tried; the reason for a place is beside it."""
    level = _terminal("banner", "LEVEL")
    code = r"(?:\(?[Bb][ -]?\)? ?\(?\d\)?|\u0412\d|1\.[3-6] ?\(?[A-Ha-h]\)?(?: ?\([A-Ha-h]\))*|25 ?X ?\d|PA|NR)"
    stamp, furniture, banner = LineKind.STAMP, LineKind.FURNITURE, LineKind.BANNER
    return (
        # release markings first: they begin with words that are classifications or labels elsewhere
        Cue("foia_banner", stamp, "Uu", r"(?i:UNCLASSIFIED\W+U\.?\s*S\.?\s+Department of State\s+Case)"),
        Cue(
            "end_mark",
            furniture,
            "N<C",
            r"N{3,4}(?:[A-Z]{6,8})?\W*$|NMAFVVZCZ|<<? ?END OF DOCUMENT"
            r"|Current (?:Handling Restrictions|Classification) \*\*\*",
        ),
        Cue(
            "print_head",
            stamp,
            "UnCP",
            r"(?:UNCLASSIFIED\s+)?(?:n?Current (?:Class|Handling)|Channel: n/a|Page: ?\d+\s*$)",
        ),
        Cue(
            "review_stamp",
            stamp,
            CAPITALS + "d",
            r"(?=[^/]{8,70}+/R)(?:[A-Z][\w.]*\s+){0,4}(?i:Declassified/Released US Department of State)",
        ),
        Cue("decision", stamp, "RrDd", r"(?i:RELEASED? IN(?: (?:FULL|PART)\b.*)?|DENIED IN (?:FULL|PART)\b.*)\s*$"),
        Cue(
            "review_authority",
            stamp,
            "UuRrDd",
            r"(?i:UNITED STATES DEPARTMENT OF STATE|REVIEW AUTHORITY:|DATE/CASE ID:)",
        ),
        Cue("case_line", stamp, "C", r"CSP-\d{4}-\d+"),
        Cue("reclassified", stamp, "C", r"Classified by .{3,60} on \d"),
        Cue("attributes_heading", LineKind.ATTRIBUTES, "M", r"Message (?:Text|Attributes)\s*$"),
        Cue("page", furniture, "P", _terminal("page", "PAGE") + r"(?:$|[\W]*" + _terminal("page", "PLACE") + ")"),
        Cue(
            "section_head", furniture, CAPITALS, r"(?=\D{3,30}+\d{8} )[A-Z][A-Z ]+ \d{8}\s+\d{3}(?:\.\d)? OF \d{3}\W*$"
        ),
        Cue(
            "page_word",
            furniture,
            "PCUS",
            r"PA[GC]E[ \t]+[\d@]{2}\s*$|CLASSIFICATION: \w+$|Page \d+ of \d+$|"
            + "(?:UNCLASSIFIED|SBU) +Page \\d+ of \\d+$",
        ),
        Cue("margin", LineKind.MARGIN, "(Bb12\u0412PN", rf"{code}(?:[ ,/;]+(?:{code}))*\W*$"),
        Cue("form_heading", None, ANY, r"\W?IN[CQ]?OMING TE|\W?OUTGOING T|\W?AIRGRAM\b"),
        Cue("class_line", None, "QTtSsCcLlUuOoRr", _telegram("CLASS_LINE")),
        Cue(
            "banner",
            banner,
            ascii_lowercase + "CLNORSTU",
            rf"(?:[a-z] )?(?:{level}|SBU|NOFORN)(?:[\s/,]+(?:{level}|SBU|NOFORN|EXDIS|NODIS|LIMDIS))*\W*$",
        ),
        Cue("lost_text", furniture, "ME", r"(?:MRN: ?\d{4}[A-Z ]+\d+ +SEGMENT|ERROR READING TEXT INDEX|EXPAND ERROR)"),
        Cue("mrn", None, "M", r"MRN ?:"),
        Cue("smart_label", None, "DdCPSRAI", _smart_labels()),
        Cue("place", None, CAPITALS, r"(?=\D{2,16}+\d)" + _terminal("page", "PLACE") + r"\s*$"),
        Cue("dtg", None, "ZOPRYW0", _telegram("DTG")),
        Cue("filing", None, "-" + DIGITS + "ABCDEF", _telegram("FILING")),
        Cue(
            "routing",
            None,
            "VZOPRDB",
            _telegram("START_OF_TRANSMISSION", "INDICATORS", "STATION", "SECURITY") + r"|BT\s*$",
        ),
        Cue("distribution", None, "OA", _telegram("ORIGIN", "ACTION")),
        Cue("offices", None, CAPITALS + DIGITS + '/("“', _telegram("INFO_COPIES", "OFFICES")),
        Cue("drafting", None, ".DAE", _telegram("DRAFTED", "APPROVED", "DESIRED")),
        Cue("fm", None, "F", _telegram("FM")),
        Cue("to", None, "T", _telegram("TO")),
        Cue("info", None, "IX", _telegram("INFO", "XMT")),
        Cue("eo", None, "E", _telegram("EO")),
        Cue("tags", None, "TA", _telegram("TAGS")),
        Cue("subject", None, "SU", _telegram("SUBJECT")),
        Cue("ref", None, "R", _telegram("REF")),
        Cue("classified", None, "Cc" + DIGITS, _telegram("CLASSIFIED")),
        Cue("source_line", furniture, "S", r"SOURCE: ?KODAK"),
        Cue("number", None, DIGITS, r"\d{1,2}\s?[.,)»]\s?(?=[\s(A-Z\"“]|$)"),
        Cue("letter", None, CAPITALS + "(", r"\(?[A-Z][.)](?=\s|$)"),
        Cue("digits", None, DIGITS, r"\d{1,6}(?: \d{1,3})?\s*$"),
        Cue("accession", None, CAPITALS, r"[A-Z]{1,3}\d{1,5}\W{0,2}$|MM\d\. ?\d$"),
    )


def _smart_labels() -> str:
    """The labels that only SMART has; the others are read where the layout is known to be SMART's."""
    return _terminal("smart", "DATE_DTG", "CAPTIONS", "PASS_LINE", "SIGNATURE", "RELEASED", "ACTION_OFFICE",
                     "INFO_OFFICE", "ACTION_POST", "DISSEMINATION")  # fmt: skip


@cache
def _beginning_with(character: str) -> tuple[re.Pattern[str], list[str]]:
    """The cues that can begin with a character as one pattern, and their names by group.

    An empty group behind each cue tells which one matched; named groups around them would take twice the time.
    """
    cues = [cue for cue in table() if character in cue.first or cue.first == ANY]
    return re.compile("|".join(f"(?:{cue.pattern})()" for cue in cues)), ["text", *(cue.name for cue in cues)]


@cache
def _kinds() -> dict[str, LineKind]:
    return {cue.name: cue.kind for cue in table() if cue.kind is not None}


def mark(line: Line) -> Mark:
    """The line with its cue: `blank`, `text` where none fits, else a name of the table."""
    text = line.text
    end = len(text.rstrip(_TAIL))
    lead = None if text[:1].isalnum() else _LEAD.match(text, 0, end)
    start = lead.end() if lead else 0
    if start >= end:
        return Mark(line, "blank" if not text.strip() else "specks", start, end, "")
    first = text[start]
    pattern, names = _beginning_with(first if first in _LISTED else ANY)
    found = pattern.match(text, start, end)
    cue = names[found.lastindex or 0] if found else "text"
    return Mark(line, cue, start, end, text[start:end])


def fixed_kind(cue: str) -> LineKind | None:
    """The kind of every line with this cue, or None where the place decides."""
    return _kinds().get(cue)
