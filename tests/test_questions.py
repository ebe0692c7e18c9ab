"""Ten questions of research over 1,000 cables, each one command, one question of Datasette, or one line of Python.

The answers are held against the labels that were made by hand for the texts which the cables are made of.
"""

from __future__ import annotations

import asyncio
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from batches import batch
from conftest import Run
from datasette.app import Datasette
from known_cables import Known, make_known

from cableparse import read_records, to_frame

COUNT = 1000


class Collection(NamedTuple):
    """What a batch made of the folder, and what is known of its files."""

    output: Path
    known: list[Known]

    def ask(self, path: str, **parameters: str) -> list[dict[str, Any]]:
        """All rows that Datasette answers with."""
        metadata = json.loads((self.output / "cables.metadata.json").read_text(encoding="utf-8"))
        query = urlencode({"_shape": "array", "_size": "max", **parameters})

        async def answer() -> Any:
            datasette = Datasette([str(self.output / "cables.db")], metadata=metadata)
            return (await datasette.client.get(f"/cables/{path}.json?{query}")).json()

        rows: list[dict[str, Any]] = asyncio.run(answer())
        return rows


@pytest.fixture(scope="module")
def cables(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("questions")
    known = make_known(folder / "in", COUNT)
    batch(folder / "in", folder / "out", "sqlite")
    return Collection(folder / "out", known)


def counted(rows: Iterable[dict[str, Any]], *names: str) -> dict[Any, int]:
    """The column `cables` by another column, or by several."""
    return {tuple(row[name] for name in names) if len(names) > 1 else row[names[0]]: row["cables"] for row in rows}


def test_whom_did_the_embassy_in_rabat_write_to(cables: Collection) -> None:
    answer = counted(cables.ask("correspondence", sender="amembassy rabat", addressee="", role="to"), "addressee")
    sent = [each.labels for each in cables.known if each.labels["from"]["name"] == "AMEMBASSY RABAT"]
    assert answer == Counter(addressee["name"] for labels in sent for addressee in labels["to"])
    assert len(sent) > 10


def test_in_which_months_was_internal_security_written_of(cables: Collection) -> None:
    answer = counted(cables.ask("by_month", sender="", tag="PINS"), "month")
    about = [each.labels for each in cables.known if "PINS" in [tag["code"] for tag in each.labels["tags"]]]
    assert answer == Counter(labels["dtg"]["utc"][:7] for labels in about)
    assert len(answer) > 2


def test_what_was_the_department_busy_with_in_1979(cables: Collection) -> None:
    answer = counted(cables.ask("by_tag", year="1979"), "code")
    then = [each.labels for each in cables.known if each.labels["message"]["year"] == 1979]
    assert answer == Counter(tag["code"] for labels in then for tag in labels["tags"])
    assert answer


def test_what_did_tehran_send_in_1978(cables: Collection) -> None:
    answer = [row["id"] for row in cables.ask("of_a_post", post="tehran", year="1978")]
    found = [e for e in cables.known if e.id.startswith("1978TEHRAN")]
    assert sorted(answer) == sorted(each.id for each in found)
    assert answer


def test_what_refers_to_a_telegram_and_what_does_it_refer_to(cables: Collection) -> None:
    cited = "1978STATE203461"
    citing = [e for e in cables.known if cited in [reference["id"] for reference in e.labels["references"]]]
    assert {row["id"] for row in cables.ask("references", id=cited)} == {each.id for each in citing}
    out = cables.ask("references", id=citing[0].id)
    printed = [(reference["as_printed"], reference["id"]) for reference in citing[0].labels["references"]]
    assert [(row["as_printed"], row["id"]) for row in out] == printed


def test_what_was_taken_out_to_protect_national_security(cables: Collection) -> None:
    answer = {row["id"]: row["redactions"] for row in cables.ask("redacted", code="b1")}
    codes = {e.id: [code for r in e.labels.get("redactions", []) for code in r["codes"]] for e in cables.known}
    assert answer == {name: found.count("B1") for name, found in codes.items() if "B1" in found}
    assert answer


def test_who_drafted_most(cables: Collection) -> None:
    answer = Counter(counted(cables.ask("drafters", name=""), "name", "office"))
    truth = Counter(
        (officer["name"], officer["office"])
        for each in cables.known
        for officer in each.labels.get("drafting", {}).get("drafted_by", [])
    )
    assert answer == truth
    assert len(truth) > 5


def test_where_are_refugees_spoken_of(cables: Collection) -> None:
    answer = {Path(row["source_path"]).name for row in cables.ask("cable", _search="refugee")}
    assert answer == {each.name for each in cables.known if re.search(r"\bREFUGEES?\b", each.text)}
    assert len(answer) > 50


def test_how_many_cables_had_each_caption(cables: Collection) -> None:
    answer = to_frame(read_records(cables.output)).explode("captions").groupby("captions").size().to_dict()
    labelled = [each.labels for each in cables.known if each.labels.get("captions") is not None]
    truth = Counter(caption for labels in labelled for caption in labels["captions"])
    assert answer == truth
    assert {"EXDIS", "NODIS"} <= set(truth)


def test_which_messages_that_are_cited_are_missing(cables: Collection, run: Run, tmp_path: Path) -> None:
    assert run("corpus", "references", cables.output, "-o", tmp_path / "graph").returncode == 0
    with (tmp_path / "graph" / "references.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    answer = Counter(row["id"] for row in rows if row["id"] and row["state"] == "not-in-corpus")
    references = [reference["id"] for each in cables.known for reference in each.labels["references"]]
    assert answer == Counter(filter(None, references))
