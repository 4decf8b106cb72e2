"""A text with one word for one thing: the rules then know every wording that `data/rules/synonyms.yml` lists."""

from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from vaxclaims.extraction import rules
from vaxclaims.extraction.lexicon import Lexicon


class Told(NamedTuple):
    """A wording at `start`..`end` of a page's view and the word that stands for it at `left`..`right` of the
    plain text."""

    start: int
    end: int
    left: int
    right: int


class Plain:
    """`text` is `view` with every wording replaced; offsets of the one are those of the other moved by what
    has been replaced before."""

    def __init__(self, view: str):
        parts: list[str] = []
        self.told: list[Told] = []
        done = at = 0  # how far `view` and the plain text have come
        for start, end, word in find_wordings(view):
            at += start - done
            parts += view[done:start], word
            self.told.append(Told(start, end, at, at + len(word)))
            done, at = end, at + len(word)
        self.text = "".join([*parts, view[done:]]) if parts else view
        self._starts = [told.start for told in self.told]
        self._lefts = [told.left for told in self.told]

    def at(self, offset: int) -> int:
        """Where an offset of the view stands in the plain text; the head of its word for one inside a wording."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return offset
        told = self.told[number]
        return told.left if offset < told.end else offset - told.end + told.right

    def span(self, left: int, right: int) -> tuple[int, int]:
        """What stretch of the view left..right of the plain text stands for; a wording is taken whole."""
        return self._back(left, "start"), self._back(right - 1, "end") + 1 if right > left else self._back(left, "start")

    def _back(self, offset: int, edge: str) -> int:
        number = bisect_right(self._lefts, offset) - 1
        if number < 0:
            return offset
        told = self.told[number]
        if offset < told.right:
            return told.start if edge == "start" else told.end - 1
        return offset - told.right + told.end


def find_wordings(view: str):
    """The wordings in `view` that another word stands for, as (start, end, word)."""
    for start, end, entries in _lexicon().find(view):
        for entry in entries:
            if "before" in entry and not entry["before"].search(view, max(start - 8, 0), start):
                continue
            if "not_before" in entry and entry["not_before"].search(view, max(start - 8, 0), start):
                continue
            if "after" in entry and not entry["after"].match(view, end):
                continue
            if "not_after" in entry and entry["not_after"].match(view, end):
                continue
            yield start, end, entry["word"]
            break


@cache
def _lexicon() -> Lexicon:
    words: dict[str, list[dict]] = {}
    for entry in rules.compiled_entries("synonyms", "rules"):
        for wording in entry["wordings"]:
            words.setdefault(wording, []).append(entry)
    return Lexicon(words)
