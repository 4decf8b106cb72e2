"""Where a claim's words stand: the page of its text, and the text with every claim marked in it."""

import hashlib
import re
from bisect import bisect_right
from html import escape
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote

from vaxclaims.identity import doc_of

# A page that cannot be shown whole shows its beginning and what stands around its claims.
WHOLE = 200_000
AROUND = 2_000
_SENTENCE_END = re.compile(r"[。！？；\n]")
_MARKUP = re.compile(r"</?([A-Za-z!][\w-]{0,20})[^<>]{0,2000}>")
_INLINE = {"a", "b", "em", "font", "i", "s", "span", "strong", "u"}
_SENTENCE_MAX = 300
_GAP = "<p class='gap'>…</p>"
_COMBINING = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_SPECIAL = re.compile(
    r"(?P<markup></?[A-Za-z!][^<>]{0,2000}>|&#?\w{1,30};)"
    r"|(?P<unseen>[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff])"
    rf"|(?P<stack>[{_COMBINING}]{{4,}})"
    r"|(?P<sign>[<>&\"'])"
)


class Mark(NamedTuple):
    """A claim in a text: offsets, the anchor it is reached by, words for the pointer, and a style class."""

    start: int
    end: int
    anchor: str
    title: str
    kind: str = ""


def page_name(doc_id: str) -> str:
    """A file name for a document's page that every system accepts and no other document has."""
    slug = re.sub(r"[^\w.-]", "_", doc_id).strip(".")[:80]
    return slug if slug == doc_id else f"{slug}-{hashlib.sha256(doc_id.encode()).hexdigest()[:8]}"


def anchor(claim_id: str) -> str:
    """The id of a claim's place on its page."""
    return "c-" + re.sub(r"[^\w]+", "-", claim_id.rpartition(":")[2])


def page_address(doc_id: str) -> str:
    """The link from a page at the top of the folder to a document's page."""
    return f"seeds/{quote(page_name(doc_id))}.html"


def address(claim_id: str) -> str:
    """The link from a page at the top of the folder to a claim's words."""
    return f"{page_address(doc_of(claim_id))}#{anchor(claim_id)}"


def marked(text: str, zones: list[tuple[int, int, str]], marks: list[Mark], names=None) -> str:
    """`text` as HTML: a block per zone, the sentence of every claim, the claim itself; everything escaped.

    `zones` are (start, end, label) that cover the text in order; `names` maps labels to what readers see.
    """
    marks = sorted(marks)
    view = _MARKUP.sub(_blank, text)
    shown = _shown(len(text), marks)
    parts = []
    for start, end, label in zones or [(0, len(text), "body")]:
        inside = [mark for mark in marks if start <= mark.start < end]
        body, position = [], start
        for a, b in ((max(start, a), min(end, b)) for a, b in shown if a < end and b > start):
            body += [_GAP if a > position else "", _sentences(text, view, a, b, inside)]
            position = b
        body.append(_GAP if position < end else "")
        parts.append(
            f'<div class="zone zone-{escape(label)}" data-zone="{escape((names or {}).get(label, label))}">'
            f"{''.join(body)}</div>"
        )
    return "\n".join(parts)


def _shown(length: int, marks: list[Mark]) -> list[tuple[int, int]]:
    if length <= WHOLE:
        return [(0, length)]
    return _merged(
        [(0, WHOLE // 10), *((max(0, m.start - AROUND), min(length, m.end + AROUND)) for m in marks)]
    )


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _sentences(text: str, view: str, start: int, end: int, marks: list[Mark]) -> str:
    marks = [mark for mark in marks if start <= mark.start < end]
    sentences = _merged([_sentence(view, mark, start, end) for mark in marks])
    starts = [first for first, _ in sentences]
    groups: list[list[Mark]] = [[] for _ in sentences]
    for mark in marks:
        groups[bisect_right(starts, mark.start) - 1].append(mark)
    parts, position = [], start
    for (first, last), group in zip(sentences, groups, strict=True):
        parts += [
            plain(text[position:first]),
            f'<span class="sentence">{_claims(text, first, last, group)}</span>',
        ]
        position = last
    return "".join([*parts, plain(text[position:end])])


def _blank(match: re.Match) -> str:
    """Markup is no part of a sentence; that of a block ends one."""
    return (" " if match.group(1).lower() in _INLINE else "\n") * len(match.group())


def _sentence(view: str, mark: Mark, start: int, end: int) -> tuple[int, int]:
    low = max(start, mark.start - _SENTENCE_MAX)
    first = max((match.end() for match in _SENTENCE_END.finditer(view, low, mark.start)), default=low)
    while first < mark.start and view[first].isspace():
        first += 1
    high = min(end, mark.end + _SENTENCE_MAX)
    last = _SENTENCE_END.search(view, min(mark.end, high), high)
    return first, high if not last else last.start() if last.group() == "\n" else last.end()


def _claims(text: str, start: int, end: int, marks: list[Mark]) -> str:
    """Cut at every edge of a claim, so that claims that share or overlap their words nest in valid HTML."""
    edges = sorted({start, end, *(e for m in marks for e in (m.start, m.end) if start <= e <= end)})
    parts = []
    for a, b in pairwise(edges):
        over = [mark for mark in marks if mark.start < b and mark.end > a]
        words = plain(text[a:b])
        if over:
            title = escape("\n".join(mark.title for mark in over))
            kinds = " ".join(dict.fromkeys(mark.kind for mark in over if mark.kind))
            words = (
                f'<a href="#row-{over[0].anchor}" title="{title}"><mark class="{kinds}">{words}</mark></a>'
            )
            for mark in over:
                if mark.start == a:
                    words = f'<span id="{mark.anchor}">{words}</span>'
        parts.append(words)
    return "".join(parts)


def plain(text: str) -> str:
    """Text escaped, its markup greyed, what would be unseen or reorder the page written out."""
    return _SPECIAL.sub(_written_out, text)


def _written_out(match: re.Match) -> str:
    kind, text = match.lastgroup, match.group()
    if kind == "markup":
        return f'<span class="markup">{"".join(_safe(c) for c in text)}</span>'
    if kind == "stack":
        return text[:3] + f'<span class="unseen">+{len(text) - 3} U+{ord(text[3]):04X}</span>'
    return _safe(text)


def _safe(character: str) -> str:
    match = _SPECIAL.fullmatch(character)
    if match and match.lastgroup == "unseen" and character not in "\r":
        return f'<span class="unseen">U+{ord(character):04X}</span>'
    return "" if character == "\r" else escape(character)
