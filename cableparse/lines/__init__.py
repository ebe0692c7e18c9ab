"""What each line of a document is; nothing here knows what a value means."""

from __future__ import annotations

from cableparse.lines.bridge import arrange
from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Block, Labelled, Sheet

__all__ = ["Block", "Labelled", "LineKind", "Sheet", "arrange"]
