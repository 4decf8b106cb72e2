"""What the claims together imply: the tightest bounds per quantity and day, and where nothing is stated."""

import math
from bisect import bisect_left
from decimal import Decimal

import pandas as pd

from vaxclaims.checking.assertions import Assertion
from vaxclaims.checking.intervals import iso, number
from vaxclaims.checking.model import ALWAYS, Inequality, Model, Variable, subjects_by_place, wider_subjects
from vaxclaims.checking.propagation import tighten
from vaxclaims.checking.reference import Reference
from vaxclaims.checking.rows import Report, counted
from vaxclaims.checking.rules import Rules
from vaxclaims.tables import table


def implied_bounds(model: Model, claims: list[Assertion], rules: Rules) -> pd.DataFrame:
    """The bounds table: whole numbers, `high` empty where the claims leave it open.

    Bounds are those that interval propagation over the model derives; parts bind wholes, wholes their parts.
    """
    _tighten_links(model, rules)
    numbered = {claim.n: claim for claim in claims}
    rows = []
    for subject, block in sorted(model.blocks.items()):
        days = sorted({numbered[n].last for n in block.claims} & set(block.days))
        quantities = [q for q in block.quantities if q != "boosters" or q in block.claimed]
        for quantity in quantities:
            for day in days:
                row = _row(subject, quantity, day, model.bounds, numbered, rules)
                if row:
                    rows.append(row)
    return table("bounds", rows)


def _row(subject, quantity: str, day: int, bounds, numbered, rules: Rules) -> dict | None:
    variable = Variable(subject, quantity, day)
    low, high = bounds.low.get(variable), bounds.high.get(variable)
    least = 0 if low is None else math.floor(low.value) + 1 if low.open else math.ceil(low.value)
    most = None if high is None else math.ceil(high.value) - 1 if high.open else math.floor(high.value)
    if least <= 0 and most is None:
        return None
    binding = (low.claims if low and least > 0 else frozenset()) | (high.claims if high else frozenset())
    place, population, vaccine = subject
    return {
        "place": place,
        "indicator": rules.quantities[quantity]["indicator"],
        "population": population if not vaccine else f"{population} {vaccine}".strip(),
        "as_of": iso(day),
        "low": Decimal(max(least, 0)),
        "high": None if most is None else Decimal(most),
        "claims": " ".join(numbered[n].claim_id for n in sorted(binding)),
    }


def _tighten_links(model: Model, rules: Rules) -> None:
    """Carry bounds between parts and wholes where that makes them tighter."""
    by_place, touched, links = subjects_by_place(model.blocks), set(), []
    low, high = model.bounds.low, model.bounds.high
    for subject, block in model.blocks.items():
        for whole in wider_subjects(subject, by_place, rules):
            days = model.blocks[whole].days
            for quantity in block.quantities:
                for day in block.days:
                    at = bisect_left(days, day)
                    if at == len(days):
                        break
                    small, large = Variable(subject, quantity, day), Variable(whole, quantity, days[at])
                    if _tighter(low.get(small), low.get(large), high.get(small), high.get(large)):
                        links.append(Inequality(((small, 1), (large, -1)), 0, False, ALWAYS, "part_of_whole"))
                        touched |= {subject, whole}
    if links:
        tighten(
            [*links, *(q for subject in sorted(touched) for q in model.blocks[subject].inequalities)],
            model.bounds,
        )


def _tighter(small_low, large_low, small_high, large_high) -> bool:
    if small_low and (large_low is None or small_low.value > large_low.value):
        return True
    return bool(large_high and (small_high is None or large_high.value < small_high.value))


def report_gaps(
    claims: list[Assertion], bounds: pd.DataFrame, reference: Reference, places, report: Report, rules: Rules
):
    """A row for every place whose cumulative total no claim states; by default every first-level place of
    which anything is told."""
    told = {claim.place for claim in claims}
    wanted = list(places) or sorted(
        place
        for place in told
        if "/" not in place and place not in ("", rules.data["world"], rules.data["nation"])
    )
    for place in wanted:
        own = [claim for claim in claims if claim.place == place]
        if any(
            claim.indicator == "total_vaccinations" and not claim.population and not claim.vaccine
            for claim in own
        ):
            continue
        day = max((claim.last for claim in own if claim.dated), default=None)
        low, binding = _known_low(place, bounds, claims)
        high = _known_high(place, day, reference, rules)
        report.add(
            "not_comparable",
            "missing_total",
            binding,
            counted(0, f"doses ∈ [{number(low)}, {number(high)}]"),
            "gap",
            {"place": place, "range": f"{number(low)} … {number(high)}"},
            place=place,
            indicator="total_vaccinations",
            as_of=iso(day) if day else "",
            reason="high: people of the census × doses per person"
            if high is not None
            else "no upper bound known",
        )


def _known_low(place: str, bounds: pd.DataFrame, claims: list[Assertion]):
    rows = bounds[
        (bounds.place == place) & (bounds.indicator == "total_vaccinations") & (bounds.population == "")
    ]
    if rows.empty:
        return 0, []
    best = rows.loc[rows["low"].astype(float).idxmax()]
    ids = set(best["claims"].split())
    return best["low"], [claim for claim in claims if claim.claim_id in ids]


def _known_high(place: str, day: int | None, reference: Reference, rules: Rules):
    known = reference.people(place, "")
    if known is None or day is None:
        return None
    return math.floor(known[0].high * (2 + rules.at("booster_rounds", day) + rules.at("three_dose", day)))
