"""SMART's Signature: the surname that closes the message."""

from __future__ import annotations

from cableparse.draft import Draft
from cableparse.fields import labelled_values
from cableparse.lines import Block
from cableparse.reading import fold


def read(draft: Draft, block: Block) -> None:
    """The name as printed; a second one is kept apart."""
    if draft.get("body.signature") is None:
        draft.put("body.signature", fold(block.value.text), block.spans)
    else:
        labelled_values.read(draft, block)
