from __future__ import annotations

import csv
import hashlib
import io
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_files import TELEGRAM, documents, members, own_record, record

from cableparse.errors import UnreadableInput
from cableparse.pages import Document
from cableparse.pipeline import parse_document
from cableparse.sources import read
from cableparse.sources.file_kind import MediaType, kind_of

CABLE = TELEGRAM.read_text(encoding="utf-8")
# The columns of History Lab's `docs` table.
ROW = {
    "id": "1974STATE010752",
    "date": "1974-01-17",
    "subject": "CIVAIR - FLYING TIGER  SCHEDULE FILING",
    "body": CABLE,
    "tags": "ETRN, KS",
    "origclass": "LIMITED OFFICIAL USE",
    "Film Number": "",
}
ATTRIBUTES = {
    "id": "1974STATE010752",
    "date": "1974-01-17",
    "subject": "CIVAIR - FLYING TIGER SCHEDULE FILING",
    "tags": "ETRN, KS",
    "origclass": "LIMITED OFFICIAL USE",
}


def csv_of(rows: list[dict[str, Any]], **dialect: Any) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, list(rows[0]), **dialect)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def save(folder: Path, data: str | bytes, name: str = "docs.csv") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_a_row_gives_the_record_of_its_text(tmp_path: Path, delimiter: str, quoting: Any) -> None:
    data = csv_of([ROW, {**ROW, "body": "FM AMEMBASSY LIMA\n"}], delimiter=delimiter, quoting=quoting)
    first, second = documents(save(tmp_path, data))
    assert (first.text, second.text) == (CABLE, "FM AMEMBASSY LIMA\n")
    assert (first.member, second.member, first.media_type) == ("row 1", "row 2", "text/csv")
    assert first.sha256 == hashlib.sha256(CABLE.encode()).hexdigest()
    assert first.attributes == ATTRIBUTES
    ours, own = record(first), own_record(TELEGRAM)
    assert ours["attributes"] == ATTRIBUTES
    for part in ("id", "dtg", "from_", "to", "distribution", "tags", "subject", "body", "coverage"):
        assert ours[part] == own[part]


def test_json_lines_give_rows(tmp_path: Path) -> None:
    rows = [{**ROW, "tags": ["ETRN", "KS"], "pages": 2, "secure": True, "film": None, "more": {"reel": 1}}, ROW]
    data = "\n".join(json.dumps(row) for row in rows) + "\n\n"
    first, second = documents(save(tmp_path, data, "docs.jsonl"))
    assert first.attributes == {**ATTRIBUTES, "pages": "2", "secure": "true", "more": '{"reel": 1}'}
    assert (first.text, second.member, first.media_type) == (CABLE, "row 2", "application/x-ndjson")


def test_a_line_that_is_no_object_costs_itself(tmp_path: Path) -> None:
    data = "\n".join(
        [json.dumps({"text": "FM AMEMBASSY LIMA"}), "[1, 2", "3", "[" * 50_000, json.dumps({"text": "TO"})]
    )
    read_members, said = members(save(tmp_path, data, "docs.jsonl"))
    assert read_members == ["row 1", "row 5"]
    assert [text.partition(":")[0] for text in said] == ["row 2", "row 3", "row 4"]


@pytest.mark.parametrize("column", ["body", "text", "content", "raw_text", "document"])
def test_the_usual_columns_are_found(tmp_path: Path, column: str) -> None:
    (document,) = documents(save(tmp_path, csv_of([{"number": "1", column.title(): CABLE}])))
    assert (document.text, document.attributes) == (CABLE, {"number": "1"})


def test_the_first_column_that_has_text_is_taken(tmp_path: Path) -> None:
    rows = [{"text": "A", "body": ""}, {"text": "B", "body": "C"}, {"text": " ", "body": ""}]
    read_members, said = members(save(tmp_path, csv_of(rows)))
    assert read_members == ["row 1", "row 2"]
    assert said == ["row 3: has no text in body, text"]
    assert [document.text for document in documents(save(tmp_path, csv_of(rows[:2])))] == ["A", "C"]


def test_a_column_can_be_named(tmp_path: Path) -> None:
    path = save(tmp_path, csv_of([{"No.": "1", "Telegram Text": CABLE, "body": "x"}]))
    (document,) = documents(path, text_column="Telegram Text")
    assert (document.text, document.attributes) == (CABLE, {"no": "1", "body": "x"})
    assert members(path, text_column="telegram")[1] == [
        "has no column telegram; name the one with the text with --text-column; it has no, telegram_text, body"
    ]


def test_a_table_without_a_text_column_says_what_it_has(tmp_path: Path) -> None:
    assert members(save(tmp_path, "id,subject\n1,FISHING\n"))[1] == [
        "has no column with a name that is known for texts (body, text, message_text, content ...), and none that "
        "plainly holds them; name the one with the text with --text-column; it has id, subject"
    ]
    assert members(save(tmp_path, "id,body\n"))[1] == ["holds no row"]


@pytest.mark.parametrize("encoding", ["utf_8", "utf_8_sig", "utf_16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "L'ambassadeur a été reçu à l'Élysée par le président, qui s'est dit préoccupé.\n"
    data = csv_of([{"id": str(number), "body": text if number == 900 else "A" * 2000} for number in range(1000)])
    found = documents(save(tmp_path, data.encode(encoding)))
    assert found[900].text == text
    assert found[0].encoding == encoding
    assert found[0].attributes == {"id": "0"}


def test_nul_long_fields_and_odd_rows_are_tolerated(tmp_path: Path) -> None:
    long = "FM AMEMBASSY LIMA\n" * 20_000
    data = f'id,body,body,\r\n1,"a\0b",x,y,z\r\n\r\n2,"{long}"\r\n3\r\n'
    read_members, said = members(save(tmp_path, data))
    assert (read_members, len(said)) == (["row 1", "row 2"], 1)
    first, second = documents(save(tmp_path, data.removesuffix("3\r\n")))
    assert (first.text, first.lines[0].text) == ("a\0b", "a b")
    assert first.attributes == {"id": "1", "column_4": "y", "column_5": "z"}
    assert second.text == long


def test_backslashes_escape_where_quotation_marks_are_not_doubled(tmp_path: Path) -> None:
    data = csv_of([{"id": "1", "body": 'THE "AIDE-MEMOIRE"\n'}], doublequote=False, escapechar="\\")
    (document,) = documents(save(tmp_path, data))
    assert document.text == 'THE "AIDE-MEMOIRE"\n'


@pytest.mark.parametrize("row", ['"' + "A\n" * 30_000, ("A\n" * 300 + '","') * 100])
def test_a_row_that_is_too_large_ends_the_table(tmp_path: Path, row: str) -> None:
    if "," in row:
        row = f'"{row}'
    path = save(tmp_path, f"id,body\n1,FM AMEMBASSY LIMA\n2,{row}")
    assert members(path, max_bytes=50_000) == (
        ["row 1"],
        ["cannot be read after row 1: the next row is larger than 50,000 bytes; raise the limit with --max-bytes"],
    )


@pytest.mark.parametrize("is_json", [False, True])
def test_a_line_that_is_too_large_costs_itself(tmp_path: Path, is_json: bool) -> None:
    rows = ["FM AMEMBASSY LIMA", "A" * 200_000, "FM AMEMBASSY QUITO"]
    lines = [json.dumps({"body": row}) for row in rows] if is_json else ["body,id", *(f"{row},1" for row in rows)]
    path = save(tmp_path, "\n".join(lines), "table.jsonl" if is_json else "table.csv")
    assert members(path, max_bytes=100_000) == (
        ["row 1", "row 3"],
        ["row 2: is larger than 100,000 bytes; raise the limit with --max-bytes"],
    )


def test_a_table_may_be_larger_than_the_limit_of_a_row(tmp_path: Path) -> None:
    rows = [{"id": str(number), "body": CABLE} for number in range(100)]
    found = documents(save(tmp_path, csv_of(rows)), max_bytes=len(CABLE) + 100)
    assert [document.attributes["id"] for document in found] == [str(number) for number in range(100)]


def test_what_the_row_says_fills_what_the_text_does_not(tmp_path: Path) -> None:
    lost = (
        "MRN: 1973ABIDJA004684  SEGMENT NUMBER: 000001  ERROR READING TEXT INDEX FILE; TELEGRAM TEXT FOR THIS MRN IS\n"
    )
    row = {
        "doc_nbr": "1973ABIDJA04684",
        "origclass": "LIMITED OFFICIAL USE",
        "subject": "RELIEF OF NCOIC",
        "body": lost,
    }
    (document,) = documents(save(tmp_path, csv_of([row])))
    cable = parse_document(document)[0]
    assert (cable.id, cable.subject) == ("1973ABIDJA04684", "RELIEF OF NCOIC")
    assert cable.classification.level == "LIMITED OFFICIAL USE"
    assert {d.code for d in cable.diagnostics} >= {"text-lost", "from-attributes"}


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("odd")


@given(st.binary(max_size=300), st.sampled_from(["docs.csv", "docs.jsonl"]))
def test_no_table_is_a_crash(scratch: Path, data: bytes, name: str) -> None:
    path = save(scratch, b"\nbody,id\n" + data, name)
    read_members, said = members(path)
    assert read_members or said
    for document in documents(path) if not said else []:
        assert all(value == " ".join(value.split()) for value in document.attributes.values())


ROWS = [{"id": 1, "body": CABLE}, {"id": 2, "body": "FM AMEMBASSY LIMA\n"}]


@pytest.mark.parametrize("name", ["docs.json", "docs.jsonl", "docs", "docs.txt"])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("held", ["array", "results", "below"])
def test_a_json_document_gives_rows(tmp_path: Path, name: str, indent: int | None, held: str) -> None:
    value = {"array": ROWS, "results": {"count": 2, "results": ROWS, "next": None}, "below": {"a": {"hits": ROWS}}}
    path = save(tmp_path, json.dumps(value[held], indent=indent), name)
    first, second = documents(path)
    assert (first.text, first.member, first.attributes) == (CABLE, "row 1", {"id": "1"})
    assert (second.text, second.member, second.media_type) == ("FM AMEMBASSY LIMA\n", "row 2", "application/json")


@pytest.mark.parametrize("indent", [None, 2])
def test_one_json_object_is_a_row(tmp_path: Path, indent: int | None) -> None:
    row = {**ROWS[0], "attachments": [{"name": "a"}, {"name": "b"}]}
    (document,) = documents(save(tmp_path, json.dumps(row, indent=indent), "cable.json"))
    assert document.text == CABLE
    assert json.loads(document.attributes["attachments"]) == row["attachments"]


def test_several_json_documents_one_after_another_are_rows(tmp_path: Path) -> None:
    data = "\n".join(json.dumps(row, indent=1) for row in ROWS)
    assert members(save(tmp_path, data, "docs.json")) == (["row 1", "row 2"], [])


def test_json_lines_by_another_name_are_told_by_their_content(tmp_path: Path) -> None:
    (document, _) = documents(save(tmp_path, "\n".join(map(json.dumps, ROWS)), "docs.json"))
    assert document.media_type == "application/x-ndjson"


def test_what_a_search_engine_found_is_read(tmp_path: Path) -> None:
    data = {"took": 3, "hits": {"hits": [{"_id": "x", "_source": row} for row in ROWS]}}
    (document, _) = documents(save(tmp_path, json.dumps(data), "hits.json"))
    assert (document.text, document.attributes["id"]) == (CABLE, "1")


@pytest.mark.parametrize(
    "data", ['{"a": 1,, }', "{ not json", '[{"body": "FM', "[" * 100_000, '{"a": tru}', '[{"a" 1}]']
)
def test_json_that_cannot_be_read_is_refused_as_json(tmp_path: Path, data: str) -> None:
    read_members, said = members(save(tmp_path, data, "docs.json"))
    assert read_members == []
    assert "JSON" in said[0]
    assert "--text-column" not in said[0]


def test_rows_before_the_break_of_a_json_array_are_read(tmp_path: Path) -> None:
    read_members, (said,) = members(save(tmp_path, json.dumps(ROWS)[:-10], "docs.json"))
    assert read_members == ["row 1"]
    assert said.startswith("cannot be read after row 1: its JSON is damaged or breaks off")


def test_a_json_array_is_read_row_by_row(tmp_path: Path) -> None:
    rows = [{"id": number, "body": CABLE} for number in range(100)]
    path = save(tmp_path, json.dumps(rows), "docs.json")
    assert len(documents(path, max_bytes=2 * len(CABLE))) == 100
    rows[2]["body"] = "A" * 9 * len(CABLE)
    read_members, (said,) = members(save(tmp_path, json.dumps(rows), "docs.json"), max_bytes=2 * len(CABLE))
    assert read_members == ["row 1", "row 2"]
    assert "raise the limit with --max-bytes" in said


def test_what_is_no_json_is_text_whatever_its_name(tmp_path: Path) -> None:
    (document,) = documents(save(tmp_path, CABLE, "cable.json"))
    assert (document.text, document.media_type) == (CABLE, "text/plain")


@pytest.mark.parametrize(
    "column",
    ["rawBody", "msgText", "MessageText", "message_text", "Message-Text", "FULL TEXT", "raw_text", "Cable", "message"],
)
def test_columns_of_texts_are_known_by_many_names(tmp_path: Path, column: str) -> None:
    for data, name in (
        (csv_of([{"": "0", "mrn": "x", column: CABLE}]), "docs.csv"),
        (json.dumps({"mrn": "x", column: CABLE}), "docs.jsonl"),
    ):
        (document,) = documents(save(tmp_path, data, name))
        assert document.text == CABLE
        assert document.notes == []


def test_the_column_whose_rows_read_as_cables_is_taken_and_told(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "remark": "TO: FROM: a long remark\n" * 9, "blurb": CABLE},
        {"id": "2", "remark": "", "blurb": ""},
    ]
    path = save(tmp_path, csv_of(rows))
    read_members, said = members(path)
    assert (read_members, said) == (["row 1"], ["row 2: has no text in blurb"])
    (document,) = documents(save(tmp_path, csv_of(rows[:1])))
    cable = parse_document(document)[0]
    assert cable.id == "1974STATE010752"
    assert ["blurb" in d.message for d in cable.diagnostics if d.code == "text-column-inferred"] == [True]


def test_two_columns_that_read_as_cables_are_not_chosen_between(tmp_path: Path) -> None:
    read_members, (said,) = members(save(tmp_path, csv_of([{"one": CABLE, "other": CABLE}])))
    assert read_members == []
    assert said.endswith("name the one with the text with --text-column; it has one, other")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_short_row_costs_itself(tmp_path: Path, delimiter: str) -> None:
    data = "\n" + csv_of([{"id": "2", "body": CABLE, "tags": "PE"}], delimiter=delimiter)
    head, rest = data.split("\r\n", 1)
    for encoding in ("utf_8_sig", "utf_16"):
        path = save(tmp_path, f"{head}\r\n1\r\n{rest}".encode(encoding))
        assert members(path) == (["row 2"], ["row 1: has no text in body"])


def test_a_forms_first_line_is_no_row_of_names() -> None:
    assert kind_of(b"DEPARTMENT OF STATE | TELEGRAM\nFM AMEMBASSY LIMA\n", "cable") is MediaType.TEXT
    assert kind_of(b"Department of State, Message\nFM AMEMBASSY LIMA\n", "cable") is MediaType.TEXT
    assert kind_of(b"id\tmessage_text\n1\tFM AMEMBASSY LIMA\n", "docs") is MediaType.CSV


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_quotation_mark_that_nothing_closes_costs_its_row(tmp_path: Path, newline: str) -> None:
    rows = [f"{number},text of row {number}{newline}" for number in range(3, 100_000)]
    path = save(tmp_path, f'id,text{newline}1,first{newline}2,"second{newline}{newline}{"".join(rows)}')
    found = read(str(path))
    first, second, third = islice(found, 3)
    assert isinstance(first, Document)
    assert first.text == "first"
    assert "row 2: a cell has more than 1,000,000 characters; a quotation mark is perhaps not closed" in str(second)
    assert isinstance(third, Document)
    assert (third.attributes["id"], third.text) == ("3", "text of row 3")
    rest = [document.attributes["id"] for document in found if isinstance(document, Document)]
    assert rest == [str(number) for number in range(4, 100_000)]


def test_a_cell_without_end_that_no_rows_follow_ends_the_table(tmp_path: Path) -> None:
    text = "a line, and another\n" * 100_000
    found = read(str(save(tmp_path, f'id,text,day\n1,first,2\n2,"{text}')))
    assert isinstance(next(found), Document)
    with pytest.raises(UnreadableInput, match="after row 1: a cell has more than 1,000,000 characters; a quotation"):
        next(found)
