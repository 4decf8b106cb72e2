"""As of which day a number is true, and what its date says of its indicator and status."""

import re

from vaxclaims import gazetteer
from vaxclaims.extraction.candidates import ARTICLE, CARRIED, Candidate
from vaxclaims.extraction.dates import Date, Page
from vaxclaims.gazetteer import NATION, WORLD

# How many figures below a heading may tell its date.
_LOOKED_AT = 80
_REPORTING = re.compile(
    r"^[^，。；]{0,6}(?:通报|公布|介绍|披露|说|表示|更正|发布|获悉|讯|电|消息|报道|召开|举行|了解|称|宣布|提示|刊发|指出|透露|统计|数据)"
)
_TOTAL = re.compile(r"累计|总|共有|已达|已经|达到|已接种|接种量(?!为)|完成")
_TOTAL_OF_MONTH = re.compile(r"累计|总|共有|已达|已经|达到|已接种|突破")
# 截至昨晚(10月31日)8时: a bound that is told twice.
_UP_TO = re.compile(r"截[至止][^，。；]{0,8}$")
# 昨日…打了逾60剂: what was given, where 接种量突破 is what it has come to.
_GIVEN = re.compile("(?:接种|打)了[超逾近约]$")
# Behind a deadline: what is so already, and what something is raised from (从8万剂提高到10万剂).
_DONE = re.compile("已|目前|现有|现已|当前|眼下|截至|[从由](?:目前|现在|原来)?的?约?$")
_RAISED = re.compile("(?:提高|提升|增加?|扩大?|扩展|升|达|提)[到至]")
_AVERAGE = re.compile(r"日均|平均|均每|天均")
_NOW = re.compile(r"目前|眼下|当前|现在|现阶段|如今")


class Dating:
    """The dates that a page's figures have been told for so far, in reading order."""

    def __init__(self, published: str):
        self.published = published  # the day of publication as metadata have it, whatever year is told of
        self.until: Date | None = None  # the last date that figures were told for
        self.where = ""  # the country that they were told of
        self.previous: Date | None = None  # the last date of any kind
        self.reported: Date | None = None  # the day of the report that this paragraph tells of
        self.thresholds: list[Date] = []

    def forget(self) -> None:
        """Nothing told so far dates what follows."""
        self.until = self.previous = None

    def note_report(self, view: str, dates: list[Date]) -> None:
        """世卫组织21日表示: what the paragraph goes on to tell without a date was true then."""
        for told in dates:
            if (
                told.kind == "day"
                and told.basis == "explicit"
                and not told.until
                and _REPORTING.match(view[told.end : told.end + 16])
            ):
                self.reported = told

    def date(self, candidate: Candidate, view: str, dates: list[Date], page: Page) -> None:
        """Set as_of and its kin: the date of the number's own sentence, else the one carried, else that of
        the page."""
        fields, indicator = candidate.fields, candidate.indicator
        planned = fields["status"] == "planned"
        chosen, now = _own_date(candidate, view, dates, page, planned)
        if indicator == "milestone_interval" or (
            indicator == "new_vaccinations_period" and "milestone" in candidate.tags[0]
        ):
            self._interval(candidate, view, chosen)
        elif chosen and not now:
            _by_date(candidate, view, chosen)
            _set(candidate, view, chosen, chosen.basis)
            told_until = (
                candidate.indicator == "new_vaccinations_period" and chosen.kind == "range" and not self.until
            )
            if (candidate.indicator in CARRIED or told_until) and not planned and not chosen.deadline:
                self._note(candidate, view, chosen)
        else:
            self._undated(candidate, view, chosen if now else None, page, planned, now)

    def _note(self, candidate: Candidate, view: str, chosen: Date) -> None:
        reported = _REPORTING.match(view[chosen.end : chosen.end + 16])
        newer = not self.until or chosen.value > self.until.value
        if chosen.until or (newer and not (reported and self.until)):
            self.until, self.where = chosen, _country(candidate)
        if candidate.fields["comparator"] == ">" and candidate.indicator == "total_vaccinations":
            self.thresholds.append(chosen)

    def _undated(
        self, candidate: Candidate, view: str, reported: Date | None, page: Page, planned: bool, now: bool
    ) -> None:
        fields = candidate.fields
        carries = _carries(candidate)
        elsewhere = self.where != _country(candidate) and WORLD not in (self.where, _country(candidate))
        if (
            carries
            and not planned
            and self.until
            and candidate.zone != "comment"
            and not elsewhere
            and not (now and candidate.indicator == "daily_vaccinations")
        ):
            _set(candidate, view, self.until, "carried")
            return
        reported = reported or self.reported
        if carries and not planned and reported and candidate.zone in ARTICLE:
            _set(candidate, view, reported, "carried")
            return
        if page.published and candidate.zone != "related":
            fields.update(as_of=page.published, as_of_precision="day", as_of_basis="published")
        elif page.year and candidate.zone == "comment" and self.published:
            fields.update(as_of=self.published, as_of_precision="day", as_of_basis="published")
        elif page.year:
            fields.update(as_of=f"{page.year}-12-31", as_of_precision="year", as_of_basis="event_year")
        else:
            fields.update(as_of="", as_of_precision="none", as_of_basis="unresolved")
        fields["lendable"] = carries and not planned and candidate.zone != "comment"
        candidate.tags.append(f"date.{fields['as_of_basis']}@1")

    def _interval(self, candidate: Candidate, view: str, chosen: Date | None) -> None:
        """Days from one threshold to the next: the two latest dates of thresholds."""
        known = list(dict.fromkeys(d.value for d in self.thresholds))
        last = chosen.value if chosen else self.until.value if self.until else ""
        quantity = candidate.quantity
        then = view[quantity.end : quantity.end + 2].startswith(("后", "就", "便"))
        since = re.search("此后|之后|随后", view[candidate.sentence.start : quantity.start])
        if chosen and (then or since) and self.until and self.until.value > chosen.value:
            first, last = chosen.value, self.until.value
        else:
            earlier = [value for value in known if value < last]
            first = earlier[-1] if earlier else ""
        candidate.fields.update(
            as_of=last,
            as_of_start=first,
            as_of_precision="day" if last else "none",
            as_of_basis=(chosen.basis if chosen else "carried") if last else "unresolved",
        )
        candidate.tags.append("date.interval@1")


def _carries(candidate: Candidate) -> bool:
    """Whether a number is one of the figures that a passage's date is told for."""
    told = candidate.indicator in CARRIED or "percent" in candidate.unit
    return (
        told
        and not re.search("efficacy|threshold_of_rule", candidate.tags[0])
        or "unvaccinated" in candidate.tags[0]
    )


def _country(candidate: Candidate) -> str:
    """The country of a candidate's place, the nation for its provinces."""
    top = candidate.fields["places"][0].partition("/")[0]
    place = gazetteer.by_path().get(top)
    return NATION if place and place.level in ("province", "nation") else top


def _own_date(
    candidate: Candidate, view: str, dates: list[Date], page: Page, planned: bool
) -> tuple[Date | None, bool]:
    """The date of the number's own sentence: the nearest before it, with what 截至 opens going before the day
    of a report. The second value is true for a report's day behind which the text says 目前."""
    quantity, indicator = candidate.quantity, candidate.indicator
    flow = (
        indicator == "new_vaccinations_period"
        or indicator == "total_vaccinations"
        and not _TOTAL.search(view, candidate.clause.start, quantity.start)
    )
    usable = [d for d in dates if d.kind not in ("dateline", "launch") and (d.kind != "since" or flow)]
    if not planned and page.published:
        usable = [
            d
            for d in usable
            if d.value <= page.published
            or d.value.startswith("X")
            or d.precision != "day"
            or d.until
            or d.kind == "month"
        ]
    before = [d for d in usable if d.end <= quantity.start]
    after = [d for d in usable if d.start >= quantity.end]
    before = [d for d in before if not d.bound or not re.search(r"[\d%成]", view[d.end : quantity.start])]
    if planned:
        target = [d for d in before if d.deadline] or [
            d for d in before if not d.until or view[d.start] == "到"
        ]
        return (target[-1] if target else None), False
    before = [d for d in before if not d.deadline or d.start >= candidate.clause.start]
    if "threshold_of_rule" in candidate.tags[0]:
        return None, False
    if before and indicator in CARRIED:
        nearest = before[-1]
        if _NOW.search(view, nearest.end, quantity.start):
            reported = nearest.kind == "day" and _REPORTING.match(view[nearest.end : nearest.end + 16])
            return (nearest if reported and not nearest.until else None), True
        if not nearest.until and _REPORTING.match(view[nearest.end : nearest.end + 16]):
            later, earlier = [d for d in after if d.until], [d for d in before if d.until]
            if later or earlier:
                return (later[0] if later else earlier[-1]), False
        if nearest.period and indicator not in ("daily_vaccinations", "total_vaccinations"):
            plain = [d for d in before if not d.period]
            return (plain[-1] if plain else None), False
        return nearest, False
    if before and indicator == "daily_capacity" and before[-1].basis == "relative" and not before[-1].until:
        return (before[-1] if before[-1].end > candidate.clause.start else None), False
    if before:
        return before[-1], False
    own = [d for d in after if d.until and indicator in CARRIED] or [
        d for d in after if candidate.zone == "related"
    ]
    return (own[0] if own else None), False


def _by_date(candidate: Candidate, view: str, chosen: Date) -> None:
    """接种…剂 with a stretch of days is what was given in it; with a plain day and no word of a total, what
    was given on it."""
    fields, quantity = candidate.fields, candidate.quantity
    if (
        fields["indicator"] not in ("total_vaccinations", "total_boosters")
        or chosen.until
        or candidate.unit != "dose"
    ):
        return
    boosters = fields["indicator"] == "total_boosters"
    total = _TOTAL_OF_MONTH if chosen.kind == "month" else _TOTAL
    if (
        total.search(view[candidate.clause.start : quantity.start])
        or total.search(view[chosen.end : quantity.start])
        or _UP_TO.search(view[candidate.sentence.start : chosen.start])
        or fields["comparator"] in (">", "<~")
        and not (chosen.basis == "relative" and _GIVEN.search(view[candidate.clause.start : quantity.start]))
    ):
        return
    if (
        chosen.kind == "month"
        and chosen.precision == "month"
        and not chosen.deadline
        and fields["status"] == "stated"
    ):
        fields["indicator"], tag = "new_vaccinations_period", "indicator.by_month@1"
    elif chosen.period:
        fields["indicator"], tag = "new_vaccinations_period", "indicator.by_period@1"
    elif (
        chosen.precision == "day"
        and fields["status"] == "stated"
        and re.search("接种|打", view[chosen.end : quantity.end + 6])
    ):
        fields["indicator"], tag = "daily_vaccinations", "indicator.by_day@1"
    else:
        return
    if boosters and fields["populations"] == ("",):
        fields.update(population="加强针", populations=("加强针",))  # the doses of the day that were boosters
    candidate.tags.insert(1, tag)


def _set(candidate: Candidate, view: str, date_: Date, basis: str) -> None:
    first, indicator = date_.first, candidate.indicator
    average = indicator == "daily_vaccinations" and _AVERAGE.search(
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
        and indicator == "daily_vaccinations"
        and not average
    ):
        first = ""
    candidate.fields.update(
        as_of=date_.value, as_of_start=first, as_of_precision=date_.precision, as_of_basis=basis
    )
    candidate.tags.append(f"date.{date_.kind}@1" if basis != "carried" else "date.carried@1")


def is_future(dates: list[Date], candidate: Candidate, view: str, page: Page) -> bool:
    """Whether the clause dates its number by a deadline or after the page's own month."""
    ahead = [
        d
        for d in dates
        if d.end <= candidate.quantity.start
        and (d.start >= candidate.clause.start or d.deadline and page.published and d.value > page.published)
    ]
    elsewhere = ahead and ahead[-1].end <= candidate.clause.start and candidate.indicator not in CARRIED
    if elsewhere and not _RAISED.search(view, candidate.clause.start, candidate.quantity.start):
        return False
    if not ahead or _DONE.search(view, ahead[-1].end, candidate.quantity.start):
        return False
    # What is dated later than the last day of the page's month is still to come.
    return ahead[-1].deadline or bool(page.published) and f"{page.published[:8]}31" < ahead[-1].value < "X"


def lend_dates(found: list[Candidate]) -> list[Candidate]:
    """A headline or a sub-heading without a date has that of the same figures told below it; one that prints
    the same number is about the same people too."""
    for index, candidate in enumerate(found):
        lendable = candidate.fields.pop("lendable", False)
        titled = candidate.zone in ("headline", "lead")
        if not titled and not lendable:
            continue
        below = found[index + 1 : index + 1 + _LOOKED_AT]
        twin = next((other for other in below if _repeats(other, candidate)), None) if titled else None
        if twin:
            _borrow(candidate, twin)
            continue
        if not lendable:
            continue
        lender = next((other for other in below if _lends(other, candidate)), None)
        if lender:
            told = lender.fields
            basis = "unresolved" if told["as_of"].startswith("X") else "carried"
            candidate.fields.update(
                as_of=told["as_of"],
                as_of_start="",
                as_of_precision=told["as_of_precision"],
                as_of_basis=basis,
            )
            candidate.tags[-1] = "date.lent@1"
    return found


_FLOWS = {"total_vaccinations", "new_vaccinations_period", "daily_vaccinations"}


def _repeats(other: Candidate, candidate: Candidate) -> bool:
    one, two = candidate.quantity, other.quantity
    same = (one.value, one.high, candidate.unit) == (two.value, two.high, other.unit)
    same = same and (
        candidate.indicator == other.indicator or {candidate.indicator, other.indicator} <= _FLOWS
    )
    return (
        same
        and other.line > candidate.line
        and other.fields["as_of_basis"] not in ("published", "event_year")
    )


def _borrow(candidate: Candidate, twin: Candidate) -> None:
    fields, told = candidate.fields, twin.fields
    if (
        candidate.indicator == "total_vaccinations" != twin.indicator
    ):  # 3天打了61万剂: the text tells the days
        fields["indicator"] = twin.indicator
        candidate.tags.insert(1, "indicator.lent@1")
    if fields["as_of_basis"] in ("published", "event_year", "unresolved"):
        basis = "unresolved" if told["as_of"].startswith("X") else "carried"
        fields.update(
            {key: told[key] for key in ("as_of", "as_of_start", "as_of_precision")}, as_of_basis=basis
        )
        candidate.tags[-1] = "date.lent@1"
    if not fields["population"] and told["population"]:
        fields.update(population=told["population"], populations=told["populations"])
        candidate.tags.append("population.lent@1")


def _lends(other: Candidate, candidate: Candidate) -> bool:
    told, fields = other.fields, candidate.fields
    near = (
        candidate.line < other.line <= candidate.line + (12 if candidate.zone in ("headline", "lead") else 2)
    )
    dated = (
        told["as_of"]
        and told["as_of_basis"] not in ("published", "event_year")
        and told["status"] == "stated"
    )
    return (
        near
        and dated
        and told["places"] == fields["places"]
        and (told["indicator"] in CARRIED or told["unit"] == fields["unit"] == "percent")
    )
