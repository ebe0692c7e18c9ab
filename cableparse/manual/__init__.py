"""The manual: a Markdown file a topic, in the order of the numbers that their names begin with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent
# Where the table of a command's options stands.
_PLACE = "<!-- options: {} -->"


class Topic(NamedTuple):
    """One file of the manual."""

    name: str
    title: str
    text: str  # its title included

    def is_about(self, name: str) -> bool:
        """Whether it is the topic of that name, or has the options of the command of that name."""
        return name == self.name or _PLACE.format(name) in self.text

    def with_tables(self, tables: Mapping[str, str]) -> Topic:
        """The topic with each command's table of options in its place."""
        text = self.text
        for command, table in tables.items():
            text = text.replace(_PLACE.format(command), table)
        return self._replace(text=text)


def topics() -> list[Topic]:
    """All topics in their order."""
    return [_topic(path) for path in sorted(_FOLDER.glob("*.md"))]


def _topic(path: Path) -> Topic:
    text = path.read_text(encoding="utf-8")
    return Topic(path.stem.partition("-")[2], text.partition("\n")[0].removeprefix("# "), text)
