"""What kind of document a message is and in which layout, by scored evidence (FORMATS.md 1; RECORD.md 17, 18, 22)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from cableparse.diagnostics import Code
from cableparse.lines import form
from cableparse.lines.evidence import form as sights
from cableparse.lines.evidence import frus, withdrawal
from cableparse.lines.labelled import Labelled
from cableparse.pages import Note
from cableparse.record import Kind, Layout
from cableparse.vocabulary import posts, senders

# What the evidence for a kind must come to, and what is enough to suspect one.
_ENOUGH = 2.25
_SUSPICION = 1.5
_SERVICE_LINES = 40
_NUMBER_LINE = re.compile(r"\W*(?P<year>\d\d|(?:19|20)\d\d) (?P<post>[A-Z][A-Za-z .'-]{2,24}?) (?P<number>\d{1,6})\W*$")
_PORTION = re.compile(r"\s*\d{1,2}\. ?\((?:U|SBU|C|S|LOU)(?:/{1,2}[A-Z/ ]+)?\)")
_FEW = 2


class Verdict(NamedTuple):
    """Kind and layout, what to note, and the evidence that told, each piece with its weight."""

    kind: Kind
    layout: Layout
    notes: list[Note]
    why: list[tuple[str, float]]


class Message:
    """What is seen of a message: the labels that its lines have, and its texts."""

    def __init__(self, lines: Sequence[Labelled], family: str) -> None:
        self.lines = lines
        self.family = family
        self.labels = {line.label for line in lines}

    @cached_property
    def texts(self) -> list[str]:
        """The lines outside of envelopes, stamps and attributes."""
        apart = ("release", "attributes", "envelope", "web_page", "database_row", "mrn_block")
        return [line.text for line in self.lines if line.label not in apart]

    @cached_property
    def typed(self) -> float:
        """How much of a typed form there is."""
        return form.weight([line.line for line in self.lines])

    @cached_property
    def airgram(self) -> bool:
        """Whether an airgram's title or number stands above its labels."""
        head = [text for text in self.texts if text.strip()][: 2 * _SERVICE_LINES]
        return any(sights.airgram(text) for text in head)

    @cached_property
    def numbered(self) -> bool:
        """Whether a line is nothing but year, post and number, as a cable in an e-mail has them."""
        found = (_NUMBER_LINE.match(text) for text in self.texts)
        return any(match is not None and posts.find(match["post"]) is not None for match in found)

    @cached_property
    def portions(self) -> float:
        """How many numbered paragraphs have a portion mark; two are enough."""
        return min(sum(_PORTION.match(text) is not None for text in self.texts), _FEW) / _FEW

    def has(self, *names: str) -> bool:
        """Whether a line has one of the labels."""
        return not self.labels.isdisjoint(names)

    def words(self, name: str) -> str:
        """What stands behind the first print of a label."""
        return next((line.line.text[line.value : line.end] for line in self.lines if line.label == name), "")


class _Evidence(NamedTuple):
    kind: Kind
    layout: Layout
    weight: float
    reason: str
    seen: Callable[[Message], float]


# A row speaks for one kind in one layout; the weights of a layout's surest two rows come to what is enough.
_EVIDENCE: tuple[_Evidence, ...] = (
    _Evidence("cable", "electronic", 1.5, "page line", lambda m: m.has("page")),
    _Evidence("cable", "electronic", 1.0, "distribution, heading or serial", lambda m: m.has("class_line", "dtg", "origin", "action", "place")),
    _Evidence("cable", "electronic", 2.5, "the system says that the text is lost", lambda m: any("TEXT INDEX FILE" in t for t in m.texts[:60])),
    _Evidence("cable", "acp127", 1.5, "date-time group", lambda m: m.has("dtg")),
    _Evidence("cable", "acp127", 1.0, "sender or addressee", lambda m: m.has("fm", "to")),
    _Evidence("cable", "acp127", 1.5, "classification line with the number", lambda m: m.has("class_line")),
    _Evidence("cable", "acp127", 0.75, "executive order or TAGS", lambda m: m.has("eo", "tags")),
    _Evidence("cable", "acp127", 2.5, "labels of the NSC's profile", lambda m: m.family == "nsc"),
    _Evidence("cable", "smart", 5.0, "labels of SMART's own", lambda m: m.family == "smart"),
    _Evidence("cable", "form", 0.5, "words and values of a typed form", lambda m: m.typed),
    _Evidence("airgram", "form", 0.55, "words and values of a typed form", lambda m: m.typed if m.airgram else 0.0),
    _Evidence("cable", "unknown", 1.5, "TAGS", lambda m: m.has("tags")),
    _Evidence("cable", "unknown", 0.75, "subject or executive order", lambda m: m.has("subject", "eo")),
    _Evidence("cable", "unknown", 1.0, "references", lambda m: m.has("ref")),
    _Evidence("cable", "unknown", 1.0, "portion-marked paragraphs", lambda m: m.portions),
    _Evidence("cable", "unknown", 1.5, "year, post and number on a line", lambda m: m.numbered),
    _Evidence("cable", "unknown", 2.0, "file number of a printed telegram", lambda m: any(map(frus.file_number, m.texts))),
    _Evidence("cable", "unknown", 1.0, "editors' heading", lambda m: any(map(frus.heading, m.texts))),
    _Evidence("withdrawal_notice", "unknown", 3.5, "the sheet says so", lambda m: withdrawal.is_withdrawal([x.line.text for x in m.lines])),
)  # fmt: skip


def tell(lines: Sequence[Labelled], family: str = "telegram") -> Verdict:
    """Kind and layout of one message, its lines labelled as `family`: what the most evidence speaks for.

    A cable needs the Department or a post as a party: without one it is another agency's, and no cable. Where the
    evidence does not come to what is enough and is not nothing, a note says that it may be a cable.
    """
    message = Message(lines, family)
    scores: dict[tuple[Kind, Layout], list[tuple[str, float]]] = {}
    for row in _EVIDENCE:
        if seen := float(row.seen(message)) * row.weight:
            scores.setdefault((row.kind, row.layout), []).append((row.reason, round(seen, 2)))
    ranked = sorted(scores, key=lambda key: -_sum(scores[key]))
    if not ranked:
        return Verdict("not_a_cable", "unknown", [], [])
    kind, layout = ranked[0]
    why = scores[ranked[0]]
    if kind in ("cable", "airgram") and (other := _other_agency(message)):
        return Verdict("not_a_cable", "unknown", [other], why)
    if _sum(why) >= _ENOUGH:
        return Verdict(kind, layout, [], why)
    notes = [Note(Code.POSSIBLE_CABLE, _reasons(why))] if _sum(why) >= _SUSPICION else []
    return Verdict("not_a_cable", "unknown", notes, why)


def _sum(why: list[tuple[str, float]]) -> float:
    return sum(weight for _, weight in why)


def _reasons(why: list[tuple[str, float]]) -> str:
    return f"Seen: {', '.join(reason for reason, _ in why)}."


def _other_agency(message: Message) -> Note | None:
    """The note that names the sender, where sender and addressees are none of the Department's and one is a service's."""
    printed = [line for line in message.lines if line.label in ("fm", "to")]
    if message.has("mrn", "class_line") and _is_state(message.words("class_line")):
        return None
    if any(_is_state(line.line.text[line.value : line.end]) for line in printed):
        return None
    sender = next((line for line in printed if line.label == "fm"), None)
    services = (senders.service(line.line.text) for line in [*printed, *message.lines[:_SERVICE_LINES]])
    service = next(filter(None, services), None)
    if service is None or not (printed or message.has("dtg")):
        return None
    name = " ".join(sender.line.text[sender.value : sender.end].split()) if sender else ""
    detail = f"Sender: {name} ({service})." if name else f"Sender: {service}."
    return Note(Code.OTHER_AGENCY, detail, sender.span if sender else None)


def _is_state(name: str) -> bool:
    """Whether a name or a number line is the Department's or a post's, damaged or not."""
    plain = name.strip(sights.SIGNS)
    if sights.department(plain) is not None or posts.plad(plain) is not None or posts.repair_plad(plain) is not None:
        return True
    return bool(plain) and sights.post(plain) is not None and senders.service(plain) is None
