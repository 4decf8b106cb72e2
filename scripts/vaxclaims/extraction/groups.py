"""Which groups of people a text names: bands of age, and the groups of `data/rules/populations.yml`."""

import re
from functools import cache
from typing import NamedTuple

from vaxclaims.extraction import rules
from vaxclaims.extraction.lexicon import Lexicon

WORDS = rules.wordings("groups")
_YEARS = r"\d{1,3}|[三四五六七八九]?十[一二三四五六七八九]?"
_ABOVE = re.compile(
    rf"(?P<age>{_YEARS}|[三四五六七八九])\s*(?:周?岁)\s*(?:[(]含[^)]{{0,8}}[)]\s*)?(?:及|或|含)?\s*(?:其?以上|往上)"
    rf"|年满\s*(?P<full>{_YEARS})\s*周?岁(?!的?(?:儿童|孩子))(?:以后|后)?"
    r"|(?P<plus>\d{1,3})\s*(?:周?岁)?\s*\+|(?P<age2>\d{1,3})\s*(?:及|或)以上(?=\s*的?(?:人群|人口|老人|长者|人士|老年|民众|市民))"
)
# 60多岁人群
_DECADE = re.compile(r"(?<!\d)(?P<low>[1-9]0)(?:多|几|余)岁")
_BAND = re.compile(
    rf"(?P<low>{_YEARS}|[三四五六七八九])\s*(?:周?岁)?\s*(?:[(]含[^)]{{0,8}}[)]\s*)?\s*(?:-|—{{1,2}}|–|~|～|至|到)"
    rf"\s*(?P<high>{_YEARS})\s*(?:周?岁)(?!以上)"
)
# 6个月至4岁
_FROM_MONTHS = re.compile(r"(?P<months>\d{1,2})\s*个月\s*大?\s*(?:-|—{1,2}|–|~|～|至|到)\s*(?P<years>\d{1,2})\s*周?岁")
_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", start=1)}
_ADULTS = {"成年人": "18+", "成人": "18+"}


class Group(NamedTuple):
    """People named at `start`..`end` of a view; `kind` is age (label 60+, 12-17) or group (the text's words)."""

    start: int
    end: int
    label: str
    kind: str


def find_groups(view: str, start: int, end: int) -> list[Group]:
    """The groups that view[start:end] names, in order of place."""
    found = []
    for match in _ABOVE.finditer(view, start, end):
        age = _years(match["age"] or match["age2"] or match["plus"] or match["full"])
        if 3 <= age <= 100:
            found.append(Group(*match.span(), f"{age}+", "age"))
    for match in _BAND.finditer(view, start, end):
        low, high = _years(match["low"]), _years(match["high"])
        if low < high <= 110:
            found.append(Group(*match.span(), f"{low}-{high}", "age"))
    for match in _FROM_MONTHS.finditer(view, start, end):
        found.append(Group(*match.span(), f"{match['months']}个月-{match['years']}岁", "age"))
    for match in _DECADE.finditer(view, start, end):
        found.append(Group(*match.span(), f"{match['low']}-{int(match['low']) + 9}", "age"))
    for pattern in _patterns():
        for match in pattern.finditer(view, start, end):
            eligible = match[0].startswith("符合") and any(g.kind == "age" and g.end == match.start() for g in found)
            if not eligible and not _overlaps(*match.span(), found):  # 60-79岁符合条件人群
                found.append(Group(*match.span(), WORDS.counted.sub("", WORDS.lead_in.sub("", match[0])), "group"))
    taken = list(found)
    for left, right, label in _words().find(view, start, end):
        if label == "18+" and view[left - 1 : left] == "完":
            continue  # 完成人数
        if view[left - 1 : left + 1] == "其中":
            left, label = left + 1, label[1:]  # 其中学生: students among them
        if not _overlaps(left, right, taken) and not _of_age(view, left, found):
            found.append(Group(left, right, label, "group"))
    return sorted(group for group in found if not _is_aside(view, group, end))


def _is_aside(view: str, group: Group, end: int) -> bool:
    """占总人口（12岁以下儿童计算在内）的79.9%: whether a group only tells in brackets who is counted among all."""
    opened, closed = view.rfind("(", max(group.start - 4, 0), group.start), view.find(")", group.end, end)
    return opened >= 0 and closed >= 0 and bool(WORDS.counted_in.search(view, group.end, closed))


def label_of(noun: str) -> str:
    """What a noun for people is called as a population."""
    return _ADULTS.get(noun, noun)


@cache
def _words() -> Lexicon:
    return Lexicon({word: label_of(word) for word in rules.load("populations")["groups"]})


@cache
def _patterns() -> tuple[re.Pattern, ...]:
    return tuple(re.compile(pattern) for pattern in rules.load("populations")["patterns"])


def _years(text: str) -> int:
    """80, 八十 or 十二 as a number."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS[tens] if tens else 1) * 10 * bool(ten) + (_DIGITS[ones] if ones else 0)


def _of_age(view: str, left: int, found: list[Group]) -> bool:
    """80岁以上高龄老人: the group only says again what the age before it says."""
    return any(
        group.kind == "age" and group.end <= left and WORDS.says_again.fullmatch(view, group.end, left)
        for group in found
    )


def _overlaps(left: int, right: int, taken: list[Group]) -> bool:
    return any(left < group.end and group.start < right for group in taken)
