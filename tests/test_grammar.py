"""The grammars: no two terminals may compete, and whatever a grammar can generate is read without loss."""

from __future__ import annotations

import logging
import re

import pytest
from corpus import ROOT, samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark, Token, Tree
from test_lossless import check_coverage, check_sheets, check_unparsed

from cableparse.grammars import FOLDER, parser
from cableparse.lines import arrange
from cableparse.pipeline import parse_document
from cableparse.sources.text import text_document

# What interegular, which looks for collisions, does not know. It says so in its log and leaves the terminal out.
INTEREGULAR_LIMITS = (
    "'$'",
    "is not implemented",
    "REFlags.MULTILINE",
    "lookbacks/lookaheads that go beyond the group bounds",
)
HEADER = """PAGE 01  LIMA  00042  131200Z
ACTION ARA-10
R 131202Z JUL 74
FM AMEMBASSY LIMA
TO SECSTATE WASHDC 1234
C O N F I D E N T I A L LIMA 0042
E.O. 11652: GDS
"""
FRAMES = {
    "telegram": "PAGE 01  LIMA  00042  131200Z\n{}\n1. TEXT.\n",
    "smart": "MRN:  11 LIMA 42\nDate/DTG:  Mar 15, 2011 / 151233Z MAR 11\n{}\n1. Text.\n",
    "references": HEADER + "SUBJECT: FISHING\nREF: {}\n1. TEXT.\n",
    "tags": HEADER + "TAGS: {}\nSUBJECT: FISHING\n1. TEXT.\n",
}


def grammars() -> list[str]:
    """The grammars that parse something by themselves."""
    files = sorted(FOLDER.glob("*.lark"))
    return [path.stem for path in files if re.search(r"^\??start\s*:", path.read_text(encoding="utf-8"), re.M)]


@pytest.mark.parametrize("name", grammars())
def test_no_collisions_and_no_conflicts(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """lark's strict mode: terminals of one priority that match the same text are an error, as are LALR conflicts."""
    logging.getLogger("interegular").setLevel(logging.WARNING)
    text = (FOLDER / f"{name}.lark").read_text(encoding="utf-8")
    with caplog.at_level(logging.WARNING, logger="interegular"):
        Lark(text, parser="lalr", lexer="contextual", strict=True, import_paths=[str(FOLDER)], maybe_placeholders=False)
    unknown = [m for m in caplog.messages if not any(limit in m for limit in INTEREGULAR_LIMITS)]
    assert unknown == []


@pytest.mark.parametrize("name", sorted(FRAMES))
def test_what_a_grammar_generates_is_read_whole(name: str) -> None:
    @settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large])
    @given(from_lark(parser(name)))
    def check(generated: str) -> None:
        document = text_document(FRAMES[name].format(generated))
        check_sheets(document, arrange(document))
        cables = parse_document(document)
        check_coverage(document, cables)
        check_unparsed(document, cables)

    check()


@pytest.mark.parametrize("name", sorted(set(grammars()) - {"banner", "page"}))
def test_a_grammar_refuses_nothing(name: str) -> None:
    """Damage is data: whatever stands in a value has a tree.

    Banners and page lines are told by those grammars' own terminals, which need not read anything else.
    """

    @given(st.one_of(st.text(max_size=80), st.from_regex(r"(?:[A-Z0-9(),.:;/ -]{1,30}\n?){1,6}", fullmatch=True)))
    def check(text: str) -> None:
        parser(name).parse("\n".join(line.text for line in text_document(text).lines))

    check()


def sections() -> dict[str, str]:
    """The sections of grammar/README.md by their grammar's name."""
    text = (ROOT / "grammar" / "README.md").read_text(encoding="utf-8")
    parts = re.split(r"^## `(\w+)\.lark`.*$", text, flags=re.M)
    return dict(zip(parts[1::2], (part.split("\n## ")[0] for part in parts[2::2]), strict=True))


def test_each_grammar_has_a_section() -> None:
    assert sorted(sections()) == sorted(path.stem for path in FOLDER.glob("*.lark"))


@pytest.mark.parametrize("name", grammars())
def test_example_parses_as_shown(name: str) -> None:
    """A section has an example and below it the tree: fields with their tokens' names, or bare tokens."""
    section = sections()[name]
    example, shown = re.findall(r"^```text\n(.*?)^```$", section, flags=re.M | re.S)[:2]
    tree = parser(name).parse(example.rstrip("\n"))
    assert outline(tree) == shown.splitlines()


def test_examples_are_real_lines() -> None:
    """Every line of an example stands in a fixture or a seed."""
    known = {line.text.strip() for sample in samples() for line in sample.document().lines}
    for name in grammars():
        example = re.findall(r"^```text\n(.*?)^```$", sections()[name], flags=re.M | re.S)[0]
        # values stand behind their labels
        lines = [line.strip() for line in example.splitlines()]
        assert [line for line in lines if not {line, f"TAGS: {line}", f"REF: {line}", f"E.O. {line}"} & known] == [], name


def outline(tree: Tree[Token]) -> list[str]:
    """One line a child: `field: TOKEN TOKEN`, or the token's name."""
    return [
        f"{node.data}: {' '.join(token.type for token in node.children if isinstance(token, Token))}"
        if isinstance(node, Tree)
        else node.type
        for node in tree.children
    ]
