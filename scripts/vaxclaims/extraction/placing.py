"""Which of the places that a sentence names a number is about."""

import re

from vaxclaims import gazetteer
from vaxclaims.extraction import lists, rules
from vaxclaims.extraction.candidates import Candidate
from vaxclaims.extraction.discourse import Discourse, Mention, common, place_lists
from vaxclaims.extraction.segments import STRONG_BREAK

WORDS = rules.wordings("placing")
SHARED = rules.wordings("shared")
_BRACKET = 40
_LENT_BY_OTHERS = ("staff", "supply", "mobile_units")
_WAYS = {
    "supply": WORDS.brought_to,
    "staff": WORDS.helps,
}


def place(
    candidate: Candidate,
    view: str,
    named: list[Mention],
    carried: tuple[tuple[str, ...], str],
    made: list[Candidate],
    discourse: Discourse,
) -> None:
    """Set the places of `candidate`: those nearest before its number in the sentence (each of a list, or the
    one above them all), else those named inside or behind it, else what is `carried` (paths and rule).

    `made` are the claims of the sentence, `named` its mentions.
    """
    quantity = candidate.quantity
    before = [
        m
        for m in named
        if m.end <= quantity.start and not m.weak and not _in_passing(view, m, quantity.start)
    ]
    before = [m for m in before if not _is_source(view, m)]
    if candidate.indicator in _LENT_BY_OTHERS:
        before = [m for m in before if not WORDS.supports.fullmatch(view, m.end, quantity.start)]
    if candidate.unit == "percent":
        before = [m for m in before if not _is_whole(view, m, quantity.start)]
    else:
        before = [m for m in before if not _was_whole(view, m)]
    way = _WAYS.get(candidate.indicator)
    receiver = _receiver(candidate, view, named, way) if way else None
    if quantity.noun.startswith("国家"):  # 来自美国、英国等41个国家: those named are among the counted
        before = [m for m in before if not gazetteer.is_abroad(m.paths[0])]
    if receiver:
        paths, rule = receiver.paths, "place.receiver"
    elif those := _told_behind(candidate, view, named):
        paths, rule = tuple(path for mention in those for path in mention.paths), those[0].rule
    elif not before:
        paths, rule = _without_name(candidate, view, named, carried)
    elif _told_apart(candidate, view, before, made):
        paths, rule = carried
    elif whole := _behind_parts(candidate, view, before, made):
        paths, rule = whole.paths, whole.rule
    elif WORDS.some_places.search(view[before[-1].end : quantity.start]):
        # 宜昌、恩施均在八成以上，个别县仅为60%
        paths, rule = (gazetteer.parent(before[-1].paths[0]),), before[-1].rule
    else:
        group = place_lists(before, view)[-1]
        paths, rule = _listed(candidate, view, group, made, discourse), group[-1].rule
    if (
        candidate.indicator == "supply"
        and paths == (gazetteer.NATION,)
        and "国内" not in view[candidate.clause.start : quantity.start]
        and WORDS.given_abroad.search(view, candidate.sentence.start, candidate.clause.end)
    ):
        paths = (gazetteer.WORLD,)
    if candidate.indicator == "supply" and before and paths == before[-1].paths and _gives(view, before[-1]):
        # 美国捐赠75万剂 in a paper of 台湾省
        paths = (discourse.default,) if discourse.default not in (gazetteer.NATION, gazetteer.WORLD) else paths
    if candidate.indicator == "supply" and paths == (gazetteer.NATION,):
        # 中国疫苗陆续运到 in a paper of 柬埔寨: what this country gives is there
        paths = (gazetteer.country_abroad(discourse.default) or gazetteer.NATION,)
    if candidate.indicator == "supply" and (
        WORDS.airport.search(view, *candidate.sentence) or WORDS.arrives.search(view, *candidate.sentence)
    ):
        # 运抵塞尔维亚首都贝尔格莱德: what comes to a country's airport is the country's
        paths = tuple(gazetteer.country_abroad(path) or path for path in paths)
    candidate.fields["places"] = paths
    candidate.tags.append(f"{rule}@1")


def _told_behind(candidate: Candidate, view: str, named: list[Mention]) -> list[Mention]:
    """接种率超过七成的，有大兴区和东城区: the places that a number is told of behind it."""
    told = WORDS.there_are.match(view, candidate.quantity.end, candidate.sentence.end)
    behind = [m for m in named if told and m.start >= told.end() and m.rule == "place.name" and not m.weak]
    return place_lists(behind, view)[0] if behind and behind[0].start - told.end() <= 1 else []


def _told_apart(candidate: Candidate, view: str, before: list[Mention], made: list[Candidate]) -> bool:
    """台北市接种率74%，新北市为71%；65岁以上长者约78%: whether a semicolon, or a clause that begins with people of all places (重点人群的接种率),
    ends a comparison of places before the number."""
    start = candidate.quantity.start
    clause = candidate.clause.start
    served = any(before[-1].end <= c.quantity.start < clause for c in made)
    if served and WORDS.own_people.match(view, clause):
        return len({mention.paths[0] for mention in before} - {gazetteer.NATION}) > 1
    ends = [hit.end() for hit in STRONG_BREAK.finditer(view, before[-1].end, start)]
    compared = {path for mention in before for path in mention.paths}
    return bool(ends) and len(compared) > 1 and candidate.unit == "percent"


def _behind_parts(
    candidate: Candidate, view: str, before: list[Mention], made: list[Candidate]
) -> Mention | None:
    """全市接种点328个，其中包河区47个、蜀山区41个，日接种能力40万剂次: the whole that a list of its parts ends with, where
    the number counts something else."""
    clause = candidate.clause.start
    among = view.rfind("其中", candidate.sentence.start, clause)
    alone = WORDS.alone.search(view, candidate.sentence.start, clause) if among < 0 else None
    among = alone.start() if alone else among
    parts = [m for m in before if among <= m.start < clause]
    wholes = [m for m in before if m.end <= among]
    counted = {c.indicator for c in made if among <= c.quantity.start < clause}
    listed = among >= 0 and len(parts) > (not alone) and wholes and all(m.start < clause for m in before)
    return wholes[-1] if listed and len(counted) == 1 and candidate.indicator not in counted else None


def _in_passing(view: str, mention: Mention, start: int) -> bool:
    """Whether a place stands in brackets that close before `start`: 全市有接种点152个（城关区48个），人员2130名. 位于
    in brackets tells where the subject is."""
    opened = view.rfind("(", max(mention.start - _BRACKET, 0), mention.start)
    return (
        opened >= 0
        and ")" not in view[opened : mention.start]
        and 0 <= view.find(")", mention.end, start)
        and not WORDS.situated.match(view, opened + 1)
    )


def _is_source(view: str, mention: Mention) -> bool:
    """从全省抽了600多名接种人员: whether a place is only where people are taken from."""
    return view[mention.start - 1 : mention.start] == "从" and bool(WORDS.taken.match(view, mention.end))


def _is_whole(view: str, mention: Mention, start: int) -> bool:
    """Whether a share is one of what this place has: 西宁市接种量超过全省的一半, 占全市的近五分之一."""
    return bool(WORDS.share_of.search(view, max(mention.start - 4, 0), mention.start)) and bool(
        WORDS.part.fullmatch(view, mention.end, start)
    )


def _was_whole(view: str, mention: Mention) -> bool:
    """占全球累计接种剂数的38.9%；单日新增2052万剂: whether a share before the number is one of what this place has."""
    part = WORDS.part.match(view, mention.end)
    opened = WORDS.takes_share.search(view, max(mention.start - 4, 0), mention.start)
    return bool(opened and WORDS.so_much.match(view, part.end()))


def _receiver(candidate: Candidate, view: str, named: list[Mention], way: re.Pattern) -> Mention | None:
    """Where a supply or staff goes that is told with its `way`: 10万剂新冠疫苗运抵澳门, 中国援助津巴布韦的100万剂,
    抽调1800名医务人员驰援瑞丽."""
    given = [m for m in named if m.end <= candidate.quantity.start and _is_given(view, m)]
    if given and given[-1].start >= candidate.sentence.start:
        return given[-1]
    behind = [m for m in named if candidate.quantity.end <= m.start < candidate.clause.end]
    return next((m for m in behind if way.search(view, candidate.quantity.end, m.start)), None)


def _is_given(view: str, mention: Mention) -> bool:
    """Whether something is given to a place: 援助津巴布韦的, 向伊拉克捐赠的."""
    one = mention.paths[0] not in (gazetteer.NATION, gazetteer.WORLD)
    to = one and view[mention.start - 1 : mention.start] == "向" and SHARED.gives.match(view, mention.end)
    return bool(to or WORDS.given.search(view, max(mention.start - 4, 0), mention.start))


def _gives(view: str, mention: Mention) -> bool:
    """Whether a country abroad is the giver: 美国原定捐赠."""
    return gazetteer.is_abroad(mention.paths[0]) and bool(WORDS.donates.match(view, mention.end))


def _without_name(
    candidate: Candidate, view: str, named: list[Mention], carried
) -> tuple[tuple[str, ...], str]:
    """The place of a number before which its sentence names none: one named inside it or behind it, else the one
    that is carried."""
    quantity, (paths, rule) = candidate.quantity, carried
    inside = [m for m in named if quantity.start <= m.start <= quantity.end and m.rule == "place.name"]
    behind = [
        m
        for m in named
        if quantity.end <= m.start < candidate.clause.end and m.rule == "place.name" and not m.weak
    ]
    set_up = [m for m in behind if WORDS.set_up_in.fullmatch(view, quantity.end, m.start)]
    title = candidate.zone in ("related", "headline") and rule == "place.page"
    chosen = inside or set_up or (behind if paths == (gazetteer.NATION,) else [])
    if title and not chosen:
        chosen = [m for m in named if quantity.end <= m.start and m.rule == "place.name" and not m.weak][:1]
    return (chosen[0].paths, chosen[0].rule) if chosen else (paths, rule)


def _listed(
    candidate: Candidate, view: str, group: list[Mention], made: list[Candidate], discourse: Discourse
) -> tuple[str, ...]:
    """The paths of a list of places that a number takes: its own by order, all, or the one above them."""
    paths = tuple(dict.fromkeys(path for mention in group for path in mention.paths))
    end, quantity = group[-1].end, candidate.quantity
    between = view[end : quantity.start]
    following = [c for c in made if c.quantity.start > end and c.sentence == candidate.sentence]
    if group[-1].rule == "place.former":
        return group[-1].paths
    if group[-1].rule == "place.latter" and len(discourse.pair) == 2:
        clause = [c for c in following if c.clause == candidate.clause]
        if SHARED.apart.search(between) and len(clause) == 2:
            return (discourse.pair[clause.index(candidate)],)
    if len(paths) == 1:
        return paths
    alike = [c for c in following if c.quantity.unit == quantity.unit and c.clause == candidate.clause]
    shared_out = SHARED.apart.search(between)
    if shared_out and len(alike) == 1 and SHARED.each.search(between, shared_out.start()):
        return paths  # 广州和深圳，各自都不少于
    if shared_out or len(alike) == len(paths):
        same = [c for c in following if c.clause == candidate.clause] if len(alike) < 2 else alike
        return (paths[lists.nth(len(paths), candidate, same)],)
    own = view[max(end, candidate.clause.start) : quantity.start]
    if WORDS.together.search(own):
        return (common(paths),)
    later = any(c.quantity.end <= candidate.clause.start for c in following)
    share = candidate.unit in ("percent", "percentage_point") or candidate.indicator.startswith("coverage")
    if SHARED.each.search(own) or "各" in own or (not later and SHARED.each.search(between)) or share:
        return paths
    return (common(paths),)
