"""Minimal conflicts: what they are, and that none is missed or invented."""

from itertools import combinations

import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from vaxclaims.checking import check_claims
from vaxclaims.tables import table

DAYS = ["2021-03-01", "2021-03-05", "2021-03-09"]
INDICATORS = [
    "total_vaccinations",
    "people_vaccinated",
    "people_fully_vaccinated",
    "people_partly_vaccinated",
]
PLACES = ["甲省", "甲省/乙市"]
NO_TOLERANCE = {"single_dose": 0, "three_dose": 0}


def _ids(n):
    return f"c{n}"


@st.composite
def small_tables(draw):
    rows = []
    for n in range(draw(st.integers(2, 7))):
        indicator = draw(st.sampled_from(INDICATORS))
        rows.append(
            {
                "claim_id": _ids(n),
                "doc_id": f"d{n}",
                "zone": "body",
                "quote": "x",
                "place": draw(st.sampled_from(PLACES)),
                "indicator": indicator,
                "value": draw(st.integers(0, 12)) * 100,
                "precision": draw(st.sampled_from([0, 10, 100])),
                "comparator": draw(st.sampled_from(["=", "=", "=", ">", ">=", "<", "<="])),
                "unit": "dose" if indicator == "total_vaccinations" else "person",
                "as_of": draw(st.sampled_from(DAYS)),
                "as_of_precision": "day",
                "as_of_basis": "explicit",
                "status": "stated",
            }
        )
    return rows


def _possible(rows) -> bool:
    """The same question asked of z3 directly: is there a history of both places in which all rows hold?"""
    solver, x = z3.Solver(), {}
    for p, _ in enumerate(PLACES):
        for day in range(len(DAYS)):
            d, first, full, partly = x[p, day] = [z3.Real(f"x{p}{day}{i}") for i in range(4)]
            solver.add(full >= 0, partly >= 0, first == full + partly, d == first + full)
            if day:
                solver.add(*[x[p, day - 1][i] <= x[p, day][i] for i in range(3)])
    for day in range(len(DAYS)):
        solver.add(*[x[1, day][i] <= x[0, day][i] for i in range(3)])
    for row in rows:
        d, first, full, partly = x[PLACES.index(row["place"]), DAYS.index(row["as_of"])]
        count = {"total_vaccinations": d, "people_vaccinated": first, "people_fully_vaccinated": full}.get(
            row["indicator"], partly
        )
        value, half = z3.RealVal(row["value"]), z3.RealVal(row["precision"]) / 2
        solver.add(
            {
                "=": z3.And(
                    count >= value - half, z3.Or(count < value + half, z3.And(half == 0, count == value))
                ),
                ">": count > value,
                ">=": count >= value,
                "<": count < value,
                "<=": count <= value,
            }[row["comparator"]]
        )
    return solver.check() == z3.sat


def _exhaustive(rows) -> set:
    found = []
    for size in range(1, 5):
        for chosen in combinations(range(len(rows)), size):
            if not any(m <= set(chosen) for m in found) and not _possible([rows[n] for n in chosen]):
                found.append(set(chosen))
    return {frozenset(map(_ids, m)) for m in found}


def _found(rows, **options) -> set:
    findings, _ = check_claims(table("claims", rows), **options)
    wrong = findings[(findings.severity == "contradiction") & ~findings.check.isin(["after_page"])]
    return {frozenset(claims.split()) for claims in wrong.claims if len(claims.split()) <= 4}


@settings(max_examples=120, deadline=None)
@given(small_tables())
def test_minimal_conflicts_of_up_to_four_claims_equal_those_of_exhaustive_search(rows):
    assert _found(rows, **NO_TOLERANCE) == _exhaustive(rows)


@settings(max_examples=25, deadline=None)
@given(small_tables())
def test_the_order_of_the_rows_does_not_matter(rows):
    assert _found(rows) == _found(rows[::-1])


def test_every_conflict_of_an_outlier_is_listed_and_blames_it(checked, claim, claim_sets):
    rows = [claim(f"甲省 total_vaccinations {1000 * n} 2021-03-{n:02}") for n in range(1, 21)]
    rows[4] = claim("甲省 total_vaccinations 12500 2021-03-05", claim_id="planted")
    findings = checked(rows)
    wrong = [row for row in findings if row["severity"] == "contradiction"]
    assert len(wrong) == 7 and {row["suspect"] for row in wrong} == {"planted"}


def test_a_conflict_of_three_names_all_three_and_no_fourth(conflicts, claim):
    rows = [
        claim("甲省 people_vaccinated 800 2021-03-01", claim_id="people"),
        claim("甲省 people_fully_vaccinated 500 2021-03-02", claim_id="fully"),
        claim("甲省 total_vaccinations 1200 2021-03-03", claim_id="doses"),
        claim("甲省 total_vaccinations 2000 2021-03-09", claim_id="bystander"),
    ]
    assert conflicts(rows) == {frozenset({"people", "fully", "doses"})}


def test_parts_together_exceed_the_whole_though_each_alone_does_not(conflicts, claim):
    rows = [claim(f"甲省/{name}市 total_vaccinations 400 2021-03-01", claim_id=name) for name in "子丑寅"]
    assert conflicts([*rows, claim("甲省 total_vaccinations 1000 2021-03-05", claim_id="whole")]) == {
        frozenset({"子", "丑", "寅", "whole"})
    }


def test_a_conflict_of_more_than_four_is_told_once_and_marked(checked, claim):
    rows = [claim(f"甲省/{name}市 total_vaccinations 300 2021-03-01") for name in "子丑寅卯辰"]
    findings = checked([*rows, claim("甲省 total_vaccinations 1300 2021-03-05")])
    wrong = [row for row in findings if row["severity"] == "contradiction"]
    assert [len(row["claims"].split()) for row in wrong] == [6]
    assert "Larger sets than four are not listed in full" in wrong[0]["message_en"]


def test_independent_places_are_checked_apart(conflicts, claim):
    rows = [
        claim(f"{place} total_vaccinations {value} 2021-03-{day}", claim_id=f"{place}{day}")
        for place in ("甲省", "乙省")
        for value, day in ((500, "01"), (400, "02"))
    ]
    assert conflicts(rows) == {frozenset({"甲省01", "甲省02"}), frozenset({"乙省01", "乙省02"})}
