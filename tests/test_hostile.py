"""No input makes the parser explode, raise or lose a line.

Each input is some 100 kB and takes a fraction of a second, those that are thousands of records a few seconds. What is
not linear in the input's length does not end within the limit.
`python tests/benchmark.py` prints how the times grow.
"""

from __future__ import annotations

import pytest
from hostile import INPUTS
from test_lossless import check_coverage, check_sheets, check_unparsed

from cableparse.lines import arrange
from cableparse.pipeline import parse_document
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
