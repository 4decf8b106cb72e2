"""Bounds that follow from inequalities, each with the claims that bind it (interval propagation)."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from vaxclaims.checking.intervals import below

PASSES = 12


class End(NamedTuple):
    value: Fraction | int
    open: bool
    claims: frozenset[int]


@dataclass
class Bounds:
    """The best known ends per variable; a variable that is absent has low 0 or no high."""

    low: dict = field(default_factory=dict)
    high: dict = field(default_factory=dict)

    def copy(self) -> "Bounds":
        return Bounds(dict(self.low), dict(self.high))


_ZERO = End(0, False, frozenset())


class _Contradiction(Exception):
    pass


def tighten(inequalities: list, bounds: Bounds, passes: int = PASSES) -> bool:
    """Tighten `bounds` until nothing changes, forwards and backwards in turn. Counts are never negative.

    False as soon as a low end lies above a high end: from then on bounds would only chase each other.
    """
    ordered, reverse = inequalities, inequalities[::-1]
    try:
        for n in range(passes):
            changed = False
            for inequality in reverse if n % 2 else ordered:
                changed |= _apply(inequality, bounds.low, bounds.high, True)
            if not changed:
                break
    except _Contradiction:
        return False
    return True


def carry(inequalities: list, bounds: Bounds, passes: int = PASSES) -> None:
    """Carry the ends that claims give along `x <= k * y` only, which cannot chase each other, not even in a
    contradiction."""
    simple = [q for q in inequalities if is_end(q) or is_chain(q)]
    for n in range(passes):
        changed = False
        for inequality in simple[::-1] if n % 2 else simple:
            changed |= _apply(inequality, bounds.low, bounds.high, False)
        if not changed:
            return


def is_end(inequality) -> bool:
    """Whether one claim bounds one variable."""
    return len(inequality.terms) == 1 and len(inequality.needs) == 1


def is_chain(inequality) -> bool:
    """Whether it says x <= k * y, whatever the claims."""
    terms = inequality.terms
    return (
        len(terms) == 2
        and not inequality.needs
        and not inequality.bound
        and (terms[0][1] > 0) != (terms[1][1] > 0)
    )


def _apply(inequality, low: dict, high: dict, stop: bool) -> bool:
    terms = inequality.terms
    ends, open_end = [], None
    for i, (variable, factor) in enumerate(terms):
        end = low.get(variable, _ZERO) if factor > 0 else high.get(variable)
        if end is None:
            if open_end is not None:
                return False
            open_end = i
        ends.append(end)
    changed = False
    for i in range(len(terms)) if open_end is None else (open_end,):
        if _solve(inequality, i, ends, low, high):
            changed = True
            variable = terms[i][0]
            if (
                stop
                and variable in high
                and variable in low
                and below(high[variable].value, high[variable].open, low[variable].value, low[variable].open)
            ):
                raise _Contradiction
    return changed


def _solve(inequality, i: int, ends: list, low: dict, high: dict) -> bool:
    """The end of term i that the other terms' ends leave."""
    rest, is_open, claims = inequality.bound, inequality.strict, inequality.needs
    for j, (_, factor) in enumerate(inequality.terms):
        if j != i:
            rest -= ends[j].value if factor == 1 else factor * ends[j].value
            is_open = is_open or ends[j].open
            claims = claims | ends[j].claims
    variable, factor = inequality.terms[i]
    value = rest if factor == 1 else -rest if factor == -1 else Fraction(rest) / factor
    if factor > 0:
        known = high.get(variable)
        if known is None or (value, not is_open) < (known.value, not known.open):
            high[variable] = End(value, is_open, claims)
            return True
        return False
    known = low.get(variable, _ZERO)
    if (value, is_open) > (known.value, known.open):
        low[variable] = End(value, is_open, claims)
        return True
    return False
