"""Pages that are closed: one file each, its style and script inside, and nothing fetched from anywhere.

A folder of `views` has a page's template, styles and scripts; those of `page/` serve the others, too.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_FOLDER = Path(__file__).parent
_SHARED = "page"


def render(
    template: str, styles: Sequence[str], scripts: Sequence[str] = (), *, beside: str = "", **values: object
) -> str:
    """The page of a template, `FOLDER/NAME.html`; style and script are these files of `views`, one after the other.

    Its policy allows those alone, images that lie in it, and scripts `beside` it: a source expression, as `'self'`.
    """
    folder, _, name = template.partition("/")
    style, script = _joined(tuple(styles)), _joined(tuple(scripts))
    allowed = " ".join(filter(None, [_digest(script) if script else "", beside]))
    policy = "; ".join(
        [
            "default-src 'none'",
            "img-src data:",
            f"style-src {_digest(style)}",
            *([f"script-src {allowed}"] if allowed else []),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    own = {"style": Markup(style), "script": Markup(script), "policy": policy}  # the package's own files
    return environment(folder).get_template(name).render(**own, **values)


@cache
def environment(folder: str) -> Environment:
    """The templates of a folder of `views`, behind them those of `page/`."""
    return Environment(
        loader=ChoiceLoader([PackageLoader("cableparse.views", name) for name in (folder, _SHARED)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _joined(names: tuple[str, ...]) -> str:
    return "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in names)


def _digest(text: str) -> str:
    """The source expression that lets a policy allow this one style or script."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
