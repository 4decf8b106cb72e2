"""The claims of a dataset too large to hold: only those that a figure can show are read into memory.

A dataset is a folder or URL with `claims/*.parquet` and, where there are any, `measures/*.parquet`, as
`scripts/extract.py --engine dask` writes it.
"""

import tempfile

import pandas as pd

from vaxclaims import tables
from vaxclaims.cut_off import beyond, last_day
from vaxclaims.gazetteer import NATION
from vaxclaims.paths import relative, resolve

# A figure of more marks than these, for one place and one thing said of it, cannot be read.
MOST = 40
_MEMORY = "1GB"
# Claims that agree in all of this say the same.
_SAME = {
    "claims": (
        "place indicator value value_high comparator precision unit population vaccine "
        "as_of as_of_start as_of_precision status"
    ),
    "measures": "place measure as_of as_of_precision status",
}
_SUBJECT = {"claims": "indicator", "measures": "measure"}


def load_dataset(location: str, places: list[str], as_of: str = "") -> dict[str, pd.DataFrame]:
    """`claims`, `measures` and `unused` for `compare_places`, out of a dataset of any size.

    Of the claims about `places`, their parts and the nation that may be charted, those that say the same are
    one, the first of them; of each place and indicator at most MOST are taken, those that most documents make.
    `unused` counts the others by reason, with the columns of `left_out`. Raises FileNotFoundError where there
    is no such dataset, ValueError for an `as_of` that is no day, month or year.
    """
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        settings = {"memory_limit": _MEMORY, "temp_directory": folder, "preserve_insertion_order": False}
        connection = duckdb.connect(config=settings)
        try:
            files = _files(connection, location)
            found = {name: _load(connection, name, files[name], places, as_of) for name in files}
        finally:
            connection.close()
    empty = tables.table("measures", []), []
    claims, unused = found["claims"]
    measures, _ = found.get("measures", empty)
    return {"claims": claims, "measures": measures, "unused": unused}


def _files(connection, location: str) -> dict[str, str]:
    """Patterns of the Parquet files of each table that the dataset has."""
    if "://" in str(location):
        import fsspec

        connection.register_filesystem(fsspec.filesystem(location.partition("://")[0]))
        root, shown = location.rstrip("/"), location
    else:
        root, shown = resolve(location).as_posix(), relative(location)
    patterns = {name: f"{root}/{name}/*.parquet" for name in ("claims", "measures")}
    there = {
        name: pattern
        for name, pattern in patterns.items()
        if connection.execute("SELECT count(*) FROM glob(?)", [pattern]).fetchone()[0]
    }
    if "claims" not in there:
        raise FileNotFoundError(f"{shown} is no dataset of claims: it has no claims/*.parquet")
    return there


def _load(connection, name: str, pattern: str, places: list[str], as_of: str):
    """The rows of one table that figures can show, and how many others there are, by reason."""
    source = f"read_parquet('{pattern.replace(chr(39), chr(39) * 2)}')"
    same, subject = ", ".join(_SAME[name].split()), _SUBJECT[name]
    connection.register("dates", _judged_dates(connection, source, last_day(as_of)))
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE judged AS
        WITH judged AS (
            SELECT claim_id, restates, doc_id, start, {same},
                -- the narrowest of the compared places that this one is or lies in
                list_first(list_reverse_sort(list_transform(
                    list_filter($places, lambda p: place = p OR starts_with(place, p || '/')),
                    lambda p: lpad(length(p)::VARCHAR, 4, '0') || p
                ))) AS home,
                CASE
                    WHEN decision = 'rejected' THEN 'rejected'
                    WHEN status IN ('retracted', 'denied') THEN status
                    WHEN zone IN $zones THEN 'zone'
                    WHEN {subject} = 'not_vaccination' THEN 'not_vaccination'
                    WHEN home IS NULL AND place <> $nation THEN 'elsewhere'
                    ELSE coalesce(beyond, '')
                END AS reason
            FROM {source} LEFT JOIN dates USING (as_of, as_of_precision)
        )
        SELECT * EXCLUDE (restates) REPLACE (
            CASE WHEN reason = '' AND restates IN (SELECT claim_id FROM judged WHERE reason = '')
                THEN 'restated' ELSE reason END AS reason
        ) FROM judged
        """,
        {"places": places, "nation": NATION, "zones": list(tables.ASIDE)},
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE chosen AS
        WITH distinct_ AS (
            SELECT arg_min(claim_id, (doc_id, start, claim_id)) AS claim_id, any_value(home) AS home,
                {subject} AS subject, count(DISTINCT doc_id) AS documents
            FROM judged WHERE reason = '' GROUP BY {same}
        )
        SELECT claim_id, row_number() OVER (PARTITION BY home, subject ORDER BY documents DESC, claim_id) AS place
        FROM distinct_
        """
    )
    rows = connection.sql(
        f"SELECT * FROM {source} SEMI JOIN (FROM chosen WHERE place <= {MOST}) USING (claim_id) ORDER BY doc_id, start, claim_id"
    ).to_arrow_table()
    return tables.normalise(rows.to_pandas(), name), _unused(connection)


def _judged_dates(connection, source: str, until: str) -> pd.DataFrame:
    """The dataset's dates that the cut-off leaves out, each with the reason; none without a cut-off."""
    found = f"SELECT DISTINCT as_of, as_of_precision FROM {source} WHERE $cut"
    dates = connection.execute(found, {"cut": bool(until)}).df().to_dict("records")
    rows = [row | {"beyond": beyond(row, until)} for row in dates]
    return pd.DataFrame(rows, columns=["as_of", "as_of_precision", "beyond"], dtype="str")


def _unused(connection) -> pd.DataFrame:
    counts = connection.execute(
        f"""
        SELECT reason, count(*) FROM judged WHERE reason <> '' GROUP BY reason UNION ALL
        SELECT 'same', (SELECT count(*) FROM judged WHERE reason = '') - (SELECT count(*) FROM chosen) UNION ALL
        SELECT 'too_many', count(*) FROM chosen WHERE place > {MOST}
        """
    ).fetchall()
    rows = [
        {"claim_id": "", "place": "", "quote": f"{count} claims", "as_of": "", "reason": reason}
        for reason, count in sorted(counts)
        if count
    ]
    return pd.DataFrame(rows, columns=["claim_id", "place", "quote", "as_of", "reason"], dtype=object)
