"""A batch as a whole: find work, skip what is done, run, collect, keep the ledger, write formats, report."""

from __future__ import annotations

import dataclasses
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from cableparse.batch import report
from cableparse.batch.compression import Compression
from cableparse.batch.copy_names import name_copies
from cableparse.batch.formats import Formats, keep_only
from cableparse.batch.kept import KeptRecords
from cableparse.batch.ledger import NAME, FolderInUse, Ledger
from cableparse.batch.listing import list_files
from cableparse.batch.plan import deal, plan
from cableparse.batch.progress import Progress, counted
from cableparse.batch.remote import FETCHED
from cableparse.batch.run import ShardRun
from cableparse.batch.runner import Runner, TaskLimits
from cableparse.batch.store import SCHEMA, Store
from cableparse.errors import MissingProgram, OutputError
from cableparse.output import TEMPORARY, remove
from cableparse.records import FOLDER
from cableparse.sources.options import SourceOptions
from cableparse.writers import FORMATS, ExportFormat, WriterOptions, writer

_LIMITS = TaskLimits()


@dataclass(frozen=True)
class Job:
    """What a batch is to do. `forms` is null where no records are to be written, as by `cableparse check`.

    `jobs` is how many worker processes of this machine read, 0 for none but this, which a file can hang or crash;
    `cluster` is used instead where it is given.
    """

    inputs: Sequence[str]
    output: Path
    forms: Sequence[ExportFormat] | None
    compression: Compression = Compression.NONE
    sources: SourceOptions = field(default_factory=SourceOptions)
    writing: WriterOptions = field(default_factory=WriterOptions)
    jobs: int = 0
    cluster: str | None = None
    limits: TaskLimits = _LIMITS
    retry: bool = False

    @property
    def identity(self) -> dict[str, Any]:
        """What the output depends on; a folder belongs to one such."""
        forms = None if self.forms is None else sorted(form.name for form in self.forms)
        calibration = self.sources.calibration
        plain = dataclasses.replace(self.sources, calibration=None)
        sources, writing = dataclasses.asdict(plain), dataclasses.asdict(self.writing)
        del writing["root"], writing["own"], writing["statement"]  # follow from the inputs; no batch has the last
        settings = sources | sources.pop("pdf") | writing
        del settings["seconds"], settings["until"]  # a page that was not recognised in time says so
        return {
            "format": forms,
            "compress": self.compression.value,
            **{name: getattr(value, "value", value) for name, value in settings.items()},
            "calibration": calibration.digest if calibration else None,
        }


class Outcome(NamedTuple):
    """What was counted, and of each format what it could not carry: sentences and how many records.

    `earlier` documents were read before this run, which may have read some of them again.
    """

    figures: report.Figures
    notes: dict[str, Counter[str]]
    earlier: int


class Stopped(KeyboardInterrupt):
    """A job was interrupted; what was read is kept, and `figures` count it."""

    def __init__(self, figures: report.Figures) -> None:
        super().__init__()
        self.figures = figures


def run(job: Job, progress: Progress) -> Outcome:
    """Do a job, or go on with it where it was left.

    A job that is interrupted or cannot go on leaves what is running for the next time; its report is written all the
    same.

    Raises:
        Stopped: it was interrupted.
        OutputError: the folder cannot be used or written.
        MissingProgram: a program or an extra is not installed.
    """
    for form in job.forms or ():
        writer(form)  # what is not installed is told now, not after hours
    store = Store(job.output, job.compression)
    began = time.monotonic()
    ledger, job = _open(job)
    try:
        with ledger.told():
            return _done(job, ledger, store, began, progress)
    finally:
        ledger.close()


def _done(job: Job, ledger: Ledger, store: Store, began: float, progress: Progress) -> Outcome:
    earlier = ledger.count("done", "duplicate")
    try:
        with _running(job) as runner:
            _work(job, ledger, store, runner, progress)
    except KeyboardInterrupt as error:
        raise Stopped(_concluded(ledger, job, began, finished=False)) from error
    except BaseException:
        _concluded(ledger, job, began, finished=False)
        raise
    return Outcome(_concluded(ledger, job, began, finished=True), ledger.notes(), earlier)


def _concluded(ledger: Ledger, job: Job, began: float, *, finished: bool) -> report.Figures:
    """The figures, with the time noted and the report written."""
    ledger.end(time.monotonic() - began, finished=finished)
    with ledger.told():
        return report.write_report(ledger.db, job.output)


def start_over(output: Path) -> None:
    """Remove from a folder all that a batch has written there, and nothing else; without a ledger it is no batch's.

    Raises:
        OutputError: it cannot be removed, or another run is using the folder.
    """
    ledger = output / NAME
    if not ledger.exists():
        return
    try:
        Ledger(output).close()
    except FolderInUse:
        raise
    except OutputError:
        pass  # a damaged ledger is a reason to start over
    names = [f"{NAME}-wal", f"{NAME}-shm", FOLDER, SCHEMA, FETCHED, report.PAGE, report.LINES, report.QUARANTINE]
    names += [name for form in FORMATS for name in (form.name, form.target, *form.besides)]
    try:
        for name in names:
            remove(output / name)
            remove(output / f"{name}{TEMPORARY}")
        ledger.write_bytes(b"")  # what else lies there, lies in a batch's folder all the same
    except OSError as error:
        raise OutputError(f"{error.filename}: cannot be removed: {error.strerror}") from error


def _open(job: Job) -> tuple[Ledger, Job]:
    """The ledger, and the job with the formats that the folder has already: they are kept true."""
    output = job.output
    try:
        output.mkdir(parents=True, exist_ok=True)
        if not (output / NAME).exists() and any(output.iterdir()):
            raise OutputError(f"{output}: holds files and is no output of a batch; name an empty or a new folder")
    except OSError as error:
        raise OutputError(f"{output}: cannot be written: {error.strerror}") from error
    ledger = Ledger(output)
    try:
        with ledger.told():
            held = ledger.begin(job.identity, job.inputs)
    except BaseException:
        ledger.close()
        raise
    if job.forms is None:
        return ledger, job
    return ledger, dataclasses.replace(job, forms=[form for form in FORMATS if form.name in held or form in job.forms])


def _work(job: Job, ledger: Ledger, store: Store, runner: Runner, progress: Progress) -> None:
    progress.phase("looking for files")
    plan(ledger, counted(list_files(job.inputs, job.output), progress), retry=job.retry)
    kept = KeptRecords(ledger, None if job.forms is None else store)
    kept.mend()
    if job.forms is not None:
        store.write_schema()
        keep_only(store.folder, {store.file(shard).name for shard in ledger.shards_with_records()})
    while unread := ledger.count("waiting") + ledger.unseen:
        progress.phase("reading", unread)
        ShardRun(ledger, runner, kept, job.sources, progress).work()
        deal(ledger)
    if job.forms is not None:
        name_copies(ledger, store.folder)
    if job.forms:
        with _local(job) if job.cluster else _as_is(runner) as local:
            others = [form for form in job.forms if form.name != "jsonl"]
            writing = dataclasses.replace(job.writing, own=True)
            Formats(others, ledger, store, job.output, writing).write(local, progress)
    shutil.rmtree(job.output / FETCHED, ignore_errors=True)


@contextmanager
def _running(job: Job) -> Iterator[Runner]:
    """The runner of a job, which is stopped at once when the context ends with an exception."""
    runner = _cluster(job.cluster, job.limits) if job.cluster else _local_runner(job)
    try:
        yield runner
    except BaseException:
        runner.close(now=True)
        raise
    runner.close(now=False)


@contextmanager
def _local(job: Job) -> Iterator[Runner]:
    with _running(dataclasses.replace(job, cluster=None)) as runner:
        yield runner


@contextmanager
def _as_is(runner: Runner) -> Iterator[Runner]:
    yield runner


def _local_runner(job: Job) -> Runner:
    if not job.jobs:
        from cableparse.batch.runner.in_process import InProcess

        return InProcess(job.limits)
    from cableparse.batch.runner.pool import Pool

    return Pool(job.jobs, job.limits)


def _cluster(address: str, limits: TaskLimits) -> Runner:
    try:
        from cableparse.batch.runner.cluster import Cluster
    except ModuleNotFoundError as error:
        raise MissingProgram("install what --cluster takes with `pip install 'cableparse[cluster]'`") from error
    return Cluster(address, limits)
