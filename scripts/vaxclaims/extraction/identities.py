"""What claims of one document say about each other: which dose is meant, and which claim repeats which."""

_ABOUT = ("place", "indicator", "population", "vaccine", "as_of", "as_of_start", "unit", "status")
# A page that gives hundreds of different figures of one kind is no article; it must still cost linear time.
_MOST_HEADS = 60
# How far apart, in characters, the figures of one sum may stand.
_REACH = 2_000


def decide_first_doses(candidates: list) -> list:
    """人 with the first dose means at least one dose, unless the page's own sum shows that it means only the
    first: people = first + second, or doses = first + 2 × second (the doses-people identity)."""
    first = [c for c in candidates if c.indicator == "people_vaccinated" and c.fields.get("first_dose")]
    lines: dict[int, list] = {}
    for candidate in candidates if first else ():
        lines.setdefault(candidate.line, []).append(candidate)
    for candidate in first[:_MOST_HEADS]:
        around = [c for line in (-1, 0, 1) for c in lines.get(candidate.line + line, ())]
        near = [
            c
            for c in around
            if c.fields["places"] == candidate.fields["places"]
            and abs(c.quantity.start - candidate.quantity.start) <= _REACH
        ]
        boosters = [
            c for c in near if c.fields["indicator"] == "total_boosters" and c.fields["unit"] == "person"
        ]
        fully = [c for c in near if c.fields["indicator"] == "people_fully_vaccinated"]
        people = [c for c in near if c.fields["indicator"] == "people_vaccinated" and c is not candidate]
        doses = [
            c for c in near if c.fields["indicator"] == "total_vaccinations" and c.fields["unit"] == "dose"
        ]
        exact = min((d.quantity.precision for d in doses), default=None)
        doses = [d for d in doses if d.quantity.precision == exact]  # 1012.6万剂次, not 突破千万
        for second in fully:
            value, other = candidate.quantity.value, second.quantity.value
            slack = candidate.quantity.precision + second.quantity.precision
            third = boosters[0].quantity.value if boosters else 0
            if any(p.quantity.value - value - other - third == 0 for p in people) and third:
                _partly(candidate, "indicator.identity_people@1")
            elif any(abs(p.quantity.value - value - other) <= slack + p.quantity.precision for p in people):
                _partly(candidate, "indicator.identity_people@1")
            elif any(
                abs(d.quantity.value - value - 2 * other) <= 2 * slack + d.quantity.precision for d in doses
            ):
                _partly(candidate, "indicator.identity_doses@1")
    return candidates


def name_doses(candidates: list) -> list:
    """A headline's share that names no dose is of the dose that the page goes on to tell it of: 接种率近六成
    above 至少打过一剂，占总人口59.9%."""
    titles = [c for c in candidates if c.zone == "headline" and c.indicator == "coverage_unspecified"]
    for title in titles[:_MOST_HEADS]:
        value = title.quantity.value
        below = [
            c
            for c in candidates
            if c.zone != "headline"
            and c.indicator.startswith("coverage")
            and c.fields["places"] == title.fields["places"]
            and c.fields["population"] == title.fields["population"]
            and abs(c.quantity.value - value) * 20 <= value
        ]
        named = {c.indicator for c in below}
        if len(named) == 1 and named != {"coverage_unspecified"}:
            title.fields["indicator"] = below[0].indicator
            title.tags.insert(1, "indicator.of_text@1")
    return candidates


def _partly(candidate, tag: str) -> None:
    candidate.fields["indicator"] = "people_partly_vaccinated"
    candidate.tags.insert(1, tag)


def mark_restatements(rows: list[dict]) -> list[dict]:
    """`rows` of one document with `restates` set to the index of the row repeated (-1: none): the same fact
    in words no more specific; the more specific row is restated, at a tie the first."""
    told: dict[tuple, list[int]] = {}  # by what they are about, the rows that restate no other
    for index, row in enumerate(rows):
        row["restates"] = -1
        key = tuple(row[name] for name in _ABOUT)
        heads = told.setdefault(key, [])
        match = next((head for head in reversed(heads[-_MOST_HEADS:]) if _same_fact(rows[head], row)), None)
        if match is None:
            heads.append(index)
            continue
        specific, general = _order(rows, match, index)
        rows[general]["restates"] = specific
        if specific == index:
            _move(rows, match, index)
            heads[heads.index(match)] = index
    return rows


def _move(rows: list[dict], old: int, new: int) -> None:
    """What restated `old` restates `new`, which turned out to be the more specific."""
    for row in rows[:new]:
        if row["restates"] == old:
            row["restates"] = new


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
