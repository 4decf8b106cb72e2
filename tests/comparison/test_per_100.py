"""Figure 3: doses per 100 residents, like with like."""

from datetime import date
from decimal import Decimal

import pytest
from matplotlib.text import Text

from vaxclaims.comparison import FIGURES, compare_places, per_100

NAME = per_100.NAME


def used(table):
    return table[table["left_out"] == ""].set_index("place").to_dict("index")


def test_rates_are_doses_over_the_census(seeds):
    rates = {place: row["per_100"] for place, row in used(seeds[NAME]).items()}
    assert rates == {
        "北京市": Decimal("135.69"),
        "上海市": Decimal("95.69"),
        "湖北省": Decimal("52.08"),
        "全国": Decimal("36.19"),
    }


def test_a_bound_stays_a_bound(seeds):
    hubei = used(seeds[NAME])["湖北省"]
    assert (hubei["per_100_low"], hubei["per_100_high"]) == (Decimal("52.08"), None)


def test_the_common_day_and_every_claims_distance_from_it_are_told(seeds):
    assert {place: row["days_off"] for place, row in used(seeds[NAME]).items()} == {
        "北京市": 0,
        "上海市": 0,
        "湖北省": 1,
        "全国": 0,
    }


def test_what_was_left_out_has_a_reason(seeds):
    out = seeds[NAME][seeds[NAME]["left_out"] != ""]
    reasons = {(row["place"], row["as_of"]): row["left_out"] for row in out.to_dict("records")}
    assert reasons["北京市", "2021-03-25"] == "other_day"
    assert reasons["北京市", "2021-06-30"] == reasons["上海市", "2021-06-30"] == "not_a_day"
    assert reasons["北京市/海淀区", "2021-03-01"] == "part"
    assert reasons["四川省", ""] == "not_stated"


def test_a_group_or_plan_or_place_without_census_is_not_compared(inputs, places, make_claims, new_claim):
    rows = [
        new_claim("北京市", "total_vaccinations", 5, "2021-05-23", population="18+"),
        new_claim("上海市", "total_vaccinations", 5, "2021-05-23", status="planned"),
        new_claim("湖北省", "total_vaccinations", 5, "2021-05-23"),
    ]
    census = inputs["reference"]["census2020"]
    inputs["reference"]["census2020"] = census[census["place"] != "湖北省"]
    inputs["claims"] = make_claims(*rows)
    table = compare_places(**inputs, places=places)[NAME]
    assert dict(zip(table["place"], table["left_out"], strict=True)) == {
        "北京市": "group",
        "上海市": "planned",
        "湖北省": "no_residents",
        "四川省": "not_stated",
    }


def test_the_day_with_most_places_wins_then_the_closest_then_the_latest():
    def day(rows):
        return per_100.common_day([{"place": place, "as_of": as_of} for place, as_of in rows])

    assert day([("a", "2021-01-01"), ("a", "2021-05-01"), ("b", "2021-05-02")]) == date(2021, 5, 2)
    assert day([("a", "2021-01-01"), ("a", "2021-05-01"), ("b", "2021-01-01"), ("b", "2021-05-02")]) == date(
        2021, 1, 1
    )
    assert day([]) is None


def words_of(table, places, language):
    chart = FIGURES[NAME](table, places, language)
    return chart.title, " ".join(text.get_text() for text in chart.figure.findobj(Text)).replace("\n", " ")


@pytest.fixture
def of_one_day(inputs, make_claims, new_claim):
    """`of_one_day(places)`: the table where each of `places` has told a total of 5 million doses on one day."""

    def compare(compared):
        told = (new_claim(place, "total_vaccinations", 5_000_000, "2021-08-04") for place in compared)
        return compare_places(**inputs | {"claims": make_claims(*told)}, places=compared)[NAME]

    return compare


def test_where_no_population_is_known_that_is_the_reason_given(of_one_day):
    cities = ["浙江省/杭州市", "广东省/深圳市"]
    table = of_one_day(cities)
    title, shown = words_of(table, cities, "en")
    assert title == "No population known for 杭州市, Zhejiang and 深圳市, Guangdong"
    assert shown.count("No population known") == 3 and "same day" not in shown
    assert words_of(table, cities, "zh")[0] == "浙江省杭州市和广东省深圳市无人口数"


def test_a_place_without_population_is_not_said_to_state_nothing(of_one_day):
    pair = ["北京市", "浙江省/杭州市"]
    title, shown = words_of(of_one_day(pair), pair, "en")
    assert title == "Doses per 100 residents: Beijing 22.8; no population known for 杭州市, Zhejiang"
    assert "not stated" not in shown


def test_claims_of_one_place_and_day_are_told_together(inputs, places, make_claims, new_claim):
    inputs["claims"] = make_claims(
        new_claim("北京市", "total_vaccinations", 22_000_000, "2021-05-23"),
        new_claim("北京市", "total_vaccinations", 23_000_000, "2021-05-23"),
        new_claim("上海市", "total_vaccinations", 24_000_000, "2021-05-23"),
    )
    table = compare_places(**inputs, places=places)[NAME]
    title, shown = words_of(table, places, "en")
    assert title.startswith("Doses per 100 residents: Beijing 100.5 or 105.1, Shanghai 96.5")
    assert shown.count("100.5 or 105.1 · 23 May 2021") == 1
