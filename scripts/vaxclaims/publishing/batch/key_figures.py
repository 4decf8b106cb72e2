"""The few numbers of a run that are worth setting beside another run's."""

from pathlib import Path

from vaxclaims import codebook
from vaxclaims.publishing import report, wording
from vaxclaims.publishing.evidence import address
from vaxclaims.publishing.parameters import LANGUAGES

SEVERITIES = (*report.PROBLEMS, "consistent", "not_comparable")


def key_figures(processed: Path, places: list[str], as_of: str) -> dict:
    """`counts`: texts, claims, arrangements and findings by severity; `newest`: per place and indicator the
    newest figure for everyone, in words, with the address of its evidence. Empty when there are no tables."""
    try:
        run = report.load(processed, as_of)
    except FileNotFoundError:
        return {}
    severities = run.findings["severity"].value_counts()
    claims = report.kept(run.claims)
    counts = {
        "texts": len(run.documents),
        "claims": len(claims),
        "measures": len(report.kept(run.measures)),
        "pending": int((claims["decision"] == "pending").sum()),
    }
    counts |= {severity: int(severities.get(severity, 0)) for severity in SEVERITIES}
    return {"counts": counts, "newest": [_figure(claim) for claim in _newest(claims, places)]}


def _newest(claims, places: list[str]) -> list:
    said = report.of_everyone(claims, places)
    first: dict[tuple, object] = {}
    for claim in said[said["status"] != "planned"].itertuples():
        first.setdefault((claim.indicator, claim.place), claim)
    order = codebook.codes("indicators")
    return [
        first[key]
        for key in sorted(first, key=lambda key: (order.index(key[0]) if key[0] in order else 99, key))
    ]


def _figure(claim) -> dict:
    return {
        "indicator": claim.indicator,
        "place": claim.place,
        "address": address(claim.claim_id),
        **{f"amount_{language}": wording.amount(claim, language) for language in LANGUAGES},
        **{f"when_{language}": wording.when(claim, language) for language in LANGUAGES},
    }
