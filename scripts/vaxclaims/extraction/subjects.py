"""What a bare classifier counts, by the nouns before it."""

import re

from vaxclaims.extraction import rules
from vaxclaims.extraction.numbers import unit_of_noun

WORDS = rules.wordings("indicators")
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
_ASKED = 60  # in characters, how far before an answer its question may begin
# Tables at a site where nobody is vaccinated.
_DESKS = ("登记台", "预检台", "咨询台")


def subject(candidate, earlier: list, view: str) -> tuple[str, str]:
    """What a bare classifier counts (流动接种车60余辆, 前者有22个固定接种点，后者有19个): the noun named last
    before it in its sentence that the classifier can count."""
    quantity = candidate.quantity
    classifier = quantity.unit.split(".")[1]
    allowed = _CLASSIFIER_UNITS.get(classifier)
    text = view[max(candidate.sentence.start, quantity.start - 60) : quantity.start].rstrip()
    text = WORDS.aside.sub("", text)
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
    if not named and WORDS.asked_for_sites.search(view, max(candidate.sentence.start - _ASKED, 0), quantity.start):
        return "site", "vaccination_sites"
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
