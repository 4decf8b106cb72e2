"""The schema of every table, how tables are read and written, and what is wrong with a bad one.

Numbers that a text claims are `Decimal`; every text cell that is not known is the empty string.
CSV, JSONL and Parquet carry the same columns. See `data/README.md` for what each column means.
"""

import json
import os
import re
from decimal import Decimal, InvalidOperation, localcontext
from pathlib import Path

import pandas as pd

CLAIM_COLUMNS = [
    "quote_id", "claim_id", "doc_id", "zone", "start", "end", "quote", "quote_view", "context",
    "place", "place_code", "indicator", "value", "value_high", "comparator", "precision", "unit",
    "population", "vaccine", "as_of", "as_of_start", "as_of_precision", "as_of_basis", "status",
    "restates", "rule", "origin", "decision", "coder",
]
_NUMBER_FIELDS = ["indicator", "value", "value_high", "comparator", "precision", "unit", "population", "vaccine"]
MEASURE_COLUMNS = [
    "measure" if column == "indicator" else column
    for column in CLAIM_COLUMNS
    if column == "indicator" or column not in _NUMBER_FIELDS
]
COLUMNS = {
    "documents": [
        "doc_id", "text", "path", "sha256", "encoding", "title", "outlet", "host", "kind", "url",
        "published", "published_basis", "event_year", "event_year_basis", "topic", "places", "script",
        "n_chars",
    ],
    "zones": ["doc_id", "zone", "start", "end", "why"],
    "claims": CLAIM_COLUMNS,
    "measures": MEASURE_COLUMNS,
    "findings": [
        "finding_id", "severity", "check", "claims", "place", "indicator", "as_of", "formula",
        "reason", "message_en", "message_zh", "suspect",
    ],
    "bounds": ["place", "indicator", "population", "as_of", "low", "high", "claims"],
    "left_out": ["name", "reason"],
}
DECIMALS = {"value", "value_high", "precision", "low", "high"}
INTEGERS = {"start", "end", "n_chars"}
ZONES = ("headline", "lead", "body", "related", "comment", "boilerplate")
# Those beside the article: what is claimed there is checked and never charted.
ASIDE = ("related", "comment", "boilerplate")

# A spreadsheet runs a cell that begins with one of these; OWASP's list for CSV injection.
_FORMULA = re.compile(r"['=+\-@\t\r\n＝＋－＠]")
_NEUTRALISED = re.compile(r"'['=+\-@\t\r\n＝＋－＠]")
_QUOTED = re.compile(r'[",\r\n]')
# What Parquet's decimal holds; six digits after the point are what the codebook allows.
MOST_DIGITS = 38
_PARQUET_DECIMAL = (MOST_DIGITS, 6)
NOT_A_NUMBER = f"is not a number of at most {MOST_DIGITS} digits"


class TableError(ValueError):
    """A table that breaks its schema; the message names row, column and reason."""


def table(name: str, rows) -> pd.DataFrame:
    """A table of `rows` (dicts) with the columns and types of schema `name`; absent cells are empty."""
    columns = COLUMNS[name]
    frame = pd.DataFrame(
        {column: [row.get(column, _empty(column)) for row in rows] for column in columns}, columns=columns
    )
    return _typed(frame)


def _empty(column: str):
    return None if column in DECIMALS else 0 if column in INTEGERS else ""


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    for column in frame.columns:
        if column in INTEGERS:
            frame[column] = frame[column].astype("int64")
        else:
            frame[column] = frame[column].astype(object)
    return frame


def decimal(text) -> Decimal | None:
    """An exact number from a cell, None for an empty one. Raises InvalidOperation for anything else."""
    if text is None or text is pd.NA or text == "" or text != text:
        return None
    number = Decimal(str(text))
    if not number.is_finite():
        raise InvalidOperation(f"{text} is not a finite number")
    return number


def bounded(text) -> Decimal | None:
    """`decimal`, and InvalidOperation for a number of more digits than a table holds: `1e2000000` is short to
    write and long to work with."""
    number = decimal(text)
    if number is not None and abs(number.adjusted()) >= MOST_DIGITS:
        raise InvalidOperation(f"{text} has more than {MOST_DIGITS} digits")
    return number


def plain(number: Decimal | None) -> str:
    """A decimal in plain digits, without exponent or trailing zeros: 1.20E+2 -> '120'."""
    if number is None:
        return ""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def write_table(frame: pd.DataFrame, path: str | Path) -> Path:
    """Write `frame` as CSV, JSONL or Parquet by the path's suffix; the same rows give the same bytes.

    CSV is UTF-8 with a BOM (so that Excel reads it as UTF-8); a text cell that a spreadsheet would run
    as a formula gets a leading `'`, which `read_table` takes off again.
    """
    with TableWriter(path) as writer:
        writer.write(frame)
    return writer.path


class TableWriter:
    """Writes a table piece by piece: `with TableWriter(path) as writer: writer.write(frame)`, repeatedly, each
    piece with the same columns. The file appears when all of it is written; after an error what was there
    before stays."""

    def __init__(self, path: str | Path):
        self.path = Path(path)
        self._suffix = _suffix(self.path)
        self._part = self.path.with_name(f".{self.path.name}.part")

    def __enter__(self) -> "TableWriter":
        self._file = self._part.open("wb")
        self._parquet = None
        self._begun = False
        return self

    def write(self, frame: pd.DataFrame) -> None:
        if self._suffix == ".csv":
            self._file.write(_csv_lines(frame, header=not self._begun))
        elif self._suffix == ".jsonl":
            self._file.write(_json_lines(frame))
        else:
            self._write_parquet(frame)
        self._begun = True

    def _write_parquet(self, frame: pd.DataFrame) -> None:
        from pyarrow.parquet import ParquetWriter

        arrays = _arrow_table(frame)
        self._parquet = self._parquet or ParquetWriter(self._file, arrays.schema)
        self._parquet.write_table(arrays)

    def __exit__(self, error, *_) -> None:
        if self._parquet:
            self._parquet.close()
        self._file.close()
        if error:
            self._part.unlink()
        else:
            os.replace(self._part, self.path)


def check_output(path: str | Path) -> None:
    """Raises TableError where no table can be written to `path`: an unknown suffix, a folder that is not there."""
    path = Path(path)
    _suffix(path)
    if path.is_dir() or not path.parent.is_dir():
        raise TableError(f"{path}: " + ("is a folder" if path.is_dir() else "its folder is not there"))


def check_outputs(outputs, inputs=()) -> None:
    """Raises TableError where `outputs` cannot all be written, or writing one would replace another one or a
    file of `inputs`. Paths; None and '' count as none."""
    outputs = [path for path in outputs if path]
    for path in outputs:
        check_output(path)
    named = [Path(path).resolve() for path in (*outputs, *inputs) if path]
    for path in outputs:
        if named.count(Path(path).resolve()) > 1:
            raise TableError(f"{path}: would be overwritten while it is in use; give another name")


def read_table(path: str | Path, name: str | None = None) -> pd.DataFrame:
    """Read a table written by `write_table` (or by hand). With a schema `name` its columns are put in
    order and typed; extra columns are kept. Raises TableError when a column is missing."""
    path = Path(path)
    suffix = _suffix(path)
    if suffix == ".csv":
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        frame = frame.apply(lambda column: column.map(restore_cell))
    elif suffix == ".jsonl":
        with path.open(encoding="utf-8-sig") as file:
            frame = pd.DataFrame([json.loads(line, parse_int=_integer) for line in file if line.strip()])
    else:
        frame = pd.read_parquet(path)
    if name and frame.empty and not len(frame.columns):
        frame = table(name, [])
    if not name:
        return frame
    missing = [column for column in COLUMNS[name] if column not in frame.columns]
    if missing:
        raise TableError(f"{path.name}: not a {name} table, missing columns: {', '.join(missing)}")
    return normalise(frame, name, path.name)


def normalise(frame: pd.DataFrame, name: str, source: str = "table") -> pd.DataFrame:
    """`frame` with the schema's column order and types. Raises TableError naming row and column."""
    frame = frame[[*COLUMNS[name], *[c for c in frame.columns if c not in COLUMNS[name]]]].copy()
    for column in COLUMNS[name]:
        convert = bounded if column in DECIMALS else int if column in INTEGERS else _text
        cells = []
        for row, cell in enumerate(frame[column]):
            try:
                cells.append(convert(cell))
            except (ValueError, InvalidOperation, TypeError):
                where = f"{source}, row {row + 1}, column {column}"
                raise TableError(f"{where}: {short(repr(cell))} {NOT_A_NUMBER}") from None
        frame[column] = pd.Series(cells, index=frame.index, dtype=object)
    return _typed(frame)


def short(text: str, most: int = 60) -> str:
    """`text` on one line, cut to `most` characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _integer(digits: str) -> int | str:
    """Digits without end stay a text, which no column of numbers takes: one cell must not cost the table."""
    return int(digits) if len(digits) <= MOST_DIGITS else digits


def _text(cell) -> str:
    return "" if cell is None or cell is pd.NA or cell != cell else str(cell)


def restore_cell(cell: str) -> str:
    """A cell of a CSV without the `'` by which `write_table` keeps a spreadsheet from running it."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def _csv_lines(frame: pd.DataFrame, header: bool) -> bytes:
    # Python's own writer leaves a lone carriage return unquoted before 3.13, and readers end the row there.
    columns = [[_csv_cell(name, cell) for cell in frame[name]] for name in frame.columns]
    rows = [",".join(row) for row in zip(*columns, strict=True)]
    head = ["\ufeff" + ",".join(map(_quoted, frame.columns))] if header else []
    return "".join(f"{row}\n" for row in head + rows).encode("utf-8")


def _csv_cell(column: str, cell) -> str:
    if column in DECIMALS:
        return plain(cell)
    if not isinstance(cell, str):
        return _text(cell)
    return _quoted("'" + cell if _FORMULA.match(cell) else cell)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def _json_lines(frame: pd.DataFrame) -> bytes:
    lines = []
    for row in frame.to_dict("records"):
        row = {key: plain(cell) if key in DECIMALS else cell for key, cell in row.items()}
        lines.append(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    return "".join(lines).encode("utf-8")


def _suffix(path: Path) -> str:
    if path.suffix.lower() not in (".csv", ".jsonl", ".parquet"):
        raise TableError(f"{path.name}: a table is .csv, .jsonl or .parquet")
    return path.suffix.lower()


def _arrow_table(frame: pd.DataFrame):
    import pyarrow

    kinds = {column: pyarrow.decimal128(*_PARQUET_DECIMAL) for column in DECIMALS}
    kinds |= {column: pyarrow.int64() for column in INTEGERS}
    arrays = {
        column: pyarrow.array(
            [_scaled(cell, column) for cell in frame[column]] if column in DECIMALS else frame[column].tolist(),
            type=kinds.get(column, pyarrow.string()),
        )
        for column in frame.columns
    }
    return pyarrow.table(arrays)


def _scaled(number: Decimal | None, column: str) -> Decimal | None:
    if number is None:
        return None
    digits, places = _PARQUET_DECIMAL
    if number.adjusted() >= digits - places:
        raise TableError(f"column {column}: {plain(number)} has more digits than Parquet's decimals")
    with localcontext(prec=digits):
        return number.quantize(Decimal(1).scaleb(-places))
