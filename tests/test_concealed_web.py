"""What the style of a web page hides is withheld, and what a browser shows is read."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from browser import browser
from conftest import Run
from PIL import Image, ImageChops
from selenium.webdriver import Chrome
from source_files import documents, members

from cableparse.diagnostics import Code
from cableparse.pages import Document

# Of one width in a typewriter's face, and each letter unlike the others.
LETTERS, OTHERS = "HKMNWXZBRQ", "iiiiiiiiii"
WORD = "ZWRQXKBM"

# Markup with a word, {}, that no reader sees.
HIDDEN = {
    "hidden": "<p hidden>{}</p>",
    "hidden until found": "<p hidden=until-found>{}</p>",
    "display": '<p style="display:none">{}</p>',
    "display of a box around": '<div style="display: none !important"><p style="display:block">{}</p></div>',
    "visibility": '<p style="visibility:hidden">{}</p>',
    "opacity": '<p style="opacity:0">{}</p>',
    "opacity around": '<div style="opacity:0.1"><p style="opacity:10%">{}</p></div>',
    "font size": '<p>A <span style="font-size:0">{}</span></p>',
    "font": '<p>A <span style="font:0/0 a">{}</span></p>',
    "white on white": '<p style="color:#fff">{}</p>',
    "nearly white on white": '<p style="color:rgb(252, 253, 254)">{}</p>',
    "black on black": '<p>A <span style="background:#000;color:#000">{}</span> B</p>',
    "black by names": '<p>A <span style="background-color:black"><b>{}</b></span> B</p>',
    "a font's colour": "<p>A <font color=white>{}</font></p>",
    "a cell's colour": "<table><tr><td bgcolor=000000>{}</td></tr></table>",
    "a body's colours": '<div style="background:#336"><div style="color:#333366"><i>{}</i></div></div>',
    "transparent": '<p style="color:transparent">{}</p>',
    "half transparent on its like": '<p style="background:#000;color:rgba(0,0,0,.5)">{}</p>',
    "colour by variable": '<p style="--ink:#fff;color:var(--ink)">{}</p>',
    "fill": '<p style="-webkit-text-fill-color:#fff">{}</p>',
    "blurred shadow": '<p style="color:transparent;text-shadow:0 0 20px #ddd">{}</p>',
    "indent": '<p style="text-indent:-9999px">{}</p>',
    "indent by its width": '<p style="text-indent:100%;white-space:nowrap;overflow:hidden">{}</p>',
    "indent of a box in a line": '<p>A<br><span style="display:inline-block;text-indent:-9999px">{}</span></p>',
    "indent of the line that a box is in": '<p style="text-indent:-9999px"><b style="display:inline-block">{}</b></p>',
    "left": '<p style="position:absolute;left:-9999px">{}</p>',
    "left in em": '<p style="position:relative;left:-999em">{}</p>',
    "top": '<p style="position:absolute;top:-9999px">{}</p>',
    "margin": '<p style="margin-left:-9999px">{}</p>',
    "translated": '<p style="transform:translateX(-9999px)">{}</p>',
    "scaled": '<p style="transform:scale(0)">{}</p>',
    "clip": '<p style="position:absolute;clip:rect(0,0,0,0)">{}</p>',
    "clip of one pixel": '<p style="position:absolute;clip:rect(1px, 1px, 1px, 1px)">{}</p>',
    "clip path": '<p style="clip-path:inset(50%)">{}</p>',
    "clip path of no size": '<p style="clip-path:circle(0)">{}</p>',
    "no width": '<p style="width:0;overflow:hidden">{}</p>',
    "no height": '<p style="max-height:0px;overflow:hidden">{}</p>',
    "for programs that read aloud": '<span style="position:absolute;width:1px;height:1px;overflow:hidden">{}</span>',
    "discs": '<p style="-webkit-text-security:disc">{}</p>',
    "blur": '<p style="filter:blur(12px)">{}</p>',
    "filter": '<p style="filter:opacity(0)">{}</p>',
    "closed details": "<details><summary>More</summary>{}</details>",
    "closed dialog": "<dialog>{}</dialog>",
    "class": '<style>.gone{{display:none}}</style><p class="a gone">{}</p>',
    "id": "<style>#gone b{{visibility:hidden}}</style><p id=gone><b>{}</b></p>",
    "element": "<style>h6{{color:white}} @media print{{h6{{color:black}}}}</style><h6>{}</h6>",
    "specificity": '<style>p.c{{display:none}} p{{display:block}}</style><p class="c">{}</p>',
    "important": '<style>.i{{display:none!important}}</style><p class="i" style="display:block">{}</p>',
    "rule for a screen": "<style>@media screen and (min-width:400px){{h5{{display:none}}}}</style><h5>{}</h5>",
    "list of selectors": "<style>s::before, h4{{opacity:0}}</style><h4>{}</h4>",
}
# Markup with a word that a reader sees.
SHOWN = {
    "plain": "<p>{}</p>",
    "hidden from programs that read aloud": '<p aria-hidden="true">{}</p>',
    "shown after all": '<div style="visibility:hidden"><p style="visibility:visible">{}</p></div>',
    "hidden overruled": '<p hidden style="display:block">{}</p>',
    "white on a dark header": '<div style="background:#003"><p style="color:#fff">{}</p></div>',
    "dark page": '<table bgcolor="#111111"><tr><td><font color="#eeeeee">{}</font></td></tr></table>',
    "link on black": '<p style="background:#000;color:#000"><a href="#">{}</a></p>',
    "marked": '<p style="color:#fff"><mark>{}</mark></p>',
    "white on a picture": '<p style="background:linear-gradient(#000,#000) #fff;color:#fff">{}</p>',
    "transparent box": '<p style="background:rgba(0,0,0,0);color:#000">{}</p>',
    "pale box": '<p style="background:rgba(0,0,0,.2);color:#000">{}</p>',
    "sharp shadow": '<p style="color:transparent;text-shadow:0 0 0 #000">{}</p>',
    "colour that is none": '<p style="color:#000;color:whiteish">{}</p>',
    "for print": "<style>@media print{{h1{{display:none}}}} </style><h1>{}</h1>",
    "print sheet": "<style media=print>h2{{display:none}}</style><h2>{}</h2>",
    "small screens": "<style>@media (max-width:600px){{h3{{display:none}}}}</style><h3>{}</h3>",
    "under the mouse": "<style>em:hover{{display:none}}</style><p><em>{}</em></p>",
    "specificity": '<style>p.d{{display:block}} p{{display:none}}</style><p class="d">{}</p>',
    "later rule": '<style>.e{{display:none}} .e{{display:block}}</style><p class="e">{}</p>',
    "width of an inline element": '<p><span style="width:0;overflow:hidden">{}</span></p>',
    "no height, but not cut": '<p style="height:0">{}</p>',
    "height of a cell": '<table><tr><td style="height:0;overflow:hidden">{}</td></tr></table>',
    "room in the padding": '<p style="height:0;overflow:hidden;padding-bottom:20px">{}</p>',
    "indent of an inline element": '<p><span style="text-indent:-9999px">{}</span></p>',
    "second line": '<p style="text-indent:-9999px">A<br>{}</p>',
    "left of what stands where it is": '<p style="left:-9999px">{}</p>',
    "clip of what stands where it is": '<p style="clip:rect(0,0,0,0)">{}</p>',
    "open details": "<details open><summary>More</summary>{}</details>",
    "summary": "<details><summary>{}</summary>More</details>",
    "open dialog": "<dialog open>{}</dialog>",
    "half opaque": '<p style="opacity:.5">{}</p>',
    "small": '<p style="font-size:7px">{}</p>',
    "letters of a size in a box of none": '<p style="font-size:0"><span style="font-size:16px">{}</span></p>',
    "fill of another colour": '<p style="color:#fff;-webkit-text-fill-color:#000">{}</p>',
}


def read_page(folder: Path, page: str) -> Document:
    path = folder / "page.html"
    path.write_text(f"<!DOCTYPE html><html><body>{page}</body></html>", encoding="utf-8")
    (document,) = documents(path)
    return document


def concealed(document: Document) -> list[str]:
    return [note.detail for note in document.notes if note.code == Code.CONCEALED_TEXT]


@pytest.mark.parametrize("way", HIDDEN)
def test_what_is_hidden_is_withheld_and_told(tmp_path: Path, way: str) -> None:
    document = read_page(tmp_path, f"<p>BEFORE</p>{HIDDEN[way].format(WORD)}<p>AFTER</p>")
    assert WORD not in document.text
    assert {"BEFORE", "AFTER"} <= set(document.text.split())
    (detail,) = concealed(document)
    assert detail.startswith(f"{len(WORD)} letters of the web page, hidden by ")


@pytest.mark.parametrize("way", SHOWN)
def test_what_is_shown_is_read(tmp_path: Path, way: str) -> None:
    assert WORD in read_page(tmp_path, SHOWN[way].format(WORD)).text


def test_a_page_without_style_has_no_note(tmp_path: Path) -> None:
    document = read_page(tmp_path, f"<!-- {WORD} --><p title={WORD}>TEXT<template>{WORD}</template></p>")
    assert (document.text.strip(), document.notes) == ("TEXT", [])


def test_fields_about_a_document_are_withheld_too(tmp_path: Path) -> None:
    number = f"<tr><td>Document Number</td><td>1974STATE010752<i hidden>{WORD}</i></td></tr>"
    document = read_page(tmp_path, f"<table>{number}<tr><td>Film Number</td><td>7</td></tr></table><p>TEXT</p>")
    assert document.attributes == {"document_number": "1974STATE010752", "film_number": "7"}
    assert concealed(document) == [f"{len(WORD)} letters of the web page, hidden by its display."]


def test_no_output_has_it(run: Run, tmp_path: Path) -> None:
    subject = f'<span style="background:#000;color:#000">{WORD}</span>'
    page = f"<pre>CONFIDENTIAL\nFM AMEMBASSY QUITO\nSUBJECT: {subject}\n</pre>"
    (tmp_path / "page.html").write_text(page)
    mail = f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n{page}"
    (tmp_path / "message.eml").write_text(mail)
    for name in ("page.html", "message.eml"):
        for command in (["parse"], ["parse", "--format", "table"], ["inspect"], ["view", "-o", "view.html"]):
            done = run(*command, name)
            assert WORD not in (done.stdout + done.stderr).decode()
        assert WORD not in (tmp_path / "view.html").read_text()
        assert b"concealed-text" in run("parse", "--format", "jsonl", name).stdout


def test_more_rules_than_any_page_has(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<style>{'p{color:red}' * 20_000}</style>{'<p>' * 20_000}")
    assert members(path) == ([], ["has more style rules than any page"])


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with browser(tmp_path_factory.mktemp("browser")) as chrome:
        yield chrome


def picture(chrome: Chrome, folder: Path, page: str) -> Image.Image:
    path = folder / "drawn.html"
    path.write_text(f"<!DOCTYPE html><meta charset=utf-8><body style='font-family:monospace'>{page}", encoding="utf-8")
    chrome.get(path.as_uri())
    return Image.open(BytesIO(chrome.get_screenshot_as_png())).convert("RGB")


def differs(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures differ by more than a reader overlooks."""
    return ImageChops.difference(one, other).point(lambda value: 255 * (value > 12)).getbbox() is not None


def test_a_browser_shows_and_hides_the_same(chrome: Chrome, tmp_path: Path) -> None:
    blurred = "blur"  # is drawn, as letters that nobody can read
    wrong = []
    for cases, is_shown in ((HIDDEN, False), (SHOWN, True)):
        for way, markup in cases.items():
            pictures = [picture(chrome, tmp_path, markup.format(word)) for word in (WORD, OTHERS[: len(WORD)])]
            if differs(*pictures) != is_shown and way != blurred:
                wrong.append(way)
    assert wrong == []


DECLARATIONS = [
    *(
        f"color:{c}"
        for c in ("#000", "white", "rgb(0 0 0)", "rgba(0,0,0,0)", "#ff0", "inherit", "currentColor", "navy")
    ),
    *(f"background:{c}" for c in ("#000", "#fff", "yellow", "none", "rgba(255,255,255,.9)", "hsl(0,0%,0%)")),
    *(f"background-color:{c}" for c in ("black", "transparent", "#fff")),
    *(f"display:{d}" for d in ("none", "block", "inline-block", "inline", "flex", "contents")),
    *(f"visibility:{v}" for v in ("hidden", "visible", "collapse", "inherit")),
    *(f"opacity:{o}" for o in ("0", "1", "50%", ".6")),
    *(f"font-size:{f}" for f in ("0", "1em", "100%", "0em")),
    *(f"position:{p}" for p in ("relative", "static", "absolute;left:-9999px", "absolute;clip:rect(0,0,0,0)")),
    *(f"left:{x}" for x in ("-9999px", "0", "-100em")),
    *("width:0", "height:0;overflow:hidden", "overflow:hidden", "overflow:visible", "min-height:20px"),
    *("text-indent:-9999px", "text-indent:0", "clip:rect(0,0,0,0)", "clip-path:inset(50%)"),
    *("transform:scale(0)", "transform:none", "filter:opacity(0)", "filter:none", "-webkit-text-security:disc"),
    *("-webkit-text-fill-color:#fff", "text-shadow:none", "margin-left:-9999px", "color:nonsense"),
]
COLUMNS, ROWS, WIDTH, HEIGHT = 6, 18, 220, 40


def snippet(draw: random.Random) -> str:
    """Markup of one to three elements inside each other."""
    markup = "{}"
    for _ in range(draw.randint(1, 3)):
        tag = draw.choice(["div", "span", "p", "b"])
        if tag in ("div", "p") and "<p" in markup:
            tag = "div"
        if tag == "p" and "<div" in markup:
            tag = "div"
        style = ";".join(draw.sample(DECLARATIONS, draw.randint(1, 3)))
        markup = f'<{tag} style="{style}">{markup}</{tag}>'
    return markup


def sheet(snippets: Sequence[str], words: Sequence[str]) -> str:
    """A page with each snippet in a frame of its own."""
    style = f"position:absolute;width:{WIDTH}px;height:{HEIGHT}px;overflow:hidden;contain:strict"
    return "".join(
        f'<div style="{style};left:{n % COLUMNS * WIDTH}px;top:{n // COLUMNS * HEIGHT}px">{snippet.format(word)}</div>'
        for n, (snippet, word) in enumerate(zip(snippets, words, strict=True))
    )


@pytest.mark.parametrize("seed", range(5))
def test_random_styles_are_seen_as_a_browser_shows_them(chrome: Chrome, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    snippets = [snippet(draw) for _ in range(ROWS * COLUMNS)]
    words = ["".join(draw.choices(LETTERS, k=8)) for _ in snippets]
    one, other = (picture(chrome, tmp_path, sheet(snippets, w)) for w in (words, [OTHERS[:8]] * len(words)))
    text = read_page(tmp_path, sheet(snippets, words)).text
    wrong = []
    for n, (markup, word) in enumerate(zip(snippets, words, strict=True)):
        left, top = n % COLUMNS * WIDTH, n // COLUMNS * HEIGHT
        corners = left, top, left + WIDTH, top + HEIGHT
        if differs(one.crop(corners), other.crop(corners)) != (word in text):
            wrong.append(("read" if word in text else "withheld", markup))
    assert wrong == []
