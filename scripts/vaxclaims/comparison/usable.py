"""Which claims may be charted, and what each of them asserts as an interval and a span of days."""

from decimal import Decimal
from functools import cache

import pandas as pd
import yaml

from vaxclaims.cut_off import beyond, last_day, span
from vaxclaims.paths import RULES
from vaxclaims.tables import ASIDE, COLUMNS

_DROPPED_STATUS = {"retracted": "retracted", "denied": "denied"}
FACT_COLUMNS = [
    "claim_id",
    "doc_id",
    "source",
    "kind",
    "home",
    "place",
    "indicator",
    "value",
    "value_high",
    "low",
    "high",
    "comparator",
    "unit",
    "population",
    "vaccine",
    "as_of",
    "as_of_start",
    "as_of_precision",
    "from_day",
    "to_day",
    "status",
    "decision",
    "quote",
]
WORDING_COLUMNS = [
    "claim_id",
    "doc_id",
    "source",
    "kind",
    "home",
    "place",
    "measure",
    "as_of",
    "as_of_precision",
    "status",
    "decision",
    "quote",
]


def facts(claims: pd.DataFrame, documents: pd.DataFrame, places: list[str], as_of: str = ""):
    """The claims that may be charted, one row each with FACT_COLUMNS, and those left out with a reason.

    `home` is the compared place that the claim's place is or lies in ('' for none); `low` and `high` are the
    ends of what the words assert, in base units, None for an open end; `from_day` and `to_day` are ISO dates,
    '' when the date is not resolved. Raises ValueError for an `as_of` that is no day, month or year.
    """
    rows, left_out = _flowing(claims, as_of)
    known = _known(documents)
    facts = []
    for row in rows:
        low, high = interval(row)
        first, last = span(row)
        facts.append(
            row
            | known.get(row["doc_id"], _UNKNOWN | {"source": row["doc_id"]})
            | {
                "home": home(row["place"], places),
                "low": low,
                "high": high,
                "quote": row["quote_view"],
                "from_day": first,
                "to_day": last,
            }
        )
    return frame(facts, FACT_COLUMNS), left_out


def wordings(
    measures: pd.DataFrame, documents: pd.DataFrame, places: list[str], as_of: str = ""
) -> pd.DataFrame:
    """The arrangements that may be charted, one row each with WORDING_COLUMNS."""
    rows, _ = _flowing(measures, as_of)
    known = _known(documents)
    return frame(
        [
            row
            | known.get(row["doc_id"], _UNKNOWN | {"source": row["doc_id"]})
            | {"home": home(row["place"], places), "quote": row["quote_view"]}
            for row in rows
        ],
        WORDING_COLUMNS,
    )


def disputed(findings: pd.DataFrame) -> set[str]:
    """Ids of the claims that a contradiction suspects; of one that suspects none, all that it names."""
    wrong = findings[findings["severity"] == "contradiction"].to_dict("records")
    return {claim_id for row in wrong for claim_id in (row["suspect"] or row["claims"]).split()}


def undisputed(claims: pd.DataFrame, doubtful: set[str], by: list[str]) -> pd.DataFrame:
    """The claims that are not `doubtful`; where all of a group (the columns `by`) are, all of that group."""
    sound = ~claims["claim_id"].isin(doubtful).astype(bool)
    return claims[sound | ~sound.groupby([claims[column] for column in by]).transform("any").astype(bool)]


def frame(rows: list[dict], columns: list[str]) -> pd.DataFrame:
    """A table of object columns with exactly `columns`, whether or not there are rows."""
    return pd.DataFrame(
        [[row.get(column, "") for column in columns] for row in rows], columns=columns, dtype=object
    )


def home(path: str, places: list[str]) -> str:
    """The compared place that `path` is or lies in: the narrowest one, '' for none."""
    around = [place for place in places if path == place or path.startswith(place + "/")]
    return max(around, key=len, default="")


def interval(row) -> tuple[Decimal | None, Decimal | None]:
    """The ends of what a claim's words assert, None where they leave an end open.

    A number printed with steps of p, with no other word, stands for everything that rounds to it, v ± p/2 (as
    statcheck reads printed numbers: Nuijten et al. 2016, doi:10.3758/s13428-015-0664-2). 'About' and 'nearly'
    reach as far as the parameter `approximation` of data/rules/constraints.yml says.
    """
    value, high, half = row["value"], row["value_high"], (row["precision"] or Decimal(0)) / 2
    if _absent(value):
        return None, None
    if not _absent(high):
        return value, high
    about = max(value * _approximation(), half)
    return {
        ">": (value, None),
        ">=": (value, None),
        "<": (None, value),
        "<=": (None, value),
        "~": (value - about, value + about),
        "<~": (value - about, value),
    }.get(row["comparator"], (value - half, value + half))


@cache
def _approximation() -> Decimal:
    rules = yaml.safe_load((RULES / "constraints.yml").read_text(encoding="utf-8"))
    return Decimal(str(rules["parameters"]["approximation"]["value"]))


def _flowing(claims: pd.DataFrame, as_of: str):
    """Rows that flow on, restatements folded into one, and (claim_id, place, reason) of those that do not."""
    kept, why, until = [], {}, last_day(as_of)
    rows = claims.to_dict("records")
    for row in rows:
        reason = _reason(row) or beyond(row, until)
        if reason:
            why[row["claim_id"]] = reason
        else:
            kept.append(row)
    first = _first_of_each(kept, {row["claim_id"]: row["restates"] for row in rows})
    why |= {row["claim_id"]: "restated" for row in kept if row["claim_id"] not in first}
    left_out = [
        {
            "claim_id": row["claim_id"],
            "place": row["place"],
            "quote": row["quote_view"],
            "as_of": row["as_of"],
            "reason": why[row["claim_id"]],
        }
        for row in rows
        if row["claim_id"] in why
    ]
    return (
        [row for row in kept if row["claim_id"] in first],
        frame(left_out, ["claim_id", "place", "quote", "as_of", "reason"]),
    )


def _reason(row) -> str:
    if row["decision"] == "rejected":
        return "rejected"
    if row["status"] in _DROPPED_STATUS:
        return _DROPPED_STATUS[row["status"]]
    if row["zone"] in ASIDE:
        return "zone"
    if row.get("indicator") == "not_vaccination":
        return "not_vaccination"
    return ""


def _first_of_each(rows: list[dict], restates: dict[str, str]) -> set[str]:
    """Of all rows that say the same fact, the one that the others restate if it is still here, else the
    first.
    """
    chosen: dict[str, str] = {}
    for row in rows:
        root, seen = row["claim_id"], set()
        while restates.get(root) and root not in seen:
            seen.add(root)
            root = restates[root]
        if root == row["claim_id"] or root not in chosen:
            chosen[root] = row["claim_id"]
    return set(chosen.values())


_UNKNOWN = {"kind": "unknown", "published": "", "published_basis": ""}


def _known(documents: pd.DataFrame | None) -> dict[str, dict]:
    """Per document its source (outlet, else host, else the document itself) and that source's kind."""
    if documents is None:
        return {}
    return {
        row["doc_id"]: {
            "source": row["outlet"] or row["host"] or row["doc_id"],
            "kind": row["kind"] or "unknown",
        }
        for row in documents[[c for c in COLUMNS["documents"] if c != "text"]].to_dict("records")
    }


def _absent(number) -> bool:
    return number is None or number != number
