"""The grammars: no two terminals compete, every text has a tree, it is lark's, and the README shows it as it is."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import lark
import pytest
from corpus import ROOT, samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark
from test_lossless import check_coverage, check_sheets, check_unparsed

from cableparse import grammars
from cableparse.grammars import FOLDER, Token, Tree, compiled_table, parser
from cableparse.grammars.grammar import LalrTable
from cableparse.lines import arrange
from cableparse.pipeline import parse_document
from cableparse.sources.text import text_document

GRAMMARS = sorted(path.stem for path in FOLDER.glob("*.lark"))
# Those that are read as tokens alone.
FLAT = ("class_line", "tags")
# What interegular, which looks for collisions, does not know. It says so in its log and leaves the terminal out.
INTEREGULAR_LIMITS = ("is not implemented", "lookbacks are not implemented", "lookbacks/lookaheads that go beyond")
# A text is read three times, once as a whole cable: a share of the examples will do.
SHARE = 3
HEALTHY = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
)
# Signs that terminals speak of, letters and digits that are not ASCII's, and some that are.
ALPHABET = "AABWRXZabz0128_-/.,;:()[]'\"*?&+=~#@$|!–» \t\n\u00e9\u00bd\u00b2\u0663\ufeff"
HEADING = """PAGE 01  LIMA  00042  131200Z
{action}DRAFTED BY {drafted}
{routing}
{dtg}
FM AMEMBASSY LIMA
TO {to}
{class_line}
E.O. {eo}
TAGS: {tags}
SUBJECT: FISHING
REF: {ref}
1. TEXT OF IT.
{release}
"""
VALUES = {
    "action": "ACTION ARA-10\n",
    "drafted": "ARA:JDOE",
    "routing": "DE RUESLM #0042 1941205",
    "dtg": "R 131202Z JUL 74",
    "to": "SECSTATE WASHDC 1234",
    "class_line": "C O N F I D E N T I A L LIMA 0042",
    "eo": "11652: GDS",
    "tags": "PFOR",
    "ref": "STATE 1234",
    "release": "RELEASED IN FULL",
}
# Where the values of a grammar stand in a heading.
PLACES = {
    "addressee": "to",
    "class_line": "class_line",
    "distribution": "action",
    "drafting": "drafted",
    "dtg": "dtg",
    "executive_order": "eo",
    "references": "ref",
    "release": "release",
    "routing": "routing",
    "tags": "tags",
}


class Place(NamedTuple):
    """A token with its place in the text."""

    type: str
    text: str
    start: int
    end: int


@cache
def values() -> list[str]:
    """The values of all blocks of all fixtures, each text once."""
    sheets = (sheet for sample in samples() for sheet in arrange(sample.document()))
    return sorted({block.value.text for sheet in sheets for block in sheet.blocks()})


@cache
def words() -> list[str]:
    """The words and signs that block values are made of."""
    return sorted({word for value in values() for word in re.findall(r"\w+|\W", value)})


def any_text() -> st.SearchStrategy[str]:
    """Words of headings in any order, signs in any order, and any characters."""
    real = st.deferred(lambda: st.sampled_from(words()))
    signs = st.sampled_from(ALPHABET)
    mixed = st.lists(st.one_of(real, signs), max_size=25).map("".join)
    return st.one_of(mixed, st.text(ALPHABET, max_size=20), st.text(max_size=60))


def of_lark(tree: lark.Tree[lark.Token]) -> Tree:
    """A tree of lark's as one of ours."""
    return Tree(tree.data, [of_lark(n) if isinstance(n, lark.Tree) else of_larks_token(n) for n in tree.children])


def of_larks_token(token: lark.Token) -> Token:
    assert token.start_pos is not None
    assert token.end_pos is not None
    return Token(token.type, str(token), token.start_pos, token.end_pos)


def places(tree: Tree) -> Iterator[Place]:
    """The tokens of a tree in their order."""
    for node in tree.children:
        if isinstance(node, Tree):
            yield from places(node)
        else:
            yield Place(node.type, str(node), node.start_pos, node.end_pos)


def check_tree(name: str, text: str) -> None:
    """Our tree of a text is lark's, and each token stands where it says."""
    found, wanted = parser(name).parse(text), of_lark(compiled(name).parse(text))
    assert found == wanted
    assert list(places(found)) == list(places(wanted))
    assert all(text[place.start : place.end] == place.text for place in places(found))
    if name in FLAT:
        assert parser(name).tokens(text) == wanted.children


@cache
def compiled(name: str) -> Lark:
    return compiled_table.lark(FOLDER / f"{name}.lark")


@pytest.mark.parametrize("name", GRAMMARS)
def test_no_collisions_and_no_conflicts(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """lark's strict mode: terminals of one priority that match the same text are an error, as are LALR conflicts."""
    logging.getLogger("interegular").setLevel(logging.WARNING)
    text = (FOLDER / f"{name}.lark").read_text(encoding="utf-8")
    with caplog.at_level(logging.WARNING, logger="interegular"):
        Lark(text, parser="lalr", lexer="contextual", strict=True, maybe_placeholders=False)
    unknown = [m for m in caplog.messages if not any(limit in m for limit in INTEREGULAR_LIMITS)]
    assert unknown == []


@pytest.mark.parametrize("name", GRAMMARS)
def test_trees_of_all_values_are_larks(name: str) -> None:
    for value in values():
        check_tree(name, value)


@pytest.mark.parametrize("name", GRAMMARS)
def test_what_a_grammar_generates_is_read_whole(name: str) -> None:
    """Its tree is lark's, and in its place in a heading no line of it is lost."""

    @settings(HEALTHY, max_examples=HEALTHY.max_examples // SHARE)
    @given(from_lark(compiled(name)))
    def check(generated: str) -> None:
        check_tree(name, generated)
        if name in PLACES:
            document = text_document(HEADING.format_map({**VALUES, PLACES[name]: generated}))
            check_sheets(document, arrange(document))
            cables = parse_document(document)
            check_coverage(document, cables)
            check_unparsed(document, cables)

    check()


@pytest.mark.parametrize("name", GRAMMARS)
def test_a_grammar_refuses_nothing(name: str) -> None:
    """Damage is data: whatever stands in a value has a tree, and it is lark's."""

    @given(any_text())
    def check(text: str) -> None:
        check_tree(name, text)

    check()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The grammar of TAGS without tables, in a folder of its own; tables may be kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "tags.lark"
    path.write_bytes((FOLDER / path.name).read_bytes())
    return path


def test_a_table_is_kept_and_read_without_lark(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = compiled_table.table(copied, "digest")
    monkeypatch.setattr(compiled_table, "lark", None)
    assert compiled_table.table(copied, "digest") == jsonable(first)
    assert sorted(path.name for path in copied.parent.iterdir()) == ["tags.lark", "tags.table"]


def test_a_table_is_the_same_whenever_it_is_compiled() -> None:
    """Lark numbers its states by hashes of strings, which another process has others of."""
    script = "import json, sys; from pathlib import Path; from cableparse.grammars import compiled_table; "
    script += "print(json.dumps([compiled_table.compiled(path) for path in sorted(Path(sys.argv[1]).glob('*.lark'))]))"
    found = {
        subprocess.run(
            [sys.executable, "-c", script, FOLDER],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


@pytest.mark.parametrize("damage", ["", "{}", "cut", "letter", "\udcff"])
def test_a_damaged_table_is_made_anew(copied: Path, damage: str) -> None:
    wanted = jsonable(compiled_table.table(copied, "digest"))
    kept = copied.with_suffix(".table")
    whole = kept.read_text(encoding="utf-8")
    spoilt = {"cut": whole[:-20], "letter": whole.replace("WORD", "W0RD")}.get(damage, damage)
    kept.write_bytes(spoilt.encode("utf-8", "surrogateescape"))
    assert jsonable(compiled_table.table(copied, "digest")) == wanted
    assert kept.read_text(encoding="utf-8") == whole


def test_a_table_of_other_grammars_is_made_anew(copied: Path) -> None:
    compiled_table.table(copied, "digest")
    copied.write_text("start: (A | B)*\nA: /a/\nB: /b/\n%ignore /,/\n", encoding="utf-8")
    assert [token.type for token in grammars.Grammar(compiled_table.table(copied, "other")).tokens("a,b")] == ["A", "B"]


def test_where_no_table_may_be_kept_lark_compiles(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    wanted = compiled_table.table(copied, "digest")
    copied.with_suffix(".table").mkdir()  # nothing can be written there
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert compiled_table.table(copied, "digest") == wanted
    assert sorted(path.name for path in copied.parent.iterdir()) == ["tags.lark", "tags.table"]


def jsonable(found: LalrTable) -> object:
    return json.loads(json.dumps(found))


def sections() -> dict[str, str]:
    """The sections of grammar/README.md by their grammar's name."""
    text = (ROOT / "grammar" / "README.md").read_text(encoding="utf-8")
    parts = re.split(r"^## `(\w+)\.lark`.*$", text, flags=re.M)
    return dict(zip(parts[1::2], (part.split("\n## ")[0] for part in parts[2::2]), strict=True))


def example(name: str) -> tuple[str, str]:
    """The example of a grammar's section, and what stands below it."""
    text, shown = re.findall(r"^```text\n(.*?)^```$", sections()[name], flags=re.M | re.S)[:2]
    return text.rstrip("\n"), shown


def test_each_grammar_has_a_section() -> None:
    assert sorted(sections()) == GRAMMARS


@pytest.mark.parametrize("name", GRAMMARS)
def test_example_parses_as_shown(name: str) -> None:
    """A section has an example and below it the tree: rules with their tokens' names, or bare tokens."""
    text, shown = example(name)
    assert outline(parser(name).parse(text)) == shown.splitlines()


@pytest.mark.parametrize("name", GRAMMARS)
def test_example_is_real(name: str) -> None:
    """Every line of an example stands in a fixture or a seed, behind its label or alone."""
    known = [line.text for sample in samples() for line in sample.document().lines]
    for line in example(name)[0].splitlines():
        assert any(line in text for text in known), line


def outline(tree: Tree) -> list[str]:
    """One line a child: `rule: TOKEN TOKEN`, the rules inside it in parentheses, or the token's name."""
    return [f"{node.data}: {tokens(node)}" if isinstance(node, Tree) else node.type for node in tree.children]


def tokens(tree: Tree) -> str:
    inner = [f"({node.data}: {tokens(node)})" if isinstance(node, Tree) else node.type for node in tree.children]
    return " ".join(inner)
