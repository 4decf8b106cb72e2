"""Puts finished outputs in their places at once, so that a kill at any moment leaves whole ones.

Everything is made in a staging folder. When it is complete, `commit` writes the list of moves to a file and
then makes them. A kill before the file exists leaves the old outputs untouched; after it, the next run
finishes the moves (`recover`) before it does anything else.
"""

import json
import os
import shutil
from pathlib import Path

_PLAN = "moves.json"


def commit(stage: Path, moves: list[tuple[Path | None, Path]]) -> None:
    """Move each (new, target) into place; `new` None takes `target` away. Then remove `stage`."""
    plan = stage / _PLAN
    draft = plan.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        json.dump([[new and str(new), str(target)] for new, target in moves], file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(plan)
    _make(stage)


def recover(stage: Path) -> None:
    """Finish what a killed run had begun to put in place, or clear away what it had not finished."""
    if (stage / _PLAN).exists():
        _make(stage)
    shutil.rmtree(stage, ignore_errors=True)


def _make(stage: Path) -> None:
    old = stage / "old"
    old.mkdir(exist_ok=True)
    moves = json.loads((stage / _PLAN).read_text(encoding="utf-8"))
    for number, (new, target) in enumerate(moves):
        if new and not Path(new).exists():
            continue  # done before the kill
        if Path(target).exists():
            os.rename(target, _unused(old, number))
        if new:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            os.rename(new, target)
    shutil.rmtree(stage, ignore_errors=True)


def _unused(folder: Path, number: int) -> Path:
    return next(path for path in (folder / f"{number}-{n}" for n in range(1000)) if not path.exists())
