"""The manual: every option is in it and none that is gone, its page stands alone, and the command prints it."""

from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from accessibility import violations
from browser import browser
from conftest import ROOT, Run
from examples import DOCUMENTS

from cableparse.cli import COMMANDS
from cableparse.cli.corpus import corpus
from cableparse.cli.option_tables import PROGRAM, option_tables
from cableparse.manual import topics
from cableparse.writers import FORMATS

SUB_COMMANDS = [f"corpus {command.callback.__name__}" for command in corpus.registered_commands if command.callback]
ALL = [PROGRAM, *(name for name in COMMANDS if name != "corpus"), *SUB_COMMANDS]
# What is not of cableparse: uvx, pipx.
FOREIGN = {"--from", "--spec"}
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


@pytest.fixture(scope="module")
def documented() -> dict[str, set[str]]:
    """The options of each command, by the tables."""
    found: dict[str, set[str]] = {name: set() for name in ALL}
    for command, tables in option_tables().items():
        takers = [command]
        for line in tables.splitlines():
            if line.startswith("Also of"):
                takers = [command, *re.findall("`([^`]*)`", line)]
            for option in re.findall(r"^\| `(?:-\w, )?(--[\w-]+)", line):
                for name in takers:
                    found[name].add(option)
    return found


@pytest.mark.parametrize("name", ALL)
def test_the_tables_have_every_option_and_no_other(run: Run, documented: dict[str, set[str]], name: str) -> None:
    arguments = [] if name == PROGRAM else name.split()
    shown = run(*arguments, "--help", COLUMNS="200").stdout.decode()
    listed = set(re.findall(r"^  (?:-\w, )?(--[\w-]+)", shown, re.MULTILINE))
    assert documented[name] == listed - {"--help"}


@pytest.mark.parametrize("name", ALL)
def test_each_table_stands_once(name: str) -> None:
    assert sum(topic.is_about(name) for topic in topics()) == 1


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.stem))
def test_no_option_is_named_that_is_gone(documented: dict[str, set[str]], path: Path) -> None:
    prose = re.sub(r"^```text\n.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    known = set().union(*documented.values(), FOREIGN, {"--help"})
    assert set(_OPTION.findall(prose)) <= known


def topic(name: str) -> str:
    return next(topic.text for topic in topics() if topic.name == name)


def test_every_format_is_told() -> None:
    assert {form.name for form in FORMATS} <= set(re.findall("`([^`]*)`", topic("formats")))


def test_every_extra_is_told() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(extras) <= set(re.findall("`([^`]*)`", topic("start")))


def test_exit_codes_are_listed() -> None:
    from cableparse.errors import MissingProgram, OutputError, UnreadableInput

    for error in (MissingProgram, OutputError, UnreadableInput):
        assert re.search(rf"^\| {error.exit_code} \|", topic("start"), re.MULTILINE)


def test_without_a_topic_the_topics_are_listed(run: Run) -> None:
    shown = run("manual").stdout.decode()
    assert [line.split()[0] for line in shown.splitlines()[: len(topics())]] == [each.name for each in topics()]


@pytest.mark.parametrize("name", ["batch", "check"])
def test_a_topic_is_found_by_its_name_and_by_that_of_a_command(run: Run, name: str) -> None:
    shown = run("manual", name).stdout.decode()
    assert shown.startswith("# Whole folders")
    assert "| `--retry-failed` |" in shown and "<!--" not in shown
    assert run("help", name).stdout.decode() == shown


def test_all_is_the_whole(run: Run) -> None:
    shown = run("manual", "all").stdout.decode()
    assert [line for line in shown.splitlines() if line in {f"# {each.title}" for each in topics()}] == [
        f"# {each.title}" for each in topics()
    ]


def test_an_unknown_topic_names_the_nearest(run: Run) -> None:
    done = run("manual", "bath")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"cableparse: the manual has no topic bath. Did you mean batch?\n"
    assert b"lists all topics" in run("manual", "zzzz").stderr


def test_a_file_is_not_written_over_unasked(run: Run, tmp_path: Path) -> None:
    assert run("manual", "--html", "-o", "manual.html").returncode == 0
    (tmp_path / "manual.html").write_text("mine")
    done = run("manual", "--html", "-o", "manual.html")
    assert (done.returncode, (tmp_path / "manual.html").read_text()) == (4, "mine")
    assert done.stderr == (
        b"cableparse: manual.html: exists already; name another target, or replace it with --force\n"
    )
    assert run("manual", "--html", "-o", "manual.html", "--force").returncode == 0
    assert (tmp_path / "manual.html").read_bytes() == run("manual", "--html").stdout


class Links(HTMLParser):
    """The places of a page and what it refers to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.places: list[str] = []
        self.references: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what names a place or another."""
        self.places += [value or "" for name, value in attrs if name == "id"]
        self.references += [value or "" for name, value in attrs if name in {"href", "src"}]


def test_the_page_stands_alone_and_its_links_lead_somewhere(run: Run) -> None:
    links = Links(run("manual", "--html").stdout.decode())
    assert len(links.places) == len(set(links.places))
    assert {each.name for each in topics()} <= set(links.places)
    assert {f"#{each.name}" for each in topics()} < set(links.references)
    assert set(links.references) <= {f"#{place}" for place in links.places}


def test_a_page_of_one_topic(run: Run) -> None:
    links = Links(run("manual", "--html", "start").stdout.decode())
    assert "start" in links.places and "batch" not in links.places
    assert set(links.references) <= {f"#{place}" for place in links.places}


@pytest.mark.parametrize("width", [390, 1400])
def test_the_page_keeps_wcag(run: Run, tmp_path: Path, width: int) -> None:
    assert run("manual", "--html", "-o", "manual.html").returncode == 0
    with browser(tmp_path / "browser") as chrome:
        chrome.set_window_size(width, 900)
        chrome.get((tmp_path / "manual.html").as_uri())
        assert violations(chrome) == []
        assert chrome.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
