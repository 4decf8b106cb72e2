"""Lines, sentences and clauses of a view, with offsets."""

import re
from typing import NamedTuple

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?[”’』」\"]?")
CLAUSE_BREAK = re.compile(r"[，；;：:。！？]|,(?!\d{3})")
_HEADLINE_BREAK = re.compile(rf"{CLAUSE_BREAK.pattern}|(?<=[一-龥”』」])\s+(?=[一-龥“『「])")
STRONG_BREAK = re.compile(r"[；;]")
# A run-on line without a full stop is read in pieces: what follows costs no more than the line is long.
LONGEST = 800


class Span(NamedTuple):
    start: int
    end: int


def lines(view: str, start: int, end: int) -> list[Span]:
    return [Span(*match.span()) for match in _LINE.finditer(view, start, end)]


def sentences(view: str, line: Span) -> list[Span]:
    """The sentences of a line; one longer than LONGEST is cut at a clause's end, else anywhere."""
    found = []
    for match in _SENTENCE.finditer(view, line.start, line.end):
        start, end = match.span()
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
    for hit in breaks.finditer(view, max(sentence.start, start - 120), start):
        left = hit.end()
    hit = breaks.search(view, end, sentence.end)
    return Span(left, hit.start() if hit else sentence.end)
