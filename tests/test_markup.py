"""The view: the same length as the text, markup blanked, full-width forms folded one for one."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxclaims.markup import find_tags, is_traditional, make_view

HTML_PIECES = st.sampled_from(
    ["<", ">", "</", "/>", "<!--", "-->", "<script>", "</script>", "<p", " title='", '"', "'", "&", "&lt;", "&#20159;",
     "&#x", ";", "=", " ", "\n", "<td>", "</table>", "截至５月", "万剂", "<img onerror=x>", "<![CDATA[", "&nbsp;"]
)
HOSTILE = st.lists(HTML_PIECES | st.text(max_size=3), max_size=60).map("".join)


@given(st.text())
def test_any_text_has_a_view_of_its_own_length(text):
    assert len(make_view(text)) == len(text)


@given(HOSTILE)
def test_broken_markup_has_a_view_of_its_own_length(text):
    assert len(make_view(text)) == len(text)


@given(HOSTILE)
def test_tags_come_in_order_and_never_overlap(text):
    tags = find_tags(text)
    assert all(0 <= tag.start < tag.end <= len(text) for tag in tags)
    assert all(before.end <= after.start for before, after in zip(tags, tags[1:]))


@given(HOSTILE)
def test_a_view_holds_no_tag(text):
    view = make_view(text)
    assert all(not view[tag.start : tag.end].strip() for tag in find_tags(text))


@given(st.text())
def test_text_without_markup_or_wide_forms_is_its_own_view(text):
    plain = "".join(c for c in text if c.isascii() and c not in "<&,;")
    assert make_view(plain) == plain


@pytest.mark.parametrize(
    "text, view",
    [
        ("１２３４．５万剂", "1234.5万剂"),
        ("接种1,234剂,其中首剂800剂;完成a;b", "接种1,234剂，其中首剂800剂；完成a;b"),
        ("接种率达９５％", "接种率达95%"),
        ("甲市：８０％（第１剂）", "甲市:80%(第1剂)"),
        ("一\u3000二\xa0三", "一 二 三"),
        ("截至<b>5</b>月", "截至   5    月"),
        ("超&gt;300万", "超>   300万"),
        ("5&nbsp;万剂", "5      万剂"),
        ("甲<!--100万剂-->乙", "甲            乙"),
        ("接种率<80%", "接种率<80%"),
        ("3 < 5 > 2", "3 < 5 > 2"),
    ],
)
def test_markup_is_blanked_and_wide_forms_are_folded_one_for_one(text, view):
    assert make_view(text) == view


@pytest.mark.parametrize(
    "hidden",
    ["<script>var a = '100万剂'</script>", "<style>p:after{content:'100万剂'}</style>", "<!-- 100万剂 -->",
     "<img src=x onerror='alert(\"100万剂\")'>", "<svg><text>100万剂</text></svg>", '<p title="100万剂">', "<br/>"],
)
def test_what_a_browser_does_not_show_is_blank(hidden):
    view = make_view(f"甲{hidden}乙")
    assert view.split() == ["甲", "乙"] and len(view) == len(hidden) + 2


def test_a_block_begins_a_line_and_an_inline_tag_does_not():
    view = make_view("<p>甲<b>乙</b></p><p>丙</p>")
    assert [line.strip() for line in view.split("\n") if line.strip()] == ["甲   乙", "丙"]


def test_a_line_break_inside_a_sentence_of_markup_breaks_nothing():
    text = "<p>累计接种疫苗\n  300万剂</p>"
    assert "疫苗" + " " * 3 + "300万剂" in make_view(text)


def test_offsets_found_in_the_view_are_offsets_of_the_text():
    text = '<td align="right">２９７０.５９&nbsp;万剂</td>'
    at = make_view(text).index("2970.59")
    assert text[at : at + 7] == "２９７０.５９"


def test_traditional_characters_are_read_as_simplified_ones_in_place():
    text = "全港累計接種新冠疫苗約300萬劑，至少接種一劑的人數佔總人口七成，將繼續推進。"
    view = make_view(text)
    assert is_traditional(text) and len(view) == len(text)
    assert "累计接种" in view and "300万剂" in view


def test_a_simplified_page_with_one_traditional_word_stays_as_it_is():
    text = "全市累计接种新冠疫苗300万剂。" * 20 + "萬"
    assert not is_traditional(text) and make_view(text) == text


def test_an_unclosed_script_does_not_swallow_the_page():
    assert "累计接种300万剂" in make_view("<script>甲<p>累计接种300万剂")


def steps(action) -> int:
    """How many lines of Python `action` runs: work counted, not timed."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("piece", ["<p", "<script>", "<!--", "<p title='", "&#1", "<b>甲</b>", "</div>", "<a b=\"<"])
def test_four_times_the_hostile_text_is_at_most_some_four_times_the_work(piece):
    small, large = (steps(lambda n=n: make_view(piece * n)) for n in (100, 400))
    assert large < 6 * small
