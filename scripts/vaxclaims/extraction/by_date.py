"""What a date says of its number: whether it was given on that day or in that stretch, or reached by then."""

from vaxclaims.extraction import rules
from vaxclaims.extraction.candidates import ARTICLE, Candidate
from vaxclaims.extraction.date_types import Date

WORDS = rules.wordings("as_of")
DATES = rules.wordings("dates")
# In characters, what may stand between a stretch of days and the clause that it dates.
_NEXT_CLAUSE = 4
_STEP = 16  # as far as 从1000万剂次到 reaches
_PEOPLE = frozenset(
    "people_vaccinated people_partly_vaccinated people_fully_vaccinated total_boosters".split()
)


def counts_stretch(candidate: Candidate, view: str, date_: Date) -> bool:
    """Whether a number was given in a stretch of days, not reached by its end."""
    indicator = candidate.indicator
    if indicator in ("daily_vaccinations", "total_vaccinations"):
        return True
    if candidate.unit == "person" and indicator in _PEOPLE:
        if date_.kind not in ("range", "week", "lastn", "holiday") or date_.until:
            return False
        # 本月安排外展队上门，全院120名院友中有74人打了针: the stretch is another clause's
        apart = len(view[date_.end : candidate.clause.start].strip()) > _NEXT_CLAUSE
        if apart and date_.kind == "week" and view[date_.start] in "本这":
            return False
        ahead = view[min(candidate.clause.start, date_.end) : candidate.quantity.start]
        return not WORDS.total_of_people.search(ahead)
    return indicator == "total_boosters"


def counts_from(candidate: Candidate, view: str, date_: Date) -> bool:
    """三月份以来累计接种0.83万剂: a start told in the number's own clause is where its count begins, and so is one told
    of an effort that the number ends: 6月以来，全区累计上门3900多户，接种5120剂次."""
    doses = candidate.indicator in ("total_vaccinations", "total_boosters") and candidate.unit == "dose"
    if not doses or date_.kind != "since":
        return False
    return date_.start >= candidate.clause.start or bool(
        WORDS.effort.search(view, date_.end, candidate.clause.start) or DATES.opened_there.match(view, date_.end)
    )


def tell_by_date(candidate: Candidate, view: str, chosen: Date) -> None:
    """接种…剂 with a stretch of days is what was given in it; with a plain day and no word of a total, what
    was given on it."""
    fields, quantity = candidate.fields, candidate.quantity
    doses = fields["indicator"] in ("total_vaccinations", "total_boosters") and candidate.unit == "dose"
    people = fields["indicator"] in _PEOPLE and candidate.unit == "person"
    one_day = chosen.kind == "day" and chosen.precision == "day" and not chosen.until and not chosen.reported
    days = WORDS.days.search(view[candidate.clause.start : quantity.start])
    # 昨日新增接种: no period
    part = candidate.tags[0] == "indicator.inherited@1"  # 两天合计才打2.4万人次，AZ为1240人次
    if fields["indicator"] == "new_vaccinations_period" and one_day and not (days or part or chosen.deadline):
        fields["indicator"] = "daily_vaccinations"
        candidate.tags.insert(1, "indicator.by_day@1")
        return
    if chosen.until or not doses and not people:
        return
    if doses and WORDS.in_step.search(view, max(quantity.start - _STEP, 0), quantity.start):
        return  # 6月4日突破1000万剂次；从1000万剂次到1500万剂次…: no doses of that day
    if chosen.kind == "day" and WORDS.clock.match(view, chosen.start, chosen.end + 6):
        return  # 6月7日12:00，全省共打5678.05万剂次: a count as it stood then
    if people:
        if chosen.period and not chosen.reported and counts_stretch(candidate, view, chosen):
            fields["indicator"] = "new_vaccinations_period"
            candidate.tags.insert(1, "indicator.by_period@1")
        elif _is_of_day(candidate, view, chosen, one_day):
            fields["indicator"] = "daily_vaccinations"
            candidate.tags.insert(1, "indicator.by_day@1")
        return
    boosters = fields["indicator"] == "total_boosters"
    if boosters and chosen.period and WORDS.started.search(view, candidate.sentence.start, chosen.start):
        return  # 加强针10月9日启动，5天来共接种4.62万剂: all there are
    total = WORDS.total_of_month if chosen.kind == "month" else WORDS.total
    done = None if chosen.deadline else WORDS.done_then.match(view, chosen.end)
    head = view[max(candidate.clause.start, done.end() if done else 0) : quantity.start]
    reached = total.search(head) or total.search(view[done.end() if done else chosen.end : quantity.start])
    reached = reached or WORDS.up_to.search(view[candidate.sentence.start : chosen.start])
    today = chosen.basis == "relative" and chosen.kind == "day" and WORDS.so_far_today.search(head)
    # 3月1日至29日累计接种: counted in these days, unless the drive began with them
    within = chosen.kind == "range" and not WORDS.started.search(view, chosen.start, quantity.start)
    if reached and not (today or within or counts_from(candidate, view, chosen)):
        return
    stretch = chosen.kind in ("range", "week", "lastn", "holiday", "since") or WORDS.new.search(head)
    given = chosen.basis == "relative" and WORDS.given.search(head)
    passed = fields["comparator"] in (">", "<~") and not quantity.inner and not given
    if WORDS.passed.search(head) if stretch else passed:
        return
    if chosen.kind == "range" and passed and not WORDS.injected.search(view, chosen.end, quantity.start):
        return  # 从4月21日到5月7日超过3亿剂次
    stated = fields["status"] == "stated"
    if chosen.kind == "month" and chosen.precision == "month" and not chosen.deadline and stated:
        fields["indicator"], tag = "new_vaccinations_period", "indicator.by_month@1"
    elif chosen.period:
        fields["indicator"], tag = "new_vaccinations_period", "indicator.by_period@1"
    elif chosen.kind == "year" and WORDS.whole_year.match(view, chosen.start):
        fields["indicator"], tag = "new_vaccinations_period", "indicator.by_period@1"
    elif chosen.kind != "year" and chosen.precision == "day" and stated and not chosen.reported and WORDS.injected.search(view[chosen.end : quantity.end + 6]):
        fields["indicator"], tag = "daily_vaccinations", "indicator.by_day@1"
    else:
        return
    if boosters:
        fields["vaccine"] = fields.get("vaccine") or "加强针"  # the doses of the day that were boosters
    candidate.tags.insert(1, tag)


def _is_of_day(candidate: Candidate, view: str, chosen: Date, one_day: bool) -> bool:
    """昨天，仅一幢楼就有612名白领打上疫苗: whether people with a day and no word of a total were vaccinated on it."""
    stated = candidate.fields["status"] == "stated" and candidate.zone in ARTICLE
    if not one_day or not stated or candidate.indicator != "people_vaccinated":
        return False
    done = None if chosen.deadline else WORDS.done_then.match(view, chosen.end)
    told = view[done.end() if done else chosen.end : candidate.clause.end]
    return not WORDS.reached_by.search(told) and not WORDS.up_to.search(
        view[candidate.sentence.start : chosen.start]
    )


def set_date(candidate: Candidate, view: str, date_: Date, basis: str) -> None:
    """Fill the date's fields; what counts no stretch has no first day."""
    first, indicator = date_.first, candidate.indicator
    average = indicator == "daily_vaccinations" and WORDS.average.search(
        view, candidate.clause.start, candidate.quantity.start
    )
    if (
        date_.kind == "month"
        and date_.precision == "month"
        and (average or indicator == "new_vaccinations_period")
    ):
        first = date_.value[:8] + "01"
    if (
        indicator not in ("new_vaccinations_period", "daily_vaccinations")
        or basis == "carried"
        and not average
    ):
        first = ""
    if not date_.known and basis == "carried":
        basis = "unresolved"
    candidate.fields.update(
        as_of=date_.value, as_of_start=first, as_of_precision=date_.precision, as_of_basis=basis
    )
    candidate.tags.append(f"date.{date_.kind}@1" if basis != "carried" else "date.carried@1")
