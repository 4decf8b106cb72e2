import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from vaxclaims.paths import NOTEBOOKS, ROOT
from vaxclaims.publishing import runner
from vaxclaims.publishing.parameters import ParameterError
from vaxclaims.publishing.runner import RunFailed, run_notebooks

WRITE = "from vaxclaims.paths import resolve\n(resolve(processed) / 'a.csv').write_text(word)"


@pytest.fixture
def run(tmp_path):
    return lambda *notebooks, **given: run_notebooks(
        notebooks=notebooks, output=tmp_path / "out", tell=lambda _: None, **given
    )


@pytest.fixture
def writer(write_notebook):
    return write_notebook("01_write", 'processed = "data/processed"\nword = "old"', WRITE)


def snapshot(folder: Path) -> dict:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_run_writes_tables_pages_and_a_manifest(run, writer, tmp_path):
    manifest = run(writer, parameters={"word": "new"})
    out = tmp_path / "out"
    assert (out / "processed" / "a.csv").read_text() == "new"
    assert (out / "index.html").exists() and (out / "notebooks" / "01_write.ipynb").exists()
    assert json.loads((out / "run.json").read_text(encoding="utf-8")) == manifest
    assert manifest["changed"] == ["word"] and manifest["parameters"]["word"] == "new"
    assert manifest["notebooks"][0]["peak_memory_mb"] > 10
    assert [entry["file"] for entry in manifest["outputs"]] == ["processed/a.csv"]


def test_chinese_values_stay_readable_in_the_executed_notebook(run, write_notebook, tmp_path):
    run(write_notebook("a", 'words = ["北京市"]'), parameters={"words": "上海市,'引号\\"})
    executed = (tmp_path / "out" / "notebooks" / "a.ipynb").read_text(encoding="utf-8")
    assert "上海市" in executed and "\\u4e0a" not in executed


def test_no_path_of_this_machine_is_left_in_what_is_exported(run, write_notebook, tmp_path):
    told = "import os, sys, warnings\nwarnings.warn('x')\n"
    told += "print(os.getcwd(), processed, sys.prefix, os.path.expanduser('~'))"
    run(write_notebook("a", 'processed = "data/processed"', told))
    for name, content in snapshot(tmp_path / "out").items():
        for path in (ROOT, Path.home(), tmp_path, "ipykernel_"):
            assert str(path).encode() not in content, name


def test_a_failing_notebook_is_named_kept_and_leaves_the_last_outputs(run, writer, write_notebook, tmp_path):
    run(writer)
    before = snapshot(tmp_path / "out")
    bad = write_notebook("02_fail", "x = 1", "y = 2", "1 / 0  # here")
    with pytest.raises(
        RunFailed, match=r"(?s)02_fail\.ipynb failed in cell \[4\].*1 / 0  # here.*ZeroDivisionError"
    ) as failure:
        run(writer, bad, parameters={"word": "new"})
    assert "02_fail.ipynb; the outputs of the last good run" in str(failure.value)
    kept = nbformat.read(tmp_path / "failed" / "out" / "02_fail.ipynb", as_version=4)
    assert any(output.output_type == "error" for cell in kept.cells for output in cell.get("outputs", []))
    assert snapshot(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("import sys; sys.exit(0)", "left the notebook early"),
        ("import os; os._exit(1)", "DeadKernelError"),
        ("import time; time.sleep(60)", "CellTimeoutError"),
    ],
)
def test_what_papermill_would_pass_or_hang_on_is_a_failure(run, write_notebook, cell, told):
    with pytest.raises(RunFailed, match=told):
        run(write_notebook("a", "x = 1", cell, "y = 2"), timeout=2)


def test_nothing_starts_when_a_parameter_is_unknown(run, writer, tmp_path):
    with pytest.raises(ParameterError, match="the nearest is 'word'"):
        run(writer, parameters={"wrod": "x"})
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("parameters", "name"), [({"processed": "x"}, ""), ({"seeds": "no such folder"}, ""), ({}, "../up")]
)
def test_a_run_that_could_not_be_placed_or_read_is_refused(writer, write_notebook, parameters, name):
    seeds = write_notebook("00_seeds", 'seeds = "seeds"')
    with pytest.raises(ParameterError):
        run_notebooks(parameters, notebooks=[seeds, writer], name=name)


def test_a_killed_run_leaves_the_outputs_whole_and_the_next_one_works(run, writer, write_notebook, tmp_path):
    run(writer)
    before = snapshot(tmp_path / "out")
    slow = write_notebook("02_slow", "x = 1", "import time; time.sleep(60)")
    code = (
        "import sys; from vaxclaims.publishing.runner import run_notebooks; "
        "run_notebooks({'word': 'new'}, notebooks=sys.argv[2:], output=sys.argv[1])"
    )
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", code, tmp_path / "out", writer, slow], stdout=subprocess.PIPE, text=True
    )
    assert [process.stdout.readline()[:5] for _ in range(3)] == ["[1/2]", "[1/2]", "[2/2]"]
    time.sleep(1)
    os.kill(process.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    process.wait()
    assert snapshot(tmp_path / "out") == before
    run(writer, parameters={"word": "new"})
    assert (tmp_path / "out" / "processed" / "a.csv").read_text() == "new"
    assert not list(tmp_path.glob(".out.making"))


def test_two_runs_on_the_same_outputs_wait_for_each_other(writer, tmp_path):
    code = (
        "import sys; from vaxclaims.publishing.runner import run_notebooks; "
        "run_notebooks({'word': sys.argv[3]}, notebooks=[sys.argv[2]], output=sys.argv[1])"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code, tmp_path / "out", writer, word])
        for word in ("one", "two")
    ]
    assert [process.wait() for process in processes] == [0, 0]
    assert (tmp_path / "out" / "processed" / "a.csv").read_text() in ("one", "two")


def test_a_kernel_planted_in_the_home_folder_is_not_used(run, write_notebook, tmp_path, monkeypatch):
    home = tmp_path / "home"
    for folder in (home / ".local/share/jupyter", home / "Library/Jupyter", home / "AppData/jupyter"):
        (folder / "kernels/python3").mkdir(parents=True)
        (folder / "kernels/python3/kernel.json").write_text(
            '{"argv": ["no-such-kernel"], "display_name": "x", "language": "python"}'
        )
    startup = home / ".ipython/profile_default/startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("raise SystemExit('the home folder got in')")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("APPDATA", str(home / "AppData"))
    monkeypatch.delenv("JUPYTER_PATH", raising=False)
    monkeypatch.delenv("JUPYTER_PREFER_ENV_PATH", raising=False)
    run(write_notebook("a", "x = 1", "import vaxclaims"))


def test_papermill_by_hand_works_from_any_folder(tmp_path):
    command = [
        sys.executable,
        "-m",
        "papermill",
        NOTEBOOKS / "01_read_seeds.ipynb",
        tmp_path / "out.ipynb",
        "-p",
        "processed",
        str(tmp_path / "processed"),
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "processed" / "documents.parquet").exists()


@pytest.fixture
def house(tmp_path, monkeypatch):
    """The project's output folders, elsewhere."""
    for name, folder in (
        ("REPORTS", "reports"),
        ("RUNS", "reports/runs"),
        ("PROCESSED", "data/processed"),
        ("FIGURES", "figures"),
    ):
        monkeypatch.setattr(runner, name, tmp_path / folder)
    return tmp_path


def test_a_default_run_fills_the_default_places_and_clears_what_is_no_longer_made(house, writer):
    (house / "reports").mkdir()
    (house / "reports" / "stale.html").write_text("old")
    run_notebooks(notebooks=[writer], tell=lambda _: None)
    assert (
        (house / "data/processed/a.csv").read_text()
        == (house / "reports/processed/a.csv").read_text()
        == "old"
    )
    assert (house / "reports/index.html").exists() and (house / "figures").is_dir()
    assert not (house / "reports/stale.html").exists() and not (house / "reports/.making").exists()


def test_a_changed_parameter_gets_a_folder_of_its_own_and_leaves_the_default_outputs(house, writer):
    run_notebooks(notebooks=[writer], tell=lambda _: None)
    before = snapshot(house)
    run = run_notebooks({"word": "新"}, notebooks=[writer], tell=lambda _: None)
    assert run["name"].startswith("word-新-")
    assert (house / "reports/runs" / run["name"] / "processed/a.csv").read_text(encoding="utf-8") == "新"
    after = snapshot(house)
    assert {name: after[name] for name in before} == before
    run_notebooks(notebooks=[writer], tell=lambda _: None)
    assert (house / "reports/runs" / run["name"] / "index.html").exists()


def test_a_value_equal_to_the_default_changes_nothing(house, writer):
    run = run_notebooks({"word": "old"}, notebooks=[writer], tell=lambda _: None)
    assert run["name"] == "" and run["changed"] == []


def test_a_run_can_be_named(house, writer):
    assert run_notebooks(notebooks=[writer], name="mine", tell=lambda _: None)["name"] == "mine"
    assert (house / "reports/runs/mine/index.html").exists()


def test_two_editions_come_from_one_pass_and_a_language_makes_one(house, write_notebook, writer):
    report = write_notebook("05_report", 'language = "en"', "print(language)")
    lines = []
    run = run_notebooks(notebooks=[writer, report], tell=lines.append)
    assert run["editions"] == ["en", "zh"] and len(lines) == 6
    assert (house / "reports/index.zh.html").exists()
    run = run_notebooks({"language": "zh"}, notebooks=[writer, report], tell=lines.append)
    folder = house / "reports/runs" / run["name"]
    assert (
        'lang="zh-Hans"' in (folder / "index.html").read_text(encoding="utf-8")
        and not (folder / "index.zh.html").exists()
    )


def test_other_texts_bring_their_own_sources_table(house, write_notebook, tmp_path):
    (tmp_path / "mine").mkdir()
    notebook = write_notebook("a", 'seeds = "seeds"\nsources = "seeds/sources.csv"')
    run = run_notebooks({"seeds": str(tmp_path / "mine")}, notebooks=[notebook], tell=lambda _: None)
    executed = (house / "reports/runs" / run["name"] / "notebooks/a.ipynb").read_text(encoding="utf-8")
    assert "mine/sources.csv" in executed


def kernels_of(process: psutil.Process) -> list[psutil.Process]:
    return [child for child in process.children(recursive=True) if "ipykernel_launcher" in " ".join(child.cmdline())]


def test_no_kernel_that_was_started_ahead_outlives_a_run_that_fails(run, write_notebook):
    first = write_notebook("01_fail", "word = 1", "raise ValueError('no')")
    second = write_notebook("02_never", "word = 1", "import json")
    with pytest.raises(RunFailed):
        run(first, second)
    assert kernels_of(psutil.Process()) == []


def test_what_the_next_notebook_imports_is_loaded_ahead_without_leaving_names(run, write_notebook, tmp_path):
    first = write_notebook("01_first", "word = 1", "import time\ntime.sleep(1)")
    second = write_notebook("02_second", "word = 1", "import sys\nloaded = 'colorsys' in sys.modules\nnames = 'colorsys' in dir()",
                            "import colorsys", "print(loaded, names)")
    run(first, second)
    assert "True False" in (tmp_path / "out" / "notebooks" / "02_second.ipynb").read_text(encoding="utf-8")
