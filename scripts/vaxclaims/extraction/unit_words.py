"""The unit of a number as the rules name it: by its classifier, the noun that it counts, or the numbers beside
it."""

from vaxclaims.extraction import rules
from vaxclaims.extraction.candidates import CARRIED
from vaxclaims.extraction.numbers import unit_of_noun

WORDS = rules.wordings("indicators")
# What counts places and not the people in them: 两家医院医护人员.
_OF_PLACES = frozenset("家所间处座栋幢")
_LONGEST_LIST = 12
# How far behind a number the word may stand that makes it one of teams.
_TEAM_NEAR = 14
_WORDS_OF_UNIT = (
    ("person", WORDS.of_unit_person),
    ("dose", WORDS.of_unit_dose),
)


def rule_word(candidate, candidates: list, decided: list, view: str) -> str:
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
    if classifier == "支" and (WORDS.team.match(view, quantity.end) or WORDS.team_ahead.search(view, max(quantity.start - 8, 0), quantity.start)):
        return "classifier.team"
    if classifier in ("名", "位"):
        return "classifier.person"
    if classifier in ("款", "种", "类"):
        return "classifier.product"
    noun = _noun_unit(quantity.noun)
    if noun == "person" and classifier == "队":
        return "small"  # 综采二队职工
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
    stepped = WORDS.step.search(view[max(candidate.sentence.start, quantity.start - 8) : quantity.start])
    if stepped and not WORDS.grows.match(view, quantity.end):
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
    if WORDS.left_out.match(view, candidate.quantity.end) or WORDS.people_behind.match(view, candidate.quantity.end):
        return "person"
    head = view[candidate.clause.start : candidate.quantity.start]
    if WORDS.day_passes.search(head) and decided and decided[-1].indicator == "total_vaccinations":
        return decided[-1].unit  # 接种突破千万剂次。从去年12月启动重点人群接种到今年5月13日破500万
    if WORDS.those_who.search(head):
        return "person"  # 至少接种一剂者1610万, 已接种第一剂疫苗的市民有621万
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
    if _is_passed(candidate, view):  # 5月20日破100万，…，6月6日突破400万剂次
        later = [c for c in candidates[position:] if c.quantity.unit in ("dose", "person") and _is_passed(c, view)]
        if later:
            return later[0].quantity.unit
    behind = view[candidate.quantity.end : candidate.quantity.end + 24]
    return "dose" if WORDS.of_vaccine.search(head) or WORDS.named_behind.match(behind) else ""


def _is_passed(candidate, view: str) -> bool:
    """Whether a number is told as a threshold that was passed."""
    return bool(WORDS.passes.search(view, candidate.clause.start, candidate.quantity.start))


def _noun_unit(noun: str) -> str:
    units = [
        (noun.rfind(word) + len(word), len(word), unit)
        for word, unit in unit_of_noun().items()
        if word in noun
    ]
    return max(units)[2] if units else ""
