"""The page of a collection's questions."""

from __future__ import annotations

from cableparse import __version__
from cableparse.audit.question import Questions
from cableparse.sources.options import SourceOptions
from cableparse.views import closed
from cableparse.views.review.print_around import contexts
from cableparse.views.review.shown_question import asked

_STYLES = ("page/base.css", "review/review.css")
_SCRIPTS = ("page/make.js", "page/store.js", "page/who.js", "review/answer.js", "review/review.js")


def review_page(found: Questions, name: str, options: SourceOptions) -> str:
    """The page of the questions about the collection `name`."""
    examples = [(one, question.first.printed) for question in found.asked for one in question.examples]
    shown = contexts(examples, options)
    return closed.render(
        "review/review.html",
        _STYLES,
        _SCRIPTS,
        name=name,
        questions=[asked(number, question, shown) for number, question in enumerate(found.asked, 1)],
        found=found,
        generator=f"cableparse review {__version__}",
    )
