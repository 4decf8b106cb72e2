"""The checker on growing tables, beside an empty notebook run by papermill."""

import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from vaxclaims import gazetteer, tables
from vaxclaims.benchmarks.texts import best
from vaxclaims.checking import check_claims
from vaxclaims.identity import claim_id, quote_id

# A table of many places with a few dozen claims each is what a year of newspapers gives.
PER_PLACE = 25
TIMES, TARGET = 10, 12


def checking(texts: list[dict], repeat: int):
    """Seconds for 1 000 and 10 000 claims, and for an empty notebook."""
    small, large = make_claims(1000), make_claims(1000 * TIMES)
    seconds = best(lambda: check_claims(small), min(repeat, 3))
    start = time.perf_counter()
    check_claims(large)
    grown = time.perf_counter() - start
    empty = best(_empty_notebook, min(repeat, 3))
    yield f"{len(small):6d} claims {seconds:7.2f} s"
    yield f"{len(large):6d} claims {grown:7.2f} s, {grown / seconds:.1f} times as long; target: at most {TARGET}"
    yield f"an empty notebook by papermill {empty:7.2f} s, {empty / seconds:.1f} times as long as 1 000 claims; target: more than 1"


def make_claims(count: int):
    """A claims table of `count` consistent cumulative totals, people and full courses in many places."""
    paths = [place.path for place in gazetteer.places().values() if place.level == "district"]
    rows = []
    for number in range(count):
        path, step = paths[number // PER_PLACE % len(paths)], number % PER_PLACE
        indicator = ("total_vaccinations", "people_vaccinated", "people_fully_vaccinated")[step % 3]
        value = Decimal(10_000 * (step // 3 + 1)) * (20, 12, 8)[step % 3] / 10
        row = {
            "doc_id": f"d{number // PER_PLACE}", "zone": "body", "start": step * 20, "end": step * 20 + 8, "quote": str(value),
            "quote_view": str(value), "context": str(value), "place": path, "place_code": gazetteer.code_of(path),
            "indicator": indicator, "value": value, "comparator": "=", "precision": Decimal(1),
            "unit": "dose" if step % 3 == 0 else "person", "as_of": (date(2021, 3, 1) + timedelta(days=step // 3 * 5)).isoformat(),
            "as_of_precision": "day", "as_of_basis": "explicit", "status": "stated", "origin": "rule", "decision": "pending",
        }
        row["quote_id"] = quote_id(row["doc_id"], row["start"], row["end"])
        row["claim_id"] = claim_id(row["doc_id"], row["start"], row["end"], row)
        rows.append(row)
    return tables.table("claims", rows)


def _empty_notebook() -> None:
    import nbformat
    import papermill

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("pass")])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    with tempfile.TemporaryDirectory() as folder:
        nbformat.write(notebook, Path(folder) / "in.ipynb")
        papermill.execute_notebook(str(Path(folder) / "in.ipynb"), str(Path(folder) / "out.ipynb"), progress_bar=False)
