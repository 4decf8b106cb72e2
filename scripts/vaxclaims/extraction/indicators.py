"""What each number is about, by the ordered rules of `data/rules/indicators.yml`."""

import re
from decimal import Decimal
from functools import cache
from itertools import groupby

from vaxclaims.extraction import lists, rules
from vaxclaims.extraction.candidates import CARRIED
from vaxclaims.extraction.numbers import unit_of_noun
from vaxclaims.extraction.segments import CLAUSE_BREAK, STRONG_BREAK

WORDS = rules.wordings("indicators")
SHARED = rules.wordings("shared")
# The unit of the claims table for a word of numbers.yml that is no unit of the codebook by itself.
_TIMES = {"week": ("day", 7), "hour": ("minute", 60)}
_UNITS = {
    "town": "site",
    "visit": "dose",
    "small": "dose",
    "person_portion": "person",
    "case": "item",
    "product": "item",
}
_CLASSIFIER_UNITS = {
    "辆": ("vehicle",),
    "台": ("vehicle", "station"),
    "架": ("vehicle",),
    "部": ("vehicle",),
    "支": ("team",),
    "队": ("team",),
    "所": ("site", "school"),
    "间": ("site",),
    "座": ("site", "building"),
    "幢": ("building",),
    "栋": ("building",),
    "家": ("site", "item"),
    "处": ("site",),
    "份": (),
    "批": (),
    "户": (),
    "张": ("station",),
    "条": (),
    "台次": (),
    "车次": (),
    "场": (),
    "场次": (),
    "套": (),
    "册": (),
}
_SUBJECTS = {
    "site": "vaccination_sites",
    "station": "stations",
    "vehicle": "mobile_units",
    "team": "mobile_units",
    "person": "staff",
    "grid": "other_vaccination",
    "building": "other_vaccination",
}
_COVERAGE_OF = {
    "people_vaccinated": "coverage_first_dose",
    "people_partly_vaccinated": "coverage_first_dose",
    "people_fully_vaccinated": "coverage_full",
    "total_boosters": "coverage_booster",
}
_PEOPLE_OF = {
    "coverage_first_dose": "people_vaccinated",
    "coverage_full": "people_fully_vaccinated",
    "coverage_booster": "total_boosters",
    "coverage_unspecified": "people_vaccinated",
}
_COVERAGE_OF_DOSE = {"第一剂": "coverage_first_dose", "第二剂": "coverage_full", "第三剂": "coverage_booster"}
# Tables at a site where nobody is vaccinated.
_DESKS = ("登记台", "预检台", "咨询台")
# What counts places and not the people in them: 两家医院医护人员.
_OF_PLACES = frozenset("家所间处座栋幢")
_QUOTES = dict.fromkeys(map(ord, '"“”「」『』'))
_MUCH_MORE = 5
_OF_TIME = ("minute", "hour", "day", "week", "month")
# What a clause may count beside what the next one tells: 首针接种率较6月底上升11.3个百分点，达到76.5%.
_BESIDE = (*_OF_TIME, "percentage_point")
# How many clauses a number's reading may reach back over that say nothing of what it counts.
_REACH = 3
_COVERAGE_NAMED = {
    "first": "coverage_first_dose",
    "full": "coverage_full",
    "booster": "coverage_booster",
    "unspecified": "coverage_unspecified",
}
_LONGEST_LIST = 12
# What else a sentence that opens with 其中 tells a part of.
_IN_PARTS = frozenset(("new_vaccinations_period", "supply"))
# In characters, what stands before the number of a list's entry.
_SHORT_ENTRY = 14
# How far behind a number the word may stand that makes it one of teams.
_TEAM_NEAR = 14
_WORDS_OF_UNIT = (
    ("person", WORDS.of_unit_person),
    ("dose", WORDS.of_unit_dose),
)


def decide(candidates: list, view: str, before: list | None = None) -> list:
    """`candidates` of one sentence with `indicator` and `unit` set and the rule's tag first; those that no
    rule takes, or that a rule says are no claim, are left out.

    `before` are the decided candidates of the sentence before: 其中 goes on from there.
    """
    decided: list = []
    for candidate in candidates:
        word = _word(candidate, candidates, decided or before or [], view)
        if not word:
            continue
        readings, sentence, ahead, after = _windows(candidate, candidates, view)
        if _in_people(candidate, word, candidates, decided, view):
            decided.append(candidate)
            continue
        of_day = decided or _opened(candidate, before or [], view)
        if _part_of_day(candidate, word, readings[0], of_day, view):
            decided.append(candidate)
            continue
        if _inherits(
            candidate, word, readings[0], decided or _continued(candidate, before or [], view), view
        ):
            decided.append(candidate)
            continue
        for number, clause in enumerate(readings):
            claim = candidate if number == 0 else candidate.twin()
            for rule in _rules_of(word):
                if _fits(rule["checks"], (clause, sentence, ahead, after)):
                    if rule["indicator"]:
                        _set(claim, rule, word, clause, view, decided or before or [])
                    break
            if not claim.indicator and word == "person" and _among_vaccinated(claim, before or [], view):
                claim.fields.update(indicator="people_vaccinated", unit="person")
                claim.tags.insert(0, "indicator.among@1")
            if claim.indicator:
                decided.append(claim)
    _share_out(decided, before or [], view)
    return [candidate for candidate in decided if candidate.indicator != "none"]


def _continued(candidate, before: list, view: str) -> list:
    """What a sentence that opens with 其中, or a list's short entry, goes on from."""
    if _opens_with_part(candidate, view):
        return [c for c in before if c.indicator in CARRIED | _IN_PARTS]
    told = view[candidate.sentence.start : candidate.quantity.start].strip()
    again = any(words.search(told) for words in (WORDS.ranked, WORDS.the_same, WORDS.the_same_all))
    goes_on = len(told) <= _SHORT_ENTRY or again
    return [c for c in before if c.indicator in CARRIED] if goes_on else []


def _opens_with_part(candidate, view: str) -> bool:
    """Whether a number's sentence opens with 其中 or the like."""
    return bool(WORDS.of_them.match(view[candidate.sentence.start : candidate.quantity.start].strip()))


def _opened(candidate, before: list, view: str) -> list:
    """The claims of the sentence before, of which a sentence that opens 其中 tells a part."""
    return before if _opens_with_part(candidate, view) else []


def _among_vaccinated(candidate, before: list, view: str) -> bool:
    """全市累计接种28.6万剂次，接种率97.3%。其中外籍人员14,582人: a sentence that opens 其中 and counts people only,
    behind what a place has been given."""
    told = view[candidate.sentence.start : candidate.quantity.start]
    total = any(c.indicator in ("total_vaccinations", "people_vaccinated") for c in before)
    bare = WORDS.bare_tail.match(view, candidate.quantity.end, candidate.clause.end)
    return total and bool(WORDS.among.fullmatch(told) and bare)


def _in_people(candidate, word: str, candidates: list, decided: list, view: str) -> bool:
    """86.42%已全程接种，即2.28亿人: the people that the share right before them stands for, of a list in turn
    (接种率为76.6%，全程接种率为65.8%，对应的人数依次是…)."""
    shares = [c for c in decided if c.unit == "percent" and c.indicator in _PEOPLE_OF]
    unit = candidate.quantity.unit
    people = [c for c in candidates if c.clause == candidate.clause and c.quantity.unit == unit]
    if word not in ("person", "classifier.person") or not shares or decided[-1].unit not in ("percent", "person"):
        return False
    between = WORDS.in_people.fullmatch(view, shares[-1].quantity.end, people[0].quantity.start)
    apart = between and SHARED.apart.search(between[0])
    if not between or len(people) > 1 and not (apart and len(shares) >= len(people)):
        return False
    share = shares[len(shares) - len(people) :][people.index(candidate)]
    candidate.fields.update(indicator=_PEOPLE_OF[share.indicator], unit="person", inherits=share)
    candidate.tags.insert(0, "indicator.in_people@1")
    return True


def _part_of_day(candidate, word: str, clause: str, decided: list, view: str) -> bool:
    """今日约1.98万人接种，当中接种第一剂的约2600人: of the people or doses of a day, those that are told apart are the
    day's too."""
    daily = [c for c in decided if c.indicator == "daily_vaccinations" and c.unit in (word, "dose")]
    whole = next((c for c in daily if c.unit == word), daily[0] if daily else None)
    if word not in ("person", "dose") or whole is None:
        return False
    between = view[whole.quantity.end : candidate.quantity.start]
    if not WORDS.part_of.search(between) or WORDS.whole.search(between):
        return False
    dose = _told_ordinal(clause) or ("加强针" if WORDS.booster.search(clause.partition("◆")[0]) else "")
    candidate.fields.update(indicator="daily_vaccinations", unit=word)
    candidate.fields.update({"ordinal": dose} if dose else {})
    candidate.tags.insert(0, "indicator.inherited@1")
    return True


def _inherits(candidate, word: str, clause: str, decided: list, view: str) -> bool:
    """其中青秀区23.6万人，西乡塘区近二十万人: a clause with no word of its own for what it counts says of
    another place what the clause before says."""
    own = clause.replace("◆", "")
    word = "dose" if word == "visit" else word
    of_boosters = bool(decided) and decided[-1].indicator == "total_boosters" and WORDS.part_given.match(own)
    if word == "person":
        own = WORDS.share_of_people.sub("", own).replace("选择", "")
        own = WORDS.product.sub("", own)
    refers = bool(
        WORDS.the_same.search(own)
        or WORDS.the_same_all.search(own)
        or WORDS.plain_part.fullmatch(own)
        or of_boosters
    )
    if word not in ("dose", "person", "percent") or not decided or WORDS.own_cue.search(own) and not refers:
        return False
    # 日接种能力从4月份的1.5万剂次，提升到了现在的4.2万剂次
    if decided[-1].indicator == "daily_capacity" and decided[-1].unit == word and WORDS.raised_to.match(own):
        candidate.fields.update(indicator="daily_capacity", unit=word)
        candidate.tags.insert(0, "indicator.inherited@1")
        return True
    kindred = [
        c
        for c in decided
        if c.unit != "percentage_point"
        and not c.tags[0].startswith("indicator.milestone")
        and c.indicator in CARRIED | {"new_vaccinations_period", "supply", "vaccination_sites", "staff"}
    ]
    if not kindred:
        return False
    behind_stop = kindred[-1].sentence != candidate.sentence
    part = behind_stop and _opens_with_part(candidate, view)
    if behind_stop and not part and WORDS.of_group.search(clause):
        return False
    last = next((c for c in reversed(kindred[-4:]) if c.unit == word), kindred[-1])
    if (
        last.indicator == "daily_vaccinations"
        and last.sentence != candidate.sentence
        and WORDS.among_told.search(view, last.sentence.start, last.quantity.start)
    ):
        last = next((c for c in kindred if c.sentence == last.sentence and c.unit == last.unit), last)
    # 日接种量在8万剂次左右，6月3日首次突破10万剂次: no day is very unlike the others
    beyond = (
        last.sentence != candidate.sentence or candidate.quantity.value > _MUCH_MORE * last.quantity.value
    )
    if last.indicator == "daily_vaccinations" and (
        beyond and WORDS.passed.search(clause) or WORDS.until.search(clause)
    ):
        return False
    if last.indicator == "staff" and not own.strip().startswith(("前者", "后者")):
        return False
    kin = {"dose", "person"} if last.indicator in ("total_boosters", "people_vaccinated") else {last.unit}
    if word not in kin or last.indicator == "people_vaccinated" and word == "dose":
        return False
    indicator = last.indicator
    # 首剂93.8%，第二剂将于本月中旬铺开，力争月底前完成95%
    if word == "percent" and last.sentence == candidate.sentence:
        between = view[last.quantity.end : candidate.quantity.start]
        indicator = _dose_between(between) or _nth_of_run(candidate, decided, view) or indicator
    candidate.fields.update(indicator=indicator, unit=word, inherits=last)
    candidate.tags.insert(0, "indicator.inherited@1")
    candidate.whole = last if part else None
    return True


def _nth_of_run(candidate, decided: list, view: str) -> str:
    """第一剂、第二剂、第三剂接种率分别为…，80岁以上分别为81.5%、74.2%、48.9%: the coverage that the number in the
    same position of the list before tells; empty unless the two lists are equally long."""
    runs = [list(run) for _, run in groupby((c for c in decided if c.unit == "percent"), lambda c: c.clause)]
    at = [n for n, run in enumerate(runs) if run[0].clause == candidate.clause]
    before = runs[: at[0]] if at else runs
    position = len(runs[at[0]]) if at else 0
    head = view[candidate.clause.start : candidate.quantity.start]
    if not before or len(before[-1]) < 2 or position >= len(before[-1]) or not SHARED.apart.search(head):
        return ""
    return before[-1][position].indicator


def follow(candidate, last) -> None:
    """Take over what has since been found of the claim whose indicator `candidate` inherited: that it is
    planned, and what its date made of a total (昨天接种3.1万剂；前天2.8万剂)."""
    if last.fields["status"] == "planned":
        candidate.fields["status"] = "planned"
    if any(tag.startswith("indicator.by_") for tag in last.tags[1:2]) and candidate.unit == last.unit:
        candidate.fields["indicator"] = last.indicator
        candidate.tags.insert(1, "indicator.by_kin@1")


def _dose_between(text: str) -> str:
    """The coverage of the dose that `text` names, empty if it names none."""
    found = WORDS.any_dose.search(text)
    return _COVERAGE_NAMED[found.lastgroup] if found else ""


def _word(candidate, candidates: list, decided: list, view: str) -> str:
    """The number's unit as the rules name it: classifiers are told apart by what they count. Empty for a bare
    number that nothing gives a unit."""
    quantity = candidate.quantity
    if quantity.small:
        return "small"
    if quantity.unit == "person" and view[quantity.end - 1] == "份":
        return "person_portion"
    if quantity.unit.startswith("classifier.个") and (
        WORDS.slots.search(view[candidate.clause.start : min(candidate.clause.end, quantity.end + 8)])
        or WORDS.slots_ahead.search(view, candidate.sentence.start, quantity.start)
    ):
        return "dose"
    if quantity.unit == "bare":
        return _bare_unit(candidate, candidates, decided, view)
    if not quantity.unit.startswith("classifier"):
        return quantity.unit
    classifier = quantity.unit.split(".")[1]
    if classifier == "支" and WORDS.team.match(view, quantity.end):
        return "classifier.team"
    if classifier in ("名", "位"):
        return "classifier.person"
    if classifier in ("款", "种", "类"):
        return "classifier.product"
    noun = _noun_unit(quantity.noun)
    if noun and not (noun == "person" and classifier in _OF_PLACES):
        return f"classifier.{noun}"
    if classifier in ("栋", "幢"):
        return "classifier.building"
    if classifier == "份" and WORDS.of_shots.search(view, candidate.clause.start, quantity.end + _TEAM_NEAR):
        return "vial"  # 备了500份吸入式
    if classifier == "支" and (
        quantity.value >= 1000 or not WORDS.teams.search(view[candidate.sentence.start : quantity.end + _TEAM_NEAR])
    ):
        return (
            "dose"
            if WORDS.given.search(view[max(candidate.clause.start, quantity.start - 14) : quantity.start])
            else "vial"
        )
    return "classifier.bare"


def _bare_unit(candidate, candidates: list, decided: list, view: str) -> str:
    """The unit that 3.1万 has in 分别接种3.1万、2.4万剂: that of the next number of its list, the one that
    its clause names, or that of the number before."""
    quantity = candidate.quantity
    if WORDS.step.search(view[max(candidate.sentence.start, quantity.start - 8) : quantity.start]):
        return ""  # 从7亿到8亿用了6天: the steps are told where they are passed
    position = candidates.index(candidate) + 1
    for following in candidates[position : position + _LONGEST_LIST]:
        if not WORDS.list_mark.fullmatch(view, quantity.end, following.quantity.start):
            break
        if following.quantity.unit in ("dose", "person", "visit"):
            return following.quantity.unit
        if following.quantity.unit != "bare":
            break
        quantity = following.quantity
    head = view[candidate.clause.start : candidate.quantity.start]
    named = [(match.end(), unit) for unit, words in _WORDS_OF_UNIT for match in words.finditer(head)]
    if named and "接种率" not in head[-6:]:
        return max(named)[1]
    if WORDS.people_done.search(head) or WORDS.of_these.search(
        view, candidate.sentence.start, candidate.quantity.start
    ):
        return "person"
    told = [c.unit for c in decided if c.unit in ("dose", "person") and c.indicator in CARRIED]
    if told and not WORDS.vaccinated.search(head):
        return told[-1]
    behind = view[candidate.quantity.end : candidate.quantity.end + 24]
    return "dose" if WORDS.of_vaccine.search(head) or WORDS.named_behind.match(behind) else ""


def _noun_unit(noun: str) -> str:
    units = [
        (noun.rfind(word) + len(word), len(word), unit)
        for word, unit in unit_of_noun().items()
        if word in noun
    ]
    return max(units)[2] if units else ""


def _windows(candidate, candidates: list, view: str) -> tuple[list[str], str, str, str]:
    """The readings of the number's clause (several where it tells of several doses at once), its sentence,
    and what stands before and behind it; the number is ◆."""
    quantity, clause, sentence = candidate.quantity, candidate.clause, candidate.sentence
    before, after = view[sentence.start : quantity.start], view[quantity.end : sentence.end]
    # Clauses that are read together are one to the rules.
    opening = _opening(candidate, candidates, view)
    head = re.sub("[，,：:]", " ", view[opening : clause.start])
    own = WORDS.columns.split(view[clause.start : quantity.start])[-1]
    head += lists.without_others(own) if head else own
    tail = WORDS.columns.split(view[quantity.end - 1 : clause.end])[0][1:]
    # The noun inside the quote is part of what the number counts.
    mark = "◆" + _counted(quantity, view)
    readings = [_tidy(text) for text in lists.alone(head + mark + tail, head, candidate, candidates)]
    return readings, _tidy(before + mark + after), _tidy(before), _tidy(after)


def _counted(quantity, view: str) -> str:
    """What a number's quote says that it counts: 5辆移动接种车, 9宗不良事件."""
    if quantity.unit == "case":
        return WORDS.cases.split(view[quantity.start : quantity.end])[-1]
    return quantity.noun if quantity.unit.startswith("classifier") else ""


def _opening(candidate, candidates: list, view: str) -> int:
    """Where the reading of a number begins: its clause, and the one before that names what it counts
    (昨日接种量居前，分别为3.1万、2.8万剂) or frames it in time (周末两天，全市接种…)."""
    start, sentence, end = candidate.clause.start, candidate.sentence, candidate.clause.end
    tail = lists.without_others(view[candidate.quantity.end : end])
    told = candidate.quantity.noun or not WORDS.bare_tail.match(view, candidate.quantity.end, end)
    for _ in range(_REACH):
        earlier = _clause_before(view, sentence.start, start)
        counted = any(
            earlier <= c.quantity.start < start and c.quantity.unit not in _BESIDE and not c.quantity.small
            for c in candidates
        )
        if start == sentence.start or counted or view[start - 1] not in "，,：:":
            return start
        own = "".join((lists.without_others(view[start : candidate.quantity.start]) + tail).split())
        frame = WORDS.frame.fullmatch(view, earlier, start - 1)
        if not frame and (told or WORDS.own_cue.search(own)):
            return start
        start = earlier
        if frame:
            return start
    return start


def _clause_before(view: str, left: int, start: int) -> int:
    """The start of the clause that ends where the one at `start` begins."""
    breaks = [hit.end() for hit in CLAUSE_BREAK.finditer(view, max(left, start - 60), max(start - 1, left))]
    return breaks[-1] if breaks else max(left, start - 60)


def _tidy(text: str) -> str:
    return "".join(text.split()).translate(_QUOTES)


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
        unit, indicator = _subject(candidate, earlier, view)
    if indicator == "by_people":
        indicator = _by_people(
            clause,
            [c for c in earlier if c.indicator in _COVERAGE_OF],
            earlier,
            view[earlier[-1].quantity.end : quantity.start] if earlier else "",
        )
    if indicator == "by_statement":
        indicator = _by_statement(candidate, earlier, view)
    unit = "person" if word in ("person", "classifier.person") else _UNITS.get(unit, unit)
    if unit in _TIMES:
        unit, factor = _TIMES[unit]
        candidate.fields.update(
            value=quantity.value * factor,
            precision=quantity.precision * Decimal(factor),
            value_high=quantity.high * factor if quantity.high else None,
        )
    if indicator == "coverage_unspecified":
        indicator = _dose_told(candidate, clause, earlier, view) or indicator
    if indicator == "coverage_unspecified" and _completes_share(clause, candidate, earlier):
        indicator = "coverage_full"
    if indicator == "coverage_unspecified" and _of_boosters(candidate, earlier):
        indicator = "coverage_booster"
    if indicator == "people_vaccinated" and _completes(clause, quantity, earlier):
        indicator = "people_fully_vaccinated"
    if indicator == "people_vaccinated" and rule["tag"].startswith("indicator.people_sentence"):
        indicator = _of_share(clause, candidate, earlier) or indicator
    first = indicator == "people_vaccinated" and bool(WORDS.first.search(clause))
    candidate.fields.update(
        indicator=indicator, unit=unit, first_dose=first, in_company=rule.get("in_company", False)
    )
    if (
        (unit == "dose" or indicator == "daily_vaccinations")
        and indicator != "total_boosters"
        and (dose := _told_ordinal(clause) or _ordinal_of_list(view, candidate))
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
    of_boosters = goes_on and (last.indicator == "total_boosters" or last.fields.get("population") == "加强针")
    return bool(WORDS.booster.search(head) or WORDS.boosters_behind.match(tail) or of_boosters)


def _of_boosters(candidate, earlier: list) -> bool:
    """加强针448万剂，在18岁以上人群中接种率为58.1%: a share that names no dose, right behind the boosters."""
    last = earlier[-1] if earlier else None
    told = [c.indicator for c in earlier if c.sentence == candidate.sentence]
    return last is not None and last.unit == "dose" and told == ["total_boosters"]


def _completes(clause: str, quantity, earlier: list) -> bool:
    """1.91亿人至少接种一剂，1.64亿人完成接种: beside those with a first dose, those who are done have all."""
    first = [c for c in earlier if c.fields.get("first_dose")]
    first = first or [
        c for c in earlier if c.indicator == "people_vaccinated" and WORDS.of_them.search(clause)
    ]
    return bool(first) and first[-1].quantity.value > quantity.value and bool(WORDS.done.search(clause))


def _completes_share(clause: str, candidate, earlier: list) -> bool:
    """54.6%的人至少打过一剂，39%的人已完成接种: beside the share with a first dose, that of those who are done."""
    last = earlier[-1] if earlier else None
    first = last is not None and last.sentence == candidate.sentence and last.indicator == "coverage_first_dose"
    return first and last.quantity.value > candidate.quantity.value and bool(WORDS.done.search(clause))


def _of_share(clause: str, candidate, earlier: list) -> str:
    """70%的成年人已完成全程接种，共计超过2.56亿人: the people whose share was told right before; empty if none was."""
    last = earlier[-1] if earlier else None
    if last is None or last.sentence != candidate.sentence or not WORDS.same_people.match(clause):
        return ""
    return _PEOPLE_OF.get(last.indicator, "")


def _by_people(clause: str, people: list, earlier: list, between: str) -> str:
    """占总人口的78%: the share of those counted last; of doses it is a share of the total."""
    if WORDS.number_covered.search(clause):
        return "coverage_first_dose"
    if earlier and earlier[-1].unit == "dose" and "人" not in between and not WORDS.of_people.search(clause):
        return "other_vaccination"
    if people and (people[-1].unit == "person" or people[-1].indicator == "total_boosters"):
        return _COVERAGE_OF[people[-1].indicator]
    return "coverage_unspecified" if WORDS.of_doses.search(clause) else "none"


def _dose_told(candidate, clause: str, earlier: list, view: str) -> str:
    """江苏省加强针接种率超过50%，南京市甚至达到八成: a rate that names no dose is of the dose that the rate
    before it in the sentence was of; empty if none was."""
    last = earlier[-1] if earlier else None
    if last is None or last.sentence != candidate.sentence:
        return ""
    if last.indicator == "total_boosters" and WORDS.in_contrast.search(clause):
        return "coverage_booster"  # 朝阳区加强针接种量163万剂，西城区接种率更高
    if last.unit != "percent":
        return ""
    apart = STRONG_BREAK.search(view, last.quantity.end, candidate.quantity.start)
    risen = last.clause == candidate.clause and WORDS.risen.search(
        view, last.quantity.end, candidate.quantity.start
    )
    if risen:
        return last.indicator if last.indicator in _COVERAGE_NAMED.values() else ""
    if apart or not WORDS.in_contrast.search(clause) or WORDS.any_dose_named.search(clause):
        return ""
    return last.indicator if last.indicator in _COVERAGE_NAMED.values() else ""


def _by_statement(candidate, earlier: list, view: str) -> str:
    """首剂接种502.3万人，接种率达94.6%: the count before it in the same statement names the dose, or the clause
    before it does: 6日前完成首剂接种，接种率达95%."""
    head = view[candidate.clause.start : candidate.quantity.start]
    if WORDS.of_all.search(head) or WORDS.of_others.search(head):
        return "coverage_unspecified"
    start = _clause_before(view, candidate.sentence.start, candidate.clause.start)
    if start < candidate.clause.start and not any(start <= c.quantity.start for c in earlier):
        doses = {match.lastgroup for match in WORDS.any_dose.finditer(view, start, candidate.clause.start)}
        if len(doses - {"unspecified"}) == 1:
            return _COVERAGE_NAMED[(doses - {"unspecified"}).pop()]
    counts = [c for c in earlier if c.unit in ("person", "dose") and c.quantity.end <= candidate.clause.start]
    last = counts[-1] if counts else None
    if (
        len(counts) > 1
        and counts[-2] is earlier[-2]
        and len({_coverage_of(c) for c in counts[-2:]} - {""}) > 1
    ):
        return "coverage_unspecified"  # of several counts, none is the one that it names
    if last is None or last.clause.end + 2 < candidate.clause.start:
        return "coverage_unspecified"
    covered = "覆盖" in head or "覆盖" in view[last.clause.start : last.quantity.start]
    if last.indicator == "people_vaccinated" and not last.fields.get("first_dose") and not covered:
        return "coverage_unspecified"
    return _COVERAGE_OF.get(last.indicator) or _COVERAGE_OF_DOSE.get(
        last.fields.get("ordinal"), "coverage_unspecified"
    )


def _listed_like(candidate, earlier: list, view: str) -> tuple[str, str] | None:
    """金水区:共47家, behind 二七区:共32家接种门诊: what the entry before it in a list counts."""
    like = earlier[-1] if earlier else None
    if like is None or like.indicator not in ("vaccination_sites", "stations", "mobile_units"):
        return None
    classifiers = {c.quantity.unit for c in (like, candidate)}
    short = WORDS.entry.fullmatch(
        view, candidate.clause.start, candidate.quantity.start
    ) or WORDS.entry.fullmatch(view, candidate.sentence.start, candidate.quantity.start)
    return (like.unit, like.indicator) if short and len(classifiers) == 1 else None


def _subject(candidate, earlier: list, view: str) -> tuple[str, str]:
    """What a bare classifier counts (流动接种车60余辆, 前者有22个固定接种点，后者有19个): the noun named last
    before it in its sentence that the classifier can count."""
    quantity = candidate.quantity
    classifier = quantity.unit.split(".")[1]
    allowed = _CLASSIFIER_UNITS.get(classifier)
    text = view[max(candidate.sentence.start, quantity.start - 60) : quantity.start].rstrip()
    named = [
        (text.rfind(word) + len(word), len(word), unit, word)
        for word, unit in unit_of_noun().items()
        if word in text and unit != "slot"  # 号 also ends a house's number
    ]
    if WORDS.actor.match(view, quantity.end):
        return "item", "none"
    named_ahead = any(hit.end() == len(text) for hit in WORDS.equipment.finditer(text))
    if named_ahead or WORDS.equipment.match(view, quantity.end):
        return "item", "other_vaccination"
    named = [hit for hit in named if allowed is None and hit[2] != "person" or allowed and hit[2] in allowed]
    if not named and (like := _listed_like(candidate, earlier, view)):
        return like
    if not named:
        provided = WORDS.provided.search(view, candidate.clause.start, quantity.start)
        vehicle = classifier in ("辆", "台次", "车次")
        return "vehicle" if vehicle else "item", "other_vaccination" if vehicle or provided else "none"
    _, _, unit, word = max(named)
    if word == "窗口" and WORDS.desk.search(text[-8:]):
        return "item", "other_vaccination"
    if unit in ("item", "school") and WORDS.takes_part.match(view, quantity.end):
        return unit, "other_vaccination"
    if text.endswith(word) and (
        word in _DESKS or unit == "item" and WORDS.provided.search(text[: -len(word)])
    ):
        return "item", "other_vaccination"  # 设登记台12个
    if unit in ("item", "town", "school"):
        return "site" if unit == "town" else unit, "none"
    own = re.split("[，、；,]", text[: max(named)[0]])[-1][-24:]
    other = unit in ("vehicle", "team") and not WORDS.goes_out.search(own)
    return unit, "other_vaccination" if other or WORDS.serves.search(word) else _SUBJECTS[unit]


def _share_out(decided: list, before: list, view: str) -> None:
    """分别占…的92.1%和89.7%: the n-th share belongs to the n-th count; 这三个数字分别是…: to the n-th share."""
    for unit in ("percent", "person"):
        _share_again([c for c in decided if c.unit == unit], before, view)
    shares = [
        c
        for c in decided
        if c.unit == "percent"
        and c.tags[0].split("@")[0]
        in ("indicator.coverage_of_people", "indicator.coverage_plain", "indicator.coverage_after_count")
    ]
    for start in {c.clause.start for c in shares}:
        together = [c for c in shares if c.clause.start == start]
        counts = [
            c for c in [*before, *decided] if c.quantity.end <= together[0].quantity.start and _coverage_of(c)
        ]
        chosen = counts[-len(together) :]
        if len(together) < 2 or len(chosen) < len(together):
            continue
        if (
            SHARED.apart.search(view, min(start, chosen[-1].quantity.end), together[-1].quantity.start)
            and len({_coverage_of(c) for c in chosen}) > 1
        ):
            for share, count in zip(together, chosen, strict=True):
                share.fields["indicator"] = _coverage_of(count)


def _share_again(shares: list, before: list, view: str) -> None:
    """80岁以上这三个数字分别是76.6%、65.8%和40%: each is of the dose that its like in the list before was of. `shares` are
    those of one unit."""
    for start in {c.clause.start for c in shares if c.tags[0] == "indicator.inherited@1"}:
        together = [c for c in shares if c.clause.start == start]
        if not WORDS.the_same_all.search(view, start, together[0].quantity.start):
            continue
        told = [c for c in [*before, *shares] if c.unit == together[0].unit and c.quantity.end <= start]
        for share, like in zip(together, told[-len(together) :], strict=False):
            share.fields["indicator"] = like.indicator


def _coverage_of(count) -> str:
    if count.unit == "dose":
        return _COVERAGE_OF_DOSE.get(count.fields.get("ordinal"), "")
    return _COVERAGE_OF.get(count.indicator, "") if count.unit == "person" else ""


def ordinal(view: str, candidate) -> str:
    """第一剂, 第二剂 or 第三剂: which dose a share of doses is about."""
    quantity = candidate.quantity
    text = view[max(candidate.clause.start, quantity.start - 24) : quantity.start]
    found = WORDS.ordinal.findall(text) or WORDS.ordinal.findall(view[quantity.end : quantity.end + 8])
    head, apart, told = text.rpartition("分别")
    if apart and len(run := WORDS.ordinal.findall(head)) > 1:  # 第一剂和第二剂分别占72%和28%
        found = run[len(SHARED.between.findall(told)) :][:1] or run
    return _ordinal_label("".join(found[-1])) if found else ""


def _ordinal_of_list(view: str, candidate) -> str:
    """第一剂和第二剂分别是165.1万剂次、120.2万剂次: the dose of a list that tells them in turn."""
    head = view[candidate.clause.start : candidate.quantity.start]
    doses, apart, _ = head.partition("分别")
    return ordinal(view, candidate) if apart and len(WORDS.ordinal.findall(doses)) > 1 else ""


def _told_ordinal(clause: str) -> str:
    """The dose that a clause names for its number: 其中第一剂◆, ◆打第一针."""
    if told := WORDS.told_ordinal.search(clause.partition("◆")[0]):
        return _ordinal_label(told[1] or told[2])
    behind = WORDS.ordinal_behind.match(clause[clause.find("◆") :])
    return _ordinal_label(behind[1]) if behind else ""


def _ordinal_label(word: str) -> str:
    if word == "加强":
        return "加强针"
    return f"第{ {'1': '一', '2': '二', '3': '三', '首': '一'}.get(word, word) }剂".replace(" ", "")
