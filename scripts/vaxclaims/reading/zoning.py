"""Every character of a text belongs to one zone. Zones are labelled, never cut."""

import re
from functools import cache
from typing import NamedTuple

import yaml

from vaxclaims.markup import Tag
from vaxclaims.paths import RULES

_LINE = re.compile(r"[^\n]+")
_TEASER_END = re.compile(r"(?:\.{3,6}|…{1,2})\s*$")
_TEASER_PREFIX = 20
_TEASER_LONGEST = 250
_HEADLINE_LONGEST = 60
_SENTENCE_END = re.compile(r"[。;；]\s*$")
_PROSE = re.compile(r"(?s).{40,}[。！？”」]$")
# So many paragraphs in a row are the article again, and not a part of the section above them.
_CLOSES = {"boilerplate": 1, "related": 2}
# A list of links has at least so many, and beside each no more visible characters than a date and time.
_FEWEST_LINKS = 2
_BESIDE_LINK = 24
_VOID = frozenset("br hr img input link meta area base col embed source track wbr".split())


class Zone(NamedTuple):
    """`text[start:end]` is of this `zone`; `why` is the rule that says so."""

    zone: str
    start: int
    end: int
    why: str


class Line(NamedTuple):
    start: int
    end: int
    text: str


@cache
def load_rules() -> dict:
    """`data/rules/zones.yml` with its patterns compiled."""
    rules = yaml.safe_load((RULES / "zones.yml").read_text(encoding="utf-8"))
    for rule in rules["sections"] + rules["lines"]:
        rule["pattern"] = re.compile(rule["line"])
    rules["classes"] = {zone: re.compile(words) for zone, words in rules["elements"]["classes"].items()}
    return rules


def find_zones(
    view: str, tags: list[Tag], head: tuple[int, int, int] = (0, 0, 0), title: str = ""
) -> list[Zone]:
    """The zones of a page, in order, covering `view` from end to end without overlap.

    `head` is where the front matter ends and where its title's words stand; `title` is the page's title
    where metadata has it.
    """
    head_end, title_start, title_end = head
    lines = _lines(view, head_end)
    labels = _label(lines, title, markup=bool(tags))
    marks = [Zone("boilerplate", 0, title_start if title_end else head_end, "front_matter")]
    if title_end:
        marks += [
            Zone("headline", title_start, title_end, "front_matter"),
            Zone("boilerplate", title_end, head_end, "front_matter"),
        ]
    position, of_tag = head_end, {tag.start + 1: tag.start for tag in tags if tag.end > tag.start}
    for index, line in enumerate(lines):
        until = lines[index + 1].start if index + 1 < len(lines) else len(view)
        until = of_tag.get(until, until)  # a line of the view begins behind the < of the tag that breaks it
        marks.append(Zone(labels[index][0], position, until, labels[index][1]))
        position = until
    if position < len(view):
        marks.append(Zone("boilerplate", position, len(view), "blank"))
    return _merge(_overlay(marks, _elements(tags, view)))


def _lines(view: str, start: int) -> list[Line]:
    found = (Line(match.start(), match.end(), match[0].strip()) for match in _LINE.finditer(view, start))
    return [line for line in found if line.text]


def _label(lines: list[Line], title: str, markup: bool) -> list[tuple[str, str]]:
    """A zone and its reason for every line; a bare number is furniture in plain text, a cell in markup."""
    rules = load_rules()
    alone = [rule for rule in rules["lines"] if not (markup and rule.get("plain_text_only"))]
    labels, section = [], None
    headline = _headline(lines, title)
    for index, line in enumerate(lines):
        short = line.text[:200]
        opened = next((rule for rule in rules["sections"] if rule["pattern"].search(short)), None)
        if opened and opened["zone"] == "comment" and _is_button(lines, index):
            opened = None
        section = opened or section
        if section and _goes_on(lines, index, _CLOSES.get(section["zone"], 0)):
            section = None
        if section:
            labels.append((section["zone"], section["id"]))
        elif rule := next((rule for rule in alone if rule["pattern"].search(short)), None):
            labels.append((rule["zone"], rule["id"]))
        elif index == headline:
            labels.append(("headline", "title"))
        elif headline is not None and line.text == lines[headline].text:
            labels.append(("headline", "title.repeated"))
        else:
            labels.append(("body", "text"))
    _mark_teasers(lines, labels)
    _mark_link_titles(lines, labels)
    return labels


def _is_button(lines: list[Line], index: int) -> bool:
    """Whether a line that would open the comments stands above the article: no prose before it, prose behind it."""
    return not any(_PROSE.match(line.text) for line in lines[:index]) and any(
        _PROSE.match(line.text) for line in lines[index + 1 :]
    )


def _goes_on(lines: list[Line], index: int, wanted: int) -> bool:
    """Whether the article goes on at `index`: `wanted` paragraphs of prose stand there, none where it is 0."""
    return 0 < wanted == sum(bool(_PROSE.match(line.text)) for line in lines[index : index + wanted])


def _headline(lines: list[Line], title: str) -> int | None:
    """The line that is the page's title: the one equal to `title`, else a short first line without a full
    stop above a longer text."""
    for index, line in enumerate(lines[:30]):
        if title and line.text == title.strip():
            return index
    for index, line in enumerate(lines[:4]):
        if rule := next(
            (rule for rule in load_rules()["lines"] if rule["pattern"].search(line.text[:200])), None
        ):
            if rule["zone"] == "lead":
                return None  # a page that opens with its lead has no title
            continue
        longer = any(len(other.text) > len(line.text) for other in lines[index + 1 : index + 12])
        is_title = len(line.text) <= _HEADLINE_LONGEST and not _SENTENCE_END.search(line.text)
        return index if is_title and longer else None
    return None


def _mark_teasers(lines: list[Line], labels: list[tuple[str, str]]) -> None:
    """A paragraph that breaks off in dots is the page's lead where it stands first or begins like a later one."""
    starts = {}
    for index, line in enumerate(lines):
        starts.setdefault(line.text[:_TEASER_PREFIX], []).append(index)
    body = [index for index, (label, _) in enumerate(labels) if label == "body"]
    opened = False  # whether the body has begun
    for index in body:
        line = lines[index]
        repeated = starts[line.text[:_TEASER_PREFIX]][-1] > index
        first = not opened and len(line.text) <= _TEASER_LONGEST and index < body[-1]
        if _TEASER_END.search(line.text) and (repeated or first):
            labels[index] = ("lead", "teaser")
        else:
            opened = True


def _mark_link_titles(lines: list[Line], labels: list[tuple[str, str]]) -> None:
    """The short line above a run-on list of links is the first link's title."""
    for index in range(1, len(lines)):
        above = lines[index - 1].text
        opens = labels[index] == ("related", "line.related_reading_time") and labels[index - 1][0] == "body"
        if opens and len(above) <= 40 and not _SENTENCE_END.search(above):
            labels[index - 1] = ("related", "title_of_link")


def _elements(tags: list[Tag], view: str) -> list[Zone]:
    """Zones of HTML elements that are furniture by their name, class or id, and of lists of links."""
    rules = load_rules()
    zones, opened = _lists_of_links(tags, view), []
    for tag in tags:
        if tag.name in _VOID or tag.name.startswith("!") or tag.rest.endswith("/"):
            continue
        if not tag.closing:
            opened.append((tag, _element_zone(tag, rules)))
            opened = opened[-200:]  # nesting deeper than any page's costs no more than this
        elif position := _matching(opened, tag.name):
            first, zone = opened[-position]
            del opened[-position:]
            if zone:
                zones.append(Zone(zone, first.start, tag.end, f"element.{first.name}"))
    zones += [
        Zone(zone, tag.start, len(view), f"element.{tag.name}")
        for tag, zone in opened
        if zone and tag.name != "h1"
    ]
    return sorted(zones, key=lambda zone: (zone.start, -zone.end))


def _lists_of_links(tags: list[Tag], view: str) -> list[Zone]:
    """Lists whose every item is a link, with no more beside it than its date: the titles of other articles."""
    zones, opened = [], None
    for index, tag in enumerate(tags):
        if tag.name not in ("ul", "ol"):
            continue
        if not tag.closing:
            opened = index
        elif opened is not None:
            if _are_links(tags[opened + 1 : index], view, tag.start):
                zones.append(Zone("related", tags[opened].start, tag.end, "element.links"))
            opened = None
    return zones


def _are_links(inside: list[Tag], view: str, end: int) -> bool:
    items = [number for number, tag in enumerate(inside) if tag.name == "li" and not tag.closing]
    if len(items) < _FEWEST_LINKS:
        return False
    for number, following in zip(items, [*items[1:], None], strict=True):
        item = inside[number:following]
        links = [tag for tag in item if tag.name == "a"]
        if len(links) != 2 or links[0].closing or not links[1].closing:
            return False
        stop = inside[following].start if following is not None else end
        beside = view[item[0].end : links[0].start] + view[links[1].end : stop]
        if len("".join(beside.split())) > _BESIDE_LINK or view[links[0].end : links[1].start].isspace():
            return False
    return True


def _matching(opened: list, name: str) -> int | None:
    """How far from the end of `opened` the element stands that a closing tag `name` ends."""
    return next((back for back in range(1, len(opened) + 1) if opened[-back][0].name == name), None)


def _element_zone(tag: Tag, rules: dict) -> str:
    if zone := rules["elements"]["names"].get(tag.name):
        return zone
    if tag.name in ("div", "section", "ul", "ol", "dl") and ("class" in tag.rest or "id" in tag.rest):
        return next((zone for zone, words in rules["classes"].items() if words.search(tag.rest[:300])), "")
    return ""


def _overlay(marks: list[Zone], elements: list[Zone]) -> list[Zone]:
    """`marks` with the outermost `elements` laid over them."""
    outer, covered = [], 0
    for zone in elements:
        if zone.start >= covered:
            outer.append(zone)
            covered = zone.end
    result, pending = [], iter([*outer, None])
    top = next(pending)
    for mark in marks:
        position = mark.start
        while top and top.start < mark.end:
            if position < top.start:
                result.append(mark._replace(start=position, end=top.start))
            position = max(position, min(top.end, mark.end))
            if top.end > mark.end:
                result.append(top._replace(start=max(top.start, mark.start), end=mark.end))
                break
            result.append(top._replace(start=max(top.start, mark.start)))
            top = next(pending)
        if position < mark.end:
            result.append(mark._replace(start=position))
    return result


def _merge(zones: list[Zone]) -> list[Zone]:
    merged: list[Zone] = []
    for zone in zones:
        if zone.start == zone.end:
            continue
        if merged and (merged[-1].zone, merged[-1].why) == (zone.zone, zone.why):
            merged[-1] = merged[-1]._replace(end=zone.end)
        else:
            merged.append(zone)
    return merged
