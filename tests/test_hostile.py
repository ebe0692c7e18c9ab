"""No input makes the parser explode, raise or lose a line.

Each input is some 100 kB and takes a fraction of a second, those that are thousands of records a few seconds. What is
not linear in the input's length does not end within the limit.
`python tests/benchmark.py` prints how the times grow.
"""

from __future__ import annotations

import pytest
from hostile import INPUTS
from test_lossless import check_coverage, check_sheets, check_unparsed

from cableparse.errors import UnreadableInput
from cableparse.lines import arrange
from cableparse.pipeline import parse_document
from cableparse.sources.html import read_html
from cableparse.sources.part import Part
from cableparse.sources.text import text_document


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", INPUTS)
def test_input_is_read_whole_and_in_time(name: str) -> None:
    document = text_document(INPUTS[name](10_000))
    check_sheets(document, arrange(document))
    cables = parse_document(document)
    check_coverage(document, cables)
    check_unparsed(document, cables)


@pytest.mark.timeout(20)
def test_one_line_of_a_megabyte() -> None:
    text = " ".join(INPUTS["shuffled cables"](30_000).split())[:1_000_000]
    document = text_document(text)
    cables = parse_document(document)
    check_coverage(document, cables)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("value", "between"), [("", " "), ("=1", "\n"), ('=">"', "/"), ("='<p a b'", ""), (" = 'a", "' ")]
)
def test_a_page_with_an_element_of_countless_attributes_is_refused(value: str, between: str) -> None:
    tag = between.join(f"a{number}{value}" for number in range(300_000))
    page = f"<html><body><p {tag}>TEXT</p></body></html>"
    with pytest.raises(UnreadableInput, match="more than 1,000 attributes"):
        read_html(Part("page.html", "page.html", page.encode()))


def test_many_elements_with_attributes_are_read() -> None:
    page = '<p class="a b" title="c > d" hidden=1>.</p>' * 3000 + f'<p style="{"a b " * 3000}">TEXT</p>'
    assert "TEXT" in read_html(Part("page.html", "page.html", page.encode())).text


@pytest.mark.timeout(20)
def test_one_line_of_a_hundred_thousand_words() -> None:
    words = " ".join(f"word{number}" for number in range(100_000))
    for text in (words, words.upper(), INPUTS["form"](1) + words):
        document = text_document(text)
        check_coverage(document, parse_document(document))
