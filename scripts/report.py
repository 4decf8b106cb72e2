"""The main job: run the notebooks on the seeds and make the report.

python3 scripts/report.py                              everything from the defaults
python3 scripts/report.py -p as_of 2021-05-31          with a parameter changed, under reports/runs/
python3 scripts/report.py -p seeds my_texts --name mine
"""

import argparse
import signal
import sys

from vaxclaims import environment


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "-p",
        dest="parameters",
        nargs=2,
        metavar=("NAME", "VALUE"),
        action="append",
        default=[],
        help="a notebook parameter, read as the default's type; lists comma-separated",
    )
    parser.add_argument("--name", default="", help="the run's folder under reports/runs/")
    parser.add_argument(
        "--timeout", type=int, default=600, metavar="SECONDS", help="how long a cell may take (600)"
    )
    arguments = parser.parse_args()

    from vaxclaims.publishing.parameters import ParameterError
    from vaxclaims.publishing.runner import RunFailed, run_notebooks

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the staging folder is cleared
    try:
        run = run_notebooks(
            dict(arguments.parameters), name=arguments.name, timeout=arguments.timeout, tell=say
        )
    except (ParameterError, RunFailed) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; the outputs of the last good run are untouched", file=sys.stderr)
        return 130
    summarise(run)
    return 0


def say(line: str) -> None:
    print(line, flush=True)


def summarise(run: dict) -> None:
    """Where the report is, its three most important findings, and what was left out."""
    from vaxclaims.checking import top_findings
    from vaxclaims.paths import PROCESSED, REPORTS, RUNS, relative
    from vaxclaims.tables import read_table

    folder = RUNS / run["name"] if run["name"] else REPORTS
    processed = folder / "processed" if run["name"] else PROCESSED
    language = run["editions"][0]
    print("\nThe three most important findings:")
    for finding in top_findings(read_table(processed / "findings.csv", "findings"), 3).itertuples():
        print(f"- [{finding.severity}] {getattr(finding, f'message_{language}')}")
    if run["left_out"]:
        print("\nLeft out, or to know:")
        for line in run["left_out"]:
            print(f"- {line['name']}: {line['reason']}")
    index = folder / "index.html"
    print(f"\nThe report is {relative(index)}\n{index.as_uri()}")


if __name__ == "__main__":
    environment.ensure()
    sys.exit(main())
