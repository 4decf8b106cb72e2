"""Rules against what people decided."""

import pytest

from tests.annotation.conftest import Coder, claim, claims, decided, documents, edit
from vaxclaims.annotation.quality import report_rules, score_rules

DOSES, PEOPLE = (
    claim("2970.59万剂", rule="total@1 city@2"),
    claim("1621.78万人", indicator="people_vaccinated", rule="people@1 city@2"),
)
RATE = claim("90%", indicator="coverage_unspecified", rule="rate@1")


def scores(proposed, *lines):
    table = score_rules(claims(*proposed), decided(*lines), documents())
    return {(row["mode"], row["field"]): row for row in table.to_dict("records")}


def test_precision_and_recall_per_field_and_for_the_full_tuple():
    judge = Coder("adjudicated", "blind")
    table = scores(
        [DOSES, PEOPLE], judge("add", DOSES | {"comparator": ">"}), judge("add", PEOPLE), judge("add", RATE)
    )
    assert table["blind", "found"]["precision"] == 1
    assert table["blind", "found"]["recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert table["blind", "comparator"]["right"] == 1
    assert table["blind", "all"]["f1"] == pytest.approx(2 * 1 / 5, abs=1e-4)
    assert table["assisted", "found"]["note"] == "no assisted decisions"


def test_assisted_gold_is_compared_with_the_proposals_it_was_about():
    anna = Coder("anna")
    table = scores(
        [DOSES, PEOPLE, RATE],
        anna("edit", DOSES, **edit("comparator", "=", ">")),
        anna("reject", PEOPLE, reason="duplicate"),
    )
    row = table["assisted", "found"]
    assert (row["proposed"], row["gold"], row["right"]) == (2, 1, 1)
    assert table["assisted", "comparator"]["right"] == 0
    assert table["blind", "found"]["note"] == "no blind decisions"


def test_a_proposal_on_the_same_quote_that_nobody_decided_does_not_count():
    other = claim("2970.59万剂", place="乙市")
    table = scores([DOSES, other], Coder("anna")("reject", DOSES, reason="duplicate"))
    assert table["assisted", "found"]["proposed"] == 1


def test_no_proposals_and_no_gold_are_said_plainly():
    judge = Coder("adjudicated", "blind")
    missed = scores([], judge("add", DOSES))["blind", "found"]
    assert (missed["precision"], missed["recall"], missed["note"]) == (None, 0, "no proposals")
    wrong = scores([RATE], judge("reject", DOSES, reason="not_a_claim"))["blind", "found"]
    assert (wrong["precision"], wrong["recall"], wrong["note"]) == (0, None, "no gold")


def test_each_rule_has_coverage_precision_overlap_and_conflict():
    judge = Coder("adjudicated", "blind")
    other = claim("2970.59万剂", place="乙市", value=DOSES["value"] + 1, rule="total@1 name@1")
    table = report_rules(claims(DOSES, other, PEOPLE), decided(judge("add", DOSES)), documents())
    rows = {row["rule"]: row for row in table.to_dict("records")}
    assert list(rows) == ["city@2", "name@1", "people@1", "total@1"]
    assert rows["total@1"]["coverage"] == pytest.approx(2 / 3, abs=1e-4)
    assert rows["total@1"]["precision"] == 0.5
    assert (rows["total@1"]["overlap"], rows["people@1"]["overlap"]) == (1, 0)
    assert rows["name@1"]["conflict"] == 1


def test_a_rule_that_fired_only_where_nobody_decided_has_no_precision():
    table = report_rules(claims(DOSES), decided(), documents())
    assert set(table["precision"]) == {None}
    assert set(table["note"]) == {"none of its proposals was decided"}


def test_a_proposal_that_nobody_decided_is_not_wrong_because_its_document_has_a_decision():
    table = report_rules(claims(DOSES, PEOPLE, RATE), decided(Coder("anna")("accept", DOSES)), documents())
    rows = {row["rule"]: row for row in table.to_dict("records")}
    assert rows["total@1"]["precision"] == rows["city@2"]["precision"] == 1
    assert rows["rate@1"]["precision"] is None and rows["people@1"]["precision"] is None
    assert rows["rate@1"]["note"] == "none of its proposals was decided"
