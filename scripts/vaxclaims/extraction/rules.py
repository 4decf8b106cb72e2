"""The rule files of `data/rules/` with their patterns compiled: what the machine looks for is data."""

import re
from functools import cache

import yaml

from vaxclaims.paths import RULES

_PATTERNS = ("pattern", "clause", "before", "after", "sentence", "not_clause", "not_before", "not_after", "not_sentence")


@cache
def load(name: str) -> dict | list:
    """`data/rules/<name>.yml` as it stands."""
    return yaml.safe_load((RULES / f"{name}.yml").read_text(encoding="utf-8"))


@cache
def compiled(name: str, section: str = "rules") -> tuple[dict, ...]:
    """The rules of a section, in order, each pattern a compiled regex and `tag` its id with version."""
    rules = []
    for rule in load(name)[section]:
        rule = dict(rule) | {key: re.compile(rule[key]) for key in _PATTERNS if rule.get(key)}
        rules.append(rule | {"tag": f"{rule['id']}@{rule['version']}"})
    return tuple(rules)
