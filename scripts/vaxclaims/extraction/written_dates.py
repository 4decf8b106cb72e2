"""Dates that are written out: 2021年5月23日, 3月至5月, 6月第二周, 去年12月, 一季度, 2021年底."""

import re
from calendar import monthrange
from datetime import date, timedelta

from vaxclaims.extraction.calendar_days import (
    THIRDS,
    YEARS,
    base_year,
    day_of_month,
    day_of_year,
    iso,
    month_end,
    third_of_month,
    year_of,
    year_of_month,
)
from vaxclaims.extraction.date_types import Form, Value
from vaxclaims.numerals import small_number


def iso_day(form: Form) -> Value | None:
    """2021-05-23, 2021.5.23."""
    value = iso(*map(int, re.split("[-./]", form.match["iso"])))
    return (value, "", "day", "explicit", "day") if value else None


def one_day(form: Form) -> Value | None:
    """2021年5月23日, 5月23日."""
    match = form.match
    value, basis = day_of_year(match["yB"], match["ryB"], match["mB"], match["dB"], form.page, form.still)
    return (value, "", "day", basis, "day") if value else None


def day_range(form: Form) -> Value | None:
    """5月3日至29日, 12月28日至1月3日."""
    match, page = form.match, form.page
    first, basis = day_of_year(match["yA"], match["ryA"], match["mA"], match["dA"], page, False)
    if not first:
        return None
    # The last day is the next such day after the first: 11月3日至15日 on a page of 29 October, 12月28日至1月3日.
    month, day = f"{small_number(match['mA2'] or match['mA']):02d}", f"{small_number(match['dA2']):02d}"
    year = match["yA2"] or first[:4]
    if not match["yA2"] and not year.startswith("X") and f"{month}-{day}" < first[5:]:
        year = str(int(year) + 1)
    last = f"{year}-{month}-{day}"
    if not year.startswith("X") and not iso(*map(int, last.split("-"))):
        return None
    return last, first, "day", basis, "range"


def month_range(form: Form) -> Value | None:
    """今年3月至5月, from the first month's first day to the last one's last."""
    match, page = form.match, form.page
    first, basis = day_of_year(match["yD"], match["ryD"], match["mD"], "1", page, False)
    last, _ = day_of_year(
        match["yD2"] or match["yD"], "" if match["yD2"] else match["ryD"], match["mD2"], "1", page, False
    )
    if not first or not last:
        return None
    if not last.startswith("X"):
        last = month_end(int(last[:4]), int(last[5:7]))
    return (last, first, "month", basis, "range") if first <= last else None


def head_of_month(form: Form) -> Value | None:
    """本月前8天, from the month's first day on."""
    match, page = form.match, form.page
    if match["hw"]:
        if not page.day:
            return None
        first, basis = day_of_month(page.day, -(match["hw"][0] == "上"), 1), "relative"
    else:
        first, basis = day_of_year(match["yE"], match["ryE"], match["mE"], "1", page, False)
    last = f"{first[:8]}{small_number(match['hn']):02d}"
    if not first or not 1 <= small_number(match["hn"]) <= 31:
        return None
    return last, first, "day", basis, "range"


def nth_week(form: Form) -> Value | None:
    """6月第二周, by calendar weeks from Monday, the first being that of the month's first day."""
    match = form.match
    first, _ = day_of_year("", "", match["mW"], "1", form.page, False)
    if not first or first.startswith("X"):
        return None
    opens = date.fromisoformat(first)
    sunday = opens + timedelta(days=6 - opens.weekday() + 7 * "一二三四".index(match["wn"]))
    return (
        sunday.isoformat(),
        max(first, (sunday - timedelta(days=6)).isoformat()),
        "day",
        "calendar",
        "range",
    )


def one_month(form: Form) -> Value | None:
    """去年12月, 5月底, 6月上旬."""
    match, page = form.match, form.page
    month, part = small_number(match["mC"]), match["part"]
    if form.view[match.end("part") : match.end("part") + 1] in ("龄", "薪", "度", "亮", "经", "球", "饼"):
        return None
    year, basis = None, "explicit"
    if match["yC"]:
        year = year_of(match["yC"])
    elif match["ryC"]:
        base = base_year(page)
        year = base and base + YEARS[match["ryC"]]
        basis = "relative"
    elif page.day and (not page.year or page.year == page.published[:4]):
        year = year_of_month(month, part, page.day, form.still)
    elif page.year:
        year = int(page.year)
    if not year:
        return (
            f"XXXX-{month:02d}-{monthrange(2021, month)[1]:02d}",
            "",
            "day" if part in ("底", "末") else "month",
            "unresolved",
            "month",
        )
    if part in THIRDS:
        return *third_of_month(year, month, part, page, form.still), "day", basis, "month"
    return month_end(year, month), "", "day" if part in ("底", "末") else "month", basis, "month"


def quarter(form: Form) -> Value | None:
    """今年一季度, from its first day on."""
    match = form.match
    base = int(match["yQ"]) if match["yQ"] else base_year(form.page)
    if not base:
        return None
    year, last = base + YEARS.get(match["ryQ"], 0), 3 * small_number(match["quarter"])
    if not match["yQ"] and not match["ryQ"] and form.page.published and not form.still:
        year -= iso(year, last - 2, 1) > form.page.published  # 四季度, told in January
    basis = "relative" if match["ryQ"] else "explicit"
    return month_end(year, last), iso(year, last - 2, 1), "month", basis, "range"


def year_part(form: Form) -> Value | None:
    """2021年, 2021年底."""
    match = form.match
    year, part = int(match["y3"]), match["ypart"].removeprefix("年")
    ends = {
        "初": (1, "month"),
        "中": (6, "month"),
        "中期": (6, "month"),
        "底": (12, "day"),
        "末": (12, "day"),
        "上半年": (6, "day"),
    }
    month, precision = ends.get(part, (12, "year"))
    return month_end(year, month), "", precision, "explicit", "year"
