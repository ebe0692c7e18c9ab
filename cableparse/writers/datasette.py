"""The file with which Datasette shows the database: titles, facets, what columns mean, and questions to ask.

One file for two readers. Datasette 0.65 takes all of it from `-m`; 1.0 takes what describes from `-m`, and what
configures (queries, settings) from `-c`, and passes over what is for the other.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from cableparse.writers.flat_columns import OWN
from cableparse.writers.sqlite_tables import CABLE, CABLE_FIELDS, SEARCH, SEARCHED_TEXT, TABLES, TITLE, SqliteField

_QUERIES = Path(__file__).with_name("queries.toml")
_FACETS: dict[str, list[Any]] = {
    CABLE: ["originator", "year", "classification", "grade", {"array": "tags"}],
    "addressee": ["role", "post"],
    "drafter": ["role"],
    "tag": ["code", "kind"],
    "reference": ["kind"],
    "redaction": [{"array": "codes"}],
    "diagnostic": ["code", "severity"],
}
# Datasette puts what the columns mean, and the facets, above the rows: of the table cable that is two screens. A key is
# the link to its row and says nothing more; a JSON object in a narrow column makes the row as tall as a screen.
_STYLE = f"""<style>
dl.column-descriptions {{ max-height: 5rem; overflow: auto }}
.facet-info {{ width: 14rem }}
.facet-info ul {{ max-height: 8rem; overflow: auto }}
td.col-key a {{ font-size: 0.7rem; font-weight: normal }}
td.col-title {{ min-width: 20rem }}
{", ".join(f"td.col-{column.name}" for column in OWN if column.type is dict)} {{ min-width: 40rem }}
</style>"""
# Only 1.0 takes settings from a file. A cell of a table shows so many characters, a row's own page all. The codes of
# TAGS in ten thousand cables take longer to count than the fifth of a second that a facet has without it.
_SETTINGS = {"truncate_cells_html": 200, "facet_time_limit_ms": 2000, "suggest_facets": False}
_TITLE = "Declassified U.S. State Department cables"
_BEGIN = (
    'Made by cableparse. Begin with the <a href="{database}/cable">cables</a>, whose search box finds words of subject '
    "and text, or with a question below."
)


def metadata(database: str) -> dict[str, Any]:
    """What the file says of a database by its name, which is its file's without the suffix."""
    tables = {table.name: _table(table.name, table.meaning, table.fields) for table in TABLES}
    for table in tables.values():
        table["columns"] = {CABLE: "the cable", **table["columns"]}
    tables[CABLE] = _table(CABLE, "A row a cable; the search box finds words of subject and text", CABLE_FIELDS)
    # Downwards those without a date come last.
    tables[CABLE] |= {"label_column": TITLE, "sort_desc": "dtg", "fts_table": SEARCH, "fts_pk": "rowid"}
    tables[SEARCH] = {"hidden": True}
    tables["citation"] = {"description": "References and the cables that they mean, where those are in the database"}
    tables[SEARCHED_TEXT] = {"description": "The whole text of each cable"}
    described = {"description_html": _BEGIN.format(database=database), "tables": tables, "queries": _queries()}
    return {"title": _TITLE, "settings": _SETTINGS, "databases": {database: described}}


def _queries() -> dict[str, Any]:
    queries = tomllib.loads(_QUERIES.read_text(encoding="utf-8"))
    return {name: {**query, "hide_sql": True} for name, query in queries.items()}


def _table(name: str, meaning: str, fields: tuple[SqliteField, ...]) -> dict[str, Any]:
    described = {"description_html": f"{meaning}{_STYLE}", "columns": {field.name: field.meaning for field in fields}}
    return described | ({"facets": _FACETS[name]} if name in _FACETS else {})
