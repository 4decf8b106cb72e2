"""Figure 11: vocabulary."""

import numpy as np
import pytest

from vaxclaims.comparison import FIGURES, compare_places, vocabulary
from vaxclaims.paths import LEXICON

NAME = vocabulary.NAME


def test_log_likelihood_is_that_of_the_textbook():
    # 2 (10 ln 10/6 + 2 ln 2/6 + 990 ln 990/994 + 998 ln 998/994), by hand.
    assert vocabulary.log_likelihood(10, 2, 1000, 1000) == pytest.approx(5.8543, abs=1e-3)
    assert vocabulary.log_likelihood(5, 10, 100, 200) == pytest.approx(0)


def test_equal_use_has_no_ratio_and_four_times_has_two_doublings():
    assert vocabulary.log_ratio(5, 5, 100, 100) == 0
    assert vocabulary.log_ratio(4000, 1000, 100000, 100000) == pytest.approx(2, abs=0.01)


def test_intervals_hold_the_estimate_and_are_wide_for_rare_words():
    first, second = np.array([[9, 1], [8, 0], [9, 1]]), np.array([[2, 1], [3, 0]])
    low, high = vocabulary.intervals(first, second)
    ratio = vocabulary.log_ratio(first.sum(0), second.sum(0), first.sum(), second.sum())
    assert (low <= ratio).all() and (ratio <= high).all()
    assert high[1] - low[1] > high[0] - low[0]


def test_words_of_one_place_lean_to_it_and_the_places_names_are_not_words(seeds):
    table = seeds[NAME].set_index("word")
    assert table.loc["市民", "leans_to"] == "上海市" and table.loc["夜场", "leans_to"] == "北京市"
    assert "北京市" not in table.index and "北京" not in table.index


def test_the_places_are_parameters(inputs, places):
    turned = [places[1], places[0], *places[2:]]
    table = compare_places(**inputs, places=turned)[NAME].set_index("word")
    assert table.loc["市民", "first"] == "上海市" and table.loc["市民", "log_ratio"] > 0


def test_the_lexicon_keeps_vaccination_terms_whole():
    assert vocabulary.tokens("移动接种车和临时接种点，随到随打") == ["移动接种车", "临时接种点", "随到随打"]


def test_every_line_of_the_lexicon_is_a_word_a_count_and_a_tag():
    lines = LEXICON.read_text(encoding="utf-8").splitlines()
    words = [line.split(" ")[0] for line in lines]
    assert all(len(line.split(" ")) == 3 for line in lines) and len(set(words)) == len(words)


def test_a_sentence_that_names_no_place_belongs_to_the_one_before_and_two_places_to_none(inputs):
    inputs["documents"].loc[0, "text"] = "北京市开会。大家讨论。北京市和上海市比较。没人知道。上海市行动。"
    told = _passages(inputs, ["北京市", "上海市"])
    assert told["北京市"][:2] == ["北京市开会", "大家讨论"] and "没人知道" not in sum(told.values(), [])


def test_links_and_pages_without_claims_are_not_read(inputs):
    inputs["documents"].loc[3, "text"] = "北京市的无关网页。"
    assert not [text for text in _passages(inputs, ["北京市"])["北京市"] if "无关网页" in text]


def _passages(inputs, places):
    from vaxclaims.comparison import usable

    facts, _ = usable.facts(inputs["claims"], inputs["documents"], places)
    wordings = usable.wordings(inputs["measures"], inputs["documents"], places)
    return vocabulary.passages(inputs["documents"], inputs["zones"], facts, wordings, places)


def test_the_title_names_only_words_whose_interval_excludes_equal_use(seeds, places):
    table = seeds[NAME].assign(apart="")
    assert "no word surely" in FIGURES[NAME](table, places, "en").title
