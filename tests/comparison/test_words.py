"""Numbers, dates and places put into words."""

from decimal import Decimal

import pytest

from vaxclaims.comparison import words


@pytest.mark.parametrize(
    "value, unit, english, chinese",
    [
        ("29705900", "dose", "29.71 million doses", "2970.59万剂"),
        ("1200000", "dose", "1.2 million doses", "120万剂"),
        ("510858000", "dose", "510.86 million doses", "5.1086亿剂"),
        ("1000", "dose", "1,000 doses", "1000剂"),
        ("68.6", "percent", "68.6 %", "68.6%"),
        ("16217800", "person", "16.22 million people", "1621.78万人"),
    ],
)
def test_numbers(value, unit, english, chinese):
    assert words.number(Decimal(value), unit, "en") == english
    assert words.number(Decimal(value), unit, "zh") == chinese


@pytest.mark.parametrize(
    "comparator, english, chinese",
    [
        ("=", "5 days", "5天"),
        (">", "over 5 days", "超5天"),
        (">=", "at least 5 days", "至少5天"),
        ("<", "under 5 days", "不足5天"),
        ("<=", "up to 5 days", "至多5天"),
        ("~", "about 5 days", "约5天"),
        ("<~", "nearly 5 days", "近5天"),
    ],
)
def test_a_claim_keeps_its_comparator(comparator, english, chinese):
    row = {"value": Decimal(5), "value_high": None, "unit": "day", "comparator": comparator}
    assert (words.claimed(row, "en"), words.claimed(row, "zh")) == (english, chinese)


def test_a_claim_that_a_coder_gave_no_number_says_so():
    row = {"value": None, "value_high": None, "unit": "", "comparator": ""}
    assert (words.claimed(row, "en"), words.claimed(row, "zh")) == ("no number recorded", "未记录数值")


def test_a_range_has_both_ends():
    row = {"value": Decimal(200), "value_high": Decimal(900), "unit": "site", "comparator": "="}
    assert (words.claimed(row, "en"), words.claimed(row, "zh")) == ("200 to 900 sites", "200至900个接种点")


@pytest.mark.parametrize(
    "iso, precision, english, chinese",
    [
        ("2021-05-23", "day", "23 May 2021", "2021年5月23日"),
        ("2021-06-30", "month", "June 2021", "2021年6月"),
        ("2021-12-31", "year", "2021", "2021年"),
        ("XXXX-04-11", "day", "year unknown (04-11)", "年份不明（04-11）"),
        ("", "none", "no date", "日期不明"),
    ],
)
def test_dates_are_no_more_precise_than_said(iso, precision, english, chinese):
    assert (words.day(iso, precision, "en"), words.day(iso, precision, "zh")) == (english, chinese)


def test_places():
    assert words.place("内蒙古自治区", "en") == "Inner Mongolia"
    assert words.place("北京市/大兴区", "zh") == "北京市大兴区"
    assert words.place("北京市/大兴区", "en") == "Daxing, Beijing"


def test_lists():
    assert words.listed(["a", "b", "c"], "en") == "a, b and c"
    assert words.listed(["甲", "乙", "丙"], "zh") == "甲、乙和丙"
    assert words.listed([], "en") == ""


def test_a_source_line_names_no_more_than_six():
    line = words.source_line([f"报{n}" for n in range(9)], "en")
    assert "and 3 more" in line and line.count("报") == 6
