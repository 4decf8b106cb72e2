"""Reads a page sentence by sentence in order, carrying what the discourse carries: places, dates, groups."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from functools import cache
from operator import itemgetter

from vaxclaims import gazetteer
from vaxclaims.extraction import attachments, home, indicators, limiting, ordinals, rules
from vaxclaims.extraction.as_of import Dating
from vaxclaims.extraction.candidates import ARTICLE, CARRIED, FOR_GROUPS, Candidate
from vaxclaims.extraction.closing import date_by_notes
from vaxclaims.extraction.date_types import Date, Page
from vaxclaims.extraction.dates import find_dates
from vaxclaims.extraction.discourse import Discourse, common, place_lists
from vaxclaims.extraction.going_on import follow
from vaxclaims.extraction.groups import find_groups
from vaxclaims.extraction.lending import lend_dates
from vaxclaims.extraction.mentions import mentions
from vaxclaims.extraction.numbers import Quantity, find_quantities
from vaxclaims.extraction.place_names import ALONE, scan
from vaxclaims.extraction.placing import place
from vaxclaims.extraction.plans import tell_status
from vaxclaims.extraction.posting import with_dateline
from vaxclaims.extraction.segments import Span, clause, lines, sentences
from vaxclaims.extraction.synonyms import Plain
from vaxclaims.extraction.table_cells import Table
from vaxclaims.gazetteer import NATION

WORDS = rules.wordings("reader")
SHARED = rules.wordings("shared")
PLACING = rules.wordings("placing")
_HEADING = re.compile(r"^[^，。；\n]{1,14}[:：]")
_SENTENCE_END = ("。", "！", "？")
_SHORT = 40
_SUBJECT = 8  # in characters, where a sentence has named what it is about
OPENING = 60  # in characters, how far the words reach that a page opens with
# 感染者出院满6个月，可以接种
_TIMES = frozenset(("day", "week", "month"))


@cache
def contexts() -> dict[str, re.Pattern]:
    return {key: re.compile(pattern) for key, pattern in rules.load("contexts").items() if key != "examples"}


def _opens_with_other(title: str, view: str, article) -> bool:
    """Whether the title or first words of a page name another vaccine and not that against COVID-19."""
    head = title + (view[article[0][0] : article[0][0] + OPENING] if article else "")
    return bool(contexts()["other_vaccine"].search(head)) and not contexts()["covid"].search(head)


def _only_age(title: str) -> str:
    """The age that a title names, if it names one."""
    ages = {group.label for group in find_groups(title, 0, len(title)) if group.kind == "age"}
    return ages.pop() if len(ages) == 1 else ""


_WITH_PAPERS = ("香港特别行政区", "澳门特别行政区", "台湾省")
# What a heading may have before the place that it names: 三，新西兰
_BEFORE_HEADING = " ·•-*0123456789.、，()【[《<#一二三四五六七八九十"


class Reader:
    """`document` is a documents row, `plain` its view in plain words, `zones` its (zone, start, end), `tables`
    in order of place. Offsets are those of the plain text."""

    def __init__(self, document: dict, plain: Plain, zones, page: Page, tables=()):
        self.view = view = plain.text
        self.plain = plain
        self.text = document["text"]
        self.traditional = document.get("script") == "traditional"
        self.zones = [(zone, plain.at(start), plain.at(end)) for zone, start, end in zones]
        self.tables = tables
        article = [(start, end) for zone, start, end in self.zones if zone in ARTICLE]
        hints = [document.get("title") or "", document.get("outlet") or ""]
        self.page = with_dateline(page, view, article)
        self.discourse = home.survey(view, article, hints, tables, self.traditional)
        self.dating = Dating(document.get("published") or "")
        head = view[article[0][0] : article[0][0] + OPENING] if article else ""
        self.dating.bulletin = bool(WORDS.bulletin.search(hints[0]) or WORDS.bulletin.search(head))
        self.line_number = 0
        self.topic = False  # whether the line before spoke of vaccination
        self.off_topic = False  # whether the sentence before turned to another vaccine
        self.section = ""  # the place that a heading has set
        self.above_entry: str | None = None  # and the one that held before a list's entry about another
        self.mixed = bool(contexts()["other_vaccine"].search(view))  # whether the page names another vaccine
        # and opens with it: then what names no vaccine is of that one
        self.of_other = self.mixed and _opens_with_other(hints[0], view, article)
        # whether its title says that all of it is about the drive
        self.devoted = not self.of_other and bool(WORDS.of_drive.search(hints[0] or head.partition("\n")[0]))
        self.opens = len(view) - len(view.lstrip())  # where the page's first line begins
        self.told: list[Candidate] = []  # the claims of the sentence before,
        self.of_line: list[Candidate] = []  # and of the last sentence of the line that has any
        # the place that the sentence before was about, and the rule that found it
        self.carried: tuple[tuple[str, ...], str] | None = None
        self.share: Candidate | None = None  # the coverage that the line has told last
        self.population = ""  # the group of the last share told
        self.only = ""  # the one group that all that follows is told to be counted for,
        self.asked = ""  # and the group that a question, or the line above a list, names for what follows
        self.supplied = False  # whether a list goes on to share out doses that the line above it tells of
        self.head: tuple | None = None  # that supply, and where its line has led
        self.rated = False  # or tells shares of what that line names
        self.title_age = _only_age(hints[0])
        self.headed = False  # whether a line that is nothing but a group names it
        self.heading: Span | None = None  # the line before, where it is short and without figures
        self.unread: list[Span] = []  # text without claims whose places and dates have not been read yet,
        self.paragraph = 0  # and where of it this paragraph begins

    def read(self) -> list[Candidate]:
        found: list[Candidate] = []
        tables = deque(self.tables)
        tabled = 0  # where the last table read ends
        for zone, start, end in self.zones:
            for line in lines(self.view, start, end):
                if stamp := WORDS.updated.fullmatch(self.view, *line):
                    self._turn_to(stamp)
                elif (year := WORDS.of_year.fullmatch(self.view, *line)) and zone in ARTICLE:
                    self.page = self.page._replace(year=year[1])
                elif (year := WORDS.year_reviewed.fullmatch(self.view, *line)) and zone in ARTICLE:
                    self.page = Page("", year[1])
                    self.dating.forget()
                if zone == "boilerplate":
                    continue
                while tables and tables[0].start <= line.start:
                    tabled = max(tabled, tables[0].end)
                    found += self._table(tables.popleft())
                self.line_number += 1
                if line.start >= tabled:
                    found += self._line(line, zone)
        self.dating.settle()
        date_by_notes(found, self.view, self.page)
        found = sorted(lend_dates(found, self.view), key=lambda candidate: candidate.quantity.start)
        for candidate in found:
            self._as_printed(candidate)
            self._of_title(candidate)
        return found

    def _of_title(self, candidate: Candidate) -> None:
        """3-11岁儿童怎么打？…计划11月25日前第一剂接种率达95%: what is aimed at for nobody named is aimed at for the age
        that the page is titled with."""
        fields = candidate.fields
        aimed = fields["status"] == "planned" and candidate.indicator.startswith("coverage")
        open_to = not candidate.context and not limiting.speaks_of_all(self.view, candidate)
        if self.title_age and aimed and open_to and not fields["population"] and candidate.zone in ARTICLE:
            self._limit_to_title(candidate)

    def _limit_to_title(self, candidate: Candidate) -> None:
        candidate.fields.update(population=self.title_age, populations=(self.title_age,))
        candidate.tags.append("population.title@1")

    def _table(self, table: Table) -> list[Candidate]:
        """The claims of a table's cells, each read as a sentence of its own."""
        found, page_view = [], self.view
        zone = self._zone_of(table)
        if zone == "boilerplate":
            return []
        self._catch_up(self.page, self.discourse)
        newest, self.dating.listed = None, None
        for cell in table.cells:
            self.view = cell.sentence
            self.line_number += 1
            self.dating.line += 1  # to what dates its cells a table is one line
            self.told, self.unread = [], []
            for candidate in self._line(Span(0, len(cell.sentence)), zone):
                quantity = candidate.quantity
                if quantity.start <= cell.left < quantity.end:
                    limiting.limit_cell(self.view, candidate, cell.label)
                    if not candidate.fields["population"] and candidate.indicator in CARRIED and self.title_age:
                        self._limit_to_title(candidate)  # a page that is titled with an age tabulates it
                    candidate.quantity = quantity._replace(start=cell.start, end=cell.end)
                    candidate.context = cell.sentence
                    found.append(candidate)
            if self.dating.until and (not newest or self.dating.until.value > newest.value):
                newest = self.dating.until
        self.dating.close_table(newest, found)
        self.view, self.unread = page_view, []
        return found

    def _zone_of(self, table) -> str:
        """The zone in which most of a table lies: a cell of it may look like furniture (电话)."""
        lies: dict[str, int] = {}
        first = max(bisect_right(self.zones, table.start, key=itemgetter(1)) - 1, 0)
        last = bisect_left(self.zones, table.end, key=itemgetter(1))
        for zone, start, end in self.zones[first:last]:
            lies[zone] = lies.get(zone, 0) + min(end, table.end) - max(start, table.start)
        return max(lies, key=lies.get, default="body")

    def _line(self, line: Span, zone: str) -> list[Candidate]:
        view = self.view
        marked = WORDS.entry.match(view, *line)
        opens = bool(WORDS.opens_list.search(view, *line))
        if marked or opens or WORDS.asks_on.match(view, *line) or WORDS.of_these.match(view, *line):
            self.dating.go_on(self.line_number)
        entry = self._is_entry(line.start) or self._goes_on_listing(line)
        if not entry:
            self.dating.listed, self.supplied, self.rated = None, False, False
        found = self._sentences(line, zone)
        if opens:
            self.supplied = any(c.indicator == "supply" and c.unit == "dose" for c in found)
            self.supplied = self.supplied or bool(WORDS.lists_supply.search(self.view, *line))
            self.rated = bool(WORDS.lists_rate.search(self.view, *line))
        if opens and zone in ARTICLE:
            self._catch_up(self.page, self.discourse)
            self.dating.open_list(line)
            supplies = [c for c in found if c.indicator == "supply"]
            self.head = (supplies[-1], self.carried) if supplies else None
        self._limit_next(line, zone, entry, opens, bool(found))
        return found

    def _length(self, span: Span) -> int:
        """How many characters a stretch has to a reader, who does not see its markup."""
        return len(" ".join(self.view[span.start : span.end].split()))

    def _turn_to(self, stamp: re.Match) -> None:
        """更新时间：2021年5月28日 within a page: what follows was told on that day, and no earlier day dates it."""
        day = "-".join(f"{int(part):02}" for part in stamp.groups())
        if day <= (self.dating.published or day):
            self.page = Page(day, day[:4])
            self.dating.forget()

    def _is_entry(self, start: int) -> bool:
        """Whether an entry of a list begins at `start`: with a mark, or with the place that it tells of."""
        return bool(WORDS.entry.match(self.view, start) or WORDS.entry_of_place.match(self.view, start))

    def _goes_on_listing(self, line: Span) -> bool:
        """江南街道社区卫生服务中心 800剂: whether a short line with a figure is an entry of the list that is opened."""
        opened = self.supplied or self.rated
        short = self._length(line) <= _SHORT and not self.view[line.start : line.end].rstrip().endswith(_SENTENCE_END)
        return opened and short and bool(SHARED.figure.search(self.view, *line))

    def _limit_next(self, line: Span, zone: str, entry: bool, opens: bool, counts: bool) -> None:
        """Whom the next lines tell of: the one group that a line asks for, limits them to or opens a list of; its
        entries go on with it. `counts` tells whether the line holds claims."""
        limits = bool(WORDS.only_for.search(self.view, *line))
        asks = zone in ARTICLE and (opens or limits or bool(WORDS.question.search(self.view, *line)))
        group = self._group_named_last(line) if asks or limits else ""
        if opens and not group and self.heading:
            group = self._group_named_last(self.heading)  # 60岁以上老年人接种情况⏎截至3月20日：
        self.heading = None if counts or self._length(line) > _SHORT else line
        heads = zone in ARTICLE and not asks and bool(WORDS.group_heading.fullmatch(self.view, *line))
        goes_on = entry or self.headed and counts
        group = self._group_named_last(line) if heads else group
        self.asked = group if asks or heads else self.asked if goes_on and zone in ARTICLE else ""
        self.headed = heads or self.headed and bool(self.asked)
        if limits:
            self.only = group
        elif not counts:
            self.only = ""

    def _group_named_last(self, line: Span) -> str:
        """The group that a line's last sentence names; empty if it names several or none."""
        last = sentences(self.view, line)[-1:]
        groups = {group.label for group in find_groups(self.view, *last[0])} if last else set()
        return groups.pop() if len(groups) == 1 else ""

    def _sentences(self, line: Span, zone: str) -> list[Candidate]:
        """The claims of a line, sentence by sentence."""
        self.paragraph = len(self.unread)
        on_topic = self._line_is_on_topic(line, zone)
        if zone == "related":
            self.dating.forget()
            self.unread, self.paragraph = [], 0
        elif zone == "body":
            self._open_section(line)
        if not on_topic:
            self.told = []
            self.unread.append(line)
            return []
        if not WORDS.same_site.match(self.view, *line):
            self.carried = None
        self.population, self.dating.reported, self.dating.scene = "", None, None
        self.share = None
        self.discourse.abroad = ""
        long = self._length(line) > 3 * _SHORT and not WORDS.by_age.match(self.view, *line)
        if zone == "related" or long:
            self.told = []
        page = Page("", "") if zone == "related" else self.page
        discourse = self._elsewhere() if zone == "related" else self.discourse
        found: list[Candidate] = []
        title = zone in ("related", "headline") and self._length(line) <= 2 * _SHORT
        self.of_line = []
        for sentence in [line] if title else sentences(self.view, line):
            found += self._sentence(sentence, zone, page, discourse)
            self.of_line = self.told or self.of_line
        return found

    def _elsewhere(self) -> Discourse:
        """What has been said before a title of another article: of a page of a region with papers of its own, or of a
        country abroad, that the others are at home there too."""
        home = gazetteer.lineage(self.discourse.default)[0]
        own = home in _WITH_PAPERS or gazetteer.is_abroad(home)
        return Discourse(outside=self.discourse.outside, **({"default": home} if own else {}))

    def _sentence(self, sentence: Span, zone: str, page: Page, discourse) -> list[Candidate]:
        if not self._on_topic(sentence):
            self.unread.append(sentence)
            return []
        quantities = find_quantities(self.view, *sentence)
        if not quantities:
            self.told = (self.told or self.of_line) if WORDS.opens_list.search(self.view, *sentence) else []
            self.unread.append(sentence)
            return []
        return self._read(sentence, quantities, zone, page, discourse)

    def _is_title(self, sentence: Span, zone: str) -> bool:
        """Whether a sentence is a headline, of the page or of another, or all that the page's first line holds."""
        alone = sentence.start <= self.opens and self.view[sentence.end : sentence.end + 1] == "\n"
        return alone or zone in ("headline", "related")

    def _read(
        self, sentence: Span, quantities: list[Quantity], zone: str, page: Page, discourse
    ) -> list[Candidate]:
        """The claims of a sentence that holds quantities."""
        view, dating = self.view, self.dating
        hits = scan(view, *sentence)
        if self.unread and self._leans(sentence, quantities, hits):
            self._catch_up(page, discourse)
        named = mentions(view, hits, discourse)
        dates = find_dates(view, *sentence, page, dating.told)
        dating.note_report(dates)
        groups = find_groups(view, *sentence)
        made = [
            Candidate(
                quantity,
                sentence,
                clause(view, sentence, quantity.start, quantity.end, self._is_title(sentence, zone)),
                zone,
                self.line_number,
            )
            for quantity in self._of_drive(quantities, sentence, dates, groups, hits)
        ]
        if made and self.share and WORDS.aims_on.fullmatch(view, sentence.start, made[0].quantity.start):
            self.told = [self.share]  # …约占63%。我们设了专场。到6月底，力争达到75%: the share told last goes on
        made = indicators.decide(made, view, self.told) if made else []
        for candidate in made:
            self._of_list(candidate)
        if not made:
            dating.note_announced(view, dates, sentence.end)
        home = self._of_street(sentence, discourse) or self._home(zone, discourse)
        carried = self.carried or ((home,), "place.page")
        if self.told and WORDS.those_counted.search(view, *sentence):
            carried = (self.told[-1].fields["places"], "place.carried")
        for candidate in made:
            place(candidate, view, named, carried, made, discourse)
            self._completed_abroad(candidate, made)
            self._population(candidate, groups, named, made)
            self._rest(candidate, dates, page, made)
            dating.date(candidate, view, dates, page, made)
            self._as_head(candidate, dates)
            if ordinals.counts_people(candidate):
                self._population(candidate, groups, named, made)
        ordinals.tell_parts_of_day(made, view)
        self.told = made
        self.share = next((c for c in reversed(made) if c.indicator.startswith("coverage")), self.share)
        self._carry([] if WORDS.compares_parts.match(view, *sentence) else named, dates)
        return made

    def _of_list(self, candidate: Candidate) -> None:
        """投放疫苗25万剂，安排如下：⏎蜀山区：4.6万剂: doses of a list that are not told to have been given are a supply's; and
        各县市涵盖率如下：⏎台北市：21.3%: the shares of one are of what its line names."""
        plain = not WORDS.given.search(self.view, *candidate.clause)
        if self.supplied and plain and candidate.indicator == "total_vaccinations" and candidate.unit == "dose":
            candidate.fields["indicator"] = "supply"
            candidate.tags.insert(1, "indicator.by_list@1")
        if self.rated and candidate.tags[0].startswith("indicator.percent_other"):
            candidate.fields["indicator"] = "coverage_unspecified"
            candidate.tags.insert(1, "indicator.by_list@1")

    def _as_head(self, candidate: Candidate, dates) -> None:
        """6月17日，惠城区供应疫苗2.6万剂，具体如下：⏎江南街道 800剂: what a list shares out comes when the whole does, and to its
        place."""
        if not self.supplied or not self.head or candidate.tags[1:2] != ["indicator.by_list@1"] or dates:
            return
        whole = self.head[0].fields
        told = ("as_of", "as_of_start", "as_of_precision", "as_of_basis", "status")
        candidate.fields.update({key: whole[key] for key in told if key in whole})
        if whole["places"][0].startswith(f"{candidate.fields['places'][0]}/"):
            candidate.fields["places"] = whole["places"]

    def _completed_abroad(self, candidate: Candidate, made: list[Candidate]) -> None:
        """60%人口完成接种: abroad, where nobody counts those who have begun so, the share, or the number, of those who are
        done; and 大马完成施打疫苗的人数增至1973万，即60.4%总人口, what share that number is."""
        done = {"coverage_unspecified": "coverage_full", "people_vaccinated": "people_fully_vaccinated"}.get(candidate.indicator)
        if not gazetteer.is_abroad(candidate.fields["places"][0]):
            return
        first = candidate is made[0]
        start = candidate.sentence.start if first else candidate.clause.start
        told = start, candidate.clause.end
        completed = done and WORDS.completed.search(self.view, *told) and not WORDS.begun.search(self.view, *told)
        before = made[made.index(candidate) - 1] if not first else candidate
        alike = candidate.tags[0] == "indicator.inherited@1" and candidate.unit == before.unit and done
        share_of = "coverage_of_people" in candidate.tags[0] or alike
        if completed or share_of and "indicator.completed_abroad@1" in before.tags:
            candidate.fields["indicator"] = done or "coverage_full"
            candidate.tags.insert(1, "indicator.completed_abroad@1")

    def _leans(self, sentence: Span, quantities, hits) -> bool:
        """Whether a sentence needs what stands before it: it names no place ahead of its numbers, a place or a
        date by a word that stands for another, or no date."""
        if not hits or hits[0].start > quantities[0].start or hits[0].weak:
            return True
        if any(hit.kind not in ALONE or len(hit.places) > 1 for hit in hits):
            return True
        return bool(SHARED.leaning.search(self.view, *sentence)) or not SHARED.until.search(
            self.view, *sentence
        )

    def _catch_up(self, page: Page, discourse) -> None:
        """Read the places and dates of the text that held no claim, as far as it has not been read."""
        for number, span in enumerate(self.unread):
            dates = find_dates(self.view, *span, page, self.dating.told)
            latest = dict(discourse.latest)
            named = mentions(self.view, scan(self.view, *span), discourse)
            if self._in_passing(span, named, discourse):
                discourse.latest = latest
            ahead = WORDS.opens_list.search(self.view, *span) or WORDS.announces.search(self.view, *span)
            if number >= self.paragraph or self._length(span) <= _SHORT or ahead:
                self.dating.note_announced(self.view, dates, span.end)
            if number >= self.paragraph:
                self.dating.note_report(dates)
                self._carry(named, dates)
            else:
                self.dating.note(dates)
        self.unread, self.paragraph = [], 0

    def _in_passing(self, span: Span, named, discourse) -> bool:
        """“女儿在上海念书”: whether text without claims only mentions places that the page is not about; what it opens
        with is its subject."""
        told = [path for mention in named if not mention.weak for path in mention.paths]
        home = discourse.default
        own = any(path.startswith(home) or home.startswith(path) for path in told)
        return bool(told) and home != NATION and not own and named[0].start - span.start > _SUBJECT

    def _carry(self, named, dates: list[Date]) -> None:
        """What the next sentence of the paragraph goes on from."""
        told = [
            group
            for group in place_lists(named, self.view)
            if not group[0].weak and not PLACING.supports.match(self.view, group[-1].end)
        ]
        if told:
            first = told[1] if len(told) > 1 and self._is_source(told[0], told[1]) else told[0]
            paths = tuple(dict.fromkeys(path for mention in first for path in mention.paths))
            self.carried = ((paths[0] if len(paths) == 1 else common(paths),), "place.carried")
            self.discourse.abroad = gazetteer.country_abroad(paths[0])
        self.dating.note(dates)
        self.dating.note_scene(self.view, dates)

    def _is_source(self, one, other) -> bool:
        """从云南省德宏州发布会上获悉，瑞丽市…: whether the first place is only that of who told of one inside it, or leads up
        to it (在浙江，杭州市西湖区…)."""
        inside = all(path.startswith(one[0].paths[0] + "/") for path in other[0].paths)
        between = self.view[one[-1].end : other[0].start]
        leads_up = self.view[one[0].start - 1 : one[0].start] == "在" and between.strip() in ("，", ",")
        return inside and (leads_up or bool(WORDS.learnt.fullmatch(between)))

    def _of_street(self, sentence: Span, discourse) -> str:
        """记者在都来提巴格街道看到…: a street or town is in the district that was named last."""
        near = gazetteer.by_path().get(discourse.latest.get("near", ""))
        inside = near and near.level == "district" and near.path.startswith(f"{discourse.default}/")
        return near.path if inside and WORDS.in_street.search(self.view, *sentence) else ""

    def _home(self, zone: str, discourse) -> str:
        """The place that a paragraph is about where it names none."""
        return self.section if zone == "body" and self.section else discourse.default

    def _open_section(self, line: Span) -> None:
        """A short line that begins with a place is a heading: what follows is about that place, and dates
        told above it no longer hold unless it lies inside the place told of there. An entry of a list (东城区：85%) opens
        nothing."""
        if self.above_entry is not None:
            self.section, self.above_entry = self.above_entry, None
        if line.end - line.start > 10 * _SHORT:
            return
        text = " ".join(self.view[line.start : line.end].split())
        if len(text) > _SHORT or text.endswith(_SENTENCE_END) and not _HEADING.match(text):
            return
        counted = WORDS.counted_heading.fullmatch(text)
        if SHARED.figure.search(text) and not (counted or _HEADING.match(text)) or WORDS.speaker.match(text):
            return
        named = [
            m
            for m in mentions(self.view, scan(self.view, *line), self.discourse)
            if m.rule in ("place.name", "place.world")
        ]
        if not named and (counted or WORDS.labelled.search(text)):
            return  # 至少一针:54.2%, below the name of a country
        if not named or self.view[line.start : named[0].start].strip(_BEFORE_HEADING):
            self.section = ""
            return
        path = named[0].paths[0]
        if SHARED.figure.search(text) and not counted and not text.endswith(_SENTENCE_END):
            self.above_entry = self.section
        if path != self.section:
            self.dating.open_section(path.startswith((self.section or self.discourse.default) + "/"))
        self.section = path

    def _line_is_on_topic(self, line: Span, zone: str) -> bool:
        """A line speaks of vaccination, or goes on from one that does and names no other subject."""
        words = contexts()
        self.off_topic = self.of_other
        if words["vaccination"].search(self.view, *line):
            self.topic = True
        elif zone != "body" or self._turns_away(line):
            self.topic = False
        return self.topic or zone in ARTICLE

    def _turns_away(self, line: Span) -> bool:
        """Whether a line that has no word of vaccination is about something else: it says so, or is, on a page that is
        not about the drive as a whole, too long to be an entry of a list or an answer that goes on."""
        words = contexts()
        long = self._length(line) > 2 * _SHORT and not WORDS.answer.match(self.view, *line)
        return (long and not self.devoted) or bool(
            words["other_topic"].search(self.view, *line) or words["other_vaccine"].search(self.view, *line)
        )

    def _on_topic(self, sentence: Span) -> bool:
        """Whether a sentence may hold claims: it speaks of vaccination, or its paragraph does, and it has
        not turned to another vaccine or another subject."""
        words = contexts()
        if self.mixed and words["other_vaccine"].search(self.view, *sentence):
            self.off_topic = not words["covid"].search(self.view, *sentence)
            return not self.off_topic
        if self.off_topic:
            if not words["strong"].search(self.view, *sentence):
                return False
            self.off_topic = False
        if words["vaccination"].search(self.view, *sentence):
            return True
        return self.topic and not words["other_topic"].search(self.view, *sentence)

    def _of_drive(
        self, quantities: list[Quantity], sentence: Span, dates: list[Date], groups, hits
    ) -> list[Quantity]:
        """The sentence's quantities less those inside a date, an age or a place's name (九台区), or told of
        another vaccine or subject."""
        taken = [(d.start, d.end) for d in dates] + [(hit.start, hit.end) for hit in hits]
        taken += [(group.start, group.end) for group in groups if group.kind == "age"]
        found = [
            quantity
            for quantity in quantities
            if not any(start <= quantity.start < end and quantity.end <= end + 1 for start, end in taken)
        ]
        words = contexts()
        if found and words["other_topic"].search(self.view, *sentence):
            found = [quantity for quantity in found if not self._of_other_topic(quantity, sentence)]
        if found and self.mixed and words["other_vaccine"].search(self.view, *sentence):
            found = [quantity for quantity in found if not self._of_other_vaccine(quantity, sentence)]
        return found

    def _of_other_topic(self, quantity: Quantity, sentence: Span) -> bool:
        if quantity.unit in _TIMES and WORDS.then_vaccinated.match(self.view, quantity.end):
            return False
        words, around = contexts(), clause(self.view, sentence, quantity.start, quantity.end)
        if quantity.unit == "percent" and WORDS.protects.search(self.view, around.start, quantity.start):
            return False
        return bool(words["other_topic"].search(self.view, *around)) and not words["vaccination"].search(
            self.view, *around
        )

    def _of_other_vaccine(self, quantity: Quantity, sentence: Span) -> bool:
        """Whether the vaccine named last before a number is not that against COVID-19."""
        words, last = contexts(), -1
        for match in words["other_vaccine"].finditer(self.view, sentence.start, quantity.start):
            last = match.end()
        return last >= 0 and not words["covid"].search(self.view, last, quantity.start)

    def _population(self, candidate: Candidate, groups, named, made: list[Candidate]) -> None:
        """For whom the number holds; a share's group goes on to 同样 and 该年龄段."""
        fields, indicator = candidate.fields, candidate.indicator
        labels, tag = limiting.groups_of(
            self.view, candidate, groups, named, made, self.told, self.population
        )
        if not labels and self.asked and self._is_answer(candidate, groups):
            labels, tag = (self.asked,), "population.asked@1"
        if not labels and (told := limiting.of_same_course(self.view, candidate, made)):
            labels, tag = told, "population.carried@1"
        if not labels and self.only and indicator in CARRIED and not groups:
            labels, tag = (self.only,), "population.only@1"
        fields["population"] = labels[0] if labels else ""
        fields["populations"] = labels or ("",)
        candidate.tags += [tag] if labels else []
        if indicator.startswith("coverage") or indicator.startswith("people") and fields["population"]:
            self.population = fields["population"]

    def _is_answer(self, candidate: Candidate, groups) -> bool:
        """Whether a number tells of the people that the line before asks for: it counts them or is a share, its
        sentence names no others and no total of all, and no other has been told before it in the answer."""
        first = self.headed or not self.told or self._is_entry(candidate.sentence.start)
        of_people = candidate.indicator in CARRIED and candidate.unit in ("person", "percent")
        of_all = WORDS.of_all.search(self.view, candidate.sentence.start, candidate.quantity.start)
        return bool(first and of_people and not groups and not of_all)

    def _as_printed(self, candidate: Candidate) -> None:
        """Labels are in the text's own words, an age or an ordinal in the codebook's."""
        if candidate.context or not self.traditional and not self.plain.replaced:
            return
        labels = tuple(self._printed(label, candidate) for label in candidate.fields["populations"])
        candidate.fields.update(population=labels[0], populations=labels)

    def _printed(self, label: str, candidate: Candidate) -> str:
        if not label or re.match(r"\d|第.剂", label):
            return label
        at = self.view.find(label, *candidate.sentence)
        at = self.view.find(label) if at < 0 else at
        return self.text[slice(*self.plain.span(at, at + len(label)))] if at >= 0 else label

    def _rest(self, candidate: Candidate, dates: list[Date], page: Page, made: list[Candidate]) -> None:
        """Comparator, status and vaccine; `made` are the claims of the sentence in order."""
        quantity, view, fields = candidate.quantity, self.view, candidate.fields
        fields["comparator"], tag = attachments.comparator(candidate, view)
        candidate.tags += [tag] if tag else []
        at = made.index(candidate)
        tell_status(candidate, view, dates, page, made[at - 1] if at else None)
        last = fields.pop("inherits", None)
        if last:
            limiting.inherit(view, candidate, last)
        if last and last.sentence == candidate.sentence:
            follow(candidate, last)
        if last and last.indicator == candidate.indicator == "new_vaccinations_period":
            # of the stretch that the sentence before tells
            candidate.whole = last.whole if last.sentence == candidate.sentence else last
        if candidate.indicator in FOR_GROUPS | {"supply"} and candidate.unit in ("dose", "person", "percent"):
            fields["vaccine"], tag = attachments.vaccine(
                view, candidate.sentence, quantity.start, quantity.end
            )
            candidate.tags += [tag] if tag else []
            if not fields["vaccine"] and fields.get("ordinal") and candidate.indicator != "dose_share":
                fields["vaccine"] = fields["ordinal"]  # 一天打了18.6万剂加强针: not all that was given that day
                candidate.tags.append("vaccine.ordinal@1")
