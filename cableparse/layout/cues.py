"""What a line looks like by itself: one ordered table of cues, tried as one pattern at its first printed character.

Many cues are terminals of the grammars, so that a label is described in one place only.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from cableparse.grammars import bare, pattern
from cableparse.layout.kinds import LineKind
from cableparse.pages import Line, Span

# Markdown marks, bullets and specks before the text; a filing line's dashes and a total's slash are text.
_LEAD = re.compile(r"(?:[^\w(</\-]+|-(?!-{3}))*_*")
_TAIL = " \t*_#|"


class Cue(NamedTuple):
    """`kind` where the cue alone decides what the line is."""

    name: str
    kind: LineKind | None
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
        Cue("foia_banner", stamp, r"(?i:UNCLASSIFIED\W+U\.?\s*S\.?\s+Department of State\s+Case)"),
        Cue("print_head", stamp, r"(?:UNCLASSIFIED\s+)?(?:n?Current (?:Class|Handling)|Channel: n/a|Page: ?\d+\s*$)"),
        Cue("review_stamp", stamp, r"(?:[A-Z][\w.]*\s+){0,4}(?i:Declassified/Released US Department of State)"),
        Cue("decision", stamp, r"(?i:RELEASED? IN(?: (?:FULL|PART)\b.*)?|DENIED IN (?:FULL|PART)\b.*)\s*$"),
        Cue("review_authority", stamp, r"(?i:UNITED STATES DEPARTMENT OF STATE|REVIEW AUTHORITY:|DATE/CASE ID:)"),
        Cue("case_line", stamp, r"CSP-\d{4}-\d+"),
        Cue("reclassified", stamp, r"Classified by .{3,60} on \d"),
        Cue("attributes_heading", LineKind.ATTRIBUTES, r"Message (?:Text|Attributes)\s*$"),
        Cue("end_mark", furniture, r"N{3,4}(?:[A-Z]{6,8})?\W*$|NMAFVVZCZ|<<? ?END OF DOCUMENT|Current (?:Handling Restrictions|Classification) \*\*\*"),
        Cue("page", furniture, _terminal("page", "PAGE") + r"(?:$|[\W]*" + _terminal("page", "PLACE") + ")"),
        Cue("section_head", furniture, r"[A-Z][A-Z ]+ \d{8}\s+\d{3}(?:\.\d)? OF \d{3}\W*$"),
        Cue("page_word", furniture, r"PA[GC]E[ \t]+[\d@]{2}\s*$|CLASSIFICATION: \w+$|Page \d+ of \d+$|" + "(?:UNCLASSIFIED|SBU) +Page \\d+ of \\d+$"),
        Cue("margin", LineKind.MARGIN, rf"{code}(?:[ ,/;]+(?:{code}))*\W*$"),
        Cue("form_heading", None, r"\W?IN[CQ]?OMING TE|\W?OUTGOING T|\W?AIRGRAM\b"),
        Cue("class_line", None, _telegram("CLASS_LINE")),
        Cue("banner", banner, rf"(?:[a-z] )?(?:{level}|SBU|NOFORN)(?:[\s/,]+(?:{level}|SBU|NOFORN|EXDIS|NODIS|LIMDIS))*\W*$"),
        Cue("lost_text", furniture, r"(?:MRN: ?\d{4}[A-Z ]+\d+ +SEGMENT|ERROR READING TEXT INDEX|EXPAND ERROR)"),
        Cue("mrn", None, r"MRN ?:"),
        Cue("smart_label", None, _smart_labels()),
        Cue("place", None, _terminal("page", "PLACE") + r"\s*$"),
        Cue("dtg", None, _telegram("DTG")),
        Cue("filing", None, _telegram("FILING")),
        Cue("routing", None, _telegram("START_OF_TRANSMISSION", "INDICATORS", "STATION", "SECURITY") + r"|BT\s*$"),
        Cue("distribution", None, _telegram("ORIGIN", "ACTION")),
        Cue("offices", None, _telegram("INFO_COPIES", "OFFICES")),
        Cue("drafting", None, _telegram("DRAFTED", "APPROVED", "DESIRED")),
        Cue("fm", None, _telegram("FM")),
        Cue("to", None, _telegram("TO")),
        Cue("info", None, _telegram("INFO", "XMT")),
        Cue("eo", None, _telegram("EO")),
        Cue("tags", None, _telegram("TAGS")),
        Cue("subject", None, _telegram("SUBJECT")),
        Cue("ref", None, _telegram("REF")),
        Cue("classified", None, _telegram("CLASSIFIED")),
        Cue("source_line", furniture, r"SOURCE: ?KODAK"),
        Cue("number", None, r"\d{1,2}\s?[.,)»]\s?(?=[\s(A-Z\"“]|$)"),
        Cue("letter", None, r"\(?[A-Z][.)](?=\s|$)"),
        Cue("digits", None, r"\d{1,6}(?: \d{1,3})?\s*$"),
        Cue("accession", None, r"[A-Z]{1,3}\d{1,5}\W{0,2}$|MM\d\. ?\d$"),
    )


def _smart_labels() -> str:
    """The labels that only SMART has; the others are read where the layout is known to be SMART's."""
    return _terminal("smart", "DATE_DTG", "CAPTIONS", "PASS_LINE", "SIGNATURE", "RELEASED", "ACTION_OFFICE",
                     "INFO_OFFICE", "ACTION_POST", "DISSEMINATION")  # fmt: skip


@cache
def _one() -> re.Pattern[str]:
    """All cues as one pattern. An empty group behind each tells which one matched: a group around it would keep the
    engine from passing over an alternative at its first letter, at twice the time a line."""
    return re.compile("|".join(f"(?:{cue.pattern})()" for cue in table()))


@cache
def _names() -> tuple[str, ...]:
    return ("text", *(cue.name for cue in table()))


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
    found = _one().match(text, start, end)
    cue = _names()[found.lastindex or 0] if found else "text"
    return Mark(line, cue, start, end, text[start:end])


def fixed_kind(cue: str) -> LineKind | None:
    """The kind of every line with this cue, or None where the place decides."""
    return _kinds().get(cue)
