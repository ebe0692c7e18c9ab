"""`cableparse labels`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cableparse.cli.audit_options import share
from cableparse.cli.bundles import takes
from cableparse.cli.source_options import source_options
from cableparse.cli.tally import SOME_FAILED
from cableparse.cli.target import must_be_free
from cableparse.errors import UnreadableInput
from cableparse.sources.options import SourceOptions
from cableparse.views.terminal import message

# A fifth, as is usual.
_TEST_SHARE = 0.2


@takes(options=source_options)
def labels(
    records: Annotated[
        list[Path], typer.Argument(metavar="RECORDS", help="Records that were corrected by `cableparse apply`.")
    ],
    options: SourceOptions,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="A new folder.")],
    test: Annotated[
        float, typer.Option("--share", parser=share, metavar="SHARE", help="What share of the records test: 20%, 0.2.")
    ] = _TEST_SHARE,
) -> None:
    """Write the fields of RECORDS that people corrected or found right as labels, with copies of their sources.

    FOLDER/train and FOLDER/test are what `cableparse evaluate` reads. Records of one document or message, and those
    with nearly the same text, are on one side.
    """
    from cableparse.audit.label_folder import write_labels
    from cableparse.records import Records

    must_be_free(output, force=False)
    written = write_labels(Records(records), output, test, options, message)
    if not written.train + written.test:
        raise UnreadableInput(f"{records[0]}: no record has a field that was corrected or found right, and its source")
    message(
        f"{written.train} labels to train and {written.test} to test in {output}; {written.links} links held "
        f"{written.groups} groups of records together"
    )
    if written.missing:
        raise typer.Exit(SOME_FAILED)
