"""Runs the notebooks in order with papermill and puts what they made in its place.

Everything is made in a staging folder; only a run that went well is swapped in (see `swap`).
"""

import hashlib
import json
import re
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import nbformat
from filelock import FileLock, Timeout
from papermill.exceptions import PapermillExecutionError

from vaxclaims import tables
from vaxclaims.paths import FIGURES, NOTEBOOKS, PROCESSED, REPORTS, ROOT, RUNS, relative, resolve
from vaxclaims.publishing import engine, manifest, swap
from vaxclaims.publishing.pages import export_html
from vaxclaims.publishing.parameters import (
    BOTH,
    LANGUAGES,
    PLACED,
    ParameterError,
    declared,
    declared_by_all,
    read_values,
)

CELL_TIMEOUT = 600
_KEPT = {"runs", "failed"}
_STAGING = ".making"


class RunFailed(RuntimeError):
    """A notebook failed; the message names it, the cell, the error and where the notebook lies, `executed`."""

    def __init__(self, message: str, executed: Path):
        super().__init__(message)
        self.executed = executed


def the_notebooks() -> list[Path]:
    """The project's notebooks in the order of the walk; the last one is the report."""
    return sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def run_notebooks(
    parameters=None, notebooks=None, output=None, name="", timeout=CELL_TIMEOUT, tell=print
) -> dict:
    """Run `notebooks` in order with `parameters` and return the run's manifest (what `run.json` holds).

    `parameters`: name to value; a text is read as the default's type. `notebooks`: paths, the project's own
    unless given. `output`: a folder for everything made. Without it a run from the defaults fills
    `data/processed`, `figures` and `reports`, and any other one `reports/runs/NAME`, where NAME is `name` or
    made from the changed parameters. `timeout`: seconds a cell may take. `tell` gets a line when a notebook begins and one when it ends.

    Raises ParameterError before anything starts and RunFailed when a notebook fails; the outputs that were
    there before are untouched then.
    """
    notebooks = [Path(notebook) for notebook in notebooks or the_notebooks()]
    defaults = declared_by_all(notebooks)
    values = read_values(parameters or {}, defaults)
    changed = {key: value for key, value in values.items() if value != defaults[key]}
    if "seeds" in changed and "sources" in defaults:
        changed.setdefault(
            "sources", f"{changed['seeds']}/sources.csv"
        )  # what is known lies beside the texts
    _check(changed, defaults)
    target = _target(changed, output, name)
    with _alone(target, tell):
        stage = target / _STAGING if target == REPORTS else target.parent / f".{target.name}{_STAGING}"
        swap.recover(stage)
        pages = stage / "pages"
        (pages / "notebooks").mkdir(parents=True)
        try:
            run = _execute(notebooks, defaults | changed, changed, pages, target, timeout, tell)
            run["name"] = "" if target == REPORTS else target.name
            export_html(pages, run, report=notebooks[-1].stem)
            swap.commit(stage, _moves(stage, pages, target))
        finally:
            if not (stage / "moves.json").exists():
                shutil.rmtree(stage, ignore_errors=True)
    return run


def _check(changed: dict, defaults: dict) -> None:
    for key in PLACED:
        if key in changed:
            raise ParameterError(f"the run itself decides where '{key}' lies; choose the run's name instead")
    seeds = resolve(changed.get("seeds", defaults.get("seeds", ".")))
    if not seeds.is_dir():
        raise ParameterError(f"seeds: there is no folder {relative(seeds)}")


def _target(changed: dict, output, name: str) -> Path:
    if output:
        return resolve(output)
    if not changed and not name:
        return REPORTS
    name = name or _readable_name(changed)
    if not re.fullmatch(r"\w[\w.-]{0,79}", name):
        raise ParameterError(f"a run's name has letters, digits, '-', '_' and '.', at most 80; not '{name}'")
    return RUNS / name


def _readable_name(changed: dict) -> str:
    text = json.dumps(changed, ensure_ascii=False, sort_keys=True)
    words = "-".join([key + "-" + str(changed[key]) for key in sorted(changed)])
    slug = re.sub(r"\W+", "-", words).strip("-")[:40].strip("-")
    return f"{slug}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _alone(target: Path, tell):
    """A lock on the tables that this run will replace; the system lets it go when the process dies."""
    processed = PROCESSED if target == REPORTS else target
    processed.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(processed.parent / f".{processed.name}.lock")
    try:
        return lock.acquire(timeout=0)
    except Timeout:
        tell(f"another run is writing {relative(processed)}; waiting for it to end")
        return lock.acquire()


def _execute(notebooks, values: dict, changed: dict, pages: Path, target: Path, timeout: int, tell) -> dict:
    started, clock = datetime.now(UTC), time.monotonic()
    editions = list(LANGUAGES) if values.get("language") == BOTH else [values.get("language", LANGUAGES[0])]
    values = values | {key: _from_root(pages / key) for key in PLACED}
    jobs = [job for notebook in notebooks for job in _jobs(notebook, notebooks[-1], values, editions)]
    for key in PLACED:
        (pages / key).mkdir()
    done, kernels = [], engine.Kernels()
    following = [*(notebook for notebook, _, _ in jobs[1:]), None]
    with engine.pinned(pages.parent):
        try:
            for number, (notebook, given, name) in enumerate(jobs, start=1):
                tell(f"[{number}/{len(jobs)}] {name} ...")
                output = pages / "notebooks" / f"{name}.ipynb"
                work = partial(engine.execute, notebook, output, given, timeout, kernels, following[number - 1])
                done.append(_run_one(work, notebook, output, target))
                tell(f"[{number}/{len(jobs)}] {name:<24} {done[-1]['seconds']:5.1f} s")
        finally:
            kernels.let_go()
    return {
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - clock, 1),
        "parameters": manifest.shown({key: value for key, value in values.items() if key not in PLACED}),
        "changed": sorted(changed),
        "editions": editions,
        **manifest.surroundings(),
        "seeds": manifest.files(values["seeds"]) if "seeds" in values else [],
        "outputs": _outputs(pages),
        "notebooks": done,
        "left_out": _left_out(pages),
    }


def _jobs(notebook: Path, report: Path, values: dict, editions: list[str]):
    """(notebook, its parameters, name of the executed one): the report once per edition (05_report,
    05_report.zh), a notebook made for both languages once, any other one once in the first language."""
    names = declared(notebook)
    given = {key: values[key] for key in names}
    if "language" in names and names["language"] != BOTH:
        given["language"] = editions[0]
    yield notebook, given, notebook.stem
    if notebook == report and "language" in names:
        for language in editions[1:]:
            yield notebook, given | {"language": language}, f"{notebook.stem}.{language}"


def _run_one(work, notebook: Path, output: Path, target: Path) -> dict:
    clock = time.monotonic()
    try:
        executed = work()
    except PapermillExecutionError as error:
        _scrub(output, output.parents[1], target)
        kept = _keep_failed(output, target)
        raise RunFailed(
            f"{notebook.name} failed in cell [{error.exec_count}]:\n\n{_indented(error.source)}\n\n"
            f"{error.ename}: {error.evalue}\n\nthe executed notebook is {relative(kept)}; "
            "the outputs of the last good run are untouched",
            kept,
        ) from error
    _scrub(output, output.parents[1], target)
    peak = executed.metadata.papermill.get("peak_bytes", 0)
    return {
        "notebook": output.stem,
        "seconds": round(time.monotonic() - clock, 1),
        "peak_memory_mb": round(peak / 1e6),
    }


def _keep_failed(executed: Path, target: Path) -> Path:
    root = REPORTS if target.is_relative_to(REPORTS) else target.parent
    folder = root / "failed" / ("" if target == REPORTS else target.name)
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(executed, folder / executed.name))


def _indented(source: str) -> str:
    return "\n".join("    " + line for line in source.splitlines())


def _from_root(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def _scrub(executed: Path, pages: Path, target: Path) -> None:
    """Take this machine out of an executed notebook: the staging folder becomes the place the outputs end
    in, the project's folder and the home folder go."""
    notebook = nbformat.read(executed, as_version=4)
    notebook.metadata.papermill.pop("input_path", None)
    notebook.metadata.papermill.pop("output_path", None)
    text = json.dumps(notebook, ensure_ascii=False, indent=1)
    for path, shown in _replacements(pages, target):
        for form in {path, path.replace("\\", "/"), json.dumps(path)[1:-1]}:
            text = text.replace(form, shown)
    # The folder itself, and not another one whose name begins like its own.
    text = re.sub(re.escape(json.dumps(str(ROOT))[1:-1]) + r"(?![\w.-])", ".", text)
    temporary = re.escape(json.dumps(tempfile.gettempdir())[1:-1])
    text = re.sub(temporary + r"(/|\\\\)ipykernel_\d+(/|\\\\)\d+\.py", "cell", text)
    executed.write_text(text + "\n", encoding="utf-8", newline="\n")


def _replacements(pages: Path, target: Path) -> list[tuple[str, str]]:
    final = {
        key: {"processed": relative(PROCESSED), "figures": relative(FIGURES)}[key]
        if target == REPORTS
        else f"{relative(target)}/{key}"
        for key in PLACED
    }
    pairs = [
        (spelling, final[key]) for key in PLACED for spelling in (str(pages / key), _from_root(pages / key))
    ]
    pairs += [(str(pages), relative(target)), (f"{ROOT}/", ""), (f"{ROOT}\\", "")]
    home = str(Path.home())
    pairs += [(f"{sys.base_prefix}/lib", "lib")]
    return pairs + ([(home, "~")] if len(home) > 3 else [])


def _outputs(pages: Path) -> list[dict]:
    return [
        {**entry, "file": f"{key}/{entry['file']}"}
        for key in PLACED
        for entry in manifest.files(pages / key)
    ]


def _left_out(pages: Path) -> list[dict]:
    path = pages / "processed" / "left_out.csv"
    return tables.read_table(path, "left_out").to_dict("records") if path.exists() else []


def _moves(stage: Path, pages: Path, target: Path) -> list[tuple[Path | None, Path]]:
    """Where each finished thing goes. The default run's `reports` also holds the other runs, so its entries
    move one by one; its tables and figures go to their own folders too."""
    if target != REPORTS:
        return [(pages, target)]
    moves: list[tuple[Path | None, Path]] = []
    for key, place in (("processed", PROCESSED), ("figures", FIGURES)):
        moves.append((Path(shutil.copytree(pages / key, stage / key)), place))
    fresh = {entry.name for entry in pages.iterdir()}
    old = {entry.name for entry in REPORTS.iterdir() if not entry.name.startswith(".")} - _KEPT - fresh
    return [
        *moves,
        *((pages / entry, REPORTS / entry) for entry in sorted(fresh)),
        *((None, REPORTS / entry) for entry in sorted(old)),
    ]
