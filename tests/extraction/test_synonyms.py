"""A page is read in plain words and quoted in its own."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from vaxclaims.extraction import rules
from vaxclaims.extraction.synonyms import Plain

WORDINGS = [wording for rule in rules.load("synonyms")["rules"] for wording in rule["wordings"]]
TEXTS = st.lists(st.sampled_from([*WORDINGS, "接种", "，", "1", "万剂", "第", "人", " ", "\n"]), max_size=30).map("".join)


def test_the_plain_text_has_one_word_for_one_thing():
    assert Plain("全市累计打了3万针，首剂接种比例六成。").text == "全市累计接种3万针，第一剂接种率六成。"


def test_a_text_without_such_wordings_is_its_own_plain_text():
    plain = Plain("全市累计接种3万剂次。")
    assert plain.text == "全市累计接种3万剂次。" and plain.replaced == []


def test_offsets_lead_from_the_one_to_the_other_and_back():
    view = "首剂已打3万针"
    plain = Plain(view)
    left = plain.text.index("3万针")
    assert view[slice(*plain.span(left, left + 3))] == "3万针"
    assert plain.at(view.index("3万针")) == left


def test_a_stretch_that_touches_a_wording_takes_it_whole():
    plain = Plain("注射台12个")
    assert plain.text == "接种台12个" and plain.span(1, 5) == (0, 5)


@given(TEXTS)
def test_every_stretch_of_the_plain_text_lies_in_the_view(view):
    plain = Plain(view)
    for left in range(len(plain.text)):
        start, end = plain.span(left, left + 1)
        assert 0 <= start < end <= len(view)
    assert plain.span(0, len(plain.text)) == (0, len(view))


@given(TEXTS)
def test_what_is_no_wording_stays_as_it_is(view):
    plain = Plain(view)
    replaced = [range(wording.start, wording.end) for wording in plain.replaced]
    for offset, character in enumerate(view):
        if not any(offset in span for span in replaced):
            assert plain.text[plain.at(offset)] == character


def test_a_quote_is_in_the_words_of_the_page(read_page):
    page = read_page("新冠疫苗接种：全市19所小学设预防接种站3个，首针打了3万人。", published="2021-11-12")
    found = {claim["quote"]: claim for claim in page.claims}
    assert found["3万人"]["value"] == Decimal(30000)
    assert all(page.text[claim["start"] : claim["end"]] == claim["quote"] for claim in page.claims)


def test_a_group_is_in_the_words_of_the_page(read_page):
    page = read_page("截至5月20日，全市符合加强剂条件的人群新冠疫苗接种率达80%。", published="2021-05-21")
    assert {claim["population"] for claim in page.claims} == {"符合加强剂条件的人群"}


def test_a_house_number_before_a_count_is_no_slot(read_page):
    page = read_page("新冠疫苗接种点设在人民路18号，现场设登记处、留观区，摆了注射台12个。", published="2021-05-21")
    assert {claim["indicator"] for claim in page.claims} == {"stations"}


def test_the_rule_column_says_which_words_were_read_as_others(read_page):
    page = read_page("截至5月20日，全市累计打了新冠疫苗300万剂。今日照常接种。", published="2021-05-21")
    assert page.claims[0]["rule"].split()[-1].startswith("synonym.given_in_all@")
    assert "synonym" not in read_page("截至5月20日，全市累计接种新冠疫苗300万剂。", published="2021-05-21").claims[0]["rule"]
