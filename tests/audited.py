"""A collection of which the truth is known: labelled texts, clean and damaged as OCR does, in documents of several."""

from __future__ import annotations

import random
from functools import cache
from typing import Any, NamedTuple

from corpus import gold, samples

from cableparse.evaluation import Evaluation
from cableparse.form_fields import names
from cableparse.pipeline import parse_document
from cableparse.record import Cable

# Of a damaged print free text agrees from this share of letters in common on.
LIKENESS = 0.75
# Clean prints, and such as a scan gives.
RATES = (0.0, 0.02)
# The most cables of a document.
MOST = 6


class Audited(NamedTuple):
    """A record, and of each field that was labelled by hand whether it is right."""

    cable: Cable
    right: dict[str, bool]


@cache
def audited(copies: int = 1, seed: int = 1) -> list[Audited]:
    """Every labelled cable at each rate of damage; each so often, as if there were more, in documents of one damage."""
    labels = gold()
    texts = {sample.name: sample for sample in samples()}
    found = []
    for rate in RATES:
        made = [
            _audited(labels[name], cable)
            for name in labels
            for cable in parse_document(texts[labels[name]["file"]].document(rate))
            if cable.source.index == labels[name].get("index", 0)
        ]
        found += _in_documents(made * copies, random.Random(seed), str(rate))
    return found


def _audited(labels: dict[str, Any], cable: Cable) -> Audited:
    evaluation = Evaluation(LIKENESS)
    evaluation.add("", labels, cable.model_dump(mode="json", by_alias=True))
    wrong = {difference.field for difference in evaluation.differences}
    return Audited(cable, {row: row not in wrong for row in names() if row in evaluation.fields})


def _in_documents(cables: list[Audited], rng: random.Random, name: str) -> list[Audited]:
    """The cables in documents of one to `MOST`."""
    rng.shuffle(cables)
    found, document, left = [], 0, 0
    for cable, right in cables:
        if not left:
            document, left = document + 1, rng.randint(1, MOST)
        left -= 1
        update = {"sha256": f"{name}-{document}", "index": left, "path": f"{name}/{document}.txt"}
        source = cable.source.model_copy(update=update)
        found.append(Audited(cable.model_copy(update={"source": source}), right))
    return found
