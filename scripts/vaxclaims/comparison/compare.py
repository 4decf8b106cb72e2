"""All comparison tables at once: one per figure, each with every number that its figure draws."""

import pandas as pd

from vaxclaims import tables
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
    usable,
    vocabulary,
)
from vaxclaims.cut_off import findings_within, within
from vaxclaims.gazetteer import require_places
from vaxclaims.paths import LEXICON


def compare_places(
    claims,
    findings,
    places,
    as_of="",
    *,
    measures=None,
    bounds=None,
    documents=None,
    proposed=None,
    zones=None,
    reference=None,
    unused=None,
    lexicon=LEXICON,
) -> dict[str, pd.DataFrame]:
    """One table per figure, by the figure's name, and `left_out`: the claims that no figure uses, with
    reasons.

    `places` are full official names; `as_of` is a day, month or year (ISO) after whose end claims are left
    out, with the findings that rest on them, '' for none;
    `reference` maps census2020 and national_doses to their tables; `unused` are rows of `left_out` that are
    known already; `lexicon` is a user dictionary for jieba.
    A table that is None counts as empty. Raises ValueError for an `as_of` that is no date and for an unknown
    place.
    """
    require_places(places, also=set(claims["place"]))
    measures, bounds, zones, findings = (
        tables.table(name, []) if given is None else given
        for name, given in (
            ("measures", measures),
            ("bounds", bounds),
            ("zones", zones),
            ("findings", findings),
        )
    )
    census, national = ((reference or {}).get(name) for name in ("census2020", "national_doses"))
    facts, left_out = usable.facts(claims, documents, places, as_of)
    wordings = usable.wordings(measures, documents, places, as_of)
    findings, bounds = findings_within(findings, claims, as_of), within(bounds, as_of)
    doubtful = usable.disputed(findings)
    return {
        "left_out": left_out if unused is None else pd.concat([unused, left_out], ignore_index=True),
        claimed.NAME: claimed.claims_matrix(facts, places),
        over_time.NAME: over_time.cumulative_doses(facts, bounds, national, places, doubtful),
        per_100.NAME: per_100.doses_per_100(facts, census, places),
        people.NAME: people.people(facts, places),
        pace.NAME: pace.daily_pace(facts, census, places, doubtful),
        acceleration.NAME: acceleration.acceleration(facts),
        arrangements.NAME: arrangements.measures_matrix(wordings, places),
        coverage.NAME: coverage.coverage(facts, places),
        conflicts.NAME: conflicts.conflicts(findings, claims, documents, places),
        sources.NAME: sources.sources(claims, facts, left_out, findings, documents),
        vocabulary.NAME: vocabulary.vocabulary(documents, zones, facts, wordings, places, lexicon),
        agreement.NAME: agreement.agreement(proposed, claims),
    }
