"""The records that every writer must take: of all fixtures, of damaged texts, and one that leaves no field out."""

from __future__ import annotations

from functools import cache

from corpus import records, samples
from hostile import INPUTS

from cableparse import parse_text
from cableparse.pages import Box, Span
from cableparse.record import (
    Addressee,
    Body,
    Cable,
    Calibrated,
    Check,
    Correction,
    Diagnostic,
    Distribution,
    Dtg,
    Glossary,
    Leftover,
    Message,
    Office,
    Officer,
    Paragraph,
    Redaction,
    Reference,
    Routing,
    Section,
    Source,
    Tag,
    UnparsedLine,
)
from cableparse.writers.key import cable_key

_PLACE = Span(1, 3, 40, 52, Box(72.0, 90.5, 300.25, 102.0))


def made(path: str = "in/full.pdf", member: str | None = None, index: int = 0, **fields: object) -> Cable:
    """An invented record of a source, with other fields as given."""
    source = {
        "path": path,
        "name": "full.pdf",
        "sha256": "ab" * 32,
        "media_type": "application/pdf",
        "pages": 1,
        "index": index,
        "member": member,
        "layer": "text",
        "confidence": {1: 0.5, 2: 0.875},
    }
    return Cable.model_validate({"kind": "cable", "source": Source.model_validate(source), **fields})


def full() -> Cable:
    """An invented record in which every list and map has something, with places on a page."""
    text = Paragraph(number="1", classification="C", text="ALPHA\nBRAVO.", heading="SUMMARY", redactions=[0])
    addressee = Addressee(name="USMISSION USNATO", precedence="PRIORITY", serial=12, routing_indicator="RUDTC")
    officer = Officer(office="S/CT", name="JDOE")
    return made(
        member="box.zip/a.pdf",
        index=1,
        id="1985LIMA00042",
        message=Message(originator="LIMA", number=42, year=1985, section=Section(number=1, of=2)),
        captions=["EXDIS", "NOFORN"],
        dtg=Dtg(as_printed="131202Z JUL 85", utc="1985-07-13T12:02Z"),
        from_={"name": "AMEMBASSY LIMA", "post": "LIMA"},
        to=[addressee],
        info=[addressee],
        exempted=[addressee],
        routing=Routing(station="DE RUESLM"),
        distribution=Distribution(role="ACTION", offices=[Office(symbol="ARA", copies=10)], info=[Office(symbol="L")]),
        drafting={"drafted_by": [officer], "approved_by": [officer], "cleared_by": [Officer(name="ROE")]},
        tags=[Tag(code="PE", kind="geopolitical", name="Peru"), Tag(code="OVIP", detail="DOE, JANE")],
        subject='A "QUOTED" SUBJECT; WITH MARKS',
        references=[Reference(label="A", as_printed="STATE 12", id="1985STATE000012"), Reference(as_printed="MEMO")],
        body=Body(paragraphs=[text, Paragraph(text="=CHARLIE")], signature="DOE"),
        redactions=[Redaction(codes=["B1"], page=1, paragraph="1", span=_PLACE, bbox=_PLACE.bbox, characters=9)],
        labelled={"attachments": "MAP.PDF"},
        attributes={"film_number": "D750001-0001"},
        glossary=Glossary(captions={"EXDIS": "exclusive distribution"}, exemptions={"B1": "national security"}),
        provenance={"dtg.utc": [_PLACE, Span(1, 4, 60, 61)], "subject": []},
        confidence={"dtg.utc": 0.93, "to[0]": 1.0, "subject": 0.5},
        grade="C",
        diagnostics=[
            Diagnostic(code="repaired", severity="info", message="A note.", span=_PLACE, printed="L1MA", score=0.95)
        ],
        corrections=[
            Correction(path="subject", was=None, now="ALPHA", by="A. Reader", at="2001-02-03T04:05:06Z"),
            Correction(path="tags", was=[], now=[{"code": "PFOR"}], by="A. Reader", at="2001-02-03T04:05:06Z"),
        ],
        calibration=Calibrated(sha256="cd" * 32, own=True),
        checked=[Check(path="to[0]", by="A. Reader", at="2001-02-03T04:05:06Z")],
        unparsed=[UnparsedLine(page=1, line=9, start=100, end=103, text="~~~")],
        leftover=[Leftover(page=1, line=10, start=110, end=117, text="ARA-1O?")],
    )


@cache
def every_record() -> list[Cable]:
    """All of them; no two have the same key."""
    damaged = [parse_text(make(12), name=f"{name}.txt") for name, make in INPUTS.items()]
    found = [*(c for s in samples() for c in records(s)), *(c for cables in damaged for c in cables), full()]
    return list({cable_key(cable.source): cable for cable in found}.values())
