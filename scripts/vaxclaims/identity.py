"""What makes a claim this claim and no other: its quote, and whom, where and when it speaks of."""

import hashlib
import re
from urllib.parse import quote, unquote

IDENTITY = {
    "claims": ("indicator", "place", "population", "vaccine", "as_of"),
    "measures": ("measure", "place", "as_of"),
}


def kind_of(claim) -> str:
    """`measures` for a row, table or mapping with a measure, else `claims`."""
    return "measures" if "measure" in claim else "claims"


def identity(claim) -> tuple[str, ...]:
    """What two readings of one quote must share to be the same claim."""
    return tuple(str(claim.get(field) or "") for field in IDENTITY[kind_of(claim)])


def quote_id(doc_id: str, start: int, end: int) -> str:
    """The document and the offsets. White space in the document's name is percent-encoded, and so is the
    percent sign itself: ids stand in lists separated by spaces."""
    return f"{without_space(doc_id.replace('%', '%25'))}:{start}-{end}"


def doc_of(some_id: str) -> str:
    """The document that a `quote_id` or `claim_id` names."""
    return unquote(some_id.rpartition(":")[0])


def without_space(some_id: str) -> str:
    """An id as it may stand in a list: its white space percent-encoded, all else as it is."""
    return re.sub(r"\s", lambda space: quote(space.group()), some_id)


def claim_id(doc_id: str, start: int, end: int, claim) -> str:
    """The quote's id and a short digest of the claim's identity: several claims can share a quote."""
    digest = hashlib.sha256("|".join(identity(claim)).encode()).hexdigest()[:8]
    return f"{quote_id(doc_id, start, end)}#{digest}"
