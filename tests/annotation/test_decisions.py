"""The file of decisions: what a line may say, and that nothing is lost or crashes on a bad one."""

import json
import multiprocessing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.annotation.conftest import Coder, claim, claims, documents, edit, measures
from vaxclaims.annotation.decisions import append_decision, coder_file, find_problem, read_decisions, unflatten
from vaxclaims.annotation.merging import apply_decisions


def test_what_is_appended_is_read_back(tmp_path, coder):
    lines = [
        coder("accept", claim("2970.59万剂")),
        coder("reject", claim("1621.78万人"), reason="other_topic"),
    ]
    append_decision(tmp_path / "anna.jsonl", *lines)
    read = read_decisions(tmp_path)
    assert read.attrs["problems"] == []
    assert [unflatten(row) for row in read.to_dict("records")] == lines


def test_a_line_cut_in_half_spoils_only_itself(tmp_path, coder):
    path = tmp_path / "anna.jsonl"
    append_decision(path, coder("accept", claim("2970.59万剂")))
    path.write_bytes(path.read_bytes() + b'{"id": "x", "coder": "an')
    append_decision(path, coder("accept", claim("1621.78万人")))
    read = read_decisions(tmp_path)
    assert list(read["quote"]) == ["2970.59万剂", "1621.78万人"]
    assert [(p["file"], p["line"]) for p in read.attrs["problems"]] == [("anna.jsonl", 2)]


def _append_twenty(path, name):
    coder = Coder("anna")
    for number in range(20):
        append_decision(path, coder("accept", claim("2970.59万剂"), note=f"{name} {number}"))


def test_two_kernels_writing_one_file_lose_nothing(tmp_path):
    path = tmp_path / "anna.jsonl"
    context = multiprocessing.get_context("spawn")
    kernels = [context.Process(target=_append_twenty, args=(path, name)) for name in ("one", "two")]
    for kernel in kernels:
        kernel.start()
    for kernel in kernels:
        kernel.join()
    read = read_decisions(tmp_path)
    assert read.attrs["problems"] == []
    assert sorted(read["note"]) == sorted(
        f"{name} {number}" for name in ("one", "two") for number in range(20)
    )


def _broken(line: dict, path: list, value) -> dict:
    line = json.loads(json.dumps(line))
    part = line
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return line


@pytest.mark.parametrize(
    "path, value, reason",
    [
        (["action"], "approve", "action 'approve'"),
        (["mode"], "", "mode is missing"),
        (["time"], "21 November", "time '21 November' is not"),
        (["claim", "indicator"], "vaccinated", "indicator 'vaccinated' is not in the codebook"),
        (["claim", "unit"], "litre", "unit 'litre' is not in the codebook"),
        (["claim", "as_of"], "2021-02-30", "as_of '2021-02-30' is no date"),
        (["claim", "as_of"], "XXXX-13-01", "as_of 'XXXX-13-01' is no date"),
        (["claim", "value"], "many", "value 'many' is not a number"),
        (["claim", "value"], "1E+999999", "out of range"),
        (["claim", "colour"], "red", "unknown field 'colour'"),
        (["claim"], {}, "neither indicator nor measure"),
        (["claim"], [], "neither indicator nor measure"),
        (["target"], None, "the target needs"),
        (["target", "selector"], [], "the target needs"),
        (["changes"], {"place": "乙市"}, "changes give old and new"),
        (["cause"], "mood", "cause 'mood' is not in the codebook"),
    ],
)
def test_a_bad_line_is_named_with_file_and_line_and_the_rest_is_read(tmp_path, coder, path, value, reason):
    good = coder("accept", claim("2970.59万剂"))
    lines = [good, _broken(good, path, value), coder("accept", claim("1621.78万人"))]
    (tmp_path / "anna.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    read = read_decisions(tmp_path)
    assert len(read) == 2
    (problem,) = read.attrs["problems"]
    assert (problem["file"], problem["line"]) == ("anna.jsonl", 2)
    assert reason in problem["reason"]


@pytest.mark.parametrize("line", [None, 7, "text", [], {}, {"id": 1}, {"target": 3}])
def test_any_json_is_answered_with_a_reason(line):
    assert find_problem(line)


@pytest.mark.parametrize("date", ["2021-05-23", "2021-06", "2021", "XXXX-04-11", "XXXX-02-29", ""])
def test_a_date_may_be_a_day_a_month_a_year_or_a_day_without_a_year(coder, date):
    assert coder("accept", claim("2970.59万剂", as_of=date))["claim"].get("as_of", "") == date


def test_two_files_with_one_coder_keep_the_file_named_after_them(tmp_path):
    for name in ("anna.jsonl", "aaa.jsonl"):
        append_decision(tmp_path / name, Coder("anna")("accept", claim("2970.59万剂")))
    read = read_decisions(tmp_path)
    assert set(read["file"]) == {"anna.jsonl"}
    assert read.attrs["problems"] == [
        {"file": "aaa.jsonl", "line": 1, "reason": "coder 'anna' already has the file anna.jsonl"}
    ]


@pytest.mark.parametrize("name", ["anna", "ANNA", "Anna"])
def test_a_coder_is_the_same_in_any_case_and_has_one_file(tmp_path, name):
    append_decision(tmp_path / "Anna.jsonl", Coder("Anna")("accept", claim("2970.59万剂")))
    path = coder_file(tmp_path, name, read_decisions(tmp_path))
    append_decision(path, Coder(name)("accept", claim("1621.78万人")))
    read = read_decisions(tmp_path)
    assert list(read["coder"]) == ["Anna", "Anna"]
    assert read.attrs["problems"] == []


def test_a_coder_whose_decisions_lie_in_another_file_goes_on_there(tmp_path):
    append_decision(tmp_path / "team.jsonl", Coder("Li Lei")("accept", claim("2970.59万剂")))
    assert coder_file(tmp_path, "li lei", read_decisions(tmp_path)) == tmp_path / "team.jsonl"


def test_the_file_of_a_name_that_is_no_file_name_is_known_by_it(tmp_path):
    path = coder_file(tmp_path, "Li Lei", read_decisions(tmp_path))
    for other in (path, tmp_path / "AAA.jsonl"):
        append_decision(other, Coder("Li Lei")("accept", claim("2970.59万剂")))
    assert path.name == "Li_Lei.jsonl"
    assert set(read_decisions(tmp_path)["file"]) == {path.name}


def test_a_blind_decision_carries_no_rule():
    assert "rules" not in Coder("anna", "blind")("add", claim("2970.59万剂"))


def test_a_folder_without_files_holds_no_decisions(tmp_path):
    assert read_decisions(tmp_path).empty
    assert read_decisions(tmp_path / "nowhere").empty


def _paths(part, before=()):
    yield before
    children = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else []
    for key, child in children:
        yield from _paths(child, (*before, key))


_GOOD = [
    Coder()("edit", claim("2970.59万剂"), **edit("comparator", "=", ">")),
    Coder()("undo", undoes="0"),
    Coder("adjudicated", "blind")("reject", claim("夜场", measure="night_session"), reason="duplicate"),
]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 200) | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=3,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_to_a_line_crashes_reading_or_applying(tmp_path_factory, data):
    good = data.draw(st.sampled_from(_GOOD))
    path = data.draw(st.sampled_from([path for path in _paths(good) if path]))
    line = _broken(good, list(path), data.draw(_JSON))
    folder = tmp_path_factory.mktemp("decisions")
    (folder / "anna.jsonl").write_text(
        json.dumps(line) + "\n" + json.dumps(_GOOD[0]) + "\n", encoding="utf-8"
    )
    decisions = read_decisions(folder)
    assert len(decisions) + len(decisions.attrs["problems"]) == 2
    proposed = claim("2970.59万剂"), claim("夜场", measure="night_session")
    apply_decisions(claims(proposed[0]), decisions, documents())
    apply_decisions(measures(proposed[1]), decisions, documents())
