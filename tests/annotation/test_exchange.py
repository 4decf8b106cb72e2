"""To other tools and back: the same decisions, and every offset holds."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.annotation.conftest import Coder, claim, decided, document, documents, edit
from vaxclaims import paths
from vaxclaims.annotation.decisions import read_decisions, unflatten
from vaxclaims.annotation.exchange import (
    FORMATS,
    ExchangeError,
    export_decisions,
    import_decisions,
    save_decisions,
)

TIME = "2026-11-21T12:00:00+00:00"
SUFFIXES = {"jsonl": "a.jsonl", "csv": "a.csv", "web-annotation": "a.jsonld", "label-studio": "a.json"}
DOSES = claim("2970.59万剂")
HARD = '😷疫苗\t速报\r\n💉💉截至５月２３日，甲市累计接种２９７０．５９万剂\r\n第二行 \\n 反斜杠，"引号"，=SUM(A1) 接种率90%。\n🎉夜场\n\n\'末行'


def lines_of(frame: pd.DataFrame) -> list[dict]:
    return [unflatten(row) for row in frame.to_dict("records")]


def sort(lines: list[dict]) -> list[dict]:
    return sorted(lines, key=lambda line: (line["coder"], line["id"]))


def hard_decisions() -> pd.DataFrame:
    anna, bo = Coder("anna", text=HARD), Coder("bo", "blind", text=HARD)
    doses = claim("２９７０．５９万剂", HARD, population="=cmd|' /C'!A0")
    across = claim("万剂\r\n第二行", HARD, place="甲市/乙\t区")
    lines = [
        anna("accept", doses),
        anna("edit", doses, **edit("comparator", "=", ">")),
        anna("reject", claim("90%", HARD), reason="other_topic", note="tab\there\r\nline"),
    ]
    lines += [anna("undo", undoes=lines[1]["id"])]
    lines += [anna("undo", undoes=lines[3]["id"])]
    lines += [bo("add", claim("夜场", HARD, measure="night_session")), bo("add", across)]
    return decided(*lines)


@pytest.mark.parametrize("form", FORMATS)
def test_round_trip_over_emoji_full_width_tabs_and_crlf(tmp_path, form):
    decisions, pages = hard_decisions(), documents(document(text=HARD))
    export_decisions(decisions, pages, tmp_path, form)
    lines, problems = import_decisions(tmp_path, form, pages, TIME)
    assert problems == []
    assert sort(lines) == sort(lines_of(decisions))


@pytest.mark.parametrize("form", FORMATS)
def test_round_trip_of_the_decisions_on_the_seeds(tmp_path, form):
    pages = documents(
        *(document(path.stem, path.read_bytes().decode()) for path in sorted(paths.SEEDS.glob("*.txt")))
    )
    decisions = read_decisions(paths.ANNOTATIONS)
    export_decisions(decisions, pages, tmp_path, form)
    lines, problems = import_decisions(tmp_path, form, pages, TIME, known=decisions)
    assert problems == []
    assert sort(lines) == sort(lines_of(decisions))


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.sampled_from("疫😷💉\t\r\n ５a\\'\"=,"), min_size=2, max_size=40).filter(
        lambda text: text.strip()
    ),
    st.data(),
)
def test_round_trip_of_any_span_of_any_text(tmp_path_factory, text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    row = {
        "doc_id": "page",
        "start": start,
        "end": end,
        "indicator": "supply",
        "place": text[:3].strip(),
        "status": "stated",
    }
    decisions, pages = decided(Coder("anna", text=text)("add", row)), documents(document(text=text))
    for form in FORMATS:
        folder = tmp_path_factory.mktemp("export")
        export_decisions(decisions, pages, folder, form)
        assert import_decisions(folder, form, pages, TIME) == (lines_of(decisions), [])


def test_an_export_whose_offsets_do_not_hold_is_refused(tmp_path):
    with pytest.raises(ExchangeError, match="t.jsonl, line 1: .* reads"):
        decisions = hard_decisions()
        decisions.loc[0, "start"] = 3
        export_decisions(decisions, documents(document(text=HARD)), tmp_path, "jsonl")


@pytest.mark.parametrize("form, name", [("brat", "page.ann"), *SUFFIXES.items()])
def test_a_damaged_file_is_a_problem_with_file_and_line(tmp_path, form, name):
    (tmp_path / name).write_text("T1 {not this format\n", encoding="utf-8")
    lines, (problem,) = import_decisions(tmp_path, form, documents(), TIME)
    assert lines == []
    assert (problem["file"], problem["line"]) == (name, 1)


@pytest.mark.parametrize("form, name", [("brat", "anna/page.ann"), *SUFFIXES.items()])
@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\xb5", b"", b'a,b\n"1,2\n', b"5", b"[null]", b'{"items": null}', b"[" * 100_000],
    ids=["no UTF-8", "empty", "half a table", "a number", "nothing in it", "no items", "nested deeply"],
)
def test_a_file_that_cannot_be_read_costs_the_others_nothing(tmp_path, form, name, content):
    decisions = decided(Coder("bo")("add", claim("2970.59万剂")))
    export_decisions(decisions, documents(), tmp_path, form)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(content)
    lines, problems = import_decisions(tmp_path, form, documents(), TIME)
    assert lines == lines_of(decisions)
    assert all(problem["file"] in name and problem["reason"] for problem in problems)


@pytest.mark.parametrize("note", ["\ud800", [[]] * 3])
def test_a_decision_that_cannot_be_saved_costs_the_others_nothing(tmp_path, note):
    good = Coder("anna")("accept", claim("2970.59万剂"))
    lines = [json.dumps(line) + "\n" for line in (good | {"note": note}, good)]
    (tmp_path / "anna.jsonl").write_text("".join(lines), encoding="utf-8")
    lines, (problem,) = import_decisions(tmp_path, "jsonl", documents(), TIME)
    assert lines == [good] and problem["line"] == 1
    save_decisions(lines, tmp_path / "saved", decided())


def test_a_path_that_is_not_there_is_a_problem(tmp_path):
    assert (
        import_decisions(tmp_path / "none", "csv", documents(), TIME)[1][0]["reason"]
        == "there is no such file or folder"
    )


def test_a_quote_that_does_not_stand_there_is_a_problem(tmp_path):
    line = Coder("anna")("accept", claim("2970.59万剂"))
    line["target"]["selector"][1] |= {"start": 0, "end": 9}
    (tmp_path / "anna.jsonl").write_text(json.dumps(line), encoding="utf-8")
    lines, (problem,) = import_decisions(tmp_path, "jsonl", documents(), TIME)
    assert lines == [] and "not '2970.59万剂'" in problem["reason"]


def test_a_cell_changed_in_a_spreadsheet_is_a_new_decision(tmp_path):
    decisions = decided(Coder("anna")("add", claim("2970.59万剂")))
    (path,) = export_decisions(decisions, documents(), tmp_path, "csv")
    path.write_text(path.read_text(encoding="utf-8-sig").replace("甲市,", "乙市,"), encoding="utf-8-sig")
    (line,), problems = import_decisions(tmp_path, "csv", documents(), TIME, known=decisions)
    assert line["claim"]["place"] == "乙市"
    assert line["id"] != decisions["id"][0] and problems == []


def test_a_type_changed_in_brat_is_an_edit(tmp_path):
    export_decisions(decided(Coder("anna")("accept", claim("2970.59万剂"))), documents(), tmp_path, "brat")
    path = tmp_path / "anna" / "page.ann"
    path.write_text(
        path.read_text(encoding="utf-8").replace("\ttotal_vaccinations ", "\tsupply "), encoding="utf-8"
    )
    (_, line), problems = import_decisions(tmp_path, "brat", documents(), TIME)
    assert problems == []
    assert (line["action"], line["coder"], line["changes"]) == (
        "edit",
        "anna",
        {"indicator": {"old": "total_vaccinations", "new": "supply"}},
    )


@pytest.mark.parametrize("note", ["日期不明, 请核对", "[1]"])
def test_a_note_that_a_person_wrote_in_brat_stays_a_note(tmp_path, note):
    start, end = DOSES["start"], DOSES["end"]
    (tmp_path / "page.ann").write_text(
        f"T1\ttotal_vaccinations {start} {end}\t{DOSES['quote']}\n#1\tAnnotatorNotes T1\t{note}\n",
        encoding="utf-8",
    )
    (line,), problems = import_decisions(tmp_path, "brat", documents(), TIME)
    assert problems == []
    assert (line["action"], line["note"]) == ("add", note)


@pytest.mark.parametrize("body", ["total_vaccinations", {"value": "total_vaccinations"}])
def test_web_annotations_without_a_tag_that_we_know_cost_the_others_nothing(tmp_path, body):
    span = {"type": "TextPositionSelector", "start": DOSES["start"], "end": DOSES["end"]}
    target = {"source": "page", "selector": span}
    items = [{"body": other, "target": target} for other in (None, "wow", ["wow", None], {}, body)]
    page = {"items": [{"target": "page"}, "no annotation", *items]}
    (tmp_path / "a.jsonld").write_text(json.dumps(page), encoding="utf-8")
    (line,), problems = import_decisions(tmp_path, "web-annotation", documents(), TIME)
    assert line["claim"]["indicator"] == "total_vaccinations"
    assert [problem["line"] for problem in problems] == [1, 2, 3, 4, 5, 6]
    assert "none of its tags is an indicator or a measure" in problems[2]["reason"]


class LabelStudio:
    """What the server does: keeps tasks as they came and lets an annotator copy the predictions."""

    def __init__(self, folder, text):
        rows = [claim("2970.59万剂", text), claim("1621.78万人", text, indicator="people_vaccinated")]
        self.folder, self.pages = folder, documents(document(text=text))
        export_decisions(decided(), self.pages, folder, "label-studio", rows)
        self.path = folder / "tasks.json"
        (self.task,) = json.loads(self.path.read_text(encoding="utf-8"))

    def submit(self, results, who=None):
        prediction = {"id": 3, **self.task["predictions"][0]}
        annotation = {
            "id": 7,
            "completed_by": who or {"id": 1, "email": "anna@example.org"},
            "result": results,
            "parent_prediction": 3,
            "prediction": prediction,
            "updated_at": "2026-11-21T10:00:00.000000Z",
        }
        # An export lists the predictions by number and keeps the copied one beside the annotation.
        exported = self.task | {"annotations": [annotation], "predictions": [3]}
        self.path.write_text(json.dumps([exported]), encoding="utf-8")
        return import_decisions(self.path, "label-studio", self.pages, TIME)


@pytest.fixture
def studio(tmp_path):
    return LabelStudio(tmp_path, "💉\r\n截至5月23日，甲市累计接种2970.59万剂、1621.78万人，开设夜场。")


def test_untouched_predictions_come_back_as_accepted(studio):
    lines, problems = studio.submit(studio.task["predictions"][0]["result"])
    assert problems == []
    assert [(line["action"], line["coder"], line["rules"]) for line in lines] == [
        ("accept", "anna@example.org", "number@1")
    ] * 2
    assert {line["time"] for line in lines} == {"2026-11-21T10:00:00.000000Z"}


def test_a_user_known_by_number_only_is_named_by_it(studio):
    lines, _ = studio.submit(studio.task["predictions"][0]["result"], who=4)
    assert {line["coder"] for line in lines} == {"label-studio-4"}


def test_changed_deleted_and_new_regions_come_back_as_edit_reject_and_add(studio):
    results = [
        result
        for result in studio.task["predictions"][0]["result"]
        if "2970" in result["value"].get("text", "")
        or result["id"].startswith(studio.task["predictions"][0]["result"][0]["id"])
    ]
    for result in results:
        if result["from_name"] == "comparator":
            result["value"]["choices"] = [">"]
    text = studio.task["data"]["text"]
    start = text.index("夜场")
    results.append(
        {
            "id": "new",
            "from_name": "code",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": start + 2, "text": "夜场", "labels": ["night_session"]},
        }
    )
    lines, problems = studio.submit(results)
    assert problems == []
    assert [line["action"] for line in lines] == ["edit", "add", "reject"]
    assert lines[0]["changes"] == {"comparator": {"old": "=", "new": ">"}}
    assert lines[1]["claim"]["measure"] == "night_session"


@pytest.mark.parametrize("shift", [0, 1, -1])
def test_offsets_of_a_browser_are_put_right_or_refused(studio, shift):
    """UTF-16 counts the syringe twice (+1); a browser drops the CR (-1, or 0 for both)."""
    text = studio.task["data"]["text"]
    start = text.index("夜场") + shift
    region = {
        "id": "new",
        "from_name": "code",
        "to_name": "text",
        "type": "labels",
        "value": {"start": start, "end": start + 2, "text": "夜场", "labels": ["night_session"]},
    }
    lines, problems = studio.submit([region])
    add = [line for line in lines if line["action"] == "add"]
    assert problems == [] and add[0]["target"]["selector"][1]["start"] == text.index("夜场")
    region["value"]["start"] -= 7
    assert "does not read" in studio.submit([region])[1][0]["reason"]


RELATION = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right"}
UNLABELLED = {"id": "x", "type": "labels", "value": {"start": 1, "end": 3, "labels": []}}


def test_relations_decide_nothing_and_a_region_without_label_costs_only_itself(studio):
    lines, (problem,) = studio.submit([*studio.task["predictions"][0]["result"], RELATION, UNLABELLED])
    assert [line["action"] for line in lines] == ["accept", "accept"]
    assert "it has no label" in problem["reason"]


def test_what_another_model_predicted_was_no_proposal_that_could_be_rejected(studio):
    for result in studio.task["predictions"][0]["result"]:
        result.pop("meta", None)
    assert studio.submit([]) == ([], [])


@pytest.mark.parametrize("odd", [None, {}, {"data": None}, {"data": []}, {"data": {"doc_id": []}}])
def test_an_odd_task_costs_the_others_nothing(studio, odd):
    results = studio.task["predictions"][0]["result"]
    tasks = [odd, studio.task | {"annotations": [None, {"result": None}, {"result": results}]}]
    studio.path.write_text(json.dumps(tasks), encoding="utf-8")
    lines, problems = import_decisions(studio.path, "label-studio", studio.pages, TIME)
    assert len(lines) == 2
    assert [problem["line"] for problem in problems] == [1, 2]
