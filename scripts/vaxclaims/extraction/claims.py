"""The claims and measures tables of many documents."""

import pandas as pd

from vaxclaims import tables
from vaxclaims.extraction.engine import extract_document
from vaxclaims.extraction.measures import extract_document_measures
from vaxclaims.identity import claim_id, quote_id
from vaxclaims.limits import TooSlow, time_limit, too_slow


def extract_claims(documents: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """The claims table that the rules propose for `documents`, one row per claim, in order of place.

    A document that breaks or takes too long costs only itself: `attrs["left_out"]` lists it as {name, reason}.
    """
    return _extract("claims", extract_document, documents, zones)


def extract_measures(documents: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """The measures table that the rules propose for `documents`; as `extract_claims`."""
    return _extract("measures", extract_document_measures, documents, zones)


def _extract(name: str, extract, documents: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    by_document: dict[str, list] = {}
    for doc_id, zone, start, end in zip(
        zones["doc_id"], zones["zone"], zones["start"], zones["end"], strict=True
    ):
        by_document.setdefault(doc_id, []).append((zone, int(start), int(end)))
    rows, left_out = [], []
    for document in documents.to_dict("records"):
        try:
            with time_limit():
                found = extract(document, by_document.get(document["doc_id"], []))
        except TooSlow:
            left_out.append({"name": document["doc_id"], "reason": too_slow("extract")})
            continue
        except Exception as error:  # one bad document never costs the others
            left_out.append({"name": document["doc_id"], "reason": f"{type(error).__name__}: {error}"})
            continue
        rows += identify(found)
    frame = tables.table(name, rows)
    frame.attrs["left_out"] = left_out
    return frame


def identify(rows: list[dict]) -> list[dict]:
    """`rows` of one document with quote_id and claim_id, and `restates` as the claim_id of the row whose
    index it holds."""
    for row in rows:
        row["quote_id"] = quote_id(row["doc_id"], row["start"], row["end"])
        row["claim_id"] = claim_id(row["doc_id"], row["start"], row["end"], row)
    for row in rows:
        index = row.get("restates", -1)
        row["restates"] = rows[index]["claim_id"] if isinstance(index, int) and index >= 0 else ""
    return rows
