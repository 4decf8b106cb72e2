"""The words of a text that name a place or stand for one: `data/places.csv` and `data/rules/places.yml`."""

import re
from functools import cache
from typing import NamedTuple

from vaxclaims import gazetteer
from vaxclaims.extraction import rules
from vaxclaims.extraction.lexicon import Lexicon
from vaxclaims.gazetteer import Place

WORDS = rules.wordings("places")
_FUNCTION_WORDS = frozenset("在从到和与及由把让对为是天日时")
# What ends a word, so that a place's short name may begin behind it.
_WORDS_END = _FUNCTION_WORDS | frozenset("市省州县区城前于中括自的讯电")
# How many characters beyond a word a longer name inside it may end.
_LONGER = 6
# Kinds of words that need nothing said before.
ALONE = frozenset(("name", "nation", "world", "fixed"))


class Hit(NamedTuple):
    """A word of the lexicon at `start`..`end`: a name with the `places` so called (`official` where one of
    them is officially), or a word of `kind` that stands for a place. A `weak` name is no claim's place."""

    start: int
    end: int
    places: tuple[Place, ...]
    official: bool
    weak: bool
    kind: str


def scan(view: str, start: int = 0, end: int | None = None) -> list[Hit]:
    """The lexicon's words in view[start:end], leftmost and longest, less names that a rule says are no place."""
    found: list[Hit] = []
    stop = len(view) if end is None else end
    for left, right, (meant, official) in lexicon().find(view, start, stop):
        if found and left < found[-1].end:
            continue
        last = found[-1] if found else None
        swallows = official is None and not _stands_apart(view, left, right, meant[0], last)
        if swallows or WORDS.day.match(view, left - 1, right):
            # 一天全省, 今天津南区: the word that a name would have swallowed.
            inside = scan(view, left + 1, min(right + _LONGER, stop))
            found += [hit for hit in inside if hit.start < right]
            continue
        if isinstance(meant, list):
            if WORDS.named_after.match(view, right):
                continue  # 泉城广场
            if kind := _kind(meant, view, left, right):
                found.append(Hit(left, right, (), False, False, kind))
            continue
        if WORDS.right_edge.match(view, right - 1, right + 2):
            continue
        if (
            right - left == 2
            and view[left + 1] in "县区"
            and meant[0].level == "district"
            and "一" <= view[left - 1 : left] <= "龥"
            and view[left - 1] not in _FUNCTION_WORDS
            and not (found and found[-1].end == left)
            and official
        ):
            continue  # 示范县, 新冠县: a short county's name inside another word
        if not official and WORDS.hall.match(view, right):
            continue  # 沙田圆洲角体育馆
        short = meant[0].level != "province" and view[left:right] != meant[0].name
        if short and WORDS.street.match(view, right):
            continue  # 深圳的平湖街道 is not 浙江's 平湖市
        before = view[left - 1 : left]
        within = "一" <= before <= "龥" and before not in _WORDS_END and not (found and found[-1].end == left)
        if within and view[left:right].endswith("社区"):
            continue  # 秀新社区: 台中市's 新社区 is the end of many a community's name
        verdict = _verdict(view, left, right, meant[0].level)
        alone = not _inside_word(view, left, right, meant[0]) or found and found[-1].end == left
        if verdict != "none":
            found.append(Hit(left, right, meant, bool(official and alone), verdict == "weak", "name"))
    return found


def _stands_apart(view: str, left: int, right: int, place: Place, before: Hit | None) -> bool:
    """Whether a short name is an item of a list, or is told to be a place: 边境城市东兴, 呈贡大学城, 山西大同; a city's
    also where it opens a clause that goes on to tell of it: 中山累计接种."""
    if WORDS.other_suffix.match(view, right):
        return False  # 北屯区 is not of 北屯市
    if place.level == "city" and before and before.end == left and before.places:
        return place.path.startswith(before.places[0].path + "/")
    opens = not left or WORDS.opening.match(view, left - 1)
    if place.level == "city" and opens and WORDS.tells.match(view, right):
        return True
    return bool(
        left
        and WORDS.short_before.match(view, left - 1)
        or WORDS.short_after.match(view, right)
        or WORDS.kind_before.search(view, max(left - 3, 0), left)
    )


def _inside_word(view: str, left: int, right: int, place: Place) -> bool:
    """Whether a district's short name may be the end of one word and the head of the next: 搬迁安置, 世界首款; so may a
    name that is a side of a town: 世纪城东区."""
    before = view[left - 1 : left]
    within = "一" <= before <= "龥" and before not in _WORDS_END
    short = view[left:right] != place.name and right - left == 2
    return within and place.level == "district" and (short or bool(WORDS.side_of.match(view, left, right)))


def _kind(entries: list[dict], view: str, left: int, right: int) -> str:
    """What a word stands for here: the kind of the first entry whose conditions hold."""
    before, after = view[max(left - 8, 0) : left], view[right : right + 14]
    for entry in entries:
        if "after" in entry and not entry["after"].search(after):
            continue
        if "not_after" in entry and entry["not_after"].search(after):
            continue
        if "not_before" in entry and entry["not_before"].search(before):
            continue
        return entry["kind"]
    return ""


def _verdict(view: str, left: int, right: int, level: str) -> str:
    after, before = view[right : right + 14], view[max(left - 8, 0) : left]
    any_after, any_before = _any_edge()
    if not any_after.search(after) and not any_before.search(before):
        return ""
    for rule in _not_a_place():
        if level not in rule.get("levels", (level,)) or rule.get("short") and view[right - 1] in "省市区县旗":
            continue
        hit_after = "after" in rule and rule["after"].search(after)
        hit_before = "before" in rule and rule["before"].search(before)
        if (hit_after and hit_before) if rule.get("both") else (hit_after or hit_before):
            return "weak" if rule.get("weak") else "none"
    return ""


@cache
def _not_a_place() -> tuple[dict, ...]:
    return rules.compiled("places", "not_a_place")


@cache
def _any_edge() -> tuple[re.Pattern, re.Pattern]:
    """What follows and what precedes a name that some rule says is no place, in one pattern each."""
    return tuple(
        re.compile("|".join(rule[key].pattern for rule in _not_a_place() if key in rule))
        for key in ("after", "before")
    )


@cache
def lexicon() -> Lexicon:
    """The names of places, as (the places so called, whether one is officially), and the words that stand for
    them, as their entries of `data/rules/places.yml`."""
    words: dict[str, tuple] = {}
    for entry in rules.compiled_entries("places", "anaphora", "stand_ins"):
        for word in entry["words"]:
            words.setdefault(word, ([], False))[0].append(entry)
    for word in rules.load("places")["fixed"]:
        words[word] = ([{"kind": "fixed"}], False)
    return Lexicon(_short_names() | gazetteer.called() | words)


@cache
def _short_names() -> dict[str, tuple[tuple[Place, ...], None]]:
    """和平 for 和平区, 南安 for 南安市, 路易斯安那 for the state: names that are common words too, and so only count
    in a list or at a clause's head, where the page has named the city."""
    found: dict[str, list[Place]] = {}
    for place in gazetteer.by_path().values():
        if (
            place.level == "district"
            and len(place.name) >= 3
            and place.name[-1] in "市县区"
            and not WORDS.compound.search(place.name)
        ) or (
            place.level == "city"
            and not (gazetteer.is_abroad(place.path) and WORDS.side_of_country.match(place.name))
            and (place.name[-1] == "市" or place.name[-1] in "州省邦" and gazetteer.is_abroad(place.path))
        ):
            found.setdefault(place.name[:-1], []).append(place)
    return {name: (tuple(places), None) for name, places in found.items() if name not in gazetteer.called()}
