"""A page as its reader sees it: what makes no difference to the eye makes none to the rules.

26<span lang="EN-US">00</span>万剂, 2600&nbsp;万剂 and 2600 万剂 are read alike, and so is a line whether a tag, a break
or a blank line ends it. Every offset leads back to the text.
"""

import re

from vaxclaims.edited import Edited
from vaxclaims.markup import BLOCKS, DRESS, ENTITY, Tag, beside_links, character_of, find_tags, fold

# Signs that stand for tags until blanks have been dealt with: one that breaks the line, and any other.
_BREAK, _OTHER = "\x1e", "\x1f"
_UNSEEN = re.compile(r"[\x1e\x1f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|\r(?=\n)|(?<!\*)\*\*(?!\*)")
_BLANK = r"[ \xa0\u2002-\u200a\u202f]"
# The blank that some editors set between Chinese characters and numbers or Latin letters; a day after a headline
# (接种破6亿剂次 05-28) is another column.
_SPACING = rf"(?<=[一-龥]){_BLANK}(?=[A-Za-z\d])(?!.\d{{1,4}}[-:/])|(?<=[A-Za-z\d%％]){_BLANK}(?=[一-龥])"
_INDENT = r"(?<![^\n\x1e])[ \t\xa0\u3000]+"
# One empty line tells as much as many.
_EMPTY = r"(?<=[\n\x1e][\n\x1e])[\n\x1e]+"
# Where a line of the source ends within a sentence of a page whose lines are told by its tags.
_SOFT_BREAK = r"(?<=[^\s。！？；：\x1e])[ \t]*\n[ \t]*(?=[^\s\x1e])"
_OF_TEXT = re.compile(f"(?P<indent>{_INDENT})|(?P<empty>{_EMPTY})|(?P<spacing>{_SPACING})")
_OF_MARKUP = re.compile(f"(?P<soft>{_SOFT_BREAK})|{_OF_TEXT.pattern}")
_WORD = re.compile(r"[A-Za-z\d]")
# A sentence is told by a Chinese mark within so many characters of its line,
_PROSE = 60
_MARKS = re.compile("[，。；]")
# or by what is counted.
_COUNTING, _COUNTED = frozenset("第年月超破达"), re.compile("[成亿萬億万剂针岁劑針歲年月日人个名]")


class Shown:
    """`text` is what a page shows, in its own script, `view` the same folded for the rules (`markup.fold`), `tags` those of
    the page where they stand in it: at a line break, a blank, or, where they only dress words, at no character."""

    def __init__(self, text: str, tags: list[Tag] | None = None):
        tags = find_tags(text) if tags is None else tags
        self._first = Edited(text, [*_of_tags(tags), *_signs(text, tags)])
        bare = self._first.text
        blanks = (_OF_MARKUP if _BREAK in bare else _OF_TEXT).finditer(bare)
        self._second = Edited(bare, [edit for blank in blanks if (edit := _squeezed(bare, blank))])
        self.text = self._second.text.replace(_BREAK, "\n").replace(_OTHER, " ")
        self.view = fold(self.text)
        self.tags = [tag._replace(start=self.at(tag.start), end=self.at(tag.end)) for tag in tags]

    def at(self, offset: int) -> int:
        """Where an offset of the page's text stands in what is shown."""
        return self._second.at(self._first.at(offset))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the page's text that is shown at start..end."""
        return self._first.span(*self._second.span(start, end))


def sentence_of(text: str, start: int, end: int) -> str:
    """text[start:end] for reading, where `start` may stand within the tag that opens it."""
    return readable(text[start - (text[start - 1 : start] == "<") : end])


def readable(text: str) -> str:
    """`text` cleaned for reading: no markup, entities resolved, white space squeezed."""
    return re.sub(r"\s+", " ", Shown(text).text if "<" in text or "&" in text else text).strip()


def _of_tags(tags: list[Tag]):
    """A tag is a line break or a blank; one that only dresses words is nothing, unless it sets them apart."""
    beside = beside_links(tags)
    for number, tag in enumerate(tags):
        apart = number in beside
        if tag.name in BLOCKS or apart and tag.name == "a":
            yield tag.start, tag.end, _BREAK, ""
        else:
            yield tag.start, tag.end, "" if tag.name in DRESS and not apart else _OTHER, ""


def _signs(text: str, tags: list[Tag]):
    """Signs without width and entities, where they stand in no tag."""
    found = [(match.start(), match.end(), "", "") for match in _UNSEEN.finditer(text)]
    if "&" in text:
        found += [(match.start(), match.end(), character_of(match), "") for match in ENTITY.finditer(text)]
    inside = Edited(text, [(tag.start, tag.end, "", "") for tag in tags]) if found else None
    return [edit for edit in found if not inside.replaces(edit[0])]


def _squeezed(text: str, blank: re.Match) -> tuple[int, int, str, str] | None:
    """What stands instead of a blank that tells nothing; None where it may stand between the columns of a list."""
    start, end = blank.span()
    if blank.lastgroup == "spacing" and not _in_prose(text, start, end):
        return None
    parts = blank.lastgroup == "soft" and _WORD.match(text, start - 1) and _WORD.match(text, end)
    return start, end, " " if parts else "", ""


def _in_prose(text: str, start: int, end: int) -> bool:
    before = text[max(start - _PROSE, 0) : start].rpartition("\n")[2]
    behind = text[end : end + _PROSE].partition("\n")[0]
    counts = before[-1] in _COUNTING or _COUNTED.match(behind)
    return bool(counts or _MARKS.search(before) or _MARKS.search(behind))
