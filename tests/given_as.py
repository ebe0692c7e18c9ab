"""How well labelled texts are read that come as documents, mail or tables: `python tests/given_as.py [--every N]`.

Prints the mean F1 of the texts themselves and of each way that they are given, and the fields that are read worse.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import carried
from corpus import Sample, gold, records, samples
from office_files import rtf_with, word_with, workbook_with, writable
from source_files import documents

from cableparse.evaluation import Evaluation, evaluate
from cableparse.pipeline import parse_document

Records = Callable[[Sample], list[dict[str, Any]]]
# The mean F1 of a way may be so much less than that of the texts.
MOST = 0.005
# What History Lab's `docs` table tells beside the text; a record of the text alone is wanted, so the cells are empty.
_HISTORY_LAB = ("id", "date", "subject", "body", "tags", "origclass")


class Way(NamedTuple):
    """The name of the file that a text is given in, and how it is made."""

    name: str
    make: Callable[[str], bytes]


def workbook(text: str) -> bytes:
    return workbook_with([["id", "body"], [1, writable(text, keep="\n\r")]])


def array(text: str) -> bytes:
    return json.dumps([{"id": 1, "body": text}]).encode()


def history_lab(text: str) -> bytes:
    buffer = io.StringIO(newline="")
    rows = csv.DictWriter(buffer, _HISTORY_LAB, restval="", quoting=csv.QUOTE_ALL)
    rows.writeheader()
    rows.writerow({"body": text})
    return buffer.getvalue().encode()


WAYS = {
    "docx": Way("a.docx", word_with),
    "rtf": Way("a.rtf", rtf_with),
    "xlsx": Way("a.xlsx", workbook),
    "eml": Way(*carried.WAYS["plain"]),
    "eml, html": Way(*carried.WAYS["pre"]),
    "eml, html with <br>": Way(*carried.WAYS["br"]),
    "mbox": Way(*carried.WAYS["mailbox"]),
    "json": Way("a.json", array),
    "csv": Way("docs.csv", history_lab),
}


@cache
def labelled(every: int = 1) -> list[Sample]:
    """Every so many of the labelled texts, which are sorted by family."""
    files = {labels["file"] for labels in gold().values()}
    return [sample for sample in samples() if sample.name in files][::every]


def scores(read: Records, texts: Iterable[Sample]) -> Evaluation:
    pairs = []
    for sample in texts:
        cables = read(sample)
        for name, labels in gold().items():
            if labels["file"] == sample.name:
                index = labels.get("index", 0)
                pairs.append((name, labels, cables[index] if index < len(cables) else {}))
    return evaluate(pairs)


def themselves(sample: Sample) -> list[dict[str, Any]]:
    """The records of a text as it is."""
    return [json.loads(cable.to_json()) for cable in records(sample)]


def given(way: Way, folder: Path) -> Records:
    """Reads the records of a text that is given so, in a file of the folder."""

    def read(sample: Sample) -> list[dict[str, Any]]:
        path = folder / way.name
        path.write_bytes(way.make(sample.document().text))
        [document] = documents(path)
        return [json.loads(cable.to_json()) for cable in parse_document(document)]

    return read


def worse(found: Evaluation, own: Evaluation) -> dict[str, tuple[float, float]]:
    """The fields whose F1 is less by more than `MOST`, with both figures, the texts' own last."""
    pairs = {name: (found.fields[name].f1, tally.f1) for name, tally in own.fields.items() if tally.counts}
    return {name: (f1, of_text) for name, (f1, of_text) in pairs.items() if f1 < of_text - MOST}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every Nth of the labelled texts")
    texts = labelled(parser.parse_args().every)
    own = scores(themselves, texts)
    print(f"{'the texts themselves':24} {own.mean_f1:.4f}  {len(texts)} texts")
    with tempfile.TemporaryDirectory() as folder:
        for name, way in WAYS.items():
            found = scores(given(way, Path(folder)), texts)
            fields = ", ".join(
                f"{field} {f1:.3f} of {of_text:.3f}" for field, (f1, of_text) in worse(found, own).items()
            )
            print(f"{name:24} {found.mean_f1:.4f}  {found.mean_f1 - own.mean_f1:+.4f}  {fields}", flush=True)


if __name__ == "__main__":
    main()
