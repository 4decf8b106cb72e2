"""One document to its claims: quantities first, then what each is about, where, for whom and as of when."""

from itertools import islice

from vaxclaims import gazetteer
from vaxclaims.extraction import html_tables, identities
from vaxclaims.extraction.candidates import ARTICLE, Candidate
from vaxclaims.extraction.date_types import Page
from vaxclaims.extraction.reader import OPENING, Reader, contexts
from vaxclaims.extraction.synonyms import Plain
from vaxclaims.extraction.table_cells import Table
from vaxclaims.extraction.text_tables import find_text_tables
from vaxclaims.markup import DRESS, Tag, glosses
from vaxclaims.shown import Shown, readable, sentence_of

# What a page is about stands in its first characters.
_LOOKED_AT = 100_000
_MANY = 2


def extract_document(document: dict, zones: list[tuple[str, int, int]]) -> list[dict]:
    """The claims of one documents row as rows of the claims table (without ids), in order of place.

    `zones` are (zone, start, end) in order. An empty list where the text is not about COVID-19 vaccination.
    """
    shown = Shown(document["text"])
    view = shown.view
    zones = [(zone, shown.at(start), shown.at(end)) for zone, start, end in zones]
    if not is_about_vaccination(document, view, zones):
        return []
    plain = Plain(view, glosses(view))
    tables = _tables(view, plain, shown.tags, zones)
    reader = Reader(document | {"text": shown.text}, plain, zones, page_of(document), tables)
    candidates = identities.name_doses(identities.decide_first_doses(reader.read()))
    if all(candidate.fields.get("in_company") for candidate in candidates):
        return []
    rows = [row for candidate in candidates for row in _rows(candidate, document, shown, plain)]
    return identities.mark_restatements(rows)


def _tables(view: str, plain: Plain, tags: list[Tag], zones) -> list[Table]:
    """The tables of a page, of markup or typed as lines of text beside it, in order of place."""
    seen = [tag for tag in tags if tag.name not in DRESS]
    marked = [html_tables.read_table(view, plain, *table) for table in html_tables.find_tables(view, seen)]
    typed = find_text_tables(view, plain, [(start, end) for zone, start, end in zones if zone in ARTICLE])
    beside = [
        table
        for table in typed
        if not any(table.start < other.end and other.start < table.end for other in marked)
    ]
    return sorted([*marked, *beside])


def is_about_vaccination(document: dict, view: str, zones) -> bool:
    """Whether a page speaks of vaccination, and not only of another vaccine than that against COVID-19."""
    words = contexts()
    if not words["vaccination"].search(view) or not words["shots"].search(view):
        return False
    article = "\n".join(view[start:end] for zone, start, end in zones if zone in ARTICLE)[:_LOOKED_AT]
    finance = len(list(islice(words["never"].finditer(article), _MANY)))
    if finance >= _MANY and not words["given"].search(article):
        return False
    animals = len(list(islice(words["animals"].finditer(article), _MANY)))
    if animals >= _MANY and not words["named"].search((document.get("title") or "") + view):
        return False
    other = [match.start() for match in islice(words["other_vaccine"].finditer(article), _MANY)]
    if words["strong"].search((document.get("title") or "") + view[:_LOOKED_AT]):
        # A page that opens with the flu shot and names the other vaccine once, or never, is one about the flu.
        covid = [match.start() for match in islice(words["covid"].finditer(article), 2)]
        return not other or other[0] > OPENING or len(covid) > 1 or bool(covid) and covid[0] < other[0]
    if not words["drive"].search(article):
        return False
    # One passing word of the flu shot does not make a page one about the flu, nor a note behind all of a drive.
    told = len(list(islice(words["course"].finditer(article[: other[0]] if other else ""), _MANY)))
    return not finance and (not other or other[0] > OPENING and (len(other) == 1 or told >= _MANY))


def page_of(document: dict) -> Page:
    """What the dates of a page are resolved against. A page posted in another year than it tells of lends
    its year alone."""
    published, year = document.get("published") or "", document.get("event_year")
    reposted = year is not None and published[:4] != year
    return Page("" if reposted else published, year or "")


def _rows(candidate: Candidate, document: dict, shown: Shown, plain: Plain):
    text, quantity, fields = document["text"], candidate.quantity, candidate.fields
    start, end = shown.span(*plain.span(quantity.start, quantity.end))
    # A table's cell has been read in a sentence of its own.
    reworded = [] if candidate.context else plain.tags(*candidate.clause)
    base = {
        "doc_id": document["doc_id"],
        "zone": candidate.zone,
        "start": start,
        "end": end,
        "quote": text[start:end],
        "quote_view": readable(text[start:end]),
        "context": candidate.context or sentence_of(shown.text, *plain.span(*candidate.sentence)),
        "indicator": fields["indicator"],
        "value": fields.get("value", quantity.value),
        "value_high": fields.get("value_high", quantity.high),
        "precision": fields.get("precision", quantity.precision),
        "unit": fields["unit"],
        "comparator": fields["comparator"],
        "vaccine": fields.get("vaccine", ""),
        "as_of": fields["as_of"],
        "as_of_start": fields.get("as_of_start", ""),
        "as_of_precision": fields["as_of_precision"],
        "as_of_basis": fields["as_of_basis"],
        "status": fields["status"],
        "rule": " ".join(candidate.tags + reworded),
        "origin": "rule",
        "decision": "pending",
    }
    for path in fields["places"]:
        for population in fields["populations"]:
            yield base | {"place": path, "place_code": gazetteer.code_of(path), "population": population}
