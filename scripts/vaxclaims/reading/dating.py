"""When a page was published and which year it tells of, each with how that is known."""

import re
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from borax.calendars import LunarDate

from vaxclaims.numerals import small_number

BEIJING = timezone(timedelta(hours=8))
# The vaccination drive and the years around it: a year told of lies in here or stays unresolved.
FIRST_YEAR, LAST_YEAR = 2020, 2023
# The codebook: a page's own dates give its year only when they lie within a week of the dateline.
NEAR = timedelta(days=7)
# A festival named for a visit and a date told beside it lie at most this far apart.
FESTIVAL_NEAR = timedelta(days=3)
# A page that names no day so near its own, and never its own year, tells of the year that it names.
LONG_AFTER = timedelta(days=90)
# A page posted after the drive tells of a year that it names, not of its own.
DRIVE_END = 2022
FESTIVALS = {
    "小年": (12, 23),
    "元宵": (1, 15),
    "端午": (5, 5),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "腊八": (12, 8),
}

# 2021-04-1609时00分: pages made from a form lose the space.
_DAY_ENDS = r"(?:(?!\d)|(?<=\d\d)(?=\d\d\s?(?:[:：]\d|[时点])))"
_ISO = re.compile(rf"(?<!\d)(20\d\d)\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}}){_DAY_ENDS}")
_DATELINE = re.compile(r"^\s*\S{2,8}(?:网|社|报)[一-龥]{0,8}?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]电")
# 凉山日报2021年8月24日讯
_DATED_LINE = re.compile(
    r"(20\d\d)年\s*(\d{1,2})\s?月\s*(\d{1,2})\s?[日号]\s?(?:讯(?!息)|电(?!话|视|子)|专电|消息)"
)
_HEAD = 300  # characters in which an article has its dateline
_PAGE_LINE = re.compile(
    r"^\s*(?:发布时间|发布日期|发表时间|日期|时间|发布于|更新时间)?\s*[:：]?\s*"
    r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})[日号]?\s*(?:\d{1,2}:\d\d(?::\d\d)?)?\s*(?:来源.{0,40})?$"
)
# 来源：网络整理 作者：小桃 发布时间：2021-08-30: a line of furniture that stamps the page.
_STAMP = re.compile(
    r"(?:发布|发表|更新)?(?:时间|日期|于)\s*[:：]?\s*(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})"
    + _DAY_ENDS
)
_STAMP_LINE = 100
# A short line that is no sentence and names one day: 某某县融媒体中心 2022-03-22 18:40, （文字整理：林晓　2021-04-07）,
# 2021年7月9日 18:32 新闻广播. One that tells of figures or of a stretch names the day of something else.
_EDGE_LINE = 60
_TELLS = re.compile(r"[。！？；!?]|截[至止]|(?<![来亲])自(?!媒|治|由)|[从至到起前]|万|剂|%|累计|接种[率量点]|第\d{1,3}(?![\d版])|次会议|有效|开放|恢复")
_IN_WORDS = re.compile(
    r"(二[〇零○]二[〇零○一二三])年\s*([一二三四五六七八九十]{1,2})月\s*([一二三四五六七八九十]{1,3})日"
)
# （10/3/2022）, as pages in traditional characters end, and 17.05.2021 21:31.
_DAY_FIRST = re.compile(r"^\s*[(（]?\s*(\d{1,2})[/.](\d{1,2})[/.](20\d\d)\s*(?:\d{1,2}:\d\d)?\s*[)）]?\s*$")
# September 20, 2021, as pages made abroad print it.
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ENGLISH = re.compile(rf"(?i)\b({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?[,，]?\s{{0,3}}(20\d\d)\b")
_FROM = re.compile(r"[自从][\s\S]?$")
_BEGAN = re.compile(r"[日号]?\s?(?:起|以来|开始|启动|打下首|打出首|首次|正式启动)")
# How many lines of a zone are its edges, and how many from the top may print a date of the page alone.
_HEAD_LINES = 6
_LAST_LINES = 3
_TOP_LINES = 40
_MONTH_DAY = re.compile(r"(?<![\d年])(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
# 截至4月27日, 到6月28日下午5点, 4月28日下午, 北京9月16日电
_GOVERNING = re.compile(
    r"(?:(?<=截至)|(?<=截止)|(?<=截止到)|(?<=[，,。\s]到)(?=[^，,。]{0,8}\d\s?[时点])|(?<![\d年自从])(?=\d{1,2}\s*月\s*\d{1,2}\s*[日号]\s?(?:电(?!话|视|子)|讯(?!息)|消息|[上下]午)))"
    r"\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]"
)
_DAY_BEFORE = re.compile(r"[昨今][日天]?[(（](\d{1,2})[/月](\d{1,2})日?[)）]")  # 昨(3/1)
_YEAR = re.compile(r"(?<!\d)(20[12]\d|二[〇零○]二[〇零○一二三])\s*年(?!产)")
_IN_DIGITS = str.maketrans("〇零○一二三", "000123")
_FESTIVAL = re.compile(
    r"(?:正好是|正值|适逢|恰逢|今天是|当天是|时值)\s*(?:农历|传统)?\s*(" + "|".join(FESTIVALS) + ")"
)


class Dated(NamedTuple):
    """An ISO date or year, empty where unknown, and how it is known."""

    value: str
    basis: str


def parse_published(value) -> str:
    """The day in Beijing that a metadata value names ('Tue, 25 May 2021 01:42:10 GMT', ISO, a date);
    empty where it names none."""
    if isinstance(value, datetime):
        return _beijing_day(value)
    if isinstance(value, date):
        return value.isoformat()
    text = str(value or "").strip()
    if match := re.match(r"(\d{4})-(\d\d)-(\d\d)$", text):
        return _iso(*match.groups())
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _beijing_day(parse(text))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    match = _ISO.search(text)
    return _iso(*match.groups()) if match else ""


def date_page(zoned: dict[str, str], metadata: str, metadata_basis: str) -> Dated:
    """The day of publication. `zoned` has the page's view by zone; `metadata` a day that is given.

    In this order: metadata; a line at its top that is a date, or a byline with one at its end; a dateline with
    its year; a dateline whose year the page's own dates give; the first comment, on or before which day the
    page was posted.
    """
    if metadata:
        return Dated(metadata, metadata_basis)
    printed = [zoned.get(zone, "").split("\n") for zone in ("boilerplate", "headline", "body")]
    for line in [line for lines in printed for line in lines][:_TOP_LINES]:
        if match := _PAGE_LINE.match(line[:80]) or _stamp(line):
            return Dated(_iso(*match.groups()), "page_line")
    if found := _edge_day(zoned):
        return Dated(found, "page_line")
    article = zoned.get("lead", "") + zoned.get("body", "")
    if match := _DATED_LINE.search(article[:_HEAD]):
        return Dated(_iso(*match.groups()), "page_line")
    if match := _DATELINE.match(article.lstrip()[:60]):
        if year := _year_of_dateline(*match.groups(), zoned):
            return Dated(_iso(year, *match.groups()), "page_dates")
    comments = sorted(_iso(*match.groups()) for match in _ISO.finditer(zoned.get("comment", "")))
    first = next((day for day in comments if day), "")
    return Dated(first, "comment_no_later") if first else Dated("", "unresolved")


def _edge_day(zoned: dict[str, str]) -> str:
    """The day that a short line at the head or the end of a page stamps it with; empty if none does."""
    for zone in ("boilerplate", "headline", "body"):
        lines = [line.strip() for line in zoned.get(zone, "").split("\n") if line.strip()]
        for line in (*lines[:_HEAD_LINES], *lines[-_LAST_LINES:]):
            if day := _only_day(line):
                return day
    return ""


def _only_day(line: str) -> str:
    """The one day (ISO) that a short line names which is no sentence; empty if it names none or several."""
    if len(line) > _EDGE_LINE or _TELLS.search(line):
        return ""
    if match := _DAY_FIRST.match(line):
        return _iso(*reversed(match.groups()))
    if match := _IN_WORDS.search(line):
        year, month, day = match.groups()
        return _iso(year.translate(_IN_DIGITS), small_number(month), small_number(day))
    days = {_iso(*match.groups()) for match in _ISO.finditer(line)} - {""}
    days |= {_iso(year, _MONTHS.index(month.title()) + 1, day) for month, day, year in _ENGLISH.findall(line)} - {""}
    return days.pop() if len(days) == 1 else ""


def _stamp(line: str) -> re.Match | None:
    """The date that a short line without a full stop names as that of posting."""
    line = line.strip()
    return _STAMP.search(line) if len(line) <= _STAMP_LINE and not line.endswith("。") else None


def date_event(zoned: dict[str, str], published: Dated) -> Dated:
    """The year that the article tells of: that of publication, unless it was posted long after all that it names;
    then the year that its text names most, else the one that a festival and a date fit; unresolved where none of
    these is there."""
    article = "\n".join(zoned.get(zone, "") for zone in ("headline", "lead", "body"))
    years = Counter(match[1].translate(_IN_DIGITS) for match in _YEAR.finditer(article))
    last = min(int(published.value[:4] or LAST_YEAR), LAST_YEAR)  # 2023年考证日历 below a page of 2022 is no year told of
    years = Counter({year: count for year, count in years.items() if FIRST_YEAR <= int(year) <= last})
    late = published.value[:4] > str(DRIVE_END) and not _opens_near(article, published.value)
    late = late or published.basis == "comment_no_later"
    if published.value and not late and not _is_reposted(article, set(years), published.value):
        return Dated(published.value[:4], "published")
    if years:
        return Dated(years.most_common(1)[0][0], "explicit")
    year = _year_of_festival(article)
    return Dated(year, "calendar") if year else Dated("", "unresolved")


def _opens_near(article: str, published: str) -> bool:
    """Whether an article is dated with, or counts up to, a day about that of its publication: 新华社北京2月23日电."""
    told = [match.groups() for line in article[:_HEAD].split("\n") if (match := _DATELINE.match(line))]
    told += [match.groups() for match in _DAY_BEFORE.finditer(article)]
    days = [_iso(published[:4], *day) for day in told] + [_newest_day(article, published)]
    return any(abs(date.fromisoformat(day) - date.fromisoformat(published)) <= NEAR for day in days if day)


def _is_reposted(article: str, years: set[str], published: str) -> bool:
    """Whether an article that names `years` was posted long after all days that it tells."""
    told = {_iso(*match.groups()) for match in _ISO.finditer(article) if not _is_start(match, article)} - {published}
    if published[:4] not in years and "今年" not in article and _is_long_after(published, max(told, default="")):
        return True
    return not years and _is_long_after(published, _newest_day(article, published))


def _is_start(match: re.Match, article: str) -> bool:
    """自2020年12月23日启动接种以来: a day that what is told began on, which may lie far behind it."""
    return bool(_FROM.search(article[max(match.start() - 4, 0) : match.start()]) or _BEGAN.match(article, match.end()))


def _newest_day(article: str, published: str) -> str:
    """The last day up to that of publication that an article is dated with or counts up to, without a year; empty
    if there is none, or if it tells of a day soon to come."""
    if not published:
        return ""
    year = int(published[:4])
    found = list(_GOVERNING.finditer(article))
    told = [match.groups() for match in found]
    arranged = [match.groups() for match in found if article[match.start() - 1 : match.start()] not in ("至", "止", "到")]
    coming = [day for day in (_iso(year, *of) for of in arranged) if day > published]
    if any(not _is_long_after(day, published) for day in coming):
        return ""  # 6月9日，流动接种车开进小区, on a notice of the day before
    days = [_iso(of, *day) for day in told for of in (year, year - 1)]
    return max((day for day in days if day and day <= published), default="")


def _is_long_after(day: str, other: str) -> bool:
    return bool(day and other) and date.fromisoformat(day) - date.fromisoformat(other) > LONG_AFTER


def _beijing_day(moment: datetime) -> str:
    return (moment.astimezone(BEIJING) if moment.tzinfo else moment).date().isoformat()


def _iso(year, month, day) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _year_of_dateline(month: str, day: str, zoned: dict[str, str]) -> str:
    near = set()
    for match in _ISO.finditer("\n".join(zoned.values())):
        stamp = _iso(*match.groups())
        dateline = _iso(match[1], month, day)
        if stamp and dateline and abs(date.fromisoformat(stamp) - date.fromisoformat(dateline)) <= NEAR:
            near.add(match[1])
    return near.pop() if len(near) == 1 else ""


def _year_of_festival(article: str) -> str:
    festivals = {match[1] for match in _FESTIVAL.finditer(article)}
    days = {(int(month), int(day)) for month, day in _MONTH_DAY.findall(article)}
    fitting = [
        year
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        if any(_festival_fits(name, year, days) for name in festivals)
    ]
    return str(fitting[0]) if len(fitting) == 1 else ""


def _festival_fits(name: str, year: int, days: set[tuple[int, int]]) -> bool:
    month, day = FESTIVALS[name]
    # The twelfth lunar month of a year ends in the next one.
    falls = [LunarDate(lunar_year, month, day).to_solar_date() for lunar_year in (year - 1, year)]
    told = [date.fromisoformat(iso) for iso in (_iso(year, *pair) for pair in days) if iso]
    return any(fall.year == year and abs(fall - other) <= FESTIVAL_NEAR for fall in falls for other in told)
