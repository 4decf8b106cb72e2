"""Reads a plan of runs (YAML) and refuses, before anything starts, what could not run, each with its line.

    output: reports/runs/morning       # gets a folder per run; without it reports/runs/NAME-OF-THE-PLAN
    defaults: {language: en}           # for every run
    matrix: {as_of: [2021-05, 2021-06]}            # every run once for each
    runs:
      - name: pairs
        parameters: {reference: data/reference}
        matrix:                        # this run for each combination, with the matrix above
          places: [[北京市, 上海市], [湖北省, 四川省]]

What a run reads must lie in the project, beside the plan or below a root that the caller allows; what it
writes, below `reports/runs` or, outside the project, in those. Relative paths start at the project's root.
"""

import hashlib
import math
import re
import unicodedata
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import yaml

from vaxclaims.paths import ROOT, RUNS, relative, resolve
from vaxclaims.publishing.batch.nodes import Problems, compose, entries, items, plain
from vaxclaims.publishing.parameters import (
    LANGUAGES,
    PLACED,
    READ,
    ParameterError,
    declared_by_all,
    read_values,
)

MOST_RUNS = 1000
# What the batch makes beside the folders of the runs.
ASSETS, PREVIOUS = "assets", "previous"
INDEX = {language: f"index.{language}.html" for language in LANGUAGES} | {LANGUAGES[0]: "index.html"}
_RESERVED = (ASSETS, PREVIOUS, *INDEX.values())
_KEYS = ("output", "defaults", "matrix", "runs")
_RUN_KEYS = ("name", "parameters", "matrix")
_NAME = re.compile(r"\w([\w.-]{0,78}[\w-])?")
_LONGEST = 80


@dataclass(frozen=True)
class Run:
    """A run: its name, which is its folder's too, the parameters it is given and the line it comes from."""

    name: str
    parameters: dict[str, object]
    node: yaml.Node


@dataclass(frozen=True)
class Plan:
    """A plan that can be run: nothing in it is unknown, ill-typed, doubled or out of place."""

    path: Path
    output: Path
    runs: list[Run]
    notebooks: list[Path]


def read_plan(path: str | Path, notebooks: list[Path], roots: tuple = ()) -> Plan:
    """The plan at `path` for `notebooks`; `roots`: further folders in which it may read and write.

    Raises PlanError with all that is wrong.
    """
    path = Path(path).expanduser().absolute()
    return _Reader(path, notebooks, [path.parent, *map(Path, roots)]).read()


class _Reader:
    """Walks the nodes of one plan and gathers its problems."""

    def __init__(self, path: Path, notebooks: list[Path], roots: list[Path]):
        self.path, self.notebooks = path, notebooks
        self.roots = [root.expanduser().resolve() for root in roots]
        self.problems = Problems(path.name)
        self.declared = {
            name: value for name, value in declared_by_all(notebooks).items() if name not in PLACED
        }
        # What any run reads: resolved path, with the node that names it where it is not a default.
        self.inputs = [
            (resolve(self.declared[name]).resolve(), None) for name in READ if self.declared.get(name)
        ]

    def read(self) -> Plan:
        root = compose(self.path)
        found = entries(root, "an entry of a plan", _KEYS, self.problems)
        defaults, axes = self.parameters(found.get("defaults")), self.axes(found.get("matrix"))
        runs: dict[str, Run] = {}
        for node in items(found.get("runs")):
            entry = entries(node, "an entry of a run", _RUN_KEYS, self.problems)
            name = self.name(node, entry.get("name"))
            own = self.parameters(entry.get("parameters"))
            self.add(runs, entry.get("name", node), name, defaults, own, axes, self.axes(entry.get("matrix")))
        if "runs" in found and not items(found["runs"]):
            self.problems.add(found["runs"], "runs is a list, each with a name")
        elif "matrix" in found and "runs" not in found:
            self.add(runs, found["matrix"], "", defaults, {}, axes, {})
        elif "runs" not in found:
            self.problems.add(root, "there is nothing to run: a plan has runs, a matrix or both")
        output = self.output(found.get("output"), root)
        for run in runs.values():
            self.check_folder(output / run.name, run.node)
        self.problems.tell()
        return Plan(self.path, output, list(runs.values()), self.notebooks)

    def add(
        self, runs: dict, node: yaml.Node, name: str, defaults: dict, own: dict, shared: dict, axes: dict
    ) -> None:
        """One run per combination of the values in the plan's matrix and the run's."""
        for key in [key for key in (*own, *axes) if key in shared] + [key for key in own if key in axes]:
            self.problems.add(node, f"{key} is given twice, in a matrix and again for the run")
        axes = shared | axes
        total = len(runs) + math.prod(len(values) for values in axes.values())
        if total > MOST_RUNS:
            self.problems.add(node, f"a plan has at most {MOST_RUNS} runs; with this it has {total:,}")
            return
        for values in product(*axes.values()):
            chosen = dict(zip(axes, values, strict=True))
            full = _full_name(name, chosen)
            if _folded(full) in runs:
                self.problems.add(node, f"there are two runs named '{full}'")
            if _folded(full) in _RESERVED:
                self.problems.add(node, f"a run cannot be named '{full}': the batch makes that itself")
            runs[_folded(full)] = Run(full, defaults | own | chosen, node)

    def name(self, run: yaml.Node, node: yaml.Node | None) -> str:
        if node is None:
            self.problems.add(run, "the run has no name")
        elif not isinstance(node, yaml.ScalarNode) or not _NAME.fullmatch(node.value):
            self.problems.add(node, f"a run's name has letters, digits, '-', '_' and '.', at most {_LONGEST}")
        else:
            return node.value
        return f"line-{run.start_mark.line}"

    def parameters(self, node: yaml.Node | None) -> dict[str, object]:
        return {
            name: value for name, child in self.named(node).items() for value in self.values(name, [child])
        }

    def axes(self, node: yaml.Node | None) -> dict[str, list]:
        """Names, each with the values that it takes in turn."""
        found = self.named(node)
        for name, child in found.items():
            if not items(child):
                self.problems.add(child, f"a matrix has a list of values for each name; {name} has none")
        return {name: self.values(name, items(child)) for name, child in found.items() if items(child)}

    def named(self, node: yaml.Node | None) -> dict[str, yaml.Node]:
        """The nodes of a mapping from the notebooks' parameters."""
        found = entries(node, "a parameter of the notebooks", [*self.declared, *PLACED], self.problems)
        for name in PLACED:
            if name in found:
                self.problems.add(
                    found.pop(name), f"a run's own folder decides where '{name}' lies; choose the output"
                )
        return found

    def values(self, name: str, nodes: list[yaml.Node]) -> list:
        """The nodes' values, those that do not fit left out."""
        fitting = []
        for node in nodes:
            try:
                value = read_values({name: plain(node, self.declared[name])}, self.declared)[name]
            except ParameterError as error:
                self.problems.add(node, str(error) if name in str(error) else f"{name}: {error}")
                continue
            if name in READ and (value or self.declared[name]):  # where the default is empty, so may it be
                self.check_input(name, value, node)
            fitting.append(value)
        return fitting

    def check_input(self, name: str, value: str, node: yaml.Node) -> None:
        place = resolve(value).resolve()
        if "://" in value or not place.is_relative_to(ROOT) and not self.allowed(place):
            self.problems.add(
                node, f"{name}: '{value}' lies outside the project, the plan's folder and the allowed roots"
            )
        elif not place.exists():
            self.problems.add(node, f"{name}: there is no {relative(place)}")
        elif place.is_dir() != resolve(self.declared[name]).is_dir():
            self.problems.add(
                node, f"{name}: {relative(place)} is a {'folder' if place.is_dir() else 'file'}"
            )
        else:
            self.inputs.append((place, node))

    def allowed(self, place: Path) -> bool:
        return any(place.is_relative_to(root) for root in self.roots)

    def output(self, node: yaml.Node | None, root: yaml.Node) -> Path:
        """The resolved folder for all runs. It may neither hold nor lie in anything that a run reads."""
        if node is not None and (not isinstance(node, yaml.ScalarNode) or not node.value):
            self.problems.add(node, "output is a folder")
            return RUNS
        given = node.value if node else str(RUNS / self.path.stem)
        place, line = resolve(given).resolve(), node or root
        for read, source in self.inputs:
            if read.is_relative_to(place) or place.is_relative_to(read):
                self.problems.add(
                    node or source or root,
                    f"the output folder {relative(place)} overlaps {relative(read)}, which is read",
                )
        if place.is_relative_to(ROOT):
            if place == RUNS or not place.is_relative_to(RUNS):
                self.problems.add(
                    line, f"inside the project a batch writes below {relative(RUNS)}, not into '{given}'"
                )
        elif not self.allowed(place):
            self.problems.add(
                line, f"output: '{given}' lies outside the project, the plan's folder and the allowed roots"
            )
        if place.is_file() or (place / "run.json").exists():
            self.problems.add(line, f"the output {relative(place)} is a file or a single run's folder")
        return place

    def check_folder(self, folder: Path, node: yaml.Node) -> None:
        """What a run would replace must be a run."""
        if folder.is_file() or (
            folder.is_dir() and any(folder.iterdir()) and not (folder / "run.json").exists()
        ):
            self.problems.add(node, f"{relative(folder)} is there already and is not a run's folder")


def _full_name(name: str, chosen: dict[str, object]) -> str:
    """The run's name with the matrix's values behind it; a long one is cut and told apart by a digest."""
    full = "-".join(filter(None, [name, *(_slug(key, value) for key, value in chosen.items())]))
    if len(full) <= _LONGEST:
        return full
    return f"{full[: _LONGEST - 9]}-{hashlib.sha256(full.encode()).hexdigest()[:8]}"


def _slug(key: str, value: object) -> str:
    text = "_".join(map(str, value)) if isinstance(value, list) else str(value)
    return re.sub(r"[^\w.]+", "-", text).strip("-.") or f"no-{key}"


def _folded(name: str) -> str:
    """A name as file systems compare it that know no capitals."""
    return unicodedata.normalize("NFC", name).casefold()
