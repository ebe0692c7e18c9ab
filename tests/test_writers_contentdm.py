from __future__ import annotations

from pathlib import Path

from archival import by_id, cable, corpus, described, export

from cableparse.writers.contentdm import COMMAS, FOLDED, SAME_NAME, SHARED


def rows(path: Path) -> list[dict[str, str]]:
    header, *found = [line.split("\t") for line in path.read_bytes().decode("utf-8").split("\r\n")]
    return [dict(zip(header, row, strict=True)) for row in found]


def test_the_file_name_is_last_and_bare(tmp_path: Path) -> None:
    notes = export("contentdm", corpus(), tmp_path / "c.txt")
    found = rows(tmp_path / "c.txt")
    assert list(found[0])[-1] == "File Name"
    assert [row["File Name"] for row in found] == [record.source.name for record in described()]
    assert notes[SHARED] == sum(record.source.index > 0 for record in described())


def test_nothing_follows_the_last_line(tmp_path: Path) -> None:
    export("contentdm", corpus(), tmp_path / "c.txt")
    data = (tmp_path / "c.txt").read_bytes()
    assert data == data.rstrip()
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r") == len(described())


def test_classification_and_release_have_columns_of_their_own(tmp_path: Path) -> None:
    export("contentdm", corpus(), tmp_path / "c.txt")
    for row, record in zip(rows(tmp_path / "c.txt"), described(), strict=True):
        assert (record.classification.level or "") in row["Classification"]
        assert (record.release.status or "") in row["Release"]
        assert "Release:" not in row["Classification"]
        assert "Original" not in row["Release"]


def test_the_seed(tmp_path: Path) -> None:
    export("contentdm", [by_id("2000STATE185645")], tmp_path / "c.txt")
    row = rows(tmp_path / "c.txt")[0]
    assert (row["Title"], row["Date"]) == ("PAKISTANI SUPPORT FOR TALIBAN", "2000-09-26")
    assert row["Subject"] == "Terrorists and Terrorism (PTER); External Political Relations (PREL); Security (ASEC)"


def test_no_value_breaks_a_line_or_a_field(tmp_path: Path) -> None:
    addressees = [{"name": "ONE; TWO"}, {"name": "THREE"}]
    record = cable(subject='A "B"\tC\nD', to=addressees)
    notes = export("contentdm", [record], tmp_path / "c.txt")
    row = rows(tmp_path / "c.txt")[0]
    assert row["Title"] == 'A "B" C D'
    assert row["Contributors"] == "ONE, TWO; THREE"
    assert (notes[FOLDED], notes[COMMAS]) == (1, 1)


def test_two_files_of_one_name_are_noted(tmp_path: Path) -> None:
    source = cable().source.model_dump()
    records = [cable(source={**source, "path": f"{folder}/b.txt"}) for folder in ("a", "c")]
    notes = export("contentdm", [*records, cable(source={**source, "index": 1})], tmp_path / "c.txt")
    assert (notes[SAME_NAME], notes[SHARED]) == (1, 1)
