"""Other texts about other places, one of them hostile: everything shown follows, nothing runs."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from vaxclaims import tables
from vaxclaims.publishing.runner import run_notebooks

pytestmark = pytest.mark.xdist_group("end_to_end")
FOUR = re.compile("北京|上海|湖北|四川|Beijing|Shanghai|Hubei|Sichuan")
ARTICLES = {
    "guangdong.txt": "广东省接种进展\n发布时间：2021-06-18\n"
    "截至2021年6月17日，广东省累计接种新冠疫苗7020.5万剂次，其中4816万人至少接种一剂。"
    "广东省日接种能力达到300万剂次。广州市开设夜间专场，并派出移动接种车进社区。\n",
    "zhejiang.txt": "浙江省疫苗接种情况通报\n发布时间：2021-06-18\n"
    "截至2021年6月17日，浙江省累计报告接种新冠疫苗5512.3万剂次。浙江省日接种量超过150万剂次。"
    "杭州市设立临时接种点，居民可网上预约。\n",
    "both.txt": "两省接种数字对照\n发布时间：2021-06-20\n"
    "截至2021年6月17日，广东省累计接种新冠疫苗6900万剂次，浙江省累计接种新冠疫苗超5500万剂次。\n",
    "a <b>&'x.txt": "截至2021年6月19日，浙江省累计接种新冠疫苗5700万剂次。\n"
    "<script>alert('ran')</script><img src=x onerror=\"alert('ran')\">"
    "</title></style></main><svg onload=alert(1)><a href=\"javascript:alert('ran')\">x</a> "
    "\u202e截至2021年6月20日，浙江省累计接种新冠疫苗5790万剂次。" + "e" + "\u0301" * 1000,
    "empty.txt": "",
}


@pytest.fixture(scope="session")
def others(tmp_path_factory):
    """The folder and the manifest of a run on these texts, comparing the two provinces."""
    base = tmp_path_factory.mktemp("others")
    (base / "seeds").mkdir()
    for name, text in ARTICLES.items():
        (base / "seeds" / name).write_text(text, encoding="utf-8")
    given = {"seeds": str(base / "seeds"), "places": "广东省,浙江省"}
    return base / "run", run_notebooks(given, output=base / "run", tell=lambda _: None)


@pytest.mark.parametrize(
    ("page", "names"), [("index.html", ("Guangdong", "Zhejiang")), ("index.zh.html", ("广东省", "浙江省"))]
)
def test_title_prose_and_charts_speak_of_the_places_that_were_asked_for(others, page, names):
    soup = BeautifulSoup((others[0] / page).read_text(encoding="utf-8"), "html.parser")
    for code in soup.select("details.code"):  # it names the defaults before those that were asked for
        code.decompose()
    said = soup.get_text(" ") + " ".join(image["alt"] for image in soup.find_all("img"))
    assert FOUR.findall(said) == []
    assert all(name in soup.h1.get_text() for name in names)
    titles = " ".join(heading.get_text() for heading in soup.select("figure h3"))
    assert all(name in titles for name in names)


def test_the_numbers_are_those_of_the_new_tables(others):
    folder = others[0]
    soup = BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser")
    claims = tables.read_table(folder / "processed" / "claims.csv", "claims")
    standfirst = [link.get_text() for link in soup.select(".standfirst a")]
    assert standfirst[:2] == ["4", str(len(claims))]
    assert "70,205,000" in soup.get_text()


def test_no_figure_names_a_place_of_the_seeds(others):
    assert FOUR.findall((others[0] / "figures" / "index.json").read_text(encoding="utf-8")) == []
    assert len(json.loads((others[0] / "figures" / "index.json").read_text(encoding="utf-8"))) == 24


def test_an_empty_text_is_listed_as_left_out(others):
    assert [line["name"] for line in others[1]["left_out"] if line["name"] == "empty.txt"]


def test_hostile_words_are_shown_and_never_run(others, visit):
    folder = others[0]
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 15
    for path in pages:
        page = visit(path, 360)
        assert page.problems == [], path.name
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path.name
        page.context.close()
    (hostile,) = (path for path in (folder / "seeds").glob("*_b_*") if ".zh." not in path.name)
    assert "<script>alert('ran')</script>" in visit(hostile).inner_text("main")
