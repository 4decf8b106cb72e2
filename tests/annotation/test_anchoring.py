"""A quote is found again after a new crawl, or said to be lost; never guessed."""

from hypothesis import given
from hypothesis import strategies as st

from vaxclaims.annotation.anchoring import anchor, select

TEXT = "甲市公布，截至5月23日全市接种率达90%，创下新高。乙市公布，截至5月24日全市接种率达90%，低于预期。"


def found(quote: str, nth: int = 0) -> dict:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(quote, start + 1)
    return select(TEXT, start, start + len(quote))


def test_the_same_text_keeps_its_offsets():
    chosen = found("90%", 1)
    assert anchor(chosen, TEXT, True)[:2] == (chosen["start"], chosen["end"])


def test_text_put_in_front_moves_the_quote():
    chosen = found("90%", 1)
    place = anchor(chosen, "转载：" + TEXT, False)
    assert place[:2] == (chosen["start"] + 3, chosen["end"] + 3)
    assert place.reason.startswith("moved")


def test_changed_line_ends_and_spaces_move_nothing_away():
    text = TEXT.replace("，", "，\r\n ").replace("90%", "90 %")
    place = anchor(found("90%", 1), text, False)
    assert text[place.start : place.end] == "90 %"
    assert place.start > text.index("乙市")


def test_a_removed_paragraph_is_not_replaced_by_another_with_the_same_number():
    place = anchor(found("90%", 0), TEXT[TEXT.index("乙市") :], False)
    assert place.start == -1


def test_a_word_put_next_to_the_quote_leaves_it_unplaced():
    assert (
        anchor(found("90%", 0), TEXT.replace("接种率达90%，创", "接种率并未达到90%，创"), False).start == -1
    )


def test_a_text_printed_twice_leaves_the_quote_unplaced():
    place = anchor(found("90%", 0), TEXT + TEXT, False)
    assert place.start == -1
    assert "4 places" in place.reason


def test_a_quote_that_is_gone_says_so():
    assert "is not in the text" in anchor(found("90%"), "别的文章", False).reason


@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, len(TEXT) - 2), st.integers(1, 12))
def test_whatever_is_put_around_a_placed_quote_has_the_same_words(before, after, start, length):
    chosen = select(TEXT, start, min(start + length, len(TEXT)))
    text = before + TEXT + after
    place = anchor(chosen, text, False)
    if place.start >= 0:
        assert "".join(text[place.start : place.end].split()) == "".join(chosen["quote"].split())
