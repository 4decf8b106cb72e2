"""Errors planted in true tables are found with a minimal set that contains them; true tables give none."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from vaxclaims import paths

GRAVE = ("contradiction", "arithmetic", "implausible")


@pytest.fixture
def totals(claim):
    with (Path(__file__).parent / "national_totals.csv").open(encoding="utf-8") as file:
        return [
            claim(
                f"全国 total_vaccinations {row['total_vaccinations']} {row['as_of']}",
                doc_id=f"d{i}",
                precision=Decimal(1000),
            )
            for i, row in enumerate(csv.DictReader(file))
        ]


@pytest.fixture
def beijing(claim):
    """People, full courses and doses in Beijing; from mid-April single-dose products leave the doses short,
    by 18 000 on 18 May 2021, as its bulletins show. March and 23 May are the bulletins' own figures, the days
    between are drawn straight."""
    rows = []
    start, end = date(2021, 3, 25), date(2021, 5, 18)
    for n in range(0, (end - start).days + 1, 6):
        day = start + timedelta(days=n)
        people, fully = 8324300 + 140000 * n, 5009600 + 135000 * n
        short = 0 if day < date(2021, 4, 20) else 18000 * (day - date(2021, 4, 18)).days // 30
        for indicator, value in [
            ("people_vaccinated", people),
            ("people_fully_vaccinated", fully),
            ("total_vaccinations", people + fully - short),
            ("people_partly_vaccinated", people - fully),
        ]:
            rows.append(
                claim(f"北京市 {indicator} {value} {day}", doc_id=f"bulletin {day}", precision=Decimal(100))
            )
    rows.append(claim("北京市 total_vaccinations 29705900 2021-05-23", precision=Decimal(100)))
    rows.append(claim("北京市 people_vaccinated 16217800 2021-05-23", precision=Decimal(100)))
    return rows


@pytest.mark.parametrize("reference", [None, paths.DATA / "reference"])
def test_the_303_official_national_totals_hold_together(totals, checked, claim_sets, reference):
    assert len(totals) == 303
    assert claim_sets(checked(totals, reference=reference), *GRAVE) == set()


@pytest.mark.parametrize("reference", [None, paths.DATA / "reference"])
def test_beijings_single_dose_deviation_is_no_conflict(beijing, checked, claim_sets, reference):
    assert claim_sets(checked(beijing, reference=reference), *GRAVE) == set()


def test_the_single_dose_deviation_is_said_not_hidden(beijing, checked):
    rows = [row for row in beijing if row["doc_id"] == "bulletin 2021-05-18"]
    told = [row["message_en"] for row in checked(rows) if row["check"] == "doses_from_people"]
    assert told and "-18,000 is within what single-dose and three-dose products allow" in told[0]


def _planted(rows, match, **changes):
    """A copy of rows in which the one that `match` selects is changed and called `planted`."""
    (index,) = [i for i, row in enumerate(rows) if match(row)]
    changed = rows[index] | changes | {"claim_id": "planted"}
    return [*rows[:index], changed, *rows[index + 1 :]]


def _is(indicator, as_of):
    return lambda row: row["indicator"] == indicator and row["as_of"] == as_of


def _found(findings) -> list[dict]:
    return [row for row in findings if row["severity"] in GRAVE and "planted" in row["claims"].split()]


def _minimal(findings) -> bool:
    return any(len(row["claims"].split()) <= 4 for row in _found(findings))


def test_a_transposed_digit_in_a_series(totals, checked):
    rows = _planted(
        totals, _is("total_vaccinations", "2021-05-23"), value=Decimal("501858000") + Decimal("90000000")
    )
    findings = checked(rows)
    assert _minimal(findings)
    assert {row["suspect"] for row in _found(findings)} == {"planted"}


def test_a_transposed_digit_in_a_sentence(beijing, checked):
    findings = checked(_planted(beijing, _is("total_vaccinations", "2021-03-25"), value=Decimal("13339300")))
    assert {row["severity"] for row in _found(findings)} == {"arithmetic", "contradiction"}
    assert _minimal(findings)


def test_a_misread_hundred_million(checked, claim):
    rows = [
        claim("全国 people_vaccinated 1303832000 2022-11-04"),
        claim("全国 people_vaccinated 1307222000 2022-12-13"),
        claim("全国 people_fully_vaccinated 1274018000 2022-12-13"),
        claim("全国 people_vaccinated 1308000000 2022-12-20"),
    ]
    rows = _planted(rows, _is("people_vaccinated", "2022-12-13"), value=Decimal("1372220000"))
    assert _minimal(checked(rows))
    assert "national_series" in {
        row["check"] for row in _found(checked(rows[1:3], reference=paths.DATA / "reference"))
    }


def test_a_wrong_share_beside_its_count(checked, claim):
    rows = [
        claim("全国 people_fully_vaccinated 1254875000 2022-05-22", precision=Decimal(1000)),
        claim("全国 coverage_full 89.01 2022-05-22", precision=Decimal("0.01")),
    ]
    assert not _found(checked(rows, reference=paths.DATA / "reference"))
    assert _minimal(
        checked(
            _planted(rows, _is("coverage_full", "2022-05-22"), value=Decimal("88.01")),
            reference=paths.DATA / "reference",
        )
    )


def test_people_printed_as_doses(beijing, checked):
    findings = checked(_planted(beijing, _is("total_vaccinations", "2021-05-12"), value=Decimal("15044300")))
    assert _minimal(findings)


@pytest.mark.parametrize("year", ["2020", "2022"])
def test_a_shifted_year(beijing, checked, year):
    findings = checked(_planted(beijing, _is("total_vaccinations", "2021-04-18"), as_of=f"{year}-04-18"))
    assert _minimal(findings)


def test_a_district_above_its_city(beijing, checked, claim):
    findings = checked(
        [*beijing, claim("北京市/大兴区 total_vaccinations 15763900 2021-03-25", claim_id="planted")]
    )
    assert _minimal(findings) and "part_of_whole" in {row["check"] for row in _found(findings)}


@pytest.mark.parametrize("second", ["30.4", "32.4"])
def test_shares_that_do_not_sum_to_100(checked, claim, second):
    rows = [
        claim("湖北省 dose_share 68.6 2021-05-24", population="第一剂", precision=Decimal("0.1")),
        claim(
            f"湖北省 dose_share {second} 2021-05-24",
            population="第二剂",
            precision=Decimal("0.1"),
            claim_id="planted",
        ),
    ]
    assert _minimal(checked(rows))


def test_another_provinces_figure(checked, claim):
    rows = [
        claim("湖北省 total_vaccinations 30080000 2021-05-24"),
        claim("湖北省 total_vaccinations 33000000 2021-05-28"),
    ]
    planted = claim("湖北省 total_vaccinations 20520000 2021-05-26", claim_id="planted")
    assert _minimal(checked([*rows, planted]))


def test_coverage_of_a_district_above_that_of_its_city_is_no_conflict(checked, claim, claim_sets):
    rows = [
        claim("北京市 coverage_unspecified 52.8 2021-03-25", population="18-59"),
        claim("北京市/大兴区 coverage_unspecified 80 2021-03-25", population="18-59", comparator=">"),
    ]
    findings = checked(rows)
    assert claim_sets(findings, *GRAVE) == set()
    assert "share" in {row["check"] for row in findings if row["severity"] == "not_comparable"}
