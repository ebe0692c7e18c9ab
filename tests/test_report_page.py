"""The page as text, and as a browser shows it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from browser import asked_for
from hypothesis import given
from hypothesis import strategies as st
from report_ledger import ODD_NAMES, LedgerMaker, corpus_ledger, odd_ledger
from selectolax.lexbor import LexborHTMLParser
from selenium.webdriver import Chrome

from cableparse import parse_text
from cableparse.batch.report import charts, quarantine, report_page, write_report
from cableparse.batch.report.counts import Count, figures
from cableparse.batch.report.places import ReportPlace

SEED = "PAGE 01 STATE 173977 010203Z\nS E C R E T\nSUBJECT: WHEAT"


def page(maker: LedgerMaker, folder: Path) -> LexborHTMLParser:
    write_report(maker.db, folder)
    return LexborHTMLParser((folder / "report.html").read_text(encoding="utf-8"))


def tags(tree: LexborHTMLParser) -> list[str]:
    return [str(node.tag) for node in tree.css("*")]


def links(tree: LexborHTMLParser) -> list[str]:
    return [node.attributes["href"] or "" for node in tree.css("a[href]")]


# Text, and pieces of what a page is made of.
MARKUP = (
    "<b>",
    "</td>",
    "</table>",
    "<script>",
    "</style>",
    "<!--",
    "-->",
    '"',
    "'",
    " onclick=",
    "&lt;",
    "&#60;",
    "{{",
    "x",
)
CHOSEN = st.text().filter(lambda text: "://" not in text) | st.lists(st.sampled_from(MARKUP)).map("".join)


@given(CHOSEN, CHOSEN, CHOSEN)
def test_nothing_that_the_input_chose_becomes_markup(
    tmp_path_factory: pytest.TempPathFactory, path: str, member: str, reason: str
) -> None:
    folder = tmp_path_factory.mktemp("page")

    def shape(path: str, member: str, reason: str) -> list[str]:
        maker = LedgerMaker(inputs=[path.encode(errors="backslashreplace").decode()])
        reason = reason.encode(errors="backslashreplace").decode()
        member = member.encode(errors="backslashreplace").decode()
        maker.add(path, state="failed", reason=reason, member=member)
        maker.add(path, parse_text(SEED), member=member)
        report_page.write(figures(maker.db, quarantine.rows(maker.db)), folder / "report.html")
        return tags(LexborHTMLParser((folder / "report.html").read_bytes()))

    assert shape(f"x{path}", f"x{member}", reason) == shape("x", "x", "x")


def test_the_page_asks_for_nothing_from_outside(tmp_path: Path) -> None:
    tree = page(odd_ledger(tmp_path), tmp_path / "report")
    assert not tree.css("script, link, img, iframe, object, embed, base, form, [src], [onclick], [style]")
    policy = tree.css("meta[http-equiv]")[0].attributes["content"] or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    style = tree.css("style")[0].text()
    assert "url(" not in style
    assert "@import" not in style


def test_links_lead_to_the_files_whatever_they_are_called(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    found = [link for link in links(page(odd_ledger(tmp_path), folder)) if link.startswith("..")]
    assert found
    reached = {os.path.normpath(os.fsencode(folder) + b"/" + unquote_to_bytes(urlsplit(link).path)) for link in found}
    expected = {os.path.join(os.fsencode(tmp_path), name) for name in ODD_NAMES}  # noqa: PTH118 - bytes
    assert expected <= reached
    assert all(Path(os.fsdecode(path)).is_file() for path in expected)


@pytest.mark.parametrize(
    ("place", "link"),
    [
        (ReportPlace("in/a b.pdf", page=3), "../in/a%20b.pdf#page=3"),
        (ReportPlace("in/a.pdf", "inner.pdf", page=3), "../in/a.pdf"),
        (ReportPlace("javascript:alert(1)"), "../javascript%3Aalert%281%29"),
        (ReportPlace("in/\\udcff", local=b"in/\xff"), "../in/%FF"),
        (ReportPlace("https://example.org/a?b=1 \"'"), "https://example.org/a?b=1%20%22%27"),
        (ReportPlace("s3://bucket/cable.txt"), None),
    ],
)
def test_a_link_is_relative_and_percent_encoded(place: ReportPlace, link: str | None) -> None:
    assert place.href(Path("out")) == link


def test_each_chart_has_a_name_and_a_table(tmp_path: Path) -> None:
    tree = page(corpus_ledger(), tmp_path)
    charts = tree.css("svg[role=img]")
    assert len(charts) == 6
    for chart in charts:
        for identifier in (chart.attributes["aria-labelledby"] or "").split():
            assert tree.css(f"#{identifier}")[0].text().strip()
    for section in ("years", "originators", "levels", "releases", "grades"):
        assert tree.css(f"#{section} svg")
        assert tree.css(f"#{section} table caption")


def test_an_interrupted_run_says_so_before_all_figures(tmp_path: Path) -> None:
    text = page(odd_ledger(tmp_path, finished=None), tmp_path / "report").body.text()  # type: ignore[union-attr]
    assert -1 < text.find("This run is not finished.") < text.find("In figures")
    assert "1 document of" in text
    finished = page(odd_ledger(tmp_path), tmp_path / "report").body.text()  # type: ignore[union-attr]
    assert "not finished" not in finished


@given(st.dictionaries(st.integers(1, 9999), st.integers(1, 10**7), max_size=200))
def test_columns_stay_within_their_chart(years: dict[int, int]) -> None:
    chart = charts.columns([Count(str(year), records) for year, records in years.items()])
    assert sum(column.records for column in chart.columns) == sum(years.values())
    right = 0.0
    for column in chart.columns:
        assert right <= column.left
        right = column.left + column.width
        assert 0 <= column.height <= 100
        assert bool(column.height) == bool(column.records)
    assert right <= 100.01
    assert len(chart.lines) <= 6
    assert [line.height for line in chart.lines][:: len(chart.lines) - 1] == [0, 100]


@pytest.mark.parametrize("size", [(1200, 900), (400, 800)], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_in_a_browser(opened: Chrome, tmp_path: Path, scheme: str, size: tuple[int, int]) -> None:
    maker = corpus_ledger()
    maker.add(tmp_path / "<script>document.title='x'<svg>.txt", state="failed", reason="<script>alert(1)</script>")
    write_report(maker.db, tmp_path)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    asked_for(opened)
    address = (tmp_path / "report.html").as_uri()
    opened.get(address)
    assert opened.title.startswith("Batch report")
    assert opened.get_log("browser") == []  # type: ignore[no-untyped-call]
    assert set(asked_for(opened)) == {address}
    sizes = opened.execute_script(
        "return [...document.querySelectorAll('svg[role=img]')].map(e => e.getBoundingClientRect())"
        ".map(r => [r.width, r.height])"
    )
    assert len(sizes) == 6
    assert all(width > 200 and height > 100 for width, height in sizes)
    assert opened.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    colours = opened.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", colours)[:3])) > 3 * 128) == (scheme == "light")


def test_a_link_opens_the_file(opened: Chrome, tmp_path: Path) -> None:
    maker = LedgerMaker()
    path = tmp_path / "a b#c?d%41:é.txt"
    path.write_text("NIACT IMMEDIATE", encoding="utf-8")
    maker.add(path, state="failed", reason="gone")
    write_report(maker.db, tmp_path / "report")
    opened.get((tmp_path / "report" / "report.html").as_uri())
    opened.get(opened.execute_script("return document.querySelector('#failures td a').href"))
    assert "NIACT IMMEDIATE" in opened.page_source


def test_paper_shows_what_was_folded(opened: Chrome, tmp_path: Path) -> None:
    write_report(corpus_ledger().db, tmp_path)
    opened.get((tmp_path / "report.html").as_uri())
    shown = "return [...document.querySelectorAll('#years table')].some(e => e.checkVisibility())"
    assert not opened.execute_script(shown)
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert opened.execute_script(shown)
    finally:
        opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
