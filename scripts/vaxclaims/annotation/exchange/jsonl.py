"""The decisions' own format, one file per coder."""

import json
from pathlib import Path

from vaxclaims.annotation.decisions import unflatten
from vaxclaims.annotation.exchange.items import Item


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


def load(path: Path, documents: dict, time: str):
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        for number, raw in enumerate(file.read_bytes().split(b"\n"), start=1):
            if not raw.strip():
                continue
            try:
                yield Item(file.name, number, json.loads(raw.decode("utf-8-sig")))
            except ValueError:
                yield Item(file.name, number, None, "not a whole JSON line: it was cut off or damaged")
