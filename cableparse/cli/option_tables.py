"""The options of all commands as tables of Markdown, made from what `--help` prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer

PROGRAM = "cableparse"
# What typer prints, and what a person would write: types and bounds are its own words for them.
_PLAIN = (
    (re.compile(r"<(?:int|float)(?: range)?>"), "N"),
    (re.compile(r"<str>"), "TEXT"),
    (re.compile(r"<list\[.*\]>"), "NAME"),
    (re.compile(r"(?<=\w)\|(?=\w)"), " | "),  # a narrow terminal breaks lines at blanks
    (re.compile(r"(?:; )?\bx>=[\d.]+(?=\])|\[x>=[\d.]+\]"), ""),
    (re.compile(r"\x08\n.*?(?=  \[|\Z)", re.DOTALL), ""),  # a list, such as the formats, has a table of its own
)
_BAR = r"\|"  # one in a cell of a table
_Row = tuple[str, str]


def option_tables() -> dict[str, str]:
    """The tables of each command; an option that others have, too, stands with the first of them alone."""
    takers: dict[_Row, list[str]] = {}
    for name, command, context in _commands():
        for parameter in command.params:
            if parameter.param_type_name == "option" and (row := parameter.get_help_record(context)):
                takers.setdefault(row, []).append(name)
    grouped: dict[str, dict[tuple[str, ...], list[_Row]]] = {name: {} for name, _, _ in _commands()}
    for row, (first, *others) in takers.items():
        grouped[first].setdefault(tuple(others), []).append(row)
    return {name: "\n\n".join(_table(*group) for group in sorted(groups.items())) for name, groups in grouped.items()}


def _commands() -> Iterator[tuple[str, Any, Any]]:
    """The program and each command by its name, `corpus join` for one, in the order of `--help`."""
    from cableparse.cli import application

    root: Any = typer.main.get_command(application([]))
    yield PROGRAM, root, root.context_class(root, info_name=PROGRAM)
    for name, command in root.commands.items():
        for inner, one in getattr(command, "commands", {"": command}).items():
            if not one.hidden:
                yield f"{name} {inner}".rstrip(), one, one.context_class(one, info_name=name)


def _table(others: tuple[str, ...], rows: list[_Row]) -> str:
    """A row an option, under the names of the other commands that have them."""
    told = ((f"`{_plain(option)}`", _plain(meaning)) for option, meaning in rows)
    lines = [("option", "meaning"), ("---", "---"), *told]
    table = "\n".join(f"| {' | '.join(cell.replace('|', _BAR) for cell in line)} |" for line in lines)
    return f"{_also(others)}\n\n{table}" if others else table


def _also(others: tuple[str, ...]) -> str:
    *most, last = (f"`{name}`" for name in others)
    return f"Also of {', '.join(most)}{' and ' if most else ''}{last}:"


def _plain(text: str) -> str:
    for printed, plain in _PLAIN:
        text = printed.sub(plain, text)
    return re.sub(r"\d{5,}", lambda number: f"{int(number[0]):,}", " ".join(text.split()))
