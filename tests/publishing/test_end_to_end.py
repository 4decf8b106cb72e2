"""The five notebooks on the seeds, from the raw texts to the pages in a browser."""

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from vaxclaims import tables
from vaxclaims.paths import ROOT
from vaxclaims.publishing.runner import run_notebooks

pytestmark = pytest.mark.xdist_group("end_to_end")
PAGES = [
    "index.html",
    "index.zh.html",
    "01_read_seeds.html",
    "02_annotate_claims.html",
    "03_check_claims.html",
    "04_compare_places.html",
    "codebook.html",
    "codebook.zh.html",
    "run.html",
    "run.zh.html",
]


def test_every_notebook_is_told_when_it_begins_and_when_it_ends(full_run):
    began, ended = full_run[2][::2], full_run[2][1::2]
    assert [line.removesuffix(" ...") for line in began] == [" ".join(line.split()[:2]) for line in ended]
    assert [re.match(r"\[(\d)/6\] (\w+(?:\.zh)?) +\d+\.\d s$", line).group(2) for line in ended] == [
        "01_read_seeds",
        "02_annotate_claims",
        "03_check_claims",
        "04_compare_places",
        "05_report",
        "05_report.zh",
    ]


def test_every_page_is_made_in_both_editions(soups):
    assert set(PAGES) <= set(soups)
    assert len([name for name in soups if name.startswith("seeds/")]) == 10
    assert soups["index.html"].html["lang"] == "en" and soups["index.zh.html"].html["lang"] == "zh-Hans"


def test_every_link_lands(soups, folder):
    broken = []
    for name, soup in soups.items():
        for tag in soup.find_all(href=True):
            path, fragment = urldefrag(unquote(tag["href"]))
            if re.match(r"(https?|data|mailto):", path):
                continue
            target = ((folder / name).parent / path).resolve() if path else folder / name
            page = soups.get(target.relative_to(folder).as_posix()) if target.is_relative_to(folder) else None
            if not target.exists() or (fragment and page and not page.find(id=fragment)):
                broken.append((name, tag["href"]))
    assert broken == []


def test_every_claim_has_its_own_words_marked(soups, folder):
    claims = tables.read_table(folder / "processed" / "claims.csv", "claims")
    report = soups["index.html"]
    reached = {link["href"] for link in report.select("a.evidence")}
    from vaxclaims.publishing.evidence import address

    for claim in claims[claims["decision"] != "rejected"].itertuples():
        assert address(claim.claim_id) in reached
        path, fragment = address(claim.claim_id).split("#")
        marked = soups[unquote(path)].find(id=fragment)
        assert re.sub(r"\s|<[^>]*>", "", marked.get_text()).startswith(
            re.sub(r"\s|<[^>]*>", "", claim.quote)[:2]
        )


def test_headings_tables_and_pictures_speak_to_everyone(soups):
    for name, soup in soups.items():
        levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1 and levels[0] == 1, name
        assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False)), name
        assert all(image.get("alt") for image in soup.find_all("img")), name
        assert "No description has been provided" not in soup.get_text(), name
        for table in soup.find_all("table"):
            assert table.caption and table.caption.get_text(strip=True), name
            assert all(cell.get("scope") for cell in table.find_all("th")), name
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), name


def test_the_report_begins_with_findings(soups):
    first = soups["index.html"].main.find("h2")
    assert first["id"] == "findings" and first.find_next("li").select_one(".evidence")


def test_the_manifest_tells_seeds_outputs_versions_and_cost(full_run):
    folder, run, _ = full_run
    assert len([seed for seed in run["seeds"] if seed["file"].endswith(".txt")]) == 5
    assert {"processed/claims.csv", "processed/findings.csv"} <= {output["file"] for output in run["outputs"]}
    assert run["packages"]["papermill"] and run["python"]
    assert all(step["peak_memory_mb"] > 50 and step["seconds"] > 0 for step in run["notebooks"])


def test_nothing_exported_names_a_folder_of_this_machine(folder):
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".ipynb", ".json", ".csv", ".svg"):
            text = path.read_text(encoding="utf-8")
            for place in (ROOT, Path.home(), folder.parent):
                assert str(place) not in text, (path.name, place)


def test_a_second_run_gives_the_same_bytes(folder, tmp_path_factory):
    again = tmp_path_factory.mktemp("again") / "run"
    run_notebooks(output=again, tell=lambda _: None)
    for part in ("processed", "figures"):
        files = {path.name: path.read_bytes() for path in (folder / part).rglob("*") if path.is_file()}
        assert files == {path.name: path.read_bytes() for path in (again / part).rglob("*") if path.is_file()}


@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_fits_asks_for_nothing_and_reports_no_error(folder, soups, visit, width):
    for name in soups:
        page = visit(folder / name, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.problems == [], name


def test_a_number_in_the_report_leads_to_its_highlighted_sentence_and_back(folder, visit):
    page = visit(folder / "index.html")
    link = page.locator(".finding a.evidence").first
    link.click()
    page.wait_for_url("**/seeds/*.html#c-*")
    lit = page.locator(".sentence:has(:target)")
    assert lit.count() == 1 and page.locator(":target mark").first.is_visible()
    page.locator(".back a").click()
    page.wait_for_url("**/index.html#sources")


def test_the_other_edition_is_one_click_away_and_keeps_to_its_language(folder, visit):
    page = visit(folder / "index.html")
    page.locator("header .other").click()
    page.wait_for_url("**/index.zh.html")
    page.locator("a.evidence").first.click()
    page.wait_for_url("**/seeds/*.zh.html#c-*")


def test_code_is_folded_behind_one_toggle_that_the_keyboard_reaches(folder, visit):
    page = visit(folder / "04_compare_places.html")
    code = page.locator("details.code pre").first
    assert not code.is_visible()
    page.locator("#toggle-code").focus()
    page.keyboard.press("Enter")
    assert code.is_visible()


def test_tables_sort_and_filter(folder, visit):
    page = visit(folder / "index.html")
    table = page.locator("table.data", has=page.locator("caption", has_text="All claims"))
    table.locator("th button", has_text="Claim").click()
    numbers = table.locator("tbody tr td[data-sort]").evaluate_all(
        "cells => cells.map(c => c.dataset.sort).filter(Boolean).map(Number)"
    )
    assert numbers == sorted(numbers) and len(set(numbers)) > 5
    page.get_by_label("Filter the rows: All claims").fill("Shanghai")
    rows = table.locator("tbody tr:visible").all_inner_texts()
    assert rows and all("Shanghai" in row for row in rows)
