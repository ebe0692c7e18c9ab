"""Recognition goes to no network: the libraries that it takes would tell their makers of each start."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from corpus import FIXTURES

pytest.importorskip("rapidocr", reason="text recognition takes the extra `ocr`")


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_recognition_looks_for_no_host(command: list[str], environment: dict[str, str], tmp_path: Path) -> None:
    page, calls = FIXTURES / "scans" / "png-cable-1.png", tmp_path / "calls"
    traced = ["strace", "--follow-forks", "--seccomp-bpf", "--trace=connect", f"--output={calls}"]
    done = subprocess.run(
        [*traced, *command, "parse", "--ocr", "rapidocr", page], env=environment, capture_output=True, check=False
    )
    if b"PTRACE" in done.stderr:
        pytest.skip("no process may be traced here")
    assert b"1985PORTM00199" in done.stdout, done.stderr
    assert [line for line in calls.read_text().splitlines() if "AF_INET" in line] == []
