"""One text to one row of the documents table and its zones."""

import hashlib
import os
import re
from functools import cache
from itertools import pairwise

import ahocorasick
import yaml

from vaxclaims import gazetteer
from vaxclaims.markup import Tag, find_tags, is_traditional
from vaxclaims.paths import RULES
from vaxclaims.reading.dating import date_event, date_page, parse_published
from vaxclaims.reading.front_matter import read_front_matter
from vaxclaims.reading.meta import meta_contents
from vaxclaims.reading.outlets import find_outlet
from vaxclaims.reading.zoning import Zone, find_zones
from vaxclaims.shown import Shown

_META_DATE = re.compile(
    r"(?:article:published_time|pubdate|publishdate|publish_time|datepublished|weibo:\s*article:create_at)",
    re.IGNORECASE,
)
GIVEN = ("title", "outlet", "host", "kind", "url", "published")


def read_document(doc_id: str, text: str, given: dict | None = None) -> tuple[dict, list[Zone], str]:
    """A documents row, the zones that cover `text`, and a warning (empty where all is well).

    `given` is what a person has written down of the page (title, outlet, host, kind, url, published); it
    goes before what the page itself says.
    """
    given = {key: str((given or {}).get(key) or "").strip() for key in GIVEN}
    front = read_front_matter(text)
    tags = [tag for tag in find_tags(text) if tag.start >= front.end]
    shown = Shown(text, tags)
    view, tags = shown.view, shown.tags
    head = tuple(map(shown.at, (front.end, front.title_start, front.title_end)))
    zones = find_zones(view, tags, head, given["title"])
    zoned = _by_zone(view, zones)
    published = date_page(zoned, *_metadata_date(given, front.fields, tags))
    event = date_event(zoned, published)
    row = {
        "doc_id": doc_id,
        "text": text,
        "title": given["title"]
        or str(front.fields.get("title") or "")
        or _first_line(zoned.get("headline", "")),
        "outlet": given["outlet"] or find_outlet(front.fields, tags, view, _article(zoned)),
        "host": given["host"],
        "kind": given["kind"] or "unknown",
        "url": given["url"],
        "published": published.value,
        "published_basis": published.basis,
        "event_year": event.value,
        "event_year_basis": event.basis,
        "topic": find_topic(zoned),
        "places": " ".join(find_places(zoned)),
        "script": "traditional" if is_traditional(text) else "simplified",
        "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        "n_chars": len(text),
    }
    return row, _of_text(text, zones, shown), front.warning


@cache
def load_topics() -> list[dict]:
    """`data/rules/topics.yml` with its patterns compiled."""
    topics = yaml.safe_load((RULES / "topics.yml").read_text(encoding="utf-8"))["topics"]
    return [topic | {"pattern": re.compile(topic["words"])} for topic in topics]


def find_topic(zoned: dict[str, str]) -> str:
    """The topic of a page: the first whose words occur often enough outside its furniture."""
    article = _article(zoned)
    for topic in load_topics():
        if len(topic["pattern"].findall(article)) >= topic["at_least"]:
            return topic["id"]
    return "other"


def find_places(zoned: dict[str, str]) -> list[str]:
    """Where a page's article is set, the most named first: for each province or country that it names at least
    twice, itself or through its parts, the smallest place that holds all that is named there."""
    named: dict[str, list[str]] = {}
    for _, (places, official) in _place_names().iter_long(_article(zoned)):
        place = places[0]
        # A district's short name is too often another word, a shared name too often another place.
        sure = len(places) == 1 and (place.level != "district" or official)
        if sure and place.level not in ("nation", "world"):
            named.setdefault(place.path.split("/")[0], []).append(place.path)
    often = sorted((found for found in named.values() if len(found) > 1), key=len, reverse=True)
    return ["/".join(os.path.commonprefix([path.split("/") for path in found])) for found in often]


@cache
def _place_names() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, meaning in gazetteer.called().items():
        automaton.add_word(name, meaning)
    automaton.make_automaton()
    return automaton


def _article(zoned: dict[str, str]) -> str:
    return "\n".join(zoned.get(zone, "") for zone in ("headline", "lead", "body"))[:200_000]


def _of_text(text: str, zones: list[Zone], shown: Shown) -> list[Zone]:
    """`zones` of a text as it is shown as zones of the text, each with the tags before it."""
    if not zones:
        return [Zone("boilerplate", 0, len(text), "blank")] if text else []
    starts = [0, *(shown.span(zone.start - 1, zone.start)[1] for zone in zones[1:]), len(text)]
    return [zone._replace(start=start, end=end) for zone, (start, end) in zip(zones, pairwise(starts), strict=True)]


def _by_zone(view: str, zones: list[Zone]) -> dict[str, str]:
    zoned: dict[str, list[str]] = {}
    for zone in zones:
        zoned.setdefault(zone.zone, []).append(view[zone.start : zone.end])
    return {name: "\n".join(parts) for name, parts in zoned.items()}


def _metadata_date(given: dict, fields: dict, tags: list[Tag]) -> tuple[str, str]:
    if day := parse_published(given["published"]):
        return day, "sources"
    for name in ("date", "published", "pubdate", "time"):
        if day := parse_published(fields.get(name)):
            return day, "front_matter"
    days = filter(None, map(parse_published, meta_contents(tags, _META_DATE)))
    day = next(days, "")
    return day, "html_meta" if day else ""


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip()), "")
