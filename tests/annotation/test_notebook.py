"""Notebook 02: it opens the panel where somebody looks, and runs by itself where nobody does."""

import json

import pytest

from vaxclaims import tables
from vaxclaims.annotation import panel
from vaxclaims.paths import NOTEBOOKS
from vaxclaims.reading import read_seeds

CODE = [
    cell
    for cell in json.loads((NOTEBOOKS / "02_annotate_claims.ipynb").read_text(encoding="utf-8"))["cells"]
    if cell["cell_type"] == "code"
]
PAGE = "2021年5月24日电 截至5月23日，北京市累计接种新冠疫苗2970.59万剂。"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run the notebook's code on one page; what it displayed."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "page.txt").write_text(PAGE, encoding="utf-8")
    documents, zones = read_seeds(tmp_path / "seeds", None)
    tables.write_table(documents, tmp_path / "documents.parquet")
    tables.write_table(zones, tmp_path / "zones.csv")
    tables.write_table(tables.table("left_out", []), tmp_path / "left_out.csv")

    def run() -> list:
        names, shown = {}, []
        monkeypatch.setattr(panel, "display", lambda *things: shown.extend(things))
        for cell in CODE:
            exec(compile("".join(cell["source"]), "02_annotate_claims.ipynb", "exec"), names)
            if "parameters" in cell["metadata"].get("tags", []):
                names |= {"processed": str(tmp_path), "annotations": str(tmp_path / "annotations")}
        return shown

    return run


def test_with_somebody_to_answer_it_opens_the_panel(run, monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "02_annotate_claims.ipynb")
    (box,) = run()
    assert "vaxclaims-panel" in box._dom_classes


def test_with_nobody_to_answer_it_lists_what_is_undecided_and_makes_the_same_tables_again(
    run, tmp_path, monkeypatch
):
    for name in ("JPY_SESSION_NAME", "VSCODE_PID"):
        monkeypatch.delenv(name, raising=False)
    listed = run()[1]
    assert list(listed["quote_view"]) == ["2970.59万剂"]
    made = {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")}
    run()
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")} == made
    assert not (tmp_path / "annotations").exists()


def test_a_line_that_cannot_be_used_is_left_out_once_however_often_it_runs(run, tmp_path):
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / "anna.jsonl").write_text("{half a line", encoding="utf-8")
    for _ in range(2):
        run()
        left_out = tables.read_table(tmp_path / "left_out.csv", "left_out")
        assert list(left_out["name"]) == ["anna.jsonl, line 1"]
