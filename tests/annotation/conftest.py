import hashlib

import pandas as pd
import pytest

from vaxclaims import tables
from vaxclaims.annotation.decisions import decisions_table, flatten, make_decision
from vaxclaims.annotation.wording import describe_quote
from vaxclaims.identity import claim_id, quote_id

TEXT = "截至5月23日，甲市累计接种2970.59万剂、1621.78万人，开设夜场。\n乙市也开设夜场，接种率达90%，全程和加强接种率均超90%。"


def document(doc_id: str = "page", text: str = TEXT) -> dict:
    return {
        "doc_id": doc_id,
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "n_chars": len(text),
    }


def documents(*rows: dict) -> pd.DataFrame:
    return tables.table("documents", rows or [document()])


def claim(quote: str, text: str = TEXT, doc_id: str = "page", nth: int = 0, **fields) -> dict:
    """A proposed claim (or measure, with measure=) about the nth occurrence of `quote`."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    end = start + len(quote)
    row = {
        "doc_id": doc_id,
        "start": start,
        "end": end,
        "quote": quote,
        "zone": "body",
        "place": "甲市",
        "as_of": "2021-05-23",
        "as_of_precision": "day",
        "as_of_basis": "explicit",
        "status": "stated",
        "rule": "number@1",
        "origin": "rule",
        "decision": "pending",
        **describe_quote(text, start, end),
    }
    if "measure" not in fields:
        row |= {
            "indicator": "total_vaccinations",
            "value": tables.decimal("29705900"),
            "comparator": "=",
            "precision": tables.decimal("100"),
            "unit": "dose",
        }
    row |= fields
    return row | {"quote_id": quote_id(doc_id, start, end), "claim_id": claim_id(doc_id, start, end, row)}


def claims(*rows: dict) -> pd.DataFrame:
    return tables.table("claims", rows)


def measures(*rows: dict) -> pd.DataFrame:
    return tables.table("measures", rows)


class Coder:
    """Makes decisions one minute apart, as a coder at a desk would."""

    def __init__(self, name: str = "anna", mode: str = "assisted", text: str = TEXT):
        self.name, self.mode, self.text, self.minute = name, mode, text, 0

    def __call__(self, action: str, row: dict | None = None, **more) -> dict:
        self.minute += 1
        time = f"2026-11-21T09:{self.minute:02}:00+00:00"
        if action == "undo":
            return make_decision("undo", self.name, time, self.mode, **more)
        if action not in ("add",) and self.mode == "assisted":
            more.setdefault("rules", row["rule"])
        return make_decision(
            action,
            self.name,
            time,
            self.mode,
            text=self.text,
            sha256=document(text=self.text)["sha256"],
            doc_id=row["doc_id"],
            start=row["start"],
            end=row["end"],
            claim=row,
            **more,
        )


def decided(*lines: dict) -> pd.DataFrame:
    return decisions_table(
        [flatten(line) | {"file": "t.jsonl", "line": number} for number, line in enumerate(lines, start=1)]
    )


def edit(field: str, old: str, new: str) -> dict:
    return {"changes": {field: {"old": old, "new": new}}}


@pytest.fixture
def coder() -> Coder:
    return Coder()
