"""The rules on whole articles with their claims marked up by hand."""

import pytest

from vaxclaims.benchmarks.quality import load_articles, score, score_coders, score_measures
from vaxclaims.benchmarks.texts import ARTICLES


@pytest.fixture(scope="module")
def scores():
    return {path.stem: score(load_articles(path)) for path in sorted(ARTICLES.glob("*.yml"))}


def test_what_the_rules_were_written_on_is_read_right(scores):
    assert scores["development"]["all"]["f1"] >= 0.95
    assert scores["development"]["value_unit"]["f1"] >= 0.98


def test_articles_of_other_coders_read_while_the_rules_grew_are_read_well(scores):
    later = {name: found for name, found in scores.items() if name.startswith("development-")}
    assert len(later) > 1 and set(later) == {f"development-{number}" for number in range(2, len(later) + 2)}
    assert {name for name, found in later.items() if found["all"]["f1"] < 0.7} == set()
    assert {name for name, found in later.items() if found["value_unit"]["f1"] < 0.93} == set()


def test_articles_made_after_real_pages_are_read_as_far_as_they_were(scores):
    pages = {name: found for name, found in scores.items() if name.startswith("pages")}
    assert len(pages) > 1
    assert {name for name, found in pages.items() if found["all"]["f1"] < 0.58} == set()
    assert {name for name, found in pages.items() if found["value_unit"]["f1"] < 0.9} == set()


def test_two_coders_who_saw_only_the_texts_agree():
    found = score_coders(load_articles(ARTICLES / "pages-3.yml"), ARTICLES / "second" / "pages-3.yml")
    assert found["all"]["gold"] > 200 and found["all"]["f1"] > 0.85 and found["indicator"]["f1"] > 0.95


@pytest.mark.parametrize("name, least", [("development-29", 0.9), ("measures/written-1", 0.9), ("development-22", 0.7), ("heldout", 0.75), ("development-31", 0.75)])
def test_arrangements_are_found(name, least):
    found = score_measures(load_articles(ARTICLES / f"{name}.yml"))
    assert found["found"]["gold"] > 50 and found["found"]["f1"] >= least
    assert found["place"]["f1"] >= least - 0.1 and found["negatives"]["proposed"] <= 1


def test_nothing_is_claimed_where_there_is_no_claim(scores):
    assert {name: found["negatives"]["proposed"] for name, found in scores.items()} == dict.fromkeys(scores, 0)


@pytest.mark.parametrize("field", ["found", "value_unit", "comparator", "place", "indicator"])
def test_articles_nobody_wrote_rules_for_are_read_well_field_by_field(scores, field):
    assert scores["heldout"][field]["f1"] >= 0.9
    assert scores["heldout-2"][field]["f1"] >= 0.9
