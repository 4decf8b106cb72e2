"""Rows of a table of texts, one at a time: JSONL (plain or gzip), CSV and Parquet.

Each reader yields (row's name, row as a dict, reason). A row that cannot be read is None and has a reason; a
reader that cannot go on raises one of BROKEN. Memory holds one row, or one batch of Parquet.
"""

import codecs
import csv
import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from vaxclaims.reading import decoding
from vaxclaims.tables import restore_cell

# A row may hold much more than the text of the page.
FIELDS = ("doc_id", "text", "published", "title", "outlet", "host", "kind", "url")
BROKEN = (OSError, EOFError, ValueError, csv.Error, zlib.error)
_BATCH = 32
Row = tuple[str, dict | None, str]


def read_jsonl(path: Path) -> Iterator[Row]:
    with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
        for number, line in enumerate(_lines(file), start=1):
            name = f"line {number}"
            if line is None:
                yield name, None, f"longer than {decoding.MAX_BYTES / 2**20:g} MiB"
            elif line.strip():
                yield name, *_parse(line.removeprefix(codecs.BOM_UTF8))


def read_csv(path: Path) -> Iterator[Row]:
    # The limit is one for the whole process; its default is shorter than a long article.
    csv.field_size_limit(decoding.MAX_BYTES)
    encoding = _encoding(path)
    with path.open("rb") as file:
        rows = csv.DictReader(_decoded(file, encoding), strict=True)
        for number, row in enumerate(rows, start=1):
            broken = any(_undecodable(cell) for cell in row.values())
            uneven = None in row or None in row.values()
            reason = f"not valid {encoding}" if broken else "has not as many cells as the header" if uneven else ""
            yield f"row {number}", None if reason else {key: restore_cell(cell) for key, cell in row.items()}, reason


def read_parquet(path: Path) -> Iterator[Row]:
    from pyarrow.parquet import ParquetFile

    with ParquetFile(path) as file:
        columns = [name for name in FIELDS if name in file.schema_arrow.names]
        number = 0
        for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield f"row {number}", row, ""


def columns_of(path: Path) -> list[str] | None:
    """The columns of a CSV or Parquet table; None for JSONL, where each row has its own."""
    if path.suffix.lower() == ".csv":
        with path.open("rb") as file:
            return next(csv.reader(_decoded(file, _encoding(path))), [])
    if path.suffix.lower() == ".parquet":
        from pyarrow.parquet import read_schema

        return read_schema(path).names
    return None


READERS = {".jsonl": read_jsonl, ".jsonl.gz": read_jsonl, ".csv": read_csv, ".parquet": read_parquet}


def _parse(line: bytes) -> tuple[dict | None, str]:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return None, f"not valid utf-8: {error.reason} at byte {error.start}"
    except (ValueError, RecursionError) as error:
        return None, f"not valid JSON: {error}"
    return (row, "") if isinstance(row, dict) else (None, "not a JSON object")


def _lines(file) -> Iterator[bytes | None]:
    """The lines of a binary file; None for one that is too long to be held."""
    limit = decoding.MAX_BYTES
    while line := file.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(limit)
        yield None


def _decoded(file, encoding: str) -> Iterator[str]:
    for line in _lines(file):
        if line is None:
            raise ValueError(f"a line is longer than {decoding.MAX_BYTES / 2**20:g} MiB")
        yield line.removeprefix(codecs.BOM_UTF8).decode(encoding, "surrogateescape")


def _encoding(path: Path) -> str:
    """UTF-8, or GB18030 as spreadsheets on Chinese systems write it."""
    with path.open("rb") as file:
        head = file.read(1_000_000)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        return "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        codecs.getincrementaldecoder("gb18030")().decode(head)
        return "gb18030"
    except UnicodeDecodeError:
        return "utf-8"


def _undecodable(cell) -> bool:
    return isinstance(cell, str) and any("\udc80" <= character <= "\udcff" for character in cell)
