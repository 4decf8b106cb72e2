"""The parts of the report from small tables."""

import pytest

from vaxclaims import tables
from vaxclaims.colours import SEVERITIES
from vaxclaims.publishing import report
from vaxclaims.publishing.rendering import write_assets

PLACES = ["北京市"]


@pytest.fixture
def processed(tmp_path):
    """A run's tables: a claim, a measure and a finding of May and of June, and a claim of no known year."""

    def row(number: int, day: str, **cells) -> dict:
        about = {"claim_id": f"page:{number}-9#a", "doc_id": "page", "zone": "body", "place": "北京市"}
        dated = {"status": "stated", "as_of": day, "as_of_precision": "day", "quote_view": f"{number}万剂"}
        return about | dated | cells

    days = {1: "2021-05-23", 2: "2021-06-01", 3: "XXXX-04-11"}
    total = {"indicator": "total_vaccinations", "comparator": "=", "unit": "dose"}
    rows = {
        "documents": [{"doc_id": "page", "text": "文"}],
        "claims": [row(n, day, value=tables.decimal(n), **total) for n, day in days.items()],
        "measures": [row(n, days[n], measure="night_session") for n in (1, 2)],
        "findings": [
            {"severity": "stale", "claims": "page:1-9#a", "message_en": "of May"},
            {"severity": "stale", "claims": "page:1-9#a page:2-9#a", "message_en": "of June"},
        ],
    }
    for name, of_one in rows.items():
        suffix = "parquet" if name == "documents" else "csv"
        tables.write_table(tables.table(name, of_one), tmp_path / f"{name}.{suffix}")
    return tmp_path


def test_a_cut_off_holds_for_claims_measures_and_findings_alike(processed):
    run = report.load(processed, "2021-05")
    assert [len(table) for table in (run.claims, run.measures, run.findings)] == [1, 1, 1]
    assert (len(report.load(processed).claims), len(report.load(processed).findings)) == (3, 2)
    told = report.opening(run, PLACES, "2021-05", "en").data
    assert "up to 2021-05" in told and ">1</a> numerical claims" in told
    assert "of May" in report.findings(run, run.findings, "en").data
    assert "of June" not in report.findings(run, run.findings, "en").data


def test_what_the_cut_off_leaves_out_is_counted(processed):
    cut = report.limits(report.load(processed, "2021-05"), "en").data
    assert "2 claims are of days after the cut-off" in cut
    assert "cut-off" not in report.limits(report.load(processed), "en").data


def test_the_newest_figure_within_the_cut_off_is_told(processed):
    assert "1 doses" in report.said(report.load(processed, "2021"), PLACES, "en").data
    assert "1 doses" not in report.said(report.load(processed, "2020"), PLACES, "en").data


def test_pages_and_charts_give_a_severity_one_colour(tmp_path):
    write_assets(tmp_path / "assets")
    sheet = (tmp_path / "assets" / "style.css").read_text(encoding="utf-8")
    light = sheet[: sheet.index("prefers-color-scheme: dark")]
    assert all(f"--{severity}: {shade};" in light for severity, shade in SEVERITIES.items())
    assert set(SEVERITIES) == {*report.PROBLEMS, "consistent", "not_comparable"}
