from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cableparse.lines import cut
from cableparse.pages import Line

LABELS = (
    "E.O. 11652: GDS", "e.o. 12958:", "TAGS: PFOR", "SUBJ: X", "Subject: x", "REF: A", "ref : y", "Drafted by: X",
    "FM AMEMBASSY ROME", "TO SECSTATE", "TO RUFHBS/USUN ", "INFO ALL POSTS", "ORIGIN ARA-10", "O 121212Z JAN 75",
    "R 121212 Z JAN 75", "00ABCD 121212Z /01", "------ABCDEF", "123 1. TEXT", "STATE 1234561. A", "123. 1. A",
    "REASON: 1.4", "REASONS  1.", "for reasons 1.5",
)  # fmt: skip
TEXT = st.text("AEOZ1 .:-", max_size=20)


@given(TEXT, st.sampled_from(LABELS), TEXT)
def test_no_joint_is_without_its_sign(before: str, label: str, after: str) -> None:
    text = before + label + after
    assert cut._joint().search(text, 1) is None or cut._has_sign(text)


def test_a_label_in_mid_line_begins_a_stretch() -> None:
    line = Line("E.O. 11652: GDS TAGS: PFOR, US SUBJECT: TALKS", 1, 1, 0)
    assert [found.text for found in cut.stretches([line])] == ["E.O. 11652: GDS", "TAGS: PFOR, US", "SUBJECT: TALKS"]


def test_a_label_that_a_line_begins_with_is_no_joint() -> None:
    assert not cut._has_sign("SUBJECT: TALKS IN GENEVA")
    assert not cut._has_sign("E.O. 11652: GDS")
