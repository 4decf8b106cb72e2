"""`run.json`: what a run was given, what it ran with, what it made and what it left out."""

import hashlib
import platform
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from vaxclaims.paths import ROOT, relative, resolve


def surroundings() -> dict:
    """Versions of Python, the system and every declared package, and the commit the project stands at."""
    names = {re.match(r"[\w.-]+", line).group() for line in metadata.requires("vaxclaims") or []}
    commit, dirty = _git()
    return {
        "commit": commit,
        "uncommitted_changes": dirty,
        "python": sys.version.split()[0],
        "system": f"{platform.system()} {platform.machine()}",
        "packages": {name: _version(name) for name in sorted(names)},
    }


def files(folder: str | Path, suffixes: tuple[str, ...] = ()) -> list[dict]:
    """Name below `folder`, SHA-256 and size in bytes of each file, in the order of the names."""
    folder = resolve(folder)
    found = (
        path for path in folder.rglob("*") if path.is_file() and (not suffixes or path.suffix in suffixes)
    )
    return [
        {"file": path.relative_to(folder).as_posix(), "sha256": sha256(path), "bytes": path.stat().st_size}
        for path in sorted(found)
    ]


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def shown(parameters: dict) -> dict:
    """Parameters as they may be published: a path only from the project's root on."""
    return {
        name: relative(value) if isinstance(value, str) and Path(value).is_absolute() else value
        for name, value in parameters.items()
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _git() -> tuple[str, bool]:
    """Commit and whether the tree differs from it; ('', False) outside a repository or without git."""
    try:
        commit = _run("rev-parse", "HEAD")
        return commit, bool(_run("status", "--porcelain"))
    except (OSError, subprocess.CalledProcessError):
        return "", False


def _run(*command: str) -> str:
    return subprocess.run(
        ["git", *command], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
