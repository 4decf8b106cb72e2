"""Tables: one schema in three formats, exact numbers, cells that no spreadsheet runs."""

from decimal import Decimal, InvalidOperation

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxclaims.tables import (
    COLUMNS, TableError, TableWriter, bounded, check_output, check_outputs, decimal, normalise, plain,
    read_table, table, write_table,
)

FORMATS = ("csv", "jsonl", "parquet")
# Any text that a file can hold: half a surrogate pair is none.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.none() | st.decimals(-(10**20), 10**20, places=6, allow_nan=False, allow_infinity=False)


def claims(*rows: dict) -> pd.DataFrame:
    return table("claims", list(rows))


def round_trip(frame, folder, suffix, name):
    return read_table(write_table(frame, folder / f"{name}.{suffix}"), name)


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("suffix", FORMATS)
def test_an_empty_table_keeps_its_columns_in_every_format(tmp_path, suffix, name):
    assert list(round_trip(table(name, []), tmp_path, suffix, name).columns) == COLUMNS[name]


@pytest.mark.parametrize("suffix", FORMATS)
def test_numbers_come_back_exact_to_the_last_digit_that_the_codebook_allows(tmp_path, suffix):
    values = ["13333900", "66.666667", "0.000001", "1234567890123456789012345.5", "68.60", "0"]
    frame = table("bounds", [{"low": Decimal(value), "place": "北京市"} for value in values] + [{"place": "四川省"}])
    found = round_trip(frame, tmp_path, suffix, "bounds")
    assert [cell for cell in found["low"][:-1]] == [Decimal(value) for value in values]
    assert found["low"].iloc[-1] is None, "unknown stays unknown"


@given(rows=st.lists(st.fixed_dictionaries({"place": TEXTS, "claims": TEXTS, "low": NUMBERS, "high": NUMBERS}), max_size=4))
@pytest.mark.parametrize("suffix", FORMATS)
def test_any_cells_come_back_as_they_were(tmp_path_factory, suffix, rows):
    frame = table("bounds", rows)
    found = round_trip(frame, tmp_path_factory.mktemp("tables"), suffix, "bounds")
    assert found.to_dict("records") == frame.to_dict("records")


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_rows_give_the_same_bytes(tmp_path, suffix):
    frame = claims({"quote": "2970.59 万剂", "value": Decimal("29705900")})
    first, second = (write_table(frame, tmp_path / f"{name}.{suffix}").read_bytes() for name in "ab")
    assert first == second


def test_the_formats_carry_the_same_columns_and_values(tmp_path):
    frame = claims({"quote": "80%", "value": Decimal(80), "start": 7, "end": 10, "place": "北京市/大兴区"})
    found = [round_trip(frame, tmp_path, suffix, "claims").to_dict("records") for suffix in FORMATS]
    assert found[0] == found[1] == found[2] == frame.to_dict("records")


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "'quoted", "''"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised_and_restored(tmp_path, cell):
    path = write_table(claims({"quote": cell}), tmp_path / "claims.csv")
    raw = pd.read_csv(path, dtype=str, keep_default_na=False)["quote"][0]
    assert raw == "'" + cell
    assert read_table(path, "claims")["quote"][0] == cell


@pytest.mark.parametrize("cell", ["5月23日", "'t Hart", "2379.84万剂次", "a=b"])
def test_other_cells_are_left_alone_also_where_somebody_else_wrote_them(tmp_path, cell):
    path = tmp_path / "by_hand.csv"
    path.write_text(f'name,reason\n"{cell}",x\n', encoding="utf-8")
    assert read_table(path, "left_out")["name"][0] == cell


def test_a_negative_number_stays_a_number(tmp_path):
    path = write_table(table("bounds", [{"low": Decimal("-12.5")}]), tmp_path / "bounds.csv")
    assert read_table(path, "bounds")["low"][0] == Decimal("-12.5")
    assert "'-" not in path.read_text(encoding="utf-8")


def test_csv_begins_with_a_byte_order_mark_so_that_excel_reads_chinese(tmp_path):
    assert write_table(claims({"quote": "万剂"}), tmp_path / "claims.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("cell", ["a\rb", "a\r\nb", "a\nb", 'say "剂"', "a,b", " 剂 ", "NA", "nan", "\x85", "\u2028"])
def test_line_breaks_quotes_and_words_for_nothing_survive_in_csv(tmp_path, cell):
    frame = table("left_out", [{"name": cell, "reason": "x"}, {"name": "next", "reason": cell}])
    assert round_trip(frame, tmp_path, "csv", "left_out").to_dict("records") == frame.to_dict("records")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_table_written_in_pieces_reads_as_one(tmp_path, suffix):
    frame = claims(*({"quote": f"{n}万剂", "value": Decimal(n)} for n in range(5)))
    path = tmp_path / f"claims.{suffix}"
    with TableWriter(path) as writer:
        for at in range(0, 5, 2):
            writer.write(frame.iloc[at : at + 2])
        assert not path.exists(), "the file appears when all of it is written"
    assert read_table(path, "claims").to_dict("records") == frame.to_dict("records")
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_write_that_fails_leaves_the_earlier_table(tmp_path, suffix):
    path = write_table(claims({"quote": "old"}), tmp_path / f"claims.{suffix}")
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt), TableWriter(path) as writer:
        writer.write(claims({"quote": "new"}))
        raise KeyboardInterrupt
    assert path.read_bytes() == before and len(list(tmp_path.iterdir())) == 1


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "half.csv"
    path.write_text("doc_id,zone\na,body\n", encoding="utf-8")
    with pytest.raises(TableError, match="half.csv: not a zones table, missing columns: start, end, why"):
        read_table(path, "zones")


def test_a_cell_that_is_no_number_is_named_by_row_and_column(tmp_path):
    path = tmp_path / "zones.csv"
    path.write_text("doc_id,zone,start,end,why\na,body,0,7,text\na,body,seven,9,text\n", encoding="utf-8")
    with pytest.raises(TableError, match="zones.csv, row 2, column start: 'seven' is not a number"):
        read_table(path, "zones")


def test_digits_without_end_are_a_cell_of_jsonl_like_any_other(tmp_path):
    path = tmp_path / "claims.jsonl"
    path.write_text(f'{{"value": {"9" * 5000}, "start": 7}}\n', encoding="utf-8")
    assert read_table(path).to_dict("records") == [{"value": "9" * 5000, "start": 7}]


def test_columns_of_ones_own_are_kept_behind_the_schema(tmp_path):
    frame = table("left_out", [{"name": "a", "reason": "b"}]).assign(mine="c")[["mine", "reason", "name"]]
    assert list(normalise(frame, "left_out").columns) == ["name", "reason", "mine"]


@pytest.mark.parametrize("name", ["claims.xlsx", "claims", "claims.csv.gz"])
def test_a_suffix_that_is_no_tables_is_refused(tmp_path, name):
    for act in (lambda path: write_table(claims(), path), read_table, check_output):
        with pytest.raises(TableError, match=".csv, .jsonl or .parquet"):
            act(tmp_path / name)


def test_an_output_needs_a_folder_that_is_there_and_is_no_folder_itself(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(TableError, match="is a folder"):
        check_output(tmp_path / "folder.csv")
    with pytest.raises(TableError, match="its folder is not there"):
        check_output(tmp_path / "nowhere" / "claims.csv")
    check_output(tmp_path / "claims.csv")


def test_an_output_never_replaces_another_or_what_is_read(tmp_path):
    claims_file, out = tmp_path / "claims.csv", tmp_path / "out.csv"
    same = tmp_path / "x" / ".." / "out.csv"
    for outputs, inputs in (([out], [same]), ([out, out], []), ([claims_file, out], [claims_file])):
        with pytest.raises(TableError, match="would be overwritten"):
            check_outputs(outputs, inputs)
    check_outputs([out, None], [claims_file, "", claims_file])


@pytest.mark.parametrize("text, number", [("1.50", "1.5"), (7, "7"), ("1E+3", "1000"), (Decimal("-0.5"), "-0.5")])
def test_a_cell_with_a_number_is_exact(text, number):
    assert decimal(text) == Decimal(number)


@pytest.mark.parametrize("nothing", ["", None, float("nan"), pd.NA])
def test_an_empty_cell_is_no_number(nothing):
    assert decimal(nothing) is None


@pytest.mark.parametrize("text", ["many", "Infinity", "NaN?", "1,000", "12万"])
def test_words_and_infinities_are_no_numbers(text):
    with pytest.raises(InvalidOperation):
        decimal(text)


@pytest.mark.parametrize("text", ["1e2000000", "1e-2000000", "0e2000000", "9" * 39])
def test_a_number_has_no_more_digits_than_a_table_holds(text):
    with pytest.raises(InvalidOperation):
        bounded(text)
    assert bounded("9" * 38) == Decimal("9" * 38) and bounded("") is None


@pytest.mark.parametrize(
    "number, text",
    [("1.20E+2", "120"), ("13333900", "13333900"), ("66.666667", "66.666667"), ("5.10", "5.1"), ("0.00", "0"), ("100", "100")],
)
def test_a_number_is_written_in_plain_digits(number, text):
    assert plain(Decimal(number)) == text


def test_no_number_is_written_as_nothing():
    assert plain(None) == ""


def test_more_digits_than_parquet_holds_are_refused_by_name(tmp_path):
    with pytest.raises(TableError, match="column low: 9{40} has more digits"):
        write_table(table("bounds", [{"low": Decimal("9" * 40)}]), tmp_path / "bounds.parquet")
    assert not list(tmp_path.iterdir())


def test_a_measure_has_a_claims_provenance_without_its_number():
    numbers = {"indicator", "value", "value_high", "comparator", "precision", "unit", "population", "vaccine"}
    assert set(COLUMNS["claims"]) - set(COLUMNS["measures"]) == numbers
    assert set(COLUMNS["measures"]) - set(COLUMNS["claims"]) == {"measure"}
