"""The claims of a corpus, written while it is read."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tqdm.auto import tqdm

from vaxclaims import tables
from vaxclaims.corpora.inputs import iterate_documents, read_metadata
from vaxclaims.extraction import extract_claims, extract_measures

# What is held in memory at once.
CHUNK_DOCUMENTS = 64
CHUNK_CHARACTERS = 2_000_000


class Summary(NamedTuple):
    """How many documents were read, how many claims and measures were found in them, and what was left out as
    {name, reason}."""

    documents: int
    claims: int
    measures: int
    left_out: list[dict]


def extract_corpus(
    inputs: list[str | Path],
    claims: str | Path,
    metadata: str | Path | None = None,
    measures: str | Path | None = None,
    keep_duplicates: bool = False,
) -> Summary:
    """Write the claims (and measures) that the rules propose for all texts in `inputs`: folders, files, patterns
    and URLs of texts, tables with doc_id and text, and web archives. The same as `extract_claims` on all of
    them, in memory that does not grow with the corpus but for some 200 bytes a document, by which duplicates are
    known, and a remark on each of those. Of equal texts the first is read unless `keep_duplicates`. Raises
    InputError and TableError for what cannot be used at all."""
    left_out: list[dict] = []
    known = read_metadata(Path(metadata), left_out) if metadata else {}
    documents = iterate_documents(inputs, known, left_out, keep_duplicates)
    documents = tqdm(documents, desc="extracting", unit="document", disable=None)
    paths = {"claims": claims} | ({"measures": measures} if measures else {})
    counts = write_tables(documents, paths, left_out)
    return Summary(**({"measures": 0} | counts), left_out=left_out)


def write_tables(
    documents: Iterable[tuple[dict, list]], paths: dict, left_out: list[dict], at_once: int | None = None
) -> dict[str, int]:
    """Write the claims and, where `paths` names them, the measures of read documents, `at_once` of them at a
    time; how many there were of each. A document that breaks or takes too long is listed in `left_out` and
    costs only itself."""
    verbs = {name: {"claims": extract_claims, "measures": extract_measures}[name] for name in paths}
    counts = dict.fromkeys(("documents", *paths), 0)
    with ExitStack() as stack:
        writers = {name: stack.enter_context(tables.TableWriter(path)) for name, path in paths.items()}
        for name, writer in writers.items():
            writer.write(tables.table(name, []))
        for rows, zones in _chunks(documents, at_once or CHUNK_DOCUMENTS):
            counts["documents"] += len(rows)
            broken: list[dict] = []
            for name, extract in verbs.items():
                found = extract(rows, zones)
                writers[name].write(found)
                counts[name] += len(found)
                broken += [entry for entry in found.attrs["left_out"] if entry not in broken]
            left_out += broken
    return counts


def _chunks(documents: Iterable[tuple[dict, list]], at_once: int) -> Iterator[tuple]:
    """Documents and zones tables of a few documents each."""
    rows, zones, characters = [], [], 0
    for row, found in chain(documents, [(None, None)]):
        if rows and (row is None or characters + row["n_chars"] > CHUNK_CHARACTERS):
            yield tables.table("documents", rows), tables.table("zones", zones)
            rows, zones, characters = [], [], 0
        if row:
            rows.append(row)
            zones += [{"doc_id": row["doc_id"], **zone._asdict()} for zone in found]
            characters += row["n_chars"]
        if len(rows) == at_once:  # before the next is read
            yield tables.table("documents", rows), tables.table("zones", zones)
            rows, zones, characters = [], [], 0
