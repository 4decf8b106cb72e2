"""The cut-off: a day, a month or a year means its last day, wherever claims are compared with it."""

import pytest

from vaxclaims import cut_off, tables


@pytest.mark.parametrize(
    "as_of, day",
    [
        ("2021-05-31", "2021-05-31"),
        ("2021-02", "2021-02-28"),
        ("2024-02", "2024-02-29"),
        ("2021", "2021-12-31"),
        ("", ""),
    ],
)
def test_a_cut_off_is_the_last_day_of_what_it_names(as_of, day):
    assert cut_off.last_day(as_of) == day


@pytest.mark.parametrize("text", ["2021-13", "2021-00", "2021-02-30", "2021-5", "May", "0000", "XXXX-04-11"])
def test_what_is_no_date_is_refused_with_the_forms_that_are(text):
    with pytest.raises(ValueError, match="as_of takes a date as 2021-05-31, 2021-05 or 2021, not"):
        cut_off.last_day(text)


@pytest.mark.parametrize(
    "as_of, precision, span",
    [
        ("2021-05-23", "day", ("2021-05-23", "2021-05-23")),
        ("2021-06-30", "month", ("2021-06-01", "2021-06-30")),
        ("2021-12-31", "year", ("2021-01-01", "2021-12-31")),
        ("XXXX-04-11", "day", ("", "")),
        ("", "none", ("", "")),
        ("2021-02-31", "day", ("", "")),
    ],
)
def test_a_date_is_no_more_precise_than_it_was_said(as_of, precision, span):
    assert cut_off.span({"as_of": as_of, "as_of_precision": precision}) == span


def test_a_table_is_cut_by_the_last_day_on_which_a_row_may_be_true():
    dates = [("2021-05-31", "month"), ("2021-06-01", "day"), ("2021-12-31", "year"), ("XXXX-04-11", "day")]
    rows = [{"claim_id": day, "as_of": day, "as_of_precision": precision} for day, precision in dates]
    claims = tables.table("claims", rows)
    assert [list(cut_off.within(claims, as_of)["claim_id"]) for as_of in ("2021-05", "2021-06", "2021")] == [
        ["2021-05-31"], ["2021-05-31", "2021-06-01"], ["2021-05-31", "2021-06-01", "2021-12-31"]
    ]
    assert len(cut_off.within(claims, "")) == 4
    assert list(cut_off.within(claims.head(0), "2021").columns) == tables.CLAIM_COLUMNS


def test_a_finding_goes_with_the_latest_of_its_claims():
    rows = [{"claim_id": day, "as_of": day, "as_of_precision": "day"} for day in ("2021-05-01", "2021-06-01")]
    claims = tables.table("claims", rows)
    about = ["2021-05-01", "2021-05-01 2021-06-01", "2021-06-01", ""]
    findings = tables.table("findings", [{"claims": ids} for ids in about])
    assert list(cut_off.findings_within(findings, claims, "2021-05")["claims"]) == ["2021-05-01", ""]
    assert len(cut_off.findings_within(findings, claims, "")) == 4
