"""References: what is printed, and the joinable id where one can be built (RECORD.md, conventions 8 and 13)."""

from __future__ import annotations

import re

from lark import Token, Tree

from cableparse.dates import full_year
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields.identity import joinable_id
from cableparse.fields.value import Printed
from cableparse.grammars import parser, pattern
from cableparse.pages import Span
from cableparse.reading import Reading, fold
from cableparse.vocabulary import posts, reference_words

# STATE's serials grew by some 700 to 950 a day over 1973-2000 (numbers and dates of the fixtures); twice that and a
# few days' start is more than any day reached.
_STATE_A_DAY = 1500
# Messages drafted together cite each other before they are sent (fixtures: VIENNA 663 of 1974 cites VIENNA 665).
_NEIGHBOURS = 10
_FIRST_MONTHS = 2
_SHORTEST_POST = 3
_LABEL = re.compile(r"[A-Z]{1,2}|\d{1,2}")
_WORD = re.compile(r"\w{3}")
_NOTHING = re.compile(r"N/A|NONE")
_AS_DIGITS = str.maketrans("OIlSB", "01158")
_YEARS = ("year", "after", "trailing", "glued", "of")
_KINDS = {"AIRGRAM": "airgram", "BY_DTG": "dtg", "REGULATION": "regulation", "REPORT": "report", "NUMBER": "number"}


def read(draft: Draft, printed: Printed) -> None:
    """Add the references of one REF field."""
    _References(draft, printed.joined()).read()


class _References:
    def __init__(self, draft: Draft, reading: Reading) -> None:
        self.draft = draft
        self.reading = reading
        self.label: str | None = None
        self.post = ""  # of the message before: `STATE 18, 25` is two of STATE
        self.year: str | None = None
        self.message = pattern("references", "MESSAGE")
        self.qualifier = pattern("references", "QUALIFIER")

    def read(self) -> None:
        for node in parser("references").parse(self.reading.text).children:
            if isinstance(node, Tree) and node.data == "airgram":
                self._other(*(token for token in node.children[:1] if isinstance(token, Token)))
            elif isinstance(node, Tree):
                self._message(*(token for token in node.children if isinstance(token, Token)))
            elif node.type == "LABEL":
                found = _LABEL.search(str(node).removeprefix("REF"))
                self.label = found[0] if found else None
            elif node.type == "NUMBER" and self.post:
                self._add(node, self._kind(self.post), self._id(self.post, int(node), self.year, self._spans(node)))
            elif node.type == "BY_DTG" and self._has_serial(node):
                self._message(node)
            elif node.type not in ("NOTAL", "CONJUNCTION"):
                self._other(node)

    def _message(self, token: Token, *qualifiers: Token) -> None:
        parts = self.message.match(token)
        if parts is None:
            return
        post, start = self._sender(token, parts)
        years = [parts[name] for name in _YEARS if parts[name]]
        if parts["before"] and parts["before"].isdigit():
            years.insert(0, parts["before"])
        years += [found["dated"] for q in qualifiers if (found := self.qualifier.match(q)) and found["dated"]]
        self.post, self.year = post, years[0] if years else None
        digits = parts["number"].translate(_AS_DIGITS)
        spans = self._spans(token, start)
        if digits != parts["number"]:
            self.draft.note(Code.REPAIRED, f"`{fold(token[start:])}` read as number {int(digits)}.", spans)
        self._add(token, self._kind(post), self._id(post, int(digits), self.year, spans), start)

    def _has_serial(self, token: Token) -> bool:
        """Whether a post's number stands before the date-time group: STATE 12345 DTG 031200Z MAY 74."""
        parts = self.message.match(token)
        return (
            parts is not None and posts.find(_name(parts["post"])) is not None and not _is_no_post(_name(parts["post"]))
        )

    def _sender(self, token: Token, parts: re.Match[str]) -> tuple[str, int]:
        """The sender's name, and where it begins: a name may run over a line's end, or a line may end in rubble."""
        whole = _name(parts["post"])
        above, broken, below = parts["post"].rpartition("\n")
        if not broken or posts.find(whole) is not None:
            return whole, 0
        start = parts.start("post") + len(above) + 1
        self._add(token, "unknown", None, 0, start)
        return _name(below), start

    def _other(self, token: Token) -> None:
        if token.type == "OTHER" and (_NOTHING.fullmatch(token) or not _WORD.search(token)):
            return
        if token.type == "NUMBER" and len(token) < _SHORTEST_POST:
            return
        self.post, self.year = "", None
        self._add(token, _KINDS.get(token.type) or reference_words.kind(token) or "unknown", None)

    def _add(self, token: Token, kind: str, identifier: str | None, start: int = 0, end: int | None = None) -> None:
        if identifier is not None:
            if identifier in self.draft.seen:
                return
            self.draft.seen.add(identifier)
        spans = self._spans(token, start, end)
        if identifier is not None and identifier == self.draft.get("id"):
            self.draft.note(Code.OWN_NUMBER_REFERENCED, spans=spans)
        printed = fold(token[start:end]).strip(" .,;")
        printed = printed if ")" in printed else printed.lstrip("(")
        value = {"label": self.label, "as_printed": printed, "id": identifier, "kind": kind}
        self.draft.add("references", value, spans)

    def _spans(self, token: Token, start: int = 0, end: int | None = None) -> list[Span]:
        base = token.start_pos or 0
        return self.reading.spans(base + start, base + (len(token) if end is None else end))

    def _kind(self, post: str) -> str:
        return (reference_words.kind(post) if _is_no_post(post) else None) or "telegram"

    def _id(self, post: str, number: int, printed_year: str | None, spans: list[Span]) -> str | None:
        if _is_no_post(post):
            return None
        if posts.find(post) is None:
            fixed = posts.repair_post(post)
            if fixed is None:
                self.draft.note(Code.UNKNOWN_SENDER, f"`{post}`", spans)
            else:
                self.draft.note(Code.REPAIRED, f"`{post}` read as {fixed[0]} (score {fixed[1]:.2f}).", spans)
                post = fixed[0]
        if printed_year:
            year: int | None = int(printed_year) if len(printed_year) == 4 else full_year(int(printed_year))
        else:
            year = self._year(post, number, spans)
        return joinable_id(post, number, year)

    def _year(self, post: str, number: int, spans: list[Span]) -> int | None:
        """The citing message's year, or the year before where its number was not reached yet."""
        year = self.draft.year
        utc = self.draft.get("dtg.utc")
        if year is None or utc is None or int(utc[5:7]) > _FIRST_MONTHS:
            return year
        day = int(utc[8:10]) + 31 * (int(utc[5:7]) - 1)
        station = posts.station(post)
        own = self.draft.get("message.number")
        own_post = self.draft.get("message.originator") or ""
        later = station == posts.station(own_post) and own is not None and number > own + _NEIGHBOURS
        if later or (station == "STATE" and number > _STATE_A_DAY * (day + 3)):
            self.draft.note(Code.YEAR_INFERRED, f"{post} {number} is taken to be of {year - 1}.", spans)
            return year - 1
        return year


def _name(printed: str) -> str:
    """A sender's name without its address's first word: AMEMBASSY LIMA and LIMA'S are LIMA."""
    name = fold(printed).strip(" .'").removesuffix("'S")
    if posts.find(name) is None:
        post = posts.plad(name)
        return post.name if post else name
    return name


def _is_no_post(post: str) -> bool:
    words = post.split()
    if {post, words[0], words[-1]} & reference_words.words():
        return True
    return len(post) < _SHORTEST_POST and posts.find(post) is None
