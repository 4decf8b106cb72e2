"""Comparator, status and vaccine of a number, each with the rule that says so."""

import re
from functools import cache

from vaxclaims.extraction import rules
from vaxclaims.extraction.candidates import Candidate
from vaxclaims.extraction.lexicon import Lexicon
from vaxclaims.extraction.numbers import Quantity
from vaxclaims.extraction.segments import STRONG_BREAK, Span

WORDS = rules.wordings("attachments")
# How far behind a rumour's number the text may deny it, in characters: often in the next sentence.
_LATER = 200


def comparator(candidate: Candidate, view: str) -> tuple[str, str]:
    """The comparator of a number and the rule's tag."""
    quantity = candidate.quantity
    found, tag = _beside(view, quantity)
    if quantity.high is not None and found in ("<=", ">="):
        return "=", ""  # 3至8周内: the range says it
    if found == "=" and candidate.unit in ("day", "month") and WORDS.full.search(view, 0, quantity.start):
        return ">=", "comparator.full@1"
    if found == "=" and candidate.indicator == "daily_capacity":
        head = view[candidate.clause.start : quantity.start]
        if WORDS.at_most.search(head) and not WORDS.raised.search(head):
            return "<=", "comparator.greatest_capacity@1"
    return found, tag


def _beside(view: str, quantity: Quantity) -> tuple[str, str]:
    """What the words inside and beside a number say."""
    if quantity.inner:
        return quantity.inner, "comparator.inner@1"
    start, end = quantity.start, quantity.end
    before = "".join(view[max(start - 60, 0) : start].split()).rstrip("“‘「『\"'*")[-14:]
    after = view[end : end + 40].lstrip(" ").partition("\n")[0][:12]
    for rule in rules.compiled("comparators"):
        if "not_before" in rule and rule["not_before"].search(before):
            continue
        if "before" in rule and rule["before"].search(before):
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
        if "framed" in rule and not rule["framed"].search(view, sentence.start, start):
            continue
        if "later" in rule and not rule["later"].search(view, end, end + _LATER):
            continue
        if "not_before" in rule and rule["not_before"].search(before):
            continue
        if "not_after" in rule and rule["not_after"].search(after):
            continue
        return rule["status"], rule["tag"]
    return "stated", ""


# In characters, how far before a number, and how far behind it, the product may be named that it is limited to.
_BEFORE, _BEHIND = 30, 10


@cache
def _vaccines() -> Lexicon:
    return Lexicon(
        {word: label for label, words in rules.load("populations")["vaccines"].items() for word in words}
    )


def vaccine(view: str, sentence: Span, start: int, end: int) -> tuple[str, str]:
    """The product that the number at start..end is limited to: named in its clause or right behind it."""
    left = max(sentence.start, start - _BEFORE)
    left = max((hit.end() for hit in WORDS.vaccine_break.finditer(view, left, start)), default=left)
    behind = end if WORDS.part_behind.match(view, end) else min(end + _BEHIND, sentence.end)
    window = view[left:behind]
    found = [hit for hit in _vaccines().find(window) if not re.search("[，。；、]", window[start - left : hit[1] - 1])]
    if not found:
        return "", ""
    one, last = found[-2:] if len(found) > 1 else (None, found[-1])
    if one and one[2] != last[2] and WORDS.vaccine_and.fullmatch(window, one[1], last[0]):
        return "", ""  # 科兴疫苗和复必泰疫苗的整体接种率均约96%
    return last[2], "vaccine.name@1"
