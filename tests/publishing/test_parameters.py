import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxclaims.publishing.parameters import ParameterError, declared, declared_by_all, read_values

DEFAULTS = {
    "count": 3,
    "share": 0.5,
    "strict": True,
    "code": "000",
    "places": ["北京市"],
    "limit": None,
    "language": "both",
    "as_of": "",
}


def test_the_tagged_cell_is_read_as_python(write_notebook):
    notebook = write_notebook(
        "a", 'x: int | None = None  # why\nplaces = [\n    "北京市",\n    "a=b",\n]\nshare = -1.5'
    )
    assert declared(notebook) == {"x": None, "places": ["北京市", "a=b"], "share": -1.5}


@pytest.mark.parametrize("cell", ["import os", "x = open('f')", "x, y = 1, 2", "x = y = 1", "x += 1"])
def test_a_cell_with_more_than_literals_is_refused(write_notebook, cell):
    with pytest.raises(ParameterError, match="line 1 of the parameters cell"):
        declared(write_notebook("a", cell))


def test_notebooks_must_agree_on_a_default(write_notebook):
    notebooks = [write_notebook("a", "x = 1"), write_notebook("b", "x = 2")]
    with pytest.raises(ParameterError, match=r"b\.ipynb: the default of x"):
        declared_by_all(notebooks)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("count", "7", 7),
        ("share", "2", 2.0),
        ("strict", "false", False),
        ("strict", "Yes", True),
        ("code", "00123", "00123"),
        ("places", "北京市, 上海市", ["北京市", "上海市"]),
        ("places", "湖北省，四川省", ["湖北省", "四川省"]),
        ("places", "", []),
        ("limit", "none", None),
        ("limit", "5 days", "5 days"),
        ("as_of", "2021-05", "2021-05"),
    ],
)
def test_text_is_read_as_the_type_of_the_default(name, text, value):
    result = read_values({name: text}, DEFAULTS)[name]
    assert (result, type(result)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("count", "many", "a whole number"),
        ("count", "1.5", "a whole number"),
        ("share", "nan", "a number"),
        ("strict", "perhaps", "true or false"),
        ("language", "fr", "'en', 'zh' or 'both'"),
        ("as_of", "2021-13-01", "a date"),
        ("as_of", "May", "a date"),
        ("places", "北京市，武汉市", "the nearest is '湖北省/武汉市'"),
    ],
)
def test_a_value_that_does_not_fit_is_an_error_that_says_what_would(name, text, told):
    with pytest.raises(ParameterError, match=told):
        read_values({name: text}, DEFAULTS)


@pytest.mark.parametrize(
    ("value", "told"), [(3, "comma-separated list"), (["北京市", 3], "takes a list in which each is like")]
)
def test_a_value_of_another_type_is_an_error_too(value, told):
    with pytest.raises(ParameterError, match=told):
        read_values({"places": value}, DEFAULTS)


@pytest.mark.parametrize(
    ("wrong", "nearest"), [("place", "places"), ("asof", "as_of"), ("langauge", "language")]
)
def test_an_unknown_name_is_an_error_with_the_nearest_one(wrong, nearest):
    with pytest.raises(ParameterError, match=f"the nearest is '{nearest}'"):
        read_values({wrong: "x"}, DEFAULTS)


@given(st.dictionaries(st.sampled_from(sorted(DEFAULTS)), st.text()))
def test_any_text_is_either_read_or_refused_with_a_message(values):
    try:
        result = read_values(values, DEFAULTS)
    except ParameterError as error:
        assert str(error)
    else:
        assert result.keys() == values.keys()
