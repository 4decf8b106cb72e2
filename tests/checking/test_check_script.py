"""scripts/check.py as a user calls it."""

import subprocess
import sys

import pytest

from vaxclaims import environment
from vaxclaims.paths import DATA, ROOT
from vaxclaims.tables import read_table, table, write_table


def _run(*arguments):
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "check.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture
def claims_file(tmp_path, claim):
    rows = [claim("甲省 total_vaccinations 500 2021-03-01"), claim("甲省 total_vaccinations 400 2021-03-02")]
    return write_table(table("claims", rows), tmp_path / "claims.csv")


@pytest.fixture(autouse=True)
def inside():
    assert environment.VENV.exists(), "run the tests with scripts/test.py"


def test_it_writes_findings_and_bounds_and_prints_a_summary(claims_file, tmp_path):
    run = _run(
        claims_file,
        "--out",
        tmp_path / "findings.csv",
        "--bounds",
        tmp_path / "bounds.csv",
        "--reference",
        DATA / "reference",
    )
    assert run.returncode == 0 and "contradiction" in run.stdout
    assert "contradiction" in read_table(tmp_path / "findings.csv", "findings").severity.tolist()
    assert len(read_table(tmp_path / "bounds.csv", "bounds"))


@pytest.mark.parametrize(
    "more",
    [
        ["--set", "aproximation=1"],
        ["--set", "approximation"],
        ["--set", "approximation=-1"],
        ["--places", "北京市，北京"],
        ["--reference", "nowhere"],
        ["--documents", "nowhere.parquet"],
    ],
)
def test_unusable_arguments_exit_with_2_and_a_reason(claims_file, tmp_path, more):
    run = _run(claims_file, "--out", tmp_path / "findings.csv", *more)
    assert run.returncode == 2 and run.stderr.strip() and "Traceback" not in run.stderr


def test_nothing_that_is_read_or_written_is_overwritten(claims_file, tmp_path):
    before, both = claims_file.read_bytes(), tmp_path / "both.csv"
    for outputs in (["--out", claims_file], ["--out", both, "--bounds", both]):
        run = _run(claims_file, *outputs)
        assert run.returncode == 2 and "would be overwritten" in run.stderr
    assert claims_file.read_bytes() == before and not both.exists()


def test_an_output_that_cannot_be_written_is_refused_before_the_work(claims_file, tmp_path):
    nowhere = tmp_path / "nowhere" / "bounds.csv"
    run = _run(claims_file, "--out", tmp_path / "findings.csv", "--bounds", nowhere)
    assert run.returncode == 2 and "its folder is not there" in run.stderr
    assert not (tmp_path / "findings.csv").exists()


def test_a_file_that_is_no_table_is_named(tmp_path):
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    run = _run(tmp_path / "notes.csv", "--out", tmp_path / "findings.csv")
    assert run.returncode == 2 and "missing columns" in run.stderr
