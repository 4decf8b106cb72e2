"""Speed and memory, as ratios within one run: python3 scripts/bench.py [--corpus FILE.jsonl.gz] [--only NAME ...]."""

from vaxclaims import environment

environment.ensure()

import argparse  # noqa: E402

from vaxclaims import benchmarks  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", help="JSONL(.gz) of documents with `text`; the project's own test articles without it")
    parser.add_argument("--only", nargs="+", choices=list(benchmarks.SECTIONS), help="sections to run; all without it")
    parser.add_argument("--repeat", type=int, default=5, help="timed runs of each thing; the best one counts")
    options = parser.parse_args()
    texts = benchmarks.load_texts(options.corpus)
    for name in options.only or benchmarks.SECTIONS:
        print(f"\n{name}")
        for line in benchmarks.SECTIONS[name](texts, options.repeat):
            print("  " + line, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
