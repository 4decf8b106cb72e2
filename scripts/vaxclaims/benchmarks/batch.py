"""What a run costs beside its floor: papermill on as many notebooks that only import what ours import."""

import ast
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

TARGET = 1.6
# A run takes long enough for two to tell.
_REPEAT = 2
# In a process of its own, so that what kernels say on standard error stays out of the results.
_SCRIPT = """
import sys, time
from papermill.execute import execute_notebook
start = time.perf_counter()
for path in sys.argv[1:]:
    execute_notebook(path, path + ".out.ipynb", progress_bar=False)
print(time.perf_counter() - start)
"""


def batch(texts: list[dict], repeat: int):
    """A whole run on the seeds, tables to pages, without the drawing of figures, as a ratio to the floor."""
    from vaxclaims.publishing.runner import the_notebooks

    with tempfile.TemporaryDirectory() as folder:
        # Turn about, so that a busy minute of the machine meets both.
        pairs = [(_floor(Path(folder)), *_run(Path(folder))) for _ in range(min(repeat, _REPEAT))]
    floor = min(pair[0] for pair in pairs)
    whole, drawing, pages = min((pair[1:] for pair in pairs), key=lambda run: run[0] - run[1])
    count = len(_executed(the_notebooks()))
    yield f"floor   {floor:6.1f} s   papermill on {count} notebooks that only import"
    yield f"run     {whole - drawing:6.1f} s   on the seeds, {pages:.1f} s of it for the pages"
    yield f"drawing {drawing:6.1f} s   counted apart"
    yield f"a run costs {(whole - drawing) / floor:.2f} of the floor; target: at most {TARGET}"


def _run(folder: Path) -> tuple[float, float, float]:
    """Seconds for a run of the project's notebooks, for its figures' drawing and for its pages."""
    from vaxclaims.publishing.runner import run_notebooks

    start = time.perf_counter()
    run = run_notebooks(output=folder / "run", tell=lambda _: None)
    whole = time.perf_counter() - start
    drawing = sum(map(_drawing, (folder / "run" / "notebooks").glob("*.ipynb")))
    return whole, drawing, whole - sum(step["seconds"] for step in run["notebooks"])


def _drawing(executed: Path) -> float:
    """Seconds that the cells took which show a picture; papermill writes each cell's time into the notebook
    that it executes."""
    return sum(
        cell.metadata.papermill.duration
        for cell in nbformat.read(executed, as_version=4).cells
        if any("image/png" in output.get("data", {}) for output in cell.get("outputs", []))
    )


def _floor(folder: Path) -> float:
    """Seconds of plain papermill on the notebooks' imports alone, its own import not counted."""
    from vaxclaims.publishing.runner import the_notebooks

    bare = []
    for number, notebook in enumerate(_executed(the_notebooks())):
        bare.append(folder / f"{number}.ipynb")
        nbformat.write(_only_imports(nbformat.read(notebook, as_version=4)), bare[-1])
    done = subprocess.run([sys.executable, "-c", _SCRIPT, *bare], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _executed(notebooks: list[Path]) -> list[Path]:
    """The notebooks as often as a run executes them: the report, the last one, once per language."""
    from vaxclaims.publishing.parameters import LANGUAGES

    return [*notebooks, *notebooks[-1:] * (len(LANGUAGES) - 1)]


def _only_imports(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    cells = [_imports(cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    return new_notebook(cells=[new_code_cell(cell) for cell in cells if cell], metadata=notebook.metadata)


def _imports(source: str) -> str:
    nodes = ast.parse(source).body
    return "\n".join(ast.unparse(node) for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom)))
