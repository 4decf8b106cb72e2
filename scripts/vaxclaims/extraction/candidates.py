"""A quantity on its way to a claim."""

from dataclasses import dataclass, field

from vaxclaims.extraction.numbers import Quantity
from vaxclaims.extraction.segments import Span

ARTICLE = ("headline", "lead", "body")
# Indicators that are true of a day that the text names for its figures; the rest is true when it is told.
CARRIED = frozenset(
    "total_vaccinations people_vaccinated people_partly_vaccinated people_fully_vaccinated total_boosters "
    "coverage_first_dose coverage_full coverage_booster coverage_unspecified dose_share "
    "daily_vaccinations".split()
)
# What is there and is told as of the page's own day.
HELD = frozenset("vaccination_sites mobile_units stations staff supply daily_capacity population".split())
# A date that is the page's and not the figure's own (`as_of_basis`).
OF_PAGE = ("published", "event_year", "unresolved")
# Indicators that can be limited to a group of people.
FOR_GROUPS = CARRIED | {"new_vaccinations_period", "other_vaccination", "population"}


@dataclass(eq=False)
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
    whole: "Candidate | None" = None  # the claim of the sentence before that it tells a part of

    @property
    def indicator(self) -> str:
        return self.fields.get("indicator", "")

    @property
    def unit(self) -> str:
        return self.fields.get("unit", "")

    def twin(self) -> "Candidate":
        """Another claim on the same quantity (全程和加强接种率均超90%)."""
        return Candidate(
            self.quantity,
            self.sentence,
            self.clause,
            self.zone,
            self.line,
            dict(self.fields),
            list(self.tags),
            self.context,
        )
