"""Whether what is read of a page is about vaccination."""

from vaxclaims.extraction.reader import contexts
from vaxclaims.extraction.segments import Span

# From this share of sentences with a word of vaccination on (by the development pages), all of a page is
# about it.
_DEVOTED = 0.25
# How many sentences without such a word go on from one with it.
_GOES_ON = 2


class Subject:
    """Whether what is read is about vaccination: a sentence that says so, the next few of its line, and all
    of a page that is devoted to it, each unless it turns to another vaccine or subject."""

    def __init__(self, view: str, article: list[Span]):
        """`article` are the sentences of the article."""
        self.view = view
        words = contexts()["vaccination"]
        self.told = {sentence: bool(words.search(view, *sentence)) for sentence in article}
        self.mixed = bool(contexts()["other_vaccine"].search(view))
        self.devoted = sum(self.told.values()) >= _DEVOTED * len(self.told)
        self.off = False  # whether the sentence before turned to another vaccine
        self.left = 0  # how many sentences may still go on from one about vaccination

    def open_line(self) -> None:
        self.off, self.left = False, 0

    def goes_on(self, sentence: Span) -> bool:
        """Whether `sentence`, the next of its line, is about vaccination."""
        words, view = contexts(), self.view
        if self.mixed and words["other_vaccine"].search(view, *sentence):
            self.off = not words["covid"].search(view, *sentence)
        elif self.off and words["strong"].search(view, *sentence):
            self.off = False
        if self.off:
            return False
        told = self.told.get(sentence)  # None in a comment
        if words["vaccination"].search(view, *sentence) if told is None else told:
            self.left = _GOES_ON
            return True
        self.left -= 1
        return (self.devoted or self.left >= 0) and not words["other_topic"].search(view, *sentence)
