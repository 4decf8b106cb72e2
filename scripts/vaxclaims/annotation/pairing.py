"""Which of two people's, or of a person's and the rules', claims are about the same words."""

from collections.abc import Callable
from decimal import Decimal

from vaxclaims import tables
from vaxclaims.annotation.decisions import SNAPSHOT

DERIVED = ("zone", "quote_view", "context", "place_code", "precision", "restates")
# What two readings of the same words are compared by.
COMPARED = {kind: [field for field in fields if field not in DERIVED] for kind, fields in SNAPSHOT.items()}


def cell(value) -> str:
    """A cell as text, so that 100 and '100', None and '' compare equal."""
    return tables.plain(value) if isinstance(value, Decimal) else "" if value is None else str(value)


def overlap(first: dict, second: dict) -> bool:
    return max(first["start"], second["start"]) < min(first["end"], second["end"])


def same_occurrence(first: dict, second: dict, kind: str) -> bool:
    """Whether two rows are about the same words; a measure is one per document, place and arrangement."""
    if first["doc_id"] != second["doc_id"]:
        return False
    if overlap(first, second):
        return True
    return kind == "measures" and (first["measure"], first["place"]) == (second["measure"], second["place"])


def distance(first: dict, second: dict, kind: str) -> int:
    """How many of the compared fields differ, the quote counted as one of them."""
    differing = sum(cell(first.get(field)) != cell(second.get(field)) for field in COMPARED[kind])
    return differing + ((first["start"], first["end"]) != (second["start"], second["end"]))


def closest_pairs(
    left: list[dict], right: list[dict], rank: Callable[[dict, dict], object]
) -> dict[int, int]:
    """One-to-one pairs, as positions in `left` and `right`: those of the lowest rank first, ties in order.

    `rank` gives None for two rows that cannot be a pair.
    """
    by_document = {}
    for number, row in enumerate(right):
        by_document.setdefault(row["doc_id"], []).append((number, row))
    candidates = []
    for first, row in enumerate(left):
        for second, other in by_document.get(row["doc_id"], []):
            if (value := rank(row, other)) is not None:
                candidates.append((value, first, second))
    pairs, taken = {}, set()
    for _, first, second in sorted(candidates):
        if first not in pairs and second not in taken:
            pairs[first] = second
            taken.add(second)
    return pairs
