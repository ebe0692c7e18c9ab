"""Once imported, a document takes SLEEP milliseconds in place of being parsed, and its records are those of a seed.

So benchmark_batch.py tells what the rest of a batch takes, and how many workers one writer can keep busy: workers that
sleep take no processor from it. `faults/sitecustomize.py` imports it in every process where SLEEP is set.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cableparse import pipeline
from cableparse.pages import Document
from cableparse.record import Cable
from cableparse.sources.text import read_text

_SEED = next((Path(__file__).resolve().parent.parent / "seeds").glob("004*.txt"))
_SECONDS = float(os.environ["SLEEP"]) / 1000
_read = pipeline.each_record


@cache
def _records() -> list[Cable]:
    cables = list(_read(read_text(_SEED)))
    texts = {id(cable): cable.to_json() for cable in cables}
    Cable.to_json = lambda self, **_: texts[id(self)]  # type: ignore[method-assign]
    return cables


def _sleep(document: Document) -> Iterator[Cable]:
    time.sleep(_SECONDS)
    return iter(_records())


pipeline.each_record = _sleep
