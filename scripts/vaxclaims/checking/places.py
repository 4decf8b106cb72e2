"""Which place and which group is a part of which."""

import re
from functools import cache

from vaxclaims.checking.rules import Rules

_BAND = re.compile(r"(\d+)(?:\+|-(\d+))")


def in_nation(place: str, rules: Rules) -> bool:
    """Whether the nation's totals cover the place."""
    top = place.split("/")[0]
    data = rules.data
    return top == data["nation"] or (
        bool(re.search(data["part_of_nation"], top)) and top not in data["outside_nation"]
    )


def wider_places(place: str, rules: Rules) -> list[str]:
    """The places that contain `place`, the nearest first."""
    parts = place.split("/")
    wider = ["/".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]
    if place != rules.data["nation"] and in_nation(place, rules):
        wider.append(rules.data["nation"])
    if place != rules.data["world"]:
        wider.append(rules.data["world"])
    return wider


@cache
def band(population: str) -> tuple[int, int] | None:
    """An age band's first and last year of age; everyone is a band too, a label is none."""
    if not population:
        return 0, 999
    match = _BAND.fullmatch(population)
    return (int(match[1]), int(match[2] or 999)) if match else None


def within_group(part: str, whole: str) -> bool:
    """Whether everyone in group `part` is in group `whole` for certain."""
    if part == whole or not whole:
        return True
    inner, outer = band(part), band(whole)
    return bool(inner and outer and outer[0] <= inner[0] and inner[1] <= outer[1])
