"""Quantities: every number with its unit in a view, found by one compiled regex, read into exact decimals."""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from vaxclaims.extraction import rules

WORDS = rules.wordings("numbers")
_DIGITS = {
    c: d
    for d, chars in enumerate(("零〇○", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for c in chars
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MAGNITUDES = {"万": 10**4, "亿": 10**8}
_LARGE = {"万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_VAST = ("百", "千", "万", "亿")
_LONGEST = 30  # characters; what is longer counts nothing
_OF_SETS = ("批", "个")
_OF_VEHICLES = ("辆", "架", "部")  # count no people
_SIX_PLACES = Decimal("0.000001")

# 1,234 and, as Hong Kong's government prints it, 1 234.
# 109,8042 is grouped by ten thousands.
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|[1-9]\d{0,3}(?:,\d{4})+(?!\d)|[1-9]\d{0,2}(?:[ \xa0]{1,6}\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_SCALE = r"(?:[十百千]?[万亿]|[百千])"
# 13亿722.2万, 1亿2000万, 1亿4100多万, 2006万3721: a further part is of a smaller scale than the one before.
# 18万4,512 and 12万7千 as well.
_COUNTED = r"(?=\s?[余多馀]?\s?[剂针人支个名位])"
_THOUSANDS = rf"\d千(?:\d百)?{_COUNTED}"
_AFTER_TEN_THOUSAND = rf"(?:{_THOUSANDS}|\s?[零〇]?(?:\d,\d{{3}}|\d{{1,4}})(?![\d.,万亿千百%年月日]))"
# 1亿1千2百万, 8千5百, 2千零30万
_BY_PLACE = rf"(?:\d{{1,4}}亿)?\d千(?:\d百(?:\d十\d?|零\d|\d{{2}})?|零\d{{1,2}})(?:[余多馀]?万)?{_COUNTED}"
_COMPOUND = (
    rf"(?:{_BY_PLACE}|{_ARABIC}(?:\s{{0,40}}亿(?:[零〇]?\s{{0,24}}\d[\d,]*(?:\.\d+)?\s{{0,24}}[十百千]?[余多馀]?万(?:{_THOUSANDS}|\d{{1,4}}(?![\d.,年月日千]))?"
    rf"|\d{{1,8}}(?![\d.,万千百余多馀%年月日]))?"
    rf"|\s{{0,40}}万{_AFTER_TEN_THOUSAND}?|\s{{0,40}}{_SCALE})?)"
)
_CHINESE = r"[一二两三四五六七八九十百千零〇○]{1,9}"  # up to 九千九百九十九, with 零 and to spare
# 四点五万, 四万五千六百, 十三亿七百万: the magnitude at the end is the number's scale.
_SPELT = (
    rf"(?:{_CHINESE}点[一二两三四五六七八九零〇○]+"
    rf"|{_CHINESE}(?:[万亿](?={_CHINESE}(?:[余多馀]?万|[\s余多馀]?[\s剂针人支名位个家辆台所例次%，。、)])){_CHINESE}(?:[余多馀]?万)?){{0,3}})"
)
_DIGIT = "[一二两三四五六七八九]"
# 上百, 二十来, 两千三百来, 三百来, 几十万, 十几, 百余, 近百家, 逾万.
_VAGUE = (
    r"(?:上[百千万亿](?=[余多万剂针支人名个家辆台条次])"
    rf"|(?:{_DIGIT}百)?{_DIGIT}?十来|{_DIGIT}千{_DIGIT}百来|{_DIGIT}[百千]来"
    r"|[数几][十百千万]+|[二三四五六七八九]?十几"
    r"|[百千](?=[余多万]|[剂针支人名辆个支隊队])|(?<=[近上超逾数约达])[百千](?=家)"
    r"|(?<=[上近过逾超约达破])万(?=[余多剂针支人名个]))"
)
_TENTH = r"(?:[一二两三四五六七八九](?:点[一二三四五六七八九])?|10|\d(?:\.\d)?|十)"
# Words that 成 begins: 八成 is 80 %, 三成立 is not.
_NOT_TENTHS = "立|为(?!第|\\d{1,2}岁|长者|老人|学生|女|男)|功|效|都(?!民|打|接种|已)|员(?!工)|人(?!口|群|接种|完成|已|打)|年|熟|长(?!者)|果|本|交|分|绩|就|因|品|套|群(?!众)|千|了(?![。！，,；”…]|$)|批|片|队|份|型|语|见|形"
_TO = r"\s?(?:至|到|-|—{1,2}|~|～|–)\s?"
_TENTHS = (
    rf"(?<![一-龥]第)(?P<t1>{_TENTH})(?:成?{_TO}(?P<t2>{_TENTH}))?成"
    rf"(?P<t3>[一二三四五六七八九半](?![一-龥]?[针剂]|旬)|\d(?![\d.年月日]|[一-龥]?[针剂]))?(?!{_NOT_TENTHS})(?P<t_more>[多余])?"
)
_PERCENT_WORD = r"百分之(?P<pct>[一二两三四五六七八九十百零〇点]+|\d+(?:\.\d+)?)"
_FRACTION = (
    rf"(?P<den>千万|百万|十万|{_CHINESE}|[万亿]|\d{{1,3}})分之"
    r"(?P<num>[一二两三四五六七八九十百零点]+|\d+(?:\.\d+)?)"
)
# 17.1/10万剂次: so many events in so many doses or people
_RATE = r"(?P<events>\d+(?:\.\s?\d+)?)\s?/\s?(?P<in>100?万|[十百]?万)(?:剂次?|人次?|名)?"
# 1/3的人口
_SLASHED = r"(?P<over>\d{1,2})\s?/\s?(?P<under>\d{1,3})(?=\s?(?:以上)?的(?:[一-龥]{0,4}(?:人|民众|居民|市民|村民|国民|学生|员工|职工|老年|长者)))"
# 每10人有6人, 每十个里头就有九个, 每3名老人中就有2名
_ONE_IN = (
    rf"(?<=每)(?P<of>100?|[2-9]|一?[百十]|一百|[二两三四五六七八九])\s?"
    r"(?:[个名位]?(?:(?:\d{1,2}周?岁(?:及?以上)?的?)?[^，,。；、\d]{0,8}?(?:人|老者|长者|居民|市民|村民|民众|学生|孩子|员工|职工|儿童|青年))?)(?:里头?|里面|之中|当中|中)?"
    r"(?:[^，,。；、\d]{0,4}[，,])?(?:就|便|已经?|大概|约|大约|近|超过|将近)*有(?P<about>大?约|将?近|超过)?"
    rf"(?P<some>\d{{1,2}}|{_CHINESE})(?:[名位个](?:[老成]年?人|人)?|人)(?!月|小时|点|台|接种[点单])"
)
_INNER = {"约": "~", "大约": "~", "近": "<~", "将近": "<~", "超过": ">"}
_HALF_HOUR = r"(?P<half_hour>(?:(?P<whole_hours>[一二两三四五六\d])个)?半个?(?:小时|钟头))"
_QUARTERS = r"(?P<quarters>[一三])刻钟"
# A number of 万 or 亿 that ends at a mark has lost its unit: 分别接种3.1万、2.4万剂, 接种总人数达9.2亿，.
_BARE_END = r"(?=\s*(?:[，,。；;:、)!！?？”』」\n]|大关|以上|左右|上下|出头|[增提升加][高]?[至到]|[和与及至到]\s?[约近超]?\d|(?:还|仍)?(?:没有?|尚未|未)(?:打|接种|完成)|$)|\s)"
# Between a classifier and its noun: no mark and no word that begins another phrase.
_WORDS_BETWEEN = (
    r"(?:(?!(?:(?<!社)区|[县省市州])(?!级|居民|户籍)|国(?!家级|际)|引导(?!员)|改[造建成为]|全部|开设(?!的)|(?<=社区|街道|乡镇|学校|企业)[开增]?设|左右|上下|以上)"
    r"(?:在(?=[校岗职院册园]\S)|[^\s，。；、,;:(的了和与在是有为达到驰赴向往进从由对被把让给将先每“”\"\d]))"
)
# 35.8万名60岁以上老人
_AGED = r"(?:\d{1,3}(?:周?岁)?(?:至|到|-|—)?(?:\d{1,3})?\s?周?岁(?:及?以上|以下)?的?)?"
_RELATIVE = r"(?!左右|上下|以上)[^\s，。；、,;:“”\"\d]{1,12}的"
_HALF = r"(?P<half>半数|一半|过半)"


class Quantity(NamedTuple):
    """A number and its unit at `start`..`end` of the view. `value` is in base units; `high` only for a
    range; `precision` is the step of the last digit printed; `unit` a word of `data/rules/numbers.yml`
    (`visit`, `hour`, `week`, `bare`, `classifier` are still to be decided by the sentence); `inner` is `>`
    where a word inside the number (余, 多) says that it is more; `noun` what a classifier counts."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    precision: Decimal
    unit: str
    inner: str
    noun: str
    small: bool


def _words(words) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def unit_of_word() -> dict[str, str]:
    return {word: unit for unit, words in rules.load("numbers")["units"].items() for word in words}


@cache
def unit_of_noun() -> dict[str, str]:
    return {word: unit for unit, words in rules.load("numbers")["nouns"].items() for word in words}


@cache
def pattern() -> re.Pattern:
    """The one regex that finds quantities."""
    words_of = rules.load("numbers")
    more = f"[{''.join(words_of['inner_more'])}]"
    number = rf"(?:{_VAGUE}|{_COMPOUND}|{_SPELT})"
    tail = rf"(?P<more>\s{{0,40}}{more})?(?P<scale>\s{{0,40}}{_SCALE})?(?P<more2>\s{{0,40}}{more}|来(?=[位名个人辆台支家处号剂针]))?\s{{0,60}}"
    unit = _words(word for word in unit_of_word() if unit_of_word()[word] != "percent")
    # 从1000万剂次到2000万剂次只用了32天: two thresholds, no range
    steps = rf"(?!(?:(?<=[从由])|(?<=从累计接种)|(?<=从接种)|(?<=从突破)|(?<=从超过)){number}\s?(?:{unit})?{_TO}{number}\s?(?:{unit})[^，。；]{{0,4}}[，,]?[^，。；]{{0,4}}[用花历耗]|{number}\s?(?:{unit})?{_TO}{number}\s?(?:{unit})(?:只|仅|仅仅|才|共)?(?:用[时了\d]|耗时|历时))"
    ranged = rf"{steps}(?P<low>{number})(?:\s?(?:{unit}|%))?{_TO}(?P<high>{number})"
    return re.compile(
        rf"(?<![\d.])(?:{_ONE_IN}|{_PERCENT_WORD}|{_FRACTION}|{_RATE}|{_SLASHED}|{_HALF_HOUR}|{_QUARTERS}|{_HALF}|{_TENTHS}"
        rf"|(?:{ranged}|(?P<one>{number})){tail}(?:{'|'.join(_countings(unit))}))"
    )


def _countings(unit: str) -> list[str]:
    """What makes a number a quantity: a unit, or a classifier with the noun that it counts, where there is
    one; 2亿成年人 and 9亿 need neither."""
    words_of = rules.load("numbers")
    people = rf"(?:{_words(words_of['nouns']['person'])})(?!员|生(?!活|产)|人(?!数|口)|微信|家庭)"
    # 网格员 is a person, not a 网格.
    thing = rf"(?:(?:{_words(word for word, kind in unit_of_noun().items() if kind != 'person')})(?!员))"
    things = rf"{thing}(?:(?:疫苗|新冠|临时|固定|流动|集中)?{thing})*"
    # 400余名职工和家属, 8800名师生、职工及家属
    others = rf"(?:(?:、[一-龥]{{0,4}}?(?:{people}))?[和及与][一-龥]{{0,4}}?(?:{people}))?"
    near, far = rf"(?:这样的|这类|此类|类似的)?{_AGED}{_WORDS_BETWEEN}{{0,10}}?", rf"{_RELATIVE}{_WORDS_BETWEEN}{{0,6}}?"
    return [
        rf"(?P<unit>{unit})(?P<event>(?<=[例宗起])(?:接种后的?)?(?:{_words(words_of['events'])}))?(?![年月岁]|[一-龥]{{0,2}}(?<=[日天])期)",
        r"(?P<percent>%|个?巴仙)",
        rf"(?P<kind>[款种类])(?:{near}(?P<product>疫苗))|(?P<model>款)",
        r"(?P<slots>名额)",
        rf"(?P<personal>[名位](?!额)|(?<=[余多来])号(?={people}))(?:\s{{0,20}}(?P<who>{near}(?:{people}){{1,2}}{others}|{far}(?:{people}){{1,2}}))?",
        rf"(?P<quoted>[支辆个台])[“\"「][^“”\"「」\n]{{1,10}}[”\"」](?P<so_called>{thing})",
        r"(?P<spots>个点)(?![位击赞评心子名上半钟数])",
        r"(?P<desks>个台子?)(?![阶湾北南中州账词商风球柱位子])",
        rf"(?!{_words(words_of['of_names'])})(?P<class>{_words(words_of['classifiers'])})(?:\s{{0,20}}(?P<open>[“\"「])?"
        rf"(?P<what>{near}{things}|{near}(?:{people})|{far}{thing})(?(open)[”\"」]?))?",
        r"(?P<shots>次)(?=(?:新冠)?(?:病毒)?疫苗接种)",
        r"(?P<states>国)(?![产药家际内民籍庆旗歌语画学务防道])",
        rf"(?<=[万亿余多馀])(?!岁)(?P<crowd>{_AGED}{_WORDS_BETWEEN}{{0,6}}?(?:{people}))",
        rf"(?<=[万亿])(?P<bare>次(?=新冠|疫苗)|次?{_BARE_END})",
        rf"(?<=[万亿]\d{{4}})(?P<times>次){_BARE_END}",
    ]


@cache
def _counting() -> frozenset[str]:
    """What can follow a number's first digits or its first character."""
    words_of = rules.load("numbers")
    words = [*unit_of_word(), *words_of["classifiers"], *_DIGITS, *_TENS]
    return (
        frozenset(word[0] for word in words)
        | frozenset("万亿%成分点半数几来小至到-—~～–款种类名位刻国次/")
        | set(words_of["inner_more"])
    )


def find_quantities(view: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """The quantities of `view` in order of place."""
    found = []
    end = len(view) if end is None else end
    full, counting, position = pattern(), _counting(), start
    # The full pattern is tried only where a number can begin: many times faster than searching with it.
    while first := WORDS.first.search(view, position, end):
        position = first.end()
        if position == end or view[position] not in counting and not view[position].isspace():
            continue
        match = full.match(view, first.start(), end)
        if match:
            position = match.end()
            if quantity := _read(match, view):
                found.append(quantity)
    return _sharing_nouns(found, view)


def _sharing_nouns(found: list[Quantity], view: str) -> list[Quantity]:
    """8辆和11辆移动接种车: the last noun is what all before it count that have the same classifier."""
    for at in range(len(found) - 1, 0, -1):
        one, other = found[at - 1], found[at]
        shares = other.noun and not one.noun and one.unit == other.unit and one.unit.startswith("classifier")
        if shares and WORDS.listed.fullmatch(view, one.end, other.start):
            found[at - 1] = one._replace(noun=other.noun)
    return found


def _read(match: re.Match, view: str) -> Quantity | None:
    start, end = match.span()
    if match["of"]:
        some, of = _plain_number(match["some"]), _plain_number(match["of"])
        return _percent(start - 1, end, _share(some, of))._replace(precision=100 / of, inner=_INNER.get(match["about"], "")) if some < of else None
    if WORDS.per.match(view, start - 1, end):
        return None  # 每百人, 每10万剂次: what a rate is told per
    if view[start - 1 : start] == "唯":
        return None  # 唯一一个接种点
    before = view[max(start - 3, 0) : start].removesuffix("零")
    if before[-1:] in _TENS and before[-2:-1].isdigit():
        return None  # 2百零30千: nobody knows where it begins
    if view[start - 1 : start] in ("第", "之") and not match["num"] and not match["pct"]:
        return None
    if match["pct"]:
        return _percent(start, end, _plain_number(match["pct"]))
    if match["den"]:
        return _fraction(match, start, end)
    if match["over"]:
        over, under = Decimal(match["over"]), Decimal(match["under"])
        return _percent(start, end, _share(over, under))._replace(precision=Decimal(1)) if over < under else None
    if match["events"]:
        in_all = {"万": 10**4, "十万": 10**5, "10万": 10**5, "百万": 10**6, "100万": 10**6}[match["in"]]
        return _percent(start, end, (Decimal("".join(match["events"].split())) * 100 / in_all).normalize())
    if match["half_hour"]:
        hours = _plain_number(match["whole_hours"]) if match["whole_hours"] else 0  # 一个半小时
        return Quantity(start, end, hours + Decimal("0.5"), None, Decimal("0.5"), "hour", "", "", False)
    if match["quarters"]:
        return Quantity(
            start, end, 15 * _plain_number(match["quarters"]), None, Decimal(15), "minute", "", "", False
        )
    if match["half"]:
        inner = ">" if match["half"] == "过半" else ""
        return _percent(start, end, Decimal(50))._replace(inner=inner, precision=Decimal(10))
    if match["t1"]:
        return _tenths(match, start, end)
    return _counted(match, start, end)


def _percent(start: int, end: int, value: Decimal) -> Quantity:
    return Quantity(start, end, value, None, _step(value), "percent", "", "", False)


def _step(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(min(value.as_tuple().exponent, 0))


def _fraction(match: re.Match, start: int, end: int) -> Quantity | None:
    denominator = Decimal(_LARGE[match["den"]]) if match["den"] in _LARGE else _plain_number(match["den"])
    numerator = _plain_number(match["num"])
    if not denominator:
        return None
    return Quantity(start, end, _share(numerator, denominator), None, Decimal(1), "percent", "", "", False)


def _share(part: Decimal, whole: Decimal) -> Decimal:
    """`part` of `whole` in percent, to six decimals as the codebook has it."""
    value = (part * 100 / whole).quantize(_SIX_PLACES)
    return value.normalize() if value != value.to_integral() else value.quantize(Decimal(1))


def _tenths(match: re.Match, start: int, end: int) -> Quantity:
    low = _plain_number(match["t1"]) * 10
    high = _plain_number(match["t2"]) * 10 if match["t2"] else None
    last = match["t3"]
    low += Decimal(5) if last == "半" else _plain_number(last) if last else 0
    inner = ">" if match["t_more"] else ""
    return Quantity(start, end, low, high, Decimal(1 if last else 10), "percent", inner, "", False)


def _counted(match: re.Match, start: int, end: int) -> Quantity | None:
    scale = _scale(match["scale"])
    unit, noun = _unit(match)
    if match["class"] in _OF_SETS and unit_of_noun().get(noun[-2:]) == "person" and WORDS.of_set.search(match[0]):
        return None  # 先后两批组织师生, 两个学院学生
    if match["class"] == "支" and noun.endswith("车"):
        end, noun, unit = match.end("class"), "", "classifier.支"  # 满载10.8万支疫苗的冷链车
    if match["class"] in _OF_VEHICLES and noun and unit_of_noun().get(noun[-2:]) == "person":
        end, noun, unit = match.end("class"), "", "classifier." + match["class"]  # 专车326辆接送学生
    told = (match["high"] or match["one"]).strip()
    printed = WORDS.more.sub("", told)  # 1亿4100多万
    if match["unit"] == "剂次" and match.string.startswith("剂", end):
        end -= 1  # 3万6683剂次剂疫苗: of second doses
    if len(printed) > _LONGEST or match["product"] and WORDS.of_people.search(match[0]):
        return None  # 九类重点人群新冠疫苗
    if match["one"] and (vague := _vague(match["one"], scale)):
        value, high, step = vague
    else:
        value, step = _number(printed, scale)
        high = None
    if (
        printed == "一"
        and scale == 1
        and (unit.startswith("classifier") or match.string[end : end + 1] in ("群", "口", "员"))
        and not WORDS.each_one.search(match.string, max(start - 5, 0), start)
    ):
        return None  # 一处接种门诊: an article, not a count; 这一人群
    if match["low"]:
        low, _ = _number(match["low"], 1)
        # 200万至220万 carries its own scale, 200至220万 shares the last one.
        shared = scale if _scale_of(match["low"]) == 1 else 1
        if _scale_of(match["low"]) == 1 and scale == 1:
            shared = _scale_of(printed)
        if low * shared > value:
            shared = 1  # 8000到1万
        value, high = low * shared, value
        if value > high:
            return None
    if match["spots"] and WORDS.changes.search(match.string, max(start - 4, 0), start):
        return None  # 提高了3个点
    if match["personal"] == "位" and not match["who"] and value < 10:
        return None  # 分列二至四位
    about = "~" if printed.endswith("来") or match["more2"] == "来" else ""
    more = match["more"] or match["more2"] not in (None, "来") or printed != told or "多" in (match["unit"] or "")  # 一个多小时
    inner = ">=" if printed.startswith("上") else ">" if more else about  # 上万人
    small = value < 10 and scale == 1 and unit == "dose" and not inner and "." not in printed
    return Quantity(start, end, _exact(value), high and _exact(high), step, unit, inner, noun, small)


def _exact(value: Decimal) -> Decimal:
    """The same number without digits after the point that say nothing: 722.0 -> 722."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _unit(match: re.Match) -> tuple[str, str]:
    if match["percent"]:
        return "percent", ""
    if match["unit"]:
        return unit_of_word()[match["unit"]], match["event"] or ""
    if match["model"]:
        return "classifier.款", ""
    if match["kind"]:
        return "classifier." + match["kind"], match["product"]
    if match["spots"]:
        return "classifier.个", "接种点"
    if match["slots"]:
        return "classifier.slot", "名额"
    if match["desks"]:
        return "classifier.个", "接种台"
    if match["states"]:
        return "states", ""
    if match["personal"]:
        return "classifier.名", match["who"] or ""
    if match["crowd"]:
        return "classifier.名", match["crowd"]
    if match["quoted"]:
        return "classifier." + match["quoted"], match["so_called"]
    if match["shots"] or match["times"] or match["bare"] == "次":
        return "visit", ""  # 899万次, as Japan counts doses
    if match["bare"] is not None:
        return "bare", ""
    return "classifier." + match["class"], match["what"] or ""


def _scale(text: str | None) -> int:
    product = 1
    for character in (text or "").strip():
        product *= _TENS.get(character) or _MAGNITUDES.get(character, 1)
    return product


def _scale_of(text: str) -> int:
    return _scale("".join(c for c in text if c in "百千万亿") if re.match(r"\s*\d", text) else "")


def _vague(text: str, scale: int) -> tuple[Decimal, Decimal | None, Decimal] | None:
    """七八百 is 700 to 800, 三百六七十 is 360 to 370, 十来 is about 10, 数百 and 几百 are 200 to 900, 十几 is 11 to
    19; 百, 千 before 余 or a unit are 100, 1000, and so is 上百. Value, upper bound if there is one, and step, in
    ones; None for any other text."""
    text = text.strip()
    if (near := WORDS.near_digits.fullmatch(text)) and _DIGITS[near["high"]] == _DIGITS[near["low"]] + 1:
        step = Decimal(_scale(near["scale"]) * scale)
        whole = 100 * _DIGITS[near["hundreds"]] * scale if near["hundreds"] else 0
        return whole + _DIGITS[near["low"]] * step, whole + _DIGITS[near["high"]] * step, step
    if text.endswith("十几"):
        tens = 10 * Decimal(_DIGITS.get(text[0], 1))
        return (tens + 1) * scale, (tens + 9) * scale, Decimal(scale)
    if text.endswith("来"):
        return _plain_number(text[:-1]) * scale, None, Decimal(_scale(text[-2]) * scale)
    if text.startswith(("数", "几")):
        step = Decimal(_scale(text[1:]) * scale)
        return 2 * step, 9 * step, step
    if text.removeprefix("上") in _VAST:
        step = Decimal(_scale(text) * scale)
        return step, None, step
    return None


def _number(text: str, scale: int) -> tuple[Decimal, Decimal]:
    """Value and step of a printed number, times `scale`."""
    text = "".join(text.split()).replace(",", "")
    if not text[0].isdigit():
        value, step = _spelt(text)
        return value * scale, step * scale
    total, step = Decimal(0), Decimal(1)
    for part, magnitudes in re.findall(r"([^万亿]+)([万亿]*)", text):
        for digits, place in re.findall(r"(\d+(?:\.\d+)?)([十百千]?)", part):
            number, unit = Decimal(digits), _scale(place) * _scale(magnitudes)
            step = _step(number) * unit
            total += number * unit
    return total * scale, step * scale


def _spelt(text: str) -> tuple[Decimal, Decimal]:
    """Value and step of a number in characters: 二十 is told to the ten, 二十五 to the one."""
    total, parts = Decimal(0), re.findall(r"([^万亿]+)([万亿]*)", text)
    for characters, magnitudes in parts:
        scale = _scale(magnitudes)
        whole, _, fraction = characters.partition("点")
        step = Decimal(1).scaleb(-len(fraction)) if fraction else Decimal(_TENS.get(whole[-1], 1))
        total, step = total + _plain_number(characters) * scale, step * scale
    return total, step


def _plain_number(text: str) -> Decimal:
    """A number in Arabic digits or Chinese characters up to 9999, with 点 for the point."""
    if text[0].isdigit():
        return Decimal(text)
    if text in _MAGNITUDES:
        return Decimal(_MAGNITUDES[text])
    whole, _, fraction = text.partition("点")
    if not any(character in _TENS for character in whole):
        value = Decimal("".join(str(_DIGITS[c]) for c in whole if c in _DIGITS) or "0")
    else:
        total, digit = 0, 0
        for character in whole:
            if character in _TENS:
                total += (digit or 1) * _TENS[character]
                digit = 0
            else:
                digit = _DIGITS[character]
        value = Decimal(total + digit)
    if fraction:
        value += Decimal("0." + "".join(str(_DIGITS[c]) for c in fraction if c in _DIGITS))
    return value
