"""The date of a number's own sentence: which of those that it names is the number's, a target's first."""

import re

from vaxclaims.extraction import lists, rules
from vaxclaims.extraction.by_date import counts_from, counts_stretch
from vaxclaims.extraction.candidates import CARRIED, HELD, Candidate
from vaxclaims.extraction.date_types import Date, Page
from vaxclaims.extraction.segments import STRONG_BREAK

WORDS = rules.wordings("as_of")
SHARED = rules.wordings("shared")
# How many characters beside a day in brackets make it one of something else.
_ASIDE = 3
# 老年人14.3万人，截至2月15日，其中…: a group whose day stands behind it.
_AS_AT = re.compile(r"\s?[,，]\s?")
# 首批2万剂疫苗6月1日到货.
_ON_ITS_WAY = re.compile(r"[^，。；\d]{0,12}")
# 到货的是60万剂，7月15日运抵后已分送各接种点.
_BROUGHT = re.compile(r"[^，。；\d]{0,12}[，,]?")
# 12家接种点当天接种…: what is open on a day is there on it.
_OPEN_ON = re.compile(r"[^，。；\d]{0,2}")


def target(candidate: Candidate, view: str, dates: list[Date], page: Page) -> Date | None:
    """The day of a target: the last deadline before its number, else the last day before it that is still to
    come; one behind it in its clause (将于月底前到货) where that clause tells none before."""
    quantity = candidate.quantity
    usable = [d for d in dates if d.kind not in ("dateline", "launch", "since")]
    before = [d for d in usable if d.end <= quantity.start and not _is_of_other(d, view, quantity.start)]
    behind = [d for d in usable if quantity.end <= d.start and d.end <= candidate.clause.end]
    own = [d for d in behind if d.to_come(page)][:1]
    if not behind and (aim := WORDS.aims_at.match(view, quantity.end)):
        behind = [d for d in usable if d.start == aim.end()]
    before = [d for d in before if not WORDS.now.search(view, d.end, quantity.start)]
    coming = [d for d in before if (not d.until or view[d.start] == "到") and d.to_come(page)]
    deadlines = [d for d in before if d.deadline and d.kind != "start"]
    told = [d for d in coming if view[d.start] == "到" and (not deadlines or d.start > deadlines[-1].start)]
    found = told[-1:] or deadlines[-1:] or coming[-1:]
    if coming and deadlines and deadlines[-1].end <= candidate.clause.start <= coming[-1].start:
        found = coming[-1:]  # 力争6月底前达到40%，年底达到70%
    if own and (not found or found[0].start < candidate.clause.start):
        found = own  # 6月8日起以第二剂接种为主，12万剂将于11日到货
    found = found or [d for d in behind if d.to_come(page)][:1]
    if not found:
        return None
    return found[0]._replace(value=found[0].whole or found[0].value)


def _is_of_other(date_: Date, view: str, start: int) -> bool:
    """Whether a date that is told of the number right behind it has that number before `start`."""
    return date_.bound and bool(WORDS.number.search(WORDS.age.sub("", view[date_.end : start])))


def own_date(
    candidate: Candidate, view: str, dates: list[Date], page: Page, made: list
) -> tuple[Date | None, bool]:
    """The date of the number's own sentence, and whether the sentence says that the number is true at
    present; the date is then that of a report, if any."""
    if "threshold_of_rule" in candidate.tags[0]:
        return None, False
    start, indicator = candidate.quantity.start, candidate.indicator
    usable = _usable(candidate, view, dates, page)
    before = [d for d in usable if d.end <= start and _reaches(d, candidate, view, page)]
    after = [d for d in usable if d.start >= candidate.quantity.end]
    if found := _behind(candidate, view, before, after):
        return found, False
    if not before:
        current = indicator == "daily_vaccinations" and WORDS.lately.search(
            view, candidate.sentence.start, start
        )
        return None, bool(current or WORDS.as_of_now.search(view, candidate.clause.start, start))
    nearest = _shared_out(candidate, view, before, made)
    lately = indicator == "daily_vaccinations" and nearest.kind != "range"  # 7月1日至15日…，这段时间平均每天
    if WORDS.now.search(view, nearest.end, start) or (lately and WORDS.lately.search(view, nearest.end, start)):
        if nearest.until and indicator in CARRIED and indicator != "daily_vaccinations":
            return nearest, False
        reported = nearest.reported and nearest.kind == "day" and not nearest.until and indicator not in HELD
        return (nearest if reported else None), True
    if indicator not in CARRIED:
        if nearest.kind == "holiday" and nearest.first <= page.published <= nearest.value:
            return None, True  # 国庆假期，8万多名接种人员轮班值守, on a day of it
        return _of_what_is_held(candidate, view, nearest), False
    if not nearest.until and nearest.reported:
        later, earlier = [d for d in after if _tells_of(d, candidate, view)], [d for d in before if d.until]
        if later or earlier:
            return (later[0] if later else earlier[-1]), False
    if nearest.period and not counts_stretch(candidate, view, nearest):
        # 4月1日至4日，累计接种20.8万人: reached by its last day; so are shares in 3月中旬
        if nearest.kind == "range" or nearest.kind == "month" and candidate.unit == "percent":
            return nearest, False
        plain = [d for d in before if not d.period]
        return (plain[-1] if plain else None), False
    return nearest, False


def _tells_of(date_: Date, candidate: Candidate, view: str) -> bool:
    """Whether a day up to which something is counted, behind a number, may be the number's: 从明天开始到6月30日 is a plan's."""
    return date_.until and not WORDS.plans.search(view, candidate.quantity.end, date_.end)


def _usable(candidate: Candidate, view: str, dates: list[Date], page: Page) -> list[Date]:
    """The dates that may be that of a stated number: no dateline, nothing after the page's day, and the start
    of what is told only for what has been given since."""
    head = view[candidate.clause.start : candidate.quantity.start]
    average = candidate.indicator == "daily_vaccinations" and WORDS.average.search(head)
    since = (
        bool(average)
        or candidate.indicator == "new_vaccinations_period"
        or (
            candidate.indicator == "total_vaccinations"
            and not WORDS.total.search(view, candidate.clause.start, candidate.quantity.start)
        )
    )
    held = candidate.indicator in HELD
    if held and WORDS.first_lot.search(head):
        dates = [_first_day(d) for d in dates]
    elif (held or "dose_interval" in candidate.tags[0]) and WORDS.raised_to.search(head):
        dates = [_first_day(d) if view[d.end - 1] in "起始" else d for d in dates]
    # 上周完成了第一针接种，两针间隔14天: what medicine asks for is of no clause's day
    is_rule = "dose_interval" in candidate.tags[0] and WORDS.asked_for.search(head)
    usable = [
        d
        for d in dates
        if (d.kind not in ("dateline", "launch") or average and d.kind == "launch")
        and (d.start >= candidate.clause.start or not (is_rule and d.kind in ("week", "month", "range")))
        and not _is_aside(d, view, candidate)
        and not WORDS.base_of_share.match(view, d.end)
        and not (d.kind == "month" and WORDS.month_of_title.match(view, d.end))
        and not (WORDS.afterwards.match(view, d.end) and d.kind == "day")
        and not WORDS.grown_from.match(view[max(d.start - 1, 0) : candidate.quantity.start])
        and (d.kind != "since" or since or counts_from(candidate, view, d))
    ]
    if not page.published:
        return usable
    return [
        d
        for d in usable
        if d.value <= page.published
        or not d.known
        or d.until
        and view[d.start] in "截统数"
        or d.value[:7] <= page.published[:7]
        and candidate.indicator not in HELD
        and (d.precision != "day" or d.kind == "month")
    ]


def _first_day(date_: Date) -> Date:
    """9月6日起，流动接种车增加到7辆: what has changed or come first on a day was there on it."""
    if date_.kind != "since":
        return date_
    return date_._replace(value=date_.first, first="", period=False, kind="day")


def _is_aside(date_: Date, view: str, candidate: Candidate) -> bool:
    """Whether a day is one of something else in brackets before a number: 临平区（今年4月从余杭析出）117.8万剂次."""
    opened = view.rfind("(", candidate.sentence.start, date_.start)
    closed = view.find(")", date_.end, candidate.quantity.start)
    if opened < 0 or closed < 0 or ")" in view[opened : date_.start]:
        return False
    told = view[opened : date_.start] + view[date_.end : closed]
    return not date_.until and len(WORDS.said.findall(told)) >= _ASIDE and not WORDS.of_figures.search(told)


def _reaches(date_: Date, candidate: Candidate, view: str, page: Page) -> bool:
    """Whether a date before a number dates it for all that stands between."""
    start = candidate.quantity.start
    if _is_of_other(date_, view, start):
        return False
    # 5月10日以前，全市每天接种6000剂次: a day that is over is a day of what was before it.
    over = date_.deadline and candidate.indicator == "daily_vaccinations" and page.published > date_.value
    if date_.deadline and date_.start < candidate.clause.start and not over:
        return False
    if date_.deadline and candidate.indicator == "population":
        return False  # 年底前为全部9.44亿成年人接种: how many there are, not when they are done
    # 截至3月1日…；全市有接种点300个: what is there is told as of the page's own day.
    # 其中21日单日接种4210剂次；学生接种率91%: what a part alone was given on.
    of_part = not date_.until and WORDS.of_part.search(view, max(date_.start - 4, 0), date_.start)
    held = candidate.indicator in HELD and date_.until
    return not ((held or of_part) and STRONG_BREAK.search(view, date_.end, start))


def _behind(candidate: Candidate, view: str, before: list[Date], after: list[Date]) -> Date | None:
    """A date behind the number that is its own: 已于1日晚运抵 in its clause, 统计截至5月17日 at the end of its
    sentence, any in a list of other articles."""
    quantity, clause = candidate.quantity, candidate.clause
    if not after:
        return None
    first = after[0]
    if not before and candidate.indicator in CARRIED and WORDS.this_is.fullmatch(view, quantity.end, first.start):
        return first
    if view[quantity.end : first.start] == "(" and ")" in view[first.end - 1 : first.end + 1]:
        return first  # 日接种量最高曾达318万剂次（5月31日）
    if candidate.indicator == "population" and first.until and not before:
        if _AS_AT.fullmatch(view, quantity.end, first.start):
            return first
    if candidate.indicator == "supply" and not before and WORDS.arrived.match(view, first.end):
        if not first.deadline and _BROUGHT.fullmatch(view, quantity.end, first.start):
            return first
    if first.end <= clause.end and not any(d.start >= clause.start for d in before):
        plain = first.kind != "since" and not first.deadline and view[first.end - 1] not in "后起"
        plain = plain and not WORDS.around.match(view, first.end)
        if plain and WORDS.behind.fullmatch(view, quantity.end, first.start):
            return first
        arrived = candidate.indicator == "supply" and WORDS.arrived.match(view, first.end)
        if plain and arrived and _ON_ITS_WAY.fullmatch(view, quantity.end, first.start):
            return first
        given = (
            candidate.indicator in CARRIED
            and first.precision == "day"
            and WORDS.finished.match(view, first.end)
        )
        if plain and given and _ON_ITS_WAY.fullmatch(view, quantity.end, first.start):
            return first
        if candidate.indicator == "vaccination_sites" and first.kind == "day" and first.precision == "day":
            if not before and _OPEN_ON.fullmatch(view, quantity.end, first.start):
                return first
    if candidate.indicator == "mobile_units" and first.kind == "start" and not before:
        if _OPEN_ON.fullmatch(view, quantity.end, first.start):
            return first  # 四辆外展接种车下月起派往企业
    stock = candidate.indicator in CARRIED and candidate.indicator != "daily_vaccinations"
    closing = [d for d in after if _tells_of(d, candidate, view) and not WORDS.number.search(view, d.end, candidate.sentence.end)]
    if closing and stock and not any(d.until for d in before):
        return closing[0]
    if before:
        return None
    untils = [d for d in after if candidate.indicator in CARRIED and _tells_of(d, candidate, view)]
    return untils[0] if untils else first if candidate.zone == "related" else None


def _shared_out(candidate: Candidate, view: str, before: list[Date], made: list) -> Date:
    """The nearest date before a number, or of a list of days (5月4日、5日分别接种2.95万和2.41万剂次) its own."""
    run = before[-1:]
    for date_ in reversed(before[:-1]):
        if not SHARED.between.fullmatch(view, date_.end, run[0].start):
            break
        run.insert(0, date_)
    start = candidate.quantity.start
    if len(run) == 1 or not SHARED.apart.search(view, run[-1].end, start):
        return run[-1]
    following = [c for c in made if c.quantity.start >= run[-1].end and c.unit == candidate.unit]
    return run[lists.nth(len(run), candidate, following)]


def _of_what_is_held(candidate: Candidate, view: str, nearest: Date) -> Date | None:
    """The date of what is there or can be done (接种点, 能力, 库存): 昨天 dates a capacity only in its clause,
    unless what happened then has raised it."""
    event = nearest.basis == "relative" and nearest.kind != "ago" and not nearest.until
    if candidate.indicator == "daily_capacity" and event and not WORDS.raised.search(view, *candidate.clause):
        return nearest if nearest.end > candidate.clause.start else None
    if nearest.kind == "week" and nearest.precision == "month":
        return None  # 本月新增26个接种点
    return nearest
