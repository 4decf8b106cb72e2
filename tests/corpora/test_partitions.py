"""A corpus cut into parts: nothing lost, nothing twice, in order, however it is cut."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaxclaims.corpora import InputError, check_input
from vaxclaims.corpora.locations import File
from vaxclaims.corpora.partitions import Part, list_parts, read_part


def rows_of(parts):
    return [(row["doc_id"], row["text"]) for part in parts for _, row, _ in read_part(part) if row]


@given(lines=st.lists(st.text(min_size=0, max_size=40), max_size=12), size=st.integers(1, 200), ended=st.booleans())
def test_a_jsonl_cut_anywhere_gives_each_line_once_and_in_order(tmp_path_factory, lines, size, ended):
    rows = [{"doc_id": str(number), "text": f"文{text}"} for number, text in enumerate(lines)]
    path = tmp_path_factory.mktemp("cut") / "texts.jsonl"
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + ("\n" if ended else "")
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert rows_of(list_parts([path], [], size)) == rows_of(list_parts([path], []))


def test_a_line_is_named_by_where_its_part_begins(make_corpus):
    path = make_corpus(3)
    part = Part((File(str(path), path.name, 0, ""),), ".jsonl", 10, path.stat().st_size)
    assert [name for name, _, _ in read_part(part)] == [f"texts.jsonl, line {n} after byte 10" for n in (1, 2)]


def test_a_parquet_file_is_cut_between_its_row_groups(tmp_path):
    rows = [{"doc_id": str(number), "text": f"第{number}篇" * 50} for number in range(20)]
    pd.DataFrame(rows).to_parquet(tmp_path / "texts.parquet", row_group_size=3)
    parts = list(list_parts([tmp_path / "texts.parquet"], [], 500))
    assert len(parts) > 2 and [number for number, _ in rows_of(parts)] == [row["doc_id"] for row in rows]
    assert [name for name, _, _ in read_part(parts[-1])][-1] == "texts.parquet, row 20"


def test_text_files_come_in_bundles(tmp_path):
    for number in range(10):
        (tmp_path / f"{number}.txt").write_text("接种" * 50, encoding="utf-8")
    parts = list(list_parts([tmp_path], [], 700))
    assert [len(part.files) for part in parts] == [2] * 5
    assert [doc_id for doc_id, _ in rows_of(parts)] == [str(number) for number in range(10)]


@pytest.mark.parametrize("pattern", ["*.jsonl", "**/*.jsonl", "[ab].jsonl", "?.jsonl"])
def test_a_pattern_names_the_files_that_it_matches_in_order(make_corpus, tmp_path, pattern):
    for name in ("b.jsonl", "a.jsonl"):
        make_corpus(1, name=name)
    (tmp_path / "c.csv").write_text("doc_id,text\n", encoding="utf-8")
    check_input(f"{tmp_path}/{pattern}")
    assert [part.name for part in list_parts([f"{tmp_path}/{pattern}"], [])] == ["a.jsonl", "b.jsonl"]


def test_files_of_a_pattern_are_named_below_its_fixed_part(make_corpus, tmp_path):
    (tmp_path / "2021").mkdir()
    make_corpus(1, name="2021/news.jsonl")
    assert [part.name for part in list_parts([f"{tmp_path}/20*/news.jsonl"], [])] == ["2021/news.jsonl"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(make_corpus, tmp_path):
    make_corpus(2, name="a[1].jsonl")
    assert len(rows_of(list_parts([tmp_path / "a[1].jsonl"], []))) == 2


@pytest.mark.parametrize(
    "location, reason",
    [("none*.jsonl", "no file matches"), ("*.pdf", "not one of"), ("nosuch://bucket/a.jsonl", "nosuch"),
     ("memory://bucket/none*.jsonl", "no file matches"), ("memory://bucket/none.jsonl", "not there")],
)
def test_what_cannot_be_an_input_is_refused(tmp_path, location, reason):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(InputError, match=reason):
        check_input(location if "://" in location else f"{tmp_path}/{location}")


def test_urls_are_read_like_paths(make_corpus):
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe_file("/corpus/2021/a.jsonl", make_corpus(8).read_bytes())
    memory.pipe_file("/corpus/page.txt", "成都接种新冠疫苗3万剂。".encode())
    try:
        here, there = rows_of(list_parts([make_corpus(8)], [])), rows_of(list_parts(["memory://corpus/*/a.jsonl"], [], 300))
        assert here == there
        left_out: list[dict] = []
        assert rows_of(list_parts(["memory://corpus"], left_out)) == [("page", "成都接种新冠疫苗3万剂。")]
        assert [entry["name"] for entry in left_out] == ["2021/a.jsonl"]
    finally:
        memory.rm("/corpus", recursive=True)
