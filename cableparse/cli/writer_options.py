"""The options of the commands that write records in some format."""

from __future__ import annotations

from typing import Annotated

import typer

from cableparse.writers import DateCodes, WriterOptions


def writer_options(
    excel: Annotated[
        bool,
        typer.Option(
            "--excel", help="csv: begin with a byte order mark, and put ' before what Excel would run as a formula."
        ),
    ] = False,
    root: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER",
            help="json and the archival formats: paths of files begin below this folder of the input.",
        ),
    ] = None,
    repository: Annotated[
        str | None, typer.Option(metavar="NAME", help="Archival formats: who holds the documents.")
    ] = None,
    collection: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Archival formats: what they are described under: a call number, AtoM's slug, ArchivesSpace's EAD ID "
            "or resource URI.",
        ),
    ] = None,
    rights: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Archival formats: a statement on use, true of all documents.")
    ] = None,
    omeka: Annotated[bool, typer.Option("--omeka", help="dublin-core: the headers of Omeka S.")] = False,
    components: Annotated[bool, typer.Option("--components", help="ead3: a folder with one component a file.")] = False,
    archivesspace_dates: Annotated[
        DateCodes, typer.Option(help="archivesspace: what row 1 of your template calls the first date.")
    ] = DateCodes.NUMBERED,
    archivesspace_extent_type: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="archivesspace: what extents are counted in, a value of your own list; without it pages are sheets, "
            "and a text without pages is one of files.",
        ),
    ] = None,
    withhold_concealed: Annotated[
        bool,
        typer.Option("--withhold-concealed", help="bag: leave out originals with text that no reader of them sees."),
    ] = False,
) -> WriterOptions:
    """How records are written."""
    return WriterOptions(
        excel=excel,
        root=root,
        repository=repository,
        collection=collection,
        rights=rights,
        omeka=omeka,
        components=components,
        archivesspace_dates=archivesspace_dates,
        archivesspace_extent_type=archivesspace_extent_type,
        withhold_concealed=withhold_concealed,
    )
