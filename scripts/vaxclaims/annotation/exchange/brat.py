"""brat's standoff format (https://brat.nlplab.org/standoff.html): a folder per coder, .txt beside .ann.

A text-bound annotation is a decision's quote; its note carries the decision as JSON, with the decisions that
undo it. brat allows no line break inside a span, so a quote over several lines is a discontinuous one.
"""

import json
import re
from pathlib import Path

from vaxclaims import codebook
from vaxclaims.annotation.decisions import unflatten
from vaxclaims.annotation.exchange.items import Item, changed_fields, guarded, new_line
from vaxclaims.identity import kind_of

_BOUND = re.compile(r"(?P<id>T\d+)\t(?P<code>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)\t(?P<text>.*)")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (?P<id>T\d+)\t(?P<text>.*)")
_BREAK = re.compile(r"[\r\n]+")
_NO_CODE = "no_code"
# How a note begins that `export` wrote; any other note is a person's.
_OURS = "[{"
PATTERN, WHAT = "**/*.ann", "a standoff file of brat"


def export(rows: list[dict], documents: dict, folder: Path, proposals: list[dict]) -> list[Path]:
    written = [folder / "annotation.conf"]
    codes = [*codebook.codes("indicators"), *codebook.codes("measures"), _NO_CODE]
    written[0].write_text(
        "[entities]\n" + "\n".join(codes) + "\n\n[relations]\n\n[events]\n\n[attributes]\n",
        encoding="utf-8",
        newline="\n",
    )
    for coder in sorted({row["coder"] for row in rows}):
        own = [row for row in rows if row["coder"] == coder]
        undos = _undos(own)
        (folder / coder).mkdir(exist_ok=True)
        for doc_id in sorted({row["doc_id"] for row in own if row["action"] != "undo"}):
            text = documents[doc_id]["text"]
            path = folder / coder / f"{doc_id}.ann"
            path.with_suffix(".txt").write_bytes(text.encode())
            lines = []
            for number, row in enumerate((row for row in own if row["doc_id"] == doc_id), start=1):
                lines += _lines(number, row, text, undos.get(row["id"], []))
            path.write_text("".join(lines), encoding="utf-8", newline="\n")
            written += [path.with_suffix(".txt"), path]
    return written


def _undos(rows: list[dict]) -> dict[str, list[dict]]:
    """The undo lines under the decision that they take back, at first or second hand."""
    root, undos = {}, {}
    for row in rows:
        if row["action"] == "undo":
            root[row["id"]] = root.get(row["undoes"], row["undoes"])
            undos.setdefault(root[row["id"]], []).append(unflatten(row))
    return undos


def _lines(number: int, row: dict, text: str, undos: list[dict]) -> list[str]:
    spans, shown = _spans(text, row["start"], row["end"])
    code = row["claim"].get("indicator", row["claim"].get("measure")) or _NO_CODE
    note = json.dumps([unflatten(row), *undos], ensure_ascii=True)
    return [f"T{number}\t{code} {spans}\t{shown}\n", f"#{number}\tAnnotatorNotes T{number}\t{note}\n"]


def _spans(text: str, start: int, end: int) -> tuple[str, str]:
    pieces, position = [], start
    for found in [*_BREAK.finditer(text, start, end), None]:
        stop = found.start() if found else end
        if stop > position:
            pieces.append((position, stop))
        position = found.end() if found else end
    return (
        ";".join(f"{a} {b}" for a, b in pieces),
        " ".join(text[a:b] for a, b in pieces).replace("\t", " "),
    )


def load(file: Path, documents: dict, time: str):
    document = documents.get(file.stem)
    if document is None:
        yield Item(file.name, 1, None, f"there is no document {file.stem}")
        return
    rows = file.read_text(encoding="utf-8-sig").split("\n")
    notes = {}
    for match in filter(None, map(_NOTE.fullmatch, rows)):
        notes.setdefault(match["id"], []).append(match["text"])
    for number, row in enumerate(rows, start=1):
        if row.startswith("T"):
            read = _items(file, number, row, notes, document, time)
            yield from guarded(file.name, number, "an annotation", read)


def _items(file: Path, number: int, row: str, notes: dict, document: dict, time: str):
    for line in _decisions(row, notes, document, file.parent.name, time):
        yield Item(file.name, number, line)


def _decisions(row: str, notes: dict[str, list[str]], document: dict, coder: str, time: str) -> list[dict]:
    """The decisions of one text-bound annotation: as exported, and one more for what brat changed."""
    match = _BOUND.fullmatch(row)
    if not match:
        raise ValueError(row)
    numbers = [int(number) for number in re.findall(r"\d+", match["spans"])]
    start, end = numbers[0], numbers[-1]
    text = document["text"]
    shown = " ".join(text[a:b] for a, b in zip(numbers[::2], numbers[1::2], strict=True)).replace("\t", " ")
    if shown != match["text"]:
        raise ValueError(f"{match['spans']} reads {shown!r}, not {match['text']!r}")
    code = "" if match["code"] == _NO_CODE else match["code"]
    notes = notes.get(match["id"], [])
    exported = next((note for note in notes if note.startswith(_OURS)), None)
    if exported is None:
        what = "indicator" if code in codebook.codes("indicators") else "measure"
        claim = {what: code, "status": "stated"}
        return [
            new_line("add", coder, time, "assisted", document, start, end, claim, note="; ".join(notes))
        ]
    lines = json.loads(exported)
    claim, position = lines[0]["claim"], lines[0]["target"]["selector"][1]
    changes = changed_fields(claim, {"measure" if kind_of(claim) == "measures" else "indicator": code})
    if match["spans"] != _spans(text, position["start"], position["end"])[0]:
        changes |= changed_fields(
            {**position, "quote": lines[0]["target"]["selector"][0]["exact"]},
            {"start": start, "end": end, "quote": text[start:end]},
        )
    if changes:
        lines.append(
            new_line(
                "edit",
                coder,
                time,
                "assisted",
                document,
                position["start"],
                position["end"],
                claim,
                changes=changes,
                rules=lines[0].get("rules", ""),
            )
        )
    return lines
