"""One document to its claims: quantities first, then what each is about, where, for whom and as of when.

Work is done only around candidates: a document, a paragraph and a sentence that say nothing of vaccination
cost one scan each.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from vaxclaims import gazetteer
from vaxclaims.extraction import attachments, html_tables, identities, indicators, places, rules
from vaxclaims.extraction.dates import Date, Page, find_dates
from vaxclaims.extraction.numbers import Quantity, find_quantities
from vaxclaims.extraction.segments import Span, clause, lines, sentences
from vaxclaims.markup import find_tags, make_view, readable

ARTICLE = ("headline", "lead", "body")
# What is true of a day that the text names for its figures; the rest is true when it is told.
CARRIED = frozenset(
    "total_vaccinations people_vaccinated people_partly_vaccinated people_fully_vaccinated total_boosters "
    "coverage_first_dose coverage_full coverage_booster coverage_unspecified dose_share daily_vaccinations".split()
)
FOR_GROUPS = CARRIED | {"new_vaccinations_period", "other_vaccination", "people_partly_vaccinated"}
_REPORTING = re.compile(r"^[^，。；]{0,6}(?:通报|公布|介绍|披露|说|表示|更正|发布|获悉|讯|电|消息|报道|召开|举行|了解|称|宣布|提示|刊发|指出)")
_TOTAL = re.compile(r"累计|总|共有|已达|已经|达到|已接种|接种量(?!为)|完成")
_NOW = re.compile(r"目前|眼下|当前|现在|现阶段|如今")
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
    context: str = ""


@cache
def _contexts() -> dict[str, re.Pattern]:
    return {key: re.compile(pattern) for key, pattern in rules.load("contexts").items() if key != "examples"}


def extract_document(document: dict, zones: list[tuple[str, int, int]]) -> list[dict]:
    """The claims of one documents row as rows of the claims table (without ids), in order of place.

    `zones` are (zone, start, end) in order. An empty list where the text is not about COVID-19 vaccination.
    """
    text = document["text"]
    tags = find_tags(text)
    view = make_view(text, tags)
    if not is_about_vaccination(document, view, zones):
        return []
    reader = _Reader(document, view, zones, html_tables.find_tables(view, tags))
    candidates = identities.decide_first_doses(reader.read())
    rows = [row for candidate in candidates for row in _rows(candidate, document, text)]
    return identities.mark_restatements(rows)


def is_about_vaccination(document: dict, view: str, zones) -> bool:
    """Whether a page speaks of vaccination, and not only of another vaccine than that against COVID-19."""
    contexts = _contexts()
    if not contexts["vaccination"].search(view):
        return False
    if contexts["strong"].search((document.get("title") or "") + view[:100_000]):
        return True
    article = "\n".join(view[start:end] for zone, start, end in zones if zone in ARTICLE)[:100_000]
    return not contexts["other_vaccine"].search(article) and not contexts["never"].search(article)


def page_of(document: dict) -> Page:
    """What the dates of a page are resolved against. A page posted in another year than it tells of lends
    its year alone."""
    published, year = document.get("published") or "", document.get("event_year") or ""
    return Page("" if year and published[:4] != year else published, year)


class _Reader:
    """Walks a page's sentences in order, carrying what the discourse carries."""

    def __init__(self, document: dict, view: str, zones, tables=()):
        self.view = view
        self.text = document["text"]
        self.traditional = document.get("script") == "traditional"
        self.zones = zones
        self.tables = tables
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
        self.section = ""  # the place that a heading has set

    def read(self) -> list[Candidate]:
        found: list[Candidate] = []
        for zone, start, end in self.zones:
            if zone == "boilerplate":
                continue
            for line in lines(self.view, start, end):
                self.line_number += 1
                if not any(left <= line.start < right for left, right, _ in self.tables):
                    found += self._line(line, zone)
        found = _lend_dates(found)
        for left, right, tags in self.tables:
            zone = next((zone for zone, start, end in self.zones if start <= (left + right) // 2 < end), "body")
            if zone != "boilerplate":
                found += self._table(left, right, tags, zone)
        return sorted(found, key=lambda candidate: candidate.quantity.start)

    def _table(self, left: int, right: int, tags, zone: str) -> list[Candidate]:
        """The claims of a table's cells, each read as a sentence of its own."""
        found, page_view = [], self.view
        for cell in html_tables.read_table(page_view, left, right, tags):
            self.view = cell.sentence
            self.line_number += 1
            for candidate in self._line(Span(0, len(cell.sentence)), zone):
                quantity = candidate.quantity
                if quantity.start <= cell.left < quantity.end:
                    candidate.quantity = quantity._replace(start=cell.start, end=cell.end)
                    candidate.context = cell.sentence
                    found.append(candidate)
        self.view = page_view
        return found

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
        elif zone == "body":
            self._section(line)
        carried: tuple[str, ...] = (self.section or discourse.default,)
        if zone != "body":
            carried = (discourse.default,)
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
            dates = find_dates(self.view, *sentence, page, self.previous, self.until)
            groups = attachments.populations(self.view, *sentence)
            made = []
            for quantity in self._quantities(sentence, dates, groups):
                around = clause(self.view, sentence, quantity.start, quantity.end)
                made.append(Candidate(quantity, sentence, around, zone, self.line_number))
            made = indicators.decide(made, self.view)
            for candidate in made:
                self._place(candidate, named, carried, rule, made)
                population = self._population(candidate, groups, named, population, made)
                self._rest(candidate, dates)
                self._date(candidate, dates, page)
            found += made
            if strong := [m for m in named if not m.weak]:
                carried, rule = strong[0].paths, "place.carried"
            if dates:
                self.previous = dates[-1]
        return found

    def _section(self, line: Span) -> None:
        """A short line that begins with a place is a heading: what follows is about that place, and dates
        told above it no longer hold."""
        text = self.view[line.start : line.end].strip()
        if len(text) > 40 or text.endswith(("。", "！", "？")):
            if not _HEADING.match(text):
                return
        named = [m for m in places.mentions(self.view, line.start, min(line.end, line.start + 60), self.discourse) if m.rule == "place.name"]
        lead = self.view[line.start : named[0].start] if named else ""
        if named and not lead.strip() and (len(text) <= 40 or _HEADING.match(text)):
            if named[0].paths[0] != self.section:
                self.until = None
            self.section = named[0].paths[0]
        elif len(text) <= 40:
            self.section = ""

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
            siblings = [c for c in made if c.clause == candidate.clause or c.clause.start == candidate.clause.start]
            siblings = [c for c in siblings if c.quantity.unit == quantity.unit and c.quantity.start > group[-1].end]
            if _APART.search(between) or len(siblings) == len(paths):
                paths = (_paired(candidate, group, paths, made),)
            elif not (_EACH.search(between) or share):
                paths = (_common(paths),)
        if group[-1].rule == "place.latter" and _APART.search(between) and len(self.discourse.pair) == 2:
            paths = (_paired(candidate, group, self.discourse.pair, made),)
        candidate.fields["places"] = paths
        candidate.tags.append(f"{group[-1].rule}@1")

    def _population(self, candidate: Candidate, groups, named, last: str, made: list[Candidate]) -> str:
        quantity, indicator = candidate.quantity, candidate.fields["indicator"]
        value, tag = "", ""
        if indicator == "dose_share":
            value, tag = indicators.ordinal(self.view, candidate), "population.ordinal@1"
        elif indicator in FOR_GROUPS and candidate.fields["unit"] in ("dose", "person", "percent", "percentage_point"):
            spans = [Span(m.start, m.end) for m in named if m.rule in ("place.name",)]
            used = {other.fields.get("population") for other in made}
            value, tag = attachments.population(
                self.view, groups, candidate.sentence, candidate.clause, quantity.start, quantity.end, spans, last, used,
                candidate.fields["unit"] == "dose",
            )
            if not value and quantity.noun and quantity.unit.startswith("classifier") and indicator.startswith("people"):
                value, tag = quantity.noun, "population.noun@1"
        if value and self.traditional and (at := self.view.find(value, *candidate.sentence)) >= 0:
            value = self.text[at : at + len(value)]  # a label is in the text's own words
        candidate.fields["population"] = value
        if tag and value:
            candidate.tags.append(tag)
        return value if indicator.startswith(("coverage", "people")) else last

    def _rest(self, candidate: Candidate, dates: list[Date]) -> None:
        quantity, view = candidate.quantity, self.view
        candidate.fields["comparator"], tag = attachments.comparator(view, quantity.start, quantity.end, quantity.inner)
        candidate.tags += [tag] if tag else []
        candidate.fields["status"], tag = attachments.status(view, candidate.sentence, quantity.start, quantity.end)
        candidate.tags += [tag] if tag else []
        ahead = [d for d in dates if d.end <= quantity.start and d.start >= candidate.clause.start]
        future = ahead and (ahead[-1].deadline or self.page.published and _month_end(self.page.published) < ahead[-1].value < "X")
        if future and candidate.fields["status"] == "stated" and "已" not in view[ahead[-1].end : quantity.start]:
            candidate.fields["status"] = "planned"
            candidate.tags.append("status.future_date@1")
        last = candidate.fields.pop("inherits", None)
        if last and last.fields["status"] == "planned":
            candidate.fields["status"] = "planned"
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
            self._by_date(candidate, chosen)
            indicator = candidate.fields["indicator"]
            reported = _REPORTING.match(self.view[chosen.end : chosen.end + 16])
            if indicator in CARRIED and not planned and not chosen.deadline:
                newer = not self.until or chosen.value > self.until.value
                if chosen.until or (newer and not (reported and self.until)):
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
            candidate.fields["lendable"] = carries and not planned
        candidate.tags.append(f"date.{candidate.fields['as_of_basis']}@1")

    def _by_date(self, candidate: Candidate, chosen: Date) -> None:
        """接种…剂 with a stretch of days is what was given in it; with a plain day and no word of a total,
        what was given on it."""
        fields, quantity = candidate.fields, candidate.quantity
        if fields["indicator"] != "total_vaccinations" or chosen.until:
            return
        told = self.view[candidate.clause.start : quantity.start]
        if _TOTAL.search(told) or _TOTAL.search(self.view[chosen.end : quantity.start]) or fields["comparator"] in (">", "<~"):
            return
        if chosen.kind == "month" and chosen.precision == "month" and not chosen.deadline and fields["status"] == "stated":
            fields["indicator"], tag = "new_vaccinations_period", "indicator.by_month@1"
        elif chosen.period:
            fields["indicator"], tag = "new_vaccinations_period", "indicator.by_period@1"
        elif chosen.precision == "day" and fields["status"] == "stated" and "接种" in self.view[chosen.end : quantity.end + 6]:
            fields["indicator"], tag = "daily_vaccinations", "indicator.by_day@1"
        else:
            return
        candidate.tags.insert(1, tag)

    def _own_date(self, candidate: Candidate, dates: list[Date], indicator: str, planned: bool) -> Date | None:
        """The date of the number's own sentence: the nearest before it, with what 截至 opens going before
        the day of a report."""
        quantity = candidate.quantity
        usable = [d for d in dates if d.kind != "since" or indicator in ("new_vaccinations_period",)]
        if not planned and self.page.published:
            usable = [d for d in usable if d.value <= self.page.published or d.value.startswith("X") or d.precision != "day" or d.until or d.kind == "month"]
        before = [d for d in usable if d.end <= quantity.start]
        after = [d for d in usable if d.start >= quantity.end]
        if planned:
            target = [d for d in before if d.deadline] or [d for d in before if not d.until or "到" in self.view[d.start : d.start + 1]]
            return target[-1] if target else None
        if before and indicator in CARRIED:
            nearest = before[-1]
            if _NOW.search(self.view, nearest.end, quantity.start):
                return None
            if not nearest.until and _REPORTING.match(self.view[nearest.end : nearest.end + 16]):
                later = [d for d in after if d.until]
                if later:
                    return later[0]
                earlier = [d for d in before if d.until]
                if earlier:
                    return earlier[-1]
            if nearest.period and indicator not in ("daily_vaccinations", "total_vaccinations"):
                plain = [d for d in before if not d.period]
                return plain[-1] if plain else None
            return nearest
        if before and indicator == "daily_capacity" and before[-1].basis == "relative" and not before[-1].until:
            return before[-1] if before[-1].end > candidate.clause.start else None
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
        if "indicator.by_month@1" in candidate.tags:
            first = date_.value[:8] + "01"
        indicator = candidate.fields["indicator"]
        if indicator not in ("new_vaccinations_period", "daily_vaccinations"):
            first = ""
        if date_.kind == "month" and indicator == "daily_vaccinations" and date_.precision == "month" and "均" in self.view[candidate.clause.start : candidate.quantity.start]:
            first = date_.value[:8] + "01"
        candidate.fields.update(as_of=date_.value, as_of_start=first, as_of_precision=date_.precision, as_of_basis=basis)
        candidate.tags.append(f"date.{date_.kind}@1" if basis != "carried" else "date.carried@1")


def _month_end(day: str) -> str:
    """The last day of the month that `day` lies in: what is dated later is still to come."""
    return f"{day[:8]}31"


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
            same = told["places"] == fields["places"] and told["as_of"] and told.get("as_of_basis") not in ("published", "event_year")
            kind = told["indicator"] == fields["indicator"] or {told["unit"], fields["unit"]} == {"percent"} or told["indicator"] in CARRIED
            if other.line != candidate.line and near and same and kind and told["status"] == "stated":
                basis = "unresolved" if told["as_of"].startswith("X") else "carried"
                fields.update(as_of=told["as_of"], as_of_start="", as_of_precision=told["as_of_precision"], as_of_basis=basis)
                candidate.tags[-1] = "date.lent@1"
                break
    return found


def _rows(candidate: Candidate, document: dict, text: str):
    quantity, fields = candidate.quantity, candidate.fields
    if text[quantity.end - 1] == "&":  # an entity that stands for one character of the view
        quantity = quantity._replace(end=text.index(";", quantity.end) + 1)
    base = {
        "doc_id": document["doc_id"],
        "zone": candidate.zone,
        "start": quantity.start,
        "end": quantity.end,
        "quote": text[quantity.start : quantity.end],
        "quote_view": readable(text[quantity.start : quantity.end]),
        "context": candidate.context or readable(text[candidate.sentence.start : candidate.sentence.end]),
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

