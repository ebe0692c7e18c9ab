"""A statement of accuracy as one HTML page, with its style inside and nothing fetched from anywhere."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cableparse.statement import AccuracyStatement

_FOLDER = Path(__file__).parent
_STYLES = (_FOLDER.parent / "page" / "base.css", _FOLDER / "page.css")


def page(statement: AccuracyStatement) -> str:
    """The page."""
    style = "\n".join(path.read_text(encoding="utf-8") for path in _STYLES)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=PackageLoader("cableparse.views", "statement"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html").render(
        statement=statement,
        style=Markup(style),  # the package's own file
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )
