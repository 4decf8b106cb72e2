"""What each number is about, by the ordered rules of `data/rules/indicators.yml`."""

from decimal import Decimal
from functools import cache

from vaxclaims.extraction import rules
from vaxclaims.extraction.going_on import (
    among_vaccinated,
    continued,
    in_people,
    inherits,
    opened,
    part_of_day,
    part_of_supply,
)
from vaxclaims.extraction.ordinals import ordinal_of_list, told_ordinal
from vaxclaims.extraction.shares import (
    COVERAGE_OF,
    by_people,
    by_statement,
    completes,
    dose_told,
    of_share,
    share_out,
)
from vaxclaims.extraction.subjects import subject
from vaxclaims.extraction.unit_words import rule_word
from vaxclaims.extraction.windows import windows_of

WORDS = rules.wordings("indicators")
# The unit of the claims table for a word of numbers.yml that is no unit of the codebook by itself.
_TIMES = {"week": ("day", 7), "hour": ("minute", 60)}
# What counts people, also where a rule's own unit is the dose.
_ALL = 100  # percent
_OF_PERSONS = ("person", "classifier.person", "person_portion")
_UNITS = {
    "town": "site",
    "visit": "dose",
    "small": "dose",
    "person_portion": "person",
    "case": "item",
    "times": "item",
    "product": "item",
}


def decide(candidates: list, view: str, before: list | None = None) -> list:
    """`candidates` of one sentence with `indicator` and `unit` set and the rule's tag first; those that no
    rule takes, or that a rule says are no claim, are left out.

    `before` are the decided candidates of the sentence before: 其中 goes on from there.
    """
    decided: list = []
    for candidate in candidates:
        word = rule_word(candidate, candidates, decided or before or [], view)
        if not word:
            continue
        readings, sentence, ahead, after = windows_of(candidate, candidates, view)
        if in_people(candidate, word, candidates, decided, view):
            decided.append(candidate)
            continue
        of_day = decided or opened(candidate, before or [], view)
        if part_of_day(candidate, word, readings[0], of_day, view):
            decided.append(candidate)
            continue
        if part_of_supply(candidate, word, readings[0], decided, view):
            decided.append(candidate)
            continue
        if inherits(candidate, word, readings[0], _told_so_far(candidate, word, decided, before or [], view), view):
            decided.append(candidate)
            continue
        read: list = []
        for claim, clause in zip([candidate, *(candidate.twin() for _ in readings[1:])], readings, strict=True):
            for rule in _rules_of(word):
                if _fits(rule["checks"], (clause, sentence, ahead, after)):
                    if rule["indicator"]:
                        _set(claim, rule, word, clause, view, decided or before or [])
                    break
            if not claim.indicator and word == "person" and among_vaccinated(claim, before or [], view):
                claim.fields.update(indicator="people_vaccinated", unit="person")
                claim.tags.insert(0, "indicator.among@1")
            if claim.indicator and not any(_same(claim, other) for other in read):
                read.append(claim)
        decided += read
    share_out(decided, before or [], view)
    return [candidate for candidate in decided if candidate.indicator != "none"]


def _same(claim, other) -> bool:
    """Whether two readings come to one claim (第一针、第二针均可接种，放号450个)."""
    return claim.fields == other.fields


def _told_so_far(candidate, word: str, decided: list, before: list, view: str) -> list:
    """What a number may go on from: the claims of its sentence, else those that the sentence goes on from; in a list
    丹阳市5.6万剂次（18.2%）the share in brackets is one like that of the entry before."""
    share = word == "percent" and view[candidate.quantity.start - 1] == "(" and all(c.unit != word for c in decided)
    if share or not decided:
        return [*continued(candidate, before, view), *decided]
    return decided


_WINDOWS = ("clause", "sentence", "before", "after")


@cache
def _rules_of(word: str) -> tuple[dict, ...]:
    """The rules for a unit, in order, each with its `checks`: (number of the window, search, whether it must find)."""
    found = []
    for rule in rules.compiled("indicators"):
        if word in rule["units"]:
            checks = [
                (window, rule[key].search, not key.startswith("not_"))
                for window, name in enumerate(_WINDOWS)
                for key in (name, f"not_{name}")
                if key in rule
            ]
            found.append(rule | {"checks": checks})
    return tuple(found)


def _fits(checks: list, windows: tuple[str, str, str, str]) -> bool:
    for window, search, wanted in checks:
        if (search(windows[window]) is None) == wanted:
            return False
    return True


def _set(candidate, rule: dict, word: str, clause: str, view: str, earlier: list) -> None:
    quantity = candidate.quantity
    earlier = [c for c in earlier if c.indicator != "none"]
    indicator = rule["indicator"]
    unit = rule.get("unit") or word.removeprefix("classifier.")
    if indicator == "by_subject":
        unit, indicator = subject(candidate, earlier, view)
    if indicator == "by_people":
        indicator = by_people(
            clause,
            [c for c in earlier if c.indicator in COVERAGE_OF],
            earlier,
            view[earlier[-1].quantity.end : quantity.start] if earlier else "",
        )
    if indicator == "by_statement":
        indicator = by_statement(candidate, earlier, view)
    unit = "person" if word in _OF_PERSONS else _UNITS.get(unit, unit)
    if unit in _TIMES:
        unit, factor = _TIMES[unit]
        candidate.fields.update(
            value=quantity.value * factor,
            precision=quantity.precision * Decimal(factor),
            value_high=quantity.high * factor if quantity.high else None,
        )
    if indicator == "coverage_unspecified":
        indicator = dose_told(candidate, clause, earlier, view) or indicator
    if indicator.startswith("coverage") and quantity.value > _ALL and WORDS.task_done.search(clause):
        indicator = "other_vaccination"  # 完成率113.2%: of a task
    if indicator == "people_vaccinated" and completes(clause, quantity, earlier):
        indicator = "people_fully_vaccinated"
    if indicator == "people_vaccinated" and rule["tag"].startswith("indicator.people_sentence"):
        indicator = of_share(clause, candidate, earlier) or indicator
    first = indicator == "people_vaccinated" and bool(WORDS.first.search(clause))
    candidate.fields.update(
        indicator=indicator, unit=unit, first_dose=first, in_company=rule.get("in_company", False)
    )
    if (
        (unit == "dose" or indicator == "daily_vaccinations")
        and indicator != "total_boosters"
        and (dose := told_ordinal(clause) or ordinal_of_list(view, candidate))
    ):
        candidate.fields["ordinal"] = dose
    elif indicator == "daily_vaccinations" and unit == "dose" and _is_booster(candidate, clause, earlier):
        candidate.fields["ordinal"] = "加强针"
    candidate.tags.insert(0, rule["tag"])


def _is_booster(candidate, clause: str, earlier: list) -> bool:
    """一天打了18.6万剂加强针, and the average of what its sentence has told: 接种加强针2.96万剂，平均每天4200余剂."""
    head, _, tail = clause.partition("◆")
    last = earlier[-1] if earlier else None
    goes_on = last is not None and last.sentence == candidate.sentence and WORDS.on_average.search(head)
    of_boosters = goes_on and (
        last.indicator == "total_boosters" or last.fields.get("ordinal") == "加强针"
    )
    return bool(WORDS.booster.search(head) or WORDS.boosters_behind.match(tail) or of_boosters)
