"""Small numbers in digits and in words."""

import pytest

from vaxclaims.numerals import small_number


@pytest.mark.parametrize("text, number", [
    ("21", 21), ("5", 5), ("五", 5), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("三十一", 31), ("", 0),
])
def test_a_small_number_is_read_in_digits_and_in_words(text, number):
    assert small_number(text) == number
