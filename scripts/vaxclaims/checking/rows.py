"""Rows of the findings table."""

import hashlib
from collections import defaultdict

import pandas as pd

from vaxclaims import codebook, gazetteer
from vaxclaims.checking.rules import Rules
from vaxclaims.tables import ASIDE, table

SEVERITIES = ("contradiction", "arithmetic", "implausible", "stale", "consistent", "not_comparable")
# More rows than this of one kind about one place say no more than their sum.
MOST_ALIKE = 5
MOST_QUOTES = 6


class Report:
    """Collects findings; every row names its claims, their quotes and intervals."""

    def __init__(self, rules: Rules):
        self.rules = rules
        self.rows = []

    def add(
        self, severity, check, claims, formula, message, slots=None, reason="", suspect="", **about
    ) -> dict:
        """`message` names a sentence of the rules, `slots` fills it; `about`: place, indicator, as_of."""
        claims = sorted(claims, key=lambda claim: claim.n)
        en, zh = self.rules.message(message, **(slots or {}))
        zones = sorted({claim.zone for claim in claims if claim.zone in ASIDE})
        if zones:
            more = self.rules.message("outside_zone", zones=(_zones(zones, "en"), _zones(zones, "zh")))
            en, zh = f"{en} {more[0]}", f"{zh}{more[1]}"
        told = "; ".join(claim.described() for claim in claims[:MOST_QUOTES])
        more = f"; and {len(claims) - MOST_QUOTES} more" if len(claims) > MOST_QUOTES else ""
        first = claims[0] if claims else None
        row = {
            "severity": severity,
            "check": check,
            "claims": " ".join(claim.claim_id for claim in claims),
            "place": about.get("place", first.place if first else ""),
            "indicator": about.get("indicator", first.indicator if first else ""),
            "as_of": about.get("as_of", first.as_of if first else ""),
            "formula": formula,
            "reason": " | ".join(part for part in (reason, told + more) if part),
            "message_en": en,
            "message_zh": zh,
            "suspect": suspect,
        }
        self.rows.append(row)
        return row

    def table(self) -> pd.DataFrame:
        rows = sorted(
            _summed(self.rows, self.rules),
            key=lambda row: (
                SEVERITIES.index(row["severity"]),
                row["check"],
                row["place"],
                row["as_of"],
                len(row["claims"].split()),
                row["claims"],
                row["formula"],
            ),
        )
        taken = set()
        for row in rows:
            key = "|".join(
                row[column] for column in ("severity", "check", "claims", "place", "indicator", "formula")
            )
            digest = "f-" + hashlib.sha256(key.encode()).hexdigest()[:10]
            while digest in taken:
                digest += "x"
            taken.add(digest)
            row["finding_id"] = digest
        return table("findings", rows)


def _zones(zones, language: str) -> str:
    return ("、" if language == "zh" else ", ").join(
        codebook.label("zones", zone, language) for zone in zones
    )


def _summed(rows: list[dict], rules: Rules) -> list[dict]:
    """Consistent rows of one check about one place and quantity, where there are many, as one row."""
    groups, kept = defaultdict(list), []
    for row in rows:
        if row["severity"] == "consistent" and pairs_of(row["formula"]) is None:
            groups[row["check"], row["place"], row["indicator"]].append(row)
        else:
            kept.append(row)
    for (check, place, _), group in groups.items():
        if len(group) <= MOST_ALIKE:
            kept += group
            continue
        en, zh = rules.message("all_hold", n=len(group), place=place, check=check)
        ids = list(dict.fromkeys(claim for row in group for claim in row["claims"].split()))
        kept.append(
            group[0]
            | {
                "claims": " ".join(ids),
                "formula": f"{len(group)} pairs: e.g. {group[0]['formula']}",
                "message_en": en,
                "message_zh": zh,
                "as_of": max(row["as_of"] for row in group),
            }
        )
    return kept


def counted(n: int, text: str = "") -> str:
    """A formula that begins with the number of pairs examined."""
    pairs, _ = pairs_slot(n)
    return f"{pairs}: {text}" if text else pairs


def pairs_of(formula: str) -> int | None:
    head, _, rest = formula.partition(" ")
    return int(head) if head.isdigit() and rest.startswith("pair") else None


def pairs_slot(n: int) -> tuple[str, str]:
    """So many pairs in English and Chinese, as a message slot."""
    return f"{n} pair{'' if n == 1 else 's'}", f"{n}对"


def label(indicator: str) -> tuple[str, str]:
    """The indicator's English and Chinese name, as a message slot."""
    return codebook.label("indicators", indicator, "en"), codebook.label("indicators", indicator, "zh")


def quoted(claims) -> tuple[str, str]:
    """Claims as a message lists them: quote, place and day."""
    claims = sorted(claims, key=lambda claim: claim.n)
    return (
        "; ".join(
            f"“{claim.quote}” ({gazetteer.label(claim.place, 'en')}, {claim.when})" for claim in claims
        ),
        "；".join(
            f"“{claim.quote}”（{gazetteer.label(claim.place, 'zh')}，{claim.when}）" for claim in claims
        ),
    )
