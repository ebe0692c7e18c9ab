"""GraphML of who cites whom, written as it comes: a graph of millions of references need not be in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_KEYS = (("in_corpus", "node", "boolean"), ("label", "edge", "string"), ("as_printed", "edge", "string"))
# What no XML may hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class GraphNode(NamedTuple):
    """A message, by its id, or by its source where it has none."""

    name: str
    in_corpus: bool


class Edge(NamedTuple):
    """A reference of one message to another."""

    citing: str
    cited: str
    label: str | None
    as_printed: str


def write_graph(path: Path, nodes: Iterable[GraphNode], edges: Iterable[Edge]) -> None:
    """Write GraphML: a directed graph with a node a message and an edge a reference."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
        xml.startDocument()
        xml.startElement("graphml", AttributesImpl({"xmlns": _NAMESPACE}))
        for name, domain, kind in _KEYS:
            xml.startElement("key", AttributesImpl({"id": name, "for": domain, "attr.name": name, "attr.type": kind}))
            xml.endElement("key")
        xml.startElement("graph", AttributesImpl({"id": "references", "edgedefault": "directed"}))
        for node in nodes:
            _element(xml, "node", {"id": node.name}, {"in_corpus": str(bool(node.in_corpus)).lower()})
        for edge in edges:
            data = {"label": edge.label or "", "as_printed": edge.as_printed}
            _element(xml, "edge", {"source": edge.citing, "target": edge.cited}, data)
        xml.endElement("graph")
        xml.endElement("graphml")
        xml.endDocument()


def _element(xml: XMLGenerator, name: str, attributes: dict[str, str], data: dict[str, str]) -> None:
    xml.startElement(name, AttributesImpl({key: _clean(value) for key, value in attributes.items()}))
    for key, value in data.items():
        xml.startElement("data", AttributesImpl({"key": key}))
        xml.characters(_clean(value))
        xml.endElement("data")
    xml.endElement(name)
    xml.characters("\n")


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
