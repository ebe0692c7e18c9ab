"""Which labels train and which test: what belongs together stands on one side, so that no test was learnt by heart.

Together belong records of one document, copies of it, one message number or sender and time, the sections of one
message, and texts that are nearly the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from cableparse.corpus.candidates import candidates
from cableparse.corpus.likeness import likeness
from cableparse.corpus.message_key import message_key, sent
from cableparse.errors import MissingProgram
from cableparse.record import Cable

# Of a digest, which stand for a place between 0 and 1.
_BYTES = 8


class Sides(NamedTuple):
    """The numbers of the records that test, all others train; the links that held records together, and the groups."""

    test: frozenset[int]
    links: int
    groups: int


def sides(cables: Iterable[Cable], share: float) -> Sides:
    """Deal records, by their numbers, so that about `share` of them test; `cables` are read twice.

    A group's side follows from a hash of the smallest SHA-256 of its sources: it is the same whenever it is asked.

    Raises:
        MissingProgram: the extra `labels` is not installed.
    """
    try:
        import networkx
    except ModuleNotFoundError as error:
        raise MissingProgram("install what keeps labels apart with `pip install 'cableparse[labels]'`") from error
    graph = networkx.Graph()
    hashes: list[str] = []
    for number, cable in enumerate(cables):
        hashes.append(cable.source.sha256)
        graph.add_node(number)
        graph.add_edges_from((number, mark) for mark in _marks(cable))
    links = [(one, other) for one, other in _alike(cables)]
    graph.add_edges_from(links)
    groups = [[node for node in group if isinstance(node, int)] for group in networkx.connected_components(graph)]
    test = {n for group in groups if _is_test(min(hashes[n] for n in group), share) for n in group}
    several = [group for group in groups if len(group) > 1]
    return Sides(frozenset(test), sum(len(group) - 1 for group in several), len(several))


def _marks(cable: Cable) -> Iterator[str]:
    """What records that belong together have in common."""
    source = cable.source
    yield f"content {source.sha256}"
    for place in (source, *(source.copies or ())):
        yield f"place {place.path} {place.member or ''}"
    for part in source.parts or ():
        yield f"content {part.sha256}"
    key = message_key(cable)
    if key:
        yield f"message {key}"
    when = sent(cable)
    if when:
        yield f"message {when.sender} {when.utc}"


def _alike(cables: Iterable[Cable]) -> Iterator[tuple[int, int]]:
    """Pairs whose texts are nearly the same."""
    with candidates() as store:
        store.read(cables)
        for one, other in store.pairs():
            found = likeness(store.marks(one), store.marks(other))
            if found is not None and found.alike:
                yield one, other


def _is_test(name: str, share: float) -> bool:
    return int.from_bytes(sha256(f"side {name}".encode()).digest()[:_BYTES]) < share * (1 << 8 * _BYTES)
