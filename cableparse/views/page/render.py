"""Pages as HTML: one file each, with its style and script inside and nothing fetched from anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from cableparse import __version__
from cableparse.audit.drawn_sample import Sample
from cableparse.views import closed
from cableparse.views.page.checking import SampleEntry, SamplePages
from cableparse.views.page.entries import Entry
from cableparse.views.page.fields import correctable, is_empty
from cableparse.views.page.panel import Panel
from cableparse.views.page.search import PREFIX, TEXTS

# How a page of ours is told from other files.
GENERATOR = "cableparse view"


def _of_page(*names: str) -> tuple[str, ...]:
    return tuple(f"page/{name}" for name in names)


_PAGE_STYLES = _of_page("base.css", "page.css", "head.css", "source.css", "reading.css", "print.css")
_EDIT_SCRIPTS = _of_page("make.js", "store.js", "link.js", "jump.js", "ledger.js", "who.js", "edit.js")
_PAGE_SCRIPTS = (*_EDIT_SCRIPTS, *_of_page("start.js"))
_CHECK_STYLES = (*_PAGE_STYLES, *_of_page("check.css"))
_CHECK_SCRIPTS = (*_EDIT_SCRIPTS, *_of_page("answers.js", "check.js", "start.js", "begin.js"))
_INDEX_STYLES = _of_page("base.css", "index.css")
_INDEX_SCRIPTS = _of_page("make.js", "search.js", "index.js")
_SAMPLE_STYLES = _of_page("base.css", "sample.css")
_SAMPLE_SCRIPTS = _of_page("make.js", "store.js", "who.js", "answers.js", "sample.js")


class Ways(NamedTuple):
    """The ways from a page of a folder: to the list of all pages, to the page before it and to the next one."""

    records: str
    previous: str | None
    next: str | None


def page(panels: Sequence[Panel], name: str, ways: Ways | None = None, checking: SamplePages | None = None) -> str:
    """The page of these records under the name of their file; one of a sample asks for what it is to check."""
    title = panels[0].title if len(panels) == 1 else name
    styles, scripts = (_CHECK_STYLES, _CHECK_SCRIPTS) if checking else (_PAGE_STYLES, _PAGE_SCRIPTS)
    return _render("page.html", styles, scripts, panels=panels, title=title, name=name, ways=ways, checking=checking)


def sample_page(sample: Sample, checking: SamplePages, groups: Sequence[tuple[str, Sequence[SampleEntry]]]) -> str:
    """The list of a sample's records, in groups under headings, with what is checked of each."""
    return _render("sample.html", _SAMPLE_STYLES, _SAMPLE_SCRIPTS, sample=sample, checking=checking, groups=groups)


def index_page(entries: Sequence[Entry], facets: Sequence[object], pieces: Sequence[str]) -> str:
    """The list of all pages, to be searched; `pieces` name the scripts in `search/` that hold words."""
    data = {"names": Entry._fields, "rows": entries, "pieces": pieces, "prefix": PREFIX, "texts": TEXTS}
    # The pieces lie beside the page, which a policy calls 'self' on disk as well.
    return _render("index.html", _INDEX_STYLES, _INDEX_SCRIPTS, "'self'", entries=entries, facets=facets, data=data)


def _render(
    template: str, styles: tuple[str, ...], scripts: tuple[str, ...], beside: str = "", **values: object
) -> str:
    _teach()
    generator = f"{GENERATOR} {__version__}"
    return closed.render(f"page/{template}", styles, scripts, beside=beside, generator=generator, **values)


@cache
def _teach() -> None:
    """What templates of fields ask, told once."""
    templates = closed.environment("page")
    templates.filters["breakable"] = _breakable
    templates.tests["empty"] = is_empty
    templates.tests["correctable"] = correctable


def _breakable(path: str) -> Markup:
    """A path that may be broken before each of its names."""
    return Markup("<wbr>").join(re.split(r"(?=[._\[])", path))
