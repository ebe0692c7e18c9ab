"""What a person at a terminal meets: tables, wide help, completion, hints, and messages that nobody reads."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import Run


def on_terminal(command: list[str], environment: dict[str, str], *arguments: str | Path, columns: int = 100) -> str:
    """What a command prints on a terminal."""
    own, other = pty.openpty()
    screen = {**environment, "COLUMNS": str(columns), "TERM": "xterm-256color"}
    with subprocess.Popen([*command, *map(str, arguments)], stdout=other, stderr=other, env=screen) as process:
        os.close(other)
        shown = b""
        try:
            while read := os.read(own, 65536):
                shown += read
        except OSError:  # the other end was closed
            pass
    os.close(own)
    assert process.returncode == 0, shown
    return shown.decode().replace("\r\n", "\n")


def test_parse_prints_a_table_on_a_terminal(command: list[str], environment: dict[str, str], seed: Path) -> None:
    shown = on_terminal(command, environment, "parse", seed)
    assert "2000STATE185645" in shown and "PAKISTANI SUPPORT FOR TALIBAN" in shown
    assert "schema_version" not in shown


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_parse_prints_json_on_a_terminal_when_told(
    command: list[str], environment: dict[str, str], seed: Path, form: str
) -> None:
    assert json.loads(on_terminal(command, environment, "parse", "--format", form, seed))["id"] == "2000STATE185645"


def test_a_table_is_what_a_terminal_shows_without_its_colours(run: Run, seed: Path) -> None:
    shown = run("parse", "--format", "table", seed, COLUMNS="60").stdout.decode()
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 60
    assert not any(line.endswith(" ") for line in shown.splitlines())


def test_records_are_parted_by_a_blank_line(run: Run, seed: Path) -> None:
    shown = run("parse", "--format", "table", seed, seed).stdout.decode()
    assert shown.count("\n\n") == 1
    first, second = shown.split("\n\n")
    assert first + "\n" == second


def test_the_manual_is_laid_out_on_a_terminal(command: list[str], environment: dict[str, str]) -> None:
    shown = on_terminal(command, environment, "manual", "batch")
    assert "| --- |" not in shown and "```" not in shown
    assert "--retry-failed" in shown


def test_nothing_of_the_manual_is_cut_off_at_80_columns(command: list[str], environment: dict[str, str]) -> None:
    shown = on_terminal(command, environment, "manual", "all", columns=80)
    assert "…" not in shown


def test_help_is_as_wide_as_the_terminal(run: Run) -> None:
    widths = {columns: run("parse", "-h", COLUMNS=str(columns)).stdout.decode().splitlines() for columns in (60, 150)}
    assert max(map(len, widths[60])) <= 60
    assert 110 < max(map(len, widths[150])) <= 150


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["prase", "x"], "'parse'"),
        (["corpus", "duplicats", "x"], "'duplicates'"),
        (["parse", "--formt", "json", "x"], "--format"),
        (["parse", "--format", "jsn", "x"], "json"),
        (["export", "x", "--to", "sqlte", "-o", "y"], "sqlite?"),
        (["explain", "copies-dont-add-up"], "copies-do-not-add-up?"),
        (["help", "formts"], "formats?"),
    ],
)
def test_what_was_meant(run: Run, arguments: list[str], meant: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert f"Did you mean {meant}" in done.stderr.decode()


@pytest.fixture
def program(command: list[str], tmp_path: Path) -> Path:
    """The command under the name that it is completed by."""
    script = tmp_path / "bin" / "cableparse"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{command[0]}" -c "{_MAIN}" "$@"\n')
    script.chmod(0o755)
    return script


# As the installed script does it.
_MAIN = "import sys; sys.argv[0] = 'cableparse'; from cableparse.__main__ import main; main()"
COMPLETIONS = [
    ("cableparse expo", "export"),
    ("cableparse corpus dup", "duplicates"),
    ("cableparse parse --as", "--as-one"),
    ("cableparse export --to sq", "sqlite"),
    ("cableparse parse --format js", "json jsonl"),
]


@pytest.mark.parametrize(("typed", "completed"), COMPLETIONS)
def test_bash_completes(program: Path, environment: dict[str, str], typed: str, completed: str) -> None:
    script = (
        'eval "$(cableparse --show-completion bash)"\n'
        f"COMP_WORDS=({typed}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); $(complete -p cableparse | "
        "sed 's/.*-F \\([^ ]*\\).*/\\1/') cableparse; echo ${COMPREPLY[@]}"
    )
    path = os.pathsep.join([str(program.parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", script], env={**environment, "PATH": path}, capture_output=True, text=True, check=True
    )
    assert (done.stdout.split(), done.stderr) == (completed.split(), "")


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
@pytest.mark.parametrize(("typed", "completed"), COMPLETIONS)
def test_zsh_completes(program: Path, environment: dict[str, str], typed: str, completed: str) -> None:
    words = " ".join(f'"{word}"' for word in typed.split())
    script = (
        "compdef() { :; }; _arguments() { print -r -- $* }\n"
        'eval "$(cableparse --show-completion zsh)"\n'
        f"words=({words}); CURRENT=$#words; _cableparse_completion"
    )
    path = os.pathsep.join([str(program.parent), os.environ["PATH"]])
    done = subprocess.run(
        ["zsh", "-f", "-c", script], env={**environment, "PATH": path}, capture_output=True, text=True, check=True
    )
    assert all(f'"{word}"' in done.stdout for word in completed.split()), done


def closed(command: list[str], environment: dict[str, str], folder: Path, *arguments: str) -> int:
    """The exit code of a command whose messages go to a reader that has left; the reader sees no traceback."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*command, *arguments], cwd=folder, env=environment, stdout=writing, stderr=writing, check=False
    )
    os.close(writing)
    return done.returncode


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_a_batch_whose_messages_nobody_reads_does_its_work(
    command: list[str], environment: dict[str, str], seed: Path, tmp_path: Path, log_format: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "cable.txt").write_bytes(seed.read_bytes())
    (tmp_path / "in" / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    arguments = ("batch", "in", "-o", "out", "--jobs", "1", "--log-format", log_format)
    assert closed(command, environment, tmp_path, *arguments) == 1
    assert '"2000STATE185645"' in (tmp_path / "out" / "report.jsonl").read_text()
    assert (tmp_path / "out" / "report.html").exists()


@pytest.mark.parametrize(("arguments", "code"), [(["parse", "none.txt"], 3), (["prase"], 2), (["check", "none"], 3)])
def test_messages_that_nobody_reads_change_no_exit_code(
    command: list[str], environment: dict[str, str], tmp_path: Path, arguments: list[str], code: int
) -> None:
    assert closed(command, environment, tmp_path, *arguments) == code


def test_the_reader_of_a_batch_may_leave(command: list[str], environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / "in" / f"{number}.zip").write_bytes(b"PK\x03\x04 and no more %d" % number)
    script = f'"{command[0]}" -m cableparse batch in -o out 2>&1 | head -1; echo ${{PIPESTATUS[0]}}'
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    first, code = done.stdout.splitlines()
    assert first.startswith("cableparse: ") and code == "3"
    assert done.stderr == ""


def test_messages_never_stand_in_the_data(command: list[str], environment: dict[str, str], tmp_path: Path) -> None:
    script = f'"{command[0]}" -m cableparse parse none.txt 2>&-'
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (3, b"")
