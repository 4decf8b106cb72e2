"""The YAML block at a page's head."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxclaims.reading.front_matter import read_front_matter

BLOCK = "---\ntitle: '多地开展接种_服务_'\ndate: Tue, 25 May 2021 01:42:10 GMT\ntags:\n - 新媒体\n---\n正文。"


def test_fields_and_the_place_of_the_titles_words_are_read():
    front = read_front_matter(BLOCK)
    assert front.fields == {"title": "多地开展接种_服务_", "date": "Tue, 25 May 2021 01:42:10 GMT"}
    assert BLOCK[front.end :] == "正文。"
    assert BLOCK[front.title_start : front.title_end] == "多地开展接种_服务_"
    assert front.warning == ""


def test_windows_line_ends_and_blank_lines_before_are_no_obstacle():
    text = "\r\n\r\n" + BLOCK.replace("\n", "\r\n")
    assert text[read_front_matter(text).end :] == "正文。"


@pytest.mark.parametrize("text", ["正文。", "", "---", "正文\n---\ntitle: 甲\n---\n", "--- \n没有结束"])
def test_a_page_without_a_block_has_none(text):
    assert read_front_matter(text) == ({}, 0, 0, 0, "")


@pytest.mark.parametrize(
    "block, reason",
    [
        ("title: '没有收住", "not valid YAML"),
        ("title: [甲", "not valid YAML"),
        ("? {a: b}: c\n: d: e", "not valid YAML"),
        ("\ttitle: 甲", "not valid YAML"),
        ("- 甲\n- 乙", "not a list of fields"),
        ("只是一行字", "not a list of fields"),
        ("[" * 3000, "not valid YAML"),
    ],
)
def test_a_broken_block_is_kept_as_text_with_a_warning(block, reason):
    text = f"---\n{block}\n---\n正文。"
    front = read_front_matter(text)
    assert front.fields == {} and text[front.end :] == "正文。"
    assert reason in front.warning


@pytest.mark.parametrize("value", ["2021-99-99", "0x" + "f" * 9000, "9" * 9000, "1:60:60", "!!python/object:os.system x"])
def test_a_value_is_the_text_that_stands_there_and_nothing_is_made_of_it(value):
    assert read_front_matter(f"---\ntitle: 甲\ndate: {value}\n---\n").fields["title"] == "甲"


def test_aliases_that_stand_for_gigabytes_are_not_unfolded():
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
    front = read_front_matter(f"---\na0: &a0 [甲]\n{levels}\ntitle: *a11\ndate: 2021-05-25\n---\n")
    assert front.fields == {"date": "2021-05-25"}


@given(st.text())
def test_any_block_is_fields_or_a_warning_never_an_error(block):
    front = read_front_matter(f"---\n{block}\n---\n正文")
    assert all(isinstance(value, str) for value in front.fields.values())
