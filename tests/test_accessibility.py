"""Pages keep the rules of WCAG 2.2 A and AA that a program can check, in light and in dark, as they are used."""

from __future__ import annotations

from pathlib import Path

import pytest
from accessibility import violations
from browser import anew
from conftest import ROOT, Run
from make_pdf import Sheet, typed
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By

_INVENTED = ROOT / "fixtures" / "invented"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Cables with several in a file, lines that no rule could place, no subject, and one that is no cable."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("invented/three-cables.txt", "invented/no-subject.txt", "foia-1980s/1980BUENOS07776.txt"):
        source = ROOT / "fixtures" / name
        (folder / source.name).write_bytes(source.read_bytes())
    news = ROOT / "seeds" / "000_f33c3e02de4d8d04.txt"
    (folder / news.name).write_bytes(news.read_bytes())
    return folder


def focus(chrome: Chrome, selector: str) -> None:
    chrome.execute_script("arguments[0].focus()", chrome.find_element(By.CSS_SELECTOR, selector))


def test_a_folder_of_pages(opened: Chrome, run: Run, texts: Path, tmp_path: Path) -> None:
    assert run("view", texts, "-o", tmp_path / "out").returncode == 0
    pages = sorted((tmp_path / "out").rglob("*.html"))
    assert len(pages) == 5
    for page in pages:
        for view in ("", "#c0-reading") if page.parent.name == "pages" else ("", "#words=the"):
            opened.get(anew(page, view))
            assert violations(opened) == [], page.name + view


def test_a_list_that_was_narrowed_to_little(opened: Chrome, run: Run, texts: Path, tmp_path: Path) -> None:
    assert run("view", texts, "-o", tmp_path / "out").returncode == 0
    opened.get((tmp_path / "out" / "index.html").as_uri() + "#kind=not+a+cable")
    opened.execute_script("for (const facet of document.querySelectorAll('details')) facet.open = true")
    assert opened.find_elements(By.CSS_SELECTOR, ".facet li.none")
    assert violations(opened) == []


def test_a_page_with_a_picture_and_boxes(opened: Chrome, run: Run, tmp_path: Path) -> None:
    def box(number: int, sheet: Sheet) -> None:
        if number == 0:
            sheet.black_box(8, 30, 10)

    source = tmp_path / "cable.pdf"
    source.write_bytes(typed(_INVENTED.joinpath("addressees.txt").read_text(encoding="utf-8"), box))
    assert run("view", source, "--ocr", "never", "-o", "page.html").returncode == 0
    opened.get((tmp_path / "page.html").as_uri())
    assert violations(opened) == []
    opened.find_element(By.CSS_SELECTOR, ".views input[value=text]").click()
    assert violations(opened) == []


def test_a_page_while_a_field_is_corrected(opened: Chrome, run: Run, texts: Path, tmp_path: Path) -> None:
    assert run("view", texts / "1980BUENOS07776.txt", "-o", "page.html").returncode == 0
    opened.get((tmp_path / "page.html").as_uri())
    opened.execute_script("localStorage.clear(); store.set('cableparse:by', 'B. Reader')")
    focus(opened, '[data-path="subject"] .value')
    assert violations(opened) == []
    for path in ("tags", "captions", "kind", "message.section", "body.paragraphs[0]"):
        focus(opened, f'[data-path="{path}"] .value')
        opened.switch_to.active_element.send_keys(Keys.ENTER)
    assert violations(opened) == []
    opened.execute_script("arguments[0].click()", opened.find_element(By.CSS_SELECTOR, '[data-path="id"] [data-check]'))
    box = opened.find_element(By.CSS_SELECTOR, '[data-path="captions"] textarea')
    box.send_keys("NODIS")
    opened.execute_script("arguments[0].form.requestSubmit()", box)
    assert opened.find_elements(By.CSS_SELECTOR, ".corrected.mine")
    assert violations(opened) == []
    opened.find_element(By.ID, "help-open").click()
    assert violations(opened) == []
    opened.execute_script("unsaved = false; localStorage.clear()")


def test_a_page_whose_source_is_gone(opened: Chrome, run: Run, texts: Path, tmp_path: Path) -> None:
    source = texts / "1980BUENOS07776.txt"
    (tmp_path / "records.jsonl").write_bytes(run("parse", "--format", "jsonl", source).stdout)
    source.unlink()
    assert run("view", "records.jsonl", "-o", "page.html").returncode == 0
    opened.get((tmp_path / "page.html").as_uri())
    assert violations(opened) == []


def test_the_report_of_a_batch(opened: Chrome, run: Run, texts: Path, tmp_path: Path) -> None:
    (texts / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    run("batch", texts, "-o", "out", "--jobs", "1")
    opened.get((tmp_path / "out" / "report.html").as_uri())
    opened.execute_script("for (const each of document.querySelectorAll('details')) each.open = true")
    assert violations(opened) == []


@pytest.mark.parametrize("width", [390, 1400])
def test_a_narrow_window(opened: Chrome, run: Run, texts: Path, tmp_path: Path, width: int) -> None:
    assert run("view", texts / "three-cables.txt", "-o", "page.html").returncode == 0
    opened.set_window_size(width, 900)
    try:
        for view in ("", "#c0-reading"):
            opened.get(anew(tmp_path / "page.html", view))
            assert violations(opened) == []
    finally:
        opened.set_window_size(1400, 900)
