"""The pace that totals imply, against capacities and records."""

import re
from collections import defaultdict
from fractions import Fraction

from vaxclaims.checking.assertions import Assertion
from vaxclaims.checking.intervals import Interval, below, iso, number
from vaxclaims.checking.rows import Report
from vaxclaims.checking.rules import Rules


def implied_paces(claims: list[Assertion]) -> dict:
    """Per subject the pace (doses a day, an interval) between neighbouring totals: (earlier, later, pace)."""
    totals = defaultdict(dict)
    for claim in claims:
        if claim.indicator == "total_vaccinations" and claim.on_a_day and claim.interval.high is not None:
            totals[claim.subject].setdefault(claim.last, claim)
    return {
        subject: [_pace(by_day[day], by_day[later]) for day, later in zip(sorted(by_day), sorted(by_day)[1:])]
        for subject, by_day in totals.items()
    }


def _pace(earlier: Assertion, later: Assertion):
    days = later.last - earlier.last
    low = max((later.interval.low - earlier.interval.high) / days, Fraction(0))
    return earlier, later, Interval(low, max((later.interval.high - earlier.interval.low) / days, low))


def check_paces(claims: list[Assertion], report: Report, rules: Rules) -> None:
    """One finding per capacity or record claim: the fastest implied pace about its date beside it (before its
    date for a record, which later days may break)."""
    paces, window = implied_paces(claims), int(rules.at("capacity_window_days"))
    records = re.compile(rules.data["record_words"])
    for claim in claims:
        if not claim.dated or claim.subject not in paces or claim.start is not None:
            continue
        record = claim.indicator == "daily_vaccinations" and (
            claim.is_lower_bound or records.search(claim.context)
        )
        if not record and claim.indicator != "daily_capacity":
            continue
        near = [
            pace
            for pace in paces[claim.subject]
            if pace[0].last <= claim.last + window
            and pace[1].last >= claim.first - window
            and not (record and pace[1].last > claim.last + 1)
        ]
        if near:
            _compare(claim, *max(near, key=lambda pace: pace[2].low), report, rules)


def _compare(
    claim: Assertion, earlier: Assertion, later: Assertion, pace: Interval, report: Report, rules: Rules
):
    days = later.last - earlier.last
    middle = (Fraction(later.value) - Fraction(earlier.value)) / days
    formula = f"({number(later.value)} − {number(earlier.value)}) / {days} days = {number(round(middle))}"
    severity = "consistent"
    limit = None if claim.interval.high is None else claim.interval.high * (1 + rules.at("capacity_slack"))
    if below(limit, False, pace.low, False):
        severity, sign = "implausible", ">"
        verdict = ("The pace exceeds it.", "实际速度超过了它。")
    elif claim.is_lower_bound:
        sign = "beside"
        verdict = (
            "That is a lower bound, so the two are consistent, whichever is larger.",
            "后者只是下限，二者无论孰大都不矛盾。",
        )
    else:
        sign = "≤"
        verdict = ("The pace stays within it.", "实际速度在其范围之内。")
    report.add(
        severity,
        "pace",
        [claim, earlier, later],
        f"{formula} {sign} {claim.interval}",
        "pace",
        {
            "first": iso(earlier.last),
            "last": iso(later.last),
            "place": claim.place,
            "pace": number(round(middle)),
            "quote": claim.quote,
            "verdict": verdict,
        },
        place=claim.place,
        indicator=claim.indicator,
        as_of=claim.as_of,
    )
