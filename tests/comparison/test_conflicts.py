"""Figure 9: conflicts."""

from vaxclaims.comparison import FIGURES, compare_places, conflicts

NAME = conflicts.NAME


def test_every_claim_of_a_conflict_is_a_row_and_the_suspect_is_marked(seeds):
    rows = seeds[NAME][seeds[NAME]["layer"] == "claim"]
    assert rows["finding_id"].tolist() == ["f1", "f1", "f2", "f2"]
    assert rows["suspect"].tolist() == ["", "yes", "yes", ""]


def test_the_title_counts_the_conflicts(seeds, places):
    assert FIGURES[NAME](seeds[NAME], places, "en").title == (
        "Conflicts among the claims: 1 arithmetic error and 1 out of date"
    )


def test_consistent_checks_are_told_in_the_source_line(seeds, places):
    assert "1 consistent" in FIGURES[NAME](seeds[NAME], places, "en").source


def test_another_places_findings_stay_out(inputs):
    table = compare_places(**inputs, places=["上海市"])[NAME]
    assert set(table.loc[table["layer"] == "claim", "finding_id"]) == {"f1"}


def test_a_finding_about_a_claim_that_is_gone_is_still_shown(inputs, places):
    inputs["findings"].loc[0, "claims"] = "gone:1-2#abc"
    chart = FIGURES[NAME](compare_places(**inputs, places=places)[NAME], places, "en")
    assert "a claim not in the table" in [
        label.get_text() for label in chart.figure.axes[0].get_yticklabels()
    ]
