"""A coder at work, without widgets."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.annotation.conftest import TEXT, Coder, claim, claims, documents, measures
from vaxclaims import tables
from vaxclaims.annotation.decisions import append_decision, read_decisions
from vaxclaims.annotation.session import Session

DOSES, PEOPLE = claim("2970.59万剂"), claim("1621.78万人", indicator="people_vaccinated", rule="people@1")
NIGHT = claim("夜场", measure="night_session", place="乙市")
ZONES = tables.table(
    "zones",
    [
        {"doc_id": "page", "zone": "headline", "start": 0, "end": 9},
        {"doc_id": "page", "zone": "body", "start": 9, "end": len(TEXT)},
    ],
)


class Clock:
    def __init__(self):
        self.now = datetime(2026, 11, 21, 9, tzinfo=UTC)

    def __call__(self):
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def start(tmp_path):
    def begin(coder="anna", blind=False):
        return Session(
            claims(DOSES, PEOPLE), measures(NIGHT), documents(), ZONES, tmp_path, coder, blind, Clock()
        )

    return begin


def quotes(session):
    return [row["quote"] for row in session.queue()]


def test_the_queue_is_what_is_undecided_in_reading_order(start):
    session = start()
    assert quotes(session) == ["2970.59万剂", "1621.78万人", "夜场"]
    assert session.current()["quote"] == "2970.59万剂"
    assert session.progress() == (0, 3)


def test_each_decision_is_on_disk_at_once_and_a_new_session_goes_on_from_there(start, tmp_path):
    session = start()
    session.accept(session.current())
    session.reject(session.current(), "other_topic")
    assert list(read_decisions(tmp_path)["action"]) == ["accept", "reject"]
    again = start()
    assert again.progress() == (2, 3)
    assert again.current()["quote"] == "夜场"


def test_an_edit_keeps_the_old_values_and_gives_the_place_its_code(start):
    session = start()
    line = session.edit(session.current(), {"comparator": ">", "place": "北京市"})
    assert line["changes"] == {
        "comparator": {"old": "=", "new": ">"},
        "place": {"old": "甲市", "new": "北京市"},
        "place_code": {"old": "", "new": "110000"},
    }
    row = next(row for row in session.rows if row["quote"] == "2970.59万剂")
    assert (row["decision"], row["comparator"], row["place_code"]) == ("edited", ">", "110000")


def test_an_edit_that_changes_nothing_is_an_acceptance(start):
    session = start()
    assert session.edit(session.current(), {"comparator": "="})["action"] == "accept"


@pytest.mark.parametrize(
    "fields, reason",
    [
        ({"comparator": "about"}, "not in the codebook"),
        ({"as_of": "yesterday"}, "is no date"),
        ({"value": "many"}, "not a number"),
    ],
)
def test_a_field_outside_the_codebook_is_refused_and_nothing_is_written(start, tmp_path, fields, reason):
    session = start()
    with pytest.raises(ValueError, match=reason):
        session.edit(session.current(), fields)
    assert read_decisions(tmp_path).empty


def test_skipping_puts_a_claim_last_until_it_comes_round_again(start):
    session = start()
    session.skip(session.current())
    assert quotes(session) == ["1621.78万人", "夜场", "2970.59万剂"]
    session.skip(session.current())
    assert session.current()["quote"] == "夜场"


def test_undo_takes_back_one_decision_after_the_other(start):
    session = start()
    for _ in range(2):
        session.accept(session.current())
    session.undo()
    assert session.current()["quote"] == "1621.78万人"
    session.undo()
    assert session.progress() == (0, 3)
    assert session.undo() is None


def test_a_claim_added_from_a_selection_is_whole(start):
    session = start()
    at = TEXT.index("90%")
    session.add(
        "page",
        at - 1,
        at + 3,
        {
            "indicator": "coverage_unspecified",
            "place": "北京市",
            "value": "90",
            "unit": "percent",
            "status": "stated",
        },
    )
    row = next(row for row in session.rows if row["decision"] == "added")
    assert (row["quote"], row["zone"], row["precision"], row["place_code"]) == ("达90%", "body", 1, "110000")
    assert row["context"].startswith("乙市")


def test_an_empty_selection_or_no_code_is_refused(start):
    session = start()
    with pytest.raises(ValueError, match="select the words"):
        session.add("page", 5, 5, {"indicator": "supply"})
    with pytest.raises(ValueError, match="choose an indicator"):
        session.add("page", 0, 5, {"indicator": "", "place": "甲市"})


def test_filters_by_document_place_indicator_and_rule(start):
    session = start()
    for name, value, wanted in [
        ("place", "乙市", ["夜场"]),
        ("code", "people_vaccinated", ["1621.78万人"]),
        ("rule", "people@1", ["1621.78万人"]),
        ("doc_id", "page", ["2970.59万剂", "1621.78万人", "夜场"]),
    ]:
        session.set_filter(name, value)
        assert quotes(session) == wanted
        assert value in session.choices(name)
        session.set_filter(name, "")
    with pytest.raises(ValueError):
        session.set_filter("colour", "red")


def test_stale_and_disagreeing_claims_can_be_asked_for(start, tmp_path):
    anna, bo = Coder("anna"), Coder("bo")
    append_decision(
        tmp_path / "anna.jsonl", anna("accept", DOSES), anna("accept", PEOPLE | {"rule": "people@0"})
    )
    append_decision(tmp_path / "bo.jsonl", bo("reject", DOSES, reason="duplicate"))
    session = start()
    session.set_filter("state", "disagreement")
    assert quotes(session) == ["2970.59万剂"]
    session.set_filter("state", "stale")
    assert quotes(session) == ["1621.78万人"]
    session.set_filter("state", "mine")
    assert "1621.78万人" in quotes(session)


def test_blind_shows_no_proposal_and_nobody_elses_decision(start, tmp_path):
    append_decision(tmp_path / "bo.jsonl", Coder("bo", "blind")("add", PEOPLE))
    append_decision(tmp_path / "anna.jsonl", Coder("anna")("accept", NIGHT))
    session = start(blind=True)
    assert session.rows == [] and session.current() is None
    line = session.add(
        "page", DOSES["start"], DOSES["end"], {"indicator": "total_vaccinations", "status": "stated"}
    )
    assert line["mode"] == "blind" and "rules" not in line
    assert [row["quote"] for row in session.rows] == ["2970.59万剂"]


def test_a_line_that_cannot_be_used_is_told_and_the_rest_goes_on(start, tmp_path):
    append_decision(tmp_path / "anna.jsonl", Coder("anna")("accept", DOSES))
    with (tmp_path / "anna.jsonl").open("a") as file:
        file.write('{"cut')
    session = start()
    assert session.problems[0]["line"] == 2
    session.accept(session.current())
    assert session.progress() == (2, 3)


def test_a_coder_who_writes_the_name_in_another_case_goes_on_where_they_were(start):
    session = start("analyst")
    session.accept(session.current())
    again = start("Analyst")
    assert again.progress() == (1, 3)
    again.accept(again.current())
    again.undo()
    again.undo()
    assert (again.progress(), again.problems) == ((0, 3), [])


@pytest.mark.parametrize("name", ["anna", "Li Lei"])
def test_a_coders_own_decisions_can_be_asked_for(start, tmp_path, name):
    append_decision(tmp_path / "bo.jsonl", Coder("bo")("accept", PEOPLE))
    session = start(name)
    session.accept(session.current())
    session.set_filter("state", "mine")
    assert quotes(session) == ["2970.59万剂"]


def test_a_decision_that_is_not_taken_up_is_refused_aloud(start, tmp_path):
    append_decision(tmp_path / "team.jsonl", Coder("anna")("accept", DOSES))
    session = start()
    append_decision(tmp_path / "anna.jsonl", Coder("anna")("accept", DOSES))
    with pytest.raises(ValueError, match="team.jsonl, line 2: .* already has the file anna.jsonl"):
        session.accept(session.current())
    session.accept(session.current())
    assert session.progress() == (2, 3)
