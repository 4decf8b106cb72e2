"""What a notebook's tagged cell declares, and how a value given as text is read for it.

papermill's own reader is a regular expression that misses annotated and wrapped lines, and it lets unknown
names and wrong types pass; here the cell is parsed as Python, and both are errors before a kernel starts.
"""

import ast
import difflib
import math
import re
from pathlib import Path

import nbformat

from vaxclaims.cut_off import last_day
from vaxclaims.gazetteer import require_places

# The parameters that name a file or folder: what a run reads, and what its own folder decides.
READ, PLACED = ("seeds", "sources", "annotations", "reference", "corpus"), ("processed", "figures")
LANGUAGES, BOTH = ("en", "zh"), "both"
_TRUE, _FALSE = {"true", "yes", "1"}, {"false", "no", "0"}


class ParameterError(ValueError):
    """A parameter that no notebook has, or a value that does not fit it; the message is for the user."""


def declared(notebook: str | Path) -> dict[str, object]:
    """The names and defaults of the cell tagged `parameters`, in its order.

    Raises ParameterError when the notebook has no such cell or the cell holds anything but literals.
    """
    path = Path(notebook)
    for cell in nbformat.read(path, as_version=4).cells:
        if "parameters" in cell.metadata.get("tags", []):
            return dict(_assignment(node, path.name) for node in ast.parse(cell.source).body)
    raise ParameterError(f"{path.name} has no cell tagged 'parameters'")


def _assignment(node: ast.stmt, notebook: str) -> tuple[str, object]:
    targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
    try:
        if len(targets) == 1 and isinstance(targets[0], ast.Name):
            return targets[0].id, ast.literal_eval(node.value)
    except (ValueError, AttributeError, TypeError):
        pass
    raise ParameterError(f"{notebook}: line {node.lineno} of the parameters cell is not `name = literal`")


def declared_by_all(notebooks) -> dict[str, object]:
    """One dict for several notebooks. A run's `language` is 'both' unless it is chosen.

    Raises ParameterError when two disagree on a default.
    """
    merged: dict[str, object] = {}
    for notebook in notebooks:
        for name, default in declared(notebook).items():
            default = BOTH if name == "language" else default
            if merged.setdefault(name, default) != default:
                raise ParameterError(
                    f"{Path(notebook).name}: the default of {name} differs from another notebook's"
                )
    return merged


def read_values(given: dict[str, object], defaults: dict[str, object]) -> dict[str, object]:
    """`given` with every text read as the type of its default; values of the right type pass as they are.

    Raises ParameterError for an unknown name (with the nearest real one) and for an ill-typed value.
    """
    return {name: _checked(name, _read(name, value, defaults)) for name, value in given.items()}


def _read(name: str, value: object, defaults: dict[str, object]) -> object:
    if name not in defaults:
        nearest = difflib.get_close_matches(name, defaults, n=1, cutoff=0)
        hint = f"; the nearest is '{nearest[0]}' (all: {', '.join(sorted(defaults))})" if nearest else ""
        raise ParameterError(f"no notebook has a parameter '{name}'{hint}")
    default = defaults[name]
    if isinstance(value, str):
        return _from_text(name, value, default)
    kind = type(default)
    if (
        default is not None
        and value is not None
        and (type(value) is not kind)
        and (kind, type(value)) != (float, int)
    ):
        raise ParameterError(f"{name} takes {_kind(default)}, not {value!r}")
    if isinstance(value, list) and default and any(type(member) is not type(default[0]) for member in value):
        raise ParameterError(f"{name} takes a list in which each is like {default[0]!r}, not {value!r}")
    return value


def _from_text(name: str, text: str, default: object) -> object:
    try:
        if isinstance(default, bool):
            return _boolean(text)
        if isinstance(default, int):
            return int(text)
        if isinstance(default, float):
            return _finite(text)
        if isinstance(default, list):
            example = default[0] if default else ""
            return [_from_text(name, part, example) for part in split_list(text)]
        if default is None:
            return None if text.lower() in ("", "none") else text
    except ValueError:
        raise ParameterError(f"{name} takes {_kind(default)}, not '{text}'") from None
    return text


def split_list(text: str) -> list[str]:
    """The members of a list given as text, separated by commas, Chinese ones too."""
    return [part.strip() for part in re.split("[,，]", text) if part.strip()]


def _boolean(text: str) -> bool:
    if text.lower() not in _TRUE | _FALSE:
        raise ValueError(text)
    return text.lower() in _TRUE


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _kind(default: object) -> str:
    if isinstance(default, list):
        return f"a comma-separated list ({_kind(default[0] if default else '')} each)"
    names = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}
    return names.get(type(default), "text")


def _checked(name: str, value: object) -> object:
    """Two names mean the same in every notebook, so a bad value is refused before the first one runs."""
    if name == "language" and value not in (*LANGUAGES, BOTH):
        raise ParameterError(f"language takes 'en', 'zh' or 'both', not '{value}'")
    try:
        if name == "as_of":
            last_day(value)
        if name == "places":
            require_places(value)
    except ValueError as error:
        raise ParameterError(str(error)) from None
    return value
