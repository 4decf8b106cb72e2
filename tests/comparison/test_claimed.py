"""Figure 1: what is claimed at all."""

from vaxclaims.comparison import FIGURES, claimed

NAME = claimed.NAME


def cell(seeds, place, indicator):
    table = seeds[NAME]
    return table[(table["place"] == place) & (table["indicator"] == indicator)].to_dict("records")[0]


def test_cells_count_independent_claims_and_sources(seeds):
    beijing = cell(seeds, "北京市", "total_vaccinations")
    assert (beijing["claims"], beijing["sources"], beijing["about_parts"]) == (4, 3, 1)
    assert cell(seeds, "上海市", "total_vaccinations")["claims"] == 2


def test_gaps_are_rows_too(seeds):
    assert cell(seeds, "四川省", "total_vaccinations")["claims"] == 0
    assert len(seeds[NAME]) == 4 * seeds[NAME]["indicator"].nunique()


def test_the_nation_is_no_compared_place(seeds):
    assert set(seeds[NAME]["place"]) == {"北京市", "上海市", "湖北省", "四川省"}
    assert "milestone_interval" not in set(seeds[NAME]["indicator"])


def test_a_gap_is_drawn_as_not_stated(seeds, places):
    chart = FIGURES[NAME](seeds[NAME], places, "en")
    gaps = int((seeds[NAME]["claims"] == 0).sum())
    assert [text.get_text() for text in chart.figure.axes[0].texts].count("not stated") == gaps
