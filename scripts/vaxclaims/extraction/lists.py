"""Lists that numbers are told of together: 第一剂、第二剂分别为3900万、2900万; 全程和加强接种率均超90%."""

import re

from vaxclaims.extraction import rules

WORDS = rules.wordings("lists")
SHARED = rules.wordings("shared")
_DOSE = (
    r"(?:(?:完成)?(?:[一两三][针剂]|第\s?[一二三四1234]\s?[针剂]次?|首[针剂]|至少[一1][针剂]|两[针剂]|全程(?:接种|免疫)?|(?:基础)?加强(?:免疫|[针剂])?(?:接种)?|追加剂)"
    r"|(?:接种)?覆盖(?:人数|率)|接种率|接种总?人数)(?:接种)?(?:人数|率)?"
)
_DOSES = re.compile(rf"{_DOSE}(?:\s?(?:、|和|与|及|以及)\s?{_DOSE})+")
_ONE_DOSE = re.compile(_DOSE)


def alone(text: str, head: str, candidate, candidates: list) -> list[str]:
    """The clause `text` (its number written ◆) as it would read if it told of this number alone: of a list of
    doses only the item is left that the number belongs to, or one reading for each where it holds for all.

    `head` is the clause up to the number, `candidates` all of the sentence.
    """
    found = list(_DOSES.finditer(head))
    if not found:
        return [_item(WORDS.earlier.sub("", head), text[len(head) :])]
    names = found[-1]
    items = [_full_name(item, names[0]) for item in SHARED.between.split(names[0])]
    behind = [c for c in candidates if _same(c, candidate, names.end(), len(head))]
    rest = head[names.end() :]
    if len(behind) == len(items):
        item = items[behind.index(candidate)]
        told = re.split(r"\d", SHARED.apart.sub("", rest))[0]
        return [head[: names.start()] + item + told + "◆" + re.split(r"[、和]", text.partition("◆")[2])[0]]
    if SHARED.each.search(rest) and len(behind) == 1:
        return [head[: names.start()] + item + rest + text[len(head) :] for item in items]
    return [text]


def _full_name(item: str, names: str) -> str:
    """一剂、两剂、三剂接种率 as first, second, third; 接种率、全程接种率和加强接种率: beside the others, the rate that
    names no dose is that of the first."""
    item = re.sub("^(?=[一三][针剂])", "第", item)
    plain = WORDS.rate.fullmatch(item) and WORDS.full_course.search(names)
    return f"第一剂{item}" if plain else item


def without_others(text: str) -> str:
    """Part of a clause with blanks for the numbers that stand in it: as long as it was."""
    return WORDS.others.sub(lambda match: " " * len(match[0]), text)


def _item(head: str, rest: str) -> str:
    """昨日有1.2万人打第一针、5800人打第二针: of items that each name their dose, the number's own, behind what
    opens them all. `rest` begins with the number's ◆."""
    if "、" not in head and "、" not in rest:
        return head + rest
    own, behind = head.rpartition("、")[2], rest.split("、")[0]
    others = head[: len(head) - len(own)] + rest[len(behind) :]
    if not (_ONE_DOSE.search(own + behind) and _ONE_DOSE.search(others) and re.search(r"\d", others)):
        return head + rest
    first = re.search(rf"{_DOSE}|\d", head) if len(own) < len(head) else None
    return (head[: first.start()] if first else "") + own + behind


def _same(other, candidate, start: int, length: int) -> bool:
    """Whether `other` is a number of the same clause and kind behind the list that ends at `start`."""
    offset = candidate.quantity.start - length
    kinds = {other.quantity.unit, candidate.quantity.unit}
    return (
        other.clause == candidate.clause
        and other.quantity.start >= offset + start
        and (len(kinds) == 1 or "bare" in kinds)
    )


def nth(item_count: int, candidate, following: list) -> int:
    """Which of `item_count` names a number belongs to: the n-th number to the n-th name, the last to the rest."""
    position = following.index(candidate) if candidate in following else 0
    return min(position, item_count - 1)
