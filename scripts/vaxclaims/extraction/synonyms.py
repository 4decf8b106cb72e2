"""A text with one word for one thing: the rules then know every wording that `data/rules/synonyms.yml` lists."""

from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from vaxclaims.extraction import rules
from vaxclaims.extraction.lexicon import Lexicon


class Replaced(NamedTuple):
    """A wording at `start`..`end` of a page's view, the word that stands for it at `left`..`right` of the plain
    text, and the rule's tag."""

    start: int
    end: int
    left: int
    right: int
    tag: str


class Plain:
    """`text` is `view` with every wording replaced; an offset of the one is that of the other moved by what has
    been replaced before it."""

    def __init__(self, view: str, gaps: list[tuple[int, int]] = ()):
        """`gaps` are stretches of the view that nobody sees, such as markup in the midst of a number."""
        parts: list[str] = []
        self.replaced: list[Replaced] = []
        done = at = 0  # how far `view` and the plain text have come
        words = [(start, end, rule["word"], rule["tag"]) for start, end, rule in find_wordings(view)]
        for start, end, word, tag in sorted([*words, *((start, end, "", "") for start, end in gaps)]):
            left = at + start - done
            parts += view[done:start], word
            self.replaced.append(Replaced(start, end, left, left + len(word), tag))
            done, at = end, left + len(word)
        self.text = "".join([*parts, view[done:]]) if parts else view
        self._starts = [wording.start for wording in self.replaced]
        self._lefts = [wording.left for wording in self.replaced]

    def at(self, offset: int) -> int:
        """Where an offset of the view stands in the plain text; the head of its word for one inside a wording."""
        wording = _last(self.replaced, self._starts, offset)
        if wording is None:
            return offset
        return wording.left if offset < wording.end else offset - wording.end + wording.right

    def span(self, left: int, right: int) -> tuple[int, int]:
        """What stretch of the view left..right of the plain text stands for; a wording is taken whole."""
        first, last = self._back(left), self._back(max(right - 1, left))
        return first[0], last[1] if right > left else first[0]

    def tags(self, left: int, right: int) -> list[str]:
        """The rules that have replaced something in left..right of the plain text."""
        first, last = bisect_right(self._lefts, left - 1), bisect_right(self._lefts, right - 1)
        return list(dict.fromkeys(wording.tag for wording in self.replaced[first:last] if wording.tag))

    def _back(self, offset: int) -> tuple[int, int]:
        """The stretch of the view that one character of the plain text stands for."""
        wording = _last(self.replaced, self._lefts, offset)
        if wording is None:
            return offset, offset + 1
        if offset < wording.right:
            return wording.start, wording.end
        moved = offset - wording.right + wording.end
        return moved, moved + 1


def _last(replaced: list[Replaced], offsets: list[int], offset: int) -> Replaced | None:
    """The last wording that begins at or before `offset`."""
    number = bisect_right(offsets, offset) - 1
    return replaced[number] if number >= 0 else None


def find_wordings(view: str):
    """The wordings in `view` that another word stands for, as (start, end, rule)."""
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
            yield start, end, entry
            break


@cache
def _lexicon() -> Lexicon:
    words: dict[str, list[dict]] = {}
    for entry in rules.compiled("synonyms"):
        for wording in entry["wordings"]:
            words.setdefault(wording, []).append(entry)
    return Lexicon(words)
