"""The scripts as a user starts them."""

import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from vaxclaims.paths import ROOT


def load(door: str):
    spec = importlib.util.spec_from_file_location(f"door_{door}", ROOT / "scripts" / f"{door}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def start(*arguments, **options):
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", **options
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-p", "plases", "北京市"], "the nearest is 'places'"),
        (["-p", "as_of", "yesterday"], "as_of takes a date"),
        (["-p", "seeds", "no such folder"], "there is no folder"),
        (["--name", "../../elsewhere"], "a run's name"),
    ],
)
def test_a_wrong_request_is_refused_from_any_folder_before_anything_runs(tmp_path, arguments, told):
    result = start(str(ROOT / "scripts" / "report.py"), *arguments, cwd=tmp_path)
    assert result.returncode == 1 and told in result.stderr and result.stdout == ""


def test_the_end_of_a_run_tells_findings_place_and_what_was_left_out(tmp_path, monkeypatch, capsys):
    from vaxclaims import paths, tables

    folder = tmp_path / "runs" / "mine"
    (folder / "processed").mkdir(parents=True)
    rows = [{"finding_id": "a", "severity": "arithmetic", "check": "c", "message_en": "Seven is not eight."}]
    tables.write_table(tables.table("findings", rows), folder / "processed" / "findings.csv")
    monkeypatch.setattr(paths, "RUNS", tmp_path / "runs")
    load("report").summarise(
        {"name": "mine", "editions": ["en"], "left_out": [{"name": "x.txt", "reason": "empty"}]}
    )
    told = capsys.readouterr().out
    assert "[arithmetic] Seven is not eight." in told and "x.txt: empty" in told and "index.html" in told


def test_outputs_that_jupyterlab_saves_are_not_committed(tmp_path, monkeypatch):
    def git(*command):
        return subprocess.run(
            ["git", *command], cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout

    git("init", "-q")
    lab = load("lab")
    monkeypatch.setattr(lab, "ROOT", tmp_path)
    lab.strip_outputs_on_commit()
    cell = new_code_cell("1", execution_count=3, outputs=[new_output("stream", name="stdout", text="secret")])
    nbformat.write(new_notebook(cells=[cell]), tmp_path / "a.ipynb")
    git("add", "a.ipynb")
    staged = json.loads(git("show", ":a.ipynb"))
    assert staged["cells"][0]["outputs"] == [] and staged["cells"][0]["execution_count"] is None
    assert not (tmp_path / ".gitattributes").exists()


def test_jupyterlab_starts_with_the_projects_kernel_whatever_the_home_folder_has(tmp_path, monkeypatch):
    kernel = tmp_path / ".local/share/jupyter/kernels/python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(
        '{"argv": ["planted"], "display_name": "planted", "language": "python"}'
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = (
        "import runpy, sys; from vaxclaims import environment; environment._pin()\n"
        f"main = runpy.run_path({str(ROOT / 'scripts' / 'lab.py')!r})['main']\n"
        "main.__globals__['strip_outputs_on_commit'] = lambda: None\n"
        "sys.exit(main())"
    )
    home = {**os.environ, "HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    command = [
        sys.executable,
        "-c",
        code,
        "--no-browser",
        "--allow-root",
        f"--ServerApp.port={port}",
        "--IdentityProvider.token=t",
    ]
    server = subprocess.Popen(
        command, env=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        found = ask(f"http://127.0.0.1:{port}/api/kernelspecs?token=t")
        page = ask(f"http://127.0.0.1:{port}/api/contents/notebooks?token=t")
    finally:
        stop(server)
    assert found["kernelspecs"]["python3"]["spec"]["display_name"] != "planted"
    assert "01_read_seeds.ipynb" in [entry["name"] for entry in page["content"]]


def ask(address: str):
    for _ in range(120):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return json.load(answer)
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"nothing answered at {address}")


def stop(server) -> None:
    if os.name == "nt":
        server.terminate()
    else:
        os.killpg(server.pid, 15)
    server.wait()
