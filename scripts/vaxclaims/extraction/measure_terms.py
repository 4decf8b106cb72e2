"""The words and patterns of `data/rules/measures.yml`, and what a sentence names of the arrangements there."""

import re
from functools import cache
from typing import NamedTuple

import ahocorasick

from vaxclaims.extraction import rules
from vaxclaims.extraction.segments import Span

_CLASS = re.compile(r"\{([a-z_]+)\}")
# What `~` and `~~` of a pattern stand for: a short way within a clause, a longer one within a sentence.
_IN_CLAUSE = r"[^，,。；;：:！!？?\n]{0,12}?"
_IN_SENTENCE = r"[^。；;！!？?\n]{0,24}?"
CLAUSE_END = re.compile("[，,。；;！!？?]")
# How far around what a pattern found its rule's `unlike` is looked for, in characters.
_AROUND = 40


class Hit(NamedTuple):
    """What a rule has found; `how` says whether its `pattern` did, its `quote` or its bare `term`."""

    start: int
    end: int
    rule: dict
    how: str


# Of overlapping hits of one arrangement, which way of finding gives the better quote: a quote was written to
# be short, a bare term is often a piece of a word.
_BETTER = {"quote": 0, "pattern": 1, "term": 2}


@cache
def load_rules() -> tuple[dict, ...]:
    """The rules with their patterns compiled, their `terms` as the words themselves and `tag`, their id@version."""
    found = []
    for rule in rules.load("measures")["rules"]:
        compiled = {
            key: re.compile(_written_out(rule[key]))
            for key in ("quote", "requires", "excludes", "pattern", "unlike")
            if rule.get(key)
        }
        terms = tuple(dict.fromkeys(word for term in rule["terms"] for word in _words(term)))
        found.append(rule | compiled | {"terms": terms, "tag": f"{rule['id']}@{rule['version']}"})
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
def patterns(section: str) -> dict[str, re.Pattern]:
    """The patterns of a section of the rules' file that is none of rules: `status` or `placing`."""
    written = rules.load("measures")[section]
    return {name: re.compile(_written_out(pattern)) for name, pattern in written.items()}


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


def find_terms(view: str, sentence: Span) -> list[Hit]:
    """The arrangements that a sentence names, in order of place."""
    text = view[sentence.start : sentence.end]
    called: dict[int, list[tuple[int, int]]] = {}
    for last, (length, numbers) in _terms().iter(text):
        for number in numbers:
            called.setdefault(number, []).append((last + 1 - length, last + 1))
    by_measure: dict[str, list[Hit]] = {}
    for number, spans in called.items():
        rule = load_rules()[number]
        if "requires" in rule and not rule["requires"].search(text):
            continue
        if "excludes" in rule and rule["excludes"].search(text):
            continue
        found = by_measure.setdefault(rule["measure"], [])
        found += [
            Hit(sentence.start + left, sentence.start + right, rule, how)
            for left, right, how in _quotes(rule, text, spans)
        ]
    chosen = [hit for found in by_measure.values() for hit in _best(found)]
    return sorted(chosen, key=lambda hit: (hit.start, -hit.end, hit.rule["id"]))


def _best(found: list[Hit]) -> list[Hit]:
    """The hits of one arrangement less those that overlap one with a better quote."""
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (_BETTER[hit.how], hit.start, -hit.end)):
        if not any(one.start < hit.end and hit.start < one.end for one in kept):
            kept.append(hit)
    return kept


def _quotes(rule: dict, text: str, spans: list[tuple[int, int]]):
    """What a rule called by the terms at `spans` finds in a sentence, (start, end, how): all that its pattern
    matches; without one, each term with the words that `quote` finds around it."""
    if "pattern" in rule:
        for match in rule["pattern"].finditer(text):
            if match[0] and not _is_unlike(rule, text, *match.span()):
                yield *match.span(), "pattern"
        return
    around = [match.span() for match in rule["quote"].finditer(text)] if "quote" in rule else []
    for left, right in spans:
        wider = next((span for span in around if span[0] <= left and right <= span[1]), None)
        yield (*wider, "quote") if wider else (left, right, "term")


def _is_unlike(rule: dict, text: str, left: int, right: int) -> bool:
    """Whether the clauses of what a pattern has found say that it is something else."""
    if "unlike" not in rule:
        return False
    ends = [match.end() for match in CLAUSE_END.finditer(text, max(left - _AROUND, 0), left)]
    start = ends[-1] if ends else max(left - _AROUND, 0)
    end = CLAUSE_END.search(text, right, right + _AROUND)
    return bool(rule["unlike"].search(text, start, end.start() if end else right + _AROUND))
