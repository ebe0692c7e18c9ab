"""The manual as one HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from cableparse import __version__
from cableparse.manual import Topic
from cableparse.views import closed

_STYLES = ("page/base.css", "manual/page.css")
# How one topic names another, for the terminal as well.
_REFERENCE = re.compile(r"cableparse manual (\w+)")


class ManualTopic(NamedTuple):
    """A topic as it stands on the page."""

    name: str
    title: str
    headings: list[tuple[str, str]]  # of its parts: where they are on the page, and what they are called
    body: Markup


def page(topics: Sequence[Topic]) -> str:
    """The page of these topics."""
    names = {topic.name for topic in topics}
    return closed.render(
        "manual/page.html",
        _STYLES,
        sections=[_section(topic, names) for topic in topics],
        version=__version__,
        generator=f"cableparse manual {__version__}",
    )


def _section(topic: Topic, names: set[str]) -> ManualTopic:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    # What scrolls sideways must be reached from the keyboard.
    markdown.add_render_rule("table_open", lambda *_: '<div class="scroll" tabindex="0"><table>\n')
    markdown.add_render_rule("table_close", lambda *_: "</table></div>\n")
    markdown.add_render_rule("fence", lambda self, tokens, at, *_: _block(tokens[at]))
    tokens = markdown.parse(topic.text)
    headings = list(_marked(tokens, topic.name))
    for token in tokens:
        _linked(token, names)
    body = Markup(markdown.renderer.render(tokens, markdown.options, {}))
    return ManualTopic(topic.name, topic.title, headings[1:], body)


def _block(token: Token) -> str:
    return str(Markup('<pre tabindex="0"><code>{}</code></pre>\n').format(token.content))


def _marked(tokens: list[Token], topic: str) -> Iterator[tuple[str, str]]:
    """Give each heading a place to link to; the first one that of its topic."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            name = re.sub(r"\W+", "-", inline.content.lower()).strip("-")
            place = topic if opening.tag == "h1" else f"{topic}-{name}"
            closing = tokens[tokens.index(inline) + 1]
            opening.attrSet("id", place)
            opening.tag = closing.tag = f"h{int(opening.tag[1]) + 1}"  # the page has a title of its own
            yield place, inline.content


def _linked(token: Token, names: set[str]) -> None:
    """Make links of the commands that name a topic of the page."""
    for child in token.children or []:
        if child.type == "code_inline" and (found := _REFERENCE.fullmatch(child.content)) and found[1] in names:
            child.type = "html_inline"
            child.content = str(Markup('<a href="#{}"><code>{}</code></a>').format(found[1], child.content))
