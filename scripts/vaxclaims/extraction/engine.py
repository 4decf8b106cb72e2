"""One document to its claims: quantities first, then what each is about, where, for whom and as of when.

Work is done only around candidates: a document, a paragraph and a sentence that say nothing of vaccination
cost one scan each.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from vaxclaims import gazetteer
from vaxclaims.extraction import attachments, identities, indicators, places, rules
from vaxclaims.extraction.dates import Date, Page, find_dates
from vaxclaims.extraction.numbers import Quantity, find_quantities
from vaxclaims.extraction.segments import Span, clause, lines, sentences
from vaxclaims.markup import make_view, readable

ARTICLE = ("headline", "lead", "body")
# What is true of a day that the text names for its figures; the rest is true when it is told.
CARRIED = frozenset(
    "total_vaccinations people_vaccinated people_partly_vaccinated people_fully_vaccinated total_boosters "
    "coverage_first_dose coverage_full coverage_booster coverage_unspecified dose_share daily_vaccinations".split()
)
FOR_GROUPS = CARRIED | {"new_vaccinations_period", "other_vaccination", "people_partly_vaccinated"}
_REPORTING = re.compile(r"^[^，。；]{0,6}(?:通报|公布|介绍|披露|说|表示|更正|发布|获悉|讯|电|消息|报道|召开|举行|了解|称|宣布|提示|刊发|指出)")
_EACH = re.compile(r"均|都|各|分别|每|同为|双双|皆|依次")
_APART = re.compile(r"分别|依次")
_HEADING = re.compile(r"^[^，。；\n]{1,14}[:：]")


@dataclass
class Candidate:
    """A quantity with its surroundings and what has been decided of it so far."""

    quantity: Quantity
    sentence: Span
    clause: Span
    zone: str
    line: int
    fields: dict = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)


@cache
def _contexts() -> dict[str, re.Pattern]:
    return {key: re.compile(pattern) for key, pattern in rules.load("contexts").items() if key != "examples"}


def extract_document(document: dict, zones: list[tuple[str, int, int]]) -> list[dict]:
    """The claims of one documents row as rows of the claims table (without ids), in order of place.

    `zones` are (zone, start, end) in order. An empty list where the text is not about COVID-19 vaccination.
    """
    text = document["text"]
    view = make_view(text)
    if not is_about_vaccination(document, view, zones):
        return []
    reader = _Reader(document, view, zones)
    candidates = identities.decide_first_doses(reader.read())
    rows = [row for candidate in candidates for row in _rows(candidate, document, text)]
    return identities.mark_restatements(rows)


def is_about_vaccination(document: dict, view: str, zones) -> bool:
    """Whether a page speaks of vaccination, and not only of another vaccine than that against COVID-19."""
    contexts = _contexts()
    if not contexts["vaccination"].search(view):
        return False
    sample = (document.get("title") or "") + view[:100_000]
    if contexts["strong"].search(sample):
        return True
    return not contexts["other_vaccine"].search(sample) and not contexts["never"].search(sample)


def page_of(document: dict) -> Page:
    """What the dates of a page are resolved against. A page posted in another year than it tells of lends
    its year alone."""
    published, year = document.get("published") or "", document.get("event_year") or ""
    return Page("" if year and published[:4] != year else published, year)


class _Reader:
    """Walks a page's sentences in order, carrying what the discourse carries."""

    def __init__(self, document: dict, view: str, zones):
        self.view = view
        self.zones = zones
        self.page = page_of(document)
        self.published = document.get("published") or ""
        article = [(start, end) for zone, start, end in zones if zone in ARTICLE]
        hints = [document.get("title") or "", document.get("outlet") or ""]
        self.discourse = places.survey(view, article, hints)
        self.main = self.discourse.default
        self.line_number = 0
        self.until: Date | None = None  # the last date that figures were told for
        self.previous: Date | None = None  # the last date of any kind
        self.thresholds: list[Date] = []
        self.off_topic = False

    def read(self) -> list[Candidate]:
        found: list[Candidate] = []
        for zone, start, end in self.zones:
            if zone == "boilerplate":
                continue
            for line in lines(self.view, start, end):
                self.line_number += 1
                found += self._line(line, zone)
        return _lend_dates(found)

    def _line(self, line: Span, zone: str) -> list[Candidate]:
        contexts = _contexts()
        vaccination = contexts["vaccination"].search(self.view, line.start, line.end)
        furniture = zone in ("related", "comment")
        if furniture and not vaccination:
            return []
        self.off_topic = False
        page = Page("", "") if zone == "related" else self.page
        discourse = self.discourse
        if zone == "related":
            discourse = places.Discourse(named=set(self.discourse.named))
            self.until = self.previous = None
        elif not _HEADING.match(self.view[line.start : line.start + 20]) and zone == "body":
            discourse.latest.update({"default": self.main})
        carried: tuple[str, ...] = (discourse.default,)
        rule, population, found = "place.page", "", []
        for sentence in sentences(self.view, line):
            if not self._on_topic(sentence, bool(vaccination)):
                for date_ in find_dates(self.view, *sentence, page, self.previous):
                    self.previous = date_
                first = [m for m in places.mentions(self.view, *sentence, discourse) if not m.weak]
                if first:
                    carried, rule = first[0].paths, "place.carried"
                continue
            named = places.mentions(self.view, *sentence, discourse)
            dates = find_dates(self.view, *sentence, page, self.previous)
            groups = attachments.populations(self.view, *sentence)
            made = []
            for quantity in self._quantities(sentence, dates, groups):
                around = clause(self.view, sentence, quantity.start, quantity.end)
                made.append(Candidate(quantity, sentence, around, zone, self.line_number))
            made = indicators.decide(made, self.view)
            for candidate in made:
                self._place(candidate, named, carried, rule, made)
                population = self._population(candidate, groups, named, population)
                self._rest(candidate)
                self._date(candidate, dates, page)
            found += made
            if strong := [m for m in named if not m.weak]:
                carried, rule = strong[0].paths, "place.carried"
            if dates:
                self.previous = dates[-1]
        return found

    def _on_topic(self, sentence: Span, line_is: bool) -> bool:
        """Whether a sentence may hold claims: it speaks of vaccination, or its paragraph does, and it has
        not turned to another vaccine or another subject."""
        contexts = _contexts()
        vaccination = contexts["vaccination"].search(self.view, *sentence)
        if contexts["other_vaccine"].search(self.view, *sentence):
            self.off_topic = not re.compile("新冠|新型冠状").search(self.view, *sentence)
            return not self.off_topic
        if self.off_topic:
            if not contexts["strong"].search(self.view, *sentence):
                return False
            self.off_topic = False
        if vaccination:
            return True
        return line_is and not contexts["other_topic"].search(self.view, *sentence)

    def _quantities(self, sentence: Span, dates: list[Date], groups) -> list[Quantity]:
        """The sentence's quantities less those inside a date or an age."""
        taken = [(d.start, d.end) for d in dates if d.kind != "lastn"] + [(g[0], g[1]) for g in groups]
        taken += [(d.start, d.end) for d in dates if d.kind == "lastn"]
        return [
            quantity for quantity in find_quantities(self.view, *sentence)
            if not any(start <= quantity.start < end and quantity.end <= end + 1 for start, end in taken)
        ]

    def _place(self, candidate: Candidate, named, carried, rule: str, made: list[Candidate]) -> None:
        """The place nearest before the number in its sentence; in a list, each or the one above them all."""
        quantity = candidate.quantity
        before = [m for m in named if m.end <= quantity.start and not m.weak]
        if not before:
            inside = [m for m in named if quantity.start <= m.start <= quantity.end + 2 and m.rule == "place.name"]
            behind = [m for m in named if quantity.end <= m.start < candidate.clause.end and m.rule == "place.name" and not m.weak]
            chosen = inside or (behind if not carried or carried == ("全国",) else [])
            candidate.fields["places"] = chosen[0].paths if chosen else carried
            candidate.tags.append(f"{chosen[0].rule}@1" if chosen else f"{rule}@1")
            return
        grouped = places.groups(before, self.view)
        group = grouped[-1]
        paths = tuple(dict.fromkeys(path for mention in group for path in mention.paths))
        between = self.view[group[-1].end : quantity.start]
        share = quantity.unit in ("percent", "percentage_point") or candidate.fields["indicator"].startswith("coverage")
        if len(paths) > 1:
            if _APART.search(between):
                paths = (_paired(candidate, group, paths, made),)
            elif not (_EACH.search(between) or share):
                paths = (_common(paths),)
        candidate.fields["places"] = paths
        candidate.tags.append(f"{group[-1].rule}@1")

    def _population(self, candidate: Candidate, groups, named, last: str) -> str:
        quantity, indicator = candidate.quantity, candidate.fields["indicator"]
        value, tag = "", ""
        if indicator == "dose_share":
            value, tag = indicators.ordinal(self.view, candidate), "population.ordinal@1"
        elif indicator in FOR_GROUPS and candidate.fields["unit"] in ("dose", "person", "percent", "percentage_point"):
            spans = [Span(m.start, m.end) for m in named if m.rule in ("place.name",)]
            value, tag = attachments.population(
                self.view, groups, candidate.sentence, quantity.start, quantity.end, spans, last
            )
            if not value and quantity.noun and quantity.unit.startswith("classifier") and indicator.startswith("people"):
                value, tag = quantity.noun, "population.noun@1"
        candidate.fields["population"] = value
        if tag and value:
            candidate.tags.append(tag)
        return value if indicator.startswith(("coverage", "people")) else last

    def _rest(self, candidate: Candidate) -> None:
        quantity, view = candidate.quantity, self.view
        candidate.fields["comparator"], tag = attachments.comparator(view, quantity.start, quantity.end, quantity.inner)
        candidate.tags += [tag] if tag else []
        candidate.fields["status"], tag = attachments.status(view, candidate.sentence, quantity.start, quantity.end)
        candidate.tags += [tag] if tag else []
        limited = candidate.fields["indicator"] in FOR_GROUPS | {"supply", "daily_vaccinations"}
        if limited and candidate.fields["unit"] in ("dose", "person", "percent"):
            candidate.fields["vaccine"], tag = attachments.vaccine(view, candidate.sentence, quantity.start, quantity.end)
            candidate.tags += [tag] if tag else []

    def _date(self, candidate: Candidate, dates: list[Date], page: Page) -> None:
        indicator, planned = candidate.fields["indicator"], candidate.fields["status"] == "planned"
        chosen = self._own_date(candidate, dates, indicator, planned)
        if indicator == "milestone_interval" or (indicator == "new_vaccinations_period" and "milestone" in candidate.tags[0]):
            self._interval(candidate, chosen)
            return
        if chosen:
            self._set(candidate, chosen, chosen.basis)
            reported = _REPORTING.match(self.view[chosen.end : chosen.end + 16])
            if indicator in CARRIED and not planned and not chosen.deadline:
                if chosen.until or not reported or not self.until:
                    self.until = chosen
                if candidate.fields["comparator"] == ">" and indicator == "total_vaccinations":
                    self.thresholds.append(chosen)
            return
        carries = indicator in CARRIED or "percent" in candidate.fields["unit"] and "efficacy" not in candidate.tags[0]
        if carries and not planned and self.until and candidate.zone != "comment":
            self._set(candidate, self.until, "carried")
        elif page.published and candidate.zone != "related":
            candidate.fields.update(as_of=page.published, as_of_precision="day", as_of_basis="published")
            candidate.fields["lendable"] = carries and not planned
        elif page.year and candidate.zone == "comment" and self.published:
            candidate.fields.update(as_of=self.published, as_of_precision="day", as_of_basis="published")
        elif page.year:
            candidate.fields.update(as_of=f"{page.year}-12-31", as_of_precision="year", as_of_basis="event_year")
            candidate.fields["lendable"] = carries and not planned
        else:
            candidate.fields.update(as_of="", as_of_precision="none", as_of_basis="unresolved")
        candidate.tags.append(f"date.{candidate.fields['as_of_basis']}@1")

    def _own_date(self, candidate: Candidate, dates: list[Date], indicator: str, planned: bool) -> Date | None:
        """The date of the number's own sentence: the nearest before it, with what 截至 opens going before
        the day of a report."""
        quantity = candidate.quantity
        usable = [d for d in dates if d.kind != "since" or indicator in ("new_vaccinations_period",)]
        before = [d for d in usable if d.end <= quantity.start]
        after = [d for d in usable if d.start >= quantity.end]
        if planned:
            target = [d for d in before if d.deadline] or [d for d in before if not d.until or "到" in self.view[d.start : d.start + 1]]
            return target[-1] if target else None
        if before and indicator in CARRIED:
            nearest = before[-1]
            if not nearest.until and _REPORTING.match(self.view[nearest.end : nearest.end + 16]):
                later = [d for d in after if d.until]
                if later:
                    return later[0]
                earlier = [d for d in before if d.until]
                if earlier:
                    return earlier[-1]
            if nearest.first and indicator not in ("daily_vaccinations",):
                plain = [d for d in before if not d.first]
                return plain[-1] if plain else None
            return nearest
        if before:
            return before[-1]
        own = [d for d in after if d.until and indicator in CARRIED]
        return own[0] if own else None

    def _interval(self, candidate: Candidate, chosen: Date | None) -> None:
        """Days from one threshold to the next: the two latest dates of thresholds."""
        known = list(dict.fromkeys(d.value for d in self.thresholds))
        last = chosen.value if chosen else self.until.value if self.until else ""
        then = self.view[candidate.quantity.end : candidate.quantity.end + 2].startswith(("后", "就", "便"))
        since = re.search("此后|之后|随后", self.view[candidate.sentence.start : candidate.quantity.start])
        if chosen and (then or since) and self.until and self.until.value > chosen.value:
            first, last = chosen.value, self.until.value
        else:
            earlier = [value for value in known if value < last]
            first = earlier[-1] if earlier else ""
        candidate.fields.update(
            as_of=last, as_of_start=first, as_of_precision="day" if last else "none",
            as_of_basis=(chosen.basis if chosen else "carried") if last else "unresolved",
        )
        candidate.tags.append("date.interval@1")

    def _set(self, candidate: Candidate, date_: Date, basis: str) -> None:
        first = date_.first
        indicator = candidate.fields["indicator"]
        if indicator not in ("new_vaccinations_period", "daily_vaccinations"):
            first = ""
        if date_.kind == "month" and indicator == "daily_vaccinations" and date_.precision == "month" and "均" in self.view[candidate.clause.start : candidate.quantity.start]:
            first = date_.value[:8] + "01"
        candidate.fields.update(as_of=date_.value, as_of_start=first, as_of_precision=date_.precision, as_of_basis=basis)
        candidate.tags.append(f"date.{date_.kind}@1" if basis != "carried" else "date.carried@1")


def _paired(candidate: Candidate, group, paths: tuple[str, ...], made: list[Candidate]) -> str:
    """分别: the n-th number after the list belongs to its n-th place."""
    follow = [c for c in made if c.quantity.start > group[-1].end and c.sentence == candidate.sentence]
    position = follow.index(candidate) if candidate in follow else 0
    return paths[position] if position < len(paths) else paths[-1]


def _common(paths: tuple[str, ...]) -> str:
    """The place that holds all of `paths`: 东城、西城等 11 个区 → 北京市."""
    above = {gazetteer.parent(path) for path in paths}
    return above.pop() if len(above) == 1 else paths[-1]


def _lend_dates(found: list[Candidate]) -> list[Candidate]:
    """A headline or a sub-heading without a date has that of the same figures told below it."""
    for index, candidate in enumerate(found):
        fields = candidate.fields
        if not fields.pop("lendable", False) or candidate.zone == "comment":
            continue
        for other in found[index + 1 :]:
            told = other.fields
            near = other.line <= candidate.line + (12 if candidate.zone in ("headline", "lead") else 2)
            same = told["places"] == fields["places"] and told.get("as_of_basis") in ("explicit", "relative", "carried")
            kind = told["indicator"] == fields["indicator"] or {told["unit"], fields["unit"]} == {"percent"} or told["indicator"] in CARRIED
            if other.line != candidate.line and near and same and kind and told["status"] == "stated":
                fields.update(as_of=told["as_of"], as_of_start="", as_of_precision=told["as_of_precision"], as_of_basis="carried")
                candidate.tags[-1] = "date.lent@1"
                break
    return found


def _rows(candidate: Candidate, document: dict, text: str):
    quantity, fields = candidate.quantity, candidate.fields
    base = {
        "doc_id": document["doc_id"],
        "zone": candidate.zone,
        "start": quantity.start,
        "end": quantity.end,
        "quote": text[quantity.start : quantity.end],
        "quote_view": readable(text[quantity.start : quantity.end]),
        "context": readable(text[candidate.sentence.start : candidate.sentence.end]),
        "indicator": fields["indicator"],
        "value": fields.get("value", quantity.value),
        "value_high": fields.get("value_high", quantity.high),
        "precision": fields.get("precision", quantity.precision),
        "unit": fields["unit"],
        "comparator": fields["comparator"],
        "population": fields.get("population", ""),
        "vaccine": fields.get("vaccine", ""),
        "as_of": fields["as_of"],
        "as_of_start": fields.get("as_of_start", ""),
        "as_of_precision": fields["as_of_precision"],
        "as_of_basis": fields["as_of_basis"],
        "status": fields["status"],
        "rule": " ".join(candidate.tags),
        "origin": "rule",
        "decision": "pending",
    }
    for path in fields["places"]:
        yield base | {"place": path, "place_code": gazetteer.code_of(path)}

