"""What axe-core finds on a page, in light and in dark, against the rules of WCAG 2.2 A and AA."""

from __future__ import annotations

from typing import Any

from archival import packaged
from selenium.webdriver import Chrome

SCHEMES = ("light", "dark")
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_RUN = "const done = arguments[1]; axe.run(document, {runOnly: arguments[0]}).then(done, e => done({error: String(e)}))"


def violations(chrome: Chrome, scheme: str) -> list[str]:
    """Each rule that the page in the browser breaks, with the elements that do; none where all is well."""
    chrome.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    chrome.execute_script(packaged("axe-playwright-python", "axe_playwright_python/axe.min.js").read_text("utf-8"))
    found: dict[str, Any] = chrome.execute_async_script(_RUN, list(_RULES))
    assert found.get("passes"), found
    return [
        f"{each['id']}: {node['html']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
