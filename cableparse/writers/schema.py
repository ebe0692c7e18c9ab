"""The JSON Schema of a record, as text and as a file beside records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from cableparse.output import replacing
from cableparse.record import SCHEMA_VERSION, Cable

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Names and no addresses: nothing of the project lives on the web, so there is no URL, and a tag URI (RFC 4151) would
# want a domain or a mail address. The version is in the name, since another version is another schema.
_NAMES = {
    "Cable": (f"urn:cableparse:record:{SCHEMA_VERSION}", f"Record of cableparse, version {SCHEMA_VERSION}"),
    "Corrections": ("urn:cableparse:corrections:1", "Corrections of cableparse, version 1"),
}


def json_schema(model: type[BaseModel] = Cable) -> dict[str, Any]:
    """The JSON Schema of a record, or of a corrections file, with what each field means."""
    name, title = _NAMES[model.__name__]
    made = model.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": _DIALECT, "$id": name, **made, "title": title}


def schema_text(model: type[BaseModel] = Cable) -> str:
    """The JSON Schema as it is written."""
    return json.dumps(json_schema(model), indent=2) + "\n"


def write_schema(target: Path) -> None:
    """Write the JSON Schema of a record to `target`.

    Raises:
        OutputError: it cannot be written.
    """
    with replacing(target) as path:
        path.write_text(schema_text(), encoding="utf-8", newline="\n")
