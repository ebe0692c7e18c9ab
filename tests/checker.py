"""A person who checks a sample in a browser, with keys alone."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, Chrome, Keys

# In the place of a value: the page does not tell.
UNCLEAR: Final = object()
Truth = Mapping[str, Mapping[str, Any]]
# Before a page has been painted the browser drops keys, which come sooner than from a person.
IS_PAINTED = "performance.getEntriesByType('paint').length > 0"
# A busy machine takes some seconds for a page, and its browser may drop a key even so, as it does with a person.
_PATIENCE, _PAUSE, _MOST_DROPPED = 20.0, 0.05, 3
# What is asked at the moment; on the list whether all is checked. Null while a page is still on its way.
_ASKED = (
    f"if (!({IS_PAINTED})) return null;"
    + """
const field = document.activeElement.closest(".field.asked");
if (field && !field.matches(".editing")) {
  const panel = field.closest(".panel");
  const {path, value, editor} = field.dataset;
  return {number: panel.dataset.number, path, value, editor, source: panel.dataset.source,
    open: openOf(panel).map(({dataset: {path, value}}) => [path, value])};
}
return document.getElementById("continue")?.hidden ? {number: null} : null;
"""
)


class _Asked(NamedTuple):
    number: str
    file: str
    path: str
    value: Any
    editor: dict[str, Any]
    open: dict[str, Any]


def _read(found: Mapping[str, Any]) -> _Asked:
    file = Path(json.loads(found["source"])["path"]).name
    opened = {path: json.loads(value) for path, value in found["open"]}
    return _Asked(found["number"], file, found["path"], json.loads(found["value"]), json.loads(found["editor"]), opened)


class Checker:
    """Who checks; `presses` counts the keys that answer, `typed` those that correct; `records` has what was asked."""

    def __init__(self, chrome: Chrome, name: str, truth: Truth, *, one_by_one: bool = False) -> None:
        self.presses = 0
        self.typed = 0
        self.records: set[str] = set()
        self._chrome = chrome
        self._name = name
        self._truth = truth
        self._one_by_one = one_by_one
        self._dropped = 0

    def check(self, folder: Path, downloads: Path) -> Path:
        """Answer all that is left in the sample, and give the downloaded file."""
        self._open(folder / "index.html")
        before = None
        while asked := self._asked(before):
            before = asked.number, asked.path
            self.records.add(asked.number)
            self._answer(asked)
        self._press(Keys.ENTER)  # the list has the focus on what downloads
        return _downloaded(downloads)

    def _open(self, index: Path) -> None:
        self._chrome.get(index.as_uri())
        if self._chrome.execute_script("return document.getElementById('who').open"):
            self._type(self._name)
        elif self._chrome.execute_script("return person") != self._name:
            self._chrome.execute_script("document.getElementById('who-open').focus()")
            self._press(Keys.ENTER)
            self._type(self._name)
        if not self._chrome.execute_script("return document.getElementById('continue').hidden"):
            self._press(Keys.ENTER)  # the list has the focus on what goes on

    def _type(self, name: str) -> None:
        self._chord(Keys.CONTROL, "a")
        self._press(*name, Keys.ENTER)

    def _asked(self, before: tuple[str, str] | None) -> _Asked | None:
        """What is asked next; null when all is checked. Where the browser dropped a key, what was asked before."""
        until = time.monotonic() + _PATIENCE
        found = None
        while time.monotonic() < until:
            with suppress(WebDriverException):  # the page is being left
                found = self._chrome.execute_script(_ASKED)
                if found and found["number"] is None:
                    return None
                if found and (found["number"], found["path"]) != before:
                    return _read(found)
            time.sleep(_PAUSE)
        self._dropped += 1
        assert found and self._dropped <= _MOST_DROPPED, f"nothing is asked after {before}"
        return _read(found)

    def _answer(self, asked: _Asked) -> None:
        truth = self._truth.get(asked.file, {})
        right = {path: truth.get(path, value) for path, value in asked.open.items()}
        if right == asked.open and not self._one_by_one:
            self._chord(Keys.SHIFT, "Y")
        elif right[asked.path] is UNCLEAR:
            self._press("u")
        elif right[asked.path] == asked.value:
            self._press("y")
        else:
            self._press("x")
            before = self.presses
            self._put(asked.editor, asked.value, right[asked.path])
            self.typed += self.presses - before
            self.presses = before
            self._chord(Keys.CONTROL, Keys.ENTER)

    def _put(self, editor: Mapping[str, Any], old: Any, new: Any) -> None:
        if editor["kind"] == "rows":
            self._put_rows(editor["columns"], old, new)
        elif editor["kind"] == "object":
            self._put_part(editor["columns"], new or {})
        elif editor["kind"] == "list":
            self._put_one("long", "\n".join(new))
        else:
            self._put_one(editor["kind"], new)

    def _put_one(self, kind: str, value: Any) -> None:
        if kind == "choice":
            self._press(*("not on the page" if value is None else str(value)))
            return
        self._chord(Keys.CONTROL, "a")
        self._press(*(Keys.DELETE if value in (None, "") else str(value)))

    def _put_part(self, columns: Sequence[Mapping[str, Any]], item: Mapping[str, Any]) -> None:
        for column in columns:
            self._put_one(column["kind"], item.get(column["name"]))
            self._press(Keys.TAB)

    def _put_rows(self, columns: Sequence[Mapping[str, Any]], old: Sequence[Any], new: Sequence[Any]) -> None:
        """Rows that are there are typed over; those that are too many are removed, and what is missing is added."""
        for item in new[: len(old)]:
            self._put_part(columns, item)
            self._press(Keys.TAB)  # past `Remove`
        for item in new[len(old) :]:
            self._press(Keys.ENTER)  # `Add one` has the focus
            self._put_part(columns, item)
            self._press(Keys.TAB)
        if len(old) > len(new):
            self._press(*[Keys.TAB] * len(columns), Keys.ENTER)
        for _ in old[len(new) + 1 :]:
            self._chord(Keys.SHIFT, Keys.TAB)
            self._press(Keys.ENTER)

    def _press(self, *keys: str) -> None:
        self.presses += len(keys)
        ActionChains(self._chrome).send_keys(*keys).perform()

    def _chord(self, held: str, key: str) -> None:
        self.presses += 1
        ActionChains(self._chrome).key_down(held).send_keys(key).key_up(held).perform()


def check_sample(chrome: Chrome, folder: Path, downloads: Path, truth: Truth, name: str = "A. Checker") -> Path:
    """Check the sample in `folder` by what its cables hold, and give the corrections file that was downloaded.

    `truth` has by the name of a source, as `0001.txt`, what a field holds by its path, where it is not what was read.
    """
    return Checker(chrome, name, truth).check(folder, downloads)


def _downloaded(folder: Path) -> Path:
    """The download, waited for; it is moved out of the way of the next one."""
    for _ in range(100):
        for found in folder.glob("*.corrections.json"):
            taken = folder.parent / f"taken-{time.monotonic_ns()}" / found.name
            taken.parent.mkdir()
            return found.rename(taken)
        time.sleep(0.1)
    raise AssertionError("nothing was downloaded")
