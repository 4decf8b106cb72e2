"""Markup inside a text, and the view: the same length, markup blanked, full-width forms folded.

Every offset found in the view is an offset into the text. HTML parsers on PyPI either give no character
offsets or take time quadratic in hostile input, so tags are found by one regex whose parts are possessive
and bounded: its time is linear in the text.
"""

import html
import re
from functools import cache
from typing import NamedTuple

# Inside a tag a quoted value may hold < and >; a stray quote counts as a plain character.
_TAG = re.compile(
    r"<(?:!--|(?P<close>/)?(?P<name>[A-Za-z][A-Za-z0-9]{0,15})"
    r"(?P<rest>(?:[^<>\"']++|\"[^\"<>]*+\"|\"[^\"]{0,300}+\"|'[^']{0,300}+'|[\"'])*+)>|[!?][A-Za-z][^<>]{0,300}>)"
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ％．＋－／：（）～\u3000\xa0]")
_SOFT_BREAK = re.compile(r"(?<=[^\s。！？；：>])[ \t]*\r?\n[ \t]*(?=[^\s<])")
BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 head header hr html li main nav ol option p pre section select table tbody td tfoot th thead title tr ul".split()
)
# Tags that dress the words of a line, comments, and the prefixes of what Word leaves behind (o:p, st1:chsdate).
DRESS = frozenset("! a abbr b big code em font i ins mark o s small span st1 strong sub sup u wbr".split())
_HIDDEN = ("script", "style", "noscript", "template", "iframe", "svg")
# Markup and white space, which are of no script.
_BLANK = re.compile(r"<[^<>]{0,300}>|\s+")
# Pages print Chinese marks half-wide too; a comma between digits is one of a number, 1,234.
_HALF_WIDTH = re.compile(r",(?!\s*\d)|(?<![\d\s]),|;(?=\s*[一-龥])")
# Marks in the small and half-width forms that some editors of Chinese type.
_SMALL_MARKS = str.maketrans("﹐﹑﹒﹔﹕﹖﹗﹙﹚﹪｡､", "，、.；:？！()%。、")
# 國(guó)藥: mirrored pages print how a character is read behind it.
_GLOSS = re.compile(r"(?<=[一-龥])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)")
_FEWEST_GLOSSES = 3  # (mg) alone is something else
# Characters that only traditional pages use, enough to tell the script of a sentence about vaccination.
_TRADITIONAL = re.compile(r"[萬劑種億數達個從國實歲應將報據]")


class Tag(NamedTuple):
    """A tag at `start`..`end` of the text; `rest` is what follows its name (attributes)."""

    start: int
    end: int
    name: str
    closing: bool
    rest: str


def find_tags(text: str) -> list[Tag]:
    """The tags of `text` in order; comments are `!`, and what a browser never shows is one tag (`!script`)."""
    if "<" not in text:
        return []
    tags, position, lost = [], 0, set()
    while match := _TAG.search(text, position):
        start, position = match.span()
        name = (match["name"] or "!").lower()
        closing = bool(match["close"])
        until = "-->" if match[0] == "<!--" else f"</{name}" if name in _HIDDEN and not closing else ""
        # An opener whose end was looked for once in vain is not looked for again: linear time.
        if until and until not in lost:
            end = text.find(until, position)
            if end < 0:
                lost.add(until)
            else:
                position, name = (end + 3, "!") if until == "-->" else (end, f"!{name}")
        tags.append(Tag(start, position, name, closing, match["rest"] or ""))
    return tags


def beside_links(tags: list[Tag]) -> set[int]:
    """Which tags open what stands beside a link just ended, or a link beside anything but words: what a page sets
    apart without a word between."""
    found, position, linked, apart = set(), -1, False, False
    for number, tag in enumerate(tags):
        linked, apart = linked and position == tag.start, apart and position == tag.start
        if not tag.closing and (linked and tag.name != "!" or apart and tag.name == "a"):
            found.add(number)
        linked = linked or tag.name == "a" and tag.closing
        apart = apart or linked or tag.name not in DRESS
        position = tag.end
    return found


def glosses(view: str) -> list[tuple[int, int]]:
    """Where a page prints behind a character how it is read, if it does so more than once or twice."""
    found = [match.span() for match in _GLOSS.finditer(view)]
    return found if len(found) >= _FEWEST_GLOSSES else []


def make_view(text: str, tags: list[Tag] | None = None) -> str:
    """`text` as it is read: same length, tags and entities blanked, full-width forms folded one for one.

    A block tag begins with a line break. Text in traditional characters is mapped to simplified ones,
    character by character.
    """
    tags = find_tags(text) if tags is None else tags
    view = text
    if tags:
        if any(tag.name in BLOCKS for tag in tags):  # else the text is plain, with a word in bold
            view = _SOFT_BREAK.sub(lambda match: " " * len(match[0]), view)
        parts, position = [], 0
        beside = beside_links(tags)
        for number, tag in enumerate(tags):
            blank = " " * (tag.end - tag.start)
            # Two links side by side are two titles.
            apart = tag.name in BLOCKS or tag.name == "a" and number in beside
            parts += view[position:tag.start], "\n" + blank[1:] if apart else blank
            position = tag.end
        view = "".join([*parts, view[position:]])
    return fold(ENTITY.sub(_entity, view) if "&" in view else view)


def fold(text: str) -> str:
    """`text` with full-width and small forms as the usual ones and in simplified characters, one for one."""
    view = _FULL_WIDTH.sub(_folded, text).translate(_SMALL_MARKS)
    view = _HALF_WIDTH.sub(lambda match: "，" if match[0] == "," else "；", view)
    return simplified(view) if is_traditional(view) else view


def simplified(text: str) -> str:
    """`text` in simplified characters, one for one."""
    return text.translate(_simplified())


def is_traditional(text: str) -> bool:
    """Whether `text` is written in traditional characters, by how often it uses some common ones."""
    text = _BLANK.sub("", text[:20_000])
    return len(_TRADITIONAL.findall(text)) * 50 > len(text)


def _entity(match: re.Match) -> str:
    return character_of(match).ljust(len(match[0]))


def character_of(match: re.Match) -> str:
    """The character that an entity stands for, a blank where it stands for none that is seen."""
    character = html.unescape(match[0])
    return character if len(character) == 1 and character.isprintable() and character != "\xa0" else " "


def _folded(match: re.Match) -> str:
    character = match[0]
    return " " if character in "\u3000\xa0" else chr(ord(character) - 0xFEE0)


@cache
def _simplified() -> dict[int, str]:
    import opencc

    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    found = {}
    for variant in ("hk2s", "tw2s", "t2s"):  # 衞 is Hong Kong's, 臺 Taiwan's
        converted = opencc.OpenCC(variant).convert("\n".join(characters)).split("\n")
        pairs = zip(characters, converted, strict=True)
        found |= {ord(old): new for old, new in pairs if old != new and len(new) == 1}
    return found | {ord("陜"): "陕", ord("歳"): "岁"}  # as some keyboards have them
