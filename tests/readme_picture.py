"""Makes the picture of README: the page of `cableparse view` of the seed cable, as Chromium shows it in light colours.

The picture lies beside this script: it is in the repository, for README to show it, and no part of the package.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from browser import browser
from corpus import FIXTURES
from PIL import Image
from selenium.webdriver import Chrome

from cableparse.__main__ import main

PICTURE = Path(__file__).with_suffix(".png")
WIDTH, HEIGHT = 1200, 760
_SEED = FIXTURES.parent / "seeds" / "004_2f7603ce0caf6724.txt"
# Text and flat colours: with more of them the picture grows and looks the same.
_COLOURS = 32
# The heading's lines beside the fields that are read from them, one of which is lit.
_ARRANGED = """
document.querySelector('[data-path="message.number"] .value').focus({preventScroll: true});
document.querySelector(".source").scrollTop = document.querySelector("#c0L29").offsetTop - arguments[0];
scrollTo(0, 0);
"""


def make_picture(target: Path) -> None:
    """Write the picture."""
    with TemporaryDirectory() as folder, browser(Path(folder)) as chrome:
        page = Path(folder) / "page.html"
        main(["view", str(_SEED), "--output", str(page)])
        chrome.get(page.as_uri())
        target.write_bytes(_shot(chrome))


def _shot(chrome: Chrome) -> bytes:
    chrome.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
    )
    chrome.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "light"}]}
    )
    chrome.execute_script(_ARRANGED, 0)
    file = BytesIO()
    with Image.open(BytesIO(chrome.get_screenshot_as_png())) as image:
        image.convert("RGB").quantize(_COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()


if __name__ == "__main__":
    make_picture(PICTURE)
