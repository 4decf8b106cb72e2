"""Open JupyterLab on the notebooks, in the project's environment and with its kernel.

python3 scripts/lab.py             further arguments go to JupyterLab
"""

import shutil
import subprocess
import sys

from vaxclaims import environment
from vaxclaims.paths import NOTEBOOKS, ROOT, relative


def main() -> int:
    strip_outputs_on_commit()
    command = [
        environment.python(),
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={ROOT}",
        f"--LabApp.default_url=/lab/tree/{relative(NOTEBOOKS)}",
        *sys.argv[1:],
    ]
    try:
        return subprocess.call(command, cwd=ROOT)
    except KeyboardInterrupt:
        return 0


def strip_outputs_on_commit() -> None:
    """JupyterLab saves outputs; a git filter keeps them out of what is committed, in this clone only."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        print("not a git clone: outputs that JupyterLab saves stay in the notebooks", file=sys.stderr)
        return
    subprocess.run([environment.python(), "-m", "nbstripout", "--install"], cwd=ROOT, check=True)


if __name__ == "__main__":
    environment.ensure()
    sys.exit(main())
