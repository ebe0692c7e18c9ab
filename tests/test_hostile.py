"""No input makes the parser explode, raise or lose a line.

Each input is some 50 kB and takes a fraction of a second, those that are thousands of records a few seconds. What is
far from linear in the input's length does not end within the limit, which a slow machine keeps with ease.
`python tests/growth.py` prints how the times grow, up to a megabyte.
"""

from __future__ import annotations

import pytest
from corpus import samples
from growth import label_inputs
from hostile import HEADER, INPUTS
from test_lossless import check_coverage, check_messages, check_unparsed

from cableparse.errors import UnreadableInput
from cableparse.fields.readers import READERS
from cableparse.lines import arrange
from cableparse.lines.bound import LONGEST_HEADING
from cableparse.pipeline import parse_document
from cableparse.sources.html import read_html
from cableparse.sources.part import InputPart
from cableparse.sources.text import text_document

_IN_TIME = pytest.mark.timeout(120)


@_IN_TIME
@pytest.mark.parametrize("name", INPUTS)
def test_input_is_read_whole_and_in_time(name: str) -> None:
    document = text_document(INPUTS[name](5_000))
    check_messages(document, arrange(document))
    cables = parse_document(document)
    check_coverage(document, cables)
    check_unparsed(document, cables)


@_IN_TIME
@pytest.mark.parametrize("label", READERS)
def test_a_label_again_and_again_is_read_whole_and_in_time(label: str) -> None:
    for build in label_inputs(label):
        document = text_document(build(20_000))
        cables = parse_document(document)
        check_coverage(document, cables)
        check_unparsed(document, cables)


@_IN_TIME
@pytest.mark.parametrize("between", ["\n", ";"])
def test_a_heading_without_end_is_text_from_its_limit_on(between: str) -> None:
    count = 30_000
    addressees = between.join(f"AMEMBASSY QUITO {number}" for number in range(count))
    text = f"{HEADER.partition('TO ')[0]}TO SECSTATE WASHDC\nINFO {addressees}\nTAGS: PFOR\nSUBJECT: X\n1. TEXT.\n"
    (cable,) = parse_document(text_document(text))
    assert any(d.code == "limit-reached" and f"{LONGEST_HEADING:,} characters" in d.message for d in cable.diagnostics)
    assert len(cable.info) < LONGEST_HEADING / 10
    kept = " ".join(paragraph.text for paragraph in cable.body.paragraphs)
    assert "AMEMBASSY QUITO 29999" in kept
    check_coverage(text_document(text), [cable])


def test_a_list_of_mrns_is_not_a_cable_a_line() -> None:
    listed = "".join(f"MRN: {number} LIMA 42\n" for number in range(1000))
    assert len(parse_document(text_document(listed))) == 1
    text = next(sample for sample in samples() if "smart-2009plus" in sample.name).document().text
    assert [cable.kind for cable in parse_document(text_document(f"{text}\n" * 3))] == ["cable"] * 3


@_IN_TIME
def test_cables_that_lost_all_their_lines() -> None:
    text = " ".join(INPUTS["shuffled cables"](15_000).split())
    document = text_document(text)
    cables = parse_document(document)
    check_coverage(document, cables)


@_IN_TIME
@pytest.mark.parametrize(
    ("value", "between"), [("", " "), ("=1", "\n"), ('=">"', "/"), ("='<p a b'", ""), (" = 'a", "' ")]
)
def test_a_page_with_an_element_of_countless_attributes_is_refused(value: str, between: str) -> None:
    tag = between.join(f"a{number}{value}" for number in range(300_000))
    page = f"<html><body><p {tag}>TEXT</p></body></html>"
    with pytest.raises(UnreadableInput, match="more than 1,000 attributes"):
        read_html(InputPart("page.html", "page.html", page.encode()))


def test_many_elements_with_attributes_are_read() -> None:
    page = '<p class="a b" title="c > d" hidden=1>.</p>' * 3000 + f'<p style="{"a b " * 3000}">TEXT</p>'
    assert "TEXT" in read_html(InputPart("page.html", "page.html", page.encode())).text


@_IN_TIME
def test_one_line_of_countless_words() -> None:
    words = " ".join(f"word{number}" for number in range(50_000))
    for text in (words, words.upper(), INPUTS["form"](1) + words):
        document = text_document(text)
        check_coverage(document, parse_document(document))
