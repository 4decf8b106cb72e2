"""The decisions kept for the seeds, and the facts that they must agree with."""

from decimal import Decimal

import pytest

from tests.annotation.conftest import document, documents
from vaxclaims import codebook, paths, tables
from vaxclaims.annotation.decisions import ADJUDICATED, read_decisions
from vaxclaims.annotation.merging import apply_decisions, decision_report, gold
from vaxclaims.annotation.pairing import COMPARED


@pytest.fixture(scope="module")
def seeds():
    pages = []
    for path in sorted(paths.SEEDS.glob("*.txt")):
        pages.append(document(path.stem, path.read_bytes().decode()))
    return documents(*pages)


@pytest.fixture(scope="module")
def decisions():
    return read_decisions(paths.ANNOTATIONS)


@pytest.fixture(scope="module")
def claims(seeds, decisions):
    return gold(decisions, seeds, "claims")


def test_every_line_can_be_used(decisions, seeds):
    assert decisions.attrs["problems"] == []
    merged = [gold(decisions, seeds, kind) for kind in ("claims", "measures")]
    assert not set(decision_report(*merged)["status"]) & {"problem", "drifted"}


def test_both_coders_worked_blind_and_every_difference_has_its_cause(decisions):
    coders = decisions[decisions["coder"] != ADJUDICATED]
    assert (
        set(coders["mode"]) == {"blind"} and set(coders["rules"]) == {""} and coders["coder"].nunique() == 2
    )
    fields = [*COMPARED["claims"], "measure", "restates"]
    seen: dict[tuple, list] = {}
    for row in coders.to_dict("records"):
        key = (
            row["doc_id"],
            row["start"],
            row["end"],
            row["claim"].get("indicator", row["claim"].get("measure")),
            row["claim"]["place"],
        )
        cells = tuple((bool if field == "restates" else str)(row["claim"].get(field, "")) for field in fields)
        seen.setdefault(key, []).append(cells)
    differing = {key for key, cells in seen.items() if len(cells) < 2 or len(set(cells)) > 1}
    judged = decisions[(decisions["coder"] == ADJUDICATED) & (decisions["cause"] != "")]
    covered = {
        (row["doc_id"], row["claim"].get("indicator", row["claim"].get("measure")), row["claim"]["place"])
        for row in judged.to_dict("records")
    }
    assert {(key[0], *key[3:]) for key in differing} == covered
    assert set(judged["cause"]) <= set(codebook.codes("disagreement_causes"))


@pytest.mark.parametrize(
    "place, indicator, as_of, value, comparator",
    [
        ("北京市", "total_vaccinations", "2021-03-25", "13333900", "="),
        ("北京市", "people_vaccinated", "2021-03-25", "8324300", "="),
        ("北京市", "people_fully_vaccinated", "2021-03-25", "5009600", "="),
        ("北京市", "people_partly_vaccinated", "2021-03-25", "3314700", "="),
        ("北京市", "total_vaccinations", "2021-05-23", "29705900", "="),
        ("北京市", "people_vaccinated", "2021-05-23", "16217800", "="),
        ("北京市", "total_vaccinations", "2021-06-30", "20000000", ">"),
        ("上海市", "total_vaccinations", "2021-05-23", "23798400", "="),
        ("湖北省", "total_vaccinations", "2021-05-24", "30080000", ">"),
        ("四川省", "daily_vaccinations", "2021-05-25", "2000000", ">"),
        ("全国", "total_vaccinations", "2021-05-23", "510858000", "="),
        ("全国", "milestone_interval", "2021-05-24", "7", "="),
    ],
)
def test_the_facts_of_the_seeds(claims, place, indicator, as_of, value, comparator):
    found = claims[
        (claims["place"] == place)
        & (claims["indicator"] == indicator)
        & (claims["as_of"] == as_of)
        & (claims["restates"] == "")
        & (claims["population"] == "")
    ]
    assert list(zip(found["value"], found["comparator"])) == [(Decimal(value), comparator)]


def test_hubei_shares_add_to_a_hundred(claims):
    shares = claims[(claims["place"] == "湖北省") & (claims["indicator"] == "dose_share")]
    assert dict(zip(shares["population"], shares["value"])) == {
        "第一剂": Decimal("68.6"),
        "第二剂": Decimal("31.4"),
    }


def test_shanghai_is_said_twice_one_claim_and_one_restatement(claims):
    said = claims[(claims["place"] == "上海市") & (claims["value"] == Decimal("23798400"))]
    assert list(said["restates"]) == ["", said["claim_id"].iloc[0]]


def test_no_seed_gives_a_cumulative_total_for_sichuan(claims):
    sichuan = claims[claims["place"].str.startswith("四川省")]
    assert "total_vaccinations" not in set(sichuan["indicator"])


def test_the_number_that_the_teaser_breaks_off_is_no_claim(claims):
    assert set(claims["zone"]) == {"body", "related"}
    assert claims[claims["value"] == 300].shape[0] == 1


def test_the_year_of_a_linked_article_stays_unresolved(claims):
    linked = claims[claims["zone"] == "related"]
    assert set(linked["as_of"]) == {"XXXX-04-05", ""}
    assert set(linked["as_of_basis"]) == {"unresolved"}


def test_every_gold_claim_is_whole(claims, seeds, decisions):
    places = {row["code"] for row in tables.read_table(paths.PLACES).to_dict("records")}
    texts = dict(zip(seeds["doc_id"], seeds["text"]))
    for table in (claims, gold(decisions, seeds, "measures")):
        assert table["claim_id"].is_unique
        for row in table.to_dict("records"):
            assert texts[row["doc_id"]][row["start"] : row["end"]] == row["quote"]
            assert row["quote_view"].replace(" ", "") in row["context"].replace(" ", "")
            assert row["place_code"] in places
            assert row["restates"] in ("", *table["claim_id"])
    assert all(step > 0 for step in claims["precision"])


def test_whatever_the_rules_propose_the_decided_part_is_the_gold(claims, seeds, decisions):
    proposed = claims.assign(origin="rule", decision="pending", coder="", rule="number@1")
    shifted = proposed.assign(place="北京市", comparator=">", restates="")
    other = proposed.iloc[:5].assign(start=lambda t: t["start"] - 60, end=lambda t: t["end"] - 60)
    for guess in (proposed, shifted, proposed.iloc[::2], other):
        merged = apply_decisions(guess.reset_index(drop=True), decisions, seeds)
        kept = merged[merged["decision"].isin(["accepted", "edited", "added"])].reset_index(drop=True)
        facts = [
            "doc_id",
            "start",
            "end",
            "quote",
            "place_code",
            "restates",
            "zone",
            "precision",
            *COMPARED["claims"],
        ]
        assert kept[facts].equals(claims[facts])
