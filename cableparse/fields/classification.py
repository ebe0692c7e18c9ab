"""Classification from the banners, where the classification line does not print it, and the level after release."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cableparse import damage
from cableparse.diagnostics import Code
from cableparse.draft import Draft
from cableparse.lines import Labelled, LabelledMessage, LineKind
from cableparse.pages import Span
from cableparse.vocabulary import classifications, release_markings

_SBU = "SENSITIVE BUT UNCLASSIFIED"
_UNCLASSIFIED = "UNCLASSIFIED"
_WORD = re.compile(r"[^\W\d_]+")
_PAGE_COUNT = re.compile(r"[\s|-]*\b[A-Za-z]{4}\W?\w{1,4}\s+\w\w\s+\w{1,3}\W*$")
_COLUMNS = re.compile(r"\s{2,}|[/,]")
# The longest level has four words: SENSITIVE BUT UNCLASSIFIED NOFORN, UNCLASSIFIED FOR OFFICIAL USE.
_MOST_WORDS = 4


class Banner(NamedTuple):
    """The level of one line and where it stands; `score` is 1 where it is printed undamaged."""

    level: str
    line: Labelled
    score: float

    @property
    def spans(self) -> list[Span]:
        """The line without its label."""
        line = self.line
        marking = classifications.unlabelled(line.text)
        return [line.line.span(line.start + line.text.index(marking), line.end)]


def read(draft: Draft, message: LabelledMessage, stamps: Sequence[Labelled]) -> None:
    """Fill in `classification` from banners, page counts, stamps and end marks."""
    printed = [line for line in message.lines if line.kind is LineKind.BANNER or line.label == "footer"]
    banners = list(_banners(printed))
    if message.layout == "smart":
        _smart(draft, message, banners)
    elif draft.get("classification.level") is None:
        _print_head(draft, stamps)
        if draft.get("classification.level") is None and banners:
            _majority(draft, banners)
    _sensitive(draft, message)
    _current(draft, message, banners, stamps)


def _banners(lines: Sequence[Labelled]) -> Iterator[Banner]:
    for line in lines:
        text = _PAGE_COUNT.sub("", line.text) if line.label == "footer" else line.text
        text = classifications.unlabelled(text.strip(" *#_|"))
        for part in (text, *_COLUMNS.split(text)):
            if level := classifications.level(part):
                yield Banner(level, line, 1.0)
                break
        else:
            read = damage.letters(text.upper())
            if near := classifications.repair_level(text):
                yield Banner(near[0], line, near[1])
            elif level := classifications.level(read):  # S8U is too short to be repaired by its letters
                yield Banner(level, line, round(damage.closeness(text.upper(), read), 2))


def _put(draft: Draft, path: str, banner: Banner) -> None:
    draft.put(path, banner.level, banner.spans)
    if banner.score < 1:
        detail = f"`{banner.line.text}` was read as `{banner.level}`."
        draft.note(Code.REPAIRED, detail, banner.spans, printed=banner.line.text, score=banner.score)


def _smart(draft: Draft, message: LabelledMessage, banners: Sequence[Banner]) -> None:
    """The banner over the header, with SBU below it or without (RECORD.md, convention 3)."""
    mrn = next((line.line.number for line in message.lines if line.label == "mrn"), None)
    above = [banner for banner in banners if mrn is None or banner.line.line.number < mrn][-2:] or banners[:1]
    if above:
        _put(draft, "classification.level", above[-1])


def _majority(draft: Draft, banners: Sequence[Banner]) -> None:
    """The level of most undamaged banners, among those that a release did not put there."""
    undamaged = [banner for banner in banners if banner.score == 1] or banners
    classified = [banner for banner in undamaged if banner.level != _UNCLASSIFIED] or undamaged
    level, count = Counter(banner.level for banner in classified).most_common(1)[0]
    draft.agreement["classification.level"] = count / len(classified)
    _put(draft, "classification.level", next(banner for banner in classified if banner.level == level))


def _print_head(draft: Draft, stamps: Sequence[Labelled]) -> None:
    """`Current Class: CONFIDENTIAL`: the class of the message in the system that printed it."""
    for stamp in stamps:
        found = _level_behind(stamp, "CURRENT CLASS")
        if found is not None:
            draft.put("classification.level", *found)
            return


def _level_behind(line: Labelled, words: str) -> tuple[str, list[Span]] | None:
    """The level that is printed behind a marking, with its place."""
    text = line.text
    for marking in release_markings.find_all(text):
        if marking.words == words:
            following = [word.span() for word in _WORD.finditer(text, marking.end)][: _MOST_WORDS + 1]
            # OCR reads the colon as a letter.
            if following and following[0][1] - following[0][0] == 1:
                following.pop(0)
            for _, end in reversed(following[:_MOST_WORDS]):
                start = following[0][0]
                if level := classifications.level(text[start:end]):
                    return level, [line.line.span(line.start + start, line.start + end)]
    return None


def _sensitive(draft: Draft, message: LabelledMessage) -> None:
    """UNCLAS with the caption SENSITIVE is how SBU is printed on a classification line (classifications.csv)."""
    if message.layout not in ("acp127", "electronic") or "SENSITIVE" not in (draft.get("captions") or []):
        return
    if draft.get("classification.level") == _UNCLASSIFIED:
        draft.put("classification.level", _SBU, draft.provenance.get("classification.level", []))


def _current(draft: Draft, message: LabelledMessage, banners: Sequence[Banner], stamps: Sequence[Labelled]) -> None:
    printed = classifications.level(draft.get("attributes.current_classification") or "")
    if printed:
        draft.put("classification.current", printed, draft.provenance["attributes.current_classification"])
        return
    for mark in message.of("end_mark"):
        found = _level_behind(mark, "CURRENT CLASSIFICATION")
        if found is not None:
            draft.put("classification.current", *found)
            return
    stamp = next(filter(_is_unclassified, stamps), None)
    if stamp is not None:
        draft.put("classification.current", _UNCLASSIFIED, [stamp.span])
        return
    banner = next((banner for banner in banners if banner.level == _UNCLASSIFIED), None)
    decided = (draft.get("release.status") or "").startswith("RELEASED")
    if banner is not None and (decided or draft.get("classification.level") != _UNCLASSIFIED):
        draft.put("classification.current", _UNCLASSIFIED, banner.spans)


def _is_unclassified(stamp: Labelled) -> bool:
    """Whether the line is a FOIA banner, or the head of a print, that begins with UNCLASSIFIED."""
    markings = release_markings.find_all(stamp.text)
    if markings and markings[0].role == "banner" and markings[0].words.startswith(_UNCLASSIFIED):
        return True
    first = _WORD.search(stamp.text)
    is_head = any(marking.role == "print head" for marking in markings)
    return is_head and first is not None and classifications.level(first[0]) == _UNCLASSIFIED
