"""The Dask engine: the local engine's rows, whatever the parts, the order of the work and what breaks."""

import gzip
import json

import dask
import dask.dataframe
import duckdb
import pandas as pd
import pytest

from vaxclaims import tables
from vaxclaims.corpora import InputError, cluster, extract_corpus
from vaxclaims.corpora.dataset import Dataset

pytestmark = pytest.mark.xdist_group("dask")


def read_dataset(folder, name="claims") -> pd.DataFrame:
    return tables.normalise(pd.read_parquet(folder / name), name)


def left_out(folder) -> dict[str, str]:
    frame = read_dataset(folder, "left_out")
    return dict(zip(frame["name"], frame["reason"], strict=True))


def same_as_local(tmp_path, inputs, **options) -> bool:
    """Whether the dataset's claims are those of the local engine, in order."""
    extract_corpus(inputs, tmp_path / "local.parquet", **options)
    local = tables.read_table(tmp_path / "local.parquet", "claims")
    pd.testing.assert_frame_equal(read_dataset(tmp_path / "dataset"), local)
    return len(local) > 0


def test_its_claims_and_measures_are_the_local_engines_row_for_row(tmp_path, make_corpus, extract_with_dask):
    corpus = make_corpus(60)
    result = extract_with_dask([corpus], measures=True)
    local = extract_corpus([corpus], tmp_path / "local.csv", measures=tmp_path / "measures.csv")
    claims = tables.read_table(tmp_path / "local.csv", "claims")
    measures = tables.read_table(tmp_path / "measures.csv", "measures")
    pd.testing.assert_frame_equal(read_dataset(tmp_path / "dataset"), claims)
    pd.testing.assert_frame_equal(read_dataset(tmp_path / "dataset", "measures"), measures)
    assert result.parts > 4 and result[2:5] == local[:3] == (60, len(claims), len(measures))


def test_many_kinds_of_input_side_by_side(tmp_path, make_corpus, document, extract_with_dask, write_warc):
    first = make_corpus(10)
    (tmp_path / "pages").mkdir()
    for number in range(3):
        text = f"5月{number + 1}日，成都市接种新冠疫苗3.{number}万剂。"
        (tmp_path / "pages" / f"page{number}.txt").write_text(text, encoding="utf-8")
    rows = [document(number) for number in range(10)]
    rows = [row | {"doc_id": f"p{number}", "text": "各区通报：" + row["text"]} for number, row in enumerate(rows)]
    (tmp_path / "more.jsonl.gz").write_bytes(gzip.compress(json.dumps(rows[0], ensure_ascii=False).encode()))
    pd.DataFrame(rows[1:]).to_parquet(tmp_path / "more.parquet", row_group_size=2)
    archive = write_warc("crawl.wet.gz", ("conversion", rows[3]["text"] + "（续）", {}))
    inputs = [first, tmp_path / "pages", str(tmp_path / "more.*"), archive]
    assert extract_with_dask(inputs).documents == 10 + 3 + 10 + 1
    assert same_as_local(tmp_path, inputs)


def test_the_first_of_equal_texts_is_read_wherever_the_others_lie(tmp_path, make_corpus, extract_with_dask):
    copies = [{"doc_id": f"copy{n}", "text": "5月1日，武汉市累计接种新冠疫苗88万剂。"} for n in range(3)]
    again = {"doc_id": "copy0", "text": "5月2日，武汉市累计接种新冠疫苗99万剂。"}
    late = {"doc_id": "late", "text": again["text"]}
    corpus = make_corpus(40, *copies, again, late)
    result = extract_with_dask([corpus, make_corpus(5, name="again.jsonl")])
    assert (result.documents, result.duplicates) == (42, 2 + 1 + 5)
    assert same_as_local(tmp_path, [corpus, tmp_path / "again.jsonl"])
    claims = read_dataset(tmp_path / "dataset")
    assert {"copy0", "late"} < set(claims["doc_id"]), "who shares only with a refused document is read"
    assert "its doc_id d0 came before" in left_out(tmp_path / "dataset")["again.jsonl, line 1"]


def test_duplicates_can_be_kept(tmp_path, make_corpus, extract_with_dask):
    corpus = make_corpus(5, {"doc_id": "other", "text": "5月1日，武汉市累计接种新冠疫苗88万剂。"},
                         {"doc_id": "another", "text": "5月1日，武汉市累计接种新冠疫苗88万剂。"})
    assert extract_with_dask([corpus], keep_duplicates=True).duplicates == 0
    assert same_as_local(tmp_path, [corpus], keep_duplicates=True)
    assert "another" in set(read_dataset(tmp_path / "dataset")["doc_id"])


def test_metadata_dates_the_documents_and_says_which_are_not_there(tmp_path, make_corpus, extract_with_dask):
    (tmp_path / "meta.csv").write_text("doc_id,published\nd1,2022-01-05\nnobody,2022-01-01\n", encoding="utf-8")
    corpus = make_corpus(10)
    extract_with_dask([corpus], metadata=tmp_path / "meta.csv")
    assert same_as_local(tmp_path, [corpus], metadata=tmp_path / "meta.csv")
    assert left_out(tmp_path / "dataset") == {"nobody": "named in the metadata but not among the texts"}


def test_duckdb_pandas_and_dask_read_the_dataset_alike(tmp_path, make_corpus, extract_with_dask):
    extract_with_dask([make_corpus(30)])
    folder = tmp_path / "dataset" / "claims"
    columns = ["claim_id", "value", "start", "place"]
    expected = read_dataset(tmp_path / "dataset")[columns]
    files = f"'{folder.as_posix()}/*.parquet'"
    with_duckdb = duckdb.execute(f"SELECT {', '.join(columns)} FROM {files}").fetchall()
    assert with_duckdb == list(expected.itertuples(index=False, name=None))
    found = dask.dataframe.read_parquet(folder)[columns].compute(scheduler="synchronous")
    assert list(found.itertuples(index=False, name=None)) == with_duckdb
    assert duckdb.execute(f"SELECT sum(value) FROM {files}").fetchone()[0] == sum(expected["value"]), "numbers stay exact"


# ---- what breaks


def test_a_document_that_breaks_is_set_aside_with_its_error(tmp_path, make_corpus, extract_with_dask, monkeypatch):
    from vaxclaims.corpora import inputs
    from vaxclaims.extraction import claims as stage

    extract, read = stage.extract_document, inputs.read_document

    def breaks(document, zones):
        if document["doc_id"] == "d3":
            raise RuntimeError("boom")
        return extract(document, zones)

    def unreadable(doc_id, *rest):
        if doc_id == "d7":
            raise RecursionError("too deep")
        return read(doc_id, *rest)

    monkeypatch.setattr(stage, "extract_document", breaks)
    monkeypatch.setattr(inputs, "read_document", unreadable)
    result = extract_with_dask([make_corpus(20, {"doc_id": "empty", "text": ""})])
    assert (result.documents, result.left_out, result.failed) == (19, 3, ())
    assert {reason for reason in left_out(tmp_path / "dataset").values()} == {
        "RuntimeError: boom", "RecursionError: too deep", "has no text"}
    assert set(read_dataset(tmp_path / "dataset")["doc_id"]) == {f"d{n}" for n in range(20)} - {"d3", "d7"}
    assert same_as_local(tmp_path, [tmp_path / "texts.jsonl"])


def test_a_document_that_takes_too_long_costs_only_itself(tmp_path, make_corpus, extract_with_dask, monkeypatch):
    from vaxclaims import limits
    from vaxclaims.corpora import inputs
    from vaxclaims.extraction import claims as stage

    real_extract, real_read = stage.extract_document, inputs.read_document

    def slow(work, slow_id):
        def run(document, *rest):
            while (document if isinstance(document, str) else document["doc_id"]) == slow_id:
                pass
            return work(document, *rest)
        return run

    monkeypatch.setattr(stage, "extract_document", slow(real_extract, "d3"))
    monkeypatch.setattr(inputs, "read_document", slow(real_read, "d5"))
    monkeypatch.setattr(limits, "SECONDS", 2)
    result = extract_with_dask([make_corpus(8)])
    assert result.failed == ()
    assert left_out(tmp_path / "dataset") == {
        "d3": "took longer than 2 s to extract", "texts.jsonl, line 6": "took longer than 2 s to read"}
    assert set(read_dataset(tmp_path / "dataset")["doc_id"]) == {f"d{n}" for n in range(8)} - {"d3", "d5"}


def test_a_part_that_cannot_be_written_is_named_and_costs_only_itself(tmp_path, make_corpus, extract_with_dask, monkeypatch):
    put = Dataset.put

    def full(self, source, table, part):
        if part == "part-000001":
            raise OSError("no space left")
        put(self, source, table, part)

    corpus = make_corpus(40)
    monkeypatch.setattr(Dataset, "put", full)
    result = extract_with_dask([corpus])
    assert [entry["reason"] for entry in result.failed] == ["OSError: no space left"]
    assert not (tmp_path / "dataset" / "_state" / "dataset.json").exists(), "it is not whole"
    monkeypatch.setattr(Dataset, "put", put)
    again = extract_with_dask([corpus], resume=True)
    assert again.failed == () and again.resumed == again.parts - 1
    assert same_as_local(tmp_path, [corpus])


# ---- taking up again


def test_an_interrupted_run_goes_on_with_what_is_not_finished(tmp_path, make_corpus, extract_with_dask, monkeypatch):
    corpus, real = make_corpus(200), cluster._each  # more parts than are sent ahead

    def interrupted(client, function, *rest):
        for number, record in real(client, function, *rest):
            yield number, record
            if function is cluster.extract_part and number == 0:
                raise KeyboardInterrupt

    monkeypatch.setattr(cluster, "_each", interrupted)
    with pytest.raises(KeyboardInterrupt):
        extract_with_dask([corpus])
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "dataset" / "claims").iterdir()}
    monkeypatch.setattr(cluster, "_each", real)
    result = extract_with_dask([corpus], resume=True)
    assert 1 <= result.resumed < result.parts
    kept = [path for path, written in before.items() if path.stat().st_mtime_ns == written]
    assert len(kept) == result.resumed
    assert (result.documents, result.failed) == (200, ())
    assert same_as_local(tmp_path, [corpus])


def test_a_dataset_is_not_written_over_unless_it_is_resumed(tmp_path, make_corpus, extract_with_dask):
    corpus = make_corpus(5)
    extract_with_dask([corpus])
    with pytest.raises(InputError, match="holds a dataset; --resume goes on with it"):
        extract_with_dask([corpus])
    assert extract_with_dask([corpus], resume=True).resumed == 1


def test_a_folder_of_something_else_is_never_touched(tmp_path, make_corpus, extract_with_dask):
    corpus = make_corpus(5)
    for resume in (False, True):
        with pytest.raises(InputError, match="holds something else"):
            extract_with_dask([corpus], out=tmp_path, resume=resume)
    with pytest.raises(InputError, match="is a file"):
        extract_with_dask([corpus], out=corpus)
    assert [path.name for path in tmp_path.iterdir()] == ["texts.jsonl"]


@pytest.mark.parametrize("change", ["texts", "rules", "metadata", "measures"])
def test_parts_made_of_anything_else_are_made_again(tmp_path, make_corpus, extract_with_dask, monkeypatch, change):
    extract_with_dask([make_corpus(40)], measures=True)
    options = {"measures": True}
    if change == "texts":
        make_corpus(10)
    elif change == "rules":
        monkeypatch.setattr(cluster, "engine_version", lambda: "another")
    elif change == "metadata":
        (tmp_path / "meta.csv").write_text("doc_id,published\nd1,2022-01-05\n", encoding="utf-8")
        options["metadata"] = tmp_path / "meta.csv"
    else:
        options["measures"] = False
    result = extract_with_dask([tmp_path / "texts.jsonl"], resume=True, **options)
    assert result.resumed == 0
    assert same_as_local(tmp_path, [tmp_path / "texts.jsonl"], metadata=options.get("metadata"))
    assert (tmp_path / "dataset" / "measures").exists() == options["measures"]


def test_a_worker_with_other_rules_is_refused(tmp_path, make_corpus, extract_with_dask, monkeypatch):
    versions = iter(["the driver's"])
    monkeypatch.setattr(cluster, "engine_version", lambda: next(versions, "a worker's"))
    result = extract_with_dask([make_corpus(3)])
    assert "other rules or code" in result.failed[0]["reason"] and result.documents == 0


def test_an_address_where_no_cluster_answers_is_said(make_corpus, extract_with_dask):
    quickly = dask.config.set({"distributed.comm.timeouts.connect": "1s"})
    with pytest.raises(InputError, match="no cluster answers"), quickly:
        extract_with_dask([make_corpus(1)], scheduler="tcp://127.0.0.1:9")


def test_progress_is_told_in_lines_where_there_is_no_terminal(make_corpus, extract_with_dask):
    result = extract_with_dask([make_corpus(20)])
    parts = f"{result.parts} of {result.parts} parts"
    assert extract_with_dask.lines[-1] == f"extracting: {parts}, 20 documents, {result.claims} claims"
