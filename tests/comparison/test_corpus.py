"""Claims out of a dataset of any size: those that a figure can show, and how many others there are."""

import json
import subprocess
import sys

import duckdb
import pandas as pd
import pytest

from vaxclaims import tables
from vaxclaims.comparison import compare_places, corpus, load_inputs, usable
from vaxclaims.paths import DATA, NOTEBOOKS

REFERENCE = DATA / "reference"


@pytest.fixture
def write_dataset(tmp_path):
    """`write_dataset(claims, measures)`: a dataset of two parts."""

    def write(claims, measures=()):
        for name, rows in (("claims", list(claims)), ("measures", list(measures))):
            (tmp_path / name).mkdir()
            for number, part in enumerate((rows[::2], rows[1::2])):
                tables.write_table(tables.table(name, part), tmp_path / name / f"part-{number:06d}.parquet")
        return str(tmp_path)

    return write


def unused(found) -> dict[str, str]:
    return dict(zip(found["unused"]["reason"], found["unused"]["quote"], strict=True))


def test_a_small_dataset_gives_the_figures_that_its_tables_give(write_dataset, inputs, places):
    live = inputs["claims"].to_dict("records")
    folder = write_dataset(live, inputs["measures"].to_dict("records"))
    found = load_inputs("", REFERENCE, folder, places)
    small = compare_places(**found | {"reference": inputs["reference"]}, places=places)
    claims, measures = (
        tables.normalise(pd.read_parquet(f"{folder}/{name}"), name) for name in ("claims", "measures")
    )
    whole = compare_places(
        claims, tables.table("findings", []), places, measures=measures, reference=inputs["reference"]
    )
    for name in whole.keys() - {"left_out"}:
        left, right = (sorted(map(str, table.to_dict("records"))) for table in (small[name], whole[name]))
        assert left == right, name


def test_claims_that_say_the_same_are_one_and_the_others_are_counted(write_dataset, new_claim, places):
    said = [new_claim("北京市", "total_vaccinations", 100, "2021-05-23", doc=f"d{n}") for n in range(5)]
    other = [
        new_claim("北京市", "total_vaccinations", 100, "2021-05-24", doc="d9"),
        new_claim("浙江省", "total_vaccinations", 100, "2021-05-24"),
        new_claim("北京市", "total_vaccinations", 7, "2021-05-24", zone="related"),
        new_claim("北京市", "total_vaccinations", 8, "2021-05-24", decision="rejected"),
        new_claim("北京市", "total_vaccinations", 9, "2021-05-24", status="retracted"),
    ]
    root = new_claim("北京市/大兴区", "sites", 9, unit="site")
    again = new_claim("北京市/大兴区", "sites", 9, unit="site", restates=root["claim_id"])
    found = load_inputs("", REFERENCE, write_dataset([*said, *other, again, root]), places)
    assert list(found["claims"]["claim_id"]) == [row["claim_id"] for row in (root, said[0], other[0])]
    assert unused(found) == {
        "same": "4 claims", "elsewhere": "1 claims", "zone": "1 claims", "rejected": "1 claims",
        "retracted": "1 claims", "restated": "1 claims",
    }
    shown = compare_places(**found, places=places)["left_out"]
    assert "4 claims" in set(shown["quote"])


def test_a_date_leaves_out_what_is_later_or_has_none(write_dataset, new_claim, places):
    days = ["2021-05-01", "2021-06-01", "", "XXXX-04-11"]
    rows = [new_claim("北京市", "total_vaccinations", n, day) for n, day in enumerate(days, 1)]
    found = load_inputs("", REFERENCE, write_dataset(rows), places, "2021-05-31")
    assert list(found["claims"]["as_of"]) == ["2021-05-01"]
    assert unused(found) == {"after": "1 claims", "undated": "2 claims"}


def test_a_cut_off_means_the_same_for_a_dataset_as_for_a_table(write_dataset, new_claim, places):
    days = {"2021-05-31": "month", "2021-05-30": "day", "2021-06-01": "day", "2021-12-31": "year", "": "none"}
    rows = [
        new_claim("北京市", "sites", n, day, as_of_precision=precision)
        for n, (day, precision) in enumerate(days.items(), 1)
    ]
    found = load_inputs("", REFERENCE, write_dataset(rows), places, "2021-05")
    facts, left_out = usable.facts(tables.table("claims", rows), None, places, "2021-05")
    assert sorted(found["claims"]["claim_id"]) == sorted(facts["claim_id"]) and len(facts) == 2
    assert unused(found) == {reason: f"{n} claims" for reason, n in left_out["reason"].value_counts().items()}


def test_of_too_many_those_that_most_documents_make_are_taken(write_dataset, new_claim, places, monkeypatch):
    monkeypatch.setattr(corpus, "MOST", 2)
    rows = [
        new_claim("北京市", "total_vaccinations", value, "2021-05-01", doc=f"d{value}-{n}")
        for value, times in ((1, 1), (2, 3), (3, 1), (4, 2)) for n in range(times)
    ]
    rows.append(new_claim("上海市", "total_vaccinations", 5, "2021-05-01"))
    found = load_inputs("", REFERENCE, write_dataset(rows), places)
    assert sorted(map(int, found["claims"]["value"])) == [2, 4, 5]
    assert unused(found) == {"same": "3 claims", "too_many": "2 claims"}


def test_places_of_any_name_are_values_and_never_code(write_dataset, new_claim):
    folder = write_dataset([new_claim("北京市", "total_vaccinations", 1)])
    assert load_inputs("", REFERENCE, folder, ["'; DROP TABLE x; --"])["claims"].empty
    assert len(load_inputs("", REFERENCE, folder, ["北京市/东城区", "北京市"])["claims"]) == 1


def test_a_folder_that_holds_no_dataset_is_named(tmp_path, places):
    with pytest.raises(FileNotFoundError, match="is no dataset of claims"):
        load_inputs("", REFERENCE, str(tmp_path), places)


# ---- a million

_ROWS = """
    COPY (
        SELECT 'd' || (i // 5) || ':' || i || '-' || (i + 8) AS quote_id, 'd' || (i // 5) || ':' || i || '#x' AS claim_id,
            'd' || (i // 5) AS doc_id, 'body' AS zone, i AS start, i + 8 AS end, '1333.39万剂' AS quote,
            '1333.39万剂' AS quote_view, repeat('截至当天，全市累计接种新冠疫苗，', 8) AS context,
            ['北京市', '上海市', '湖北省', '四川省', '浙江省', '北京市/大兴区', '四川省/成都市'][1 + (hash(i) % 7)::BIGINT] AS place,
            '110000' AS place_code,
            ['total_vaccinations', 'people_vaccinated', 'daily_vaccinations', 'daily_capacity',
             'coverage_first_dose'][1 + (hash(i + 1) % 5)::BIGINT] AS indicator,
            (CASE hash(i + 1) % 5 WHEN 4 THEN hash(i + 2) % 100 ELSE hash(i + 2) % 100000 * 100 END)::DECIMAL(38, 6)
            AS value,
            NULL::DECIMAL(38, 6) AS value_high, '=' AS comparator, 1::DECIMAL(38, 6) AS precision,
            CASE hash(i + 1) % 5 WHEN 1 THEN 'person' WHEN 4 THEN 'percent' ELSE 'dose' END AS unit,
            CASE WHEN hash(i + 1) % 5 = 4 THEN '18+' ELSE '' END AS population, '' AS vaccine,
            strftime(DATE '2021-03-01' + (hash(i + 3) % 200)::INTEGER, '%Y-%m-%d') AS as_of, '' AS as_of_start,
            'day' AS as_of_precision, 'explicit' AS as_of_basis, 'stated' AS status, '' AS restates, 'r@1' AS rule,
            'rule' AS origin, 'pending' AS decision, '' AS coder
        FROM range({start}, {end}) t(i)
    ) TO '{path}' (FORMAT parquet)
"""
_RUN = """
import json, sys, psutil, threading
notebook, corpus, folder = sys.argv[1:]
most, over = [0], threading.Event()
def look():
    while not over.wait(0.05):
        most[0] = max(most[0], psutil.Process().memory_info().rss)
threading.Thread(target=look, daemon=True).start()
names = {}
for cell in json.load(open(notebook, encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        exec("".join(cell["source"]), names)
        if "parameters" in cell["metadata"].get("tags", []):
            names |= {"corpus": corpus, "figures": folder, "language": "en"}
over.set()
print(json.dumps({"most": most[0], "claims": len(names["inputs"]["claims"])}))
"""


def run_notebook(folder, count: int) -> dict:
    """What the notebook took on a dataset of `count` claims, in a process of its own."""
    (folder / f"{count}" / "claims").mkdir(parents=True)
    step = max(count // 20, 1)
    for number, start in enumerate(range(0, count, step)):
        path = (folder / f"{count}" / "claims" / f"part-{number:06d}.parquet").as_posix()
        duckdb.execute(_ROWS.format(start=start, end=start + step, path=path))
    arguments = [NOTEBOOKS / "04_compare_places.ipynb", folder / f"{count}", folder / f"{count}" / "figures"]
    done = subprocess.run([sys.executable, "-c", _RUN, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_the_notebook_opens_on_a_million_claims_in_hardly_more_memory_than_on_a_thousand(tmp_path):
    small, large = run_notebook(tmp_path, 2000), run_notebook(tmp_path, 1_000_000)
    print(small, large)
    assert 100 < large["claims"] < 2000
    assert large["most"] < small["most"] + 1.5 * 2**30, "DuckDB's gigabyte and some room"
