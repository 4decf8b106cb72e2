"""The model: unknown true quantities, and linear inequalities that claims and constraints put on them.

A variable is one count of one subject at the end of one day. A claim that is true on *some* day of a span
bounds a count that never falls from below at the span's last day and from above at its first.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from vaxclaims.checking.assertions import Assertion
from vaxclaims.checking.intervals import below
from vaxclaims.checking.places import in_nation, wider_places, within_group
from vaxclaims.checking.propagation import Bounds, carry, tighten
from vaxclaims.checking.rules import Rules

Subject = tuple[str, str, str]


class Variable(NamedTuple):
    """The count `quantity` of `subject` (place, population, vaccine) at the end of `day` (ordinal)."""

    subject: Subject
    quantity: str
    day: int


class Inequality(NamedTuple):
    """Sum of factor * variable <= bound (< where strict), if all the claims `needs` are true."""

    terms: tuple[tuple[Variable, Fraction | int], ...]
    bound: Fraction | int
    strict: bool
    needs: frozenset[int]
    rule: str


ALWAYS = frozenset()


def whole(number: Fraction | int) -> Fraction | int:
    """The number as an int where it is one: Python's ints are several times faster, and as exact."""
    return number.numerator if number.denominator == 1 else number


@dataclass
class Block:
    """What concerns one subject: its claims, its days, its inequalities ordered by day."""

    subject: Subject
    days: list[int]
    quantities: list[str]
    claims: set[int]
    claimed: set[str]
    inequalities: list[Inequality]
    coupled: bool


@dataclass
class Model:
    blocks: dict[Subject, Block]
    bounds: Bounds
    links: list[tuple[frozenset, Inequality]] = field(default_factory=list)

    def components(self) -> list["Component"]:
        """The blocks, joined where a link between subjects could be broken."""
        parent = {subject: subject for subject in self.blocks}

        def root(subject):
            while parent[subject] != subject:
                parent[subject] = parent[parent[subject]]
                subject = parent[subject]
            return subject

        for subjects, _ in self.links:
            first, *rest = sorted(subjects)
            for other in rest:
                parent[root(other)] = root(first)
        groups = defaultdict(list)
        for subject in sorted(self.blocks):
            groups[root(subject)].append(self.blocks[subject])
        links = defaultdict(list)
        for subjects, inequality in self.links:
            links[root(min(subjects))].append(inequality)
        return [
            Component(
                sorted({n for block in blocks for n in block.claims}),
                [q for block in blocks for q in block.inequalities] + links[key],
                _coupled(blocks, links[key]),
                blocks[0].subject[0],
            )
            for key, blocks in sorted(groups.items())
        ]


def _coupled(blocks: list[Block], links: list[Inequality]) -> bool:
    claimed = set().union(*(block.claimed for block in blocks))
    return len(claimed) > 1 or any(block.coupled for block in blocks) or any(len(q.terms) > 2 for q in links)


@dataclass
class Component:
    """Claims that share no breakable constraint with any other. `coupled`: pairs alone do not decide."""

    claims: list[int]
    inequalities: list[Inequality]
    coupled: bool
    place: str


def build(assertions: list[Assertion], rules: Rules) -> Model:
    """The model of all assertions that the linear constraints know."""
    grouped = defaultdict(list)
    for claim in assertions:
        if claim.dated and not claim.interval.is_empty() and _is_modelled(claim, rules):
            grouped[_subject(claim, rules)].append(claim)
    milestones = [claim for claim in assertions if claim.indicator == "milestone_interval" and claim.dated]
    by_page = defaultdict(list)
    for claim in milestones:
        by_page[claim.doc_id, claim.subject].append(claim)
    blocks = {subject: _block(subject, claims, by_page, rules) for subject, claims in sorted(grouped.items())}
    bounds = Bounds()
    for block in blocks.values():
        own = Bounds()
        if not tighten(block.inequalities, own):
            own = Bounds()
            carry(block.inequalities, own)
        bounds.low.update(own.low)
        bounds.high.update(own.high)
    model = Model(blocks, bounds)
    _link(model, rules)
    return model


_FLOWS = ("daily_vaccinations", "new_vaccinations_period")


def _is_modelled(claim: Assertion, rules: Rules) -> bool:
    if claim.indicator == "dose_share":
        return claim.population in rules.ordinals and claim.on_a_day
    if claim.indicator in _FLOWS:
        return claim.unit in ("dose", "")
    if claim.indicator in rules.data["levels"]:
        return claim.on_a_day
    return claim.indicator in rules.by_indicator


def _level(claim: Assertion, rules: Rules) -> str:
    """The claim's rate that has one value per day, '' if it is none."""
    if claim.indicator == "dose_share":
        return rules.ordinals[claim.population]
    return (
        claim.indicator
        if claim.indicator in rules.data["levels"] and claim.on_a_day and not claim.start
        else ""
    )


def _subject(claim: Assertion, rules: Rules) -> Subject:
    population = "" if claim.indicator == "dose_share" else claim.population
    return claim.place, population, claim.vaccine


def _block(subject: Subject, claims: list[Assertion], milestones: dict, rules: Rules) -> Block:
    own = [q for claim in claims for q in _claim_inequalities(claim, subject, rules)]
    for claim in claims:
        own += _crossings(claim, milestones.get((claim.doc_id, subject), []), subject)
    claimed = {
        rules.by_indicator[claim.indicator] for claim in claims if claim.indicator in rules.by_indicator
    }
    quantities = [name for name, entry in rules.quantities.items() if entry["monotone"]]
    days_of = defaultdict(set)
    for q in own:
        for variable, _ in q.terms:
            days_of[variable.quantity].add(variable.day)
    days = sorted(set().union(*(days_of[quantity] for quantity in rules.quantities)))
    background = _monotone(subject, quantities, days) + _linear(subject, days, days_of, claimed, rules)
    ordered = sorted(own + background, key=lambda q: max(variable.day for variable, _ in q.terms))
    used = {n for q in own for n in q.needs}
    coupled = len(claimed) > 1 or any(len(q.terms) > 1 or len(q.needs) > 1 for q in own)
    return Block(subject, days, quantities, used, claimed, ordered, coupled)


def _claim_inequalities(claim: Assertion, subject: Subject, rules: Rules) -> list[Inequality]:
    needs = frozenset([claim.n])
    found = []
    if level := _level(claim, rules):
        variable = Variable(subject, level, claim.last)
        found += _ends(variable, variable, claim, needs, "same_day")
    if claim.indicator in rules.by_indicator:
        quantity = rules.by_indicator[claim.indicator]
        if rules.quantities[quantity]["monotone"] or claim.on_a_day:
            first, last = Variable(subject, quantity, claim.first), Variable(subject, quantity, claim.last)
            found += _ends(first, last, claim, needs)
    elif claim.indicator == "dose_share":
        found += _share(claim, subject, needs, rules)
    elif claim.indicator in _FLOWS:
        found += _flow(claim, subject, needs, rules)
    return found


def _ends(first: Variable, last: Variable, claim: Assertion, needs, rule: str = "") -> list[Inequality]:
    low, high, low_open, high_open = claim.interval
    found = [Inequality(((last, -1),), whole(-low), low_open, needs, rule)]
    if high is not None:
        found.append(Inequality(((first, 1),), whole(high), high_open, needs, rule))
    return found


def _share(claim: Assertion, subject: Subject, needs, rules: Rules) -> list[Inequality]:
    """low % of doses <= the dose's count <= high %, the single-dose and three-dose products tolerated."""
    quantity = rules.data["dose_ordinals"][rules.ordinals[claim.population]]["count"]
    count, doses = Variable(subject, quantity, claim.last), Variable(subject, "doses", claim.last)
    people = Variable(subject, "people", claim.last)
    low, high, low_open, high_open = claim.interval
    exact = quantity == "people"
    single, three = (
        (0, 0) if exact else (rules.at("single_dose", claim.last), rules.at("three_dose", claim.last))
    )
    found = [
        _inequality([(doses, low / 100), (count, -1), (people, -three)], low_open, needs, "share_of_doses")
    ]
    if high is not None:
        found.append(
            _inequality(
                [(count, 1), (doses, -high / 100), (people, -single)], high_open, needs, "share_of_doses"
            )
        )
    return found


def _inequality(terms, strict: bool, needs, rule: str, bound=0) -> Inequality:
    """Equal variables merged, zero factors dropped; the sum is at most `bound`."""
    merged = defaultdict(int)
    for variable, factor in terms:
        merged[variable] += factor
    kept = tuple((variable, whole(factor)) for variable, factor in merged.items() if factor)
    return Inequality(kept, whole(bound), strict, needs, rule)


def _flow(claim: Assertion, subject: Subject, needs, rules: Rules) -> list[Inequality]:
    """Doses of a day, of a period, or on average over one, against the totals about it."""

    def total(day):
        return Variable(subject, "doses", day)

    low, high, low_open, high_open = claim.interval
    one = 1
    if claim.start is not None and claim.on_a_day and claim.start < claim.last:
        span = claim.last - claim.start
        average = claim.indicator == "daily_vaccinations"
        least, most = (low * span, high and high * (span + 1)) if average else (low, high)
        found = [
            Inequality(
                ((total(claim.start - 1), one), (total(claim.last), -one)), -least, low_open, needs, "period"
            )
        ]
        if high is not None:
            found.append(
                Inequality(
                    ((total(claim.last), one), (total(claim.start), -one)), most, high_open, needs, "period"
                )
            )
        return found
    found = [Inequality(((total(claim.last), -one),), -low, low_open, needs, "day_within_total")]
    if claim.on_a_day and claim.indicator == "daily_vaccinations":
        slack = int(rules.at("reporting_slack_days"))
        before, after = total(claim.last - 1 - slack), total(claim.last + slack)
        found.append(Inequality(((before, one), (after, -one)), -low, low_open, needs, "day_within_total"))
    return found


def _crossings(claim: Assertion, milestones: list[Assertion], subject: Subject) -> list[Inequality]:
    """A threshold whose day a milestone counts from or to was not yet reached the day before."""
    if claim.indicator != "total_vaccinations" or not claim.is_lower_bound or not claim.on_a_day:
        return []
    before = Variable(subject, "doses", claim.last - 1)
    return [
        Inequality(
            ((before, 1),),
            claim.interval.low,
            not claim.interval.low_open,
            frozenset([claim.n, milestone.n]),
            "crossing",
        )
        for milestone in milestones
        if claim.last in (milestone.start, milestone.last)
    ]


def _monotone(subject: Subject, quantities: list[str], days: list[int]) -> list[Inequality]:
    return [
        Inequality(
            ((Variable(subject, quantity, day), 1), (Variable(subject, quantity, later), -1)),
            0,
            False,
            ALWAYS,
            "cumulative",
        )
        for quantity in quantities
        for day, later in zip(days, days[1:])
    ]


def _linear(subject: Subject, days: list[int], days_of: dict, claimed: set, rules: Rules) -> list[Inequality]:
    """The linear rules on every day; those about a count that may fall, or a rate, where it is claimed."""
    general = not subject[2] and in_nation(subject[0], rules)
    found = []
    for rule in rules.linear:
        if (rule.all_vaccines_only and not general) or rule.unless_claimed in claimed:
            continue
        bound_to_day = [
            days_of[term.quantity]
            for term in rule.terms
            if term.quantity and not rules.quantities.get(term.quantity, {}).get("monotone")
        ]
        for day in sorted(set.intersection(*bound_to_day)) if bound_to_day else days:
            terms, bound = [], 0
            for term in rule.terms:
                factor = term.factor
                for parameter in term.parameters:
                    factor *= rules.at(parameter, day)
                if term.quantity:
                    terms.append((Variable(subject, term.quantity, day), factor))
                else:
                    bound -= factor
            found.append(_inequality(terms, False, ALWAYS, rule.name, bound))
    return found


# Up to this many claims all links between subjects are kept; beyond, those that bounds show to be breakable.
FULLY_LINKED = 80


def _link(model: Model, rules: Rules) -> None:
    """Part <= whole between subjects.

    In a large table a link is left out where the bounds that all claims give cannot break it: nothing is lost
    where one quantity is claimed, and where several are, only conflicts that need two unbroken links at once.
    """
    every_link = sum(len(block.claims) for block in model.blocks.values()) <= FULLY_LINKED
    children, by_place = defaultdict(list), subjects_by_place(model.blocks)
    for subject in model.blocks:
        wider = wider_subjects(subject, by_place, rules)
        for whole in wider:
            for quantity in model.blocks[subject].quantities:
                _link_pair(model, subject, whole, quantity, every_link)
        nearest = next((whole for whole in wider if whole[1:] == subject[1:]), None)
        if nearest:
            children[nearest].append(subject)
    for whole, parts in children.items():
        if len(parts) > 1:
            for quantity in model.blocks[whole].quantities:
                _link_sum(model, parts, whole, quantity, every_link)


def wider_subjects(subject: Subject, by_place: dict[str, list[Subject]], rules: Rules) -> list[Subject]:
    """The claimed subjects that contain this one, by place first."""
    place, population, vaccine = subject
    return [
        other
        for wide in [place, *wider_places(place, rules)]
        for other in by_place.get(wide, [])
        if other != subject and other[2] in ("", vaccine) and within_group(population, other[1])
    ]


def subjects_by_place(subjects: Iterable[Subject]) -> dict[str, list[Subject]]:
    index = defaultdict(list)
    for subject in subjects:
        index[subject[0]].append(subject)
    return index


def _link_pair(model: Model, part: Subject, whole: Subject, quantity: str, always: bool) -> None:
    whole_days = model.blocks[whole].days
    for day in model.blocks[part].days:
        at = bisect_left(whole_days, day)
        if at == len(whole_days):
            break
        small, large = Variable(part, quantity, day), Variable(whole, quantity, whole_days[at])
        low, high = model.bounds.low.get(small), model.bounds.high.get(large)
        if always or (low and high and below(high.value, high.open, low.value, low.open)):
            terms = ((small, 1), (large, -1))
            model.links.append(
                (frozenset([part, whole]), Inequality(terms, 0, False, ALWAYS, "part_of_whole"))
            )


def _link_sum(model: Model, parts: list[Subject], whole: Subject, quantity: str, always: bool) -> None:
    lows = model.bounds.low
    events = sorted(
        (day, part)
        for part in parts
        for day in model.blocks[part].days
        if always or Variable(part, quantity, day) in lows
    )
    latest, total = {}, 0
    whole_days = model.blocks[whole].days
    for i, (day, part) in enumerate(events):
        variable = Variable(part, quantity, day)
        if not always:
            total += lows[variable].value - (lows[latest[part]].value if part in latest else 0)
        latest[part] = variable
        at = bisect_left(whole_days, day)
        if at == len(whole_days):
            break
        if i + 1 < len(events) and events[i + 1][0] == day:
            continue
        large = Variable(whole, quantity, whole_days[at])
        high = model.bounds.high.get(large)
        if len(latest) > 1 and (always or (high and total >= high.value)):
            terms = tuple((variable, 1) for variable in latest.values()) + ((large, -1),)
            subjects = frozenset([*latest, whole])
            model.links.append((subjects, Inequality(terms, 0, False, ALWAYS, "sum_of_parts")))
