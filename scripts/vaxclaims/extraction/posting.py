"""The day that a page counts from: its dateline's, that of the conference it reports, or that of its posting."""

import re
from datetime import timedelta

from vaxclaims.extraction import rules
from vaxclaims.extraction.date_types import Page
from vaxclaims.extraction.segments import lines

WORDS = rules.wordings("posting")
# Where a page without a year is posted: admin 3周前 (04-24), 人民网西宁6月21日电.
_POSTED = re.compile(r"(?<![\d-])(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])")
_HEAD = 400  # characters in which a page says when it was posted
_TAIL = 60  # and those in which its end does: （11月9号播出）
_OPENING = 50  # and a line its dateline
# A dateline further from the day of publication is not of this page's posting.
_DATELINE_NEAR = 7


def with_dateline(page: Page, view: str, article: list[tuple[int, int]]) -> Page:
    """`page`, whose `article` is spans (start, end) of the view, with its dateline's day, where that lies within a
    week before the day of publication; where no year is known, with the day of posting."""
    if not page.published:
        stamps = (_POSTED, WORDS.dateline_of_day, WORDS.stamped_day) if not page.year else ()
        ends = view[:_HEAD], view[_HEAD:][-_TAIL:]
        posted = next(filter(None, (stamp.search(end) for end in ends for stamp in stamps)), None)
        day = f"XXXX-{int(posted['month']):02}-{int(posted['day']):02}" if posted else ""
        return page._replace(posted=day)
    for start, end in article[:4]:
        for line in lines(view, start, min(end, start + _HEAD))[:4]:
            if match := WORDS.dateline.match(view[line.start : line.start + _OPENING]):
                if day := _day_before(page, match["month"], match["day"]):
                    return page._replace(dateline=day)
    held = WORDS.conference.search(view[:_HEAD]) if len(WORDS.asked.findall(view)) > 1 else None
    return page._replace(dateline=_day_before(page, held["month"], held["day"])) if held else page


def _day_before(page: Page, month: str | None, day: str) -> str:
    """The day of that name within a week up to the day of publication, empty if there is none."""
    for back in range(_DATELINE_NEAR + 1):
        told = page.day - timedelta(days=back)
        if told.day == int(day) and month in (None, str(told.month)):
            return told.isoformat()
    return ""
