"""Labels that have no field of their own: what they say is kept by the label's name, so that nothing is lost."""

from __future__ import annotations

from cableparse.draft import Draft
from cableparse.lines import Block
from cableparse.reading import fold


def read(draft: Draft, block: Block) -> None:
    """Keep the block's value under `labelled`; several of one label are joined with `; `."""
    path = f"labelled.{block.label}"
    held = draft.get(path)
    value = fold(block.value.text).strip(" -")  # a dashed line has its dashes before the number
    spans = [*draft.provenance.get(path, []), *block.spans]
    draft.put(path, f"{held}; {value}" if held else value, spans)
