"""Labels whose value is kept as printed: SMART's Signature, and by their own names those that have no field."""

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


def read_signature(draft: Draft, block: Block) -> None:
    """SMART's Signature, the surname that closes the message, as printed; a second one is kept apart."""
    if draft.get("body.signature") is None:
        draft.put("body.signature", fold(block.value.text), block.spans)
    else:
        read(draft, block)
