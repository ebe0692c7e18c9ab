"""The surname that closes a message, and the print below it that is no text."""

from __future__ import annotations

import re
from functools import cache

from cableparse import damage
from cableparse.body import furniture
from cableparse.body.cuts import Text
from cableparse.body.stretch import Stretch, ends_sentence
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.reading import fold

_TITLE = (
    r"(?:(?:AMB(?:ASSADOR)?|SECRETARY|MINISTER|CONSUL(?: GENERAL)?|CHARGE(?: D['’]AFFAIRES)?|ACTING|DCM"
    r"|MR|MRS|MS|DR)\b\.?)"
)
# Capitals, and what OCR puts in place of one.
_SURNAME = rf"(?!{_TITLE}\W)(?:Ma?c)?[A-Z0-9][A-Z0-9l|!'’-]{{2,}}"
_PARTICLES = r"(?:(?:DE|DI|DU|LA|LE|EL|ST\.?|VAN|VON|DER|DEN|TEN|TER) ){0,2}"
_NAME = rf"{_PARTICLES}{_SURNAME}(?: {_SURNAME})?"
_ALONE = re.compile(rf"[^\w(]{{0,3}}(?:{_TITLE} )?({_NAME}|ACTING)(?:,? \(?{_TITLE}\)?)?\W{{0,3}}")
_MIXED_CASE = re.compile(r"\W?((?:Ma?c|O['’])?[A-Z][a-z]{2,}(?:[ -][A-Z][a-z]{2,})?)\W?")
_CLOSING = re.compile(rf"(?:[.?!)\"”•]|\bUNQUOTE[.,]?) +({_NAME})(?: ?[:*_'\"-]){{0,3}}$")
_BEHIND_GROUP = re.compile(rf"\bGP ?-? ?\d\W{{1,3}}({_SURNAME})\W{{0,3}}$")
# The full stop misread; only where something stands below that is no text.
_DAMAGED_CLOSING = re.compile(r"[,•] +([A-Z]{4,})[ *_'\"-]{0,3}$")
# Words that close a text or head a paragraph, and those that a text breaks off at, are nobody's name.
_NO_NAMES = frozenset(
    "UNQUOTE QUOTE BEGIN END TEXT SUMMARY COMMENT COMMENTS RECOMMENDATION RECOMMENDATIONS CONCLUSION CONCLUSIONS NOTE"
    " BACKGROUND DISCUSSION INTRODUCTION ACTION INFO DEPARTMENT EMBASSY CONSULATE CONFIDENTIAL SECRET UNCLASSIFIED"
    " RESTRICTED DECLASSIFIED REGARDS THANKS THE AND FOR WITH THAT THIS FROM WILL HAS HAVE WAS WERE ARE NOT BUT HIS"
    " THEY THERE WHEN".split()
)
_GROUP_MARKING = re.compile(r"(?:.*\W)?G ?[A-Z]{1,2} ?[-~.] ?[\dIil!]\W*")
_LONGEST_NAME = 30
# Print below a signature: initials of the typist, group marking, routing, a stamp.
_MOST_PRINT = 8
_PRINT_LENGTH = 48  # two thirds of a typed line
_SPECK_LENGTH = 12
_MOST_SPECKS = 2
_INITIALS = 3


def take(draft: Draft, text: Text) -> list[Stretch]:
    """The stretches of `text` without the signature and the print below it; SMART's own label goes before."""
    labelled = draft.get("body.signature")
    if labelled is None:
        return _Closing(draft, text).taken()
    if text.stretches and fold(text.stretches[-1].text) == labelled:  # the pasted telegram's, above SMART's label
        return text.stretches[:-1]
    return text.stretches


class _Closing:
    def __init__(self, draft: Draft, text: Text) -> None:
        self.draft = draft
        self.stretches = text.stretches
        self.closed = text.closed
        self.ended = text.ended
        if any(map(_is_sentence, self.stretches[self.ended :])):  # the mark closed a section of the message
            self.ended = len(self.stretches)

    def taken(self) -> list[Stretch]:
        """The stretches above the signature: nowhere is more printed below it than above."""
        below = 0
        for index in range(self.ended - 1, max(self.ended - _MOST_PRINT, 0) - 1, -1):
            stretch = self.stretches[index]
            if below and below > sum(above.end - above.start for above in self.stretches[:index]):
                break
            text = stretch.text.rstrip()
            found = self._alone(index, text)
            if found is not None:
                self._put(found, stretch, stretch.span.start)
                self._cut(index + 1)
                return self.stretches[:index]
            found = self._within(index, text)
            if found is not None:
                end = stretch.start + found.start(1)
                self._put(found, stretch, stretch.line.offset + end)
                self._cut(index + 1)
                return [*self.stretches[:index], stretch._replace(end=end)]
            if not self._is_print(index, stretch):
                break
            below += stretch.end - stretch.start
        self._cut(self.ended)
        return self.stretches[: self.ended]

    def _cut(self, first: int) -> None:
        """Say of the stretches from `first` on that they are print below the text."""
        for stretch in self.stretches[first:]:
            self.draft.note(Code.BANNER_IN_TEXT, spans=[stretch.span])

    def _alone(self, index: int, text: str) -> re.Match[str] | None:
        """A name that is all of its line."""
        if len(text) > _LONGEST_NAME:
            return None
        name = _ALONE.fullmatch(text)
        if name is None and index + 1 == self.ended:
            name = _MIXED_CASE.fullmatch(text)
        if name is None or not _is_name(name[1]) or not self._may_close(index):
            return None
        return None if self._is_typist(index, name[1]) else name

    def _may_close(self, index: int) -> bool:
        """Whether the text can end above a line: it stands apart, or a sentence ends there, specks left out."""
        stretch = self.stretches[index]
        if not index or (stretch.gap and not stretch.turned):
            return index > 0
        for before in reversed(self.stretches[max(index - _MOST_SPECKS - 1, 0) : index]):
            text = before.text
            if ends_sentence(text) or text.endswith("UNQUOTE") or _GROUP_MARKING.fullmatch(text):
                return True
            if len(text) > _SPECK_LENGTH:
                return False
        return False

    def _is_typist(self, index: int, name: str) -> bool:
        """Whether three letters are the initials of the typist, a name standing above them on a form."""
        if self.draft.layout != "form" or len(name) > _INITIALS:
            return False
        above = (s.text.rstrip() for s in self.stretches[max(index - _MOST_SPECKS, 0) : index])
        return any((found := _ALONE.fullmatch(text)) and _is_name(found[1]) for text in above)

    def _within(self, index: int, text: str) -> re.Match[str] | None:
        """A name behind the last sentence, on its line; one of two words only where the message is closed."""
        closed = self.closed or index + 1 < len(self.stretches)
        tail = max(len(text) - 2 * _LONGEST_NAME, 0)
        name = _CLOSING.search(text, tail) or _BEHIND_GROUP.search(text, tail)
        if name is None and self.closed and index + 1 == len(self.stretches):
            name = _DAMAGED_CLOSING.search(text, tail)
        return name if name and _is_name(name[1]) and (closed or " " not in name[1]) else None

    def _is_print(self, index: int, stretch: Stretch) -> bool:
        """Whether a line can stand below a signature: a banner, or short print of a form or below the last banner."""
        if _closing_banner().fullmatch(stretch.text.rstrip()):
            return True
        if stretch.end - stretch.start > _PRINT_LENGTH or _is_sentence(stretch):
            return False
        return self.draft.layout == "form" or self._is_last_page(index)

    def _is_last_page(self, index: int) -> bool:
        """Whether no banner or page line stands below a line, but one above it: the foot of the last page is passed."""
        for at in range(self.ended - 1, -1, -1):
            if self.stretches[at].turned:
                return index >= at
        return False

    def _put(self, found: re.Match[str], stretch: Stretch, start: int) -> None:
        printed = found[1]
        span = stretch.span
        span.start = start
        name = damage.letters(printed)
        if name != printed:
            self.draft.repaired(printed, name, None, [span])
        self.draft.put("body.signature", name, [span])


def _is_name(words: str) -> bool:
    """Whether no word of a name is an ordinary one, and at most one character in three is no letter."""
    signs = sum(not character.isalpha() and character not in " -'’" for character in words)
    return signs * 3 <= len(words) and _NO_NAMES.isdisjoint(words.upper().split())


def _is_sentence(stretch: Stretch) -> bool:
    """Whether a line closes a sentence, so that it is text; a group marking's stop closes none."""
    text = stretch.text.rstrip()
    return text.endswith((".", "?", "!")) and _GROUP_MARKING.fullmatch(text) is None


@cache
def _closing_banner() -> re.Pattern[str]:
    return re.compile(rf"\W*{furniture.banner_words()}(?:\s+N{{3,4}})?\W*")
