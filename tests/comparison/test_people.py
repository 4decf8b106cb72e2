"""Figure 4: who has had what."""

from vaxclaims.comparison import FIGURES, people

NAME = people.NAME


def test_people_and_shares_of_doses_have_panels_of_their_own(seeds):
    used = seeds[NAME][seeds[NAME]["left_out"] == ""]
    assert set(used.loc[used["panel"] == "people", "unit"]) == {"person"}
    assert set(used.loc[used["panel"] == "share", "indicator"]) == {"dose_share"}


def test_a_group_is_not_drawn_beside_everyone(seeds):
    table = seeds[NAME]
    assert table.loc[table["population"] == "60+", "left_out"].tolist() == ["group"]


def test_hubeis_shares_are_drawn_and_the_others_not_stated(seeds, places):
    shares = seeds[NAME][seeds[NAME]["panel"] == "share"]
    assert sorted(str(value) for value in shares["value"] if value is not None) == ["31.4", "68.6"]
    assert set(shares.loc[shares["left_out"] == "not_stated", "place"]) == {"北京市", "上海市", "四川省"}


def test_the_title_tells_both_dates(seeds, places):
    title = FIGURES[NAME](seeds[NAME], places, "en").title
    assert (
        "8.32 million people with at least one dose on 25 March 2021, 16.22 million on 23 May 2021" in title
    )
