"""The readings that one stretch of a line may have behind a path: what votes for each, and how much."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from cableparse.lines import moves
from cableparse.lines.certain import begins_distribution, is_heading, lists_offices, surely_printed, typed
from cableparse.lines.context import Context
from cableparse.lines.cut import LineStretch
from cableparse.lines.evidence import printed, shape, words
from cableparse.lines.evidence.between import furniture
from cableparse.lines.fit import fit
from cableparse.lines.labels import Label
from cableparse.lines.states import Option, State

# The longest subject of the fixtures has three lines; OCR may put an empty one between them.
_LONGEST_SUBJECT = 6
# So many words with a stop behind them are a sentence, and no subject.
_SENTENCE_WORDS = 7
# A piece of a heading line that OCR broke in two; its parts are less certain than the whole.
_BROKEN = 24
# The list of who is to have copies stands below them.
_OFFICERS = frozenset({"drafted", "approved"})
_LISTS = frozenset({"origin", "action", "copies", "to", "info"})
_BREAKS = frozenset({"dtg", "class_line"})
# A line put together with the next fits less surely than one that is whole.
_BROKEN_FIT = 0.8
# Labels whose continuation lines no content tells: they go on only in a list of their own.
_OPEN_WORDS = frozenset({"classified", "captions", "pass_line", "action_office", "info_office", "signature"})
# Contents of which no line begins with a word and a colon.
_UNLABELLED = frozenset({"tags", "addressee"})
# A damaged label without a colon is one only where its value looks like one.
_NO_FIT = 0.2
_SURE_FIT = 0.9
_LIKELY = 0.8
_LONGEST_LABEL = 24
# A form so long tells the label whatever follows.
_LONG_FORM = 8
# What goes on with a list is indented by more.
_INDENT = 3
# Lines of one value stand so exactly below each other; OCR sets a character more or less.
_BESIDE = 2
# What an empty line above takes from a line that goes on with a label.
_BELOW_GAP = -0.5
# A text begins with its first paragraph: a later number stands as often below text that has begun.
_LATER = 0.5
# A label that is only so near to a printed form says nothing (the least that printed.py finds).
_LEAST_NEAR = 0.6
_TELLING_FORM = 6
# Labels of the heading that no colon follows.
_WITHOUT_COLON = frozenset({"INFO", "ORIGIN", "ACTION", "XMT", "DRAFTEDBY", "APPROVEDBY", "CLASSIFIEDBY", "EO"})

# What stands below a line in every telegram, though OCR lost its label: the sender, the first addressee.
_FOLLOWS = {"dtg": "fm", "fm": "to"}


class Options:
    """The readings of one stretch; what does not hang on the path is found once."""

    def __init__(self, context: Context, index: int, stretch: LineStretch, seen: tuple[str, float]) -> None:
        self.context = context
        self.index = index
        self.stretch = stretch
        self.text = stretch.text
        self.below_page = False
        self.w = context.weights
        self.furniture = seen
        self.number = shape.number(self.text)
        self.surely = surely_printed(self.text) if context.family == "telegram" and not seen[0] else None
        self._shaped: list[tuple[Label, float]] | None = None
        self._begins: dict[bool, list[tuple[Label, float, int, float]]] = {}

    def of(self, state: State) -> Iterator[Option]:
        """All readings behind `state`; one where the line prints a label as no other line does."""
        certain = self._certain(state)
        return iter((certain,)) if certain else self._all(state)

    def _certain(self, state: State) -> Option | None:
        """The label that the line surely prints, where it may stand behind `state`."""
        if state.place >= moves.TEXT:
            return None
        seen = self.surely
        if seen is None:
            return self._certain_stay(state)
        cost = moves.move(self.w, state, seen.row, 1.0)
        if cost is None or (cost < 0 and self._is_no_sender(seen)):
            return None
        return Option(seen.label, self.w.exact + self.w.colon + cost, seen.row, self.stretch.start + seen.value)

    def _is_no_sender(self, seen: printed.LabelPrint) -> bool:
        """Whether none that is known stands behind FROM: out of its order it is a word of a subject, or passes on."""
        return seen.label == "fm" and words.addressee(self.text[seen.value :]) < _SURE_FIT

    def _certain_stay(self, state: State) -> Option | None:
        """The list that is open, where the line can be nothing but one more of its items."""
        label = state.label
        is_open = label.name in _LISTS and state.last and not state.closed
        if not is_open or self.furniture[0] or not typed(label.name, self.text):
            return None
        return Option(label.name, self.w.stay + self._goes_on(state))

    def _all(self, state: State) -> Iterator[Option]:
        w, text, start = self.w, self.text, self.stretch.start
        seen, how_well = self.furniture
        if how_well > 0:
            yield Option(seen, w.furniture * how_well - 1, keeps=True)
        if self.below_page:
            at = shape.place(text)
            if at:
                yield Option("place", w.furniture * at, keeps=True)
        below = state.place >= moves.TEXT
        if below and state.headed and shape.count(text) and begins_distribution(self.context.below(self.index)):
            yield Option("count", w.furniture - 2, keeps=True)
        yield from self._stay(state)
        for label, score, value, near in self._beginnings(all_words=self._may_be_damaged(state)):
            if state.label.name == "desired" and label.content == "offices" and words.offices(text[value:]) < _LIKELY:
                continue  # an agency's own list, which may begin with ORIGIN as well
            if label.name == "desired" and state.label.name not in _OFFICERS:
                continue
            cost = moves.move(w, state, label, near)
            quoted = below and label.content == "addressee" and (label.place or 0) < moves.TEXT
            if cost is not None and not (quoted and score < w.exact + 1):
                yield Option(label.name, score + cost, label, start + value, near)
        if not below or is_heading(text) or (not state.headed and shape.dtg(text) >= _LIKELY):
            yield from self._shapes(state)
        if not below:
            yield from self._heading(state)
            yield self._text(state)
            yield Option("unparsed", w.unparsed, keeps=True)

    def _may_be_damaged(self, state: State) -> bool:
        """Whether a damaged label is looked for: in numbered text only one with its colon or a list of offices."""
        if state.place < moves.TEXT or not state.numbered:
            return True
        return ":" in self.text[:_LONGEST_LABEL] or lists_offices(self.text)

    def _stay(self, state: State) -> Iterator[Option]:
        name = state.label.name
        if name == "start":
            text_like = self.w.sentence * words.sentence(self.text) + self.w.numbered * self.number
            yield Option("envelope", self.w.envelope - text_like)
        elif name == "text":
            yield Option("text", self.w.text_stay)
            if self.context.teletype and state.headed and not self.number and words.noise(self.text):
                yield Option("unparsed", self.w.text_stay + 1, keeps=True)
            if self.context.family == "telegram" and "-" in self.text and words.offices(self.text) > _SURE_FIT:
                yield Option("copies", self.w.columns, keeps=True)
        elif state.place >= moves.TRAILER:
            known = self.w.fit * fit(state.label.content, self.text) + self.w.unfit if state.label.content else -1.0
            if not state.last and state.count == 1:
                known = max(known, self.w.alone_label)
            yield Option(
                name, self.w.stay + (1.0 if self.stretch.start > _INDENT or state.last.endswith((",", ";")) else known)
            )
            yield Option("envelope", self.w.envelope)
        elif name == "subject":
            yield Option("subject", self.w.stay + self._subject(state))
        elif not (state.closed and state.label.content == "addressee"):
            yield Option(name, self.w.stay + self._goes_on(state))

    def _goes_on(self, state: State) -> float:
        """How well the line goes on with a label that is no subject."""
        w, label, text = self.w, state.label, self.text
        if label.content in _UNLABELLED and words.labelled_in_small(text):
            return w.unlike
        if not state.last and state.count == 1:
            return w.alone_label + (max(w.fit * fit(label.content, text) + w.unfit, 0.0) if label.content else 0.0)
        gap = _BELOW_GAP if self.stretch.gap and not self.context.spaced else 0.0
        if self.number and fit(label.content, text) < _SURE_FIT:
            gap -= w.numbered
        if label.content == "references" and gap and _is_sentence([text]):
            gap += w.ended
        if label.name in _OPEN_WORDS or not label.content:
            if self.context.family in ("smart", "nsc"):
                return gap
            asks = state.last.endswith(",") or words.joins(state.last) or words.reason(text)
            return gap + (2.0 if asks else -2.0)
        if label.content == "eo":
            asks = words.instruction(text) or words.joins(state.last) or words.reason(text)
            return gap + (2.0 if asks else -2.0)
        if label.content in ("dtg", "class_line", "filing", "routing", "mrn", "handling"):
            whole = fit(label.content, state.last) > 0
            joined = 0.0 if whole else fit(label.content, f"{state.last} {text}")
            return gap + (w.group * joined if joined else w.alone + w.fit * fit(label.content, text))
        if label.name == "fm" and not words.broken_name(state.last, text):
            gap += w.second_sender
        return gap + w.fit * fit(label.content, text) + w.unfit

    def _subject(self, state: State) -> float:
        w, last = self.w, state.last
        if not last:
            return 0.0  # the label stands alone: its value is on the next line
        score = 0.0
        if self.stretch.gap and not self.context.spaced:
            score += w.gap
        if self.number:
            score -= w.numbered
        if state.count >= _LONGEST_SUBJECT:
            score += w.long_subject
        if self._is_below(state) and not self.text[0].isdigit():
            score += w.hanging
        if words.joins(last):
            return score + w.joins
        if self._is_apart:
            return score + w.apart
        block = self._block
        if _is_sentence(block) and (len(block) == 1 or self.context.is_full(*block[:2])):
            score += w.ended
        if last.endswith((".", "?", "!")):
            return score + w.ended
        return score + (w.full if self.context.is_full(last, self.text) else w.not_full)

    @cached_property
    def _is_apart(self) -> bool:
        """Whether the line ends no sentence and is near no label, and below it text begins or an empty line stands."""
        below = self.context.stretches[self.index + 1 : self.index + 2]
        if not below or self.stretch.gap or self.number or self.text.endswith((".", "?", "!", ":")):
            return False
        if printed.near(self.text, self.context.family):
            return False
        text = below[0].text
        return bool(words.opens_text(text) or shape.number(text)) if text else not self.context.spaced

    def _is_below(self, state: State) -> bool:
        """Whether the line is indented as the value right above it is."""
        beside = abs(self.stretch.start - state.column) <= _BESIDE
        return beside and self.stretch.start > _INDENT and not self.stretch.gap

    @cached_property
    def _block(self) -> list[str]:
        """The unlabelled lines from here to the next label or number."""
        block: list[str] = []
        for stretch in self.context.stretches[self.index : self.index + _LONGEST_SUBJECT * 2]:
            text = stretch.text
            if not text or furniture(text)[0]:
                continue
            if block and (shape.number(text) or printed.exact(text, self.context.family)):
                break
            block.append(text)
        return block

    def _beginnings(self, *, all_words: bool) -> list[tuple[Label, float, int, float]]:
        """The labels that are printed here, each with its score; damaged ones only where `all_words` are looked at."""
        held = self._begins.get(all_words)
        if held is None:
            prints = printed.exact(self.text, self.context.family)
            if all_words and not prints and not self.number:
                prints = printed.near(self.text, self.context.family)
            held = self._begins[all_words] = [found for p in prints for found in self._printed(p)]
        return held

    def _printed(self, p: printed.LabelPrint) -> Iterator[tuple[Label, float, int, float]]:
        w = self.w
        score = w.exact if p.near == 1.0 else w.near * (p.near - _LEAST_NEAR) / (1 - _LEAST_NEAR)
        score += w.colon if p.colon else w.no_colon if len(p.form) > 2 and p.form not in _WITHOUT_COLON else 0.0
        value = self.text[p.value :]
        label = p.row
        how_well = fit(label.content, value) if label.content and value else None
        least = 0.0 if len(p.form) >= _TELLING_FORM else _NO_FIT if p.near > _LIKELY else _SURE_FIT
        alone = not value and p.near < _SURE_FIT and label.name not in _LISTS  # whose column may begin below it
        if not p.colon and (alone or (how_well is not None and how_well < least)):
            return
        content = 0.0 if how_well is None else w.fit * how_well + w.unfit
        if len(p.form) >= _LONG_FORM:
            content = max(content, 0.0)
        yield label, score + content, p.value, p.near

    def _shapes(self, state: State) -> Iterator[Option]:
        """What only its shape tells: number line, date-time group, classification line, filing line, routing lines."""
        if self._shaped is None:
            self._shaped = list(self._shape_fits())
        for label, how_well in self._shaped:
            cost = moves.move(self.w, state, label, how_well)
            if cost is not None:
                yield Option(label.name, self.w.group * how_well + cost, label)

    def _shape_fits(self) -> Iterator[tuple[Label, float]]:
        for name in ("mrn", "dtg", "class_line", "filing", "routing"):
            label = self.context.rows.get(name)
            if label is not None and not label.forms and not (self.number and name == "class_line"):
                how_well = fit(name, self.text) or (self._with_next(name) if name in _BREAKS else 0.0)
                if how_well > 0:
                    yield label, how_well

    def _heading(self, state: State) -> Iterator[Option]:
        """What no label and no shape tells: captions, counts, offices and addressees whose label was lost."""
        w, text = self.w, self.text
        if self.context.family != "telegram":
            return
        if state.place < moves.TO:
            at = shape.place(text)
            if at:
                yield Option("place", w.furniture * at - 2, keeps=True)
            if shape.count(text) or (state.label.name == "start" and shape.two_counts(text)):
                yield Option("count", w.furniture - 2, keeps=True)
        if (follows := _FOLLOWS.get(state.label.name)) and (at := words.addressee(text)):
            yield Option(follows, w.inferred + w.fit * at + w.unfit, self.context.rows[follows])
        if state.place >= moves.DTG:
            how_well = words.handling(text)
            label = self.context.rows["handling"]
            if state.label.name == "subject" and how_well < _LIKELY:
                how_well = 0.0  # PROCESSING FOR BOAT CASES: what may be a post is a word of the subject
            if how_well:
                yield Option("handling", w.handling * how_well, label)
            elif state.label.name in ("class_line", "handling") and not state.section:
                yield Option("handling", w.unknown_handling, label)
        if state.place < moves.DTG and words.offices(text) > _LIKELY:
            yield Option("copies", w.fit * words.offices(text) - 1, self.context.rows["copies"])
        elif state.label.name == "tags" and "-" in text and words.offices(text) > _SURE_FIT:
            yield Option("copies", w.columns, keeps=True)

    def _with_next(self, name: str) -> float:
        """How well the line and the next are what only its shape tells, OCR having broken it in two."""
        below = self.context.below(self.index)
        seen = self.furniture[0]
        if not below or len(self.text) > _BROKEN or (seen and seen != "speck") or furniture(below)[1] > _NO_FIT:
            return 0.0
        return _BROKEN_FIT * fit(name, f"{self.text} {below}")

    def _text(self, state: State) -> Option:
        """The text begins, or goes on below the heading of a further section."""
        w, text = self.w, self.text
        score = w.text + w.sentence * words.sentence(text)
        score += w.text_stay if state.numbered else w.numbered * self.number * self._first
        score += w.opens * words.opens_text(text) + (w.text_gap if self.stretch.gap else 0.0)
        if score < w.opens / 2 and len(block := self._block) > 1 and not self._may_be_whole(block):
            score += w.short_start
        return Option("text", score, self.context.rows["text"])

    @property
    def _first(self) -> float:
        """How far a paragraph's number tells that the text begins."""
        return _LATER if self.text[0] in "23456789" else 1.0

    def _may_be_whole(self, block: list[str]) -> bool:
        """Whether the first line is full, or a sentence by itself below an empty line."""
        alone = self.stretch.gap > 0 and not self.context.spaced and _is_sentence(block[:1])
        return alone or self.context.is_full(*block[:2])


def _is_sentence(block: list[str]) -> bool:
    return len(" ".join(block).split()) > _SENTENCE_WORDS and block[-1].endswith((".", ":"))
