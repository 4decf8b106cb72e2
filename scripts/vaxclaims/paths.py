"""The only place that knows a folder of the project."""

from __future__ import annotations  # an older Python must get as far as saying that it is too old

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SEEDS = ROOT / "seeds"
SOURCES = SEEDS / "sources.csv"
NOTEBOOKS = ROOT / "notebooks"
FIGURES = ROOT / "figures"
REPORTS = ROOT / "reports"
RUNS = REPORTS / "runs"

DATA = ROOT / "data"
CODEBOOK = DATA / "codebook.yml"
RULES = DATA / "rules"
PLACES = DATA / "places.csv"
LEXICON = DATA / "lexicon.txt"
ANNOTATIONS = DATA / "annotations"
PROCESSED = DATA / "processed"


def resolve(path: str | Path) -> Path:
    """An absolute path; a relative one starts at the project's root, wherever the program runs."""
    path = Path(path).expanduser()
    return path if path.is_absolute() else ROOT / path


def relative(path: str | Path) -> str:
    """`path` as it may be shown: relative to the root with forward slashes, else its last part."""
    path = Path(path).resolve()
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def require(path: str | Path, notebook: str) -> Path:
    """`path` resolved, if it is there. Raises FileNotFoundError that says which notebook to run first."""
    found = resolve(path)
    if not found.exists():
        raise FileNotFoundError(f"{relative(found)} is not there yet: run {notebook}.ipynb first")
    return found
