"""Applies people's decisions to what the rules propose. Pure: tables in, table out.

How a decision finds its claim. First by quote and identity (indicator or measure, place, population,
vaccine, as_of). A decision that is left over then takes a proposal about the same occurrence, so that a rule
that reads a quote otherwise than its coder did is corrected, not doubled: for a claim a proposal whose quote
overlaps, for a measure one with the same arrangement and place in the document. A blind coder has said all
that a quote holds, so any such proposal is theirs; an assisted decision spoke of one indicator and takes only
that. What nobody decided stays pending.

Whose decision stands. The last of a coder on a claim; adjudicated beats single coders; in an adjudicated
document the blind passes that it was adjudicated from serve agreement only; coders who differ, or of whom one
worked blind through the document and left the claim out, leave it pending.
"""

import pandas as pd

from vaxclaims import codebook, gazetteer, tables
from vaxclaims.annotation.anchoring import anchor
from vaxclaims.annotation.decisions import ADJUDICATED, REVISED, SECTIONS, SNAPSHOT, SPAN
from vaxclaims.annotation.pairing import COMPARED, DERIVED, closest_pairs, distance, overlap, same_occurrence
from vaxclaims.identity import claim_id, identity, kind_of, quote_id

REPORT_COLUMNS = ["status", "file", "line", "coder", "action", "doc_id", "quote", "claim_id", "reason"]
# Reasons that speak of the words, so that no reading of them is a claim; the others speak of one reading.
_ABOUT_WORDS = ("not_a_claim", "other_topic", "other_vaccine", "furniture", "actor_count")


def apply_decisions(claims: pd.DataFrame, decisions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """`claims` (or measures) with the decisions applied, in the same schema, sorted by document and offset.

    `attrs["report"]` is a list of dicts with REPORT_COLUMNS, one for each decision on this table: `applied`;
    `stale` (applied, but a rule or codebook entry has changed since); `drifted` (its quote cannot be placed
    surely, so it does not apply); `superseded` (by an adjudication or by a coder who differs); `absent` (its
    document is not in `documents`); `problem`, among them the lines that `read_decisions` could not use. See
    `decision_report`.
    """
    kind = kind_of(claims.columns)
    standing, report = _standing(decisions)
    placed = _placed([row for row in standing if row["kind"] == kind], documents, report)
    verdicts = _agreed(placed, report)
    proposals = claims.to_dict("records")
    pairs = _pair(verdicts, proposals, kind)
    rows, renamed = [], {}
    for number, verdict in enumerate(verdicts):
        proposal = proposals[pairs[number]] if number in pairs else None
        row = _decided(verdict, proposal, kind)
        _note(report, verdict, proposal, row)
        if row:
            renamed |= {verdict["old_id"]: row["claim_id"]} | (
                {proposal["claim_id"]: row["claim_id"]} if proposal else {}
            )
            rows.append(row)
    taken = set(pairs.values())
    undecided = [proposal for number, proposal in enumerate(proposals) if number not in taken]
    rows += [_rejected_with(verdicts, proposal, kind) for proposal in undecided]
    rows = _restated(rows, renamed)
    rows.sort(key=lambda row: (row["doc_id"], row["start"], row["end"], identity(row)))
    merged = tables.table(kind, rows)
    merged.attrs["report"] = report
    return merged


def decision_report(*merged: pd.DataFrame) -> pd.DataFrame:
    """The reports of one or more merged tables as one table with REPORT_COLUMNS, what needs a look first.

    Decisions about documents that are not there are counted in one row: on other texts they are all there is.
    """
    order = {"problem": 0, "absent": 1, "drifted": 2, "stale": 3, "superseded": 4, "applied": 5}
    rows = {(row["file"], row["line"]): row for frame in merged for row in frame.attrs.get("report", [])}
    rows = sorted(rows.values(), key=lambda row: (order[row["status"]], row["file"], row["line"]))
    absent = [row for row in rows if row["status"] == "absent"]
    if len(absent) > 1:
        first = len([row for row in rows if row["status"] == "problem"])
        rows[first : first + len(absent)] = [absent[0] | {"reason": _count_absent(absent)}]
    return pd.DataFrame(rows, columns=REPORT_COLUMNS, dtype=object)


def _count_absent(entries: list[dict]) -> str:
    names = list(dict.fromkeys(entry["doc_id"] for entry in entries))
    shown = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
    return f"this and {len(entries) - 1} more decisions are about documents that are not there: {shown}"


def add_left_out(
    left_out: pd.DataFrame, documents: pd.DataFrame, report: pd.DataFrame, *proposed: pd.DataFrame
) -> pd.DataFrame:
    """`left_out` (what reading left out) and what could not be used here: documents on which the rules broke
    (`attrs["left_out"]` of what they `proposed`), and the problems of a decision `report`.

    Rows that an earlier call added are replaced: reading names files by their suffix, never by doc_id.
    """
    broken = {row["name"]: row for frame in proposed for row in frame.attrs.get("left_out", [])}
    problems = report[report["status"] == "problem"].to_dict("records")
    unused = [{"name": f"{row['file']}, line {row['line']}", "reason": row["reason"]} for row in problems]
    mine = left_out["name"].isin(documents["doc_id"]) | left_out["name"].str.fullmatch(r".*\.jsonl, line \d+")
    return tables.table("left_out", [*left_out[~mine].to_dict("records"), *broken.values(), *unused])


def gold(decisions: pd.DataFrame, documents: pd.DataFrame, kind: str = "claims") -> pd.DataFrame:
    """The claims that people decided on, with no proposals beside them: what rules are measured against."""
    return apply_decisions(tables.table(kind, []), decisions, documents)


def _entry(row: dict, status: str, reason: str = "", claim: str = "") -> dict:
    return {
        "status": status,
        **{key: row.get(key, "") for key in ("file", "line", "coder", "action", "doc_id", "quote")},
        "claim_id": claim,
        "reason": reason,
    }


def _standing(decisions: pd.DataFrame) -> tuple[list[dict], list[dict]]:
    """The decisions that stand, one per coder and claim, and a report begun with what is none: lines that
    cannot be used and undos that undo nothing."""
    rows = decisions.to_dict("records")
    unread = decisions.attrs.get("problems", [])
    report, undone = [_entry(problem, "problem", problem["reason"]) for problem in unread], set()
    known = {(row["coder"], row["id"]) for row in rows}
    for row in reversed(rows):
        if row["action"] == "undo" and (row["coder"], row["id"]) not in undone:
            if (row["coder"], row["undoes"]) in known:
                undone.add((row["coder"], row["undoes"]))
            else:
                report.append(
                    _entry(row, "problem", f"undoes {row['undoes']}, which is no decision of this coder")
                )
    last, same = {}, {}
    for row in rows:
        if row["action"] == "undo" or (row["coder"], row["id"]) in undone:
            continue
        place = (row["coder"], row["kind"], row["doc_id"], *(row[part] for part in SPAN))
        key = (*place, identity(row["claim"]))
        # An edit of what the same coder had edited before is about the claim that the first edit was about.
        key = same.get(key, key)
        last.pop(key, None)
        last[key] = row | {"identity": key[-1], "final": _final(row)}
        moved = (row["changes"].get(part, {"new": row[part]})["new"] for part in SPAN)
        same[(*place[:3], *moved, identity(last[key]["final"]))] = key
    return list(last.values()), report


def _final(row: dict) -> dict:
    return row["claim"] | {
        field: change["new"]
        for field, change in row["changes"].items()
        if field in row["claim"] or field in SNAPSHOT[row["kind"]]
    }


def _placed(rows: list[dict], documents: pd.DataFrame, report: list[dict]) -> list[dict]:
    """The decisions whose quote stands in its document, with `at` (its place now) and `moved`."""
    known = {document["doc_id"]: document for document in documents.to_dict("records")}
    placed = []
    for row in rows:
        document = known.get(row["doc_id"])
        if document is None:
            report.append(_entry(row, "absent", f"there is no document {row['doc_id']}"))
            continue
        same_text = row["sha256"] == document["sha256"]
        place = anchor(row, document["text"], same_text)
        if place.start < 0:
            report.append(_entry(row, "problem" if same_text else "drifted", place.reason))
            continue
        at, wrong = _edited_span(row, place, document["text"])
        if wrong:
            report.append(_entry(row, "problem" if same_text else "drifted", wrong))
            continue
        ends = tuple(row["changes"].get(end, {"new": row[end]})["new"] for end in ("start", "end"))
        placed.append(
            row
            | {
                "proposed_at": (place.start, place.end),
                "at": at,
                "quote_now": document["text"][at[0] : at[1]],
                "old_id": claim_id(row["doc_id"], *ends, row["final"]),
                "moved": place.reason,
            }
        )
    return placed


def _edited_span(row: dict, place, text: str) -> tuple[tuple[int, int], str]:
    """The span after an edit of the span itself, moved as the quote has moved."""
    if not {"start", "end"} & row["changes"].keys():
        return (place.start, place.end), ""
    shift = place.start - row["start"]
    start, end = (int(row["changes"].get(end, {"new": row[end]})["new"]) + shift for end in ("start", "end"))
    wanted = row["changes"].get("quote", {}).get("new")
    if not 0 <= start < end <= len(text) or (wanted and text[start:end] != wanted):
        return (start, end), f"the edited quote {wanted!r} does not stand at {start}-{end}"
    return (start, end), ""


def _agreed(rows: list[dict], report: list[dict]) -> list[dict]:
    """One verdict per claim: a decision with `coders` and `pending`."""
    adjudicated = {row["doc_id"] for row in rows if row["coder"] == ADJUDICATED}
    passes = {
        (row["coder"], row["doc_id"])
        for row in rows
        if row["mode"] == "blind" and row["coder"] != ADJUDICATED
    }
    by_claim = {}
    for row in rows:
        if row["mode"] == "blind" and row["coder"] != ADJUDICATED and row["doc_id"] in adjudicated:
            report.append(_entry(row, "superseded", "the document has been adjudicated"))
        else:
            by_claim.setdefault((row["doc_id"], row["proposed_at"], row["identity"]), []).append(row)
    verdicts = []
    for rows in by_claim.values():
        rows.sort(key=lambda row: (row["coder"] != ADJUDICATED, row["coder"]))
        first, others = rows[0], rows[1:]
        silent = {coder for coder, doc_id in passes if doc_id == first["doc_id"]} - {
            row["coder"] for row in rows
        }
        decided = first["coder"] == ADJUDICATED
        differ = any(_said(row) != _said(first) for row in others) or (first["mode"] == "blind" and silent)
        for row in others:
            if decided or differ:
                report.append(_entry(row, "superseded", "adjudicated" if decided else "coders differ"))
        coders = first["coder"] if decided or differ else " ".join(row["coder"] for row in rows)
        verdicts.append(
            first
            | {
                "coders": coders,
                "pending": bool(differ and not decided),
                "agreeing": [] if decided or differ else others,
            }
        )
    return verdicts


def _said(row: dict) -> tuple:
    if row["action"] == "reject":
        return ("reject",)
    return (row["at"], *(str(row["final"].get(field, "")) for field in COMPARED[row["kind"]]))


def _pair(verdicts: list[dict], proposals: list[dict], kind: str) -> dict[int, int]:
    """The position of the proposal that each verdict is about; a proposal serves one verdict."""
    index = {
        (proposal["doc_id"], (proposal["start"], proposal["end"]), identity(proposal)): number
        for number, proposal in reversed(list(enumerate(proposals)))
    }
    pairs = {}
    for number, verdict in enumerate(verdicts):
        final = (verdict["doc_id"], verdict["at"], identity(verdict["final"]))
        found = index.get((verdict["doc_id"], verdict["proposed_at"], verdict["identity"]), index.get(final))
        if found is not None and found not in pairs.values():
            pairs[number] = found
    left = [number for number in range(len(verdicts)) if number not in pairs]
    taken = set(pairs.values())
    right = [number for number in range(len(proposals)) if number not in taken]

    def rank(verdict: dict, proposal: dict):
        claim = _claim(verdict)
        if _about(verdict, claim, proposal, kind):
            return verdict["action"] == "reject", distance(claim, proposal, kind)

    closest = closest_pairs(
        [verdicts[number] for number in left], [proposals[number] for number in right], rank
    )
    return pairs | {left[first]: right[second] for first, second in closest.items()}


def _claim(verdict: dict) -> dict:
    """The claim that a verdict is for, where it stands now, with the cells that a decision leaves out."""
    return (
        dict.fromkeys(SNAPSHOT[verdict["kind"]], "")
        | verdict["final"]
        | {"doc_id": verdict["doc_id"], "start": verdict["at"][0], "end": verdict["at"][1]}
    )


def _about(verdict: dict, claim: dict, proposal: dict, kind: str) -> bool:
    """Whether a decision that names no proposal of today is about this one."""
    if verdict["action"] == "reject":
        return overlap(claim, proposal) and verdict["reason"] in _ABOUT_WORDS
    what = "measure" if kind == "measures" else "indicator"
    return same_occurrence(claim, proposal, kind) and (
        verdict["mode"] == "blind" or claim[what] == proposal[what]
    )


def _decided(verdict: dict, proposal: dict | None, kind: str) -> dict | None:
    """The merged row, None where a rejected claim is not proposed."""
    if verdict["action"] == "reject":
        if proposal is None:
            return None
        return proposal | {
            "decision": "pending" if verdict["pending"] else "rejected",
            "coder": verdict["coders"],
        }
    start, end = verdict["at"]
    final = verdict["final"]
    row = {field: final.get(field, "") for field in SNAPSHOT[kind]}
    row |= {field: tables.decimal(row[field]) for field in tables.DECIMALS & row.keys()}
    if "place" in verdict["changes"] and "place_code" not in verdict["changes"]:
        row["place_code"] = gazetteer.code_of(row["place"])
    if proposal:
        same_span = (start, end) == (proposal["start"], proposal["end"])
        blank = [
            field
            for field in DERIVED
            if field in row and field not in ("restates", "place_code") and row[field] in ("", None)
        ]
        blank += ["place_code"] if not row["place_code"] and row["place"] == proposal["place"] else []
        row |= {field: proposal[field] for field in blank}
        row |= {
            field: proposal[field] for field in ("quote_view", "context") if same_span and proposal[field]
        }
    same = proposal is not None and distance(_claim(verdict), proposal, kind) == 0
    manual = {"accept": "accepted", "edit": "edited", "add": "added"}[verdict["action"]]
    row |= {
        "doc_id": verdict["doc_id"],
        "start": start,
        "end": end,
        "quote": verdict["quote_now"],
        "rule": proposal["rule"] if proposal else "",
        "origin": proposal["origin"] if proposal else "manual",
        "decision": "pending"
        if verdict["pending"]
        else "accepted"
        if same
        else "edited"
        if proposal
        else manual,
        "coder": verdict["coders"],
    }
    row["quote_id"] = quote_id(verdict["doc_id"], start, end)
    row["claim_id"] = claim_id(verdict["doc_id"], start, end, row)
    return row


def _rejected_with(verdicts: list[dict], proposal: dict, kind: str) -> dict:
    """`proposal`, rejected if a verdict says that its words hold no claim in any reading."""
    for verdict in verdicts:
        rejects = (
            verdict["action"] == "reject"
            and not verdict["pending"]
            and verdict["doc_id"] == proposal["doc_id"]
        )
        if rejects and _about(verdict, _claim(verdict), proposal, kind):
            return proposal | {"decision": "rejected", "coder": verdict["coders"]}
    return proposal


def _note(report: list[dict], verdict: dict, proposal: dict | None, row: dict | None) -> None:
    reasons = []
    if verdict["mode"] == "assisted" and verdict["action"] != "add":
        if proposal is None:
            reasons.append("the rules no longer propose it")
        elif proposal["rule"] != verdict["rules"]:
            reasons.append(f"decided under {verdict['rules'] or 'no rule'}, now {proposal['rule']}")
    book = codebook.load()
    for field in REVISED:
        code, then = verdict["final"].get(field), verdict["codebook"].get(field)
        now = book[SECTIONS[field]].get(code, {}).get("revision", 1)
        if then and now != then:
            reasons.append(f"{field} {code} is at revision {now}, decided under {then}")
    status = "superseded" if verdict["pending"] else "stale" if reasons else "applied"
    if verdict["pending"]:
        reasons = ["coders differ"]
    elif verdict["moved"] and not reasons:
        reasons = [verdict["moved"]]
    for entry in [verdict, *verdict["agreeing"]]:
        report.append(_entry(entry, status, "; ".join(reasons), row["claim_id"] if row else ""))


def _restated(rows: list[dict], renamed: dict[str, str]) -> list[dict]:
    """`restates` pointed at the claims as they are named now; one that was rejected is restated by nobody."""
    kept = {row["claim_id"] for row in rows if row["decision"] != "rejected"}
    for row in rows:
        target = renamed.get(row["restates"], row["restates"])
        row["restates"] = target if target in kept and target != row["claim_id"] else ""
    return rows
