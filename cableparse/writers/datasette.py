"""The metadata with which Datasette shows the database: facets, descriptions, and a search that leads to cables."""

from __future__ import annotations

from typing import Any

from cableparse.writers.sqlite_tables import CABLE, CABLE_FIELDS, TABLES, Field

_FACETS = ["originator", "year", "classification", "grade", {"array": "tags"}]
_TITLE = "Declassified U.S. State Department cables"

# escape_fts is Datasette's own: a quotation mark or a hyphen in what is searched for is no error.
_SEARCH = """
SELECT cable.key, cable.id, cable.dtg, cable.originator, cable.subject, hit.text
FROM (
  SELECT cable_fts.rank, cable.key, snippet(cable_fts, -1, '', '', '...', 40) AS text
  FROM cable_fts JOIN cable ON cable.rowid = cable_fts.rowid WHERE cable_fts MATCH escape_fts(:text)
  UNION ALL
  SELECT paragraph_fts.rank, paragraph.cable, snippet(paragraph_fts, -1, '', '', '...', 40)
  FROM paragraph_fts JOIN paragraph ON paragraph.rowid = paragraph_fts.rowid
  WHERE paragraph_fts MATCH escape_fts(:text)
) AS hit JOIN cable ON cable.key = hit.key
ORDER BY hit.rank LIMIT 200
"""


def metadata(database: str) -> dict[str, Any]:
    """The metadata of a database by its name, which is its file's without the suffix."""
    tables = {table.name: _table(table.meaning, table.fields) for table in TABLES}
    for table in tables.values():
        table["columns"][CABLE] = "key of the cable"
    tables[CABLE] = _table("A row a cable", CABLE_FIELDS) | {"facets": _FACETS, "label_column": "id"}
    tables["tag"]["facets"] = ["code", "kind"]
    tables["diagnostic"]["facets"] = ["code", "severity"]
    tables["citation"] = {"description": "References and the cables that they mean, where those are in the database"}
    search = {
        "title": "Search",
        "description": "Cables by the words of their subject and text",
        "sql": _SEARCH.strip(),
        "params": ["text"],
    }
    described = {"description": "Made by cableparse", "tables": tables, "queries": {"search": search}}
    return {"title": _TITLE, "databases": {database: described}}


def _table(meaning: str, fields: tuple[Field, ...]) -> dict[str, Any]:
    return {"description": meaning, "columns": {field.name: field.meaning for field in fields}}
