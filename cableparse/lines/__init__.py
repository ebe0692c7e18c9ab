"""What each line of a document is; nothing here knows what a value means."""

from __future__ import annotations

from cableparse.lines.kinds import LineKind
from cableparse.lines.labelled import Block, Labelled, LabelledMessage
from cableparse.lines.message import arrange

__all__ = ["Block", "Labelled", "LabelledMessage", "LineKind", "arrange"]
