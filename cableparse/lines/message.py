"""From a document to its messages, every line with its label."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from cableparse.lines import (
    archive_lines,
    cut,
    ending,
    folder_forms,
    form_lines,
    frus_lines,
    headings,
    label_columns,
    label_notes,
    labels,
    layout_family,
    mail_lines,
    margin_codes,
    message_center,
    page_head,
    split,
)
from cableparse.lines.bound import LONGEST_HEADING, bounded
from cableparse.lines.certain import Way
from cableparse.lines.cut import LineStretch
from cableparse.lines.decide import decide, decide_rest
from cableparse.lines.evidence import printed, shape, stamp, words
from cableparse.lines.evidence.between import furniture
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Labelled, LabelledMessage
from cableparse.lines.weights import Weights, default_weights
from cableparse.pages import Document, Line
from cableparse.record import Layout

_MAIL = "message/rfc822"
# So many labels of their own make a message one of the family: one may be a word of another.
_FAMILY_LABELS = {"smart": 2, "nsc": 3}
_FIRST_LABELS = frozenset({"mrn", "action_office", "info_office", "dtg"})
_COLON = re.compile(r"[:;=]")
# The longest labels of these families, Dissemination Rule, have 18 letters.
_LONGEST_LABEL = 24
_OWN_LABELS = {
    "smart": frozenset(
        {"mrn", "dtg", "captions", "pass_line", "action_office", "info_office", "dissemination", "released"}
    ),
    "nsc": frozenset({"precedence", "routing", "banner", "fm", "dtg"}),
}
# Which of them telegrams have, too.
_IN_TELEGRAMS = frozenset({"CAPTIONS", "PASSLINE"})
# What tells the family stands in the heading, above which there is little print.
_LOOK_AT = 80
# A label that stands alone on its line, its value below.
_LONGEST_ALONE = 12
# One with a letter damaged fits so well.
_SURE_GROUP = 0.8
_DISTRIBUTION = frozenset({"origin", "action", "copies"})


def arrange(document: Document, weights: Weights | None = None) -> list[LabelledMessage]:
    """The messages of a document, their lines together being all lines of the document; None is `weights.csv`."""
    weights = weights or default_weights()
    whole = list(cut.stretches(mail_lines.unquoted(document.lines)))
    if not whole:
        return []
    held = mail_lines.envelope(whole, document.media_type == _MAIL)
    stretches = [s for i, s in enumerate(whole) if i not in held] if held else whole
    around = [_plain(whole[i], "envelope") for i in sorted(held)]
    if not stretches:
        return [LabelledMessage("not_a_cable", "unknown", around)]
    listed = layout_family.listed_as(document.attributes)
    parts = [stretches[start:end] for start, end in split.split(stretches)]
    messages = [message for part in parts for message in _messages(part, weights, listed)]
    for at, (above, message) in enumerate(pairwise(messages), 1):
        if above.lines[-1].line is message.lines[0].line:
            messages[at - 1] = messages[at - 1]._replace(joined_below=True)
            messages[at] = message._replace(joined_above=True)
    if len(document.text) > LONGEST_HEADING:
        messages = [bounded(message) for message in messages]
    return _within(around, messages) if around else messages


def _within(around: Sequence[Labelled], messages: Sequence[LabelledMessage]) -> list[LabelledMessage]:
    """The messages with what e-mail put around them: what stands above a message's lines goes with that."""
    ends = [message.lines[-1].line.number for message in messages]
    found = [list(message.lines) for message in messages]
    for line in around:
        at = bisect_left(ends, line.line.number)
        found[min(at, len(found) - 1)].append(line)
    return [
        message._replace(lines=sorted(lines, key=lambda line: (line.line.number, line.start)))
        for message, lines in zip(messages, found, strict=True)
    ]


def _messages(stretches: Sequence[LineStretch], weights: Weights, listed: Layout | None) -> list[LabelledMessage]:
    """The message that the stretches are, or the several that its headings tell."""
    way = Way(stretches)
    if way.go() == len(stretches) and way.is_whole:
        layout: Layout = "electronic" if any(line.label == "page" for line in way.found) else "acp127"
        return [LabelledMessage("cable", layout, margin_codes.apart(_joined(way.found)))]
    known = decide_rest(way, weights)
    whole, family = (_joined(way.found), "telegram") if known else _whole(stretches, weights)
    verdict = layout_family.tell(whole, family, listed)
    if verdict.layout == "form":
        return _forms(whole)
    if (verdict.kind, verdict.layout) == ("cable", "unknown") and (several := _of_volume(whole, family)):
        return several
    whole, further = headings.settle(ending.close(whole))
    if not further:
        return [_message(whole, family, verdict)]
    bounds = [0, *further, len(whole)]
    return [
        _message(part, family, layout_family.tell(part, family, listed))
        for part in (whole[a:b] for a, b in pairwise(bounds))
    ]


def _forms(whole: list[Labelled]) -> list[LabelledMessage]:
    """The typed forms of a folder, each read as one."""
    lines = _lines(whole)
    parts = _parts(whole, lines, folder_forms.starts(lines))
    return [_message(part, "telegram", layout_family.tell(part, "telegram")) for part in parts]


def _of_volume(whole: list[Labelled], family: str) -> list[LabelledMessage]:
    """The documents of a volume of *Foreign Relations*, where there are several."""
    lines = _lines(whole)
    starts = frus_lines.starts(lines)
    if len(starts) == 1:
        return []
    parts = _parts(whole, lines, starts)
    return [_message(part, family, layout_family.tell(part, family)) for part in parts]


def _parts(whole: list[Labelled], lines: Sequence[Line], starts: Sequence[int]) -> list[list[Labelled]]:
    """What is labelled, cut before the lines at `starts`; the first of them is 0."""
    numbers = [line.line.number for line in whole]
    bounds = [0, *(bisect_left(numbers, lines[start].number) for start in starts[1:]), len(whole)]
    return [whole[a:b] for a, b in pairwise(bounds)]


def _message(lines: list[Labelled], family: str, verdict: layout_family.LayoutVerdict) -> LabelledMessage:
    typed: list[Labelled] | None = None
    if verdict.layout == "form":
        typed, family = form_lines.label(_lines(lines)), "form"
    elif verdict.kind == "cable" and verdict.layout == "unknown":
        typed = frus_lines.label(_lines(lines))
    lines = typed or margin_codes.apart(lines)
    if verdict.kind in ("not_a_cable", "withdrawal_notice"):
        return LabelledMessage(verdict.kind, verdict.layout, [_outside(line) for line in lines], verdict.notes)
    return LabelledMessage(verdict.kind, verdict.layout, lines, [*verdict.notes, *label_notes.notes(lines, family)])


def _lines(lines: Sequence[Labelled]) -> list[Line]:
    """The lines that the stretches are of, each once."""
    return list({line.line.number: line.line for line in lines}.values())


_READ = frozenset({LineKind.HEADER, LineKind.BODY, LineKind.UNPARSED, LineKind.MARGIN})


def _outside(line: Labelled) -> Labelled:
    """A line of what is no cable."""
    if line.kind not in _READ:
        return line
    return line._replace(label="envelope", kind=LineKind.ENVELOPE, value=line.start)


def _whole(stretches: Sequence[LineStretch], weights: Weights) -> tuple[list[Labelled], str]:
    held = archive_lines.blocks(stretches)
    held.update((i, "envelope") for i in mail_lines.heads(stretches) if i not in held)
    held.update((i, "release") for i in stamp.run_on([s.text for s in stretches]) if i not in held)
    cover = form_lines.cover([s.line for s in stretches])
    held.update((i, "record_sheet") for i in range(cover) if stretches[i].text and i not in held)
    held.update((i, "envelope") for i in message_center.heads(stretches) if i not in held)
    held.update((i, "print") for i in page_head.heads(stretches) if i not in held)
    rest = [i for i in range(len(stretches)) if i not in held]
    family = _family([stretches[i] for i in rest])
    if family == "smart":
        above = _above(stretches, rest)
        held.update((i, "envelope") for i in above)
        rest = [i for i in rest if i not in held]
        block = _mrn_block(stretches, rest)
        if block:
            held.update(dict.fromkeys(block, "mrn_block"))
            rest = [i for i in rest if i not in held]
            family = "telegram"
    decided = _decide([stretches[i] for i in rest], family, weights)
    lines: list[Labelled | None] = [None] * len(stretches)
    for index, labelled in zip(rest, decided, strict=True):
        lines[index] = labelled
    for index, label in held.items():
        lines[index] = _plain(stretches[index], label)
    return _joined([line for line in lines if line is not None]), family


def _decide(stretches: Sequence[LineStretch], family: str, weights: Weights) -> list[Labelled]:
    if family == "smart":
        return _smart(stretches, weights)
    if family == "nsc":
        return _profile(stretches, weights)
    return decide(stretches, family, weights)


def _smart(stretches: Sequence[LineStretch], weights: Weights) -> list[Labelled]:
    """A SMART message: its labels with their values beside them, or in a column of their own with the values below."""
    start, end = label_columns.stretch_of(stretches, "smart") or (0, 0)
    columns = label_columns.align(stretches[start:end], "smart") or []
    rest = decide(stretches[end:], "smart", weights)
    above = decide(stretches[:start], "smart", weights) if start else []
    return [*above, *columns, *_with_pasted_heading(stretches[end:], rest, weights)]


def _profile(stretches: Sequence[LineStretch], weights: Weights) -> list[Labelled]:
    """The NSC's cable profile: its labels with their values beside them or below, then the telegram as it was sent."""
    text = next((i for i, s in enumerate(stretches) if _is_text_label(s.text)), len(stretches))
    head = label_columns.align(stretches[:text], "nsc") or decide(stretches[:text], "nsc", weights)
    head = [_without_line_label(line) for line in head]
    label = [_plain(stretches[text], "print")] if text < len(stretches) else []
    return [*head, *label, *decide(stretches[text + 1 :], "telegram", weights)]


def _without_line_label(line: Labelled) -> Labelled:
    """A sender as format line 6 prints it, behind the profile's own label: `LINE4: FM AMEMBASSY LIMA`."""
    own = line.label == "fm" and line.line.text.startswith("FM ", line.value)
    return line._replace(value=line.value + len("FM ")) if own else line


def _is_text_label(text: str) -> bool:
    return any(p.label == "print" and p.value >= len(text) for p in printed.near(text, "nsc"))


def _plain(stretch: LineStretch, label: str) -> Labelled:
    return Labelled(stretch.line, stretch.start, stretch.end, label, labels.kind(label), stretch.start)


def _family(stretches: Sequence[LineStretch]) -> str:
    texts = [s.text for s in stretches if s.text][:_LOOK_AT]
    texts = [text for text in texts if len(text) < _LONGEST_ALONE or _COLON.search(text, 0, _LONGEST_LABEL)]
    for family, least in _FAMILY_LABELS.items():
        found = set[str]().union(*(_own(text, family) for text in texts))
        if len(found) >= least and not (found <= _IN_TELEGRAMS and _has_group(stretches)):
            return family
    return "telegram"


def _has_group(stretches: Sequence[LineStretch]) -> bool:
    """Whether a date-time group stands on a line as telegrams print it."""
    return any(shape.is_clean_dtg(s.text) for s in stretches[:_LOOK_AT] if s.text)


def _with_pasted_heading(stretches: Sequence[LineStretch], decided: list[Labelled], weights: Weights) -> list[Labelled]:
    """A SMART message whose text begins with a telegram's own heading: that is read as one."""
    first = next((i for i, line in enumerate(decided) if line.label in ("class_line", "text")), None)
    if first is None or shape.class_line(decided[first].text) < _SURE_GROUP:
        return decided
    end = next((i for i in range(first, len(decided)) if decided[i].kind is LineKind.HEADER), len(decided))
    return [*decided[:first], *decide(stretches[first:end], "telegram", weights), *decided[end:]]


def _above(stretches: Sequence[LineStretch], rest: Sequence[int]) -> list[int]:
    """The lines of the mail above a SMART message's first label, stamps and banners left out."""
    first = next((n for n, i in enumerate(rest) if _begins_smart(stretches[i].text)), 0)
    return [i for i in rest[:first] if stretches[i].text and not furniture(stretches[i].text)[0]]


def _begins_smart(text: str) -> bool:
    return bool(_own(text, "smart")) and any(p.label in _FIRST_LABELS for p in printed.near(text, "smart"))


def _own(text: str, family: str) -> set[str]:
    """The family's own form that the text begins with, a colon behind it, or that it is alone: the nearest one."""
    alone = len(text) < _LONGEST_ALONE
    if not alone and not _COLON.search(text, 0, _LONGEST_LABEL):
        return set()
    seen = (p for p in printed.near(text, family) if p.colon or (alone and p.value >= len(text)))
    best = max((p for p in seen if p.label in _OWN_LABELS[family]), key=lambda p: p.near, default=None)
    return {best.form} if best else set()


def _mrn_block(stretches: Sequence[LineStretch], rest: Sequence[int]) -> list[int]:
    """The MRN block that an archive prints above a telegram, down to the telegram's first line."""
    first = next((n for n, i in enumerate(rest) if stretches[i].text.startswith("MRN")), 0)
    for n, i in enumerate(rest[first:], first):
        text = stretches[i].text
        if not text:
            continue
        if shape.number(text):
            return []  # the block's own text: what follows is in it
        if _opens_telegram(text):
            return [j for j in rest[first:n] if stretches[j].text]
    return []


def _opens_telegram(text: str) -> bool:
    """Whether a telegram's own heading begins: a page line, its distribution, routing lines, a date-time group."""
    if furniture(text)[0] == "page" or shape.routing(text) == 1.0:
        return True
    if shape.filing(text) == 1.0 and not shape.speck(text):  # dashes alone stand below a heading
        return True
    seen = (p for p in printed.near(text, "telegram") if p.label in _DISTRIBUTION)
    return shape.dtg(text) >= _SURE_GROUP or any(words.offices(text[p.value :]) > _SURE_GROUP for p in seen)


def _joined(lines: list[Labelled]) -> list[Labelled]:
    """Stretches of one line that turned out to be one label's value are one again."""
    found: list[Labelled] = []
    for line in lines:
        before = found[-1] if found else None
        goes_on = before is not None and before.line is line.line and before.label == line.label
        if before is not None and goes_on and (line.label == "text" or not line.is_labelled):
            found[-1] = before._replace(end=line.end)
        else:
            found.append(line)
    return found
