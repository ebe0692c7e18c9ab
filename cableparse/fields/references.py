"""References: what is printed, and the joinable id where one can be built (RECORD.md, conventions 8 and 13)."""

from __future__ import annotations

import re

from lark import Token, Tree

from cableparse.dates import full_year
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.fields.message import joinable_id
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
_LETTERS = re.compile(r"[A-Z]{1,2}")


def read(draft: Draft, printed: Printed) -> None:
    """Add the references of one REF field."""
    _References(draft, printed.joined()).read()


class _References:
    def __init__(self, draft: Draft, reading: Reading) -> None:
        self.draft = draft
        self.reading = reading
        self.label: str | None = None
        self.post = ""
        self.items = pattern("references", "MESSAGE")

    def read(self) -> None:
        for node in parser("references").parse(self.reading.text).children:
            if isinstance(node, Tree):
                for token in node.scan_values(lambda value: isinstance(value, Token)):
                    self._message(token)
                continue
            match node.type:
                case "LABEL":
                    letters = _LETTERS.findall(str(node).removeprefix("REF"))
                    self.label = letters[0] if letters else None
                case "NUMBER" if self.post:
                    self._add(node, self._id(self.post, int(node), None, node))
                case "AIRGRAM" | "BY_DTG" | "NUMBER" | "OTHER":
                    self._other(node)

    def _message(self, token: Token) -> None:
        parts = self.items.match(token)
        if parts is None:
            return
        post = fold(parts["post"]).strip(" .'")
        post = post.removeprefix("AND ")
        year = parts["year"] or parts["after"] or parts["trailing"]
        if parts["before"] and parts["before"].isdigit():
            year = parts["before"]
        self.post = post
        self._add(token, self._id(post, int(parts["number"]), year, token))

    def _other(self, token: Token) -> None:
        if re.search(r"\w{3}", token) and not re.fullmatch(r"\(?NOTAL\)?|N/A|NONE", token):
            self._add(token, None)

    def _add(self, token: Token, identifier: str | None) -> None:
        if identifier is not None:
            if identifier in self.draft.seen:
                return
            self.draft.seen.add(identifier)
        printed = fold(token).strip(" .,;")
        spans = self.reading.spans(token.start_pos or 0, token.end_pos or 0)
        self.draft.add("references", {"label": self.label, "as_printed": printed, "id": identifier}, spans)

    def _id(self, post: str, number: int, printed_year: str | None, token: Token) -> str | None:
        if self._is_no_post(post):
            return None
        spans = self.reading.spans(token.start_pos or 0, token.end_pos or 0)
        if posts.find(post) is None:
            fixed = posts.repair_post(post)
            if fixed is not None:
                self.draft.note(Code.REPAIRED, f"`{post}` read as {fixed[0]} (score {fixed[1]:.2f}).", spans)
                post = fixed[0]
        if printed_year:
            year: int | None = int(printed_year) if len(printed_year) == 4 else full_year(int(printed_year))
        else:
            year = self._year(post, number, spans)
        return joinable_id(post, number, year)

    def _is_no_post(self, post: str) -> bool:
        words = post.split()
        if {post, words[0], words[-1]} & reference_words.words():
            return True
        return len(post) < _SHORTEST_POST and posts.find(post) is None

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
