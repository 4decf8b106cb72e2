"""One digest of everything that a run's outcome depends on: its parameters, what it reads, and the code."""

import hashlib
import json
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

from vaxclaims.paths import CODEBOOK, LEXICON, PLACES, ROOT, RULES, resolve
from vaxclaims.publishing import manifest
from vaxclaims.publishing.parameters import PLACED, READ, declared_by_all

_PACKAGE = Path(__file__).resolve().parents[2]


def fingerprint(parameters: dict[str, object], notebooks: list[Path]) -> str:
    """SHA-256, as hex, for a run of `notebooks` with `parameters` in place of their defaults. Reads all that
    the run will read: two equal ones mean that the run would make the same again."""
    values = {
        name: value for name, value in (declared_by_all(notebooks) | parameters).items() if name not in PLACED
    }
    known = {
        "parameters": values,
        "inputs": {name: _content(values[name]) for name in READ if name in values},
        "code": [_content(path) for path in (_PACKAGE, CODEBOOK, RULES, PLACES, LEXICON, *notebooks)],
        "environment": _environment(),
    }
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def _content(value: object) -> object:
    """Names and digests of a folder's files, a file's digest; None for what is no path."""
    path = resolve(value) if isinstance(value, (str, Path)) and str(value) else None
    if path is None or path == ROOT or not path.exists():
        return None
    if path.is_file():
        return manifest.sha256(path)
    return [
        (entry["file"], entry["sha256"])
        for entry in manifest.files(path)
        if "__pycache__" not in entry["file"]
    ]


@cache
def _environment() -> list[str]:
    return [sys.version, *sorted(f"{each.name} {each.version}" for each in metadata.distributions())]
