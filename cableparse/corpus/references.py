"""Who cites whom: the references of a corpus as a table and as a graph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from cableparse.corpus.index import Citation, Index, index
from cableparse.corpus.resolution import Resolution, resolve
from cableparse.corpus.table import write_table
from cableparse.errors import MissingProgram
from cableparse.output import replacing
from cableparse.record import Cable

TABLE, GRAPH = "references.csv", "references.graphml"
# What no XML may hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
COLUMNS = ("citing_id", "citing_source", "label", "as_printed", "kind", "id", "state", "basis", "found", "copies")


def write_references(records: Iterable[Cable], folder: Path) -> Counter[str]:
    """Write references.csv and references.graphml into `folder`; return how many references are in each state.

    The table has every reference. The graph has those that name one message, in the corpus or not: nodes by id, or by
    source where a citing message has no id. Records are read once; the graph is in memory, some 2 kB a reference.

    Raises:
        OutputError: `folder` cannot be written.
        MissingProgram: the extra `corpus` is not installed.
    """
    states: Counter[str] = Counter()
    with replacing(folder) as temporary, index() as corpus:
        temporary.mkdir()
        for cable in records:
            corpus.put(cable)
        corpus.settle()
        graph = _Graph()
        write_table(temporary / TABLE, COLUMNS, _rows(corpus, graph, states))
        graph.write(temporary / GRAPH)
    return states


class _Graph:
    def __init__(self) -> None:
        try:
            import networkx
        except ModuleNotFoundError as error:
            raise MissingProgram(
                "the graph of references takes an extra: install it with `pip install 'cableparse[corpus]'`"
            ) from error
        self._networkx = networkx
        self._graph = networkx.MultiDiGraph()

    def add(self, citation: Citation, resolution: Resolution) -> None:
        """Add an edge for a reference that names one message."""
        if len(resolution.found) != 1 or resolution.state == "itself":
            return
        citing, cited = citation.id or citation.source, resolution.found[0]
        self._graph.add_node(citing, in_corpus=True)
        self._graph.add_node(cited, in_corpus=resolution.state == "resolved")
        printed = _NO_XML.sub("\ufffd", citation.printed)
        self._graph.add_edge(
            citing, cited, label=citation.label or "", as_printed=printed, basis=resolution.basis or ""
        )

    def write(self, path: Path) -> None:
        """Write GraphML."""
        self._networkx.write_graphml(self._graph, path)


def _rows(corpus: Index, graph: _Graph, states: Counter[str]) -> Iterator[tuple[object, ...]]:
    for citation in corpus.citations():
        found = resolve(citation, corpus)
        states[found.state] += 1
        graph.add(citation, found)
        copies = corpus.copies(found.found[0]) if len(found.found) == 1 else None
        whose = (citation.id, citation.source, citation.label, citation.printed, citation.kind, citation.target)
        yield (*whose, found.state, found.basis, " ".join(found.found), copies)
