"""The numbers of a run that are set beside another run's."""

import pytest

from vaxclaims import tables
from vaxclaims.publishing.batch.key_figures import key_figures


@pytest.fixture
def newest(tmp_path):
    """The newest total of Beijing in a run with two, of which contradictions suspect those named."""

    def read(*suspects: str) -> tuple[str, str]:
        def claim(number: int, day: str) -> dict:
            about = {"claim_id": f"page:{number}-9#a", "doc_id": "page", "zone": "body", "place": "北京市"}
            total = {"indicator": "total_vaccinations", "value": tables.decimal(number), "unit": "dose"}
            return about | total | {"status": "stated", "as_of": day, "as_of_precision": "day"}

        rows = {
            "documents": [{"doc_id": "page", "text": "文"}],
            "claims": [claim(40, "2021-10-13"), claim(42, "2021-10-25")],
            "measures": [],
            "findings": [
                {"severity": "contradiction", "claims": "page:40-9#a page:42-9#a", "suspect": suspect}
                for suspect in suspects
            ],
        }
        for name, of_one in rows.items():
            suffix = "parquet" if name == "documents" else "csv"
            tables.write_table(tables.table(name, of_one), tmp_path / f"{name}.{suffix}")
        (figure,) = key_figures(tmp_path, ["北京市"], "")["newest"]
        return figure["amount_en"], figure["when_en"]

    return read


def test_the_newest_figure_is_told(newest):
    assert newest() == ("42 doses", "2021-10-25")


def test_a_figure_that_a_contradiction_suspects_gives_way_to_an_older_one(newest):
    assert newest("page:42-9#a") == ("40 doses", "2021-10-13")


def test_the_newest_is_marked_where_every_figure_is_disputed(newest):
    assert newest("") == ("42 doses", "2021-10-25, disputed")
