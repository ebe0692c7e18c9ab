"""Questions about a collection, and what becomes of the answers."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from known_errors import Known, damaged, invented, is_wrong, telegram

from cableparse import corrections, parse_text
from cableparse.audit import question as asking
from cableparse.audit.counted import chosen
from cableparse.audit.decisions import Decisions
from cableparse.audit.occurrence import Occurrence, occurrences
from cableparse.audit.question import questions
from cableparse.corrections import Checked, Corrections, Decision, Refused
from cableparse.diagnostics import repair, repaired_to
from cableparse.record import Cable, Correction

AT = "2001-02-03T04:05:06Z"
SAIGON = "AMEMBASSV SAIG0N"


def cables(count: int, info: str = SAIGON) -> list[Cable]:
    return [cable for number in range(4000, 4000 + count) for cable in parse_text(telegram(number, info))]


def at(cable: Cable, path: str) -> Occurrence:
    return next(one for one in occurrences(cable) if one.path == path)


def decision(verdict: str = "right", **values: Any) -> Decision:
    of_saigon = {"field": "info[].name", "printed": SAIGON, "was": "AMEMBASSY SAIGON", "by": "A", "at": AT}
    return Decision.model_validate({**of_saigon, "verdict": verdict, **values})


def decided(cable: Cable, *made: Decision) -> Cable:
    return Decisions([Corrections(version=1, records=[], decisions=list(made))]).put(cable)


def test_a_repaired_name_recurs_and_a_printed_one_does_not() -> None:
    (cable,) = cables(1)
    assert at(cable, "info[0]")[1:5] == ("info", "info[].name", SAIGON, "AMEMBASSY SAIGON")
    assert at(cable, "info[0]").recurs
    printed = at(cable, "info[1]")
    assert (printed.printed, printed.value) == (None, {"name": "AMEMBASSY BOGOTA", "precedence": None})
    assert at(cable, "from.name").value == "AMEMBASSY LIMA"


def test_a_name_that_no_vocabulary_knows_recurs_as_it_is_printed() -> None:
    (cable,) = parse_text(telegram(4000, "DIA WASHDC").replace("PFOR, PE", "PFOR, ZZXX"))
    assert at(cable, "info[0]").printed == at(cable, "info[0]").value == "DIA WASHDC"
    assert at(cable, "tags[1]")[2:5] == ("tags[].code", "ZZXX", "ZZXX")


def test_a_damaged_precedence_is_asked_about_for_itself() -> None:
    (cable,) = parse_text(telegram(4000, "AMEMBASSY QUITO IMMEDIAYE"))
    assert at(cable, "info[0]")[2:5] == ("info[].precedence", "IMMEDIAYE", "IMMEDIATE")


def test_damaged_offices_share_the_doubt_of_their_list() -> None:
    (cable,) = parse_text(
        "PAGE 01 LIMA 04007 131302Z\n44\nACTION ARA-10\nINFO OCT-01 EUR-Z5 KSCE-00 ISO-00 /036 W\n"
        + telegram(4007, SAIGON)
    )
    found = [one for one in occurrences(cable) if one.row == "distribution.info" and one.recurs]
    assert [(one.field, one.printed, one.value) for one in found] == [
        ("distribution.info[]", "EUR-Z5", {"symbol": "EUR", "copies": 25}),
        ("distribution.info[]", "KSCE-00", {"symbol": "NSCE", "copies": 0}),
    ]
    assert sum(one.doubt for one in found) == pytest.approx(1 - cable.confidence["distribution.info"])


def test_a_label_with_nothing_read_behind_it_is_a_question() -> None:
    (cable,) = parse_text(telegram(4000, SAIGON).replace("R 131215Z MAY 74", "R 991215Z MAY 74"))
    null = [one for one in occurrences(cable) if one.value is None]
    assert [one.path for one in null] == ["dtg.utc"]
    asked = questions([cable], ["dtg.utc"], 60).asked
    assert [question.first.path for question in asked] == ["dtg.utc"]


def test_one_question_for_all_records_and_the_best_first() -> None:
    found = questions(cables(30), chosen([]), 60)
    assert found.records == 30
    first = found.asked[0]
    assert (first.first.printed, first.records, first.occurrences, len(first.examples)) == (SAIGON, 30, 30, 3)
    assert first.errors == pytest.approx(30 * at(cables(1)[0], "info[0]").doubt)
    assert 0 < found.removed < found.errors
    # What was read as it was printed, and surely, is no question.
    assert [question.first.printed for question in found.asked] == [SAIGON]


@pytest.mark.parametrize("score", [None, 0.9])
@pytest.mark.parametrize("reading", ["AMEMBASSY SAIGON", "EA/VN: J. SMITH.", "12", ""])
def test_what_a_repair_says_is_read_back(reading: str, score: float | None) -> None:
    assert repaired_to(f"A sentence. {repair('AMEMBASSV SAIG0N', reading, score)}") == reading


def test_only_what_fits_into_the_time_is_asked() -> None:
    collection = [cable for seed in (1, 2) for cable in (known.cable for known in damaged(0.05, seed))]
    hour, minute = (questions(collection, chosen([]), minutes).asked for minutes in (60, 1))
    assert 0 < len(minute) < len(hour)
    assert [q.first for q in minute] == [q.first for q in hour[: len(minute)]]
    assert sum(asking.cost(q.seconds, q.occurrences) for q in minute) <= 60


def test_what_recurs_is_found_however_much_else_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_MOST", 6)
    names = ["AMEMBASSY QU1TO", "AMEMBASSV BOG0TA", "AMEMBASSY C4RACAS", "AMEMBASSY SANT1AGO", "AMEMBASSV LA PA2"]
    others = [cable for name in names for spoilt in (name, f"{name}.") for cable in cables(1, spoilt)]
    mixed = [cable for pair in zip(cables(10), others, strict=True) for cable in pair]
    asked = questions(mixed, chosen([]), 60).asked
    assert (asked[0].first.printed, asked[0].occurrences) == (SAIGON, 10)


def test_right_once_is_right_wherever_it_was_read_so() -> None:
    (cable,) = cables(1)
    found = decided(cable, decision())
    assert [(check.path, check.by, check.at) for check in found.checked] == [("info[0]", "A", AT)]
    assert "info[0]" in cable.confidence and "info[0]" not in found.confidence
    assert "info[1]" in found.confidence
    assert found.corrections == [] and found.info == cable.info
    assert found.grade is not None and cable.grade is not None and found.grade <= cable.grade
    assert '"checked"' not in cable.to_json()
    assert Cable.model_validate_json(found.to_json()) == found


def test_a_wrong_name_is_put_right_with_what_follows_from_it() -> None:
    (cable,) = cables(1)
    found = decided(cable, decision("wrong", now="AMEMBASSY HANOI", note="seen"))
    assert (found.info[0].name, found.info[0].post) == ("AMEMBASSY HANOI", "HANOI")
    (made,) = found.corrections
    assert (made.path, made.by, made.at, made.note) == ("info[0]", "A", AT, "seen")
    assert isinstance(made.was, dict) and made.was["name"] == "AMEMBASSY SAIGON"
    assert found.provenance["info[0]"] == cable.provenance["info[0]"]


def test_what_is_no_item_is_taken_out_and_the_others_keep_their_places() -> None:
    (cable,) = cables(1)
    found = decided(cable, decision("wrong", now=None))
    assert [one.name for one in found.info] == ["AMEMBASSY BOGOTA"]
    assert found.provenance["info[0]"] == cable.provenance["info[1]"]
    assert found.confidence["info[0]"] == cable.confidence["info[1]"]
    assert "info[1]" not in found.provenance and "info[1]" not in found.confidence
    assert [(made.path, made.now) for made in found.corrections] == [("info[0]", None)]


def test_a_sender_is_corrected_with_its_post() -> None:
    (cable,) = parse_text(telegram(4000, SAIGON).replace("FM AMEMBASSY LIMA", "FM AMEMBASSV L1MA"))
    one = at(cable, "from.name")
    found = decided(
        cable, decision("wrong", field="from.name", printed=one.printed, was=one.value, now="AMEMBASSY QUITO")
    )
    assert (found.from_.name, found.from_.post) == ("AMEMBASSY QUITO", "QUITO")


def test_a_decision_about_one_field_is_about_no_other() -> None:
    one, other = cables(2)
    source = corrections.source_of(one).model_dump()
    alone = decision(
        "wrong", field="subject", printed=None, was="THE VISIT", now="A VISIT", source=source, path="subject"
    )
    assert decided(one, alone).subject == "A VISIT"
    assert decided(other, alone) == other


@pytest.mark.parametrize("values", [{"verdict": "unclear"}, {"printed": "AMEMBASSY SAIG0N"}, {"was": "AMEMBASSY HUE"}])
def test_what_does_not_fit_or_is_unclear_changes_nothing(values: dict[str, Any]) -> None:
    (cable,) = cables(1)
    assert decided(cable, decision(**values)) == cable


def test_the_latest_decision_holds_and_nothing_is_decided_twice() -> None:
    (cable,) = cables(1)
    later = decision("wrong", now="AMEMBASSY HANOI", by="B", at="2002-01-01T00:00:00Z")
    found = decided(cable, later, decision())
    assert [made.by for made in found.corrections] == ["B"]
    assert decided(found, decision("wrong", now="AMEMBASSY HUE")) == found


def check(path: str, value: Any, **values: str) -> Checked:
    return Checked.model_validate({"path": path, "value": value, "by": "A", "at": AT, **values})


def test_what_was_checked_is_kept_and_trusted() -> None:
    (cable,) = cables(1)
    found = corrections.apply(cable, [], [check("subject", "THE VISIT")])
    assert [one.path for one in found.checked] == ["subject"]
    assert "subject" not in found.confidence
    assert corrections.apply(found, [], [check("subject", "THE VISIT")]) == found


def test_what_was_checked_as_something_else_is_refused() -> None:
    (cable,) = cables(1)
    with pytest.raises(Refused, match="the record has 'THE VISIT', but A found 'A VISIT' right"):
        corrections.apply(cable, [], [check("subject", "A VISIT")])
    with pytest.raises(Refused, match="has no such field"):
        corrections.apply(cable, [], [check("subjects", "A VISIT")])


def test_a_correction_ends_the_checks_before_it() -> None:
    (cable,) = cables(1)
    made = Correction(path="subject", was="THE VISIT", now="A VISIT", by="B", at="2002-01-01T00:00:00Z")
    before, same = check("subject", "THE VISIT"), check("subject", "A VISIT", by="B", at="2002-01-01T00:00:01Z")
    found = corrections.apply(cable, [made], [before, same])
    assert (found.subject, found.checked) == ("A VISIT", [])
    assert corrections.apply(corrections.apply(cable, [], [before]), [made]).checked == []
    seconded = corrections.apply(found, [], [check("subject", "A VISIT", at="2003-01-01T00:00:00Z")])
    assert [one.by for one in seconded.checked] == ["A"]


def write(folder: Path, records: list[Cable], *made: Decision) -> None:
    (folder / "records.jsonl").write_text("".join(f"{cable.to_json()}\n" for cable in records))
    file = Corrections(version=1, records=[], decisions=list(made))
    (folder / "made.decisions.corrections.json").write_text(file.model_dump_json())


def test_the_command_says_where_decisions_went(run: Run, tmp_path: Path) -> None:
    write(tmp_path, cables(5), decision("wrong", now="AMEMBASSY HANOI"), decision(printed="AMEMBASSY SAIG0NN"))
    done = run("apply", "made.decisions.corrections.json", "--to", "records.jsonl", "-o", "out.jsonl")
    assert done.returncode == 0, done.stderr
    told = done.stderr.decode()
    assert "info[].name: `AMEMBASSV SAIG0N` read as AMEMBASSY SAIGON: corrected to AMEMBASSY HANOI in 5 records" in told
    assert "`AMEMBASSY SAIG0NN` read as AMEMBASSY SAIGON: fits no field that nobody checked yet" in told
    assert "5 corrections in 5 records; all records are in out.jsonl" in told
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert {record["info"][0]["name"] for record in written} == {"AMEMBASSY HANOI"}
    again = run("review", "out.jsonl", "-o", "page.html")
    assert again.returncode == 3 and b"nothing to ask" in again.stderr
    assert run("evaluate", "made.decisions.corrections.json", "--records", "records.jsonl").returncode == 3


def harvest(known: list[Known], rows: list[str], minutes: float) -> tuple[float, float]:
    """Errors removed by a decision: by the list of the review, and by fields drawn at random."""
    labelled: list[bool] = []
    wrong: Counter[str] = Counter()
    told: set[str] = set()
    for one in known:
        for occurrence in occurrences(one.cable):
            found = is_wrong(one, occurrence) if occurrence.row in rows else None
            if found is not None:
                labelled.append(found)
                told.add(occurrence.key(one.cable))
                wrong[occurrence.key(one.cable)] += found
    asked = questions([one.cable for one in known], rows, minutes).asked
    keys = [key for question in asked if (key := question.first.key(question.examples[0].cable)) in told]
    by_list = sum(wrong[key] for key in keys) / len(keys)
    rng = random.Random(1)
    draws = [sum(rng.sample(labelled, len(keys))) / len(keys) for _ in range(200)]
    return by_list, sum(draws) / len(draws)


@pytest.mark.parametrize("rate", [0.05])  # the most that OCR leaves legible: of less damage the list finds more
def test_the_list_removes_three_times_the_errors_of_a_random_look(rate: float) -> None:
    # Of fewer records an hour asks about all that is unsure, and the last of it is worth little.
    known = [one for seed in range(3) for one in damaged(rate, seed)]
    by_list, at_random = harvest(known, chosen([]), 60)
    assert by_list >= 3 * at_random > 0


def test_it_removes_more_where_a_damaged_word_recurs() -> None:
    recurring = [invented(4000 + number, "AMEMBASSY OSCO", "AMEMBASSY MOSCOW") for number in range(143)]
    recurring += [invented(5000 + number, SAIGON, "AMEMBASSY SAIGON") for number in range(143)]
    assert recurring[0].cable.info[0].name == "AMEMBASSY OSLO"
    known = [*damaged(0.03, 1), *recurring]
    by_list, at_random = harvest(known, chosen([]), 60)
    alone, _ = harvest(known[: -len(recurring)], chosen([]), 60)
    assert by_list >= 3 * at_random
    assert by_list > alone
