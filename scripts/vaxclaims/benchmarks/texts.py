"""The texts that benchmarks run on, and the clock they share."""

import gzip
import json
import time
from pathlib import Path

import yaml

from vaxclaims.paths import ROOT, resolve

ARTICLES = ROOT / "tests" / "articles"


def load_texts(corpus: str | None = None) -> list[dict]:
    """Documents as {doc_id, text, title, outlet, published}: a JSONL(.gz) file's, else the test articles'."""
    if corpus:
        path = resolve(corpus)
        opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
        with opened as file:
            found = [json.loads(line) for line in file if line.strip()]
    else:
        found = [entry for path in sorted(ARTICLES.glob("*.yml")) for entry in _load(path)]
    keys = ("title", "outlet", "published")
    return [
        {"doc_id": str(entry.get("doc_id", number)), "text": entry["text"]} | {key: str(entry.get(key) or "") for key in keys}
        for number, entry in enumerate(found)
    ]


def best(work, repeat: int) -> float:
    """Seconds of the fastest of `repeat` calls, after one that is not counted."""
    work()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _load(path: Path) -> list[dict]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
