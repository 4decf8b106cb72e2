"""What the checks say about single claims, pages, pairs and bad tables."""

from decimal import Decimal

import pandas as pd
import pytest

from vaxclaims.checking import check_claims, summary, top_findings
from vaxclaims.tables import COLUMNS, TableError, table


def _rows(findings, name):
    return [row for row in findings if row["check"] == name]


@pytest.mark.parametrize(
    "change", [{"status": "planned"}, {"status": "denied"}, {"status": "retracted"}, {"decision": "rejected"}]
)
def test_what_nobody_asserts_constrains_nothing(conflicts, claim, change):
    rows = [
        claim("甲省 total_vaccinations 500 2021-03-01"),
        claim("甲省 total_vaccinations 400 2021-03-02", **change),
    ]
    assert conflicts(rows) == set()


@pytest.mark.parametrize(
    ("precision", "value", "clash"), [("month", "400", False), ("month", "300", False), ("day", "300", True)]
)
def test_a_month_is_some_day_of_it(conflicts, claim, precision, value, clash):
    rows = [
        claim("甲省 total_vaccinations 350 2021-06-15"),
        claim(f"甲省 total_vaccinations {value} 2021-06-30", as_of_precision=precision),
    ]
    assert bool(conflicts(rows)) == clash


def test_a_month_after_a_day_cannot_fall_below_it(conflicts, claim):
    rows = [
        claim("甲省 total_vaccinations 350 2021-05-31", claim_id="a"),
        claim("甲省 total_vaccinations 300 2021-06-30", as_of_precision="month", claim_id="b"),
    ]
    assert conflicts(rows) == {frozenset("ab")}


def test_ids_with_white_space_stay_one_each_in_the_lists_of_ids(conflicts, claim):
    rows = [
        claim("甲省 total_vaccinations 500 2021-03-01", claim_id="page 1"),
        claim("甲省 total_vaccinations 400 2021-03-02", claim_id="page 2"),
        claim("甲省 total_vaccinations 500 2021-03-01", claim_id="page 3", restates="page 1"),
    ]
    assert conflicts(rows) == {frozenset(["page%201", "page%202"])}


def test_an_unknown_year_is_not_compared_and_said_so(checked, claim, claim_sets):
    findings = checked(
        [claim("全国 total_vaccinations 999 XXXX-04-05"), claim("全国 total_vaccinations 100 2021-04-05")]
    )
    assert claim_sets(findings) == set()
    assert "its year is unknown" in _rows(findings, "unknown_date")[0]["message_en"]


def test_a_claim_of_a_list_of_links_is_checked_and_marked(checked, claim):
    findings = checked(
        [
            claim("甲省 total_vaccinations 500 2021-03-01", zone="related"),
            claim("甲省 total_vaccinations 400 2021-03-02"),
        ]
    )
    (wrong,) = [row for row in findings if row["severity"] == "contradiction"]
    assert "not in a page's own text" in wrong["message_en"]


def test_a_restatement_counts_once_and_must_fit(checked, claim, claim_sets):
    body = claim("甲省 total_vaccinations 29705900 2021-05-23", precision=Decimal(100), claim_id="body")
    for value, fits in (("29700000", True), ("27905900", False)):
        head = claim(
            f"甲省 total_vaccinations {value} 2021-05-23",
            precision=Decimal(100000),
            restates="body",
            claim_id="head",
        )
        findings = checked([body, head])
        assert claim_sets(findings) == set()
        assert bool(_rows(findings, "restatement")) != fits


def test_a_lower_bound_below_an_earlier_figure_is_stale_not_wrong(checked, claim, claim_sets):
    findings = checked(
        [
            claim(
                "北京市 total_vaccinations 20000000 2021-06-30",
                as_of_precision="month",
                comparator=">",
                claim_id="old",
            ),
            claim("北京市 total_vaccinations 29705900 2021-05-23", claim_id="better"),
        ]
    )
    assert claim_sets(findings, "stale") == {frozenset({"old", "better"})} and claim_sets(findings) == set()


@pytest.fixture
def milestone(claim):
    return [
        claim("全国 total_vaccinations 400000000 2021-05-16", comparator=">", claim_id="fourth"),
        claim("全国 total_vaccinations 500000000 2021-05-24", comparator=">", claim_id="fifth"),
        claim("全国 milestone_interval 7 2021-05-24", as_of_start="2021-05-16", claim_id="days"),
        claim("全国 total_vaccinations 510858000 2021-05-23", precision=Decimal(1000), claim_id="total"),
    ]


def test_a_wrong_milestone_accuses_the_date_that_a_total_refutes(milestone, checked):
    findings = checked(milestone)
    (found,) = _rows(findings, "milestone")
    assert found["severity"] == "arithmetic" and found["suspect"] == "fifth"
    assert "7 is right and the date 2021-05-24 is wrong" in found["message_en"]
    (conflict,) = [row for row in findings if row["severity"] == "contradiction"]
    assert set(conflict["claims"].split()) == {"fifth", "days", "total"} and conflict["suspect"] == "fifth"


def test_without_the_milestone_more_than_n_is_a_bound_not_a_crossing(milestone, conflicts):
    assert conflicts([row for row in milestone if row["claim_id"] != "days"]) == set()


def test_a_pace_beside_lower_bounds_is_consistent_and_beside_a_ceiling_it_is_not(checked, claim):
    totals = [
        claim("北京市 total_vaccinations 13333900 2021-03-25"),
        claim("北京市 total_vaccinations 29705900 2021-05-23"),
    ]
    for comparator, value, severity in (
        (">=", 300000, "consistent"),
        (">=", 200000, "consistent"),
        ("<=", 200000, "implausible"),
    ):
        capacity = claim(f"北京市 daily_capacity {value} 2021-04-01", comparator=comparator)
        (found,) = _rows(checked([*totals, capacity]), "pace")
        assert found["severity"] == severity and "277,492" in found["message_en"]


def test_a_missing_total_is_a_gap_not_a_zero(claim):
    rows = [claim("四川省 daily_vaccinations 2000000 2021-05-25", comparator=">", as_of_basis="published")]
    findings, bounds = check_claims(table("claims", rows), places=["四川省", "云南省"])
    gaps = _rows(findings.to_dict("records"), "missing_total")
    assert [row["place"] for row in gaps] == ["云南省", "四川省"]
    assert bounds.loc[bounds.indicator == "total_vaccinations", ["low", "high"]].values.tolist() == [
        [Decimal(2000001), None]
    ]


def test_a_place_that_is_none_is_refused_and_not_said_to_state_nothing(claim):
    claims = table("claims", [claim("甲省 total_vaccinations 500 2021-03-01")])
    with pytest.raises(ValueError, match="has no '北京'; the nearest is '北京市'"):
        check_claims(claims, places=["北京"])
    assert not _rows(check_claims(claims, places=["甲省"])[0].to_dict("records"), "missing_total")


def test_bounds_follow_from_doses_and_shares(claim):
    rows = [
        claim("上海市 total_vaccinations 23798400 2021-05-23", precision=Decimal(100), claim_id="doses"),
        claim("湖北省 total_vaccinations 30080000 2021-05-24", comparator=">", claim_id="hubei"),
        claim(
            "湖北省 dose_share 68.6 2021-05-24",
            population="第一剂",
            precision=Decimal("0.1"),
            claim_id="share",
        ),
    ]
    _, bounds = check_claims(table("claims", rows), three_dose=0, single_dose=0)
    found = {(row.place, row.indicator): row for row in bounds.itertuples()}
    people = found["上海市", "people_vaccinated"]
    assert (people.low, people.high, people.claims) == (Decimal(11899175), Decimal(23798449), "doses")
    first = found["湖北省", "people_vaccinated"]
    assert first.low == Decimal(20619841) and first.high is None and first.claims == "hubei share"


def test_a_claim_later_than_its_page_is_impossible(claim):
    documents = table("documents", [{"doc_id": "page", "published": "2021-03-27"}])
    rows = [
        claim("甲省 total_vaccinations 1 2021-03-28"),
        claim("甲省 total_vaccinations 2 2022-03-25", claim_id="late"),
    ]
    findings, _ = check_claims(table("claims", rows), documents)
    late = findings[findings.check == "after_page"]
    assert late.claims.tolist() == ["late"] and late.severity.tolist() == ["contradiction"]


def test_copies_of_one_story_count_as_one_source(checked, claim):
    story = "据某市卫生健康委消息，截至3月25日，全市累计接种新冠疫苗1333万剂，接种工作正在有序推进。"
    rows = [
        claim(
            "甲省 total_vaccinations 13330000 2021-03-25",
            doc_id=f"p{n}",
            claim_id=f"c{n}",
            context=story + "。" * n,
        )
        for n in range(10)
    ]
    rows.append(
        claim(
            "甲省 total_vaccinations 15000000 2021-03-20",
            doc_id="other",
            claim_id="other",
            context="另一篇报道完全不同的说法。",
        )
    )
    findings = checked(rows)
    (copies,) = _rows(findings, "same_passage")
    assert len(copies["claims"].split()) == 10
    assert len([row for row in findings if row["severity"] == "contradiction"]) == 1


def test_bad_rows_are_named_and_good_rows_still_checked(claim):
    rows = [
        claim("甲省 total_vaccinations 500 2021-03-01"),
        claim("甲省 total_vaccinations 400 2021-03-02"),
        claim("甲省 total_vaccinations 1 2021-03-03", value="many"),
        claim("甲省 total_vaccinations 2 2021-02-30"),
        claim("甲省 vibes 3 2021-03-03"),
        claim("甲省 total_vaccinations 500 2021-03-01", quote="again"),
    ]
    findings, _ = check_claims(pd.DataFrame(rows))
    bad = findings[findings.check == "bad_row"].reason.tolist()
    for row, column in ((3, "value"), (4, "as_of"), (5, "indicator"), (6, "claim_id")):
        assert any(text.startswith(f"row {row}, column {column}:") for text in bad)
    assert (findings.severity == "contradiction").sum() == 1


@pytest.mark.parametrize("value", ["1e2000000", "1e-2000000", "9" * 5000])
def test_a_number_without_end_costs_its_row_and_not_the_table(claim, value):
    rows = [
        claim("甲省 total_vaccinations 500 2021-03-01"),
        claim("甲省 total_vaccinations 400 2021-03-02"),
        claim("甲省 total_vaccinations 1 2021-03-03", value=value),
    ]
    findings, _ = check_claims(pd.DataFrame(rows))
    (bad,) = findings[findings.check == "bad_row"].reason
    assert bad.startswith("row 3, column value:") and len(bad) < 200
    assert (findings.severity == "contradiction").sum() == 1


def test_a_table_without_the_needed_columns_is_refused_by_name():
    with pytest.raises(TableError, match="value"):
        check_claims(pd.DataFrame({"claim_id": ["a"], "place": ["甲省"], "indicator": ["x"], "as_of": [""]}))


def test_an_empty_table_gives_empty_answers():
    findings, bounds = check_claims(table("claims", []))
    assert list(findings.columns) == COLUMNS["findings"] and bounds.empty


def test_an_unknown_tolerance_names_the_nearest():
    with pytest.raises(TypeError, match="approximation"):
        check_claims(table("claims", []), aproximation=0.1)


def test_the_same_table_gives_the_same_rows(milestone):
    once, again = (check_claims(table("claims", milestone))[0] for _ in range(2))
    assert once.equals(again) and once.finding_id.is_unique


def test_the_most_important_come_first_and_say_different_things(milestone):
    findings, _ = check_claims(table("claims", milestone))
    top = top_findings(findings, 3)
    # The text's own days and dates prove what the contradiction shows, in plainer words: one of the two is told.
    assert top.severity.iloc[0] == "arithmetic" and "contradiction" not in top.severity.tolist()


def test_the_summary_counts_findings_and_pairs(milestone):
    counts = summary(check_claims(table("claims", milestone))[0]).set_index("check")
    assert counts.loc["cumulative", "pairs"] == 3 and counts.loc["crossing", "findings"] == 1


def _examined(findings):
    """What is said of the pairs examined, by check and indicator."""
    return {
        (row["check"], row["indicator"]): row
        for row in findings
        if row["severity"] == "consistent"
        and row["check"] in ("cumulative", "between_counts", "part_of_whole")
    }


@pytest.fixture
def two_totals_and_two_peoples(claim):
    """Two totals of one day that differ, and two counts of people that fit one another and both totals."""
    return [
        claim("甲省 total_vaccinations 900 2021-03-02", claim_id="more"),
        claim("甲省 total_vaccinations 800 2021-03-02", claim_id="less"),
        claim("甲省 people_vaccinated 450 2021-03-01", claim_id="first"),
        claim("甲省 people_vaccinated 460 2021-03-02", claim_id="second"),
    ]


def test_claims_that_agree_are_not_charged_with_a_contradiction_about_another_indicator(
    two_totals_and_two_peoples, checked
):
    people = _examined(checked(two_totals_and_two_peoples))["cumulative", "people_vaccinated"]
    assert people["message_en"] == (
        "甲省: 1 pair of claims on People vaccinated examined, none in conflict."
    )
    assert people["message_zh"] == "甲省：就至少接种一剂人数比较1对说法，均无冲突。"
    assert people["formula"] == "1 pair: 0 conflicts"


def test_nothing_is_called_consistent_where_every_pair_is_in_conflict(two_totals_and_two_peoples, checked):
    findings = checked(two_totals_and_two_peoples)
    assert ("cumulative", "total_vaccinations") not in _examined(findings)
    assert [row["claims"] for row in findings if row["severity"] == "contradiction"] == ["more less"]
    assert not _rows(findings, "stands_alone")


def test_pairs_that_hold_are_counted_apart_from_those_in_contradictions(checked, claim):
    rows = [
        claim("甲省 total_vaccinations 700 2021-03-01", claim_id="before"),
        claim("甲省 total_vaccinations 900 2021-03-02", claim_id="more"),
        claim("甲省 total_vaccinations 800 2021-03-02", claim_id="less"),
    ]
    found = _examined(checked(rows))["cumulative", "total_vaccinations"]
    assert found["formula"] == "2 pairs: 0 conflicts; 1 more in contradictions"
    assert "2 pairs of claims on Total vaccinations (besides 1 in contradictions)" in found["message_en"]
    assert "（另有1对见于矛盾）比较2对说法，均无冲突" in found["message_zh"]


def test_a_pair_within_a_larger_contradiction_is_not_called_consistent(checked, claim):
    rows = [
        claim("甲省 total_vaccinations 900 2021-03-02", claim_id="doses"),
        claim("甲省 people_vaccinated 600 2021-03-02", claim_id="people"),
        claim("甲省 people_fully_vaccinated 410 2021-03-02", claim_id="fully"),
        claim("甲省 people_fully_vaccinated 400 2021-03-02", claim_id="again"),
    ]
    findings = checked(rows)
    # Doses, people and either full course cannot all be true, nor can the two full courses: no pair is left.
    assert sum(row["severity"] == "contradiction" for row in findings) == 3 and not _examined(findings)


def test_a_copy_of_a_contradicted_claim_is_not_consistent_with_what_contradicts_it(checked, claim):
    story = "据某市卫生健康委消息，截至3月25日，全市累计接种新冠疫苗1333万剂，接种工作正在有序推进。"
    rows = [
        claim("甲省 total_vaccinations 13330000 2021-03-25", doc_id=page, claim_id=page, context=story)
        for page in ("page", "copy")
    ]
    rows.append(claim("甲省 total_vaccinations 15000000 2021-03-20", doc_id="other", claim_id="other"))
    findings = checked(rows)
    found = _examined(findings)["cumulative", "total_vaccinations"]
    assert found["claims"] == "page copy" and found["formula"].startswith("1 pair: 0 conflicts; 2 more")
    assert not _rows(findings, "stands_alone")


def test_a_part_above_its_whole_is_not_called_consistent_with_it(checked, claim):
    rows = [
        claim("甲省 total_vaccinations 800 2021-03-02"),
        claim("甲省/乙市 total_vaccinations 900 2021-03-02"),
        claim("甲省/丙市 total_vaccinations 300 2021-03-02"),
    ]
    findings = checked(rows)
    assert [row["place"] for row in findings if row["severity"] == "consistent"] == ["甲省/丙市"]
    assert not _rows(findings, "stands_alone")
