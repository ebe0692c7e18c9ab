"""A browser without a window for the tests of pages, which reads files and has no network to go to."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,900",
)

_OPENINGS = count(1)


def anew(page: Path, view: str = "") -> str:
    """An address that the page was not opened at, so that it is loaded where another view of it is open.

    To open about:blank before would do, but its loading does not always end for ChromeDriver.
    """
    return f"{page.as_uri()}?{next(_OPENINGS)}{view}"


@contextmanager
def browser(folder: Path) -> Iterator[Chrome]:
    """Chromium with a profile of its own; `folder` takes its profile and what it downloads."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not program or not driver:
        pytest.skip("chromium and chromedriver are not installed")
    options = ChromeOptions()
    options.binary_location = program
    for flag in (*_FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(folder / "downloads")})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = Chrome(options=options, service=Service(driver))
    # A window that nobody looks at has no focus.
    chrome.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": True})
    try:
        yield chrome
    finally:
        chrome.quit()


@contextmanager
def watched(chrome: Chrome) -> Iterator[Chrome]:
    """The browser for one test; after it there is no error in the console, and nothing but files was asked for."""
    _log(chrome, "browser")
    _log(chrome, "performance")
    yield chrome
    chrome.execute_script("localStorage.clear(); if (typeof unsaved !== 'undefined') unsaved = false;")
    assert [entry["message"] for entry in _log(chrome, "browser")] == []
    asked = asked_for(chrome)
    assert asked
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def asked_for(chrome: Chrome) -> list[str]:
    """The addresses that pages asked for since this was last asked; the browser's own pages aside."""
    events = [json.loads(entry["message"])["message"] for entry in _log(chrome, "performance")]
    sent = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return [each["request"]["url"] for each in sent if each["documentURL"].startswith("file:")]


def _log(chrome: Chrome, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = chrome.get_log(kind)  # type: ignore[no-untyped-call]
    return found
