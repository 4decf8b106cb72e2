"""Arrangements that are not numbers: where, as of when and with what status a page tells of them."""

from vaxclaims import gazetteer
from vaxclaims.extraction import attachments, home
from vaxclaims.extraction.about import Subject
from vaxclaims.extraction.date_types import Date, Page, Told
from vaxclaims.extraction.dates import find_dates
from vaxclaims.extraction.discourse import Mention, place_lists
from vaxclaims.extraction.engine import ARTICLE, is_about_vaccination, page_of
from vaxclaims.extraction.measure_terms import CLAUSE_END, Hit, find_terms, patterns
from vaxclaims.extraction.mentions import mentions
from vaxclaims.extraction.place_names import scan
from vaxclaims.extraction.posting import with_dateline
from vaxclaims.extraction.segments import Span, lines, sentences
from vaxclaims.gazetteer import NATION
from vaxclaims.shown import Shown, readable, sentence_of

# How far before and behind an arrangement the words stand that tell its status, in characters,
_BEFORE, _AFTER = 60, 24
# how far behind it the places to which it goes,
_BEHIND = 24
# and how far from the head of its clause a date that governs the next clauses too.
_HEAD = 10


def extract_document_measures(document: dict, zones: list[tuple[str, int, int]]) -> list[dict]:
    """The measures of one documents row as rows of the measures table (without ids): one for each place and
    arrangement, the first wording as quote."""
    shown = Shown(document["text"])
    zones = [(zone, shown.at(start), shown.at(end)) for zone, start, end in zones]
    if not is_about_vaccination(document, shown.view, zones):
        return []
    return _Reading(document, shown, zones).rows()


class _Reading:
    """One page read sentence by sentence, and what goes on from one to the next: places, dates, subject."""

    def __init__(self, document: dict, shown: Shown, zones: list[tuple[str, int, int]]):
        self.document, self.shown = document, shown
        self.view = view = shown.view
        article = [(start, end) for zone, start, end in zones if zone in ARTICLE]
        self.page = with_dateline(page_of(document), view, article)
        hints = [document.get("title") or "", document.get("outlet") or ""]
        self.discourse = home.survey(view, article, hints, traditional=document.get("script") == "traditional")
        self.lines = [
            (zone, sentences(view, line))
            for zone, start, end in zones
            if zone in (*ARTICLE, "comment")
            for line in lines(view, start, end)
        ]
        self.subject = Subject(view, [s for zone, found in self.lines if zone in ARTICLE for s in found])
        self.lent: set[str] = set()  # the places that have only been named as lending something
        self.found: dict[tuple[str, str], dict] = {}

    def rows(self) -> list[dict]:
        for zone, found in self.lines:
            self._line(found, zone)
        return sorted(
            self.found.values(), key=lambda row: (row["start"], row["end"], row["measure"], row["place"])
        )

    def _line(self, line: list[Span], zone: str) -> None:
        view, own = self.view, self.discourse.default
        carried, told = (own,), Told()
        self.subject.open_line()
        for sentence in line:
            named = self._told_of(mentions(view, scan(view, *sentence), self.discourse))
            named = sorted(named + _of_level(view, sentence, named, carried, own), key=lambda m: m.start)
            hits = find_terms(view, sentence) if self.subject.goes_on(sentence) else []
            dates = find_dates(view, *sentence, self.page, told) if hits else []
            for number, hit in enumerate(hits):
                places = _places(view, named, carried, hit)
                if new := [place for place in places if (hit.rule["measure"], place[0]) not in self.found]:
                    taken = [other for other in hits[:number] if other.end <= hit.start]
                    self._add(zone, sentence, hit, new, dates, taken)
            if strong := [mention for mention in named if not mention.weak]:
                # The next sentence goes on with what has been told of last, by name rather than by 本市.
                called = [mention for mention in strong if mention.rule in ("place.name", "place.level")]
                carried = place_lists(called or strong, view)[-1][0].paths
            told = told.and_then(dates[-1]) if dates else told

    def _told_of(self, named: list[Mention]) -> list[Mention]:
        """The mentions of a sentence that arrangements may be told of: none that only lends what is told
        (借鉴北京经验), and no county far off that is called by a common word (矿区)."""
        words, told = patterns("placing"), []
        for mention in named:
            lends = words["lends"].search(self.view, max(mention.start - 4, 0), mention.start)
            if lends or words["no_place"].match(self.view, mention.end):
                self.lent.update(mention.paths)
            elif mention.rule != "place.name" and self._stands_for_none(mention):
                continue
            elif not _is_far(self.view, mention, self.discourse.default):
                told.append(mention)
        return told

    def _stands_for_none(self, mention: Mention) -> bool:
        """Whether a word that stands for a place is one of every district (区级专班), or would stand for one
        that has only lent something."""
        word = self.view[mention.start : mention.end]
        return word in ("区级", "县级") or not self.lent.isdisjoint(mention.paths)

    def _add(
        self,
        zone: str,
        sentence: Span,
        hit: Hit,
        places: list[tuple[str, str]],
        dates: list[Date],
        taken: list[Hit],
    ) -> None:
        """Keep a hit at each of `places` (path and the tag of how it is known); `taken` are the arrangements
        before it in its sentence."""
        text, rule = self.document["text"], hit.rule
        start, end = self.shown.span(hit.start, hit.end)
        dated = _dated(self.view, dates, self.page, hit, taken)
        ahead = dated["as_of_basis"] in ("explicit", "relative") and dated["as_of"] > self.page.published > ""
        status, status_tag = _status(self.view, sentence, hit.start, hit.end, ahead)
        for path, tag in places:
            self.found[rule["measure"], path] = dated | {
                "doc_id": self.document["doc_id"],
                "zone": zone,
                "start": start,
                "end": end,
                "quote": text[start:end],
                "quote_view": readable(text[start:end]),
                "context": sentence_of(self.shown.text, *sentence),
                "place": path,
                "place_code": gazetteer.code_of(path),
                "measure": rule["measure"],
                "status": status,
                "rule": " ".join(filter(None, [rule["tag"], tag, status_tag])),
                "origin": "rule",
                "decision": "pending",
            }


def _places(view: str, named: list[Mention], carried: tuple[str, ...], hit: Hit) -> list[tuple[str, str]]:
    """Where an arrangement is told of: every place of the list named last before its end, or of one right
    behind that lies inside it (派出督导组，分赴三河、大厂); else what is carried."""
    before = [
        mention
        for mention in named
        if mention.end <= (hit.end if mention.rule == "place.name" else hit.start) and not mention.weak
    ]
    group = place_lists(before, view)[-1] if before else []
    above = group[0].paths if group else carried
    behind = [m for m in named if m.start >= hit.end and m.start - hit.end <= _BEHIND]
    if behind and patterns("placing")["goes_to"].search(view, hit.end - 1, behind[0].start):
        inside = place_lists(behind, view)[0]
        if all(path.startswith(f"{above[0]}/") for mention in inside for path in mention.paths):
            group = inside
    if not group:
        return [(path, "place.carried@1") for path in carried]
    return [(path, f"{mention.rule}@1") for mention in group for path in mention.paths]


def _is_far(view: str, mention: Mention, home: str) -> bool:
    """Whether a county lies in another province than `home` and the page never names its city or province."""
    path = mention.paths[0]
    place = gazetteer.by_path().get(path)
    if mention.rule != "place.name" or not place or place.level != "district" or home == NATION:
        return False
    above = gazetteer.lineage(path)[:-1]
    return path.split("/")[0] != home.split("/")[0] and not any(
        name.rpartition("/")[2][:2] in view for name in above
    )


def _of_level(
    view: str, sentence: Span, named: list[Mention], carried: tuple[str, ...], home: str
) -> list[Mention]:
    """市里, 县卫健委: what the words for a level of government stand for, of the places that the text is in."""
    found = []
    for match in patterns("placing")["level"].finditer(view, *sentence):
        before = [mention.paths[0] for mention in named if mention.end <= match.start() and not mention.weak]
        starts = (*before[-1:], carried[0], home)
        within = [path for start in starts for path in reversed(gazetteer.lineage(start))]
        ends = ("省", "自治区") if match["level"] in ("省", "自治区") else (match["level"],)
        if path := next((path for path in within if path.endswith(ends)), ""):
            found.append(Mention(match.start(), match.end(), (path,), "place.level"))
    return found


def _dated(view: str, dates: list[Date], page: Page, hit: Hit, taken: list[Hit]) -> dict:
    """The date of an arrangement: the last day told before its end, of its own clause or at the head of one,
    else one behind it in its clause, else the page's day. A month or a stretch is too vague (本月起, 从7月起),
    and a day inside what another arrangement is told with is that one's."""
    days = [d for d in dates if _is_day(view, d, page)]
    days = [d for d in days if not any(other.start <= d.start and d.end <= other.end for other in taken)]
    before = [d for d in days if d.end <= hit.end and _reaches(view, d, hit.start)]
    behind = [d for d in days if d.start >= hit.end and not CLAUSE_END.search(view, hit.end, d.start)]
    if before or behind:
        date_ = before[-1] if before else behind[0]
        value = date_.first if date_.kind in ("since", "launch") and date_.first else date_.value
        dated = {"as_of": value, "as_of_start": "", "as_of_precision": date_.precision}
        return dated | {"as_of_basis": date_.basis}
    if page.published:
        return {"as_of": page.published, "as_of_precision": "day", "as_of_basis": "published"}
    if page.year:
        return {"as_of": f"{page.year}-12-31", "as_of_precision": "year", "as_of_basis": "event_year"}
    if page.posted:
        return {"as_of": page.posted, "as_of_precision": "day", "as_of_basis": "unresolved"}
    return {"as_of": "", "as_of_precision": "none", "as_of_basis": "unresolved"}


def _is_day(view: str, date_: Date, page: Page) -> bool:
    """Whether a date is a day, one on which something begins (7月1日起, not 7月起 or 7月1日以来), or the end of
    a stretch that figures have been counted to (截至6月)."""
    if date_.until and date_.value <= (page.published or date_.value):
        return True
    if date_.kind in ("since", "launch"):
        return date_.opens and not view[date_.start : date_.end].rstrip().endswith("以来")
    return date_.precision == "day" and date_.kind in ("day", "start")


def _reaches(view: str, date_: Date, start: int) -> bool:
    """Whether a date governs what begins at `start`: in its clause, or behind one that the date opens."""
    if date_.end > start or not CLAUSE_END.search(view, date_.end, start):
        return True
    head = max(date_.start - _HEAD, 0)
    opened = [match.end() for match in CLAUSE_END.finditer(view, head, date_.start)]
    return bool(opened) or "\n" in view[head : date_.start] or head == 0


def _status(view: str, sentence: Span, left: int, right: int, ahead: bool) -> tuple[str, str]:
    """stated, planned or denied, and the rule's tag; `ahead` tells whether its day is still to come."""
    words = patterns("status")
    start = max(left - _BEFORE, sentence.start)
    before, told = view[start:left], view[left:right]
    after = view[right : min(right + _AFTER, sentence.end)]
    if words["denied_before"].search(before) or words["denied_after"].search(after):
        return "denied", "status.denied_measure@1"
    if words["denied_inside"].search(told):
        return "denied", "status.denied_measure@1"
    status, tag = attachments.status(view, sentence, left, right)
    if words["stated_already"].search(before):
        return ("stated", "") if status == "planned" else (status, tag)
    # 建立了专班，争取月底前打完: what comes behind a comma is the plan of something else
    if status != "stated" and not (tag.startswith("status.planned_after") and after[:1] in ("，", ",")):
        return status, tag
    if ahead or words["planned_before"].search(before) or words["planned_after"].search(after):
        return "planned", "status.planned_measure@1"
    if words["planned_inside"].search(told) or words["planned_framed"].search(view[sentence.start : left]):
        return "planned", "status.planned_measure@1"
    return "stated", ""
