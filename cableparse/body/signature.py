"""The surname that closes a message, and the print below it that is no text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cableparse import damage
from cableparse.body import inline_furniture
from cableparse.body.cuts import MessageText
from cableparse.body.stretch import TextStretch
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.reading import ends_sentence, fold
from cableparse.vocabulary import telling_words
from cableparse.vocabulary.tables import rows

_TITLES = telling_words.pattern("title").replace("'", "['’]")
_TITLE = rf"(?:(?:{_TITLES})\b\.?)"
# Capitals, and what OCR puts in place of one.
_SURNAME = rf"(?!{_TITLE}\W|N{{3,4}}\b)(?:Ma?c)?[A-Z0-9][A-Z0-9l|!'’-]{{2,}}"
_PARTICLES = rf"(?:(?:{telling_words.pattern('particle')}) ){{0,2}}"
_NAME = rf"{_PARTICLES}{_SURNAME}(?: {_SURNAME})?"
_ALONE = re.compile(rf"[^\w(]{{0,3}}(?:{_TITLE} )?({_NAME}|ACTING)(?:,? \(?{_TITLE}\)?)?(?: N{{3,4}})?\W{{0,3}}")
_MIXED_CASE = re.compile(r"[^\w(]?((?:Ma?c|O['’])?[A-Z][a-z]{2,}(?:-[A-Z][a-z]{2,})?)")
_CLOSING = re.compile(rf"(?:[.?!)\"”•]|\bUNQUOTE[.,]?) +({_NAME})(?: ?[:*_'\"-]){{0,3}}$")
_BEHIND_GROUP = re.compile(rf"\bGP ?-? ?\d\W{{1,3}}({_SURNAME})\W{{0,3}}$")
# The full stop misread; only where something stands below that is no text.
_DAMAGED_CLOSING = re.compile(r"[,•] +([A-Z]{4,})[ *_'\"-]{0,3}$")
_GROUP_MARKING = re.compile(r"(?:.*\W)?G ?[A-Z]{1,2} ?[-~.] ?[\dIil!]\W*")
# Beside the signature: behind a sentence it is labelled as text (fixtures/pre-1973/1968LISBON01567_and_others).
_GROUP_BESIDE = re.compile(rf"(?:{_NAME}\W{{1,3}})?(\(?GP ?- ?[1-4]\)?\.?)(?: +{_NAME})?\W*")
# Two names with a title before and behind them.
_LONGEST_NAME = 30
# Print below a signature: initials of the typist, group marking, routing, a stamp.
_MOST_PRINT = 8
_PRINT_LENGTH = 48  # two thirds of a typed line
_SPECK_LENGTH = 12
_MOST_SPECKS = 2
_INITIALS = 3


def take(draft: Draft, text: MessageText) -> list[TextStretch]:
    """The stretches of `text` without the signature and the print below it; SMART's own label goes before."""
    text = _without_group(draft, text)
    labelled = draft.get("body.signature")
    if labelled is None:
        return _Closing(draft, text).taken()
    if text.stretches and fold(text.stretches[-1].text) == labelled:  # the pasted telegram's, above SMART's label
        return text.stretches[:-1]
    return text.stretches


def _without_group(draft: Draft, text: MessageText) -> MessageText:
    """The text without the group marking that stands on the line of the signature, before it or behind it."""
    for index in range(text.ended - 1, max(text.ended - _MOST_SPECKS - 2, -1), -1):
        stretch = text.stretches[index]
        marking = _GROUP_BESIDE.fullmatch(stretch.text) if "GP" in stretch.text else None
        if marking is None:
            continue
        start, end = stretch.start + marking.start(1), stretch.start + marking.end(1)
        draft.note(Code.BANNER_IN_TEXT, spans=[stretch.line.span(start, end)])
        before, behind = stretch.text[: marking.start(1)].rstrip(), stretch.text[marking.end(1) :]
        kept = [stretch._replace(end=stretch.start + len(before))] if before else []
        if behind.strip():
            kept.append(stretch._replace(start=end + len(behind) - len(behind.lstrip()), gap=True, turned=False))
        stretches = [*text.stretches[:index], *kept, *text.stretches[index + 1 :]]
        return text._replace(stretches=stretches, ended=text.ended + len(kept) - 1)
    return text


class _Closing:
    def __init__(self, draft: Draft, text: MessageText) -> None:
        self.draft = draft
        self.stretches = text.stretches
        self.closed = text.closed
        self.ended = text.ended if _is_end(text) else len(text.stretches)

    def taken(self) -> list[TextStretch]:
        """The stretches above the signature: nowhere is more printed below it than above."""
        below = 0
        for index in range(self.ended - 1, max(self.ended - _MOST_PRINT, 0) - 1, -1):
            stretch = self.stretches[index]
            if below and below > _length(self.stretches[:index]):
                break
            text = stretch.text.rstrip()
            alone = self._alone(index, text)
            found = alone or self._within(index, text)
            if found is not None and self._has_print_below(index):
                end = stretch.start if alone else stretch.start + found.start(1)
                self._put(found, stretch, stretch.line.span(end, end).start)
                self._cut(index + 1)
                return [*self.stretches[:index], *([] if alone else [stretch._replace(end=end)])]
            if found is not None or not _is_print(stretch):
                break
            below += stretch.end - stretch.start
        self._cut(self.ended)
        return self.stretches[: self.ended]

    def _has_print_below(self, index: int) -> bool:
        """Whether what stands below a line is print: on a form, below a banner, and banners themselves."""
        below = self.stretches[index + 1 : self.ended]
        if not below or self.draft.layout == "form" or below[0].turned:
            return True
        return all(_closing_banner().fullmatch(stretch.text.rstrip()) for stretch in below)

    def _cut(self, first: int) -> None:
        """Say of the stretches from `first` on that they are print below the text."""
        for stretch in self.stretches[first:]:
            self.draft.note(Code.BANNER_IN_TEXT, spans=[stretch.span])

    def _alone(self, index: int, text: str) -> re.Match[str] | None:
        """A name that is all of its line."""
        if len(text) > _LONGEST_NAME or self._is_item(index):
            return None
        name = _ALONE.fullmatch(text)
        if name is None and index + 1 == self.ended:
            name = _MIXED_CASE.fullmatch(text)
        if name is None or not _is_name(name[1]) or not self._may_close(index):
            return None
        return None if self._is_typist(index, name[1]) else name

    def _is_item(self, index: int) -> bool:
        """Whether a line and one right above it begin with a dash: the items of a list."""
        above = self.stretches[max(index - 1, 0) : index + 1]
        return len(above) > 1 and all(stretch.text.startswith("-") for stretch in above)

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

    def _put(self, found: re.Match[str], stretch: TextStretch, start: int) -> None:
        printed = found[1]
        span = stretch.span
        span.start = start
        name = damage.letters(printed)
        if name != printed:
            self.draft.repaired(printed, name, None, [span])
        self.draft.put("body.signature", name, [span])


def _is_end(text: MessageText) -> bool:
    """Whether the last end mark closes the message, and not a section of it: some print stands below it at most."""
    above, below = text.stretches[: text.ended], text.stretches[text.ended :]
    is_print = len(below) <= _MOST_PRINT or _length(below) < _length(above)
    return bool(above) and is_print and not any(map(_is_sentence, below))


def _length(stretches: Sequence[TextStretch]) -> int:
    return sum(stretch.end - stretch.start for stretch in stretches)


def _is_name(words: str) -> bool:
    """Whether no word of a name is an ordinary one, and at most one character in three is no letter."""
    signs = sum(not character.isalpha() and character not in " -'’" for character in words)
    return signs * 3 <= len(words) and _ordinary_words().isdisjoint(words.upper().split())


@cache
def _ordinary_words() -> frozenset[str]:
    """Words that close a text, head a paragraph or stand where a text breaks off: nobody's name."""
    return frozenset(row["word"] for row in rows("ordinary_words") if row["near"] == "surnames")


def _is_sentence(stretch: TextStretch) -> bool:
    """Whether a line closes a sentence, so that it is text; a group marking's stop closes none."""
    text = stretch.text.rstrip()
    return text.endswith((".", "?", "!")) and _GROUP_MARKING.fullmatch(text) is None


def _is_print(stretch: TextStretch) -> bool:
    """Whether a line is a banner, or short and no sentence: what can stand below a signature."""
    is_short = stretch.end - stretch.start <= _PRINT_LENGTH and not _is_sentence(stretch)
    return is_short or _closing_banner().fullmatch(stretch.text.rstrip()) is not None


@cache
def _closing_banner() -> re.Pattern[str]:
    return re.compile(rf"\W*{inline_furniture.banner_words()}(?:\s+N{{2,4}}[A-Z]{{0,8}})?\W*")
