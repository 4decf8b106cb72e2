"""Small whole numbers as dates print them."""

_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")} | {"两": 2}


def small_number(text: str) -> int:
    """21, 二十一 or 十 as a number below 100; 0 for what is none."""
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
