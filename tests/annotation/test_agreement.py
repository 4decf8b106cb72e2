"""Agreement of coders: marked or not first, then field by field; plain answers where there is nothing to compute."""

import pytest

from tests.annotation.conftest import Coder, claim, decided, documents
from vaxclaims.annotation.agreement import krippendorff_alpha, measure_agreement, share

DOSES, PEOPLE = claim("2970.59万剂"), claim("1621.78万人", indicator="people_vaccinated")
NIGHT = claim("夜场", measure="night_session")


def blind(name, *rows):
    coder = Coder(name, "blind")
    return [coder("add", row) for row in rows]


def agreement(*lines):
    return measure_agreement(decided(*lines), documents())


def only(table, **where):
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_what_one_coder_missed_counts_against_units_not_against_fields():
    result = agreement(*blind("anna", DOSES, PEOPLE), *blind("bo", DOSES))
    unit = only(result.units, kind="claims", mode="blind")
    assert (unit["both"], unit["only_first"], unit["only_second"]) == (1, 1, 0)
    assert unit["agreement"] == pytest.approx(2 / 3, abs=1e-4)
    assert unit["low"] <= unit["agreement"] <= unit["high"]
    assert set(result.fields["agreement"]) == {1.0}
    assert list(result.disagreements["field"]) == ["unit"]


def test_a_field_they_differ_in_is_listed_at_its_place():
    result = agreement(*blind("anna", DOSES, PEOPLE), *blind("bo", DOSES | {"comparator": ">"}, PEOPLE))
    assert only(result.fields, field="comparator")["agreement"] == 0.5
    row = result.disagreements.iloc[0]
    assert (row["quote"], row["field"], row["first_says"], row["second_says"]) == (
        "2970.59万剂",
        "comparator",
        "=",
        ">",
    )


def test_overlapping_quotes_are_one_unit_that_differs_in_its_quote():
    result = agreement(*blind("anna", DOSES), *blind("bo", claim("2970.59万")))
    assert only(result.units, kind="claims", mode="blind")["both"] == 1
    assert only(result.fields, field="quote")["agreement"] == 0


def test_the_adjudicators_cause_stands_beside_the_difference():
    judge = Coder("adjudicated", "blind")
    result = agreement(
        *blind("anna", DOSES), *blind("bo", DOSES | {"comparator": ">"}), judge("add", DOSES, cause="slip")
    )
    assert list(result.disagreements["cause"]) == ["slip"]


def test_blind_and_assisted_are_kept_apart():
    result = agreement(
        *blind("anna", DOSES), *blind("bo", DOSES), Coder("anna")("add", NIGHT), Coder("bo")("add", NIGHT)
    )
    both = {(row["kind"], row["mode"]): row["both"] for row in result.units.to_dict("records")}
    assert both == {
        ("claims", "blind"): 1,
        ("measures", "blind"): 0,
        ("claims", "assisted"): 0,
        ("measures", "assisted"): 1,
    }


@pytest.mark.parametrize(
    "lines, note",
    [
        ([], "no coder"),
        (blind("anna", DOSES), "one coder only: anna"),
        (blind("anna", DOSES) + blind("bo", PEOPLE), "nothing in common"),
    ],
)
def test_degenerate_cases_give_a_plain_answer(lines, note):
    assert only(agreement(*lines).units, kind="claims", mode="blind")["note"] == note


def test_one_label_only_has_no_alpha_and_says_so():
    assert krippendorff_alpha([("=", "=")] * 5) == (None, "one label only: alpha is not defined")
    assert krippendorff_alpha([]) == (None, "nothing in common")


def test_alpha_of_a_worked_example():
    """Krippendorff (2011), section A: two observers, ten binary units, alpha 0.095."""
    one, other = "0100000000", "1110010010"
    assert krippendorff_alpha(list(zip(one, other)))[0] == pytest.approx(0.095, abs=0.001)


def test_the_interval_holds_the_share_and_is_the_same_each_time():
    first = share(45, 53)
    assert first == share(45, 53)
    assert first["low"] < 45 / 53 < first["high"]
    assert share(0, 0)["agreement"] is None
