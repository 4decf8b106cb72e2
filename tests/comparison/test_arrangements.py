"""Figure 7: measures."""

from vaxclaims.comparison import FIGURES, arrangements

NAME = arrangements.NAME


def cell(seeds, place, measure):
    table = seeds[NAME]
    return table[(table["place"] == place) & (table["measure"] == measure)].to_dict("records")[0]


def test_shared_arrangements_come_first(seeds):
    assert seeds[NAME]["measure"].iloc[0] == "mobile_unit"


def test_a_districts_arrangement_is_its_places_but_marked(seeds):
    night = cell(seeds, "北京市", "night_session")
    assert (night["lines"], night["about_parts"], night["parts"]) == (1, 1, "北京市/大兴区")


def test_the_wording_is_in_the_table_and_in_the_tooltip(seeds, places):
    assert cell(seeds, "四川省", "shuttle_bus")["wording"] == "新冠疫苗接种专线车"
    spots = FIGURES[NAME](seeds[NAME], places, "zh").spots
    assert any("新冠疫苗接种专线车" in spot["quotes"] for spot in spots)


def test_planned_is_hollow(seeds, places):
    axes = FIGURES[NAME](seeds[NAME], places, "en").figure.axes[0]
    assert sorted({round(patch.get_facecolor()[3], 1) for patch in axes.patches}) == [0.0, 0.1, 0.3]
