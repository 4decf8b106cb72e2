"""A document as HTML for the panel: escaped, zones tinted, the quote and its sentence marked."""

from html import escape
from itertools import pairwise

from vaxclaims.annotation.wording import find_sentence
from vaxclaims.markup import BLOCKS, find_tags

# A page longer than this is shown around the quote only; the rest is said to be left out.
_WINDOW = 20_000


def render_page(
    text: str,
    zones: list[tuple[str, int, int]],
    quote: tuple[int, int] | None = None,
    others: list[tuple[int, int]] = (),
) -> str:
    """`text` as spans with `data-start` (code points), so that a selection can be read back as offsets.

    `quote` is marked and its sentence underlaid, `others` (claims of the same page) are underlined. Markup in
    the text is hidden, never run: every character is escaped.
    """
    first, last = _window(len(text), quote)
    sentence = find_sentence(text, *quote) if quote else (-1, -1)
    tags = [tag for tag in find_tags(text) if tag.end > first and tag.start < last]
    cuts = {first, last, *sentence, *(quote or ())}
    cuts |= {end for span in [*others, *((start, end) for _, start, end in zones)] for end in span}
    cuts |= {end for tag in tags for end in (tag.start, tag.end)}
    cuts = sorted(cut for cut in cuts if first <= cut <= last)
    inside = {tag.start: tag for tag in tags}
    parts, hidden_until = [_left_out(first)], -1
    for start, end in pairwise(cuts):
        if start in inside:
            hidden_until = inside[start].end
            parts.append("<br>" if inside[start].name in BLOCKS else "")
        classes = ["zone", next((zone for zone, a, b in zones if a <= start < b), "body")]
        classes += ["sentence"] if sentence[0] <= start < sentence[1] else []
        classes += ["other"] if any(a <= start < b for a, b in others) else []
        classes += ["hidden"] if start < hidden_until else []
        tag = "mark" if quote and quote[0] <= start < quote[1] else "span"
        parts.append(
            f'<{tag} class="{" ".join(classes)}" data-start="{start}">{escape(text[start:end])}</{tag}>'
        )
    return "".join([*parts, _left_out(len(text) - last)])


def _window(length: int, quote: tuple[int, int] | None) -> tuple[int, int]:
    if length <= _WINDOW:
        return 0, length
    first = max(0, min((quote or (0, 0))[0] - _WINDOW // 2, length - _WINDOW))
    return first, first + _WINDOW


def _left_out(count: int) -> str:
    return f'<em class="cut">[{count} characters not shown]</em>' if count > 0 else ""
