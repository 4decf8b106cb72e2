"""One row per decision, one column per field of the claim: for a spreadsheet."""

import json
from pathlib import Path

import pandas as pd

from vaxclaims import tables
from vaxclaims.annotation.decisions import SNAPSHOT, unflatten
from vaxclaims.annotation.exchange.items import Item, guarded

_PLAIN = (
    "id coder time mode action kind doc_id sha256 start end quote prefix suffix reason undoes rules "
    "cause note"
).split()
_JSON = ["changes", "codebook"]
PATTERN, WHAT = "*.csv", "a table of decisions"
_CLAIM = [*SNAPSHOT["claims"], "measure"]
# A carriage return in a cell does not survive every reader of CSV; a backslash escape does.
_ESCAPES = str.maketrans({"\\": "\\\\", "\r": "\\r", "\n": "\\n", "\t": "\\t"})


def export(rows: list[dict], documents: dict, folder: Path, proposals: list[dict]) -> list[Path]:
    cells = []
    for row in rows:
        cell = {key: row[key] for key in _PLAIN} | {
            key: json.dumps(row[key], ensure_ascii=False) for key in _JSON
        }
        cell |= {f"claim.{field}": (row["claim"] or {}).get(field, "") for field in _CLAIM}
        cells.append({key: str(value).translate(_ESCAPES) for key, value in cell.items()})
    columns = [*_PLAIN, *_JSON, *(f"claim.{field}" for field in _CLAIM)]
    return [tables.write_table(pd.DataFrame(cells, columns=columns, dtype=object), folder / "decisions.csv")]


def load(file: Path, documents: dict, time: str):
    frame = tables.read_table(file)
    missing = [column for column in [*_PLAIN, *_JSON] if column not in frame.columns]
    if missing:
        raise ValueError(f"missing columns: {', '.join(missing)}")
    for number, row in enumerate(frame.to_dict("records"), start=2):
        yield from guarded(file.name, number, "a decision", _item(file.name, number, row))


def _item(name: str, number: int, row: dict):
    yield Item(name, number, _line({key: _unescape(value) for key, value in row.items()}))


def _line(row: dict) -> dict:
    claim = {field: row[f"claim.{field}"] for field in _CLAIM if row.get(f"claim.{field}")}
    if row["kind"]:
        what = "measure" if row["kind"] == "measures" else "indicator"
        claim = {
            field: claim.get(field, "") for field in SNAPSHOT[row["kind"]] if field in claim or field == what
        }
        row |= {"start": int(row["start"]), "end": int(row["end"])}
    return unflatten(row | {"claim": claim} | {key: json.loads(row[key] or "{}") for key in _JSON})


def _unescape(text: str) -> str:
    parts = text.split("\\\\")
    return "\\".join(part.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t") for part in parts)
