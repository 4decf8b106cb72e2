"""Words that stand for a place: 全市, 该县, 两地, 前者, 首都…"""

from vaxclaims import gazetteer
from vaxclaims.extraction import rules
from vaxclaims.extraction.discourse import Discourse, Mention, is_of_kind
from vaxclaims.extraction.place_names import Hit, scan
from vaxclaims.gazetteer import NATION, WORLD, Place

WORDS = rules.wordings("places")
PLACING = rules.wordings("placing")
# 全区 may be an autonomous region.
_OF_CITY = ("市区", "城区")
_OF_REGION = ("全区", "我区", "本区")
_OWN = ("我", "本")
# In characters, how far before a development zone's word its entry may begin.
_AREA_NAME = 4


def stand_in(hit: Hit, view: str, discourse: Discourse, found: list[Mention]) -> Mention | None:
    if hit.kind == "provinces":
        return _two_provinces(hit, discourse)
    if hit.kind == "area":
        return _area(hit, view, discourse, found)
    if hit.kind == "capital":
        return _capital(hit, view, discourse, found)
    if hit.kind in ("pair", "three"):
        count = 2 if hit.kind == "pair" else 3
        paths = dict.fromkeys(path for mention in found for path in mention.paths)
        named = tuple(p for p in paths if not any(other.startswith(f"{p}/") for other in paths))[-count:]
        told = (discourse.pair or discourse.outside.pair) if hit.kind == "pair" else discourse.three
        paths = named if len(named) == count else told
        return Mention(hit.start, hit.end, paths, "place.pair") if len(paths) == count else None
    if hit.kind == "nation":  # 日本捐赠的疫苗抵台，国内取得…
        found = [m for m in found if not (m.weak and PLACING.donates.match(view, m.end))]
    word = view[hit.start : hit.end]
    path = _of_speaker(hit, word, view, found) or _antecedent(hit.kind, word, discourse, found)
    return Mention(hit.start, hit.end, (path,), f"place.{hit.kind}") if path else None


def _capital(hit: Hit, view: str, discourse: Discourse, found: list[Mention]) -> Mention | None:
    """首都贝尔格莱德: a capital that the gazetteer does not have, of the country that is told of."""
    told = [m.paths[0] for m in found] or [discourse.abroad, discourse.default]
    country = next(
        (country for path in reversed(told) if path and (country := gazetteer.country_abroad(path))), ""
    )
    name = WORDS.capital.match(view, hit.end)
    if not country or not name or any(hit.places for hit in scan(view, hit.end, name.end())):
        return None
    return Mention(hit.start, name.end(), (f"{country}/{name[1]}",), "place.name")


def _area(hit: Hit, view: str, discourse: Discourse, found: list[Mention]) -> Mention | None:
    """雁塔区、经开区、未央区: a city's development zone, by its official name where the gazetteer has it, else as it is
    printed where it stands as an entry beside places or behind its city."""
    behind = found[-1].paths[0] if found and found[-1].end == hit.start else ""
    city = behind or discourse.latest.get("citylike", "")
    word = view[hit.start : hit.end]
    if known := gazetteer.zone_of(city, word):
        return Mention(hit.start, hit.end, (known,), "place.name")
    entry = WORDS.area_entry.search(view, max(hit.start - _AREA_NAME, 0), hit.start)
    place = gazetteer.by_path().get(city)
    if not place or not is_of_kind(place, "city") or not (behind or entry) or not WORDS.area_tells.match(view, hit.end):
        return None
    name = word if behind else (entry[1] or "") + word
    return Mention(hit.end - len(name), hit.end, (f"{city}/{name}",), "place.name")


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
    if kind == "others":
        # 庄河市停种。其他区市县的接种点恢复: those beside the one told of are of the place above it
        inner = discourse.latest.get("district", "")
        return gazetteer.parent(inner) if inner.count("/") else discourse.default
    if kind == "home":
        return discourse.default
    if kind == "state":
        return _state(word, discourse)
    if kind in ("former", "latter"):
        return _of_two(kind, discourse, found)
    if kind == "near":
        home = gazetteer.by_path().get(discourse.default)
        if word in _OF_CITY and not found and home and home.level == "city":
            return discourse.default  # 晋江、南安、惠安居前⏎市区10家医院: the page's own
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
    inner = gazetteer.by_path().get(_district_of(found))
    if word == "全市" and inner and inner.name.endswith("市"):
        return inner.path  # 瑞丽市抽调医务人员…，目前全市…
    named = gazetteer.by_path().get(discourse.default)
    if kind == "city" and named and named.level == "district" and named.name.endswith("市") and "市" in word:
        return discourse.default  # the page of a county-level city calls it 全市
    near = gazetteer.by_path().get(discourse.latest.get("near", ""))
    if kind == "city" and near and near.level == "district" and _so_called(near, word):
        city = near.path.rpartition("/")[0]
        if city not in discourse.spoken and not discourse.default.startswith(city):
            return near.path  # 福建晋江…，全市: a city whose prefecture nobody has named
    first = {"city": "citylike"}.get(kind, kind)
    nearest = (discourse.latest.get(first, ""), discourse.default, discourse.latest.get("province", ""))
    own = word[0] in _OWN and not found  # 有说上海…。请问我市…: the page's, whatever others were told of
    for candidate in (discourse.default, *nearest) if own else nearest:
        for path in reversed(gazetteer.lineage(candidate)) if candidate else []:
            place = gazetteer.by_path().get(path)
            if place and is_of_kind(place, kind) and (kind != "city" or _so_called(place, word)):
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
        for above in reversed(gazetteer.lineage(path)) if path else ():
            place = gazetteer.by_path().get(above)
            if place and place.name.endswith(word[1]):
                return above
    return discourse.latest.get("district" if word == "该县" else "city", "")


def _nation(word: str, discourse: Discourse, found: list[Mention]) -> str:
    """全国 behind a country is that country, 我国 in a paper of 新加坡; 国内 in a paper of 台湾省 is the island."""
    if word in ("全国", "全国范围", "国内"):
        if discourse.default.startswith("台湾省"):
            return "台湾省"
        for mention in reversed([m for m in found if m.paths[0] != WORLD]):
            country = gazetteer.by_path().get(gazetteer.lineage(mention.paths[0])[0])
            if country and country.level == "country":
                return country.path
            if not mention.weak:
                break
        home = gazetteer.country_abroad(discourse.default)
        if word != "国内" and home:
            return home
        if discourse.abroad:
            return discourse.abroad
    if word == "我国":
        here = "台湾省" if discourse.default.startswith("台湾省") else NATION
        return gazetteer.country_abroad(discourse.default) or here
    return NATION
