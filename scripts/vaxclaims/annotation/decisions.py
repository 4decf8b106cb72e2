"""The decision: what one line of `data/annotations/<coder>.jsonl` says, and how lines are read and written.

    {"id", "coder", "time", "mode": "blind" | "assisted",
     "action": "accept" | "edit" | "reject" | "add" | "undo",
     "target": {"source": doc_id, "sha256", "selector": [TextQuoteSelector, TextPositionSelector]},
     "claim": the claim as proposed (for `add`: as added; cells that are empty are left out),
     "changes": {field: {"old", "new"}}          (edit)
     "reason": a reject reason of the codebook   (reject)
     "undoes": id of the decision taken back     (undo)
     "rules": id and version of the rules that proposed it, "" for blind decisions and additions
     "codebook": {field: revision of the codebook's entry that the decision was made under}
     "cause": why the coders differed (adjudicated lines), "note"}

Files are only ever appended to.
"""

import hashlib
import json
import os
import re
from datetime import date, datetime
from decimal import InvalidOperation
from pathlib import Path

import pandas as pd
from filelock import FileLock

from vaxclaims import codebook, paths, tables
from vaxclaims.annotation.anchoring import select
from vaxclaims.identity import kind_of

ADJUDICATED = "adjudicated"
ACTIONS = ("accept", "edit", "reject", "add", "undo")
MODES = ("blind", "assisted")
SNAPSHOT = {
    name: [
        column
        for column in tables.COLUMNS[name]
        if column
        not in (
            "quote_id",
            "claim_id",
            "doc_id",
            "start",
            "end",
            "quote",
            "rule",
            "origin",
            "decision",
            "coder",
        )
    ]
    for name in ("claims", "measures")
}
SPAN = ("start", "end", "quote")
COLUMNS = (
    "file line id coder time mode action kind doc_id sha256 start end quote prefix suffix claim changes "
    "reason undoes rules codebook cause note"
).split()
# The field of a claim and the section of the codebook that lists its codes.
SECTIONS = {
    "indicator": "indicators",
    "measure": "measures",
    "comparator": "comparators",
    "unit": "units",
    "status": "statuses",
    "zone": "zones",
    "as_of_basis": "date_bases",
    "as_of_precision": "date_precisions",
}
REVISED = ("indicator", "measure", "comparator", "unit", "status")
# More digits before or after the point than any count of people or doses has.
_DIGITS = 18
_DATE = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def make_decision(
    action: str,
    coder: str,
    time: str,
    mode: str,
    *,
    text: str = "",
    sha256: str = "",
    doc_id: str = "",
    start: int = 0,
    end: int = 0,
    claim: dict | None = None,
    **more,
) -> dict:
    """One line as a dict, ready for `append_decision`. `more`: changes, reason, undoes, rules, cause, note.

    `claim` may be a whole row of a claims table; only what a coder decides is kept. Raises ValueError for a
    line that `read_decisions` would refuse.
    """
    line = {"coder": coder, "time": time, "mode": mode, "action": action}
    if action != "undo":
        claim = snapshot(claim)
        decided = claim | {field: change["new"] for field, change in (more.get("changes") or {}).items()}
        line |= {
            "target": _target(doc_id, sha256, text, start, end),
            "claim": claim,
            "codebook": revisions(decided),
        }
    line |= {key: value for key, value in more.items() if value}
    line = {"id": decision_id(line)} | line
    if problem := find_problem(line):
        raise ValueError(problem)
    return line


def snapshot(claim: dict) -> dict:
    """What a coder decides of a claim's row: text cells, empty ones left out."""
    cells = {column: claim.get(column) for column in SNAPSHOT[kind_of(claim)]}
    cells = {
        key: tables.plain(cell) if key in tables.DECIMALS and not isinstance(cell, str) else cell
        for key, cell in cells.items()
        if cell is not None
    }
    # `measure` or `indicator` says which table the claim belongs to, so it stays even when empty.
    return {key: str(cell) for key, cell in cells.items() if cell != "" or key in ("measure", "indicator")}


def revisions(claim: dict) -> dict[str, int]:
    """The revision of each codebook entry that `claim` uses, by field."""
    book = codebook.load()
    return {
        field: book[SECTIONS[field]][claim[field]].get("revision", 1)
        for field in REVISED
        if claim.get(field) in book[SECTIONS[field]]
    }


def decision_id(line: dict) -> str:
    """A digest of the line itself: importing the same line twice adds it once."""
    content = {key: value for key, value in line.items() if key != "id"}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


def _target(doc_id: str, sha256: str, text: str, start: int, end: int) -> dict:
    chosen = select(text, start, end)
    return {
        "source": doc_id,
        "sha256": sha256,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": chosen["quote"],
                "prefix": chosen["prefix"],
                "suffix": chosen["suffix"],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }


def append_decision(path: str | Path, *lines: dict) -> None:
    """Append decisions to a coder's file: one write under a lock, on disk before this returns.

    Another kernel that writes at the same time waits. A half line left by a killed kernel is closed first,
    so that it spoils itself only.
    """
    path = paths.resolve(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    with FileLock(path.with_name(path.name + ".lock"), timeout=60), path.open("ab+", buffering=0) as file:
        if file.tell() and not _ends_a_line(file):
            data = b"\n" + data
        file.write(data)
        os.fsync(file.fileno())


def coder_file(folder: str | Path, coder: str, decisions: pd.DataFrame) -> Path:
    """Where a coder's decisions are kept: where some of the folder's `decisions` are theirs already, else the
    file named after them. The name may be written in any case; a second file would switch off the first.
    """
    folder = paths.resolve(folder)
    own = decisions.loc[decisions["coder"].str.casefold() == coder.casefold(), "file"]
    if len(own):
        return folder / own.iloc[0]
    return _named_after(coder, _files(folder)) or folder / f"{_stem(coder)}.jsonl"


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jsonl"), key=lambda path: path.name)


def _named_after(coder: str, files: list[Path]) -> Path | None:
    wanted = _stem(coder).casefold()
    return next((path for path in files if path.stem.casefold() == wanted), None)


def _stem(coder: str) -> str:
    """A coder's name as a file name: what cannot stand in one is replaced."""
    return re.sub(r"[^\w.@-]", "_", coder).lstrip(".") or "coder"


def _ends_a_line(file) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


def read_decisions(folder: str | Path) -> pd.DataFrame:
    """All decisions of a folder, one row each with COLUMNS, in the order of files and lines.

    A coder's decisions live in one file: the one named after them, else the first that has one. A name is one
    coder in whatever case it is written, and has one spelling in the table. What cannot be used is in
    `attrs["problems"]`: a list of {"file", "line", "reason"}; the rest is read.
    """
    files = _files(paths.resolve(folder))
    rows, problems, homes, spellings = [], [], {}, {}
    for path in files:
        for number, line, problem in _read_lines(path):
            problem = problem or _claimed_elsewhere(line["coder"], path, files, homes)
            if problem:
                problems.append({"file": path.name, "line": number, "reason": problem})
                continue
            coder = spellings.setdefault(line["coder"].casefold(), line["coder"])
            rows.append(flatten(line) | {"coder": coder, "file": path.name, "line": number})
    return decisions_table(rows, problems)


def decisions_table(rows: list[dict], problems: list[dict] | None = None) -> pd.DataFrame:
    frame = pd.DataFrame(
        [[row.get(column, "") for column in COLUMNS] for row in rows], columns=COLUMNS, dtype=object
    )
    frame.attrs["problems"] = problems or []
    return frame


def _read_lines(path: Path):
    """Number, decision and problem of each line that is not blank."""
    for number, raw in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            line = json.loads(raw.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            yield number, None, "not a whole JSON line: it was cut off or damaged"
            continue
        yield number, line, find_problem(line)


def _claimed_elsewhere(coder: str, path: Path, files: list[Path], homes: dict[str, Path]) -> str:
    home = homes.setdefault(coder.casefold(), _named_after(coder, files) or path)
    return "" if home == path else f"coder {coder!r} already has the file {home.name}"


def flatten(line: dict) -> dict:
    """A line of the file as a row of the decisions table."""
    row = {
        key: line.get(key, "")
        for key in ("id", "coder", "time", "mode", "action", "reason", "undoes", "rules", "cause", "note")
    }
    row |= {
        "claim": line.get("claim", {}),
        "changes": line.get("changes", {}),
        "codebook": line.get("codebook", {}),
    }
    if line["action"] != "undo":
        exact, position = _selectors(line["target"])
        row |= {
            "kind": kind_of(line["claim"]),
            "doc_id": line["target"]["source"],
            "sha256": line["target"]["sha256"],
            "start": position["start"],
            "end": position["end"],
            "quote": exact["exact"],
            "prefix": exact.get("prefix", ""),
            "suffix": exact.get("suffix", ""),
        }
    return row


def unflatten(row: dict) -> dict:
    """The line of the file that a row of the decisions table came from."""
    line = {key: row[key] for key in ("id", "coder", "time", "mode", "action")}
    if row["action"] != "undo":
        line["target"] = {
            "source": row["doc_id"],
            "sha256": row["sha256"],
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": row["quote"],
                    "prefix": row["prefix"],
                    "suffix": row["suffix"],
                },
                {"type": "TextPositionSelector", "start": row["start"], "end": row["end"]},
            ],
        }
        line |= {"claim": row["claim"], "codebook": row["codebook"]}
    return line | {
        key: row[key] for key in ("changes", "reason", "undoes", "rules", "cause", "note") if row[key]
    }


def _selectors(target: dict) -> tuple[dict, dict]:
    by_type = {selector["type"]: selector for selector in target["selector"]}
    return by_type["TextQuoteSelector"], by_type["TextPositionSelector"]


def find_problem(line) -> str:
    """Why a line cannot be a decision, '' when it can."""
    if not isinstance(line, dict):
        return "a decision is a JSON object"
    if not _can_be_written(line):
        return "it holds half a character, or is nested too deeply, and cannot be saved"
    for key in ("id", "coder", "time", "mode", "action"):
        if not isinstance(line.get(key), str) or not line[key]:
            return f"{key} is missing"
    for key in ("reason", "undoes", "rules", "cause", "note"):
        if not isinstance(line.get(key, ""), str):
            return f"{key} is not a text"
    if line["action"] not in ACTIONS:
        return f"action {line['action']!r} is not one of {', '.join(ACTIONS)}"
    if line["mode"] not in MODES:
        return f"mode {line['mode']!r} is not one of {', '.join(MODES)}"
    if not _is_time(line["time"]):
        return f"time {line['time']!r} is not an ISO date and time"
    if line["action"] == "undo":
        return "" if line.get("undoes") else "undo names no decision"
    return _target_problem(line.get("target")) or _claim_problem(line) or _reason_problem(line)


def _can_be_written(line: dict) -> bool:
    """JSON can spell half of a surrogate pair, which no file of UTF-8 can hold."""
    try:
        json.dumps(line, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        return False
    return True


def _target_problem(target) -> str:
    try:
        exact, position = _selectors(target)
        words = [
            target["source"],
            target["sha256"],
            exact["exact"],
            exact.get("prefix", ""),
            exact.get("suffix", ""),
        ]
        if not all(isinstance(word, str) for word in words) or not words[2]:
            return "the target's source, sha256, quote, prefix and suffix are texts"
        if type(position["start"]) is not int or type(position["end"]) is not int:
            return "the target's start and end are whole numbers"
        if not 0 <= position["start"] < position["end"]:
            return "the target's start is not before its end"
    except (TypeError, KeyError, AttributeError):
        return "the target needs source, sha256, a TextQuoteSelector and a TextPositionSelector"
    return ""


def _claim_problem(line: dict) -> str:
    claim, changes = line.get("claim"), line.get("changes", {})
    if not isinstance(claim, dict) or not ("indicator" in claim or "measure" in claim):
        return "the claim has neither indicator nor measure"
    if line["action"] == "edit" and not changes:
        return "an edit changes nothing"
    if not _are_changes(changes):
        return "changes give old and new for each field"
    revision = line.get("codebook", {})
    if not isinstance(revision, dict) or not all(type(number) is int for number in revision.values()):
        return "codebook gives a revision for each field"
    known = SNAPSHOT[kind_of(claim)]
    for field, cell in [*claim.items(), *((field, change["new"]) for field, change in changes.items())]:
        if field in SPAN and field in changes:
            if type(cell) is not (str if field == "quote" else int):
                return f"{field} {cell!r} is no part of a span"
        elif field not in known:
            return f"unknown field {field!r}"
        elif not isinstance(cell, str):
            return f"{field} {cell!r} is not a text"
        elif problem := field_problem(field, cell):
            return problem
    return ""


def _are_changes(changes) -> bool:
    return isinstance(changes, dict) and all(
        isinstance(change, dict) and {"old", "new"} <= change.keys() for change in changes.values()
    )


def _reason_problem(line: dict) -> str:
    book = codebook.load()
    for key, section in (("reason", "reject_reasons"), ("cause", "disagreement_causes")):
        if line.get(key) and line[key] not in book[section]:
            return f"{key} {line[key]!r} is not in the codebook"
    return "a reject needs a reason" if line["action"] == "reject" and not line.get("reason") else ""


def field_problem(field: str, cell) -> str:
    """Why `cell` cannot stand in a claim's `field`, '' when it can."""
    if field in SECTIONS and cell not in ("", *codebook.load()[SECTIONS[field]]):
        return f"{field} {cell!r} is not in the codebook"
    if field in ("as_of", "as_of_start") and cell and not _is_date(cell):
        return f"{field} {cell!r} is no date (YYYY-MM-DD, or XXXX-MM-DD for an unknown year)"
    if field in tables.DECIMALS:
        try:
            number = tables.decimal(cell)
        except (InvalidOperation, ValueError):
            return f"{field} {cell!r} is not a number"
        if number is not None and abs(number.adjusted()) > _DIGITS:
            return f"{field} {cell!r} is out of range"
    return ""


def _is_date(text) -> bool:
    """EDTF level 1 as far as the codebook uses it; an unknown year is tried as a leap year."""
    match = _DATE.fullmatch(text) if isinstance(text, str) else None
    if not match:
        return False
    year = 2020 if match["year"] == "XXXX" else int(match["year"])
    try:
        date(year, int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return False
    return True


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return len(text) > len("2021-05-24")
