"""Tables of an HTML page: each numeric cell is read as the sentence that its caption, row and column make."""

import re
from typing import NamedTuple

from vaxclaims.markup import Tag

MAX_CELLS = 5000
_UNIT = re.compile(r"[(]\s*(?:单位\s*:?\s*)?(?P<unit>[十百千]?[万亿]?\s?(?:剂次|针次|剂|针|支|人次|人|名|个|家|处|辆|台|支|队|%|天|座|间)?)\s*(?:/日|/天)?\s*[)]")
_NOTE = re.compile(r"单位\s*(?::|为|是)?\s*(?P<unit>[十百千]?[万亿]?\s?(?:剂次|针次|剂|针|人次|人|名|个|%))")
_CELL = re.compile(
    r"(?P<before>[^\d]{0,6}?)(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>[十百千]?[万亿])?\s*(?P<more>[余多])?\s*"
    r"(?P<unit>剂次|针次|剂|针|支|人次|人|名|个|家|处|辆|台|支|队|%)?\s*(?P<after>以上|左右|余|多|\+)?"
)
_CUE = re.compile(r"接种|剂|针|率|人数|点|台|能力|人员|车|队|供应|下发|到货|库存|人口|目标|加强|全程|完成")
_BY_HEAD = (("率", "%"), ("占比", "%"), ("比例", "%"), ("人数", "人"), ("人口", "人"), ("人员", "名"), ("剂次", "剂次"), ("接种量", "剂"),
            ("接种点", "个"), ("接种单位", "家"), ("接种台", "个"), ("车", "辆"), ("队", "支"), ("能力", "剂"), ("接种", "剂次"), ("加强", "剂次"),
            ("下发", "剂"), ("到货", "剂"), ("供应", "剂"), ("库存", "剂"))


class Cell(NamedTuple):
    """A cell of a table: `start`..`end` is its content without the space around; `head` for th."""

    start: int
    end: int
    text: str
    head: bool


class Reading(NamedTuple):
    """A numeric cell as a sentence: the number stands at `left`..`right` of `sentence`."""

    start: int
    end: int
    sentence: str
    left: int
    right: int


def find_tables(view: str, tags: list[Tag]) -> list[tuple[int, int, list[Tag]]]:
    """Outermost tables as (start, end, the tags inside)."""
    found, depth, opened = [], 0, 0
    for index, tag in enumerate(tags):
        if tag.name != "table":
            continue
        depth += -1 if tag.closing else 1
        if depth == 1 and not tag.closing:
            opened = index
        elif depth <= 0 and tag.closing:
            found.append((tags[opened].start, tag.end, tags[opened + 1 : index]))
            depth = 0
    return found


def read_table(view: str, start: int, end: int, tags: list[Tag]) -> list[Reading]:
    """The numeric cells of one table as sentences, in order of place."""
    caption, rows = _cells(view, tags, end)
    if len(rows) < 2 or sum(map(len, rows)) > MAX_CELLS:
        return []
    around = caption or _line_before(view, start)
    note = _NOTE.search(f"{around} {view[end : end + 160]} {view[max(start - 160, 0) : start]}")
    header, body = rows[0], rows[1:]
    readings = []
    for row in body:
        label = row[0].text if row and not _numeric(row[0].text) else ""
        for column, cell in enumerate(row):
            if column == 0 and label:
                continue
            head = header[column].text if column < len(header) else ""
            reading = _reading(cell, around, label, head, note["unit"] if note else "")
            if reading:
                readings.append(reading)
    return readings


def _cells(view: str, tags: list[Tag], end: int) -> tuple[str, list[list[Cell]]]:
    caption, rows = "", []
    for index, tag in enumerate(tags):
        if tag.closing or tag.name not in ("caption", "tr", "td", "th"):
            continue
        if tag.name == "tr":
            rows.append([])
            continue
        closes = {"caption"} if tag.name == "caption" else {"td", "th", "tr"}
        stop = next((other.start for other in tags[index + 1 : index + 60] if other.name in closes), end)
        cell = _trim(view, tag.end, stop, tag.name == "th")
        if tag.name == "caption":
            caption = cell.text
        elif rows:
            span = re.search(r"colspan\s*=\s*[\"']?(\d{1,2})", tag.rest)
            rows[-1] += [cell] * (int(span[1]) if span else 1)
    return caption, [row for row in rows if row]


def _trim(view: str, start: int, stop: int, head: bool) -> Cell:
    text = view[start:stop]
    left = start + len(text) - len(text.lstrip())
    return Cell(left, left + len(text.strip()), re.sub(r"\s+", " ", text.strip()), head)


def _line_before(view: str, start: int) -> str:
    lines = [line.strip() for line in view[max(start - 300, 0) : start].split("\n") if line.strip()]
    return re.split(r"[。！？]", lines[-1].rstrip("。:： "))[-1] if lines else ""


def _numeric(text: str) -> bool:
    return bool(_CELL.fullmatch(text))


def _reading(cell: Cell, caption: str, label: str, head: str, noted: str) -> Reading | None:
    match = _CELL.fullmatch(cell.text)
    if not match or re.search(r"序号|排名|编号|电话|时间|日期", head):
        return None
    stated = _UNIT.search(head) or _UNIT.search(label)
    unit = match["unit"] or ""
    scale = match["scale"] or ""
    if stated:
        wording = stated["unit"].replace(" ", "")
        scale = scale or "".join(c for c in wording if c in "十百千万亿")
        unit = unit or wording.lstrip("十百千万亿")
    head_core = _UNIT.sub("", head).strip()
    if not unit:
        context = head_core if _CUE.search(head_core) else caption
        unit = next((word for cue, word in _BY_HEAD if cue in context), "")
        if noted and unit != "%" and not stated:
            scale = scale or "".join(c for c in noted if c in "十百千万亿")
            unit = noted.replace(" ", "").lstrip("十百千万亿") or unit
    if not unit:
        return None
    core = "" if _CUE.search(head_core) else re.sub(r"[(].*?[)]", "", caption)
    lead = f"{caption}，{_UNIT.sub('', label)}{core}{head_core}{match['before'] or ''}"
    number = f"{match['number']}{scale}{match['more'] or ''}{unit}"
    after = {"余": "以上", "多": "以上", "+": "以上"}.get(match["after"], match["after"] or "")
    return Reading(cell.start, cell.end, f"{lead}{number}{after}。", len(lead), len(lead) + len(number))
