"""SMART's Signature: the surname that closes the message."""

from __future__ import annotations

from cableparse.draft import Draft
from cableparse.lines import Block
from cableparse.reading import fold


def read(draft: Draft, block: Block) -> None:
    """The name as printed; the first of several."""
    if draft.get("body.signature") is None:
        draft.put("body.signature", fold(block.value.text), block.spans)
