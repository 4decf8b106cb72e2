"""What claims of one document say about each other: which dose is meant, and which claim repeats which."""

from itertools import combinations


def decide_first_doses(candidates: list) -> list:
    """人 with the first dose means at least one dose, unless the page's own sum shows that it means only the
    first: people = first + second, or doses = first + 2 × second (the doses-people identity)."""
    first = [c for c in candidates if c.fields["indicator"] == "people_vaccinated" and c.fields.get("first_dose")]
    for candidate in first:
        near = [c for c in candidates if abs(c.line - candidate.line) <= 1 and c.fields["places"] == candidate.fields["places"]]
        boosters = [c for c in near if c.fields["indicator"] == "total_boosters" and c.fields["unit"] == "person"]
        fully = [c for c in near if c.fields["indicator"] == "people_fully_vaccinated"]
        people = [c for c in near if c.fields["indicator"] == "people_vaccinated" and c is not candidate]
        doses = [c for c in near if c.fields["indicator"] == "total_vaccinations" and c.fields["unit"] == "dose"]
        for second in fully:
            value, other = candidate.quantity.value, second.quantity.value
            slack = candidate.quantity.precision + second.quantity.precision
            third = boosters[0].quantity.value if boosters else 0
            if any(p.quantity.value - value - other - third == 0 for p in people) and third:
                _partly(candidate, "indicator.identity_people@1")
            elif any(abs(p.quantity.value - value - other) <= slack + p.quantity.precision for p in people):
                _partly(candidate, "indicator.identity_people@1")
            elif any(abs(d.quantity.value - value - 2 * other) <= 2 * slack + d.quantity.precision for d in doses):
                _partly(candidate, "indicator.identity_doses@1")
    return candidates


def _partly(candidate, tag: str) -> None:
    candidate.fields["indicator"] = "people_partly_vaccinated"
    candidate.tags.insert(1, tag)


def mark_restatements(rows: list[dict]) -> list[dict]:
    """`rows` of one document with `restates` set to the index of the row repeated (-1: none): the same fact
    in words no more specific; the more specific row is restated, at a tie the first."""
    for row in rows:
        row["restates"] = -1
    told: dict[tuple, list[int]] = {}
    for index, row in enumerate(rows):
        key = (row["place"], row["indicator"], row["population"], row["vaccine"], row["as_of"], row["as_of_start"], row["unit"], row["status"])
        told.setdefault(key, []).append(index)
    for indexes in told.values():
        for first, second in combinations(indexes, 2):
            if rows[first]["restates"] < 0 and rows[second]["restates"] < 0 and _same_fact(rows[first], rows[second]):
                specific, general = _order(rows, first, second)
                rows[general]["restates"] = specific
    return rows


def _same_fact(one: dict, other: dict) -> bool:
    """Whether the rounder of two claims can be what the finer one says."""
    if one["value_high"] is not None or other["value_high"] is not None:
        return one["value"] == other["value"] and one["value_high"] == other["value_high"]
    fine, round_ = sorted((one, other), key=lambda row: (row["precision"], row["comparator"] != "="))
    if fine["value"] == round_["value"]:
        return True
    difference = fine["value"] - round_["value"]
    step = round_["precision"]
    if round_["comparator"] in (">", ">="):
        return 0 <= difference < step or 0 <= difference <= round_["value"] / 20
    if round_["comparator"] in ("<~", "<", "~"):
        return abs(difference) <= round_["value"] / 20
    return abs(difference) * 2 <= step


def _order(rows: list[dict], first: int, second: int) -> tuple[int, int]:
    one, other = rows[first], rows[second]
    rank = [(row["precision"], row["comparator"] != "=") for row in (one, other)]
    if rank[0] == rank[1] or one["value"] == other["value"]:
        return (first, second) if rank[0] <= rank[1] else (second, first)
    return (first, second) if rank[0] < rank[1] else (second, first)
