"""Bounds that follow from inequalities, each with the claims that bind it (interval propagation)."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

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


def tighten(inequalities: list, bounds: Bounds, passes: int = PASSES) -> None:
    """Tighten `bounds` until nothing changes, forwards and backwards in turn. Counts are never negative."""
    ordered, reverse = inequalities, inequalities[::-1]
    quiet = 0
    for n in range(passes):
        changed = False
        for inequality in reverse if n % 2 else ordered:
            if _apply(inequality, bounds.low, bounds.high):
                changed = True
        quiet = 0 if changed else quiet + 1
        if quiet:
            return


def _apply(inequality, low: dict, high: dict) -> bool:
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
        changed |= _solve(inequality, i, ends, low, high)
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
