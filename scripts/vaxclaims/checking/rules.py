"""Loads `data/rules/constraints.yml`: what must hold between quantities, and what is tolerated."""

import ast
import difflib
from dataclasses import dataclass
from datetime import date
from decimal import InvalidOperation
from fractions import Fraction
from functools import cache
from pathlib import Path

import yaml

from vaxclaims import gazetteer
from vaxclaims.paths import RULES
from vaxclaims.tables import bounded, short

CONSTRAINTS = RULES / "constraints.yml"
# Of a tolerance that is set: a share above it, or more days, would let everything pass.
LARGEST = 10_000


@dataclass(frozen=True)
class Term:
    """`factor * product of parameters * quantity`; negative on the right side of `<=`. A plain number has no
    quantity."""

    quantity: str
    factor: Fraction
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Linear:
    """A sum of terms that is at most zero on every day."""

    name: str
    formula: str
    terms: tuple[Term, ...]
    all_vaccines_only: bool
    unless_claimed: str
    says: tuple[str, str]


class Rules:
    """The constraints with their parameters; `overrides` replaces parameters by name for the whole time.

    Raises TypeError for an unknown parameter, naming the nearest one, ValueError for a value that no tolerance
    has.
    """

    def __init__(self, data: dict, overrides: dict | None = None):
        self.data = data
        self.quantities = data["quantities"]
        self.by_indicator = {entry["indicator"]: name for name, entry in self.quantities.items()}
        known = {*self.quantities, *data["levels"]}
        self.linear = tuple(_linear(entry, known) for entry in data["linear"])
        self.ordinals = {
            word: share for share, entry in data["dose_ordinals"].items() for word in entry["words"]
        }
        self.overrides = {
            name: _override(name, value, data["parameters"]) for name, value in (overrides or {}).items()
        }
        self._schedules = {}

    def at(self, parameter: str, day: int = 0) -> Fraction:
        """A parameter's value on a day (ordinal)."""
        if parameter in self.overrides:
            return self.overrides[parameter]
        entry = self.data["parameters"][parameter]
        if "value" in entry:
            return Fraction(str(entry["value"]))
        if parameter not in self._schedules:
            self._schedules[parameter] = [
                (line["day"].toordinal(), Fraction(str(line["value"]))) for line in entry["from"]
            ]
        schedule = self._schedules[parameter]
        return next((value for start, value in reversed(schedule) if start <= day), schedule[0][1])

    def day(self, parameter: str) -> date:
        return self.data["parameters"][parameter]["day"]

    def formula(self, name: str) -> str:
        """The formula of a rule by its name."""
        for rule in self.linear:
            if rule.name == name:
                return rule.formula
        return self.data["other"][name]["formula"]

    def says(self, name: str) -> tuple[str, str]:
        """A rule in plain words, English and Chinese."""
        for rule in self.linear:
            if rule.name == name:
                return rule.says
        return self.data["other"][name]["en"], self.data["other"][name]["zh"]

    def message(self, name: str, **slots) -> tuple[str, str]:
        """The English and the Chinese sentence; a slot may be a pair (English, Chinese), `place` is a path."""
        if isinstance(place := slots.get("place"), str):
            slots["place"] = gazetteer.label(place, "en"), gazetteer.label(place, "zh")
        return tuple(
            self.data["messages"][name][language].format(
                **{key: slot[i] if isinstance(slot, tuple) else slot for key, slot in slots.items()}
            )
            for i, language in enumerate(("en", "zh"))
        )


@cache
def _data(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def load(path: Path = CONSTRAINTS, **overrides) -> Rules:
    return Rules(_data(path), overrides)


def _override(name: str, value, parameters: dict) -> Fraction:
    if name not in parameters or "day" in parameters[name]:
        near = difflib.get_close_matches(name, parameters, n=1)
        raise TypeError(f"no tolerance is called {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    try:
        number = bounded(str(value))
    except InvalidOperation:
        number = None
    if number is None or not 0 <= number <= LARGEST:
        raise ValueError(f"the tolerance {name} takes a number from 0 to {LARGEST}, not {short(repr(value))}")
    return Fraction(number)


def _linear(entry: dict, known: set) -> Linear:
    tree = ast.parse(entry["formula"], mode="eval").body
    if not (isinstance(tree, ast.Compare) and len(tree.ops) == 1 and isinstance(tree.ops[0], ast.LtE)):
        raise ValueError(f"rule {entry['name']}: a formula has the form `sum <= sum`")
    terms = [*_terms(tree.left, Fraction(1), known), *_terms(tree.comparators[0], Fraction(-1), known)]
    return Linear(
        entry["name"],
        entry["formula"],
        tuple(terms),
        entry.get("vaccines") == "all",
        entry.get("unless_claimed", ""),
        (entry["en"], entry["zh"]),
    )


def _terms(node, sign: Fraction, known: set) -> list[Term]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _terms(node.left, sign, known) + _terms(node.right, sign, known)
    factor, parameters, quantity = sign, [], ""
    for part in _factors(node):
        if isinstance(part, ast.Constant):
            factor *= Fraction(str(part.value))
        elif part.id in known:
            quantity = part.id
        else:
            parameters.append(part.id)
    return [Term(quantity, factor, tuple(parameters))]


def _factors(node) -> list:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _factors(node.left) + _factors(node.right)
    if not isinstance(node, (ast.Name, ast.Constant)):
        raise ValueError(f"a term is a product of names and numbers, not {ast.unparse(node)}")
    return [node]
