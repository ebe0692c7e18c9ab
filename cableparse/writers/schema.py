"""The JSON Schema of a record, as text and as a file beside records."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from cableparse.output import replacing
from cableparse.record import Cable


def schema_text(model: type[BaseModel] = Cable) -> str:
    """The JSON Schema of a record, or of another model, as it is written."""
    return json.dumps(model.model_json_schema(by_alias=True, mode="serialization"), indent=2) + "\n"


def write_schema(target: Path) -> None:
    """Write the JSON Schema of a record to `target`.

    Raises:
        OutputError: it cannot be written.
    """
    with replacing(target) as path:
        path.write_text(schema_text(), encoding="utf-8", newline="\n")
