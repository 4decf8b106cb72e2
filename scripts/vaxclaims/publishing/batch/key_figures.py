"""The few numbers of a run that are worth setting beside another run's."""

from pathlib import Path

from vaxclaims import codebook
from vaxclaims.comparison.usable import disputed, undisputed
from vaxclaims.publishing import report, wording
from vaxclaims.publishing.evidence import address
from vaxclaims.publishing.parameters import LANGUAGES

SEVERITIES = (*report.PROBLEMS, "consistent", "not_comparable")


def key_figures(processed: Path, places: list[str], as_of: str) -> dict:
    """`counts`: texts, claims, arrangements and findings by severity; `newest`: per place and indicator the
    newest undisputed figure for everyone (where all are disputed the newest, so marked), in words, with the
    address of its evidence. Empty when there are no tables."""
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
    doubtful = disputed(run.findings)
    newest = [_figure(claim, claim.claim_id in doubtful) for claim in _newest(claims, places, doubtful)]
    return {"counts": counts, "newest": newest}


def _newest(claims, places: list[str], doubtful: set[str]) -> list:
    said = report.of_everyone(claims, places)
    first: dict[tuple, object] = {}
    said = undisputed(said[said["status"] != "planned"], doubtful, ["indicator", "place"])
    for claim in said.itertuples():
        first.setdefault((claim.indicator, claim.place), claim)
    order = codebook.codes("indicators")
    return [
        first[key]
        for key in sorted(first, key=lambda key: (order.index(key[0]) if key[0] in order else 99, key))
    ]


def _figure(claim, in_doubt: bool) -> dict:
    return {
        "indicator": claim.indicator,
        "place": claim.place,
        "address": address(claim.claim_id),
        **{f"amount_{language}": wording.amount(claim, language) for language in LANGUAGES},
        **{f"when_{language}": _when(claim, in_doubt, language) for language in LANGUAGES},
    }


def _when(claim, in_doubt: bool, language: str) -> str:
    day = wording.when(claim, language)
    return wording.say("disputed", language, day=day) if in_doubt else day
