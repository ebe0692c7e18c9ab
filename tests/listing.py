"""What lies where: the files of the package, each with the first line of what it says of itself.

    python tests/listing.py

writes the listing into CONTRIBUTING.md, between its marks; `pytest tests/test_listing.py` holds it there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "cableparse"
TARGET = ROOT / "CONTRIBUTING.md"
_BETWEEN = re.compile(r"(?<=<!-- listing -->\n).*(?=<!-- /listing -->)", re.DOTALL)
# What begins the comment that a script, a query or a settings file opens with.
_COMMENT = re.compile(r"(?://|--|#|/\*) (.+?)(?: \*/)?")
# Data, styles and templates belong to the module of their name, or to the folder: they are named after it.
_NAMED_ONLY = (".csv", ".css", ".html", ".j2", ".md", ".typed")
_PASSED_OVER = {"__pycache__"}


def listing() -> str:
    """The listing, a heading a folder and a line a file."""
    return "".join(f"{line}\n" for folder in _folders(PACKAGE) for line in _folder(folder))


def _folders(folder: Path) -> Iterator[Path]:
    yield folder
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in _PASSED_OVER:
            yield from _folders(path)


def _folder(folder: Path) -> Iterator[str]:
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != ".table")
    yield ""
    own = folder / "__init__.py"
    yield f"**`{folder.relative_to(ROOT)}/`** {first_line(own) if own.exists() else ''}".rstrip()
    yield ""
    for path in files:
        if path != own and path.suffix not in _NAMED_ONLY:
            yield f"- `{path.name}` {first_line(path)}"
    if beside := [f"`{path.name}`" for path in files if path.suffix in _NAMED_ONLY]:
        yield f"- beside them {', '.join(beside)}"


def first_line(path: Path) -> str:
    """What a file says of itself first; empty where it says nothing."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    found = _COMMENT.fullmatch(text.partition("\n")[0])
    return found[1] if found else ""


def written(text: str) -> str:
    """CONTRIBUTING with the listing as it is now."""
    return _BETWEEN.sub(lambda _: listing() + "\n", text)


if __name__ == "__main__":
    TARGET.write_text(written(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
