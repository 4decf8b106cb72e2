"""Lists and tables that are typed as lines of text: 城关区 68.4% below the line that tells what it is a share of."""

from typing import NamedTuple

from vaxclaims.extraction import rules
from vaxclaims.extraction.segments import Span, printed_lines
from vaxclaims.extraction.synonyms import Plain
from vaxclaims.extraction.table_cells import MAX_CELLS, Cell, Table, introduction, is_numeric, read_rows

WORDS = rules.wordings("tables")
SHARED = rules.wordings("shared")
_LONGEST = 60  # in characters, a line that may be a row
_BLANK = Cell(0, 0, "")


class Row(NamedTuple):
    """A line, and its cells where it is a row."""

    line: Span
    cells: list[Cell]


def find_text_tables(view: str, plain: Plain, spans: list[tuple[int, int]]) -> list[Table]:
    """The lists and tables of the article's `spans` of a view: two rows or more of as many cells, a label and numbers,
    below a line of headings or one that says what the numbers are."""
    found = []
    for start, end in spans:
        if len(WORDS.row.findall(view, start, end)) < 2:
            continue
        for before, rows in _blocks(view, printed_lines(view, start, end)):
            if table := _table(view, plain, before, rows[: MAX_CELLS // len(rows[0].cells)]):
                found.append(table)
    return found


def _blocks(view: str, lines: list[Span]):
    """Runs of rows of as many cells, each with the line before it."""
    block: list[Row] = []
    before: Span | None = None
    for line in [*lines, None]:
        cells = _row(view, line) if line else []
        if block and len(cells) != len(block[0].cells):
            if len(block) > 1 and before:
                yield before, block
            block = []
        if not cells:
            before = line if line and not WORDS.rule_line.fullmatch(view, *line) else before
        elif block or before:
            block.append(Row(line, cells))


def _row(view: str, line: Span) -> list[Cell]:
    """The cells of a line that is a label and then numbers, empty where it is none."""
    if line.end - line.start > _LONGEST or not WORDS.row.match(view, *line):
        return []
    cells = _cells(view, line)
    numbers = [cell for cell in cells[1:] if not WORDS.date.search(cell.text)]
    return cells if numbers and all(is_numeric(cell.text) for cell in numbers) else []


def _cells(view: str, line: Span, glued: bool = True) -> list[Cell]:
    """What white space, bars, colons or, in a line of comma-separated values, commas divide; a place and the number
    `glued` to it are two cells."""
    begins = WORDS.bullet.match(view, *line).end()
    apart = WORDS.of_row if glued else WORDS.of_header
    cell = WORDS.of_values if WORDS.values.fullmatch(view, *line) else apart
    return [Cell(*match.span(), match[0]) for match in cell.finditer(view, begins, line.end)]


def _table(view: str, plain: Plain, before: Span, block: list[Row]) -> Table | None:
    rows = [row.cells for row in block]
    headers = _cells(view, before, glued=False)
    if len(headers) == len(rows[0]) and not SHARED.figure.search(view, *before):
        start, caption = before.start, introduction(view, before.start)
    else:
        start, headers, caption = (
            block[0].line.start,
            [_BLANK, _BLANK],
            introduction(view, block[0].line.start),
        )
        told = WORDS.cue.search(caption) and (
            view[before.end - 1] not in "。！？；" or WORDS.leads_up.search(caption)
        )
        if len(rows[0]) > 2 or not told:
            return None
    return read_rows(view, plain, start, block[-1].line.end, caption, [headers, *rows])
