"""Runs what the ledger has waiting, shard by shard: submit, collect, write the records, settle in the ledger."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from cableparse.batch.kept import KeptRecords
from cableparse.batch.ledger import Ledger, Waiting
from cableparse.batch.loading import Loader
from cableparse.batch.progress import Progress
from cableparse.batch.runner import Runner
from cableparse.batch.survey import LOOK, Survey
from cableparse.batch.task import Parsed, TaskItem, parse
from cableparse.errors import CableparseError, OutputError
from cableparse.sources.options import SourceOptions
from cableparse.sources.unpacked import Leaf

# A task is this many sources or bytes, whichever is less: enough to make up for sending it to a worker.
_CHUNK = 64
_CHUNK_BYTES = 256_000
# Seconds of reading that a crash may cost. A shard that takes longer is written anew so often, which takes the parent
# some 40 ms for 1,000 records, 200 ms where gzip compresses them.
_KEPT_EVERY = 10
# Seconds from when on a person wants to know what takes so long.
_SLOW = 5


@dataclass
class _Shard:
    """A shard whose sources are being read; `left` of them are known and not read yet, all once it is `complete`.

    `parsed` are those that are not kept yet.
    """

    number: int
    left: int = 0
    complete: bool = False
    parsed: list[Parsed] = field(default_factory=list)


@dataclass
class _Task:
    """What a worker reads; `began` is when it was first seen to do so."""

    shard: _Shard
    items: list[TaskItem]
    tries: int
    began: float | None = None

    @property
    def name(self) -> str:
        """What is being read, as far as it is known: a worker does not say where it is."""
        first = _name(self.items[0])
        return f"{len(self.items)} files from {first} on" if len(self.items) > 1 else first


class ShardRun:
    """Reads what is waiting, and what is new.

    A shard's records are written when its last source is read, when the run is stopped, and now and then, in the order
    of the sources, however the tasks end. A task that was lost is split into its sources; a source that is lost alone
    has failed.
    """

    def __init__(
        self, ledger: Ledger, runner: Runner, kept: KeptRecords, options: SourceOptions, progress: Progress
    ) -> None:
        self._ledger = ledger
        self._runner = runner
        self._kept = kept
        self._options = options
        self._progress = progress
        self._survey = Survey(ledger, options, runner, self._meanwhile)
        self._loader = Loader(options, shares_files=runner.shares_files)
        self._tasks: dict[Future[list[Parsed]], _Task] = {}
        self._unkept: dict[int, _Shard] = {}
        self._kept_at = time.monotonic()

    def work(self) -> None:
        """Read all that is waiting; what was read is kept when it is interrupted. Raises OutputError."""
        try:
            self._work()
        except KeyboardInterrupt:
            for future, task in self._tasks.items():
                if future.done() and not future.cancelled() and future.exception() is None:
                    self._unkept.setdefault(task.shard.number, task.shard).parsed += future.result()
            # Where it was interrupted between a file and the ledger, that shard is read again, as after a crash.
            with suppress(OutputError):
                self._keep_all()
            raise

    def _work(self) -> None:
        chunks = self._chunks()
        more = True
        while more or self._tasks:
            while more and len(self._tasks) < self._runner.slots:
                chunk = next(chunks, None)
                more = chunk is not None
                if chunk:
                    self._submit(*chunk, self._runner.tries)
            for future in wait(self._tasks, LOOK, return_when=FIRST_COMPLETED).done:
                self._collect(self._tasks.pop(future), future)
            self._tell_slow()

    def _meanwhile(self, container: str, began: float) -> None:
        """Collect what is done while a container is listed."""
        for future in [future for future in self._tasks if future.done()]:
            self._collect(self._tasks.pop(future), future)
        self._tell_slow((began, f"looking into {container}"))

    def _tell_slow(self, *others: tuple[float, str]) -> None:
        """Tell what takes long, of several the one that takes longest."""
        now = time.monotonic()
        for future, task in self._tasks.items():
            if task.began is None and future.running():
                task.began = now
        begun = [(task.began, task.name) for task in self._tasks.values() if task.began and now - task.began >= _SLOW]
        began, name = min([*begun, *others], default=(now, None))
        self._progress.slow(name, now - began)

    def _chunks(self) -> Iterator[tuple[_Shard, list[TaskItem]]]:
        """What to submit next, shard by shard; what cannot even be loaded is settled as failed."""
        for number, sources in groupby(self._sources(), key=itemgetter(0)):
            shard = _Shard(number)
            chunk: list[TaskItem] = []
            size = 0
            for _, waiting, leaf in sources:
                if len(chunk) == _CHUNK or (chunk and size + waiting.size > _CHUNK_BYTES):
                    yield shard, chunk
                    chunk, size = [], 0
                shard.left += 1
                item = TaskItem(waiting.number, leaf) if leaf else self._load(shard, waiting)
                if item:
                    chunk.append(item)
                    size += waiting.size
            if chunk:
                yield shard, chunk
            shard.complete = True
            self._settle(shard)

    def _sources(self) -> Iterator[tuple[int, Waiting, Leaf | None]]:
        """What is to be read, with its shard and what was read of it: what an earlier run left, then what is new."""
        for shard in self._ledger.waiting_shards():
            yield from ((shard, waiting, None) for waiting in self._ledger.waiting(shard))
        for first, leaves in self._survey.arrivals():
            for shard in self._ledger.waiting_shards(first):
                for waiting in self._ledger.waiting(shard, first):
                    yield shard, waiting, leaves.pop(waiting.number, None)

    def _load(self, shard: _Shard, source: Waiting) -> TaskItem | None:
        try:
            return self._loader.item(source)
        except CableparseError as error:
            self._keep(shard, [Parsed(source.number, reason=str(error))])
            return None

    def _submit(self, shard: _Shard, items: list[TaskItem], tries: int) -> None:
        self._tasks[self._runner.submit(parse, items, self._options)] = _Task(shard, items, tries)

    def _collect(self, task: _Task, future: Future[list[Parsed]]) -> None:
        error = future.exception()
        if error is None:
            self._keep(task.shard, future.result())
        elif len(task.items) > 1:
            for item in task.items:
                self._submit(task.shard, [item], self._runner.tries)
        elif task.tries > 1:
            self._submit(task.shard, task.items, task.tries - 1)
        else:
            self._keep(task.shard, [self._lost(task.items[0], error)])

    def _lost(self, item: TaskItem, error: BaseException) -> Parsed:
        return Parsed(item.number, reason=f"{_name(item)}: {self._runner.why_lost(error)}", lost=True)

    def _keep(self, shard: _Shard, parsed: list[Parsed]) -> None:
        shard.parsed += parsed
        shard.left -= len(parsed)
        self._unkept[shard.number] = shard
        self._progress.advance(parsed)
        self._settle(shard)
        if time.monotonic() - self._kept_at >= _KEPT_EVERY:
            self._keep_all()

    def _settle(self, shard: _Shard) -> None:
        if shard.complete and not shard.left and shard.number in self._unkept:
            self._kept.add(shard.number, shard.parsed)
            del self._unkept[shard.number]

    def _keep_all(self) -> None:
        """Keep what was read of the shards that are not read to their end."""
        for shard in self._unkept.values():
            self._kept.add(shard.number, shard.parsed)
            shard.parsed = []
        self._unkept.clear()
        self._kept_at = time.monotonic()


def _name(item: TaskItem) -> str:
    source = item.source
    return source.part.shown if isinstance(source, Leaf) else source.path
