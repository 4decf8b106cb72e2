"""A text with stretches of it replaced or left out, and the way of every offset there and back."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Replaced(NamedTuple):
    """What stood at `start`..`end` of the text, what stands for it at `left`..`right` of the edited one, and
    the tag of the rule that says so."""

    start: int
    end: int
    left: int
    right: int
    tag: str


class Edited:
    """`text` is another text with some stretches replaced; an offset of the one is that of the other moved by
    what has been replaced before it."""

    def __init__(self, before: str, edits: Iterable[tuple[int, int, str, str]]):
        """`edits` are (start, end, what stands there instead, tag), none across another."""
        parts: list[str] = []
        self.replaced: list[Replaced] = []
        done = at = 0  # how far the text before and the edited one have come
        for start, end, word, tag in sorted(edits):
            left = at + start - done
            parts += before[done:start], word
            self.replaced.append(Replaced(start, end, left, left + len(word), tag))
            done, at = end, left + len(word)
        self.text = "".join([*parts, before[done:]]) if parts else before
        self._starts = [edit.start for edit in self.replaced]
        self._lefts = [edit.left for edit in self.replaced]

    def at(self, offset: int) -> int:
        """Where an offset of the text before stands in the edited one; the head of its word for one inside what
        has been replaced."""
        edit = _last(self.replaced, self._starts, offset)
        if edit is None:
            return offset
        return edit.left if offset < edit.end else offset - edit.end + edit.right

    def span(self, left: int, right: int) -> tuple[int, int]:
        """What stretch of the text before left..right of the edited one stands for; what has been replaced is
        taken whole."""
        first, last = self._back(left), self._back(max(right - 1, left))
        return first[0], last[1] if right > left else first[0]

    def replaces(self, offset: int) -> bool:
        """Whether the character at `offset` of the text before has been replaced."""
        edit = _last(self.replaced, self._starts, offset)
        return edit is not None and offset < edit.end

    def tags(self, left: int, right: int) -> list[str]:
        """The rules that have replaced something in left..right of the edited text."""
        first, last = bisect_right(self._lefts, left - 1), bisect_right(self._lefts, right - 1)
        return list(dict.fromkeys(edit.tag for edit in self.replaced[first:last] if edit.tag))

    def _back(self, offset: int) -> tuple[int, int]:
        """The stretch of the text before that one character of the edited one stands for."""
        edit = _last(self.replaced, self._lefts, offset)
        if edit is None:
            return offset, offset + 1
        if offset < edit.right:
            return edit.start, edit.end
        moved = offset - edit.right + edit.end
        return moved, moved + 1


def _last(replaced: list[Replaced], offsets: list[int], offset: int) -> Replaced | None:
    """The last edit that begins at or before `offset`."""
    number = bisect_right(offsets, offset) - 1
    return replaced[number] if number >= 0 else None
