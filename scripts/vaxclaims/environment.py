"""Makes `.venv` from `requirements.txt` and starts a script again inside it. Standard library only."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import venv
from contextlib import contextmanager

from vaxclaims.paths import ROOT

VENV = ROOT / ".venv"
STAMP = VENV / "requirements.sha256"
OLDEST, NEWEST = (3, 11), (3, 14)


def ensure() -> None:
    """Return inside the project's environment; anywhere else make it if needed and run the script in it.

    Raises SystemExit with a plain message when Python is too old or an installation fails.
    """
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(f"vaxclaims needs Python 3.11 to 3.14; this is {sys.version.split()[0]}")
    _pin_kernels()
    if _inside() and _fresh():
        return
    with _one_at_a_time():
        if not _fresh():
            _build()
    _restart()


def python() -> str:
    """The environment's interpreter, as a path."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return str(VENV / folder / name)


def _inside() -> bool:
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def _wanted() -> str:
    digest = hashlib.sha256()
    for name in ("requirements.txt", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    # An editable installation names its folder, so a moved checkout is a stale one.
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def _fresh() -> bool:
    return STAMP.is_file() and os.path.exists(python()) and STAMP.read_text() == _wanted()


def _build() -> None:
    print(f"making the environment in {VENV.name} (once; a minute or two) ...", file=sys.stderr, flush=True)
    uv = shutil.which("uv")
    try:
        if uv:
            _run([uv, "venv", "--quiet", "--clear", "--python", _base_python(), str(VENV)])
            _run([uv, "pip", "install", "--quiet", "--python", python(), "-r", "requirements.txt"])
        else:
            if not _inside():
                venv.create(VENV, with_pip=True, clear=True)
            _run([python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                  "--no-input", "-r", "requirements.txt"])
    except (subprocess.CalledProcessError, OSError) as error:
        sys.exit(f"the environment could not be made: {error}\nread the lines above; delete {VENV.name} and try again")
    STAMP.write_text(_wanted())


def _base_python() -> str:
    return getattr(sys, "_base_executable", sys.executable)


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)


def _restart() -> None:
    command = [python(), *sys.argv]
    if os.name == "nt":  # execv on Windows returns to the shell before the new process ends
        sys.exit(subprocess.call(command))
    sys.stdout.flush()
    os.execv(command[0], command)


def _pin_kernels() -> None:
    """A `python3` kernel in the user's home must not take the place of the project's own."""
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    os.environ["JUPYTER_PATH"] = str(VENV / "share" / "jupyter")


@contextmanager
def _one_at_a_time():
    """Hold a lock while installing. SQLite's file lock is in the standard library of every system and
    is let go when its process dies."""
    lock = sqlite3.connect(ROOT / ".venv.lock", timeout=1800, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()
