"""Arrangements that are not numbers, by the terms of `data/rules/measures.yml`."""

import re
from functools import cache

import ahocorasick

from vaxclaims import gazetteer
from vaxclaims.extraction import attachments, home, rules
from vaxclaims.extraction.date_types import Date, Told
from vaxclaims.extraction.dates import find_dates
from vaxclaims.extraction.discourse import place_lists
from vaxclaims.extraction.engine import ARTICLE, is_about_vaccination, page_of
from vaxclaims.extraction.mentions import mentions
from vaxclaims.extraction.place_names import scan
from vaxclaims.extraction.segments import Span, lines, sentences
from vaxclaims.markup import make_view, readable, sentence_of


@cache
def load_rules() -> tuple[dict, ...]:
    found = []
    for rule in rules.load("measures"):
        patterns = {key: re.compile(rule[key]) for key in ("quote", "requires", "excludes") if rule.get(key)}
        found.append(rule | patterns | {"tag": f"{rule['id']}@{rule['version']}"})
    return tuple(found)


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
    text = document["text"]
    view = make_view(text)
    if not is_about_vaccination(document, view, zones):
        return []
    page = page_of(document)
    article = [(start, end) for zone, start, end in zones if zone in ARTICLE]
    discourse = home.survey(view, article, [document.get("title") or "", document.get("outlet") or ""])
    rows: dict[tuple[str, str], dict] = {}
    for zone, start, end in zones:
        if zone not in (*ARTICLE, "comment"):
            continue
        for line in lines(view, start, end):
            carried, told = (discourse.default,), Told()
            for sentence in sentences(view, line):
                named = mentions(view, scan(view, *sentence), discourse)
                hits = find_terms(view, sentence)
                dates = find_dates(view, *sentence, page, told) if hits else []
                for left, right, rule in hits:
                    for path, tag in _places(view, named, carried, left):
                        key = (rule["measure"], path)
                        if key not in rows:
                            rows[key] = _row(
                                document,
                                text,
                                view,
                                zone,
                                sentence,
                                left,
                                right,
                                rule,
                                path,
                                tag,
                                dates,
                                page,
                            )
                if strong := [mention for mention in named if not mention.weak]:
                    carried = strong[0].paths
                told = told.and_then(dates[-1]) if dates else told
    return sorted(rows.values(), key=lambda row: (row["start"], row["end"], row["measure"], row["place"]))


def find_terms(view: str, sentence: Span) -> list[tuple[int, int, dict]]:
    """The arrangements that a sentence names: (start, end, rule), in order of place."""
    text = view[sentence.start : sentence.end]
    found = []
    for last, (length, numbers) in _terms().iter(text):
        for number in numbers:
            rule = load_rules()[number]
            if "requires" in rule and not rule["requires"].search(text):
                continue
            if "excludes" in rule and rule["excludes"].search(text):
                continue
            left, right = last + 1 - length, last + 1
            if "quote" in rule:
                around = next(
                    (m for m in rule["quote"].finditer(text) if m.start() <= left and right <= m.end()), None
                )
                left, right = around.span() if around else (left, right)
            found.append((sentence.start + left, sentence.start + right, rule))
    return sorted(found, key=lambda hit: (hit[0], -hit[1], hit[2]["id"]))


def _places(view: str, named, carried: tuple[str, ...], start: int) -> list[tuple[str, str]]:
    """Where an arrangement is told of: every place of the list nearest before it, else what is carried."""
    before = [mention for mention in named if mention.end <= start and not mention.weak]
    if not before:
        return [(path, "place.carried@1") for path in carried]
    group = place_lists(before, view)[-1]
    return [(path, f"{mention.rule}@1") for mention in group for path in mention.paths]


def _row(document, text, view, zone, sentence, left, right, rule, path, tag, dates: list[Date], page) -> dict:
    before = [d for d in dates if d.end <= left and d.kind not in ("since", "launch")]
    if before:
        date_ = before[-1]
        dated = {
            "as_of": date_.value,
            "as_of_start": "",
            "as_of_precision": date_.precision,
            "as_of_basis": date_.basis,
        }
    elif page.published:
        dated = {"as_of": page.published, "as_of_precision": "day", "as_of_basis": "published"}
    elif page.year:
        dated = {"as_of": f"{page.year}-12-31", "as_of_precision": "year", "as_of_basis": "event_year"}
    else:
        dated = {"as_of": "", "as_of_precision": "none", "as_of_basis": "unresolved"}
    status, status_tag = attachments.status(view, sentence, left, right)
    return dated | {
        "doc_id": document["doc_id"],
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
