"""Claims from any texts.

    python3 scripts/extract.py my_articles --out claims.csv
    python3 scripts/extract.py news.jsonl.gz page.html --metadata meta.csv --out claims.parquet --measures measures.csv

An input is a folder of .txt, .md and .html files, one such file, or a table of texts (.jsonl, .jsonl.gz, .csv,
.parquet) with columns doc_id, text and, where known, published, title, outlet, url. The metadata table says the
same of documents by their doc_id, which is a file's name without its suffix. Tables are written as CSV, JSONL or
Parquet by their suffix. Exit code 0 with a summary of what was left out, 2 on arguments that cannot be used.
"""

from vaxclaims import environment

environment.ensure()

import argparse  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from vaxclaims.corpora import InputError, check_input, extract_corpus  # noqa: E402
from vaxclaims.tables import TableError, check_output  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="a folder, a text, or a table of texts")
    parser.add_argument("--out", required=True, type=Path, metavar="CLAIMS", help="the claims table to write")
    parser.add_argument("--measures", type=Path, metavar="MEASURES", help="the measures table to write")
    parser.add_argument("--metadata", type=Path, metavar="META", help="a table: doc_id,published,title,outlet,url")
    options = parser.parse_args()
    try:
        _check(options)
        summary = extract_corpus(options.inputs, options.out, options.metadata, options.measures)
    except (InputError, TableError) as error:
        parser.error(str(error))
    except KeyboardInterrupt:
        print("stopped; nothing was written", file=sys.stderr)
        return 130
    _report(summary, options)
    return 0


def _check(options: argparse.Namespace) -> None:
    outputs = [path for path in (options.out, options.measures) if path]
    for path in outputs:
        check_output(path)
    for path in options.inputs:
        check_input(path)
    named = [path.resolve() for path in (*outputs, *options.inputs, options.metadata) if path]
    for path in outputs:
        if named.count(path.resolve()) > 1:
            raise TableError(f"{path}: would be overwritten while it is in use")


def _report(summary, options: argparse.Namespace) -> None:
    print(f"{summary.documents} documents read, {summary.claims} claims in {options.out}"
          + (f", {summary.measures} measures in {options.measures}" if options.measures else ""))
    if summary.left_out:
        print(f"{len(summary.left_out)} left out, or to know:")
    for entry in summary.left_out:
        print(f"- {entry['name']}: {entry['reason']}")


if __name__ == "__main__":
    sys.exit(main())
