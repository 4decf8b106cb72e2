"""The panel in a real JupyterLab, in a real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from playwright.sync_api import expect, sync_playwright

from vaxclaims import paths
from vaxclaims.annotation.decisions import read_decisions

# One JupyterLab for all of them.
pytestmark = pytest.mark.xdist_group("jupyterlab")

CODE = """
from vaxclaims import paths
from vaxclaims.annotation.panel import annotate
from vaxclaims.extraction import extract_claims, extract_measures
from vaxclaims.reading import read_seeds

documents, zones = read_seeds(paths.SEEDS, paths.SOURCES)
annotate(extract_claims(documents, zones), extract_measures(documents, zones), documents, zones, {folder!r},
         coder="anna", blind={blind})
"""


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        system = (
            os.environ.get("VAXCLAIMS_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
        )
        started = playwright.chromium.launch(executable_path=system, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab on loopback that knows nothing of the machine's settings: (address, folder of decisions by
    notebook)."""
    tmp_path = tmp_path_factory.mktemp("lab")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    root = tmp_path / "notebooks"
    root.mkdir()
    folders = {name: tmp_path / f"decisions-{name}" for name in ("decide", "blind", "names")}
    for name, folder in folders.items():
        cell = nbformat.v4.new_code_cell(CODE.format(folder=str(folder), blind=name == "blind"))
        nbformat.write(
            nbformat.v4.new_notebook(
                cells=[cell],
                metadata={
                    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
                },
            ),
            root / f"{name}.ipynb",
        )
    home = {
        name: str(tmp_path / name.lower())
        for name in (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "JUPYTERLAB_WORKSPACES_DIR",
            "JUPYTERLAB_SETTINGS_DIR",
            "IPYTHONDIR",
        )
    }
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyterlab",
            "--no-browser",
            f"--port={port}",
            "--ServerApp.port_retries=0",
            "--IdentityProvider.token=",
            "--ServerApp.password=",
            "--allow-root",
            f"--ServerApp.root_dir={root}",
            "--LabApp.news_url=None",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        ],
        env=os.environ | home | {"JUPYTER_PREFER_ENV_PATH": "1", "PYTHONPATH": str(paths.ROOT / "scripts")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address + "/api/status", server)
        yield address, folders
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(address, server):
    for _ in range(120):
        try:
            return urllib.request.urlopen(address, timeout=2)
        except OSError:
            assert server.poll() is None, "JupyterLab ended"
            time.sleep(0.5)
    raise AssertionError("JupyterLab does not answer")


def run_notebook(page, address, name):
    """Open the notebook, run its cell, return the panel."""
    page.goto(f"{address}/doc/tree/{name}.ipynb?reset")
    cell = page.locator(".jp-Notebook .jp-CodeCell .cm-content")
    expect(cell.first).to_be_visible(timeout=60_000)
    # JupyterLab drops what is run before its kernel answers.
    expect(page.get_by_role("button", name="Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)
    cell.first.click()
    page.keyboard.press("Control+Enter")
    panel = page.get_by_role("region", name="Annotate the claims")
    expect(panel).to_be_visible(timeout=60_000)
    return panel


def test_decide_three_undo_one_reload_and_find_the_state_again(browser, lab):
    address, folder = lab[0], lab[1]["decide"]
    page = browser.new_page(viewport={"width": 1500, "height": 1200})
    panel = run_notebook(page, address, "decide")
    progress = panel.locator("label", has=page.locator("progress"))
    expect(progress).to_contain_text(re.compile(r"^0 of \d+ decided"))
    first = panel.locator("mark").inner_text()

    panel.get_by_role("button", name="Accept (a)").click()
    expect(progress).to_contain_text(re.compile(r"^1 of"))
    panel.get_by_role("document").click()
    page.keyboard.press("r")
    expect(progress).to_contain_text(re.compile(r"^2 of"))
    panel.get_by_label("status", exact=True).select_option(label="planned")
    panel.get_by_role("button", name="Save edit (e)").click()
    expect(progress).to_contain_text(re.compile(r"^3 of"))
    page.keyboard.press("u")
    expect(progress).to_contain_text(re.compile(r"^2 of"))
    undone = panel.locator("mark").inner_text()
    assert list(read_decisions(folder)["action"]) == ["accept", "reject", "edit", "undo"]

    page.reload()
    panel = run_notebook(page, address, "decide")
    expect(panel.locator("label", has=page.locator("progress"))).to_contain_text(re.compile(r"^2 of"))
    expect(panel.locator("mark")).to_have_text(undone)
    assert undone != first
    page.close()


def test_words_selected_in_a_blind_pass_become_a_claim(browser, lab):
    address, folder = lab[0], lab[1]["blind"]
    page = browser.new_page(viewport={"width": 1500, "height": 1200})
    panel = run_notebook(page, address, "blind")
    expect(panel.locator("mark")).to_have_count(0)
    panel.get_by_role("document").evaluate("""page => {
        const piece = [...page.querySelectorAll('[data-start]')].find(span => span.textContent.includes('20万剂'));
        const text = piece.firstChild, at = text.textContent.indexOf('20万剂'), range = document.createRange();
        range.setStart(text, at); range.setEnd(text, at + 4);
        document.getSelection().removeAllRanges(); document.getSelection().addRange(range);
    }""")
    expect(panel.get_by_role("status")).to_contain_text("20万剂")
    panel.get_by_label("indicator", exact=True).last.select_option(label="Daily capacity")
    panel.get_by_label("place", exact=True).last.fill("北京市")
    panel.get_by_role("button", name="Add selection (n)").click()
    expect(panel.locator("label", has=page.locator("progress"))).to_contain_text("1 added so far")
    (line,) = read_decisions(folder).to_dict("records")
    assert (line["action"], line["mode"], line["quote"], line["claim"]["place"]) == (
        "add",
        "blind",
        "20万剂",
        "北京市",
    )
    page.close()


def test_every_control_has_a_name_and_no_key_reaches_the_notebook(browser, lab):
    page = browser.new_page(viewport={"width": 1500, "height": 1200})
    panel = run_notebook(page, lab[0], "names")
    controls = panel.locator("button, input, select, textarea, [tabindex='0']")
    unnamed = controls.evaluate_all("""controls => controls.filter(control => control.offsetParent).filter(control =>
        !(control.labels?.[0]?.textContent || control.textContent || control.getAttribute('aria-label') ||
          control.title || '').trim()).map(control => control.outerHTML)""")
    assert unnamed == []
    assert controls.count() > 20
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    panel.get_by_role("document").click()
    page.keyboard.press("a")
    expect(panel.locator("label", has=page.locator("progress"))).to_contain_text(re.compile(r"^1 of"))
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells
    page.close()
