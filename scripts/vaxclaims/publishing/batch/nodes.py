"""YAML read as nodes, which know their lines, so that whatever is wrong is told with its own."""

import difflib
from pathlib import Path

import yaml

from vaxclaims.publishing.parameters import ParameterError


class PlanError(ValueError):
    """What is wrong with a plan, a line `runs.yml:12: …` for each thing."""


class Problems:
    """Gathers what is wrong with the file `name`, so that all of it is told at once."""

    def __init__(self, name: str):
        self.name = name
        self.lines: dict[str, int] = {}

    def add(self, node: yaml.Node, reason: str) -> None:
        line = node.start_mark.line + 1
        self.lines[f"{self.name}:{line}: {reason}"] = line

    def tell(self) -> None:
        """Raises PlanError, in the order of the lines, if anything is wrong."""
        if self.lines:
            raise PlanError("\n".join(sorted(self.lines, key=self.lines.get)))


def compose(path: Path) -> yaml.MappingNode:
    """The file's one mapping. Raises PlanError when it cannot be read as such."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise PlanError(f"{path.name}: {error.strerror}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        reason = getattr(error, "problem", None) or " ".join(str(error).split())
        raise PlanError(f"{path.name}{line}: not YAML: {reason}") from None
    if not isinstance(node, yaml.MappingNode):
        raise PlanError(f"{path.name}:1: a plan is a mapping")
    return node


def entries(node: yaml.Node | None, what: str, known, problems: Problems) -> dict[str, yaml.Node]:
    """The entries of a mapping; a key that is not `known`, or there twice, is a problem. `what` says what a
    known key is: 'a parameter of the notebooks'."""
    found: dict[str, yaml.Node] = {}
    if node is None:
        return found
    if not isinstance(node, yaml.MappingNode):
        problems.add(node, f"here belongs a mapping, each key {what}: {', '.join(sorted(known))}")
        return found
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "…"
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1, cutoff=0)
            problems.add(
                key,
                f"'{name}' is not {what}; the nearest is '{nearest[0]}' (all: {', '.join(sorted(known))})",
            )
        elif name in found:
            problems.add(key, f"'{name}' is there twice")
        else:
            found[name] = value
    return found


def items(node: yaml.Node | None) -> list[yaml.Node]:
    """The members of a list; nothing for anything else."""
    return node.value if isinstance(node, yaml.SequenceNode) else []


def plain(node: yaml.Node, default: object) -> object:
    """A scalar or a list of them as Python's. Where the default is text, a date or a number stays as written,
    so that `as_of: 2021-05-31` and a folder called 2021 need no quotes. Raises ParameterError."""
    if isinstance(node, yaml.SequenceNode):
        example = default[0] if isinstance(default, list) and default else ""
        return [_scalar(child, example) for child in node.value]
    return _scalar(node, default)


def _scalar(node: yaml.Node, default: object) -> object:
    kind = node.tag.rpartition(":")[2]
    if not isinstance(node, yaml.ScalarNode) or kind not in (
        "str",
        "timestamp",
        "int",
        "float",
        "bool",
        "null",
    ):
        raise ParameterError("a value is text, a number, true or false, or a list of these")
    if kind in ("str", "timestamp") or (kind == "int" and isinstance(default, str)):
        return node.value
    value = yaml.constructor.SafeConstructor().construct_object(node)
    if value is None and default is not None:
        raise ParameterError("there is no value here")
    return value
