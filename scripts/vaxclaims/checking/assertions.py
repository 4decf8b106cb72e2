"""Turns a claims table into assertions, and says of every row that cannot be one why not."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import pandas as pd

from vaxclaims import codebook
from vaxclaims.checking.intervals import Interval, claim_days, claim_interval, iso, number, parse_day
from vaxclaims.checking.rules import Rules
from vaxclaims.identity import without_space
from vaxclaims.tables import CLAIM_COLUMNS, DECIMALS, NOT_A_NUMBER, TableError, bounded, short

REQUIRED = ["claim_id", "place", "indicator", "value", "as_of"]
DEFAULTS = {"comparator": "=", "status": "stated", "as_of_precision": "day"}
COMPARATORS = ("=", ">", ">=", "<", "<=", "~", "<~")


@dataclass(frozen=True)
class Assertion:
    """One claim that is used: a value interval and the days on some of which it holds (ordinals)."""

    n: int
    claim_id: str
    doc_id: str
    zone: str
    quote: str
    context: str
    place: str
    indicator: str
    unit: str
    population: str
    vaccine: str
    comparator: str
    value: Decimal
    interval: Interval
    first: int | None
    last: int | None
    start: int | None
    as_of: str
    precision: str
    basis: str
    restates: str

    @property
    def dated(self) -> bool:
        return self.last is not None

    @property
    def on_a_day(self) -> bool:
        return self.dated and self.first == self.last

    @property
    def subject(self) -> tuple[str, str, str]:
        return self.place, self.population, self.vaccine

    @property
    def is_lower_bound(self) -> bool:
        return self.interval.high is None

    @property
    def when(self) -> str:
        if not self.dated:
            return self.as_of or "?"
        return iso(self.last) if self.on_a_day else f"{iso(self.first)} … {iso(self.last)}"

    def described(self) -> str:
        return f"“{self.quote}” {number(self.value)} ∈ {self.interval} @ {self.when}"


@dataclass(frozen=True)
class Bad:
    """A cell that cannot be used: `row` counts from 1, 0 is the header."""

    row: int
    column: str
    why: str
    claim_id: str = ""


def read_assertions(claims: pd.DataFrame, rules: Rules) -> tuple[list[Assertion], list[Bad]]:
    """Assertions of the claims that count (stated, not rejected), and what is wrong with the other rows.

    Raises TableError when a column is missing without which no row says anything.
    """
    missing = [column for column in REQUIRED if column not in claims.columns]
    if missing:
        raise TableError(f"not a claims table, missing columns: {', '.join(missing)}")
    bad = [
        Bad(0, column, "the column is missing and read as empty")
        for column in CLAIM_COLUMNS
        if column in ("comparator", "precision", "unit", "as_of_precision", "status")
        and column not in claims.columns
    ]
    known = set(codebook.codes("indicators"))
    assertions, seen = [], set()
    columns = {column: claims[column].tolist() for column in CLAIM_COLUMNS if column in claims.columns}
    for i in range(len(claims)):
        row = {column: _cell(column, columns)(i) for column in CLAIM_COLUMNS}
        row |= {column: without_space(row[column]) for column in ("claim_id", "restates")}
        problem = _read_row(row, i, known, seen, rules, assertions)
        if problem:
            bad.append(Bad(i + 1, *problem, claim_id=row["claim_id"]))
    return assertions, bad


def _cell(column: str, columns: dict):
    if column not in columns:
        return lambda i: None if column in DECIMALS else DEFAULTS.get(column, "")
    cells = columns[column]
    if column in DECIMALS:
        return lambda i: cells[i]
    return lambda i: _text(cells[i]) or DEFAULTS.get(column, "")


def _text(cell) -> str:
    return "" if cell is None or cell is pd.NA or cell != cell else str(cell).strip()


def _read_row(row, i, known, seen, rules, assertions) -> tuple[str, str] | None:
    """Append the row's assertion; (column, reason) for a row that cannot be read."""
    if not row["claim_id"]:
        return "claim_id", "it is empty"
    if row["claim_id"] in seen:
        return "claim_id", f"{row['claim_id']} is there already"
    seen.add(row["claim_id"])
    if row["indicator"] not in known:
        return "indicator", f"{row['indicator']!r} is not in the codebook"
    for column in ("value", "value_high", "precision"):
        try:
            row[column] = bounded(row[column])
        except (InvalidOperation, ValueError, TypeError):
            return column, f"{short(repr(row[column]))} {NOT_A_NUMBER}"
        if row[column] is not None and row[column] < 0:
            return column, f"{row[column]} is negative"
    if row["value"] is None:
        return "value", "it is empty"
    if row["comparator"] not in COMPARATORS:
        return "comparator", f"{row['comparator']!r} is none of {' '.join(COMPARATORS)}"
    days = {}
    for column in ("as_of", "as_of_start"):
        try:
            days[column] = parse_day(row[column])
        except ValueError as error:
            return column, str(error)
    quantity = rules.by_indicator.get(row["indicator"])
    if quantity and row["unit"] and row["unit"] not in rules.quantities[quantity]["units"]:
        return "unit", f"{row['unit']!r} is no unit of {row['indicator']}"
    if row["status"] == "stated" and row["decision"] != "rejected":
        assertions.append(_assertion(row, i, days["as_of"], days["as_of_start"], rules))
    return None


def _assertion(row: dict, n: int, as_of: date | None, start: date | None, rules: Rules) -> Assertion:
    lag = int(rules.at("published_lag_days"))
    dated = as_of and row["as_of_precision"] != "none"
    first, last = (
        claim_days(as_of, row["as_of_precision"], row["as_of_basis"], lag) if dated else (None, None)
    )
    return Assertion(
        n,
        row["claim_id"],
        row["doc_id"],
        row["zone"],
        short(row["quote_view"] or row["quote"] or str(row["value"])),
        row["context"],
        row["place"],
        row["indicator"],
        row["unit"],
        row["population"],
        row["vaccine"],
        row["comparator"],
        row["value"],
        claim_interval(
            row["value"], row["value_high"], row["comparator"], row["precision"], rules.at("approximation")
        ),
        first,
        last,
        start.toordinal() if start else None,
        row["as_of"],
        row["as_of_precision"],
        row["as_of_basis"],
        row["restates"],
    )
