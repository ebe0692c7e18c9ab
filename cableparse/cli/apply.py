"""`cableparse apply`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cableparse.cli.tally import SOME_FAILED
from cableparse.errors import OutputError
from cableparse.views.terminal import message

if TYPE_CHECKING:
    from cableparse.audit.decisions import Decisions

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
    """Put CORRECTIONS, downloaded from pages of `view` and `review`, into RECORDS, and write all to OUT.jsonl.

    Decisions go into all records that they fit. A correction or a check that does not fit its record is told, and then
    nothing is written. RECORDS stay as they are.
    """
    from cableparse import corrections
    from cableparse.audit.decisions import Decisions
    from cableparse.output import replacing
    from cableparse.records import Records

    if output.suffix != _SUFFIX:
        raise typer.BadParameter(f"name a file that ends in {_SUFFIX}", param_hint="--output")
    if output.exists():
        raise OutputError(f"{output}: exists already; name a new file")
    given = [corrections.read(path) for path in files]
    decisions = Decisions(given)
    wanted = {
        key: record for key, record in corrections.by_record(given).items() if record.corrections or record.checked
    }
    corrected = checked = changed = 0
    fitted = set()
    refusals: list[str] = []
    with replacing(output) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for cable in Records(to):
            key = corrections.source_of(cable).key
            record = wanted.get(key)
            before = cable
            try:
                if record:
                    fitted.add(key)
                    cable = corrections.apply(cable, record.corrections, record.checked)
                cable = decisions.put(cable)
            except corrections.Refused as refusal:
                refusals.append(str(refusal))
                continue
            corrected += len(cable.corrections) - len(before.corrections)
            checked += max(len(cable.checked) - len(before.checked), 0)
            changed += cable is not before
            file.write(cable.to_json() + "\n")
        refusals += [f"{wanted[key].source.name}: no such record was given" for key in wanted if key not in fitted]
        if refusals:
            for told in refusals:
                message(told)
            message(f"nothing was written to {output}")
            raise typer.Exit(SOME_FAILED)
    _tell(decisions)
    also = f" and {_count(checked, 'field')} found right" if checked else ""
    message(f"{_count(corrected, 'correction')}{also} in {_count(changed, 'record')}; all records are in {output}")


def _tell(decisions: Decisions) -> None:
    """Where each decision went: those that recur are told one by one, those that fit nowhere, too."""
    for number, decision in enumerate(decisions.all):
        if decision.verdict == "unclear":
            continue
        where = decisions.records[number]
        read = f"{decision.field}: `{decision.printed}` read as {_shown(decision.was)}"
        if not where:
            name = f"{decision.source.name}: {decision.path}" if decision.source else read
            message(f"{name}: fits no field that nobody checked yet")
        elif decision.printed is not None and not decision.source:
            verdict = "right" if decision.verdict == "right" else f"corrected to {_shown(decision.now)}"
            message(f"{read}: {verdict} in {_count(where, 'record')}")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part is not None)
    return "nothing" if value is None else str(value)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + "s" * (number != 1)
