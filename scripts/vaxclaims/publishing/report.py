"""The parts of the report, each from tables and each returned as HTML for a notebook to show.

`language` is 'en' or 'zh'. Every number links to the words it comes from.
"""

import json
import re
import struct
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from IPython.display import HTML

from vaxclaims import codebook, tables
from vaxclaims.cut_off import findings_within, within
from vaxclaims.paths import require, resolve
from vaxclaims.publishing import wording
from vaxclaims.publishing.rendering import render

PROBLEMS = ("contradiction", "arithmetic", "implausible", "stale")
# Not quantities that one place or run has more of than another.
_NO_QUANTITIES = ("other_vaccination", "not_vaccination", "milestone_interval")
_MADE_BY = {
    "documents.parquet": "01_read_seeds",
    "claims.csv": "02_annotate_claims",
    "measures.csv": "02_annotate_claims",
    "findings.csv": "03_check_claims",
}
_NEWEST = 3
_CLAIM_ID = re.compile(r"(?<!\S)\S+:\d+-\d+#\w+(?!\S)")


@dataclass
class Run:
    """The tables of a run, as `load` reads them; `beyond` counts the claims that its cut-off leaves out."""

    documents: pd.DataFrame
    claims: pd.DataFrame
    measures: pd.DataFrame
    findings: pd.DataFrame
    left_out: pd.DataFrame
    beyond: int = 0


def load(processed: str | Path, as_of: str = "") -> Run:
    """The tables that the report shows, up to the cut-off `as_of` (a day, month or year; '' for none).

    Raises FileNotFoundError naming the notebook to run first, ValueError for an `as_of` that is no date.
    """
    folder = resolve(processed)
    for name, notebook in _MADE_BY.items():
        require(folder / name, notebook)
    left_out = folder / "left_out.csv"
    return _up_to(
        as_of,
        *(tables.read_table(folder / name, name.partition(".")[0]) for name in _MADE_BY),
        left_out=tables.read_table(left_out, "left_out")
        if left_out.exists()
        else tables.table("left_out", []),
    )


def _up_to(as_of: str, documents, claims, measures, findings, left_out) -> Run:
    used = within(claims, as_of)
    return Run(
        documents,
        used,
        within(measures, as_of),
        findings_within(findings, claims, as_of),
        left_out,
        beyond=len(kept(claims)) - len(kept(used)),
    )


def opening(run: Run, places: list[str], as_of: str, language: str) -> HTML:
    """The title and what the page is about, in one sentence with its numbers counted."""
    names = wording.listed([wording.place(place, language) for place in places], language)
    severities = run.findings["severity"]
    return HTML(
        render(
            "report/opening.html.j2",
            language,
            title=wording.say("title" if names else "title anywhere", language, places=names),
            pages=len(run.documents),
            claims=len(kept(run.claims)),
            findings=len(severities),
            problems=int(severities.isin(PROBLEMS).sum()),
            same=int((severities == "consistent").sum()),
            as_of=as_of,
        )
    )


def findings(run: Run, top: pd.DataFrame, language: str) -> HTML:
    """The most important findings in full, all of them in a table below."""
    words = _by_id(run.claims)
    return HTML(
        render(
            "report/findings.html.j2",
            language,
            message=f"message_{language}",
            words=words,
            top=list(top.itertuples()),
            counted=run.findings["severity"].value_counts(sort=False).items(),
            all=list(run.findings.itertuples()),
        )
    )


def said(run: Run, places: list[str], language: str) -> HTML:
    """Place by indicator: the newest figures for everyone, and 'not stated' where no text gives one."""
    chosen = of_everyone(run.claims, places)
    indicators = [code for code in codebook.codes("indicators") if code in set(chosen["indicator"])]
    cells = {
        key: list(group.itertuples()) for key, group in chosen.groupby(["indicator", "place"], sort=False)
    }
    return HTML(
        render(
            "report/said.html.j2", language, places=places, indicators=indicators, cells=cells, newest=_NEWEST
        )
    )


def charts(figures: str | Path, language: str) -> HTML:
    """The charts of the folder's index, each with its caption, its table and its downloads."""
    folder = resolve(figures)
    index = folder / "index.json"
    entries = json.loads(index.read_text(encoding="utf-8")) if index.exists() else []
    entries = [entry for entry in entries if entry.get("language", language) == language]
    for entry in entries:
        table = tables.read_table(folder / entry["table"])
        entry["columns"] = list(table.columns)
        entry["rows"] = [
            [(cell, _CLAIM_ID.findall(cell)) for cell in row] for row in table.to_numpy().tolist()
        ]
        entry["width"], entry["height"] = _size(folder / entry["png"])
        entry["spots"] = [spot | {"ids": _CLAIM_ID.findall(spot["claims"])} for spot in entry["spots"]]
    return HTML(render("report/charts.html.j2", language, charts=entries))


def measures(run: Run, places: list[str], language: str) -> HTML:
    """Place by arrangement, each in the words of the text."""
    chosen = _chartable(run.measures)
    cells: dict[tuple[str, str], list] = {}
    for measure in chosen.drop_duplicates(["measure", "place", "quote_view", "status"]).itertuples():
        around = [place for place in places if f"{measure.place}/".startswith(f"{place}/")]
        if around:
            cells.setdefault((measure.measure, max(around, key=len)), []).append(measure)
    told = {measure for measure, _ in cells}
    kinds = [code for code in codebook.codes("measures") if code in told]
    return HTML(render("report/measures.html.j2", language, places=places, measures=kinds, cells=cells))


def claims(run: Run, language: str) -> HTML:
    """Every claim that flows on, to sort and filter."""
    return HTML(
        render(
            "report/claims.html.j2",
            language,
            claims=list(kept(run.claims).itertuples()),
            worst=worst(run.findings),
        )
    )


def sources(run: Run, language: str) -> HTML:
    """The texts, and what was left out of them."""
    counts = kept(run.claims)["doc_id"].value_counts()
    return HTML(
        render(
            "report/sources.html.j2",
            language,
            documents=list(run.documents.itertuples()),
            counts=counts,
            left_out=list(run.left_out.itertuples()),
        )
    )


def limits(run: Run, language: str) -> HTML:
    """How the tables came about and what they cannot say, counted."""
    live = kept(run.claims)
    counted = {
        "pending": int((live["decision"] == "pending").sum()),
        "rejected": int((run.claims["decision"] == "rejected").sum()),
        "undated": int((live["as_of_basis"] == "unresolved").sum()),
        "restated": int((live["restates"] != "").sum()),
        "aside": int(live["zone"].isin(tables.ASIDE).sum()),
        "beyond": run.beyond,
    }
    return HTML(render("report/limits.html.j2", language, counted=counted, all=len(live)))


def kept(claims: pd.DataFrame) -> pd.DataFrame:
    """What flows on: rejected and retracted claims drop out."""
    return claims[(claims["decision"] != "rejected") & (claims["status"] != "retracted")]


def of_everyone(claims: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """The quantities that may be charted, of everyone in `places`, the newest first."""
    chosen = _chartable(claims)
    everyone = chosen["place"].isin(places) & (chosen["population"] == "") & (chosen["vaccine"] == "")
    chosen = chosen[everyone & ~chosen["indicator"].isin(_NO_QUANTITIES)]
    return chosen.sort_values("as_of", ascending=False, kind="stable")


def _chartable(claims: pd.DataFrame) -> pd.DataFrame:
    live = kept(claims)
    return live[(live["restates"] == "") & ~live["zone"].isin(tables.ASIDE) & (live["status"] != "denied")]


def worst(findings: pd.DataFrame) -> dict[str, str]:
    """claim_id → the gravest severity of the findings that rest on it, problems only."""
    found: dict[str, str] = {}
    for severity in PROBLEMS:
        for ids in findings.loc[findings["severity"] == severity, "claims"]:
            for claim_id in ids.split():
                found.setdefault(claim_id, severity)
    return found


def _size(png: Path) -> tuple[int, int]:
    """Width and height in pixels, from the first chunk that every PNG begins with."""
    with png.open("rb") as file:
        return struct.unpack(">II", file.read(24)[16:])


def _by_id(claims: pd.DataFrame) -> dict:
    return {claim.claim_id: claim for claim in claims.itertuples()}
