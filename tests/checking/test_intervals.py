"""What printed words assert."""

from decimal import Decimal
from fractions import Fraction

import pytest

from vaxclaims.checking.intervals import claim_days, claim_interval, number, parse_day


@pytest.mark.parametrize(
    ("value", "comparator", "precision", "told"),
    [
        ("13333900", "=", "100", "[13,333,850, 13,333,950)"),
        ("90", "=", "1", "[89.5, 90.5)"),
        ("30080000", ">", "10000", "(30,080,000, ∞)"),
        ("300000", ">=", "10000", "[300,000, ∞)"),
        ("100", "<", "1", "[0, 100)"),
        ("1200000", "<=", "10000", "[0, 1,200,000]"),
        ("1000", "~", "1", "[950, 1,050]"),
        ("40000", "<~", "1", "[38,000, 40,000)"),
        ("500000000", "~", "100000000", "[450,000,000, 550,000,000]"),
        ("7", "=", None, "[7, 7]"),
    ],
)
def test_number_comparator_and_precision_give_an_interval(value, comparator, precision, told):
    step = Decimal(precision) if precision else None
    assert str(claim_interval(Decimal(value), None, comparator, step, Fraction(5, 100))) == told


def test_a_range_asserts_its_ends():
    assert str(claim_interval(Decimal(200), Decimal(900), "=", Decimal(100), Fraction(0))) == "[200, 900]"


@pytest.mark.parametrize("text", ["", "XXXX-04-11"])
def test_what_is_unknown_stays_unknown(text):
    assert parse_day(text) is None


@pytest.mark.parametrize("text", ["2021-02-30", "yesterday", "2021-6-1"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="date"):
        parse_day(text)


@pytest.mark.parametrize(
    ("precision", "basis", "days"),
    [("day", "explicit", 1), ("month", "explicit", 30), ("year", "event_year", 365), ("day", "published", 8)],
)
def test_dates_have_a_precision_too(precision, basis, days):
    first, last = claim_days(parse_day("2021-06-30"), precision, basis, 7)
    assert last - first + 1 == days


def test_numbers_are_shown_as_people_read_them():
    assert [number(value) for value in (Fraction(1, 3), 1234567, None, Fraction(-5, 2))] == [
        "0.333",
        "1,234,567",
        "∞",
        "-2.5",
    ]
