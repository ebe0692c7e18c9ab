"""`cableparse apply`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cableparse.cli.tally import SOME_FAILED
from cableparse.errors import OutputError
from cableparse.views.terminal import message

_SUFFIX = ".jsonl"


def apply(
    files: Annotated[list[Path], typer.Argument(metavar="CORRECTIONS", help="Corrections files.")],
    to: Annotated[
        list[Path], typer.Option("--to", metavar="RECORDS", help="Records: a file or folder; may be repeated.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT.jsonl", help="The corrected records; a new file.")
    ],
) -> None:
    """Put CORRECTIONS, downloaded from pages of `cableparse view`, into RECORDS, and write all of them to OUT.jsonl.

    A correction that does not fit its record is told, and then nothing is written. RECORDS stay as they are.
    """
    from cableparse import corrections
    from cableparse.output import replacing
    from cableparse.records import Records

    if output.suffix != _SUFFIX:
        raise typer.BadParameter(f"name a file that ends in {_SUFFIX}", param_hint="--output")
    if output.exists():
        raise OutputError(f"{output}: exists already; name a new file")
    read = corrections.by_record(corrections.read(path) for path in files)
    wanted = {key: record for key, record in read.items() if record.corrections}
    made, fitted = 0, set()
    refusals: list[str] = []
    with replacing(output) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for cable in Records(to):
            key = corrections.source_of(cable).key
            if key in wanted:
                fitted.add(key)
                try:
                    corrected = corrections.apply(cable, wanted[key].corrections)
                except corrections.Refused as refusal:
                    refusals.append(str(refusal))
                    continue
                made += len(corrected.corrections) - len(cable.corrections)
                cable = corrected
            file.write(cable.to_json() + "\n")
        refusals += [f"{wanted[key].source.name}: no such record was given" for key in wanted if key not in fitted]
        if refusals:
            for told in refusals:
                message(told)
            message(f"nothing was written to {output}")
            raise typer.Exit(SOME_FAILED)
    message(f"{_count(made, 'correction')} in {_count(len(fitted), 'record')}; all records are in {output}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + "s" * (number != 1)
