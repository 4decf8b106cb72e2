"""scripts/annotations.py as a user runs it."""

import json
import runpy
import shutil

import pytest

from vaxclaims import environment, paths


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "annotations"
    copy.mkdir()
    for path in paths.ANNOTATIONS.glob("*.jsonl"):
        shutil.copy(path, copy)
    return copy


@pytest.fixture
def run(folder, monkeypatch, capsys):
    monkeypatch.setattr(environment, "ensure", lambda: None)

    def call(*arguments: str):
        monkeypatch.setattr("sys.argv", ["annotations.py", *arguments, "--annotations", str(folder)])
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(paths.ROOT / "scripts" / "annotations.py"), run_name="__main__")
        return ended.value.code, capsys.readouterr()

    return call


@pytest.mark.parametrize("form", ["label-studio", "brat", "csv", "jsonl", "web-annotation"])
def test_export_then_import_brings_nothing_new(run, folder, tmp_path, form):
    before = {path.name: path.read_bytes() for path in folder.glob("*.jsonl")}
    assert run("export", "--format", form, "--out", str(tmp_path / "out"))[0] == 0
    code, out = run("import", "--format", form, str(tmp_path / "out"))
    assert code == 0 and "0 of them new" in out.out
    assert {path.name: path.read_bytes() for path in folder.glob("*.jsonl")} == before


def test_import_into_an_empty_folder_makes_the_coders_files(run, folder, tmp_path):
    run("export", "--format", "web-annotation", "--out", str(tmp_path / "out"))
    before = {path.name: path.read_bytes() for path in folder.glob("*.jsonl")}
    for path in folder.glob("*.jsonl"):
        path.unlink()
    assert run("import", "--format", "web-annotation", str(tmp_path / "out"))[0] == 0
    assert {path.name: path.read_text().count("\n") for path in folder.glob("*.jsonl")} == {
        name: content.count(b"\n") for name, content in before.items()
    }


def test_agreement_prints_units_fields_and_rules(run):
    code, out = run("agreement")
    assert code == 0
    for title in (
        "Did both mark it?",
        "On what both marked, by field",
        "Where they differ",
        "Rules against decisions",
        "Rule by rule",
    ):
        assert title in out.out
    assert "nan" not in out.out


def test_a_bad_line_is_named_with_its_file_and_line_and_the_rest_is_used(run, folder):
    path = folder / "coder-a.jsonl"
    line = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    line["target"]["source"] = "nowhere"
    (folder / "new.jsonl").write_text(json.dumps(line | {"coder": "new"}) + '\n{"half', encoding="utf-8")
    code, out = run("agreement")
    assert code == 1
    assert "new.jsonl, line 1: there is no document nowhere" in out.err
    assert "new.jsonl, line 2: not a whole JSON line" in out.err
    assert "Did both mark it?" in out.out


def test_decisions_about_other_texts_take_one_line(run, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "page.txt").write_text("截至5月23日，北京市累计接种2970.59万剂。", encoding="utf-8")
    code, out = run("agreement", "--seeds", str(tmp_path / "mine"))
    (line,) = [line for line in out.err.splitlines() if "line 1" in line]
    assert code == 1 and "more decisions are about documents that are not there" in line


def test_a_path_that_is_not_there_is_said(run, tmp_path):
    code, out = run("import", "--format", "csv", str(tmp_path / "none.csv"))
    assert code == 1 and "none.csv" in out.err


@pytest.mark.parametrize("form", ["brat", "csv", "jsonl", "web-annotation"])
def test_export_counts_no_proposals_where_none_are_written(run, tmp_path, form):
    _, out = run("export", "--format", form, "--out", str(tmp_path / "out"))
    assert " decisions in " in out.out and "proposal" not in out.out


def test_export_to_label_studio_counts_the_proposals_that_it_writes(run, folder, tmp_path):
    for path in folder.glob("*.jsonl"):
        path.unlink()
    _, out = run("export", "--format", "label-studio", "--out", str(tmp_path / "out"))
    tasks = json.loads((tmp_path / "out" / "tasks.json").read_text(encoding="utf-8"))
    regions = {result["id"] for task in tasks for part in task["predictions"] for result in part["result"]}
    assert out.out.startswith(f"0 decisions and {len(regions)} pending proposals in 2 files: ")


def test_one_decision_in_one_file_is_told_in_the_singular(run, folder, tmp_path):
    for path in folder.glob("*.jsonl"):
        path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    for path in sorted(folder.glob("*.jsonl"))[1:]:
        path.unlink()
    _, out = run("export", "--format", "jsonl", "--out", str(tmp_path / "out"))
    assert out.out.startswith("1 decision in 1 file: ")
