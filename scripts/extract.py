"""Claims from any texts.

    python3 scripts/extract.py my_articles --out claims.csv
    python3 scripts/extract.py news.jsonl.gz page.html --metadata meta.csv --out claims.parquet --measures measures.csv
    python3 scripts/extract.py 's3://corpus/2021/*.wet.gz' --engine dask --out s3://results/2021 --measures

An input is a folder of .txt, .md and .html files, one such file, a table of texts (.jsonl, .jsonl.gz, .csv,
.parquet) with columns doc_id, text and, where known, published, title, outlet, url, or a web archive (.wet, .warc,
plain or .gz); a pattern (news/*.jsonl) names many; all of it on this machine or anywhere that fsspec reaches
(s3://, https://, ...). The metadata table says the same of documents by their doc_id, which is a file's name without
its suffix. Of documents with the same text the first is read.

The local engine writes tables as CSV, JSONL or Parquet by their suffix. The dask engine cuts the corpus into parts,
works on them side by side, on the cluster at --scheduler or on all cores here, and writes a dataset: a folder, or
URL, with claims/ (and measures/) in as many Parquet files as there are parts. Its rows are those of the local engine.

Exit code 0 with a summary of what was left out, 1 where parts failed, 2 on arguments that cannot be used.
"""

from vaxclaims import environment

environment.ensure()

import argparse  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from vaxclaims.corpora import InputError, check_input, extract_corpus  # noqa: E402
from vaxclaims.tables import TableError, check_outputs  # noqa: E402

IN_DATASET = "in the dataset"
ONLY_DASK = ("scheduler", "workers", "resume")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="a folder, text, table of texts, web archive or pattern")
    parser.add_argument("--out", required=True, metavar="CLAIMS", help="the claims table to write; with dask the dataset")
    parser.add_argument("--measures", nargs="?", const=IN_DATASET, metavar="MEASURES",
                        help="the measures table to write; with dask no path, they lie in the dataset")
    parser.add_argument("--metadata", type=Path, metavar="META", help="a table: doc_id,published,title,outlet,url")
    parser.add_argument("--keep-duplicates", action="store_true", help="read documents whose text came before, too")
    parser.add_argument("--engine", choices=("local", "dask"), default="local")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="dask: an existing cluster, such as tcp://host:8786")
    parser.add_argument("--workers", type=int, metavar="N", help="dask: processes of the cluster started here (all cores)")
    parser.add_argument("--resume", action="store_true", help="dask: go on with the dataset; its finished parts stay")
    options = parser.parse_args()
    try:
        _check(options)
        return _dataset(options) if options.engine == "dask" else _table(options)
    except (InputError, TableError) as error:
        parser.error(str(error))


def _table(options: argparse.Namespace) -> int:
    try:
        summary = extract_corpus(
            options.inputs, options.out, options.metadata, options.measures, keep_duplicates=options.keep_duplicates
        )
    except KeyboardInterrupt:
        print("stopped; nothing was written", file=sys.stderr)
        return 130
    print(f"{summary.documents} documents read, {summary.claims} claims in {options.out}"
          + (f", {summary.measures} measures in {options.measures}" if options.measures else ""))
    if summary.left_out:
        print(f"{len(summary.left_out)} left out, or to know:")
    for entry in summary.left_out:
        print(f"- {entry['name']}: {entry['reason']}")
    return 0


def _dataset(options: argparse.Namespace) -> int:
    from vaxclaims.corpora.cluster import ClusterLost, extract_dataset

    def tell(line: str) -> None:
        print(line, flush=True)

    try:
        result = extract_dataset(
            options.inputs, options.out, options.metadata, bool(options.measures), scheduler=options.scheduler or "",
            workers=options.workers or 0, resume=options.resume, keep_duplicates=options.keep_duplicates, tell=tell,
        )
    except KeyboardInterrupt:
        print(f"stopped; the parts that are finished stay in {options.out}, and --resume goes on from there", file=sys.stderr)
        return 130
    except (ClusterLost, OSError) as error:
        print(f"{error}\nThe parts that are finished stay in {options.out}, and --resume goes on from there", file=sys.stderr)
        return 1
    print(f"{result.documents} documents read, {result.claims} claims in {options.out}/claims"
          + (f", {result.measures} measures in {options.out}/measures" if options.measures else ""))
    print(f"{result.duplicates} duplicates not read; {result.left_out} more left out, or to know: see {options.out}/left_out")
    for entry in result.failed:
        print(f"- failed: {entry['name']}: {entry['reason']}")
    if result.failed:
        print(f"{len(result.failed)} of {result.parts} parts failed; run again with --resume")
    return 1 if result.failed else 0


def _check(options: argparse.Namespace) -> None:
    dask = options.engine == "dask"
    if needless := [name for name in ONLY_DASK if getattr(options, name)] if not dask else []:
        raise InputError(f"--{needless[0]} is for --engine dask")
    if (options.workers or 0) < 0 or (options.workers and options.scheduler):
        raise InputError("--workers is a number of processes, for a cluster that is started here")
    if options.measures and dask != (options.measures == IN_DATASET):
        raise InputError("--measures takes " + ("no path: they lie in the dataset" if dask else "the path of a table"))
    for location in options.inputs:
        check_input(location)
    if not dask:
        check_outputs((options.out, options.measures), (*options.inputs, options.metadata))


if __name__ == "__main__":
    sys.exit(main())
