"""The Dask engine: two workers beside one, memory as the corpus grows, and what large corpora would cost."""

import io
import multiprocessing
import tempfile
import threading
import time
from pathlib import Path

import psutil
from warcio.warcwriter import WARCWriter

from vaxclaims.benchmarks.texts import resampled, write_corpus
from vaxclaims.corpora.cluster import digests_of, extract_dataset
from vaxclaims.corpora.extract import write_tables
from vaxclaims.corpora.inputs import read_documents
from vaxclaims.corpora.partitions import list_parts, read_part

SPEED, SMALL, LARGE = 30_000, 10_000, 200_000
BARE, TURNS, TARGET = 3000, 2, 1.8
# What the arithmetic starts from; README.md says where the figures come from. Newspapers: articles a year, characters
# each. Crawl: Chinese pages, characters each, bytes of packed WET in all languages.
NEWSPAPERS = 1810 / 31 * 365 * 100, 800
CRAWL_PAGES, CRAWL_CHARACTERS, CRAWL_BYTES = 159_500_737, 1500, 7.62 * 2**40 / 2_913_733_422 * 2_736_749_883
DOLLARS_PER_CORE_HOUR = 0.05


def scale(texts: list[dict], repeat: int):
    """Seconds with one and two workers, megabytes per worker, and core-hours from the rate of one core."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _speed(Path(folder), min(repeat, TURNS))
        yield from _memory(Path(folder))
        yield from arithmetic(Path(folder))


def _speed(folder: Path, turns: int):
    corpus = write_corpus(folder / "speed.jsonl", resampled(SPEED, 1))
    taken: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(turns):  # turn about, so that a busy minute of the machine meets both
        for workers, seconds in taken.items():
            seconds.append(_run(corpus, folder / f"speed{workers}-{turn}", workers)[0])
    for workers, seconds in taken.items():
        yield f"{SPEED:7,} documents, {workers} worker(s) {min(seconds):7.1f} s, the cluster's start included"
    yield f"two workers are {min(taken[1]) / min(taken[2]):.2f} times as fast as one; target: at least {TARGET}"
    sample = write_corpus(folder / "bare.jsonl", resampled(BARE, 1))
    bare = {count: min(_bare(sample, count) for _ in range(turns)) for count in (1, 2)}
    yield f"two processes without Dask {2 * bare[1] / bare[2]:.2f} times: what the machine had to give"


def _bare(corpus: Path, count: int) -> float:
    """Seconds until each of so many processes, side by side and on their own, has extracted the same corpus."""
    context = multiprocessing.get_context("spawn")
    ready, done = context.Barrier(count), context.Queue()
    processes = [context.Process(target=_alone, args=(corpus, ready, done)) for _ in range(count)]
    for process in processes:
        process.start()
    seconds = max(done.get() for _ in processes)
    for process in processes:
        process.join()
    return seconds


def _alone(corpus: Path, ready, done) -> None:
    with tempfile.TemporaryDirectory() as folder:
        warm = write_corpus(Path(folder) / "warm.jsonl", resampled(50, 1))
        _extract(warm, Path(folder))  # the first time rules and dictionaries are loaded
        ready.wait()
        start = time.perf_counter()
        _extract(corpus, Path(folder))
        done.put(time.perf_counter() - start)


def _extract(corpus: Path, folder: Path) -> None:
    part = next(list_parts([corpus], []))
    digests_of(part)
    paths = {name: folder / f"{name}.parquet" for name in ("claims", "measures")}
    write_tables(read_documents(read_part(part), {}, []), paths, [])


def _memory(folder: Path):
    most = {}
    for count in (SMALL, LARGE):
        corpus = write_corpus(folder / f"{count}.jsonl", resampled(count, 1))
        seconds, most[count] = _run(corpus, folder / f"memory{count}", 2)
        yield f"{count:7,} documents, 2 workers {seconds:9.1f} s, at most {most[count] / 2**20:.0f} MiB in a worker"
    yield f"memory grows {most[LARGE] / most[SMALL]:.2f} times for {LARGE // SMALL} times the documents"


def arithmetic(folder: Path):
    """Core-hours and dollars for a year of a province's newspapers and for the Chinese pages of a monthly crawl."""
    related, unrelated = (_microseconds(folder, about) for about in (True, False))
    yield f"one core: {related:.2f} microseconds per character about vaccination, {unrelated:.2f} about anything else"
    wet = _scan(folder)
    yield f"one core reads {wet / 1e6:.0f} MB a second of packed WET in other languages"
    articles, characters = NEWSPAPERS
    yield _cost("newspapers", articles * characters * related / 1e6)
    yield _cost("crawl, its Chinese pages", CRAWL_PAGES * CRAWL_CHARACTERS * unrelated / 1e6)
    yield _cost("crawl, passing over the others twice", 2 * CRAWL_BYTES / wet)


def _cost(what: str, seconds: float) -> str:
    hours = seconds / 3600
    return f"{what:38s} {hours:7.1f} core-hours, {hours * DOLLARS_PER_CORE_HOUR:6.2f} dollars at {DOLLARS_PER_CORE_HOUR} each"


def _run(corpus: Path, out: Path, workers: int) -> tuple[float, int]:
    """Seconds of a run and the most bytes that one of its workers held."""
    most, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(0.5):
            for process in psutil.Process().children(recursive=True):
                try:
                    if "spawn_main" in " ".join(process.cmdline()):
                        most[0] = max(most[0], process.memory_info().rss)
                except psutil.Error:
                    continue

    watcher = threading.Thread(target=look)
    watcher.start()
    start = time.perf_counter()
    try:
        extract_dataset([corpus], out, measures=True, workers=workers, tell=lambda _: None)
        return time.perf_counter() - start, most[0]
    finally:
        over.set()
        watcher.join()


def _microseconds(folder: Path, about: bool, count: int = 2000) -> float:
    """Processor time per character for both passes over a part: digests, then claims and measures."""
    corpus = write_corpus(folder / "rate.jsonl", resampled(count, 2, about))
    part = next(list_parts([corpus], []))
    characters = sum(len(row["text"]) for _, row, _ in read_part(part))
    for _ in range(2):  # the first time rules and dictionaries are loaded
        start = time.process_time()
        _extract(corpus, folder)
        taken = time.process_time() - start
    return taken / characters * 1e6


def _scan(folder: Path) -> float:
    """Packed bytes a second of a WET file all of whose pages are passed over, in processor time."""
    path = folder / "crawl.wet.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for document in resampled(5000, 3):
            headers = {"WARC-Identified-Content-Language": "eng"}
            payload = io.BytesIO(document["text"].encode() * 3)
            record = writer.create_warc_record("https://example.org", "conversion", payload=payload, warc_headers_dict=headers)
            writer.write_record(record)
    start = time.process_time()
    assert not any(row for _, row, _ in read_part(next(list_parts([path], []))))
    return path.stat().st_size / (time.process_time() - start)
