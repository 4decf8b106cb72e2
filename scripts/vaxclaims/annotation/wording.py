"""What a hand-made claim shows of its quote: the words cleaned for reading, the sentence, the step."""

import re
from decimal import Decimal

from vaxclaims.markup import make_view
from vaxclaims.shown import readable, sentence_of

_ENDS = re.compile(r"[。！？!?\n]")
_LONGEST = 400
_PRINTED = re.compile(r"(?P<digits>\d[\d,]*(?:\.(?P<decimals>\d+))?)\s*(?P<scale>[十百千]?[万亿]|[百千])?")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def find_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the sentence around a stretch of `text`, at most 400 characters to either side of it."""
    offset = max(0, start - 4 * _LONGEST)
    around = make_view(text[offset : end + 4 * _LONGEST])
    left, right = start - offset, end - offset
    begin = max([0, *(match.end() for match in _ENDS.finditer(around, 0, left))])
    stop = _ENDS.search(around, right)
    stop = stop.end() if stop else len(around)
    begin, stop = max(begin, left - _LONGEST), min(stop, right + _LONGEST)
    begin += len(around[begin:left]) - len(around[begin:left].lstrip())
    return offset + begin, offset + max(right, begin + len(around[begin:stop].rstrip()))


def describe_quote(text: str, start: int, end: int) -> dict[str, str]:
    """`quote_view` and `context` (the sentence) of a stretch of `text`."""
    return {
        "quote_view": readable(text[start:end]),
        "context": sentence_of(text, *find_sentence(text, start, end)),
    }


def printed_step(quote: str) -> Decimal | None:
    """The step of the last digit printed, in base units: 1333.39万 -> 100, 90% -> 1; None without digits."""
    match = _PRINTED.search(readable(quote))
    if not match:
        return None
    step = Decimal(1).scaleb(-len(match["decimals"] or ""))
    for character in match["scale"] or "":
        step *= _SCALES[character]
    return step
