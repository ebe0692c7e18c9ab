"""The lines of a telegram: heading, subject block, text.

The heading ends at the classification line or the first of E.O., TAGS, SUBJECT; the subject block ends where the
text begins, which no label says. A page break may stand anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cableparse.grammars import pattern
from cableparse.layout import continuation
from cableparse.layout.cues import Mark
from cableparse.layout.kinds import LineKind
from cableparse.layout.surroundings import Verdict, Verdicts

_HEADING = frozenset({"distribution", "offices", "drafting", "filing", "dtg", "routing", "fm", "to", "info"})
_LABELS = frozenset({"eo", "tags", "subject", "ref", "classified"})
_ADDRESS = frozenset({"fm", "to", "info"})
_ADDRESSEE = re.compile(r"(?:[A-Z]{1,7}/)?[A-Z0-9][A-Z0-9./&'(),-]*(?: [A-Z0-9(“\"][\w./&'(),\"-]*)*\W*$")
_OFFICER = re.compile(r"\d{1,2}/\d{1,2}/\d{2}\b|[A-Z][A-Z0-9/.,' ()-]*(?:[:=-]|$)")
_PRINT = re.compile(r"TELEGRAM|Department|FILE, ?R|RECORD COPY|SECRETARIAT", re.I)
_QUOTE = re.compile(r"(?:THE )?FOL(?:LOWING)? |QUOTE\b|REPEAT(?:ED)? |RPTD? ")
_LETTERED_REFERENCE = re.compile(r"\(?[A-Z][.)] ?[A-Z][A-Z .]{2,20} \d{1,6}\b")
_ORPHAN_LABEL = re.compile(r"\(?[A-Z][.)]$")
_ORPHAN_NUMBER = re.compile(r"\d{1,2}\.$")
_SENTENCE = re.compile(r"(?:[A-Z'-]{2,}[,.]? ){6}[A-Z]|[a-z]{3,} [a-z]{2,} [a-z]{3,}")
_TAIL = 15
_SHORT_LINE = 60
_MONTH_YEAR = re.compile(r"\b(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\.? \d\d\b")
_COLUMN_CUES = frozenset({"offices", "distribution"})


def place(marks: Sequence[Mark], verdicts: Verdicts, start: int = 0, *, in_subject_block: bool = False) -> None:
    """Fill in the verdicts that are still None, from line `start` on."""
    _Telegram(marks, verdicts, in_subject_block).run(start)


class _Telegram:
    def __init__(self, marks: Sequence[Mark], verdicts: Verdicts, in_subject_block: bool) -> None:
        self.marks = marks
        self.verdicts = verdicts
        self.region = self._subject_block if in_subject_block else self._heading
        self.current = "class_line" if in_subject_block else ""
        self.seen: set[str] = set()
        self.numbered = False
        self.orphans = 0
        self.quoting = False
        self.double_spaced = _double_spaced(marks)
        self.subject_ends = -1
        self.teletype = _is_teletype(marks)
        self.offices = pattern("telegram", "OFFICES")

    def run(self, start: int) -> None:
        if self.region == self._heading and not self._has_heading(start):
            self.region = self._references_rest
        for index in range(start, len(self.marks)):
            mark = self.marks[index]
            if self.verdicts[index] is None:
                self.verdicts[index] = self.region(index, mark)
            elif mark.cue == "page":
                self._page(mark)
        self._after_message(start)

    def _has_heading(self, start: int) -> bool:
        """Whether the heading comes before the text: some copies print it after (FORMATS.md 3.2, PlusD)."""
        for mark, verdict in zip(self.marks[start:], self.verdicts[start:], strict=False):
            if verdict is not None:
                continue
            if mark.cue in _LABELS or mark.cue in ("class_line", "distribution", "dtg", "fm"):
                return True
            if mark.cue == "text" and continuation.has_label(mark.text):
                return True
            if mark.cue == "number":
                return False
        return False

    def _page(self, mark: Mark) -> None:
        """A first page line after the text: the heading follows."""
        if self.region == self._text and not self.seen and re.match(r"PAGE 01", mark.text):
            self.region = self._heading

    # heading

    def _heading(self, index: int, mark: Mark) -> Verdict:
        cue = mark.cue
        if cue == "mrn":
            return self._mrn_block(index)
        if cue in _HEADING:
            self.current = cue
            self.seen.add(cue)
            return LineKind.HEADER, cue
        if cue == "class_line" or cue in _LABELS:
            self.region = self._subject_block
            return self._subject_block(index, mark)
        if cue == "number" and self.current not in _ADDRESS | {"drafting"}:
            self.region = self._text
            return self._text(index, mark)
        if cue in ("digits", "accession"):
            return LineKind.FURNITURE, cue
        return self._heading_text(index, mark)

    def _heading_text(self, index: int, mark: Mark) -> Verdict:
        text = mark.text
        if self.current in _ADDRESS and _ADDRESSEE.match(text):
            return LineKind.HEADER, "addressee"
        if self.current == "drafting" and _OFFICER.match(text):
            return LineKind.HEADER, "officer"
        if not self.current and _PRINT.search(text):
            return LineKind.ENVELOPE, "form_print"
        if self._next_cue(index) == "fm" and _MONTH_YEAR.search(text):
            return LineKind.HEADER, "dtg"
        if self.current in ("dtg", "filing") or (self.current in _ADDRESS and self._text_follows(index)):
            if continuation.is_passing(text):
                return LineKind.HEADER, "passing"
            if continuation.opens_text(text):
                self.region = self._text
                return LineKind.BODY, "text"
        if continuation.has_label(text):
            return LineKind.HEADER, "joined_labels"
        return LineKind.UNPARSED, "heading"

    def _text_follows(self, index: int) -> bool:
        return not any(m.cue in _ADDRESS or m.cue == "class_line" for m in self.marks[index : index + 12])

    def _mrn_block(self, index: int) -> Verdict:
        """The MRN block that an archive prints above a telegram, down to the telegram's first page line."""
        for i in range(index, len(self.marks)):
            if self.marks[i].cue in ("page", "banner"):
                break
            if self.verdicts[i] is None:
                self.verdicts[i] = LineKind.ATTRIBUTES, "mrn_block"
        return LineKind.ATTRIBUTES, "mrn_block"

    # subject block

    def _subject_block(self, index: int, mark: Mark) -> Verdict:
        cue, text = mark.cue, mark.text
        if cue in _LABELS or cue == "class_line":
            self.quoting = False
        if cue in _LABELS:
            self.current = continuation.last_label(text) or cue
            self.seen.add(cue)
            if self.current == "subject":
                self.subject_ends = continuation.subject_end(self.marks, self.verdicts, index, self.double_spaced)
            return LineKind.HEADER, cue
        if cue == "class_line":
            if self.current not in _LABELS:
                self.current = cue
            return LineKind.HEADER, cue
        if self._is_column(mark):
            return LineKind.HEADER, "office_column"
        if cue == "number":
            return self._number(index, mark)
        if self.quoting:
            return LineKind.BODY, "quote_introduction"
        if self._continues(index, mark):
            return LineKind.HEADER, "continuation"
        if self._is_handling(index, text):
            return LineKind.HEADER, "handling"
        if cue in ("accession", "digits") and self._beside_banner(index):
            return LineKind.FURNITURE, cue
        if _QUOTE.match(text) and continuation.label_ahead(self.marks, index):
            self.quoting = True
            return LineKind.BODY, "quote_introduction"
        self.region = self._text
        return self._text(index, mark)

    def _number(self, index: int, mark: Mark) -> Verdict:
        if self.current == "ref" and _ORPHAN_NUMBER.match(mark.text) and self._references_follow(index):
            return LineKind.BODY, "orphan_number"
        self.region = self._text
        return self._text(index, mark)

    def _references_follow(self, index: int) -> bool:
        """OCR that read a column of labels first: `1.` stands before the last references."""
        if self.orphans:
            return True
        following = next((m for m in self.marks[index + 1 : index + 4] if m.cue != "blank"), None)
        return following is not None and following.cue == "letter" and continuation.is_reference(following.text)

    def _continues(self, index: int, mark: Mark) -> bool:
        text = mark.text
        match self.current:
            case "subject":
                return index <= self.subject_ends
            case "ref":
                if _ORPHAN_LABEL.match(text):
                    self.orphans += 1
                    return True
                if self.orphans and mark.cue not in ("letter", "banner"):
                    self.orphans -= 1
                    return True
                return continuation.is_reference(text)
            case "tags":
                return continuation.is_tags(text) or self._previous(index).endswith(",")
            case "eo":
                return (
                    continuation.is_instruction(text)
                    or self._previous(index).endswith((",", ":"))
                    or (self._next_cue(index) == "tags" and not self._is_handling(index, text))
                )
            case "classified":
                return self._previous(index).endswith(",") or continuation.is_reason(text)
        return False

    def _is_handling(self, index: int, text: str) -> bool:
        """Captions, passing and attention lines; before the first label every line is one."""
        if continuation.opens_text(text) or _QUOTE.match(text):
            return False
        if continuation.is_caption(text) or (continuation.is_passing(text) and len(text) < 90):
            return True
        if self.current in ("class_line", "") and continuation.label_ahead(self.marks, index):
            return True
        return self._after_handling(index) and len(text) < _SHORT_LINE

    def _after_handling(self, index: int) -> bool:
        """Between a passing line and the first numbered paragraph."""
        before = next((v for v in self.verdicts[index - 1 :: -1] if v and v[0] is not LineKind.BLANK), None)
        return before == (LineKind.HEADER, "handling") and self._next_cue(index) == "number"

    def _next_cue(self, index: int) -> str:
        return next((m.cue for m in self.marks[index + 1 : index + 5] if m.cue != "blank"), "")

    def _previous(self, index: int) -> str:
        for i in range(index - 1, -1, -1):
            verdict = self.verdicts[i]
            if verdict is not None and verdict[0] is LineKind.HEADER:
                return self.marks[i].text
        return ""

    # text

    def _references_rest(self, index: int, mark: Mark) -> Verdict:
        """The end of a list of references, where a fragment begins with it."""
        if mark.cue == "letter" and _LETTERED_REFERENCE.match(mark.text):
            return LineKind.HEADER, "references_rest"
        self.region = self._text
        return self._text(index, mark)

    def _text(self, index: int, mark: Mark) -> Verdict:
        cue = mark.cue
        if cue == "number":
            self.numbered = True
            return LineKind.BODY, "paragraph"
        if self._is_column(mark):
            return LineKind.HEADER, "office_column"
        if cue in ("accession", "digits") and self._beside_banner(index):
            return LineKind.FURNITURE, cue
        if cue in _LABELS and not self.numbered and cue not in self.seen:
            self.region = self._subject_block
            return self._subject_block(index, mark)
        if cue in ("distribution", "filing", "dtg") and not self.seen:
            self.region = self._heading
            return self._heading(index, mark)
        if self.teletype and is_noise(mark.text):
            return LineKind.UNPARSED, "noise"
        return LineKind.BODY, "text"

    def _after_message(self, start: int) -> None:
        """What stands below the foot banner of the last page, where it is no sentence: stamps and filing marks."""
        banners = [i for i in range(start, len(self.marks)) if self.marks[i].cue == "banner"]
        if not banners or not any(v and v[0] is LineKind.BODY for v in self.verdicts[: banners[-1]]):
            return
        tail = [i for i in range(banners[-1] + 1, len(self.marks)) if self.verdicts[i] == (LineKind.BODY, "text")]
        if 0 < len(tail) <= _TAIL and not any(_SENTENCE.search(self.marks[i].text) for i in tail):
            for i in tail:
                self.verdicts[i] = LineKind.ENVELOPE, "below_message"

    def _is_column(self, mark: Mark) -> bool:
        """A list of offices that OCR of columns left in the text; two in a row are no accident."""
        return mark.cue in _COLUMN_CUES and ("-" in mark.text or "/" in mark.text) and self._only_offices(mark.text)

    def _only_offices(self, text: str) -> bool:
        return self.offices.fullmatch(text) is not None

    def _beside_banner(self, index: int) -> bool:
        near = [m.cue for m in self.marks[max(index - 4, 0) : index + 5]]
        return any(cue in ("banner", "page", "decision", "review_authority") for cue in near)


def _is_teletype(marks: Sequence[Mark]) -> bool:
    """Whether the message is printed in capitals only, as all were before SMART."""
    capitals = [m.text.isupper() for m in marks if m.cue in ("text", "number")]
    return sum(capitals) > 0.5 * len(capitals)


def is_noise(text: str) -> bool:
    """Whether a line between lines of capitals is mostly small letters and signs: specks that OCR read."""
    if text.isupper():
        return False
    letters = sum(map(str.isalpha, text))
    lower = sum(map(str.islower, text))
    return lower > 0.35 * letters or letters < 0.4 * len(text.replace(" ", "")) - 4


def _double_spaced(marks: Sequence[Mark]) -> bool:
    """Whether OCR put an empty line after nearly every line."""
    printed = sum(m.cue != "blank" for m in marks)
    lone = sum(
        1
        for before, mark, after in zip(marks, marks[1:], marks[2:], strict=False)
        if mark.cue != "blank" and before.cue == "blank" and after.cue == "blank"
    )
    return printed > 0 and lone > 0.5 * printed
