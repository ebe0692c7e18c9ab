"""How large and how fast the list of a folder of pages is: `python tests/benchmark_view.py COUNT [--into FOLDER]`.

Makes COUNT cables of the fixtures, one character in a hundred damaged as by OCR, so that there are as many odd words as
in scans; has `cableparse view` make pages of them; opens the list from disk in Chromium and asks it questions, each in
a page that was just opened. Prints the time of the command, sizes, and the time until the first result stands there,
the least of several, as other work makes it longer.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import noise
from browser import anew, browser
from corpus import ROOT
from made_folder import make_folder
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

# A rare word, a frequent one, one in nearly every text, two words, and none.
QUESTIONS = ("petroleum", "embassy", "the", "trade agreement", "zymurgy")
_DAMAGED = 0.01
_TIMES = 5
# Types a question, and tells how long it is until the list is another one: from the last letter, as a person waits.
_ASK = """
const [question, done] = arguments;
const start = performance.now();
new MutationObserver((_, watch) => {
  watch.disconnect();
  requestAnimationFrame(() => done(performance.now() - start));
}).observe(document.getElementById("list"), { childList: true });
search.value = question;
search.dispatchEvent(new Event("input"));
"""
# Until the quotations stand under the results that are in the window.
_QUOTED = """
const [done] = arguments;
const start = performance.now();
const look = () => document.querySelector("#list .passage") || performance.now() - start > 2000
  ? done(performance.now() - start) : requestAnimationFrame(look);
look();
"""
_OPENED = "return performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--into", type=Path, help="keep the pages here; where they are already, they are only measured")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        pages = arguments.into or scratch / "out"
        if not pages.exists():
            make_pages(arguments.count, scratch / "in", pages)
        print_sizes(pages)
        print_times(stack.enter_context(browser(scratch)), pages / "index.html")


def make_pages(count: int, folder: Path, pages: Path) -> None:
    make_folder(folder, count)
    for serial, path in enumerate(sorted(folder.rglob("*.txt"))):
        path.write_text(noise.damaged(path.read_text("utf-8"), _DAMAGED, serial), encoding="utf-8")
    start = time.monotonic()
    subprocess.run([sys.executable, "-m", "cableparse", "view", folder, "-o", pages], cwd=ROOT, check=True)
    print(f"view: {time.monotonic() - start:.0f} s")


def print_sizes(pages: Path) -> None:
    index = pages / "index.html"
    print(f"index.html: {_megabytes([index])}; pages: {_megabytes(list((pages / 'pages').iterdir()))}")
    for kind in ("words", "texts"):
        pieces = list((pages / "search").glob(f"{kind}-*.js"))
        largest = max(pieces, key=lambda path: path.stat().st_size)
        print(f"{kind}: {_megabytes(pieces)} in {len(pieces)} pieces, the largest {_megabytes([largest])}")


def print_times(chrome: Chrome, index: Path) -> None:
    for question in QUESTIONS:
        opened, first, quoted = map(min, zip(*(_asked(chrome, index, question) for _ in range(_TIMES)), strict=True))
        counted = chrome.find_element(By.ID, "count").text
        print(f"{question}: list open after {opened:.0f} ms, results after {first:.0f} ms ({counted}), ", end="")
        print(f"quotation {quoted:.0f} ms later")


def _asked(chrome: Chrome, index: Path, question: str) -> tuple[float, float, float]:
    chrome.get(anew(index))
    opened = chrome.execute_script(_OPENED)
    return opened, chrome.execute_async_script(_ASK, question), chrome.execute_async_script(_QUOTED)


def _megabytes(paths: Sequence[Path]) -> str:
    return f"{sum(path.stat().st_size for path in paths) / 1e6:.2f} MB"


if __name__ == "__main__":
    main()
