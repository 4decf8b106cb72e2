"""The claims of a corpus, written while it is read: the same as of all its documents at once."""

import json

import pytest

from vaxclaims import paths, tables
from vaxclaims.corpora import extract, extract_corpus
from vaxclaims.extraction import extract_claims, extract_measures
from vaxclaims.reading import read_seeds

SENTENCE = "截至5月{day}日，北京市累计接种新冠疫苗{total}.59万剂，全市开设夜场，投用5辆移动接种车。"


@pytest.fixture
def corpus(tmp_path):
    """A JSONL of many documents in words of our own."""

    def make(count: int):
        path = tmp_path / f"{count}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for n in range(count):
                text = SENTENCE.format(day=n % 28 + 1, total=2000 + n)
                row = {"doc_id": f"d{n}", "text": text, "published": "2021-05-30"}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return path

    return make


def test_the_seeds_give_the_same_claims_and_measures_as_the_stages_by_themselves(tmp_path):
    documents, zones = read_seeds(paths.SEEDS)
    summary = extract_corpus([paths.SEEDS], tmp_path / "claims.csv", measures=tmp_path / "measures.csv")
    claims = tables.read_table(tmp_path / "claims.csv", "claims")
    measures = tables.read_table(tmp_path / "measures.csv", "measures")
    assert claims.to_dict("records") == extract_claims(documents, zones).to_dict("records")
    assert measures.to_dict("records") == extract_measures(documents, zones).to_dict("records")
    assert summary[:3] == (5, len(claims), len(measures))


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_the_size_of_the_pieces_leaves_no_trace_in_the_rows(tmp_path, corpus, monkeypatch, suffix):
    found = []
    for size in (1, 7, 1000):
        monkeypatch.setattr(extract, "CHUNK_DOCUMENTS", size)
        path = tmp_path / f"{size}.{suffix}"
        assert extract_corpus([corpus(20)], path).documents == 20
        found.append(tables.read_table(path, "claims").to_dict("records"))
    assert found[0] == found[1] == found[2] and len(found[0]) >= 20


def test_a_run_repeated_gives_the_same_bytes(tmp_path, corpus):
    data = []
    for name in ("one.parquet", "two.parquet"):
        extract_corpus([corpus(100)], tmp_path / name)
        data.append((tmp_path / name).read_bytes())
    assert data[0] == data[1]


def test_a_corpus_without_a_claim_gives_a_table_without_a_row(tmp_path):
    (tmp_path / "page.txt").write_text("街道很忙。", encoding="utf-8")
    summary = extract_corpus([tmp_path / "page.txt"], tmp_path / "claims.csv")
    assert summary == (1, 0, 0, [])
    assert list(tables.read_table(tmp_path / "claims.csv", "claims").columns) == tables.COLUMNS["claims"]


def test_a_document_that_breaks_is_named_once_and_costs_only_itself(tmp_path, corpus, monkeypatch):
    from vaxclaims.extraction import claims as stage

    real = {"extract_document": stage.extract_document, "extract_document_measures": stage.extract_document_measures}
    for name, function in real.items():
        def breaks(document, zones, function=function):
            if document["doc_id"] == "d3":
                raise RuntimeError("boom")
            return function(document, zones)

        monkeypatch.setattr(stage, name, breaks)
    summary = extract_corpus([corpus(8)], tmp_path / "claims.csv", measures=tmp_path / "measures.csv")
    left = [entry for entry in summary.left_out if entry["name"] == "d3"]
    assert [entry["reason"] for entry in left] == ["RuntimeError: boom"]
    assert set(tables.read_table(tmp_path / "claims.csv")["doc_id"]) == {f"d{n}" for n in range(8)} - {"d3"}


def test_a_run_that_is_broken_off_leaves_the_earlier_table(tmp_path, corpus, monkeypatch):
    path = tmp_path / "claims.csv"
    extract_corpus([corpus(3)], path)
    before = path.read_bytes()

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(extract, "extract_claims", stop)
    with pytest.raises(KeyboardInterrupt):
        extract_corpus([corpus(5)], path)
    assert path.read_bytes() == before
    assert {found.name for found in tmp_path.iterdir()} == {"claims.csv", "3.jsonl", "5.jsonl"}


def test_no_more_than_a_piece_of_the_corpus_is_held(tmp_path, corpus, monkeypatch):
    read, held = [], []
    real_documents, real_claims = extract.iterate_documents, extract.extract_claims

    def counted(*arguments):
        for document in real_documents(*arguments):
            read.append(document[0]["doc_id"])
            yield document

    def looked_at(documents, zones):
        held.append((len(documents), len(read)))
        return real_claims(documents, zones)

    monkeypatch.setattr(extract, "CHUNK_DOCUMENTS", 8)
    monkeypatch.setattr(extract, "iterate_documents", counted)
    monkeypatch.setattr(extract, "extract_claims", looked_at)
    extract_corpus([corpus(50)], tmp_path / "claims.csv")
    assert [size for size, _ in held] == [8] * 6 + [2]
    assert all(ahead <= 8 * done + 1 for done, (_, ahead) in enumerate(held, start=1)), "at most one document ahead"


def test_a_piece_is_small_in_characters_too(tmp_path, corpus, monkeypatch):
    sizes, real = [], extract.extract_claims
    monkeypatch.setattr(extract, "CHUNK_CHARACTERS", 100)

    def looked_at(documents, zones):
        sizes.append(documents["n_chars"].sum())
        return real(documents, zones)

    monkeypatch.setattr(extract, "extract_claims", looked_at)
    extract_corpus([corpus(10)], tmp_path / "claims.csv")
    assert len(sizes) > 3 and max(sizes) <= 100
