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
from corpus import SEEDS
from PIL import Image
from selenium.webdriver import Chrome

from cableparse.pipeline import parse_document
from cableparse.sources import Opened, SourceOptions, read_parts
from cableparse.views.page.origin import Origin, ShownDocument
from cableparse.views.page.panel import panels
from cableparse.views.page.render import page

PICTURE = Path(__file__).with_suffix(".png")
WIDTH, HEIGHT = 1200, 900
_SEED = SEEDS / "004_2f7603ce0caf6724.txt"
# The heading's lines beside the fields that are read from them, one of which is lit.
_ARRANGED = """
document.querySelector('[data-path="message.number"] .value').focus({preventScroll: true});
document.querySelector("#c0L29").scrollIntoView();
scrollTo(0, 0);
"""


def make_picture(target: Path) -> None:
    """Write the picture."""
    options = SourceOptions()
    (found,) = read_parts(_SEED, options=options)
    assert isinstance(found, Opened)
    listed = panels(ShownDocument(parse_document(found.document), Origin.of(found)), options.pdf)
    with TemporaryDirectory() as folder, browser(Path(folder)) as chrome:
        path = Path(folder) / "page.html"
        path.write_text(page(listed, _SEED.name), encoding="utf-8")
        chrome.get(path.as_uri())
        target.write_bytes(_shot(chrome))


def _shot(chrome: Chrome) -> bytes:
    size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    light = {"features": [{"name": "prefers-color-scheme", "value": "light"}]}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", light)
    chrome.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    chrome.execute_script(_ARRANGED)
    file = BytesIO()
    with Image.open(BytesIO(chrome.get_screenshot_as_png())) as image:
        image.convert("RGB").quantize().save(file, "PNG", optimize=True)  # 256 colours, a third of the size
    return file.getvalue()


if __name__ == "__main__":
    make_picture(PICTURE)
