"""Arrangements that are not numbers, by the words and patterns of `data/rules/measures.yml`."""

import re
from functools import cache

import ahocorasick

from vaxclaims import gazetteer
from vaxclaims.extraction import attachments, home, rules
from vaxclaims.extraction.date_types import Date, Page, Told
from vaxclaims.extraction.dates import find_dates
from vaxclaims.extraction.discourse import Discourse, Mention, place_lists
from vaxclaims.extraction.engine import ARTICLE, is_about_vaccination, page_of
from vaxclaims.extraction.mentions import mentions
from vaxclaims.extraction.place_names import scan
from vaxclaims.extraction.reader import contexts
from vaxclaims.extraction.segments import Span, lines, sentences
from vaxclaims.markup import make_view, readable, sentence_of

_CLASS = re.compile(r"\{([a-z_]+)\}")
# What `~` and `~~` of a pattern stand for: a short way within a clause, a longer one within a sentence.
_IN_CLAUSE = r"[^，,。；;：:！!？?\n]{0,12}?"
_IN_SENTENCE = r"[^。；;！!？?\n]{0,24}?"
_CLAUSE_END = re.compile("[，,。；;！!？?]")
# How far around what a pattern found its rule's `unlike` is looked for, in characters.
_AROUND = 40
# From this share of sentences with a word of vaccination on, all of a page is about it.
_DEVOTED = 0.34
# How many sentences without such a word go on from one with it.
_GOES_ON = 2
_BEFORE, _AFTER = 60, 24


@cache
def load_rules() -> tuple[dict, ...]:
    found = []
    for rule in rules.load("measures")["rules"]:
        patterns = {
            key: re.compile(_written_out(rule[key]))
            for key in ("quote", "requires", "excludes", "pattern", "unlike")
            if rule.get(key)
        }
        terms = tuple(dict.fromkeys(word for term in rule["terms"] for word in _words(term)))
        found.append(rule | patterns | {"terms": terms, "tag": f"{rule['id']}@{rule['version']}"})
    return tuple(found)


def _written_out(pattern: str | list[str]) -> str:
    """A pattern (of a list, any) with its classes of words, `~` and `~~` written out."""
    joined = pattern if isinstance(pattern, str) else "|".join(pattern)
    joined = _CLASS.sub(lambda match: f"(?:{'|'.join(_class(match[1]))})", joined)
    return joined.replace("~~", _IN_SENTENCE).replace("~", _IN_CLAUSE)


def _words(term: str) -> list[str]:
    """A term, or all words of the class that it names."""
    named = _CLASS.fullmatch(term)
    return _class(named[1]) if named else [term]


@cache
def _class(name: str) -> list[str]:
    """The words of a class, longer ones first, so that a pattern takes all of a word."""
    return sorted(map(str, rules.load("measures")["words"][name]), key=len, reverse=True)


@cache
def _patterns(section: str) -> dict[str, re.Pattern]:
    return {name: re.compile(_written_out(pattern)) for name, pattern in rules.load("measures")[section].items()}


@cache
def _terms() -> ahocorasick.Automaton:
    by_term: dict[str, list[int]] = {}
    for number, rule in enumerate(load_rules()):
        for term in rule["terms"]:
            by_term.setdefault(term, []).append(number)
    automaton = ahocorasick.Automaton()
    for term, numbers in by_term.items():
        automaton.add_word(term, (len(term), numbers))
    automaton.make_automaton()
    return automaton


def extract_document_measures(document: dict, zones: list[tuple[str, int, int]]) -> list[dict]:
    """The measures of one documents row as rows of the measures table (without ids): one for each place and
    arrangement, the first wording as quote."""
    view = make_view(document["text"])
    if not is_about_vaccination(document, view, zones):
        return []
    return _Reading(document, view, zones).rows()


class _Reading:
    """One page read sentence by sentence, with what goes on from one to the next: places, dates, the subject."""

    def __init__(self, document: dict, view: str, zones: list[tuple[str, int, int]]):
        self.document, self.view, self.zones = document, view, zones
        self.page = page_of(document)
        article = [(start, end) for zone, start, end in zones if zone in ARTICLE]
        self.discourse = home.survey(
            view, article, [document.get("title") or "", document.get("outlet") or ""]
        )
        self.subject = Subject(view, article)
        self.found: dict[tuple[str, str], dict] = {}

    def rows(self) -> list[dict]:
        for zone, start, end in self.zones:
            if zone not in (*ARTICLE, "comment"):
                continue
            for line in lines(self.view, start, end):
                self._line(line, zone)
        return sorted(
            self.found.values(), key=lambda row: (row["start"], row["end"], row["measure"], row["place"])
        )

    def _line(self, line: Span, zone: str) -> None:
        carried, told = (self.discourse.default,), Told()
        self.subject.open_line()
        for sentence in sentences(self.view, line):
            named = mentions(self.view, scan(self.view, *sentence), self.discourse)
            hits = find_terms(self.view, sentence) if self.subject.goes_on(sentence) else []
            dates = find_dates(self.view, *sentence, self.page, told) if hits else []
            for left, right, rule in hits:
                for path, tag in _places(self.view, named, carried, left, right):
                    key = (rule["measure"], path)
                    if key not in self.found:
                        self.found[key] = self._row(zone, sentence, left, right, rule, path, tag, dates)
            if strong := [mention for mention in named if not mention.weak]:
                carried = place_lists(strong, self.view)[0][0].paths
            told = told.and_then(dates[-1]) if dates else told

    def _row(
        self, zone: str, sentence: Span, left: int, right: int, rule: dict, path: str, tag: str, dates: list[Date]
    ) -> dict:
        text = self.document["text"]
        status, status_tag = _status(self.view, sentence, left, right)
        return _dated(dates, self.page, left, status) | {
            "doc_id": self.document["doc_id"],
            "zone": zone,
            "start": left,
            "end": right,
            "quote": text[left:right],
            "quote_view": readable(text[left:right]),
            "context": sentence_of(text, *sentence),
            "place": path,
            "place_code": gazetteer.code_of(path),
            "measure": rule["measure"],
            "status": status,
            "rule": " ".join(filter(None, [rule["tag"], tag, status_tag])),
            "origin": "rule",
            "decision": "pending",
        }


class Subject:
    """Whether what is read is about vaccination: a sentence that says so, the next few of its line, and all of a
    page that is devoted to it, each unless it turns to another vaccine or subject."""

    def __init__(self, view: str, article: list[tuple[int, int]]):
        self.view = view
        told = [
            bool(contexts()["vaccination"].search(view, *sentence))
            for start, end in article
            for line in lines(view, start, end)
            for sentence in sentences(view, line)
        ]
        self.mixed = bool(contexts()["other_vaccine"].search(view))
        self.devoted = sum(told) >= _DEVOTED * len(told)
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
        if words["vaccination"].search(view, *sentence):
            self.left = _GOES_ON
            return True
        self.left -= 1
        return (self.devoted or self.left >= 0) and not words["other_topic"].search(view, *sentence)


def find_terms(view: str, sentence: Span) -> list[tuple[int, int, dict]]:
    """The arrangements that a sentence names: (start, end, rule), in order of place."""
    text = view[sentence.start : sentence.end]
    called: dict[int, list[tuple[int, int]]] = {}
    for last, (length, numbers) in _terms().iter(text):
        for number in numbers:
            called.setdefault(number, []).append((last + 1 - length, last + 1))
    found = []
    for number, spans in called.items():
        rule = load_rules()[number]
        if "requires" in rule and not rule["requires"].search(text):
            continue
        if "excludes" in rule and rule["excludes"].search(text):
            continue
        found += [(sentence.start + left, sentence.start + right, rule) for left, right in _quotes(rule, text, spans)]
    return sorted(found, key=lambda hit: (hit[0], -hit[1], hit[2]["id"]))


def _quotes(rule: dict, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What a rule called by the terms at `spans` finds in a sentence: all that its pattern matches; without one,
    each term with the words that `quote` finds around it."""
    if "pattern" not in rule:
        return [_around(rule, text, *span) for span in spans]
    found = (match.span() for match in rule["pattern"].finditer(text))
    return [span for span in found if span[0] < span[1] and not _is_unlike(rule, text, *span)]


def _around(rule: dict, text: str, left: int, right: int) -> tuple[int, int]:
    if "quote" not in rule:
        return left, right
    around = (match.span() for match in rule["quote"].finditer(text))
    return next((span for span in around if span[0] <= left and right <= span[1]), (left, right))


def _is_unlike(rule: dict, text: str, left: int, right: int) -> bool:
    """Whether the clauses of what a pattern has found say that it is something else."""
    if "unlike" not in rule:
        return False
    ends = [match.end() for match in _CLAUSE_END.finditer(text, max(left - _AROUND, 0), left)]
    start = ends[-1] if ends else max(left - _AROUND, 0)
    end = _CLAUSE_END.search(text, right, right + _AROUND)
    return bool(rule["unlike"].search(text, start, end.start() if end else right + _AROUND))


def _places(
    view: str, named: list[Mention], carried: tuple[str, ...], left: int, right: int
) -> list[tuple[str, str]]:
    """Where an arrangement is told of: every place of the list nearest before it, else what is carried."""
    before = [mention for mention in named if mention.end <= left and not mention.weak]
    if not before:
        return [(path, "place.carried@1") for path in carried]
    group = place_lists(before, view)[-1]
    return [(path, f"{mention.rule}@1") for mention in group for path in mention.paths]


def _dated(dates: list[Date], page: Page, left: int, status: str) -> dict:
    before = [d for d in dates if d.end <= left and d.kind not in ("since", "launch")]
    if before:
        date_ = before[-1]
        return {
            "as_of": date_.value,
            "as_of_start": "",
            "as_of_precision": date_.precision,
            "as_of_basis": date_.basis,
        }
    if page.published:
        return {"as_of": page.published, "as_of_precision": "day", "as_of_basis": "published"}
    if page.year:
        return {"as_of": f"{page.year}-12-31", "as_of_precision": "year", "as_of_basis": "event_year"}
    return {"as_of": "", "as_of_precision": "none", "as_of_basis": "unresolved"}


def _status(view: str, sentence: Span, left: int, right: int) -> tuple[str, str]:
    return attachments.status(view, sentence, left, right)
