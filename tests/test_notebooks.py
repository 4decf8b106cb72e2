"""What every committed notebook must be, whoever edits it."""

import nbformat
import pytest

from vaxclaims.paths import NOTEBOOKS, resolve
from vaxclaims.publishing.parameters import PLACED, READ, declared, declared_by_all
from vaxclaims.publishing.runner import the_notebooks

LONGEST_CELL = 15


@pytest.fixture(params=the_notebooks(), ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_walk_has_five_notebooks():
    assert [path.stem for path in the_notebooks()] == [
        "01_read_seeds",
        "02_annotate_claims",
        "03_check_claims",
        "04_compare_places",
        "05_report",
    ]


def test_it_is_committed_without_outputs(notebook):
    assert [cell.source for cell in code_cells(notebook) if cell.outputs or cell.execution_count] == []


def test_its_cells_are_thin(notebook):
    assert [
        cell.source for cell in code_cells(notebook) if len(cell.source.splitlines()) > LONGEST_CELL
    ] == []


def test_it_asks_for_the_kernel_that_the_environment_has(notebook):
    assert notebook.metadata.kernelspec.name == "python3"


def test_it_keeps_no_trace_of_a_machine(notebook):
    assert "papermill" not in notebook.metadata
    assert not any("/home/" in cell.source or "/Users/" in cell.source for cell in notebook.cells)


def test_it_defines_no_function_or_class_of_its_own(notebook):
    assert [
        cell.source for cell in code_cells(notebook) if "def " in cell.source or "class " in cell.source
    ] == []


def test_all_parameters_are_literals_that_agree_between_notebooks():
    names = {path.stem: set(declared(path)) for path in the_notebooks()}
    assert all("processed" in found for found in names.values())
    assert {"places", "as_of", "language"} <= set(declared_by_all(the_notebooks()))


def test_every_parameter_that_names_a_file_or_folder_is_known_as_one():
    found = declared_by_all(the_notebooks())
    texts = {name: default for name, default in found.items() if default and isinstance(default, str)}
    there = {name for name, default in texts.items() if resolve(default).exists()}
    assert there <= {*READ, *PLACED} <= set(found)


def test_there_are_no_checkpoints_among_them():
    assert {path.suffix for path in NOTEBOOKS.iterdir() if not path.name.startswith(".")} == {".ipynb"}
