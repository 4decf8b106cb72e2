"""The decisions' own format, one file per coder."""

import json
from pathlib import Path

from vaxclaims.annotation.decisions import unflatten
from vaxclaims.annotation.exchange.items import Item, guarded

PATTERN, WHAT = "*.jsonl", "a file of decisions"


def export(rows: list[dict], documents: dict, folder: Path, proposals: list[dict]) -> list[Path]:
    written = []
    for coder in sorted({row["coder"] for row in rows}):
        path = folder / f"{coder}.jsonl"
        lines = [
            json.dumps(unflatten(row), ensure_ascii=False) + "\n" for row in rows if row["coder"] == coder
        ]
        path.write_text("".join(lines), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def load(file: Path, documents: dict, time: str):
    for number, raw in enumerate(file.read_bytes().split(b"\n"), start=1):
        if raw.strip():
            yield from guarded(file.name, number, "a whole JSON line", _item(file.name, number, raw))


def _item(name: str, number: int, raw: bytes):
    yield Item(name, number, json.loads(raw.decode("utf-8-sig")))
