"""The codebook: every code that machine or person may use, explained in both languages."""

import re

import pytest
import yaml

from vaxclaims import codebook, paths, tables

SECTIONS = ("indicators", "measures", "comparators", "units", "statuses")
INDICATORS = (
    "total_vaccinations people_vaccinated people_partly_vaccinated people_fully_vaccinated total_boosters "
    "daily_vaccinations daily_capacity new_vaccinations_period coverage_first_dose coverage_full coverage_booster "
    "coverage_unspecified dose_share vaccination_sites mobile_units stations staff supply population "
    "milestone_interval other_vaccination not_vaccination"
).split()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_entry_is_defined_labelled_and_numbered(section):
    for code, entry in codebook.load()[section].items():
        assert isinstance(entry["revision"], int) and entry["revision"] >= 1, code
        for field in ("label_en", "label_zh", "definition"):
            assert entry[field].strip(), f"{code} has no {field}"
        assert re.search("[一-龥]", entry["label_zh"]) or section in ("comparators", "units"), code


def test_the_indicators_are_those_that_were_agreed():
    assert codebook.codes("indicators") == INDICATORS or set(codebook.codes("indicators")) == set(INDICATORS)


@pytest.mark.parametrize("code", INDICATORS)
def test_an_indicator_says_when_to_use_it_and_shows_examples(code):
    entry = codebook.load()["indicators"][code]
    for field in ("use_when", "examples"):
        assert entry.get(field), f"{code} has no {field}"
    assert entry["units"] and set(entry["units"]) - {"any"} <= set(codebook.codes("units")), code


def test_the_comparators_are_the_seven_of_the_claims_table():
    assert set(codebook.codes("comparators")) == {"=", ">", ">=", "<", "<=", "~", "<~"}


def test_the_statuses_are_the_four_of_the_claims_table():
    assert set(codebook.codes("statuses")) == {"stated", "planned", "denied", "retracted"}


def test_a_label_is_in_the_readers_language_and_an_unknown_code_is_its_own():
    assert codebook.label("indicators", "total_vaccinations") == "Total vaccinations"
    assert codebook.label("indicators", "total_vaccinations", "zh") == "累计接种剂次"
    assert codebook.label("indicators", "no_such_code", "zh") == "no_such_code"


@pytest.mark.parametrize(
    "field, section", [("indicator", "indicators"), ("measure", "measures"), ("comparator", "comparators"), ("status", "statuses")]
)
def test_no_rule_uses_a_code_that_the_codebook_lacks(field, section):
    used = set()
    for path in paths.RULES.glob("*.yml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        rules = content if isinstance(content, list) else content.get("rules", [])
        used |= {rule[field] for rule in rules if isinstance(rule, dict) and rule.get(field)}
    assert used and {code for code in used if not code.startswith("by_")} <= set(codebook.codes(section))


def test_the_seeds_claims_and_measures_use_no_code_that_the_codebook_lacks(seed_claims, seed_measures):
    assert set(seed_claims["indicator"]) <= set(codebook.codes("indicators")) - {"not_vaccination"}
    assert set(seed_claims["comparator"]) <= set(codebook.codes("comparators"))
    assert set(seed_claims["unit"]) <= set(codebook.codes("units"))
    assert set(seed_claims["status"]) | set(seed_measures["status"]) <= set(codebook.codes("statuses"))
    assert set(seed_measures["measure"]) <= set(codebook.codes("measures"))
    assert set(seed_claims["zone"]) <= set(tables.ZONES)
