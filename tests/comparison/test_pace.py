"""Figure 5: capacity, record and implied pace."""

from decimal import Decimal

from vaxclaims.comparison import FIGURES, compare_places, pace

NAME = pace.NAME


def test_two_dated_totals_imply_beijings_pace(seeds):
    row = seeds[NAME][seeds[NAME]["what"] == "implied"].to_dict("records")
    assert [(r["place"], r["value"], r["low"], r["high"]) for r in row] == [
        ("北京市", Decimal("277491.5"), Decimal("277489.8"), Decimal("277493.2"))
    ]
    assert len(row[0]["claim_id"].split()) == 2


def test_a_bound_or_a_month_implies_no_pace(make_claims, new_claim, places, inputs):
    inputs["claims"] = make_claims(
        new_claim("北京市", "total_vaccinations", 100, "2021-03-25"),
        new_claim("北京市", "total_vaccinations", 200, "2021-05-23", ">"),
        new_claim("北京市", "total_vaccinations", 300, "2021-06-30", as_of_precision="month"),
    )
    table = compare_places(**inputs, places=places)[NAME]
    assert "implied" not in set(table["what"])


def test_rates_are_per_thousand_residents(seeds):
    rates = {
        (row["place"], row["what"], str(row["value"])): row["per_thousand"]
        for row in seeds[NAME].to_dict("records")
    }
    assert rates["四川省", "daily_vaccinations", "2000000"] == Decimal("23.90")
    assert rates["北京市", "daily_capacity", "300000"] == Decimal("13.70")


def test_capacity_in_people_and_a_districts_are_left_out(make_claims, new_claim, places, inputs):
    inputs["claims"] = make_claims(
        new_claim("北京市", "daily_capacity", 100, "2021-03-25", unit="person"),
        new_claim("北京市/东城区", "daily_capacity", 100, "2021-03-25"),
    )
    table = compare_places(**inputs, places=places)[NAME]
    assert table["left_out"].tolist()[:2] == ["people", "part"]
    assert set(table.loc[table["left_out"] == "not_stated", "place"]) == set(places)


def test_the_title_tells_what_each_place_states(seeds, places):
    title = FIGURES[NAME](seeds[NAME], places, "zh").title
    assert "两个累计数推算27.75万剂" in title and "湖北省：日接种能力至多120万剂" in title
