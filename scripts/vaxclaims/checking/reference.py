"""What is known apart from the claims: the national series, the census, denominators of official coverage."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pandas as pd

from vaxclaims.checking.assertions import Assertion
from vaxclaims.checking.intervals import Interval, below, number, parse_day
from vaxclaims.checking.rows import Report, counted, label, quoted
from vaxclaims.checking.rules import Rules

_SERIES = {
    "doses": "total_vaccinations",
    "people": "people_vaccinated",
    "fully": "people_fully_vaccinated",
    "boosters": "total_boosters",
}


class Reference:
    """The tables of a reference folder; every one of them may be absent."""

    def __init__(self, folder: str | Path | None, rules: Rules):
        self.rules, self.nation = rules, rules.data["nation"]
        self.series = defaultdict(list)
        self.census, self.exact = {}, {}
        if folder is None:
            return
        folder = Path(folder)
        if not folder.is_dir():
            raise FileNotFoundError(f"no reference folder {folder.name}")
        self._read_series(_rows(folder / "national_doses.csv"))
        for row in _rows(folder / "census2020.csv"):
            if row["population"]:
                self.census[row["place"], row["age_band"]] = Fraction(row["population"])
        for row in _rows(folder / "denominators.csv"):
            group = "" if row["population"] == "all" else row["population"]
            self.exact[row["place"], group] = Interval(Fraction(row["low"]), Fraction(row["high"]))

    def _read_series(self, rows) -> None:
        for row in rows:
            day = parse_day(row["date"]).toordinal()
            for quantity, column in _SERIES.items():
                if row.get(column):
                    self.series[quantity].append((day, Fraction(row[column])))
        for values in self.series.values():
            values.sort()

    def around(self, quantity: str, first: int, last: int) -> Interval | None:
        """What the series allows on some day of a span, a day's shift on either side tolerated."""
        series = self.series.get(quantity)
        if not series or last < series[0][0] or first > series[-1][0]:
            return None
        at, to = (
            bisect_right(series, (first - 1, Fraction(10**12))),
            bisect_left(series, (last + 1, Fraction(0))),
        )
        low = series[at - 1][1] if at else Fraction(0)
        end = series[-1][1] * (1 + self.rules.at("reference_end"))
        return Interval(low, series[to][1] if to < len(series) else end)

    def near(self, quantity: str, day: int) -> list[tuple[int, Fraction]]:
        """The series on a day and the day before."""
        known = dict(self.series.get(quantity, []))
        return [(d, known.get(d)) for d in (day - 1, day)]

    def people(self, place: str, population: str) -> tuple[Interval, str] | None:
        """How many people a group has, and where that is known from."""
        if (place, population) in self.exact:
            slack = self.rules.at("denominator_rounding")
            known = self.exact[place, population]
            return Interval(known.low * (1 - slack), known.high * (1 + slack)), "denominators.csv"
        known = self._census(place, population)
        if known is None:
            return None
        more = 1 + self.rules.at("resident_population")
        return Interval(known.low * (2 - more), known.high * more), "census2020.csv"

    def _census(self, place: str, population: str) -> Interval | None:
        name = population or "all"
        if (place, name) in self.census:
            value = self.census[place, name]
            return Interval(value, value)
        young, adult, old = (self.census.get((place, key)) for key in ("0-14", "15-59", "60+"))
        everyone = self.census.get((place, "all"))
        if young is None and everyone and adult and old:
            young = everyone - adult - old
        if name == "18+" and young and adult and old:
            teens = young / 15 * 3 * self.rules.at("band_cohort_spread")
            return Interval(adult + old - teens, adult + old)
        return None


def _rows(path: Path) -> list[dict]:
    if not path.is_file():
        return []
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig").to_dict("records")


def check_reference(claims: list[Assertion], reference: Reference, report: Report, rules: Rules) -> set[int]:
    """Claims against the national series, the census and coverage denominators. Returns those that misfit."""
    misfits = _national(claims, reference, report, rules)
    misfits |= _census(claims, reference, report, rules)
    _coverage_of_people(claims, reference, report, rules)
    _coverage_bounds(claims, report, rules)
    _stated_sizes(claims, report, rules)
    return misfits


def _national(claims: list[Assertion], reference: Reference, report: Report, rules: Rules) -> set[int]:
    agree, misfits = defaultdict(list), set()
    for claim in claims:
        quantity = rules.by_indicator.get(claim.indicator)
        if not quantity or not claim.dated or claim.subject != (reference.nation, "", ""):
            continue
        known = reference.around(quantity, claim.first, claim.last)
        if known is None:
            continue
        if claim.interval.meets(known):
            agree[claim.indicator].append(claim)
            continue
        misfits.add(claim.n)
        report.add(
            "implausible",
            "national_series",
            [claim],
            f"{claim.interval} ∩ {known} = ∅",
            "reference_differs",
            {"quote": claim.quote, "as_of": claim.when, "series": str(known)},
            suspect=claim.claim_id,
        )
    for indicator, group in agree.items():
        report.add(
            "consistent",
            "national_series",
            group,
            counted(len(group), "claim ∈ series of the day ± 1 day"),
            "reference_agrees",
            {"n": len(group), "indicator": label(indicator)},
            as_of=max(claim.as_of for claim in group),
        )
    return misfits


def _census(claims: list[Assertion], reference: Reference, report: Report, rules: Rules) -> set[int]:
    """Counts of people within the group's people; doses within as many courses."""
    agree, misfits = [], set()
    for claim in claims:
        quantity = rules.by_indicator.get(claim.indicator)
        known = reference.people(claim.place, claim.population) if quantity and claim.dated else None
        if known is None:
            continue
        limit, source = known
        courses = 1
        if claim.unit == "dose":
            courses = 2 + rules.at("booster_rounds", claim.last) + rules.at("three_dose", claim.last)
        high = limit.high * courses
        if not below(high, False, claim.interval.low, claim.interval.low_open):
            agree.append(claim)
            continue
        misfits.add(claim.n)
        report.add(
            "implausible",
            "census",
            [claim],
            f"{claim.interval} > {number(high)}",
            "census",
            {"quote": claim.quote, "place": claim.place, "limit": number(high)},
            reason=source,
            suspect=claim.claim_id,
        )
    if agree:
        report.add(
            "consistent",
            "census",
            agree,
            counted(len(agree), "count ≤ people × doses per person"),
            "census_agrees",
            {"n": len(agree)},
            place="",
            indicator="",
            as_of="",
        )
    return misfits


def _coverage_of_people(claims: list[Assertion], reference: Reference, report: Report, rules: Rules) -> None:
    """coverage × people of the group ≈ the count told for it, or ≤ the count of everyone, on one day."""
    counts = defaultdict(list)
    for claim in claims:
        quantity = rules.by_indicator.get(claim.indicator)
        if quantity and claim.dated and claim.unit != "dose":
            counts[claim.place, quantity, claim.as_of].append(claim)
    for claim in claims:
        quantity = rules.data["coverage"].get(claim.indicator)
        known = reference.people(claim.place, claim.population) if quantity and claim.dated else None
        if known is None:
            continue
        people, source = known
        share = claim.interval.times(Fraction(1, 100))
        implied = Interval(share.low * people.low, share.high and share.high * people.high, share.low_open)
        for count in counts[claim.place, quantity, claim.as_of]:
            same = count.population == claim.population
            if not same and count.population:
                continue
            fits = (
                count.interval.meets(implied)
                if same
                else not below(count.interval.high, count.interval.high_open, implied.low, implied.low_open)
            )
            verdict = ("It fits", "相符") if fits else ("It does not fit", "不符")
            verdict = (f"{verdict[0]} “{count.quote}”.", f"与“{count.quote}”{verdict[1]}。")
            sign = ("≈" if same else "≤") if fits else ("≠" if same else ">")
            report.add(
                "consistent" if fits else "implausible",
                "coverage_of_people",
                [claim, count],
                f"{claim.interval} % × {people} = {implied} {sign} {count.interval}",
                "coverage",
                {
                    "quotes": quoted([claim]),
                    "share": f"{number(claim.value)} %",
                    "denominator": str(people),
                    "implied": str(implied),
                    "verdict": verdict,
                },
                reason=source,
            )


def _stated_sizes(claims: list[Assertion], report: Report, rules: Rules) -> None:
    """Counts of people against the size of the same group as a claim gives it."""
    sizes = {
        claim.subject: claim for claim in claims if claim.indicator == "population" and claim.interval.high
    }
    more = 1 + rules.at("resident_population")
    for claim in claims:
        size = sizes.get(claim.subject)
        if (
            size
            and claim.indicator in rules.by_indicator
            and claim.unit != "dose"
            and below(
                size.interval.high * more,
                size.interval.high_open,
                claim.interval.low,
                claim.interval.low_open,
            )
        ):
            report.add(
                "implausible",
                "population_claim",
                [claim, size],
                f"{claim.interval} > {number(more)} × {size.interval}",
                "population_claim",
                {"quote": claim.quote, "place": claim.place, "size": size.quote},
                place=claim.place,
            )


def _coverage_bounds(claims: list[Assertion], report: Report, rules: Rules) -> None:
    """No share above 100; the coverage of one group does not fall."""
    series = defaultdict(list)
    for claim in claims:
        if claim.indicator not in rules.data["coverage"]:
            continue
        if claim.interval.low > 100 or (claim.interval.low == 100 and claim.interval.low_open):
            report.add(
                "implausible",
                "coverage_high",
                [claim],
                f"{claim.interval} > 100",
                "coverage_high",
                {"quote": claim.quote, "place": claim.place},
                suspect=claim.claim_id,
            )
        elif claim.dated and rules.data["coverage"][claim.indicator]:
            series[claim.subject, claim.indicator].append(claim)
    for group in series.values():
        best = None
        for claim in sorted(group, key=lambda c: (c.last, c.n)):
            if (
                best
                and best.last < claim.first
                and below(
                    claim.interval.high, claim.interval.high_open, best.interval.low, best.interval.low_open
                )
            ):
                report.add(
                    "implausible",
                    "coverage_falls",
                    [best, claim],
                    f"{best.interval} > {claim.interval}",
                    "coverage_falls",
                    {
                        "place": claim.place,
                        "first": best.quote,
                        "first_day": best.when,
                        "last": claim.quote,
                        "last_day": claim.when,
                    },
                )
            elif best is None or claim.interval.low > best.interval.low:
                best = claim
