"""Classification from the banners, where the classification line does not print it, and the level after release."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cableparse.draft import Draft
from cableparse.layout.cues import Mark
from cableparse.record import Layout
from cableparse.vocabulary import classifications

_SBU = "SENSITIVE BUT UNCLASSIFIED"
_END_MARK = re.compile(r"Current Classification \*\*\* ([A-Z ]+)")
_FOIA = re.compile(r"UNCLASSIFIED\W+U|UNCLASSIFIED\s+n?Current", re.I)


def read(draft: Draft, banners: Sequence[Mark], stamps: Sequence[Mark], ends: Sequence[Mark], layout: Layout) -> None:
    """Fill in `classification` from banners, stamps and end marks."""
    levels = [(level, m) for m in banners if (level := _level(m.text))]
    if layout == "smart":
        _smart(draft, levels)
    elif draft.get("classification.level") is None:
        _print_head(draft, stamps)
        if draft.get("classification.level") is None and levels:
            _majority(draft, levels)
    _sensitive(draft, layout)
    _current(draft, levels, stamps, ends)


def _level(text: str) -> str | None:
    words = text.strip(" *#_").removeprefix("CLASSIFICATION:").strip()
    return classifications.level(words) or next(
        (lvl for part in re.split(r"\s{2,}|/", words) if (lvl := classifications.level(part))), None
    )


def _smart(draft: Draft, levels: list[tuple[str, Mark]]) -> None:
    """The banner over the header, with SBU below it or without (RECORD.md, convention 3)."""
    if not levels:
        return
    mrn = draft.provenance.get("message.number")
    above = [(level, m) for level, m in levels if not mrn or m.line.number < mrn[0].line][-2:] or levels[:1]
    level, mark = above[-1]
    draft.put("classification.level", level, [mark.span])


def _majority(draft: Draft, levels: list[tuple[str, Mark]]) -> None:
    """The level of most banners, among those that a release did not put there."""
    classified = [(level, m) for level, m in levels if level != "UNCLASSIFIED"] or levels
    level = Counter(level for level, _ in classified).most_common(1)[0][0]
    mark = next(m for found, m in classified if found == level)
    draft.put("classification.level", level, [mark.span])


def _print_head(draft: Draft, stamps: Sequence[Mark]) -> None:
    """`Current Class: CONFIDENTIAL`: the class of the message in the system that printed it."""
    for mark in stamps:
        found = re.search(r"Current Class\w*[: s]+([A-Z]{4,}(?: [A-Z]{3,}){0,2})", mark.line.text)
        level = classifications.level(found[1].split(" UNITED")[0]) if found else None
        if found is not None and level is not None:
            draft.put("classification.level", level, [mark.line.span(*found.span(1))])
            return


def _sensitive(draft: Draft, layout: Layout) -> None:
    """UNCLAS with the caption SENSITIVE is how SBU is printed on a classification line (classifications.csv)."""
    if layout not in ("acp127", "electronic") or "SENSITIVE" not in (draft.get("captions") or []):
        return
    if draft.get("classification.level") == "UNCLASSIFIED":
        draft.put("classification.level", _SBU, draft.provenance.get("classification.level", []))


def _current(draft: Draft, levels: list[tuple[str, Mark]], stamps: Sequence[Mark], ends: Sequence[Mark]) -> None:
    printed = draft.get("attributes.current_classification")
    if printed and classifications.level(printed):
        spans = draft.provenance["attributes.current_classification"]
        draft.put("classification.current", classifications.level(printed), spans)
        return
    mark = next((m for m in ends if _END_MARK.search(m.text)), None)
    if mark is not None:
        level = classifications.level(_END_MARK.search(mark.text)[1])  # type: ignore[index]  # found just above
        if level is not None:
            draft.put("classification.current", level, [mark.span])
            return
    foia = next((m for m in stamps if _FOIA.match(m.text)), None)
    if foia is not None:
        draft.put("classification.current", "UNCLASSIFIED", [foia.span])
        return
    banner = next((m for level, m in levels if level == "UNCLASSIFIED"), None)
    decided = (draft.get("release.status") or "").startswith("RELEASED")
    if banner is not None and (decided or draft.get("classification.level") != "UNCLASSIFIED"):
        draft.put("classification.current", "UNCLASSIFIED", [banner.span])
