"""Every figure, in both languages, for the seeds, for nothing at all, and for hostile and foreign corpora.

Fonts and DPI are the style's own, so that a label that is cut or covered here is so everywhere.
"""

import warnings
from itertools import combinations

import matplotlib
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from vaxclaims import tables
from vaxclaims.comparison import FIGURES, compare_places, load_inputs, style

NAMES = list(FIGURES)
LANGUAGES = ["en", "zh"]


def empty_tables(places):
    return compare_places(tables.table("claims", []), tables.table("findings", []), places)


def drawn(table, name, places, language):
    """The chart, drawn as it would be saved; a missing glyph or any other warning fails."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart = FIGURES[name](table, places, language)
        with matplotlib.rc_context(style.settings()):
            FigureCanvasAgg(chart.figure).draw()
    return chart


def words_of(figure):
    """Every text that is painted, with its box in pixels (a label's own, without its leader line)."""
    renderer = figure.canvas.get_renderer()
    hidden = set()
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            off = 1e-6 * (high - low)
            for tick in axis.get_major_ticks():
                if not ax.axison or not low - off <= tick.get_loc() <= high + off:
                    hidden |= {tick.label1, tick.label2}
    texts = [
        text
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in hidden and _shown(text)
    ]
    return [(text.get_text(), Text.get_window_extent(text, renderer)) for text in texts]


def _shown(text):
    return all(part.get_visible() for part in (text.axes, text.figure) if part is not None) and not (
        text.axes is not None
        and not text.axes.axison
        and text in (text.axes.xaxis.label, text.axes.yaxis.label)
    )


def assert_legible(figure):
    boxes = words_of(figure)
    width, height = figure.canvas.get_width_height()
    for text, box in boxes:
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= width + 1 and box.y1 <= height + 1, f"cut: {text}"
    for (one, a), (two, b) in combinations(boxes, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across < 3 or down < 3.5, f"covered: {one!r} and {two!r}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_inside_the_picture_and_covers_no_other(seeds, places, name, language):
    assert_legible(drawn(seeds[name], name, places, language).figure)


@pytest.mark.parametrize("name", NAMES)
def test_no_type_is_too_small_to_read(seeds, places, name):
    figure = drawn(seeds[name], name, places, "en").figure
    assert min(text.get_fontsize() for text in figure.findobj(Text) if text.get_text()) >= 8.5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_stated_is_said_not_crashed_on(places, name, language):
    chart = drawn(empty_tables(places)[name], name, places, language)
    assert chart.title and chart.alt and chart.source
    assert_legible(chart.figure)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_title_alt_caption_and_source_are_there_and_alt_says_more_than_the_title(
    seeds, places, name, language
):
    chart = drawn(seeds[name], name, places, language)
    assert chart.title and chart.caption and chart.source
    assert len(chart.alt) > len(chart.title) + 20
    assert "nan" not in chart.alt.lower().replace("finance", "") and "None" not in chart.alt


@pytest.mark.parametrize("name", NAMES)
def test_other_places_are_drawn_with_no_trace_of_the_four(inputs, name):
    renamed = {"北京市": "广东省", "上海市": "江苏省", "湖北省": "山东省", "四川省": "河南省"}
    for key in ("claims", "measures", "findings", "bounds"):
        inputs[key]["place"] = inputs[key]["place"].map(
            lambda path: "/".join(renamed.get(part, part) for part in path.split("/"))
        )
    for old, new in renamed.items():
        inputs["documents"]["text"] = inputs["documents"]["text"].str.replace(old, new)
    census = inputs["reference"]["census2020"]
    census["place"] = census["place"].map(lambda place: renamed.get(place, place))
    places = list(renamed.values())
    chart = drawn(compare_places(**inputs, places=places)[name], name, places, "en")
    said = chart.title + chart.alt + " ".join(text for text, _ in words_of(chart.figure))
    assert not [word for word in ("Beijing", "Shanghai", "Hubei", "Sichuan", *renamed) if word in said]


@pytest.mark.parametrize("places", [["北京市"], ["北京市", "西藏自治区"]])
@pytest.mark.parametrize("name", NAMES)
def test_one_place_or_one_without_claims_is_no_crash(inputs, places, name):
    assert_legible(drawn(compare_places(**inputs, places=places)[name], name, places, "en").figure)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_words_are_shown_as_text(inputs, places, name):
    evil = "<script>$\\frac{1}{0}$</script>\u202e🦠" + "e\u0301" * 500
    inputs["claims"].loc[[0, 5, 20], "quote_view"] = evil
    inputs["claims"].loc[[10], "population"] = evil[:40]
    inputs["documents"].loc[0, "outlet"] = evil
    inputs["measures"].loc[0, "quote_view"] = evil
    inputs["findings"].loc[0, ["message_en", "message_zh"]] = evil
    drawn(compare_places(**inputs, places=places)[name], name, places, "en")


def test_a_cut_off_hides_what_came_later(inputs, places):
    tables_ = compare_places(**inputs, places=places, as_of="2021-04-01")
    later = set(inputs["claims"].loc[inputs["claims"]["as_of"] > "2021-04-01", "claim_id"])
    for name in ("02_cumulative_doses", "03_doses_per_100", "04_people_vaccinated", "08_coverage_by_group"):
        assert not later & set(tables_[name]["claim_id"])


def test_every_claim_drawn_can_be_found_again(seeds, inputs):
    known = set(inputs["claims"]["claim_id"])
    for name in (
        "02_cumulative_doses",
        "03_doses_per_100",
        "04_people_vaccinated",
        "05_daily_pace",
        "06_acceleration",
        "08_coverage_by_group",
        "09_conflicts",
    ):
        for ids in seeds[name]["claim_id"]:
            assert set(ids.split()) <= known, name


def test_links_and_comments_are_never_charted(seeds, inputs):
    links = set(inputs["claims"].loc[inputs["claims"]["zone"] == "related", "claim_id"])
    for name, table in seeds.items():
        if name != "left_out" and "claim_id" in table:
            assert not links & set(table["claim_id"]), name


def test_a_missing_table_names_the_notebook_that_makes_it(tmp_path, inputs):
    with pytest.raises(FileNotFoundError, match="01_read_seeds.ipynb"):
        load_inputs(tmp_path, tmp_path)
    for name, file in (("documents", "documents.parquet"), ("zones", "zones.csv"), ("claims", "claims.csv")):
        tables.write_table(inputs[name], tmp_path / file)
    with pytest.raises(FileNotFoundError, match="02_annotate_claims.ipynb"):
        load_inputs(tmp_path, tmp_path)


def test_tables_read_back_draw_the_same_picture(inputs, places, tmp_path, seeds):
    for name in ("claims", "measures", "findings", "bounds", "zones"):
        tables.write_table(inputs[name], tmp_path / f"{name}.csv")
    tables.write_table(inputs["documents"], tmp_path / "documents.parquet")
    again = load_inputs(tmp_path, tmp_path) | {
        "proposed": inputs["proposed"],
        "reference": inputs["reference"],
    }
    for name, table in compare_places(**again, places=places).items():
        pd.testing.assert_frame_equal(table, seeds[name], obj=name) if "claim_id" not in table else None
        assert len(table) == len(seeds[name])
