"""A saved figure: same bytes, its table beside it, digest and alt text within it."""

import hashlib
import json
import xml.etree.ElementTree as xml

import pytest
from PIL import Image

from vaxclaims.comparison import FIGURES, save, show
from vaxclaims.comparison.saving import DIGEST, languages

NAME = "07_measures"


def saved(seeds, places, folder, language="en"):
    return save(FIGURES[NAME](seeds[NAME], places, language), folder)


def test_the_same_chart_gives_the_same_bytes(seeds, places, tmp_path):
    for folder in ("one", "two"):
        saved(seeds, places, tmp_path / folder)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_both_pictures_carry_the_digest_of_the_table_beside_them(seeds, places, tmp_path):
    entry = saved(seeds, places, tmp_path)
    digest = hashlib.sha256((tmp_path / entry["table"]).read_bytes()).hexdigest()
    with Image.open(tmp_path / entry["png"]) as picture:
        assert picture.text[DIGEST] == digest
    assert f"sha256:{digest}" in (tmp_path / entry["svg"]).read_text(encoding="utf-8")
    assert entry["digest"] == digest


def test_a_png_has_twice_the_pixels_of_its_natural_size(seeds, places, tmp_path):
    chart = FIGURES[NAME](seeds[NAME], places, "en")
    with Image.open(tmp_path / save(chart, tmp_path)["png"]) as picture:
        assert picture.width == 2 * chart.figure.get_figwidth() * 100


def test_the_index_lists_every_figure_and_language_once_and_in_order(seeds, places, tmp_path):
    for name in ("03_doses_per_100", "01_claims_matrix", "03_doses_per_100"):
        show(FIGURES[name], seeds[name], places, "both", tmp_path)
    index = json.loads((tmp_path / "index.json").read_text(encoding="utf-8"))
    assert [(entry["name"][:2], entry["language"]) for entry in index] == [
        ("01", "en"),
        ("01", "zh"),
        ("03", "en"),
        ("03", "zh"),
    ]
    for entry in index:
        assert all(entry[key] for key in ("title", "alt", "caption", "source", "digest"))
        assert all((tmp_path / entry[key]).is_file() for key in ("table", "png", "svg"))


def test_a_picture_in_a_notebook_has_its_alt_text(seeds, places, tmp_path):
    image = show(FIGURES[NAME], seeds[NAME], places, "zh", tmp_path)
    assert image._repr_mimebundle_()[1]["image/png"]["alt"].startswith("共提到")


def test_tooltips_hold_every_wording_and_hostile_ones_stay_text(inputs, places, tmp_path):
    from vaxclaims.comparison import compare_places

    evil = '<script>alert("1")</script>&\x00\u202e'
    inputs["measures"].loc[0, "quote_view"] = evil
    tables = compare_places(**inputs, places=places)
    entry = saved(tables, places, tmp_path)
    text = (tmp_path / entry["svg"]).read_text(encoding="utf-8")
    assert "<script" not in text and "\x00" not in text
    titles = [element.text for element in xml.fromstring(text).iter("{http://www.w3.org/2000/svg}title")]
    assert any('<script>alert("1")</script>' in (title or "") for title in titles)


def test_the_parameter_language_asks_for_one_or_both():
    assert languages("both") == ("en", "zh")
    assert languages("zh") == ("zh",)
    with pytest.raises(ValueError, match="both"):
        languages("de")
