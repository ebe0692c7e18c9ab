"""What axe-core finds on a page, in light and of its colours in dark, against the rules of WCAG 2.2 A and AA."""

from __future__ import annotations

from typing import Any

from archival import packaged
from selenium.webdriver import Chrome

_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# A scheme changes nothing of a page but its colours.
_SCHEMES = {
    "light": {"type": "tag", "values": list(_RULES)},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
_RUN = """
const [runOnly, done] = arguments;
axe.run(document, {runOnly, resultTypes: ["violations"]}).then(done, e => done({error: String(e)}))
"""


def violations(chrome: Chrome) -> list[str]:
    """Each rule that the page in the browser breaks, with the elements that do; none where all is well."""
    chrome.execute_script(packaged("axe-playwright-python", "axe_playwright_python/axe.min.js").read_text("utf-8"))
    return [broken for scheme in _SCHEMES for broken in _of_scheme(chrome, scheme)]


def _of_scheme(chrome: Chrome, scheme: str) -> list[str]:
    chrome.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    found: dict[str, Any] = chrome.execute_async_script(_RUN, _SCHEMES[scheme])
    assert found.get("passes"), found
    return [
        f"{scheme}: {each['id']}: {node['html']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
