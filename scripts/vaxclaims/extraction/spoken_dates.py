"""Dates that are counted from the page's day, or lean on what was told before: 昨天, 当天, 23日, 上周, 5天来, 节前."""

from calendar import monthrange
from datetime import date, timedelta

from vaxclaims.extraction import rules
from vaxclaims.extraction.calendar_days import (
    LATELY,
    LEAP,
    YEARS,
    day_of_month,
    day_of_year,
    iso,
    month_after,
    month_end,
    third_of_month,
)
from vaxclaims.extraction.date_types import Date, Form, Page, Told, Value
from vaxclaims.numerals import small_number

WORDS = rules.wordings("dates")
# 假期里 without a name means days off that are over for no longer than this.
_HOLIDAY_NEAR = timedelta(days=15)
# How far before the page's own day the figures of a page may end: its 最近一周 ends with them.
_NEWEST = timedelta(days=3)
# How soon a bare day comes on which something is to begin.
_SOON = timedelta(days=7)
_FAR = timedelta(days=200)
# Until which month 全年 is the year that is over.
_LOOKS_BACK = 2
_ON_IT = ("当天", "当日", "节当天", "节当日")
# What a word for a stretch of time counts, in days.
_LENGTHS = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30}


def named_part(form: Form) -> Value | None:
    """今年底, 年内, 上半年, 本月底, 下月初."""
    words, page = form.match["ym"], form.page
    base = page.day
    if not base and page.year and words.endswith(("年底", "年末", "岁末")):
        return month_end(int(page.year), 12), "", "day", "explicit", "year"  # 到了当年年底, told long after
    if not base:
        return None
    year = base.year + YEARS.get(words[:2], 0)
    if words == "全年" and base.month <= _LOOKS_BACK and not WORDS.planned.match(form.view, form.match.end()):
        year -= 1  # 全年建成接种点17个, told in January
    words = words.replace("今年", "").replace("去年", "").replace("明年", "") if len(words) > 3 else words
    words = f"年{words[2]}" if len(words) == 3 and words[2] in "底末初" and words[1] == "年" else words
    if words.endswith(("年底", "年末", "岁末", "下半年", "全年", "年内")):
        return month_end(year, 12), "", "day", "explicit", "year"
    if words.endswith(("年中", "上半年")):
        return month_end(year, 6), "", "month", "explicit", "year"
    if words.endswith("年初"):
        return month_end(year, 1), "", "month", "explicit", "year"
    shift = {"上": -1, "下": 1}.get(words[0], 0)
    precision = "day" if words.endswith(("底", "末", "内")) else "month"
    return month_end(*month_after(base, shift)), "", precision, "relative", "month"


def near_month(form: Form) -> Value | None:
    """本月9日, 上个月15号."""
    match, page = form.match, form.page
    if not page.day:
        return None
    shift = {"上": -1, "下": 1}.get(match["nm"][0], 0)
    value, last = (
        day_of_month(page.day, shift, small_number(day)) if day else "" for day in (match["nd"], match["nd2"])
    )
    if last and value:
        return last, value, "day", "relative", "range"
    return (value, "", "day", "relative", "day") if value else None


def bare_days(form: Form) -> Value | None:
    """19日到21日: the last such days up to the day after publication."""
    last, first = (_bare_day(form, form.match[name], False) for name in ("e2", "e1"))
    if not first or not last or first[0] >= last[0]:
        return None
    return last[0], first[0], "day", last[3], "range"


def bare_third(form: Form) -> Value | None:
    """下旬 of the month that the text has told of before."""
    previous = form.told.previous
    if not previous or not previous.known:
        return None
    year, month = int(previous.value[:4]), int(previous.value[5:7])
    return (
        *third_of_month(year, month, form.match["third"], form.page, form.still),
        "day",
        "relative",
        "month",
    )


def bare_day(form: Form) -> Value | None:
    """今（13）日, 23日."""
    return _bare_day(form, form.match["pd"] or form.match["bd"] or form.match["bd2"], form.still)


def _bare_day(form: Form, number: str, still: bool) -> Value | None:
    """23日: the last such day up to the day after publication, where it is `still` to come the next one."""
    day, page, previous = small_number(number), form.page, form.told.previous
    if not page.published:
        if previous and (not previous.known or page.year):
            known = previous.known
            value = f"{previous.value[:8]}{day:02d}"
            if known and not iso(*map(int, value.split("-"))):
                return None
            return value, "", "day", "explicit" if known else "unresolved", "day"
        return None
    near = date.fromisoformat(page.published)
    if still:
        days = [day_of_month(near, shift, day) for shift in (0, 1)]
        days = [found for found in days if found >= page.published]
        return (days[0], "", "day", "explicit", "day") if days else None
    soon = day_of_month(near, 0, day) or day_of_month(near, 1, day)
    if soon and WORDS.begins_then.match(form.view, form.match.end()) and timedelta(1) < date.fromisoformat(soon) - near <= _SOON:
        return soon, "", "day", "explicit", "day"  # 5至11岁儿童疫苗25日开打, on a page of the 21st
    for shift in range(3, -3, -1):
        found = day_of_month(near, shift, day)
        if found and found <= (near + timedelta(days=1)).isoformat():
            return found, "", "day", "explicit", "day"
    return None


def relative(form: Form) -> Value | None:
    """昨天 from the page's own day, or that of the speaker; 当天, 同期 and 首日 from the dates told before."""
    match, page = form.match, form.page
    rule = rules.load("dates")["relative_days"][match["rel"]]
    if isinstance(rule, int):
        base = page.day and _day_spoken(form) or page.day
        if not base and page.posted:  # 4月12日消息　昨天…, of no year
            day = date.fromisoformat(page.posted.replace("XXXX", LEAP)) + timedelta(days=rule)
            return f"XXXX{day.isoformat()[4:]}", "", "day", "unresolved", "day"
        return ((base + timedelta(days=rule)).isoformat(), "", "day", "relative", "day") if base else None
    if rule == "previous" and WORDS.until.search(form.view[max(match.start() - 8, 0) : match.start()]):
        rule = "previous" if _in_line(form) else "until"  # 截至同一天
    leans_on = _leans_on(rule, form.told)
    if rule in ("opening", "figures", "coming") and not leans_on:
        return None
    if leans_on:
        day = leans_on.first if leans_on.kind in ("since", "launch") else leans_on.value
        basis = "unresolved" if day.startswith("X") else "relative"
        return day, "", "day" if day == leans_on.first else leans_on.precision, basis, "day"
    return (page.published, "", "day", "relative", "day") if page.published else None


def _in_line(form: Form) -> bool:
    """7月27日，接种车开到渔村。截至当日…: whether the line has told a day of its own, after that of its figures."""
    previous, figures = form.told.previous, form.told.figures
    begins = form.view.rfind("\n", 0, form.match.start()) + 1
    own = previous is not None and previous.kind == "day" and previous.start >= begins
    return own and (figures is None or figures.start < begins)


def _day_spoken(form: Form) -> date | None:
    """The day on which the words before `form` were said, where it stands right behind them."""
    match, page = form.match, form.page
    told = WORDS.spoken.match(form.view, match.end())
    if not told:
        return None
    found = day_of_year("", "", told["month"] or str(page.day.month), told["day"], page, False)[0]
    return date.fromisoformat(found) if found and not found.startswith("X") else None


def _leans_on(rule: str, told: Told) -> Date | None:
    """The date that 当天 (`previous`), 同期 (`until`), 首日 (`opening`), 当时 (`figures`) or 届时 (`coming`) stands for."""
    told_days = ("day", "range", "since", "holiday")
    previous = told.previous if told.previous and told.previous.kind in told_days else None
    if rule in ("opening", "figures", "coming"):
        return getattr(told, rule)
    return told.figures or previous if rule == "until" else previous


def _newest(page: Page, told: Told) -> date | None:
    """The day with which 最近一周 and 过去24小时 end: the one that the page's figures are told for, else that
    of the report that tells it."""
    for date_ in (told.figures, told.reported):
        if (
            page.day
            and date_
            and (date_.until or date_.reported)
            and date_.precision == "day"
            and date_.known
        ):
            day = date.fromisoformat(date_.value)
            if timedelta(0) <= page.day - day <= _NEWEST:
                return day
    return page.day


def period(form: Form) -> Value | None:
    """上周, 本周, 最近一周, 本月, 今年以来: `data/rules/dates.yml` tells which words mean which."""
    word, page, told = form.match["week"], form.page, form.told
    kind = rules.load("dates")["periods"][word]
    base = page.day
    if word == "当月" and told.previous and told.previous.kind == "month":
        return told.previous.value, "", "month", told.previous.basis, "month"  # 6月到货10万支，当月接种8万剂
    if not base:
        return None
    monday = base - timedelta(days=base.weekday())
    month_start, newest = base.replace(day=1), _newest(page, told)
    last_month_end = month_start - timedelta(days=1)
    # 本周 in a report that comes out on the Monday after is the week of its figures.
    reported = newest if base == monday and newest < monday else base
    spans = {
        "last_week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "this_week": (reported - timedelta(days=reported.weekday()), reported),
        "next_week": (monday + timedelta(days=7), monday + timedelta(days=13)),
        "past_week": (newest - timedelta(days=6), newest),
        "last_weekend": _last_weekend(base),
        "this_year": (base.replace(month=1, day=1), base),
        "this_month": (month_start, date.fromisoformat(month_end(base.year, base.month))),
        "last_month": (last_month_end.replace(day=1), last_month_end),
    }
    if kind == "next_month":
        following = date.fromisoformat(month_end(base.year, base.month)) + timedelta(days=1)
        return month_end(following.year, following.month), "", "month", "relative", "month"
    first, last = spans[kind]
    return last.isoformat(), first.isoformat(), "month" if kind == "this_month" else "day", "relative", "week"


def _last_weekend(base: date) -> tuple[date, date]:
    """The last Saturday and Sunday that are over."""
    sunday = base - timedelta(days=(base.weekday() + 1) % 7)
    return sunday - timedelta(days=1), sunday


def last_days(form: Form) -> Value | None:
    """过去24小时, 最近30天; hours end with the figures' day only where they tell what was given."""
    if form.match["lastn"].startswith("前") and form.match["nu"].endswith("月"):
        return _first_months(form)
    given = bool(WORDS.given.match(form.view, form.match.end()))
    return _last_days(form, form.match["n"], form.match["nu"], given)


def _first_months(form: Form) -> Value | None:
    """前10个月: from January to the last of them."""
    page, count = form.page, small_number(form.match["n"])
    year = page.year or page.published[:4]
    if not year or not 1 <= count <= 12:
        return None
    return month_end(int(year), count), f"{year}-01-01", "month", "explicit", "range"


def days_up_to_now(form: Form) -> Value | None:
    """5天来."""
    return _last_days(form, form.match["cn"], form.match["cu"], True)


def _last_days(form: Form, number: str, unit: str, given: bool) -> Value | None:
    base, count, unit = _newest(form.page, form.told), small_number(number), unit.removeprefix("个")
    if not base or not count or unit == "小时" and count != 24:
        return None
    figures = form.told.figures
    here = figures is not None and "\n" not in form.view[figures.end : form.match.start()]
    if unit == "小时" and not given and not here:
        return form.page.day.isoformat(), "", "day", "relative", "day"
    if unit == "小时" or count == 1 and unit in "天日":
        return base.isoformat(), "", "day", "relative", "day"
    days = count * _LENGTHS[unit]
    return base.isoformat(), (base - timedelta(days=days - 1)).isoformat(), "day", "relative", "lastn"


def first_days(form: Form) -> Value | None:
    """三天接种了…, from the day on which its sentence says that something began."""
    number = form.match["rn"]
    opened = [other for other in form.found if other.opens and other.known and other.precision == "day"]
    if not opened or small_number(number) < 2:  # 最高的一天打了…
        return None
    first = date.fromisoformat(opened[-1].first or opened[-1].value)
    last = (first + timedelta(days=small_number(number) - 1)).isoformat()
    return (last, first.isoformat(), "day", "relative", "range") if last <= form.page.published else None


def coming_days(form: Form) -> Value | None:
    """未来三天, told by its last day."""
    match, page = form.match, form.page
    if not page.day or not small_number(match["fn"]):
        return None
    days = small_number(match["fn"]) * _LENGTHS[match["fu"].removeprefix("个")]
    return (page.day + timedelta(days=days)).isoformat(), "", "day", "relative", "next"


def ago(form: Form) -> Value | None:
    """一个月前: before the day that its sentence has told of, else before the page's own."""
    match, page = form.match, form.page
    count, unit = small_number(match["an"]), match["au"].removeprefix("个")
    if match["an"] == "半":
        count, unit = (6, "月") if unit == "年" else (15, "天")
    told = [other for other in form.found if other.kind == "day" and other.known and other.precision == "day"]
    base = date.fromisoformat(told[-1].value) if told else page.day
    if not base or not count:
        return None
    if unit in ("月", "年"):
        year, month = month_after(base, -count * (12 if unit == "年" else 1))
        if year < 1:
            return None
        value = iso(year, month, min(base.day, monthrange(year, month)[1]))
    else:
        value = (base - timedelta(days=count * _LENGTHS[unit])).isoformat()
    return value, "", "day", "relative", "ago"


def weekday(form: Form) -> Value | None:
    """上周五; 周五 without more is the last one, one still to come the next."""
    match, base = form.match, form.page.day
    if not base:
        return None
    if match["wpd"]:
        return _bare_day(form, match["wpd"], form.still)  # 上周二（15日）, which starts on a Sunday elsewhere
    monday, which = base - timedelta(days=base.weekday()), (match["wk"] or "").removesuffix("个")
    day = monday + timedelta(days="一二三四五六日".index(match["wd"].replace("天", "日")))
    day += timedelta(days={"上": -7, "下": 7}.get(which, 0))
    if not which and not form.still and day > base:
        day -= timedelta(days=7)
    return day.isoformat(), "", "day", "relative", "day"


def weekdays(form: Form) -> Value | None:
    """周一到周五 of a week: of this one, or where no week is named the last that is over."""
    match, base = form.match, form.page.day
    if not base:
        return None
    first, last = ("一二三四五六日".index(match[name].replace("天", "日")) for name in ("w1", "w2"))
    monday = base - timedelta(days=base.weekday()) - timedelta(days=7 * ((match["wk2"] or "")[:1] == "上"))
    if not match["wk2"] and monday + timedelta(days=last) > base:
        monday -= timedelta(days=7)
    days = [(monday + timedelta(days=day)).isoformat() for day in (last, first)]
    return (*days, "day", "relative", "range") if first < last else None


def holiday_span(form: Form) -> Value | None:
    """“五一”假期."""
    return _days_off(form.match["span"], form.page)


def holiday_past(form: Form) -> Value | None:
    """假期里, without a name."""
    return _days_off("", form.page)


def _days_off(name: str, page: Page) -> Value | None:
    """“五一”假期, and 假期里 without a name: the days off last begun, as the State Council set them."""
    base, words = page.day, rules.load("dates")
    if not base:
        return None
    called = words["holidays"].get(name, [""])
    begun = [
        (last, first)
        for days_off, first, last in words["days_off"]
        if first <= base.isoformat() and (not name or words["holidays"].get(days_off) == called)
    ]
    if not begun:
        return None
    last, first = max(begun)
    if not name and base - date.fromisoformat(last) > _HOLIDAY_NEAR:
        return None
    return last, first, "day", "calendar", "holiday"


def holiday(form: Form) -> Value | None:
    """A feast that something is still to be done by, else one that is told of as a day (春节当天): the next one where
    it is still to come, else the last one that is over for no longer than LATELY, if there is one."""
    from borax.calendars import LunarDate  # slow to load, and few pages name a feast

    base, on_it = form.page.day, form.view.startswith(_ON_IT, form.match.end())
    if not base or not (form.still or on_it):
        return None
    kind, month, day = rules.load("dates")["holidays"][form.match["hol"]]
    falls = [
        date(year, month, day) if kind == "solar" else LunarDate(year, month, day).to_solar_date()
        for year in (base.year - 1, base.year, base.year + 1)
    ]
    over = [fall for fall in falls if timedelta(0) <= base - fall <= LATELY]
    coming = [fall for fall in falls if fall >= base]
    past = [fall for fall in falls if fall < base]
    if past and coming[0] - base > _FAR and not WORDS.planned.match(form.view, form.match.end()):
        return past[-1].isoformat(), "", "day", "calendar", "day"  # 春节前，…特批500支, told in June
    chosen = over[-1] if over and not form.still else coming[0]
    return chosen.isoformat(), "", "day", "calendar", "day"
