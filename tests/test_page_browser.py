"""Pages of `cableparse view` as a person uses them, in a browser."""

from __future__ import annotations

import json
import time
from base64 import b64decode
from pathlib import Path
from typing import Any

from browser import anew
from conftest import ROOT, Run
from hostile_markup import HEADING, SCRIPTS
from make_pdf import Sheet, typed
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

INVENTED = ROOT / "fixtures" / "invented"
# Each family stands in a paragraph, and some in the heading.
HOSTILE = (
    f"{HEADING}SUBJECT: </script>{SCRIPTS[12]} ' \" <b>\nREF: LIMA 0041 {SCRIPTS[0]}\n"
    + "\n".join(f"{number}. WE SAID {script}" for number, script in enumerate(SCRIPTS, 1))
    + "\nB1\n"
)


def show(chrome: Chrome, run: Run, source: Path, page: Path, view: str = "") -> None:
    done = run("view", source, "--ocr", "never", "-o", page, "--force")
    assert done.returncode == 0, done.stderr
    chrome.get(anew(page, view))


def one(chrome: Chrome, selector: str) -> WebElement:
    return chrome.find_element(By.CSS_SELECTOR, selector)


def field(path: str, part: str = ".value") -> str:
    return f'.panel.shown [data-path="{path}"] {part}'


def focus(chrome: Chrome, selector: str) -> None:
    chrome.execute_script("arguments[0].focus()", one(chrome, selector))


def lit(chrome: Chrome, selector: str) -> list[str]:
    return [element.text for element in chrome.find_elements(By.CSS_SELECTOR, f"{selector}.lit")]


def lit_fields(chrome: Chrome) -> set[str | None]:
    return {e.get_attribute("data-path") for e in chrome.find_elements(By.CSS_SELECTOR, ".field.lit")}


def background(element: WebElement) -> str:
    return element.value_of_css_property("background-color")


def test_a_focused_field_lights_up_where_it_was_read(chrome: Chrome, run: Run, seed: Path, tmp_path: Path) -> None:
    show(chrome, run, seed, tmp_path / "page.html")
    place = one(chrome, "#c0L39 .stretch")
    before = background(place)
    focus(chrome, field("subject"))
    assert lit(chrome, ".stretch") == ["PAKISTANI SUPPORT FOR TALIBAN"]
    assert background(place) != before
    focus(chrome, field("tags"))
    assert lit(chrome, ".stretch") == ["PTER", "PREL", "ASEC", "PK"]
    assert background(place) == before


def test_a_focused_place_lights_up_its_fields(chrome: Chrome, run: Run, seed: Path, tmp_path: Path) -> None:
    show(chrome, run, seed, tmp_path / "page.html")
    focus(chrome, "#c0L31 .stretch:nth-of-type(2)")
    assert lit_fields(chrome) == {"dtg.as_printed", "dtg.utc", "message.year"}
    one(chrome, "#c0L31 .stretch:nth-of-type(2)").send_keys(Keys.ENTER)
    assert chrome.switch_to.active_element == one(chrome, field("message.year"))


def test_pointing_lights_up_both_ways(chrome: Chrome, run: Run, seed: Path, tmp_path: Path) -> None:
    show(chrome, run, seed, tmp_path / "page.html")
    ActionChains(chrome).move_to_element(one(chrome, "#c0L5 .stretch")).perform()
    assert lit_fields(chrome) == {"release.status"}
    ActionChains(chrome).scroll_to_element(one(chrome, field("from.name"))).perform()
    ActionChains(chrome).move_to_element(one(chrome, field("from.name"))).perform()
    assert lit(chrome, ".stretch") == ["SECSTATE WASHDC"]


def test_arrows_and_keys_lead_through_the_page(chrome: Chrome, run: Run, tmp_path: Path) -> None:
    show(chrome, run, ROOT / "fixtures" / "foia-1980s" / "1980BUENOS07776.txt", tmp_path / "page.html")
    unparsed = chrome.find_elements(By.CSS_SELECTOR, ".panel.shown [data-unparsed]")
    assert len(unparsed) > 1
    focus(chrome, field("subject"))
    keys = [("n", unparsed[0]), ("n", unparsed[1]), ("p", unparsed[0]), ("p", unparsed[-1])]
    for key, line in keys:
        chrome.switch_to.active_element.send_keys(key)
        assert chrome.switch_to.active_element == line
    focus(chrome, field("subject"))
    chrome.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    assert chrome.switch_to.active_element == one(chrome, field("tags"))


def test_every_control_has_a_name_and_shows_its_focus(chrome: Chrome, run: Run, tmp_path: Path) -> None:
    show(chrome, run, INVENTED / "no-subject.txt", tmp_path / "page.html")
    controls = chrome.find_elements(By.CSS_SELECTOR, "main :is(button, input, [tabindex='0'], .tools a), .top button")
    assert len(controls) > 100
    assert [c.get_attribute("outerHTML") for c in controls if not c.accessible_name] == []
    one(chrome, "body").send_keys(Keys.TAB)
    first = chrome.switch_to.active_element
    assert (first.text, first.value_of_css_property("outline-style")) == ("Skip to the record", "solid")
    first.send_keys(Keys.ENTER)
    assert chrome.switch_to.active_element == one(chrome, ".record")


def test_cables_of_a_file_are_shown_one_at_a_time(chrome: Chrome, run: Run, tmp_path: Path) -> None:
    show(chrome, run, INVENTED / "three-cables.txt", tmp_path / "page.html")
    links = chrome.find_elements(By.CSS_SELECTOR, ".cables a")
    assert [link.text for link in links] == ["1974LIMA00042", "1974QUITO01177", "1974BOGOTA02018"]
    links[2].click()
    shown = [e for e in chrome.find_elements(By.CSS_SELECTOR, ".panel") if e.is_displayed()]
    assert [e.get_attribute("id") for e in shown] == ["c2"]
    assert one(chrome, field("message.originator")).text == "BOGOTA"


def downloaded(folder: Path) -> Path:
    """The newest download, waited for."""
    for _ in range(100):
        found = sorted((folder / "downloads").glob("*.json"), key=lambda path: path.stat().st_mtime)
        if found:
            return found[-1].rename(folder / f"taken-{time.monotonic_ns()}.json")
        time.sleep(0.1)
    raise AssertionError("nothing was downloaded")


def correct(chrome: Chrome, path: str, selector: str, value: str) -> None:
    focus(chrome, field(path))
    chrome.switch_to.active_element.send_keys(Keys.ENTER)
    box = one(chrome, field(path, f"form {selector}"))
    box.clear()
    box.send_keys(value)
    chrome.execute_script("arguments[0].requestSubmit()", one(chrome, field(path, "form")))


def test_corrections_are_made_downloaded_and_applied(
    chrome: Chrome, run: Run, seed: Path, browser_folder: Path, tmp_path: Path
) -> None:
    show(chrome, run, seed, tmp_path / "page.html")
    correct(chrome, "subject", "textarea", "SUPPORT FOR THE TALIBAN")
    name = one(chrome, "#who-name")
    name.send_keys("A. Archivist", Keys.ENTER)
    correct(chrome, "message.number", "input[type=number]", "185646")
    correct(chrome, "executive_order.classified_by", "input", "")
    correct(chrome, "captions", "textarea", "NODIS\nEXDIS")
    correct(chrome, "tags", ".part input", "PINR")
    one(chrome, field("from.name", "[data-check]")).click()
    assert one(chrome, field("subject")).text == "SUPPORT FOR THE TALIBAN"
    assert one(chrome, "#ledger-text").text == "5 corrections, 6 fields checked"
    one(chrome, "#ledger-save").click()
    file = downloaded(browser_folder)

    (tmp_path / "records.jsonl").write_bytes(run("parse", "--format", "jsonl", seed).stdout)
    done = run("apply", file, "--to", "records.jsonl", "-o", "out.jsonl")
    assert (done.returncode, done.stderr) == (
        0,
        b"cableparse: 5 corrections and 1 field found right in 1 record; all records are in out.jsonl\n",
    )
    record: dict[str, Any] = json.loads((tmp_path / "out.jsonl").read_bytes())
    assert record["subject"] == "SUPPORT FOR THE TALIBAN"
    assert record["message"]["number"] == 185646
    assert record["executive_order"]["classified_by"] is None
    assert record["captions"] == ["NODIS", "EXDIS"]
    assert [tag["code"] for tag in record["tags"]] == ["PINR", "PREL", "ASEC", "PK"]
    made = {c["path"]: c for c in record["corrections"]}
    assert made["subject"]["was"] == "PAKISTANI SUPPORT FOR TALIBAN"
    assert {c["by"] for c in made.values()} == {"A. Archivist"}
    checked = json.loads(file.read_bytes())["records"][0]["checked"]
    assert {c["path"]: c["value"] for c in checked}["from.name"] == "SECSTATE WASHDC"


def test_what_was_corrected_is_there_after_a_reload_until_it_is_undone(
    chrome: Chrome, run: Run, seed: Path, tmp_path: Path
) -> None:
    show(chrome, run, seed, tmp_path / "page.html")
    chrome.execute_script("store.set('cableparse:by', 'B. Reader')")
    correct(chrome, "body.signature", "input", "POWELL")
    chrome.execute_script("unsaved = false; location.reload()")
    assert one(chrome, field("body.signature")).text == "POWELL"
    one(chrome, field("body.signature", ".mine button")).click()
    assert one(chrome, field("body.signature")).text == "ALBRIGHT"
    assert not one(chrome, "#ledger").is_displayed()


def test_a_whole_record_is_checked_at_once(chrome: Chrome, run: Run, browser_folder: Path, tmp_path: Path) -> None:
    show(chrome, run, INVENTED / "three-cables.txt", tmp_path / "page.html")
    chrome.execute_script("store.set('cableparse:by', 'B. Reader')")
    one(chrome, ".panel.shown [data-whole]").click()
    one(chrome, "#ledger-save").click()
    paragraphs = len(chrome.find_elements(By.CSS_SELECTOR, '.panel.shown [data-path^="body.paragraphs"]'))
    done = run("evaluate", downloaded(browser_folder), "--format", "json")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert (figures["records"], figures["whole"], figures["mean_f1"]) == (1, 1, 1.0)
    assert figures["fields"]["body.paragraphs"]["right"] == paragraphs > 0


def test_a_pdf_shows_its_page_with_boxes(chrome: Chrome, run: Run, tmp_path: Path) -> None:
    def box(number: int, sheet: Sheet) -> None:
        if number == 0:
            sheet.black_box(8, 30, 10)

    source = tmp_path / "cable.pdf"
    source.write_bytes(typed(INVENTED.joinpath("addressees.txt").read_text(encoding="utf-8"), box))
    show(chrome, run, source, tmp_path / "page.html")
    focus(chrome, field("from.name"))
    place = one(chrome, ".picture .stretch.lit rect")
    sheet = one(chrome, ".picture")
    assert place.is_displayed()
    assert sheet.rect["y"] < place.rect["y"] < sheet.rect["y"] + sheet.rect["height"]
    assert len(chrome.find_elements(By.CSS_SELECTOR, ".picture .covered")) == 1
    focus(chrome, ".picture .covered")
    assert lit_fields(chrome) == {"redactions[0].codes"}
    ActionChains(chrome).click(one(chrome, ".panel.shown .picture [data-line] rect")).perform()
    assert chrome.switch_to.active_element.find_element(By.XPATH, "./ancestor::*[@data-path]") in chrome.find_elements(
        By.CSS_SELECTOR, ".field.lit"
    )
    one(chrome, ".panel.shown .views input[value=text]").click()
    assert not sheet.is_displayed()
    assert one(chrome, ".line").is_displayed()


def test_text_of_a_cable_is_never_markup(chrome: Chrome, run: Run, tmp_path: Path) -> None:
    source = tmp_path / "<img src=x onerror=alert(1)>.txt"
    source.write_text(HOSTILE, encoding="utf-8")
    for view in ("", "#c0-reading"):
        show(chrome, run, source, tmp_path / "page.html", view)
        assert chrome.title == "1974LIMA00042"
        assert one(chrome, "#c0-title").text.startswith("</script><img src=x onerror=")
        assert chrome.find_elements(By.CSS_SELECTOR, "img, svg, iframe, object, embed, video, script ~ script") == []
        assert chrome.find_elements(By.CSS_SELECTOR, "main :is(form, style, base, math, [onload], [onfocus])") == []
    text = one(chrome, ".reading").text
    assert [script for script in SCRIPTS if " ".join(script.split()) not in text] == []
    show(chrome, run, source, tmp_path / "page.html")
    chrome.execute_script("store.set('cableparse:by', '<img src=x onerror=alert(1)>')")
    correct(chrome, "subject", "textarea", "<img src=x onerror=alert(1)>")
    assert one(chrome, field("subject")).text == "<img src=x onerror=alert(1)>"
    assert chrome.find_elements(By.CSS_SELECTOR, "img") == []


def press_or_click(chrome: Chrome, way: str) -> None:
    if way.startswith("."):
        one(chrome, way).click()
    else:
        one(chrome, "body").send_keys(way)


def test_the_text_is_one_key_and_one_click_away(chrome: Chrome, run: Run, seed: Path, tmp_path: Path) -> None:
    show(chrome, run, seed, tmp_path / "page.html")
    text, record = one(chrome, ".reading"), one(chrome, ".record")
    for there, back in (("r", "r"), (".to-reading", ".to-source")):
        assert (text.is_displayed(), record.is_displayed()) == (False, True)
        press_or_click(chrome, there)
        assert (text.is_displayed(), record.is_displayed()) == (True, False)
        assert chrome.current_url.endswith("#c0-reading")
        assert chrome.execute_script("return scrollY") == 0
        press_or_click(chrome, back)
    assert chrome.current_url.endswith("#c0")
    chrome.get((tmp_path / "page.html").as_uri() + "#c0-reading")
    assert chrome.find_elements(By.CSS_SELECTOR, ".reading :is(button, input, select)") == []
    assert "[B1: text withheld]" in text_of(chrome)
    assert one(chrome, ".head h2").is_displayed()


def text_of(chrome: Chrome) -> str:
    return one(chrome, ".panel.shown .reading").text


def test_a_line_that_is_not_in_the_text_is_a_link_to_the_source(chrome: Chrome, run: Run, tmp_path: Path) -> None:
    show(chrome, run, ROOT / "fixtures" / "foia-1980s" / "1980BUENOS07776.txt", tmp_path / "page.html", "#c0-reading")
    link = one(chrome, ".note [data-jump]")
    line = one(chrome, link.get_attribute("hash") or "")
    assert not line.is_displayed()
    link.click()
    assert chrome.switch_to.active_element == line
    assert line.is_displayed()


def test_what_is_printed_is_the_text_on_as_many_sheets_as_the_cable_has(
    chrome: Chrome, run: Run, seed: Path, tmp_path: Path
) -> None:
    import pdfplumber

    for view in ("", "#c0-reading"):
        show(chrome, run, seed, tmp_path / "page.html", view)
        (tmp_path / "page.pdf").write_bytes(b64decode(chrome.print_page()))
        with pdfplumber.open(tmp_path / "page.pdf") as printed:
            sheets = [page.extract_text() for page in printed.pages]
        assert len(sheets) <= 4  # PAGE 01 to PAGE 04
        text = "".join(sheets)
        assert "PAKISTANI SUPPORT FOR TALIBAN" in text
        assert "[B1: text withheld]" in text
        assert "ALBRIGHT" in text
        assert not {word for word in ("Correct", "Source beside record", "Help", "Tick") if word in text}


def test_a_field_that_is_least_sure_is_one_click_away(chrome: Chrome, run: Run, seed: Path, tmp_path: Path) -> None:
    show(chrome, run, seed, tmp_path / "page.html", "#c0-reading")
    one(chrome, ".trust a").click()
    assert chrome.switch_to.active_element == one(chrome, field("drafting.cleared_by"))
    assert one(chrome, ".record").is_displayed()
