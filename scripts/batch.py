"""Many runs of the notebooks from one plan, side by side, each in its own folder.

    python3 scripts/batch.py runs.yml               every run of the plan
    python3 scripts/batch.py runs.yml --dry-run     what would run, and where
    python3 scripts/batch.py runs.yml --resume      only what is missing, failed or would come out otherwise

examples/runs.yml is a plan with its words explained. The exit code is 0 when every run is complete, 1 when
one failed, 2 when the plan was refused.
"""

import argparse
import os
import signal
import sys

from vaxclaims import environment


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("plan", help="the plan, YAML")
    parser.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="runs at a time (one per processor)",
    )
    parser.add_argument("--resume", action="store_true", help="leave alone what is complete and unchanged")
    parser.add_argument("--dry-run", action="store_true", help="print the plan and run nothing")
    parser.add_argument(
        "--root",
        action="append",
        default=[],
        metavar="FOLDER",
        help="a further folder in which the plan may read and write; may be given again",
    )
    parser.add_argument(
        "--timeout", type=int, default=600, metavar="SECONDS", help="how long a cell may take (600)"
    )
    arguments = parser.parse_args()
    if arguments.jobs < 1:
        parser.error("--jobs takes a number from 1 on")

    from vaxclaims.publishing.batch.display import for_terminal
    from vaxclaims.publishing.batch.nodes import PlanError
    from vaxclaims.publishing.batch.plan import read_plan
    from vaxclaims.publishing.batch.running import Busy, run_batch, unchanged
    from vaxclaims.publishing.runner import the_notebooks

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the workers are ended
    try:
        plan = read_plan(arguments.plan, the_notebooks(), arguments.root)
        if arguments.dry_run:
            show_plan(plan, unchanged(plan) if arguments.resume else set())
            return 0
        found = run_batch(plan, arguments.jobs, for_terminal(), arguments.resume, arguments.timeout)
    except (PlanError, Busy) as error:
        print(f"{error}\nnothing was started", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; --resume goes on from here", file=sys.stderr)
        return 130
    return summarise(plan, found)


def show_plan(plan, done: set[str]) -> None:
    """A line per run: whether it would run, where, with what."""
    from vaxclaims.paths import relative

    for run in plan.runs:
        given = (
            "; ".join(f"{name} {_shown(value)}" for name, value in run.parameters.items()) or "the defaults"
        )
        print(f"{'keep' if run.name in done else 'run '}  {relative(plan.output / run.name)}  {given}")
    print(f"{len(plan.runs)} runs, {len(done)} of them complete and unchanged; nothing was started")


def _shown(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def summarise(plan, found: dict[str, dict]) -> int:
    from vaxclaims.paths import relative

    failed = [name for name, record in found.items() if record["outcome"] != "complete"]
    index = plan.output / "index.html"
    print(
        f"\n{len(found) - len(failed)} of {len(found)} runs are complete"
        + (f"; failed: {', '.join(failed)}" if failed else "")
    )
    print(f"The runs side by side: {relative(index)}\n{index.as_uri()}")
    return 1 if failed else 0


if __name__ == "__main__":
    environment.ensure()
    sys.exit(main())
