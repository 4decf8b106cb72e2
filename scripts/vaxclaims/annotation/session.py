"""A coder at work, without a screen: what is still undecided, what is decided next, what can be undone.

Nothing is kept here but what was skipped: every decision is in the coder's file before a method returns, so
a new session on the same folder goes on where the last one stopped.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from vaxclaims import gazetteer
from vaxclaims.annotation.decisions import (
    append_decision,
    coder_file,
    field_problem,
    make_decision,
    read_decisions,
    snapshot,
)
from vaxclaims.annotation.merging import apply_decisions
from vaxclaims.annotation.wording import describe_quote, printed_step
from vaxclaims.identity import kind_of
from vaxclaims.tables import plain

STATES = ("undecided", "disagreement", "stale", "mine", "all")
FILTERS = ("doc_id", "place", "code", "rule", "state")
_EMPTY = {"doc_id": "", "place": "", "code": "", "rule": "", "state": "undecided"}


class Session:
    """The queue of one coder over `proposed` claims and measures; decisions go to `<folder>/<coder>.jsonl`.

    `blind`: no proposals and nobody else's decisions are shown, only documents to read and add from.
    `clock` gives the time of a decision as an aware datetime.
    """

    def __init__(
        self,
        claims: pd.DataFrame,
        measures: pd.DataFrame,
        documents: pd.DataFrame,
        zones: pd.DataFrame,
        folder: str | Path,
        coder: str = "analyst",
        blind: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ):
        self.documents = {row["doc_id"]: row for row in documents.to_dict("records")}
        self.zones = {
            doc_id: list(rows[["zone", "start", "end"]].itertuples(index=False, name=None))
            for doc_id, rows in zones.groupby("doc_id")
        }
        self.folder, self.coder, self.blind, self._clock = folder, coder, blind, clock
        self.mode = "blind" if blind else "assisted"
        self._proposed = {
            name: frame.iloc[:0] if blind else frame
            for name, frame in (("claims", claims), ("measures", measures))
        }
        self._page = documents
        self.filters = dict(_EMPTY)
        self._skipped: list[str] = []
        self.refresh()

    def refresh(self) -> None:
        """Read the decisions again and merge them: also what another kernel has written meanwhile."""
        decisions = read_decisions(self.folder)
        self.problems = decisions.attrs["problems"]
        self._file = coder_file(self.folder, self.coder, decisions)
        spelt = decisions.loc[decisions["coder"].str.casefold() == self.coder.casefold(), "coder"]
        self.coder = spelt.iloc[0] if len(spelt) else self.coder
        own = decisions["coder"] == self.coder
        if self.blind:
            decisions = decisions[own & ((decisions["mode"] == "blind") | (decisions["action"] == "undo"))]
            own = decisions["coder"] == self.coder
        self._own = decisions[own].to_dict("records")
        rows, self.stale, differing = [], {}, set()
        for proposed in self._proposed.values():
            merged = apply_decisions(proposed, decisions, self._page)
            rows += merged.to_dict("records")
            for entry in merged.attrs["report"]:
                if entry["status"] == "stale":
                    self.stale[entry["claim_id"]] = entry["reason"]
                if entry["reason"] == "coders differ":
                    differing.add(entry["claim_id"])
        rows.sort(key=lambda row: (row["doc_id"], row["start"], row["end"], kind_of(row)))
        for row in rows:
            row["code"] = row.get("indicator", row.get("measure"))
            row["differs"] = row["claim_id"] in differing
        self.rows = rows

    def queue(self) -> list[dict]:
        """The rows that the filters leave, skipped ones last."""
        rows = [row for row in self.rows if self._passes(row)]
        later = [row for row in rows if row["claim_id"] in self._skipped]
        later.sort(key=lambda row: self._skipped.index(row["claim_id"]))
        return [row for row in rows if row["claim_id"] not in self._skipped] + later

    def current(self) -> dict | None:
        """The row to decide now: the first of the queue after the last decision, None when there is none."""
        queue, standing = self.queue(), self._standing()
        if not queue:
            return None
        if self.filters["state"] == "undecided" and standing:
            last = (standing[-1]["doc_id"], standing[-1]["start"])
            following = [
                row
                for row in queue
                if (row["doc_id"], row["start"]) >= last and row["claim_id"] not in self._skipped
            ]
            return following[0] if following else queue[0]
        return queue[0]

    def choices(self, name: str) -> list[str]:
        """What a filter can be set to, beside '' for everything."""
        if name == "state":
            return list(STATES)
        if name == "doc_id":
            return sorted(self.documents)
        if name == "rule":
            return sorted({rule for row in self.rows for rule in row["rule"].split()})
        return sorted({row[name] for row in self.rows})

    def set_filter(self, name: str, value: str) -> None:
        """Raises ValueError for a filter or a state that there is not."""
        if name not in FILTERS or (name == "state" and value not in STATES):
            raise ValueError(f"no filter {name}={value!r}")
        self.filters[name] = value

    def progress(self) -> tuple[int, int]:
        """How many rows are decided, and how many there are, under the filters other than the state."""
        rows = [row for row in self.rows if self._passes(row, whatever_state=True)]
        return sum(row["decision"] != "pending" for row in rows), len(rows)

    def accept(self, row: dict) -> dict:
        return self._decide("accept", row)

    def edit(self, row: dict, fields: dict[str, str]) -> dict:
        """Record `row` with `fields` as they should be; accepting it where nothing differs.

        Raises ValueError for a field or code that the codebook does not have.
        """
        now = snapshot(row)
        if "place" in fields and "place_code" not in fields:
            fields = fields | {"place_code": gazetteer.code_of(fields["place"])}
        changes = {
            field: {"old": now.get(field, ""), "new": value}
            for field, value in fields.items()
            if now.get(field, "") != value
        }
        return self._decide("edit", row, changes=changes) if changes else self.accept(row)

    def reject(self, row: dict, reason: str) -> dict:
        return self._decide("reject", row, reason=reason)

    def add(self, doc_id: str, start: int, end: int, fields: dict[str, str]) -> dict:
        """Record a new claim or measure about `start`..`end` of a document.

        Raises ValueError for an empty stretch, an unknown code, or a claim without indicator or measure.
        """
        document = self.documents[doc_id]
        start, end = _trimmed(document["text"], start, end)
        if start >= end:
            raise ValueError("select the words first")
        if not (fields.get("indicator") or fields.get("measure")):
            raise ValueError("choose an indicator or a measure")
        step = printed_step(document["text"][start:end]) if "indicator" in fields else None
        claim = {
            "zone": self.zone_at(doc_id, start),
            **describe_quote(document["text"], start, end),
            "place_code": gazetteer.code_of(fields.get("place", "")),
            "precision": plain(step),
            **fields,
        }
        return self._decide("add", claim | {"doc_id": doc_id, "start": start, "end": end})

    def skip(self, row: dict) -> None:
        """Put `row` at the end of the queue; a second time round it comes up again."""
        if row["claim_id"] in self._skipped:
            self._skipped.remove(row["claim_id"])
        self._skipped.append(row["claim_id"])

    def undo(self) -> dict | None:
        """Take back this coder's last decision that still stands; the line that says so, None without one."""
        standing = self._standing()
        if not standing:
            return None
        line = make_decision("undo", self.coder, self._now(), self.mode, undoes=standing[-1]["id"])
        return self._save(line)

    def zone_at(self, doc_id: str, position: int) -> str:
        return next(
            (zone for zone, start, end in self.zones.get(doc_id, []) if start <= position < end), "body"
        )

    def as_table(self) -> pd.DataFrame:
        """The queue as a plain table, for a reader without a front end."""
        columns = ["doc_id", "place", "code", "quote_view", "value", "as_of", "zone", "decision", "rule"]
        rows = [
            {column: row.get(column, "") for column in columns} | {"value": plain(row.get("value"))}
            for row in self.queue()
        ]
        return pd.DataFrame(rows, columns=columns, dtype=object)

    def _standing(self) -> list[dict]:
        undone = {line["undoes"] for line in self._own if line["action"] == "undo"}
        return [line for line in self._own if line["action"] != "undo" and line["id"] not in undone]

    def _passes(self, row: dict, whatever_state: bool = False) -> bool:
        wanted = self.filters
        if any(wanted[name] and row[name] != wanted[name] for name in ("doc_id", "place", "code")):
            return False
        if wanted["rule"] and wanted["rule"] not in row["rule"].split():
            return False
        return (
            whatever_state
            or {
                "undecided": row["decision"] == "pending",
                "disagreement": row["differs"],
                "stale": row["claim_id"] in self.stale,
                # Names stand side by side, and a name may be of several words.
                "mine": f" {self.coder} " in f" {row['coder']} ",
                "all": True,
            }[wanted["state"]]
        )

    def _decide(self, action: str, row: dict, **more) -> dict:
        for field, change in more.get("changes", {}).items():
            if problem := field_problem(field, change["new"]):
                raise ValueError(problem)
        if self.mode == "assisted" and action != "add":
            more["rules"] = row["rule"]
        document = self.documents[row["doc_id"]]
        line = make_decision(
            action,
            self.coder,
            self._now(),
            self.mode,
            text=document["text"],
            sha256=document["sha256"],
            doc_id=row["doc_id"],
            start=row["start"],
            end=row["end"],
            claim=row,
            **more,
        )
        return self._save(line)

    def _save(self, line: dict) -> dict:
        file = self._file.name
        append_decision(self._file, line)
        self.refresh()
        if line["id"] not in {own["id"] for own in self._own}:
            why = [problem for problem in self.problems if problem["file"] == file]
            reason = f"line {why[-1]['line']}: {why[-1]['reason']}" if why else "it was not read back"
            raise ValueError(f"this decision cannot be used. {file}, {reason}")
        return line

    def _now(self) -> str:
        return self._clock().isoformat(timespec="milliseconds")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def has_front_end() -> bool:
    """Whether somebody looks at this kernel: Jupyter Server and VS Code say so, papermill does not."""
    return bool(os.environ.get("JPY_SESSION_NAME") or os.environ.get("VSCODE_PID"))
