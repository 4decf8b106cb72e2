"""What makes no difference to the eye makes none to the rules, and every offset leads back to the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_markup import HOSTILE, steps
from vaxclaims.shown import Shown, readable


@pytest.mark.parametrize(
    "text, shown",
    [
        ('26<span lang="EN-US">00</span>万剂', "2600万剂"),
        ("全市<strong>300</strong><b>万剂</b>次", "全市300万剂次"),
        ("累计<!-- -->300<!-- -->万剂", "累计300万剂"),
        ("据<a href='x'>健康</a>委", "据健康委"),
        ("2600&nbsp;万剂，", "2600万剂，"),
        ("&#51;00万剂", "300万剂"),
        ("接种\u200b300\ufeff万剂", "接种300万剂"),
        ("截至 5 月 23 日，接种 300 万剂", "截至5月23日，接种300万剂"),
        ("接种率超 8 成", "接种率超8成"),
        ("甲\r\n乙", "甲\n乙"),
        ("\u3000\u3000全市接种\n  其中", "全市接种\n其中"),
        ("<p>甲</p>", "\n甲\n"),
        ("<div><section><p>甲</p></section></div>", "\n\n甲\n\n"),
        ("<p>累计接种疫苗\n  300万剂</p>", "\n累计接种疫苗300万剂\n"),
        ("<p>Johns\nHopkins</p>", "\nJohns Hopkins\n"),
    ],
)
def test_what_tells_nothing_is_not_shown(text, shown):
    assert Shown(text).text == shown


@pytest.mark.parametrize(
    "text, shown",
    [
        ("渝中区 12.5 39.1", "渝中区 12.5 39.1"),
        ("全国接种破6亿剂次 05-28，", "全国接种破6亿剂次 05-28，"),
        ("累计接种 全市", "累计接种 全市"),
        ("<li><a>甲</a><a>乙</a></li>", "\n\n甲\n乙\n"),
        ("<a>甲区接种破万</a><span>09-25</span>", "甲区接种破万 09-25"),
        ("甲<img src=x>乙", "甲 乙"),
    ],
    ids=["columns", "a day beside a title", "two phrases", "links in a row", "a day beside a link", "a picture"],
)
def test_what_sets_words_apart_is_shown_as_a_break_or_blank(text, shown):
    assert Shown(text).text == shown


@given(HOSTILE)
def test_every_character_shown_is_one_of_the_text_or_stands_for_one(text):
    shown = Shown(text)
    assert len(shown.text) == len(shown.view)
    spans = [shown.span(at, at + 1) for at in range(len(shown.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:]))


@given(HOSTILE)
def test_tags_stand_in_order_in_what_is_shown(text):
    shown = Shown(text)
    assert all(0 <= tag.start <= tag.end <= len(shown.text) for tag in shown.tags)
    assert all(before.end <= after.start for before, after in zip(shown.tags, shown.tags[1:]))


@given(st.text(alphabet="甲乙1A<>&，。", max_size=60))
def test_text_without_blanks_or_tags_is_shown_as_it_is(text):
    bare = re.sub("[<>&]", "", text)
    assert Shown(bare).text == bare


@pytest.mark.parametrize("piece", ["<b>", "&#51;", "甲 1 ", "\n ", "<p> 甲\n", "\u200b", "<a></a>", "1 万，"])
def test_four_times_the_hostile_text_is_at_most_some_four_times_the_work(piece):
    small, large = (steps(lambda n=n: Shown(piece * n)) for n in (100, 400))
    assert large < 6 * small


def test_a_quote_is_cleaned_for_reading_in_its_own_script():
    assert readable("51085.8&nbsp;<b>万</b>\n 剂次") == "51085.8万 剂次"
    assert readable("3&nbsp;萬劑") == "3萬劑"
