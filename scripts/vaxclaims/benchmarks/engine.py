"""The engine beside a bare number-unit regex and jieba, and how its cost grows with the text."""

import re
import time

from vaxclaims.benchmarks.texts import best
from vaxclaims.extraction.engine import extract_document
from vaxclaims.extraction.measures import extract_document_measures
from vaxclaims.reading import read_document

BARE = re.compile(
    r"(超|突破|约|近|达)?\s*(\d[\d,]*(?:\.\d+)?)\s*(亿|万|千|百)?\s*(余|多)?\s*"
    r"(剂次|剂|人次|人|个|辆|家|%|天)(以上|左右)?"
)


def prepare(texts: list[dict]) -> list[tuple[dict, list]]:
    """Documents read and zoned, as extraction takes them."""
    read = (read_document(entry["doc_id"], entry["text"], entry) for entry in texts)
    return [(row, [(zone.zone, zone.start, zone.end) for zone in zones]) for row, zones, _ in read]


def engine(texts: list[dict], repeat: int):
    """Extraction alone, and reading with it, against the bare regex and jieba on the same texts."""
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    characters = sum(len(entry["text"]) for entry in texts)
    ready = prepare(texts)
    timed = {
        "bare regex": best(lambda: [sum(1 for _ in BARE.finditer(entry["text"])) for entry in texts], repeat),
        "jieba": best(lambda: [jieba.lcut(entry["text"]) for entry in texts], 1),
        "extraction": best(lambda: [extract_document(row, zones) for row, zones in ready], repeat),
        "reading and extraction": best(lambda: [extract_document(row, zones) for row, zones in prepare(texts)], repeat),
    }
    yield f"{len(texts)} documents, {characters:,} characters"
    for name, seconds in timed.items():
        speed = characters / seconds
        yield f"{name:24s} {speed / 1e6:8.3f} M characters/s   {timed['bare regex'] / seconds:7.4f} of the bare regex"
    yield f"extraction is {timed['jieba'] / timed['extraction']:.2f} times as fast as jieba; target: 0.2 of the bare regex"


def linear(texts: list[dict], repeat: int):
    """Seconds for 10, 100 and 1000 times a text, one endless line and other shapes, for claims and for measures;
    linear is a constant number of microseconds per character."""
    text = "\n".join(entry["text"] for entry in texts)[:2000]
    shapes = {
        "corpus": lambda times: [text] * times,
        "endless line": lambda times: [text.replace("\n", "，").replace("。", "，") * times],
        "digits": lambda times: ["新冠疫苗接种" + "1234567890" * 200 * times],
        "inline script": lambda times: [f"<p>{text[:200]}</p><script>" + "var a=1;" * 250 * times + "</script>"],
        "numerals": lambda times: ["新冠疫苗接种" + "一二三万" * 500 * times],
    }
    readings = {"claims": extract_document, "measures": extract_document_measures}
    warm = prepare([{"doc_id": "warm", "text": text}])
    for extract in readings.values():
        _once(extract, warm)  # what is compiled and read once is no cost of a character
    for name, make in shapes.items():
        costs = {kind: [] for kind in readings}
        for times in (10, 100, 1000):
            documents = prepare([{"doc_id": str(n), "text": part} for n, part in enumerate(make(times))])
            characters = sum(len(row["text"]) for row, _ in documents)
            for kind, extract in readings.items():
                costs[kind].append(_once(extract, documents) / characters * 1e6)
        for kind, found in costs.items():
            rates = ", ".join(f"{cost:.2f}" for cost in found)
            grows = f"grows {found[-1] / found[0]:.2f} times"
            yield f"{name:14s} {kind:8s} {rates} microseconds per character at 10, 100, 1000 times; {grows}"


def _once(extract, documents) -> float:
    """Seconds of one pass: the larger texts take too long to repeat."""
    start = time.perf_counter()
    for row, zones in documents:
        extract(row, zones)
    return time.perf_counter() - start
