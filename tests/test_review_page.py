"""The page of `cableparse review` as a person uses it: by keys alone, to the corrected records."""

from __future__ import annotations

import json
import re
import time
from html import unescape
from pathlib import Path

import pytest
from accessibility import violations
from browser import anew
from conftest import ROOT, Run
from hostile_markup import SCRIPTS
from known_errors import telegram
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By

SAIGON = "AMEMBASSV SAIG0N"


@pytest.fixture
def collection(run: Run, tmp_path: Path) -> Path:
    """Records of telegrams in which one damaged name is read in seven, another in three, a code in one."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(10):
        text = telegram(4000 + number, SAIGON if number < 7 else "AMEMBASSY OSCO")
        if number == 9:
            text = text.replace("PFOR, PE", "PFOR, ZZXX")
        (texts / f"{number}.txt").write_text(text)
    done = run("parse", "--format", "jsonl", texts)
    assert done.returncode == 0, done.stderr
    (tmp_path / "records.jsonl").write_bytes(done.stdout)
    return tmp_path / "records.jsonl"


def press(chrome: Chrome, *keys: str) -> None:
    for key in keys:
        ActionChains(chrome).send_keys(key).perform()


def text(chrome: Chrome, selector: str) -> str:
    return chrome.find_element(By.CSS_SELECTOR, selector).text


def show(chrome: Chrome, run: Run, records: Path) -> Path:
    page = records.with_name("page.html")
    done = run("review", records, "-o", page, "--force")
    assert done.returncode == 0, done.stderr
    chrome.get(anew(page))
    return page


def downloaded(folder: Path) -> Path:
    wanted = folder / "downloads" / "records.decisions.corrections.json"
    for _ in range(100):
        if wanted.is_file():
            return wanted
        time.sleep(0.1)
    raise AssertionError("nothing was downloaded")


def test_a_collection_is_reviewed_by_keys_and_corrected(
    chrome: Chrome, run: Run, collection: Path, browser_folder: Path, tmp_path: Path
) -> None:
    show(chrome, run, collection)
    assert text(chrome, ".question.shown .printed") == SAIGON
    assert text(chrome, ".question.shown .read") == "AMEMBASSY SAIGON"
    assert "In 7 records; your answer holds for all of them" in text(chrome, ".question.shown .where")
    assert len(chrome.find_elements(By.CSS_SELECTOR, ".question.shown .example")) == 3
    assert text(chrome, ".question.shown mark") == SAIGON
    press(chrome, "y")
    chrome.find_element(By.ID, "who-name").send_keys("A. Archivist", Keys.ENTER)
    assert text(chrome, ".question.shown .printed") == "AMEMBASSY OSCO"
    assert float(text(chrome, "#total").split()[0]) > 0
    press(chrome, "u")
    press(chrome, "z")
    assert text(chrome, ".question.shown .printed") == "AMEMBASSY OSCO"
    press(chrome, Keys.ENTER)
    press(chrome, "AMEMBASSY MOSCOW", Keys.ENTER)  # in the place of what was read, which is selected
    count = len(chrome.find_elements(By.CSS_SELECTOR, ".question"))
    assert text(chrome, "#count") == f"2 of {count} answered"
    press(chrome, "k")
    assert text(chrome, ".question.shown .verdict") == "Wrong: should be AMEMBASSY MOSCOW"
    press(chrome, "s")
    file = downloaded(browser_folder)
    made = json.loads(file.read_bytes())
    assert [(d["printed"], d["verdict"], d.get("now"), d["by"]) for d in made["decisions"]] == [
        (SAIGON, "right", None, "A. Archivist"),
        ("AMEMBASSY OSCO", "wrong", "AMEMBASSY MOSCOW", "A. Archivist"),
    ]
    done = run("apply", file, "--to", collection, "-o", "out.jsonl")
    assert done.returncode == 0, done.stderr
    assert b"3 corrections and 7 fields found right in 10 records" in done.stderr
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert sorted(record["info"][0]["post"] for record in records) == ["MOSCOW"] * 3 + ["SAIGON"] * 7
    chrome.refresh()
    assert text(chrome, "#count") == f"2 of {count} answered"  # and are there still


def test_it_shows_the_record_where_the_file_is_gone(chrome: Chrome, run: Run, collection: Path) -> None:
    for source in (collection.parent / "texts").iterdir():
        source.unlink()
    show(chrome, run, collection)
    assert "THE VISIT" in text(chrome, ".question.shown .known")


def test_a_print_that_would_be_a_script_is_text(chrome: Chrome, run: Run, collection: Path) -> None:
    source = collection.parent / "texts" / "0.txt"
    source.write_text(telegram(4000, f"AMEMBASSV SAIG0N {SCRIPTS[0]}").replace("R 131215Z", f"R 991215Z {SCRIPTS[1]}"))
    collection.write_bytes(run("parse", "--format", "jsonl", source).stdout)
    page = show(chrome, run, collection)
    assert SCRIPTS[0] not in page.read_text() and SCRIPTS[1] not in page.read_text()
    assert chrome.find_elements(By.CSS_SELECTOR, ".question.shown")


def test_it_keeps_the_rules_of_accessibility(opened: Chrome, run: Run, collection: Path) -> None:
    show(opened, run, collection)
    assert violations(opened) == []
    opened.execute_script("store.set('cableparse:by', 'B. Reader')")
    press(opened, "y", "x")
    opened.execute_script("document.getElementById('overview').open = true")
    assert opened.find_elements(By.CSS_SELECTOR, ".answer input")
    assert violations(opened) == []
    opened.execute_script("localStorage.clear(); unsaved = false;")


def test_of_a_page_in_one_line_the_words_beside_are_shown(run: Run, tmp_path: Path) -> None:
    page = ROOT / "fixtures" / "foia-1980s" / "1984STATE067977_crest.txt"
    assert max(map(len, page.read_text(encoding="utf-8").splitlines())) > 1000
    (tmp_path / "records.jsonl").write_bytes(run("parse", "--format", "jsonl", page).stdout)
    done = run("review", "records.jsonl", "-o", "page.html")
    assert done.returncode == 0, done.stderr
    lines = re.findall(r'<span class="line-text">(.*?)</span>', (tmp_path / "page.html").read_text(encoding="utf-8"))
    lines = [unescape(re.sub(r"<[^>]+>", "", line)) for line in lines]
    assert any("UNCLAS STATE 067977" in line for line in lines)
    assert max(map(len, lines)) < 400
