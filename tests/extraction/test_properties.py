"""What holds of any text whatever: no exception, true offsets, work that grows as the text does."""

import sys
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vaxclaims import codebook, gazetteer, tables
from vaxclaims.benchmarks.texts import load_texts
from vaxclaims.extraction import rules
from vaxclaims.identity import claim_id, quote_id

# What can be counted, and what is read as another word.
OF_RULES = [
    *(noun for nouns in rules.load("numbers")["nouns"].values() for noun in nouns), *rules.load("numbers")["classifiers"],
    *(wording for rule in rules.load("synonyms")["rules"] for wording in rule["wordings"]),
]
WORDS = st.sampled_from(OF_RULES) | st.sampled_from(
    ["新冠疫苗", "累计接种", "截至", "5月23日", "２３", "1333.39", "万", "亿", "剂次", "人", "%", "％", "约", "超", "近", "以上", "余", "多",
     "北京市", "上海", "湖北", "全市", "两地", "前者", "分别", "其中", "18岁及以上", "岁", "接种率", "达", "，", "。", "、", "；", "\n",
     "<td>", "</td>", "<tr>", "<table>", "</table>", "<caption>", "<p>", "&nbsp;", "&#51;", "第一剂", "加强针", "至", "-", "百分之", "分之",
     "成", "数", "十", "半", "昨天", "当天", "去年", "月底前", "力争", "有误，应为", "接种点", "个", "移动接种车", "相关文章", "评论列表(4条)",
     "31日", "13月", "99999999999999999999", "0", "9", ".", ",", " ", "XXXX-04-11", "萬劑", "累計", "\u202e", "😀", "e\u0301"]
)
LINES = sorted({line for text in load_texts() for line in text["text"].split("\n")[:12]})[::5]
SENTENCES = st.lists(WORDS, max_size=40).map("".join)
DAYS = st.sampled_from(["", "2021-05-25", "2025-08-27", "2020-02-29"])
SLOW = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])


def is_town_abroad(path: str) -> bool:
    """塞尔维亚/贝尔格莱德, 日本/北海道/夕张市: of other countries the gazetteer has the first divisions alone, so that
    a town's name is the page's own and has no code."""
    above, _, name = path.rpartition("/")
    return above in gazetteer.by_path() and gazetteer.is_abroad(above) and 2 <= len(name) <= 7


def assert_sound(page) -> None:
    """No document was left out (Page asserts it), and every row is what its schema says."""
    claims = page.claims
    assert claims == page.claims, "the same text gives the same rows"
    places = gazetteer.by_path()
    for row in claims + page.measures:
        assert page.text[row["start"] : row["end"]] == row["quote"] != ""
        assert row["quote_id"] == quote_id("page", row["start"], row["end"])
        assert row["claim_id"] == claim_id("page", row["start"], row["end"], row)
        assert any(zone.zone == row["zone"] and zone.start <= row["start"] < zone.end for zone in page.zones)
        assert row["zone"] != "boilerplate" and row["zone"] in tables.ZONES
        assert row["place_code"] == gazetteer.code_of(row["place"])
        assert row["place"] in places or is_town_abroad(row["place"]), "a place that nobody knows"
        assert row["rule"] and row["origin"] == "rule" and row["decision"] == "pending" and row["coder"] == ""
        assert not row["as_of_start"] or row["as_of_start"] <= row["as_of"]
    ids = {row["claim_id"] for row in claims}
    assert len(ids) == len(claims), "no two claims share an id"
    for row in claims:
        assert isinstance(row["value"], Decimal) and row["value"] >= 0 and row["precision"] > 0
        assert row["value_high"] is None or row["value"] <= row["value_high"]
        assert row["indicator"] in codebook.codes("indicators") and row["unit"] in codebook.codes("units")
        assert row["restates"] == "" or row["restates"] in ids - {row["claim_id"]}


@given(text=st.text(), published=DAYS)
@SLOW
def test_any_text_gives_no_exception_and_true_offsets(read_page, text, published):
    assert_sound(read_page(text, published=published))


@given(lines=st.lists(st.sampled_from(LINES), max_size=25), published=DAYS)
@SLOW
def test_lines_of_articles_in_any_order_are_read(read_page, lines, published):
    assert_sound(read_page("\n".join(lines), published=published))


@given(text=SENTENCES, published=DAYS)
@SLOW
def test_any_heap_of_the_subjects_own_words_gives_no_exception_and_true_offsets(read_page, text, published):
    assert_sound(read_page(text, published=published))


@given(text=st.text(), inside=st.sampled_from(["截至5月23日，全市累计接种新冠疫苗300万剂次。", "全市设立300余个接种点，接种率超80%。"]))
@SLOW
def test_a_true_sentence_in_the_midst_of_anything_keeps_its_offsets(read_page, text, inside):
    half = len(text) // 2
    assert_sound(read_page(f"{text[:half]}\n{inside}\n{text[half:]}", published="2021-05-25"))


def test_the_seeds_claims_and_measures_are_sound(seeds, seed_claims, seed_measures):
    texts = dict(zip(seeds[0]["doc_id"], seeds[0]["text"], strict=True))
    for row in [*seed_claims.to_dict("records"), *seed_measures.to_dict("records")]:
        assert texts[row["doc_id"]][row["start"] : row["end"]] == row["quote"]
    assert seed_claims["claim_id"].is_unique and seed_measures["claim_id"].is_unique
    assert seed_claims.attrs["left_out"] == seed_measures.attrs["left_out"] == []


@pytest.mark.parametrize(
    "text",
    [
        "截至5月23日，全市累计接种新冠疫苗" + "9" * 60 + "万剂。",
        "截至5月23日，全市累计接种新冠疫苗" + "九" * 60 + "万剂。",
        "全市新冠疫苗接种率达0." + "1" * 60 + "%。",
        "全市" + "万" * 60 + "亿分之一接种新冠疫苗，共1" + "万" * 40 + "剂。",
        "截至9999年12月31日、0001年1月1日和2021年2月30日，全市累计接种新冠疫苗300万剂次。",
        "接种新冠疫苗的" + "零" * 40 + "分之一。",
        "第" + "1" * 5000 + "剂新冠疫苗接种",
    ],
    ids=["sixty nines", "sixty 九", "sixty decimals", "stacked magnitudes", "days that are none", "a fraction of nothing", "a long ordinal"],
)
def test_an_absurd_number_costs_no_document(read_page, text):
    assert_sound(read_page(text + "北京市累计接种新冠疫苗1333.39万剂。", published="2021-05-25"))


def test_a_document_that_breaks_costs_only_itself(seeds, monkeypatch):
    from vaxclaims.extraction import claims

    real = claims.extract_document

    def breaks_once(document, zones):
        if document["doc_id"].startswith("002"):
            raise RuntimeError("boom")
        return real(document, zones)

    monkeypatch.setattr(claims, "extract_document", breaks_once)
    found = claims.extract_claims(*seeds)
    assert found.attrs["left_out"] == [{"name": "002_3d2f957771e3e1f8", "reason": "RuntimeError: boom"}]
    assert {doc_id[:3] for doc_id in found["doc_id"]} == {"000", "001", "003"}


def test_a_document_that_takes_too_long_costs_only_itself(seeds, monkeypatch):
    from vaxclaims import limits
    from vaxclaims.extraction import claims

    real = claims.extract_document

    def never_ends(document, zones):
        while document["doc_id"].startswith("002"):
            pass
        return real(document, zones)

    monkeypatch.setattr(claims, "extract_document", never_ends)
    monkeypatch.setattr(limits, "SECONDS", 1)
    found = claims.extract_claims(*seeds)
    assert found.attrs["left_out"] == [{"name": "002_3d2f957771e3e1f8", "reason": "took longer than 1 s to extract"}]
    assert {doc_id[:3] for doc_id in found["doc_id"]} == {"000", "001", "003"}


def steps(action) -> int:
    """How many lines of Python `action` runs: work counted, not timed."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return count


HEAD = "截至5月23日，全市累计接种新冠疫苗300万剂次"


@pytest.mark.parametrize(
    "piece",
    [
        "截至5月23日，北京市累计接种新冠疫苗1333.39万剂。",
        "截至5月23日，北京市累计接种新冠疫苗1333.39万剂\n",
        "5万剂，",
        "5万剂、",
        "北京市、",
        "北京市接种新冠疫苗5万剂，",
        "18岁以上、",
        "9",
        "9,",
        "九",
        "5月23日至",
        "<td>",
        "<tr><td>北京市</td><td>5万剂</td></tr>",
        "“（",
        "流动接种车、",
    ],
)
def test_four_times_the_text_is_some_four_times_the_work(read_page, piece):
    def work(n):
        page = read_page(HEAD + piece * n, published="2021-05-25")
        return steps(lambda: (page.claims, page.measures))

    work(2)  # what is loaded once is loaded now
    small, large = work(50), work(200)
    assert large < 6 * small, f"{small} steps for 50, {large} for 200"


@pytest.mark.parametrize(
    "filler",
    ["<script>!function(e){var a=1,b=e[a];}();</script>", "<style>p{margin:0}</style>\n", " ", "\t", "\u3000", "&#1;", "<i> </i>", "&nbsp;"],
)
def test_a_megabyte_of_nothing_to_read_is_soon_passed_over(read_page, filler):
    """With any pattern whose time is the square of what it passes over, one of these takes hours."""
    page = read_page(f"<p>{HEAD}。{filler * (1_000_000 // len(filler))}</p>\n<p>{HEAD}。</p>", published="2021-05-25")
    assert [row["value"] for row in page.claims] == [3_000_000] * 2
    assert page.measures == []


@pytest.mark.parametrize("piece", ["5万剂，", "截至5月23日，北京市累计接种新冠疫苗1333.39万剂。\n", "<tr><td>北京市</td><td>5万剂</td></tr>"])
def test_a_page_of_nothing_but_claims_costs_as_much_as_it_has_claims(read_page, piece):
    def work(n):
        page = read_page(HEAD + piece * n, published="2021-05-25")
        return steps(lambda: page.claims)

    work(2)
    small, large = work(500), work(2000)
    assert large < 6 * small, f"{small} steps for 500, {large} for 2000"
