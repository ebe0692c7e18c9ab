"""What kind of document a message is and in which layout, by scored evidence (FORMATS.md 1; RECORD.md 17, 18, 22)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from cableparse import damage
from cableparse.diagnostics import Code
from cableparse.lines import form_lines
from cableparse.lines.evidence import airgram, frus_print, line_words, shape, typed, withdrawal, words
from cableparse.lines.labelled import Labelled
from cableparse.pages import Note
from cableparse.record import Kind, Layout
from cableparse.vocabulary import column_names, posts, senders

# What the evidence for a kind must come to, and what is enough to suspect one.
_ENOUGH = 2.25
# NARA's document number: year, station of up to six letters, serial, a letter where it stands twice.
DOCUMENT_NUMBER = re.compile(r"(?P<year>19\d\d|20\d\d)(?P<station>[A-Z]{2,6})(?P<number>\d{5,6})(?:_[a-z])?")
_ELECTRONIC = "1973"
# Two thirds of what is enough.
_SUSPICION = 1.5
_ADDRESSED = ("fm", "to")
# What speaks for a cable in no known layout speaks for one in any: a layout that has enough goes before it.
_NO_LAYOUT = ("cable", "unknown")
# The lines of sender and addressees alone: whose they are is asked from there on.
_PARTIES = 1.0
_SERVICE_LINES = 40
# Page number and serial together; a transcript's page mark has fewer figures.
_SERIAL = 5
_OFFICES = 0.5
# The figures of two offices' copies; one office and its copies may be a group marking: GP-3.
_COPIES = 4
_NUMBER_LINE = re.compile(
    r"\W*(?P<year>\d\d|(?:19|20)\d\d) (?P<post>[A-Z][A-Za-z .'-]{2,24}?) (?P<number>\d{1,6})(?:\s{2,}|\W*$)"
)
_PORTION = re.compile(r"\s*\d{1,2}\. ?\((?:U|SBU|C|S|LOU)(?:/{1,2}[A-Z/ ]+)?\)")
_NUMBERED = re.compile(r"\s*\d{1,2}\. ")
# What stands apart on one line of a form.
_CELLS = re.compile(r" {2,}")
# A full line of text is no line of a head.
_LONGEST_HEAD = 70
# Two paragraphs with portion marks say as much as ten.
_FEW = 2
# One letter in five of SECSTATE may be damaged.
_NEAR = 0.8
# Capitals among the letters of a teletype's text, OCR's small ones allowed; fewer letters tell nothing.
_CAPITALS = 0.97
_FEWEST_LETTERS = 200
# What the lines of a telegram's heading say, whichever system printed them; group, parties and number make a whole.
_WHOLE = 4.0
_HEADING: tuple[tuple[tuple[str, ...], float, Callable[[str], float]], ...] = (
    (("dtg",), 1.5, shape.dtg),
    (("fm", "to"), 1.0, len),
    (("class_line",), 1.5, shape.class_line),
    (("eo", "tags"), 0.75, len),
)


class LayoutVerdict(NamedTuple):
    """Kind and layout, what to note, and the evidence that told, each piece with its weight."""

    kind: Kind
    layout: Layout
    notes: list[Note]
    why: list[tuple[str, float]]


class Seen:
    """What is seen of a message: the labels that its lines have, and its texts."""

    def __init__(self, lines: Sequence[Labelled], family: str, listed: Layout | None = None) -> None:
        self.lines = lines
        self.listed = listed
        self.family = family
        self.labels = {line.label for line in lines}

    @cached_property
    def texts(self) -> list[str]:
        """The lines outside of envelopes, stamps and attributes."""
        apart = ("release", "attributes", "envelope", "web_page", "database_row", "mrn_block")
        return [line.text for line in self.lines if line.label not in apart]

    @cached_property
    def telegram(self) -> float:
        """How much of a telegram's heading there is: two of its lines are enough."""
        return sum(weight for names, weight, fits in _HEADING if any(map(fits, self.of(*names))))

    @cached_property
    def reviewed(self) -> bool:
        """Whether a release marking, or page numbers of a later print, stand around a whole classification line."""
        return self.has("release", "footer") and any(
            shape.class_line(text) == 1.0 and any(typed.post(text[word.start :]) for word in line_words.words(text)[1:])
            for text in self.of("class_line")
        )

    @cached_property
    def paged(self) -> bool:
        """Whether a page line has the message's serial; a transcript's page mark has none."""
        pages = [line.line.text for line in self.lines if line.label == "page"]
        if any(sum(map(str.isdigit, text)) >= _SERIAL for text in pages):
            return True
        return bool(pages) and any(_is_place(line.line.text) for line in self.lines if line.label == "place")

    @cached_property
    def distributed(self) -> bool:
        """Whether offices stand with their copies."""
        listed = self.of("origin", "action", "copies")
        return any(words.offices(text) >= _OFFICES and sum(map(str.isdigit, text)) >= _COPIES for text in listed)

    @cached_property
    def electronic(self) -> bool:
        """Whether a line is of a kind that only the Department's system prints."""
        return self.paged or self.distributed

    @cached_property
    def certain(self) -> bool:
        """Whether a heading or the archive leaves no doubt, so that nothing costly is looked for."""
        return self.telegram >= _WHOLE or self.paged or self.archived or self.family != "telegram"

    @cached_property
    def typed(self) -> float:
        """How much of a typed form there is."""
        apart = self.certain or self.edited or self.headless
        return 0.0 if apart else form_lines.weight(list({line.line.number: line.line for line in self.lines}.values()))

    @cached_property
    def edited(self) -> bool:
        """Whether the editors' file number, or their heading with its dateline, is printed: no form has them."""
        if self.any(frus_print.file_number) or self.any(frus_print.dated):
            return True
        return self.any(frus_print.heading) and self.any(frus_print.dateline)

    @cached_property
    def airgram(self) -> bool:
        """Whether an airgram's title or number stands above its labels."""
        apart = ("release", "attributes", "web_page", "database_row", "mrn_block")
        printed = [line.line.text for line in self.lines if line.label not in apart]
        head = [text for text in printed if text.strip()][: 2 * _SERVICE_LINES]
        cells = (cell for text in head for cell in _CELLS.split(text.strip()))
        return any(airgram.is_number(cell) or line_words.near(cell, "AIRGRAM") > _NEAR for cell in cells)

    @cached_property
    def numbered(self) -> bool:
        """Whether a line is nothing but year, post and number, as a cable in an e-mail has them."""
        found = (_NUMBER_LINE.match(text) for text in self.printed)
        return any(match is not None and posts.find(match["post"]) is not None for match in found)

    @cached_property
    def portions(self) -> float:
        """How many numbered paragraphs have a portion mark; two are enough."""
        return min(sum(_PORTION.match(text) is not None for text in self.texts), _FEW) / _FEW

    @cached_property
    def printed(self) -> list[str]:
        """All lines with print on them, none where the heading leaves no doubt."""
        return [] if self.certain else [line.line.text for line in self.lines if line.line.text.strip()]

    @cached_property
    def printed_head(self) -> list[str]:
        """The first lines with print on them: the heading and what stands above it."""
        return [line.line.text for line in self.lines if line.line.text.strip()][:_SERVICE_LINES]

    @cached_property
    def teletype(self) -> bool:
        """Whether it is the text of a telegram that lost its header: numbered paragraphs, wholly in capitals."""
        if not any(map(_NUMBERED.match, self.texts)):
            return False
        letters = "".join(filter(str.isalpha, " ".join(self.texts)))
        return len(letters) > _FEWEST_LETTERS and sum(map(str.isupper, letters)) > _CAPITALS * len(letters)

    @cached_property
    def headless(self) -> bool:
        """Whether it begins with such a text's paragraph: a form's heading stands above its text."""
        first = next((text for text in self.texts if text), "")
        return bool(shape.number(first)) and self.teletype

    @cached_property
    def archived(self) -> bool:
        """Whether the archive's own attributes, or its page, stand around the text, or came with it."""
        return self.listed == "electronic" or self.has("attributes", "web_page", "database_row")

    @cached_property
    def lost(self) -> bool:
        """Whether the system says that the text is lost (FORMATS.md 3.3)."""
        return any(["TEXT INDEX FILE" in text for text in self.printed_head])

    def any(self, seen: Callable[[str], object]) -> bool:
        """Whether a printed line shows it."""
        return any(map(seen, self.printed))

    def of(self, *names: str) -> list[str]:
        """What stands behind the labels."""
        return [line.line.text[line.value : line.end] for line in self.lines if line.label in names]

    def has(self, *names: str) -> bool:
        """Whether a line has one of the labels."""
        return not self.labels.isdisjoint(names)


class _Evidence(NamedTuple):
    kind: Kind
    layout: Layout
    weight: float
    reason: str
    seen: Callable[[Seen], float]


# A row speaks for one kind in one layout; the weights of a layout's surest two rows come to what is enough.
_EVIDENCE: tuple[_Evidence, ...] = (
    _Evidence("cable", "electronic", 2.5, "page line with a serial", lambda m: m.paged),
    _Evidence("cable", "electronic", 1.0, "offices with copies", lambda m: m.distributed),
    _Evidence("cable", "electronic", 2.5, "the archive's own attributes", lambda m: m.archived),
    _Evidence("cable", "electronic", 1.0, "a telegram's heading below them", lambda m: m.telegram * m.electronic),
    _Evidence("cable", "electronic", 2.5, "the system says that the text is lost", lambda m: m.lost),
    _Evidence("cable", "acp127", 1.0, "a telegram's heading", lambda m: m.telegram),
    _Evidence("cable", "acp127", 0.75, "a released print of a classification line", lambda m: m.reviewed),
    _Evidence("cable", "acp127", 2.5, "labels of the NSC's profile", lambda m: m.family == "nsc"),
    _Evidence("cable", "smart", 5.0, "labels of SMART's own", lambda m: m.family == "smart"),
    _Evidence("cable", "form", 0.5, "words and values of a typed form", lambda m: m.typed),
    _Evidence("airgram", "form", 0.55, "words and values of a typed form", lambda m: m.typed and m.airgram * m.typed),
    _Evidence("cable", "unknown", 2.5, "an archive lists it as a telegram", lambda m: m.listed is not None),
    _Evidence("cable", "unknown", 1.5, "TAGS", lambda m: m.has("tags")),
    _Evidence("cable", "unknown", 0.75, "subject or executive order", lambda m: m.has("subject", "eo")),
    _Evidence("cable", "unknown", 1.0, "references", lambda m: m.has("ref")),
    _Evidence("cable", "unknown", 1.0, "portion-marked paragraphs", lambda m: m.portions),
    _Evidence("cable", "unknown", 1.5, "year, post and number on a line", lambda m: m.numbered),
    _Evidence("cable", "unknown", 2.5, "numbered paragraphs in capitals", lambda m: m.teletype),
    _Evidence("cable", "unknown", 2.25, "addressed to SECSTATE", lambda m: m.any(_to_department)),
    _Evidence("cable", "unknown", 2.0, "file number of a printed telegram", lambda m: m.any(frus_print.file_number)),
    _Evidence("cable", "unknown", 1.0, "editors' heading", lambda m: m.any(frus_print.heading)),
    _Evidence("cable", "unknown", 1.5, "editors' heading of a telegram", lambda m: m.any(frus_print.telegram)),
    _Evidence("withdrawal_notice", "unknown", 8.0, "the sheet says so", lambda m: withdrawal.is_withdrawal(m.printed)),
)  # fmt: skip


# Layouts that are not looked for where a telegram's heading leaves no doubt.
_DOUBTFUL = frozenset({"form", "unknown"})


def listed_as(attributes: Mapping[str, str]) -> Layout | None:
    """The layout of a text that a table or a web page calls a telegram, or gives a telegram's number: 1974STATE010752.

    The electronic system, whose years these numbers have, began in 1973; of an earlier one no layout is known.
    """
    numbers = [number for value in attributes.values() if (number := DOCUMENT_NUMBER.fullmatch(value))]
    if any(number["year"] >= _ELECTRONIC for number in numbers):
        return "electronic"
    return "unknown" if numbers or any(column_names.kind(*named) == "cable" for named in attributes.items()) else None


def tell(lines: Sequence[Labelled], family: str = "telegram", listed: Layout | None = None) -> LayoutVerdict:
    """Kind and layout of one message, its lines labelled as `family`: what the most evidence speaks for.

    `listed` is the layout that an archive lists it in as a telegram, unknown where it does not say.

    A cable needs the Department or a post as a party: without one it is another agency's, and no cable. Where the
    evidence does not come to what is enough and is not nothing, a note says that it may be a cable.
    """
    message = Seen(lines, family, listed)
    scores: dict[tuple[Kind, Layout], list[tuple[str, float]]] = {}
    for row in _EVIDENCE:
        if message.certain and row.layout in _DOUBTFUL:
            continue
        if seen := float(row.seen(message)) * row.weight:
            scores.setdefault((row.kind, row.layout), []).append((row.reason, round(seen, 2)))
    if not scores:
        return LayoutVerdict("not_a_cable", "unknown", [], [])
    best = max(scores, key=lambda key: (_sum(scores[key]) >= _ENOUGH and key != _NO_LAYOUT, _sum(scores[key])))
    (kind, layout), why = best, scores[best]
    if kind in ("cable", "airgram") and _sum(why) >= _PARTIES and (other := _other_agency(message)):
        return LayoutVerdict("not_a_cable", "unknown", [other], why)
    if _sum(why) >= _ENOUGH:
        return LayoutVerdict(kind, layout, [], why)
    notes = [Note(Code.POSSIBLE_CABLE, _reasons(why))] if _sum(why) >= _SUSPICION else []
    return LayoutVerdict("not_a_cable", "unknown", notes, why)


def _sum(why: list[tuple[str, float]]) -> float:
    return sum(weight for _, weight in why)


def _reasons(why: list[tuple[str, float]]) -> str:
    return f"Seen: {', '.join(reason for reason, _ in why)}."


def _other_agency(message: Seen) -> Note | None:
    """The note that names the sender, where no party is the Department or a post and one is a service's."""
    parties = [
        line for line in message.lines if line.label in ("fm", "to", "class_line", "mrn", "page", "place", "action")
    ]
    parties.sort(key=lambda line: line.label not in _ADDRESSED)  # whose names take least time to tell
    if any(map(_is_state, parties)):
        return None
    sender = next((line for line in parties if line.label == "fm"), None)
    name = " ".join(sender.line.text[sender.value : sender.end].split()) if sender else ""
    head = (text for text in message.printed_head if len(text) < _LONGEST_HEAD)
    service = next(filter(None, (senders.service(text) for text in head)), None)
    if service is None:
        return None
    return Note(
        Code.OTHER_AGENCY,
        f"Sender: {name} ({service})." if name else f"Sender: {service}.",
        sender.span if sender else None,
    )


def _to_department(text: str) -> bool:
    """Whether a line begins `TO SECSTATE`, a letter of it damaged or none; no letter or memorandum has it."""
    found = line_words.ADDRESSED.match(damage.plain(text))
    if found is None or damage.closeness(found[1].upper(), "TO") < damage.LEAST:
        return False
    return line_words.near(found[2], "SECSTATE") > _NEAR


def _is_place(text: str) -> bool:
    """Whether a line is a post's name, cut to six letters or not, and a serial."""
    name = text.strip(line_words.SIGNS).rstrip("0123456789 Z")
    return posts.expand(name) is not None


def _is_state(line: Labelled) -> bool:
    """Whether a party's name is the Department's or a post's, damaged or not, or a number line has one."""
    printed = line.line.text[line.value : line.end].strip(line_words.SIGNS)
    if line.label == "action":  # a form's own label of its addressees, or offices; another column stands behind a gap
        return typed.address(printed.partition("  ")[0])
    if line.label == "fm" and senders.service(printed):  # at a post, and not the post's
        return False
    if line.label in _ADDRESSED:
        known = (posts.plad, posts.repair_plad, typed.alone, typed.address, typed.department)
        return any(seen(printed) for seen in known)
    return any(typed.post(printed[word.start :]) is not None for word in line_words.words(printed))
