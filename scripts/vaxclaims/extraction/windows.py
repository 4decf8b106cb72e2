"""What of a text the rules see of a number: the readings of its clause, its sentence, and what stands before and
behind it."""

import re

from vaxclaims.extraction import lists, rules
from vaxclaims.extraction.segments import CLAUSE_BREAK

WORDS = rules.wordings("indicators")
_QUOTES = dict.fromkeys(map(ord, '"“”「」『』'))
_OF_TIME = ("minute", "hour", "day", "week", "month")
# What a clause may count beside what the next one tells: 首针接种率较6月底上升11.3个百分点，达到76.5%.
_BESIDE = (*_OF_TIME, "percentage_point")
# How many clauses a number's reading may reach back over that say nothing of what it counts.
_REACH = 3


def windows_of(candidate, candidates: list, view: str) -> tuple[list[str], str, str, str]:
    """The readings of the number's clause (several where it tells of several doses at once), its sentence,
    and what stands before and behind it; the number is ◆."""
    quantity, clause, sentence = candidate.quantity, candidate.clause, candidate.sentence
    before, after = view[sentence.start : quantity.start], view[quantity.end : sentence.end]
    # Clauses that are read together are one to the rules.
    opening = _opening(candidate, candidates, view)
    head = re.sub("[，,：:]", " ", view[opening : clause.start])
    own = WORDS.columns.split(view[clause.start : quantity.start])[-1]
    head += lists.without_others(own) if head else own
    tail = WORDS.columns.split(view[quantity.end - 1 : clause.end])[0][1:]
    if quantity.unit == "percent":
        tail = WORDS.beside_share.sub("", tail, count=1)
    # The noun inside the quote is part of what the number counts.
    mark = "◆" + _counted(quantity, view)
    readings = [_tidy(text) for text in lists.alone(head + mark + tail, head, candidate, candidates)]
    return readings, _tidy(before + mark + after), _tidy(before), _tidy(after)


def _counted(quantity, view: str) -> str:
    """What a number's quote says that it counts: 5辆移动接种车, 9宗不良事件."""
    if quantity.unit == "case":
        return WORDS.cases.split(view[quantity.start : quantity.end])[-1]
    return quantity.noun if quantity.unit.startswith("classifier") else ""


def _opening(candidate, candidates: list, view: str) -> int:
    """Where the reading of a number begins: its clause, and the one before that names what it counts
    (昨日接种量居前，分别为3.1万、2.8万剂) or frames it in time (周末两天，全市接种…)."""
    start, sentence, end = candidate.clause.start, candidate.sentence, candidate.clause.end
    tail = lists.without_others(view[candidate.quantity.end : end])
    told = candidate.quantity.noun or not WORDS.bare_tail.match(view, candidate.quantity.end, end)
    for _ in range(_REACH):
        earlier = clause_before(view, sentence.start, start)
        counted = any(
            earlier <= c.quantity.start < start and c.quantity.unit not in _BESIDE and not c.quantity.small
            for c in candidates
        )
        if start == sentence.start or counted or view[start - 1] not in "，,：:":
            return start
        own = "".join((lists.without_others(view[start : candidate.quantity.start]) + tail).split())
        frame = WORDS.frame.fullmatch(view, earlier, start - 1)
        if not frame and (told or WORDS.own_cue.search(own)):
            return start
        start = earlier
        if frame:
            return start
    return start


def clause_before(view: str, left: int, start: int) -> int:
    """The start of the clause that ends where the one at `start` begins."""
    breaks = [hit.end() for hit in CLAUSE_BREAK.finditer(view, max(left, start - 60), max(start - 1, left))]
    return breaks[-1] if breaks else max(left, start - 60)


def _tidy(text: str) -> str:
    """`text` without blanks and quotes; 未央区 is a place, not one where something has not been done."""
    text = "".join(text.split()).translate(_QUOTES)
    return WORDS.name_like_word.sub("某某", text) if "未" in text else text
