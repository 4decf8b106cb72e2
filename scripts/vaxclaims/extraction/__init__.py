"""From documents and zones to the claims and measures that the rules propose."""

from vaxclaims.extraction.claims import extract_claims, extract_measures

__all__ = ["extract_claims", "extract_measures"]
