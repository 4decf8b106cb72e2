"""What stands in a run's folder: a whole run with the digest of what it was made from, or a failed one.

Each is put in its place by one rename, so that no kill leaves one that looks whole and is not.
"""

import json
import os
import re
import shutil
from pathlib import Path

from vaxclaims.paths import ROOT
from vaxclaims.publishing import manifest, swap
from vaxclaims.publishing.batch.plan import PREVIOUS
from vaxclaims.publishing.parameters import PLACED

COMPLETE, FAILED, WAITING = "complete", "failed", "waiting"


def read(folder: Path) -> dict:
    """The folder's `run.json`; empty when there is none that can be read."""
    try:
        record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def is_whole(folder: Path, fingerprint: str) -> bool:
    """Whether `folder` holds a complete run made from what has this digest, its outputs untouched."""
    record = read(folder)
    if record.get("outcome") != COMPLETE or record.get("fingerprint") != fingerprint:
        return False
    found = [
        {**entry, "file": f"{key}/{entry['file']}"}
        for key in PLACED
        for entry in manifest.files(folder / key)
    ]
    return found == record.get("outputs") and (folder / "index.html").exists()


def complete(folder: Path, run: dict, **known: object) -> dict:
    """Say in the manifest of a run that is in place that it is whole. Until then it counts as not made."""
    record = run | {"outcome": COMPLETE} | known
    _write(folder / "run.json", record)
    shutil.rmtree(folder.parent / PREVIOUS / folder.name, ignore_errors=True)
    return record


def fail(folder: Path, error: str, parameters: dict, executed: Path | None = None) -> dict:
    """Put a record of a failed run where the run would be, with the notebook that failed. A whole run that
    was there before moves to `previous/`."""
    record = {
        "name": folder.name,
        "outcome": FAILED,
        "error": _anywhere(error, folder),
        "parameters": manifest.shown(parameters),
        **manifest.surroundings(),
    }
    draft = folder.with_name(f".{folder.name}.failing")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    if executed:
        (draft / "notebooks").mkdir()
        shutil.move(executed, draft / "notebooks" / executed.name)
        record["executed"] = f"notebooks/{executed.name}"
    _write(draft / "run.json", record)
    _set_aside(folder)
    draft.rename(folder)
    return record


def tidy(output: Path) -> None:
    """Finish or clear away what a killed batch had begun in `output`."""
    for stage in output.glob(".*.making"):
        swap.recover(stage)
    for draft in output.glob(".*.failing"):
        shutil.rmtree(draft, ignore_errors=True)


def _set_aside(folder: Path) -> None:
    if read(folder).get("outcome") == FAILED:
        shutil.rmtree(folder)
    elif folder.exists():
        previous = folder.parent / PREVIOUS / folder.name
        shutil.rmtree(previous, ignore_errors=True)
        previous.parent.mkdir(exist_ok=True)
        folder.rename(previous)


def _write(path: Path, record: dict) -> None:
    draft = path.with_name(f".{path.name}.part")
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _anywhere(text: str, folder: Path) -> str:
    """An error's words without the folders of this machine."""
    text = text.replace(f".{folder.name}.making{os.sep}pages", folder.name).replace(
        f"{folder.parent}{os.sep}", ""
    )
    text = re.sub(rf"{re.escape(str(ROOT))}(?![\w.-])", ".", text.replace(f"{ROOT}{os.sep}", ""))
    return text.replace(str(Path.home()), "~")
