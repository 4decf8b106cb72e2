"""Dates that a Chinese text names, resolved against its own page; what cannot be resolved says so."""

import re
from datetime import timedelta
from functools import cache

from vaxclaims.extraction import rules
from vaxclaims.extraction.calendar_days import THIRDS, iso, third_of_month
from vaxclaims.extraction.date_types import Date, Form, Page, Told
from vaxclaims.extraction.date_values import date_value
from vaxclaims.numerals import small_number

WORDS = rules.wordings("dates")
# In a view an entity (&nbsp;) is as many spaces as it has characters.
_S = r"\s{0,12}"
_DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_HOUR = (
    rf"(?:{_S}(?:凌晨|早上|早晨|上午|中午|下午|傍晚|晚间|晚上?))?"
    rf"(?:{_S}(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}){_S}(?:时|点|:){_S}(?:\d{{1,2}}{_S}分?|许|半)?)?"
)
_COUNT = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_WEEK = "(?:周|星期|礼拜)"
_TAIL = rf"{_S}(?:[)）])?(?:(?:到来|来临|放假)?之?前|以前|(?:正式)?(?:启动|开始|开展|实施|开打)?(?:接种)?(?:计划|工作)?以来|起|开始|后|至今)?"


def _year_group(name: str) -> str:
    return (
        rf"(?:(?P<y{name}>20\d\d|二[〇零○](?:二[〇零○一二三]|一九)){_S}年{_S}"
        rf"|(?P<ry{name}>今年|去年|前年|明年|当年){_S}(?:的{_S})?)?"
    )


def _month_group(name: str) -> str:
    return rf"(?P<m{name}>{_MONTH_NUMBER}){_S}月"


def _either(words) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern:
    words = rules.load("dates")
    holiday = _either(words["holidays"])
    forms = (
        # 5月3日至29日
        rf"{_year_group('A')}{_month_group('A')}{_S}(?P<dA>{_DAY_NUMBER}){_S}[日号]?{_HOUR}{_S}(?:至|到|-|—{{1,2}}|~|～){_S}"
        rf"(?:(?:(?P<yA2>20\d\d){_S}年{_S})?(?P<mA2>{_MONTH_NUMBER}){_S}月{_S})?(?P<dA2>{_DAY_NUMBER}){_S}[日号]",
        # 2021年5月23日20时
        rf"{_year_group('B')}{_month_group('B')}{_S}(?P<dB>{_DAY_NUMBER}){_S}[日号]{_HOUR}",
        r"(?P<iso>20\d\d-\d\d-\d\d|20\d\d[./]\d{1,2}[./]\d{1,2}(?!\d))",
        # 今年3月至5月
        rf"{_year_group('D')}{_month_group('D')}份?{_S}(?:至|到|-|—{{1,2}}|~|～){_S}"
        rf"(?:(?P<yD2>20\d\d){_S}年{_S})?(?P<mD2>{_MONTH_NUMBER}){_S}月(?!{_S}{_DAY_NUMBER}{_S}[日号])(?:份|底)?",
        # 本月前8天, 6月份的头十天
        rf"(?P<head>(?:(?P<hw>本月|这个月|当月|上个?月)|{_year_group('E')}{_month_group('E')}份?){_S}的?[前头](?P<hn>{_COUNT}){_S}[天日])",
        # 6月第二周
        rf"(?P<nthweek>{_month_group('W')}份?{_S}的?第(?P<wn>[一二三四])个?{_WEEK})",
        # 去年12月, 5月底
        rf"(?<!红){_year_group('C')}{_month_group('C')}{_S}(?P<part>份?(?:初|上旬|中旬|下旬|上半月|下半月|中|底|末|以内|内|份)?)",
        # 今年一季度, 第三季度末
        rf"(?<![前上下每])(?:(?P<yQ>20\d\d){_S}年|(?P<ryQ>今年|去年|明年))?{_S}的?第?(?P<quarter>[一二三四1-4]){_S}季度末?",
        rf"(?P<y3>20\d\d){_S}年{_S}(?P<ypart>年?(?:初|底|末|中期?|上半年|下半年|春天|夏天|秋天|冬天|春节前)?)",
        # 上个月15号
        rf"(?P<near>(?P<nm>上个?月|本月|这个月|下个?月){_S}的?(?P<nd>{_DAY_NUMBER}){_S}[日号]"
        rf"(?:{_S}[至到-]{_S}(?P<nd2>{_DAY_NUMBER}){_S}[日号])?){_HOUR}",
        r"(?P<ym>(?:今年|去年|明年)(?:底|末|初)"
        r"|(?:今年|去年|明年)?(?:全年|年内|年底|年末|岁末|年中|年初|上半年|下半年|月底|月末|本月内|本月底|上月底|上月末|下月底|本月末|下月初|本月初|本月中旬|上月中旬))",
        # 今（13）日, 昨（22日）
        rf"(?P<paren>[今昨前明]\({_S}(?P<pd>{_DAY_NUMBER}){_S}(?:\){_S}[日天]|日{_S}\))){_HOUR}",
        rf"(?<![如迄目])(?P<rel>{_either(words['relative_days'])})(?!声){_HOUR}",
        # 周一到周五共接种…; 周一至周五 alone are the hours of a site
        rf"(?<!每)(?P<weekdays>(?P<wk2>本|这个?|上个?)?{_WEEK}(?P<w1>[一二三四五六]){_S}(?:至|到|-|—{{1,2}}){_S}{_WEEK}?(?P<w2>[二三四五六日天])"
        r"(?=[，,]?(?:[一-龥]{0,4}[天日])?(?:全[市区县省]|我[市区县])?(?:已|就)?(?:共|一共|累计|合计|接种|打了|完成|日均)))",
        # 上周五; 每周三 names no day, nor does 周一至周五
        rf"(?<!每)(?<!周[一二三四五六日][至到])(?P<weekday>(?P<wk>本|这个?|上个?|下个?)?{_WEEK}(?P<wd>[一二三四五六日天])(?:{_S}\({_S}(?P<wpd>{_DAY_NUMBER}){_S}日?{_S}\))?(?!{_S}(?:[日至]|到(?![，。,了货])))"
        rf"(?!(?:{_S}[、和]?{_WEEK}[一二三四五六日天])?{_S}(?:照常|休息|不休|不打烊|上班|除外|停诊|停种|公休)))",
        # 最近30天, 过去24小时
        rf"(?P<lastn>(?:最近|近|(?<![仅只才])过去|过去的|(?<![提目日此之以年])前){_S}(?P<n>{_COUNT}){_S}(?P<nu>天|日|周|个?星期|个月|个?小时))",
        # 5天来
        rf"(?P<came>(?<![\d.第]){_S}(?P<cn>{_COUNT}){_S}(?P<cu>天|周|个?星期|个月)(?:多|以)?来(?![了自到电访]))",
        # 7月26日启动，三天接种了…
        rf"(?P<ran>(?<![\d.第])(?P<rn>{_COUNT}){_S}天(?=(?:时间|里|[之以]?内|就|共|一共|累计|已){{0,2}}(?:[给为][^，。；\d]{{1,6}})?(?:接种|打)))",
        # 未来三天
        rf"(?P<nextn>(?:未来|今后|接下来){_S}(?P<fn>{_COUNT}){_S}(?P<fu>天|日|周|个?星期|个月)(?:[之以]?内)?)",
        # 一个月前
        rf"(?P<ago>(?<![\d.])(?P<an>{_COUNT}|半){_S}(?P<au>天|周|个?星期|个月|年){_S}(?:之|以)?前)",
        rf"(?P<week>{_either(words['periods'])})",
        # “五一”假期
        rf"(?P<span>{holiday})[\"“”」』]?{_S}(?:[三五七八3-8]天)?(?:{_either(words['holiday_spans'])})",
        rf"(?P<lately>{_either(words['holiday_past'])})",
        # 19日到21日
        rf"(?P<days>(?<![\d月.第])(?P<e1>{_DAY_NUMBER}){_S}日{_S}(?:至|到|-|—{{1,2}}|~|～){_S}(?P<e2>{_DAY_NUMBER}){_S}日)",
        # 5月到货10万剂，下旬…
        r"(?P<third>(?<![一-龥\d])[上中下]旬)",
        # 9日, 截至6号
        rf"(?P<bare>(?<![\d月.])(?<!一连)(?<!连续)(?<!接连)(?<!为期)(?:(?P<bd>3[01]|[12]\d|[1-9]|三十一?|二?十[一二三四五六七八九]){_S}日(?![均夜本语元常平内游]|报(?![道告]))"
        rf"|(?:(?<=截[至止])|(?<=[剂支人]是))(?P<bd2>{_DAY_NUMBER}){_S}[号日](?![一-龥]?[楼线院店门馆站区房])){_HOUR})",
        rf"(?P<hol>{holiday})(?![前后]已?(?:接种|打)[^，。；]{{0,4}}[人者])[\"”」』]?",
    )
    return re.compile(rf"(?:{'|'.join(forms)})(?P<tail>{_TAIL})")


@cache
def _first() -> re.Pattern:
    """Where a date can begin: the full pattern is tried only there."""
    words = rules.load("dates")
    named = [word for key in ("holidays", "relative_days", "periods", "holiday_past") for word in words[key]]
    named += "今年 去年 前年 明年 当年 全年 年内 年底 年末 岁末 年中 年初 上半 下半 月底 月末 本月 上月 下月".split()
    named += "最近 过去 未来 今后 接下 星期 礼拜 今( 昨( 前( 明(".split()
    named += "上旬 中旬 下旬 一季度 二季度 三季度 四季度 第一季 第二季 第三季 第四季".split()
    named += [which + week for which in "本这上下" for week in ("周", "星", "礼", "个", "月")]
    firsts, seconds = ("".join(sorted({re.escape(word[at]) for word in named})) for at in (0, 1))
    return re.compile(
        rf"(?<![\d.])\d|(?<=[^\d.]\d\.)\d(?=\d?月\d)|[一二三四五六七八九十两半](?=[十一二三四五六七八九月日〇○零天周星个年])|[{firsts}](?=[{seconds}])"
        r"|周(?=[一二三四五六日天])|[近前](?=[\s\d一二两三四五六七八九十])"
    )


def find_dates(view: str, start: int, end: int, page: Page, told: Told = Told()) -> list[Date]:
    """The dates that view[start:end] names, in order; `told` are those of the text before that words lean on."""
    found: list[Date] = []
    first, full, position = _first(), _pattern(), start
    while begins := first.search(view, position, end):
        match = full.match(view, begins.start(), end)
        if not match:
            position = begins.end()
            continue
        opened = WORDS.until.search(view[max(begins.start() - 28, position) : begins.start()])
        left, position = begins.start() - (len(opened[0]) if opened else 0), match.end()
        if date_ := _read(match, left, opened[0] if opened else "", view, start, end, page, told, found):
            if found and _runs_to(view, found[-1], date_):
                opens = found.pop()
                date_ = date_._replace(
                    start=opens.start,
                    first=opens.first or opens.value,
                    until=False,
                    period=True,
                    kind="range",
                )
            found.append(date_)
            told = told.and_then(date_)
    return found


def _runs_to(view: str, one: Date, two: Date) -> bool:
    """自5月18日上路到6月10日: whether two days are the first and the last of a stretch."""
    days = (
        one.kind in ("day", "since", "launch")
        and two.kind == "day"
        and one.precision == two.precision == "day"
    )
    opened = _word_before(view, one.start) in ("自", "从") and view[two.start] in "到至"
    value = one.first or one.value
    return days and opened and value < two.value and bool(WORDS.runs_to.fullmatch(view, one.end, two.start))


def _word_before(view: str, start: int) -> str:
    """The character before a date, over a space."""
    return view[max(start - 2, 0) : start].strip()[-1:]


def _read(
    match, left: int, opened: str, view: str, start: int, end: int, page: Page, told: Told, found: list
):
    """The date of one match, opened by 截至 or not; None where it dates nothing. `found` are the sentence's
    dates before it."""
    ahead = view[max(left - 4, start) : left]
    if (
        WORDS.event.match(view, match.end(), end)
        or WORDS.compared_with.search(ahead)
        and WORDS.compares.match(view, match.end(), end)
        or WORDS.compared.search(ahead)
        and not WORDS.of_compared.match(view, match.end(), end)
    ):
        return None
    if WORDS.stays_open.search(view[max(left - 3, start) : left + (view[left] in "到至")]):
        return None
    if match["weekday"] and found and view[found[-1].end : left].strip() in ("(", "（"):
        return None  # 6月18日（周五）
    if match["week"] and found and found[-1].end == left and found[-1].kind == "range":
        return None  # 5月22日到28日这一周: the range told once more
    date_ = _resolve(match, left, opened, view, page, told, found)
    if not date_:
        return None
    if _is_over(match, date_, page):
        date_ = date_._replace(value=_year_before(date_.value), first=date_.first and _year_before(date_.first))
    if found and found[-1].end == left and found[-1].value == date_.value:
        date_ = date_._replace(basis=found[-1].basis, until=found[-1].until)  # 6月8日当天 says its day itself
    if found and found[-1].until and WORDS.same_day.fullmatch(view, found[-1].end, left):
        date_ = date_._replace(until=True)
    runs = date_.kind == "week" and date_.first and date_.first <= page.published  # 本月
    late = page.published and date_.known and date_.value > page.published and not runs
    late = late and date_.precision == "day"
    over = page.published and date_.known and date_.value < page.published
    date_ = date_._replace(coming=bool(late) or date_.deadline and not over)
    if match["iso"] and WORDS.stamp_tail.match(view, match.end(), end):
        return date_._replace(kind="dateline")
    near = left - start < 40 or WORDS.agency.search(view[max(left - 12, start) : left])
    if near and WORDS.dateline_tail.match(view, match.end(), end):
        return date_._replace(kind="dateline")
    if date_.kind in ("since", "launch"):
        return date_
    behind = view[match.end() : min(match.end() + 28, end)]
    return date_._replace(
        bound=date_.kind != "range" and bool(WORDS.bound.search(ahead)),
        aside=bool(WORDS.aside.search(ahead)),
        reported=bool(
            WORDS.reporting.match(behind) or WORDS.report_ahead.search(view[max(left - 10, start) : left])
        ),
        opens=date_.kind == "day" and date_.precision == "day" and bool(WORDS.opens.match(behind)),
    )


def _is_over(match, date_: Date, page: Page) -> bool:
    """4月1日至4月11日共接种12.6万剂 on a page of March: whether a day without a year that would be weeks away is told to
    be over."""
    if not page.day or date_.deadline or any(match[year] for year in ("yA", "ryA", "yB", "ryB")):
        return False
    far = date_.known and (date_.first or date_.value) > (page.day + timedelta(days=7)).isoformat()
    counted = date_.kind == "range" or date_.until and match.string[date_.start] != "到"
    aimed = WORDS.still.search(match.string[max(date_.start - 6, 0) : date_.start])
    return far and counted and not aimed and bool(WORDS.over.match(match.string, match.end()))


def _year_before(day: str) -> str:
    year, month, day_ = map(int, day.split("-"))
    return iso(year - 1, month, day_) or day


def _resolve(match, left: int, opened: str, view: str, page: Page, told: Told, found: list) -> Date | None:
    tail = match["tail"].strip(" )）") if match["tail"] else ""
    until = bool(opened) and (opened[0] in "截统数" or tail in ("", "末"))
    counted = view[left - 1 : left] in "以按" and WORDS.counted_to.match(view, match.end())
    until = until or bool(left and counted)
    within = bool(match["ym"]) and match["ym"].endswith(("年内", "月内"))
    deadline = within or tail.endswith("前") and not match["ago"]
    still = deadline or bool(WORDS.still.search(view[max(match.start() - 6, 0) : match.start()]))
    result = date_value(Form(match, view, page, told, still, found))
    if result is None:
        return None
    value, first, precision, basis, kind = result
    still_runs = kind == "week" and page.published and value > page.published
    if still_runs and (tail == "以来" or WORDS.so_far.match(view, match.end())):
        value, precision = page.published, "day"  # 本月以来, 本月已接种
    ahead = tail in ("起", "开始") and page.published and first > page.published  # 下周起
    since = tail.endswith(("以来", "起", "开始", "至今")) and (kind not in ("week", "holiday") or ahead)
    if until and kind == "month":
        first = ""  # 到8月中旬 is a day, not the days of which it is the last
    from_it = _word_before(view, left) in ("从", "自") and WORDS.since.match(view, match.end())
    from_it = from_it or kind == "day" and not until and WORDS.opened_there.match(view, match.end())
    if since or from_it:
        return _since(match, left, result, tail, page, found)
    return Date(
        left,
        match.end(),
        value,
        first,
        precision,
        basis,
        until,
        deadline or kind == "next",
        period=kind in ("range", "week", "lastn", "holiday") or bool(first),
        kind=kind,
        whole=_whole(match, page),
    )


def _since(match, left: int, result: tuple, tail: str, page: Page, found: list) -> Date:
    """自1月1日启动以来: from there to the day that its sentence tells figures for, else to now; a drive's own
    start makes a total of what is told."""
    value, first, precision, basis, kind = result
    begins = first or (value[:8] + "01" if kind == "month" and precision == "month" else value)
    if tail in ("起", "开始") and page.day and value > (page.published or value):
        # 下月起, 本月21日起: still to come; 6月起 names no day of it
        start = value if kind == "month" and not match["week"] else begins
        return Date(left, match.end(), start, "", precision, basis, deadline=True, kind="start")
    told = [other.value for other in found if other.until and other.value >= begins]
    last = told[-1] if told else page.published or begins
    launch = tail not in ("以来", "起", "开始", "至今") and not WORDS.opened_there.match(match.string, match.end())
    return Date(
        left,
        match.end(),
        last,
        min(begins, last),
        "day",
        "unresolved" if last.startswith("X") else "relative",
        period=True,
        kind="launch" if launch else "since",
        opens=precision == "day",
    )


def _whole(match, page: Page) -> str:
    """The last day of 本周 or 7月上旬, which still runs."""
    running = match["week"] and rules.load("dates")["periods"][match["week"]] == "this_week"
    third = match["third"] or match["part"]
    if page.day and third in THIRDS and (match["third"] or small_number(match["mC"]) == page.day.month):
        last, first = third_of_month(page.day.year, page.day.month, third, page, True)
        return last if first <= page.published <= last else ""
    if not running or not page.day:
        return ""
    return (page.day + timedelta(days=6 - page.day.weekday())).isoformat()
