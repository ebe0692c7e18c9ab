from __future__ import annotations

from pathlib import Path

from archival import by_id, cable, corpus, described, export, table

from cableparse.record import Cable
from cableparse.writers import WriterOptions
from cableparse.writers.dublin_core import NOT_ASCII, REPEATED, SEVERAL
from cableparse.writers.files import INSIDE

FIELDS = [
    "identifier",
    "title",
    "creator",
    "contributor",
    "date",
    "subject",
    "coverage",
    "description",
    "type",
    "format",
    "language",
    "relation",
    "rights",
    "source",
    "publisher",
]


def values(path: Path) -> list[dict[str, list[str]]]:
    """Values by column, repeated columns together, empty cells left out."""
    header, *rows = table(path)
    found: list[dict[str, list[str]]] = []
    for row in rows:
        found.append({name: [] for name in header})
        for name, value in zip(header, row, strict=True):
            found[-1][name] += [value] if value else []
    return found


def test_the_header_has_the_fields_in_order_and_repeats_them(tmp_path: Path) -> None:
    export("dublin-core", corpus(), tmp_path / "metadata.csv")
    header, *rows = table(tmp_path / "metadata.csv")
    assert header[0] == "filename"
    assert list(dict.fromkeys(header[1:])) == [f"dc.{field}" for field in FIELDS]
    assert header[1:] == sorted(header[1:], key=lambda name: FIELDS.index(name.removeprefix("dc.")))
    assert header.count("dc.contributor") == max(len({a.name for a in [*c.to, *c.info]}) for c in described())
    assert len(rows) == len(described())
    assert all(len(found) == len(header) for found in rows)


def test_values_of_every_record(tmp_path: Path) -> None:
    export("dublin-core", corpus(), tmp_path / "metadata.csv")
    for found, record in zip(values(tmp_path / "metadata.csv"), described(), strict=True):
        assert found["filename"] == [f"objects/{record.source.path.removeprefix('../')}"]
        if record.subject:
            assert found["dc.title"] == [record.subject]
        assert found["dc.relation"] == [r.id or r.as_printed for r in record.references]
        assert len(found["dc.coverage"]) == sum(t.kind == "geopolitical" for t in record.tags)
        assert record.source.sha256 in found["dc.source"][0]


def test_the_seed(tmp_path: Path) -> None:
    options = WriterOptions(repository="National Archives", rights="No known copyright.")
    export("dublin-core", [by_id("2000STATE185645")], tmp_path / "metadata.csv", options)
    found = values(tmp_path / "metadata.csv")[0]
    assert found["filename"] == ["objects/seeds/004_2f7603ce0caf6724.txt"]
    assert found["dc.identifier"] == ["2000STATE185645"]
    assert found["dc.creator"] == ["SECSTATE WASHDC"]
    assert found["dc.contributor"] == ["AMEMBASSY ISLAMABAD"]
    assert found["dc.date"] == ["2000-09-26T23:10Z"]
    assert found["dc.coverage"] == ["Pakistan"]
    assert found["dc.language"] == ["eng"]
    assert found["dc.publisher"] == ["National Archives"]
    assert "Original classification: SECRET" in found["dc.rights"]
    assert any(value.startswith("Release: RELEASED IN PART") for value in found["dc.rights"])
    assert found["dc.rights"][-1] == "No known copyright."


def test_omeka_has_the_same_rows_under_dcterms(tmp_path: Path) -> None:
    export("dublin-core", corpus(), tmp_path / "dc.csv")
    export("dublin-core", corpus(), tmp_path / "omeka.csv", WriterOptions(omeka=True))
    header, *rows = table(tmp_path / "omeka.csv")
    assert list(dict.fromkeys(header[1:])) == [f"dcterms:{field}" for field in FIELDS]
    known, *others = table(tmp_path / "dc.csv")
    keys = [at for at, name in enumerate(known) if name == "dc.identifier"]

    def without_keys(found: list[list[str]]) -> list[list[str]]:
        return [[cell for at, cell in enumerate(row) if at not in keys] for row in found]

    assert without_keys(rows) == without_keys(others)


def test_omeka_finds_each_row_by_a_key_of_its_own(tmp_path: Path) -> None:
    def print_of(path: str, **fields: object) -> Cable:
        return cable(source={**cable().source.model_dump(), "path": path}, **fields)

    records = [
        print_of("a.txt", id="1974LIMA00240", release={"document_id": "C01"}),
        print_of("b.txt", id="1974LIMA00240", release={"document_id": "C01"}),
        print_of("c.txt", id="1974lima00240"),
        print_of("d.txt", release={"document_id": "C01"}),
        print_of("b.txt", id="1974LIMA00240"),
    ]
    notes = export("dublin-core", records, tmp_path / "omeka.csv", WriterOptions(omeka=True))
    header, *rows = table(tmp_path / "omeka.csv")
    places = [at for at, name in enumerate(header) if name == "dcterms:identifier"]
    keys = [[row[at] for at in places if row[at]] for row in rows]
    flat = [key.casefold() for of_row in keys for key in of_row]
    assert len(set(flat)) == len(flat)
    assert keys[0] == ["1974LIMA00240", "C01"]
    assert all(key.startswith("1974LIMA00240 (") for key in (keys[1][0], keys[4][0]))
    assert "document C01" in "".join(rows[1])
    assert notes[REPEATED] == 4
    again = tmp_path / "again.csv"
    export("dublin-core", [records[0], records[2], records[1]], again, WriterOptions(omeka=True))
    assert table(again)[3][places[0]] == keys[1][0]


def test_omeka_keys_of_all_fixtures_differ(tmp_path: Path) -> None:
    notes = export("dublin-core", corpus(), tmp_path / "omeka.csv", WriterOptions(omeka=True))
    header, *rows = table(tmp_path / "omeka.csv")
    keys = [row[at] for row in rows for at, name in enumerate(header) if name == "dcterms:identifier" and row[at]]
    assert len({key.casefold() for key in keys}) == len(keys)
    assert notes[REPEATED] > 0


def test_the_path_begins_at_the_root(tmp_path: Path) -> None:
    source = {**cable().source.model_dump(), "path": str(tmp_path / "in" / "1974" / "a.txt")}
    export("dublin-core", [cable(source=source)], tmp_path / "m.csv", WriterOptions(root=str(tmp_path / "in")))
    assert values(tmp_path / "m.csv")[0]["filename"] == ["objects/1974/a.txt"]


def test_what_archivematica_stumbles_over_is_noted(tmp_path: Path) -> None:
    source = cable().source.model_dump()
    changes = ({"path": "é.txt"}, {"index": 1}, {"path": "1974.zip", "member": "a.txt"})
    records = [cable(source={**source, **change}) for change in changes]
    notes = export("dublin-core", records, tmp_path / "metadata.csv")
    assert (notes[NOT_ASCII], notes[SEVERAL], notes[INSIDE]) == (1, 1, 1)


def test_no_record_gives_a_header_alone(tmp_path: Path) -> None:
    none: list[Cable] = []
    assert not export("dublin-core", none, tmp_path / "metadata.csv")
    assert table(tmp_path / "metadata.csv") == [["filename", *(f"dc.{field}" for field in FIELDS)]]
