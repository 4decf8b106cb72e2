"""Bytes to text: what encodings are known, what is refused and how."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxclaims.reading import decoding
from vaxclaims.reading.decoding import Unreadable, decode

SIMPLIFIED = "截至5月23日，全市累计接种新冠疫苗二千三百万剂次，覆盖十八岁以上人群，各街道设立临时接种点，方便群众就近接种。"
TRADITIONAL = "截至五月二十三日，全港累計接種新冠疫苗約二百萬劑，佔合資格人口三成，各區設有接種中心，市民可於網上預約。"


@pytest.mark.parametrize("encoding, named", [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030")])
def test_a_simplified_page_is_read_in_any_usual_encoding(encoding, named):
    assert decode(SIMPLIFIED.encode(encoding)) == (SIMPLIFIED, named)


def test_a_traditional_page_in_big5_is_read():
    text, encoding = decode(TRADITIONAL.encode("big5"))
    assert text == TRADITIONAL and encoding.startswith("big5")


@pytest.mark.parametrize("bom, encoding", [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_utf_16_is_known_by_its_mark(bom, encoding):
    assert decode(bom + SIMPLIFIED.encode(encoding)) == (SIMPLIFIED, "utf-16")


@pytest.mark.parametrize("declared, encoding", [("gb2312", "gbk"), ("GBK", "gbk"), ("gb18030", "gb18030"), ("big5", "big5")])
def test_a_page_that_declares_its_encoding_is_believed_where_it_fits(declared, encoding):
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>' + ("劑次" if encoding == "big5" else "剂次")
    assert decode(page.encode(encoding)).text == page


def test_a_false_declaration_is_not_believed():
    page = f"<meta charset=big5>{SIMPLIFIED}"
    assert decode(page.encode("utf-8")).text == page
    assert decode(page.encode("gb18030")).text == page


def test_a_declared_codec_that_is_no_page_encoding_is_never_tried():
    page = b"<meta charset=punycode>" + SIMPLIFIED.encode("gb18030")
    assert decode(page).encoding == "gb18030"


def test_line_ends_and_the_last_character_stay_as_they_are():
    text = "甲\r\n乙\r丙\n"
    assert decode(text.encode("utf-8")).text == text


@pytest.mark.parametrize(
    "data, reason",
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (codecs.BOM_UTF16_LE, "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (codecs.BOM_UTF16_LE + b"\0\0P\0K\0", "binary"),
        (SIMPLIFIED.encode("utf-8")[:-1], "not valid utf-8"),
        (SIMPLIFIED.encode("utf-8")[:40] + b"\xff" + SIMPLIFIED.encode("utf-8")[40:], "not valid utf-8"),
        (codecs.BOM_UTF8 + b"\xff\xfe", "not valid utf-8"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "not valid utf-16"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data, reason):
    with pytest.raises(Unreadable, match=reason):
        decode(data)


def test_damaged_utf_8_is_not_taken_for_nonsense_in_another_encoding():
    data = SIMPLIFIED.encode("utf-8")
    damaged = data.replace("苗".encode()[:1], b"\xc0", 1)
    with pytest.raises(Unreadable, match="not valid utf-8: .* at byte"):
        decode(damaged)


def test_a_text_that_is_too_large_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(decoding, "MAX_BYTES", 2**20)
    assert decode(b"a" * 2**20).text
    with pytest.raises(Unreadable, match=r"larger than 1 MiB \(100 MiB\)"):
        decode(b"a" * 100 * 2**20)


@given(st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_utf_8_text_comes_back_character_by_character(text):
    assert decode(text.encode("utf-8")).text == text


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_refused_with_a_reason(data):
    try:
        assert decode(data).text.strip()
    except Unreadable as refusal:
        assert str(refusal)
