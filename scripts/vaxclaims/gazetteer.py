"""Administrative divisions and countries: `data/places.csv` as full paths, codes and names."""

import difflib
from functools import cache
from typing import NamedTuple

from vaxclaims.paths import PLACES
from vaxclaims.tables import read_table

NATION, WORLD = "全国", "全球"
_ROOTS = ("WORLD", "CHN")
_AUTONOMOUS = ("自治县", "自治州", "自治旗")
# Codes of areas that are no divisions of their own.
_ZONE = "FA"


class Place(NamedTuple):
    """`path` is the full official name, levels joined by /; `level` is world, nation, country, province,
    city or district; `name` its own official name; `code` is GB/T 2260 or ISO 3166."""

    path: str
    code: str
    name: str
    level: str


@cache
def places() -> dict[str, Place]:
    """Every place by its code."""
    rows = {row["code"]: row for row in read_table(PLACES).to_dict("records")}
    return {code: Place(_path(row, rows), code, row["name"], _level(row, rows)) for code, row in rows.items()}


@cache
def by_path() -> dict[str, Place]:
    return {place.path: place for place in places().values()}


def code_of(path: str) -> str:
    """The code of a full path, empty for a path that the gazetteer does not have."""
    place = by_path().get(path)
    return place.code if place else ""


def require_places(paths, also=()) -> None:
    """Raises ValueError, naming the nearest, for a path that neither the gazetteer nor `also` has: of a place
    by another name nothing would be found, and that is no answer."""
    for path in paths:
        if path not in by_path() and path not in also:
            near = " or ".join(f"'{name}'" for name in _nearest(path))
            hint = f"the nearest is {near}" if near else "give its full official name, as 湖北省/武汉市"
            raise ValueError(f"places: data/places.csv has no '{path}'; {hint}")


def _nearest(name: str) -> list[str]:
    """The paths of what is so called, three at most, else the one that is written much alike."""
    these, _ = called().get(name, ((), False))
    return [place.path for place in these[:3]] or difflib.get_close_matches(name, by_path(), n=1)


def parent(path: str) -> str:
    """The path one level up; the nation above a province, the world above nation and country."""
    if "/" in path:
        return path.rpartition("/")[0]
    place = by_path().get(path)
    return NATION if place and place.level == "province" else WORLD


@cache
def lineage(path: str) -> tuple[str, ...]:
    """The paths of all that hold a place, itself last: 湖北省, 湖北省/武汉市."""
    parts = path.split("/")
    return tuple("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def country_abroad(path: str) -> str:
    """The country that a place lies in, empty for China's own places."""
    above = by_path().get(lineage(path)[0])
    return above.path if above and above.level == "country" else ""


def is_abroad(path: str) -> bool:
    """Whether a place lies in another country."""
    return bool(country_abroad(path))


@cache
def _english() -> dict[str, str]:
    """English names by official name, where `data/places.csv` has one."""
    rows = read_table(PLACES)
    return {name: english for name, english in zip(rows["name"], rows["name_en"], strict=True) if english}


def label(path: str, language: str) -> str:
    """A path for reading: `北京市/大兴区` is 北京市大兴区 in Chinese and `Daxing, Beijing` in English, where a
    part without an English name keeps its own."""
    if language == "zh":
        return path.replace("/", "")
    return ", ".join(_english().get(part, part) for part in reversed(path.split("/")))


# Many cities have one, though only 苏州市 calls a division so.
_OF_MANY = ("工业园区",)


@cache
def called() -> dict[str, tuple[tuple[Place, ...], bool]]:
    """Every name and alias with the places so called, the highest level first, and whether one of them is so
    called officially."""
    found: dict[str, list[Place]] = {}
    for row in read_table(PLACES).to_dict("records"):
        place = places()[row["code"]]
        for name in dict.fromkeys([row["name"], *_aliases(row)]):
            found.setdefault(name, []).append(place)
    ranked = {
        name: tuple(sorted(these, key=lambda place: (_RANK[place.level], place.code)))
        for name, these in found.items()
    }
    return {
        name: (these, any(place.name == name or len(these) == 1 and _is_certain(name, place) for place in these))
        for name, these in ranked.items()
    }


def _aliases(row: dict) -> list[str]:
    """A row's aliases; of 务川县 and 德宏州, which are autonomous, 务川自治县 and 德宏自治州 too."""
    aliases = list(filter(None, row["aliases"].split("|")))
    kind = next((kind for kind in _AUTONOMOUS if row["name"].endswith(kind)), "")
    short = [alias[:-1] for alias in aliases if kind and alias.endswith(kind[-1])]
    return aliases + [name + kind for name in short]


@cache
def zone_of(city: str, word: str) -> str:
    """The path of the city's development zone whose name, or an alias, ends with `word`: 经开区; empty if there is none."""
    zones = {
        place.path
        for name, (these, _) in called().items()
        for place in these
        if name.endswith(word) and place.code.startswith(_ZONE) and place.path.startswith(f"{city}/")
    }
    return zones.pop() if len(zones) == 1 else ""


def _is_certain(name: str, place: Place) -> bool:
    """Whether a short name that no other place has needs no city named beside it: that of an area of its own kind
    (西安高新区) or of a county-level city (义乌), one that says what it is (东乡县) or begins with its city's (阳泉城区)."""
    city = parent(place.path).rpartition("/")[2]
    told = place.name.endswith("市") or name[-1] in "县区旗" or name.startswith((city, city[:-1]))
    certain = place.code.startswith(_ZONE) or place.level == "district" and told
    return certain and name not in _OF_MANY


_RANK = {"world": 0, "nation": 1, "province": 2, "country": 3, "city": 4, "district": 5}


def _path(row: dict, rows: dict) -> str:
    parts = [row["name"]]
    while row["parent"] and row["parent"] not in _ROOTS:
        row = rows[row["parent"]]
        parts.append(row["name"])
    return "/".join(reversed(parts))


def _level(row: dict, rows: dict) -> str:
    if row["code"] in _ROOTS:
        return "world" if row["code"] == "WORLD" else "nation"
    if row["parent"] == "CHN":
        return "province"
    if row["parent"] == "WORLD":
        return "country"
    above = rows[row["parent"]]
    if above["parent"] == "WORLD":
        return "city"
    municipality = above["name"].endswith("市") and above["parent"] == "CHN"
    if above["parent"] == "CHN" and not municipality and not row["name"].endswith(("区", "县")):
        return "city"
    return "district"
