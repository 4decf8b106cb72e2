"""Lists and tables that are typed as lines of text: 城关区 68.4% below the line that tells what it is a share of."""

from bisect import bisect_right
from re import Match
from typing import NamedTuple

from vaxclaims.extraction import rules
from vaxclaims.extraction.segments import Span, printed_lines
from vaxclaims.extraction.synonyms import Plain
from vaxclaims.extraction.table_cells import (
    MAX_CELLS,
    Cell,
    Table,
    introduction,
    is_numeric,
    read_rows,
    trimmed,
)

WORDS = rules.wordings("tables")
SHARED = rules.wordings("shared")
_MOST_COLUMNS = 50
_LONGEST = 60  # in characters, a line that may be a row
_LONGEST_OF_PAIRS = 400  # and one that may be several, side by side
_BLANK = Cell(0, 0, "")
# What the line of a list typed side by side begins with.
_OF_PAIRS = (WORDS.opens_pairs, WORDS.heads_pairs, WORDS.heads_shares)


class Row(NamedTuple):
    """A line, and its cells where it is a row."""

    line: Span
    cells: list[Cell]


def find_text_tables(view: str, plain: Plain, spans: list[tuple[int, int]]) -> list[Table]:
    """The lists and tables of the article's `spans` of a view: two rows or more of as many cells, a label and numbers,
    below a line of headings or one that says what the numbers are."""
    found = []
    for (start, end), above in zip(spans, [None, *spans], strict=False):
        ruled = [table for table in _ruled(view, plain, start, end) if table.cells]
        found += ruled
        rows_told = max(len(row.findall(view, start, end)) for row in (WORDS.row, WORDS.value_line))
        if rows_told < 2 and not any(told.search(view, start, end) for told in _OF_PAIRS):
            continue
        # A headline is a zone of its own.
        heading = [line for line in printed_lines(view, *above)[-1:] if not _row(view, line)] if above else []
        for before, rows in _blocks(view, _rows(view, heading + printed_lines(view, start, end))):
            if _lies_in(ruled, plain.at(before.start)):
                continue
            if table := _table(view, plain, before, rows[: MAX_CELLS // len(rows[0].cells) - 1]):
                found.append(table)
    return found


def _lies_in(tables: list[Table], position: int) -> bool:
    """Whether one of `tables`, in order of place, reaches over a position."""
    last = bisect_right(tables, position, key=lambda table: table.start) - 1
    return last >= 0 and position < tables[last].end


def _ruled(view: str, plain: Plain, start: int, end: int) -> list[Table]:
    """The tables whose cells stand between bars: in Markdown, with a line of dashes below the headings, some of their
    cells words; without one, below a line of headings, as many cells in every line."""
    found: list[Table] = []
    if view.find("|", start, end) < 0:
        return found
    for lines in _runs_of_bars(view, printed_lines(view, start, end)):
        ruled = len(lines) > 1 and WORDS.ruled.fullmatch(view, *lines[1])
        rows = [_between_bars(view, line) for line in lines[:1] + lines[2 if ruled else 1 :]]
        alike = len({len(row) for row in rows}) == 1 and len(rows[0]) > 2
        headed = not any(is_numeric(cell.text) for cell in rows[0])
        counted = all(is_numeric(cell.text) for row in rows[1:] for cell in row[1:])
        if len(rows) > 1 and max(map(len, rows)) <= _MOST_COLUMNS and (ruled or alike and headed and counted):
            caption = introduction(view, lines[0].start)
            corner = rows[0][0].text if WORDS.of_people.search(rows[0][0].text) else ""
            told = "，".join(filter(None, (caption, corner)))
            found.append(read_rows(view, plain, lines[0].start, lines[-1].end, told, rows))
    return found


def _runs_of_bars(view: str, lines: list[Span]) -> list[list[Span]]:
    """Lines with bars that stand one below the other, without a blank line between."""
    runs: list[list[Span]] = []
    last: Span | None = None
    for line in lines:
        if "|" in view[line.start : line.end]:
            below = last and view.count("\n", last.end - 1, line.start) <= 1
            runs[-1].append(line) if below else runs.append([line])
        last = line if "|" in view[line.start : line.end] else None
    return runs


def _between_bars(view: str, line: Span) -> list[Cell]:
    bars = [at for at in range(line.start, line.end) if view[at] == "|"]
    edges = [line.start - 1, *bars, line.end]
    cells = [trimmed(view, left + 1, right) for left, right in zip(edges, edges[1:], strict=False)]
    first, last = view[line.start : line.end].lstrip()[:1], view[line.start : line.end].rstrip()[-1:]
    return cells[first == "|" : len(cells) - (last == "|")]


def _rows(view: str, lines: list[Span]) -> list[Row]:
    """Every line with its cells; a label and the number below it are one row."""
    rows: list[Row] = []
    for line in lines:
        above = rows[-1].line if rows and not rows[-1].cells else None
        if above and WORDS.value_line.fullmatch(view, *line) and _is_label(view, above):
            rows[-1] = Row(Span(above.start, line.end), [trimmed(view, *above), trimmed(view, *line)])
        elif pairs := _pairs(view, line):
            head = _head_of_pairs(view, line)
            rows += [Row(Span(*head.span()), [])] if head else []
            rows += [Row(Span(head.end() if head else line.start, line.end), pair) for pair in pairs]
        else:
            rows.append(Row(line, _row(view, line)))
    return rows


def _pairs(view: str, line: Span) -> list[list[Cell]]:
    """银川 81.2%、石嘴山 83.5%、中卫 79.4%: the labels and numbers of a line that is nothing else, or only tells before them
    what they count and in which unit (各区接种人数（万人）：香洲区 98.2，金湾区 32.7)."""
    if line.end - line.start > _LONGEST_OF_PAIRS:
        return []
    bare, head = WORDS.heads_pairs.match(view, *line), _head_of_pairs(view, line)
    pairs, pair = (WORDS.bare_pairs, WORDS.bare_pair) if bare else (WORDS.pairs, WORDS.pair)
    begins = head.end() if head else WORDS.bullet.match(view, *line).end()
    if not pairs.fullmatch(view, begins, line.end):
        return []
    found = pair.finditer(view, begins, line.end)
    return [[Cell(*pair.span(part), pair[part]) for part in ("label", "value")] for pair in found]


def _head_of_pairs(view: str, line: Span) -> Match | None:
    return WORDS.heads_pairs.match(view, *line) or WORDS.heads_shares.match(view, *line)


def _is_label(view: str, line: Span) -> bool:
    """Whether a short line without figures says what the number below it counts."""
    short = line.end - line.start <= _LONGEST
    return short and bool(WORDS.cue.search(view, *line)) and not SHARED.figure.search(view, *line)


def _blocks(view: str, rows: list[Row]):
    """Runs of rows of as many cells, each with the line before it."""
    block: list[Row] = []
    before: Span | None = None
    for row in [*rows, None]:
        cells = row.cells if row else []
        if block and len(cells) != len(block[0].cells):
            if len(block) > 1 and before:
                yield before, block
            block = []
        if not cells:
            before = row.line if row and not WORDS.rule_line.fullmatch(view, *row.line) else before
        elif block or before:
            block.append(row)


def _row(view: str, line: Span) -> list[Cell]:
    """The cells of a line that is a label and then numbers, empty where it is none."""
    if line.end - line.start > _LONGEST or not WORDS.row.match(view, *line):
        return []
    cells = _cells(view, line)
    numbers = [cell for cell in cells[1:] if not WORDS.date.search(cell.text) and not WORDS.no_value.fullmatch(cell.text)]
    return cells if numbers and all(is_numeric(cell.text) for cell in numbers) else []


def _cells(view: str, line: Span, glued: bool = True) -> list[Cell]:
    """What white space, bars, colons or, in a line of comma-separated values, commas divide; a place and the number
    `glued` to it are two cells."""
    begins = WORDS.bullet.match(view, *line).end()
    apart = WORDS.of_row if glued else WORDS.of_header
    cell = WORDS.of_values if WORDS.values.fullmatch(view, *line) else apart
    return [Cell(*match.span(), match[0]) for match in cell.finditer(view, begins, line.end)]


def _table(view: str, plain: Plain, before: Span, block: list[Row]) -> Table | None:
    """The table of a block, headed by the line `before` it or told of by that; None where neither says what its
    numbers are."""
    rows = [row.cells for row in block]
    headers = _cells(view, before, glued=False)
    headed = len(headers) == len(rows[0]) and not SHARED.figure.search(view, *before)
    start = before.start if headed else block[0].line.start
    caption = introduction(view, start)
    start = min(start, before.start) if before.end == start else start  # its head opens the line
    if not headed:
        headers = [_BLANK, _BLANK]
        told = WORDS.cue.search(caption) or all(WORDS.cue.search(label.text) for label, *_ in rows)
        leads = view[before.end - 1] not in "。！？；" or WORDS.leads_up.search(caption)
        if len(rows[0]) > 2 or not told or not leads:
            return None
    return read_rows(view, plain, start, block[-1].line.end, caption, [headers, *rows])
