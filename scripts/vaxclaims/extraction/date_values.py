"""Which day each way of telling a date means, on its page and after what was told before."""

import re
from calendar import monthrange
from datetime import date, timedelta

from vaxclaims.extraction import rules
from vaxclaims.extraction.date_types import Date, Page, Told
from vaxclaims.numerals import small_number

WORDS = rules.wordings("dates")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
# The year that a word stands for, counted from the page's.
_YEARS = {"今年": 0, "当年": 0, "去年": -1, "前年": -2, "明年": 1}
# A year that has every day, for what is told without one.
_LEAP = "2020"
# A month's end without a year is still to come unless it is over for no longer than this.
_LATELY = timedelta(days=120)
# A day without a year that would be over for longer than this is still to come.
_LONG_PAST = timedelta(days=300)
# 假期里 without a name means days off that are over for no longer than this.
_HOLIDAY_NEAR = timedelta(days=15)
# How far before the page's own day the figures of a page may end: its 最近一周 ends with them.
_NEWEST = timedelta(days=3)


def date_value(match, view: str, page: Page, told: Told, deadline: bool, found: list):
    """(value, first, precision, basis, kind) of one match, as in `Date`, None where it is no date after all.
    `told` are the dates of the text before, `found` those of the sentence before it, `deadline` whether what
    is told is still to come. So does every function below that reads one form."""
    if match["iso"]:
        value = _iso(*map(int, re.split("[-./]", match["iso"])))
        return (value, "", "day", "explicit", "day") if value else None
    if match["dA"]:
        return _range(match, page)
    if match["dB"]:
        value, basis = _day(match["yB"], match["ryB"], match["mB"], match["dB"], page, deadline)
        return (value, "", "day", basis, "day") if value else None
    if match["mD"]:
        return _month_range(match, page)
    if match["head"]:
        return _head_of_month(match, page)
    if match["nthweek"]:
        return _nth_week(match, page)
    if match["mC"]:
        return _month(match, view, page, deadline)
    if match["quarter"]:
        return _quarter(match, page)
    if match["y3"]:
        return _year_part(match)
    if match["near"]:
        return _near_month(match, page)
    if match["ym"]:
        return _named_part(match["ym"], page)
    if match["paren"] or match["bare"]:
        return _bare_day(match["pd"] or match["bd"], page, told.previous, deadline)
    if match["rel"]:
        return _relative(match, view, page, told)
    if match["week"]:
        return _period(match["week"], page, told)
    if match["lastn"]:
        return _last_days(match["n"], match["nu"], page, told, bool(WORDS.given.match(view, match.end())))
    if match["came"]:
        return _last_days(match["cn"], match["cu"], page, told)
    if match["ran"]:
        return _first_days(match["rn"], page, found)
    if match["nextn"]:
        return _next(match, page)
    if match["ago"]:
        return _ago(match, page, found)
    if match["weekdays"]:
        return _weekdays(match, page)
    if match["days"]:
        return _bare_days(match, page, told.previous)
    if match["third"]:
        return _bare_third(match["third"], page, told.previous, deadline)
    if match["weekday"]:
        return _weekday(match, page, deadline)
    if match["span"]:
        return _holiday_span(match["span"], page)
    if match["lately"]:
        return _holiday_span("", page)
    on_it = view.startswith(("当天", "当日", "节当天", "节当日"), match.end())
    return _holiday(match["hol"], page, deadline) if deadline or on_it else None


def _year(text: str) -> int:
    """2021 or 二〇二一."""
    return (
        int(text)
        if text.isdigit() and text.isascii()
        else int("".join(str(_DIGITS.get(character, 0)) for character in text))
    )


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _day(year, relative, month, day, page: Page, future: bool) -> tuple[str, str]:
    """A day of the year, its year from the words, else the page's: the latest such day up to the day of
    publication (with a week's grace), the next one for a deadline."""
    month, day = small_number(month), small_number(day)
    if year:
        return _iso(_year(year), month, day), "explicit"
    if relative and (base := _base_year(page)):
        return _iso(base + _YEARS[relative], month, day), "relative"
    if not _iso(int(_LEAP), month, day):
        return "", ""
    if page.day and (not page.year or page.year == page.published[:4]):
        return _nearest(page.day, month, day, future), "explicit"
    if page.year:
        return _iso(int(page.year), month, day), "explicit"
    return f"XXXX-{month:02d}-{day:02d}", "unresolved"


def _base_year(page: Page) -> int | None:
    return int(page.year or page.published[:4]) if page.year or page.published else None


def _nearest(base: date, month: int, day: int, future: bool) -> str:
    candidates = [_iso(year, month, day) for year in (base.year - 1, base.year, base.year + 1)]
    days = [date.fromisoformat(iso) for iso in candidates if iso]
    if future:
        days = [d for d in days if d >= base - timedelta(days=45)] or days
        return min(days).isoformat()
    past = [d for d in days if d <= base + timedelta(days=7)]
    # 12月20日 on a page of October without 去年 is the one that is near.
    if past and base - max(past) > _LONG_PAST:
        past = [d for d in days if d > base] or past
        return min(past).isoformat()
    return (max(past) if past else min(days)).isoformat()


def _month_end(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"


def _year_of_month(month: int, part: str, base: date, deadline: bool) -> int:
    """The year of 3月底 on a page of 10 June: this month's end, if it is over for no longer than _LATELY."""
    if part in ("底", "末") and not deadline:
        past = [date.fromisoformat(_month_end(year, month)) for year in (base.year - 1, base.year)]
        over = [day for day in past if timedelta(0) <= base - day <= _LATELY]
        if over:
            return over[-1].year
    future = deadline or part in ("底", "末", "内", "以内")
    return int(_nearest(base, month, 28 if future else 1, future)[:4])


def _month_range(match: re.Match, page: Page):
    """今年3月至5月, from the first month's first day to the last one's last."""
    first, basis = _day(match["yD"], match["ryD"], match["mD"], "1", page, False)
    last, _ = _day(
        match["yD2"] or match["yD"], "" if match["yD2"] else match["ryD"], match["mD2"], "1", page, False
    )
    if not first or not last:
        return None
    if not last.startswith("X"):
        last = _month_end(int(last[:4]), int(last[5:7]))
    return (last, first, "month", basis, "range") if first <= last else None


def _head_of_month(match: re.Match, page: Page):
    """本月前8天, from the month's first day on."""
    if match["hw"]:
        if not page.day:
            return None
        first, basis = _of_month(page.day, -(match["hw"][0] == "上"), 1), "relative"
    else:
        first, basis = _day(match["yE"], match["ryE"], match["mE"], "1", page, False)
    last = f"{first[:8]}{small_number(match['hn']):02d}"
    if not first or not 1 <= small_number(match["hn"]) <= 31:
        return None
    return last, first, "day", basis, "range"


# First and last day of the thirds and halves of a month (0: the month's last).
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0), "上半月": (1, 15), "下半月": (16, 0)}


def _month(match: re.Match, view: str, page: Page, deadline: bool):
    month, part = small_number(match["mC"]), match["part"]
    if view[match.end("part") : match.end("part") + 1] in ("龄", "薪", "度", "亮", "经", "球", "饼"):
        return None
    year, basis = None, "explicit"
    if match["yC"]:
        year = _year(match["yC"])
    elif match["ryC"]:
        base = _base_year(page)
        year = base and base + _YEARS[match["ryC"]]
        basis = "relative"
    elif page.day and (not page.year or page.year == page.published[:4]):
        year = _year_of_month(month, part, page.day, deadline)
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
    if part in _THIRDS:
        return *_third(year, month, part, page, deadline), "day", basis, "month"
    return _month_end(year, month), "", "day" if part in ("底", "末") else "month", basis, "month"


def _third(year: int, month: int, part: str, page: Page, deadline: bool) -> tuple[str, str]:
    """Last and first day of 下旬 or 上半月; one that still runs ends with the day of publication."""
    begins, ends = _THIRDS[part]
    first, last = _iso(year, month, begins), _iso(year, month, ends) if ends else _month_end(year, month)
    running = page.published and first <= page.published < last and not deadline
    return page.published if running else last, first


def _year_part(match: re.Match):
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
    return _month_end(year, month), "", precision, "explicit", "year"


def _quarter(match: re.Match, page: Page):
    """今年一季度, from its first day on."""
    base = int(match["yQ"]) if match["yQ"] else _base_year(page)
    if not base:
        return None
    year, last = base + _YEARS.get(match["ryQ"], 0), 3 * small_number(match["quarter"])
    basis = "relative" if match["ryQ"] else "explicit"
    return _month_end(year, last), _iso(year, last - 2, 1), "month", basis, "range"


def _named_part(words: str, page: Page):
    base = page.day
    if not base and page.year and words.endswith(("年底", "年末", "岁末")):
        return _month_end(int(page.year), 12), "", "day", "explicit", "year"  # 到了当年年底, told long after
    if not base:
        return None
    year = base.year + _YEARS.get(words[:2], 0)
    words = words.replace("今年", "").replace("去年", "").replace("明年", "") if len(words) > 3 else words
    words = f"年{words[2]}" if len(words) == 3 and words[2] in "底末初" and words[1] == "年" else words
    if words.endswith(("年底", "年末", "岁末", "下半年", "全年", "年内")):
        return _month_end(year, 12), "", "day", "explicit", "year"
    if words.endswith(("年中", "上半年")):
        return _month_end(year, 6), "", "month", "explicit", "year"
    if words.endswith("年初"):
        return _month_end(year, 1), "", "month", "explicit", "year"
    shift = {"上": -1, "下": 1}.get(words[0], 0)
    precision = "day" if words.endswith(("底", "末")) else "month"
    return _month_end(*_month_after(base, shift)), "", precision, "relative", "month"


def _near_month(match: re.Match, page: Page):
    """本月9日, 上个月15号."""
    if not page.day:
        return None
    shift = {"上": -1, "下": 1}.get(match["nm"][0], 0)
    value, last = (
        _of_month(page.day, shift, small_number(day)) if day else "" for day in (match["nd"], match["nd2"])
    )
    if last and value:
        return last, value, "day", "relative", "range"
    return (value, "", "day", "relative", "day") if value else None


def _relative(match: re.Match, view: str, page: Page, told: Told):
    """昨天 from the page's own day, or that of the speaker; 当天, 同期 and 首日 from the dates told before."""
    rule = rules.load("dates")["relative_days"][match["rel"]]
    if isinstance(rule, int):
        base = page.day and _day_spoken(match, view, page) or page.day
        if not base and page.posted:  # 4月12日消息　昨天…, of no year
            day = date.fromisoformat(page.posted.replace("XXXX", _LEAP)) + timedelta(days=rule)
            return f"XXXX{day.isoformat()[4:]}", "", "day", "unresolved", "day"
        return ((base + timedelta(days=rule)).isoformat(), "", "day", "relative", "day") if base else None
    if rule == "previous" and WORDS.until.search(view[max(match.start() - 8, 0) : match.start()]):
        rule = "until"  # 截至同一天
    leans_on = _leans_on(rule, told)
    if rule in ("opening", "figures", "coming") and not leans_on:
        return None
    if leans_on:
        day = leans_on.first if leans_on.kind in ("since", "launch") else leans_on.value
        basis = "unresolved" if day.startswith("X") else "relative"
        return day, "", "day" if day == leans_on.first else leans_on.precision, basis, "day"
    return (page.published, "", "day", "relative", "day") if page.published else None


def _day_spoken(match: re.Match, view: str, page: Page) -> date | None:
    """The day on which the words around `match` were said, where it stands right behind them."""
    told = WORDS.spoken.match(view, match.end())
    if not told:
        return None
    found = _day("", "", told["month"] or str(page.day.month), told["day"], page, False)[0]
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


def _period(word: str, page: Page, told: Told):
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
        "this_month": (month_start, date.fromisoformat(_month_end(base.year, base.month))),
        "last_month": (last_month_end.replace(day=1), last_month_end),
    }
    if kind == "next_month":
        following = date.fromisoformat(_month_end(base.year, base.month)) + timedelta(days=1)
        return _month_end(following.year, following.month), "", "month", "relative", "month"
    first, last = spans[kind]
    return last.isoformat(), first.isoformat(), "month" if kind == "this_month" else "day", "relative", "week"


def _last_weekend(base: date) -> tuple[date, date]:
    """The last Saturday and Sunday that are over."""
    sunday = base - timedelta(days=(base.weekday() + 1) % 7)
    return sunday - timedelta(days=1), sunday


# What a word for a stretch of time counts, in days.
_LENGTHS = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30}


def _last_days(number: str, unit: str, page: Page, told: Told, given: bool = True):
    """过去24小时, 最近30天, 5天来; hours end with the figures' day only where they tell what was `given`."""
    base, count, unit = _newest(page, told), small_number(number), unit.removeprefix("个")
    if not base or not count or unit == "小时" and count != 24:
        return None
    if unit == "小时" and not given:
        return page.day.isoformat(), "", "day", "relative", "day"
    if unit == "小时" or count == 1 and unit in "天日":
        return base.isoformat(), "", "day", "relative", "day"
    days = count * _LENGTHS[unit]
    return base.isoformat(), (base - timedelta(days=days - 1)).isoformat(), "day", "relative", "lastn"


def _first_days(number: str, page: Page, found: list[Date]):
    """三天接种了…, from the day on which its sentence says that something began."""
    opened = [other for other in found if other.opens and other.known and other.precision == "day"]
    if not opened or small_number(number) < 2:  # 最高的一天打了…
        return None
    first = date.fromisoformat(opened[-1].first or opened[-1].value)
    last = (first + timedelta(days=small_number(number) - 1)).isoformat()
    return (last, first.isoformat(), "day", "relative", "range") if last <= page.published else None


def _next(match: re.Match, page: Page):
    """未来三天, told by its last day."""
    if not page.day or not small_number(match["fn"]):
        return None
    days = small_number(match["fn"]) * _LENGTHS[match["fu"].removeprefix("个")]
    return (page.day + timedelta(days=days)).isoformat(), "", "day", "relative", "next"


def _ago(match: re.Match, page: Page, found: list[Date]):
    """一个月前: before the day that its sentence has told of, else before the page's own."""
    count, unit = small_number(match["an"]), match["au"].removeprefix("个")
    if match["an"] == "半":
        count, unit = (6, "月") if unit == "年" else (15, "天")
    told = [other for other in found if other.kind == "day" and other.known and other.precision == "day"]
    base = date.fromisoformat(told[-1].value) if told else page.day
    if not base or not count:
        return None
    if unit in ("月", "年"):
        year, month = _month_after(base, -count * (12 if unit == "年" else 1))
        if year < 1:
            return None
        value = _iso(year, month, min(base.day, monthrange(year, month)[1]))
    else:
        value = (base - timedelta(days=count * _LENGTHS[unit])).isoformat()
    return value, "", "day", "relative", "ago"


def _weekday(match: re.Match, page: Page, deadline: bool):
    """上周五; 周五 without more is the last one, in a deadline the next."""
    base = page.day
    if not base:
        return None
    monday, which = base - timedelta(days=base.weekday()), (match["wk"] or "").removesuffix("个")
    day = monday + timedelta(days="一二三四五六日".index(match["wd"].replace("天", "日")))
    day += timedelta(days={"上": -7, "下": 7}.get(which, 0))
    if not which and not deadline and day > base:
        day -= timedelta(days=7)
    return day.isoformat(), "", "day", "relative", "day"


def _weekdays(match: re.Match, page: Page):
    """周一到周五 of a week: of this one, or where no week is named the last that is over."""
    base = page.day
    if not base:
        return None
    first, last = ("一二三四五六日".index(match[name].replace("天", "日")) for name in ("w1", "w2"))
    monday = base - timedelta(days=base.weekday()) - timedelta(days=7 * ((match["wk2"] or "")[:1] == "上"))
    if not match["wk2"] and monday + timedelta(days=last) > base:
        monday -= timedelta(days=7)
    days = [(monday + timedelta(days=day)).isoformat() for day in (last, first)]
    return (*days, "day", "relative", "range") if first < last else None


def _nth_week(match: re.Match, page: Page):
    """6月第二周, by calendar weeks from Monday, the first being that of the month's first day."""
    first, _ = _day("", "", match["mW"], "1", page, False)
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


def _bare_days(match: re.Match, page: Page, previous: Date | None):
    """19日到21日: the last such days up to the day after publication."""
    last, first = (_bare_day(match[name], page, previous, False) for name in ("e2", "e1"))
    if not first or not last or first[0] >= last[0]:
        return None
    return last[0], first[0], "day", last[3], "range"


def _bare_third(word: str, page: Page, previous: Date | None, deadline: bool):
    """下旬 of the month that the text has told of before."""
    if not previous or not previous.known:
        return None
    year, month = int(previous.value[:4]), int(previous.value[5:7])
    return *_third(year, month, word, page, deadline), "day", "relative", "month"


def _bare_day(number: str, page: Page, previous: Date | None, deadline: bool):
    """23日: the last such day up to the day after publication, in a deadline the next one."""
    day = small_number(number)
    if not page.published:
        if previous and (not previous.known or page.year):
            known = previous.known
            value = f"{previous.value[:8]}{day:02d}"
            if known and not _iso(*map(int, value.split("-"))):
                return None
            return value, "", "day", "explicit" if known else "unresolved", "day"
        return None
    near = date.fromisoformat(page.published)
    if deadline:
        days = [_of_month(near, shift, day) for shift in (0, 1)]
        days = [found for found in days if found >= page.published]
        return (days[0], "", "day", "explicit", "day") if days else None
    for shift in range(3, -3, -1):
        found = _of_month(near, shift, day)
        if found and found <= (near + timedelta(days=1)).isoformat():
            return found, "", "day", "explicit", "day"
    return None


def _of_month(near: date, shift: int, day: int) -> str:
    """A day of the month `shift` months after that of `near`, empty where that month has none such."""
    return _iso(*_month_after(near, shift), day)


def _month_after(near: date, shift: int) -> tuple[int, int]:
    """Year and month `shift` months after those of `near`."""
    total = near.year * 12 + near.month - 1 + shift
    return total // 12, total % 12 + 1


def _range(match: re.Match, page: Page):
    first, basis = _day(match["yA"], match["ryA"], match["mA"], match["dA"], page, False)
    if not first:
        return None
    # The last day is the next such day after the first: 11月3日至15日 on a page of 29 October, 12月28日至1月3日.
    month, day = f"{small_number(match['mA2'] or match['mA']):02d}", f"{small_number(match['dA2']):02d}"
    year = match["yA2"] or first[:4]
    if not match["yA2"] and not year.startswith("X") and f"{month}-{day}" < first[5:]:
        year = str(int(year) + 1)
    last = f"{year}-{month}-{day}"
    if not year.startswith("X") and not _iso(*map(int, last.split("-"))):
        return None
    return last, first, "day", basis, "range"


def _holiday_span(name: str, page: Page):
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


def _holiday(name: str, page: Page, still: bool):
    """A feast: the next one where something is `still` to come, else the last one that is over for no longer than
    _LATELY, if there is one."""
    from borax.calendars import LunarDate

    base = page.day
    if not base:
        return None
    kind, month, day = rules.load("dates")["holidays"][name]
    falls = [
        date(year, month, day) if kind == "solar" else LunarDate(year, month, day).to_solar_date()
        for year in (base.year - 1, base.year, base.year + 1)
    ]
    over = [fall for fall in falls if timedelta(0) <= base - fall <= _LATELY]
    coming = [fall for fall in falls if fall >= base]
    chosen = over[-1] if over and not still else coming[0]
    return chosen.isoformat(), "", "day", "calendar", "day"
