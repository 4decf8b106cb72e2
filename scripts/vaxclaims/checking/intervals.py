"""What the printed words assert: an interval of values and an interval of days, both exact."""

import calendar
import re
from datetime import date
from fractions import Fraction
from typing import NamedTuple


class Interval(NamedTuple):
    """Values from `low` to `high`; None is unbounded, an open end does not belong."""

    low: Fraction
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __str__(self) -> str:
        left, right = "(" if self.low_open else "[", ")" if self.high_open or self.high is None else "]"
        return f"{left}{number(self.low)}, {number(self.high)}{right}"

    def is_empty(self) -> bool:
        return below(self.high, self.high_open, self.low, self.low_open)

    def meets(self, other: "Interval") -> bool:
        return not (
            below(self.high, self.high_open, other.low, other.low_open)
            or below(other.high, other.high_open, self.low, self.low_open)
        )

    def plus(self, other: "Interval") -> "Interval":
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(
            self.low + other.low, high, self.low_open or other.low_open, self.high_open or other.high_open
        )

    def times(self, factor: Fraction) -> "Interval":
        """Scaled by a factor of at least zero."""
        return Interval(
            self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_open,
            self.high_open,
        )

    def widened(self, below_by: Fraction, above_by: Fraction) -> "Interval":
        return self._replace(
            low=self.low - below_by, high=None if self.high is None else self.high + above_by
        )


def below(high, high_open, low, low_open) -> bool:
    """Whether everything up to `high` lies below everything from `low`."""
    return high is not None and (high < low or (high == low and bool(high_open or low_open)))


def number(value) -> str:
    """A number as readers see it: grouped digits, at most three after the point; ∞ for None."""
    if value is None:
        return "∞"
    rounded = round(Fraction(value), 3)
    if rounded.denominator == 1:
        return f"{rounded.numerator:,}"
    sign, rest = ("-", -rounded) if rounded < 0 else ("", rounded)
    whole, part = divmod(int(rest * 1000), 1000)
    return f"{sign}{whole:,}.{part:03d}".rstrip("0")


def claim_interval(value, value_high, comparator, precision, approximation: Fraction) -> Interval:
    """The interval that a number asserts, in base units.

    `=` asserts every value that rounds to the printed digits (statcheck's reading of a printed number);
    `>` and its kin assert the bound as printed; `~` and `<~` a share `approximation` about it.
    """
    value, half = Fraction(value), Fraction(precision or 0) / 2
    if value_high is not None:
        high = Fraction(value_high)
        slack = approximation if comparator in ("~", "<~") else 0
        return Interval(value * (1 - slack), high * (1 + slack))
    if comparator == ">":
        return Interval(value, None, low_open=True)
    if comparator == ">=":
        return Interval(value, None)
    if comparator in ("<", "<="):
        return Interval(Fraction(0), value, high_open=comparator == "<")
    slack = max(value * approximation, half)
    if comparator == "~":
        return Interval(max(value - slack, Fraction(0)), value + slack)
    if comparator == "<~":
        return Interval(max(value - slack, Fraction(0)), value, high_open=True)
    return Interval(max(value - half, Fraction(0)), value + half, high_open=half > 0)


_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def parse_day(text: str) -> date | None:
    """An ISO day. None where the year or the day is unknown (`''`, `XXXX-04-11`). ValueError for no date."""
    if not text or text.startswith("XXXX"):
        return None
    match = _DAY.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date (YYYY-MM-DD)")
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        raise ValueError(f"{text!r} is not a date of the calendar") from None


def claim_days(as_of: date, precision: str, basis: str, lag: int) -> tuple[int, int]:
    """First and last day (ordinals) on some day of which the claim says it is true."""
    if precision == "month":
        last = calendar.monthrange(as_of.year, as_of.month)[1]
        return as_of.replace(day=1).toordinal(), as_of.replace(day=last).toordinal()
    if precision == "year":
        return date(as_of.year, 1, 1).toordinal(), date(as_of.year, 12, 31).toordinal()
    day = as_of.toordinal()
    return (day - lag, day) if basis == "published" else (day, day)


def iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
