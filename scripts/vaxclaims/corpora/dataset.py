"""A table of claims in parts, on this machine or in an object store: written part by part, each whole or not at
all, and taken up again where it was left.

    claims/part-000000.parquet …     the claims of each part, in the order of the inputs
    measures/…                       the same of measures, where asked for
    left_out/…                       what was set aside, with reasons
    _state/part-000000.json …        which parts are finished, made of what and by which rules
    _state/dataset.json              the whole, once all of it is finished
"""

import json
import os
import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path

from vaxclaims.corpora.locations import InputError, filesystem, is_url

TABLES = ("claims", "measures", "left_out")
_STATE = "_state"
_WHOLE = "dataset"


class Dataset:
    """A folder or URL that holds, or will hold, a table of claims in parts."""

    def __init__(self, location: str):
        self.location = location.rstrip("/") if is_url(location) else os.path.abspath(location)
        self._fs, self._root = filesystem(self.location)

    def start(self, resume: bool) -> dict[str, dict]:
        """The records of the parts that are finished, by name; none in a new dataset. Raises InputError where
        something else lies there, or a dataset that was not to be resumed."""
        try:
            names = self._there()
        except InputError:
            raise
        except Exception as error:  # every store has its own errors
            raise InputError(f"{self.location}: cannot be reached: {error}") from None
        if names and _STATE not in names:
            raise InputError(f"{self.location}: holds something else; a dataset wants a folder of its own")
        if names and not resume:
            raise InputError(f"{self.location}: holds a dataset; --resume goes on with it")
        self._fs.makedirs(f"{self._root}/{_STATE}", exist_ok=True)
        self.forget(_WHOLE)
        stems = [_stem(path) for path in self._list(_STATE)]
        records = {stem: self.record(stem) for stem in stems if stem.startswith("part-")}
        return {stem: record for stem, record in records.items() if record}

    def clear(self, parts: Iterable[str], names: Iterable[str]) -> None:
        """Take away all that does not belong to `parts` of the tables `names`: parts that are no more, tables
        not asked for again, and what an interrupted write left."""
        parts = set(parts)
        for name in (*TABLES, _STATE):
            asked = name in (*names, _STATE)
            for path in self._list(name):
                if not asked or _stem(path) not in parts:
                    self._fs.rm_file(path)
            if not asked and self._fs.isdir(f"{self._root}/{name}"):
                self._fs.rmdir(f"{self._root}/{name}")

    def put(self, source: Path, table: str, part: str) -> None:
        """The Parquet file `source` as a part of a table. It appears when all of it is there."""
        target = f"{self._root}/{table}/{part}.parquet"
        if is_url(self.location):  # an object store shows an object once it is complete
            self._fs.put_file(str(source), target)
            return
        hidden = Path(target).with_name(f".{uuid.uuid4().hex}")
        hidden.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, hidden)
        os.replace(hidden, target)

    def note(self, name: str, record: dict) -> None:
        """A `record` that outlives this process, under its name."""
        data = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True).encode()
        target = f"{self._root}/{_STATE}/{name}.json"
        if is_url(self.location):
            self._fs.pipe_file(target, data)
        else:
            hidden = Path(target).with_name(f".{uuid.uuid4().hex}")
            hidden.write_bytes(data)
            os.replace(hidden, target)

    def record(self, name: str) -> dict:
        """What was noted under a name; empty where nothing was."""
        try:
            return json.loads(self._fs.cat_file(f"{self._root}/{_STATE}/{name}.json"))
        except (FileNotFoundError, ValueError):
            return {}

    def forget(self, name: str) -> None:
        path = f"{self._root}/{_STATE}/{name}.json"
        if self._fs.exists(path):
            self._fs.rm_file(path)

    def finish(self, record: dict) -> None:
        self.note(_WHOLE, record)

    def _there(self) -> set[str]:
        if not self._fs.exists(self._root):
            return set()
        if not self._fs.isdir(self._root):
            raise InputError(f"{self.location}: is a file; a dataset wants a folder of its own")
        return {Path(name).name for name in self._fs.ls(self._root, detail=False)} - {Path(self._root).name}

    def _list(self, folder: str) -> list[str]:
        self._fs.invalidate_cache()
        path = f"{self._root}/{folder}"
        found = self._fs.ls(path, detail=True) if self._fs.isdir(path) else []
        return sorted(entry["name"] for entry in found if entry["type"] == "file")


def part_name(number: int) -> str:
    """The name of a part; names sort as the parts do."""
    return f"part-{number:06d}"


def _stem(path: str) -> str:
    return Path(path).name.removesuffix(".json").removesuffix(".parquet")
