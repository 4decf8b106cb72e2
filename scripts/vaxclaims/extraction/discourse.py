"""What a text has said of places so far: those named, the latest of each level, and lists of them."""

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from vaxclaims import gazetteer
from vaxclaims.extraction import rules
from vaxclaims.gazetteer import NATION, Place

if TYPE_CHECKING:
    from vaxclaims.extraction.mentions import Outside

WORDS = rules.wordings("places")


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

    outside: "Outside"  # what the page names beyond what has been read
    default: str = NATION
    named: dict[str, None] = field(default_factory=dict)  # in order of their last mention
    latest: dict[str, str] = field(default_factory=dict)
    pair: tuple[str, ...] = ()
    three: tuple[str, ...] = ()
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
    above = [gazetteer.by_path().get(part) for part in gazetteer.lineage(path)]
    return tuple((place.path, place.level, is_of_kind(place, "city")) for place in above if place)


def is_of_kind(place: Place, kind: str) -> bool:
    """Whether 全市 (`kind` city), 全省 (province) or 全区 (district) can mean a place."""
    municipality = place.level == "province" and place.name.endswith("市")
    if kind == "city":
        return place.level == "city" and place.path.count("/") == 1 or municipality
    if kind == "province":
        return place.level == "province" and not municipality
    return place.level == "district"


def place_lists(found: list[Mention], view: str) -> list[list[Mention]]:
    """Mentions that stand in one list (大兴区、顺义区、通州区), each mention in exactly one group."""
    grouped: list[list[Mention]] = []
    for mention in found:
        if grouped and _in_list(view, grouped[-1][-1], mention):
            grouped[-1].append(mention)
        else:
            grouped.append([mention])
    return grouped


def _in_list(view: str, before: Mention, mention: Mention) -> bool:
    """大兴区、顺义区, and 北京上海 where two of a level stand side by side; not 在济南，历下区."""
    if before.end == mention.start:
        same_level = before.paths[0].count("/") == mention.paths[0].count("/")
        return before.rule == mention.rule == "place.name" and same_level
    apart = view[before.end : mention.start].strip() in ("，", ",")
    if apart and view[before.start - 1 : before.start] == "在":
        return False  # 在南美洲，智利卫生部…
    inside = len(before.paths) == 1 and all(path.startswith(before.paths[0] + "/") for path in mention.paths)
    return not inside and bool(WORDS.between_list.fullmatch(view, before.end, mention.start))


def common(paths: tuple[str, ...]) -> str:
    """The place that holds all of `paths`: 东城、西城等 11 个区 → 北京市."""
    above = {gazetteer.parent(path) for path in paths}
    return above.pop() if len(above) == 1 else paths[-1]
