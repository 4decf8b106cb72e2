"""`scripts/batch.py` on the project's own notebooks, and papermill by hand."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from vaxclaims import environment
from vaxclaims.paths import NOTEBOOKS, ROOT, SEEDS

pytestmark = pytest.mark.xdist_group("batch_script")
PLAN = """
output: {folder}/out
defaults: {{seeds: {folder}/texts, language: en}}
runs:
- name: tiny
  matrix: {{places: [上海市, [北京市, 上海市]]}}
"""


def batch(folder: Path, *options: str) -> subprocess.CompletedProcess:
    command = [environment.python(), ROOT / "scripts" / "batch.py", folder / "runs.yml", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A plan beside a folder with one text."""
    folder = tmp_path_factory.mktemp("batch")
    (folder / "texts").mkdir()
    text = sorted(SEEDS.glob("*.txt"))[1]
    shutil.copy(text, folder / "texts" / text.name)
    shutil.copy(SEEDS / "sources.csv", folder / "texts")
    (folder / "runs.yml").write_text(PLAN.format(folder=folder), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def done(folder):
    return batch(folder, "--jobs", "2")


def test_a_dry_run_prints_the_plan_and_starts_nothing(folder):
    told = batch(folder, "--dry-run")
    assert told.returncode == 0 and "run   tiny-上海市" in told.stdout and "2 runs, 0 of them" in told.stdout
    assert not (folder / "out").exists()


def test_every_run_has_a_folder_with_all_that_a_run_makes(folder, done):
    assert done.returncode == 0, done.stderr
    assert (
        re.search(r"\[2/2\] tiny-\S+: complete in [\d.]+ s", done.stdout)
        and "\r" not in done.stdout + done.stderr
    )
    for name, places in (("tiny-上海市", ["上海市"]), ("tiny-北京市_上海市", ["北京市", "上海市"])):
        run = json.loads((folder / "out" / name / "run.json").read_text(encoding="utf-8"))
        assert run["outcome"] == "complete" and run["parameters"]["places"] == places
        assert (
            run["commit"] and run["packages"] and run["seeds"] and run["key_figures"]["counts"]["texts"] == 1
        )
        assert all(step["seconds"] > 0 and step["peak_memory_mb"] > 0 for step in run["notebooks"])
        for made in ("index.html", "notebooks/05_report.ipynb", "processed/claims.csv", "figures/index.json"):
            assert (folder / "out" / name / made).exists()


def test_the_index_leads_to_reports_and_sentences_that_are_there(folder, done):
    page = BeautifulSoup((folder / "out" / "index.html").read_text(encoding="utf-8"), "html.parser")
    links = [link["href"] for link in page.select("main table a")]
    assert len(links) > 4
    for link in links:
        path, _, fragment = link.partition("#")
        target = folder / "out" / unquote(path)
        assert target.exists() and (not fragment or f'id="{fragment}"' in target.read_text(encoding="utf-8"))


def test_resuming_makes_nothing_again(folder, done):
    before = {path: path.stat().st_mtime_ns for path in (folder / "out").glob("tiny*/run.json")}
    told = batch(folder, "--resume")
    assert told.returncode == 0 and told.stdout.count("complete and unchanged") == 2
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_a_refused_plan_starts_nothing_and_says_where(tmp_path):
    (tmp_path / "runs.yml").write_text(
        "output: seeds\nruns:\n- name: a\n  parameters: {langage: en}", encoding="utf-8"
    )
    told = batch(tmp_path)
    assert told.returncode == 2 and "runs.yml:1: " in told.stderr and "runs.yml:4: " in told.stderr


@pytest.mark.parametrize("target", ["-", "out.ipynb"])
def test_papermill_by_hand_works_from_any_folder_to_whatever_it_writes_to(tmp_path, target):
    command = [
        sys.executable,
        "-m",
        "papermill",
        NOTEBOOKS / "01_read_seeds.ipynb",
        target,
        "-p",
        "processed",
        str(tmp_path / "tables"),
    ]
    told = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True, encoding="utf-8")
    assert (tmp_path / "tables" / "documents.parquet").exists()
    executed = json.loads(told.stdout if target == "-" else (tmp_path / target).read_text(encoding="utf-8"))
    assert any("injected-parameters" in cell["metadata"].get("tags", []) for cell in executed["cells"])
