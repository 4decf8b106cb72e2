"""Days, months and years on a page's calendar."""

from calendar import monthrange
from datetime import date, timedelta

from vaxclaims.extraction.date_types import Page
from vaxclaims.numerals import small_number

# The year that a word stands for, counted from the page's.
YEARS = {"今年": 0, "当年": 0, "去年": -1, "前年": -2, "明年": 1}
# First and last day of the thirds and halves of a month (0: the month's last).
THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0), "上半月": (1, 15), "下半月": (16, 0)}
# A year that has every day, for what is told without one.
LEAP = "2020"
# A month's end or a feast without a year is still to come unless it is over for no longer than this.
LATELY = timedelta(days=120)
# A day without a year that would be over for longer than this is still to come.
_LONG_PAST = timedelta(days=300)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}


def year_of(text: str) -> int:
    """2021 or 二〇二一."""
    if text.isdigit() and text.isascii():
        return int(text)
    return int("".join(str(_DIGITS.get(character, 0)) for character in text))


def iso(year: int, month: int, day: int) -> str:
    """The day in ISO 8601, empty where the calendar has none such."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def day_of_year(year, relative, month, day, page: Page, future: bool) -> tuple[str, str]:
    """A day of the year, its year from the words, else the page's: the latest such day up to the day of
    publication (with a week's grace), the next one for what is still to come."""
    month, day = small_number(month), small_number(day)
    if year:
        return iso(year_of(year), month, day), "explicit"
    if relative and (base := base_year(page)):
        return iso(base + YEARS[relative], month, day), "relative"
    if not iso(int(LEAP), month, day):
        return "", ""
    if page.day and (not page.year or page.year == page.published[:4]):
        return _nearest(page.day, month, day, future), "explicit"
    if page.year:
        return iso(int(page.year), month, day), "explicit"
    return f"XXXX-{month:02d}-{day:02d}", "unresolved"


def base_year(page: Page) -> int | None:
    """The year that 今年 means."""
    return int(page.year or page.published[:4]) if page.year or page.published else None


def _nearest(base: date, month: int, day: int, future: bool) -> str:
    """A day without a year, of the year in which it is nearest: before `base` or, in the `future`, behind it."""
    candidates = [iso(year, month, day) for year in (base.year - 1, base.year, base.year + 1)]
    days = [date.fromisoformat(day_) for day_ in candidates if day_]
    if future:
        days = [d for d in days if d >= base - timedelta(days=45)] or days
        return min(days).isoformat()
    past = [d for d in days if d <= base + timedelta(days=7)]
    # 12月20日 on a page of October without 去年 is the one that is near.
    if past and base - max(past) > _LONG_PAST:
        past = [d for d in days if d > base] or past
        return min(past).isoformat()
    return (max(past) if past else min(days)).isoformat()


def month_end(year: int, month: int) -> str:
    """A month's last day in ISO 8601."""
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"


def year_of_month(month: int, part: str, base: date, deadline: bool) -> int:
    """The year of 3月底 on a page of 10 June: this month's end, if it is over for no longer than LATELY."""
    if part in ("底", "末") and not deadline:
        past = [date.fromisoformat(month_end(year, month)) for year in (base.year - 1, base.year)]
        over = [day for day in past if timedelta(0) <= base - day <= LATELY]
        if over:
            return over[-1].year
    future = deadline or part in ("底", "末", "内", "以内")
    return int(_nearest(base, month, 28 if future else 1, future)[:4])


def third_of_month(year: int, month: int, part: str, page: Page, deadline: bool) -> tuple[str, str]:
    """Last and first day of 下旬 or 上半月; one that still runs ends with the day of publication."""
    begins, ends = THIRDS[part]
    first, last = iso(year, month, begins), iso(year, month, ends) if ends else month_end(year, month)
    running = page.published and first <= page.published < last and not deadline
    return page.published if running else last, first


def day_of_month(near: date, shift: int, day: int) -> str:
    """A day of the month `shift` months after that of `near`, empty where that month has none such."""
    return iso(*month_after(near, shift), day)


def month_after(near: date, shift: int) -> tuple[int, int]:
    """Year and month `shift` months after those of `near`."""
    total = near.year * 12 + near.month - 1 + shift
    return total // 12, total % 12 + 1
