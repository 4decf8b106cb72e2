"""A text with one word for one thing: the rules then know every wording that `data/rules/synonyms.yml` lists."""

from functools import cache

from vaxclaims.edited import Edited
from vaxclaims.extraction import rules
from vaxclaims.extraction.lexicon import Lexicon


class Plain(Edited):
    """A page's view with every wording replaced by the word that stands for it."""

    def __init__(self, view: str, gaps: list[tuple[int, int]] = ()):
        """`gaps` are stretches of the view that a reader passes over, such as how a character is read."""
        words = [(start, end, rule["word"], rule["tag"]) for start, end, rule in find_wordings(view)]
        super().__init__(view, [*words, *((start, end, "", "") for start, end in gaps)])


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
