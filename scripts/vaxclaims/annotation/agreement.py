"""How far coders agree: first whether both marked a claim, then, for what both marked, each field.

Agreement over what both marked hides what one of them missed, so the two are never mixed. Intervals are
percentile bootstraps over claims (Efron and Tibshirani 1993, ch. 13), with a fixed seed. Alpha is
Krippendorff's for nominal data (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"), by NLTK.
"""

from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from vaxclaims.annotation.decisions import ADJUDICATED
from vaxclaims.annotation.merging import gold
from vaxclaims.annotation.pairing import COMPARED, cell, closest_pairs, distance, same_occurrence

_PAIR = ["kind", "mode", "first", "second"]
UNIT_COLUMNS = [*_PAIR, "both", "only_first", "only_second", "agreement", "low", "high", "note"]
FIELD_COLUMNS = [*_PAIR, "field", "n", "agreement", "low", "high", "alpha", "note"]
DISAGREEMENT_COLUMNS = [
    *_PAIR, "doc_id", "start", "end", "quote", "place", "field", "first_says", "second_says", "cause",
]
_RESAMPLES = 2000
_SEED = 2011


class Agreement(NamedTuple):
    """`units`: did both mark it; `fields`: on what both marked; `disagreements`: each place and field."""

    units: pd.DataFrame
    fields: pd.DataFrame
    disagreements: pd.DataFrame


def measure_agreement(decisions: pd.DataFrame, documents: pd.DataFrame) -> Agreement:
    """Agreement of each two coders, blind and assisted apart, claims and measures apart.

    `agreement` of units is 2 * both / (first's + second's), of a field the share of equal cells. What cannot
    be computed is None, with the reason in `note`.
    """
    units, fields, disagreements = [], [], []
    causes = _causes(decisions)
    single = decisions[(decisions["coder"] != ADJUDICATED) & (decisions["coder"] != "")]
    for mode in ("blind", "assisted"):
        coders = sorted(single.loc[single["mode"] == mode, "coder"].unique())
        for kind in ("claims", "measures"):
            head = {"kind": kind, "mode": mode}
            if len(coders) < 2:
                note = f"one coder only: {coders[0]}" if coders else "no coder"
                units.append(head | {"first": coders[0] if coders else "", "second": "", "note": note})
                continue
            marked = {coder: _marked(single, documents, coder, mode, kind) for coder in coders}
            for first, second in combinations(coders, 2):
                who = head | {"first": first, "second": second}
                left, right = marked[first], marked[second]
                pairs = closest_pairs(left, right, _rank(kind))
                units.append(who | _unitising(len(pairs), len(left) - len(pairs), len(right) - len(pairs)))
                both = [(left[one], right[other]) for one, other in sorted(pairs.items())]
                if left or right:
                    fields += [who | {"field": field} | _compare(both, field) for field in _fields(kind)]
                disagreements += [who | row for row in _disagreements(left, right, pairs, kind, causes)]
    return Agreement(
        _frame(units, UNIT_COLUMNS),
        _frame(fields, FIELD_COLUMNS),
        _frame(disagreements, DISAGREEMENT_COLUMNS),
    )


def krippendorff_alpha(pairs: list[tuple[str, str]]) -> tuple[float | None, str]:
    """Nominal alpha of two coders' labels for the same units, and why there is none where there is none."""
    from nltk.metrics.agreement import AnnotationTask

    if not pairs:
        return None, "nothing in common"
    if len({label for pair in pairs for label in pair}) == 1:
        return None, "one label only: alpha is not defined"
    data = [(coder, unit, label) for unit, pair in enumerate(pairs) for coder, label in enumerate(pair)]
    return float(AnnotationTask(data).alpha()), ""


def share(right: int, total: int) -> dict:
    """`right` of `total` as a share with a 95 % bootstrap interval, or None with a plain reason."""
    if not total:
        return {"agreement": None, "low": None, "high": None}
    # Resampling `total` zeros and ones with replacement draws from a binomial distribution.
    drawn = np.random.default_rng(_SEED).binomial(total, right / total, _RESAMPLES) / total
    low, high = np.percentile(drawn, [2.5, 97.5])
    return {"agreement": right / total, "low": float(low), "high": float(high)}


def _marked(decisions: pd.DataFrame, documents: pd.DataFrame, coder: str, mode: str, kind: str) -> list[dict]:
    own = decisions[
        (decisions["coder"] == coder) & ((decisions["mode"] == mode) | (decisions["action"] == "undo"))
    ]
    return gold(own, documents, kind).to_dict("records")


def _rank(kind: str):
    def rank(first: dict, second: dict):
        return distance(first, second, kind) if same_occurrence(first, second, kind) else None

    return rank


def _fields(kind: str) -> list[str]:
    return ["quote", "zone", *COMPARED[kind], "restates"]


def _unitising(both: int, only_first: int, only_second: int) -> dict:
    counts = {"both": both, "only_first": only_first, "only_second": only_second}
    total = both + only_first + only_second
    if not total:
        return counts | {"note": "neither marked anything"}
    if not both:
        return counts | {"agreement": 0.0, "note": "nothing in common"}
    # 2 * both / (first's + second's) = 2s / (1 + s) with s the share of all units that both marked.
    dice = {key: 2 * value / (1 + value) for key, value in share(both, total).items()}
    return counts | dice | {"note": ""}


def _say(row: dict, field: str) -> str:
    if field == "restates":
        return "restates" if row["restates"] else ""
    return cell(row[field])


def _compare(both: list[tuple[dict, dict]], field: str) -> dict:
    labels = [(_say(first, field), _say(second, field)) for first, second in both]
    alpha, note = krippendorff_alpha(labels)
    return (
        {"n": len(labels)}
        | share(sum(one == other for one, other in labels), len(labels))
        | {"alpha": alpha, "note": note}
    )


def _disagreements(left: list[dict], right: list[dict], pairs: dict[int, int], kind: str, causes: dict):
    what = "measure" if kind == "measures" else "indicator"

    def row(at: dict, field: str, first: str, second: str) -> dict:
        cause = causes.get((at["doc_id"], at[what], at["place"]), [])
        near = [said for start, end, said in cause if max(start, at["start"]) < min(end, at["end"])] or [
            said for _, _, said in cause if kind == "measures"
        ]
        return {key: at[key] for key in ("doc_id", "start", "end", "quote", "place")} | {
            "field": field,
            "first_says": first,
            "second_says": second,
            "cause": near[0] if near else "",
        }

    rows = []
    for one, other in pairs.items():
        rows += [
            row(left[one], field, _say(left[one], field), _say(right[other], field))
            for field in _fields(kind)
            if _say(left[one], field) != _say(right[other], field)
        ]
    rows += [row(at, "unit", "marked", "") for number, at in enumerate(left) if number not in pairs]
    taken = set(pairs.values())
    rows += [row(at, "unit", "", "marked") for number, at in enumerate(right) if number not in taken]
    return sorted(rows, key=lambda row: (row["doc_id"], row["start"], row["end"], row["place"]))


def _causes(decisions: pd.DataFrame) -> dict:
    """The adjudicator's word for the difference, by document, code and place: (start, end, cause)."""
    causes = {}
    for row in decisions[(decisions["coder"] == ADJUDICATED) & (decisions["cause"] != "")].to_dict("records"):
        code = row["claim"].get("indicator", row["claim"].get("measure"))
        causes.setdefault((row["doc_id"], code, row["claim"].get("place", "")), []).append(
            (row["start"], row["end"], row["cause"])
        )
    return causes


def _frame(rows: list[dict], columns: list[str]) -> pd.DataFrame:
    cells = [[_rounded(row.get(column)) for column in columns] for row in rows]
    return pd.DataFrame(cells, columns=columns, dtype=object)


def _rounded(cell):
    return round(cell, 4) if isinstance(cell, float) else cell
