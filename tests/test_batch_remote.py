"""Folders that a batch reads over a file system of another kind: a web server's, one in memory."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from batches import batch, records, some_texts
from conftest import Run


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of a server for the folder `served`."""
    handler = functools.partial(_Quiet, directory=str(tmp_path / "served"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_folder_of_a_web_server_is_read(run: Run, served: str, tmp_path: Path) -> None:
    texts = some_texts(tmp_path / "served", 4)
    done = run("batch", served, "-o", tmp_path / "out", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    found = {record["source"]["path"]: record["source"]["name"] for record in records(tmp_path / "out")}
    assert sorted(found.values()) == sorted(text.name for text in texts)
    assert all(path.startswith(served) for path in found)
    assert not (tmp_path / "out" / "fetched").exists()


def test_a_folder_in_memory_is_read(tmp_path: Path) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    texts = some_texts(tmp_path / "in", 3)
    for text in texts:
        memory.pipe(f"/cables/{text.name}", text.read_bytes())
    figures = batch(["memory://cables"], tmp_path / "out")
    assert figures.sources.done == 3
    assert batch(["memory://cables"], tmp_path / "out").sources.done == 3
