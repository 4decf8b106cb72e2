"""The texts that benchmarks run on, and the clock they share."""

import gzip
import json
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

from vaxclaims.extraction.reader import contexts
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


def resampled(count: int, seed: int, about: bool = True) -> Iterator[dict]:
    """`count` documents of 5 to 25 sentences, drawn by `seed` from the test articles; with `about` false from
    those sentences that do not speak of vaccination."""
    articles = load_texts()
    sentences = [part for entry in articles for part in re.findall(r"[^。！？\n]+[。！？]?", entry["text"]) if part.strip()]
    if not about:
        sentences = [part for part in sentences if not contexts()["vaccination"].search(part)]
    chance = random.Random(seed)
    for number in range(count):
        chosen = chance.choices(sentences, k=chance.randint(5, 25))
        lines = [f"第{number + 1}篇", *("".join(chosen[at : at + 4]) for at in range(0, len(chosen), 4))]
        day = f"2021-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        yield {"doc_id": f"s{seed}-{number:07d}", "text": "\n".join(lines), "published": day}


def write_corpus(path: Path, documents: Iterator[dict]) -> Path:
    """Documents as JSONL."""
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps(document, ensure_ascii=False) + "\n")
    return path


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
