"""One text to one row: title, outlet, topic, places, script."""

import hashlib

import pytest

from vaxclaims.reading import read_document


@pytest.mark.parametrize(
    "number, topic, places",
    [
        ("000", "vaccination", {"北京市", "上海市"}),
        ("001", "vaccination", {"北京市", "上海市", "湖北省", "四川省"}),
        ("002", "vaccination", {"北京市"}),
        ("003", "testing", {"北京市"}),
        ("004", "vaccination_inspection", {"河北省/秦皇岛市"}),
    ],
)
def test_the_seeds_topics_and_places(seed_documents, number, topic, places):
    row = seed_documents[number]
    assert row["topic"] == topic and set(row["places"].split()) == places


def test_the_seeds_titles_and_outlets_are_those_of_the_sources_table(seed_documents):
    assert seed_documents["001"]["title"] == "多地推进新冠疫苗接种服务举措 疫苗接种呈现_加速度_"
    assert [seed_documents[number]["outlet"] for number in ("001", "002", "003", "004")] == ["央视网", "人民网", "", "秦皇岛日报"]
    assert [seed_documents[number]["host"] for number in ("000", "001", "004")] == ["", "ZAKER", "网易"]
    assert seed_documents["002"]["title"] == "", "the page prints none: unknown stays unknown"


def test_a_page_without_anything_known_has_empty_cells(read_page):
    row = read_page("街道很忙。").row
    assert {row[name] for name in ("title", "outlet", "host", "url", "published", "event_year", "places")} == {""}
    assert (row["kind"], row["topic"], row["published_basis"]) == ("unknown", "other", "unresolved")


def test_what_is_given_goes_before_what_the_page_says(read_page):
    row = read_page("---\ntitle: 页面的题目\n---\n全市接种三百万剂。", title="写下的题目", outlet="某报", kind="city-press").row
    assert (row["title"], row["outlet"], row["kind"]) == ("写下的题目", "某报", "city-press")


def test_a_page_knows_its_own_length_and_digest(read_page):
    row = read_page("全市接种三百万剂。").row
    assert row["n_chars"] == 9
    assert row["sha256"] == hashlib.sha256("全市接种三百万剂。".encode()).hexdigest()


@pytest.mark.parametrize(
    "text, places",
    [
        ("武昌区设点，武汉市推进接种，湖北全省跟进。", ["湖北省"]),
        ("武昌区设点，汉阳区也设点。", ["湖北省/武汉市"]),
        ("海淀区和大兴区。上海市一处。", ["北京市"]),
        ("上海市推进接种，上海各区跟进，北京市和北京的街道，上海。", ["上海市", "北京市"]),
        ("美国和美国人，日本一次。", ["美国"]),
        ("全国累计接种，我国推进。", []),
    ],
)
def test_a_page_is_set_where_it_names_places_more_than_once(read_page, text, places):
    assert read_page(text).row["places"].split() == places


def test_furniture_does_not_say_where_a_page_is_set(read_page):
    assert read_page("全市推进接种工作。\n相关文章\n北京市接种\n北京市又接种").row["places"] == ""


@pytest.mark.parametrize("text, script", [("全港累計接種約三百萬劑疫苗。", "traditional"), ("全市累计接种约三百万剂疫苗。", "simplified")])
def test_a_page_is_written_in_a_script(read_page, text, script):
    assert read_page(text).row["script"] == script


def test_half_a_surrogate_pair_breaks_nothing():
    assert read_document("page", "接种\ud800疫苗")[0]["n_chars"] == 5
