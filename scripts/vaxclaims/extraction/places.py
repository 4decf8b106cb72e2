"""Which place a number is about: names, words that stand for them, and what the discourse carries."""

import re
from dataclasses import dataclass, field
from functools import cache

from vaxclaims import gazetteer
from vaxclaims.extraction import rules
from vaxclaims.gazetteer import NATION, WORLD, Place
from vaxclaims.markup import make_view

_DATELINE = re.compile(
    r"\s*(?:[(（【][^)）】]{0,10}[)）】])?\s*[一-龥·]{2,8}(?:网|社|报|讯|客户端)([一-龥]{2,9}?)\s?(?:\d{1,2}月)?\d{1,2}日\s?(?:电|讯|消息)"
)
_BETWEEN_LIST = re.compile(r"\s*(?:、|和|与|及|以及|，|,)\s*")
# 河北区域, 合作市场, 代县长: the last character of the name begins another word.
_RIGHT_EDGE = re.compile(r"(?:区(?=域)|市(?=场|面|值)|县(?=级|长|委书)|州(?=长)|国(?=际))")


@dataclass(frozen=True)
class Mention:
    """A place named or stood for at `start`..`end`; `paths` has several for 两地. `rule` says how."""

    start: int
    end: int
    paths: tuple[str, ...]
    rule: str
    weak: bool = False


@dataclass
class Discourse:
    """What has been said so far: the page's own place, all places named in it, the latest of each level."""

    default: str = NATION
    named: set[str] = field(default_factory=set)
    latest: dict[str, str] = field(default_factory=dict)
    pair: tuple[str, ...] = ()

    def note(self, path: str) -> None:
        place = gazetteer.by_path().get(path)
        if place:
            for above in _lineage(path):
                self.named.add(above)
                if named := gazetteer.by_path().get(above):
                    self.latest[named.level] = above
                    if _fits(named, "city"):
                        self.latest["citylike"] = above


@cache
def _not_a_place() -> tuple[dict, ...]:
    return rules.compiled("places", "not_a_place")


@cache
def _anaphora() -> re.Pattern:
    words = rules.load("places")
    kinds = {kind: pattern for kind, pattern in words["anaphora"].items() if kind != "examples"}
    fixed = "|".join(words["fixed"])
    return re.compile("|".join([f"(?P<fixed>{fixed})", *(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items())]))


def _lineage(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def find_names(view: str, start: int, end: int) -> list[tuple[int, int, tuple[Place, ...], bool, bool]]:
    """Names of the gazetteer in view[start:end]: (start, end, places so called, official, weak), leftmost
    and longest, less those that a rule says are no place."""
    found = []
    for last, (length, places, official) in gazetteer.names().iter_long(view[start:end]):
        left, right = start + last + 1 - length, start + last + 1
        if _RIGHT_EDGE.match(view, right - 1, right + 2):
            continue
        if length == 2 and places[0].level == "district" and "一" <= view[left - 1 : left] <= "龥" and official:
            continue  # 示范县, 新冠县: a short county's name inside another word
        verdict = _verdict(view, left, right)
        if verdict != "none":
            found.append((left, right, places, official, verdict == "weak"))
    return found


def _verdict(view: str, left: int, right: int) -> str:
    after, before = view[right : right + 14], view[max(left - 8, 0) : left]
    for rule in _not_a_place():
        hit_after = "after" in rule and rule["after"].search(after)
        hit_before = "before" in rule and rule["before"].search(before)
        if (hit_after and hit_before) if rule.get("both") else (hit_after or hit_before):
            return "weak" if rule.get("weak") else "none"
    return ""


def survey(view: str, spans, hints: list[str]) -> Discourse:
    """The discourse of a page before it is read: the places that its zones `spans` and `hints` (title,
    outlet) name without doubt, and its default place."""
    discourse = Discourse()
    for text in [*map(make_view, hints), *(view[start:end] for start, end in spans)]:
        for *_, places, official, weak in find_names(text, 0, len(text)):
            if len(places) == 1 and not weak and (places[0].level != "district" or official):
                discourse.named.update(_lineage(places[0].path))
    # A county whose name is shared counts where its own city or province is named too.
    discourse.default = _default(view, spans, hints, discourse) or NATION
    discourse.note(discourse.default)
    return discourse


def _default(view: str, spans, hints: list[str], discourse: Discourse) -> str:
    """The page's place: the first that its title names, else the first of its text, where 全市 and the like
    ask the dateline or the outlet which place they stand for."""
    title, outlet = (make_view(hint) for hint in (hints + ["", ""])[:2])
    home = _home(view[spans[0][0] : spans[0][0] + 60] if spans else "", outlet, discourse)
    for text, start, end in [(title, 0, len(title)), *((view, start, min(end, start + 3000)) for start, end in spans)]:
        trial = Discourse(default=home or NATION, named=set(discourse.named))
        if home:
            trial.note(home)
        for mention in mentions(text, start, end, trial):
            if mention.paths and not mention.weak and mention.paths[0] != WORLD:
                return mention.paths[0]
    return home


def _home(head: str, outlet: str, discourse: Discourse) -> str:
    """Where a page is written: by its dateline, else by its outlet's name."""
    if dateline := _DATELINE.match(head):
        for *_, found, _, _ in _raw(dateline[1]):
            return _choose(found, discourse, None) or found[0].path
    for name, path in rules.load("places")["outlets"].items():
        if name in outlet:
            return path
    for *_, found, _, _ in _raw(outlet):
        if found[0].level in ("province", "city"):
            return found[0].path
    return ""


def _raw(text: str):
    return [
        (last + 1 - length, last + 1, places, official, False)
        for last, (length, places, official) in gazetteer.names().iter_long(text)
    ]


def mentions(view: str, start: int, end: int, discourse: Discourse) -> list[Mention]:
    """The places that view[start:end] names or stands for, in order; the discourse is moved along."""
    hits = [(*name, None) for name in find_names(view, start, end)]
    hits += [(m.start(), m.end(), (), False, False, m) for m in _anaphora().finditer(view, start, end)]
    found: list[Mention] = []
    for left, right, places, official, weak, anaphor in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if found and left < found[-1].end:
            continue
        if anaphor:
            mention = _stand_in(anaphor, discourse, found)
        else:
            before = found[-1] if found else None
            path = _name(places, official, left, discourse, before)
            mention = path and Mention(left, right, (path,), "place.name", weak)
        if not mention:
            continue
        if found and _inside(found[-1], mention):
            mention = Mention(found[-1].start, mention.end, mention.paths, mention.rule)
            found.pop()
        found.append(mention)
        if not mention.weak and len(mention.paths) == 1:
            discourse.note(mention.paths[0])
    for group in groups(found, view):
        paths = tuple(dict.fromkeys(path for mention in group for path in mention.paths))
        if len(paths) == 2:
            discourse.pair = paths
    return found


def _inside(before: Mention, mention: Mention) -> bool:
    """湖北省武汉市: the second name lies inside the first and stands right behind it."""
    return (
        before.end == mention.start
        and len(before.paths) == len(mention.paths) == 1
        and mention.paths[0].startswith(before.paths[0] + "/")
    )


def _name(places: tuple[Place, ...], official: bool, left: int, discourse: Discourse, before: Mention | None) -> str:
    if len(places) == 1 and (places[0].level != "district" or official):
        return places[0].path
    if before and before.end == left:
        for place in places:
            if place.path.startswith(before.paths[0] + "/"):
                return place.path
    return _choose(places, discourse, before)


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
        if above and any(path in discourse.named for path in reversed(above)):
            return place.path
    best = places[0]
    return best.path if best.level in ("province", "country", "city", "nation", "world") else ""


def _stand_in(match: re.Match, discourse: Discourse, found: list[Mention]) -> Mention | None:
    kind = match.lastgroup
    path = _antecedent(kind, match[0], discourse)
    if kind == "pair":
        named = [p for mention in found for p in mention.paths]
        pair = tuple(dict.fromkeys(named))[-2:] if len(set(named)) >= 2 else discourse.pair
        return Mention(match.start(), match.end(), pair, "place.pair") if len(pair) == 2 else None
    if not path:
        return None
    return Mention(match.start(), match.end(), (path,), f"place.{kind}")


def _antecedent(kind: str, word: str, discourse: Discourse) -> str:
    if kind == "fixed":
        return rules.load("places")["fixed"][word]
    if kind in ("nation", "world"):
        island = discourse.default.startswith("台湾省") and word.startswith(("国内", "全国"))
        return "台湾省" if island else NATION if kind == "nation" else WORLD
    if kind in ("former", "latter"):
        return discourse.pair[0 if kind == "former" else 1] if len(discourse.pair) == 2 else ""
    if kind == "near":
        return discourse.default
    if kind == "district" and word == "全区" and discourse.latest.get("province", "").endswith("自治区"):
        named = [discourse.default, discourse.latest["province"]]
        if not gazetteer.by_path().get(named[0]) or gazetteer.by_path()[named[0]].level != "district":
            return named[1]
    first = {"city": "citylike"}.get(kind, kind)
    for candidate in (discourse.latest.get(first, ""), discourse.default, discourse.latest.get("province", "")):
        for path in reversed(_lineage(candidate)) if candidate else []:
            place = gazetteer.by_path().get(path)
            if place and _fits(place, kind):
                return path
    return ""


def _fits(place: Place, kind: str) -> bool:
    municipality = place.level == "province" and place.name.endswith("市")
    if kind == "city":
        return place.level == "city" or municipality
    if kind == "province":
        return place.level == "province" and not municipality
    return place.level == "district"


def groups(found: list[Mention], view: str) -> list[list[Mention]]:
    """Mentions that stand in one list (大兴区、顺义区、通州区), each mention in exactly one group."""
    grouped: list[list[Mention]] = []
    for mention in found:
        if grouped and _BETWEEN_LIST.fullmatch(view, grouped[-1][-1].end, mention.start):
            grouped[-1].append(mention)
        else:
            grouped.append([mention])
    return grouped
