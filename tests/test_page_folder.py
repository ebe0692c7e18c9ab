"""The list of a folder of pages as a person uses it: searched, narrowed, gone through from page to page."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, Run
from hostile_markup import HEADING, SCRIPTS, WORDS
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from cableparse.views.page.search import words

INVENTED = ROOT / "fixtures" / "invented"
HOSTILE = f"{HEADING}SUBJECT: {SCRIPTS[0]} {SCRIPTS[12]}\n" + "\n".join(
    f"{number}. EVIL{number:02} {script}" for number, script in enumerate(SCRIPTS, 1)
)
WORLD = f"{HEADING}SUBJECT: WORDS OF THE WORLD\n1. THE NAMES ARE {', '.join(WORDS)}.\n"


@pytest.fixture
def index(run: Run, tmp_path: Path) -> Path:
    """The list of cables of several years, of hostile ones and of what is no cable."""
    folder = tmp_path / "in"
    folder.mkdir()
    names = ("invented/three-cables.txt", "invented/no-subject.txt", "foia-1980s/1980BUENOS07776.txt")
    for source in (*(ROOT / "fixtures" / name for name in names), *sorted((ROOT / "seeds").glob("*.txt"))):
        (folder / source.name).write_bytes(source.read_bytes())
    (folder / "evil <img src=x onerror=alert(1)>.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "world.txt").write_text(WORLD, encoding="utf-8")
    done = run("view", folder, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    return tmp_path / "out" / "index.html"


def one(chrome: Chrome, selector: str) -> WebElement:
    return chrome.find_element(By.CSS_SELECTOR, selector)


def several(chrome: Chrome, selector: str) -> list[WebElement]:
    return chrome.find_elements(By.CSS_SELECTOR, selector)


def counted(chrome: Chrome) -> int:
    return int(one(chrome, "#count").text.split()[0])


def ask(chrome: Chrome, question: str) -> int:
    """Search, and give the number of results when they stand there."""
    chrome.execute_script("list.append(make('li', {id: 'old'}))")
    box = one(chrome, "#words")
    box.clear()
    box.send_keys(question)
    WebDriverWait(chrome, 10).until(
        lambda _: not several(chrome, "#old") and chrome.execute_script("return terms.join(' ')") == question.lower()
    )
    return counted(chrome)


def identifiers(chrome: Chrome) -> list[str]:
    return [element.text for element in several(chrome, "#list .id")]


def test_the_list_is_searched_by_heading_and_by_text(chrome: Chrome, index: Path) -> None:
    chrome.get(index.as_uri())
    total = len(several(chrome, "#list li"))
    assert one(chrome, "#count").text == f"{total} of {total} records"
    assert ask(chrome, "bogota") == 1
    assert identifiers(chrome) == ["1974BOGOTA02018"]
    assert ask(chrome, "unprecedented magnit") == 1
    assert identifiers(chrome) == ["2000STATE185645"]
    WebDriverWait(chrome, 10).until(lambda _: several(chrome, "#list .passage"))
    assert [mark.text for mark in several(chrome, "#list mark")] == ["MAGNITUDE"]
    assert ask(chrome, "secstate unprecedented") == 1
    assert ask(chrome, "zymurgy") == 0
    assert ask(chrome, "embassy's") > 0
    one(chrome, "#reset").click()
    WebDriverWait(chrome, 10).until(lambda _: counted(chrome) == total)


def test_a_word_of_any_script_is_found(chrome: Chrome, index: Path) -> None:
    chrome.get(index.as_uri())
    text = f"{WORLD} ÉTÉ Straße naïve Å ﬁne x² S/CT 1,234.5 don't_do"
    assert chrome.execute_script("return wordsOf(arguments[0])", text) == words(text)
    found = "const [word, done] = arguments; textsWith(word).then((numbers) => done(numbers && numbers.size))"
    assert {word: chrome.execute_async_script(found, word) for word in WORDS} == dict.fromkeys(WORDS, 1)


def test_text_of_a_cable_is_never_markup_in_the_list(chrome: Chrome, index: Path) -> None:
    chrome.get(index.as_uri())
    title = chrome.title
    for number in (1, 2, 13, 24, 34):
        assert ask(chrome, f"evil{number:02}") == 1
        WebDriverWait(chrome, 10).until(lambda _: several(chrome, "#list .passage"))
        assert one(chrome, "#list mark").text == f"EVIL{number:02}"
    assert ask(chrome, SCRIPTS[0].lower()) == 1
    assert several(chrome, "#list :not(li, a, div, span, p, mark)") == []
    assert several(chrome, "body > script ~ script ~ script, head script, img, iframe, svg") == []
    assert chrome.title == title


def test_cables_come_first_and_what_has_no_date_last(chrome: Chrome, index: Path) -> None:
    chrome.get(index.as_uri())
    for order in ("oldest", "newest", "files"):
        Select(one(chrome, "#order")).select_by_value(order)
        kinds = ["not a cable" in text for text in identifiers(chrome)]
        assert True in kinds
        assert kinds == sorted(kinds)
    Select(one(chrome, "#order")).select_by_value("newest")
    assert identifiers(chrome)[0] == "2000STATE185645"
    Select(one(chrome, "#order")).select_by_value("oldest")
    dated = identifiers(chrome)
    assert dated.index("1974LIMA00042") < dated.index("2000STATE185645")


def test_a_range_of_dates(chrome: Chrome, index: Path) -> None:
    chrome.get(f"{index.as_uri()}#since=1980-01-01&until=2000-09-26")
    assert identifiers(chrome) == ["1980BUENOS07776", "2000STATE185645"]
    assert "without a date left out" in one(chrome, "#count").text
    chrome.execute_script("until.value = '2000-09-25'; until.dispatchEvent(new Event('change'))")
    WebDriverWait(chrome, 10).until(lambda _: counted(chrome) == 1)
    assert "until=2000-09-25" in chrome.current_url


def test_going_back_finds_the_same_results(chrome: Chrome, index: Path) -> None:
    chrome.get(index.as_uri())
    one(chrome, '[data-facet="originator"] input').click()
    narrowed = counted(chrome)
    address = chrome.current_url
    one(chrome, "#list a").click()
    assert one(chrome, ".back").is_displayed()
    chrome.back()
    assert chrome.current_url == address
    WebDriverWait(chrome, 10).until(lambda _: counted(chrome) == narrowed)


def test_a_keyboard_leads_to_the_results(chrome: Chrome, index: Path) -> None:
    chrome.get(index.as_uri())
    chrome.execute_script("document.activeElement.blur()")
    one(chrome, "body").send_keys(Keys.TAB)
    skip = chrome.switch_to.active_element
    if skip.get_attribute("class") != "skip":  # the search box had the focus: the link stands before it
        skip = one(chrome, ".skip")
        chrome.execute_script("arguments[0].focus()", skip)  # it is out of sight until then
    skip.send_keys(Keys.ENTER)
    assert chrome.switch_to.active_element == one(chrome, "#found")
    chrome.switch_to.active_element.send_keys(Keys.TAB)
    assert chrome.switch_to.active_element == one(chrome, "#list .title")


def test_the_pages_of_a_folder_lead_to_each_other(chrome: Chrome, index: Path) -> None:
    pages = sorted((index.parent / "pages").iterdir())
    chrome.get(pages[0].as_uri())
    assert several(chrome, "[rel=prev]") == []
    for page in pages[1:]:
        assert chrome.execute_script("return document.querySelector('[rel=next]').href") == page.as_uri()
        chrome.get(page.as_uri())
        assert one(chrome, "[rel=prev]").is_displayed()
    assert several(chrome, "[rel=next]") == []


def test_keys_turn_the_pages_and_keep_the_text(chrome: Chrome, index: Path) -> None:
    pages = sorted((index.parent / "pages").iterdir())
    three = next(number for number, page in enumerate(pages) if "three-cables" in page.name)
    chrome.get(f"{pages[three].as_uri()}#c0-reading")
    for shown in ("c1", "c2"):
        one(chrome, "body").send_keys("j")
        assert chrome.current_url == f"{pages[three].as_uri()}#{shown}-reading"
        assert one(chrome, f"#{shown} .reading").is_displayed()
    one(chrome, "body").send_keys("j")
    assert chrome.current_url == f"{pages[three + 1].as_uri()}#c0-reading"
    assert one(chrome, ".reading").is_displayed()
    one(chrome, "body").send_keys("r")
    assert not one(chrome, ".reading").is_displayed()
    one(chrome, "[rel=prev]").click()
    assert chrome.current_url == pages[three].as_uri()
    assert one(chrome, "#c0 .source").is_displayed()
