"""Documents one by one from folders, text files and tables of texts; what is left out and why."""

import gzip
import json

import pandas as pd
import pytest

from vaxclaims.corpora import InputError, check_input, iterate_documents, read_metadata
from vaxclaims.corpora.records import _lines
from vaxclaims.reading import decoding

TEXT = "截至5月23日，全市累计接种新冠疫苗2379.84万剂次，各街道设立临时接种点，方便群众就近接种。"
URL = "https://example.org/a"
ROWS = [{"doc_id": "a", "text": TEXT, "published": "2021-05-25", "title": "甲", "outlet": "某报", "url": URL},
        {"doc_id": "b", "text": f"{TEXT}\r\n=1+1", "published": "", "title": "", "outlet": "", "url": ""}]


def read(*inputs, metadata=None):
    """The documents rows by doc_id and what was left out, as {name: reason}."""
    left_out: list[dict] = []
    rows = {row["doc_id"]: row for row, _ in iterate_documents(list(inputs), metadata or {}, left_out)}
    return rows, {entry["name"]: entry["reason"] for entry in left_out}


def write_jsonl(path, *rows):
    lines = [row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() for row in rows]
    data = b"\n".join(lines) + b"\n"
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def write_rows(path):
    if path.name.endswith((".jsonl", ".jsonl.gz")):
        return write_jsonl(path, *ROWS)
    if path.suffix == ".parquet":
        pd.DataFrame(ROWS).to_parquet(path)
    else:
        pd.DataFrame(ROWS).to_csv(path, index=False, encoding="utf-8-sig")
    return path


@pytest.mark.parametrize("name", ["texts.jsonl", "texts.jsonl.gz", "texts.parquet", "texts.csv", "TEXTS.JSONL"])
def test_a_table_of_texts_gives_a_document_for_every_row(tmp_path, name):
    path = tmp_path / name
    if name == "TEXTS.JSONL":
        write_jsonl(path, *ROWS)
    else:
        write_rows(path)
    check_input(path)
    rows, left_out = read(path)
    assert left_out == {} and list(rows) == ["a", "b"]
    assert (rows["a"]["published"], rows["a"]["title"], rows["a"]["outlet"], rows["a"]["url"]) == (
        "2021-05-25", "甲", "某报", URL)
    assert [rows[doc_id]["text"] for doc_id in "ab"] == [row["text"] for row in ROWS]
    assert rows["b"]["published"] == ""


def test_a_folder_gives_its_texts_in_order_and_says_which_tables_it_holds(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "sub/a.html", "c.md", "picture.png"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    write_rows(tmp_path / "more.jsonl")
    rows, left_out = read(tmp_path)
    assert list(rows) == ["b", "c", "a"]
    assert left_out == {"more.jsonl": "a table inside a folder; to read texts from it, name it as an input"}


def test_an_empty_folder_is_named(tmp_path):
    rows, left_out = read(tmp_path)
    assert rows == {} and "holds no .txt" in left_out[tmp_path.name]


def test_several_inputs_are_read_one_after_the_other(tmp_path):
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    rows, _ = read(write_rows(tmp_path / "texts.csv"), tmp_path / "page.txt")
    assert list(rows) == ["a", "b", "page"]


def test_a_doc_id_that_came_before_is_refused_wherever_it_comes_from(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    rows, left_out = read(tmp_path / "a.txt", write_jsonl(tmp_path / "texts.jsonl", ROWS[0]))
    assert rows["a"]["path"] == "a.txt"
    assert left_out == {"texts.jsonl, line 1": "its doc_id a came before"}


@pytest.mark.parametrize(
    "line, reason",
    [
        (b"{", "not valid JSON"), (b"[" * 100_000, "not valid JSON"), (b"[1]", "not a JSON object"),
        (b'"text"', "not a JSON object"), (b"\xff\xfe", "not valid utf-8"), (b'{"text": "\xe7"}', "not valid utf-8"),
        ({"text": TEXT}, "has no doc_id"), ({"doc_id": {}, "text": TEXT}, "has no doc_id"),
        ({"doc_id": "x"}, "has no text"), ({"doc_id": "x", "text": "  "}, "has no text"),
        ({"doc_id": "x", "text": None}, "has no text"), ({"doc_id": "x", "text": ["a"]}, "has no text"),
    ],
)
def test_a_line_that_is_no_document_is_left_out_by_number_and_the_others_are_read(tmp_path, line, reason):
    rows, left_out = read(write_jsonl(tmp_path / "texts.jsonl", ROWS[0], line, ROWS[1]))
    assert list(rows) == ["a", "b"]
    assert list(left_out) == ["texts.jsonl, line 2"] and reason in left_out["texts.jsonl, line 2"]


def test_a_line_without_end_is_left_out_without_being_held(tmp_path, monkeypatch):
    monkeypatch.setattr(decoding, "MAX_BYTES", 4096)
    path = tmp_path / "texts.jsonl"
    write_jsonl(path, ROWS[0], b'{"doc_id": "x", "text": "' + b"9" * 200_000 + b'"}', ROWS[1])
    with path.open("rb") as file:
        held = [line and len(line) for line in _lines(file)]
    assert held[1] is None and max(filter(None, held)) < 4096
    rows, left_out = read(path)
    assert list(rows) == ["a", "b"] and "longer than" in left_out["texts.jsonl, line 2"]


def test_a_text_that_is_too_large_is_left_out(tmp_path, monkeypatch):
    path = tmp_path / "texts.parquet"
    pd.DataFrame([{"doc_id": "x", "text": "9" * 5000}, ROWS[0]]).to_parquet(path)
    monkeypatch.setattr(decoding, "MAX_BYTES", 4096)
    rows, left_out = read(path)
    assert list(rows) == ["a"] and "larger than" in left_out["texts.parquet, row 1"]


def test_blank_lines_and_a_byte_order_mark_are_no_rows(tmp_path):
    first = b"\xef\xbb\xbf" + json.dumps(ROWS[0]).encode()
    rows, left_out = read(write_jsonl(tmp_path / "texts.jsonl", first, b"", b"  ", ROWS[1]))
    assert list(rows) == ["a", "b"] and left_out == {}


def test_half_a_surrogate_pair_is_replaced_in_place(tmp_path):
    path = write_jsonl(tmp_path / "texts.jsonl", b'{"doc_id": "a", "text": "\\ud800' + TEXT.encode() + b'"}')
    assert read(path)[0]["a"]["text"] == "\ufffd" + TEXT


def test_a_gzip_that_is_cut_off_gives_what_came_before_and_says_so(tmp_path):
    rows = ({**ROWS[0], "doc_id": str(n), "title": str(n * 7919 % 10007)} for n in range(3000))
    path = write_jsonl(tmp_path / "texts.jsonl.gz", *rows)
    path.write_bytes(path.read_bytes()[:-2000])
    rows, left_out = read(path)
    assert 0 < len(rows) < 3000
    assert "broken after line" in left_out["texts.jsonl.gz"] and "what follows was not read" in left_out["texts.jsonl.gz"]


def test_a_csv_of_a_chinese_spreadsheet_is_read(tmp_path):
    path = tmp_path / "texts.csv"
    path.write_bytes(f"doc_id,text\na,{TEXT}\n".encode("gb18030"))
    check_input(path)
    assert read(path)[0]["a"]["text"] == TEXT


def test_a_neutralised_cell_of_a_csv_is_the_text_that_it_was(tmp_path):
    path = tmp_path / "texts.csv"
    path.write_text(f"doc_id,text\na,'={TEXT}\nb,'t {TEXT}\n", encoding="utf-8")
    rows, _ = read(path)
    assert rows["a"]["text"] == f"={TEXT}" and rows["b"]["text"] == f"'t {TEXT}"


@pytest.mark.parametrize(
    "row, reason",
    [(b"x", "has not as many cells"), (b"x,y,z", "has not as many cells"), (b"x,\xff", "not valid utf-8")],
)
def test_a_bad_row_of_a_csv_is_left_out_by_number(tmp_path, row, reason):
    path = tmp_path / "texts.csv"
    path.write_bytes(b"\n".join([b"doc_id,text", f"a,{TEXT}".encode(), row, f"b,{TEXT}".encode()]) + b"\n")
    rows, left_out = read(path)
    assert list(rows) == ["a", "b"] and reason in left_out["texts.csv, row 2"]


def test_a_csv_whose_quote_never_ends_swallows_nothing_in_silence(tmp_path):
    path = tmp_path / "texts.csv"
    path.write_text(f'doc_id,text\na,{TEXT}\nb,"{TEXT}\nc,{TEXT}\n', encoding="utf-8")
    rows, left_out = read(path)
    assert list(rows) == ["a"] and "broken after row 1" in left_out["texts.csv"]


def test_a_binary_text_file_is_left_out_by_name(tmp_path):
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\0\0")
    assert read(tmp_path / "picture.txt") == ({}, {"picture.txt": "binary, not a text"})


@pytest.mark.parametrize(
    "name, content, reason",
    [
        ("gone.txt", None, "not there"), ("page.pdf", b"%PDF", "not one of"), ("archive.gz", b"", "not one of"),
        ("half.csv", b"doc_id,body\n", "missing: text"), ("none.csv", b"", "missing: doc_id, text"),
        ("no.parquet", b"PAR1", "cannot be read"),
    ],
)
def test_an_input_that_cannot_be_used_is_refused_at_once(tmp_path, name, content, reason):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=f"{name}: .*{reason}"):
        check_input(tmp_path / name)


# ---- metadata

def metadata_of(folder, content: str):
    path = folder / "meta.csv"
    path.write_text(content, encoding="utf-8")
    left_out: list[dict] = []
    return read_metadata(path, left_out), left_out


def test_metadata_goes_before_what_the_inputs_say_where_it_says_anything(tmp_path):
    known, left_out = metadata_of(tmp_path, "doc_id,published,title,outlet,url\na,2021-06-01,,某台,\n")
    rows, _ = read(write_jsonl(tmp_path / "texts.jsonl", ROWS[0]), metadata=known)
    assert left_out == []
    assert (rows["a"]["published"], rows["a"]["title"], rows["a"]["outlet"]) == ("2021-06-01", "甲", "某台")


def test_metadata_of_a_document_that_is_not_there_is_said(tmp_path):
    known, _ = metadata_of(tmp_path, "doc_id,published\nz,2021-06-01\n")
    _, left_out = read(write_jsonl(tmp_path / "texts.jsonl", ROWS[0]), metadata=known)
    assert left_out == {"z": "named in the metadata but not among the texts"}


def test_a_date_that_is_none_and_a_document_named_twice_are_said(tmp_path):
    known, left_out = metadata_of(tmp_path, "doc_id,published\na,soon\na,2021-06-01\n")
    assert known["a"]["published"] == "soon"
    assert [entry["reason"] for entry in left_out] == [
        "published 'soon' is no date; it was not used", "doc_id a stands in an earlier row, which is used"]


def test_metadata_without_a_doc_id_is_refused(tmp_path):
    with pytest.raises(InputError, match="meta.csv: metadata has a column doc_id; this has id, published"):
        metadata_of(tmp_path, "id,published\na,2021-06-01\n")
