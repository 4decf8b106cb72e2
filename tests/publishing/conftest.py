"""Small notebooks to run, one full run of the project's own for all tests of a worker, and a browser."""

from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import sync_playwright

from vaxclaims import environment
from vaxclaims.publishing.runner import run_notebooks

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


@pytest.fixture
def write_notebook(tmp_path):
    """Write NAME.ipynb with a parameters cell and further code cells; return its path."""

    def write(name: str, parameters: str, *cells: str) -> Path:
        first = new_code_cell(parameters, metadata={"tags": ["parameters"]})
        notebook = new_notebook(cells=[first, *(new_code_cell(cell) for cell in cells)], metadata=KERNEL)
        path = tmp_path / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(notebook, path)
        return path

    return write


@pytest.fixture(scope="session")
def full_run(tmp_path_factory):
    """The folder and the manifest of a run of the five notebooks on the seeds, from the defaults."""
    folder = tmp_path_factory.mktemp("full") / "run"
    lines: list[str] = []
    run = run_notebooks(output=folder, tell=lines.append)
    return folder, run, lines


@pytest.fixture(scope="session")
def folder(full_run) -> Path:
    return full_run[0]


@pytest.fixture(scope="session")
def soups(folder):
    """Every page of the full run by its address below the folder."""
    return {
        path.relative_to(folder).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in folder.rglob("*.html")
    }


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=environment.browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """Open a page from the file system in a fresh window; requests off the folder and errors are recorded."""
    contexts = []

    def open_page(path: Path, width=1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(("file:", "data:")) else page.problems.append(request.url)
            ),
        )
        page.on("console", lambda line: page.problems.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("dialog", lambda dialog: (page.problems.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
