"""The places that a stretch of text names or stands for, in order."""

from functools import cached_property

from vaxclaims import gazetteer
from vaxclaims.extraction import rules
from vaxclaims.extraction.discourse import Discourse, Mention, place_lists
from vaxclaims.extraction.place_names import Hit, scan
from vaxclaims.extraction.stand_ins import stand_in
from vaxclaims.gazetteer import Place

WORDS = rules.wordings("places")
# What may stand between a place and one inside it: 雄安新区所辖容城县.
_OF = ("", "的", "所辖", "下辖", "所属")
# The code of an area that cuts across divisions (data/places.csv).
_NEW_AREA = "FA"
_ENDS = "\n！？。!? 　"
# How far into an article a headline's 两地 may be told.
_HEAD = 200


def mentions(view: str, hits: list[Hit], discourse: Discourse) -> list[Mention]:
    """The places that `hits`, the lexicon's words in a stretch of a view (place_names.scan), name or stand for, in
    order; the discourse is moved along."""
    found: list[Mention] = []
    for hit in hits:
        if hit.kind != "name":
            mention = stand_in(hit, view, discourse, found)
        else:
            path = _name(hit, discourse, found[-1] if found else None) or _heading(hit, view)
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
        for group in place_lists(found, view):
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
    if state and path.count("/") == 1 and gazetteer.is_abroad(path) and (town := WORDS.town.match(view, end)):
        return town.end(), f"{path}/{town[1]}"
    return end, path


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
    of_side = _is_of_any_city(hit)
    if len(hit.places) == 1 and (hit.places[0].level != "district" or hit.official and not of_side):
        return hit.places[0].path
    if before and before.end == hit.start:
        for place in hit.places:
            if place.path.startswith(before.paths[0] + "/"):
                return place.path
    known = hit.official and not of_side
    return choose(hit.places, discourse, before) or (_best_known(hit.places) if known else "")


def _is_of_any_city(hit: Hit) -> bool:
    """Whether a name is any city's 东区 or any mine's 矿区, as long as no city stands with it: 阳泉市矿区."""
    name = hit.places[0].name
    return hit.end - hit.start == len(name) and bool(WORDS.side.fullmatch(name))


def _heading(hit: Hit, view: str) -> str:
    """兰考：今早恢复首针: the county that a short name heads a line with, where only one is so called."""
    heads = not hit.start or view[hit.start - 1] in _ENDS
    return hit.places[0].path if len(hit.places) == 1 and heads and view.startswith(("：", ":"), hit.end) else ""


def choose(places: tuple[Place, ...], discourse: Discourse, before: Mention | None) -> str:
    """The one of several places so called that the discourse has the city or province of; empty if none."""
    near = [before.paths[0]] if before else []
    near += [discourse.latest[level] for level in ("city", "province") if level in discourse.latest]
    for path in near:
        city = path.rpartition("/")[0] if path.count("/") else path
        for place in places:
            if place.path.startswith(path + "/") or (city and place.path.rpartition("/")[0] == city):
                return place.path
    for place in places:
        above = gazetteer.lineage(place.path)[:-1]
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
                    and not _is_of_any_city(hit)
                ):
                    found.update(gazetteer.lineage(hit.places[0].path))
        return found

    @cached_property
    def pair(self) -> tuple[str, ...]:
        """The two places that a headline's 两地 will turn out to mean."""
        for text, start, end in self._texts:
            trial = Discourse(outside=Outside())
            mentions(text, scan(text, start, min(end, start + _HEAD)), trial)
            if trial.pair:
                return trial.pair
        return ()
