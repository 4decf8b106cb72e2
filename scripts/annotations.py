"""Decisions to other annotation tools and back, and how far coders and rules agree.

    python3 scripts/annotations.py export --format label-studio --out FOLDER
    python3 scripts/annotations.py import --format label-studio PATH
    python3 scripts/annotations.py agreement

Exit code 1 when a decision could not be used; each such decision is named with its file and line, those about
texts that are not there together in one line.
"""

from vaxclaims import environment

environment.ensure()

import argparse  # noqa: E402
import sys  # noqa: E402
from datetime import UTC, datetime  # noqa: E402

import pandas as pd  # noqa: E402

from vaxclaims import paths  # noqa: E402
from vaxclaims.annotation import apply_decisions, decision_report, read_decisions  # noqa: E402
from vaxclaims.annotation.agreement import measure_agreement  # noqa: E402
from vaxclaims.annotation.exchange import (  # noqa: E402
    FORMATS,
    WITH_PROPOSALS,
    ExchangeError,
    export_decisions,
    import_decisions,
    save_decisions,
)
from vaxclaims.annotation.quality import report_rules, score_rules  # noqa: E402
from vaxclaims.extraction import extract_claims, extract_measures  # noqa: E402
from vaxclaims.reading import read_seeds  # noqa: E402


def main() -> int:
    options = _parse()
    documents, zones = read_seeds(options.seeds, options.sources)
    decisions = read_decisions(options.annotations)
    if options.command == "import":
        problems = decisions.attrs["problems"] + _import(options, documents, decisions)
    else:
        proposed = [extract_claims(documents, zones), extract_measures(documents, zones)]
        merged = [apply_decisions(table, decisions, documents) for table in proposed]
        report = decision_report(*merged)
        problems = report[report["status"].isin(["problem", "absent", "drifted"])].to_dict("records")
        if options.command == "export":
            problems += _export(options, documents, decisions, merged)
        else:
            _print_agreement(decisions, documents, proposed)
            _print_stale(report)
    for problem in problems:
        print(f"{problem['file']}, line {problem['line']}: {problem['reason']}", file=sys.stderr)
    return 1 if problems else 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    export = commands.add_parser(
        "export", help="write the decisions for another tool; for Label Studio, pending proposals too"
    )
    export.add_argument("--format", choices=FORMATS, required=True)
    export.add_argument("--out", required=True, metavar="FOLDER")
    back = commands.add_parser("import", help="take decisions in from another tool")
    back.add_argument("--format", choices=FORMATS, required=True)
    back.add_argument("path", metavar="PATH")
    agreement = commands.add_parser(
        "agreement", help="how far coders agree, and rules with what they decided"
    )
    for command in (export, back, agreement):
        command.add_argument("--annotations", default=paths.ANNOTATIONS, metavar="FOLDER")
        command.add_argument("--seeds", default=paths.SEEDS, metavar="FOLDER")
        command.add_argument("--sources", default=paths.SOURCES, metavar="CSV")
    return parser.parse_args()


def _export(options, documents, decisions, merged) -> list[dict]:
    rows = [row for table in merged for row in table.to_dict("records") if row["decision"] == "pending"]
    try:
        written = export_decisions(decisions, documents, paths.resolve(options.out), options.format, rows)
    except ExchangeError as error:
        return [{"file": options.format, "line": 0, "reason": str(error)}]
    what = _counted(len(decisions), "decision")
    if options.format in WITH_PROPOSALS:
        what += f" and {_counted(len(rows), 'pending proposal')}"
    print(
        f"{what} in {_counted(len(written), 'file')}: "
        f"{', '.join(path.name for path in written[:6])}{' ...' if len(written) > 6 else ''}"
    )
    return []


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _import(options, documents, decisions) -> list[dict]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    lines, problems = import_decisions(
        paths.resolve(options.path), options.format, documents, now, known=decisions
    )
    saved = save_decisions(lines, options.annotations, decisions)
    print(
        f"{_counted(len(lines), 'decision')} read, {sum(saved.values())} of them new"
        + "".join(f"; {coder}: {count}" for coder, count in sorted(saved.items()))
    )
    return problems


def _print_agreement(decisions, documents, proposed) -> None:
    agreement = measure_agreement(decisions, documents)
    _print("Did both mark it?", agreement.units)
    _print("On what both marked, by field", agreement.fields)
    _print("Where they differ", agreement.disagreements)
    for table in proposed:
        _print("Rules against decisions", score_rules(table, decisions, documents))
        _print("Rule by rule", report_rules(table, decisions, documents))


def _print_stale(report) -> None:
    stale = report[report["status"] == "stale"]
    verb = "is" if len(stale) == 1 else "are"
    print(f"{_counted(len(stale), 'decision')} {verb} stale" + (":" if len(stale) else "."))
    for row in stale.to_dict("records"):
        print(f"  {row['file']}, line {row['line']}: {row['reason']}")


def _print(title: str, table: pd.DataFrame) -> None:
    shown = table.map(lambda cell: "" if cell is None else f"{cell:.3f}" if isinstance(cell, float) else cell)
    print(f"{title}\n{shown.to_string(index=False) if len(shown) else '  nothing to show'}\n")


if __name__ == "__main__":
    sys.exit(main())
