"""What the time of a cable is spent on: where the program stands, looked at again and again while it runs."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable
from types import FrameType

# A stage is the innermost of these that runs: the end of a file's path, and a function in it or any.
STAGES = {
    "decode": [("sources/text.py", "decode")],
    "document and digest": [("sources/text.py", "text_document")],
    "lines: cut": [("lines/cut.py", "stretches")],
    "lines: messages of a file": [("lines/split.py", "split")],
    "lines: certain": [("lines/certain.py", "go")],
    "lines: decide": [("lines/decide.py", "decide"), ("lines/decide.py", "decide_rest")],
    "lines: kind": [("lines/layout_family.py", "tell")],
    "lines: typed form": [("lines/form_lines.py", "weight"), ("lines/form_lines.py", "label")],
    "lines: the rest": [("lines/message.py", "arrange")],
    "fields": [("fields/readers.py", "read")],
    "surroundings": [("cableparse/pipeline.py", "_read_surroundings")],
    "body": [("body/__init__.py", "read")],
    "account": [("cableparse/account.py", "settle")],
    "confidence": [("cableparse/confidence.py", "confidence")],
    "validation of the record": [("pydantic/main.py", "model_validate")],
    "the rest of the record": [("cableparse/pipeline.py", "parse_sheet")],
    "JSON": [("cableparse/record.py", "to_json")],
}
_OTHER = "other"
# The kernel looks no more often than its clock ticks.
_EVERY = 0.001
_ROUNDS = 9


def show(work: Callable[[], object]) -> None:
    """Print each stage's share of the CPU time of `work`."""
    found: Counter[str] = Counter()
    known = {place: stage for stage, places in STAGES.items() for place in places}

    def look(_signal: int, frame: FrameType | None) -> None:
        found[_stage(frame, known)] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
    for _ in range(_ROUNDS):
        work()
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)
    for stage in (*STAGES, _OTHER):
        print(f"  {stage:36}{found[stage] / max(found.total(), 1):7.1%}")


def _stage(frame: FrameType | None, known: dict[tuple[str, str], str]) -> str:
    while frame is not None:
        file, name = frame.f_code.co_filename, frame.f_code.co_name
        stage = known.get(("/".join(file.split("/")[-2:]), name))
        if stage:
            return stage
        frame = frame.f_back
    return _OTHER
