"""The program: `cableparse`, and `python -m cableparse`."""

from __future__ import annotations

import atexit
import gc
import os

from cableparse.memory import collect_seldom


def main() -> None:
    """Run the command line and end the process with its exit code."""
    collect_seldom()
    atexit.register(gc.freeze)  # nor at the end, when all memory goes anyway
    # What is installed beside this program has no say in its records, and to look for it takes as long as five cables.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    from cableparse import cli

    cli.main()


if __name__ == "__main__":
    main()
