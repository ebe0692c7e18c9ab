"""With this folder on PYTHONPATH, files of certain names crash the worker process that reads them, or hang.

A process that is no worker reads the first as any other, since a crash there would end the whole run. Where SLEEP is
set, documents are not parsed, as sleeping.py says. Where SLOW_TO_LOAD is, it takes so many seconds to load the parser.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from itertools import repeat
from multiprocessing import parent_process

from cableparse.errors import UnreadableInput
from cableparse.sources import unpacking
from cableparse.sources.file_kind import MediaType
from cableparse.sources.limits import Budget
from cableparse.sources.options import SourceOptions
from cableparse.sources.part import InputPart
from cableparse.sources.unpacked import Leaf, Opened

_documents = unpacking.documents
_kind_of_part = unpacking.kind_of_part


def _faulty_documents(
    leaf: Leaf, options: SourceOptions, budget: Budget | None = None
) -> Iterator[Opened | UnreadableInput]:
    if "crashes-its-worker" in leaf.part.name and parent_process() is not None:
        os._exit(41)
    if "hangs-in-a-library" in leaf.part.name:
        sum(repeat(1, 10**15))  # looks at no signal until it is done
    if "hangs" in leaf.part.name:
        time.sleep(3600)
    if "takes-all-memory" in leaf.part.name:
        bytearray(10**10)
    return _documents(leaf, options, budget)


def _faulty_kind_of_part(part: InputPart, options: SourceOptions) -> MediaType:
    if "cannot-be-looked-at" in part.name and parent_process() is not None:
        os._exit(42)
    return _kind_of_part(part, options)


class _SlowToLoad:
    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "cableparse.pipeline":
            time.sleep(float(os.environ["SLOW_TO_LOAD"]))


if "SLOW_TO_LOAD" in os.environ:
    sys.meta_path.insert(0, _SlowToLoad)
if "SLEEP" in os.environ:
    import sleeping  # noqa: F401

unpacking.documents = _faulty_documents
unpacking.kind_of_part = _faulty_kind_of_part
