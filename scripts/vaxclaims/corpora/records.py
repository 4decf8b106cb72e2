"""Rows of a table of texts, one at a time: JSONL (plain or gzip), CSV, Parquet, web archives.

Each reader yields (row's name, row as a dict, reason). A row that cannot be read is None and has a reason; a
reader that cannot go on raises one of BROKEN. Memory holds one row, or one batch of Parquet.
"""

import codecs
import csv
import gzip
import json
import zlib
from collections.abc import Iterator

from vaxclaims.corpora.locations import opened
from vaxclaims.corpora.warc import read_warc
from vaxclaims.reading import decoding
from vaxclaims.tables import restore_cell

# A row may hold much more than the text of the page.
FIELDS = ("doc_id", "text", "published", "title", "outlet", "host", "kind", "url")
BROKEN = (OSError, EOFError, ValueError, csv.Error, zlib.error)
_BATCH = 32
_BLOCK = 1 << 20
Row = tuple[str, dict | None, str]


def read_jsonl(location: str, start: int = 0, end: int | None = None) -> Iterator[Row]:
    """The lines that begin at bytes `start` (included) to `end` (excluded)."""
    with opened(location) as file:
        position = _next_line(file, start) if start else 0
        after = f" after byte {start}" if start else ""
        for number, line in enumerate(_lines(file), start=1):
            if end is not None and position >= end:
                return
            # A line too long to be held has no length; where it ended only the file knows.
            position = file.tell() if line is None else position + len(line)
            yield from _row(f"line {number}{after}", line)


def read_gzip_jsonl(location: str) -> Iterator[Row]:
    with opened(location) as packed, gzip.open(packed) as file:
        for number, line in enumerate(_lines(file), start=1):
            yield from _row(f"line {number}", line)


def read_csv(location: str) -> Iterator[Row]:
    # The limit is one for the whole process; its default is shorter than a long article.
    csv.field_size_limit(decoding.MAX_BYTES)
    encoding = _encoding(location)
    with opened(location) as file:
        rows = csv.DictReader(_decoded(file, encoding), strict=True)
        for number, row in enumerate(rows, start=1):
            broken = any(_undecodable(cell) for cell in row.values())
            uneven = None in row or None in row.values()
            reason = f"not valid {encoding}" if broken else "has not as many cells as the header" if uneven else ""
            yield f"row {number}", None if reason else {key: restore_cell(cell) for key, cell in row.items()}, reason


def read_parquet(location: str, start: int = 0, end: int | None = None) -> Iterator[Row]:
    """The rows of the row groups `start` (included) to `end` (excluded)."""
    from pyarrow.parquet import ParquetFile

    with opened(location) as source, ParquetFile(source) as file:
        columns = [name for name in FIELDS if name in file.schema_arrow.names]
        groups = range(start, file.num_row_groups if end is None else end)
        number = sum(file.metadata.row_group(group).num_rows for group in range(start))
        for batch in file.iter_batches(_BATCH, list(groups), columns, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield f"row {number}", row, ""


def columns_of(location: str, kind: str) -> list[str] | None:
    """The columns of a CSV or Parquet table; None for what has none, or in each row its own."""
    if kind == ".csv":
        with opened(location) as file:
            return next(csv.reader(_decoded(file, _encoding(location))), [])
    if kind == ".parquet":
        from pyarrow.parquet import read_schema

        with opened(location) as file:
            return read_schema(file).names
    return None


READERS = {
    ".jsonl": read_jsonl, ".jsonl.gz": read_gzip_jsonl, ".csv": read_csv, ".parquet": read_parquet,
    ".warc": read_warc, ".warc.gz": read_warc, ".wet": read_warc, ".wet.gz": read_warc,
}


def kind_of(name: str) -> str:
    """The suffix of a file's name in lower case, with .gz the one before it too."""
    steps = name.lower().rsplit("/", 1)[-1].split(".")
    if len(steps) < 2:
        return ""
    return "." + (".".join(steps[-2:]) if steps[-1] == "gz" and len(steps) > 2 else steps[-1])


def _row(name: str, line: bytes | None) -> Iterator[Row]:
    if line is None:
        yield name, None, f"longer than {decoding.MAX_BYTES / 2**20:g} MiB"
    elif line.strip():
        yield name, *_parse(line.removeprefix(codecs.BOM_UTF8))


def _parse(line: bytes) -> tuple[dict | None, str]:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return None, f"not valid utf-8: {error.reason} at byte {error.start}"
    except (ValueError, RecursionError) as error:
        return None, f"not valid JSON: {error}"
    return (row, "") if isinstance(row, dict) else (None, "not a JSON object")


def _next_line(file, start: int) -> int:
    """Go to the first line that begins at byte `start` or later, and say where that is."""
    file.seek(start - 1)
    while (block := file.readline(_BLOCK)) and not block.endswith(b"\n"):
        pass
    return file.tell()


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


def _encoding(location: str) -> str:
    """UTF-8, or GB18030 as spreadsheets on Chinese systems write it."""
    with opened(location) as file:
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
