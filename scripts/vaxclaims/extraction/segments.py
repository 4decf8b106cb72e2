"""Lines, sentences and clauses of a view, with offsets."""

import re
from typing import NamedTuple

from vaxclaims.extraction import rules

WORDS = rules.wordings("segments")
SHARED = rules.wordings("shared")
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?[”’』」\"]?")
# 接种率：94.3% is one clause, 北京：接种94.3万剂次 two.
CLAUSE_BREAK = re.compile(r"[，；;。！？]|(?<![率量数])[：:]|[：:](?!\s?[约近超逾达]?\d)|(?<!\d),|,(?!\d{3})")
_HEADLINE_BREAK = re.compile(rf"{CLAUSE_BREAK.pattern}|(?<=[一-龥”』」])\s+(?=[一-龥“『「])|(?<=[针剂次人者%])\s+(?=\d)")
STRONG_BREAK = re.compile(r"[；;]")
_LOOKED_AT = 4  # characters of what follows that tell whether a colon or comma is a break
# A run-on line without a full stop is read in pieces: what follows costs no more than the line is long.
LONGEST = 800


class Span(NamedTuple):
    start: int
    end: int


def printed_lines(view: str, start: int, end: int) -> list[Span]:
    """The lines of view[start:end] that hold more than white space, which markup leaves whole screens of."""
    return [Span(*match.span()) for match in _LINE.finditer(view, start, end) if not match[0].isspace()]


def lines(view: str, start: int, end: int) -> list[Span]:
    """The lines of view[start:end]; one that breaks off before the figures it dates goes on with the next."""
    found: list[Span] = []
    for line in printed_lines(view, start, end):
        if found and _breaks_off(view, found[-1]) and WORDS.goes_on.match(view, *line):
            line = Span(found.pop().start, line.end)
        found.append(line)
    return found


def _breaks_off(view: str, line: Span) -> bool:
    opened = WORDS.open_end.search(view, max(line.start, line.end - 80), line.end)
    return bool(opened) and not SHARED.figure.search(opened[0])


def sentences(view: str, line: Span) -> list[Span]:
    """The sentences of a line; one longer than LONGEST is cut at a clause's end, else anywhere."""
    found = []
    for match in _SENTENCE.finditer(view, line.start, line.end):
        start, end = match.span()
        if match[0].isspace():
            continue  # what ends a line of a Windows file
        while end - start > LONGEST:
            breaks = [hit.end() for hit in CLAUSE_BREAK.finditer(view, start + LONGEST // 2, start + LONGEST)]
            cut = breaks[-1] if breaks else start + LONGEST
            found.append(Span(start, cut))
            start = cut
        found.append(Span(start, end))
    return found


def clause(view: str, sentence: Span, start: int, end: int, headline: bool = False) -> Span:
    """The clause of `sentence` around start..end, between the nearest breaks; in a headline white space
    between characters is one too."""
    breaks = _HEADLINE_BREAK if headline else CLAUSE_BREAK
    left = sentence.start
    for hit in breaks.finditer(view, max(sentence.start, start - 120), min(start + _LOOKED_AT, sentence.end)):
        left = hit.end() if hit.end() <= start else left
    hit = breaks.search(view, end, sentence.end)
    return Span(left, hit.start() if hit else sentence.end)
