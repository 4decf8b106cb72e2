"""A process that runs one run after another, as its parent sends them, and tells how each went."""

import os
import signal
import sys
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread


@dataclass(frozen=True)
class Job:
    """One run to be made, in `folder`."""

    folder: Path
    parameters: dict[str, object]
    notebooks: list[Path]
    timeout: int


def work(connection: Connection) -> None:
    """Take jobs until None comes; send ('line', text) as a run goes on, ('end', record) when it is over."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the parent ends this one
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the staging folder is cleared
    Thread(target=_end_with_parent, daemon=True).start()
    while (job := connection.recv()) is not None:
        connection.send(("end", run(job, tell=lambda line: connection.send(("line", line)))))


def run(job: Job, tell) -> dict:
    """Make one run and return what its `run.json` says, whole or failed."""
    from vaxclaims.publishing.batch import records
    from vaxclaims.publishing.batch.fingerprint import fingerprint
    from vaxclaims.publishing.batch.key_figures import key_figures
    from vaxclaims.publishing.runner import RunFailed, run_notebooks

    try:
        before = fingerprint(job.parameters, job.notebooks)
        made = run_notebooks(job.parameters, job.notebooks, output=job.folder, timeout=job.timeout, tell=tell)
        # What was edited while the run read it is not what the digest says.
        same = fingerprint(job.parameters, job.notebooks) == before
        values = made["parameters"]
        figures = key_figures(job.folder / "processed", values.get("places", []), values.get("as_of", ""))
        return records.complete(job.folder, made, fingerprint=before if same else "", key_figures=figures)
    except RunFailed as failure:
        return records.fail(job.folder, _first_line(failure), job.parameters, failure.executed)
    except Exception as error:  # whatever it is, the other runs go on
        return records.fail(job.folder, f"{type(error).__name__}: {error}", job.parameters)


def _first_line(failure: Exception) -> str:
    """Where a notebook failed and with what, without the cell between."""
    lines = [line for line in str(failure).splitlines() if line and not line.startswith("    ")]
    return " ".join(lines[:2])


def _end_with_parent() -> None:
    parent_process().join()
    os._exit(1)
