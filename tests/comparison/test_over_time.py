"""Figure 2: cumulative doses over time."""

from vaxclaims.comparison import FIGURES, compare_places, over_time

NAME = over_time.NAME


def test_every_dated_total_of_a_place_or_its_nation_is_drawn_once(seeds):
    drawn = seeds[NAME][(seeds[NAME]["layer"] == "claim") & (seeds[NAME]["left_out"] == "")]
    assert drawn["place"].value_counts().to_dict() == {"全国": 6, "北京市": 3, "上海市": 2, "湖北省": 1}


def test_a_districts_total_is_left_out_and_says_why(seeds):
    table = seeds[NAME]
    assert table.loc[table["place"] == "北京市/海淀区", "left_out"].tolist() == ["part"]


def test_a_month_is_a_span_and_not_a_day(seeds):
    june = seeds[NAME][seeds[NAME]["as_of_precision"] == "month"]
    assert set(zip(june["from_day"], june["to_day"], strict=True)) == {("2021-06-01", "2021-06-30")}


def test_an_unresolved_date_is_listed_and_not_drawn(inputs, places):
    inputs["claims"].loc[0, "as_of"] = "XXXX-03-25"
    table = compare_places(**inputs, places=places)[NAME]
    chart = FIGURES[NAME](table, places, "en")
    assert "undated" in table["left_out"].tolist()
    assert "date not resolved" in " ".join(text.get_text() for text in chart.figure.texts)


def test_a_place_with_no_total_is_not_stated_and_never_zero(seeds, places):
    table = seeds[NAME]
    assert table[table["place"] == "四川省"].empty
    chart = FIGURES[NAME](table, places, "en")
    assert "Sichuan not stated" in chart.title
    assert "Sichuan: not stated" in [text.get_text() for text in chart.figure.axes[-1].texts]


def test_the_title_dates_each_total(seeds, places):
    title = FIGURES[NAME](seeds[NAME], places, "en").title
    assert (
        "Hubei over 30.08 million (24 May 2021)" in title and "Beijing 29.71 million (23 May 2021)" in title
    )
    assert "湖北省超3008万剂（2021年5月24日）" in FIGURES[NAME](seeds[NAME], places, "zh").title


def test_a_bound_has_one_open_end_and_a_printed_number_its_rounding(seeds):
    rows = seeds[NAME][seeds[NAME]["layer"] == "claim"].set_index("value").to_dict("index")
    assert (rows[30080000]["low"], rows[30080000]["high"]) == (30080000, None)
    assert (rows[29705900]["low"], rows[29705900]["high"]) == (29705850, 29705950)


def test_the_nations_series_covers_the_claims_days_only(seeds):
    series = seeds[NAME][seeds[NAME]["layer"] == "series"]
    assert series["from_day"].tolist() == ["2021-03-25", "2021-05-23", "2021-06-30"]


def test_the_title_passes_over_a_total_that_a_contradiction_suspects(
    make_claims, new_claim, make_findings, inputs, places
):
    sound = new_claim("北京市", "total_vaccinations", 4000, "2021-10-13")
    suspect = new_claim("北京市", "total_vaccinations", 420, "2021-10-25")
    inputs["claims"] = make_claims(sound, suspect)
    inputs["findings"] = make_findings(([sound, suspect], suspect))
    table = compare_places(**inputs, places=places)[NAME]
    english, chinese = (FIGURES[NAME](table, places, language) for language in ("en", "zh"))
    assert english.title.startswith("Latest undisputed totals: Beijing 4,000 (13 Oct 2021);")
    assert chinese.title.startswith("最近无矛盾的累计剂次：北京市4000剂（2021年10月13日）；")
    assert "Beijing 420 (25 Oct 2021, disputed)" in english.alt


def test_the_title_says_so_where_every_total_is_disputed(
    make_claims, new_claim, make_findings, inputs, places
):
    pair = [new_claim("北京市", "total_vaccinations", value, "2021-10-25") for value in (420, 4000)]
    inputs["claims"] = make_claims(*pair)
    inputs["findings"] = make_findings((pair, None))
    table = compare_places(**inputs, places=places)[NAME]
    english, chinese = (FIGURES[NAME](table, places, language).title for language in ("en", "zh"))
    assert english.startswith("Latest dated totals: Beijing 4,000 (25 Oct 2021, disputed);")
    assert "（2021年10月25日，有矛盾）" in chinese
