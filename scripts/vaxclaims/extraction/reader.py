"""Reads a page sentence by sentence in order, carrying what the discourse carries: places, dates, groups."""

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache

from vaxclaims.extraction import attachments, html_tables, indicators, lists, places, rules
from vaxclaims.extraction.as_of import Dating, is_future, lend_dates
from vaxclaims.extraction.candidates import ARTICLE, FOR_GROUPS, Candidate
from vaxclaims.extraction.dates import Date, Page, find_dates
from vaxclaims.extraction.numbers import Quantity, find_quantities
from vaxclaims.extraction.placing import place
from vaxclaims.extraction.segments import Span, clause, lines, sentences

_HEADING = re.compile(r"^[^，。；\n]{1,14}[:：]")
_ANSWER = re.compile(r"\s*(?:答|[^，。；:：]{0,12}(?:答|回应|介绍|主任|局长|发言人|负责人|专家))\s?[:：]")
_SENTENCE_END = ("。", "！", "？")
_SHORT = 40


_DATELINE = re.compile(r"^\s*(?:[(（【][^)）】]{0,12}[)）】])?[^，。\d]{0,16}?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日\s?(?:电|讯|消息|专电)")
# A dateline further from the day of publication is not of this page's posting.
_DATELINE_NEAR = 7


def _with_dateline(page: Page, view: str, article) -> Page:
    """`page` with its dateline's day, where that lies within a week before the day of publication."""
    if not page.published:
        return page
    for start, end in article[:4]:
        for line in lines(view, start, min(end, start + 400))[:4]:
            if match := _DATELINE.match(view[line.start : line.start + 50]):
                for back in range(_DATELINE_NEAR + 1):
                    told = page.day - timedelta(days=back)
                    if told.day == int(match["day"]) and match["month"] in (None, str(told.month)):
                        return replace(page, dateline=told.isoformat())
    return page


@cache
def contexts() -> dict[str, re.Pattern]:
    return {key: re.compile(pattern) for key, pattern in rules.load("contexts").items() if key != "examples"}


class Reader:
    """`document` is a documents row, `view` its view, `zones` its (zone, start, end), `tables` as found by
    `html_tables.find_tables`."""

    def __init__(self, document: dict, view: str, zones, page: Page, tables=()):
        self.view = view
        self.text = document["text"]
        self.traditional = document.get("script") == "traditional"
        self.zones, self.tables = zones, tables
        article = [(start, end) for zone, start, end in zones if zone in ARTICLE]
        hints = [document.get("title") or "", document.get("outlet") or ""]
        self.page = _with_dateline(page, view, article)
        self.discourse = places.survey(view, article, hints, tables)
        self.dating = Dating(document.get("published") or "")
        self.line_number = 0
        self.topic = False  # whether the line before spoke of vaccination
        self.off_topic = False  # whether the sentence before turned to another vaccine
        self.section = ""  # the place that a heading has set
        self.told: list[Candidate] = []  # the claims of the sentence before

    def read(self) -> list[Candidate]:
        found: list[Candidate] = []
        tables = list(self.tables)
        for zone, start, end in self.zones:
            if zone == "boilerplate":
                continue
            for line in lines(self.view, start, end):
                while tables and tables[0][0] <= line.start:
                    found += self._table(*tables.pop(0))
                self.line_number += 1
                if not any(left <= line.start < right for left, right, _ in self.tables):
                    found += self._line(line, zone)
        return sorted(lend_dates(found), key=lambda candidate: candidate.quantity.start)

    def _table(self, left: int, right: int, tags) -> list[Candidate]:
        """The claims of a table's cells, each read as a sentence of its own."""
        found, page_view, traditional = [], self.view, self.traditional
        zone = next((zone for zone, start, end in self.zones if start <= (left + right) // 2 < end), "body")
        if zone == "boilerplate":
            return []
        self.traditional, newest = False, None
        for cell in html_tables.read_table(page_view, left, right, tags):
            self.view = cell.sentence
            self.line_number += 1
            self.told = []
            for candidate in self._line(Span(0, len(cell.sentence)), zone):
                quantity = candidate.quantity
                if quantity.start <= cell.left < quantity.end:
                    candidate.quantity = quantity._replace(start=cell.start, end=cell.end)
                    candidate.context = cell.sentence
                    found.append(candidate)
            if self.dating.until and (not newest or self.dating.until.value > newest.value):
                newest = self.dating.until
        self.dating.until = newest or self.dating.until
        self.view, self.traditional = page_view, traditional
        return found

    def _line(self, line: Span, zone: str) -> list[Candidate]:
        if not self._line_is_on_topic(line, zone):
            self.told = []
            return []
        page, discourse = self.page, self.discourse
        if zone == "related":
            page, discourse = Page("", ""), places.Discourse(named=set(self.discourse.named))
            self.dating.forget()
            self.told = []
        elif zone == "body":
            self._open_section(line)
        self.discourse_now = discourse
        home = self.section if zone == "body" and self.section else discourse.default
        self.carried: tuple[tuple[str, ...], str] = ((home,), "place.page")
        self.population = ""
        self.dating.reported = None
        if line.end - line.start > 3 * _SHORT:
            self.told = []
        found: list[Candidate] = []
        for sentence in sentences(self.view, line):
            found += self._sentence(sentence, zone, page, discourse)
        return found

    def _sentence(self, sentence: Span, zone: str, page: Page, discourse) -> list[Candidate]:
        view, dating = self.view, self.dating
        named = places.mentions(view, *sentence, discourse)
        strong = [m for m in named if not m.weak]
        made: list[Candidate] = []
        if self._on_topic(sentence):
            dates = find_dates(view, *sentence, page, dating.previous, dating.until)
            dating.note_report(view, dates)
            groups = attachments.populations(view, *sentence)
            for quantity in self._quantities(sentence, dates, groups):
                around = clause(view, sentence, quantity.start, quantity.end, zone in ("headline", "related"))
                made.append(Candidate(quantity, sentence, around, zone, self.line_number))
            made = indicators.decide(made, view, self.told)
            for candidate in made:
                place(candidate, view, named, self.carried, made, discourse)
                self._population(candidate, groups, named, made)
                self._rest(candidate, dates, page)
                dating.date(candidate, view, dates, page)
            self.told = made
        else:
            dates = find_dates(view, *sentence, page, dating.previous)
        if strong:
            self.carried = (strong[0].paths, "place.carried")
        if dates:
            dating.previous = dates[-1]
        return made

    def _open_section(self, line: Span) -> None:
        """A short line that begins with a place is a heading: what follows is about that place, and dates
        told above it no longer hold."""
        text = re.sub(r"\s+", " ", self.view[line.start : line.end].strip())
        heading = bool(_HEADING.match(text))
        if not heading and (len(text) > _SHORT or text.endswith(_SENTENCE_END)):
            return
        named = [m for m in places.mentions(self.view, line.start, min(line.end, line.start + 60), self.discourse) if m.rule == "place.name"]
        lead = self.view[line.start : named[0].start] if named else ""
        if named and not lead.strip(" ·•-*　0123456789.、()") and (len(text) <= _SHORT or heading):
            inside = named[0].paths[0].startswith((self.section or self.discourse.default) + "/")
            if named[0].paths[0] != self.section and len(text) <= _SHORT and not inside:
                self.dating.until = None
            self.section = named[0].paths[0] if len(text) <= _SHORT else self.section
        elif len(text) <= _SHORT:
            self.section = ""

    def _line_is_on_topic(self, line: Span, zone: str) -> bool:
        """A line speaks of vaccination, or goes on from one that does and names no other subject."""
        words = contexts()
        self.off_topic = False
        if words["vaccination"].search(self.view, *line):
            self.topic = True
        elif zone != "body" or self._turns_away(line):
            self.topic = False
        return self.topic or zone in ARTICLE

    def _turns_away(self, line: Span) -> bool:
        """Whether a line that has no word of vaccination is about something else: it says so, or is too long to
        be an entry of a list or an answer that goes on."""
        words = contexts()
        long = line.end - line.start > 2 * _SHORT and not _ANSWER.match(self.view, *line)
        return long or bool(words["other_topic"].search(self.view, *line) or words["other_vaccine"].search(self.view, *line))

    def _on_topic(self, sentence: Span) -> bool:
        """Whether a sentence may hold claims: it speaks of vaccination, or its paragraph does, and it has
        not turned to another vaccine or another subject."""
        words = contexts()
        if words["other_vaccine"].search(self.view, *sentence):
            self.off_topic = not words["covid"].search(self.view, *sentence)
            return not self.off_topic
        if self.off_topic:
            if not words["strong"].search(self.view, *sentence):
                return False
            self.off_topic = False
        if words["vaccination"].search(self.view, *sentence):
            return True
        return self.topic and not words["other_topic"].search(self.view, *sentence)

    def _quantities(self, sentence: Span, dates: list[Date], groups) -> list[Quantity]:
        """The sentence's quantities less those inside a date or an age, or told of another vaccine."""
        taken = [(d.start, d.end) for d in dates] + [(start, end) for start, end, _, kind in groups if kind == "age"]
        found = [
            quantity for quantity in find_quantities(self.view, *sentence)
            if not any(start <= quantity.start < end and quantity.end <= end + 1 for start, end in taken)
        ]
        words = contexts()
        if found and words["other_topic"].search(self.view, *sentence):
            found = [quantity for quantity in found if not self._of_other_topic(quantity, sentence)]
        if found and contexts()["other_vaccine"].search(self.view, *sentence):
            found = [quantity for quantity in found if not self._of_other_vaccine(quantity, sentence)]
        return found

    def _of_other_topic(self, quantity: Quantity, sentence: Span) -> bool:
        words, around = contexts(), clause(self.view, sentence, quantity.start, quantity.end)
        return bool(words["other_topic"].search(self.view, *around)) and not words["vaccination"].search(self.view, *around)

    def _of_other_vaccine(self, quantity: Quantity, sentence: Span) -> bool:
        """Whether the vaccine named last before a number is not that against COVID-19."""
        words, last = contexts(), -1
        for match in words["other_vaccine"].finditer(self.view, sentence.start, quantity.start):
            last = match.end()
        return last >= 0 and not words["covid"].search(self.view, last, quantity.start)

    def _population(self, candidate: Candidate, groups, named, made: list[Candidate]) -> None:
        """For whom the number holds; a share's group goes on to 同样 and 该年龄段."""
        indicator, fields = candidate.indicator, candidate.fields
        labels, tag = (), ""
        if indicator == "dose_share":
            labels, tag = (indicators.ordinal(self.view, candidate),), "population.ordinal@1"
        elif fields.get("ordinal"):
            labels, tag = (fields["ordinal"],), "population.ordinal@1"
        elif indicator in FOR_GROUPS and candidate.unit in ("dose", "person", "percent", "percentage_point"):
            labels, tag = attachments.groups_of(self.view, candidate, groups, named, self.population, made)
        labels = tuple(self._as_printed(label, candidate) for label in labels if label)
        fields["population"] = labels[0] if labels else ""
        fields["populations"] = labels or ("",)
        if labels and tag:
            candidate.tags.append(tag)
        if indicator.startswith("coverage") or indicator.startswith("people") and fields["population"]:
            self.population = fields["population"]

    def _as_printed(self, label: str, candidate: Candidate) -> str:
        """A label is in the text's own words, an age or an ordinal in the codebook's."""
        at = self.view.find(label, *candidate.sentence) if self.traditional else -1
        return self.text[at : at + len(label)] if at >= 0 and not re.match(r"\d|第.剂", label) else label

    def _rest(self, candidate: Candidate, dates: list[Date], page: Page) -> None:
        """Comparator, status and vaccine."""
        quantity, view, fields = candidate.quantity, self.view, candidate.fields
        fields["comparator"], tag = attachments.comparator(view, quantity.start, quantity.end, quantity.inner)
        candidate.tags += [tag] if tag else []
        fields["status"], tag = attachments.status(view, candidate.sentence, quantity.start, quantity.end)
        candidate.tags += [tag] if tag else []
        if fields["status"] == "stated" and is_future(dates, candidate, view, page):
            fields["status"] = "planned"
            candidate.tags.append("status.future_date@1")
        last = fields.pop("inherits", None)
        if last and last.sentence == candidate.sentence and last.fields["status"] == "planned":
            fields["status"] = "planned"
        if candidate.indicator in FOR_GROUPS | {"supply"} and candidate.unit in ("dose", "person", "percent"):
            fields["vaccine"], tag = attachments.vaccine(view, candidate.sentence, quantity.start, quantity.end)
            candidate.tags += [tag] if tag else []
