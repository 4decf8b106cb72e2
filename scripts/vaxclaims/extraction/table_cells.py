"""A table's numeric cells, each read as the sentence that its caption, row and column make."""

import re
from typing import NamedTuple

from vaxclaims.extraction import rules
from vaxclaims.extraction.synonyms import Plain

WORDS = rules.wordings("tables")
SHARED = rules.wordings("shared")

# A table of more cells is not read; one that is typed as lines of text is cut there.
MAX_CELLS = 5000
_STAMP = re.compile(
    r"20\d\d-\d\d-\d\d(?:\s+\d\d:\d\d(?::\d\d)?)?"
)  # when a page was posted
_BLANKS = re.compile(r"\s+")
_MONTH_AND_DAY = re.compile(r"(?P<month>0?[1-9]|1[0-2])[./-](?P<day>[12]\d|3[01]|0?[1-9])")
_LED_UP = 30  # characters in which a sentence says that a table follows
_BY_HEAD = (
    ("率", "%"),
    ("占比", "%"),
    ("比例", "%"),
    ("人数", "人"),
    ("人口", "人"),
    ("人员", "名"),
    ("应种", "人"),
    ("应接种", "人"),
    ("已种", "人"),
    ("已接种数", "人"),
    ("未种", "人"),
    ("未接种", "人"),
    ("剂次", "剂次"),
    ("接种量", "剂"),
    ("接种点", "个"),
    ("号源", "个"),
    ("名额", "个"),
    ("预约数", "人"),
    ("接种单位", "家"),
    ("接种台", "个"),
    ("门诊", "家"),
    ("车", "辆"),
    ("队", "支"),
    ("能力", "剂"),
    ("接种", "剂次"),
    ("加强", "剂次"),
    ("剂", "剂次"),
    ("针", "剂次"),
    ("下发", "剂"),
    ("到货", "剂"),
    ("供应", "剂"),
    ("库存", "剂"),
    ("余量", "剂"),
    ("投放", "剂"),
    ("新增", "剂次"),
)


# Units that no note beside a table changes.
_OF_ITSELF = ("%", "辆", "家")
# Words behind a number that are no part of it.
_BESIDE = ("以上", "左右")


class Cell(NamedTuple):
    """A cell of a table: `start`..`end` is its content without the space around."""

    start: int
    end: int
    text: str


_BLANK = Cell(0, 0, "")


class Reading(NamedTuple):
    """A numeric cell, `start`..`end` of the plain text, as a sentence in plain words: the number stands at
    `left`..`right` of `sentence`."""

    start: int
    end: int
    sentence: str
    left: int
    right: int
    label: str


class Table(NamedTuple):
    """A table at `start`..`end` of the plain text with its numeric cells in order of place."""

    start: int
    end: int
    cells: list[Reading]


def read_rows(view: str, plain: Plain, start: int, end: int, caption: str, rows: list[list[Cell]]) -> Table:
    """The table at `start`..`end` of a page's `view`, which `plain` tells in plain words: its `rows`, headers first, and
    its caption or the line that leads up to it. Of one row alone, and of more than MAX_CELLS, no cell is read."""
    rows = _with_corner(rows)
    fit = len(rows) > 1 and sum(map(len, rows)) <= MAX_CELLS
    readings = _readings(view, start, end, caption, rows) if fit else []
    return Table(plain.at(start), plain.at(end), sorted(_in_plain_words(cell, plain) for cell in readings))


def _with_corner(rows: list[list[Cell]]) -> list[list[Cell]]:
    """`rows` whose headings begin above their numbers: where the corner is not printed, the last column has no heading."""
    heads, body = rows[0], rows[1:]
    labelled = all(len(row) > 1 and not is_numeric(row[0].text) and is_numeric(row[-1].text) for row in body)
    if not body or not labelled or not heads or not heads[0].text:
        return rows
    if len(heads) == len(body[0]) and not heads[-1].text:
        return [[_BLANK, *heads[:-1]], *body]
    return rows


def _in_plain_words(cell: Reading, plain: Plain) -> Reading:
    sentence = Plain(cell.sentence)
    return Reading(
        plain.at(cell.start),
        plain.at(cell.end),
        sentence.text,
        sentence.at(cell.left),
        sentence.at(cell.right),
        cell.label,
    )


def _readings(view: str, start: int, end: int, around: str, rows: list[list[Cell]]) -> list[Reading]:
    """The numeric cells of one table as sentences."""
    notes = list(WORDS.note.finditer(f"{around} {view[end : end + 160]} {view[max(start - 160, 0) : start]}"))
    unstamped = _STAMP.sub("", around)
    if not SHARED.until.search(unstamped) and (dated := WORDS.dated_below.search(view, end, end + 160)):
        around = f"{unstamped}，截至{dated['date']}"
    heads = (
        next((index for index, row in enumerate(rows) if any(is_numeric(cell.text) for cell in row[1:])), 1)
        or 1
    )
    headers = [Plain(_header(rows[:heads], column)).text for column in range(max(map(len, rows)))]
    headers = _of_dose(_with_unit(headers))
    readings, seen = [], set()
    for row in rows[heads:]:
        for column, cell in enumerate(row):
            if column == 0 and not is_numeric(cell.text) or cell.start in seen:
                continue
            seen.add(cell.start)
            label, dated = _labels(row[:column], row, headers)
            head, aged = headers[column], WORDS.bare_age.fullmatch(label)
            if aged:  # 3-11 | 第一剂 | 人数 | 占比: what share of the age has it
                label, head = f"{aged['years']}岁{aged['open'] or ''}", head.replace("占比", "接种率")
            if reading := _reading(cell, view, around, label, dated, head, _noted(notes, headers[column])):
                readings.append(reading)
    return readings


def _header(rows: list[list[Cell]], column: int) -> str:
    """What the header rows say of a column, from the top down."""
    told = [row[column].text for row in rows if column < len(row) and len(set(row)) > 1]
    return "".join(dict.fromkeys(told))


def _with_unit(headers: list[str]) -> list[str]:
    """`headers` where a column of totals has the unit that all the others name: 科兴(人), 复必泰(人), 总数."""
    units = {stated["unit"] for header in headers if (stated := WORDS.unit.search(header))}
    if len(units) != 1:
        return headers
    return [f"{header}({min(units)})" if WORDS.total.fullmatch(header) else header for header in headers]


def _of_dose(headers: list[str]) -> list[str]:
    """`headers` where a dose beside a column of people is one of people, 应接种人数, 第一针, and a rate right behind the one
    dose of a table is of that: 第一针, 接种率."""
    doses = [n for n, header in enumerate(headers) if WORDS.bare_dose.fullmatch(header)]
    people = any(WORDS.of_persons.search(header) for header in headers)
    told = [
        f"{header}(人)" if people and (n in doses or WORDS.total_of_doses.fullmatch(header)) else header
        for n, header in enumerate(headers)
    ]
    behind = doses[0] + 1 if len(doses) == 1 and not any(WORDS.dose_told.search(h) for n, h in enumerate(headers) if n not in doses) else 0
    if behind and behind < len(headers) and WORDS.bare_rate.fullmatch(headers[behind]):
        told[behind] = headers[doses[0]] + headers[behind]
    return told


def _noted(notes: list[re.Match], header: str) -> str:
    """The unit that a table's notes give a column: 每日号源单位：人 is of the column so headed alone."""
    own = [note["unit"] for note in notes if note["of"] and note["of"] in header]
    of_all = [note["unit"] for note in notes if not note["of"]]
    return (own or of_all or [""])[0]


def _labels(left: list[Cell], row: list[Cell], heads: list[str]) -> tuple[str, str]:
    """What the row says of itself before the number, and the date that it gives below one of `heads`."""
    dates = [_as_date(cell.text, head) for cell, head in zip(row, heads, strict=False)]
    dates = [date for date in dates if date]
    words = [cell.text for cell in left if not is_numeric(cell.text) and not WORDS.date.search(cell.text)]
    words = ["" if WORDS.total.fullmatch(word) else word for word in dict.fromkeys(words)]
    return "".join(words), dates[0] if dates else ""


def _as_date(text: str, head: str) -> str:
    """The date that a cell tells, empty where it is none: 6月15日, and 6.15 below 日期."""
    if WORDS.date.search(text):
        return text
    short = _MONTH_AND_DAY.fullmatch(text) if WORDS.of_dates.fullmatch(head) else None
    return f"{short['month']}月{short['day']}日" if short else ""


def is_numeric(text: str) -> bool:
    """Whether a cell holds one number, with its unit or without, and no age and no dose's name."""
    number = WORDS.cell.fullmatch(text)
    return bool(number) and not WORDS.age.search(text[: number.end() - len(number["aside"] or "")]) and not WORDS.dose_name.fullmatch(text)


def trimmed(view: str, start: int, stop: int) -> Cell:
    """What stands between `start` and `stop`, without the space around."""
    text = view[start:stop]
    left = start + len(text) - len(text.lstrip())
    return Cell(left, left + len(text.strip()), re.sub(r"\s+", " ", text.strip()))


def introduction(view: str, start: int) -> str:
    """The line before a table that has no caption, unless it is a statement with figures of its own that does not
    lead up to the table."""
    line = _line_before(view, start)
    if WORDS.minutes.search(line) and not WORDS.leads_up.search(line):
        return ""
    return "" if SHARED.figure.search(line) and not WORDS.leads_up.search(line) else line


def caption_below(view: str, start: int, end: int) -> str:
    """The line below a table where that is its caption: it says what is counted, states nothing, and none leads up to the
    table from above."""
    below = view[end : end + 160].strip().split("\n")[0].strip()
    above = view[max(start - 300, 0) : start].rstrip()
    if WORDS.leads_up.search(above[-_LED_UP:]) or above[-1:] not in ("", "。", "！", "？"):
        return ""
    return below if WORDS.caption.fullmatch(below) and not SHARED.figure.search(below) else ""


def _line_before(view: str, start: int) -> str:
    lines = [line.strip() for line in view[max(start - 300, 0) : start].split("\n") if line.strip()]
    while len(lines) > 1 and _STAMP.search(lines[-1]) and not WORDS.cue.search(lines[-1]):
        lines.pop()  # 瓯江健康 2022-04-12: who has posted the page, between its heading and the table
    return re.split(r"[。！？]", lines[-1].rstrip("。:： "))[-1] if lines else ""


def _reading(
    cell: Cell, view: str, caption: str, label: str, dated: str, head: str, noted: str
) -> Reading | None:
    match = WORDS.cell.fullmatch(cell.text)
    if not is_numeric(cell.text) or WORDS.no_figure.search(head):
        return None
    unit, scale = _unit(match, caption, label, head, noted)
    if not unit:
        return None
    head_core = WORDS.of_day.sub(r"\1单日", WORDS.unit.sub("", head).strip())
    core = "" if WORDS.cue.search(head_core) or WORDS.cue.search(label) else re.sub(r"[(].*?[)]", "", caption)
    core = WORDS.day_of_caption.sub("", core) if dated else core  # the row has a day of its own
    daily = WORDS.of_each_day.search(caption) and not WORDS.of_total.search(head)
    until = "" if daily or WORDS.of_rows_day.search(head) else "截至"
    head_core = f"单日{head_core}" if daily and (dated or not head) else head_core
    date = f"{until}{dated}，" if dated else ""
    told = WORDS.beside_doses.sub("", caption) if WORDS.of_doses.search(head_core) else caption
    if unit == "%":
        core = WORDS.how_far.sub("接种率", core)
    head_core = WORDS.whom.sub(r"\1人群", head_core) if unit in ("人", "名") else head_core
    head_core = WORDS.so_far.sub(r"\g<0>接种", head_core)
    apart = " " if core else ""
    lead = f"{told}，{date}{core}{apart}{WORDS.unit.sub('', label)}{head_core}{match['before'] or ''}"
    number = f"{match['number'].replace(' ', '')}{match['inner'] or ''}{scale}{match['more'] or ''}{unit}"
    after = {"余": "以上", "多": "以上", "+": "以上"}.get(match["after"], match["after"] or "")
    # A footnote's mark is no part of the number, nor are the words beside it that compare.
    left = cell.start + _printed(view, cell, match.start("number"))
    aside = match["aside"] or ""
    last = match.start("mark") if match["mark"] else match.start("aside") if aside else len(cell.text)
    last = match.start("after") if match["after"] in _BESIDE else last
    right = cell.start + len(view[cell.start : cell.start + _printed(view, cell, last)].rstrip())
    return Reading(left, right, f"{lead}{number}{after}{aside}。", len(lead), len(lead) + len(number), label)


def _printed(view: str, cell: Cell, position: int) -> int:
    """Where a `position` of a cell's text, whose white space is squeezed, stands in the cell as it is printed."""
    printed, squeezed = cell.start, 0
    while squeezed < position:
        blank = _BLANKS.match(view, printed, cell.end)
        printed, squeezed = blank.end() if blank else printed + 1, squeezed + 1
    return printed - cell.start


def _unit(match: re.Match, caption: str, label: str, head: str, noted: str) -> tuple[str, str]:
    """Unit and scale of a number: its own, else those of its column or row, of the table's note, else what
    its heading counts."""
    unit, scale = match["unit"] or "", match["scale"] or ""
    stated = WORDS.unit.search(head) or WORDS.unit.search(label) or WORDS.unit.search(caption)
    if stated:
        wording = stated["unit"].replace(" ", "")
        scale = scale or "".join(c for c in wording if c in "十百千万亿")
        unit = unit or wording.lstrip("十百千万亿").removesuffix("数")
    if unit:
        return unit, scale
    core = WORDS.unit.sub("", head).strip()
    context = core if WORDS.cue.search(core) else label + caption
    unit = next((word for cue, word in _BY_HEAD if cue in context), "")
    unit = "人" if WORDS.who_has_had.fullmatch(core) or WORDS.who_has_had.fullmatch(label) else unit
    if noted and unit not in _OF_ITSELF and not stated:
        scale = scale or "".join(c for c in noted if c in "十百千万亿")
        unit = noted.replace(" ", "").lstrip("十百千万亿") or unit
    return unit, scale
