"""Figure 5: capacity, record and implied pace."""

from decimal import Decimal

from matplotlib.text import Text

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


def drawn_words(chart) -> str:
    return " ".join(text.get_text() for text in chart.figure.findobj(Text))


def test_totals_that_fall_imply_no_pace_and_are_said_to_contradict_each_other(
    make_claims, new_claim, places, inputs
):
    inputs["claims"] = make_claims(
        new_claim("北京市", "total_vaccinations", 47_258_000, "2021-10-13", precision=1000),
        new_claim("北京市", "total_vaccinations", 4_200_000, "2021-10-25", precision=1000),
    )
    table = compare_places(**inputs, places=places)[NAME]
    row = table[table["what"] == "implied"].to_dict("records")[0]
    assert row["left_out"] == "falls"
    assert [row[name] for name in ("value", "low", "high", "per_thousand")] == [None] * 4
    told = {"en": "(the two totals contradict each other)", "zh": "（两个累计数互相矛盾）"}
    for language, said in told.items():
        chart = FIGURES[NAME](table, places, language)
        shown = drawn_words(chart).replace("\n", " " if language == "en" else "")
        assert said in shown and "47258000 → 4200000" in shown
        assert not any(minus in chart.title + chart.alt + shown for minus in ("-", "−"))


def test_a_total_repeated_or_lower_within_its_rounding_implies_none_a_day(
    make_claims, new_claim, places, inputs
):
    for later in (30_000_000, 29_980_000):
        inputs["claims"] = make_claims(
            new_claim("北京市", "total_vaccinations", 30_000_000, "2021-10-13", precision=1_000_000),
            new_claim("北京市", "total_vaccinations", later, "2021-10-23", precision=10_000),
        )
        table = compare_places(**inputs, places=places)[NAME]
        row = table[table["what"] == "implied"].to_dict("records")[0]
        assert row["value"] == row["low"] == 0 < row["high"] and row["left_out"] == ""
        assert "implied by two totals 0" in FIGURES[NAME](table, places, "en").title


def test_a_total_that_a_contradiction_suspects_implies_no_pace_and_is_said_to_be_left_out(
    make_claims, new_claim, make_findings, inputs, places
):
    days = {"2021-10-05": 3000, "2021-10-15": 420, "2021-10-25": 5000}
    first, suspect, last = (new_claim("北京市", "total_vaccinations", v, day) for day, v in days.items())
    inputs["claims"] = make_claims(first, suspect, last)
    inputs["findings"] = make_findings(([first, suspect], suspect))
    table = compare_places(**inputs, places=places)[NAME]
    (row,) = table[table["what"] == "implied"].to_dict("records")
    assert row["value"] == 100 and row["claim_id"] == f"{first['claim_id']} {last['claim_id']}"
    for language, said in (("en", "(contradicted by other claims)"), ("zh", "（与其他说法矛盾）")):
        shown = drawn_words(FIGURES[NAME](table, places, language))
        assert said in shown.replace("\n", " " if language == "en" else "")


def test_no_pace_is_told_that_only_disputed_totals_imply(
    make_claims, new_claim, make_findings, inputs, places
):
    pair = [new_claim("北京市", "total_vaccinations", v, f"2021-10-{v}") for v in (10, 20)]
    inputs["claims"], inputs["findings"] = make_claims(*pair), make_findings((pair, None))
    table = compare_places(**inputs, places=places)[NAME]
    assert table.loc[table["what"] == "implied", "left_out"].tolist() == ["disputed"]


def test_of_many_figures_of_a_kind_the_title_tells_the_last(inputs, places, make_claims, new_claim):
    days = [new_claim("北京市", "daily_vaccinations", 1000 * day, f"2021-05-{day}") for day in (20, 21, 22)]
    inputs["claims"] = make_claims(*days)
    table = compare_places(**inputs, places=places)[NAME]
    assert "given in a day 22,000 (the last of 3)" in FIGURES[NAME](table, places, "en").title
    assert "（3个中最近的）" in FIGURES[NAME](table, places, "zh").title
