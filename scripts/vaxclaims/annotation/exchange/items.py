"""What all exchange formats share: an item read back, and offsets asserted against the text."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from vaxclaims.annotation.anchoring import select
from vaxclaims.annotation.decisions import decision_id, revisions, snapshot


class ExchangeError(ValueError):
    """A decision that cannot be taken to another tool."""


class Item(NamedTuple):
    """A decision read from `file` at `number` (line, row or position), or why it is none."""

    file: str
    number: int
    line: dict | None
    problem: str = ""


def guarded(file: str, number: int, what: str, items: Iterator[Item]) -> Iterator[Item]:
    """`items`, and where reading them fails, one more that says why this is not `what`.

    Another tool may write anything, and what is odd in one place must not cost the rest.
    """
    try:
        yield from items
    except Exception as error:
        yield Item(file, number, None, f"not {what}: {say_why(error)}")


def say_why(error: Exception) -> str:
    """Why something could not be read, for a reader who does not know Python."""
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8; save it as UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"it is no whole JSON, cut off or damaged at line {error.lineno}"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing or not known"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, ValueError):
        return str(error)
    return "a part of it is missing or is not of the kind that belongs there"


def span_problem(target: dict, documents: dict[str, dict]) -> str:
    """Why the target's offsets do not hold in its document, '' when they do.

    A text crawled again (another sha256) is left to `apply_decisions`, which places the quote anew.
    """
    document = documents.get(target["doc_id"])
    if document is None:
        return f"there is no document {target['doc_id']}"
    if document["sha256"] != target["sha256"]:
        return ""
    found = document["text"][target["start"] : target["end"]]
    if found != target["quote"]:
        where = f"{target['start']}-{target['end']} of {target['doc_id']}"
        return f"{where} reads {found!r}, not {target['quote']!r}"
    return ""


def new_line(
    action: str, coder: str, time: str, mode: str, document: dict, start: int, end: int, claim: dict, **more
) -> dict:
    """A decision made in another tool; `import_decisions` says what is wrong with it."""
    chosen = select(document["text"], start, end)
    claim = snapshot(claim)
    line = {
        "coder": coder,
        "time": time,
        "mode": mode,
        "action": action,
        "target": {
            "source": document["doc_id"],
            "sha256": document["sha256"],
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": chosen["quote"],
                    "prefix": chosen["prefix"],
                    "suffix": chosen["suffix"],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
        "claim": claim,
        "codebook": revisions(claim),
    } | {key: value for key, value in more.items() if value}
    return {"id": decision_id(line)} | line


def changed_fields(old: dict, new: dict) -> dict[str, dict]:
    """`changes` of an edit: what `new` says otherwise than `old`; a key that `new` lacks is not changed."""
    return {
        key: {"old": old.get(key, ""), "new": value}
        for key, value in new.items()
        if str(old.get(key, "")) != str(value)
    }
