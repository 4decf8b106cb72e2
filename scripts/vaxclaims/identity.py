"""What makes a claim this claim and no other: its quote, and whom, where and when it speaks of."""

import hashlib

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
    return f"{doc_id}:{start}-{end}"


def claim_id(doc_id: str, start: int, end: int, claim) -> str:
    """The quote's id and a short digest of the claim's identity: several claims can share a quote."""
    digest = hashlib.sha256("|".join(identity(claim)).encode()).hexdigest()[:8]
    return f"{quote_id(doc_id, start, end)}#{digest}"
