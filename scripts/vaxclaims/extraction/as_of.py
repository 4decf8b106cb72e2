"""As of which day a number is true, and what its date says of its indicator and status.

In this order: a target's own date; the date of the number's own sentence; the last one that the passage told
for its figures; the day of the report that the paragraph tells of; the page's day.
"""

import re
from datetime import date, timedelta

from vaxclaims import gazetteer
from vaxclaims.extraction import lists, rules
from vaxclaims.extraction.candidates import ARTICLE, CARRIED, HELD, Candidate
from vaxclaims.extraction.dates import Date, Page, Told
from vaxclaims.extraction.segments import STRONG_BREAK, Span
from vaxclaims.gazetteer import NATION, WORLD

WORDS = rules.wordings("as_of")
SHARED = rules.wordings("shared")
# How far before the day of publication the figures of a passage may end.
_FIGURES_NEAR = timedelta(days=3)
# How many characters beside a day in brackets make it one of something else.
_ASIDE = 3
_PEOPLE = frozenset("people_vaccinated people_partly_vaccinated people_fully_vaccinated total_boosters".split())
# 老年人14.3万人，截至2月15日，其中…: a group whose day stands behind it.
_AS_AT = re.compile(r"\s?[,，]\s?")
# 首批2万剂疫苗6月1日到货.
_ON_ITS_WAY = re.compile(r"[^，。；\d]{0,12}")
# 12家接种点当天接种…: what is open on a day is there on it.
_OPEN_ON = re.compile(r"[^，。；\d]{0,2}")


class Dating:
    """The dates that a page's figures have been told for so far, in reading order."""

    def __init__(self, published: str):
        self.published = published  # the day of publication as metadata have it, whatever year is told of
        self.until: Date | None = None  # the last date that figures were told for
        self.day = ""  # the first day that the article names as the start of something
        self.without_day: list[Candidate] = []  # what a page that gives no day of publication tells undated
        self.announced: Date | None = None  # the date that a line without figures has told for what follows
        self.arranged: Date | None = None  # the day whose arrangements a notice goes on to list
        self.place = ""  # the place that they were told of, empty where they are announced,
        self.line = 0  # and the line
        self.in_sections = False  # whether a section of another place has begun,
        self.general: tuple[Date | None, str] = (None, "")  # and what was told before: date and place
        self.asked = False  # whether a question has been put since
        self.reported: Date | None = None  # the day of the report that this paragraph tells of
        self.thresholds: list[Date] = []
        self._told = Told()

    @property
    def told(self) -> Told:
        """What a sentence's dates may lean on."""
        return self._told._replace(figures=self.until, reported=self.reported)

    def forget(self) -> None:
        """Nothing told so far dates what follows."""
        self.until = self.announced = None
        self._told = Told()

    def open_section(self, inside: bool) -> None:
        """What a section of another place has told dates nothing of the next, unless the next is `inside` it; what
        the page told before all does."""
        if not self.in_sections:
            self.in_sections, self.general = True, (self.until, self.place)
        if inside:
            return
        self.until, self.place = (self.announced, "") if self.announced else self.general

    def note_question(self, view: str, line: Span) -> None:
        """A question ends the answer that figures were told in."""
        self.asked = self.asked or bool(WORDS.question.match(view, *line))

    def close_table(self, newest: Date | None, found: list[Candidate]) -> None:
        """What follows a table has the latest date of its figures, whatever row it is about; the size of a
        group beside its figures is of their day where they have one in common."""
        if newest:
            self.until, self.place = newest, ""
        if newest and {c.fields["as_of"] for c in found if c.indicator in CARRIED} == {newest.value}:
            for candidate in found:
                if candidate.indicator == "population" and candidate.fields["as_of_basis"] == "published":
                    candidate.tags.remove("date.published@1")
                    _set(candidate, "", newest, "carried")

    def note_announced(self, view: str, dates: list[Date], end: int) -> None:
        """截至5月23日24时，各区接种情况如下: a date told without figures, up to `end`, dates those that follow;
        9月7日，各接种点安排如下 what can be given on it."""
        for told in dates:
            if WORDS.number.search(view, told.end, end) or told.precision != "day":
                continue
            if told.until:
                self.until = self.announced = told
                self.place = ""
            elif told.kind in ("day", "start") and WORDS.arranged.search(view, told.end, end):
                self.arranged = told

    def note(self, dates: list[Date]) -> None:
        """The dates of a sentence that has been read."""
        for date_ in dates:
            self._told = self._told.and_then(date_)
            if not self.day and date_.kind == "since" and date_.known and date_.precision == "day":
                self.day = date_.first

    def note_report(self, dates: list[Date]) -> None:
        """世卫组织21日表示: what the paragraph goes on to tell without a date was true then."""
        for told in dates:
            if told.reported and told.kind == "day" and not told.until and not told.coming:
                self.reported = told

    def date(self, candidate: Candidate, view: str, dates: list[Date], page: Page, made: list) -> None:
        """Set as_of and its kin. `dates` and `made` are the dates and the claims of the number's sentence."""
        fields, indicator = candidate.fields, candidate.indicator
        planned = fields["status"] == "planned"
        if dates:
            self.arranged = None
        if planned:
            chosen, now = _target(candidate, view, dates, page), False
        else:
            chosen, now = _own(candidate, view, dates, page, made)
        if indicator == "milestone_interval" or (
            indicator == "new_vaccinations_period" and "milestone" in candidate.tags[0]
        ):
            self._interval(candidate, view, chosen, dates)
        elif chosen and not now:
            chosen = self._ended(candidate, chosen)
            _by_date(candidate, view, chosen)
            _set(candidate, view, chosen, chosen.basis)
            told_until = (
                candidate.indicator == "new_vaccinations_period" and chosen.kind == "range" and not self.until
            )
            was_so = chosen.bound and view[max(chosen.start - 1, 0)] in "从由" and not chosen.until
            if (candidate.indicator in CARRIED or told_until) and not (planned or chosen.deadline or was_so):
                self._note(candidate, chosen)
        elif not planned and _is_level_before(candidate, view):
            fields.update(as_of="", as_of_precision="none", as_of_basis="unresolved")
            candidate.tags.append("date.unresolved@1")
        elif planned or not self._carry(candidate, view, chosen, now):
            if planned and candidate.indicator == "supply":
                if year := _year_told(candidate, view, page):
                    fields.update(as_of=f"{year}-12-31", as_of_precision="year", as_of_basis="relative")
                    candidate.tags.append("date.year@1")
                    return
                if WORDS.promised.search(view, *candidate.clause):
                    page = Page("", "")  # 中方将再向非洲提供10亿剂: promised for no day
            self._of_page(candidate, page, lendable=_carries(candidate, view) and not planned and not now)
        self._as_part(candidate, view, made)

    def _as_part(self, candidate: Candidate, view: str, made: list) -> None:
        """五月以来已接种4260剂次，其中老人打了385剂次: a part of what was given in a stretch was given in it too."""
        before = [c for c in made if c.quantity.start < candidate.quantity.start and c.unit == candidate.unit]
        if not before or candidate.indicator != "total_vaccinations":
            return
        whole, between = before[-1], view[before[-1].quantity.end : candidate.quantity.start]
        if whole.indicator == "new_vaccinations_period" and "其中" in between and not WORDS.total_of_month.search(between):
            told = {key: whole.fields[key] for key in ("indicator", "as_of", "as_of_start", "as_of_precision", "as_of_basis")}
            candidate.fields.update(told)
            candidate.tags.insert(1, "indicator.by_whole@1")

    def _ended(self, candidate: Candidate, chosen: Date) -> Date:
        """五月下旬以来日均接种…: an average up to now ends with the day of the passage's figures."""
        until = self.until
        month = chosen.kind == "month" and chosen.precision == "month" and chosen.value > self.published > ""
        if month and until and until.known and candidate.indicator == "daily_vaccinations":
            return chosen._replace(value=until.value, precision="day")  # 进入6月，日均接种…
        running = candidate.indicator == "daily_vaccinations" and chosen.kind == "since"
        if not running or not until or not (until.known and chosen.known) or until.precision != "day":
            return chosen
        near = timedelta(0) <= _day(chosen) - _day(until) <= _FIGURES_NEAR
        return chosen._replace(value=until.value) if near and chosen.first <= until.value else chosen

    def _note(self, candidate: Candidate, chosen: Date) -> None:
        newer = not self.until or chosen.value > self.until.value
        if chosen.until or (newer and not (chosen.reported and self.until)):
            self.until, self.place, self.line = chosen, candidate.fields["places"][0], candidate.line
            self.asked = False
        if candidate.fields["comparator"] == ">" and candidate.indicator == "total_vaccinations":
            self.thresholds.append(chosen)

    def _carry(self, candidate: Candidate, view: str, reported: Date | None, now: bool) -> bool:
        """Date a number by what the passage has told, if that dates it. `reported` is the day of a report in
        its own sentence, `now` whether the text says that it is true at present."""
        carries = _carries(candidate, view) and not _is_effort(candidate, view)
        ahead = view[candidate.sentence.start : candidate.quantity.start]
        current = now and candidate.indicator == "daily_vaccinations"
        if carries and self.until and candidate.zone != "comment" and not current and self._is_same(candidate, ahead):
            _set(candidate, view, self.until, "carried")
            return True
        lot = candidate.indicator == "supply" and WORDS.this_lot.match(ahead)
        if lot and (told := self._told.previous) and told.kind == "day" and told.known:
            _set(candidate, view, told, "carried")
            return True
        supplied = candidate.indicator == "supply" and not now and not WORDS.now.search(ahead)
        if WORDS.own_source.match(ahead):
            self.reported = None  # and what follows is told by it
        if not reported and (carries or supplied) and not current:
            reported = self.reported
        if reported and candidate.zone in ARTICLE:
            _set(candidate, view, reported, "carried")
        return bool(reported) and candidate.zone in ARTICLE

    def _is_same(self, candidate: Candidate, ahead: str) -> bool:
        """Whether a number is of the passage whose figures `until` was told for; `ahead` is its sentence up
        to it."""
        clause = ahead[candidate.clause.start - candidate.sentence.start :]
        if WORDS.other_source.search(ahead) or WORDS.stretch.search(clause) or WORDS.up_to_now.search(clause):
            return False
        if not self.place:
            return True
        place = candidate.fields["places"][0]
        one, two = _country(self.place), _country(place)
        if one != two and WORLD not in (one, two):
            return False
        if one != two and WORDS.own_voice.search(STRONG_BREAK.split(ahead)[-1]):
            return False
        if candidate.line == self.line:
            return True
        rumour = candidate.fields["status"] == "denied"
        if rumour or WORDS.per_day.search(clause) or WORDS.condition.search(clause):
            return False
        return self._goes_on(place, ahead)

    def _goes_on(self, place: str, ahead: str) -> bool:
        """Whether another paragraph goes on with the passage's figures: it has no source and no scene of its
        own, answers no other question about another place or the present, and its place is that of the
        figures, holds it, or lies in it without a voice, an arrangement or a 目前 of its own."""
        if WORDS.data_show.search(ahead) or WORDS.scene.search(ahead) or WORDS.as_of_now.search(ahead):
            return False
        if self.asked and (self.place != place or WORDS.now.search(ahead) or WORDS.counted.search(ahead)):
            return False
        if self.place == place or _contains(place, self.place) or WORLD in (place, self.place):
            return True
        told = STRONG_BREAK.split(ahead)[-1]
        apart = WORDS.now.search(told) or WORDS.speaks.search(told) or WORDS.arranges.search(told)
        return _contains(self.place, place) and not apart

    def _of_page(self, candidate: Candidate, page: Page, lendable: bool) -> None:
        fields, listed = candidate.fields, self.arranged
        if listed and candidate.zone == "body" and candidate.indicator in ("daily_capacity", "supply"):
            _set(candidate, "", listed, "carried")
            fields["status"] = "planned" if listed.coming else fields["status"]
            return
        if page.published and candidate.zone != "related":
            fields.update(as_of=page.published, as_of_precision="day", as_of_basis="published")
        elif page.year and candidate.zone == "comment" and self.published:
            fields.update(as_of=self.published, as_of_precision="day", as_of_basis="published")
        elif page.year:
            fields.update(as_of=f"{page.year}-12-31", as_of_precision="year", as_of_basis="event_year")
            if not self.published and candidate.zone in ARTICLE:
                self.without_day.append(candidate)
        elif page.posted:
            fields.update(as_of=page.posted, as_of_precision="day", as_of_basis="unresolved")
        else:
            fields.update(as_of="", as_of_precision="none", as_of_basis="unresolved")
        fields["lendable"] = lendable and candidate.zone != "comment"
        candidate.tags.append(f"date.{fields['as_of_basis']}@1")

    def settle(self) -> None:
        """Where no day of publication is known, what is told undated is true of the page's latest figures,
        else of the day from which it tells (自9月6日起调整)."""
        told = self.until if self.until and self.until.known else None
        if not told and self.day:
            told = Date(0, 0, self.day, "", "day", "carried")
        for candidate in self.without_day if told else ():
            candidate.tags.pop()
            _set(candidate, "", told, "carried")

    def _interval(self, candidate: Candidate, view: str, chosen: Date | None, dates: list[Date]) -> None:
        """Days from one threshold to the next: the two latest dates of thresholds, or the sentence's own."""
        known = list(dict.fromkeys(d.value for d in self.thresholds))
        last = chosen.value if chosen else self.until.value if self.until else ""
        quantity = candidate.quantity
        then = view[quantity.end : quantity.end + 2].startswith(("后", "就", "便"))
        since = WORDS.since_then.search(view[candidate.sentence.start : quantity.start])
        reached = [d for d in dates if chosen and d.end <= chosen.start and d.value > chosen.value]
        if reached and WORDS.measured_from.search(view, candidate.sentence.start, chosen.start):
            first, last = chosen.value, reached[-1].value  # 3月27日突破1亿剂次，距离12月15日…用了102天
        elif chosen and (then or since) and self.until and self.until.value > chosen.value:
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


def _day(date_: Date) -> date:
    return date.fromisoformat(date_.value)


def _is_effort(candidate: Candidate, view: str) -> bool:
    """目前已上门为1100余名老人接种: whom a place's people have reached, which no total's day dates."""
    people = candidate.quantity.unit == "classifier.名" and candidate.indicator == "people_vaccinated"
    return people and bool(WORDS.effort_for.search(view, candidate.clause.start, candidate.quantity.start))


def _year_told(candidate: Candidate, view: str, page: Page) -> int | None:
    """今年年产能有望达到10亿剂, 明年将达到: the year that a sentence names for what is to come."""
    told = WORDS.year_told.findall(view, candidate.sentence.start, candidate.quantity.start)
    return page.day.year + (told[-1] == "明年") if told and page.day else None


def _is_level_before(candidate: Candidate, view: str) -> bool:
    before = WORDS.was_before.search(view, candidate.clause.start, candidate.quantity.start)
    return bool(before and WORDS.became.match(view, candidate.quantity.end))


def _carries(candidate: Candidate, view: str) -> bool:
    """Whether a number is one of the figures that a passage's date is told for."""
    rule = candidate.tags[0]
    if re.search("unvaccinated|visit_other|visit_total|per_hundred", rule):
        return True
    # 约7万名院友中，至今只有38.6%: a group of which a share is told.
    if candidate.indicator == "population" and WORDS.of_them.match(view, candidate.quantity.end):
        return True
    watched = "efficacy" in rule and WORDS.watched.search(view, candidate.sentence.start, candidate.clause.end)
    told = candidate.indicator in CARRIED or "percent" in candidate.unit
    return bool(watched) or told and not re.search("efficacy|threshold_of_rule", rule)


def _contains(path: str, other: str) -> bool:
    return path in (other, NATION) or other.startswith(path + "/")


def _country(path: str) -> str:
    """The country of a place, the nation for its provinces."""
    top = path.partition("/")[0]
    place = gazetteer.by_path().get(top)
    return NATION if place and place.level in ("province", "nation") else top


# ---- the date of a number's own sentence


def _target(candidate: Candidate, view: str, dates: list[Date], page: Page) -> Date | None:
    """The day of a target: the last deadline before its number, else the last day before it that is still to
    come, else one behind it in its clause (将于月底前到货)."""
    quantity = candidate.quantity
    usable = [d for d in dates if d.kind not in ("dateline", "launch", "since")]
    before = [d for d in usable if d.end <= quantity.start and not _is_of_other(d, view, quantity.start)]
    behind = [d for d in usable if quantity.end <= d.start and d.end <= candidate.clause.end]
    before = [d for d in before if not WORDS.now.search(view, d.end, quantity.start)]
    coming = [d for d in before if (not d.until or view[d.start] == "到") and d.to_come(page)]
    deadlines = [d for d in before if d.deadline and d.kind != "start"]
    told = [d for d in coming if view[d.start] == "到" and (not deadlines or d.start > deadlines[-1].start)]
    found = told[-1:] or deadlines[-1:] or coming[-1:] or [d for d in behind if d.to_come(page)][:1]
    if not found:
        return None
    return found[0]._replace(value=found[0].whole or found[0].value)


def _is_of_other(date_: Date, view: str, start: int) -> bool:
    """Whether a date that is told of the number right behind it has that number before `start`."""
    return date_.bound and bool(WORDS.number.search(WORDS.age.sub("", view[date_.end : start])))


def _own(
    candidate: Candidate, view: str, dates: list[Date], page: Page, made: list
) -> tuple[Date | None, bool]:
    """The date of the number's own sentence, and whether the sentence says that the number is true at
    present; the date is then that of a report, if any."""
    if "threshold_of_rule" in candidate.tags[0]:
        return None, False
    start, indicator = candidate.quantity.start, candidate.indicator
    usable = _usable(candidate, view, dates, page)
    before = [d for d in usable if d.end <= start and _reaches(d, candidate, view, page)]
    after = [d for d in usable if d.start >= candidate.quantity.end]
    if found := _behind(candidate, view, before, after):
        return found, False
    if not before:
        current = indicator == "daily_vaccinations" and WORDS.lately.search(view, candidate.sentence.start, start)
        return None, bool(current or WORDS.as_of_now.search(view, candidate.clause.start, start))
    nearest = _shared_out(candidate, view, before, made)
    if WORDS.now.search(view, nearest.end, start) or (
        indicator == "daily_vaccinations" and WORDS.lately.search(view, nearest.end, start)
    ):
        if nearest.until and indicator in CARRIED and indicator != "daily_vaccinations":
            return nearest, False
        reported = nearest.reported and nearest.kind == "day" and not nearest.until and indicator not in HELD
        return (nearest if reported else None), True
    if indicator not in CARRIED:
        return _of_what_is_held(candidate, view, nearest), False
    if not nearest.until and nearest.reported:
        later, earlier = [d for d in after if d.until], [d for d in before if d.until]
        if later or earlier:
            return (later[0] if later else earlier[-1]), False
    if nearest.period and not _counts_stretch(candidate, view, nearest):
        if nearest.kind == "range":  # 4月1日至4日，累计接种20.8万人: reached by its last day
            return nearest, False
        plain = [d for d in before if not d.period]
        return (plain[-1] if plain else None), False
    return nearest, False


def _usable(candidate: Candidate, view: str, dates: list[Date], page: Page) -> list[Date]:
    """The dates that may be that of a stated number: no dateline, nothing after the page's day, and the start
    of what is told only for what has been given since."""
    head = view[candidate.clause.start : candidate.quantity.start]
    average = candidate.indicator == "daily_vaccinations" and WORDS.average.search(head)
    since = bool(average) or candidate.indicator == "new_vaccinations_period" or (
        candidate.indicator == "total_vaccinations"
        and not WORDS.total.search(view, candidate.clause.start, candidate.quantity.start)
    )
    # 5月2日起…，首批开放64家: what came first was there on the first day.
    if candidate.indicator in HELD and WORDS.first_lot.search(head):
        dates = [d._replace(value=d.first, first="", kind="day") if d.kind == "since" else d for d in dates]
    usable = [
        d
        for d in dates
        if d.kind not in ("dateline", "launch")
        and not _is_aside(d, view, candidate)
        and (d.kind != "since" or since or _counts_from(candidate, view, d))
    ]
    if not page.published:
        return usable
    return [
        d
        for d in usable
        if d.value <= page.published
        or not d.known
        or d.until and view[d.start] in "截统数"
        or d.value[:7] <= page.published[:7]
        and candidate.indicator not in HELD
        and (d.precision != "day" or d.kind == "month")
    ]


def _is_aside(date_: Date, view: str, candidate: Candidate) -> bool:
    """Whether a day is one of something else in brackets before a number: 临平区（今年4月从余杭析出）117.8万剂次."""
    opened = view.rfind("(", candidate.sentence.start, date_.start)
    closed = view.find(")", date_.end, candidate.quantity.start)
    if opened < 0 or closed < 0 or ")" in view[opened : date_.start]:
        return False
    told = view[opened:date_.start] + view[date_.end : closed]
    return not date_.until and len(WORDS.said.findall(told)) >= _ASIDE and not WORDS.of_figures.search(told)


def _counts_from(candidate: Candidate, view: str, date_: Date) -> bool:
    """三月份以来累计接种0.83万剂: a start told in the number's own clause is where its count begins, and so is one told
    of an effort that the number ends: 6月以来，全区累计上门3900多户，接种5120剂次."""
    doses = candidate.indicator in ("total_vaccinations", "total_boosters") and candidate.unit == "dose"
    if not doses or date_.kind != "since":
        return False
    return date_.start >= candidate.clause.start or bool(
        WORDS.effort.search(view, date_.end, candidate.clause.start)
    )


def _reaches(date_: Date, candidate: Candidate, view: str, page: Page) -> bool:
    """Whether a date before a number dates it for all that stands between."""
    start = candidate.quantity.start
    if _is_of_other(date_, view, start):
        return False
    # 5月10日以前，全市每天接种6000剂次: a day that is over is a day of what was before it.
    over = date_.deadline and candidate.indicator == "daily_vaccinations" and page.published > date_.value
    if date_.deadline and date_.start < candidate.clause.start and not over:
        return False
    if date_.deadline and candidate.indicator == "population":
        return False  # 年底前为全部9.44亿成年人接种: how many there are, not when they are done
    # 截至3月1日…；全市有接种点300个: what is there is told as of the page's own day.
    return not (candidate.indicator in HELD and date_.until and STRONG_BREAK.search(view, date_.end, start))


def _behind(candidate: Candidate, view: str, before: list[Date], after: list[Date]) -> Date | None:
    """A date behind the number that is its own: 已于1日晚运抵 in its clause, 统计截至5月17日 at the end of its
    sentence, any in a list of other articles."""
    quantity, clause = candidate.quantity, candidate.clause
    if not after:
        return None
    first = after[0]
    if view[quantity.end : first.start] == "(" and ")" in view[first.end - 1 : first.end + 1]:
        return first  # 日接种量最高曾达318万剂次（5月31日）
    if candidate.indicator == "population" and first.until and not before:
        if _AS_AT.fullmatch(view, quantity.end, first.start):
            return first
    if first.end <= clause.end and not any(d.start >= clause.start for d in before):
        plain = first.kind != "since" and not first.deadline and view[first.end - 1] not in "后起"
        if plain and WORDS.behind.fullmatch(view, quantity.end, first.start):
            return first
        arrived = candidate.indicator == "supply" and WORDS.arrived.match(view, first.end)
        if plain and arrived and _ON_ITS_WAY.fullmatch(view, quantity.end, first.start):
            return first
        given = candidate.indicator in CARRIED and first.precision == "day" and WORDS.finished.match(view, first.end)
        if plain and given and _ON_ITS_WAY.fullmatch(view, quantity.end, first.start):
            return first
        if candidate.indicator == "vaccination_sites" and first.kind == "day" and first.precision == "day":
            if not before and _OPEN_ON.fullmatch(view, quantity.end, first.start):
                return first
    stock = candidate.indicator in CARRIED and candidate.indicator != "daily_vaccinations"
    closing = [d for d in after if d.until and not WORDS.number.search(view, d.end, candidate.sentence.end)]
    if closing and stock and not any(d.until for d in before):
        return closing[0]
    if before:
        return None
    untils = [d for d in after if d.until and candidate.indicator in CARRIED]
    return untils[0] if untils else first if candidate.zone == "related" else None


def _shared_out(candidate: Candidate, view: str, before: list[Date], made: list) -> Date:
    """The nearest date before a number, or of a list of days (5月4日、5日分别接种2.95万和2.41万剂次) its own."""
    run = before[-1:]
    for date_ in reversed(before[:-1]):
        if not SHARED.between.fullmatch(view, date_.end, run[0].start):
            break
        run.insert(0, date_)
    start = candidate.quantity.start
    if len(run) == 1 or not SHARED.apart.search(view, run[-1].end, start):
        return run[-1]
    following = [c for c in made if c.quantity.start >= run[-1].end and c.unit == candidate.unit]
    return run[lists.nth(len(run), candidate, following)]


def _of_what_is_held(candidate: Candidate, view: str, nearest: Date) -> Date | None:
    """The date of what is there or can be done (接种点, 能力, 库存): 昨天 dates a capacity only in its clause,
    unless what happened then has raised it."""
    event = nearest.basis == "relative" and nearest.kind != "ago" and not nearest.until
    if candidate.indicator == "daily_capacity" and event and not WORDS.raised.search(view, *candidate.clause):
        return nearest if nearest.end > candidate.clause.start else None
    if nearest.kind == "week" and nearest.precision == "month":
        return None  # 本月新增26个接种点
    return nearest


# ---- what a date says of its number


def _counts_stretch(candidate: Candidate, view: str, date_: Date) -> bool:
    """Whether a number was given in a stretch of days, not reached by its end."""
    indicator = candidate.indicator
    if indicator in ("daily_vaccinations", "total_vaccinations"):
        return True
    if candidate.unit == "person" and indicator in _PEOPLE:
        if date_.kind not in ("range", "week", "lastn", "holiday") or date_.until:
            return False
        ahead = view[min(candidate.clause.start, date_.end) : candidate.quantity.start]
        return not WORDS.total_of_people.search(ahead)
    return indicator == "total_boosters"


def _by_date(candidate: Candidate, view: str, chosen: Date) -> None:
    """接种…剂 with a stretch of days is what was given in it; with a plain day and no word of a total, what
    was given on it."""
    fields, quantity = candidate.fields, candidate.quantity
    doses = fields["indicator"] in ("total_vaccinations", "total_boosters") and candidate.unit == "dose"
    people = fields["indicator"] in _PEOPLE and candidate.unit == "person"
    one_day = chosen.kind == "day" and chosen.precision == "day" and not chosen.until and not chosen.reported
    days = WORDS.days.search(view[candidate.clause.start : quantity.start])
    if fields["indicator"] == "new_vaccinations_period" and one_day and not days and not chosen.deadline:  # 昨日新增接种: no period
        fields["indicator"] = "daily_vaccinations"
        candidate.tags.insert(1, "indicator.by_day@1")
        return
    if chosen.until or not doses and not people:
        return
    if people:
        if chosen.period and not chosen.reported and _counts_stretch(candidate, view, chosen):
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
    head = view[candidate.clause.start : quantity.start]
    reached = total.search(head) or total.search(view[chosen.end : quantity.start])
    reached = reached or WORDS.up_to.search(view[candidate.sentence.start : chosen.start])
    today = chosen.basis == "relative" and chosen.kind == "day" and WORDS.so_far_today.search(head)
    if reached and not today and not _counts_from(candidate, view, chosen):
        return
    stretch = chosen.kind in ("range", "week", "lastn", "holiday") or WORDS.new.search(head)
    given = chosen.basis == "relative" and WORDS.given.search(head)
    passed = fields["comparator"] in (">", "<~") and not quantity.inner and not given
    if WORDS.passed.search(head) if stretch else passed:
        return
    stated = fields["status"] == "stated"
    if chosen.kind == "month" and chosen.precision == "month" and not chosen.deadline and stated:
        fields["indicator"], tag = "new_vaccinations_period", "indicator.by_month@1"
    elif chosen.period:
        fields["indicator"], tag = "new_vaccinations_period", "indicator.by_period@1"
    elif chosen.precision == "day" and stated and WORDS.injected.search(view[chosen.end : quantity.end + 6]):
        fields["indicator"], tag = "daily_vaccinations", "indicator.by_day@1"
    else:
        return
    if boosters and fields["populations"] == ("",):
        fields.update(population="加强针", populations=("加强针",))  # the doses of the day that were boosters
    candidate.tags.insert(1, tag)


def _is_of_day(candidate: Candidate, view: str, chosen: Date, one_day: bool) -> bool:
    """昨天，仅一幢楼就有612名白领打上疫苗: whether people with a day and no word of a total were vaccinated on it."""
    stated = candidate.fields["status"] == "stated" and candidate.zone in ARTICLE
    if not one_day or not stated or candidate.indicator != "people_vaccinated":
        return False
    told = view[chosen.end : candidate.clause.end]
    return not WORDS.reached_by.search(told) and not WORDS.up_to.search(view[candidate.sentence.start : chosen.start])


def _set(candidate: Candidate, view: str, date_: Date, basis: str) -> None:
    """Fill the date's fields; what counts no stretch has no first day."""
    first, indicator = date_.first, candidate.indicator
    average = indicator == "daily_vaccinations" and WORDS.average.search(
        view, candidate.clause.start, candidate.quantity.start
    )
    if date_.kind == "month" and date_.precision == "month" and (average or indicator == "new_vaccinations_period"):
        first = date_.value[:8] + "01"
    if indicator not in ("new_vaccinations_period", "daily_vaccinations") or basis == "carried" and not average:
        first = ""
    if not date_.known and basis == "carried":
        basis = "unresolved"
    candidate.fields.update(
        as_of=date_.value, as_of_start=first, as_of_precision=date_.precision, as_of_basis=basis
    )
    candidate.tags.append(f"date.{date_.kind}@1" if basis != "carried" else "date.carried@1")
