"""Figure 6: printed days against the dates' own."""

from vaxclaims.comparison import FIGURES, acceleration

NAME = acceleration.NAME


def test_printed_days_stand_beside_the_days_of_the_dates(seeds):
    rows = seeds[NAME].to_dict("records")
    assert [(int(row["printed"]), row["by_dates"]) for row in rows] == [(25, 25), (16, 16), (9, 9), (7, 8)]


def test_another_total_shows_that_the_threshold_was_passed_a_day_earlier(seeds):
    last = seeds[NAME].to_dict("records")[-1]
    assert (last["threshold"], last["passed_by"], last["at_most"]) == (500000000, "2021-05-23", 7)
    assert [row["at_most"] for row in seeds[NAME].to_dict("records")[:-1]] == ["", "", ""]


def test_the_title_names_the_days_that_do_not_agree(seeds, places):
    assert FIGURES[NAME](seeds[NAME], places, "en").title == (
        "China took 25, 16, 9, 7 days from threshold to threshold; for the 7 its own dates give 8"
    )


def test_dates_that_agree_make_another_title(seeds, places):
    table = seeds[NAME].iloc[:3]
    assert FIGURES[NAME](table, places, "en").title.endswith("as its dates say")
