"""What a date is: told at a place of a text, resolved against a page, leaning on dates told before."""

from datetime import date
from re import Match
from typing import NamedTuple


class Date(NamedTuple):
    """A date told at `start`..`end` of the view: `value` the last day (ISO or EDTF XXXX-MM-DD), `first` the
    first day of a period, precision and basis as in the claims table. `until` is true after 截至,
    `deadline` before 前, `period` where the words name a stretch (上周, 今年以来), `bound` where it is
    told of the number right behind it alone, `reported` where it is the day of a report, `opens` where
    something begins on it, `coming` where it is still to come, `aside` where it is that of what another
    day is compared to; `whole` is the last day of a stretch that still runs (本周)."""

    start: int
    end: int
    value: str
    first: str
    precision: str
    basis: str
    until: bool = False
    deadline: bool = False
    period: bool = False
    kind: str = "day"
    bound: bool = False
    reported: bool = False
    opens: bool = False
    whole: str = ""
    coming: bool = False
    aside: bool = False

    @property
    def known(self) -> bool:
        """Whether its year is."""
        return not self.value.startswith("X")

    def to_come(self, page: "Page") -> bool:
        """Whether it may be after the day of publication, or is still running then."""
        return not page.published or not self.known or max(self.value, self.whole) >= page.published


class Page(NamedTuple):
    """What dates are resolved against: the day of publication, the year told of, the dateline's day, from
    which 昨天 is counted, and where no year is known the day of posting without one, XXXX-04-24 (each empty
    where unknown)."""

    published: str
    year: str
    dateline: str = ""
    posted: str = ""

    @property
    def day(self) -> date | None:
        told = self.dateline or self.published
        return date.fromisoformat(told) if told else None


class Told(NamedTuple):
    """The dates of the text before that words lean on: `previous` the last (当天), `figures` the last that
    figures were told for (同期), `opening` the last on which something began (首日), `reported` the day of the
    report that the paragraph tells of, `coming` the last that was still to come (届时)."""

    previous: Date | None = None
    figures: Date | None = None
    opening: Date | None = None
    reported: Date | None = None
    coming: Date | None = None

    def and_then(self, date_: Date) -> "Told":
        return Told(
            self.previous if date_.coming or date_.aside or date_.kind == "lastn" else date_,
            date_ if date_.until else self.figures,
            date_ if date_.opens else self.opening,
            date_ if date_.reported and not date_.until else self.reported,
            date_ if date_.coming else self.coming,
        )


# (value, first, precision, basis, kind), as in `Date`.
Value = tuple[str, str, str, str, str]


class Form(NamedTuple):
    """One way of telling a date: its `match` in the `view`, and what its meaning may hang on: the `page`, the dates
    `told` in the text before and `found` in its sentence before it, and whether what is told is `still` to come."""

    match: Match
    view: str
    page: Page
    told: Told
    still: bool
    found: list[Date]
