"""The page of a collection's questions: one file, with its style and script inside and nothing fetched."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cableparse import __version__
from cableparse.audit.question import Questions
from cableparse.sources.options import SourceOptions
from cableparse.views.review.asked import asked
from cableparse.views.review.context import contexts

_STYLES = (("page", "base.css"), ("review", "review.css"))
_SCRIPTS = (
    *(("page", name) for name in ("make.js", "store.js", "who.js")),
    *(("review", name) for name in ("answer.js", "review.js")),
)


def review_page(found: Questions, name: str, options: SourceOptions) -> str:
    """The page of the questions about the collection `name`."""
    examples = [(one, question.first.printed) for question in found.asked for one in question.examples]
    shown = contexts(examples, options)
    style, script = _joined(_STYLES), _joined(_SCRIPTS)
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        _environment()
        .get_template("review.html")
        .render(
            name=name,
            questions=[asked(number, question, shown) for number, question in enumerate(found.asked, 1)],
            found=found,
            style=Markup(style),  # the package's own files
            script=Markup(script),
            policy=policy,
            generator=f"cableparse review {__version__}",
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("cableparse.views", "review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _joined(names: tuple[tuple[str, str], ...]) -> str:
    views = files("cableparse.views")
    return "\n".join((views / folder / name).read_text(encoding="utf-8") for folder, name in names)


def _digest(text: str) -> str:
    """The source expression that lets a policy allow this one style or script."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
