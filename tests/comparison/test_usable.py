"""Which claims may be charted, and what they assert."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxclaims.comparison import compare_places, usable

DAY = "2021-05-23"


def kept(make_claims, *rows, as_of=""):
    facts, left_out = usable.facts(make_claims(*rows), None, ["北京市"], as_of)
    return facts["claim_id"].tolist(), dict(zip(left_out["claim_id"], left_out["reason"], strict=True))


@pytest.mark.parametrize(
    "cells, reason",
    [
        ({"decision": "rejected"}, "rejected"),
        ({"status": "retracted"}, "retracted"),
        ({"status": "denied"}, "denied"),
        ({"zone": "related"}, "zone"),
        ({"zone": "comment"}, "zone"),
        ({"zone": "boilerplate"}, "zone"),
        ({"indicator": "not_vaccination"}, "not_vaccination"),
    ],
)
def test_what_may_not_be_charted_is_left_out_with_its_reason(make_claims, new_claim, cells, reason):
    row = new_claim("北京市", "total_vaccinations", 1, DAY) | cells
    assert kept(make_claims, row) == ([], {row["claim_id"]: reason})


@pytest.mark.parametrize("cells", [{"decision": "pending"}, {"status": "planned"}, {"zone": "headline"}])
def test_pending_planned_and_headline_claims_are_used(make_claims, new_claim, cells):
    row = new_claim("北京市", "total_vaccinations", 1, DAY) | cells
    assert kept(make_claims, row) == ([row["claim_id"]], {})


def test_a_restatement_counts_once(make_claims, new_claim):
    fact = new_claim("北京市", "total_vaccinations", 1, DAY)
    again = new_claim("北京市", "total_vaccinations", 1, DAY, restates=fact["claim_id"])
    assert kept(make_claims, again, fact) == ([fact["claim_id"]], {again["claim_id"]: "restated"})


def test_a_restatement_of_a_dropped_claim_takes_its_place(make_claims, new_claim):
    fact = new_claim("北京市", "total_vaccinations", 1, DAY, decision="rejected")
    again = [new_claim("北京市", "total_vaccinations", 1, DAY, restates=fact["claim_id"]) for _ in range(2)]
    ids, reasons = kept(make_claims, fact, *again)
    assert ids == [again[0]["claim_id"]]
    assert reasons == {fact["claim_id"]: "rejected", again[1]["claim_id"]: "restated"}


def test_restatements_in_a_circle_still_count_once(make_claims, new_claim):
    one, two = (new_claim("北京市", "total_vaccinations", 1, DAY) for _ in range(2))
    one["restates"], two["restates"] = two["claim_id"], one["claim_id"]
    assert len(kept(make_claims, one, two)[0]) <= 2


@pytest.mark.parametrize(
    "as_of, precision, reason",
    [
        ("2021-05-23", "day", ""),
        ("2021-05-24", "day", "after"),
        ("2021-05-31", "month", "after"),
        ("XXXX-05-01", "day", "undated"),
        ("", "none", "undated"),
    ],
)
def test_the_cut_off_leaves_out_later_and_undated_claims(make_claims, new_claim, as_of, precision, reason):
    row = new_claim("北京市", "total_vaccinations", 1, as_of, as_of_precision=precision)
    assert kept(make_claims, row, as_of=DAY)[1] == ({row["claim_id"]: reason} if reason else {})


@pytest.mark.parametrize("as_of, day", [("2021-05", "2021-05-31"), ("2021", "2021-12-31")])
def test_a_month_or_year_as_the_cut_off_is_its_last_day(make_claims, new_claim, as_of, day):
    days = ["2021-05-01", "2021-05-31", "2021-06-01", "2021-12-31", "2022-01-01"]
    rows = [new_claim("北京市", "total_vaccinations", 1, when) for when in days]
    assert kept(make_claims, *rows, as_of=as_of) == kept(make_claims, *rows, as_of=day)
    assert len(kept(make_claims, *rows, as_of=as_of)[0]) == days.index(day) + 1


@pytest.mark.parametrize(
    "comparator, low, high",
    [
        ("=", "9.5", "10.5"),
        (">", "10", None),
        (">=", "10", None),
        ("<", None, "10"),
        ("<=", None, "10"),
        ("~", "9.5", "10.5"),
        ("<~", "9.5", "10"),
    ],
)
def test_the_interval_follows_comparator_and_printed_digits(new_claim, comparator, low, high):
    row = new_claim("北京市", "x", 10, DAY, comparator) | {"value_high": None}
    assert usable.interval(row) == tuple(None if end is None else Decimal(end) for end in (low, high))


def test_a_range_is_its_own_interval(new_claim):
    row = new_claim("北京市", "x", 200, DAY, "~") | {"value_high": Decimal(900)}
    assert usable.interval(row) == (200, 900)


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["=", ">", ">=", "<", "<=", "~", "<~"]))
def test_the_printed_value_always_lies_in_its_interval(value, comparator):
    row = {"value": value, "value_high": None, "comparator": comparator, "precision": Decimal("0.01")}
    low, high = usable.interval(row)
    assert (low is None or low <= value) and (high is None or value <= high)


@pytest.mark.parametrize(
    "path, home",
    [
        ("北京市", "北京市"),
        ("北京市/大兴区", "北京市"),
        ("湖北省/武汉市/武昌区", "湖北省/武汉市"),
        ("全国", ""),
        ("北京市场", ""),
    ],
)
def test_a_part_belongs_to_the_narrowest_compared_place(path, home):
    assert usable.home(path, ["北京市", "湖北省", "湖北省/武汉市"]) == home


def test_a_place_that_is_none_is_refused_and_not_said_to_state_nothing(inputs):
    with pytest.raises(ValueError, match="has no '北京'; the nearest is '北京市'"):
        compare_places(**inputs, places=["北京"])


def test_a_source_is_its_outlet_then_its_host_then_the_page(make_claims, new_claim, inputs):
    rows = [
        new_claim("北京市", "total_vaccinations", 1, DAY, doc=doc)
        for doc in ("tv", "farm", "links", "unheard")
    ]
    facts, _ = usable.facts(make_claims(*rows), inputs["documents"], ["北京市"])
    assert facts["source"].tolist() == ["央视网", "那么多了技术", "links", "unheard"]
    assert facts["kind"].tolist() == ["state-media", "content-farm", "content-farm", "unknown"]
