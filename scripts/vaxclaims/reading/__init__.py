"""From a folder of raw texts to the documents and zones tables: nothing removed, every character zoned."""

from vaxclaims.reading.documents import read_document
from vaxclaims.reading.seeds import read_seeds

__all__ = ["read_document", "read_seeds"]
