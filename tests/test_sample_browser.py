"""A sample of 60 records as people check it, in a browser and with keys alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from accessibility import violations
from batches import batch
from browser import anew
from checker import IS_PAINTED, UNCLEAR, Checker, check_sample
from conftest import Run
from hostile_markup import HEADING, SCRIPTS
from known_cables import make_known
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from cableparse import corrections
from cableparse.audit import drawn_sample as samples
from cableparse.audit.estimate import Estimate
from cableparse.audit.judgement import FieldVerdict, judgements
from cableparse.audit.wording import label, share
from cableparse.form_fields import held

COUNT = 60
# What is put into every fourth record in place of what was read, in turn.
WRONG: Mapping[str, Any] = {
    "subject": "ANOTHER SUBJECT",
    "tags": [],
    "captions": ["NODIS", "EXDIS"],
    "from.name": None,
    "classification.level": None,
}


class Collection(NamedTuple):
    """Records of which some were made wrong, and what these held before by the name of their source."""

    records: Path
    truth: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("collection")
    make_known(folder / "in", COUNT)
    batch(folder / "in", folder / "out")
    truth: dict[str, dict[str, Any]] = {}
    lines = []
    for number, line in enumerate(
        line for file in sorted((folder / "out/records").iterdir()) for line in lines_of(file)
    ):
        record = json.loads(line)
        path = list(WRONG)[number // 4 % len(WRONG)]
        if number % 4 == 0 and held(record, path) != WRONG[path]:
            truth[Path(record["source"]["path"]).name] = {path: held(record, path)}
            *above, name = path.split(".")
            (record[above[0]] if above else record)[name] = WRONG[path]
        lines.append(json.dumps(record))
    (folder / "records.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return Collection(folder / "records.jsonl", truth)


def lines_of(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.suffix == ".jsonl" else []


def drawn(run: Run, collection: Collection, tmp_path: Path, *arguments: str) -> Path:
    done = run("sample", collection.records, "-o", tmp_path / "audit", *arguments)
    assert done.returncode == 0, done.stderr
    return tmp_path / "audit"


def one(chrome: Chrome, selector: str) -> WebElement:
    return chrome.find_element(By.CSS_SELECTOR, selector)


def press(chrome: Chrome, *keys: str) -> None:
    ActionChains(chrome).send_keys(*keys).perform()


def asked(chrome: Chrome) -> str | None:
    path: str | None = chrome.execute_script(
        f"return ({IS_PAINTED} && document.activeElement.closest('.field.asked')?.dataset.path) || null"
    )
    return path


def waited(chrome: Chrome, path: str, place: str) -> None:
    """Wait until a field is asked on the page whose address has `place` in it."""
    WebDriverWait(chrome, 20, ignored_exceptions=[Exception]).until(
        lambda _: place in chrome.current_url and asked(chrome) == path
    )


def begun(chrome: Chrome, audit: Path, name: str = "A. Checker") -> None:
    chrome.get((audit / "index.html").as_uri())
    press(chrome, *name, Keys.ENTER)
    press(chrome, Keys.ENTER)
    waited(chrome, "kind", "/pages/000001")


def progress(chrome: Chrome) -> str:
    told: str = chrome.execute_script("return document.getElementById('progress-text').textContent")
    return told


def test_sixty_records_are_checked_with_keys_alone(
    chrome: Chrome, run: Run, collection: Collection, browser_folder: Path, tmp_path: Path
) -> None:
    audit = drawn(run, collection, tmp_path, "--size", str(COUNT))
    checker = Checker(chrome, "Zoë Checker", collection.truth)
    file = checker.check(audit, browser_folder / "downloads")
    assert file.name == "audit.Zoë_Checker.corrections.json"
    assert "60 of 60 records done" in progress(chrome)
    found, left = judgements(samples.records(audit), samples.read(audit).fields, [corrections.read(file)])
    assert left == []
    assert {judgement.by for judgement in found} == {"Zoë Checker"}
    wrong = {Path(j.drawn.source.path).name: {j.path: j.value} for j in found if j.verdict is FieldVerdict.WRONG}
    assert wrong == collection.truth
    assert len(wrong) > 10
    assert len(checker.records) == COUNT
    assert checker.presses < 4 * COUNT

    done = run("apply", file, "--to", collection.records, "-o", "corrected.jsonl")
    assert done.returncode == 0, done.stderr
    for line in (tmp_path / "corrected.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for path, value in collection.truth.get(Path(record["source"]["path"]).name, {}).items():
            assert held(record, path) == value

    evaluated = json.loads(run("evaluate", file, "--sample", audit, "--format", "json").stdout)
    assert evaluated["complete"]
    for row, estimate in evaluated["fields"].items():
        judged = [judgement.verdict for judgement in found if judgement.row == row]
        assert (estimate["checked"], estimate["wrong"]) == (len(judged), judged.count(FieldVerdict.WRONG))
    stated = " ".join(run("statement", audit, file, "--records", collection.records).stdout.decode().split())
    assert f"{COUNT} of {COUNT} records were drawn at random" in stated
    for row, estimate in evaluated["fields"].items():
        assert f"{label(row)}: {share(Estimate(**estimate), 0.95)}" in stated


def test_two_people_answer_in_one_browser_each_for_themselves(
    chrome: Chrome, run: Run, collection: Collection, browser_folder: Path, tmp_path: Path
) -> None:
    audit = drawn(run, collection, tmp_path, "--size", "3", "--fields", "subject,tags")
    source = Path(samples.read(audit).drawn[0].source.path).name
    one_file = check_sample(chrome, audit, browser_folder / "downloads", {source: {"subject": UNCLEAR}}, "A")
    other_file = check_sample(chrome, audit, browser_folder / "downloads", {source: {"subject": "X\tY"}}, "B")
    assert (one_file.name, other_file.name) == ("audit.A.corrections.json", "audit.B.corrections.json")
    files = [corrections.read(one_file), corrections.read(other_file)]
    found, left = judgements(samples.records(audit), ["subject", "tags"], files)
    assert (len(found), left) == (12, [])
    assert Counter((j.by, j.verdict) for j in found if j.verdict is not FieldVerdict.RIGHT) == {
        ("A", FieldVerdict.UNCLEAR): 1,
        ("B", FieldVerdict.WRONG): 1,
    }
    assert [u.path for record in files[0].records for u in record.unclear] == ["subject"]


def test_an_answer_is_taken_back_on_the_page_and_from_the_next_one(
    chrome: Chrome, run: Run, collection: Collection, tmp_path: Path
) -> None:
    audit = drawn(run, collection, tmp_path, "--size", "3", "--fields", "kind,id,subject")
    begun(chrome, audit)
    press(chrome, "y", "u")
    assert (asked(chrome), progress(chrome)) == ("subject", "record 1 of 3, 2 of 9 fields")
    press(chrome, Keys.BACKSPACE)
    assert (asked(chrome), progress(chrome)) == ("id", "record 1 of 3, 1 of 9 fields")
    press(chrome, "y", "y")
    waited(chrome, "kind", "/pages/000002")
    assert progress(chrome) == "record 2 of 3, 3 of 9 fields"
    press(chrome, "z")
    waited(chrome, "subject", "/pages/000001")
    assert progress(chrome) == "record 1 of 3, 2 of 9 fields"
    assert chrome.current_url.endswith("#c0")
    press(chrome, "z", "z", "z")
    assert (asked(chrome), progress(chrome)) == ("kind", "record 1 of 3, 0 of 9 fields")
    assert one(chrome, "#told").get_attribute("textContent") == "There is no answer to take back."


def test_what_is_left_is_found_again(chrome: Chrome, run: Run, collection: Collection, tmp_path: Path) -> None:
    audit = drawn(run, collection, tmp_path, "--size", "4", "--fields", "kind,id")
    begun(chrome, audit)
    press(chrome, "j")
    waited(chrome, "kind", "/pages/000002")
    chrome.execute_script(  # as with caps lock
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Y', bubbles: true}))"
    )
    assert asked(chrome) == "id"
    chrome.get((audit / "index.html").as_uri())
    states = [each.text for each in chrome.find_elements(By.CSS_SELECTOR, "[data-state]")]
    assert states == ["open", "1 of 2", "open", "open"]
    assert "0 of 4 records done, 1 of 8 fields" in progress(chrome)
    press(chrome, Keys.ENTER)
    for number in (2, 3, 4, 1):
        waited(chrome, "id" if number == 2 else "kind", f"/pages/00000{number}")
        ActionChains(chrome).key_down(Keys.SHIFT).send_keys("Y").key_up(Keys.SHIFT).perform()
    told = WebDriverWait(chrome, 20, ignored_exceptions=[Exception])  # a page that is being left answers nothing
    told.until(lambda _: "4 of 4 records done" in progress(chrome))
    assert not one(chrome, "#continue").is_displayed()


def test_a_browser_that_keeps_pages_apart_is_told_of(
    chrome: Chrome, run: Run, collection: Collection, tmp_path: Path
) -> None:
    audit = drawn(run, collection, tmp_path, "--size", "2")
    page = next(iter(sorted((audit / "pages").iterdir())))
    chrome.get(anew(page, "#c0-check"))
    WebDriverWait(chrome, 20).until(lambda _: chrome.switch_to.active_element == one(chrome, "#who-name"))
    press(chrome, *"A", Keys.ENTER)
    assert one(chrome, "#apart").is_displayed()
    chrome.get(anew(page, "#c0-check"))
    assert not one(chrome, "#apart").is_displayed()
    waited(chrome, "kind", "/pages/000001")
    chrome.execute_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    press(chrome, "y")
    assert one(chrome, "#full").is_displayed()


def test_text_of_a_cable_is_never_markup(chrome: Chrome, run: Run, tmp_path: Path) -> None:
    source = tmp_path / "<img src=x onerror=alert(1)>.txt"
    text = f"{HEADING}SUBJECT: </script>{SCRIPTS[0]}\n" + "\n".join(f"{n}. {s}" for n, s in enumerate(SCRIPTS, 1))
    source.write_text(text, encoding="utf-8")
    (tmp_path / "r.jsonl").write_bytes(run("parse", "--format", "jsonl", source).stdout)
    audit = tmp_path / "<b>audit"
    assert run("sample", "r.jsonl", "-o", audit, "--size", "1", "--fields", "all").returncode == 0
    chrome.get((audit / "index.html").as_uri())
    press(chrome, *"<img src=x onerror=alert(2)>", Keys.ENTER)
    strange = "img, iframe, svg, object, embed, script ~ script, main :is([onload], [onerror], base, style)"
    assert chrome.find_elements(By.CSS_SELECTOR, strange) == []
    press(chrome, Keys.ENTER)
    waited(chrome, "kind", "/pages/000001")
    assert chrome.find_elements(By.CSS_SELECTOR, strange) == []
    assert one(chrome, "#who-open").text == "Checking: <img src=x onerror=alert(2)>"
    assert one(chrome, "h2").text.startswith("</script>")


@pytest.mark.parametrize("width", [390, 1400])
def test_pages_keep_wcag(chrome: Chrome, run: Run, collection: Collection, tmp_path: Path, width: int) -> None:
    audit = drawn(run, collection, tmp_path, "--size", "3", "--fields", "all")
    chrome.set_window_size(width, 900)
    try:
        chrome.get((audit / "index.html").as_uri())
        assert violations(chrome) == []  # while it asks who checks
        press(chrome, *"A", Keys.ENTER)
        assert violations(chrome) == []
        press(chrome, Keys.ENTER)
        waited(chrome, "kind", "/pages/000001")
        press(chrome, "y", "u", "x")
        assert violations(chrome) == []
        ActionChains(chrome).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
        chrome.execute_script("for (const each of document.querySelectorAll('details')) each.open = true")
        assert violations(chrome) == []
        press(chrome, "?")
        assert violations(chrome) == []
        assert chrome.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
        chrome.get((audit / "index.html").as_uri())
        assert violations(chrome) == []
        assert chrome.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    finally:
        chrome.set_window_size(1400, 900)
