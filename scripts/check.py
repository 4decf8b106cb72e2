"""Check any claims table: which claims can be true together, and what they imply.

python3 scripts/check.py claims.csv --out findings.csv
python3 scripts/check.py claims.parquet --out findings.csv --bounds bounds.csv --reference data/reference
python3 scripts/check.py claims.csv --out findings.csv --set approximation=0.1 --places 北京市,四川省
"""

from vaxclaims import environment

environment.ensure()

import argparse  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from vaxclaims.checking import check_claims, summary, top_findings  # noqa: E402
from vaxclaims.publishing.parameters import split_list  # noqa: E402
from vaxclaims.tables import TableError, check_outputs, read_table, write_table  # noqa: E402


def main() -> int:
    """Exit code 0 with a summary, 2 for arguments or files that cannot be used."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("claims", help="a claims table: .csv, .jsonl or .parquet")
    parser.add_argument("--out", required=True, help="where the findings go")
    parser.add_argument("--bounds", help="where the implied bounds go")
    parser.add_argument("--documents", help="a documents table; without it dates of pages are not checked")
    parser.add_argument("--reference", help="a folder with the national series, the census and denominators")
    parser.add_argument(
        "--places", default="", help="places whose missing total is reported, comma-separated"
    )
    parser.add_argument(
        "--set",
        dest="tolerances",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="a tolerance of data/rules/constraints.yml",
    )
    parser.add_argument("--language", choices=["en", "zh"], default="en")
    arguments = parser.parse_args()
    try:
        reference = Path(arguments.reference).glob("*.csv") if arguments.reference else ()
        check_outputs((arguments.out, arguments.bounds), (arguments.claims, arguments.documents, *reference))
        tolerances = dict(_tolerance(text) for text in arguments.tolerances)
        documents = read_table(arguments.documents, "documents") if arguments.documents else None
        findings, bounds = check_claims(
            read_table(arguments.claims),
            documents,
            arguments.reference,
            places=split_list(arguments.places),
            **tolerances,
        )
        write_table(findings, arguments.out)
        if arguments.bounds:
            write_table(bounds, arguments.bounds)
    except (TableError, TypeError, ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(summary(findings).to_string(index=False))
    for message in top_findings(findings)[f"message_{arguments.language}"]:
        print(f"- {message}")
    return 0


def _tolerance(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise ValueError(f"--set {text}: write NAME=VALUE")
    return name, value


if __name__ == "__main__":
    sys.exit(main())
