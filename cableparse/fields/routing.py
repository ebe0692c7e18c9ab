"""ACP-127 format lines 1 to 4: start of transmission, routing indicators, station, security."""

from __future__ import annotations

from cableparse.draft import Draft
from cableparse.fields import dtg
from cableparse.grammars import Token, Tree, parser
from cableparse.lines import Block
from cableparse.reading import fold

_PATHS = {
    "transmission": "routing.start_of_transmission",
    "indicators": "routing.indicators",
    "station": "routing.station",
    "security": "routing.security",
}


def read(draft: Draft, block: Block) -> None:
    """The lines as printed, the first one of each kind. LINE3 of the NSC's cable profile is that of the DTG."""
    reading = block.value
    for node in parser("routing").parse(reading.text).children:
        if not isinstance(node, Tree):
            continue
        tokens = [token for token in node.children if isinstance(token, Token)]
        start, end = tokens[0].start_pos or 0, tokens[-1].end_pos or 0
        path = _PATHS.get(str(node.data))
        if path is None and block.label_spans:
            dtg.read(draft, block)
        elif path is not None and draft.get(path) is None:
            draft.put(path, fold(reading.text[start:end]), reading.spans(start, end))
