"""Label Studio's JSON tasks (https://labelstud.io/guide/task_format): proposals as predictions, each coder's
decisions as one annotation, and annotations back as decisions with their coder and time.

A region's fields are further results with its id; its `meta` carries what it was exported from, so a region
that comes back unchanged is the same decision, an untouched proposal is accepted, a changed one edited, one
that was deleted from a copy of the predictions rejected. Label Studio counts code points; older versions
counted UTF-16 units, and browsers drop the CR of a CRLF, so an offset that does not hold is tried as these.
"""

import json
from pathlib import Path
from xml.sax.saxutils import quoteattr

from vaxclaims import codebook
from vaxclaims.annotation.decisions import SECTIONS, snapshot, unflatten
from vaxclaims.annotation.exchange.items import Item, changed_fields, guarded, new_line
from vaxclaims.identity import kind_of

_CHOICES = ("comparator", "unit", "status", "as_of_basis", "as_of_precision")
_TEXTS = ("place", "value", "value_high", "population", "vaccine", "as_of", "as_of_start")
_KEY = "vaxclaims"
_NO_CODE = "no_code"
PATTERN, WHAT = "*.json", "a JSON export of Label Studio"


def export(rows: list[dict], documents: dict, folder: Path, proposals: list[dict]) -> list[Path]:
    undos: dict[tuple, list[dict]] = {}
    for row in rows:
        if row["action"] == "undo":
            undos.setdefault(row["coder"], []).append(unflatten(row))
    tasks = []
    for doc_id in sorted({row["doc_id"] for row in [*rows, *proposals]} & documents.keys()):
        document = documents[doc_id]
        predicted = [
            _results(
                row["claim_id"],
                row,
                row,
                {"proposal": snapshot(row), "rules": row["rule"], "span": [row["start"], row["end"]]},
            )
            for row in proposals
            if row["doc_id"] == doc_id
        ]
        annotations = []
        for coder in sorted({row["coder"] for row in rows if row["doc_id"] == doc_id}):
            own = [row for row in rows if (row["coder"], row["doc_id"]) == (coder, doc_id)]
            lines = [
                _results(
                    row["id"],
                    row,
                    row["claim"],
                    {"decisions": [unflatten(row), *_of(row, undos.get(coder, []))]},
                )
                for row in own
            ]
            annotations.append({"result": sum(lines, []), "ground_truth": False})
        task = {
            "data": {"text": document["text"], "doc_id": doc_id, "sha256": document["sha256"]},
            "annotations": annotations,
        }
        if predicted:
            task["predictions"] = [{"model_version": "vaxclaims", "result": sum(predicted, [])}]
        tasks.append(task)
    paths = [folder / "tasks.json", folder / "config.xml"]
    paths[0].write_text(
        json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    paths[1].write_text(labelling_config(), encoding="utf-8", newline="\n")
    return paths


def labelling_config() -> str:
    """The labelling interface: a label per indicator and measure, and every field per region."""
    book = codebook.load()
    labels = [code for section in ("indicators", "measures") for code in book[section]]
    lines = [
        "<View>",
        '  <Labels name="code" toName="text">',
        *(f"    <Label value={quoteattr(code)}/>" for code in [*labels, _NO_CODE]),
        "  </Labels>",
        '  <Text name="text" value="$text" granularity="symbol"/>',
    ]
    for field in _CHOICES:
        lines += [
            f'  <Choices name="{field}" toName="text" perRegion="true" choice="single" showInline="true">',
            *(f"    <Choice value={quoteattr(code)}/>" for code in book[SECTIONS[field]]),
            "  </Choices>",
        ]
    lines += [
        f'  <TextArea name="{field}" toName="text" perRegion="true" placeholder="{field}"/>'
        for field in _TEXTS
    ]
    return "\n".join([*lines, "</View>", ""])


def _of(row: dict, undos: list[dict]) -> list[dict]:
    """The undos of a decision, at first or second hand, in order."""
    known, found = {row["id"]}, []
    for line in undos:
        if line["undoes"] in known:
            known.add(line["id"])
            found.append(line)
    return found


def _results(region: str, at: dict, claim: dict, meta: dict) -> list[dict]:
    """A region as Label Studio's results, which share an id."""
    span = {"start": at["start"], "end": at["end"], "text": at["quote"]}
    code = claim.get("indicator", claim.get("measure")) or _NO_CODE
    head = {"id": region, "to_name": "text"}
    results = [
        head
        | {"from_name": "code", "type": "labels", "value": span | {"labels": [code]}, "meta": {_KEY: meta}}
    ]
    shown = snapshot(claim)
    results += [
        head | {"from_name": field, "type": "choices", "value": span | {"choices": [shown[field]]}}
        for field in _CHOICES
        if shown.get(field)
    ]
    results += [
        head | {"from_name": field, "type": "textarea", "value": span | {"text": [shown[field]]}}
        for field in _TEXTS
        if shown.get(field)
    ]
    return results


def load(file: Path, documents: dict, time: str):
    tasks = json.loads(file.read_text(encoding="utf-8-sig"))
    for number, task in enumerate(tasks if isinstance(tasks, list) else [tasks], start=1):
        yield from guarded(file.name, number, "a task", _of_task(file.name, number, task, documents, time))


def _of_task(name: str, number: int, task: dict, documents: dict, time: str):
    data = task["data"] or {}
    document = documents.get(data.get("doc_id"))
    if document is None or data.get("sha256") != document["sha256"]:
        yield Item(name, number, None, "a task about no document of these, or about another text of it")
        return
    for annotation in task.get("annotations") or []:
        read = _of_annotation(name, number, annotation, task, document, time)
        yield from guarded(name, number, "an annotation", read)


def _of_annotation(name: str, number: int, annotation: dict, task: dict, document: dict, time: str):
    if annotation.get("was_cancelled"):
        return
    who = (
        _coder(annotation.get("completed_by")),
        annotation.get("updated_at") or annotation.get("created_at") or time,
    )
    left = _regions(annotation.get("result") or [])
    for results in left.values():
        yield from guarded(name, number, "a region", _of_region(name, number, results, document, who))
    if annotation.get("parent_prediction"):
        for region, results in _regions(_predicted(annotation, task)).items():
            if region not in left:
                yield from guarded(name, number, "a region", _deleted(name, number, results, document, who))


def _of_region(name: str, number: int, results: list[dict], document: dict, who: tuple[str, str]):
    for line in _decisions(_region(results), document, *who):
        yield Item(name, number, line)


def _deleted(name: str, number: int, results: list[dict], document: dict, who: tuple[str, str]):
    """A proposal that was deleted is rejected; what another model had predicted was no proposal of ours."""
    region = _region(results)
    meta = region["meta"].get(_KEY, {})
    if "proposal" in meta:
        line = new_line(
            "reject",
            *who,
            "assisted",
            document,
            *_place(region, document["text"]),
            meta["proposal"],
            reason="not_a_claim",
            rules=meta["rules"],
        )
        yield Item(name, number, line)


def _predicted(annotation: dict, task: dict) -> list[dict]:
    """The results that an annotation was copied from: kept beside it by the server, else with the task."""
    kept = [annotation.get("prediction"), *(task.get("predictions") or [])]
    results = [
        prediction["result"]
        for prediction in kept
        if isinstance(prediction, dict) and prediction.get("result")
    ]
    return results[0] if results else []


def _regions(results: list[dict]) -> dict[str, list[dict]]:
    """The results of each labelled region, by its id; a relation between regions decides nothing."""
    regions: dict[str, list[dict]] = {}
    for number, result in enumerate(results):
        regions.setdefault(str(result.get("id", number)), []).append(result)
    return {
        region: parts
        for region, parts in regions.items()
        if any(part.get("type") == "labels" for part in parts)
    }


def _region(results: list[dict]) -> dict:
    """What the results of one region say: its place, its code, its fields, and what it was exported from."""
    region = {"fields": {}, "meta": {}}
    for result in results:
        value = result["value"]
        if result["type"] == "labels":
            if not value["labels"]:
                raise ValueError("it has no label")
            region |= {"value": value, "code": "" if value["labels"][0] == _NO_CODE else value["labels"][0]}
            region["meta"] = result.get("meta") or {}
        elif result["type"] in ("choices", "textarea"):
            cells = value["choices"] if result["type"] == "choices" else value["text"]
            region["fields"][result["from_name"]] = cells if isinstance(cells, str) else "".join(cells[:1])
    return region


def _decisions(region: dict, document: dict, coder: str, time: str) -> list[dict]:
    start, end = _place(region, document["text"])
    meta = region["meta"].get(_KEY, {})
    what = "measure" if region["code"] in codebook.codes("measures") else "indicator"
    if "decisions" in meta:
        lines = meta["decisions"]
        claim, rules = lines[0]["claim"], lines[0].get("rules", "")
    elif "proposal" in meta:
        lines, claim, rules = [], meta["proposal"], meta["rules"]
    else:
        claim = {what: region["code"], "status": "stated", "zone": "body"} | region["fields"]
        return [new_line("add", coder, time, "assisted", document, start, end, claim)]
    shown = ("measure" if kind_of(claim) == "measures" else "indicator", *_CHOICES, *_TEXTS)
    said = {
        field: region["fields"].get(field, "")
        for field in shown
        if field in claim or field in region["fields"]
    }
    changes = changed_fields(claim, said | {shown[0]: region["code"]})
    span = tuple(meta["span"]) if "span" in meta else _span_of(lines)
    if (start, end) != span:
        changes |= {
            "start": {"old": span[0], "new": start},
            "end": {"old": span[1], "new": end},
            "quote": {"old": document["text"][slice(*span)], "new": document["text"][start:end]},
        }
    if changes:
        return [
            *lines,
            new_line("edit", coder, time, "assisted", document, *span, claim, changes=changes, rules=rules),
        ]
    return lines or [new_line("accept", coder, time, "assisted", document, start, end, claim, rules=rules)]


def _span_of(lines: list[dict]) -> tuple[int, int]:
    position = lines[0]["target"]["selector"][1]
    return position["start"], position["end"]


def _place(region: dict, text: str) -> tuple[int, int]:
    """The region's offsets in code points of `text`; ValueError where its words do not stand there."""
    value = region["value"]
    start, end, words = int(value["start"]), int(value["end"]), value.get("text")
    if words is None:
        return start, end
    for points in (_code_points, _utf16_units, _without_cr, _utf16_without_cr):
        offsets = points(text)
        if end < len(offsets):
            first, last = offsets[start], offsets[end]
            if text[first:last].replace("\r\n", "\n") == words.replace("\r\n", "\n"):
                return first, last
    raise ValueError(f"{start}-{end} does not read {words!r}")


def _code_points(text: str) -> range:
    return range(len(text) + 1)


def _utf16_units(text: str, skip: str = "") -> list[int]:
    """The code point at each UTF-16 unit of `text`."""
    offsets = []
    for position, character in enumerate(text):
        if character == skip and text[position + 1 : position + 2] == "\n":
            continue
        offsets += [position] * (2 if ord(character) > 0xFFFF else 1)
    return [*offsets, len(text)]


def _without_cr(text: str) -> list[int]:
    kept = [n for n, character in enumerate(text) if character != "\r" or text[n + 1 : n + 2] != "\n"]
    return [*kept, len(text)]


def _utf16_without_cr(text: str) -> list[int]:
    return _utf16_units(text, "\r")


def _coder(completed_by) -> str:
    if isinstance(completed_by, dict):
        completed_by = completed_by.get("email") or completed_by.get("id")
    return (
        f"label-studio-{completed_by}"
        if isinstance(completed_by, int)
        else str(completed_by or "label-studio")
    )
