"""The check: claims in, findings and implied bounds out."""

import gc
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from vaxclaims.checking import rules as rulebook
from vaxclaims.checking.assertions import read_assertions
from vaxclaims.checking.comparability import check_alone, check_comparable, check_stale, count_examined
from vaxclaims.checking.conflicts import Conflict, broken_rules, minimal_conflicts
from vaxclaims.checking.implied import implied_bounds, report_gaps
from vaxclaims.checking.model import Component, build
from vaxclaims.checking.paces import check_paces
from vaxclaims.checking.reference import Reference, check_reference
from vaxclaims.checking.rows import SEVERITIES, Report, pairs_of, quoted
from vaxclaims.checking.sentences import check_pages, check_sentences
from vaxclaims.checking.sources import report_copies, same_passages
from vaxclaims.checking.suspects import Suspects
from vaxclaims.gazetteer import require_places
from vaxclaims.tables import table


def check_claims(
    claims: pd.DataFrame,
    documents: pd.DataFrame | None = None,
    reference: str | Path | None = None,
    *,
    places=(),
    **tolerances,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Which claims can be true together, and what they imply.

    `claims`: a claims table, also a bad one (rows that cannot be read become findings).
    `documents`: for dates and kinds of pages.
    `reference`: a folder of national_doses.csv, census2020.csv, denominators.csv.
    `places`: those whose missing total is reported, full official paths.
    `tolerances`: parameters of data/rules/constraints.yml by name.
    Returns the tables `findings` and `bounds`. Raises TableError when a needed column is missing, TypeError
    for an unknown tolerance, ValueError for a value that it cannot have and for an unknown place,
    FileNotFoundError for a missing reference folder.
    """
    rules = rulebook.load(**tolerances)
    require_places(places, also=set(claims.get("place", ())))
    with _no_collection():
        return _check(claims, documents, Reference(reference, rules), places, rules)


@contextmanager
def _no_collection():
    """The model is many small tuples without cycles: the collector's passes over all of them find nothing,
    and make the time grow faster than the table."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _check(claims, documents, known: Reference, places, rules):
    report = Report(rules)
    everything, bad = read_assertions(claims, rules)
    for cell in bad:
        _report_bad(cell, claims, report)
    used, restated = _without_restatements(everything)

    copies = same_passages(used, float(rules.at("same_passage")))
    report_copies(used, copies, report)
    accused = Counter(check_sentences(used, restated, known, report, rules))
    check_pages(used, documents, report, rules)
    accused.update(check_reference(used, known, report, rules))
    check_paces(used, report, rules)

    model = build([claim for claim in used if claim.n not in copies], rules)
    conflicts, larger, unlisted = _conflicts(model, used)
    suspects = Suspects(used, accused, conflicts + larger, _kinds(documents), copies, rules)
    _report_conflicts(conflicts, larger, unlisted, used, suspects, report, rules)
    _name_suspects(report.rows, used, suspects)

    culprits = suspects.culprits(conflicts + larger)
    crossing = {
        n
        for block in model.blocks.values()
        for q in block.inequalities
        if q.rule == "crossing"
        for n in q.needs
    }
    if culprits:
        model = build([claim for claim in used if claim.n not in copies and claim.n not in culprits], rules)
    bounds = implied_bounds(model, used, rules)

    check_stale([claim for claim in used if claim.n not in culprits], crossing, report, rules)
    count_examined(used, conflicts + larger, copies, report, rules)
    check_comparable(used, report, rules)
    check_alone([claim for claim in used if claim.n not in copies], report, rules)
    report_gaps(used, bounds, known, places, report, rules)
    return report.table(), bounds


def _without_restatements(claims: list):
    """Claims that count, and (original, repeat) for those that say again what another of the page says."""
    known = {claim.claim_id: claim for claim in claims}
    used, restated = [], []
    for claim in claims:
        original = known.get(claim.restates)
        if original is None or original is claim:
            used.append(claim)
        else:
            restated.append((original, claim))
    return used, restated


def _kinds(documents) -> dict:
    if documents is None or "kind" not in documents:
        return {}
    return dict(zip(documents["doc_id"], documents["kind"].fillna("")))


def _conflicts(model, used):
    conflicts = [
        Conflict(frozenset([claim.n]), frozenset(["value"])) for claim in used if claim.interval.is_empty()
    ]
    larger, unlisted = [], []
    for component in model.components():
        found = minimal_conflicts(component)
        conflicts += found.conflicts
        if found.larger:
            larger.append(found.larger)
        if not found.complete:
            unlisted.append(component.place)
    return conflicts, larger, unlisted


class _Explainer:
    """Which rules a conflict breaks. Conflicts of one form (quantities, order of days and of values) break
    the same, so each form is solved once."""

    def __init__(self, rules):
        self.rules, self.known = rules, {}

    def names(self, conflict: Conflict, claims: list) -> frozenset[str]:
        if conflict.rules:
            return conflict.rules
        days = sorted({claim.last for claim in claims})
        values = sorted({claim.value for claim in claims})
        form = tuple(
            (claim.subject, claim.indicator, days.index(claim.last), values.index(claim.value))
            for claim in claims
        )
        if form not in self.known:
            components = build(claims, self.rules).components()
            whole = Component(
                sorted(n for part in components for n in part.claims),
                [q for part in components for q in part.inequalities],
                True,
                claims[0].place,
            )
            self.known[form] = broken_rules(whole)
        return self.known[form]


_GENERAL = ("cumulative",)


def _report_conflicts(conflicts, larger, unlisted, used, suspects: Suspects, report: Report, rules) -> None:
    numbered = {claim.n: claim for claim in used}
    explainer = _Explainer(rules)
    for conflict in [*conflicts, *larger]:
        claims = [numbered[n] for n in sorted(conflict.claims)]
        names = sorted(explainer.names(conflict, claims), key=lambda name: (name in _GENERAL, name)) or [
            "same_day"
        ]
        formula = "; ".join(rules.formula(name) for name in names)
        numbers = "; ".join(
            f"{claim.indicator}({claim.place}, {claim.when}) ∈ {claim.interval}" for claim in claims
        )
        culprit = suspects.of(conflict.claims)
        message, slots = "contradiction", {"quotes": quoted(claims), "why": _why(names, rules)}
        if len(claims) > 4:
            message, slots = "too_large_set", {"quotes": quoted(claims), "n": len(claims)}
        report.add(
            "contradiction",
            names[0],
            claims,
            f"{formula} | {numbers}",
            message,
            slots,
            reason=f"rules: {', '.join(names)}"
            + (f"; {suspects.told(culprit)}" if culprit is not None else ""),
            suspect=numbered[culprit].claim_id if culprit is not None else "",
            as_of=max(claim.as_of for claim in claims),
        )
    for place in unlisted:
        report.add("not_comparable", "unlisted", [], "", "unlisted", {"place": place}, place=place)


def _why(names: list[str], rules) -> tuple[str, str]:
    said = [rules.says(name) for name in names]
    return "; ".join(en for en, _ in said), "；".join(zh for _, zh in said)


def _name_suspects(rows: list[dict], used, suspects: Suspects) -> None:
    """The suspect of a sentence whose numbers do not add up, where the conflicts tell."""
    numbers = {claim.claim_id: claim.n for claim in used}
    for row in rows:
        if row["severity"] == "arithmetic" and not row["suspect"]:
            members = [numbers[claim_id] for claim_id in row["claims"].split() if claim_id in numbers]
            culprit = suspects.of(members) if members else None
            if culprit is not None and (suspects.accused[culprit] or suspects.count[culprit]):
                row["suspect"] = suspects.claims[culprit].claim_id


def _report_bad(cell, claims: pd.DataFrame, report: Report) -> None:
    row = report.add(
        "not_comparable",
        "bad_row",
        [],
        "",
        "bad_row",
        {"row": cell.row, "column": cell.column, "why": cell.why},
        reason=f"row {cell.row}, column {cell.column}: {cell.why}",
    )
    row["claims"] = cell.claim_id


def summary(findings: pd.DataFrame) -> pd.DataFrame:
    """How much was found and examined, the gravest first: severity, check, findings, pairs of claims."""
    counts, pairs = Counter(), Counter()
    for row in findings.to_dict("records"):
        key, examined = (row["severity"], row["check"]), pairs_of(row["formula"])
        counts[key] += 1
        pairs[key] += 1 if examined is None else examined
    keys = sorted(counts, key=lambda key: (SEVERITIES.index(key[0]), key[1]))
    return pd.DataFrame(
        [{"severity": s, "check": c, "findings": counts[s, c], "pairs": pairs[s, c]} for s, c in keys],
        columns=["severity", "check", "findings", "pairs"],
    )


_ORDER = (
    "contradiction",
    "arithmetic",
    "implausible",
    "stale",
    "missing_total",
    "consistent",
    "not_comparable",
)


def top_findings(findings: pd.DataFrame, n: int = 3) -> pd.DataFrame:
    """The n most important findings, no two of them about the same claims. Where a text's own numbers show
    what a contradiction shows, the text's numbers are told: they are the plainer proof."""

    def rank(row):
        kind = row["check"] if row["check"] == "missing_total" else row["severity"]
        return (
            _ORDER.index(kind),
            not row["suspect"],
            len(row["claims"].split()),
            row["check"],
            row["finding_id"],
        )

    rows = findings.to_dict("records")
    plainer = {row["suspect"] for row in rows if row["severity"] == "arithmetic" and row["suspect"]}
    chosen, seen = [], set()
    for row in sorted(rows, key=rank):
        ids = set(row["claims"].split())
        if ids & seen and row["check"] != "missing_total":
            continue
        if row["severity"] == "contradiction" and row["suspect"] in plainer:
            continue
        chosen.append(row)
        seen |= ids
        if len(chosen) == n:
            break
    return table("findings", chosen)
