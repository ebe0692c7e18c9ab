"""Who cites whom: the references of a corpus as a table and as a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from cableparse.corpus.graph import Edge, write_graph
from cableparse.corpus.index import Index, index
from cableparse.corpus.resolution import resolve
from cableparse.corpus.spreadsheet import write_table
from cableparse.output import replacing
from cableparse.record import Cable

TABLE, GRAPH = "references.csv", "references.graphml"
COLUMNS = ("citing_id", "citing_source", "label", "as_printed", "kind", "id", "state", "basis", "found", "copies")


def write_references(records: Iterable[Cable], folder: Path) -> Counter[str]:
    """Write references.csv and references.graphml into `folder`; return how many references are in each state.

    The table has every reference. The graph has those that name one other message, in the corpus or not: nodes by id,
    or by source where a message has no id. Records are read once; memory stays flat.

    Raises:
        OutputError: `folder` cannot be written.
    """
    states: Counter[str] = Counter()
    with replacing(folder) as temporary, index() as corpus:
        temporary.mkdir()
        for cable in records:
            corpus.put(cable)
        corpus.settle()
        write_table(temporary / TABLE, COLUMNS, _rows(corpus, states))
        write_graph(temporary / GRAPH, corpus.nodes(), corpus.edges())
    return states


def _rows(corpus: Index, states: Counter[str]) -> Iterator[tuple[object, ...]]:
    for citation in corpus.citations():
        found = resolve(citation, corpus)
        states[found.state] += 1
        only = found.found[0] if len(found.found) == 1 else None
        if only is not None and found.state != "itself":
            edge = Edge(citation.id or citation.source, only, citation.label, citation.printed)
            corpus.link(edge, in_corpus=found.state == "resolved")
        copies = corpus.copies(only) if only is not None else None
        whose = (citation.id, citation.source, citation.label, citation.printed, citation.kind, citation.target)
        yield (*whose, found.state, found.basis, " ".join(found.found), copies)
