"""Finds the place of a quote in a text that may have been crawled again.

The selectors are those of the W3C Web Annotation Data Model (2017), 4.2.4 Text Quote and 4.2.5 Text
Position. White space is not compared, so a changed line end or a re-flowed paragraph moves nothing.
"""

import re
from os.path import commonprefix
from typing import NamedTuple

CONTEXT = 32
# A moved quote counts as found when this many characters on either side of it, and this many of both sides
# together, are unchanged.
_EACH_SIDE, _BOTH_SIDES = 3, 16
_SPACE = re.compile(r"\s+")


class Place(NamedTuple):
    """Where a quote stands, or why it cannot be placed: `start` is -1 then."""

    start: int
    end: int
    reason: str


def select(text: str, start: int, end: int) -> dict:
    """The quote at `start`..`end` with about 32 characters of context on either side."""
    return {
        "start": start,
        "end": end,
        "quote": text[start:end],
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
    }


def anchor(selector: dict, text: str, same_text: bool) -> Place:
    """The place of `selector` (start, end, quote, prefix, suffix) in `text`.

    `same_text`: the text has the sha256 that the selector was made on, so its offsets hold. In another
    text a quote is placed only when exactly one occurrence has enough of the neighbours that it had, or when
    exactly one has its whole context; a quote that two places fit is not placed.
    """
    start, end, quote = selector["start"], selector["end"], selector["quote"]
    if same_text and text[start:end] == quote:
        return Place(start, end, "")
    found = _occurrences(quote, text)
    if not found:
        return Place(-1, -1, f"the quote {quote!r} is not in the text")
    kept = {place: _kept(selector, text, place) for place in found}
    whole = tuple(min(CONTEXT, len(_SPACE.sub("", selector[side]))) for side in ("prefix", "suffix"))
    fitting = [place for place, sides in kept.items() if _is_enough(sides, whole)]
    if len(fitting) > 1:
        fitting = [place for place in fitting if kept[place] == whole]
    if len(fitting) != 1:
        return Place(
            -1, -1, f"the quote {quote!r} stands at {len(found)} places, its context fits {len(fitting)}"
        )
    place = fitting[0]
    return Place(
        *place, "" if place == (start, end) else f"moved from {start}-{end} to {place[0]}-{place[1]}"
    )


def _occurrences(quote: str, text: str) -> list[tuple[int, int]]:
    characters = [re.escape(character) for character in _SPACE.sub("", quote)]
    return [match.span() for match in re.finditer(r"\s*".join(characters), text)] if characters else []


def _kept(selector: dict, text: str, place: tuple[int, int]) -> tuple[int, int]:
    """How many characters next to the quote are as they were, before it and after it."""
    before, after = _SPACE.sub("", selector["prefix"]), _SPACE.sub("", selector["suffix"])
    # White space is dropped, so a window four times as wide holds the same characters in all but freak texts.
    left = _SPACE.sub("", text[max(0, place[0] - 4 * CONTEXT) : place[0]])
    right = _SPACE.sub("", text[place[1] : place[1] + 4 * CONTEXT])
    return len(commonprefix([before[::-1], left[::-1]])), len(commonprefix([after, right]))


def _is_enough(kept: tuple[int, int], whole: tuple[int, int]) -> bool:
    each_side = all(have >= min(_EACH_SIDE, all_of_it) for have, all_of_it in zip(kept, whole, strict=True))
    return each_side and sum(kept) >= min(_BOTH_SIDES, sum(whole))
