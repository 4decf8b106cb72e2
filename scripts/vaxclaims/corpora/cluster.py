"""The claims of a corpus that does not fit one machine, part by part on a Dask cluster."""

import hashlib
import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tqdm.auto import tqdm

from vaxclaims import paths, tables
from vaxclaims.corpora import duplicates
from vaxclaims.corpora.dataset import Dataset, part_name
from vaxclaims.corpora.extract import write_tables
from vaxclaims.corpora.inputs import ABSENT, read_documents, read_metadata
from vaxclaims.corpora.locations import InputError
from vaxclaims.corpora.partitions import Part, list_parts, read_part
from vaxclaims.corpora.records import Row

# About a thousand articles, some seconds of work.
PART_BYTES = 2**20
# A part is begun again when its worker dies or its task breaks. A document that kills its worker this often, while
# it alone is worked on, is set aside; a machine taken away now and then costs nothing.
_DEADLY = 2
_DEATHS, _RETRIES, _ROUNDS = 10, 2, 3
# Tasks at once for each thread: enough to keep it busy, few enough for the scheduler's memory.
_AHEAD = 4
_SECONDS_BETWEEN_LINES = 30
_SECONDS_WITHOUT_WORKERS = 300
_CODE = ("reading", "extraction", "corpora")
_PACKAGES = ("charset-normalizer", "jieba", "opencc", "pyahocorasick", "pyarrow", "warcio")


class ClusterLost(RuntimeError):
    """No worker is left, and none came back; the message says so."""


class Result(NamedTuple):
    """How many parts, documents, claims, measures, duplicates and other remarks a dataset has, how many parts
    were there before, and which failed as {name, reason}."""

    parts: int
    resumed: int = 0
    documents: int = 0
    claims: int = 0
    measures: int = 0
    duplicates: int = 0
    left_out: int = 0
    failed: tuple[dict, ...] = ()


class Job(NamedTuple):
    """What is the same for every part of a dataset."""

    dataset: str
    names: tuple[str, ...]
    metadata: str
    metadata_digest: str
    engine: str


class Task(NamedTuple):
    """One part: what to read, less the rows that are duplicates and why."""

    number: int
    part: Part
    refused: dict[int, str]
    made_of: str


def extract_dataset(
    inputs: Iterable,
    out: str | Path,
    metadata: str | Path | None = None,
    measures: bool = False,
    *,
    scheduler: str = "",
    workers: int = 0,
    resume: bool = False,
    keep_duplicates: bool = False,
    part_bytes: int = PART_BYTES,
    tell: Callable[[str], None] = print,
) -> Result:
    """Write the claims of all texts in `inputs` as the dataset `out`, a folder or URL: row for row what
    `extract_corpus` writes. `scheduler` is the address of a Dask cluster; without one a cluster of `workers`
    processes (0: one for each core) is started here. With `resume` parts that are finished, and still made of
    the same texts by the same rules, stay. Raises InputError for what cannot be used at all."""
    remarks: list[dict] = []
    known = read_metadata(Path(metadata), remarks) if metadata else {}
    parts = list(list_parts(inputs, remarks, part_bytes))
    dataset = Dataset(str(out))
    finished = dataset.start(resume)
    names = ("claims", "measures") if measures else ("claims",)
    job = Job(dataset.location, names, *_metadata_file(metadata), engine_version())
    with connected(scheduler, workers, tell) as client:
        tasks, failed = _plan(client, parts, job, known, remarks, keep_duplicates, tell)
        if failed:
            return Result(len(parts), failed=tuple(failed))
        dataset.clear({*map(part_name, range(len(parts))), "inputs"}, (*names, "left_out"))
        done = [finished.get(part_name(task.number), {}) for task in tasks]
        done = {task.number: record for task, record in zip(tasks, done, strict=True) if record.get("made_of") == task.made_of}
        if done:
            tell(f"{len(done)} of {len(parts)} parts are there already")
        waiting = [task for task in tasks if task.number not in done]
        steps = ((task.number, (task, job)) for task in waiting)
        made, failed = {}, []
        for number, record in _each(client, extract_part, steps, len(waiting), failed, tell, "extracting"):
            made[number] = record
    with tempfile.TemporaryDirectory() as folder:
        file = tables.write_table(tables.table("left_out", remarks), Path(folder) / "inputs.parquet")
        dataset.put(file, "left_out", "inputs")
    records = [*done.values(), *made.values()]
    totals = {name: sum(record[name] for record in records) for name in ("documents", *names, "duplicates", "left_out")}
    totals["left_out"] += len(remarks)
    if not failed:
        dataset.finish({"parts": len(parts), "engine": job.engine, **totals})
    return Result(len(parts), len(done), **totals, failed=tuple(_named(failed, parts)))


def _plan(client, parts, job, known, remarks, keep_duplicates, tell) -> tuple[list[Task], list[dict]]:
    """The tasks of all parts, after a first look at every document for its digests."""
    failed: list[dict] = []
    refused: dict[int, dict[int, str]] = {}
    with duplicates.Index(keep_duplicates) as index:
        steps = ((number, (part,)) for number, part in enumerate(parts))
        for number, found in _each(client, digests_of, steps, len(parts), failed, tell, "looking for duplicates"):
            index.add(number, *found)
        for number, row, why in index.refused():
            refused.setdefault(number, {})[row] = why
        remarks += [{"name": doc_id, "reason": ABSENT} for doc_id in index.absent(known)]
    tasks = [_task(number, part, refused.get(number, {}), job) for number, part in enumerate(parts)]
    return tasks, _named(failed, parts)


def _task(number: int, part: Part, refused: dict[int, str], job: Job) -> Task:
    made_of = json.dumps([part, sorted(refused.items()), job.names, job.metadata_digest, job.engine])
    return Task(number, part, refused, hashlib.sha256(made_of.encode()).hexdigest())


def _named(failed: list[dict], parts: list[Part]) -> list[dict]:
    return [{"name": parts[entry["number"]].name, "reason": entry["reason"]} for entry in failed]


# ---- on the workers


def digests_of(part: Part) -> tuple[list[int], list[bytes], list[bytes]]:
    """Of every document of a part its row, the digest of its doc_id and that of its text."""
    rows, ids, texts = [], [], []
    for number, (_, row, _) in enumerate(read_part(part)):
        if row:
            rows.append(number)
            ids.append(duplicates.digest(row["doc_id"]))
            texts.append(duplicates.digest(row["text"]))
    return rows, ids, texts


def extract_part(task: Task, job: Job) -> dict:
    """Write one part of every table, and the record that says so; the record."""
    if engine_version() != job.engine:
        raise RuntimeError("this worker has other rules or code than the one who started the run")
    dataset, name = Dataset(job.dataset), part_name(task.number)
    attempt = _Attempt(dataset, task.number)
    known = _metadata(job.metadata, job.metadata_digest) if job.metadata else {}
    left_out: list[dict] = []
    rows = attempt.watch(_admitted(read_part(task.part), task.refused))
    with tempfile.TemporaryDirectory() as folder:
        files = {table: Path(folder) / f"{table}.parquet" for table in job.names}
        counts = write_tables(read_documents(rows, known, left_out), files, left_out, attempt.at_once)
        files["left_out"] = tables.write_table(tables.table("left_out", left_out), Path(folder) / "left_out.parquet")
        for table, file in files.items():
            dataset.put(file, table, name)
    counts |= {"duplicates": len(task.refused), "left_out": len(left_out) - len(task.refused)}
    record = counts | {"name": task.part.name, "made_of": task.made_of}
    dataset.note(name, record)
    attempt.end()
    return record


def _admitted(rows: Iterable[Row], refused: dict[int, str]) -> Iterator[Row]:
    for number, (name, row, reason) in enumerate(rows):
        if number in refused:
            row, reason = None, duplicates.reason(refused[number], row["doc_id"])
        yield name, row, reason


class _Attempt:
    """A try at one part. Where an earlier one never ended, its worker died: then one document is read at a time and
    noted first, so that the one which kills is known by the next try."""

    def __init__(self, dataset: Dataset, number: int):
        self._dataset, self._name = dataset, f"trying-{number:06d}"
        before = dataset.record(self._name)
        self._deaths: dict[str, int] = before.get("deaths", {})
        if "row" in before:
            self._deaths[str(before["row"])] = self._deaths.get(str(before["row"]), 0) + 1
        self.at_once = 1 if before else None
        dataset.note(self._name, {"deaths": self._deaths})

    def watch(self, rows: Iterable[Row]) -> Iterator[Row]:
        for number, (name, row, reason) in enumerate(rows):
            if row and self._deaths.get(str(number), 0) >= _DEADLY:
                row, reason = None, f"its worker died on it {_DEADLY} times"
            elif row and self.at_once:
                self._dataset.note(self._name, {"deaths": self._deaths, "row": number})
            yield name, row, reason

    def end(self) -> None:
        self._dataset.forget(self._name)


@cache
def engine_version() -> str:
    """A digest of all that the claims of a text depend on: rules, code, and the packages that read words."""
    here = Path(__file__).resolve().parents[1]
    code = [*here.glob("*.py"), *(file for room in _CODE for file in (here / room).rglob("*.py"))]
    data = [*paths.RULES.rglob("*.yml"), paths.CODEBOOK, paths.PLACES, paths.LEXICON]
    digest = hashlib.sha256()
    for file in sorted({*code, *data}):
        digest.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n"))
    digest.update(json.dumps([(name, version(name)) for name in _PACKAGES]).encode())
    return digest.hexdigest()


def _metadata_file(metadata: str | Path | None) -> tuple[str, str]:
    if not metadata:
        return "", ""
    path = Path(metadata).absolute()
    return str(path), hashlib.sha256(path.read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def _metadata(path: str, digest: str) -> dict[str, dict]:
    return read_metadata(Path(path), [])


# ---- the cluster


@contextmanager
def connected(scheduler: str, workers: int, tell: Callable[[str], None]):
    """A client of the cluster at `scheduler`, or of one that is started here and ends with the block. Raises
    InputError where nothing answers."""
    import dask
    from distributed import Client, LocalCluster

    # Dask's profiler keeps what it sees of every second for an hour, and so grows with the time a run takes.
    settings = {"distributed.scheduler.allowed-failures": _DEATHS, "distributed.worker.profile.enabled": False}
    with tempfile.TemporaryDirectory(prefix="vaxclaims-") as folder, dask.config.set(settings):
        if scheduler:
            try:
                client = Client(scheduler)
            except (OSError, ValueError) as error:
                raise InputError(f"--scheduler {scheduler}: no cluster answers ({error})") from None
            cluster = client
        else:
            with _deaf_to_interrupts():
                cluster = LocalCluster(
                    n_workers=workers or os.cpu_count() or 1, threads_per_worker=1, processes=True,
                    dashboard_address="127.0.0.1:0", local_directory=folder, silence_logs="CRITICAL",
                )
            client = Client(cluster)
        try:
            tell(f"dashboard: {client.dashboard_link}")
            yield client
        finally:
            client.close()
            if cluster is not client:
                cluster.close()


@contextmanager
def _deaf_to_interrupts():
    """What is started within does not hear a terminal's Ctrl-C, which goes to every process of a command: the one
    who started the workers ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def _each(client, function, steps: Iterator[tuple], count: int, failed: list[dict], tell, what: str) -> Iterator[tuple]:
    """(number, result) of `function` on the arguments of every step (number, arguments), as they come; what cannot
    be done after several tries goes to `failed` as {number, reason}."""
    from distributed import CancelledError, KilledWorker, as_completed

    told = _Progress(what, count, tell)
    running: dict = {}

    def submit(number, arguments, round_=1):
        future = client.submit(function, *arguments, pure=False, retries=_RETRIES)
        running[future] = number, arguments, round_
        return future

    steps = iter(steps)
    ahead = _AHEAD * max(sum(client.nthreads().values()), 1)
    completed = as_completed([submit(*step) for step in islice(steps, ahead)])
    while not completed.is_empty():
        _wait(client, completed)
        future = next(completed)
        number, arguments, round_ = running.pop(future)
        if future.status == "finished":
            result = future.result()
            told.one(result if isinstance(result, dict) else {})
            yield number, result
        elif isinstance(error := _error(future), (KilledWorker, CancelledError)) and round_ < _ROUNDS:
            completed.add(submit(number, arguments, round_ + 1))
            continue
        else:
            failed.append({"number": number, "reason": f"{type(error).__name__}: {error}"})
        for step in islice(steps, 1):
            completed.add(submit(*step))
    told.close()


def _error(future) -> BaseException:
    """Why a task did not end well; where its cluster forgot it, that."""
    from distributed import CancelledError

    try:
        return future.exception()
    except CancelledError as error:
        return error


def _wait(client, completed) -> None:
    """Until a task ends. Raises ClusterLost where there have been no workers for long."""
    alive = looked = time.monotonic()
    while not completed.has_ready():
        time.sleep(0.02)
        now = time.monotonic()
        if now - looked > 10:
            looked = now
            alive = now if client.nthreads() else alive
            if now - alive > _SECONDS_WITHOUT_WORKERS:
                raise ClusterLost(f"no worker is left, and none came back in {_SECONDS_WITHOUT_WORKERS} s")


class _Progress:
    """A bar in a terminal, a line now and then elsewhere."""

    def __init__(self, what: str, count: int, tell: Callable[[str], None]):
        self._what, self._count, self._tell = what, count, tell
        self._parts = self._documents = self._claims = 0
        self._bar = tqdm(total=count, desc=what, unit="part") if sys.stderr.isatty() else None
        self._told = time.monotonic()

    def one(self, record: dict) -> None:
        self._parts += 1
        self._documents += record.get("documents", 0)
        self._claims += record.get("claims", 0)
        if self._bar is not None:
            self._bar.update()
            self._bar.set_postfix({"documents": self._documents, "claims": self._claims} if record else {})
        elif time.monotonic() - self._told > _SECONDS_BETWEEN_LINES or self._parts == self._count:
            self._told = time.monotonic()
            found = f", {self._documents} documents, {self._claims} claims" if record else ""
            self._tell(f"{self._what}: {self._parts} of {self._count} parts{found}")

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
