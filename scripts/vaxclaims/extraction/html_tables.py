"""The tables of an HTML page: where they stand, and their grids of cells."""

import re

from vaxclaims.extraction.synonyms import Plain
from vaxclaims.extraction.table_cells import (
    Cell,
    Table,
    caption_below,
    introduction,
    is_numeric,
    read_rows,
    trimmed,
)
from vaxclaims.markup import Tag

_SPAN = 50  # the most rows or columns that one cell may cover
_BLANK = Cell(0, 0, "")


def find_tables(view: str, tags: list[Tag]) -> list[tuple[int, int, list[Tag]]]:
    """Outermost tables as (start, end, the tags inside)."""
    found, depth, opened = [], 0, 0
    for index, tag in enumerate(tags):
        if tag.name != "table":
            continue
        if tag.closing and not depth:
            continue  # it closes what was never opened
        depth += -1 if tag.closing else 1
        if depth == 1 and not tag.closing:
            opened = index
        elif not depth:
            found.append((tags[opened].start, tag.end, tags[opened + 1 : index]))
    return found


def read_table(view: str, plain: Plain, start: int, end: int, tags: list[Tag]) -> Table:
    """The table at `start`..`end` of a page's `view`, which `plain` tells in plain words."""
    caption, rows = _cells(view, tags, end)
    if len(rows) > 2 and len(set(rows[0])) == 1 < len(set(rows[1])):
        caption, rows = caption or rows[0][0].text, rows[1:]  # a title across the whole table
    caption = caption or caption_below(view, start, end) or introduction(view, start)
    return read_rows(view, plain, start, end, caption, _unfolded(rows))


def _unfolded(rows: list[list[Cell]]) -> list[list[Cell]]:
    """南山区 82.3 | 福田区 71.5: `rows` of nothing but labels and their numbers, below no headings, as rows of two cells."""
    pairs = [(row[at], row[at + 1]) for row in rows for at in range(0, len(row) - 1, 2)]
    even = all(len(row) % 2 == 0 for row in rows)
    if not even or not all(not is_numeric(label.text) and is_numeric(number.text) for label, number in pairs):
        return rows
    return [[_BLANK, _BLANK], *map(list, pairs)]


def _cells(view: str, tags: list[Tag], end: int) -> tuple[str, list[list[Cell]]]:
    """The caption and the rows of a table, each cell repeated over the columns and rows that it spans."""
    caption, rows = "", []
    hanging: dict[int, tuple[Cell, int]] = {}  # column -> the cell that reaches down into it, and how far
    for index, tag in enumerate(tags):
        if tag.closing or tag.name not in ("caption", "tr", "td", "th"):
            continue
        if tag.name == "tr":
            rows.append([])
            continue
        closes = {"caption"} if tag.name == "caption" else {"td", "th", "tr"}
        stop = next((other.start for other in tags[index + 1 : index + 60] if other.name in closes), end)
        cell = trimmed(view, tag.end, stop)
        if tag.name == "caption":
            caption = cell.text
        elif rows:
            _fill(rows[-1], hanging)
            for _ in range(_span(tag, "colspan")):
                if (down := _span(tag, "rowspan")) > 1:
                    hanging[len(rows[-1])] = (cell, down - 1)
                rows[-1].append(cell)
    return caption, [row for row in rows if row]


def _fill(row: list[Cell], hanging: dict) -> None:
    """Put the cells that reach down from rows above where they stand in `row`."""
    while len(row) in hanging and len(row) < _SPAN:
        cell, down = hanging.pop(len(row))
        if down > 1:
            hanging[len(row)] = (cell, down - 1)
        row.append(cell)


def _span(tag: Tag, name: str) -> int:
    told = re.search(rf"{name}\s*=\s*[\"']?(\d{{1,2}})", tag.rest)
    return min(max(int(told[1]), 1), _SPAN) if told else 1
