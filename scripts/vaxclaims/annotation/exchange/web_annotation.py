"""The W3C Web Annotation Data Model (Recommendation, 2017): one AnnotationPage per coder."""

import json
from pathlib import Path

from vaxclaims import codebook
from vaxclaims.annotation.decisions import unflatten
from vaxclaims.annotation.exchange.items import Item, guarded, new_line

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
PATTERN, WHAT = "*.jsonld", "a page of web annotations"


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


def load(file: Path, documents: dict, time: str):
    page = json.loads(file.read_text(encoding="utf-8-sig"))
    annotations = page if isinstance(page, list) else page["items"]
    for number, annotation in enumerate(annotations, start=1):
        read = _item(file.name, number, annotation, documents, time)
        yield from guarded(file.name, number, "a web annotation", read)


def _item(name: str, number: int, annotation: dict, documents: dict, time: str):
    yield Item(name, number, _line(annotation, documents, time))


def _line(item: dict, documents: dict, time: str) -> dict:
    body = _bodies(item.get("body"))
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


def _bodies(body) -> list[dict]:
    """The bodies of an annotation, which may have one, several or none; one may be a bare text."""
    bodies = body if isinstance(body, list) else [] if body is None else [body]
    return [part if isinstance(part, dict) else {"value": part} for part in bodies]


def _foreign(item: dict, values: list[str], head: dict, documents: dict) -> dict:
    """An annotation made elsewhere: one of its tags is a code of the codebook."""
    selectors = item["target"]["selector"]
    by_type = {part["type"]: part for part in (selectors if isinstance(selectors, list) else [selectors])}
    document = documents.get(item["target"]["source"])
    if document is None:
        raise ValueError(f"there is no document {item['target']['source']}")
    position, exact = by_type.get("TextPositionSelector"), by_type.get("TextQuoteSelector")
    if position:
        start, end = position["start"], position["end"]
    else:
        start = document["text"].find(exact["exact"])
        end = start + len(exact["exact"])
    if exact and document["text"][start:end] != exact["exact"]:
        raise ValueError(f"{start}-{end} does not read {exact['exact']!r}")
    known = codebook.codes("indicators") + codebook.codes("measures")
    code = next((value for value in values if value in known), None)
    if code is None:
        raise ValueError("none of its tags is an indicator or a measure of the codebook")
    what = "indicator" if code in codebook.codes("indicators") else "measure"
    return new_line(
        "add", head["coder"], head["time"], "assisted", document, start, end, {what: code, "status": "stated"}
    )
