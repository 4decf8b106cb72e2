"""What the rules alone find in the five seeds: the facts of the texts, pinned."""

from decimal import Decimal

import pytest

ARTICLE = {"headline", "lead", "body"}


def one(rows: list[dict]) -> dict:
    assert len(rows) == 1, [row["quote"] for row in rows]
    return rows[0]


@pytest.mark.parametrize(
    "number, place, indicator, quote, value, comparator, unit, as_of",
    [
        ("002", "北京市", "total_vaccinations", "1333.39万剂", "13333900", "=", "dose", "2021-03-25"),
        ("002", "北京市", "people_vaccinated", "832.43万人", "8324300", "=", "person", "2021-03-25"),
        ("002", "北京市", "people_fully_vaccinated", "500.96万人", "5009600", "=", "person", "2021-03-25"),
        ("002", "北京市", "people_partly_vaccinated", "331.47万人", "3314700", "=", "person", "2021-03-25"),
        ("002", "北京市", "daily_capacity", "30万剂次", "300000", ">=", "dose", "2021-03-27"),
        ("002", "北京市/海淀区", "total_vaccinations", "120万支", "1200000", ">", "dose", "2021-03-01"),
        ("001", "北京市", "total_vaccinations", "2970.59 万剂", "29705900", "=", "dose", "2021-05-23"),
        ("001", "北京市", "people_vaccinated", "1621.78 万人", "16217800", "=", "person", "2021-05-23"),
        ("001", "湖北省", "total_vaccinations", "3008 万剂次", "30080000", ">", "dose", "2021-05-24"),
        ("001", "湖北省", "daily_capacity", "120 万剂次", "1200000", "<=", "dose", "2021-05-25"),
        ("001", "全国", "total_vaccinations", "51085.8 万剂次", "510858000", "=", "dose", "2021-05-23"),
        ("000", "北京市", "total_vaccinations", "2000万剂", "20000000", ">", "dose", "2021-06-30"),
        ("000", "上海市", "total_vaccinations", "3000万剂", "30000000", ">", "dose", "2021-06-30"),
        ("000", "北京市", "daily_capacity", "20万剂", "200000", ">=", "dose", "2021-12-31"),
        ("000", "北京市", "vaccination_sites", "300余个接种点", "300", ">", "site", "2021-12-31"),
    ],
)
def test_a_fact_of_the_seeds(told, number, place, indicator, quote, value, comparator, unit, as_of):
    claim = one(told(number, place=place, indicator=indicator, quote=quote))
    assert claim["value"] == Decimal(value)
    assert (claim["comparator"], claim["unit"], claim["as_of"], claim["population"]) == (comparator, unit, as_of, "")


def test_shanghais_total_is_one_claim_and_one_restatement(told):
    heading, paragraph = told("001", place="上海市", indicator="total_vaccinations")
    assert heading["value"] == paragraph["value"] == Decimal("23798400")
    assert heading["as_of"] == paragraph["as_of"] == "2021-05-23"
    assert {heading["restates"], paragraph["restates"]} == {"", heading["claim_id"]}


def test_hubeis_day_is_the_one_that_当天_stands_for(told):
    claim = one(told("001", place="湖北省", indicator="total_vaccinations"))
    assert (claim["as_of"], claim["as_of_precision"], claim["as_of_basis"]) == ("2021-05-24", "day", "relative")


@pytest.mark.parametrize("population, value", [("第一剂", "68.6"), ("第二剂", "31.4")])
def test_hubeis_doses_are_shared_out(told, population, value):
    claim = one(told("001", place="湖北省", indicator="dose_share", population=population))
    assert (claim["value"], claim["unit"], claim["as_of"]) == (Decimal(value), "percent", "2021-05-24")


def test_sichuans_day_is_over_two_million(told):
    claim = one(told("001", place="四川省", value="2000000"))
    assert (claim["indicator"], claim["comparator"], claim["unit"]) == ("daily_vaccinations", ">", "dose")


def test_no_seed_gives_a_cumulative_total_for_sichuan(seed_claims):
    sichuan = seed_claims[seed_claims["place"].str.startswith("四川省")]
    totals = {"total_vaccinations", "people_vaccinated", "people_fully_vaccinated"}
    assert len(sichuan) and not set(sichuan["indicator"]) & totals


@pytest.mark.parametrize(
    "value, as_of",
    [("100000000", "2021-03-27"), ("200000000", "2021-04-21"), ("300000000", "2021-05-07"),
     ("400000000", "2021-05-16"), ("500000000", "2021-05-24")],
)
def test_the_nations_hundreds_of_millions_have_the_days_that_the_text_gives(told, value, as_of):
    assert one(told("001", place="全国", indicator="total_vaccinations", value=value, comparator=">"))["as_of"] == as_of


@pytest.mark.parametrize(
    "days, first, last",
    [("25", "2021-03-27", "2021-04-21"), ("16", "2021-04-21", "2021-05-07"),
     ("9", "2021-05-07", "2021-05-16"), ("7", "2021-05-16", "2021-05-24")],
)
def test_the_intervals_are_coded_as_printed_also_where_they_do_not_add_up(told, days, first, last):
    claim = one(told("001", indicator="milestone_interval", value=days))
    assert (claim["as_of_start"], claim["as_of"], claim["unit"], claim["place"]) == (first, last, "day", "全国")


def test_beijings_own_numbers_add_up_exactly(told):
    def value(indicator):
        return one([row for row in told("002", place="北京市", indicator=indicator) if not row["population"]])["value"]

    first, second = value("people_partly_vaccinated"), value("people_fully_vaccinated")
    assert first + second == value("people_vaccinated")
    assert value("people_vaccinated") + second == value("total_vaccinations")


@pytest.mark.parametrize(
    "number, place, population, value, comparator",
    [("002", "北京市", "18-59", "52.8", "="), ("002", "北京市/大兴区", "18-59", "80", ">"), ("000", "北京市", "18+", "90", "="),
     ("000", "上海市", "18+", "90", "~"), ("001", "上海市", "卫生系统", "90", "=")],
)
def test_a_share_has_its_group(told, number, place, population, value, comparator):
    claim = one(told(number, place=place, indicator="coverage_unspecified", value=value, unit="percent"))
    assert (claim["population"], claim["comparator"]) == (population, comparator)


def test_beijings_first_dose_coverage_is_said_twice(told):
    heading, paragraph = told("001", place="北京市", indicator="coverage_first_dose", population="18+")
    assert heading["value"] == paragraph["value"] == 80 and heading["comparator"] == paragraph["comparator"] == ">"
    assert (heading["restates"] == "") != (paragraph["restates"] == "")


def test_the_page_about_testing_gives_no_claim_of_its_own(seed_claims):
    own = seed_claims[seed_claims["doc_id"].str.startswith("003") & seed_claims["zone"].isin(ARTICLE)]
    assert own.empty


def test_what_a_list_of_other_articles_says_keeps_its_zone_and_has_no_year(told):
    claims = told("003", zone="related")
    assert {claim["value"] for claim in claims} == {Decimal("140000000")}
    assert {(claim["as_of"], claim["as_of_basis"]) for claim in claims} == {("XXXX-04-05", "unresolved")}
    assert [bool(claim["restates"]) for claim in claims] == [False, True]


def test_the_inspection_gives_no_number_at_all(told):
    assert told("004") == []


def test_the_teaser_that_breaks_off_before_its_unit_is_no_claim(told):
    assert told("000", zone="lead") == []


@pytest.mark.parametrize(
    "number, place, measure",
    [
        ("000", "北京市", "individual_booking"), ("000", "北京市", "multilingual_service"), ("000", "上海市", "grid_management"),
        ("000", "上海市", "mobile_unit"), ("000", "上海市", "night_session"), ("000", "北京市", "cold_chain"), ("000", "上海市", "cold_chain"),
        ("000", "北京市", "party_members_first"), ("000", "北京市", "booster_campaign"),
        ("001", "湖北省", "second_dose_alert"), ("001", "湖北省", "supervision_team"), ("001", "湖北省", "cabin_site"),
        ("001", "湖北省/武汉市/硚口区", "telephone_follow_up"), ("001", "北京市/大兴区", "night_session"),
        ("001", "北京市/海淀区", "shuttle_bus"), ("001", "北京市", "service_five_plus"), ("001", "上海市", "elderly_green_channel"),
        ("001", "上海市", "disability_service"), ("001", "四川省/成都市", "shuttle_bus"),
        ("002", "北京市", "standard_five"), ("002", "北京市", "norm_nine"), ("002", "北京市/西城区", "green_building_label"),
        ("002", "北京市/海淀区", "campus_site"), ("002", "北京市", "association_appeal"),
        ("004", "河北省/秦皇岛市", "unvaccinated_ledger"),
    ],
)
def test_an_arrangement_of_the_seeds_is_found_at_its_place(seed_measures, number, place, measure):
    found = seed_measures[seed_measures["doc_id"].str.startswith(number) & (seed_measures["measure"] == measure)]
    assert place in set(found["place"])


def test_an_arrangement_is_told_once_for_a_place_and_document(seed_measures):
    assert not seed_measures.duplicated(["doc_id", "measure", "place"]).any()


def test_a_page_about_testing_gives_no_arrangement_of_the_drive(seed_measures):
    assert not seed_measures["doc_id"].str.startswith("003").any()
