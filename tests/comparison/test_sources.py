"""Figure 10: sources."""

from vaxclaims.comparison import FIGURES, sources

NAME = sources.NAME


def page(seeds, doc):
    return seeds[NAME].set_index("doc_id").to_dict("index")[doc]


def test_own_restated_and_uncharted_claims_are_counted_apart(seeds):
    assert [page(seeds, "tv")[key] for key in ("restated", "left_out", "suspect")] == [1, 0, 1]
    assert [page(seeds, "links")[key] for key in ("own", "left_out")] == [0, 1]
    assert page(seeds, "farm")["stale"] == 1


def test_delay_runs_from_the_last_figures_own_date(seeds):
    assert page(seeds, "press")["lag_days"] == 2
    assert (page(seeds, "tv")["last_day"], page(seeds, "tv")["lag_days"]) == ("2021-05-24", 1)


def test_a_date_known_from_a_comment_is_a_limit(seeds, places):
    assert (page(seeds, "farm")["lag_days"], page(seeds, "farm")["lag_is_limit"]) == (1519, "yes")
    assert "appeared up to 1519 days after its figures" in FIGURES[NAME](seeds[NAME], places, "en").title


def test_an_unknown_date_is_not_stated(seeds, places):
    assert page(seeds, "links")["lag_days"] == ""
    assert "publication date not stated" in FIGURES[NAME](seeds[NAME], places, "en").alt
