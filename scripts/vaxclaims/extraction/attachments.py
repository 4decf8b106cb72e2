"""Comparator, status, population and vaccine of a number, each with the rule that says so."""

import re
from functools import cache

from vaxclaims.extraction import lists, rules
from vaxclaims.extraction.lexicon import Lexicon
from vaxclaims.extraction.segments import STRONG_BREAK, Span

_YEARS = r"\d{1,3}|[三四五六七八九]?十[一二三四五六七八九]?"
_ABOVE = re.compile(
    rf"(?P<age>{_YEARS})\s*(?:周?岁)\s*(?:[(]含[^)]{{0,8}}[)]\s*)?(?:及|或|含)?\s*(?:其?以上|往上)"
    r"|(?P<plus>\d{1,3})\s*(?:周?岁)?\s*\+|(?P<age2>\d{1,3})\s*(?:及|或)以上(?=\s*(?:人群|人口|老人))"
)
_BAND = re.compile(
    rf"(?P<low>{_YEARS}|[三四五六七八九])\s*(?:周?岁)?\s*(?:[(]含[^)]{{0,8}}[)]\s*)?\s*(?:-|—{{1,2}}|–|~|～|至|到)"
    rf"\s*(?P<high>{_YEARS})\s*(?:周?岁)(?!以上)"
)
_GENERIC = frozenset(
    "老年人 老年人口 老人 长者 学生 儿童 重点人群 大学生 成年人 应种人群 应接种人群 目标人群 适龄人群".split()
)
# Groups that a number of people to be vaccinated defines, and so is not limited to.
_TARGETS = frozenset("应种人群 应接种人群 目标人群 适龄人群 应种人口 应接种人口".split())
_GENERIC_GROUP = re.compile("应.*|高龄老(?:人|年人)")
# What ends a group that was told of before.
EVERYONE = re.compile(r"全人群|全人口|全体|总体")
_GOES_ON = re.compile(r"[^，。；\d]{0,12}[，,]$")
_OF_SHARE = re.compile(r"\s?(?:只有|仅有?|其中|全程|首[针剂]|第.[针剂]|加强[针免]|接种率|覆盖率|占|有|已|约|近|超)")
# How far back the group may have been named that 该年龄段 means.
_TOLD = 120
# 首批涉及口岸、冷链等行业: what leads up to a group is not of it.
_LEAD_IN = re.compile(r"^.*(?:首批|涉及|包括|覆盖|面向|针对|启动|推进|开展)")
_NOBODY = re.compile(
    r"(?:其他|相关|当地|本地|适龄|符合条件)?(?:人|人员|居民|市民|村民|群众|民众|公民|对象|接种者|受种者|者|人群|人士)"
)
_ADULTS = {"成年人": "18+", "成人": "18+"}
_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", start=1)}
_TOTAL = re.compile(r"累计|总|全[国省市区县]")
_SAME = re.compile(r"同样|同一指标|该指标|同龄")
_SHARE = re.compile(r"\s*(?:[分各]别)?(?:约|均|则|仅|已)*占(?:比)?(?:约|达|为|了)*\s*$")
# How far behind a rumour's number the text may deny it, in characters: often in the next sentence.
_LATER = 200
_THAT_GROUP = re.compile(r"(?:该|这一|这个|此|上述)(?:年龄段|年龄组|群体|人群)")


def comparator(view: str, start: int, end: int, inner: str) -> tuple[str, str]:
    """The comparator of the number at start..end and the rule's tag; `inner` is the word inside it."""
    if inner:
        return inner, "comparator.inner@1"
    before = "".join(view[max(start - 60, 0) : start].split())[-14:]
    after = view[end : end + 40].lstrip()[:8]
    for rule in rules.compiled("comparators"):
        if "before" in rule and rule["before"].search(before):
            if "not_before" in rule and rule["not_before"].search(before):
                continue
            return rule["comparator"], rule["tag"]
        if "after" in rule and rule["after"].search(after):
            return rule["comparator"], rule["tag"]
    return "=", ""


def status(view: str, sentence: Span, start: int, end: int) -> tuple[str, str]:
    """stated, planned, denied or retracted, and the rule's tag."""
    left = sentence.start
    for hit in STRONG_BREAK.finditer(view, sentence.start, start):
        left = hit.end()
    before, after = view[max(left, start - 60) : start], view[end : min(sentence.end, end + 40)]
    for rule in rules.compiled("statuses"):
        if "before" in rule and not rule["before"].search(before):
            continue
        if "after" in rule and not rule["after"].search(after):
            continue
        if "later" in rule and not rule["later"].search(view, end, end + _LATER):
            continue
        if "not_before" in rule and rule["not_before"].search(before):
            continue
        if "not_after" in rule and rule["not_after"].search(after):
            continue
        return rule["status"], rule["tag"]
    return "stated", ""


@cache
def _groups() -> Lexicon:
    return Lexicon({word: _ADULTS.get(word, word) for word in rules.load("populations")["groups"]})


@cache
def _group_patterns() -> tuple[re.Pattern, ...]:
    return tuple(re.compile(pattern) for pattern in rules.load("populations")["patterns"])


@cache
def _vaccines() -> Lexicon:
    return Lexicon(
        {word: label for label, words in rules.load("populations")["vaccines"].items() for word in words}
    )


def populations(view: str, start: int, end: int) -> list[tuple[int, int, str, str]]:
    """The groups that view[start:end] names: (start, end, label, kind), kind `age` or `group`."""
    found = []
    for match in _ABOVE.finditer(view, start, end):
        age = _years(match["age"] or match["age2"] or match["plus"])
        if 3 <= age <= 100:
            found.append((match.start(), match.end(), f"{age}+", "age"))
    for match in _BAND.finditer(view, start, end):
        low, high = _years(match["low"]), _years(match["high"])
        if low < high <= 110:
            found.append((match.start(), match.end(), f"{low}-{high}", "age"))
    taken = [(left, right) for left, right, *_ in found]
    for pattern in _group_patterns():
        for match in pattern.finditer(view, start, end):
            if not _overlaps(match.start(), match.end(), taken):
                found.append((match.start(), match.end(), _LEAD_IN.sub("", match[0]), "group"))
                taken.append(match.span())
    for left, right, label in _groups().find(view, start, end):
        if view[left - 1 : left + 1] == "其中":
            left, label = left + 1, label[1:]  # 其中学生: students among them
        if not _overlaps(left, right, taken) and not _of_age(view, left, found):
            found.append((left, right, label, "group"))
    return sorted(found)


def _years(text: str) -> int:
    """80, 八十 or 十二 as a number."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS[tens] if tens else 1) * 10 * bool(ten) + (_DIGITS[ones] if ones else 0)


def _of_age(view: str, left: int, found) -> bool:
    """80岁以上高龄老人: the group only says again what the age before it says."""
    return any(
        kind == "age" and end <= left and re.fullmatch(r"(?!接种)[^，。；、和与及占率]{0,6}", view[end:left])
        for _, end, _, kind in found
    )


def _overlaps(left: int, right: int, taken) -> bool:
    return any(left < end and start < right for start, end in taken)


def groups_of(
    view: str, candidate, found: list, named: list, last: str, made: list
) -> tuple[tuple[str, ...], str]:
    """For whom a number holds, one label or several (60岁以上、80岁以上接种率均超八成), and the rule's tag.

    `found` are the groups and `named` the places of its sentence, `last` the group of the last share told,
    `made` the claims of the sentence.
    """
    if label := _counted(view, candidate, found):
        return (label,), "population.noun@1"
    if labels := _listed(view, candidate, found, made):
        return labels, "population.list@1"
    quantity = candidate.quantity
    spans = [Span(m.start, m.end) for m in named if m.rule == "place.name"]
    used = {other.fields.get("population") for other in made}
    label, tag = population(
        view,
        found,
        candidate.sentence,
        candidate.clause,
        quantity.start,
        quantity.end,
        spans,
        last,
        used,
        candidate.unit == "dose",
    )
    if candidate.indicator == "population" and label in _TARGETS:
        return (), ""
    return (label,), tag


def group_of_clause(candidate, found: list) -> tuple[tuple[str, ...], str]:
    """The group that the number's own clause names before it: 60岁以上人群完成全程接种满3个月."""
    before = [group for group in found if candidate.clause.start <= group[0] and group[1] <= candidate.quantity.start]
    return ((before[-1][2],), f"population.{before[-1][3]}@1") if before else ((), "")


def _counted(view: str, candidate, found: list) -> str:
    """The group that the number's own noun names: 26204名外籍人士; the age that was told of it before, where it
    was: 6到11岁学童校园接种起跑，首日有1.4万名学童."""
    noun = candidate.quantity.noun.rpartition("的")[2]
    if candidate.quantity.unit != "classifier.名" or not noun or _NOBODY.fullmatch(noun):
        return ""
    if ages := [label for _, _, label, kind in populations(noun, 0, len(noun)) if kind == "age"]:
        return ages[0]
    start = candidate.quantity.start
    if _THAT_GROUP.search(view, candidate.clause.start, start):
        return ""
    for _, end, label, kind in reversed(found):
        if kind == "age" and end <= start and (noun in _GENERIC or view.startswith(noun, end)):
            return label
    return _ADULTS.get(noun, noun)


def _listed(view: str, candidate, found: list, made: list) -> tuple[str, ...]:
    """The groups of a list that a number holds for: its own where they are told apart, all where 均 says so."""
    before = [
        group
        for group in found
        if candidate.clause.start <= group[0] and group[1] <= candidate.quantity.start
    ]
    run = before[-1:]
    for group in reversed(before[:-1]):
        if not lists.BETWEEN.fullmatch(view, group[1], run[0][0]):
            break
        run.insert(0, group)
    if len(run) < 2:
        return ()
    labels = tuple(label for _, _, label, _ in run)
    following = [
        c
        for c in made
        if c.clause == candidate.clause and c.quantity.start > run[-1][1] and c.unit == candidate.unit
    ]
    between = view[run[-1][1] : candidate.quantity.start]
    if lists.APART.search(between) and len(following) == len(labels):
        return (labels[following.index(candidate)],)
    return labels if lists.EACH.search(between) and len(following) == 1 else ()


def _ahead(view: str, left: int, start: int, end: int) -> bool:
    """Whether a group that ends at `left` is what the next clause, start..end, goes on to tell of: 基本实现
    成年人首针全覆盖，覆盖率达到; 在低收入国家，只有."""
    return left < start and bool(_GOES_ON.match(view, left, start)) and bool(_OF_SHARE.match(view, start, end))


def _is_generic(label: str) -> bool:
    """Whether a label says less than the age told before it."""
    return label in _GENERIC or bool(_GENERIC_GROUP.fullmatch(label))


def population(
    view: str,
    found: list,
    sentence: Span,
    clause: Span,
    start: int,
    end: int,
    places: list[Span],
    last: str,
    used: set[str],
    doses: bool,
) -> tuple[str, str]:
    """For whom the number at start..end holds, among the groups `found` in its sentence.

    `places` are the place names there, `last` the population of the last share told, `used` the groups that
    numbers of this sentence already hold for. A count of doses is limited only by a group of its own clause.
    """
    left = sentence.start
    for hit in STRONG_BREAK.finditer(view, sentence.start, start):
        left = hit.end()
    before = [group for group in found if left <= group[0] and group[1] <= start]
    before = [
        group
        for group in before
        if group[0] >= clause.start
        or group[3] == "age"
        and doses
        and group[2] not in used
        and not _TOTAL.search(view, clause.start, start)
        or not doses
        and (group[3] == "age" or group[2] in used or _ahead(view, group[1], clause.start, start))
    ]
    if before:
        nearest = before[-1]
        ages = [group for group in before if group[3] == "age"]
        if _is_generic(nearest[2]) and ages:
            nearest = ages[-1]
        moved = any(nearest[1] <= place.start < start for place in places)
        if EVERYONE.search(view, nearest[1], start):
            return "", ""
        if not moved or "其中" in view[nearest[1] : start]:
            return nearest[2], f"population.{nearest[3]}@1"
    if (
        _SAME.search(view, max(left, start - 16), start)
        or _THAT_GROUP.search(view, left, start)
        or _SHARE.match(view, clause.start, start)
    ):
        if not last and _THAT_GROUP.search(view, left, start):
            ages = [g for g in populations(view, max(start - _TOLD, 0), start) if g[3] == "age"]
            last = ages[-1][2] if ages else ""
        return last, "population.same@1" if last else ""
    if "其中" in view[max(left - 1, start - 24) : start] or "其中" in view[left:start]:
        earlier = [group for group in found if group[1] <= left]
        if earlier and not any(earlier[-1][1] <= place.start < left for place in places):
            return earlier[-1][2], f"population.{earlier[-1][3]}@1"
    behind = [group for group in found if end <= group[0] <= end + 6 and group[0] < clause.end]
    if behind and not doses and not re.search("[，,、；;]", view[end : behind[0][0]]):
        return behind[0][2], f"population.{behind[0][3]}@1"
    return "", ""


def vaccine(view: str, sentence: Span, start: int, end: int) -> tuple[str, str]:
    """The product that the number at start..end is limited to: named in its clause or right behind it."""
    left = max(sentence.start, start - 30)
    left += max((view[left:start].rfind(mark) + 1 for mark in "；;，,、"), default=0)
    window = view[left : min(end + 8, sentence.end)]
    labels = [(last, label) for _, last, label in _vaccines().find(window)]
    labels = [
        (last, label)
        for last, label in labels
        if not re.search("[，。；、]", window[start - left : last - 1])
    ]
    return (labels[-1][1], "vaccine.name@1") if labels else ("", "")
