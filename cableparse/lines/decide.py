"""What each line is, decided over the whole message: the best path through its labels.

At each stretch of a line the label that is open stays open, another begins, or the line is furniture that leaves it
open. Evidence votes (`evidence/`), the order of messages decides (`moves.py`), `weights.csv` says how much each counts.
Where a line is certain there is one path and nothing else is looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cableparse.lines import labels, moves
from cableparse.lines.certain import in_text, is_heading
from cableparse.lines.cut import Stretch
from cableparse.lines.evidence import printed, shape, words
from cableparse.lines.evidence.furniture import furniture
from cableparse.lines.fit import fit
from cableparse.lines.labelled import Labelled
from cableparse.lines.labels import Label
from cableparse.lines.weights import weights

# A path that is so far behind the best is given up; more than so many are not followed.
_BEAM = 9.0
_WIDEST = 6
_LONGEST_SUBJECT = 6
_PAGE_ALONE = 10
_SENTENCE_WORDS = 7
# A piece of a heading line that OCR broke in two; its parts are less certain than the whole.
_BROKEN = 24
_BROKEN_FIT = 0.8
_WIDEST_LINE = 70
_SLACK = 14
# Labels whose continuation lines no content tells: they go on only in a list of their own.
_OPEN_WORDS = frozenset({"classified", "captions", "pass_line", "action_office", "info_office", "signature"})
# A damaged label without a colon is one only where its value looks like one.
_NO_FIT = 0.2
_SURE_FIT = 0.9
_LIKELY = 0.8
_LONGEST_LABEL = 24
# A form so long tells the label whatever follows.
_LONG_FORM = 8
_TELLING_FORM = 6
_HEADS = frozenset({"dtg", "fm", "to", "class_line", "mrn"})
_START = Label("start", "any", labels.kind("envelope"), (), 0, "")


class State:
    """The end of one path: the label that is open, and what the next line is judged by."""

    __slots__ = ("count", "headed", "label", "last", "node", "numbered", "place", "score")

    def __init__(self, label: Label, place: int, numbered: bool, score: float, node: Node | None) -> None:
        self.label = label
        self.place = place
        self.numbered = numbered
        self.score = score
        self.node = node
        self.headed = False
        self.last = ""
        self.count = 0


class Node:
    """A line's label on a path, with the way back."""

    __slots__ = ("before", "index", "label", "near", "value")

    def __init__(self, index: int, label: str, value: int, near: float, before: Node | None) -> None:
        self.index = index
        self.label = label
        self.value = value
        self.near = near
        self.before = before


class Option(NamedTuple):
    """One reading of a stretch: `begins` is the label that opens, None where the open one stays."""

    label: str
    score: float
    begins: Label | None = None
    value: int = 0
    near: float = 1.0
    keeps: bool = False  # furniture: the open label is left as it is


def decide(stretches: Sequence[Stretch], family: str) -> list[Labelled]:
    """Every stretch with its label, in order."""
    return _Path(stretches, family).run()


class _Path:
    def __init__(self, stretches: Sequence[Stretch], family: str) -> None:
        self.stretches = stretches
        self.family = family
        self.rows = {label.name: label for label in labels.family(family)}
        lengths = sorted(len(s.text) for s in stretches if s.text)
        self.width = min(lengths[len(lengths) * 9 // 10] if lengths else 0, _WIDEST_LINE)
        self.spaced = _is_double_spaced(stretches)
        self.teletype = _is_teletype(stretches)
        self.below_page = False  # behind a page line that prints no station and serial
        self.states = [State(_START, 0, False, 0.0, None)]
        self.seconds: dict[int, tuple[float, dict[str, float]]] = {}
        self.w = weights()

    def run(self) -> list[Labelled]:
        for index, stretch in enumerate(self.stretches):
            if stretch.text:
                self._step(index, stretch)
        best = max(self.states, key=lambda state: state.score)
        found: dict[int, Node] = {}
        node = best.node
        while node is not None:
            found[node.index] = node
            node = node.before
        return [self._labelled(index, stretch, found.get(index)) for index, stretch in enumerate(self.stretches)]

    def below(self, index: int) -> str:
        """The next printed text."""
        return next((s.text for s in self.stretches[index + 1 : index + 4] if s.text), "")

    def _step(self, index: int, stretch: Stretch) -> None:
        if len(self.states) == 1 and self.states[0].numbered and self.family == "telegram":
            state, label = self.states[0], in_text(stretch.text)
            if state.label.name == "text" and label and not self.below_page:
                state.node = Node(index, label, stretch.start, 1.0, state.node)
                state.last = stretch.text
                self.below_page = label == "page" and len(stretch.text) < _PAGE_ALONE
                return
        seen, how_well = furniture(stretch.text)
        below_page, self.below_page = self.below_page, seen == "page" and len(stretch.text) < _PAGE_ALONE
        options = _Options(self, index, stretch, seen, how_well)
        if how_well == 1.0:
            for state in self.states:
                state.node = Node(index, seen, stretch.start, 1.0, state.node)
            return
        options.below_page = below_page
        found: dict[tuple[str, int, bool], State] = {}
        totals: dict[str, float] = {}
        for state in self.states:
            for option in options.of(state):
                total = state.score + option.score
                if total > totals.get(option.label, -math.inf):
                    totals[option.label] = total
                self._extend(found, index, stretch, state, option, total)
        best = max(state.score for state in found.values())
        kept = sorted((s for s in found.values() if s.score > best - _BEAM), key=lambda s: -s.score)
        self.states = kept[:_WIDEST]
        if len(totals) > 1:
            self.seconds[index] = best, totals

    def _extend(
        self,
        found: dict[tuple[str, int, bool], State],
        index: int,
        stretch: Stretch,
        state: State,
        option: Option,
        total: float,
    ) -> None:
        begins = option.begins
        label = begins or state.label
        place = state.place if begins is None or begins.place is None else begins.place
        numbered = state.numbered or (label.name == "text" and shape.number(stretch.text) > 0)
        if option.keeps:
            numbered = state.numbered
        key = (label.name, place, numbered)
        held = found.get(key)
        if held is not None and held.score >= total:
            return
        node = Node(index, option.label, option.value or stretch.start, option.near, state.node)
        new = State(label, place, numbered, total, node)
        new.last = state.last if option.keeps else _value(stretch, option)
        new.headed = state.headed or (begins is not None and begins.name in _HEADS)
        new.count = state.count if option.keeps else 1 if begins else state.count + 1
        found[key] = new

    def _labelled(self, index: int, stretch: Stretch, node: Node | None) -> Labelled:
        if node is None:
            label = "blank" if not stretch.line.text[stretch.start : stretch.end].strip() else "speck"
            return Labelled(stretch.line, stretch.start, stretch.end, label, labels.kind(label), stretch.start)
        sure, second = self._sure(index, node.label)
        why = "" if node.value == stretch.start else f"{node.near:.2f} printed"
        kind = labels.kind(node.label)
        return Labelled(
            stretch.line, stretch.start, stretch.end, node.label, kind, node.value, sure, second, why, node.near
        )

    def _sure(self, index: int, label: str) -> tuple[float, str]:
        """How sure the label is by its margin to the second best, and that one's name."""
        held = self.seconds.get(index)
        if held is None:
            return 1.0, ""
        totals = held[1]
        own = totals.get(label, -math.inf)
        other, best = max(((name, t) for name, t in totals.items() if name != label), key=lambda pair: pair[1])
        return round(1 / (1 + math.exp(-max(min(own - best, 20.0), -20.0))), 3), other


class _Options:
    """The readings of one stretch; what does not hang on the path is found once."""

    def __init__(self, path: _Path, index: int, stretch: Stretch, seen: str, how_well: float) -> None:
        self.path = path
        self.index = index
        self.stretch = stretch
        self.text = stretch.text
        self.below_page = False
        self.w = path.w
        self.furniture = (seen, how_well)
        self.number = shape.number(self.text)
        self._begins: dict[bool, list[tuple[Label, float, int, float]]] = {}

    def of(self, state: State) -> Iterator[Option]:
        """All readings behind `state`."""
        w, text, start = self.w, self.text, self.stretch.start
        seen, how_well = self.furniture
        if how_well > 0:
            yield Option(seen, w.furniture * how_well - 1, keeps=True)
        if self.below_page:
            at = shape.place(text)
            if at:
                yield Option("place", w.furniture * at, keeps=True)
        below = state.place >= moves.TEXT
        yield from self._stay(state)
        for label, score, value, near in self._beginnings(all_words=self._may_be_damaged(state)):
            cost = moves.move(state.place, state.numbered, state.headed, state.label.name, label, near)
            quoted = below and label.content == "addressee" and (label.place or 0) < moves.TEXT
            if cost is not None and not (quoted and score < w.exact + 1):
                yield Option(label.name, score + cost, label, start + value, near)
        if not below or is_heading(text):
            yield from self._shapes(state)
        if not below:
            yield from self._heading(state)
            yield self._text(state)
            yield Option("unparsed", w.unparsed, keeps=True)

    def _may_be_damaged(self, state: State) -> bool:
        """Whether a damaged label is looked for: everywhere but in numbered text, there only SMART's with their colon."""
        if state.place < moves.TEXT or not state.numbered:
            return True
        return self.path.family in ("smart", "nsc") and ":" in self.text[:_LONGEST_LABEL]

    def _stay(self, state: State) -> Iterator[Option]:
        name = state.label.name
        if name == "start":
            text_like = self.w.sentence * words.sentence(self.text) + self.w.numbered * self.number
            yield Option("envelope", self.w.envelope - text_like)
        elif name == "text":
            yield Option("text", self.w.text_stay)
            if self.path.teletype and words.noise(self.text):
                yield Option("unparsed", self.w.text_stay + 1, keeps=True)
            if self.path.family == "telegram" and "-" in self.text and words.offices(self.text) > _SURE_FIT:
                yield Option("copies", self.w.columns, keeps=True)
        elif state.place >= moves.TRAILER:
            known = self.w.fit * fit(state.label.content, self.text) + self.w.unfit if state.label.content else -1.0
            yield Option(name, self.w.stay + (1.0 if self.stretch.start > 3 or state.last.endswith((",", ";")) else known))
            yield Option("envelope", self.w.envelope)
        elif name == "subject":
            yield Option("subject", self.w.stay + self._subject(state))
        else:
            yield Option(name, self.w.stay + self._goes_on(state))

    def _goes_on(self, state: State) -> float:
        """How well the line goes on with a label that is no subject."""
        w, label, text = self.w, state.label, self.text
        if not state.last and state.count == 1:
            return w.alone_label
        gap = -0.5 if self.stretch.gap and not self.path.spaced else 0.0
        if self.number and fit(label.content, text) < _SURE_FIT:
            gap -= w.numbered
        if label.name in _OPEN_WORDS or not label.content:
            if self.path.family in ("smart", "nsc"):
                return gap
            asks = state.last.endswith(",") or words.joins(state.last) or words.reason(text)
            return gap + (2.0 if asks else -2.0)
        if label.content == "eo":
            asks = words.instruction(text) or state.last.endswith((",", ":")) or words.reason(text)
            return gap + (2.0 if asks else -2.0)
        if label.content in ("dtg", "class_line", "filing", "routing", "mrn", "handling"):
            whole = fit(label.content, state.last) > 0
            joined = 0.0 if whole else fit(label.content, f"{state.last} {text}")
            return gap + (w.group * joined if joined else w.alone + w.fit * fit(label.content, text))
        if label.name == "fm":
            gap += w.second_sender
        return gap + w.fit * fit(label.content, text) + w.unfit

    def _subject(self, state: State) -> float:
        w, last = self.w, state.last
        if not last:
            return 0.0  # the label stands alone: its value is on the next line
        score = 0.0
        if self.stretch.gap and not self.path.spaced:
            score += w.gap
        if self.number:
            score -= w.numbered
        if state.count >= _LONGEST_SUBJECT:
            score += w.long_subject
        if words.joins(last):
            return score + w.joins
        block = self._block()
        if _is_sentence(block) and (len(block) == 1 or self._is_full(block)):
            score += w.ended
        if last.endswith((".", "?", "!")):
            return score + w.ended
        first = self.text.split(maxsplit=1)[0]
        full = len(last) + 1 + len(first) > self.path.width - _SLACK
        return score + (w.full if full else w.not_full)

    def _block(self) -> list[str]:
        """The unlabelled lines from here to the next label or number."""
        block: list[str] = []
        for stretch in self.path.stretches[self.index : self.index + _LONGEST_SUBJECT * 2]:
            text = stretch.text
            if not text or furniture(text)[0]:
                continue
            if block and (shape.number(text) or printed.exact(text, self.path.family)):
                break
            block.append(text)
        return block

    def _is_full(self, block: list[str]) -> bool:
        """Whether the first word of the next line would not have fitted on the first."""
        return len(block[0]) + 1 + len(block[1].split(maxsplit=1)[0]) > self.path.width - _SLACK

    def _beginnings(self, *, all_words: bool) -> list[tuple[Label, float, int, float]]:
        """The labels that are printed here, each with its score; damaged ones only where `all_words` are looked at."""
        held = self._begins.get(all_words)
        if held is None:
            prints = printed.exact(self.text, self.path.family)
            if all_words and not prints and not self.number:
                prints = printed.near(self.text, self.path.family)
            held = self._begins[all_words] = [found for p in prints for found in self._printed(p)]
        return held

    def _printed(self, p: printed.Print) -> Iterator[tuple[Label, float, int, float]]:
        w = self.w
        score = w.exact if p.near == 1.0 else w.near * (p.near - 0.6) / 0.4
        score += w.colon if p.colon else w.no_colon if len(p.form) > 2 and p.form not in _WITHOUT_COLON else 0.0
        value = self.text[p.value :]
        label = p.row
        how_well = fit(label.content, value) if label.content and value else None
        least = 0.0 if len(p.form) >= _TELLING_FORM else _NO_FIT if p.near > _LIKELY else _SURE_FIT
        if how_well is not None and not p.colon and how_well < least:
            return
        content = 0.0 if how_well is None else w.fit * how_well + w.unfit
        if len(p.form) >= _LONG_FORM:
            content = max(content, 0.0)
        yield label, score + content, p.value, p.near

    def _shapes(self, state: State) -> Iterator[Option]:
        """What only its shape tells: number line, date-time group, classification line, filing line, routing lines."""
        for name in ("mrn", "dtg", "class_line", "filing", "routing"):
            label = self.path.rows.get(name)
            if label is None or label.forms:
                continue
            how_well = fit(name, self.text) or self._with_next(name)
            if how_well > 0:
                cost = moves.move(state.place, state.numbered, state.headed, state.label.name, label, how_well)
                if cost is not None:
                    yield Option(name, self.w.group * how_well + cost, label)

    def _heading(self, state: State) -> Iterator[Option]:
        """What no label and no shape tells: captions, counts, offices and addressees whose label was lost."""
        w, text = self.w, self.text
        if self.path.family != "telegram":
            return
        if state.place < 18:
            at = shape.place(text)
            if at:
                yield Option("place", w.furniture * at - 2, keeps=True)
            if shape.count(text):
                yield Option("count", w.furniture - 2, keeps=True)
        if state.label.name == "fm" and (at := words.addressee(text)):
            yield Option("to", w.inferred + w.fit * at + w.unfit, self.path.rows["to"])
        if state.place >= 16:
            how_well = words.handling(text)
            label = self.path.rows["handling"]
            if how_well:
                yield Option("handling", w.handling * how_well, label)
            elif state.label.name in ("class_line", "handling"):
                yield Option("handling", w.unknown_handling, label)
        if state.place < 16 and words.offices(text) > 0.8:
            yield Option("copies", w.fit * words.offices(text) - 1, self.path.rows["copies"])

    def _with_next(self, name: str) -> float:
        """How well the line and the next are what only its shape tells, OCR having broken it in two."""
        below = self.path.below(self.index)
        seen = self.furniture[0]
        if not below or len(self.text) > _BROKEN or (seen and seen != "speck") or furniture(below)[1] > _NO_FIT:
            return 0.0
        return _BROKEN_FIT * fit(name, f"{self.text} {below}")

    def _text(self, state: State) -> Option:
        """The text begins, or goes on below the heading of a further section."""
        w, text = self.w, self.text
        score = w.text + w.sentence * words.sentence(text)
        score += w.text_stay if state.numbered else w.numbered * self.number
        score += w.opens * words.opens_text(text) + (w.text_gap if self.stretch.gap else 0.0)
        if score < w.opens / 2 and len(block := self._block()) > 1 and not self._is_full(block):
            score += w.short_start
        return Option("text", score, self.path.rows["text"])


def _is_sentence(block: list[str]) -> bool:
    return len(" ".join(block).split()) > _SENTENCE_WORDS and block[-1].endswith((".", ":"))


def _value(stretch: Stretch, option: Option) -> str:
    """The stretch's text behind the printed label."""
    return stretch.line.text[option.value : stretch.end] if option.value else stretch.text


# Labels of the heading that no colon follows.
_WITHOUT_COLON = frozenset({"INFO", "ORIGIN", "ACTION", "XMT", "DRAFTEDBY", "APPROVEDBY", "CLASSIFIEDBY", "EO"})


def _is_teletype(stretches: Sequence[Stretch]) -> bool:
    """Whether the message is printed in capitals only, as all were before SMART."""
    capitals = [s.text.isupper() for s in stretches if len(s.text) > 20]
    return sum(capitals) > 0.5 * len(capitals)


def _is_double_spaced(stretches: Sequence[Stretch]) -> bool:
    """Whether OCR put an empty line before nearly every line."""
    printed_lines = [s for s in stretches if s.text]
    return sum(s.gap > 0 for s in printed_lines) > 0.5 * len(printed_lines)
