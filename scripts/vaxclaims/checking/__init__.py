"""Which claims can be true together: `check_claims`, `summary`, `top_findings`."""

from vaxclaims.checking.check import check_claims, summary, top_findings

__all__ = ["check_claims", "summary", "top_findings"]
