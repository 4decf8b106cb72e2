"""Figure 8: coverage by population group."""

from vaxclaims.comparison import FIGURES, coverage

NAME = coverage.NAME


def test_each_population_is_a_panel_of_its_own_and_bands_come_before_other_groups(seeds):
    used = seeds[NAME][seeds[NAME]["left_out"] == ""]
    assert (used["panel"] == used["population"]).all()
    assert list(dict.fromkeys(used["panel"])) == ["18+", "18-59", "卫生系统"]


def test_districts_stand_with_their_population(seeds):
    assert "北京市/大兴区" in set(seeds[NAME].loc[seeds[NAME]["panel"] == "18-59", "place"])


def test_places_without_any_are_not_stated(seeds, places):
    assert set(seeds[NAME].loc[seeds[NAME]["left_out"] == "not_stated", "place"]) == {"湖北省", "四川省"}
    assert "Hubei and Sichuan: not stated" in FIGURES[NAME](seeds[NAME], places, "en").alt
