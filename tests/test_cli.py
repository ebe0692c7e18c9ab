from __future__ import annotations

import json
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run

from cableparse import __version__
from cableparse.cli import COMMANDS, application
from cableparse.diagnostics import Code
from cableparse.pipeline import parse_file
from cableparse.views.terminal import standard_output

SEED_ID = "2000STATE185645"
NEWS = "000_f33c3e02de4d8d04.txt"


def records(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode().splitlines()]


def test_json_of_one_record_is_an_object(run: Run, seed: Path) -> None:
    done = run("parse", seed)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["id"] == SEED_ID
    assert done.stdout.startswith(b'{\n  "schema_version"')


def test_json_of_several_records_is_an_array(run: Run, seed: Path) -> None:
    done = run("parse", seed, seed.with_name(NEWS))
    assert [record["kind"] for record in json.loads(done.stdout)] == ["cable", "not_a_cable"]


def test_jsonl_keeps_paths_as_given(run: Run, seed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(seed.read_bytes())
    done = run("parse", "--format", "jsonl", "./a.txt", "a.txt")
    assert [record["source"]["path"] for record in records(done.stdout)] == ["./a.txt", "a.txt"]


def test_table_shows_who_when_and_what(run: Run, seed: Path) -> None:
    done = run("parse", "--format", "table", seed, COLUMNS="200")
    shown = done.stdout.decode()
    for value in (SEED_ID, "SECSTATE WASHDC", "AMEMBASSY ISLAMABAD", "262310Z SEP 00", "PAKISTANI SUPPORT FOR TALIBAN"):
        assert value in shown
    assert "\x1b" not in shown


def test_news_is_not_a_cable_and_no_failure(run: Run, seed: Path) -> None:
    done = run("parse", seed.with_name(NEWS))
    assert (done.returncode, json.loads(done.stdout)["kind"]) == (0, "not_a_cable")


def test_standard_input(run: Run, seed: Path) -> None:
    done = run("parse", "-", stdin=seed.read_bytes())
    source = json.loads(done.stdout)["source"]
    assert (source["path"], source["name"]) == ("-", "<stdin>")


def test_folder_is_its_files_sorted_and_without_hidden_ones(run: Run, tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.txt", "a.txt", ".hidden", ".git/x.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("FM AMEMBASSY LIMA\n")
    done = run("parse", "--format", "jsonl", "in")
    assert [record["source"]["path"] for record in records(done.stdout)] == ["in/a.txt", "in/b.txt", "in/sub/a.txt"]


def test_quoted_glob_is_expanded(run: Run, tmp_path: Path) -> None:
    for name in ("1974LIMA00002.txt", "1974LIMA00001.txt", "notes.md"):
        (tmp_path / name).write_text("FM AMEMBASSY LIMA\n")
    done = run("parse", "--format", "jsonl", "*.txt")
    assert [record["source"]["path"] for record in records(done.stdout)] == ["1974LIMA00001.txt", "1974LIMA00002.txt"]


def test_a_file_named_like_a_pattern_is_that_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cable[1].txt").write_text("FM AMEMBASSY LIMA\n")
    done = run("parse", "cable[1].txt")
    assert json.loads(done.stdout)["source"]["path"] == "cable[1].txt"


def test_one_unreadable_file_costs_one_file(run: Run, seed: Path) -> None:
    done = run("parse", "--format", "jsonl", "none.txt", seed)
    assert (done.returncode, len(records(done.stdout))) == (1, 1)
    assert done.stderr == b"cableparse: none.txt: no such file\n"


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("none.txt", "none.txt: no such file"),
        ("none*.txt", "none*.txt: no file matches"),
        ("empty", "empty: holds no file"),
        ("empty.txt", "empty.txt: is empty"),
        ("program", "program: looks like a binary file (ELF program), which cableparse does not read (kind-not-read)"),
        ("", ": is a directory; name the files in it"),
        ("-", "<stdin>: is empty"),
    ],
)
def test_nothing_readable_is_exit_3(run: Run, tmp_path: Path, argument: str, reason: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.txt").touch()
    (tmp_path / "program").write_bytes(b"\x7fELF\x02\x01\x01")
    done = run("parse", argument)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (3, b"", f"cableparse: {reason}\n")


def test_a_huge_line_is_refused_by_name_of_the_limit(run: Run, tmp_path: Path) -> None:
    (tmp_path / "line.txt").write_bytes(b"A" * 50_000_000)
    done = run("parse", "line.txt")
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"is larger than 20,000,000 bytes; raise the limit with --max-bytes" in done.stderr


@pytest.mark.parametrize("character", [b"A", b" ", b"-", b"0 ", b"A.\n", b"\n"])
def test_a_long_monotonous_text_is_parsed(run: Run, tmp_path: Path, character: bytes) -> None:
    (tmp_path / "line.txt").write_bytes(character * 100_000)
    done = run("parse", "line.txt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["kind"] == "not_a_cable"


@pytest.mark.parametrize(
    "arguments", [["parse"], ["parse", "--format", "xml", "-"], ["frobnicate"], ["inspect", "a", "b"]]
)
def test_usage_errors_are_exit_2(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Usage: " in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["json", "jsonl", "table"])
def test_output_is_utf8_whatever_the_locale(run: Run, tmp_path: Path, seed: Path, form: str) -> None:
    (tmp_path / "ñandú.txt").write_bytes(seed.read_bytes())
    done = run("parse", "--format", form, "ñandú.txt", PYTHONIOENCODING="ascii", LC_ALL="C.UTF-8", COLUMNS="200")
    assert done.returncode == 0
    assert "ñandú.txt" in done.stdout.decode()


@pytest.mark.parametrize("form", ["json", "jsonl", "table"])
def test_a_reader_that_leaves_ends_it_quietly(
    command: list[str], environment: dict[str, str], seed: Path, form: str
) -> None:
    arguments = [*command, "parse", "--format", form, *[str(seed)] * 50]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full disk")
@pytest.mark.parametrize("arguments", [["--help"], ["export", "-h"], ["parse", "seeds/004_2f7603ce0caf6724.txt"]])
def test_a_full_disk_is_exit_4(command: list[str], environment: dict[str, str], arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*command, *arguments], stdout=full, stderr=subprocess.PIPE, env=environment, cwd=ROOT, check=False
        )
    assert done.returncode == 4
    assert done.stderr == b"cableparse: standard output cannot be written: No space left on device\n"


def test_interrupt_is_exit_130(command: list[str], environment: dict[str, str], seed: Path) -> None:
    with subprocess.Popen(
        [*command, "parse", "--format", "jsonl", str(seed), "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        # A background job inherits an ignored SIGINT.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 130


def test_inspect_shows_every_line_as_it_is(run: Run, seed: Path) -> None:
    done = run("inspect", seed)
    assert (done.returncode, done.stderr) == (0, b"")
    shown = [line.split(" | ", 1) for line in done.stdout.decode().split("\n")]
    numbered: dict[str, str] = {}
    for gutter, text in (row for row in shown if len(row) == 2 and row[0].strip()):
        before = numbered.setdefault(gutter.split()[0], "")  # stretches of one line stand below each other
        numbered[gutter.split()[0]] += text[len(before) :]
    assert list(numbered.values()) == seed.read_text().splitlines()


@pytest.mark.parametrize("argument", ["none.txt", "."])
def test_inspect_of_what_cannot_be_read_is_exit_3(run: Run, argument: str) -> None:
    done = run("inspect", argument)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.startswith(f"cableparse: {argument}: ".encode())


def test_inspect_points_at_the_place(run: Run, seed: Path) -> None:
    lines = run("inspect", seed).stdout.decode().split("\n")
    carets = [number for number, line in enumerate(lines) if " | " in line and line.split(" | ")[0].strip() == ""]
    assert carets
    assert all("^" in lines[number] for number in carets)


def test_inspect_colors_only_when_told_or_on_a_terminal(run: Run, seed: Path) -> None:
    assert b"\x1b[" not in run("inspect", seed).stdout
    assert b"\x1b[" not in run("inspect", "--color", "never", seed, FORCE_COLOR="1").stdout
    assert b"\x1b[36m" in run("inspect", "--color", "always", seed).stdout


@pytest.mark.parametrize("arguments", [["inspect"], ["parse", "--format", "table"]])
def test_a_document_cannot_steer_the_terminal(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "evil.txt").write_bytes(b"PAGE 01 LIMA 00042 010203Z\nSUBJECT: \x1b[31mRED\x9b31m \x07BELL\n")
    done = run(*arguments, "evil.txt")
    assert done.returncode == 0
    assert not {"\x1b", "\x07", "\x9b"} & set(done.stdout.decode())


STEERING = "\x9b31m\x85\u202egnp.exe\u202c\u2067a\u2069\u200f\u2028"


@pytest.mark.parametrize(
    "arguments", [["inspect"], *(["parse", "--format", form] for form in ("json", "jsonl", "table"))]
)
def test_no_format_turns_or_controls_the_terminal(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "evil.txt").write_text(f"PAGE 01 LIMA 00042 010203Z\nSUBJECT: {STEERING}\n")
    done = run(*arguments, "evil.txt")
    assert done.returncode == 0
    assert not set(STEERING) & set(done.stdout.decode()) - set("31mgnp.exea")
    if "jsonl" in arguments:  # what is escaped means the same
        assert json.loads(done.stdout)["subject"] == parse_file(tmp_path / "evil.txt")[0].subject


def test_a_table_is_byte_true_in_a_pipe_and_harmless_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with standard_output() as write:
        write(STEERING)
    assert capsys.readouterr().out == STEERING
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with standard_output() as write:
        write(STEERING)
    assert not set(STEERING) & set(capsys.readouterr().out) - set("31mgnp.exea")


def test_schema_describes_a_record(run: Run) -> None:
    schema = json.loads(run("schema").stdout)
    assert {"from", "to", "info", "diagnostics", "coverage"} <= set(schema["properties"])
    assert "from_" not in schema["properties"]


@pytest.mark.parametrize("code", [code.code for code in Code])
def test_explain_says_what_to_do(capsys: pytest.CaptureFixture[str], code: str) -> None:
    application(["explain"])(["explain", code], standalone_mode=False)
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{code} (")
    assert len(rest) == 2 and all(line.strip() for line in rest)


def test_explain_lists_all_codes(run: Run) -> None:
    listed = run("explain").stdout.decode()
    assert [line.split(" (")[0] for line in listed.splitlines() if not line.startswith(" ")] == [c.code for c in Code]


def test_explain_names_near_codes(run: Run) -> None:
    done = run("explain", "unparsed-lines")
    assert done.returncode == 2
    assert b"Did you mean unparsed-line" in done.stderr
    done = run("explain", "zzzzz")
    assert done.returncode == 2
    assert b"lists all codes" in done.stderr


def test_version(run: Run) -> None:
    assert run("--version").stdout.decode() == f"cableparse {__version__}\n"


def test_help_is_on_standard_output_and_imports_nothing_heavy(run: Run) -> None:
    done = run("--help", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    assert b"parse" in done.stdout
    imported = {line.split(b"|")[-1].strip().decode() for line in done.stderr.splitlines()}
    assert "typer" in imported
    assert not imported & {"rich", "pydantic", "lark", "rapidfuzz", "pdfplumber", "charset_normalizer"}


def test_help_lists_all_commands(run: Run) -> None:
    listed = run("--help").stdout.decode()
    assert [name for name in COMMANDS if f"\n  {name} " not in listed] == []


def test_a_command_loads_no_other(command: list[str], environment: dict[str, str]) -> None:
    check = "import sys; from cableparse.cli import application; application(['explain', 'x']); print(*sys.modules)"
    done = subprocess.run([command[0], "-c", check], env=environment, capture_output=True, text=True, check=True)
    loaded = {file for file in COMMANDS.values() if f"cableparse.cli.{file}" in done.stdout.split()}
    assert loaded == {"explain"}


def test_importing_the_package_imports_nothing_heavy(run: Run, command: list[str], environment: dict[str, str]) -> None:
    check = "import sys, cableparse; assert not {'pydantic', 'lark', 'typer'} & set(sys.modules); cableparse.parse_text"
    done = subprocess.run([command[0], "-c", check], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
