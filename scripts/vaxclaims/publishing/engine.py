"""papermill as this project runs it: readable Chinese parameters, no silent early end, memory measured."""

import ast
import logging
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import nbformat
import psutil
from jupyter_client import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.execute import execute_notebook
from papermill.translators import PythonTranslator, papermill_translators

from vaxclaims.environment import VENV
from vaxclaims.paths import NOTEBOOKS

KERNEL = "python3"
logging.getLogger("papermill").setLevel(logging.ERROR)


class _Readable(PythonTranslator):
    """papermill writes 北京 as \\u5317\\u4eac; `repr` keeps what can be read and escapes what cannot."""

    @classmethod
    def translate_str(cls, val):
        return repr(val)


class Kernels:
    """The kernels of a run. The next notebook's starts, and loads what that imports, while the one before works."""

    def __init__(self):
        self._waiting: tuple[AsyncKernelManager, tempfile.TemporaryDirectory] | None = None

    def start_ahead(self, notebook: Path) -> None:
        self._waiting = self._start(_preloading(notebook))

    def take(self) -> tuple[AsyncKernelManager, tempfile.TemporaryDirectory]:
        """A running kernel, and the folder of its sockets."""
        taken, self._waiting = self._waiting or self._start([]), None
        return taken

    def let_go(self) -> None:
        """End the kernel that no notebook came for."""
        if self._waiting:
            manager, sockets = self._waiting
            self._waiting = None
            run_sync(manager.shutdown_kernel)(now=True)
            sockets.cleanup()

    @staticmethod
    def _start(arguments: list[str]) -> tuple[AsyncKernelManager, tempfile.TemporaryDirectory]:
        manager = AsyncKernelManager(kernel_name=KERNEL)
        # Sockets in a private folder: nobody else on the machine can listen, and runs side by side never
        # race for a port. Windows has none, and a path too long for a socket stays with TCP.
        sockets = tempfile.TemporaryDirectory(prefix="kernel-")
        if os.name != "nt" and len(sockets.name) < 80:
            manager.transport, manager.ip = "ipc", str(Path(sockets.name) / "k")
        # A kernel's remarks on stderr are not the notebook's, and its history is nobody's.
        quiet = ["--IPKernelApp.log_level=50", "--HistoryManager.hist_file=:memory:"]
        run_sync(manager.start_kernel)(extra_arguments=[*quiet, *arguments], cwd=str(NOTEBOOKS))
        return manager, sockets


def _preloading(notebook: Path) -> list[str]:
    """What makes a kernel load the modules that a notebook's cells import, without leaving a name behind."""
    modules: dict[str, None] = {}
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code":
            modules |= dict.fromkeys(_imported(cell.source))
    load = f"[__import__('importlib').import_module(name) for name in {list(modules)!r}];"
    return [f"--IPKernelApp.exec_lines={load}"] if modules else []


def _imported(source: str) -> list[str]:
    try:
        nodes = ast.parse(source).body
    except SyntaxError:
        return []  # a magic, or a cell whose error the run will show
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return names + [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]


class _Client(PapermillNotebookClient):
    """Turns a timeout, a dead kernel and `sys.exit(0)` into the cell's own error; reads the peak memory."""

    kernels: Kernels
    following: Path | None = None

    def create_kernel_manager(self):
        self.km, self._sockets = self.kernels.take()
        return self.km

    def execute(self, **kwargs):
        self.reset_execution_trackers()
        with self.setup_kernel(**kwargs):
            try:
                if self.following:
                    self.kernels.start_ahead(self.following)
                self.papermill_execute_cells()
                self.nb.metadata["language_info"] = self.wait_for_reply(self.kc.kernel_info())["content"][
                    "language_info"
                ]
            except (CellTimeoutError, DeadKernelError) as error:
                self._blame(error)
                run_sync(self.km.shutdown_kernel)(now=True)
            else:
                self.nb.metadata.papermill["peak_bytes"] = _peak_memory(self.km.provisioner.pid)
        self._refuse_early_exit()
        return self.nb

    def _blame(self, error: Exception) -> None:
        ran = [
            cell
            for cell in self.nb.cells
            if cell.cell_type == "code"
            and "papermill" in cell.metadata
            and cell.metadata.papermill.status in ("running", "completed", "failed")
        ]
        message = str(error).splitlines()[0] if str(error) else type(error).__name__
        output = nbformat.v4.new_output(
            "error", ename=type(error).__name__, evalue=message, traceback=[message]
        )
        (ran or self.nb.cells)[-1].outputs.append(output)

    def _refuse_early_exit(self) -> None:
        for cell in self.nb.cells:
            for output in cell.get("outputs", []):
                if output.output_type == "error" and output.ename == "SystemExit":
                    output.evalue = f"the cell left the notebook early ({output.evalue or 0})"


class _Engine(NBClientEngine):
    @classmethod
    def execute_managed_notebook(
        cls, nb_man, kernel_name, kernels, following=None, start_timeout=60, execution_timeout=None, **_
    ):
        client = _Client(
            nb_man, timeout=execution_timeout, startup_timeout=start_timeout, kernel_name=kernel_name
        )
        client.kernels, client.following = kernels, following
        return client.execute()


papermill_translators.register("python", _Readable)
papermill_engines.register("vaxclaims", _Engine)


def execute(
    notebook: Path, output: Path, parameters: dict, timeout: int, kernels: Kernels, following: Path | None = None
) -> nbformat.NotebookNode:
    """Run one notebook through papermill and write it, executed, to `output`.

    `timeout` is in seconds per cell. `following` is the notebook that the next call will run, if any. Raises papermill's PapermillExecutionError; the executed notebook is
    written all the same.
    """
    # papermill formats paths with str.format; a brace in a folder's name must stay one.
    source, target = (str(path).replace("{", "{{").replace("}", "}}") for path in (notebook, output))
    return execute_notebook(
        source,
        target,
        parameters,
        engine_name="vaxclaims",
        kernel_name=KERNEL,
        cwd=NOTEBOOKS,
        progress_bar=False,
        request_save_on_cell_execute=False,
        execution_timeout=timeout,
        kernels=kernels,
        following=following,
    )


@contextmanager
def pinned(scratch: Path):
    """The machine's settings kept out while kernels run: only the project's kernel, no profile of IPython,
    no matplotlibrc, no interactive plotting backend."""
    wanted = {
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_PATH": str(VENV / "share" / "jupyter"),
        "IPYTHONDIR": str(scratch / "ipython"),
        "MPLCONFIGDIR": str(VENV / "matplotlib"),  # in the environment, so that its font cache is kept
        "MPLBACKEND": None,
        "PYTHONPATH": None,
        "JPY_SESSION_NAME": None,  # by these the panel knows a front end, and there is none here
        "VSCODE_PID": None,
        "PYTHONUTF8": "1",
    }
    before = {name: os.environ.get(name) for name in wanted}
    _set(wanted)
    try:
        yield
    finally:
        _set(before)


def _set(variables: dict[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _peak_memory(pid: int) -> int:
    """Peak resident memory in bytes; where the system keeps no peak (macOS), the size at the end."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    memory = psutil.Process(pid).memory_info()
    return getattr(memory, "peak_wset", memory.rss)
