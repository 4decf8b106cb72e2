"""The rules against articles with claims and measures marked up by hand (`tests/articles/*.yml`), per field and in full.

The rules were written on the files named development and pages, of which each numbered one was scored once before
anybody read its errors; pages are made after real ones. `heldout.yml` and `heldout-2.yml`, worded more freely, are
only ever scored. What sets gave before their errors were read, and how they are worded, stands in
`first_scores.csv` beside them; what a second coder marked up, who had seen neither the first's claims nor the rules',
in `second/`.
"""

import re
from decimal import Decimal
from pathlib import Path

import yaml

from vaxclaims.annotation.pairing import closest_pairs, overlap
from vaxclaims.benchmarks.texts import ARTICLES
from vaxclaims.extraction.engine import extract_document
from vaxclaims.extraction.measures import extract_document_measures
from vaxclaims.reading import read_document

# The full tuple: quote position, place, indicator, value, comparator, population and as-of date.
TUPLE = ("quote", "place", "indicator", "value", "comparator", "population", "as_of")
FIELDS = ("found", "value_unit", *TUPLE, "unit", "status", "zone", "all")
# A measure is one for each place and arrangement of a document: `found` asks for the arrangement alone.
MEASURE_FIELDS = ("found", "place", "quote", "as_of", "status", "all")
_DEFAULTS = {"comparator": "=", "status": "stated", "zone": "body"}


def load_articles(path: Path, texts: dict[str, str] | None = None) -> list[dict]:
    """Articles as {doc_id, text, title, outlet, published, claims, measures}; claims and measures have `start` and
    `end`, a claim may name in `doubt` the fields that the codebook leaves open. An article whose measures nobody
    marked up has no `measures`, one that another coder marked up again only its text in `texts`, by doc_id."""
    articles = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for article in articles:
        for marked in (*article.get("claims", ()), *article.get("measures", ())):
            text = texts[article["doc_id"]] if texts else article["text"]
            marked["start"] = _nth(text, marked["quote"], int(marked.get("nth", 1)))
            marked["end"] = marked["start"] + len(marked["quote"])
            marked["doc_id"] = article["doc_id"]
            for field, default in _DEFAULTS.items():
                marked.setdefault(field, default)
    return articles


def score(articles: list[dict]) -> dict[str, dict]:
    """For every name in FIELDS how many claims were proposed, marked up and right, and F1.

    `found` asks for overlapping words, `all` for the full tuple with the exact quote. `negatives` counts
    what was proposed in articles that hold no claim.
    """
    read = [(extract_document(*_read(article)), article["claims"]) for article in articles]
    return _score(read, FIELDS, _rank, _agree)


def score_measures(articles: list[dict]) -> dict[str, dict]:
    """For every name in MEASURE_FIELDS how many measures were proposed, marked up and right, and F1, in the articles
    whose measures are marked up. `quote` asks for overlapping words, since which words name an arrangement shortest is
    a matter of taste. `negatives` counts what was proposed in articles that hold no measure."""
    marked = [article for article in articles if "measures" in article]
    read = [(extract_document_measures(*_read(article)), article["measures"]) for article in marked]
    return _score(read, MEASURE_FIELDS, _measure_rank, _measures_agree)


def score_coders(articles: list[dict], second: Path) -> dict[str, dict]:
    """As `score`, of the claims of the first coder of `articles` against those that `second` has for them."""
    texts = {article["doc_id"]: article["text"] for article in articles}
    recoded = {article["doc_id"]: article["claims"] for article in load_articles(second, texts)}
    read = [([_as_row(claim) for claim in article["claims"]], recoded[article["doc_id"]]) for article in articles]
    return _score(read, FIELDS, _rank, _agree)


def quality(texts: list[dict], repeat: int):
    """Scores of every set of marked-up articles; those in `measures/` have their measures marked up alone."""
    for path in sorted(ARTICLES.glob("*.yml")):
        articles = load_articles(path)
        scores = score(articles)
        yield f"{path.stem}: {len(articles)} articles, {scores['all']['gold']} claims, {scores['all']['proposed']} proposed"
        yield f"  F1: {_told(scores, FIELDS)}; proposed in articles without a claim: {scores['negatives']['proposed']}"
        yield from _measures(articles)
    for path in sorted(ARTICLES.glob("second/*.yml")):
        scores = score_coders(load_articles(ARTICLES / path.name), path)
        yield f"{path.stem}: two coders"
        yield f"  F1: {_told(scores, FIELDS)}"
    for path in sorted(ARTICLES.glob("measures/*.yml")):
        articles = load_articles(path)
        yield f"{path.parent.name}/{path.stem}: {len(articles)} articles"
        yield from _measures(articles)


def _measures(articles: list[dict]):
    scores = score_measures(articles)
    if scores["all"]["gold"]:
        yield f"  {scores['all']['gold']} measures, {scores['all']['proposed']} proposed"
        yield f"  F1: {_told(scores, MEASURE_FIELDS)}; proposed in articles without one: {scores['negatives']['proposed']}"


def _score(read: list[tuple[list[dict], list[dict]]], fields: tuple[str, ...], rank, agree) -> dict[str, dict]:
    """Per field and for `negatives` what `score` tells, of the rows proposed and marked up in each article. `rank` tells
    how far a proposed row is from a marked one (None: no pair), `agree` whether a pair is right in a field."""
    proposed, marked = (sum(map(len, side)) for side in zip(*read, strict=True)) if read else (0, 0)
    negatives = sum(len(rows) for rows, gold in read if not gold)
    pairs = [(rows[one], gold[other]) for rows, gold in read for one, other in closest_pairs(rows, gold, rank).items()]
    right = {field: sum(agree(row, marked_up, field) for row, marked_up in pairs) for field in fields}
    whole = proposed + marked
    result = {
        field: {"proposed": proposed, "gold": marked, "right": count, "f1": 2 * count / whole if whole else None}
        for field, count in right.items()
    }
    return result | {"negatives": {"proposed": negatives, "gold": 0, "right": 0, "f1": None}}


def _told(scores: dict[str, dict], fields: tuple[str, ...]) -> str:
    return ", ".join(f"{field} {scores[field]['f1']:.3f}" for field in fields)


def _as_row(claim: dict) -> dict:
    """A claim as marked up, as the rules would propose it."""
    values = {key: Decimal(claim[key]) if claim.get(key) else None for key in ("value", "value_high")}
    return claim | values


def _read(article: dict) -> tuple[dict, list[tuple[str, int, int]]]:
    given = {key: str(article.get(key) or "") for key in ("title", "outlet", "published")}
    row, zones, _ = read_document(article["doc_id"], article["text"], given)
    return row, [(zone.zone, zone.start, zone.end) for zone in zones]


def _rank(row: dict, claim: dict):
    if not overlap(row, claim):
        return None
    return sum(not _agree(row, claim, field) for field in TUPLE)


def _agree(row: dict, claim: dict, field: str) -> bool:
    if field == "found" or field in _left_open(claim):
        return True
    if field == "quote":
        return (row["start"], row["end"]) == (claim["start"], claim["end"])
    if field == "value":
        high = row["value_high"]
        return row["value"] == Decimal(claim["value"]) and (Decimal(claim["value_high"]) if claim.get("value_high") else None) == high
    if field == "value_unit":
        return _agree(row, claim, "value") and _agree(row, claim, "unit")
    if field == "all":
        return all(_agree(row, claim, part) for part in TUPLE)
    return str(row.get(field) or "") == str(claim.get(field) or "")


def _measure_rank(row: dict, measure: dict):
    if row["measure"] != measure["measure"]:
        return None
    return sum(not _measures_agree(row, measure, field) for field in MEASURE_FIELDS[:-1])


def _measures_agree(row: dict, measure: dict, field: str) -> bool:
    if field == "found":
        return True
    if field == "quote":
        return overlap(row, measure)
    if field == "all":
        return all(_measures_agree(row, measure, part) for part in MEASURE_FIELDS[:-1])
    return str(row.get(field) or "") == str(measure.get(field) or "")


def _left_open(claim: dict) -> set[str]:
    """The fields that the codebook leaves open for a claim, as its coder has noted."""
    return set(re.split(r"[,\s]+", str(claim.get("doubt") or "")))


def _nth(text: str, quote: str, nth: int) -> int:
    position = -1
    for _ in range(nth):
        position = text.index(quote, position + 1)
    return position
