"""The cut-off `as_of`: up to which day claims are used, and which claims and findings lie beyond it."""

import calendar
import re
from datetime import date

import pandas as pd

_FORMS = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def last_day(as_of: str) -> str:
    """The last day, ISO, of the day, month or year that `as_of` names: 2021-05 is 2021-05-31. '' stays ''.

    Raises ValueError for anything else.
    """
    if not as_of:
        return ""
    match = _FORMS.fullmatch(str(as_of))
    try:
        year, month, day = match.groups() if match else ("", "", "")
        month = month or "12"
        day = day or calendar.monthrange(int(year), int(month))[1]
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise ValueError(f"as_of takes a date as 2021-05-31, 2021-05 or 2021, not '{as_of}'") from None


def span(row) -> tuple[str, str]:
    """First and last day on which a claim may have been true, as ISO dates; ('', '') when unresolved. A row
    without `as_of_precision` is of a day."""
    precision = row.get("as_of_precision", "day")
    try:
        last = date.fromisoformat(row["as_of"])
    except ValueError:
        return "", ""
    first = {"day": last, "month": last.replace(day=1), "year": last.replace(month=1, day=1)}
    if precision not in first:
        return "", ""
    if precision == "month":
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return first[precision].isoformat(), last.isoformat()


def beyond(row, until: str) -> str:
    """Why a cut-off at the ISO day `until` leaves a claim out: 'after', 'undated', '' where it does not.

    A claim whose year is unknown cannot be shown to be of before, and is not used.
    """
    if not until:
        return ""
    last = span(row)[1]
    return "undated" if not last else "after" if last > until else ""


def within(table: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """The rows of a claims, measures or bounds table that the cut-off leaves. Raises ValueError for no date."""
    until = last_day(as_of)
    return table.loc[[not beyond(row, until) for row in table.to_dict("records")]]


def findings_within(findings: pd.DataFrame, claims: pd.DataFrame, as_of: str) -> pd.DataFrame:
    """The findings that rest on no claim beyond the cut-off."""
    later = set(claims["claim_id"]) - set(within(claims, as_of)["claim_id"])
    return findings.loc[[later.isdisjoint(ids.split()) for ids in findings["claims"]]]
