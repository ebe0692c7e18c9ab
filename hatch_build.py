"""Compiles the grammars into the wheel, so that no start of an installed program does."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Tables(BuildHookInterface[Any]):
    """Puts the tables beside the grammars, with which they go into the wheel; an editable install finds them there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered."""
        sys.path.insert(0, self.root)
        from cableparse import grammars

        grammars.keep_tables()
