"""Every figure's plot by the name of its table, in the order in which a report shows them."""

from vaxclaims.comparison import (
    acceleration,
    agreement,
    arrangements,
    claimed,
    conflicts,
    coverage,
    over_time,
    pace,
    people,
    per_100,
    sources,
    vocabulary,
)
from vaxclaims.comparison.corpus import load_dataset
from vaxclaims.comparison.saving import show
from vaxclaims.paths import require, resolve
from vaxclaims.tables import read_table, table

FIGURES = {
    claimed.NAME: claimed.plot_claims_matrix,
    over_time.NAME: over_time.plot_cumulative_doses,
    per_100.NAME: per_100.plot_doses_per_100,
    people.NAME: people.plot_people,
    pace.NAME: pace.plot_daily_pace,
    acceleration.NAME: acceleration.plot_acceleration,
    arrangements.NAME: arrangements.plot_measures,
    coverage.NAME: coverage.plot_coverage,
    conflicts.NAME: conflicts.plot_conflicts,
    sources.NAME: sources.plot_sources,
    vocabulary.NAME: vocabulary.plot_vocabulary,
    agreement.NAME: agreement.plot_agreement,
}


def draw(name: str, tables: dict, places, language="both", folder="figures"):
    """Draw and save the figure called `name` in every language asked; the picture for a notebook."""
    return show(FIGURES[name], tables[name], places, language, folder)


def load_inputs(processed, reference, corpus="", places=(), as_of="") -> dict:
    """The comparison's inputs from two folders, as keyword arguments of `compare_places`. With a `corpus`, a
    dataset of `scripts/extract.py --engine dask`, its claims about `places` in place of those in `processed`.

    Raises FileNotFoundError that says which notebook makes a missing table. Proposals are optional: without
    them the figure of agreement says so.
    """
    reference = resolve(reference)
    found = {"reference": {path.stem: read_table(path) for path in sorted(reference.glob("*.csv"))}}
    if corpus:
        return found | {"findings": table("findings", [])} | load_dataset(corpus, list(places), as_of)
    processed = resolve(processed)
    found |= {
        name: read_table(require(processed / file, notebook), name)
        for name, (file, notebook) in _INPUTS.items()
    }
    if (processed / "proposed.csv").is_file():
        found["proposed"] = read_table(processed / "proposed.csv", "claims")
    return found


_READ, _ANNOTATE, _CHECK = "01_read_seeds", "02_annotate_claims", "03_check_claims"
_INPUTS = {
    "documents": ("documents.parquet", _READ),
    "zones": ("zones.csv", _READ),
    "claims": ("claims.csv", _ANNOTATE),
    "measures": ("measures.csv", _ANNOTATE),
    "findings": ("findings.csv", _CHECK),
    "bounds": ("bounds.csv", _CHECK),
}
