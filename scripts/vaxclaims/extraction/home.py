"""A page's own place: the first that its title or head names, else where it is written."""

from functools import lru_cache

from vaxclaims import gazetteer
from vaxclaims.extraction import rules
from vaxclaims.extraction.discourse import Discourse, Mention, common, place_lists
from vaxclaims.extraction.mentions import Outside, choose, mentions
from vaxclaims.extraction.place_names import Hit, lexicon, scan
from vaxclaims.gazetteer import NATION, WORLD
from vaxclaims.markup import make_view, simplified

WORDS = rules.wordings("places")
SHARED = rules.wordings("shared")
PLACING = rules.wordings("placing")
# A page's place is named at its head or by whoever publishes it.
_HEAD = 200
# Regions whose pages tell of the whole, though they begin at a site in one of its districts.
_WITHOUT_CITIES = ("香港特别行政区", "澳门特别行政区")
_OFTEN = 2  # how many of a region's own words outweigh 全国
_SURE = 3  # and on a page in simplified characters, which may be of anywhere
_OWN_OFFICES = _WITHOUT_CITIES[:1]  # whose words no page of elsewhere uses
_OF_SCHOOLS = ("职院", "职业", "学院", "大学")  # 江州职院 may be anywhere
_OPENING = 60  # in characters, where a dateline stands


def survey(view: str, spans, hints: list[str], tables=(), traditional: bool = False) -> Discourse:
    """The discourse of a page before it is read: its own place, and all that its zones `spans` and `hints`
    (title, outlet) name. What `tables` name comes last; a `traditional` page that names no place is at home
    where its words are used."""
    title, outlet = (_plain(hint, traditional) for hint in (list(hints) + ["", ""])[:2])
    outlet = outlet or _poster(view)
    body = [(view, start, end) for start, end in spans]
    discourse = Discourse(outside=Outside([*body, (title, 0, len(title)), (outlet, 0, len(outlet))]))
    told = _default(view, spans, title, outlet, discourse, tables)
    region = _by_words(view, traditional, _OFTEN) if traditional else ""
    told = told or region or _anywhere(view, spans, discourse)
    if region and _has_namesake(told, region):
        told = region  # 連江縣 is there too
    if told in ("", NATION):  # 國內 is the island's own in a paper of 台湾省
        often = 1 if traditional and not told else _OFTEN
        told = _by_words(view, traditional, often) or told or _by_words(view, False, _SURE, _OWN_OFFICES) or NATION
    discourse.default = told
    discourse.note(discourse.default)
    return discourse


def _poster(view: str) -> str:
    """Who a page says at its head has posted it: 湄潭县融媒体中心 2022-03-22 18:40."""
    posted = WORDS.masthead.search(view, 0, _HEAD)
    return posted["who"] if posted else ""


def _default(view: str, spans, title: str, outlet: str, discourse: Discourse, tables) -> str:
    """The page's place: the first that its title or the head of its text names, else where it is published; empty if
    neither tells. 全市 and the like ask the dateline or the outlet which place they mean."""
    home = _home(view[spans[0][0] : spans[0][0] + _HEAD] if spans else "", outlet)
    own = gazetteer.by_path().get(home)
    of_county = bool(own) and own.level == "district"  # a county's own paper or hospital writes of its county
    if found := _first_named(title, scan(title), home, discourse):
        if WORDS.of_region.search(view):
            found = _whole(found)  # 单日打6.1万针 黄大仙接种中心下周重开
        return home if of_county and home.startswith(found + "/") else found
    if of_county:
        return home
    if WORDS.of_many_places.search(title):
        return _of_outlet(outlet)[0] or NATION
    head = spans[0][0] + _HEAD if spans else 0
    for start, end in spans:
        if start >= head:
            break
        hits = [
            hit
            for hit in scan(view, start, min(end, head))
            if not any(table.start <= hit.start < table.end for table in tables)
            and not WORDS.caption.search(view, hit.end, min(view.find("\n", hit.end) % (end + 1), end))
        ]
        found = _first_named(view, hits, home, discourse)
        if found == NATION and not home and _is_of_house(view, spans):
            break
        if gazetteer.is_abroad(home) and (found == NATION or found.startswith(f"{home}/")):
            return home  # (金边讯)在中国政府的支持下
        if found:
            # 智利的研究显示…国家卫健委公布: what is told of abroad on a page of this country
            of_nation = gazetteer.is_abroad(found) and any(
                WORDS.own_nation.search(view, *span) for span in spans
            )
            return (home or NATION) if of_nation else _whole(found)
    if home and any(WORDS.street_office.search(view, start, min(end, head)) for start, end in spans):
        # 四川北路街道…: a street's page is about the district of its city that it names
        inner = _first_inside(view, spans, home)
        if inner:
            return inner
    return home


def _anywhere(view: str, spans, discourse: Discourse) -> str:
    """The first place that a page names which tells of none in its title or head and is published nowhere."""
    passed_over = ("nation", "world") if _is_of_house(view, spans) else ()
    hits = ([hit for hit in scan(view, *span)[:40] if hit.kind not in passed_over] for span in spans)
    return _whole(next(filter(None, (_first_named(view, these, "", discourse) for these in hits)), ""))


def _is_of_house(view: str, spans) -> bool:
    """在全国接种量超过4.4亿剂次之际，我校也…: whether a school or firm writes of itself, wherever it is."""
    return any(WORDS.own_house.search(view, *span) for span in spans)


def _whole(path: str) -> str:
    """What a page is about that names `path` before any other place, but not in its title: 油尖旺区 is where a page of
    香港特别行政区 begins."""
    region = gazetteer.lineage(path)[0]
    return region if region in _WITHOUT_CITIES else path


def _first_named(text: str, hits: list[Hit], home: str, discourse: Discourse) -> str:
    """The first place that `hits` of a text name; of a list of places, the one that holds them."""
    if not hits:
        return ""
    trial = Discourse(default=home or NATION, outside=discourse.outside)
    if home:
        trial.note(home)
    found = mentions(text, hits, trial)
    for group in place_lists(found, text):
        paths = tuple(
            dict.fromkeys(
                path
                for mention in group
                for path in mention.paths
                if not mention.weak and path != WORLD and not _gives(text, mention)
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


def _gives(text: str, mention: Mention) -> bool:
    """日本捐赠的疫苗抵台: whether a country abroad is only who gives."""
    return gazetteer.is_abroad(mention.paths[0]) and bool(PLACING.donates.match(text, mention.end))


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
    return next((m.paths[0] for m in given if gazetteer.is_abroad(m.paths[0])), "")


def _first_inside(view: str, spans, home: str) -> str:
    named = (
        hit.places[0] for span in spans for hit in scan(view, *span) if len(hit.places) == 1 and hit.official
    )
    return next((p.path for p in named if p.level == "district" and p.path.startswith(home + "/")), "")


def _has_namesake(path: str, region: str) -> bool:
    """Whether another place that is called as that of `path` lies in `region`."""
    these, _ = gazetteer.called().get(path.rpartition("/")[2], ((), False))
    return not path.startswith(region) and any(place.path.startswith(f"{region}/") for place in these)


def _by_words(view: str, traditional: bool, often: int, regions: tuple[str, ...] = ()) -> str:
    """The place whose pages alone use words of this one, `often` times or more: 屋邨 and 复必泰 are of 香港特别行政区, 令吉
    is of 马来西亚. Those of China's own regions count in a `traditional` page, those of `regions` in any."""
    told = rules.load("places")["own_words"].items()
    found = {
        path: sum(view.count(word) - view.count(f"新{word}") for word in words)  # 新冠病毒 is not 冠病
        for path, words in told
        if traditional or path in regions or gazetteer.is_abroad(path)
    }
    most = max(found, key=found.get)
    return most if found[most] >= often else ""


def _home(head: str, outlet: str) -> str:
    """Where a page is written: by its dateline, else by its outlet's name. 中央社台北 is of 台湾省; (金边讯) is how
    papers of 柬埔寨 open."""
    published, listed = _of_outlet(outlet)
    if (abroad := WORDS.bracketed_dateline.search(head)) and not published:
        for hit in scan(abroad[1]):
            if hit.places and (country := gazetteer.country_abroad(hit.places[0].path)):
                return country
    if dateline := WORDS.dateline.match(head[:_OPENING]):
        for hit in scan(dateline[1]):
            if hit.places:
                path = choose(hit.places, Discourse(outside=Outside()), None) or hit.places[0].path
                path = gazetteer.country_abroad(path) or path  # 新华社哈拉雷6月26日电 tells of 津巴布韦
                return published if listed and path.startswith(published + "/") else path
    return published


@lru_cache(maxsize=1000)
def _of_outlet(outlet: str) -> tuple[str, bool]:
    """The place of an outlet, as `data/rules/places.yml` lists it (true), else the one that its name begins
    with (四川日报), which is otherwise no place."""
    for name, path in rules.load("places")["outlets"].items():
        if name in outlet:
            return path, True
    path, ends = "", 0
    for start, end, (meant, _) in lexicon().find(outlet):
        if not isinstance(meant, tuple):
            continue
        if not path and (
            meant[0].level in ("province", "city")
            or meant[0].level == "district" and len(meant) == 1 and not outlet.startswith(_OF_SCHOOLS, end)
        ):
            path, ends = meant[0].path, end
        elif path and start == ends:  # 北京市丰台区人民政府
            inside = [place.path for place in meant if place.path.startswith(f"{path}/")]
            path, ends = (inside[0], end) if len(inside) == 1 else (path, ends)
    return path, False


@lru_cache(maxsize=1000)
def _plain(hint: str, traditional: bool) -> str:
    """A title is too short to tell its script by: 臺灣 is the page's."""
    return simplified(make_view(hint)) if traditional else make_view(hint)
