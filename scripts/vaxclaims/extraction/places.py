"""Which place a number is about: names, words that stand for them, and what the discourse carries."""

import re
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from vaxclaims import gazetteer
from vaxclaims.extraction import rules
from vaxclaims.extraction.lexicon import Lexicon
from vaxclaims.gazetteer import NATION, WORLD, Place
from vaxclaims.markup import make_view

WORDS = rules.wordings("places")
SHARED = rules.wordings("shared")
_FUNCTION_WORDS = frozenset("在从到和与及由把让对为是天日时")
# What ends a word, so that a place's short name may begin behind it.
_WORDS_END = _FUNCTION_WORDS | frozenset("市省州县区城前于中括自的讯电")
# What may stand between a place and one inside it: 雄安新区所辖容城县.
_OF = ("", "的", "所辖", "下辖", "所属")
# The code of an area that cuts across divisions (data/places.csv).
_NEW_AREA = "FA"
# 全区 may be an autonomous region.
_OF_REGION = ("全区", "我区", "本区")
# How many characters beyond a word a longer name inside it may end.
_LONGER = 6
# A page's place is named at its head or by whoever publishes it.
_HEAD = 200


@dataclass(frozen=True)
class Mention:
    """A place named or stood for at `start`..`end`; `paths` has several for 两地. `rule` says how."""

    start: int
    end: int
    paths: tuple[str, ...]
    rule: str
    weak: bool = False


class Hit(NamedTuple):
    """A word of the lexicon at `start`..`end`: a name with the `places` so called (`official` where one of
    them is officially), or a word of `kind` that stands for a place. A `weak` name is no claim's place."""

    start: int
    end: int
    places: tuple[Place, ...]
    official: bool
    weak: bool
    kind: str


# Kinds of words that need nothing said before.
ALONE = frozenset(("name", "nation", "world", "fixed"))


@dataclass
class Discourse:
    """What has been said so far: the page's own place, all places named in it, the latest of each level."""

    default: str = NATION
    named: dict[str, None] = field(default_factory=dict)  # in order of their last mention
    latest: dict[str, str] = field(default_factory=dict)
    pair: tuple[str, ...] = ()
    three: tuple[str, ...] = ()
    outside: "Outside" = field(default_factory=lambda: Outside())
    abroad: str = ""  # the country abroad that the paragraph tells of
    spoken: set[str] = field(default_factory=set)  # the places named by their own names

    def note(self, path: str) -> None:
        for above, level, like_city in _levels(path):
            self.named.pop(above, None)
            self.named[above] = None
            self.latest[level] = above
            if like_city:
                self.latest["citylike"] = above


@cache
def _levels(path: str) -> tuple[tuple[str, str, bool], ...]:
    """The places that hold `path`, itself last: (path, level, whether 全市 can mean it)."""
    above = [gazetteer.by_path().get(part) for part in _lineage(path)]
    return tuple((place.path, place.level, _fits(place, "city")) for place in above if place)


@cache
def _lineage(path: str) -> tuple[str, ...]:
    parts = path.split("/")
    return tuple("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


@cache
def _lexicon() -> Lexicon:
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
            and (place.name[-1] == "市" or place.name[-1] in "州省邦" and _abroad(place.path))
        ):
            found.setdefault(place.name[:-1], []).append(place)
    return {name: (tuple(places), None) for name, places in found.items() if name not in gazetteer.called()}


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


def scan(view: str, start: int = 0, end: int | None = None) -> list[Hit]:
    """The lexicon's words in view[start:end], leftmost and longest, less names that a rule says are no place."""
    found: list[Hit] = []
    stop = len(view) if end is None else end
    for left, right, (meant, official) in _lexicon().find(view, start, stop):
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
    """Whether a district's short name may be the end of one word and the head of the next: 搬迁安置, 世界首款."""
    short = place.level == "district" and view[left:right] != place.name and right - left == 2
    before = view[left - 1 : left]
    return short and "一" <= before <= "龥" and before not in _WORDS_END


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
        if level not in rule.get("levels", (level,)):
            continue
        hit_after = "after" in rule and rule["after"].search(after)
        hit_before = "before" in rule and rule["before"].search(before)
        if (hit_after and hit_before) if rule.get("both") else (hit_after or hit_before):
            return "weak" if rule.get("weak") else "none"
    return ""


class Outside:
    """What the page names beyond the text that has been read so far; looked up when it is first asked for."""

    def __init__(self, texts=()):
        self._texts = texts  # (text, start, end)

    @cached_property
    def named(self) -> set[str]:
        """Places that the page names without doubt, and those that hold them. A county whose name is shared
        counts where its own city or province is named too."""
        found: set[str] = set()
        for text, start, end in self._texts:
            for hit in scan(text, start, end):
                if (
                    len(hit.places) == 1
                    and not hit.weak
                    and (hit.places[0].level != "district" or hit.official)
                ):
                    found.update(_lineage(hit.places[0].path))
        return found

    @cached_property
    def pair(self) -> tuple[str, ...]:
        """The two places that a headline's 两地 will turn out to mean."""
        for text, start, end in self._texts:
            trial = Discourse(outside=Outside())
            _mentions(text, scan(text, start, min(end, start + _HEAD)), trial)
            if trial.pair:
                return trial.pair
        return ()


def survey(view: str, spans, hints: list[str], tables=(), traditional: bool = False) -> Discourse:
    """The discourse of a page before it is read: its default place, and all that its zones `spans` and `hints`
    (title, outlet) name. What `tables` name comes last; a `traditional` page that names no place is at home
    where its words are used."""
    title, outlet = (_plain(hint) for hint in (list(hints) + ["", ""])[:2])
    body = [(view, start, end) for start, end in spans]
    discourse = Discourse(outside=Outside([*body, (title, 0, len(title)), (outlet, 0, len(outlet))]))
    discourse.default = (
        _default(view, spans, title, outlet, discourse, tables) or traditional and _by_words(view) or NATION
    )
    discourse.note(discourse.default)
    return discourse


@lru_cache(maxsize=1000)
def _plain(hint: str) -> str:
    return make_view(hint)


def _default(view: str, spans, title: str, outlet: str, discourse: Discourse, tables) -> str:
    """The page's place: the first that its title or the head of its text names, else where it is published,
    else the first named anywhere. 全市 and the like ask the dateline or the outlet which place they mean."""
    home = _home(view[spans[0][0] : spans[0][0] + 60] if spans else "", outlet)
    own = gazetteer.by_path().get(home)
    of_county = bool(own) and own.level == "district"  # a county's own paper or hospital writes of its county
    if found := _first_named(title, scan(title), home, discourse):
        return home if of_county and home.startswith(found + "/") else found
    if of_county:
        return home
    head = spans[0][0] + _HEAD if spans else 0
    for start, end in spans:
        if start >= head:
            break
        hits = [
            hit
            for hit in scan(view, start, min(end, head))
            if not any(table.start <= hit.start < table.end for table in tables)
        ]
        if found := _first_named(view, hits, home, discourse):
            # 智利的研究显示…国家卫健委公布: what is told of abroad on a page of this country
            of_nation = _abroad(found) and any(WORDS.own_nation.search(view, *span) for span in spans)
            return (home or NATION) if of_nation else found
    if home and any(WORDS.street_office.search(view, start, min(end, head)) for start, end in spans):
        # 四川北路街道…: a street's page is about the district of its city that it names
        inner = _first_inside(view, spans, home)
        if inner:
            return inner
    return home or next(
        filter(None, (_first_named(view, scan(view, *span)[:40], home, discourse) for span in spans)), ""
    )


def _first_inside(view: str, spans, home: str) -> str:
    named = (
        hit.places[0] for span in spans for hit in scan(view, *span) if len(hit.places) == 1 and hit.official
    )
    return next((p.path for p in named if p.level == "district" and p.path.startswith(home + "/")), "")


def _by_words(view: str) -> str:
    """The place whose pages alone use words of this one: 屋邨 and 复必泰 are of 香港特别行政区."""
    told = rules.load("places")["own_words"].items()
    found = {path: sum(view.count(word) for word in words) for path, words in told}
    return max(found, key=found.get) if any(found.values()) else ""


def _first_named(text: str, hits: list[Hit], home: str, discourse: Discourse) -> str:
    """The first place that `hits` of a text name; of a list of places, the one that holds them."""
    if not hits:
        return ""
    trial = Discourse(default=home or NATION, outside=discourse.outside)
    if home:
        trial.note(home)
    found = _mentions(text, hits, trial)
    for group in groups(found, text):
        paths = tuple(
            dict.fromkeys(
                path for mention in group for path in mention.paths if not mention.weak and path != WORLD
            )
        )
        if paths == (NATION,) and (receiver := _receiver(text, found)):
            return receiver
        if paths:
            inner = [
                m for m in found if m.start == group[-1].end + 1 and m.paths[0].startswith(paths[0] + "/")
            ]
            if len(paths) == 1 and inner and text[group[-1].end] in ":：":
                return inner[0].paths[0]  # 西安：雁塔区一天接种…
            return paths[0] if len(paths) == 1 else common(paths)
    return _receiver(text, found)


def _receiver(text: str, found: list[Mention]) -> str:
    """The country that a page of China's aid is about: 中国援助老挝新冠疫苗运抵万象."""
    given = [
        m
        for m in found
        if m.weak
        and WORDS.aid.search(text[max(m.start - 5, 0) : m.start])
        or text[m.start - 1 : m.start] == "向"
        and SHARED.gives.match(text, m.end)
    ]
    return next((m.paths[0] for m in given if _abroad(m.paths[0])), "")


def common(paths: tuple[str, ...]) -> str:
    """The place that holds all of `paths`: 东城、西城等 11 个区 → 北京市."""
    above = {gazetteer.parent(path) for path in paths}
    return above.pop() if len(above) == 1 else paths[-1]


def _home(head: str, outlet: str) -> str:
    """Where a page is written: by its dateline, else by its outlet's name. 中央社台北 is of 台湾省."""
    published, listed = _of_outlet(outlet)
    if dateline := WORDS.dateline.match(head):
        for hit in scan(dateline[1]):
            if hit.places:
                path = _choose(hit.places, Discourse(outside=Outside()), None) or hit.places[0].path
                return published if listed and path.startswith(published + "/") else path
    return published


@lru_cache(maxsize=1000)
def _of_outlet(outlet: str) -> tuple[str, bool]:
    """The place of an outlet, as `data/rules/places.yml` lists it (true), else the one that its name begins
    with (四川日报), which is otherwise no place."""
    for name, path in rules.load("places")["outlets"].items():
        if name in outlet:
            return path, True
    for _, _, (meant, _) in _lexicon().find(outlet):
        if isinstance(meant, tuple) and (
            meant[0].level in ("province", "city") or meant[0].level == "district" and len(meant) == 1
        ):
            return meant[0].path, False
    return "", False


def mentions(
    view: str, start: int, end: int, discourse: Discourse, hits: list[Hit] | None = None
) -> list[Mention]:
    """The places that view[start:end] names or stands for, in order; the discourse is moved along. `hits` are
    the lexicon's words there, where they have been looked up."""
    return _mentions(view, scan(view, start, end) if hits is None else hits, discourse)


def _mentions(view: str, hits: list[Hit], discourse: Discourse) -> list[Mention]:
    found: list[Mention] = []
    for hit in hits:
        if hit.kind != "name":
            mention = _stand_in(hit, view, discourse, found)
        else:
            path = _name(hit, discourse, found[-1] if found else None)
            end, path = _town_abroad(view, hit.end, path)
            mention = Mention(hit.start, end, (path,), "place.name", hit.weak) if path else None
        if not mention:
            continue
        if found and _inside(view, found[-1], mention):
            mention = Mention(found[-1].start, mention.end, mention.paths, mention.rule)
            found.pop()
        found.append(mention)
        if not mention.weak and len(mention.paths) == 1:
            discourse.note(mention.paths[0])
            if mention.rule == "place.name":
                discourse.latest["near"] = mention.paths[0]
                discourse.spoken.add(mention.paths[0])
    if len(found) > 1:
        for group in groups(found, view):
            paths = tuple(dict.fromkeys(path for mention in group for path in mention.paths))
            if len(paths) == 2:
                discourse.pair = paths
            elif len(paths) == 3:
                discourse.three = paths
        if told := _three_told(found):
            discourse.three = told
    return found


def _three_told(found: list[Mention]) -> tuple[str, ...]:
    """高淳区为79.3%，江宁区为74.0%，鼓楼区为68.4%: the three places of one city that a sentence tells of in turn."""
    told = tuple(dict.fromkeys(m.paths[0] for m in found if m.rule == "place.name" and len(m.paths) == 1))
    above = {path.rpartition("/")[0] for path in told}
    return told if len(told) == 3 and len(above) == 1 else ()


def _town_abroad(view: str, end: int, path: str) -> tuple[int, str]:
    """亚拉巴马州的莫比尔县: a town that the gazetteer does not have, inside a country's state that it has."""
    state = gazetteer.by_path().get(path)
    if state and path.count("/") == 1 and _abroad(path) and (town := WORDS.town.match(view, end)):
        return town.end(), f"{path}/{town[1]}"
    return end, path


def country_abroad(path: str) -> str:
    """The country that a place lies in, empty for China's own places."""
    above = gazetteer.by_path().get(_lineage(path)[0])
    return above.path if above and above.level == "country" else ""


def _abroad(path: str) -> bool:
    return bool(country_abroad(path))


def _inside(view: str, before: Mention, mention: Mention) -> bool:
    """湖北省武汉市, 湖北的武汉: the second name lies inside the first and stands right behind it; so does a county
    behind a new area that is no division of its own: 雄安新区容城县."""
    if view[before.end : mention.start] not in _OF or not len(before.paths) == len(mention.paths) == 1:
        return False
    area, county = (gazetteer.by_path().get(path) for path in (before.paths[0], mention.paths[0]))
    of_area = area and county and area.code.startswith(_NEW_AREA) and not county.code.startswith(_NEW_AREA)
    same = mention.paths[0].partition("/")[0] == before.paths[0].partition("/")[0]
    return mention.paths[0].startswith(before.paths[0] + "/") or bool(
        of_area and same and county.level == "district"
    )


def _name(hit: Hit, discourse: Discourse, before: Mention | None) -> str:
    if len(hit.places) == 1 and (hit.places[0].level != "district" or hit.official):
        return hit.places[0].path
    if before and before.end == hit.start:
        for place in hit.places:
            if place.path.startswith(before.paths[0] + "/"):
                return place.path
    return _choose(hit.places, discourse, before) or (_best_known(hit.places) if hit.official else "")


def _choose(places: tuple[Place, ...], discourse: Discourse, before: Mention | None) -> str:
    """The one of several places so called that the discourse has the city or province of; empty if none."""
    near = [before.paths[0]] if before else []
    near += [discourse.latest[level] for level in ("city", "province") if level in discourse.latest]
    for path in near:
        city = path.rpartition("/")[0] if path.count("/") else path
        for place in places:
            if place.path.startswith(path + "/") or (city and place.path.rpartition("/")[0] == city):
                return place.path
    for place in places:
        above = _lineage(place.path)[:-1]
        if above and any(
            path in discourse.named or path in discourse.outside.named for path in reversed(above)
        ):
            return place.path
    best = places[0]
    return best.path if best.level in ("province", "country", "city", "nation", "world") else ""


def _best_known(places: tuple[Place, ...]) -> str:
    """朝阳区 with no word of a city near: the only one of a municipality or a province's capital (GB/T 2260 gives
    it the code's 01), or of those not named last."""
    last = tuple(f"{path}/" for path in rules.load("places")["named_last"])
    likely = [place for place in places if not place.path.startswith(last)]
    of_municipality = [place for place in likely if place.path.count("/") == 1]
    of_capital = [place for place in likely if place.code[2:4] == "01"]
    return next((these[0].path for these in (likely, of_municipality, of_capital) if len(these) == 1), "")


def _stand_in(hit: Hit, view: str, discourse: Discourse, found: list[Mention]) -> Mention | None:
    if hit.kind == "provinces":
        return _two_provinces(hit, discourse)
    if hit.kind == "capital":
        return _capital(hit, view, discourse, found)
    if hit.kind in ("pair", "three"):
        count = 2 if hit.kind == "pair" else 3
        named = tuple(dict.fromkeys(path for mention in found for path in mention.paths))[-count:]
        told = (discourse.pair or discourse.outside.pair) if hit.kind == "pair" else discourse.three
        paths = named if len(named) == count else told
        return Mention(hit.start, hit.end, paths, "place.pair") if len(paths) == count else None
    word = view[hit.start : hit.end]
    path = _of_speaker(hit, word, view, found) or _antecedent(hit.kind, word, discourse, found)
    return Mention(hit.start, hit.end, (path,), f"place.{hit.kind}") if path else None


def _capital(hit: Hit, view: str, discourse: Discourse, found: list[Mention]) -> Mention | None:
    """首都贝尔格莱德: a capital that the gazetteer does not have, of the country that is told of."""
    told = [m.paths[0] for m in found] or [discourse.abroad, discourse.default]
    country = next((country for path in reversed(told) if path and (country := country_abroad(path))), "")
    name = WORDS.capital.match(view, hit.end)
    if not country or not name or any(hit.places for hit in scan(view, hit.end, name.end())):
        return None
    return Mention(hit.start, name.end(), (f"{country}/{name[1]}",), "place.name")


def _of_speaker(hit: Hit, word: str, view: str, found: list[Mention]) -> str:
    """泉州市卫健委表示，全市…: the city that speaks right before, on a county-level city's page too."""
    last = found[-1] if hit.kind == "city" and found and not found[-1].weak else None
    told = gazetteer.by_path().get(last.paths[0]) if last else None
    speaks = told and told.level == "city" and WORDS.speaker.fullmatch(view, last.end, hit.start)
    return told.path if speaks and _so_called(told, word) else ""


def _two_provinces(hit: Hit, discourse: Discourse) -> Mention | None:
    """两省: the two provinces that the page has named last."""
    provinces = [path for path in discourse.named if "/" not in path and path not in (NATION, WORLD)][-2:]
    return Mention(hit.start, hit.end, tuple(provinces), "place.pair") if len(provinces) == 2 else None


def _antecedent(kind: str, word: str, discourse: Discourse, found: list[Mention]) -> str:
    if kind == "fixed":
        return rules.load("places")["fixed"][word]
    if kind == "world":
        return WORLD
    if kind == "nation":
        return _nation(word, discourse, found)
    if word == "该市" and (told := _city_told(discourse, found)):
        return told
    if kind == "home":
        return discourse.default
    if kind == "state":
        return _state(word, discourse)
    if kind in ("former", "latter"):
        return _of_two(kind, discourse, found)
    if kind == "near":
        return discourse.latest.get("near") or discourse.default
    own = [path for mention in found for path in mention.paths if path.endswith("自治区")]
    if word == "全区" and own and found[-1].paths[0] == own[-1]:
        return own[-1]
    if (
        kind == "district"
        and word in _OF_REGION
        and not _district_of(found)
        and discourse.latest.get("province", "").endswith("自治区")
    ):
        named = gazetteer.by_path().get(discourse.default)
        if not named or named.level != "district":
            return discourse.latest["province"]
    if kind == "district" and (told := _district_of(found)):
        return told
    named = gazetteer.by_path().get(discourse.default)
    if kind == "city" and named and named.level == "district" and named.name.endswith("市") and "市" in word:
        return discourse.default  # the page of a county-level city calls it 全市
    inner = gazetteer.by_path().get(_district_of(found))
    if word == "全市" and inner and inner.name.endswith("市"):
        return inner.path  # 瑞丽市抽调医务人员…，目前全市…
    near = gazetteer.by_path().get(discourse.latest.get("near", ""))
    if kind == "city" and near and near.level == "district" and _so_called(near, word):
        city = near.path.rpartition("/")[0]
        if city not in discourse.spoken and not discourse.default.startswith(city):
            return near.path  # 福建晋江…，全市: a city whose prefecture nobody has named
    first = {"city": "citylike"}.get(kind, kind)
    for candidate in (
        discourse.latest.get(first, ""),
        discourse.default,
        discourse.latest.get("province", ""),
    ):
        for path in reversed(_lineage(candidate)) if candidate else []:
            place = gazetteer.by_path().get(path)
            if place and _fits(place, kind) and (kind != "city" or _so_called(place, word)):
                return path
    return (
        near.path if kind == "city" and near and near.level == "district" and _so_called(near, word) else ""
    )


def _city_told(discourse: Discourse, found: list[Mention]) -> str:
    """该市: the city that was named last, a county-level one too."""
    told = [*discourse.named, *(m.paths[0] for m in found if not m.weak)]
    return next((path for path in reversed(told) if path.endswith("市")), "")


def _of_two(kind: str, discourse: Discourse, found: list[Mention]) -> str:
    """前者 and 后者: of the two places that the sentence, or else the text, has named last."""
    told = [
        m
        for m in found
        if not m.weak and len(m.paths) == 1 and m.rule not in ("place.former", "place.latter")
    ]
    pair = tuple(dict.fromkeys(m.paths[0] for m in told))[-2:]
    pair = pair if len(pair) == 2 else discourse.pair
    return pair[0 if kind == "former" else 1] if len(pair) == 2 else ""


def _so_called(place: Place, word: str) -> bool:
    """全市 is said of a 市, 全州 of a 州."""
    return next((place.name.endswith(end) for end in "市州盟" if end in word), True)


def _district_of(found: list[Mention]) -> str:
    """The district that the sentence named last before a word that stands for one."""
    last = found[-1].paths[0] if found and not found[-1].weak else ""
    place = gazetteer.by_path().get(last)
    return last if place and place.level == "district" else ""


def _state(word: str, discourse: Discourse) -> str:
    """该州: the latest prefecture or, abroad, state; 该县: the latest county."""
    for path in (discourse.latest.get("near", ""), discourse.default):
        for above in reversed(_lineage(path)) if path else ():
            place = gazetteer.by_path().get(above)
            if place and place.name.endswith(word[1]):
                return above
    return discourse.latest.get("district" if word == "该县" else "city", "")


def _nation(word: str, discourse: Discourse, found: list[Mention]) -> str:
    """全国 behind a country is that country; 国内 in a paper of 台湾省 is the island."""
    if word in ("全国", "全国范围", "国内"):
        if discourse.default.startswith("台湾省"):
            return "台湾省"
        for mention in reversed(found):
            country = gazetteer.by_path().get(_lineage(mention.paths[0])[0])
            if country and country.level == "country":
                return country.path
            if not mention.weak:
                break
        home = gazetteer.by_path().get(discourse.default)
        if word != "国内" and home and home.level == "country":
            return home.path
        if discourse.abroad:
            return discourse.abroad
    return NATION


def _fits(place: Place, kind: str) -> bool:
    municipality = place.level == "province" and place.name.endswith("市")
    if kind == "city":
        return place.level == "city" and place.path.count("/") == 1 or municipality
    if kind == "province":
        return place.level == "province" and not municipality
    return place.level == "district"


def _in_list(view: str, before: Mention, mention: Mention) -> bool:
    """大兴区、顺义区, and 北京上海 where two of a level stand side by side; not 在济南，历下区."""
    if before.end == mention.start:
        return before.rule == mention.rule == "place.name" and before.paths[0].count("/") == mention.paths[
            0
        ].count("/")
    apart = view[before.end : mention.start].strip() in ("，", ",")
    if apart and view[before.start - 1 : before.start] == "在":
        return False  # 在南美洲，智利卫生部…
    inside = len(before.paths) == 1 and all(path.startswith(before.paths[0] + "/") for path in mention.paths)
    return not inside and bool(WORDS.between_list.fullmatch(view, before.end, mention.start))


def groups(found: list[Mention], view: str) -> list[list[Mention]]:
    """Mentions that stand in one list (大兴区、顺义区、通州区), each mention in exactly one group."""
    grouped: list[list[Mention]] = []
    for mention in found:
        if grouped and _in_list(view, grouped[-1][-1], mention):
            grouped[-1].append(mention)
        else:
            grouped.append([mention])
    return grouped
