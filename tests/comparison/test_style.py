"""Colours, wrapping and labels."""

import matplotlib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxclaims.colours import PLACES, SEVERITIES
from vaxclaims.comparison import style


def test_a_place_keeps_its_colour_whatever_follows_it(places):
    assert [style.colour(p, places) for p in places[:2]] == [style.colour(p, places[:2]) for p in places[:2]]
    assert len({style.colour(p, places) for p in places}) == len(places)


def test_words_in_a_places_or_a_severitys_colour_can_be_read_on_white():
    many = [str(n) for n in range(12)]
    for shade in [*(style.ink(place, many) for place in many), *SEVERITIES.values()]:
        light = style._luminance(matplotlib.colors.to_rgb(shade))
        assert 1.05 / (light + 0.05) >= 4.5


def test_no_colours_of_the_palette_are_alike_to_people_without_red_or_green_cones():
    # Viénot, Brettel & Mollon 1999: linear RGB seen by protanopes and deuteranopes.
    views = {
        "protan": [[0.1124, 0.8876, 0], [0.1124, 0.8876, 0], [0.004, -0.004, 1]],
        "deutan": [[0.2928, 0.7072, 0], [0.2928, 0.7072, 0], [-0.0223, 0.0223, 1]],
    }
    linear = [[c**2.2 for c in matplotlib.colors.to_rgb(code)] for code in PLACES[:6]]
    for matrix in views.values():
        seen = [
            [max(0, sum(m * c for m, c in zip(row, colour, strict=True))) ** (1 / 2.2) for row in matrix]
            for colour in linear
        ]
        gaps = [
            sum((a - b) ** 2 for a, b in zip(one, two, strict=True)) ** 0.5
            for i, one in enumerate(seen)
            for two in seen[:i]
        ]
        assert min(gaps) > 0.08


@given(st.lists(st.floats(0, 100), max_size=12))
def test_spread_labels_keep_their_order_and_distance(wanted):
    positions = style.spread(wanted, 5)
    ordered = sorted(positions)
    assert all(b - a > 4.999 for a, b in zip(ordered, ordered[1:], strict=False))
    pairs = sorted(zip(wanted, positions, strict=True))
    assert all(a[1] < b[1] for a, b in zip(pairs, pairs[1:], strict=False) if a[0] < b[0])


def test_labels_with_room_stay_where_they_are_wanted():
    assert style.spread([30, 10, 20], 5) == [30, 10, 20]


@pytest.mark.parametrize(
    "text", ["one two three four five six seven", "北京市累计接种新冠疫苗，二千九百万剂（截至五月）。"]
)
def test_wrapping_loses_nothing_and_keeps_to_the_width(text):
    lines = style.wrap(text, 1.0, 10).split("\n")
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert len(lines) > 1 and all(style._width(line, 10) <= 1.05 for line in lines)


def test_no_line_begins_with_closing_punctuation():
    for inches in (0.5, 0.7, 0.9, 1.1, 1.3):
        assert not [
            line
            for line in style.wrap("北京市，上海市，湖北省，四川省。", inches, 10).split("\n")
            if line[0] in "，。"
        ]


@pytest.mark.parametrize("text", ["\u202eabc", "🦠", "a\x00b", "e\u0301", "$x^2$"])
def test_what_the_font_cannot_show_becomes_a_box(text):
    shown = style.safe(text)
    assert len(shown) == len(text) and all(ord(c) in style._glyphs() for c in shown)


def test_drawing_leaves_the_callers_settings_alone(seeds, places):
    from vaxclaims.comparison import FIGURES

    before = matplotlib.rcParams.copy()
    FIGURES["01_claims_matrix"](seeds["01_claims_matrix"], places, "zh")
    assert matplotlib.rcParams.copy() == before


def test_an_unknown_language_is_an_error(seeds, places):
    from vaxclaims.comparison import FIGURES

    with pytest.raises(ValueError, match="en, zh"):
        FIGURES["01_claims_matrix"](seeds["01_claims_matrix"], places, "fr")


def test_axes_are_laid_out_once_to_digits_that_every_run_shares(seeds, places):
    from vaxclaims.comparison import FIGURES

    figure = FIGURES["10_sources"](seeds["10_sources"], places, "en").figure
    assert figure.get_layout_engine() is None or not figure.get_layout_engine().adjust_compatible
    for ax in figure.axes:
        box = ax.get_position()
        assert all(abs(10**4 * end - round(10**4 * end)) < 1e-6 for end in (*box.p0, *box.size))
