"""Where inputs and datasets lie: a path of this machine, or a URL that fsspec knows (s3://, gs://, https://, …)."""

import glob
import io
import os
from pathlib import Path
from typing import NamedTuple

_BUFFER = 1 << 20


class InputError(ValueError):
    """An input that cannot be used at all; the message names it and says why."""


class File(NamedTuple):
    """One file of an input: where it lies, what it is called where it is shown, its bytes, and a stamp that
    changes when its content does."""

    location: str
    name: str
    size: int
    stamp: str


def is_url(location: str | Path) -> bool:
    return "://" in str(location)


def opened(location: str):
    """The file at `location`, open for reading bytes."""
    if not is_url(location):
        return open(location, "rb")
    fs, path = filesystem(location)
    return io.BufferedReader(fs.open(path, "rb"), _BUFFER)


def filesystem(location: str):
    """The fsspec file system of a location and the location's path in it. Raises InputError where there is no
    driver for it."""
    import fsspec

    try:
        return fsspec.core.url_to_fs(location)
    except (ImportError, ValueError) as error:
        raise InputError(f"{location}: {error}") from None


def is_folder(location: str) -> bool:
    if not is_url(location):
        return Path(location).is_dir()
    fs, path = filesystem(location)
    return fs.isdir(path)


def files_of(location: str) -> list[File]:
    """What an input names, in order: the one file, the files that a pattern (`*`, `?`, `[…]`, `**`) matches,
    or all files below a folder. Raises InputError where there is none."""
    try:
        found = _urls(location) if is_url(location) else _paths(location)
    except InputError:
        raise
    except Exception as error:  # every store has its own errors
        raise InputError(f"{location}: cannot be reached: {error}") from None
    if found is None:
        raise InputError(f"{location}: " + ("no file matches" if has_pattern(location) else "not there"))
    return found


def has_pattern(location: str) -> bool:
    return glob.has_magic(location) and not (not is_url(location) and Path(location).exists())


def _paths(location: str) -> list[File] | None:
    path = Path(location)
    if path.is_dir():
        root, found = path, [below for below in sorted(path.rglob("*")) if below.is_file()]
    elif path.is_file():
        root, found = path.parent, [path]
    elif has_pattern(location):
        matched = sorted(map(Path, glob.glob(location, recursive=True)))
        root, found = Path(_fixed_part(location, os.sep)), [match for match in matched if match.is_file()]
    else:
        found = []
    if not found and not path.is_dir():
        return None
    return [_file(below, root) for below in found]


def _file(path: Path, root: Path) -> File:
    status = path.stat()
    # Workers may stand in another folder than the one who starts them.
    return File(str(path.absolute()), path.relative_to(root).as_posix(), status.st_size, str(status.st_mtime_ns))


def _urls(location: str) -> list[File] | None:
    fs, path = filesystem(location)
    if has_pattern(location):
        root, found = _fixed_part(path, "/"), fs.glob(path, detail=True)
    elif fs.isdir(path):
        root, found = path, fs.find(path, detail=True)
    elif fs.exists(path):
        root, found = path.rpartition("/")[0], {path: fs.info(path)}
    else:
        return None
    files = [
        File(fs.unstrip_protocol(name), name.removeprefix(root).lstrip("/"), info.get("size") or 0, _stamp(info))
        for name, info in sorted(found.items()) if info["type"] == "file"
    ]
    return None if has_pattern(location) and not files else files


def _stamp(info: dict) -> str:
    return str(next((info[key] for key in ("ETag", "etag", "md5Hash", "mtime", "LastModified") if info.get(key)), ""))


def _fixed_part(pattern: str, separator: str) -> str:
    """The folder of a pattern before its first wildcard."""
    steps = pattern.replace("/", separator).split(separator)
    wild = next(number for number, step in enumerate(steps) if glob.has_magic(step))
    return separator.join(steps[:wild]) or ("/" if pattern.startswith("/") else "." if separator == os.sep else "")
