"""The options of all commands as tables of Markdown, made from what `--help` prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer

PROGRAM = "cableparse"
# What `--help` prints line by line, such as the formats, has a table of its own in the manual.
_LISTED = re.compile(r"\x08\n.*?(\n\n|$)", re.DOTALL)


def option_tables() -> dict[str, str]:
    """The table of each command's options; an option of several commands stands in that of the first."""
    tables: dict[str, dict[tuple[str, str], list[str]]] = {}
    seen: dict[tuple[str, str], list[str]] = {}
    for name, command, context in _commands():
        own = tables.setdefault(name, {})
        for parameter in command.params:
            if parameter.param_type_name == "option" and (row := parameter.get_help_record(context)):
                if row in seen:
                    seen[row].append(name)
                else:
                    own[row] = seen[row] = []
    return {name: _table(rows) for name, rows in tables.items()}


def _commands() -> Iterator[tuple[str, Any, Any]]:
    """The program and each command by its name, `corpus join` for one, in the order of `--help`."""
    from cableparse.cli import application

    root: Any = typer.main.get_command(application([]))
    yield PROGRAM, root, root.context_class(root, info_name=PROGRAM)
    for name, command in root.commands.items():
        for inner, one in getattr(command, "commands", {"": command}).items():
            if not one.hidden:
                yield f"{name} {inner}".rstrip(), one, one.context_class(one, info_name=name)


def _table(rows: dict[tuple[str, str], list[str]]) -> str:
    """A row an option; the column of other commands only where there are any."""
    if not rows:
        return ""
    shared = any(rows.values())
    head = ["option", *(["also of"] if shared else []), "meaning"]
    lines = [head, ["---"] * len(head)]
    for (option, meaning), others in rows.items():
        also = [", ".join(f"`{name}`" for name in others)] if shared else []
        lines.append([f"`{option}`", *also, " ".join(_LISTED.sub("", meaning).split())])
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
