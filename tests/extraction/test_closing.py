"""Closing notes date the figures told before them."""

import pytest

from vaxclaims.extraction.engine import extract_document
from vaxclaims.reading import read_document


def _days(text: str, published: str = "2021-06-21") -> dict[str, str]:
    row, zones, _ = read_document("d.txt", text, {"published": published})
    return {claim["quote"]: claim["as_of"] for claim in extract_document(row, [tuple(zone)[:3] for zone in zones])}


@pytest.mark.parametrize(
    "note",
    [
        "以上数据截至6月19日。",
        "（数据截至6月19日24时）",
        "\n以上数据统计截至6月19日24时。",
        "\n注：数据截至2021年6月19日。",
        "相关数据均截至6月19日。",
        "这是市卫健委截至6月19日的统计。",
        "发布会上公布了这组截至6月19日的数据。",
        "以上数字由协调中心公布，统计至6月19日下午4时。",
        "这是6月19日的官方数据。",
    ],
)
def test_a_note_or_sentence_behind_figures_dates_them(note):
    days = _days("全市累计接种新冠疫苗1089.6万剂次，接种率达到81.2%。" + note)
    assert days == {"1089.6万剂次": "2021-06-19", "81.2%": "2021-06-19"}


def test_each_entry_of_a_list_has_the_day_of_the_note_below_it():
    days = _days("天河区：累计接种新冠疫苗186.2万剂\n越秀区：累计接种新冠疫苗121.5万剂\n数据截至6月18日")
    assert set(days.values()) == {"2021-06-18"}


def test_a_figure_with_a_day_of_its_own_keeps_it():
    days = _days("截至6月10日，全市累计接种新冠疫苗900万剂次。全区累计接种90万剂次。\n以上数据截至6月19日。")
    assert days["900万剂次"] == "2021-06-10"


def test_a_note_that_opens_figures_dates_none_before_it():
    days = _days("全市累计接种新冠疫苗900万剂次。\n统计数据截至6月10日，天河区累计接种新冠疫苗90万剂次。")
    assert days["900万剂次"] == "2021-06-21" and days["90万剂次"] == "2021-06-10"


def test_a_day_of_what_else_happened_dates_no_figures_before_it():
    days = _days("全市累计接种新冠疫苗1089.6万剂次。这是6月19日开放的第三个接种点。")
    assert days["1089.6万剂次"] == "2021-06-21"
