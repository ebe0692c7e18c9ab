"""The draw: from each stratum at random, the same for a seed, whatever the other strata hold."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from cableparse.audit.design import StratumUnits, share_out
from cableparse.audit.drawn_sample import Stratum
from cableparse.audit.frame import Frame


class Draw(NamedTuple):
    """The strata, and of each drawn record, by its place in the frame, the number of its stratum there."""

    strata: list[Stratum]
    drawn: dict[int, int]


def draw(frame: Frame, size: int, seed: int, *, whole_documents: bool) -> Draw:
    """Draw about `size` records: so many of them, or so many documents as have that many on average."""
    records = Counter(frame.stratum)
    documents = Counter(dict(zip(frame.document, frame.stratum, strict=True)).values())
    if whole_documents:
        size = max(round(size * frame.documents / len(frame.stratum)), 1)
    shared = share_out(size, documents if whole_documents else records)
    names = {number: name for name, number in frame.strata.items()}
    strata: list[Stratum] = []
    drawn: dict[int, int] = {}
    for number, units in enumerate(shared):
        chosen = _chosen(frame, units, f"{seed} {sorted(names[s] for s in units.strata)}", whole_documents)
        drawn |= dict.fromkeys(chosen, number)
        strata.append(
            Stratum(
                names=list(names[min(units.strata)]) if len(units.strata) == 1 else None,
                records=sum(records[s] for s in units.strata),
                documents=sum(documents[s] for s in units.strata),
                drawn_records=len(chosen),
                drawn_documents=len({frame.document[place] for place in chosen}),
            )
        )
    return Draw(strata, dict(sorted(drawn.items())))


def _chosen(frame: Frame, units: StratumUnits, seed: str, whole_documents: bool) -> list[int]:
    """The places of the records that are drawn from one stratum."""
    places = [place for place, stratum in enumerate(frame.stratum) if stratum in units.strata]
    rng = random.Random(seed)
    if not whole_documents:
        return rng.sample(places, units.drawn)
    by_document = _by_document(frame, places)
    return [place for document in rng.sample(list(by_document), units.drawn) for place in by_document[document]]


def _by_document(frame: Frame, places: list[int]) -> Mapping[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for place in places:
        found[frame.document[place]].append(place)
    return found
