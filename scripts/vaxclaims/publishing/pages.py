"""The pages of a finished run: the report, one per notebook, one per text, the run's, the codebook's.

The folder is whole in itself: no page asks for anything outside it.
"""

import base64
import hashlib
import json
import re
from functools import cache
from itertools import chain, count
from pathlib import Path

import nbformat
import nh3
import pandas as pd
from bs4 import BeautifulSoup
from markupsafe import Markup
from nbconvert import HTMLExporter

from vaxclaims import codebook, tables
from vaxclaims.publishing import evidence, wording
from vaxclaims.publishing.rendering import TEMPLATES, render, write_assets
from vaxclaims.publishing.report import worst

# The browser itself refuses whatever would leave the folder, should anything slip through.
_POLICY = (
    "default-src 'none'; img-src 'self' file: data:; style-src 'self' file: 'unsafe-inline'; "
    "script-src 'self' file: 'unsafe-inline'; font-src 'self' file:; base-uri 'none'; form-action 'none'"
)
_TAGS = nh3.ALLOWED_TAGS | {"details", "summary", "figure", "figcaption", "main", "section", "mark", "q", "small"}
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "title", "dir", "role", "tabindex"},
    "a": {"href", "download", "style"},
    "img": {"src", "alt", "width", "height", "loading"},
    "details": {"open"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,")


def export_html(folder: str | Path, run: dict, report: str) -> None:
    """Write all pages into `folder`, which holds `notebooks/*.ipynb`, `processed/` and `figures/`.

    `run` is the manifest, written as `run.json`; `report` the stem of the notebook that becomes `index.html`.
    """
    folder = Path(folder)
    made = _tables(folder / "processed")
    write_assets(folder / "assets")
    for language in run["editions"]:
        site = _Site(folder, run, report, language, len(made["documents"]))
        site.write("run", wording.say("run title", language), render("run.html.j2", language, run=run))
        site.write(
            "codebook",
            wording.say("codebook title", language),
            render("codebook.html.j2", language, book=codebook.load()),
        )
        _seed_pages(site, made)
        for notebook in sorted((folder / "notebooks").glob("*.ipynb")):
            _notebook_page(site, notebook)
    text = json.dumps(run, ensure_ascii=False, indent=2)
    (folder / "run.json").write_text(text + "\n", encoding="utf-8", newline="\n")


class _Site:
    """One edition: what its pages share, and where they are."""

    def __init__(self, folder: Path, run: dict, report: str, language: str, texts: int):
        self.folder, self.run, self.report, self.language, self.texts = folder, run, report, language, texts
        self.first = language == run["editions"][0]
        self.suffix = ".html" if self.first else f".{language}.html"

    def write(self, stem: str, title: str, body: str) -> None:
        """A page from its body, under the folder at `stem` with the edition's suffix; without a `title` its first
        heading is it."""
        soup = BeautifulSoup(body, "html.parser")
        heading = None if title else soup.find("h1")
        title = title or (heading.get_text(" ", strip=True) if heading else Path(stem).name)
        contents = _polish(soup, self.suffix)
        up = "../" * stem.count("/")
        page = render(
            "page.html.j2",
            self.language,
            title=title,
            body=Markup(soup.decode()),
            contents=contents,
            up=up,
            nav=self._nav(),
            here=stem + self.suffix,
            other=self._other(stem),
            policy=Markup(_POLICY),
            has_code=bool(soup.select_one("details.code")),
            run=self.run,
            texts=self.texts,
            run_page=f"run{self.suffix}",
        )
        path = self.folder / f"{stem}{self.suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page, encoding="utf-8", newline="\n", errors="replace")

    def _nav(self) -> list[tuple[str, str]]:
        steps = sorted(path.stem for path in (self.folder / "notebooks").glob("*.ipynb"))
        steps = [stem for stem in steps if stem.partition(".")[0] != self.report]
        return [
            (wording.say("report", self.language), f"index{self.suffix}"),
            *((wording.step(stem, self.language), f"{stem}.html") for stem in steps),
            (wording.say("codebook", self.language), f"codebook{self.suffix}"),
            (wording.say("run", self.language), f"run{self.suffix}"),
        ]

    def _other(self, stem: str) -> str:
        others = [language for language in self.run["editions"] if language != self.language]
        if not others or (self.folder / "notebooks" / f"{stem}.ipynb").exists():
            return ""
        return Path(stem).name + (f".{others[0]}.html" if self.first else ".html")


def _tables(processed: Path) -> dict[str, pd.DataFrame]:
    files = {"documents": "parquet", "zones": "csv", "claims": "csv", "measures": "csv", "findings": "csv"}
    return {
        name: tables.read_table(path, name) if path.exists() else tables.table(name, [])
        for name, suffix in files.items()
        for path in [processed / f"{name}.{suffix}"]
    }


def _notebook_page(site: _Site, path: Path) -> None:
    """The report's edition as the index; the other notebooks once, with the first edition."""
    stem, _, language = path.stem.partition(".")
    is_report = stem == site.report
    if (language or site.run["editions"][0]) != site.language:
        return
    notebook = nbformat.read(path, as_version=4)
    _pictures_to_files(notebook, site.folder)
    body, _ = _exporter().from_notebook_node(
        notebook, resources={"code_label": wording.say("code", site.language)}
    )
    site.write("index" if is_report else stem, "", _clean(body))


@cache
def _exporter() -> HTMLExporter:
    """One for all notebooks: each would compile the templates anew."""
    return HTMLExporter(template_name="vaxclaims", extra_template_basedirs=[str(TEMPLATES)])


def _pictures_to_files(notebook, folder: Path) -> None:
    """Pictures as files that pages share: the run's own figure where it is one, else under `notebooks/`."""
    known = {path.read_bytes(): path for path in (folder / "figures").rglob("*.png")}
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        if "image/png" not in output.get("data", {}):
            continue
        picture = base64.b64decode(output.data["image/png"])
        if picture not in known:
            known[picture] = folder / "notebooks" / f"{hashlib.sha256(picture).hexdigest()[:16]}.png"
            known[picture].write_bytes(picture)
        output.metadata["filenames"] = {"image/png": known[picture].relative_to(folder).as_posix()}


def _clean(html: str) -> str:
    """Notebook outputs may carry words off the web: only harmless tags, links and pictures pass."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        generic_attribute_prefixes={"aria-", "data-"},
        filter_style_properties={"left", "top", "width", "height"},  # where a mark lies on its picture
        link_rel=None,
        url_schemes={"http", "https", "data"},
        attribute_filter=_harmless,
    )


def _harmless(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src" and not _PICTURE.match(value) and re.match(r"\s*(//|[\w+.-]+:)", value):
        return None
    if attribute == "href" and re.match(r"\s*data:", value, re.IGNORECASE):
        return None
    return value


def _polish(soup: BeautifulSoup, suffix: str) -> list[tuple[str, str]]:
    """Headings in order, tables that scroll, no picture without words. Returns the table of contents."""
    _order_headings(soup)
    for table in soup.find_all("table"):
        _dress_table(soup, table)
    for image in soup.find_all("img"):
        image["alt"] = image.get("alt") or _heading_before(image)
        if not image.find_parent("a") and not image["src"].startswith("data:"):
            image.wrap(soup.new_tag("a", attrs={"class": "plate", "href": image["src"]}))
            image.parent.wrap(soup.new_tag("div", attrs={"class": "picture"}))
    if suffix != ".html":
        for link in soup.select('a[href^="seeds/"]'):
            link["href"] = link["href"].replace(".html", suffix, 1)
    return [(heading["id"], heading.get_text(" ", strip=True)) for heading in soup.find_all("h2")]


def _order_headings(soup: BeautifulSoup) -> None:
    level, seen = 0, {tag["id"] for tag in soup.find_all(id=True)}
    for heading in soup.find_all(re.compile("^h[1-6]$")):
        for pilcrow in heading.select("a.anchor-link"):
            pilcrow.decompose()
        wanted = int(heading.name[1])
        level = 1 if level == 0 else max(2, min(wanted, level + 1))
        heading.name = f"h{level}"
        if not heading.get("id"):
            slug = re.sub(r"\W+", "-", heading.get_text()).strip("-").lower() or "part"
            heading["id"] = next(
                name for name in chain([slug], (f"{slug}-{n}" for n in count(2))) if name not in seen
            )
            seen.add(heading["id"])


def _dress_table(soup: BeautifulSoup, table) -> None:
    if not table.find("caption"):
        caption = soup.new_tag("caption")
        caption.string = _heading_before(table)
        table.insert(0, caption)
    if "dataframe" in table.get("class", []):
        # A table with a column index in several rows has no one row to sort by.
        table["class"] = ["data"] if len(table.select("thead tr")) == 1 else []
    for cell in table.find_all("th"):
        if not cell.get_text(strip=True):
            cell.name = "td"
        elif not cell.get("scope"):
            cell["scope"] = "col" if cell.find_parent("thead") else "row"
    box = soup.new_tag(
        "div",
        attrs={
            "class": "table-box",
            "tabindex": "0",
            "role": "region",
            "aria-label": table.caption.get_text(strip=True),
        },
    )
    table.wrap(box)


def _heading_before(tag) -> str:
    heading = tag.find_previous(re.compile("^h[1-6]$"))
    return heading.get_text(" ", strip=True) if heading else ""


def _seed_pages(site: _Site, made: dict[str, pd.DataFrame]) -> None:
    gravest, about = worst(made["findings"]), {}
    for finding in made["findings"].itertuples():
        for claim_id in finding.claims.split():
            about.setdefault(claim_id, []).append(finding)
    groups = {
        name: {doc_id: list(rows.itertuples()) for doc_id, rows in made[name].groupby("doc_id")}
        for name in ("claims", "measures", "zones")
    }
    names = {zone: codebook.label("zones", zone, site.language) for zone in codebook.codes("zones")}
    for document in made["documents"].itertuples():
        found = groups["claims"].get(document.doc_id, []) + groups["measures"].get(document.doc_id, [])
        found.sort(key=lambda claim: (claim.start, claim.end))
        zones = [(zone.start, zone.end, zone.zone) for zone in groups["zones"].get(document.doc_id, [])]
        marks = [_mark(claim, gravest, site.language) for claim in found]
        body = render(
            "seed.html.j2",
            site.language,
            document=document,
            claims=found,
            about=about,
            facts=_facts(document, site.language),
            text=Markup(evidence.marked(document.text, zones, marks, names)),
            report=f"index{site.suffix}",
        )
        site.write(f"seeds/{evidence.page_name(document.doc_id)}", document.title or document.doc_id, body)


def _facts(document, language: str) -> list[tuple[str, str]]:
    source = " · ".join(filter(None, [document.outlet, document.host]))
    kind = codebook.label("source_kinds", document.kind, language) if document.kind else ""
    return [
        ("outlet", source),
        ("kind", kind),
        ("published", document.published),
        ("event_year", document.event_year),
    ]


def _mark(claim, gravest: dict[str, str], language: str) -> evidence.Mark:
    is_number = hasattr(claim, "indicator")
    section, code = ("indicators", claim.indicator) if is_number else ("measures", claim.measure)
    fields = [
        codebook.label(section, code, language),
        wording.place(claim.place, language),
        wording.amount(claim, language) if is_number else "",
        wording.when(claim, language),
        codebook.label("statuses", claim.status, language),
        codebook.label("decisions", claim.decision, language),
    ]
    kind = gravest.get(claim.claim_id, "") or ("rejected" if claim.decision == "rejected" else "")
    kind = kind or ("" if is_number else "measure")
    return evidence.Mark(
        claim.start, claim.end, evidence.anchor(claim.claim_id), " · ".join(filter(None, fields)), kind
    )
