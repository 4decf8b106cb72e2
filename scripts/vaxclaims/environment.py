"""Makes `.venv` from `requirements.txt` and starts a script again inside it; finds a browser for the tests.

Standard library only, and nothing that an older Python cannot read: it must get as far as saying so.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager

from vaxclaims.paths import ROOT

VENV = ROOT / ".venv"
STAMP = VENV / "requirements.sha256"
OLDEST, NEWEST = (3, 11), (3, 14)
# What a shell may carry in from another environment and that would change what runs or where pip installs.
_FOREIGN = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONSTARTUP",
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_REQUIREMENT",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "UV_PROJECT_ENVIRONMENT",
    "__PYVENV_LAUNCHER__",
)


def ensure():
    """Return inside the project's environment; anywhere else make it if needed and run the script in it.

    Raises SystemExit with a plain message when Python is too old or an installation fails.
    """
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        sys.exit(f"vaxclaims needs Python 3.11 to 3.14; this is {sys.version.split()[0]}")
    _pin()
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


def _build():
    print(f"making the environment in {VENV.name} (once; a minute or two) ...", file=sys.stderr, flush=True)
    STAMP.unlink(missing_ok=True)
    uv = shutil.which("uv")
    try:
        # The interpreter that runs this may be the environment's own, which cannot be cleared under it.
        if uv:
            if not _inside():
                _run([uv, "venv", "--quiet", "--clear", "--python", _base_python(), str(VENV)])
            _run([uv, "pip", "install", "--quiet", "--python", python(), "-r", "requirements.txt"])
        else:
            if not _inside():
                _run([_base_python(), "-m", "venv", "--clear", str(VENV)])
            _run([python(), "-m", "ensurepip", "--default-pip"], quiet=True)
            _run(
                [
                    python(),
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--no-input",
                    "-r",
                    "requirements.txt",
                ]
            )
    except (subprocess.CalledProcessError, OSError) as error:
        sys.exit(
            f"the environment could not be made: {error}\n"
            f"The lines above say why. Without network, connect and try again; where Debian or Ubuntu lacks "
            f"venv, `apt-get install python3-venv`; else delete {VENV.name} and try again."
        )
    STAMP.write_text(_wanted())


def _base_python() -> str:
    return getattr(sys, "_base_executable", "") or sys.executable


def _run(command, quiet=False):
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL if quiet else sys.stderr)


def _restart():
    command = [python(), *sys.argv]
    if os.name == "nt":  # execv on Windows returns to the shell before the new process ends
        sys.exit(subprocess.call(command))
    sys.stdout.flush()
    os.execv(command[0], command)


def _pin():
    """Nothing of the machine's Python or Jupyter gets in: a `python3` kernel in the user's home must not take
    the place of the project's own, and Chinese prints on every console."""
    for name in _FOREIGN:
        os.environ.pop(name, None)
    os.environ.update(
        {
            "JUPYTER_PREFER_ENV_PATH": "1",
            "JUPYTER_PATH": str(VENV / "share" / "jupyter"),
            "PYTHONNOUSERSITE": "1",
            "PYTHONUTF8": "1",
        }
    )


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


def browser() -> str:
    """The path of a Chromium that starts: an installed one, else playwright's download, else the system
    package manager's (as root). Raises SystemExit naming the command to run when there is none."""
    found = _installed_browser() or _downloaded_browser()
    if not found and shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0:
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(
                command, stdout=sys.stderr, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            )
        found = _installed_browser()
    if not found:
        sys.exit(
            "the tests need a Chromium; install one, for instance with\n"
            f"    {os.path.relpath(python())} -m playwright install --with-deps chromium\n"
            "or  sudo apt-get install chromium"
        )
    return found


_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def _installed_browser() -> str:
    given = os.environ.get("VAXCLAIMS_BROWSER", "")
    candidates = [given, *(shutil.which(name) or "" for name in _NAMES), *_PLACES]
    return next((path for path in candidates if path and os.path.exists(path) and _starts(path)), "")


def _downloaded_browser() -> str:
    subprocess.run([python(), "-m", "playwright", "install", "--no-shell", "chromium"], stdout=sys.stderr)
    where = "from playwright.sync_api import sync_playwright as p\n"
    where += "with p() as driver: print(driver.chromium.executable_path)"
    path = subprocess.run([python(), "-c", where], capture_output=True, text=True).stdout.strip()
    return path if os.path.exists(path) and _starts(path) else ""


def _starts(path: str) -> bool:
    """A browser may be there and lack libraries, or be a packager's stub: only one that opens a page counts.
    A snap's cannot read files outside the home folder."""
    if "/snap/" in os.path.realpath(path):
        return False
    command = [path, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "about:blank"]
    try:
        return b"<html" in subprocess.run(command, capture_output=True, timeout=60).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
