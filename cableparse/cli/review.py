"""`cableparse review`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cableparse.cli.audit_options import Fields, rows_of
from cableparse.cli.bundles import takes
from cableparse.cli.source_options import source_options
from cableparse.cli.target import must_be_free
from cableparse.errors import UnreadableInput
from cableparse.output import PAGES
from cableparse.sources.options import SourceOptions
from cableparse.views.terminal import message

# An hour.
_MINUTES = 60


@takes(options=source_options)
def review(
    records: Annotated[
        list[Path], typer.Argument(metavar="RECORDS", help="Records: files, folders, or the output of a batch.")
    ],
    options: SourceOptions,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="PAGE.html", help="The page of the questions.")],
    minutes: Annotated[float, typer.Option(min=1, help="How long a person will take for the answers.")] = _MINUTES,
    fields: Fields = None,
    force: Annotated[bool, typer.Option("--force", help="Replace PAGE.html.")] = False,
) -> None:
    """Make a page of the questions about RECORDS whose answers remove most expected errors.

    One answer settles a damaged word that was read the same in many records. The answers are by keys, and are
    downloaded as a corrections file, which `cableparse apply` puts into the records.
    """
    from cableparse.audit.question import questions
    from cableparse.output import replacing
    from cableparse.records import Records
    from cableparse.views.review.review_page import review_page

    if output.suffix.lower() not in PAGES:
        raise typer.BadParameter("name a file that ends in .html", param_hint="--output")
    rows = rows_of(fields)
    must_be_free(output, force)
    found = questions(Records(records), rows, minutes)
    if not found.asked:
        raise UnreadableInput(f"{records[0]}: nothing to ask: no field has a confidence below that of one to trust")
    page = review_page(found, records[0].resolve().name.removesuffix(".jsonl"), options)
    with replacing(output) as temporary:
        temporary.write_text(page, encoding="utf-8", newline="\n")
    fits = sum(question.occurrences for question in found.asked)
    message(
        f"{len(found.asked)} questions about {fits:,} fields of {found.records:,} records, which settle "
        f"{found.removed:.0f} of {found.errors:.0f} expected errors, in {output}"
    )
