"""Dates that stand behind their figures: 以上数据截至11月28日; 这是市卫健委截至5月10日的统计."""

import re

from vaxclaims.extraction import rules
from vaxclaims.extraction.candidates import ARTICLE, CARRIED, OF_PAGE, Candidate
from vaxclaims.extraction.date_types import Date, Page
from vaxclaims.extraction.dates import find_dates

WORDS = rules.wordings("closing")
_NOTE_ENDS = re.compile(r"[。；;)\n]|$")


def date_by_notes(found: list[Candidate], view: str, page: Page) -> None:
    """Date what `found` (in reading order) tells before a closing note: the note's line up to it, and where the
    note is a line of its own or says 以上, the lines before, back to the first that are dated for themselves."""
    for note in WORDS.note.finditer(view):
        end = _NOTE_ENDS.search(view, note.end()).start()
        dates = [date_ for date_ in find_dates(view, note.start(), end, page) if date_.until]
        if len(dates) != 1 or dates[0].precision != "day":
            continue
        line = view.rfind("\n", 0, note.start()) + 1
        farther = note["all"] or not view[line : note.start()].strip(" \t(*※")
        for candidate in _told_before(found, line, note.start(), bool(farther)):
            _redate(candidate, dates[0])
    for note in WORDS.given.finditer(view):
        dates = [d for d in find_dates(view, note.start(), note.end(), page) if d.precision == "day"]
        line = view.rfind("\n", 0, note.start()) + 1
        for candidate in _told_before(found, line, note.start(), False) if len(dates) == 1 else ():
            _redate(candidate, dates[0])


def _told_before(found: list[Candidate], line: int, end: int, farther: bool) -> list[Candidate]:
    told: list[Candidate] = []
    for candidate in reversed([c for c in found if c.quantity.start < end and c.zone in ARTICLE]):
        apart = candidate.quantity.start < line
        own = candidate.fields["as_of_basis"] in ("explicit", "relative") and candidate.indicator in CARRIED
        if apart and (own or not farther):
            break
        told.append(candidate)
    return told


def _redate(candidate: Candidate, date_: Date) -> None:
    """Give a figure the note's day, if it has no day of its own, or one carried from a later report."""
    fields = candidate.fields
    later = fields["as_of_basis"] == "carried" and fields["as_of"] > date_.value
    if candidate.indicator not in CARRIED or fields["status"] != "stated":
        return
    if fields["as_of_basis"] in OF_PAGE or later:
        basis = "carried" if date_.known else "unresolved"
        fields.update(
            as_of=date_.value, as_of_start="", as_of_precision="day", as_of_basis=basis, lendable=False
        )
        candidate.tags[-1] = "date.note@1"
