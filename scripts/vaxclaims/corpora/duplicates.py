"""Which documents of a corpus are read: the first of each doc_id and, of equal texts, the first."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

DIGEST_BYTES = 16


def digest(text: str) -> bytes:
    """What stands for a text among all others; 128 bits, so that no two of a trillion are likely to share one."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()


class Seen:
    """The documents that came before, as digests: 16 bytes of each doc_id and of each text.

    With `keep` equal texts are all read. A document that is refused leaves no trace, so that one which shares
    only with it is read.
    """

    def __init__(self, keep: bool = False):
        self._keep = keep
        self._ids: set[bytes] = set()
        self._texts: set[bytes] = set()

    def refuses(self, doc_id: bytes, text: bytes) -> str:
        """'doc_id' or 'text', whichever came before; '' for a new document, which is then noted."""
        if doc_id in self._ids:
            return "doc_id"
        if not self._keep and text in self._texts:
            return "text"
        self._ids.add(doc_id)
        if not self._keep:
            self._texts.add(text)
        return ""


def reason(refused: str, doc_id: str) -> str:
    return f"its doc_id {doc_id} came before" if refused == "doc_id" else "its text is that of an earlier document"


class Index:
    """The digests of a corpus too large for memory, in a table on disk; who repeats whom, told at the end.

    Memory holds at most `_MEMORY` of the table, and the digests of those documents that are not alone.
    """

    _MEMORY = "1GB"

    def __init__(self, keep: bool = False):
        import duckdb

        self._keep = keep
        self._folder = tempfile.TemporaryDirectory(prefix="vaxclaims-")
        settings = {"memory_limit": self._MEMORY, "temp_directory": self._folder.name, "threads": 1}
        self._table = duckdb.connect(str(Path(self._folder.name) / "digests.duckdb"), config=settings)
        self._table.execute("CREATE TABLE documents (part INTEGER, row INTEGER, id BLOB, text BLOB)")

    def __enter__(self) -> "Index":
        return self

    def __exit__(self, *_) -> None:
        self._table.close()
        self._folder.cleanup()

    def add(self, part: int, rows: list[int], ids: list[bytes], texts: list[bytes]) -> None:
        import pyarrow

        batch = pyarrow.table({"part": [part] * len(rows), "row": rows, "id": ids, "text": texts}) if rows else None
        if batch is not None:
            self._table.register("batch", batch)
            self._table.execute("INSERT INTO documents SELECT * FROM batch")
            self._table.unregister("batch")

    def refused(self) -> Iterator[tuple[int, int, str]]:
        """(part, row, 'doc_id' or 'text') of every document that is not read, in order."""
        seen = Seen(self._keep)
        repeated = "SELECT {0} FROM documents GROUP BY {0} HAVING count(*) > 1"
        found = self._table.execute(
            f"SELECT part, row, id, text FROM documents WHERE id IN ({repeated.format('id')}) "
            f"OR text IN ({repeated.format('text')}) ORDER BY part, row"
        )
        while rows := found.fetchmany(10_000):
            for part, row, doc_id, text in rows:
                if refused := seen.refuses(doc_id, text):
                    yield part, row, refused

    def absent(self, doc_ids: Iterable[str]) -> list[str]:
        """Those of `doc_ids` that no document has."""
        asked = {digest(doc_id): doc_id for doc_id in doc_ids}
        if not asked:
            return []
        self._table.execute("CREATE OR REPLACE TEMP TABLE asked (id BLOB)")
        self._table.executemany("INSERT INTO asked VALUES (?)", [[key] for key in asked])
        found = self._table.execute("SELECT id FROM asked SEMI JOIN documents USING (id)").fetchall()
        there = {row[0] for row in found}
        return [doc_id for key, doc_id in asked.items() if key not in there]
