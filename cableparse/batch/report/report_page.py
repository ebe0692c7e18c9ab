"""report.html: one page that opens from disk, without network and without scripts."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cableparse.batch.report import charts, quarantine
from cableparse.batch.report.count_wording import KINDS, counted, duration, rate
from cableparse.batch.report.counts import Count, Figures
from cableparse.batch.report.places import printable
from cableparse.output import replacing

_HERE = Path(__file__).parent
_TEMPLATE = "report.html.j2"
# Of sources that are alike: the name of one tells what the others are.
_MOST_SHOWN = 3


def write(figures: Figures, target: Path) -> None:
    """Write the page; its links are relative to the folder of `target`.

    Raises:
        OutputError: `target` cannot be written.
    """
    page = _page(figures, target.parent)
    with replacing(target) as temporary:
        temporary.write_text(page, encoding="utf-8", newline="\n")


def _page(figures: Figures, folder: Path) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: Any) -> Any:
        # What the input chose is escaped by jinja2; this takes out what a browser may not show, or show reversed.
        return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(number="{:,}".format, duration=duration, time=_time)
    # Our own file: jinja2 must not escape it, and the page's policy allows no other style than this.
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    return environment.get_template(_TEMPLATE).render(
        figures=figures,
        kinds=[(name, figures.kinds[kind]) for kind, (_, name) in KINDS.items() if figures.kinds.get(kind)],
        columns=charts.columns(figures.years),
        originators=_halves(_originators(figures)),
        level_bars=charts.bars(figures.levels),
        release_bars=charts.bars(figures.releases),
        grade_bars=charts.bars(figures.grades),
        sentence=quarantine.sentence,
        what_to_do=quarantine.what_to_do,
        most_shown=_MOST_SHOWN,
        counted=counted,
        rate=rate,
        href=lambda place: place.href(folder),
        style=Markup(style),
        style_hash=b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )


def _originators(figures: Figures) -> list[charts.ChartBar]:
    found = figures.originators
    asides = [
        Count(counted(found.others, "other originator"), found.others_records),
        Count(None, found.unknown_records),
    ]
    return charts.bars(found.top, asides)


def _halves(bars: list[charts.ChartBar]) -> list[list[charts.ChartBar]]:
    """Two charts of about the same height, to stand side by side."""
    middle = -(-len(bars) // 2)
    return [half for half in (bars[:middle], bars[middle:]) if half]


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
