"""Writes the other formats of a batch from its records: a file a shard in parallel, or one for all."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from cableparse.batch.ledger import ALL_SHARDS, Ledger
from cableparse.batch.progress import Progress
from cableparse.batch.runner import Runner
from cableparse.batch.store import Store, name_of
from cableparse.errors import CableparseError, OutputError
from cableparse.records import Records
from cableparse.writers import ExportFormat, Notes, WriterOptions, writer


class Formats:
    """The formats of a batch below the folder `output`; what is there and still true is not written again."""

    def __init__(
        self, forms: Sequence[ExportFormat], ledger: Ledger, store: Store, output: Path, options: WriterOptions
    ) -> None:
        self._forms = forms
        self._ledger = ledger
        self._store = store
        self._output = output
        self._options = options

    def write(self, runner: Runner, progress: Progress) -> None:
        """Write them.

        Raises:
            OutputError: one cannot be written.
            MissingProgram: its extra is not installed.
        """
        shards = self._ledger.shards_with_records()
        for form in self._forms:
            if form.by_shard:
                self._by_shard(form, shards, runner, progress)
            elif not self._is_there(form, ALL_SHARDS, self._output / form.target):
                progress.phase(f"writing {form.name}")
                records = Records([self._store.file(shard) for shard in shards])
                notes = writer(form)(records, self._output / form.target, self._options)
                self._ledger.add_output(form.name, ALL_SHARDS, notes)

    def _by_shard(self, form: ExportFormat, shards: Sequence[int], runner: Runner, progress: Progress) -> None:
        folder = self._output / form.name
        keep_only(folder, {_file(folder, form, shard).name for shard in shards})
        missing = [shard for shard in shards if not self._is_there(form, shard, _file(folder, form, shard))]
        progress.phase(f"writing {form.name}", len(missing))
        ahead: deque[tuple[int, Future[Notes]]] = deque()
        while missing or ahead:
            while missing and len(ahead) < runner.slots:
                shard = missing.pop(0)
                target = _file(folder, form, shard)
                ahead.append((shard, runner.submit(_write, form, self._store.file(shard), target, self._options)))
            shard, future = ahead.popleft()
            self._ledger.add_output(form.name, shard, _notes(future, form, runner))
            progress.step()

    def _is_there(self, form: ExportFormat, shard: int, target: Path) -> bool:
        """Whether a file, or a folder of a format that is one, was written of these records and not removed since."""
        return target.exists() and self._ledger.has_output(form.name, shard)


def _file(folder: Path, form: ExportFormat, shard: int) -> Path:
    return folder / f"{name_of(shard)}{Path(form.target).suffix}"


def keep_only(folder: Path, names: set[str]) -> None:
    """Remove what shards that are no more have left in a folder of ours."""
    for file in folder.glob(f"{name_of(0).rstrip('0')}*") if folder.is_dir() else ():
        if file.name not in names:
            file.unlink()


def _write(form: ExportFormat, records: Path, target: Path, options: WriterOptions) -> Notes:
    return writer(form)(Records([records]), target, options)


def _notes(future: Future[Notes], form: ExportFormat, runner: Runner) -> Notes:
    try:
        return future.result()
    except CableparseError:
        raise
    except Exception as error:
        raise OutputError(f"the format {form.name} cannot be written: {runner.why_lost(error)}") from error
