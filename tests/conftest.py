"""What all rooms share: the five seeds as read, and what the rules alone propose for them."""

from decimal import Decimal

import pytest
from hypothesis import settings

from vaxclaims import paths, tables
from vaxclaims.extraction import extract_claims, extract_measures
from vaxclaims.reading import read_document, read_seeds

# How long an example takes says something about the machine, not about the project; and a change is judged by the same
# examples wherever its tests run. `--hypothesis-profile search` looks for new ones.
settings.register_profile("project", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, derandomize=False)
settings.load_profile("project")


class Page:
    """One text read and extracted: `row`, `zones`, `view` of the documents table, `claims` as dicts."""

    def __init__(self, text: str, doc_id: str = "page", **given: str):
        self.text = text
        self.row, self.zones, self.warning = read_document(doc_id, text, given)
        self.documents = tables.table("documents", [self.row])
        self.zone_table = tables.table("zones", [{"doc_id": doc_id, **zone._asdict()} for zone in self.zones])

    @property
    def claims(self) -> list[dict]:
        return self._extracted(extract_claims)

    @property
    def measures(self) -> list[dict]:
        return self._extracted(extract_measures)

    def _extracted(self, extract) -> list[dict]:
        found = extract(self.documents, self.zone_table)
        assert found.attrs["left_out"] == []
        return found.to_dict("records")

    def zone_of(self, words: str) -> str:
        """The zone in which the first occurrence of `words` begins."""
        at = self.text.index(words)
        return next(zone.zone for zone in self.zones if zone.start <= at < zone.end)


@pytest.fixture(scope="session")
def read_page():
    """`read_page(text, published='2021-05-25')`: a text as a Page."""
    return Page


@pytest.fixture(scope="session")
def seeds():
    """The documents and zones tables of the five seeds, with what sources.csv says of them."""
    return read_seeds(paths.SEEDS, paths.SOURCES)


@pytest.fixture(scope="session")
def seed_documents(seeds):
    """The seeds' documents rows by the number that their names begin with."""
    return {row["doc_id"][:3]: row for row in seeds[0].to_dict("records")}


@pytest.fixture(scope="session")
def seed_zones(seeds):
    """The seeds' zones by number, each as a list of rows."""
    found: dict[str, list[dict]] = {}
    for row in seeds[1].to_dict("records"):
        found.setdefault(row["doc_id"][:3], []).append(row)
    return found


@pytest.fixture(scope="session")
def seed_claims(seeds):
    """The claims that the rules propose for the seeds, before anybody's decisions."""
    return extract_claims(*seeds)


@pytest.fixture(scope="session")
def seed_measures(seeds):
    return extract_measures(*seeds)


@pytest.fixture(scope="session")
def told(seed_claims):
    """`told('001', place='北京市', value='29705900')`: the seeds' claims with these cells."""
    rows = seed_claims.to_dict("records")

    def find(number: str, **cells) -> list[dict]:
        wanted = {key: Decimal(cell) if key in tables.DECIMALS else cell for key, cell in cells.items()}
        return [
            row for row in rows
            if row["doc_id"].startswith(number) and all(row[key] == cell for key, cell in wanted.items())
        ]

    return find
