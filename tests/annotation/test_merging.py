"""What people decided, applied to what the rules propose."""

import pytest

from tests.annotation.conftest import TEXT, Coder, claim, claims, decided, document, documents, edit, measures
from vaxclaims import tables
from vaxclaims.annotation.decisions import decisions_table
from vaxclaims.annotation.merging import add_left_out, apply_decisions, decision_report, gold

DOSES = claim("2970.59万剂")
PEOPLE = claim("1621.78万人", indicator="people_vaccinated", unit="person", value="16217800")


def merge(proposed, *lines, pages=None):
    return apply_decisions(proposed, decided(*lines), documents() if pages is None else pages)


def states(merged) -> list[tuple]:
    return list(merged[["quote", "origin", "decision", "coder"]].itertuples(index=False, name=None))


def statuses(merged) -> list[tuple]:
    return [(row["status"], row["reason"]) for row in merged.attrs["report"]]


def test_what_nobody_decided_is_pending():
    assert states(merge(claims(DOSES))) == [("2970.59万剂", "rule", "pending", "")]


def test_accept_edit_and_reject(coder):
    rate = claim("90%", indicator="coverage_unspecified", value="90", unit="percent")
    merged = merge(
        claims(DOSES, PEOPLE, rate),
        coder("accept", DOSES),
        coder("edit", PEOPLE, **edit("comparator", "=", ">")),
        coder("reject", rate, reason="other_topic"),
    )
    assert states(merged) == [
        ("2970.59万剂", "rule", "accepted", "anna"),
        ("1621.78万人", "rule", "edited", "anna"),
        ("90%", "rule", "rejected", "anna"),
    ]
    assert merged["comparator"][1] == ">"
    assert {status for status, _ in statuses(merged)} == {"applied"}


def test_the_inputs_are_left_as_they_were(coder):
    proposed, before = claims(DOSES), claims(DOSES)
    merge(proposed, coder("edit", DOSES, **edit("place", "甲市", "乙市")))
    assert proposed.equals(before)
    assert "report" not in proposed.attrs


def test_the_last_decision_stands_and_an_undo_brings_back_the_one_before(coder):
    accept, reject = coder("accept", DOSES), coder("reject", DOSES, reason="duplicate")
    undo = coder("undo", undoes=reject["id"])
    assert merge(claims(DOSES), accept, reject)["decision"][0] == "rejected"
    assert merge(claims(DOSES), accept, reject, undo)["decision"][0] == "accepted"
    redo = coder("undo", undoes=undo["id"])
    assert merge(claims(DOSES), accept, reject, undo, redo)["decision"][0] == "rejected"


def test_an_edit_of_an_edited_claim_is_about_the_first_proposal(coder):
    first = coder("edit", DOSES, **edit("place", "甲市", "乙市"))
    second = coder("edit", claim("2970.59万剂", place="乙市"), **edit("place", "乙市", "丙市"))
    merged = merge(claims(DOSES), first, second)
    assert list(merged["place"]) == ["丙市"]


def test_an_edited_span_takes_its_new_words(coder):
    short = claim("2970.59万")
    merged = merge(
        claims(short),
        coder(
            "edit",
            short,
            changes={
                "end": {"old": short["end"], "new": short["end"] + 1},
                "quote": {"old": "2970.59万", "new": "2970.59万剂"},
            },
        ),
    )
    assert list(merged["quote"]) == ["2970.59万剂"]
    assert merged["quote_id"][0] == DOSES["quote_id"]


def test_claims_that_share_a_quote_are_decided_each_for_itself(coder):
    full = claim("90%", nth=1, indicator="coverage_full", value="90", unit="percent")
    booster = claim("90%", nth=1, indicator="coverage_booster", value="90", unit="percent")
    merged = merge(claims(full, booster), coder("accept", full), coder("reject", booster, reason="duplicate"))
    assert dict(zip(merged["indicator"], merged["decision"])) == {
        "coverage_full": "accepted",
        "coverage_booster": "rejected",
    }


def test_an_accepted_claim_that_the_rules_no_longer_propose_stays_and_is_stale(coder):
    merged = merge(claims(), coder("accept", DOSES))
    assert states(merged) == [("2970.59万剂", "manual", "accepted", "anna")]
    assert statuses(merged) == [("stale", "the rules no longer propose it")]


def test_a_newer_rule_makes_the_decision_stale_and_it_still_applies(coder):
    merged = merge(claims(DOSES | {"rule": "number@2"}), coder("accept", DOSES))
    assert merged["decision"][0] == "accepted"
    assert statuses(merged) == [("stale", "decided under number@1, now number@2")]


def test_only_decisions_under_an_older_codebook_entry_are_stale(coder, monkeypatch):
    lines = [coder("accept", DOSES), coder("accept", PEOPLE)]
    from vaxclaims import codebook

    book = codebook.load() | {
        "indicators": codebook.load()["indicators"] | {"total_vaccinations": {"revision": 99}}
    }
    monkeypatch.setattr(codebook, "load", lambda: book)
    merged = merge(claims(DOSES, PEOPLE), *lines)
    assert [status for status, _ in statuses(merged)] == ["stale", "applied"]
    assert set(merged["decision"]) == {"accepted"}


def test_a_decision_moves_with_its_quote_and_one_that_is_lost_is_listed(coder):
    lines = [coder("accept", DOSES), coder("accept", PEOPLE)]
    text = "转载：" + TEXT.replace("1621.78万人", "1630万人")
    merged = merge(claims(), *lines, pages=documents(document(text=text)))
    assert list(merged["quote"]) == ["2970.59万剂"]
    assert text[merged["start"][0] : merged["end"][0]] == "2970.59万剂"
    report = decision_report(merged)
    assert list(report["status"]) == ["drifted", "stale"]
    assert report["line"][0] == 2


def test_a_document_and_a_quote_that_are_not_there_are_listed_with_their_line(coder):
    unknown = coder("accept", DOSES | {"doc_id": "elsewhere"})
    absent = coder("accept", DOSES)
    absent["target"]["selector"][0]["exact"] = "9999万剂"
    report = decision_report(merge(claims(DOSES), unknown, absent, coder("accept", DOSES)))
    assert list(report["status"]) == ["problem", "absent", "applied"]
    assert list(report["line"]) == [2, 1, 3]


def test_decisions_about_other_texts_are_counted_in_one_row(coder):
    others = [coder("accept", row | {"doc_id": "other"}) for row in (DOSES, PEOPLE)]
    others.append(coder("accept", DOSES | {"doc_id": "another"}))
    report = decision_report(merge(claims(DOSES), *others, coder("accept", DOSES)))
    assert list(report["status"]) == ["absent", "applied"]
    told = "this and 2 more decisions are about documents that are not there: other and 1 more"
    assert report["reason"][0] == told


def test_lines_that_could_not_be_read_are_in_the_report():
    unread = {"file": "anna.jsonl", "line": 3, "reason": "it was cut off"}
    decisions = decisions_table([], [unread])
    merged = [apply_decisions(table, decisions, documents()) for table in (claims(DOSES), measures())]
    (row,) = decision_report(*merged).to_dict("records")
    assert row["status"] == "problem" and row | unread == row


def test_what_is_left_out_is_what_reading_left_out_and_what_could_not_be_used_now():
    unread = {"file": "anna.jsonl", "line": 3, "reason": "it was cut off"}
    earlier = {"name": "empty.txt", "reason": "nothing in it"}
    broken = claims(DOSES)
    broken.attrs["left_out"] = [{"name": "page", "reason": "it broke"}]
    left_out = tables.table("left_out", [earlier])
    for problems, wanted in (([unread], ["empty.txt", "page", "anna.jsonl, line 3"]), ([], ["empty.txt", "page"])):
        report = decision_report(apply_decisions(broken, decisions_table([], problems), documents()))
        left_out = add_left_out(left_out, documents(), report, broken)
        assert list(left_out["name"]) == wanted


def test_a_blind_coder_who_reads_a_quote_otherwise_corrects_the_proposal():
    blind = Coder("adjudicated", "blind")
    merged = merge(claims(claim("2970.59万", place="乙市", indicator="supply")), blind("add", DOSES))
    assert states(merged) == [("2970.59万剂", "rule", "edited", "adjudicated")]


def test_a_proposal_that_the_gold_says_nothing_about_stays_pending():
    blind = Coder("adjudicated", "blind")
    merged = merge(claims(DOSES, PEOPLE), blind("add", DOSES))
    assert list(merged["decision"]) == ["accepted", "pending"]


def test_a_measure_is_one_per_place_and_arrangement_whatever_its_wording():
    here, there = claim("夜场", measure="night_session"), claim("夜场", nth=1, measure="night_session")
    merged = merge(measures(there), Coder("adjudicated", "blind")("add", here))
    assert list(merged["start"]) == [here["start"]]
    assert list(merged["decision"]) == ["edited"]


@pytest.mark.parametrize("action", ["add", "accept", "reject"])
def test_a_measure_decided_without_a_place_leaves_the_others_as_they_are(coder, action):
    elsewhere = claim("夜场", measure="night_session", place="乙市", nth=1)
    placeless = claim("夜场", measure="night_session", place="")
    reason = {"reason": "not_a_claim"} if action == "reject" else {}
    merged = merge(measures(elsewhere), coder(action, placeless, **reason))
    assert states(merged)[-1] == ("夜场", "rule", "pending", "")


def test_words_that_hold_no_claim_are_rejected_in_every_reading():
    blind = Coder("adjudicated", "blind")
    merged = merge(
        claims(DOSES, claim("2970.59万剂", place="乙市")), blind("reject", DOSES, reason="not_a_claim")
    )
    assert list(merged["decision"]) == ["rejected", "rejected"]


def test_coders_who_agree_decide_and_coders_who_differ_leave_it_pending():
    anna, bo = Coder("anna"), Coder("bo")
    assert states(merge(claims(DOSES), anna("accept", DOSES), bo("accept", DOSES)))[0][2:] == (
        "accepted",
        "anna bo",
    )
    merged = merge(claims(DOSES), anna("accept", DOSES), bo("edit", DOSES, **edit("comparator", "=", ">")))
    assert list(merged["decision"]) == ["pending"]


def test_a_claim_that_one_blind_coder_left_out_is_pending():
    anna, bo = Coder("anna", "blind"), Coder("bo", "blind")
    merged = merge(claims(), anna("add", DOSES), anna("add", PEOPLE), bo("add", DOSES))
    assert list(merged["decision"]) == ["added", "pending"]


def test_adjudicated_beats_single_coders():
    anna, bo, judge = Coder("anna", "blind"), Coder("bo", "blind"), Coder("adjudicated", "blind")
    merged = merge(claims(), anna("add", DOSES), bo("add", PEOPLE), judge("add", DOSES | {"comparator": ">"}))
    assert states(merged) == [("2970.59万剂", "manual", "added", "adjudicated")]
    assert merged["comparator"][0] == ">"
    assert sorted(status for status, _ in statuses(merged)) == ["applied", "superseded", "superseded"]


def test_restatements_follow_a_claim_whose_name_an_edit_changed(coder):
    again = PEOPLE | {"restates": DOSES["claim_id"]}
    merged = merge(claims(DOSES, again), coder("edit", DOSES, **edit("place", "甲市", "乙市")))
    assert merged["restates"][1] == merged["claim_id"][0] != DOSES["claim_id"]


def test_a_rejected_claim_is_restated_by_nobody(coder):
    again = PEOPLE | {"restates": DOSES["claim_id"]}
    assert merge(claims(DOSES, again), coder("reject", DOSES, reason="duplicate"))["restates"][1] == ""


@pytest.mark.parametrize("kind", ["claims", "measures"])
def test_no_proposals_and_no_decisions_make_an_empty_table(kind):
    assert gold(decided(), documents(), kind).empty
