"""A corpus cut into parts: what one task reads, in an order that does not depend on who reads it."""

import gzip
import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath
from typing import NamedTuple

from vaxclaims.corpora import locations
from vaxclaims.corpora.locations import File, InputError
from vaxclaims.corpora.records import BROKEN, FIELDS, READERS, Row, columns_of, kind_of
from vaxclaims.reading import decoding
from vaxclaims.reading.seeds import SUFFIXES

KINDS = f"a folder, {', '.join(SUFFIXES)}, {', '.join(READERS)}"
TEXTS = "texts"
_MOST_FILES = 500
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Part(NamedTuple):
    """Some texts, or a stretch of one table of texts: bytes of a JSONL, row groups of a Parquet file."""

    files: tuple[File, ...]
    kind: str
    start: int = 0
    end: int | None = None

    @property
    def name(self) -> str:
        stretch = f" from {self.start}" if self.start else ""
        return self.files[0].name + (f" and {len(self.files) - 1} more" if len(self.files) > 1 else stretch)


def check_input(location) -> None:
    """Raises InputError where `location` is not there, of no known kind, or a table without doc_id and text."""
    location = str(location)
    files = locations.files_of(location)
    if locations.is_folder(location):
        return
    for file in files:
        _check_kind(file, location)
    kind = kind_of(files[0].name)
    try:
        columns = columns_of(files[0].location, kind)
    except BROKEN as error:
        raise InputError(f"{location}: cannot be read: {error}") from None
    missing = [] if columns is None else [name for name in ("doc_id", "text") if name not in columns]
    if missing:
        raise InputError(f"{location}: a table of texts has columns doc_id and text; missing: {', '.join(missing)}")


def list_parts(inputs: Iterable, left_out: list[dict], size: int | None = None) -> Iterator[Part]:
    """The parts of all `inputs`, in order, each of about `size` bytes where its format can be cut; without a
    size a file is one part. What a folder holds that is no text goes to `left_out`."""
    for location in map(str, inputs):
        files = locations.files_of(location)
        if locations.is_folder(location):
            files = _texts_of(location, files, left_out)
        texts = [file for file in files if kind_of(file.name) in SUFFIXES]
        yield from _bundles(texts, size)
        for file in files:
            if kind_of(file.name) not in SUFFIXES:
                _check_kind(file, location)
                yield from _cut(file, kind_of(file.name), size)


def read_part(part: Part) -> Iterator[Row]:
    """The rows of a part: (name, row, reason). A row has doc_id, text and the other cells that are known; one
    that lacks doc_id or text, or is too large, is None with the reason."""
    if part.kind == TEXTS:
        yield from map(_read_text, part.files)
        return
    file, stretch = part.files[0], {} if part.end is None else {"start": part.start, "end": part.end}
    number = "the first row"
    try:
        for number, row, reason in READERS[part.kind](file.location, **stretch):
            row = known_cells(row or {})
            reason = reason or _lack(row) or _too_large(len(row["text"]))
            yield ", ".join(filter(None, (file.name, number))), None if reason else row, reason
    except BROKEN as error:
        if _may_pass(error, file):
            raise
        yield file.name, None, f"broken after {number}: {error}; what follows was not read"


def _may_pass(error: Exception, file: File) -> bool:
    """Whether another try may read what this one could not: a network fails, a file on this machine is as it is."""
    return locations.is_url(file.location) and isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile)


def _read_text(file: File) -> Row:
    if reason := _too_large(file.size):
        return file.name, None, reason
    try:
        with locations.opened(file.location) as source:
            data = source.read()
        decoded = decoding.decode(data)
    except (decoding.Unreadable, OSError) as error:
        if _may_pass(error, file):
            raise
        return file.name, None, str(error)
    row = {"doc_id": PurePosixPath(file.name).stem, "text": decoded.text, "path": file.name}
    return file.name, row | {"sha256": hashlib.sha256(data).hexdigest(), "encoding": decoded.encoding}, ""


def _too_large(size: int) -> str:
    try:
        decoding.check_size(size)
    except decoding.Unreadable as error:
        return str(error)
    return ""


def _check_kind(file: File, location: str) -> None:
    if kind_of(file.name) not in (*SUFFIXES, *READERS):
        name = location if not locations.has_pattern(location) else f"{location}: {file.name}"
        raise InputError(f"{name}: not one of {KINDS}")


def _texts_of(folder: str, files: list[File], left_out: list[dict]) -> list[File]:
    texts = [file for file in files if kind_of(file.name) in SUFFIXES]
    if not texts:
        name = folder.rstrip("/").rpartition("/")[2]
        left_out.append({"name": name, "reason": f"holds no {', '.join(SUFFIXES)}"})
    reason = "a table inside a folder; to read texts from it, name it as an input"
    left_out += [{"name": file.name, "reason": reason} for file in files if kind_of(file.name) in READERS]
    return texts


def _bundles(texts: list[File], size: int | None) -> Iterator[Part]:
    bundle, held = [], 0
    for file in texts:
        if size and bundle and (held + file.size > size or len(bundle) == _MOST_FILES):
            yield Part(tuple(bundle), TEXTS)
            bundle, held = [], 0
        bundle.append(file)
        held += file.size
    if bundle:
        yield Part(tuple(bundle), TEXTS)


def _cut(file: File, kind: str, size: int | None) -> Iterator[Part]:
    if size and kind == ".jsonl" and file.size > size:
        count = -(-file.size // size)
        edges = [file.size * number // count for number in range(count + 1)]
    elif size and kind == ".parquet":
        edges = _row_groups(file, size)
    else:
        yield Part((file,), kind)
        return
    for start, end in pairwise(edges):
        yield Part((file,), kind, start, end)


def _row_groups(file: File, size: int) -> list[int]:
    """Between which row groups to cut a Parquet file; one that cannot be read stays whole, to be told of later."""
    from pyarrow.parquet import ParquetFile

    edges, held = [0], 0
    try:
        with locations.opened(file.location) as source, ParquetFile(source) as parquet:
            for number in range(parquet.num_row_groups):
                group = parquet.metadata.row_group(number).total_byte_size
                if held and held + group > size:
                    edges.append(number)
                    held = 0
                held += group
            return [*edges, parquet.num_row_groups]
    except BROKEN:
        return [0, 0]


def _lack(row: dict) -> str:
    return next((f"has no {name}" for name in ("doc_id", "text") if not row.get(name, "").strip()), "")


def known_cells(row: dict) -> dict[str, str]:
    """The known fields of a row as texts. JSON may hold half of a surrogate pair, which no file can."""
    found = {name: row.get(name) for name in (*FIELDS, "encoding")}
    return {
        name: _LONE_SURROGATE.sub("\ufffd", str(cell))
        for name, cell in found.items()
        if isinstance(cell, str | int | date) and cell == cell and not isinstance(cell, bool)
    }
