"""Takes decisions to other annotation tools and back. Export then import gives the same decisions.

Every format is a module with `export(decisions, documents, folder, proposals)` and, for the way back,
`PATTERN` (its files in a folder), `WHAT` (what such a file is) and `load(file, documents, time)`, a generator
of `Item`s. What another tool changed or added comes back as a new decision; what it left alone comes back as
it was, with its id.
"""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from vaxclaims.annotation.decisions import (
    append_decision,
    coder_file,
    decision_id,
    find_problem,
    flatten,
    unflatten,
)
from vaxclaims.annotation.exchange import brat, csv, jsonl, label_studio, web_annotation
from vaxclaims.annotation.exchange.items import ExchangeError, Item, guarded, span_problem

FORMATS = {
    "label-studio": label_studio,
    "brat": brat,
    "csv": csv,
    "jsonl": jsonl,
    "web-annotation": web_annotation,
}
# Those that carry what nobody decided yet, for people to decide there.
WITH_PROPOSALS = frozenset({"label-studio"})

__all__ = [
    "FORMATS",
    "WITH_PROPOSALS",
    "ExchangeError",
    "Item",
    "export_decisions",
    "import_decisions",
    "save_decisions",
]


def export_decisions(
    decisions: pd.DataFrame,
    documents: pd.DataFrame,
    folder: str | Path,
    form: str,
    proposals: list[dict] | None = None,
) -> list[Path]:
    """Write `decisions` to `folder` in one of FORMATS; the files written.

    `proposals` (undecided rows of claims and measures) go to Label Studio as predictions.
    Raises ExchangeError for a decision whose offsets do not hold in its document.
    """
    rows = decisions.to_dict("records")
    texts = {row["doc_id"]: row for row in documents.to_dict("records")}
    for row in rows:
        if row["action"] != "undo" and (problem := span_problem(flat_target(row), texts)):
            raise ExchangeError(f"{row['file']}, line {row['line']}: {problem}")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    return FORMATS[form].export(rows, texts, folder, proposals or [])


def import_decisions(
    path: str | Path, form: str, documents: pd.DataFrame, time: str, known: pd.DataFrame | None = None
) -> tuple[list[dict], list[dict]]:
    """The decisions in `path` (a file or folder) as lines for `append_decision`, and the problems.

    A problem is {"file", "line", "reason"}; `time` (ISO) dates what a tool without a clock added. Offsets are
    asserted: a quote that does not stand where it should is a problem, not a decision. A line that has the id
    of a `known` decision and says something else was changed by hand: it gets an id of its own.
    """
    path = Path(path)
    if not path.exists():
        return [], [{"file": path.name, "line": 0, "reason": "there is no such file or folder"}]
    texts = {row["doc_id"]: row for row in documents.to_dict("records")}
    before = (
        {(row["coder"], row["id"]): unflatten(row) for row in known.to_dict("records")}
        if known is not None
        else {}
    )
    lines, problems = {}, []
    for item in _load(path, form, texts, time):
        line, problem = item.line, item.problem
        if not problem:
            problem = find_problem(line) or (
                line["action"] != "undo" and span_problem(flat_target(flatten(line)), texts)
            )
        if problem:
            problems.append({"file": item.file, "line": item.number, "reason": problem})
            continue
        if before.get((line["coder"], line["id"]), line) != line:
            line["id"] = decision_id(line)
        lines.setdefault((line["coder"], line["id"]), line)
    return list(lines.values()), problems


def _load(path: Path, form: str, documents: dict[str, dict], time: str) -> Iterator[Item]:
    tool = FORMATS[form]
    for file in sorted(path.glob(tool.PATTERN)) if path.is_dir() else [path]:
        yield from guarded(file.name, 1, tool.WHAT, tool.load(file, documents, time))


def flat_target(row: dict) -> dict:
    return {key: row[key] for key in ("doc_id", "sha256", "start", "end", "quote")}


def save_decisions(lines: list[dict], folder: str | Path, known: pd.DataFrame) -> dict[str, int]:
    """Append those of `lines` that are not `known` to their coders' files; how many for each coder."""
    before = set(zip(known["coder"], known["id"], strict=True))
    fresh: dict[str, list[dict]] = {}
    for line in lines:
        if (line["coder"], line["id"]) not in before:
            fresh.setdefault(line["coder"], []).append(line)
    for coder, own in fresh.items():
        append_decision(coder_file(folder, coder, known), *own)
    return {coder: len(own) for coder, own in fresh.items()}
