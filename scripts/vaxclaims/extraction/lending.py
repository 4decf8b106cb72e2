"""Dates lent by other lines: to a heading by the same figures told below it, to a correction by the figure that
it corrects, to the title of another article by the line under it."""

import re
from decimal import Decimal

from vaxclaims.extraction import rules
from vaxclaims.extraction.candidates import ARTICLE, CARRIED, OF_PAGE, Candidate
from vaxclaims.reading.dating import LAST_YEAR

WORDS = rules.wordings("lending")
AS_OF = rules.wordings("as_of")
_LENT = "date.lent@1"
# What has come about by a day, and was not given on it.
_STOCKS = CARRIED - {"daily_vaccinations"}
# How many figures below a heading may tell its date.
_LOOKED_AT = 80
_FLOWS = {"total_vaccinations", "new_vaccinations_period", "daily_vaccinations"}
_LONGEST_HEADING = 40
# How far a headline may round: 超9万剂 for 9.27万剂次.
_ROUNDED = Decimal("0.1")
# 马鞍山：…接种率达76.5%⏎江淮晨报⏎2022-05-12 17:20:11
_CARD = re.compile(
    r"(?:\s*\n[^\n。\d][^\n。]{0,59}){0,2}\s*\n\s*(?P<day>20\d\d-\d\d-\d\d)(?:\s+\d\d:\d\d(?::\d\d)?)?(?:\s+\S{1,12})?\s*(?=\n|$)"
)
# 九江市累计接种新冠疫苗96万剂（05-10）
_STAMPED = re.compile(r"[^\n\d(（]{0,12}[(（](\d{1,2})-(\d{1,2})[)）]")
# 又只用5天 05-28, 一天接种1.1万剂 5月30日
_ENDS_IN_DAY = re.compile(r"[^\n。]{0,40}[\s(（](\d{1,2})(?:-|月)(\d{1,2})日?[)）]?[ \t]*(?=\n|$)")
# · 08-20 四川累计接种超1.1亿剂次
_LED_BY_DAY = re.compile(r"[\s·•●◆▪\-*]*[\[【(]?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d-])")


def lend_dates(found: list[Candidate], view: str) -> list[Candidate]:
    """`found`, in reading order, with the dates that other lines of `view` give. A heading that prints a number told
    below is about the same people too."""
    for index, candidate in enumerate(found):
        lendable = candidate.fields.pop("lendable", False)
        titled = candidate.zone in ("headline", "lead") or _is_heading(candidate, view)
        below = found[index + 1 : index + 1 + _LOOKED_AT]
        twin = next((other for other in below if _repeats(other, candidate)), None) if titled else None
        if twin := twin or _told_before(candidate, found[max(index - _LOOKED_AT, 0) : index]):
            _borrow(candidate, twin)
            continue
        sentence = candidate.sentence
        apart = WORDS.backdrop.match(view, *sentence) or WORDS.also_told.match(view, *sentence)
        if not lendable or candidate.fields["status"] == "denied" or apart:
            continue
        day = _day_above(candidate, found[max(index - _LOOKED_AT, 0) : index], view)
        lender = next((other for other in below if _lends(other, candidate, view, day)), None)
        if lender:
            _take_date(candidate, lender)
            candidate.fields["as_of_start"] = ""
    _date_corrections(found, view)
    _date_cards(found, view)
    return found


def _told_before(candidate: Candidate, above: list[Candidate]) -> Candidate | None:
    """截至3月27日，全国接种超过1亿剂次。“目前全国已超过1亿剂次。”: the same figure, which the text before it dates."""
    fields = candidate.fields
    if candidate.indicator not in CARRIED or fields["as_of_basis"] not in OF_PAGE or fields["status"] != "stated":
        return None
    same = ("indicator", "unit", "places", "population", "status")
    return next(
        (
            other
            for other in reversed(above)
            if other.zone in ARTICLE
            and other.fields["as_of_basis"] not in OF_PAGE
            and all(other.fields[key] == fields[key] for key in same)
            and (other.quantity.value, other.quantity.high)
            == (candidate.quantity.value, candidate.quantity.high)
        ),
        None,
    )


def _date_corrections(found: list[Candidate], view: str) -> None:
    """“累计63.7万剂次”有误，应为“36.7万剂次”: both are of the day that the right figure is told for elsewhere."""
    for candidate in found:
        if (
            candidate.zone not in ARTICLE
            or candidate.context
            or not WORDS.corrects.search(view, *candidate.sentence)
        ):
            continue
        if WORDS.dated.search(view, *candidate.sentence):
            continue
        corrected = [c for c in found if c.sentence == candidate.sentence and c.unit == candidate.unit]
        told = next((t for c in corrected for t in found if _is_told_elsewhere(t, c)), None)
        for other in corrected if told else ():
            _take_date(other, told)


def _is_told_elsewhere(other: Candidate, candidate: Candidate) -> bool:
    one, two = other.quantity, candidate.quantity
    same = (one.value, one.high, other.unit) == (two.value, two.high, candidate.unit)
    return same and other.sentence != candidate.sentence and other.fields["as_of_basis"] not in OF_PAGE


def _date_cards(found: list[Candidate], view: str) -> None:
    """In a list of other articles a line that is a date is of the title above it, and gives its date the year unless
    it was posted after the drive."""
    for candidate in found:
        told = candidate.fields["as_of"]
        if candidate.zone != "related" or told and not told.startswith("X"):
            continue
        stamps = (_STAMPED, candidate.quantity.end), (_LED_BY_DAY, candidate.sentence.start), (_ENDS_IN_DAY, candidate.quantity.end)
        if stamp := next(filter(None, (pattern.match(view, at) for pattern, at in stamps)), None):
            candidate.fields.update(as_of=f"XXXX-{int(stamp[1]):02}-{int(stamp[2]):02}", as_of_precision="day")
        card = _CARD.match(view, candidate.sentence.end)
        if card and int(card["day"][:4]) <= LAST_YEAR:
            day = card["day"]
            year = int(day[:4]) - (told[4:] > day[4:])
            candidate.fields.update(as_of=f"{year}{told[4:]}" if told else day, as_of_basis="explicit")
            candidate.fields.update({} if told else {"as_of_precision": "day"})
            candidate.tags[-1] = "date.card@1"


def _take_date(candidate: Candidate, told: Candidate) -> None:
    basis = "unresolved" if told.fields["as_of"].startswith("X") else "carried"
    candidate.fields.update(
        {key: told.fields.get(key, "") for key in ("as_of", "as_of_start", "as_of_precision")}, as_of_basis=basis
    )
    candidate.tags[-1] = _LENT


def _is_heading(candidate: Candidate, view: str) -> bool:
    """Whether a claim stands in a short line of the article without a full stop."""
    start, end = candidate.sentence
    if candidate.zone != "body" or candidate.context or end - start > _LONGEST_HEADING:
        return False
    alone = view[:start].rstrip(" ").endswith("\n") and view[end : end + 40].lstrip(" ")[:1] in ("\n", "")
    return alone and not re.search("[。！？；]", view[start:end])


def _repeats(other: Candidate, candidate: Candidate) -> bool:
    return (
        candidate.unit == other.unit
        and (candidate.indicator == other.indicator or {candidate.indicator, other.indicator} <= _FLOWS)
        and other.line > candidate.line
        and _same_amount(candidate, other)
        and other.fields["as_of_basis"] not in ("published", "event_year")
    )


def _same_amount(heading: Candidate, other: Candidate) -> bool:
    """Whether a heading's number is the other or rounds it."""
    one, two = heading.quantity, other.quantity
    if (one.value, one.high) == (two.value, two.high):
        return True
    if one.high is not None or two.high is not None or not two.value:
        return False
    over, share = heading.fields["comparator"], (two.value - one.value) / two.value
    if over in (">", ">="):
        return 0 <= share <= _ROUNDED
    if over == "=":
        return one.precision > two.precision and abs(two.value - one.value) < one.precision
    return over in ("<~", "~") and abs(share) <= _ROUNDED


def _is_near(candidate: Candidate, other: Candidate) -> bool:
    one, two = candidate.quantity, other.quantity
    around = candidate.fields["comparator"] in ("~", "<~")  # 约600万人: 596.69万人
    return (around or one.value <= two.value) and abs(two.value - one.value) <= two.value * _ROUNDED


def _borrow(candidate: Candidate, twin: Candidate) -> None:
    fields, told = candidate.fields, twin.fields
    if (
        candidate.indicator == "total_vaccinations" != twin.indicator
    ):  # 3天打了61万剂: the text tells the days
        fields["indicator"] = twin.indicator
        candidate.tags.insert(1, "indicator.lent@1")
    same_start = fields.get("as_of_start") and fields["as_of_start"] == told.get("as_of_start")
    if fields["as_of_basis"] in OF_PAGE or same_start:
        _take_date(candidate, twin)  # 7月以来日均超10万剂 ends with the day of the text's figures
    if not fields["population"] and told["population"]:
        fields.update(population=told["population"], populations=told["populations"])
        candidate.tags.append("population.lent@1")


def _day_above(candidate: Candidate, above: list[Candidate], view: str) -> str:
    """The day that the text up to a claim has told last for the claims `above` it, unless the claim is told of now."""
    if candidate.context or AS_OF.now.search(view, candidate.clause.start, candidate.quantity.start):
        return ""
    return next((c.fields["as_of"] for c in reversed(above) if c.zone in ARTICLE and _is_dated(c)), "")


def _is_dated(candidate: Candidate) -> bool:
    """Whether the text up to a claim gives its date."""
    fields = candidate.fields
    told = bool(fields["as_of"]) and fields["as_of_basis"] not in OF_PAGE and candidate.tags[-1] != _LENT
    return told and fields["status"] == "stated"


def _lends(other: Candidate, candidate: Candidate, view: str, day: str) -> bool:
    """Whether `other` dates a candidate; `day` is the day that has been told last before it."""
    told, fields = other.fields, candidate.fields
    titled = candidate.zone in ("headline", "lead")
    # 3000万剂次！…截至14日，累计接种3012.5万剂次: a paragraph may open with what it goes on to date.
    same = (
        candidate.line == other.line and candidate.indicator == other.indicator and _is_near(candidate, other)
    )
    # What a paragraph tells of others, or of a day, is not what the next one dates.
    between = bool(day) and day == told["as_of"]  # told of one day on both sides
    stock = candidate.indicator in _STOCKS or between and "unvaccinated" in candidate.tags[0]
    alike = (told["population"] == fields["population"] or between) and stock
    if not titled and not same and not alike:
        return False
    near = same or candidate.line < other.line <= candidate.line + (12 if titled else 6 if between else 2)
    if told["as_of_precision"] == "month" and not titled and not same:
        return False
    dated = told["as_of"] and told["as_of_basis"] not in ("published", "event_year") and told["status"] == "stated"
    return (
        near
        and dated
        and not WORDS.was.search(view[max(other.quantity.start - 14, 0) : other.quantity.start])
        and told["places"] == fields["places"]
        and (told["indicator"], candidate.indicator) != ("daily_vaccinations", "total_vaccinations")
        and (told["indicator"] in CARRIED or told["unit"] == fields["unit"] == "percent")
    )
