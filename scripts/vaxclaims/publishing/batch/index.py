"""The page that lists a batch's runs, sets their key figures side by side and links their reports."""

import os
from functools import cache
from pathlib import Path
from urllib.parse import quote

import yaml
from markupsafe import Markup

from vaxclaims.publishing.batch.plan import ASSETS, INDEX, Plan
from vaxclaims.publishing.batch.records import COMPLETE, FAILED, WAITING
from vaxclaims.publishing.parameters import LANGUAGES
from vaxclaims.publishing.rendering import render, write_assets

OUTCOMES = (COMPLETE, FAILED, WAITING)
_COUNTS = ("texts", "claims", "pending", "measures", "contradiction", "arithmetic", "implausible", "stale")


def write_index(plan: Plan, found: dict[str, dict]) -> None:
    """Write `index.html` and `index.zh.html` into the plan's output. `found`: name → record."""
    write_assets(plan.output / ASSETS)
    tally = [
        (outcome, sum(record["outcome"] == outcome for record in found.values())) for outcome in OUTCOMES
    ]
    for language in LANGUAGES:
        complete = {name: record for name, record in found.items() if record["outcome"] == COMPLETE}
        page = render(
            "batch/index.html.j2",
            language,
            words=lambda key, language=language, **values: _words(key, language, values),
            plan=plan.path.name,
            tally=[each for each in tally if each[1]],
            counts=_COUNTS,
            rows=[_row(name, record, language) for name, record in found.items()],
            compared=list(complete),
            figures=_side_by_side(complete, language),
            here=INDEX[language],
            other=next((other, INDEX[other]) for other in LANGUAGES if other != language),
        )
        draft = plan.output / f".{INDEX[language]}.part"
        draft.write_text(page, encoding="utf-8", newline="\n", errors="replace")
        os.replace(draft, plan.output / INDEX[language])


def _row(name: str, record: dict, language: str) -> dict:
    parameters = record.get("parameters", {})
    changed = record.get("changed", list(parameters))
    steps = record.get("notebooks", [])
    return {
        "name": name,
        "outcome": record["outcome"],
        "error": record.get("error", ""),
        "link": _link(name, record, language),
        "changed": [(key, _shown(parameters[key])) for key in changed if key in parameters],
        "counts": record.get("key_figures", {}).get("counts", {}),
        "seconds": record.get("seconds", ""),
        "memory": max((step["peak_memory_mb"] for step in steps), default=""),
    }


def _link(name: str, record: dict, language: str) -> str:
    """The report, in the page's language where the run made it; a failed run's notebook."""
    editions = record.get("editions", [])
    if record["outcome"] == COMPLETE:
        return f"{quote(name)}/{f'index.{language}.html' if language in editions[1:] else 'index.html'}"
    return f"{quote(name)}/{quote(record['executed'])}" if "executed" in record else ""


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _side_by_side(complete: dict[str, dict], language: str) -> list[dict]:
    """A row per indicator and place, a cell per run with the newest figure; rows that differ come first."""
    rows: dict[tuple, dict] = {}
    for name, record in complete.items():
        for figure in record.get("key_figures", {}).get("newest", []):
            cell = {
                "amount": figure[f"amount_{language}"],
                "when": figure[f"when_{language}"],
                "link": f"{quote(name)}/{_evidence(figure['address'], record, language)}",
            }
            rows.setdefault((figure["indicator"], figure["place"]), {})[name] = cell
    found = [
        {
            "indicator": indicator,
            "place": place,
            "cells": [cells.get(name) for name in complete],
            "differs": len({cell and (cell["amount"], cell["when"]) for cell in map(cells.get, complete)})
            > 1,
        }
        for (indicator, place), cells in rows.items()
    ]
    return sorted(found, key=lambda row: not row["differs"])


def _evidence(address: str, record: dict, language: str) -> str:
    return (
        address.replace(".html#", f".{language}.html#", 1)
        if language in record.get("editions", [])[1:]
        else address
    )


@cache
def _strings() -> dict:
    return yaml.safe_load((Path(__file__).parent / "strings.yml").read_text(encoding="utf-8"))


def _words(key: str, language: str, values: dict) -> Markup:
    return Markup(_strings()[key][language]).format(**values)
