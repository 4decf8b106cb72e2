"""data/README.md describes every column of every table, and what it says can be so."""

import re

import pandas as pd
import pytest

from vaxclaims import codebook, gazetteer, paths, tables

README = (paths.DATA / "README.md").read_text(encoding="utf-8")
HEADER = ["column", "type", "unit", "meaning", "example"]
TYPES = {"text", "integer", "decimal", "date", "code", "path", "ids"}
DATE = re.compile(r"(\d{4}|XXXX)-\d\d-\d\d")
FILES = ["places.csv", "reference/census2020.csv", "reference/denominators.csv", "reference/national_doses.csv"]


def section(title: str) -> list[dict]:
    """The rows of the table below a heading."""
    _, _, rest = README.partition(f"\n## {title}\n")
    assert rest, f"data/README.md has no section {title}"
    lines = [line for line in rest.split("\n## ")[0].split("\n") if line.startswith("|")]
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    assert rows[0] == HEADER, title
    return [dict(zip(HEADER, row, strict=True)) for row in rows[2:]]


def columns(title: str) -> list[str]:
    return [row["column"].strip("`") for row in section(title)]


def example(row: dict) -> str:
    return row["example"].strip("`").replace("\\|", "|")


@pytest.mark.parametrize("name", tables.COLUMNS)
def test_every_column_of_a_table_is_described_in_order(name):
    assert columns(name) == tables.COLUMNS[name]


@pytest.mark.parametrize("file", FILES)
def test_every_column_of_a_file_of_this_folder_is_described(file):
    assert columns(file) == list(tables.read_table(paths.DATA / file).columns)


def test_every_column_of_the_sources_table_is_described():
    assert columns("Seeds") == list(tables.read_table(paths.SOURCES).columns)


@pytest.mark.parametrize("title", [*tables.COLUMNS, *FILES, "Seeds"])
def test_every_column_has_a_type_a_meaning_and_an_example_of_that_type(title):
    for row in section(title):
        name, kind, shown = row["column"], row["type"], example(row)
        assert kind in TYPES and row["meaning"] and row["example"], f"{title}: {name}"
        if kind in ("integer", "decimal"):
            assert tables.decimal(shown) is not None, f"{title}: {name}"
            assert row["unit"], f"{title}: {name} has no unit"
        if kind == "date":
            assert DATE.fullmatch(shown), f"{title}: {name}"


@pytest.mark.parametrize("name", tables.COLUMNS)
def test_the_types_are_those_that_the_code_gives(name):
    for row in section(name):
        column = row["column"].strip("`")
        assert (row["type"] == "decimal") == (column in tables.DECIMALS), column
        assert (row["type"] == "integer") == (column in tables.INTEGERS), column


@pytest.mark.parametrize(
    "title, column, section_of_codebook",
    [("claims", "comparator", "comparators"), ("claims", "status", "statuses"), ("claims", "as_of_basis", "date_bases"),
     ("claims", "as_of_precision", "date_precisions"), ("claims", "decision", "decisions"), ("documents", "kind", "source_kinds"),
     ("zones", "zone", "zones")],
)
def test_a_list_of_codes_is_the_codebooks(title, column, section_of_codebook):
    meaning = next(row["meaning"] for row in section(title) if row["column"] == f"`{column}`")
    assert set(codebook.codes(section_of_codebook)) == set(re.findall(r"`([^`]+)`", meaning))


def test_the_examples_of_the_claims_table_are_codes_of_the_codebook():
    shown = {row["column"].strip("`"): example(row) for row in section("claims")}
    for column, name in [("indicator", "indicators"), ("unit", "units"), ("comparator", "comparators"), ("zone", "zones")]:
        assert shown[column] in codebook.codes(name), column
    assert {example(row) for row in section("measures")} & set(codebook.codes("measures"))


@pytest.mark.parametrize("file", FILES)
def test_what_a_reference_says_of_its_basis_is_all_there_is(file):
    frame = tables.read_table(paths.DATA / file)
    if "basis" in frame.columns and file != "reference/denominators.csv":
        meaning = next(row["meaning"] for row in section(file) if row["column"] == "`basis`")
        assert set(frame["basis"]) == set(re.findall(r"`([^`]+)`", meaning))


@pytest.mark.parametrize("file", FILES[1:])
def test_reference_numbers_are_numbers_and_have_a_basis(file):
    frame = tables.read_table(paths.DATA / file)
    numbers = {row["column"].strip("`") for row in section(file) if row["type"] == "decimal"}
    for column in numbers:
        assert frame[column].map(lambda cell: cell == "" or tables.decimal(cell) >= 0).all(), column
    assert (frame["basis"] != "").all()


def test_the_national_series_never_falls_and_has_one_row_a_day():
    frame = tables.read_table(paths.DATA / "reference" / "national_doses.csv")
    assert frame["date"].is_monotonic_increasing and frame["date"].is_unique
    total = frame.loc[frame["total_vaccinations"] != "", "total_vaccinations"].map(tables.decimal)
    assert (pd.Series(list(total)).diff().dropna() >= 0).all()


def test_the_series_has_the_days_that_the_seeds_tell_of():
    frame = tables.read_table(paths.DATA / "reference" / "national_doses.csv")
    frame = frame.set_index("date")["total_vaccinations"]
    assert (frame["2021-05-22"], frame["2021-05-23"]) == ("497272000", "510858000")


def test_sources_and_licences_are_named():
    for words in ("统计用区划代码 2021", "2021-10-31", "GB/T 2260", "ISO 3166-1", "第七次全国人口普查公报", "Our World in Data",
                  "Johns Hopkins", "CC BY 4.0", "remain their\npublishers' property"):
        assert words in README, words


def test_the_census_has_every_province_and_they_add_up():
    rows = tables.read_table(paths.DATA / "reference" / "census2020.csv").to_dict("records")
    people = {row["place"]: int(row["population"]) for row in rows if row["age_band"] == "all"}
    nation = people.pop("全国")
    (civilians,) = (int(row["population"]) for row in rows if row["age_band"] == "total_31_provinces")
    mainland = [place.path for place in gazetteer.places().values() if place.level == "province" and place.code < "71"]
    assert set(people) == set(mainland) - {"新疆生产建设兵团"} and len(people) == 31  # whose people are 新疆's
    assert sum(people.values()) == civilians < nation
