"""The head of a document as *Foreign Relations of the United States* prints it, and the source note at its foot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from cableparse.record import MESSAGES, Addressee, Cable, Officer
from cableparse.writers.when import when

_KINDS = {
    "cable": "Telegram",
    "airgram": "Airgram",
    "withdrawal_notice": "Withdrawal notice",
    "not_a_cable": "Not a cable",
}
NO_RELEASE = "no marking found"


class HeadingLine(NamedTuple):
    """A line of the head; `detail` is smaller print behind it. `text` is null where the page should show one."""

    label: str
    text: str | None
    detail: str | None = None


class DocumentHeading(NamedTuple):
    """What a document is called and what stands under its title."""

    kind: str
    number: str | None
    title: str
    rows: list[HeadingLine]


def heading(cable: Cable) -> DocumentHeading:
    """The head of a record: its subject is the title; what is no message has its name and its release alone."""
    rows = [*_transmission(cable)] if cable.kind in MESSAGES else []
    if cable.kind != "not_a_cable":
        rows.append(
            HeadingLine("Release", _join([cable.release.status or NO_RELEASE, *cable.release.exemptions], ", "))
        )
    return DocumentHeading(_KINDS[cable.kind], number(cable), title(cable), rows)


def title(cable: Cable) -> str:
    """The subject; where none was read, what is known instead."""
    if cable.subject:
        return cable.subject
    return "No subject was read" if cable.kind in MESSAGES else cable.source.member or cable.source.name


def number(cable: Cable) -> str | None:
    """The message number as it is cited: `STATE 185645, section 1 of 3`."""
    message = cable.message
    if message.originator is None or message.number is None:
        return cable.id
    cited = f"{message.originator} {message.number}"
    if message.section:
        cited += f", section {message.section.number}" + (f" of {message.section.of}" if message.section.of else "")
    return cited


def moment(cable: Cable) -> str | None:
    """When the message was sent, as FRUS prints it: `September 26, 2000, 2310Z`; else what is known instead."""
    known = when(cable)
    if known is None:
        return cable.dtg.as_printed
    if known.event == "numbered":
        return known.iso
    words = in_words(known.day)
    return f"drafted {words}" if known.event == "drafted" else f"{words}, {known.iso[11:].replace(':', '')}"


def in_words(day: str) -> str:
    """An ISO date as FRUS prints it: `September 26, 2000`."""
    parsed = date.fromisoformat(day)
    return f"{parsed:%B} {parsed.day}, {parsed.year}"


def source_note(cable: Cable) -> list[str]:
    """The sentences of the note that FRUS has at the foot of a document: source, handling, drafting, release."""
    handling = [cable.classification.level, *cable.precedence, *cable.captions] if cable.kind in MESSAGES else []
    sentences = [f"Source: {_place(cable)}", _join(handling, "; "), _join(_drafting(cable), "; "), _release(cable)]
    return [f"{sentence.rstrip('.')}." for sentence in sentences if sentence]


def _transmission(cable: Cable) -> Iterator[HeadingLine]:
    yield HeadingLine("From", cable.from_.name or cable.message.originator)
    yield HeadingLine("To", _addressees(cable.to))
    if cable.info:
        yield HeadingLine("Info", _addressees(cable.info))
    sent = moment(cable)
    printed = cable.dtg.as_printed
    yield HeadingLine("Date", sent, printed if printed != sent else None)
    if cable.precedence:
        yield HeadingLine("Precedence", _join(cable.precedence, ", "))
    current = cable.classification.current
    drafted = [cable.classification.level, *cable.captions] if cable.classification.level else []
    yield HeadingLine("Classification", _join(drafted, ", "), f"now {current}" if current else None)
    if cable.references:
        cited = (_join([f"({r.label})" if r.label else None, r.as_printed], " ") for r in cable.references)
        yield HeadingLine("References", _join(cited, "; "))
    if cable.tags:
        yield HeadingLine("TAGS", _join((tag.code for tag in cable.tags), ", "))


def _addressees(addressees: Iterable[Addressee]) -> str | None:
    return _join((_join([a.name, f"({a.precedence})" if a.precedence else None], " ") for a in addressees), "; ")


def _place(cable: Cable) -> str:
    source = cable.source
    return f"{source.path}: {source.member}" if source.member else source.path


def _drafting(cable: Cable) -> Iterator[str]:
    drafting = cable.drafting
    on = f", {in_words(drafting.drafted_on)}" if drafting.drafted_on else ""
    if drafting.drafted_by:
        yield f"Drafted by {_officers(drafting.drafted_by)}{on}"
    elif on:
        yield f"Drafted{on.removeprefix(',')}"
    if drafting.cleared_by:
        yield f"cleared by {_officers(drafting.cleared_by)}"
    if drafting.approved_by:
        yield f"approved by {_officers(drafting.approved_by)}"


def _officers(officers: Iterable[Officer]) -> str:
    return ", ".join(f"{o.name} ({o.office})" if o.office else o.name for o in officers)


def _release(cable: Cable) -> str | None:
    """What the stamps say, with what the codes mean."""
    release = cable.release
    meanings = cable.glossary.exemptions
    return _join(
        [
            release.status,
            f"by {release.authority}" if release.authority else None,
            in_words(release.date) if release.date else None,
            f"case {release.case_id}" if release.case_id else None,
            f"document {release.document_id}" if release.document_id else None,
            *(f"{code} ({meanings[code]})" if code in meanings else code for code in release.exemptions),
        ],
        ", ",
    )


def _join(parts: Iterable[str | None], between: str) -> str | None:
    return between.join(part for part in parts if part) or None
