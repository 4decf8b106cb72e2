"""Runs a plan's runs side by side in processes; whatever happens to one, the others go on."""

import multiprocessing
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path

from filelock import FileLock, Timeout

from vaxclaims.paths import relative
from vaxclaims.publishing.batch import records
from vaxclaims.publishing.batch.fingerprint import fingerprint
from vaxclaims.publishing.batch.plan import Plan, Run
from vaxclaims.publishing.batch.worker import Job, work

CELL_TIMEOUT = 600
# Seconds that a worker has for clearing its staging folder, and between two looks at the clock.
_GRACE, _TICK = 10, 1


class Busy(RuntimeError):
    """Another batch is writing the same output."""


def unchanged(plan: Plan) -> set[str]:
    """The names of the runs that are there, whole, and would come out the same again."""
    return {
        run.name
        for run in plan.runs
        if records.is_whole(plan.output / run.name, fingerprint(run.parameters, plan.notebooks))
    }


def run_batch(
    plan: Plan, jobs: int, display, resume: bool = False, timeout: int = CELL_TIMEOUT
) -> dict[str, dict]:
    """Make the runs of `plan`, `jobs` at a time, and the index of them; return name → record, in its order.

    `display`: shows how it goes, see `display.Lines`. `resume`: leave alone what is complete and unchanged.
    A record's `outcome` is 'complete' or 'failed', in the index of a batch that was stopped also 'waiting'.
    The index is written anew after each run. Raises Busy when another batch is writing the same output.
    """
    from vaxclaims.publishing.batch.index import write_index

    plan.output.mkdir(parents=True, exist_ok=True)
    with _alone(plan.output):
        records.tidy(plan.output)
        done = unchanged(plan) if resume else set()
        found = {
            run.name: records.read(plan.output / run.name) if run.name in done else _waiting(run)
            for run in plan.runs
        }
        display.begin(found, done)
        pool = _Pool([run for run in plan.runs if run.name not in done], plan, jobs, timeout)
        try:
            write_index(plan, found)
            for run, kind, told in pool.events():
                if kind == "end":
                    found[run.name] = told
                    write_index(plan, found)
                display.show(kind, run, told)
        finally:
            pool.stop()
            write_index(plan, found)
            display.close()
    return found


def _alone(output: Path) -> FileLock:
    """The system lets the lock go when the process dies."""
    lock = FileLock(output / ".batch.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Busy(f"another batch is writing {relative(output)}") from None
    return lock


def _waiting(run: Run) -> dict:
    return {"name": run.name, "outcome": records.WAITING, "parameters": run.parameters}


class _Pool:
    """Workers, each a process of its own with a pipe: the working folder and the environment variables that
    a run sets are the whole process's, and a process that is killed takes nobody with it."""

    def __init__(self, runs: list[Run], plan: Plan, jobs: int, timeout: int):
        self.plan, self.timeout = plan, timeout
        self.waiting = list(reversed(runs))
        self.context = multiprocessing.get_context("spawn")
        self.idle = [self.start() for _ in range(min(jobs, len(runs)))]
        self.busy: dict = {}

    def start(self):
        """A worker: its process and the parent's end of its pipe."""
        mine, its = self.context.Pipe()
        process = self.context.Process(target=work, args=(its,), daemon=True)
        process.start()
        its.close()
        return process, mine

    def events(self):
        """Yield (run, 'start' | 'line' | 'end', what was told) until all runs are over, and now and then
        (None, 'tick', None)."""
        while self.waiting or self.busy:
            while self.waiting and self.idle:
                run, worker = self.waiting.pop(), self.idle.pop()
                worker = worker if worker[0].is_alive() else self.start()
                self.busy[worker[1]] = (run, worker)
                worker[1].send(
                    Job(self.plan.output / run.name, run.parameters, self.plan.notebooks, self.timeout)
                )
                yield run, "start", None
            ready = wait(list(self.busy), timeout=_TICK)
            yield None, "tick", None
            for connection in ready:
                run, worker = self.busy[connection]
                kind, told = self.hear(run, worker)
                if kind == "end":
                    del self.busy[connection]
                    self.idle.append(worker)
                yield run, kind, told

    def hear(self, run: Run, worker) -> tuple[str, object]:
        process, connection = worker
        try:
            return connection.recv()
        except (EOFError, OSError):
            process.join(_GRACE)
            process.kill()
            error = f"its process ended before it did (exit code {process.exitcode})"
            return "end", records.fail(self.plan.output / run.name, error, run.parameters)

    def stop(self) -> None:
        """End every worker: the idle ones are asked, the busy ones told, those that do not listen killed."""
        workers = [*self.idle, *(worker for _, worker in self.busy.values())]
        for process, connection in workers:
            if connection in self.busy:
                process.terminate()
            else:
                with suppress(OSError):  # one that has ended needs no asking
                    connection.send(None)
        for process, connection in workers:
            process.join(_GRACE)
            process.kill()
            connection.close()
