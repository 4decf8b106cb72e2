"""Claims written short: `claim('北京市 total_vaccinations 13333900 2021-03-25')`."""

from decimal import Decimal

import pytest

from vaxclaims import tables
from vaxclaims.checking import check_claims

UNITS = {
    "people": "person",
    "total": "dose",
    "daily": "dose",
    "new": "dose",
    "coverage": "percent",
    "dose": "percent",
    "milestone": "day",
    "population": "person",
}


def make_claim(text: str, **more) -> dict:
    """`place indicator value as_of` and any column by name; the id is the text unless given."""
    place, indicator, value, as_of = text.split()
    row = {
        "claim_id": more.get("claim_id", text.replace(" ", "|")),
        "doc_id": "page",
        "zone": "body",
        "quote": value,
        "context": "",
        "place": place,
        "indicator": indicator,
        "value": Decimal(value),
        "comparator": "=",
        "precision": Decimal(1),
        "unit": UNITS.get(indicator.split("_")[0], ""),
        "as_of": as_of,
        "as_of_precision": "day",
        "as_of_basis": "explicit",
        "status": "stated",
        "decision": "accepted",
    }
    return row | more


def make_table(rows):
    return tables.table("claims", rows)


def check(rows, **options):
    """Findings of rows, as dicts."""
    findings, _ = check_claims(make_table(rows), **options)
    return findings.to_dict("records")


def sets(findings, *severities) -> set:
    """The claim sets of findings of the given severities (contradictions by default)."""
    wanted = severities or ("contradiction",)
    return {frozenset(row["claims"].split()) for row in findings if row["severity"] in wanted}


@pytest.fixture
def claim():
    return make_claim


@pytest.fixture
def checked():
    return check


@pytest.fixture
def conflicts():
    return lambda rows, **options: sets(check(rows, **options))


@pytest.fixture
def claim_sets():
    return sets
