"""A folder of raw texts to the documents and zones tables."""

import hashlib
from pathlib import Path

import pandas as pd
from tqdm.auto import tqdm

from vaxclaims import paths, tables
from vaxclaims.limits import TooSlow, time_limit, too_slow
from vaxclaims.reading.decoding import Unreadable, check_size, decode
from vaxclaims.reading.documents import read_document

SUFFIXES = (".txt", ".md", ".html", ".htm")


def read_seeds(
    folder: str | Path = paths.SEEDS, sources: str | Path | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The documents and zones tables of every .txt, .md and .html file below `folder`.

    `sources` is a CSV that says what is known of each file (columns file, sha256, title, outlet, host, kind,
    url, published); without one, what the pages themselves say is used. `documents.attrs["left_out"]` lists
    files that could not be read and remarks on those that could, as {name, reason}. Raises FileNotFoundError
    when `folder` is not there and ValueError when not one file in it can be read.
    """
    folder = paths.resolve(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"{paths.relative(folder)}: no such folder of texts")
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    left_out: list[dict] = []
    known = read_sources(sources, left_out)
    rows, zones = [], []
    for path in tqdm(_without_collisions(files, folder, left_out), desc="reading", unit="file", disable=None):
        name = path.relative_to(folder).as_posix()
        try:
            with time_limit():
                row, found = read_file(path, name, known.get(name), left_out)
        except (Unreadable, OSError) as error:
            left_out.append({"name": name, "reason": str(error)})
            continue
        except TooSlow:
            left_out.append({"name": name, "reason": too_slow("read")})
            continue
        rows.append(row)
        zones += [{"doc_id": row["doc_id"], **zone._asdict()} for zone in found]
    left_out += [
        {"name": name, "reason": "named in the sources table but not in the folder"}
        for name in known
        if not (folder / name).is_file()
    ]
    if not rows:
        reasons = "; ".join(f"{entry['name']}: {entry['reason']}" for entry in left_out)
        raise ValueError(
            f"{paths.relative(folder)}: no readable .txt, .md or .html file"
            + (f" ({reasons})" if reasons else "")
        )
    documents = tables.table("documents", rows)
    documents.attrs["left_out"] = left_out
    return documents, tables.table("zones", zones)


def read_sources(path: str | Path | None, left_out: list[dict]) -> dict[str, dict]:
    """What is known of each file, by its name; empty without a table. A table that cannot be read is
    listed in `left_out`."""
    if not path or not paths.resolve(path).is_file():
        return {}
    try:
        frame = tables.read_table(paths.resolve(path))
    except (ValueError, OSError) as error:
        left_out.append({"name": paths.relative(path), "reason": f"not a readable CSV: {error}"})
        return {}
    if "file" not in frame.columns:
        left_out.append({"name": paths.relative(path), "reason": "has no column `file`"})
        return {}
    return {row["file"]: row for row in frame.to_dict("records")}


def read_file(path: Path, name: str, known: dict | None, left_out: list[dict]) -> tuple[dict, list]:
    """A documents row and the zones of one file. `name` is what the file is called where it is shown, `known`
    what a person has written down of it. Raises Unreadable or OSError; remarks go to `left_out`."""
    check_size(path.stat().st_size)
    data = path.read_bytes()
    decoded = decode(data)
    digest = hashlib.sha256(data).hexdigest()
    if known and known.get("sha256") and known["sha256"] != digest:
        left_out.append(
            {
                "name": name,
                "reason": "its text is not the one the sources table describes (sha256 differs); "
                "that row was not used",
            }
        )
        known = None
    row, zones, warning = read_document(path.stem, decoded.text, known)
    if warning:
        left_out.append({"name": name, "reason": f"{warning}; its lines were read as furniture"})
    return row | {"path": name, "sha256": digest, "encoding": decoded.encoding}, zones


def _without_collisions(files: list[Path], folder: Path, left_out: list[dict]) -> list[Path]:
    """`files` below `folder` less those whose doc_id an earlier one has."""
    kept: dict[str, Path] = {}
    for path in files:
        if path.stem in kept:
            first = kept[path.stem].relative_to(folder).as_posix()
            reason = f"its doc_id, {path.stem}, is that of {first}; rename one of them"
            left_out.append({"name": path.relative_to(folder).as_posix(), "reason": reason})
        else:
            kept[path.stem] = path
    return list(kept.values())
