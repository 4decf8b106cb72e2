"""Documents one by one from folders, text files and tables of texts."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from vaxclaims import tables
from vaxclaims.corpora.records import BROKEN, FIELDS, READERS, columns_of
from vaxclaims.reading import decoding
from vaxclaims.reading.dating import parse_published
from vaxclaims.reading.documents import read_document
from vaxclaims.reading.seeds import SUFFIXES, read_file

KINDS = f"a folder, {', '.join(SUFFIXES)}, {', '.join(READERS)}"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class InputError(ValueError):
    """An input that cannot be used at all; the message names it and says why."""


def check_input(path: Path) -> None:
    """Raises InputError where `path` is not there, of no known kind, or a table without doc_id and text."""
    if not path.exists():
        raise InputError(f"{path}: not there")
    if path.is_dir() or path.suffix.lower() in SUFFIXES:
        return
    if _suffix(path) not in READERS:
        raise InputError(f"{path}: not one of {KINDS}")
    try:
        columns = columns_of(path)
    except BROKEN as error:
        raise InputError(f"{path}: cannot be read: {error}") from None
    missing = [] if columns is None else [name for name in ("doc_id", "text") if name not in columns]
    if missing:
        raise InputError(f"{path}: a table of texts has columns doc_id and text; missing: {', '.join(missing)}")


def read_metadata(path: Path, left_out: list[dict]) -> dict[str, dict]:
    """What is known of each document, by doc_id, from a table with column doc_id and any of published, title,
    outlet, host, kind, url. Raises InputError where there is no such table; remarks go to `left_out`."""
    try:
        frame = tables.read_table(path)
    except (ValueError, OSError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from None
    if "doc_id" not in frame.columns:
        raise InputError(f"{path}: metadata has a column doc_id; this has {', '.join(map(str, frame.columns))}")
    known: dict[str, dict] = {}
    for number, row in enumerate(frame.to_dict("records"), start=1):
        row = _cells(row)
        doc_id, published = row.get("doc_id", ""), row.get("published", "")
        name = f"{path.name}, row {number}"
        if doc_id in known:
            left_out.append({"name": name, "reason": f"doc_id {doc_id} stands in an earlier row, which is used"})
            continue
        if published and not parse_published(published):
            left_out.append({"name": name, "reason": f"published {published!r} is no date; it was not used"})
        known[doc_id] = row
    return known


def iterate_documents(
    inputs: list[Path], metadata: dict[str, dict], left_out: list[dict]
) -> Iterator[tuple[dict, list]]:
    """A documents row and its zones for every text in `inputs`, in order; what cannot be read, or has a doc_id
    that came before, goes to `left_out`. `metadata` goes before what the inputs themselves say."""
    seen: set[str] = set()
    for path in inputs:
        for name, doc_id, read in _texts(path, left_out):
            if doc_id in seen:
                left_out.append({"name": name, "reason": f"its doc_id {doc_id} came before"})
                continue
            try:
                document = read(metadata.get(doc_id, {}))
            except (decoding.Unreadable, OSError) as error:
                left_out.append({"name": name, "reason": str(error)})
                continue
            seen.add(doc_id)
            yield document
    left_out += [
        {"name": doc_id, "reason": "named in the metadata but not among the texts"}
        for doc_id in metadata if doc_id not in seen
    ]


def _texts(path: Path, left_out: list[dict]):
    """Each text of one input as (name, doc_id, a function from what is known of it to its document)."""
    if path.is_dir():
        yield from _folder(path, left_out)
    elif path.suffix.lower() in SUFFIXES:
        yield path.name, path.stem, lambda known: read_file(path, path.name, known, left_out)
    else:
        yield from _table(path, left_out)


def _folder(folder: Path, left_out: list[dict]):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    texts = [path for path in files if path.suffix.lower() in SUFFIXES]
    if not texts:
        left_out.append({"name": folder.name, "reason": f"holds no {', '.join(SUFFIXES)}"})
    for path in files:
        if _suffix(path) in READERS:
            reason = "a table inside a folder; to read texts from it, name it as an input"
            left_out.append({"name": path.relative_to(folder).as_posix(), "reason": reason})
    for path in texts:
        name = path.relative_to(folder).as_posix()
        yield name, path.stem, lambda known, path=path, name=name: read_file(path, name, known, left_out)


def _table(path: Path, left_out: list[dict]):
    number = "the first row"
    try:
        for number, row, reason in READERS[_suffix(path)](path):
            row = _cells(row or {})
            reason = reason or _lack(row)
            if reason:
                left_out.append({"name": f"{path.name}, {number}", "reason": reason})
            else:
                yield f"{path.name}, {number}", row["doc_id"], lambda known, row=row: _read_row(row, known, left_out)
    except BROKEN as error:
        left_out.append({"name": path.name, "reason": f"broken after {number}: {error}; what follows was not read"})


def _read_row(row: dict, known: dict, left_out: list[dict]) -> tuple[dict, list]:
    decoding.check_size(len(row["text"]))
    given = row | {key: value for key, value in known.items() if value}
    document, zones, warning = read_document(row["doc_id"], row["text"], given)
    if warning:
        left_out.append({"name": row["doc_id"], "reason": f"{warning}; its lines were read as furniture"})
    return document, zones


def _lack(row: dict) -> str:
    return next((f"has no {name}" for name in ("doc_id", "text") if not row.get(name, "").strip()), "")


def _cells(row: dict) -> dict[str, str]:
    """The known fields of a row as texts. JSON may hold half of a surrogate pair, which no file can."""
    found = {name: row.get(name) for name in FIELDS}
    return {
        name: _LONE_SURROGATE.sub("\ufffd", str(cell))
        for name, cell in found.items()
        if isinstance(cell, str | int | date) and cell == cell and not isinstance(cell, bool)
    }


def _suffix(path: Path) -> str:
    """The path's suffix in lower case, .jsonl.gz as one."""
    name = path.name.lower()
    return ".jsonl.gz" if name.endswith(".jsonl.gz") else Path(name).suffix
