"""The JSON Schema: named, and with the meaning of every field."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT
from every_record import every_record
from jsonschema import Draft202012Validator
from pydantic import Field

from cableparse import meanings
from cableparse.corrections import Corrections
from cableparse.record import SCHEMA_VERSION, Cable
from cableparse.writers.flat_columns import LISTED, OWN
from cableparse.writers.schema import json_schema

MODELS = (Cable, Corrections)
# Longer than that is a paragraph, and belongs in the manual.
LONGEST = 160


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each field of each model, as Model.field."""
    for name, model in {schema["title"]: schema, **schema["$defs"]}.items():
        for field, said in model.get("properties", {}).items():
            yield f"{name}.{field}", said


@pytest.mark.parametrize("model", MODELS)
def test_every_field_says_what_it_means(model: type[Cable] | type[Corrections]) -> None:
    found = dict(fields(json_schema(model)))
    assert len(found) > 10
    for name, field in found.items():
        assert 0 < len(field.get("description", "")) <= LONGEST, name
        assert not re.search(r"[^.]\.$", field["description"]), name


def test_every_meaning_is_of_a_field() -> None:
    with (ROOT / "cableparse" / "meanings.csv").open(encoding="utf-8", newline="") as file:
        rows = {f"{row['model']}.{row['field']}": row["meaning"] for row in csv.DictReader(file)}
    used = {field["description"] for model in MODELS for _, field in fields(json_schema(model))}
    assert {name for name, meaning in rows.items() if meaning not in used} == set()


def test_a_model_of_ones_own_keeps_the_meanings_and_adds_to_them() -> None:
    class Later(Cable):
        mood: str = Field("", description="as the reader finds it")

    fields = Later.model_json_schema()["properties"]
    assert fields["mood"]["description"] == "as the reader finds it"
    assert fields["subject"]["description"] == meanings.meaning(Cable, "subject")
    with pytest.raises(KeyError, match=r"Later\.mood"):
        meanings.meaning(Later, "mood")


@pytest.mark.parametrize("model", MODELS)
def test_a_schema_is_named_and_sound(model: type[Cable] | type[Corrections]) -> None:
    schema = json_schema(model)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"].startswith("urn:cableparse:")
    assert "cableparse" in schema["title"]
    assert json_schema()["$id"].endswith(f":{SCHEMA_VERSION}")


def test_every_record_is_as_the_schema_says() -> None:
    validator = Draft202012Validator(json_schema())
    for cable in every_record():
        validator.validate(json.loads(cable.to_json()))


def test_columns_mean_what_their_fields_mean() -> None:
    columns = {column.name: column.meaning for column in (*OWN, *LISTED)}
    assert all(columns.values())
    said = dict(fields(json_schema()))
    assert columns["originator"] == said["Message.originator"]["description"]
    assert columns["words_left"] == said["Words.left"]["description"]
    assert columns["from_name"] == said["Originator.name"]["description"]
