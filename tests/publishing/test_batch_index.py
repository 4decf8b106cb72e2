from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from vaxclaims.publishing.batch.index import write_index
from vaxclaims.publishing.batch.plan import Plan


def figure(amount: str, place: str = "北京市") -> dict:
    return {
        "indicator": "total_vaccinations",
        "place": place,
        "address": "seeds/a.html#c-1",
        "amount_en": amount,
        "amount_zh": f"{amount}剂",
        "when_en": "2021-05-24",
        "when_zh": "2021-05-24",
    }


def complete(*newest: dict, editions=("en", "zh")) -> dict:
    return {
        "outcome": "complete",
        "editions": list(editions),
        "seconds": 12.5,
        "changed": ["places"],
        "parameters": {"places": ["北京市", "<b>"], "language": "both"},
        "notebooks": [{"notebook": "01", "seconds": 1.0, "peak_memory_mb": 99}],
        "key_figures": {"counts": {"texts": 5, "claims": 90, "contradiction": 7}, "newest": list(newest)},
    }


@pytest.fixture
def pages(tmp_path):
    """Write the index of some records; both pages, read."""

    def write(**found: dict):
        write_index(Plan(Path("runs.yml"), tmp_path, [], []), found)
        return [
            BeautifulSoup((tmp_path / name).read_text(encoding="utf-8"), "html.parser")
            for name in ("index.html", "index.zh.html")
        ]

    return write


def test_it_lists_the_runs_with_outcome_parameters_counts_and_cost(pages):
    english, chinese = pages(
        a=complete(),
        b={"outcome": "failed", "error": "x < y", "parameters": {"as_of": "2021"}},
        c={"outcome": "waiting", "parameters": {}},
    )
    rows = [row.get_text(" ", strip=True) for row in english.select("#runs ~ .table-box tbody tr")]
    assert rows[0] == "a complete places 北京市, <b> 5 90 7 12.5 99"
    assert rows[1].startswith("b failed x < y as_of 2021") and rows[2] == "c not run"
    assert english.select_one(".standfirst").text == "1 complete, 1 failed, 1 not run"
    assert chinese.select_one(".standfirst").text == "1次完成，1次失败，1次未运行"


def test_every_run_links_its_report_in_the_pages_language_where_there_is_one(pages):
    both = pages(
        a=complete(),
        b=complete(editions=["en"]),
        c=complete(editions=["zh"]),
        d={"outcome": "failed", "executed": "notebooks/01.ipynb", "parameters": {}},
        e={"outcome": "waiting"},
    )
    linked = [[unquote(link["href"]) for link in page.select("th[scope=row] a")] for page in both]
    assert linked == [
        ["a/index.html", "b/index.html", "c/index.html", "d/notebooks/01.ipynb"],
        ["a/index.zh.html", "b/index.html", "c/index.html", "d/notebooks/01.ipynb"],
    ]


def test_figures_stand_side_by_side_with_their_evidence_and_what_differs_comes_first(pages):
    same, english, chinese = figure("7", "上海市"), figure("1 to 2"), figure("3")
    first, second = pages(
        a=complete(same, english), b=complete(same, chinese), c=complete(same, editions=["en"])
    )
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in first.select("#side-by-side ~ .table-box tbody tr")
    ]
    assert [row[1:] for row in rows] == [
        ["Beijing", "1 to 2 2021-05-24", "3 2021-05-24", "not stated"],
        ["Shanghai", "7 2021-05-24", "7 2021-05-24", "7 2021-05-24"],
    ]
    assert [link["href"] for link in second.select("a.evidence")][:3] == [
        "a/seeds/a.zh.html#c-1",
        "b/seeds/a.zh.html#c-1",
        "a/seeds/a.zh.html#c-1",
    ]


def test_words_from_a_plan_or_an_error_are_shown_and_never_run(pages, tmp_path):
    bad = "<script>alert(1)</script>"
    english, _ = pages(a={"outcome": "failed", "error": bad, "parameters": {bad: bad}})
    assert len(english.find_all("script")) == 1 and bad in english.get_text()


def test_the_page_is_whole_in_its_folder(pages, tmp_path):
    for page in pages(a={"outcome": "waiting"}):
        for tag in page.select("[href], [src]"):
            address = tag.get("href") or tag["src"]
            assert address.startswith(("#", "data:")) or (tmp_path / address).exists()
        assert "default-src 'none'" in page.find("meta", attrs={"http-equiv": True})["content"]
        assert (
            page.html["lang"] and page.find("h1") and all(table.caption for table in page.find_all("table"))
        )
