"""The W3C Web Annotation Data Model (Recommendation, 2017): one AnnotationPage per coder."""

import json
from pathlib import Path

from vaxclaims import codebook
from vaxclaims.annotation.decisions import unflatten
from vaxclaims.annotation.exchange.items import Item, new_line

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"sha256": "urn:vaxclaims:sha256"}]
_URN = "urn:vaxclaims:decision:"
_MOTIVATIONS = {
    "accept": "assessing",
    "edit": "editing",
    "reject": "moderating",
    "add": "classifying",
    "undo": "moderating",
}
_FORMAT = "application/json"


def export(rows: list[dict], documents: dict, folder: Path, proposals: list[dict]) -> list[Path]:
    written = []
    for coder in sorted({row["coder"] for row in rows}):
        items = [_annotation(unflatten(row)) for row in rows if row["coder"] == coder]
        page = {"@context": _CONTEXT, "type": "AnnotationPage", "items": items}
        path = folder / f"{coder}.jsonld"
        path.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _annotation(line: dict) -> dict:
    claim = line.get("claim", {})
    code = claim.get("indicator", claim.get("measure", ""))
    rest = {key: value for key, value in line.items() if key not in ("id", "coder", "time", "target")}
    body = [{"type": "TextualBody", "purpose": "tagging", "value": code}] if code else []
    body.append(
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": _FORMAT,
            "value": json.dumps(rest, ensure_ascii=False),
        }
    )
    return {
        "id": _URN + line["id"],
        "type": "Annotation",
        "motivation": _MOTIVATIONS[line["action"]],
        "creator": {"type": "Person", "name": line["coder"]},
        "created": line["time"],
        "body": body,
        "target": _URN + line["undoes"] if line["action"] == "undo" else line["target"],
    }


def load(path: Path, documents: dict, time: str):
    for file in sorted(path.glob("*.jsonld")) if path.is_dir() else [path]:
        try:
            page = json.loads(file.read_text(encoding="utf-8-sig"))
            items = page if isinstance(page, list) else page["items"]
        except (ValueError, KeyError, TypeError):
            yield Item(file.name, 1, None, "not a page of web annotations")
            continue
        for number, item in enumerate(items, start=1):
            try:
                yield Item(file.name, number, _line(item, documents, time))
            except (KeyError, TypeError, ValueError, StopIteration) as error:
                yield Item(file.name, number, None, f"not a web annotation: {error!r}")


def _line(item: dict, documents: dict, time: str) -> dict:
    body = item["body"] if isinstance(item["body"], list) else [item["body"]]
    creator = item.get("creator", "unknown")
    head = {
        "coder": creator["name"] if isinstance(creator, dict) else creator,
        "time": item.get("created", time),
    }
    ours = [
        part["value"]
        for part in body
        if part.get("format") == _FORMAT and str(item.get("id", "")).startswith(_URN)
    ]
    if ours:
        line = {"id": item["id"].removeprefix(_URN)} | head | json.loads(ours[0])
        return line if line["action"] == "undo" else line | {"target": item["target"]}
    return _foreign(item, [part.get("value", "") for part in body], head, documents)


def _foreign(item: dict, values: list[str], head: dict, documents: dict) -> dict:
    """An annotation made elsewhere: one of its tags is a code of the codebook."""
    selectors = item["target"]["selector"]
    by_type = {part["type"]: part for part in (selectors if isinstance(selectors, list) else [selectors])}
    document = documents[item["target"]["source"]]
    position, exact = by_type.get("TextPositionSelector"), by_type.get("TextQuoteSelector")
    if position:
        start, end = position["start"], position["end"]
    else:
        start = document["text"].index(exact["exact"])
        end = start + len(exact["exact"])
    if exact and document["text"][start:end] != exact["exact"]:
        raise ValueError(f"{start}-{end} does not read {exact['exact']!r}")
    code = next(
        value for value in values if value in codebook.codes("indicators") + codebook.codes("measures")
    )
    what = "indicator" if code in codebook.codes("indicators") else "measure"
    return new_line(
        "add", head["coder"], head["time"], "assisted", document, start, end, {what: code, "status": "stated"}
    )
