"""scripts/extract.py as a user runs it."""

import runpy

import pytest

from vaxclaims import environment, paths, tables

TEXT = "截至5月23日，上海市累计接种新冠疫苗2379.84万剂次，全市设有流动接种车。"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """`run('texts', '--out', 'claims.csv')` in a folder of its own: exit code, what was printed, what was said."""
    monkeypatch.setattr(environment, "ensure", lambda: None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "page.txt").write_text(TEXT, encoding="utf-8")

    def call(*arguments: str):
        monkeypatch.setattr("sys.argv", ["extract.py", *arguments])
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(paths.ROOT / "scripts" / "extract.py"), run_name="__main__")
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    return call


def test_a_folder_becomes_a_claims_table(run, tmp_path):
    code, out, _ = run("texts", "--out", "claims.csv")
    claims = tables.read_table(tmp_path / "claims.csv", "claims")
    assert code == 0 and "1 documents read, 1 claims in claims.csv" in out
    row = claims.iloc[0]
    assert (row["doc_id"], row["place"], row["indicator"], row["quote"]) == ("page", "上海市", "total_vaccinations", "2379.84万剂次")
    assert row["as_of"].endswith("-05-23")


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_the_suffix_says_how_the_tables_are_written(run, tmp_path, suffix):
    code, _, _ = run("texts", "--out", f"claims.{suffix}", "--measures", f"measures.{suffix}")
    assert code == 0
    assert len(tables.read_table(tmp_path / f"claims.{suffix}", "claims")) == 1
    assert list(tables.read_table(tmp_path / f"measures.{suffix}", "measures")["measure"]) == ["mobile_unit"]


def test_metadata_dates_the_documents(run, tmp_path):
    (tmp_path / "meta.csv").write_text("doc_id,published,title,outlet,url\npage,2021-05-25,题,某报,\n", encoding="utf-8")
    assert run("texts", "--out", "claims.csv", "--metadata", "meta.csv")[0] == 0
    assert tables.read_table(tmp_path / "claims.csv")["as_of"][0] == "2021-05-23"


def test_what_was_left_out_is_listed_and_the_code_is_zero(run, tmp_path):
    (tmp_path / "texts" / "broken.txt").write_bytes(b"\x89PNG\0")
    (tmp_path / "more.jsonl").write_text('{"doc_id": "x"}\nnot json\n', encoding="utf-8")
    code, out, _ = run("texts", "more.jsonl", "--out", "claims.csv")
    assert code == 0 and "3 left out, or to know:" in out
    assert "- broken.txt: binary, not a text" in out and "- more.jsonl, line 1: has no text" in out


def test_a_folder_in_which_nothing_is_read_says_so(run, tmp_path):
    (tmp_path / "empty").mkdir()
    code, out, _ = run("empty", "--out", "claims.csv")
    assert code == 0 and "0 documents read, 0 claims" in out and "- empty: holds no .txt" in out


@pytest.mark.parametrize(
    "arguments, reason",
    [
        ([], "required"),
        (["texts"], "--out"),
        (["--out", "claims.csv"], "INPUT"),
        (["nowhere", "--out", "claims.csv"], "nowhere: not there"),
        (["texts", "--out", "claims.xlsx"], "a table is .csv, .jsonl or .parquet"),
        (["texts", "--out", "no/such/claims.csv"], "its folder is not there"),
        (["texts", "--out", "claims.csv", "--measures", "claims.csv"], "would be overwritten"),
        (["texts.csv", "--out", "texts.csv"], "would be overwritten"),
        (["texts", "--out", "claims.csv", "--metadata", "gone.csv"], "gone.csv"),
        (["texts", "--out", "claims.csv", "--metadata", "texts.csv"], "metadata has a column doc_id"),
        (["bad.csv", "--out", "claims.csv"], "missing: text"),
        (["bad.xls", "--out", "claims.csv"], "not one of"),
        (["texts", "--out", "claims.csv", "--speed", "9"], "unrecognized"),
    ],
)
def test_arguments_that_cannot_be_used_end_with_two_and_a_reason(run, tmp_path, arguments, reason):
    (tmp_path / "texts.csv").write_text("id,text\n" if "--metadata" in arguments else "doc_id,text\n", encoding="utf-8")
    (tmp_path / "bad.csv").write_text("doc_id,body\n", encoding="utf-8")
    (tmp_path / "bad.xls").write_bytes(b"")
    code, _, said = run(*arguments)
    assert code == 2 and reason in said
    assert not (tmp_path / "claims.csv").exists()


def test_a_quote_that_a_spreadsheet_would_run_is_neutralised(run, tmp_path):
    (tmp_path / "texts.jsonl").write_text('{"doc_id": "=1+1", "text": "' + TEXT + '"}\n', encoding="utf-8")
    run("texts.jsonl", "--out", "claims.csv")
    assert ",'=1+1," in (tmp_path / "claims.csv").read_text(encoding="utf-8-sig")
    assert tables.read_table(tmp_path / "claims.csv", "claims")["doc_id"][0] == "=1+1"


def test_the_door_makes_the_environment_before_it_imports_anything_else():
    lines = (paths.ROOT / "scripts" / "extract.py").read_text(encoding="utf-8").split('"""')[2].split("\n")
    code = [line for line in lines if line.strip()]
    assert code[:2] == ["from vaxclaims import environment", "environment.ensure()"]
