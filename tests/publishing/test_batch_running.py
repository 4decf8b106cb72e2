"""Batches of notebooks so small that only what the batch does is left."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from vaxclaims.paths import ROOT
from vaxclaims.publishing.batch import records
from vaxclaims.publishing.batch.display import Lines
from vaxclaims.publishing.batch.plan import read_plan
from vaxclaims.publishing.batch.running import Busy, run_batch, unchanged

WRITE = """
from pathlib import Path
from vaxclaims.paths import resolve
(resolve(processed) / "a.csv").write_text(word)
"""
# Each run waits for the other one to be under way, so neither would end if they came one after the other.
MEET = """
import time
marks = Path(MARKS)
(marks / word).touch()
until = time.monotonic() + 60
while word in ("one", "two") and len(list(marks.glob("[ot]*"))) < 2:
    assert time.monotonic() < until, "the other run never came"
    time.sleep(0.05)
"""
FAIL = """
if word == "bad":
    raise ValueError("no good")
if word == "killer":
    import os
    os.kill(os.getppid(), 9)
    time.sleep(60)
"""
# What a shell would start, for tests that end it from outside.
RUN = """
import sys
from vaxclaims.publishing.batch.display import Lines
from vaxclaims.publishing.batch.plan import read_plan
from vaxclaims.publishing.batch.running import run_batch
if __name__ == "__main__":
    run_batch(read_plan(sys.argv[1], sys.argv[2:]), 2, Lines())
"""


@pytest.fixture
def batch(tmp_path, write_notebook):
    """Write a plan for one notebook, run it, return name → record."""

    class Batch:
        output = tmp_path / "out"
        texts, marks = tmp_path / "texts", tmp_path / "marks"
        parameters = f'processed = "data/processed"\nword = ""\nseeds = {str(texts)!r}'
        notebook = write_notebook(
            "01_write", parameters, WRITE, MEET.replace("MARKS", repr(str(marks))), FAIL
        )

        def plan(self, *words: str):
            path = tmp_path / "runs.yml"
            runs = [{"name": f"run-{word}", "parameters": {"word": word}} for word in words]
            path.write_text(json.dumps({"output": str(self.output), "runs": runs}), encoding="utf-8")
            return read_plan(path, [self.notebook])

        def run(self, *words: str, **options) -> dict:
            return run_batch(self.plan(*words), 2, Lines(), **options)

        def process(self, *words: str) -> subprocess.Popen:
            """The batch in a process of its own; returns when its runs are under way."""
            script = tmp_path / "run.py"
            script.write_text(RUN, encoding="utf-8")
            path = self.plan(*words).path
            process = subprocess.Popen([sys.executable, script, path, self.notebook], start_new_session=True)
            wait_until(lambda: len(list(self.marks.iterdir())) == len(words))
            return process

    Batch.texts.mkdir()
    Batch.marks.mkdir()
    return Batch()


def wait_until(true, seconds=60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.1)


def still_there(processes) -> list:
    """Those of the processes that have not ended within a few seconds."""
    _, alive = psutil.wait_procs(processes, timeout=20)
    return alive


def test_runs_go_side_by_side_and_one_that_fails_or_is_killed_stops_no_other(batch, capsys):
    found = batch.run("one", "two", "bad", "killer", "last")
    assert [record["outcome"] for record in found.values()] == [
        "complete",
        "complete",
        "failed",
        "failed",
        "complete",
    ]
    for word in ("one", "two", "last"):
        assert (batch.output / f"run-{word}" / "processed" / "a.csv").read_text() == word
        assert records.read(batch.output / f"run-{word}") == found[f"run-{word}"]
    assert found["run-bad"]["error"] == "01_write.ipynb failed in cell [5]: ValueError: no good"
    assert (batch.output / "run-bad" / found["run-bad"]["executed"]).exists()
    assert "ended before it did (exit code -9)" in found["run-killer"]["error"]
    told = capsys.readouterr().out
    assert "[5/5]" in told and "run-bad: failed" in told and "run-last: complete in " in told

    # A second batch leaves alone what is whole and tries again what is not.
    plan = batch.plan("one", "two", "bad", "killer", "last")
    assert unchanged(plan) == {"run-one", "run-two", "run-last"}
    again = batch.run("one", "two", "bad", "last", resume=True)
    assert again["run-one"] == found["run-one"]
    assert again["run-bad"]["outcome"] == "failed" and "started" not in again["run-bad"]
    assert "run-one: complete and unchanged" in capsys.readouterr().out


@pytest.fixture
def whole(batch):
    """A plan whose one run is whole."""
    batch.run("last")
    plan = batch.plan("last")
    assert unchanged(plan) == {"run-last"}
    return plan


def test_what_is_changed_or_not_whole_is_made_again(batch, whole, tmp_path):
    folder = batch.output / "run-last"
    table, manifest = folder / "processed" / "a.csv", folder / "run.json"
    changes = {
        "an input": lambda: (batch.texts / "new").touch(),
        "a notebook": lambda: batch.notebook.write_text(
            batch.notebook.read_text().replace("no good", "very bad")
        ),
        "a table": lambda: table.write_text("else"),
        "a lost table": table.unlink,
        "a lost report": (folder / "index.html").unlink,
        "a manifest cut short": lambda: manifest.write_text(manifest.read_text()[:-20]),
    }
    before = shutil.copytree(tmp_path, tmp_path.with_name(f"{tmp_path.name}-before"))
    for what, change in changes.items():
        change()
        assert unchanged(whole) == set(), what
        shutil.rmtree(tmp_path)
        shutil.copytree(before, tmp_path)
        assert unchanged(whole) == {"run-last"}


def test_other_parameters_are_another_run(batch, whole):
    text = whole.path.read_text()
    whole.path.write_text(text.replace('"word": "last"', '"word": "else"'))
    assert unchanged(read_plan(whole.path, [batch.notebook])) == set()
    whole.path.write_text(text)
    assert unchanged(read_plan(whole.path, [batch.notebook])) == {"run-last"}


def test_a_failure_takes_the_place_of_the_last_good_run_and_keeps_it_aside(batch, whole):
    folder = batch.output / "run-last"
    records.fail(folder, f"OSError: {batch.output}/x and {Path.home()}/y", {"word": "x"})
    failed = records.fail(folder, "again", {"word": "x"})
    assert records.read(folder) == failed and not (folder / "processed").exists()
    assert (batch.output / "previous" / "run-last" / "processed" / "a.csv").read_text() == "last"
    batch.run("last")
    assert unchanged(whole) == {"run-last"} and not (batch.output / "previous" / "run-last").exists()


def test_a_failures_words_name_no_folder_of_this_machine(tmp_path):
    record = records.fail(
        tmp_path / "a", f"OSError: {tmp_path}/.a.making/pages/x, {Path.home()}/y", {"seeds": str(tmp_path)}
    )
    assert record["error"] == "OSError: a/x, ~/y" and str(tmp_path) not in json.dumps(record)


def test_a_home_whose_name_begins_like_the_projects_is_told_as_home(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: Path(f"{ROOT}_home"))
    assert records.fail(tmp_path / "a", f"OSError: {ROOT}_home/y, {ROOT}", {})["error"] == "OSError: ~/y, ."


def test_what_was_read_while_it_changed_is_not_taken_for_unchanged(batch, write_notebook):
    code = "from vaxclaims.paths import resolve\n(resolve(seeds) / 'new').touch()"
    batch.notebook = write_notebook("02_edit", f"word = ''\nseeds = {str(batch.texts)!r}", code)
    assert batch.run("x")["run-x"]["outcome"] == "complete"
    assert unchanged(batch.plan("x")) == set()


def test_a_killed_batch_takes_everything_with_it_and_leaves_nothing_that_looks_whole(batch):
    process = batch.process("one")
    everything = psutil.Process(process.pid).children(recursive=True)
    assert everything
    process.kill()
    process.wait()
    assert still_there(everything) == []
    assert not (batch.output / "run-one").exists()
    page = (batch.output / "index.html").read_text(encoding="utf-8")
    assert "not run" in page and ">complete<" not in page
    (batch.marks / "two").touch()
    assert batch.run("one", resume=True)["run-one"]["outcome"] == "complete"
    assert not list(batch.output.glob(".*.making"))


@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C cannot be sent to one process group there")
def test_ctrl_c_ends_every_process_clears_up_and_says_what_was_not_run(batch):
    process = batch.process("one")
    everything = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) != 0
    assert still_there(everything) == []
    assert not (batch.output / "run-one").exists() and not list(batch.output.glob(".*.making"))
    assert "1 not run" in (batch.output / "index.html").read_text(encoding="utf-8")


def test_a_batch_waits_for_no_other_one(batch):
    process = batch.process("one")
    with pytest.raises(Busy):
        batch.run("last")
    process.kill()
    process.wait()
