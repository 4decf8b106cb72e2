"""The rule files of `data/rules/` with their patterns compiled: what the machine looks for is data."""

import re
from functools import cache

import yaml

from vaxclaims.paths import RULES

_PATTERNS = (
    "pattern",
    "clause",
    "before",
    "after",
    "later",
    "framed",
    "sentence",
    "not_clause",
    "not_before",
    "not_after",
    "not_sentence",
)


@cache
def load(name: str) -> dict | list:
    """`data/rules/<name>.yml` as it stands."""
    return yaml.safe_load((RULES / f"{name}.yml").read_text(encoding="utf-8"))


@cache
def compiled(name: str, section: str = "rules") -> tuple[dict, ...]:
    """The rules of a section, in order, each pattern a compiled regex and `tag` its id with version."""
    return tuple(_compile(rule) | {"tag": f"{rule['id']}@{rule['version']}"} for rule in load(name)[section])


@cache
def compiled_entries(name: str, *sections: str) -> tuple[dict, ...]:
    """As `compiled`, for entries without an id that stand under nested `sections`."""
    entries = load(name)
    for section in sections:
        entries = entries[section]
    return tuple(_compile(entry) for entry in entries)


class Wordings:
    """The patterns of a section of `wordings.yml` as attributes, each compiled when it is first asked for."""

    def __init__(self, section: str):
        self._patterns = {name: entry["pattern"] for name, entry in load("wordings")[section].items()}

    def __getattr__(self, name: str) -> re.Pattern:
        if name not in self._patterns:
            raise AttributeError(f"data/rules/wordings.yml has no {name!r} here")
        pattern = re.compile(self._patterns[name])
        setattr(self, name, pattern)
        return pattern


wordings = cache(Wordings)


def _compile(rule: dict) -> dict:
    return dict(rule) | {key: re.compile(_expand(rule[key])) for key in _PATTERNS if rule.get(key)}


def _expand(pattern: str) -> str:
    """`pattern` with the words of vaccination where it asks for them."""
    return pattern.replace("{vaccination}", load("contexts")["vaccination"])
