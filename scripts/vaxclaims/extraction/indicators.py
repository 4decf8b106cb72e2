"""What each number is about, by the ordered rules of `data/rules/indicators.yml`."""

import re
from decimal import Decimal

from vaxclaims.extraction import rules
from vaxclaims.extraction.numbers import unit_of_noun

# The unit of the claims table for a word of numbers.yml that is no unit of the codebook by itself.
_TIMES = {"week": ("day", 7), "hour": ("minute", 60)}
_CLASSIFIER_UNITS = {
    "辆": ("vehicle",), "台": ("vehicle", "station"), "名": ("person",), "位": ("person",), "支": ("team",), "队": ("team",),
    "所": ("site", "school"), "间": ("site",), "座": ("site", "building"), "幢": ("building",), "栋": ("building",),
    "家": ("site", "item"), "处": ("site",),
}
_SUBJECTS = {"site": "vaccination_sites", "station": "stations", "vehicle": "mobile_units", "team": "mobile_units", "person": "staff"}
_COVERAGE_OF = {
    "people_vaccinated": "coverage_first_dose",
    "people_partly_vaccinated": "coverage_first_dose",
    "people_fully_vaccinated": "coverage_full",
    "total_boosters": "coverage_booster",
}
_FIRST = re.compile(r"第\s?[一1]\s?[\"”]?\s?[针剂]|首[针剂]")
# Words by which a clause says for itself what its number is.
_OWN_CUE = re.compile(r"接种|施打|[针剂]|疫苗|率|占|人口|能力|全程|加强|供|库|配|医|护|志愿|人员|目标|覆盖|比|份|累计|登记|预约|总|日均|每")
_APART = re.compile(r"分别|依次")
_ORDINAL = re.compile(r"第\s?[\"“”]?\s?([一二三123])\s?[\"“”]?\s?[针剂]")


def decide(candidates: list, view: str) -> list:
    """`candidates` of one sentence with `indicator` and `unit` set and the rule's tag first; those that no
    rule takes, or that a rule says are no claim, are left out."""
    decided = []
    for candidate in candidates:
        unit = _word(candidate, view)
        clause, sentence, before, after = _windows(candidate, view)
        if _inherits(candidate, unit, clause, decided):
            decided.append(candidate)
            continue
        for rule in rules.compiled("indicators"):
            if unit in rule["units"] and _fits(rule, clause, sentence, before, after):
                if rule["indicator"]:
                    _set(candidate, rule, unit, view, decided)
                break
        if candidate.fields.get("indicator"):
            decided.append(candidate)
    _share_out(decided, view)
    return [candidate for candidate in decided if candidate.fields["indicator"] != "none"]


def _inherits(candidate, word: str, clause: str, decided: list) -> bool:
    """其中青秀区23.6万人，西乡塘区近二十万人: a clause with no word of its own for what it counts says of
    another place what the clause before says."""
    if word not in ("dose", "person", "percent") or not decided or _OWN_CUE.search(clause):
        return False
    kindred = [c for c in decided if c.fields["unit"] != "percentage_point"]
    if not kindred:
        return False
    last = kindred[-1]
    kin = {"dose", "person"} if last.fields["indicator"] in ("total_boosters", "people_vaccinated") else {last.fields["unit"]}
    if word not in kin or last.fields["indicator"] == "population":
        return False
    indicator = last.fields["indicator"]
    if indicator == "people_vaccinated" and word == "dose":
        return False
    candidate.fields.update(indicator=indicator, unit=word, inherits=last)
    candidate.tags.insert(0, "indicator.inherited@1")
    return True


def _word(candidate, view: str) -> str:
    """The number's unit as the rules name it: classifiers are told apart by what they count."""
    quantity = candidate.quantity
    if quantity.small:
        return "small"
    if quantity.unit == "person" and view[quantity.end - 1] == "份":
        return "person_portion"
    if not quantity.unit.startswith("classifier"):
        return quantity.unit
    classifier = quantity.unit.split(".")[1]
    noun = _noun_unit(quantity.noun)
    if noun:
        return f"classifier.{noun}"
    if classifier in ("名", "位"):
        return "classifier.person"
    if classifier == "支" and (quantity.value >= 1000 or not re.search("队|组", view[candidate.sentence.start : quantity.end + 8])):
        return "dose" if re.search("接种|打|种", view[max(candidate.clause.start, quantity.start - 14) : quantity.start]) else "vial"
    return "classifier.bare"


def _noun_unit(noun: str) -> str:
    units = [(noun.rfind(word) + len(word), len(word), unit) for word, unit in unit_of_noun().items() if word in noun]
    return max(units)[2] if units else ""


def _windows(candidate, view: str) -> tuple[str, str, str, str]:
    quantity, clause, sentence = candidate.quantity, candidate.clause, candidate.sentence
    before, after = view[sentence.start : quantity.start], view[quantity.end : sentence.end]
    head, tail = view[clause.start : quantity.start], view[quantity.end : clause.end]
    # The noun inside the quote is part of what the number counts.
    mark = "◆" + (quantity.noun if quantity.unit.startswith("classifier") else "")
    return _tidy(head + mark + tail), _tidy(before + mark + after), _tidy(before), _tidy(after)


def _tidy(text: str) -> str:
    return re.sub(r"\s+|[\"“”「」『』]", "", text)


def _fits(rule: dict, clause: str, sentence: str, before: str, after: str) -> bool:
    for key, text in (("clause", clause), ("sentence", sentence), ("before", before), ("after", after)):
        if key in rule and not rule[key].search(text):
            return False
        if f"not_{key}" in rule and rule[f"not_{key}"].search(text):
            return False
    return True


def _set(candidate, rule: dict, word: str, view: str, earlier: list) -> None:
    quantity = candidate.quantity
    indicator = rule["indicator"]
    unit = rule.get("unit") or word.removeprefix("classifier.")
    if indicator == "by_subject":
        unit, indicator = _subject(candidate, view, earlier)
    if indicator == "by_people":
        people = [c for c in earlier if c.fields["indicator"] in _COVERAGE_OF]
        indicator = _COVERAGE_OF[people[-1].fields["indicator"]] if people else "coverage_unspecified"
        counted = view[candidate.clause.start : quantity.start]
        if not people and re.search("(接种|覆盖)[^，。；]{0,4}人数|人口涵盖", counted):
            indicator = "coverage_first_dose"
        elif not people and not re.search("接种|剂|针", view[candidate.clause.start : candidate.clause.end]):
            indicator = "none"
    unit = {"town": "site", "visit": "dose", "small": "dose", "person_portion": "person", "case": "item"}.get(unit, unit)
    if indicator == "daily_capacity" and word == "person":
        unit = "person"
    if unit in _TIMES:
        unit, factor = _TIMES[unit]
        candidate.fields.update(
            value=quantity.value * factor, precision=quantity.precision * Decimal(factor),
            value_high=quantity.high * factor if quantity.high else None,
        )
    first = indicator == "people_vaccinated" and bool(_FIRST.search(view, candidate.clause.start, quantity.end + 12))
    candidate.fields.update(indicator=indicator, unit=unit, first_dose=first)
    candidate.tags.insert(0, rule["tag"])


def _subject(candidate, view: str, earlier: list) -> tuple[str, str]:
    """What a bare classifier counts (流动接种车60余辆, 前者有22个固定接种点，后者有19个): the noun named last
    before it in its sentence that the classifier can count."""
    quantity = candidate.quantity
    classifier = quantity.unit.split(".")[1]
    allowed = _CLASSIFIER_UNITS.get(classifier)
    text = view[max(candidate.sentence.start, quantity.start - 60) : quantity.start]
    named = [(text.rfind(word) + len(word), len(word), unit) for word, unit in unit_of_noun().items() if word in text]
    named = [hit for hit in named if not allowed or hit[2] in allowed]
    if not named:
        return "item", "none"
    unit = max(named)[2]
    if unit in ("item", "town", "grid", "building", "school"):
        return "site" if unit == "town" else unit, "none"
    return unit, _SUBJECTS[unit]


def _share_out(decided: list, view: str) -> None:
    """分别占…的92.1%和89.7%: the n-th share belongs to the n-th count of people."""
    shares = [c for c in decided if c.fields["unit"] == "percent" and c.tags[0].startswith("indicator.coverage_of_people")]
    people = [c for c in decided if c.fields["indicator"] in _COVERAGE_OF and c.fields["unit"] == "person"]
    for start in {c.clause.start for c in shares}:
        together = [c for c in shares if c.clause.start == start]
        before = [c for c in people if c.quantity.end <= together[0].quantity.start]
        if before and _APART.search(view, min(start, before[-1].quantity.end), together[-1].quantity.start):
            for share, count in zip(together, before[-len(together) :], strict=False):
                share.fields["indicator"] = _COVERAGE_OF[count.fields["indicator"]]


def ordinal(view: str, candidate) -> str:
    """第一剂, 第二剂 or 第三剂: which dose a share of doses is about."""
    quantity = candidate.quantity
    text = view[max(candidate.clause.start, quantity.start - 24) : quantity.start]
    found = _ORDINAL.findall(text) or _ORDINAL.findall(view[quantity.end : quantity.end + 8])
    return f"第{ {'1': '一', '2': '二', '3': '三'}.get(found[-1], found[-1]) }剂".replace(" ", "") if found else ""
