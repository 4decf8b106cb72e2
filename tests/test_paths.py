"""One module knows the folders, and shows no machine's path."""

import re
from pathlib import Path

import pytest

from vaxclaims import paths


def test_the_root_is_the_folder_that_holds_the_project():
    assert (paths.ROOT / "pyproject.toml").is_file() and paths.SEEDS.parent == paths.ROOT


@pytest.mark.parametrize("name", ["CODEBOOK", "RULES", "PLACES", "LEXICON", "SEEDS", "SOURCES"])
def test_what_the_project_carries_is_there(name):
    assert getattr(paths, name).exists()


def test_a_relative_path_starts_at_the_root_wherever_the_program_runs(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert paths.resolve("seeds") == paths.SEEDS
    assert paths.resolve(tmp_path) == tmp_path


def test_a_path_is_shown_from_the_root_or_by_its_last_part(tmp_path):
    assert paths.relative(paths.RULES / "numbers.yml") == "data/rules/numbers.yml"
    assert paths.relative(tmp_path / "texts") == "texts"
    assert paths.relative(Path("seeds").absolute().parent / "seeds").count("/") == 0


def test_a_table_that_is_not_there_names_the_notebook_that_makes_it():
    with pytest.raises(FileNotFoundError, match="data/processed/no.csv is not there yet: run 01_read_seeds.ipynb first"):
        paths.require(paths.PROCESSED / "no.csv", "01_read_seeds")


def test_no_other_module_makes_the_path_of_a_folder_that_this_one_knows():
    known = "|".join(path.name for path in (paths.SEEDS, paths.NOTEBOOKS, paths.FIGURES, paths.REPORTS, paths.DATA))
    for path in (paths.ROOT / "scripts" / "vaxclaims").rglob("*.py"):
        if path.name != "paths.py":
            assert not re.search(rf'(ROOT|\.parent|parents\[\d\]) / "({known})"', path.read_text(encoding="utf-8")), path.name
