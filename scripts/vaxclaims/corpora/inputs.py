"""Documents one by one from folders, text files, tables of texts and web archives."""

from collections.abc import Iterable, Iterator

from vaxclaims import tables
from vaxclaims.corpora import duplicates
from vaxclaims.limits import TooSlow, time_limit, too_slow
from vaxclaims.corpora.locations import InputError
from vaxclaims.corpora.partitions import check_input, known_cells, list_parts, read_part
from vaxclaims.corpora.records import Row
from vaxclaims.reading.dating import parse_published
from vaxclaims.reading.documents import read_document

__all__ = ["InputError", "check_input", "iterate_documents", "read_documents", "read_metadata"]
ABSENT = "named in the metadata but not among the texts"


def read_metadata(path, left_out: list[dict]) -> dict[str, dict]:
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
        row = known_cells(row)
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
    inputs: Iterable, metadata: dict[str, dict], left_out: list[dict], keep_duplicates: bool = True
) -> Iterator[tuple[dict, list]]:
    """A documents row and its zones for every text in `inputs`, in order; what cannot be read, or has a doc_id
    that came before, goes to `left_out`, and so does a text that came before unless duplicates are kept.
    `metadata` goes before what the inputs themselves say."""
    seen, found = duplicates.Seen(keep_duplicates), set()

    def rows() -> Iterator[Row]:
        for part in list_parts(inputs, left_out):
            for name, row, reason in read_part(part):
                if row:
                    refused = seen.refuses(duplicates.digest(row["doc_id"]), duplicates.digest(row["text"]))
                    found.update({row["doc_id"]} & metadata.keys())
                    row, reason = (None, duplicates.reason(refused, row["doc_id"])) if refused else (row, "")
                yield name, row, reason

    yield from read_documents(rows(), metadata, left_out)
    left_out += [{"name": doc_id, "reason": ABSENT} for doc_id in metadata if doc_id not in found]


def read_documents(rows: Iterable[Row], metadata: dict[str, dict], left_out: list[dict]) -> Iterator[tuple[dict, list]]:
    """A documents row and its zones for every row of texts; one that breaks or takes too long costs only itself."""
    for name, row, reason in rows:
        if row is None:
            left_out.append({"name": name, "reason": reason})
            continue
        try:
            with time_limit():
                document, zones, warning = _read(row, metadata.get(row["doc_id"], {}))
        except TooSlow:
            left_out.append({"name": name, "reason": too_slow("read")})
        except Exception as error:  # one bad document never costs the others
            left_out.append({"name": name, "reason": f"{type(error).__name__}: {error}"})
        else:
            if warning:
                left_out.append({"name": name, "reason": f"{warning}; its lines were read as furniture"})
            yield document, zones


def _read(row: dict, known: dict) -> tuple[dict, list, str]:
    given = row | {key: value for key, value in known.items() if value}
    document, zones, warning = read_document(row["doc_id"], row["text"], given)
    return document | {key: row[key] for key in ("path", "sha256", "encoding") if key in row}, zones, warning
