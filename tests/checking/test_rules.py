"""The constraints file: executable, explained, sourced."""

import pytest

from vaxclaims.checking import rules as rulebook


@pytest.fixture(scope="module")
def rules():
    return rulebook.load()


def test_every_parameter_says_what_it_means_and_where_it_comes_from(rules):
    for name, entry in rules.data["parameters"].items():
        assert entry["means"], name
        assert entry.get("source") or "day" in entry, name


def test_every_rule_is_said_in_both_languages(rules):
    names = [rule.name for rule in rules.linear] + list(rules.data["other"])
    for name in names:
        assert all(rules.says(name)) and rules.formula(name)


def test_every_message_exists_in_both_languages_with_the_same_slots(rules):
    import string

    for name, texts in rules.data["messages"].items():
        en, zh = (
            {slot for _, slot, _, _ in string.Formatter().parse(texts[language]) if slot}
            for language in ("en", "zh")
        )
        assert zh <= en or en <= zh, name


def test_a_formula_is_read_as_a_sum_that_is_at_most_zero(rules):
    rule = next(rule for rule in rules.linear if rule.name == "doses_cover_courses")
    assert [(term.quantity, int(term.factor), term.parameters) for term in rule.terms] == [
        ("people", 1, ()),
        ("fully", 1, ()),
        ("boosters", 1, ()),
        ("doses", -1, ()),
        ("people", -1, ("single_dose",)),
    ]


def test_a_tolerance_changes_over_time_and_can_be_set(rules):
    from datetime import date

    march, july = date(2021, 3, 25).toordinal(), date(2021, 7, 1).toordinal()
    assert rules.at("single_dose", march) == 0 < rules.at("single_dose", july)
    assert rulebook.load(single_dose="0.5").at("single_dose", march) * 2 == 1


@pytest.mark.parametrize("value", ["-1", "abc", "", "inf", "1e999999999", "1e-999999999", "20000", None])
def test_a_tolerance_that_none_can_be_is_refused_by_name(value):
    with pytest.raises(ValueError, match="the tolerance approximation takes a number from 0 to"):
        rulebook.load(approximation=value)
