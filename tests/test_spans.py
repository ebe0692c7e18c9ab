"""Where a field says it was read, that is what the input shows there."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import Any

import pytest
from corpus import Sample, records, samples
from test_lossless import place

from cableparse.damage import plain
from cableparse.pages import Document, Span
from cableparse.record import Cable

# Fields that say what is printed, white space folded, and nothing else.
PRINTED = (
    "dtg.as_printed",
    "executive_order.classified_by",
    "body.signature",
    "release.case_id",
    "release.document_id",
)
# Fields with a printed form of which only letters and digits are sure to be kept: stops, dashes and blanks are folded.
LETTERS = ("subject", "executive_order.instruction", "release.authority")
# Fields whose value is made of digits that stand in the print, in some order.
DIGITS = ("message.number", "distribution.total", "executive_order.number")
MONTHS = {name.upper(): number for number, name in enumerate(calendar.month_abbr) if name}


def cables() -> Iterator[tuple[Sample, Cable]]:
    for sample in samples():
        for cable in records(sample):
            yield sample, cable


def each_span(cable: Cable) -> Iterator[tuple[str, Span]]:
    """Every span of a record with the field it stands in."""
    for path, spans in cable.provenance.items():
        for span in spans:
            yield path, span
    for diagnostic in cable.diagnostics:
        if diagnostic.span is not None:
            yield f"diagnostic {diagnostic.code}", diagnostic.span
    for index, redaction in enumerate(cable.redactions):
        if redaction.span is not None:
            yield f"redactions[{index}].span", redaction.span
    for kept in (*cable.unparsed, *cable.leftover):
        yield f"kept {kept.text}", Span(kept.page, kept.line, kept.start, kept.end)


def value(cable: Cable, path: str) -> Any:
    """The value at a provenance path, such as `to[1]` or `message.number`."""
    node: Any = cable.model_dump(by_alias=True)
    for name, index in re.findall(r"([A-Za-z_]\w*)|\[(\d+)\]", path):
        node = node[name] if name else node[int(index)]
    return node


# The embassy in a country, mission or traveller that the heading of an edited print names; the Department, of a form
# whose addressee is read.
TOLD_OTHERWISE = {
    "invented/circular-form.txt",
    "invented/circular-to-all-posts.txt",
    "invented/form-box-in-columns.txt",
    "invented/form-on-one-line.txt",
    "invented/frus-number-in-heading.txt",
    "invented/outgoing-column.txt",
    "invented/outgoing-form-laid-out.txt",
    "pre-1973/1949PARIS01862_FRUS.txt",
    "pre-1973/1963STATE00577_CARACAS_104-10187-10003_2022.txt",
}


def printed(document: Document, spans: list[Span]) -> str:
    return " ".join(" ".join(document.text[s.start : s.end] for s in spans).split())


def letters(text: object) -> str:
    return re.sub(r"[\W_]", "", plain(str(text))).casefold()


def repaired(cable: Cable, spans: list[Span]) -> bool:
    """Whether a diagnostic at the same place says that the value is not the print."""
    lines = {span.line for span in spans}
    told = ("repaired", "damaged-dtg", "banner-in-text")
    return any(d.code in told and d.span is not None and d.span.line in lines for d in cable.diagnostics)


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_spans_lie_inside_one_line(sample: Sample) -> None:
    document = sample.document()
    lines = {line.number: line for line in document.lines}
    for cable in records(sample):
        for path, span in each_span(cable):
            line = lines[span.line]
            assert line.page == span.page, path
            assert place(line, 0) <= span.start < span.end <= place(line, len(line.text)), path


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_provenance_names_values(sample: Sample) -> None:
    for cable in records(sample):
        for path in cable.provenance:
            assert value(cable, path) is not None, path


def wrong(paths: tuple[str, ...], agrees: Any) -> list[tuple[str, str, object, str]]:
    """Where the value and the print at its spans do not agree."""
    found = []
    for sample, cable in cables():
        document = sample.document()
        for path in paths:
            spans = cable.provenance.get(path)
            if spans and not repaired(cable, spans):
                text = printed(document, spans)
                if not agrees(value(cable, path), text):
                    found.append((sample.name, path, value(cable, path), text))
    return found


def test_printed_fields_are_the_print() -> None:
    assert wrong(PRINTED, lambda v, text: str(v) in text) == []


def test_folded_fields_have_the_letters_of_the_print() -> None:
    assert wrong(LETTERS, lambda v, text: letters(v) in letters(text)) == []


def test_numbers_are_printed() -> None:
    assert wrong(DIGITS, lambda v, text: str(v) in re.sub(r"\D", "", text)) == []


def test_originators_are_printed() -> None:
    assert wrong(("from.name",), lambda v, text: letters(v) in letters(text)) == []

    def agrees(post: str, text: str) -> bool:
        """By its name, or by the first letters that a document number shows."""
        return letters(post)[:5] in letters(text) or letters(text) in letters(post)

    assert {name for name, *_ in wrong(("message.originator",), agrees)} == TOLD_OTHERWISE


def test_levels_are_printed() -> None:
    """LIMITED OFFICIAL USE by its words, spaced letters or not; UNCLASSIFIED also as UNCLAS."""

    def agrees(level: str, text: str) -> bool:
        found = letters(text)
        if level == "SENSITIVE BUT UNCLASSIFIED":
            return "unclas" in found or "sbu" in found
        return letters(level).removesuffix("sified") in found

    assert wrong(("classification.level", "classification.current"), agrees) == []


def test_dates_have_the_digits_of_the_print() -> None:
    """Day and year stand in the print as digits, a month also by its name."""

    def agrees(date: str, text: str) -> bool:
        year, month, day = re.match(r"(\d{4})-(\d\d)-(\d\d)", date).groups()  # type: ignore[union-attr]  # ISO dates
        digits = {number.lstrip("0") for number in re.findall(r"\d+", text)}
        named = {str(n) for name, n in MONTHS.items() if name in text.upper()}
        squeezed = re.sub(r"\s", "", text)
        return day.lstrip("0") in squeezed and year[2:] in squeezed and month.lstrip("0") in digits | named

    paths = ("executive_order.declassify_on", "release.date", "drafting.drafted_on", "dtg.utc")
    assert wrong(paths, agrees) == []


@pytest.mark.parametrize("field", ["to", "info", "exempted"])
def test_addressees_are_printed(field: str) -> None:
    paths = tuple(f"{field}[{i}]" for i in range(60))
    assert wrong(paths, lambda v, text: letters(v["name"]) in letters(text)) == []


def test_tags_and_references_are_printed() -> None:
    tags = tuple(f"tags[{i}]" for i in range(40))
    assert wrong(tags, lambda v, text: v["code"] in text.upper()) == []
    references = tuple(f"references[{i}]" for i in range(40))
    assert wrong(references, lambda v, text: letters(v["as_printed"]) in letters(text)) == []


def test_distribution_is_printed() -> None:
    paths = tuple(f"distribution.{part}[{i}]" for part in ("offices", "info") for i in range(60))
    assert wrong(paths, lambda v, text: letters(v["symbol"]) in letters(text)) == []


def test_officers_are_printed() -> None:
    parts = ("drafted_by", "approved_by", "cleared_by")
    paths = tuple(f"drafting.{part}[{i}]" for part in parts for i in range(30))
    assert wrong(paths, lambda v, text: letters(v["name"]) in letters(text)) == []


def test_captions_are_printed() -> None:
    """A caption's letters, spaced or not, or those of a form the vocabulary knows it by."""
    from cableparse.vocabulary import captions

    def agrees(caption: str, text: str) -> bool:
        plain = text.partition(" (")[0]  # a remark may follow
        return letters(caption) in letters(text) or captions.find(plain) is not None

    assert wrong(tuple(f"captions[{i}]" for i in range(10)), agrees) == []


def test_paragraphs_are_their_spans() -> None:
    """A paragraph's text is what its spans show, white space and end-of-line hyphens folded."""
    paths = tuple(f"body.paragraphs[{i}]" for i in range(80))
    assert wrong(paths, lambda v, text: letters(v["text"]) == letters(text)) == []
