"""Run all tests, the notebooks end to end and the browser's among them.

python3 scripts/test.py            what CI runs
python3 scripts/test.py --all      the slow ones too
python3 scripts/test.py tests/checking -x      anything else goes to pytest
"""

import argparse
import os
import subprocess
import sys

from vaxclaims import environment
from vaxclaims.paths import ROOT


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="run the tests marked slow as well")
    arguments, rest = parser.parse_known_args()
    os.environ["VAXCLAIMS_BROWSER"] = environment.browser()
    workers = [] if any(word.startswith("-n") for word in rest) else ["-n", str(min(os.cpu_count() or 1, 4))]
    # One file stays on one worker, so that what it makes once for its tests is made once.
    command = [environment.python(), "-m", "pytest", *workers, "--dist", "loadgroup"]
    marks = [] if arguments.all or "-m" in rest else ["-m", "not slow"]
    return subprocess.call([*command, *marks, *rest], cwd=ROOT)


if __name__ == "__main__":
    environment.ensure()
    sys.exit(main())
