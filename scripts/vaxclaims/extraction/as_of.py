"""As of which day a number is true.

In this order: a target's own date; the date of the number's own sentence (own_dates.py); the last one that the
passage told for its figures; the day of the report that the paragraph tells of; the page's day.
"""

import re
from datetime import date, timedelta
from decimal import Decimal

from vaxclaims.extraction import rules
from vaxclaims.extraction.by_date import set_date, tell_by_date
from vaxclaims.extraction.candidates import ARTICLE, CARRIED, HELD, OF_PAGE, Candidate
from vaxclaims.extraction.date_types import Date, Page, Told
from vaxclaims.extraction.discourse import common
from vaxclaims.extraction.own_dates import own_date, target
from vaxclaims.extraction.segments import Span
from vaxclaims.gazetteer import NATION, WORLD

WORDS = rules.wordings("as_of")
# In characters, what may stand before the first number where a line is an entry of a list, or where 目前 still
# speaks of the passage's figures (by the development articles).
_SHORT_OPENING = 23
# What is counted at the scene that a paragraph describes.
_OF_SCENE = frozenset("daily_vaccinations dose_share people_vaccinated people_fully_vaccinated".split())
# In characters, how long a quotation may be whose day dates what its speaker goes on to tell, and its marks.
_QUOTATION = 400
_OPENING_MARKS, _CLOSING_MARKS = "“「『", "”」』"
# How far before the day of publication the figures of a passage may end.
_FIGURES_NEAR = timedelta(days=3)
_LONGEST_STEP = 1000  # days: the drive was not longer
# A total that has just crossed a threshold is less than so many times it.
_JUST_OVER = Decimal("1.1")
_SCALES = {"万": 10**4, "亿": 10**8}


class Dating:
    """The dates that a page's figures have been told for so far, in reading order."""

    def __init__(self, published: str):
        self.published = published  # the day of publication as metadata have it, whatever year is told of
        self.until: Date | None = None  # the last date that figures were told for
        self.day = ""  # the first day that the article names as the start of something
        self.days: set[str] = set()  # the days that the page names in full
        self.without_day: list[Candidate] = []  # what a page that gives no day of publication tells undated
        self.announced: Date | None = None  # the date that a line without figures has told for what follows
        self.arranged: Date | None = None  # the day whose arrangements a notice goes on to list
        self.listed: Date | None = None  # the day of the figures that a list has been opened with
        self.bulletin = False  # whether the page is a bulletin, all of whose figures are of its day
        self.place = ""  # the place that they were told of, empty where they are announced,
        self.line = 0  # and the line
        self.carried_line = 0  # the last line whose figures it has dated
        self.as_it_stands = False  # whether the page has told how things stand, of no day that it goes on to tell
        self.in_sections = False  # whether a section of another place has begun,
        self.general: tuple[Date | None, str] = (None, "")  # and what was told before: date and place
        self.reported: Date | None = None  # the day of the report that this paragraph tells of
        self.scene: Date | None = None  # the day on whose morning or evening this paragraph is set
        self.thresholds: list[Date] = []
        self.reached = Decimal(0)  # the total that was told last
        self.crossed: dict[Decimal, str] = {}  # the day on which each of them was crossed
        self.held: tuple[Span | None, Date | None] = (None, None)  # a sentence that tells what is there on a day
        self._told = Told()

    @property
    def told(self) -> Told:
        """What a sentence's dates may lean on."""
        return self._told._replace(figures=self.until, reported=self.reported)

    def forget(self) -> None:
        """Nothing told so far dates what follows."""
        self.until = self.announced = None
        self._told = Told()

    def go_on(self, line: int) -> None:
        """An entry of a list, or a paragraph that opens 其中, goes on with the passage that the line above it was of."""
        if line - 1 in (self.line, self.carried_line):
            self.line = line

    def open_list(self, line: Span) -> None:
        """截至6月24日，各区累计接种量和接种点数量如下: all that the list goes on to count is of the day that its line tells."""
        told = self.until
        self.listed = told if told and told.until and line.start <= told.start < line.end else None

    def open_section(self, inside: bool) -> None:
        """What a section of another place has told dates nothing of the next, unless the next is `inside` it;
        what the page told before all does."""
        if not self.in_sections:
            self.in_sections, self.general = True, (self.until, self.place)
        if inside:
            return
        self.until, self.place = (self.announced, "") if self.announced else self.general

    def close_table(self, newest: Date | None, found: list[Candidate]) -> None:
        """What follows a table has the latest date of its figures, whatever row it is about; the size of a
        group beside its figures is of their day where they have one in common."""
        if newest:
            self.until, self.place = newest, ""
        if newest and {c.fields["as_of"] for c in found if c.indicator in CARRIED} == {newest.value}:
            for candidate in found:
                if candidate.indicator == "population" and candidate.fields["as_of_basis"] == "published":
                    candidate.tags.remove("date.published@1")
                    set_date(candidate, "", newest, "carried")

    def note_announced(self, view: str, dates: list[Date], end: int) -> None:
        """截至5月23日24时，各区接种情况如下: a date told without figures, up to `end`, dates those that follow;
        9月7日，各接种点安排如下 what can be given on it."""
        for told in dates:
            if told.kind == "range" and WORDS.alone.fullmatch(view, view.rfind("\n", 0, told.start) + 1, told.start) and view[told.end : end].strip(" )）\n") == "":
                self.until = self.announced = told._replace(until=True)
                self.place = ""
                continue
            if WORDS.number.search(WORDS.age.sub("", view[told.end : end])) or told.precision != "day":
                continue
            again = self.until is not None and told.value == self.until.value  # 同时列出同一时点的数字
            if told.until or again and view[told.start] == "同":
                self.until = self.announced = self.until if again else told
                self.place = ""
            elif told.kind in ("day", "start") and WORDS.arranged.search(view, told.end, end):
                self.arranged = told

    def note(self, dates: list[Date]) -> None:
        """The dates of a sentence that has been read."""
        for date_ in dates:
            self._told = self._told.and_then(date_)
            if date_.kind == "day" and date_.known and date_.precision == "day" and date_.basis == "explicit":
                self.days.add(date_.value)
            if not self.day and date_.kind == "since" and date_.known and date_.precision == "day":
                self.day = date_.first

    def note_report(self, dates: list[Date]) -> None:
        """世卫组织21日表示: what the paragraph goes on to tell without a date was true then."""
        for told in dates:
            if told.reported and told.kind == "day" and not told.until and not told.coming:
                self.reported = told

    def note_scene(self, view: str, dates: list[Date]) -> None:
        """6月8日一大早，接种点排起了长队: what the paragraph goes on to count there was given then."""
        for told in dates:
            past = told.known and not (told.until or told.coming or told.reported)
            if past and told.kind == "day" and told.precision == "day" and WORDS.scene.search(view, told.start, told.end + 4):
                self.scene = told

    def date(self, candidate: Candidate, view: str, dates: list[Date], page: Page, made: list) -> None:
        """Set as_of and its kin. `dates` and `made` are the dates and the claims of the number's sentence."""
        fields, indicator = candidate.fields, candidate.indicator
        planned = fields["status"] == "planned"
        if any(self.arranged is None or told.value != self.arranged.value for told in dates):
            self.arranged = None
        if planned:
            chosen, now = target(candidate, view, dates, page), False
        else:
            chosen, now = own_date(candidate, view, dates, page, made)
            if _compares(candidate) and chosen and not chosen.until:
                chosen = None  # the day of what it is compared to
            if chosen and chosen.reported and not chosen.until and self._just_quoted(candidate, view):
                chosen = None
        if not chosen and indicator == "population" and WORDS.as_base.match(view, candidate.quantity.end):
            chosen = next((told for told in dates if told.until), None)  # 以常住人口6.6万人为分母，至10日止…
        if indicator == "milestone_interval" or (
            indicator == "new_vaccinations_period" and "milestone" in candidate.tags[0]
        ):
            self._interval(candidate, view, chosen, dates, made)
        elif chosen and not now:
            self.as_it_stands = False
            chosen = self._ended(candidate, chosen)
            if indicator in HELD and chosen.until:
                self.held = (candidate.sentence, chosen)
            tell_by_date(candidate, view, chosen)
            set_date(candidate, view, chosen, chosen.basis)
            told_until = (
                candidate.indicator == "new_vaccinations_period" and chosen.kind == "range" and not self.until
            )
            was_so = chosen.bound and view[max(chosen.start - 1, 0)] in "从由" and not chosen.until
            if (candidate.indicator in CARRIED or told_until) and not (planned or chosen.deadline):
                if not was_so:
                    self._note(candidate, chosen)
                self._note_threshold(candidate, chosen)
        elif not planned and _is_level_before(candidate, view):
            fields.update(as_of="", as_of_precision="none", as_of_basis="unresolved")
            candidate.tags.append("date.unresolved@1")
        elif _compares(candidate) and (compared := made[: made.index(candidate)]):
            self._with_whole(candidate, compared[-1])  # 接种6.83万剂次，是4月同期的4倍
        elif candidate.whole and not planned:
            self._with_whole(candidate, candidate.whole)
        elif not planned and not now and (whole := _counted_within(candidate, view, made)):
            self._with_whole(candidate, whole)
            if indicator == "daily_vaccinations":
                fields["as_of_start"] = ""  # one of the days that its average is of
        elif planned or not self._carry(candidate, view, chosen, now, made):
            if planned and candidate.indicator == "supply":
                if year := _year_told(candidate, view, page):
                    fields.update(as_of=f"{year}-12-31", as_of_precision="year", as_of_basis="relative")
                    candidate.tags.append("date.year@1")
                    return
                if WORDS.promised.search(view, *candidate.clause):
                    page = Page("", "")  # 中方将再向非洲提供10亿剂: promised for no day
            self.as_it_stands |= bool(WORDS.stands_now.match(view, candidate.sentence.start))
            lendable = _carries(candidate, view) and not (planned or now or self.as_it_stands)
            self._of_page(candidate, page, lendable)
        self._as_part(candidate, view, made)

    def _just_quoted(self, candidate: Candidate, view: str) -> bool:
        """“截至3月21日，全国累计…。”他在3月22日的发布会上介绍，…: what goes on from a quotation is of its day."""
        start = candidate.sentence.start
        opened = max(view.rfind(mark, max(start - _QUOTATION, 0), start) for mark in _OPENING_MARKS)
        told = self.until is not None and self.until.until and opened >= 0
        return told and view[start - 1] in _CLOSING_MARKS and opened < self.until.start < start

    def _with_whole(self, candidate: Candidate, whole: Candidate) -> None:
        """全市接种19.8万剂次。其中老年人11.3万剂次: what a sentence tells a part of has its date."""
        _take_over(candidate, whole)
        if candidate.fields["as_of_basis"] not in OF_PAGE:
            candidate.fields["as_of_basis"] = "carried"
        candidate.tags.append(f"date.{candidate.fields['as_of_basis']}@1")

    def _as_part(self, candidate: Candidate, view: str, made: list) -> None:
        """五月以来已接种4260剂次，其中老人打了385剂次: a part of what was given in a stretch was given in it too."""
        before = [c for c in made if c.quantity.start < candidate.quantity.start and c.unit == candidate.unit]
        if not before or candidate.indicator != "total_vaccinations":
            return
        whole, between = before[-1], view[before[-1].quantity.end : candidate.quantity.start]
        if (
            whole.indicator == "new_vaccinations_period"
            and "其中" in between
            and not WORDS.total_of_month.search(between)
        ):
            candidate.fields["indicator"] = whole.indicator
            _take_over(candidate, whole)
            candidate.tags.insert(1, "indicator.by_whole@1")

    def _ended(self, candidate: Candidate, chosen: Date) -> Date:
        """五月下旬以来日均接种…: what is told up to now ends with the day of the passage's figures."""
        until = self.until
        month = chosen.kind == "month" and chosen.precision == "month" and chosen.value > self.published > ""
        if month and until and until.known and candidate.indicator == "daily_vaccinations":
            return chosen._replace(value=until.value, precision="day")  # 进入6月，日均接种…
        endless = chosen.kind == "since" and chosen.value == chosen.first  # on a page without a day of its own
        if endless and until and until.known and until.precision == "day" and until.value > chosen.value:
            return chosen._replace(value=until.value)
        running = candidate.indicator == "daily_vaccinations" and chosen.kind in ("since", "launch")
        if not running or not until or not (until.known and chosen.known) or until.precision != "day":
            return chosen
        near = timedelta(0) <= _day(chosen) - _day(until) <= _FIGURES_NEAR
        return chosen._replace(value=until.value) if near and chosen.first <= until.value else chosen

    def _note(self, candidate: Candidate, chosen: Date) -> None:
        if chosen.kind == "since" and chosen.value == self.published and not self.until:
            return  # 7月以来日均超10万剂: up to now, which is not the day that any figures are told for
        newer = not self.until or chosen.value > self.until.value
        if chosen.until or (newer and not (chosen.reported and self.until)):
            self.place = self._place_of(candidate, chosen)
            self.until, self.line = chosen, candidate.line
        elif candidate.indicator == "daily_vaccinations" and self.until and chosen.value == self.until.value:
            if candidate.fields["places"][0] == self.place:
                self.line = candidate.line  # the day of the figures told before is told once more
        if candidate.indicator == "total_vaccinations":
            self.reached = candidate.quantity.value

    def _note_threshold(self, candidate: Candidate, chosen: Date) -> None:
        if candidate.fields["comparator"] == ">" and candidate.indicator == "total_vaccinations":
            self.thresholds.append(chosen)
            self.crossed.setdefault(candidate.quantity.value, chosen.value)

    def _place_of(self, candidate: Candidate, chosen: Date) -> str:
        """The place that figures of a day are told of: where one sentence tells two of a city or province, that one."""
        place = candidate.fields["places"][0]
        again = (
            self.until is not None and chosen.start == self.until.start and chosen.value == self.until.value
        )
        above = place.rpartition("/")[0]
        beside = above and place != self.place and above == self.place.rpartition("/")[0]
        return common((self.place, place)) if again and beside else place

    def _carry(self, candidate: Candidate, view: str, reported: Date | None, now: bool, made: list) -> bool:
        """Date a number by what the passage has told, if that dates it. `reported` is the day of a report in
        its own sentence, `now` whether the text says that it is true at present."""
        carries = _carries(candidate, view) and not _is_effort(candidate, view)
        ahead = view[candidate.sentence.start : candidate.quantity.start]
        current = now and candidate.indicator == "daily_vaccinations"
        if (
            carries
            and self.until
            and candidate.zone != "comment"
            and not current
            and self._is_same(candidate, view, made)
        ):
            set_date(candidate, view, self.until, "carried")
            self.carried_line = candidate.line
            return True
        held, of_day = self.held
        if held == candidate.sentence and candidate.indicator in HELD and not now and not WORDS.now.search(ahead):
            set_date(candidate, view, of_day, "carried")  # 截至16日，开放接种台214个；抽调医护1260名
            return True
        lot = candidate.indicator == "supply" and WORDS.this_lot.match(ahead)
        if lot and (told := self._told.previous) and told.kind == "day" and told.known:
            set_date(candidate, view, told, "carried")
            return True
        supplied = candidate.indicator == "supply" and not now and not WORDS.now.search(ahead)
        if WORDS.own_source.match(ahead):
            self.reported = None  # and what follows is told by it
        if not reported and (carries or supplied) and not current:
            reported = self.reported
        if self.scene and _is_given_there(candidate, view):
            candidate.fields["indicator"] = "daily_vaccinations"
            candidate.tags.insert(1, "indicator.by_day@1")
        if not reported and candidate.indicator in _OF_SCENE and not now and not WORDS.now.search(ahead):
            reported = self.scene
        if reported and candidate.zone in ARTICLE:
            set_date(candidate, view, reported, "carried")
        return bool(reported) and candidate.zone in ARTICLE

    def _is_same(self, candidate: Candidate, view: str, made: list[Candidate]) -> bool:
        """Whether a number is of the passage whose figures `until` was told for; `made` are the claims of its
        sentence. The passage reaches into the next paragraph, and beyond it to a list's short entries. The rule
        is the one that a shallow decision tree finds in tests/articles; finer ones fitted those articles and
        failed on others."""
        first, start = made[0], candidate.sentence.start
        ahead, opening = view[start : candidate.quantity.start], view[start : first.quantity.start]
        clause = ahead[candidate.clause.start - candidate.sentence.start :]
        if WORDS.other_source.search(ahead) or WORDS.stretch.search(clause) or WORDS.up_to_now.search(clause):
            return False
        if not self.place:
            return True
        place = candidate.fields["places"][0]
        inside = place != self.place and _contains(self.place, place)
        if not inside and not _contains(place, self.place) and WORLD not in (place, self.place):
            # 截至6月25日，海口累计接种390.7万剂次。三亚接种率已过九成: the next of the same paragraph's cities
            told_next = candidate.line == self.line and self.until.until and _beside(place, self.place)
            return told_next and not WORDS.now.search(ahead) and not WORDS.has_source.search(ahead)
        if WORDS.per_day.search(clause) or inside and WORDS.has_source.search(ahead):
            return False
        if candidate.line != self.line and WORDS.still.search(clause) and WORDS.official.search(ahead):
            return False
        if candidate.line > self.line + 1 and self.bulletin and self.until.until and not WORDS.now.search(ahead):
            return True
        if candidate.line > self.line + 1:
            # What its sentence has begun to count for the passage's date it goes on to count.
            begun = first.fields.get("as_of_basis") == "carried" and first.indicator == candidate.indicator
            if self.place == WORLD and place != WORLD:
                return not WORDS.turns_to.search(ahead)  # a count of the world's doses by country
            return inside and len(opening if begun else ahead) <= _SHORT_OPENING
        if WORDS.now.search(ahead):
            told = opening if WORDS.now.search(opening) else ahead  # 目前 holds for all that follows
            of_day_before = self._is_of_day_before()  # 昨天全国打了28.4万剂。目前累计接种3746.8万剂
            return (candidate.unit != "dose" or of_day_before) and len(told) <= _SHORT_OPENING
        rated = any(c.indicator.startswith("coverage") for c in made)  # 79.4万名儿童完成第一剂，接种率为96.8%
        return candidate.line == self.line or candidate.quantity.unit != "classifier.名" or rated

    def _is_of_day_before(self) -> bool:
        """Whether the passage tells of the day before the page's."""
        until = self.until
        known = until is not None and until.known and until.precision == "day" and bool(self.published)
        return known and _day(until) == date.fromisoformat(self.published) - timedelta(days=1)

    def _of_page(self, candidate: Candidate, page: Page, lendable: bool) -> None:
        fields, listed = candidate.fields, self.arranged or self.listed
        if listed and candidate.zone == "body" and candidate.indicator in HELD - {"population"}:
            set_date(candidate, "", listed, "carried")
            fields["status"] = "planned" if listed.coming else fields["status"]
            return
        if page.published and candidate.zone != "related":
            fields.update(as_of=page.published, as_of_precision="day", as_of_basis="published")
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
        else of the day from which it tells (自9月6日起调整), else of the only day that it names."""
        told = self.until if self.until and self.until.known else None
        if not told and self.day:
            told = Date(0, 0, self.day, "", "day", "carried")
        if not told and len(self.days) == 1:
            told = Date(0, 0, *self.days, "", "day", "carried")
        for candidate in self.without_day if told else ():
            candidate.tags.pop()
            set_date(candidate, "", told, "carried")

    def _step(self, candidate: Candidate, view: str, dates: list[Date], made: list) -> bool:
        """6月4日突破1000万剂次；从1000万剂次到1500万剂次，用了13天: a step whose start is dated ends so many days later, and
        with it what was reached; one that nothing dates ends with the day of the text's figures."""
        quantity, sentence = candidate.quantity, candidate.sentence
        told = WORDS.step.search(view, sentence.start, quantity.start)
        if not told:
            return False
        low, high = (Decimal(told[name]) * _SCALES[told[f"{name}_scale"]] for name in ("low", "high")) if told["low"] else (None, None)
        first, last = self.crossed.get(low, ""), self.crossed.get(high, "")
        lasts = not last and quantity.unit == "day" and quantity.value <= _LONGEST_STEP
        if first and first[0] != "X" and lasts:
            last = (date.fromisoformat(first) + timedelta(days=int(quantity.value))).isoformat()
            self.crossed[high] = last
            for reached in (c for c in made if c.quantity.value == high and c.indicator == "total_vaccinations"):
                reached.fields.update(as_of=last, as_of_precision="day", as_of_basis="carried")
        near = not high or high <= self.reached <= high * _JUST_OVER
        if not first and not last and not dates and self.until and near:
            last = self.until.value
        if last:
            candidate.fields.update(as_of=last, as_of_start=first, as_of_precision="day", as_of_basis="carried")
            candidate.tags.append("date.step@1")
        return bool(last)

    def _interval(
        self, candidate: Candidate, view: str, chosen: Date | None, dates: list[Date], made: list
    ) -> None:
        """Days from one threshold to the next: the two latest dates of thresholds, or the sentence's own."""
        if self._step(candidate, view, dates, made):
            return
        known = list(dict.fromkeys(d.value for d in self.thresholds))
        told = self.until if dates or known else None  # 头一个1000万用了108天: of thresholds that no day is told for
        last = chosen.value if chosen else told.value if told else ""
        quantity = candidate.quantity
        then = view[quantity.end : quantity.end + 2].startswith(("后", "就", "便"))
        since = WORDS.since_then.search(view[candidate.sentence.start : quantity.start])
        reached = [d for d in dates if chosen and d.end <= chosen.start and d.value > chosen.value]
        ends = [d for d in dates if WORDS.ends_on.fullmatch(view, quantity.end, d.start)]
        if ends:
            chosen, last = ends[0], ends[0].value  # 25天后的4月21日, 16天，即5月7日
            first = max((value for value in known if value < last), default="")
        elif reached and WORDS.measured_from.search(view, candidate.sentence.start, chosen.start):
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


def _take_over(candidate: Candidate, whole: Candidate) -> None:
    told = ("as_of", "as_of_start", "as_of_precision", "as_of_basis")
    candidate.fields.update({key: whole.fields.get(key, "") for key in told})


def _is_given_there(candidate: Candidate, view: str) -> bool:
    """13日那天…一直打到凌晨，打了3560针: doses of a scene that are not told to be all so far."""
    told = view[candidate.clause.start : candidate.quantity.start]
    doses = candidate.indicator == "total_vaccinations" and candidate.unit == "dose"
    return doses and bool(WORDS.injected_there.search(told)) and not WORDS.total_of_month.search(told)


def _is_effort(candidate: Candidate, view: str) -> bool:
    """目前已上门为1100余名老人接种: whom a place's people have reached, which no total's day dates."""
    people = candidate.quantity.unit == "classifier.名" and candidate.indicator == "people_vaccinated"
    start = candidate.quantity.start
    told = people and WORDS.effort_for.search(view, candidate.clause.start, start)
    return bool(told) and bool(WORDS.brought.search(view, candidate.sentence.start, start))


def _year_told(candidate: Candidate, view: str, page: Page) -> int | None:
    """今年年产能有望达到10亿剂, 明年将达到: the year that a sentence names for what is to come."""
    told = WORDS.year_told.findall(view, candidate.sentence.start, candidate.quantity.start)
    return page.day.year + (told[-1] == "明年") if told and page.day else None


def _counted_within(candidate: Candidate, view: str, made: list[Candidate]) -> Candidate | None:
    """8月23日起开放接种点183个，其中金水区34个; 6月以来日均接种40万剂，单日最高68万剂: what a number is a part of or the highest
    of, where that has a day of its own."""
    before = [c for c in made if c.quantity.start < candidate.quantity.start]
    whole = before[-1] if before else None
    daily = whole and whole.indicator == candidate.indicator == "daily_vaccinations"
    told = WORDS.peak if daily else WORDS.within
    if not whole or not told.match(view, whole.quantity.end, candidate.quantity.start):
        return None
    alike = whole.unit == candidate.unit or whole.indicator == "new_vaccinations_period"
    return whole if alike and whole.fields["as_of_basis"] not in OF_PAGE else None


def _is_level_before(candidate: Candidate, view: str) -> bool:
    before = WORDS.was_before.search(view, candidate.clause.start, candidate.quantity.start)
    return bool(before and WORDS.became.match(view, candidate.quantity.end))


def _carries(candidate: Candidate, view: str) -> bool:
    """Whether a number is one of the figures that a passage's date is told for."""
    rule = candidate.tags[0]
    if re.search("unvaccinated|visit_other|visit_total|per_hundred", rule):
        return True
    if "adverse_events" in rule:  # 每百万剂70例 is what is known of a vaccine
        return "每" not in view[candidate.sentence.start : candidate.quantity.start]
    # 约7万名院友中，至今只有38.6%: a group of which a share is told.
    if candidate.indicator == "population" and (
        WORDS.of_them.match(view, candidate.quantity.end) or WORDS.as_base.match(view, candidate.quantity.end)
    ):
        return True
    watched = "efficacy" in rule and WORDS.watched.search(
        view, candidate.sentence.start, candidate.clause.end
    )
    told = candidate.indicator in CARRIED or "percent" in candidate.unit
    return bool(watched) or told and not re.search("efficacy|threshold_of_rule", rule)


def _compares(candidate: Candidate) -> bool:
    """Whether a number says how much more or less another is than one before it."""
    return candidate.tags[0].startswith(("indicator.times", "indicator.more_or_fewer"))


def _beside(path: str, other: str) -> bool:
    """Whether two places are parts of the same one."""
    above = path.rpartition("/")[0]
    return bool(above) and above == other.rpartition("/")[0]


def _contains(path: str, other: str) -> bool:
    return path in (other, NATION, WORLD) or other.startswith(path + "/")
