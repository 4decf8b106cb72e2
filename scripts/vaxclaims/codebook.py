"""Loads `data/codebook.yml`: what a coder, human or machine, may record."""

from functools import cache
from pathlib import Path

import yaml

from vaxclaims.paths import CODEBOOK


@cache
def load(path: str | Path = CODEBOOK) -> dict:
    """The codebook as nested dicts: `indicators`, `measures`, `comparators`, `units`, ...

    Every entry has `revision`, `label_en`, `label_zh`, `definition`; an indicator also `units` and `kind`.
    """
    return yaml.safe_load(Path(path).read_text(encoding="utf-8"))


def label(section: str, code: str, language: str = "en") -> str:
    """What a reader is shown for a code, the code itself where the codebook has no such entry."""
    entry = load().get(section, {}).get(code, {})
    return entry.get(f"label_{language}", code)


def codes(section: str) -> list[str]:
    return list(load()[section])
