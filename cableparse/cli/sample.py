"""`cableparse sample`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cableparse.cli.audit_options import Fields, rows_of, share
from cableparse.cli.bundles import takes
from cableparse.cli.source_options import source_options
from cableparse.cli.target import must_be_free
from cableparse.cli.usage import nearest
from cableparse.errors import UnreadableInput
from cableparse.sources.options import SourceOptions
from cableparse.views.terminal import standard_output

# A margin of a half tells nothing, nor does a level of it.
_HALF = 0.5
# As shares of samples are usually told.
_LEVEL = 0.95


@takes(options=source_options)
def sample(
    records: Annotated[
        list[Path], typer.Argument(metavar="RECORDS", help="The collection: files or folders of records.")
    ],
    options: SourceOptions,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="The sample, with a page a document to check it.")
    ],
    size: Annotated[int | None, typer.Option(min=1, help="Draw this many records.")] = None,
    margin: Annotated[
        float | None,
        typer.Option(
            parser=share, metavar="SHARE", help="Draw as many as tell each field's accuracy to within this: 1%, 0.01."
        ),
    ] = None,
    level: Annotated[
        float, typer.Option(parser=share, metavar="SHARE", help="How often the true share is to lie within it.")
    ] = _LEVEL,
    by: Annotated[
        str,
        typer.Option(
            metavar="NAMES", help="Draw from each group for itself: family, year, source, grade, reading, or several."
        ),
    ] = "family",
    whole_documents: Annotated[
        bool, typer.Option("--whole-documents", help="Draw documents, each with all its records.")
    ] = False,
    seed: Annotated[int, typer.Option(help="The same number draws the same sample.")] = 1,
    fields: Fields = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FOLDER where it holds an earlier sample.")] = False,
) -> None:
    """Draw a sample of RECORDS at random, to be checked in a browser: how right is the collection?

    FOLDER gets the plan (sample.json), the drawn records (records.jsonl) and pages that ask for one field after the
    other, with keys alone. What the sample will show is printed.
    """
    from cableparse.audit.frame import Frame
    from cableparse.audit.take import Choices, draw_into
    from cableparse.output import replacing
    from cableparse.records import Records
    from cableparse.views.page.sample_folder import must_be_ours, write_pages
    from cableparse.views.sample_plan import plan

    if (size is None) == (margin is None):
        raise typer.BadParameter("say how many with --size 60, or how near with --margin 1%", param_hint="--size")
    if margin is not None and margin >= _HALF:
        raise typer.BadParameter("says nothing; write less than 50%", param_hint="--margin")
    if level <= _HALF:
        raise typer.BadParameter("says nothing; write more than 50%, as 95%", param_hint="--level")
    ways, rows = _ways(by), rows_of(fields)
    must_be_free(output, force, knows_folders=True)
    must_be_ours(output)
    collection = Records(records)
    frame = Frame(ways, collection)
    if not frame.stratum:
        raise UnreadableInput(f"{', '.join(map(str, records))}: holds no record")
    asked = Choices(seed, ways, whole_documents, level, margin, rows, [str(path) for path in records])
    with replacing(output) as folder:
        folder.mkdir()
        made, taken = draw_into(folder, frame, collection, size, asked)
        write_pages(made, folder, output.resolve().name, options)
    with standard_output() as write:
        write("".join(f"{line}\n" for line in plan(made, taken, frame, output)))


def _ways(by: str) -> tuple[str, ...]:
    from cableparse.audit.strata import WAYS

    ways = tuple(filter(None, (name.strip() for name in by.split(","))))
    for way in ways:
        if way not in WAYS:
            raise typer.BadParameter(
                f"{way!r} is no group; there are {', '.join(WAYS)}. {nearest(way, list(WAYS))}".rstrip(),
                param_hint="--by",
            )
    return ways
