"""A text with stretches replaced or left out, and the way of every offset there and back."""

from hypothesis import given
from hypothesis import strategies as st

from vaxclaims.edited import Edited

TEXTS = st.text(alphabet="甲乙1 <>\n", max_size=40)


def edits_of(text: str) -> list[tuple[int, int, str, str]]:
    """Every second pair of characters is left out or told in a longer word."""
    return [(at, at + 2, ["", "一二三"][at % 8 == 0], f"rule.{at}") for at in range(0, len(text) - 1, 4)]


def test_a_text_without_edits_is_itself():
    edited = Edited("甲乙", [])
    assert edited.text == "甲乙" and edited.at(1) == 1 and edited.span(0, 2) == (0, 2)


def test_offsets_lead_there_and_back():
    edited = Edited("26<b>00</b>万剂", [(2, 5, "", ""), (7, 11, "", "")])
    assert edited.text == "2600万剂"
    assert edited.at(5) == 2 and edited.at(11) == 4
    assert edited.span(0, 6) == (0, 13) and edited.span(2, 4) == (5, 7)


def test_what_has_been_replaced_is_taken_whole():
    edited = Edited("注射台12个", [(0, 2, "接种", "synonym")])
    assert edited.text == "接种台12个" and edited.span(1, 5) == (0, 5) and edited.tags(0, 2) == ["synonym"]
    assert edited.replaces(1) and not edited.replaces(2)


@given(TEXTS)
def test_every_stretch_of_the_edited_text_lies_in_the_text(text):
    edited = Edited(text, edits_of(text))
    for left in range(len(edited.text)):
        start, end = edited.span(left, left + 1)
        assert 0 <= start < end <= len(text)


@given(TEXTS)
def test_what_has_not_been_replaced_stays_as_it_is(text):
    edited = Edited(text, edits_of(text))
    for offset, character in enumerate(text):
        if not edited.replaces(offset):
            assert edited.text[edited.at(offset)] == character
            at = edited.at(offset)
            assert edited.span(at, at + 1) == (offset, offset + 1)
