"""How good the rules are: against what people decided, and rule by rule.

Gold made blind and gold made with the machine's proposals in view are never mixed: seeing a proposal draws
a coder to it.
"""

import pandas as pd

from vaxclaims.annotation.decisions import ADJUDICATED
from vaxclaims.annotation.merging import gold
from vaxclaims.annotation.pairing import COMPARED, cell, closest_pairs, distance, same_occurrence
from vaxclaims.identity import identity

SCORE_COLUMNS = ["kind", "mode", "field", "proposed", "gold", "right", "precision", "recall", "f1", "note"]
RULE_COLUMNS = ["kind", "rule", "proposed", "coverage", "right", "precision", "overlap", "conflict", "note"]


def score_rules(proposed: pd.DataFrame, decisions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Precision, recall and F1 of `proposed` (claims or measures before decisions), with SCORE_COLUMNS.

    Field `found` asks only for overlapping words, a field's name for these and that field, `all` for the
    full tuple with the exact quote. Blind gold is compared with all proposals in its documents; assisted
    gold with those proposals that an assisted decision was about. A share that has no denominator is None.
    """
    kind = "measures" if "measure" in proposed.columns else "claims"
    rows = []
    for mode in ("blind", "assisted"):
        known, about = _gold_of(decisions, documents, kind, mode)
        proposals = [row for row in proposed.to_dict("records") if about(row)]
        if not known and not proposals:
            rows.append(
                {
                    "kind": kind,
                    "mode": mode,
                    "field": "found",
                    "proposed": 0,
                    "gold": 0,
                    "right": 0,
                    "note": f"no {mode} decisions",
                }
            )
            continue
        pairs = _pairs(proposals, known, kind)
        both = [(proposals[one], known[other]) for one, other in pairs.items()]
        tests = {"found": lambda one, other: True}
        tests |= {field: _equal(field) for field in ["quote", "zone", *COMPARED[kind]]}
        tests["all"] = lambda one, other: distance(one, other, kind) == 0
        rows += [
            {"kind": kind, "mode": mode, "field": name}
            | _scores(len(proposals), len(known), sum(test(one, other) for one, other in both))
            for name, test in tests.items()
        ]
    return _frame(rows, SCORE_COLUMNS)


def report_rules(proposed: pd.DataFrame, decisions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Each rule that fired, with RULE_COLUMNS, after Snorkel's analysis of labelling functions (Ratner 2017).

    `coverage`: share of all proposals in which it took part; `right`, `precision`: of those that were decided
    (in documents coded blind all, elsewhere those that a decision was about), how many are the gold's full
    tuple, None where none was; `overlap`: share of its proposals on whose quote another
    proposal stands too; `conflict`: share on whose quote another proposal gives another value, place or date.
    """
    kind = "measures" if "measure" in proposed.columns else "claims"
    proposals = proposed.to_dict("records")
    known = gold(decisions, documents, kind).to_dict("records")
    decided = [_gold_of(decisions, documents, kind, mode)[1] for mode in ("blind", "assisted")]
    pairs = _pairs(proposals, known, kind)
    right = {one for one, other in pairs.items() if distance(proposals[one], known[other], kind) == 0}
    neighbours = _neighbours(proposals)
    by_rule: dict[str, list[int]] = {}
    for number, row in enumerate(proposals):
        for rule in dict.fromkeys(row["rule"].split()):
            by_rule.setdefault(rule, []).append(number)
    rows = []
    for rule, fired in sorted(by_rule.items()):
        judged = [number for number in fired if any(about(proposals[number]) for about in decided)]
        correct = sum(number in right for number in judged)
        rows.append(
            {
                "kind": kind,
                "rule": rule,
                "proposed": len(fired),
                "coverage": len(fired) / len(proposals),
                "right": correct,
                "precision": correct / len(judged) if judged else None,
                "overlap": sum(bool(neighbours[number]) for number in fired) / len(fired),
                "conflict": sum(
                    any(_conflict(proposals[number], proposals[other]) for other in neighbours[number])
                    for number in fired
                )
                / len(fired),
                "note": "" if judged else "none of its proposals was decided",
            }
        )
    return _frame(rows, RULE_COLUMNS)


def _gold_of(decisions: pd.DataFrame, documents: pd.DataFrame, kind: str, mode: str):
    """Gold rows of one mode, and a test of which proposals they are compared with."""
    final = decisions[decisions["coder"] == ADJUDICATED] if mode == "blind" else decisions
    chosen = final[(final["mode"] == mode) | (final["action"] == "undo")]
    known = gold(chosen, documents, kind).to_dict("records")
    if mode == "blind":
        coded = set(chosen["doc_id"]) - {""}
        return known, lambda row: row["doc_id"] in coded
    touched = {
        (row["doc_id"], row["start"], row["end"], identity(row["claim"]))
        for row in chosen.to_dict("records")
        if row["kind"] == kind
    }
    return known, lambda row: (row["doc_id"], row["start"], row["end"], identity(row)) in touched


def _pairs(proposals: list[dict], known: list[dict], kind: str) -> dict[int, int]:
    def rank(one: dict, other: dict):
        return distance(one, other, kind) if same_occurrence(one, other, kind) else None

    return closest_pairs(proposals, known, rank)


def _equal(field: str):
    return lambda one, other: cell(one[field]) == cell(other[field])


def _scores(proposed: int, wanted: int, right: int) -> dict:
    precision = right / proposed if proposed else None
    recall = right / wanted if wanted else None
    total = proposed + wanted
    note = "" if proposed and wanted else "no proposals" if wanted else "no gold"
    return {
        "proposed": proposed,
        "gold": wanted,
        "right": right,
        "precision": precision,
        "recall": recall,
        "f1": 2 * right / total if total else None,
        "note": note,
    }


def _neighbours(proposals: list[dict]) -> list[list[int]]:
    by_quote: dict[tuple, list[int]] = {}
    for number, row in enumerate(proposals):
        by_quote.setdefault((row["doc_id"], row["start"], row["end"]), []).append(number)
    return [
        [other for other in by_quote[row["doc_id"], row["start"], row["end"]] if other != number]
        for number, row in enumerate(proposals)
    ]


def _conflict(one: dict, other: dict) -> bool:
    what = "measure" if "measure" in one else "indicator"
    if one[what] != other[what]:
        return False
    return any(cell(one.get(field)) != cell(other.get(field)) for field in ("value", "comparator", "as_of"))


def _frame(rows: list[dict], columns: list[str]) -> pd.DataFrame:
    cells = [[_rounded(row.get(column)) for column in columns] for row in rows]
    return pd.DataFrame(cells, columns=columns, dtype=object)


def _rounded(cell):
    return round(cell, 4) if isinstance(cell, float) else cell
