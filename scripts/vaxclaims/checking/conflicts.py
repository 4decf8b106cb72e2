"""Minimal sets of claims that cannot all hold.

Pairs come from a search along `x <= k * y`; larger sets from z3 (tracked assertions, unsat cores) by the
duality of conflicts and corrections: a minimal conflict is a minimal hitting set of all minimal corrections
(Reiter 1987, "A theory of diagnosis from first principles"; Liffiton and Sakallah 2008).
"""

import heapq
from collections import defaultdict
from fractions import Fraction
from typing import NamedTuple

from vaxclaims.checking.intervals import below
from vaxclaims.checking.model import Component
from vaxclaims.checking.propagation import Bounds, carry, is_chain, is_end

LARGEST = 4
MOST_PAIRS = 20_000
# Work on one component, claims times checks by the solver: it bounds the time on tables full of errors. Up to
# some forty claims of several quantities the list is whole.
MOST_WORK = 150_000


class Conflict(NamedTuple):
    claims: frozenset[int]
    rules: frozenset[str]


class Found(NamedTuple):
    """`conflicts` of up to four claims in canonical order, one larger one if there is any, and whether
    the list of those up to four is whole."""

    conflicts: list[Conflict]
    larger: Conflict | None
    complete: bool


def minimal_conflicts(component: Component) -> Found:
    """The conflicts of one component; `rules` of those that the solver found are left empty."""
    pairs, all_pairs = _pairs(component)
    if not component.coupled:
        return Found(_canonical(pairs), None, all_pairs)
    problem = _Problem(component)
    if not pairs and problem.core(component.claims) is None:
        return Found([], None, True)
    corrections, known, complete = _corrections(problem, component.claims, list(pairs))
    sets = _hitting_sets(corrections, LARGEST) if complete else [m for m in known if len(m) <= LARGEST]
    larger = sorted((m for m in known if len(m) > LARGEST), key=lambda m: (len(m), sorted(m)))
    return Found(
        _canonical({m: pairs.get(m, ()) for m in sets}),
        Conflict(larger[0], frozenset()) if larger else None,
        complete and all_pairs,
    )


def broken_rules(component_of_conflict: Component) -> frozenset[str]:
    """A minimal set of rules that the claims of a component, all together, break."""
    return _Problem(component_of_conflict).rules()


def _canonical(sets: dict) -> list[Conflict]:
    return [Conflict(m, frozenset(sets[m])) for m in sorted(sets, key=lambda m: (len(m), sorted(m)))]


def _pairs(component: Component) -> tuple[dict, bool]:
    """All sets of one or two claims that a chain of `x <= k * y` breaks, with the rules of the chain."""
    smaller, lows, highs, bounds = defaultdict(list), defaultdict(list), [], Bounds()
    carry(component.inequalities, bounds)
    for q in component.inequalities:
        if is_end(q):
            ((variable, factor),) = q.terms
            (claim,) = q.needs
            if factor < 0:
                lows[variable].append((Fraction(q.bound) / factor, q.strict, claim, q.rule))
            else:
                highs.append((variable, Fraction(q.bound) / factor, q.strict, claim, q.rule))
        elif is_chain(q):
            (x, a), (y, b) = sorted(q.terms, key=lambda term: -term[1])
            smaller[y].append((x, Fraction(-b) / a, q.rule))
    found = {}
    for variable, high, strict, claim, rule in highs:
        best = bounds.low.get(variable)
        if best is None or not below(high, strict, best.value, best.open):
            continue
        for other, rules in _chains(variable, high, strict, smaller, lows, bounds):
            key = frozenset([claim, other])
            found.setdefault(key, rules | ({rule} if rule else set()))
            if len(found) > MOST_PAIRS:
                return _minimal(found), False
    return _minimal(found), True


def _chains(top, high, strict, smaller, lows, bounds):
    """Claims whose low end, carried along the chains up to `top`, lies above its high end."""
    best, count = {}, 0
    queue = [(Fraction(1), count, top, frozenset())]
    while queue:
        factor, _, variable, rules = heapq.heappop(queue)
        if variable in best:
            continue
        best[variable] = factor
        for low, low_open, claim, rule in lows[variable]:
            if below(high * factor, strict, low, low_open):
                yield claim, set(rules) | ({rule} if rule else set())
        for x, k, rule in smaller[variable]:
            known = bounds.low.get(x)
            if x not in best and known and below(high * factor * k, strict, known.value, known.open):
                count += 1
                heapq.heappush(queue, (factor * k, count, x, rules | {rule}))


def _minimal(sets: dict) -> dict:
    single = {m for m in sets if len(m) == 1}
    return {
        m: rules for m, rules in sets.items() if len(m) == 1 or not any(frozenset([c]) in single for c in m)
    }


def _corrections(problem, claims: list[int], known: list) -> tuple[list, list, bool]:
    """Minimal sets whose removal leaves the claims satisfiable, by a hitting-set tree over the conflicts.

    The first branch is followed to its end whatever it costs, so that every error is in some conflict.
    """
    everything = frozenset(claims)
    corrections, checks = [], 0
    most = max(MOST_WORK // len(claims), 10)
    stack = [(frozenset(), frozenset())]
    while stack:
        removed, kept = stack.pop()
        if any(done <= removed for done in corrections):
            continue
        conflict = next((m for m in known if not m & removed), None)
        if conflict is None:
            if corrections and checks >= most:
                return corrections, known, False
            checks += 1
            core = problem.core(sorted(everything - removed))
            if core is None:
                corrections.append(removed)
                continue
            conflict = problem.shrunk(core)
            known.append(conflict)
        options = _likeliest_first(conflict - kept, removed, known, problem, everything)
        for i, claim in reversed(list(enumerate(options))):
            stack.append((removed | {claim}, kept.union(options[:i])))
    return [m for m in corrections if not any(other < m for other in corrections)], known, True


def _likeliest_first(
    conflict: frozenset, removed: frozenset, known: list, problem, everything: frozenset
) -> list[int]:
    """The members of a conflict, those first that alone explain all, then those in most other conflicts."""
    if not removed:
        alone = {claim for claim in conflict if problem.core(sorted(everything - {claim})) is None}
    else:
        alone = set()
    return sorted(conflict, key=lambda claim: (claim not in alone, -sum(claim in m for m in known), claim))


def _hitting_sets(families: list, largest: int) -> list:
    """All minimal sets of at most `largest` elements that meet every family."""
    found, stack = set(), [(frozenset(), frozenset())]
    while stack:
        chosen, barred = stack.pop()
        family = next((f for f in families if not f & chosen), None)
        if family is None:
            found.add(chosen)
        elif len(chosen) < largest:
            options = sorted(family - barred)
            for i, claim in enumerate(options):
                stack.append((chosen | {claim}, barred.union(options[:i])))
    return [m for m in found if _hits_minimally(m, families)]


def _hits_minimally(chosen: frozenset, families: list) -> bool:
    return all(any(chosen & f == {claim} for f in families) for claim in chosen)


class _Problem:
    """A component in z3: one Boolean per claim, exact rational arithmetic."""

    def __init__(self, component: Component):
        import z3

        self.z3, self.component = z3, component
        self.names = {}
        self.flags = {n: z3.Bool(f"c{n}") for n in component.claims}
        self.numbers = {f"c{n}": n for n in component.claims}
        self.solver = z3.SimpleSolver()
        self.solver.from_string(
            self._text(component.inequalities, lambda q: [f"c{n}" for n in sorted(q.needs)], self.flags)
        )

    def core(self, claims) -> frozenset | None:
        """Claims that cannot all hold, None if all of these can."""
        if self.solver.check([self.flags[n] for n in claims]) == self.z3.sat:
            return None
        return frozenset(self.numbers[str(flag)] for flag in self.solver.unsat_core())

    def shrunk(self, core: frozenset) -> frozenset:
        for claim in sorted(core):
            if claim in core and (smaller := self.core(sorted(core - {claim}))) is not None:
                core = smaller
        return core

    def rules(self) -> frozenset[str]:
        """A minimal set of rules that all claims together break."""
        inequalities = self.component.inequalities
        names = sorted({q.rule for q in inequalities if q.rule and not q.needs})
        solver = self.z3.SimpleSolver()
        solver.from_string(
            self._text(
                inequalities,
                lambda q: [] if q.needs else [f"r_{q.rule}"],
                [f"r_{name}" for name in names],
                plain=True,
            )
        )
        used = set(names)
        for name in names:
            if (
                name in used
                and solver.check([self.z3.Bool(f"r_{other}") for other in sorted(used - {name})])
                == self.z3.unsat
            ):
                core = {str(flag)[2:] for flag in solver.unsat_core()}
                used = core
        return frozenset(used | {q.rule for q in inequalities if q.needs and q.rule})

    def _text(self, inequalities, conditions, flags, plain=False) -> str:
        names, body = {}, []
        for q in inequalities:
            terms = []
            for variable, factor in q.terms:
                name = names.setdefault(variable, f"v{len(names)}")
                terms.append(name if factor == 1 else f"(* {_rational(factor)} {name})")
            total = terms[0] if len(terms) == 1 else f"(+ {' '.join(terms)})"
            text = f"({'<' if q.strict else '<='} {total} {_rational(q.bound)})"
            needed = conditions(q)
            body.append(f"(assert (=> (and {' '.join(needed)}) {text}))" if needed else f"(assert {text})")
        head = [f"(declare-const {flag if plain else f'c{flag}'} Bool)" for flag in flags]
        head += [f"(declare-const {name} Real)(assert (>= {name} 0.0))" for name in names.values()]
        return "\n".join(head + body)


def _rational(number: Fraction) -> str:
    text = f"{abs(number.numerator)}.0"
    if number.denominator != 1:
        text = f"(/ {text} {number.denominator}.0)"
    return f"(- {text})" if number < 0 else text
