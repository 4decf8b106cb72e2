"""Dates that a Chinese text names, resolved against its own page; what cannot be resolved says so."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from vaxclaims.extraction import rules

_CN = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"十一": 11, "十二": 12, "两": 2}
# In a view an entity (&nbsp;) is as many spaces as it has characters.
_S = r"\s{0,12}"
_Y = (
    rf"(?:(?P<y>20\d\d|二[〇零](?:二[〇零一二三]|一九)){_S}年{_S}"
    rf"|(?P<ry>今年|去年|前年|明年|当年){_S}(?:的{_S})?)?"
)
_M = rf"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]){_S}月"
_D = rf"(?P<d>3[01]|[12]\d|0?[1-9]){_S}[日号]"
_HOUR = (
    rf"(?:{_S}(?:凌晨|早上|上午|中午|下午|晚上?|晚间)?"
    rf"{_S}\d{{1,2}}{_S}(?:时|点|:){_S}(?:\d{{1,2}}{_S}分?|许|半)?)?"
)
# 较上月, 比去年: what a figure is compared to, not when it is true.
_COMPARED = re.compile(r"(?:较|比|同比|相比|相较)(?:于)?\s?$")
# 由上月底的9%升至21.5%: a date that belongs to the number right behind it and to no other.
_BOUND = re.compile(r"(?:由|从|较|比|于|为|自)\s?$")
# 新华社北京4月1日电: when the page was written, which dates no figure.
_DATELINE_TAIL = re.compile(r"\s?(?:专电|电(?!话|视|子|力|商)|讯(?!息)|消息[:：])")
_EVENT = re.compile(
    r"\s?(?:起?(?:正式)?(?:启动|启用|开始|开展|推出|铺开|投用|开诊|开放|成立|上线)(?:的|[^，。；]{1,16}以来))"
)


@dataclass(frozen=True)
class Date:
    """A date told at `start`..`end` of the view: `value` the last day (ISO or EDTF XXXX-MM-DD), `first` the
    first day of a period, precision and basis as in the claims table. `until` is true after 截至,
    `deadline` before 前, `period` where the words name a stretch (上周, 今年以来), `bound` where it is
    told of the number right behind it alone."""

    start: int
    end: int
    value: str
    first: str
    precision: str
    basis: str
    until: bool = False
    deadline: bool = False
    period: bool = False
    kind: str = "day"
    bound: bool = False


@dataclass(frozen=True)
class Page:
    """What dates are resolved against: the day of publication, the year told of and the dateline's day, from
    which 昨天 is counted (each empty where unknown)."""

    published: str
    year: str
    dateline: str = ""

    @property
    def day(self) -> date | None:
        told = self.dateline or self.published
        return date.fromisoformat(told) if told else None


# 从去年12月31日首支疫苗获批上市以来: the start of what is told, not its date.
_SINCE = re.compile(r"[^。；，,]{1,30}以来")


@cache
def _pattern() -> re.Pattern:
    holidays = "|".join(rules.load("dates")["holidays"])
    relative = "|".join(sorted(rules.load("dates")["relative_days"], key=len, reverse=True))
    weeks = "|".join(sorted(rules.load("dates")["periods"], key=len, reverse=True))
    return re.compile(
        rf"(?:"
        rf"{_Y}{_M}{_S}(?P<md1>3[01]|[12]\d|0?[1-9]){_S}[日号]?{_HOUR}{_S}(?:至|到|-|—{{1,2}}|~|～){_S}(?:(?:(?P<y2>20\d\d){_S}年{_S})?(?P<m2>1[0-2]|0?[1-9]){_S}月{_S})?(?P<d2>3[01]|[12]\d|0?[1-9]){_S}[日号]"
        rf"|{_Y}{_M}{_S}{_D}{_HOUR}"
        rf"|(?P<iso>20\d\d-\d\d-\d\d)"
        rf"|{_Y}{_M}{_S}(?P<part>份?(?:初|上旬|中旬|下旬|中|底|末|以内|内|份)?)"
        rf"|(?P<y3>20\d\d){_S}年{_S}(?P<ypart>年?(?:初|底|末|中期?|上半年|下半年|春天|夏天|秋天|冬天|春节前)?)"
        rf"|(?P<near>(?P<nm>上个?月|本月|这个月|下个?月){_S}的?(?P<nd>3[01]|[12]\d|0?[1-9]){_S}[日号]){_HOUR}"
        rf"|(?P<ym>(?:今年|去年|明年)(?:底|末|初)|(?:今年|去年|明年)?(?:全年|年内|年底|年末|岁末|年中|年初|上半年|下半年|月底|月末|本月底|上月底|上月末|下月底|本月末|下月初|本月初|本月中旬|上月中旬))"
        rf"|(?P<rel>{relative}){_HOUR}"
        rf"|(?P<weekday>(?P<wk>本|这|上|下)?周(?P<wd>[一二三四五六日])(?!日))"
        rf"|(?P<week>{weeks})"
        rf"|(?P<lastn>(?:最近|近|过去|过去的|前){_S}(?P<n>\d{{1,2}}|[一二两三四五六七八九十]+){_S}(?P<nu>天|日|周|个月|个?小时))"
        rf"|(?P<bare>(?<![\d月.])(?:3[01]|[12]\d|[1-9]){_S}日(?![均夜本语元报常平]){_HOUR})"
        rf"|(?P<hol>{holidays})"
        rf")(?P<tail>{_S}(?:[)）])?(?:之?前|以前|(?:正式)?(?:启动|开始|开展|实施|开打)?(?:接种)?(?:计划|工作)?以来|起|开始|后|至今)?)".replace(
            "(?P<y>", "(?P<yA>", 1
        )
        .replace("(?P<ry>", "(?P<ryA>", 1)
        .replace("(?P<m>", "(?P<mA>", 1)
        .replace("(?P<y>", "(?P<yB>", 1)
        .replace("(?P<ry>", "(?P<ryB>", 1)
        .replace("(?P<m>", "(?P<mB>", 1)
        .replace("(?P<d>", "(?P<dB>", 1)
        .replace("(?P<y>", "(?P<yC>", 1)
        .replace("(?P<ry>", "(?P<ryC>", 1)
        .replace("(?P<m>", "(?P<mC>", 1)
    )


_UNTIL = re.compile(r"(?:统计)?(?:截至|截止到?|截止至|至|到)(?:北京时间|当地时间|欧洲中部时间)?\s{0,12}$")
# Words that lean on a date told before.
UNTIL = re.compile(r"截[至止]到?(?!目前|当前|现在|发稿)")
LEANING = re.compile(r"当[天日晚]|同[日期]|小时|(?<![\d月.])\d{1,2}\s{0,12}日")


@cache
def _first() -> re.Pattern:
    """Where a date can begin: the full pattern is tried only there."""
    words = rules.load("dates")
    named = [
        *words["holidays"],
        *words["relative_days"],
        *words["periods"],
        "今年",
        "去年",
        "前年",
        "明年",
        "当年",
        "全年",
        "年内",
        "年底",
        "年末",
        "岁末",
        "年中",
        "年初",
        "上半",
        "下半",
        "月底",
        "月末",
        "本月",
        "上月",
        "下月",
        "本周",
        "这周",
        "上周",
        "下周",
        "最近",
        "过去",
    ]
    firsts, seconds = ("".join(sorted({word[at] for word in named})) for at in (0, 1))
    return re.compile(
        rf"(?<![\d.])\d|[一二三四五六七八九十](?=[十一二月〇零])|[{firsts}](?=[{seconds}])|周(?=[一二三四五六日])|[近前](?=[\s\d一二两三四五六七八九十])"
    )


def find_dates(
    view: str, start: int, end: int, page: Page, previous: Date | None = None, until: Date | None = None
) -> list[Date]:
    """The dates that view[start:end] names, in order. `previous` is the last date of the text before,
    which 当天 and a bare day of the month lean on; `until` the last that figures were told for (同日)."""
    found: list[Date] = []
    first, full, position = _first(), _pattern(), start
    while begins := first.search(view, position, end):
        match = full.match(view, begins.start(), end)
        if not match:
            position = begins.end()
            continue
        opened = _UNTIL.search(view[max(begins.start() - 28, position) : begins.start()])
        left, position = begins.start() - (len(opened[0]) if opened else 0), match.end()
        if date_ := _told(
            match,
            left,
            opened[0] if opened else "",
            view,
            start,
            end,
            page,
            found[-1] if found else previous,
            until,
        ):
            found.append(date_)
    return found


def _told(
    match: re.Match,
    left: int,
    opened: str,
    view: str,
    start: int,
    end: int,
    page: Page,
    previous: Date | None,
    figures: Date | None,
) -> Date | None:
    """The date of one match, opened by 截至 or not; None where it dates nothing."""
    ahead = view[max(left - 4, start) : left]
    if (
        _EVENT.match(view, match.end(), end)
        or _COMPARED.search(ahead)
        and not view.startswith("的", match.end())
    ):
        return None
    date_ = _resolve(match, left, opened, view, page, previous, figures)
    if not date_:
        return None
    if left - start < 40 and _DATELINE_TAIL.match(view, match.end(), end):
        return replace(date_, kind="dateline")
    return (
        replace(date_, bound=True)
        if date_.kind not in ("since", "launch") and _BOUND.search(ahead)
        else date_
    )


def _resolve(
    match: re.Match,
    left: int,
    opened: str,
    view: str,
    page: Page,
    previous: Date | None,
    figures: Date | None,
) -> Date | None:
    tail = match["tail"].strip(" )）") if match["tail"] else ""
    until = bool(opened) and (opened[0] in "截统" or tail in ("", "末"))
    deadline = tail in ("前", "之前", "以前")
    if (
        match["rel"]
        and rules.load("dates")["relative_days"][match["rel"]] == "until"
        or match["lastn"]
        and "小时" in match["nu"]
    ):
        previous = figures or previous
    result = _value(match, view, page, previous, deadline)
    if result is None:
        return None
    value, first, precision, basis, kind = result
    if view[max(left - 1, 0) : left] in ("从", "自") and _SINCE.match(view, match.end()):
        return Date(left, match.end(), page.published or value, value, "day", "relative", period=True, kind="launch")
    if tail.endswith(("以来", "起", "开始", "至今")) and kind != "week":
        if page.day and value > (page.published or value) and tail in ("起", "开始"):
            return Date(
                left, match.end(), first or value, "", "day", basis, deadline=True
            )  # 下月起: still to come
        # 自1月1日启动以来: from there to now; a drive's own start makes a total of what is told.
        kind = "launch" if len(tail) > 2 else "since"
        return Date(
            left, match.end(), page.published or value, value, "day", "relative", period=True, kind=kind
        )
    return Date(
        left,
        match.end(),
        value,
        first,
        precision,
        basis,
        until,
        deadline,
        period=kind in ("range", "week", "lastn") or bool(first),
        kind=kind,
    )


def _value(match: re.Match, view: str, page: Page, previous: Date | None, deadline: bool):
    """(value, first, precision, basis, kind) of one match, None where it is no date after all."""
    if match["iso"]:
        return match["iso"], "", "day", "explicit", "day"
    if match["md1"]:
        return _range(match, page, previous)
    if match["dB"]:
        value, basis = _day(match["yB"], match["ryB"], match["mB"], match["dB"], page, deadline)
        return (value, "", "day", basis, "day") if value else None
    if match["mC"]:
        return _month(match, view, page, deadline)
    if match["y3"]:
        return _year_part(match)
    if match["near"]:
        return _near_month(match, page)
    if match["ym"]:
        return _named_part(match["ym"], page)
    if match["rel"]:
        return _relative(match["rel"], page, previous)
    if match["week"]:
        return _period(match["week"], page)
    if match["lastn"]:
        return _last(match, page, previous)
    if match["weekday"]:
        return _weekday(match, page)
    if match["bare"]:
        return _bare_day(match, page, previous)
    return _holiday(match["hol"], page) if deadline else None


def _int(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _CN.get(text, 10 + _CN.get(text[-1], 0) if text[0] == "十" else 0)


def _year(text: str) -> int:
    """2021 or 二〇二一."""
    return (
        int(text)
        if text.isdigit() and text.isascii()
        else int("".join(str(_CN.get(character, 0)) for character in text))
    )


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _day(year, relative, month, day, page: Page, future: bool) -> tuple[str, str]:
    """A day of the year, its year from the words, else the page's: the latest such day up to the day of
    publication (with a week's grace), the next one for a deadline."""
    month, day = _int(month), _int(day)
    if year:
        return _iso(_year(year), month, day), "explicit"
    if relative and (base := _base_year(page)):
        return _iso(
            base + {"今年": 0, "当年": 0, "去年": -1, "前年": -2, "明年": 1}[relative], month, day
        ), "relative"
    if not _iso(2020, month, day):
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
    return (max(past) if past else min(days)).isoformat()


def _month_end(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"


def _month(match: re.Match, view: str, page: Page, deadline: bool):
    month, part = _int(match["mC"]), match["part"]
    if view[match.end("part") : match.end("part") + 1] in ("龄", "薪", "度", "亮", "经", "球", "饼"):
        return None
    day = {"上旬": 10, "中旬": 20}.get(part)
    year, basis = None, "explicit"
    if match["yC"]:
        year = _year(match["yC"])
    elif match["ryC"]:
        base = _base_year(page)
        year = base and base + {"今年": 0, "当年": 0, "去年": -1, "前年": -2, "明年": 1}[match["ryC"]]
        basis = "relative"
    elif page.day and (not page.year or page.year == page.published[:4]):
        future = deadline or part in ("底", "末", "内", "以内")
        year = int(_nearest(page.day, month, 28 if future else 1, future)[:4])
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
    if day:
        return _iso(year, month, day), "", "day", basis, "day"
    return _month_end(year, month), "", "day" if part in ("底", "末", "下旬") else "month", basis, "month"


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


def _named_part(words: str, page: Page):
    base = page.day
    if not base:
        return None
    year = base.year + {"去年": -1, "明年": 1}.get(words[:2], 0)
    words = words.replace("今年", "").replace("去年", "").replace("明年", "") if len(words) > 3 else words
    words = f"年{words[2]}" if len(words) == 3 and words[2] in "底末初" and words[1] == "年" else words
    if words.endswith(("年底", "年末", "岁末", "下半年", "全年", "年内")):
        return _month_end(year, 12), "", "day", "explicit", "year"
    if words.endswith(("年中", "上半年")):
        return _month_end(year, 6), "", "month", "explicit", "year"
    if words.endswith("年初"):
        return _month_end(year, 1), "", "month", "explicit", "year"
    shift = {"上": -1, "下": 1}.get(words[0], 0)
    total = base.year * 12 + base.month - 1 + shift
    precision = "day" if words.endswith(("底", "末")) else "month"
    return _month_end(total // 12, total % 12 + 1), "", precision, "relative", "month"


def _near_month(match: re.Match, page: Page):
    """本月9日, 上个月15号."""
    if not page.day:
        return None
    total = page.day.year * 12 + page.day.month - 1 + {"上": -1, "下": 1}.get(match["nm"][0], 0)
    value = _iso(total // 12, total % 12 + 1, int(match["nd"]))
    return (value, "", "day", "relative", "day") if value else None


def _relative(word: str, page: Page, previous: Date | None):
    rule = rules.load("dates")["relative_days"][word]
    if rule in ("previous", "until"):
        if previous and previous.kind in ("day", "range"):
            return previous.value, "", previous.precision, "relative", "day"
        return (page.published, "", "day", "relative", "day") if page.published else None
    return ((page.day + timedelta(days=rule)).isoformat(), "", "day", "relative", "day") if page.day else None


def _period(word: str, page: Page):
    kind = rules.load("dates")["periods"][word]
    base = page.day
    if not base:
        return None
    monday = base - timedelta(days=base.weekday())
    month_start = base.replace(day=1)
    last_month_end = month_start - timedelta(days=1)
    spans = {
        "last_week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "this_week": (monday, base),
        "next_week": (monday + timedelta(days=7), monday + timedelta(days=13)),
        "past_week": (base - timedelta(days=6), base),
        "this_year": (base.replace(month=1, day=1), base),
        "this_month": (month_start, date.fromisoformat(_month_end(base.year, base.month))),
        "last_month": (last_month_end.replace(day=1), last_month_end),
        "next_month": (last_month_end, last_month_end),
    }
    if kind == "next_month":
        following = date.fromisoformat(_month_end(base.year, base.month)) + timedelta(days=1)
        return following.isoformat(), "", "month", "relative", "month"
    first, last = spans[kind]
    return last.isoformat(), first.isoformat(), "month" if kind == "this_month" else "day", "relative", "week"


def _last(match: re.Match, page: Page, previous: Date | None):
    base, count = page.day, _int(match["n"])
    unit = match["nu"]
    if not base or not count:
        return None
    if "小时" in unit:
        day = previous.value if previous and previous.until else base.isoformat()
        return (day, "", "day", "relative", "day") if count == 24 else None
    days = count * {"周": 7, "个月": 30}.get(unit, 1)
    return base.isoformat(), (base - timedelta(days=days - 1)).isoformat(), "day", "relative", "lastn"


def _weekday(match: re.Match, page: Page):
    base = page.day
    if not base:
        return None
    monday = base - timedelta(days=base.weekday())
    shift = {"上": -7, "下": 7}.get(match["wk"] or "", 0)
    return (
        (monday + timedelta(days=shift + "一二三四五六日".index(match["wd"]))).isoformat(),
        "",
        "day",
        "relative",
        "day",
    )


def _bare_day(match: re.Match, page: Page, previous: Date | None):
    day = int(re.match(r"\d+", match["bare"])[0])
    base = (
        previous.value
        if previous and previous.kind == "day" and previous.basis != "relative" and not previous.deadline
        else page.published
    )
    base = page.published or base
    if not base or base.startswith("XXXX"):
        if previous and previous.value.startswith("XXXX"):
            return f"{previous.value[:8]}{day:02d}", "", "day", "unresolved", "day"
        return None
    near = date.fromisoformat(base)
    for back in range(-3, 3):
        total = near.year * 12 + near.month - 1 - back
        iso = _iso(total // 12, total % 12 + 1, day)
        if iso and date.fromisoformat(iso) <= near + timedelta(days=1):
            return iso, "", "day", "explicit", "day"
    return None


def _range(match: re.Match, page: Page, previous: Date | None):
    first, basis = _day(match["yA"], match["ryA"], match["mA"], match["md1"], page, False)
    last, _ = _day(
        match["y2"] or match["yA"],
        "" if match["y2"] else match["ryA"],
        match["m2"] or match["mA"],
        match["d2"],
        page,
        False,
    )
    if not first or not last:
        return None
    return last, first, "day", basis, "range"


def _holiday(name: str, page: Page):
    from borax.calendars import LunarDate

    base = page.day
    if not base:
        return None
    kind, month, day = rules.load("dates")["holidays"][name]
    for year in (base.year, base.year + 1):
        fall = date(year, month, day) if kind == "solar" else LunarDate(year, month, day).to_solar_date()
        if fall >= base:
            return fall.isoformat(), "", "day", "calendar", "day"
    return None
