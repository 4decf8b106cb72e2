"""What an HTML page's meta tags say of it."""

import re
from collections.abc import Iterator

from vaxclaims.markup import Tag

_CONTENT = re.compile(r"content\s*=\s*[\"']([^\"'<>]{2,60})[\"']", re.IGNORECASE)


def meta_contents(tags: list[Tag], named: re.Pattern) -> Iterator[str]:
    """The contents of the meta tags whose attributes `named` finds, in order."""
    for tag in tags:
        content = _CONTENT.search(tag.rest) if tag.name == "meta" and named.search(tag.rest) else None
        if content:
            yield content[1].strip()
