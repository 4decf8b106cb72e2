"""The YAML block at a page's head."""

import re
from typing import NamedTuple

import yaml

# A block longer than this is not a page's head.
_LONGEST = 20_000
_BLOCK = re.compile(r"\s{0,20}---[ \t]*\r?\n(?P<yaml>.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)


class FrontMatter(NamedTuple):
    """`fields` by name, the offset where the article begins, the offsets of the title's words, a warning."""

    fields: dict
    end: int
    title_start: int
    title_end: int
    warning: str


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of `text`; empty fields and end 0 without one. A block that is no YAML is kept as
    text, with a warning, and its lines count as furniture."""
    match = _BLOCK.match(text[:_LONGEST])
    if not match:
        return FrontMatter({}, 0, 0, 0, "")
    try:
        # The base loader makes nothing but texts, lists and mappings: no dates that are none, no giant numbers.
        fields = yaml.load(match["yaml"], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0]
        return FrontMatter({}, match.end(), 0, 0, f"front matter is not valid YAML: {reason}")
    if not isinstance(fields, dict):
        return FrontMatter({}, match.end(), 0, 0, "front matter is not a list of fields")
    # Nested values are no metadata of ours, and a few aliases in them can stand for gigabytes.
    fields = {key: value for key, value in fields.items() if isinstance(value, str)}
    title = fields.get("title", "")
    start = text.find(title, match.start("yaml"), match.end()) if title else -1
    return FrontMatter(fields, match.end(), max(start, 0), start + len(title) if start >= 0 else 0, "")
