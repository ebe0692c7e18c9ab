"""Writes pages: one file for a few documents, a folder with a list for many."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice, pairwise
from pathlib import Path

from cableparse.errors import OutputError
from cableparse.output import replacing
from cableparse.record import Cable
from cableparse.sources.pdf.paint.bounds import PdfLimits
from cableparse.views.page.entries import FACETS, Entry, entry
from cableparse.views.page.origin import ShownDocument
from cableparse.views.page.panel import Panel, panels
from cableparse.views.page.render import GENERATOR, Ways, index_page, page
from cableparse.views.page.search import SearchIndex

# A page of more would be too heavy for a browser.
MOST_DOCUMENTS = 50
INDEX = "index.html"
PAGES = "pages"
_SEARCH = "search"
_MARK = f'name="generator" content="{GENERATOR} '
_HEAD = 2000
_SLUG = 60


def write_file(shown: Iterable[ShownDocument], target: Path, limits: PdfLimits) -> int:
    """Write one page of all documents to `target`, and give the number of records on it; no file without one.

    Raises:
        OutputError: `target` is no page of an earlier view, or cannot be written; there are more than `MOST_DOCUMENTS`.
    """
    with told(target):
        _check_file(target)
    documents = list(islice(shown, MOST_DOCUMENTS + 1))
    if len(documents) > MOST_DOCUMENTS:
        raise OutputError(
            f"{target}: holds no more than {MOST_DOCUMENTS} documents; name a folder, with no .html at its end"
        )
    listed: list[Panel] = []
    for document in documents:
        listed += panels(document, limits, len(listed))
    if listed:
        name = name_of(documents[0].cables[0]) if len(documents) == 1 else f"{len(documents)} documents"
        with replacing(target) as temporary:
            write_page(temporary, page(listed, name))
    return len(listed)


def write_folder(shown: Iterable[ShownDocument], target: Path, limits: PdfLimits) -> int:
    """Write a page a document and a list of all records into a folder, and give their number; no folder without one.

    Raises:
        OutputError: `target` is no folder of an earlier view, or cannot be written.
    """
    with told(target):
        check_folder(target, (INDEX, PAGES), (_SEARCH,), "view")  # earlier versions made no search
    documents = iter(shown)
    first = next(documents, None)
    if first is None:
        return 0
    entries: list[Entry] = []
    with replacing(target) as temporary:
        for folder in (PAGES, _SEARCH):
            (temporary / folder).mkdir(parents=True)
        search = SearchIndex(temporary / _SEARCH)
        for document, name, ways in _in_order(chain([first], documents)):
            listed = panels(document, limits)
            write_page(temporary / PAGES / name, page(listed, name_of(document.cables[0]), ways))
            for panel in listed:
                entries.append(entry(panel.cable, f"{PAGES}/{name}#{panel.key}"))
                search.add(panel.text)
        write_page(temporary / INDEX, index_page(entries, FACETS, search.close()))
    return len(entries)


def _in_order(documents: Iterable[ShownDocument]) -> Iterator[tuple[ShownDocument, str, Ways]]:
    """Each document with the name of its page and the ways from it."""
    named = ((shown, file_name(number, name_of(shown.cables[0]))) for number, shown in enumerate(documents, 1))
    previous = None
    for here, following in pairwise(chain(named, [None])):
        if here is not None:
            document, name = here
            yield document, name, Ways(f"../{INDEX}", previous, following[1] if following else None)
            previous = name


def name_of(cable: Cable) -> str:
    """What a document is called, by one of its records."""
    source = cable.source
    return f"{source.name} ({source.member})" if source.member else source.name


def file_name(number: int, name: str) -> str:
    """The name of a document's page, which every system takes and no link has to escape."""
    slug = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:_SLUG] or "page"
    return f"{number:06}-{slug}.html"


def write_page(path: Path, text: str) -> None:
    """Write a page in UTF-8, whatever its text holds."""
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")


@contextmanager
def told(target: Path) -> Iterator[None]:
    """Say it where the system cannot even look at `target`, as at a name that is too long."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror}") from error


def _check_file(target: Path) -> None:
    """What is no page of ours is not written over."""
    if target.is_dir() or (target.exists() and not _is_ours(target)):
        raise OutputError(f"{target}: exists already and is no page of an earlier view; name another file")


def check_folder(target: Path, needed: Collection[str], allowed: Collection[str], what: str) -> None:
    """Raise OutputError where `target` has anything else than what a folder of pages is made of."""
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError(f"{target}: is a file; a folder is made for many pages, or one page for a name in .html")
    held = {path.name for path in target.iterdir()}
    made = set(needed) <= held <= {*needed, *allowed}
    if held and not (made and _is_ours(target / INDEX)):
        raise OutputError(f"{target}: exists already and is no folder of an earlier {what}; name another one")


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _MARK.encode() in file.read(_HEAD)
    except OSError:
        return False
