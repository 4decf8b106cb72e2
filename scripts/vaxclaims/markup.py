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
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ％．＋－／：（）～\u3000\xa0]")
_SOFT_BREAK = re.compile(r"(?<=[^\s。！？；：>])[ \t]*\r?\n[ \t]*(?=[^\s<])")
BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 head header hr html li main nav ol option p pre section select table tbody td tfoot th thead title tr ul".split()
)
_OF_NUMBER = frozenset("0123456789.,%％，．０１２３４５６７８９")
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
    """The tags of `text` in order; comments are `!`, and what a browser never shows is one `!` tag."""
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
                position, name = end + (3 if until == "-->" else 0), "!"
        tags.append(Tag(start, position, name, closing, match["rest"] or ""))
    return tags


def tags_in_numbers(text: str, tags: list[Tag]) -> list[tuple[int, int]]:
    """The tags, one by one, that stand within a number as it is shown: 1,<b>286</b>.4."""
    return [
        (tag.start, tag.end)
        for tag in tags
        if tag.name not in BLOCKS
        and text[tag.start - 1 : tag.start] in _OF_NUMBER
        and text[tag.end : tag.end + 1] in _OF_NUMBER
    ]


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
        for tag in tags:
            blank = " " * (tag.end - tag.start)
            # Two links side by side are two titles.
            apart = tag.name in BLOCKS or tag.name == "a" and not tag.closing and position == tag.start > 0
            parts += view[position:tag.start], "\n" + blank[1:] if apart else blank
            position = tag.end
        view = "".join([*parts, view[position:]])
    if "&" in view:
        view = _ENTITY.sub(_entity, view)
    view = _FULL_WIDTH.sub(_fold, view).translate(_SMALL_MARKS)
    view = _HALF_WIDTH.sub(lambda match: "，" if match[0] == "," else "；", view)
    if is_traditional(view):
        view = view.translate(_simplified())
    return view


def is_traditional(text: str) -> bool:
    """Whether `text` is written in traditional characters, by how often it uses some common ones."""
    text = _BLANK.sub("", text[:20_000])
    return len(_TRADITIONAL.findall(text)) * 50 > len(text)


def sentence_of(text: str, start: int, end: int) -> str:
    """text[start:end] for reading, where `start` may stand within the tag that opens it."""
    return readable(text[start - (text[start - 1 : start] == "<") : end])


def readable(text: str) -> str:
    """`text` cleaned for reading: no markup, entities resolved, white space squeezed."""
    if "<" in text or "&" in text:
        text = make_view(text)
    return re.sub(r"\s+", " ", text).strip()


def _entity(match: re.Match) -> str:
    character = html.unescape(match[0])
    character = character if len(character) == 1 and character.isprintable() and character != "\xa0" else " "
    return character.ljust(len(match[0]))


def _fold(match: re.Match) -> str:
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
    return found
