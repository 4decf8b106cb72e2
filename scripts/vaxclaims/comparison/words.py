"""Numbers, dates, places and claims put into words, in English or Chinese."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from vaxclaims import codebook, gazetteer
from vaxclaims.tables import plain

LANGUAGES = ("en", "zh")

MONTHS = "January February March April May June July August September October November December".split()
_COMPARATORS = {
    "=": ("", ""),
    ">": ("over ", "超"),
    ">=": ("at least ", "至少"),
    "<": ("under ", "不足"),
    "<=": ("up to ", "至多"),
    "~": ("about ", "约"),
    "<~": ("nearly ", "近"),
}
_UNITS = {
    "dose": ("doses", "剂"),
    "person": ("people", "人"),
    "site": ("sites", "个接种点"),
    "vehicle": ("vehicles", "辆"),
    "team": ("teams", "支队伍"),
    "station": ("stations", "个接种台"),
    "day": ("days", "天"),
}
_KINDS = {
    "state-media": ("state media", "中央媒体"),
    "party-press": ("party press", "党报党网"),
    "city-press": ("city press", "地方媒体"),
    "aggregator": ("aggregator", "聚合平台"),
    "content-farm": ("content farm", "内容农场"),
    "unknown": ("kind of source unknown", "来源类型不明"),
}


def say(language: str, en: str, zh: str) -> str:
    """The one of two wordings that `language` asks for."""
    return zh if language == "zh" else en


def place(path: str, language: str) -> str:
    """A place for reading: `北京市/大兴区` is 北京市大兴区 or Daxing, Beijing."""
    return gazetteer.label(path, language)


def listed(items, language: str) -> str:
    """Items as a sentence lists them: 'a, b and c' or 'a、b和c'."""
    items = list(items)
    if len(items) < 2:
        return "".join(items)
    return say(language, ", ".join(items[:-1]) + " and ", "、".join(items[:-1]) + "和") + items[-1]


def counted(number: int, language: str, one: str, many: str, zh: str) -> str:
    """'1 claim', '2 claims', '2条说法'."""
    return say(language, f"{number} {one if number == 1 else many}", f"{number}{zh}")


def indicator(code: str, language: str) -> str:
    return codebook.label("indicators", code, language)


def measure(code: str, language: str) -> str:
    return codebook.label("measures", code, language)


def kind(code: str, language: str) -> str:
    return say(language, *_KINDS.get(code or "unknown", (code, code)))


def population(label: str, language: str) -> str:
    """A group for reading: '' is everyone, an age band gets its word, other labels stay in the text's
    words.
    """
    if not label:
        return say(language, "everyone", "全人群")
    if label[0].isdigit():
        return say(
            language, f"aged {label}", label.replace("+", "岁及以上") if "+" in label else f"{label}岁"
        )
    return label


def rounded(number: Decimal, places: int) -> str:
    """A decimal with at most `places` digits after the point, halves to even, no trailing zeros."""
    return plain(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN))


def number(value: Decimal, unit: str, language: str) -> str:
    """A quantity in base units for reading: '29.71 million doses', '2970.59万剂', '68.6 %'."""
    value = Decimal(value)
    if unit == "percent":
        return say(language, f"{plain(value)} %", f"{plain(value)}%")
    words = say(language, *_UNITS.get(unit, (unit, unit)))
    if language == "zh":
        size, scale = (100_000_000, "亿") if abs(value) >= 100_000_000 else (10_000, "万")
        digits = f"{rounded(value / size, 4)}{scale}" if abs(value) >= 10_000 else plain(value)
        return digits + words
    if abs(value) >= 1_000_000_000:
        return f"{rounded(value / 1_000_000_000, 3)} billion {words}"
    if abs(value) >= 1_000_000:
        return f"{rounded(value / 1_000_000, 2)} million {words}"
    return f"{value:,f} {words}"


def claimed(row, language: str) -> str:
    """What a claim asserts, comparator and all: 'over 30.08 million doses'. `row` has the claims' columns."""
    if row["value"] is None or row["value"] != row["value"]:
        return say(language, "no number recorded", "未记录数值")
    said = say(language, *_COMPARATORS.get(row["comparator"], ("", "")))
    if row.get("value_high") is not None and row.get("value_high") == row.get("value_high"):
        return (
            said
            + say(language, f"{plain(row['value'])} to ", f"{plain(row['value'])}至")
            + number(row["value_high"], row["unit"], language)
        )
    return said + number(row["value"], row["unit"], language)


def told(row, language: str) -> str:
    """What a mark stands for, in a line: 'Beijing: 29.71 million doses, 23 May 2021'."""
    parts = [claimed(row, language) if row.get("value") is not None else ""]
    parts.append(day(row["as_of"], row.get("as_of_precision", "day"), language))
    said = say(language, ", ", "，").join(filter(None, parts))
    return f"{place(row['place'], language)}{say(language, ': ', '：')}{said}"


def day(iso: str, precision: str, language: str, short: bool = False) -> str:
    """A date for reading, no more precise than it is: '23 May 2021', 'June 2021', '2021'."""
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return (
            say(language, "no date", "日期不明")
            if not iso
            else say(language, f"year unknown ({iso[5:]})", f"年份不明（{iso[5:]}）")
        )
    month = MONTHS[when.month - 1][: 3 if short else None]
    if precision == "year":
        return say(language, f"{when.year}", f"{when.year}年")
    if precision == "month":
        return say(language, f"{month} {when.year}", f"{when.year}年{when.month}月")
    return say(language, f"{when.day} {month} {when.year}", f"{when.year}年{when.month}月{when.day}日")


def source_line(names, language: str, extra: str = "") -> str:
    """Where the numbers of a figure come from: the outlets by name, then anything `extra`."""
    names = sorted({name for name in names if name})
    shown = listed([name[:30] for name in names[:6]], language)
    more = len(names) - 6
    if more > 0:
        shown += say(language, f" and {more} more", f"等{len(names)}个来源")
    line = say(language, "Source: ", "来源：") + (shown or say(language, "no claim", "无说法"))
    return f"{line}{say(language, '. ', '。') + extra if extra else ''}{say(language, '.', '。')}"


_WHY = {
    "undated": ("date not resolved", "日期无法确定"),
    "part": ("a part of a compared place", "仅为所辖区"),
    "group": ("a group or vaccine only", "仅限某人群或某疫苗"),
    "elsewhere": ("another place", "其他地方"),
    "other_day": ("another date", "日期不同"),
    "not_a_day": ("not dated to the day", "日期不精确到日"),
    "planned": ("planned", "计划数"),
    "no_residents": ("no census figure", "无人口数"),
    "not_stated": ("not stated", "未说明"),
    "people": ("counted in people", "以人计"),
    "disputed": ("contradicted by other claims", "与其他说法矛盾"),
    "falls": ("the two totals contradict each other", "两个累计数互相矛盾"),
}


def why(reason: str, language: str) -> str:
    return say(language, *_WHY[reason])


def left_out_claim(row, language) -> str:
    """One claim or place that a figure does not draw, with the reason, for a note below it."""
    where, reason = place(row["place"], language), why(row["left_out"], language)
    if row["left_out"] == "not_stated":
        return say(language, f"{where} (no cumulative total in any source)", f"{where}（各来源均无累计剂次）")
    when = day(row["as_of"], row["as_of_precision"], language, short=True)
    return say(
        language,
        f"{where} {claimed(row, language)}, {when} ({reason})",
        f"{where}{claimed(row, language)}，{when}（{reason}）",
    )
