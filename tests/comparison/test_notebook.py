"""Notebook 04: thin, without outputs, and every cell runs from the defaults in order."""

import ast
import json

import matplotlib
import pytest

from vaxclaims import tables
from vaxclaims.comparison import FIGURES
from vaxclaims.paths import NOTEBOOKS

CELLS = json.loads((NOTEBOOKS / "04_compare_places.ipynb").read_text(encoding="utf-8"))["cells"]
CODE = [cell for cell in CELLS if cell["cell_type"] == "code"]


def source(cell):
    return "".join(cell["source"])


def test_no_cell_has_an_output_or_is_longer_than_fifteen_lines():
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in CODE)
    assert max(source(cell).count("\n") + 1 for cell in CODE) <= 15


def test_one_cell_holds_the_parameters():
    tagged = [cell for cell in CODE if "parameters" in cell["metadata"].get("tags", [])]
    names = [node.targets[0].id for node in ast.parse(source(tagged[0])).body]
    assert len(tagged) == 1
    assert names == ["processed", "corpus", "places", "as_of", "language", "figures", "reference"]


def test_every_figure_has_a_cell_and_words_before_it():
    for name in FIGURES:
        at = next(
            i for i, cell in enumerate(CELLS) if f'"{name}"' in source(cell) and cell["cell_type"] == "code"
        )
        assert CELLS[at - 1]["cell_type"] == "markdown" and len(source(CELLS[at - 1])) > 80


@pytest.fixture
def run(tmp_path):
    """Run the notebook's code with other folders; its names as a dict."""

    def run():
        names = {}
        for cell in CODE:
            exec(compile(source(cell), "04_compare_places.ipynb", "exec"), names)
            if "parameters" in cell["metadata"].get("tags", []):
                names |= {"processed": str(tmp_path), "figures": str(tmp_path / "figures"), "language": "zh"}
        return names

    return run


def test_without_tables_it_says_what_to_run_first(run):
    with pytest.raises(FileNotFoundError, match="01_read_seeds.ipynb"):
        run()


def test_it_draws_every_figure_and_leaves_matplotlib_as_it_was(run, inputs, tmp_path):
    for name in ("claims", "measures", "findings", "bounds", "zones", "proposed"):
        tables.write_table(inputs[name], tmp_path / f"{name}.csv")
    tables.write_table(inputs["documents"], tmp_path / "documents.parquet")
    before = matplotlib.rcParams.copy()
    run()
    assert matplotlib.rcParams.copy() == before
    index = json.loads((tmp_path / "figures" / "index.json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in index] == sorted(FIGURES)
