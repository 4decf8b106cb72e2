"""Figure 12: rules against people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxclaims import tables
from vaxclaims.comparison import FIGURES, agreement, compare_places

NAME = agreement.NAME


def test_wilsons_interval_is_that_of_the_textbook():
    # Newcombe 1998, Statistics in Medicine 17:857-872, table I: 81 of 263.
    assert agreement.wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share(hits, misses):
    low, high = agreement.wilson(hits, hits + misses)
    assert 0 <= low <= high <= 1
    if hits + misses:
        assert low - 1e-9 <= hits / (hits + misses) <= high + 1e-9


def test_a_changed_date_and_a_missed_claim_are_counted(seeds, inputs):
    rows = seeds[NAME].set_index("field").to_dict("index")
    n = int((inputs["claims"]["decision"] == "accepted").sum())
    assert (rows["found"]["agreed"], rows["found"]["compared"]) == (n - 1, n)
    assert (rows["as_of"]["agreed"], rows["as_of"]["compared"]) == (n - 2, n - 1)
    assert rows["value"]["agreed"] == n - 1


def test_rejected_proposals_count_against_the_rules(inputs, places):
    inputs["claims"].loc[0, "decision"] = "rejected"
    rows = compare_places(**inputs, places=places)[NAME].set_index("field").to_dict("index")
    assert rows["kept"]["compared"] - rows["kept"]["agreed"] == 1


def test_pending_claims_are_nobodys_decision(inputs, places):
    inputs["claims"]["decision"] = "pending"
    table = compare_places(**inputs, places=places)[NAME]
    assert table.empty and "nothing to compare" in FIGURES[NAME](table, places, "en").title


def test_two_facts_on_one_quote_are_paired_by_what_they_share():
    def row(indicator):
        return {"quote_id": "a:0-3", "indicator": indicator, "decision": "accepted"}

    table = agreement.agreement(
        tables.table("claims", [row("coverage_full"), row("coverage_booster")]),
        tables.table("claims", [row("coverage_booster"), row("coverage_full")]),
    )
    assert table.set_index("field").loc["indicator", "agreed"] == 2
