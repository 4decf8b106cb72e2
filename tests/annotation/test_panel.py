"""The panel's widgets and page, without a browser."""

import pytest

from tests.annotation.conftest import TEXT, Coder, claims, document, documents, measures
from tests.annotation.test_session import DOSES, NIGHT, PEOPLE, ZONES, Clock
from vaxclaims.annotation import panel
from vaxclaims.annotation.decisions import append_decision
from vaxclaims.annotation.page import render_page
from vaxclaims.annotation.panel import Panel, annotate
from vaxclaims.annotation.session import Session


@pytest.fixture
def shown(tmp_path):
    return Panel(
        Session(claims(DOSES, PEOPLE), measures(NIGHT), documents(), ZONES, tmp_path, "anna", clock=Clock())
    )


def test_the_page_marks_quote_sentence_zone_and_other_claims():
    html = render_page(
        TEXT,
        [("headline", 0, 9), ("body", 9, len(TEXT))],
        (DOSES["start"], DOSES["end"]),
        [(PEOPLE["start"], PEOPLE["end"])],
    )
    assert f'<mark class="zone body sentence" data-start="{DOSES["start"]}">2970.59万剂</mark>' in html
    assert 'class="zone headline sentence" data-start="0"' in html
    assert 'class="zone body sentence other"' in html


def test_hostile_text_is_shown_never_run():
    text = "<script>alert(1)</script><img src=x onerror=alert(2)>接种\"'90%<b>"
    html = render_page(text, [], (text.index("90%"), text.index("90%") + 3))
    assert "<script" not in html and "<img" not in html and "<b>" not in html


def test_a_very_long_page_is_shown_around_the_quote():
    text = "空" * 100_000 + "接种90%" + "空" * 100_000
    html = render_page(text, [("body", 0, len(text))], (100_002, 100_005))
    assert len(html) < 30_000 and "90%</mark>" in html and "characters not shown" in html


def test_buttons_and_fields_decide(shown, tmp_path):
    shown.buttons["accept"].click()
    shown.fields["comparator"].value = ">"
    shown.buttons["edit"].click()
    assert shown.session.progress() == (2, 3)
    assert shown.row["quote"] == "夜场" and "measure" in shown.fields
    assert "Saved" in shown.message.value
    shown.buttons["undo"].click()
    assert shown.row["quote"] == "1621.78万人"


def test_keys_do_what_buttons_do_and_others_do_nothing(shown):
    for key in ("a", "x", "s", "r"):
        shown.page._handle_custom_msg({"key": key}, [])
    assert shown.session.progress() == (2, 3)


def test_a_refused_edit_is_told_and_keeps_the_form(shown):
    shown.fields["as_of"].value = "yesterday"
    shown.buttons["edit"].click()
    assert "is no date" in shown.message.value
    assert shown.session.progress() == (0, 3)


def test_saved_is_not_said_of_what_was_not_taken_up_nor_over_a_new_problem(shown, tmp_path):
    append_decision(tmp_path / "anna.jsonl", Coder("anna")("accept", PEOPLE))
    (tmp_path / "bo.jsonl").write_text("{half a line", encoding="utf-8")
    shown.act("accept")
    assert shown.session.progress() == (2, 3)
    assert "Saved" not in shown.message.value and "bo.jsonl, line 1" in shown.message.value
    shown.act("accept")
    assert "Saved" in shown.message.value


def test_the_codebook_entry_follows_the_chosen_code(shown):
    shown.fields["indicator"].value = "supply"
    assert "(supply, r" in shown.entry.value and "Use when" in shown.entry.value


def test_a_selection_is_added(shown):
    shown.page.selection = [TEXT.index("90%"), TEXT.index("90%") + 3]
    assert "90%" in shown.message.value
    shown.fields["indicator"].value = "coverage_unspecified"
    shown.buttons["add"].click()
    assert [row["quote"] for row in shown.session.rows if row["decision"] == "added"] == ["90%"]


def test_filters_change_the_queue_and_keep_their_choice(shown):
    shown.filters["place"].value = "乙市"
    assert shown.row["quote"] == "夜场"
    shown.buttons["accept"].click()
    assert shown.row is None and shown.filters["place"].value == "乙市"
    assert shown.buttons["accept"].disabled
    shown.filters["place"].value = ""
    assert shown.row["quote"] == "2970.59万剂"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_is_there_in_both_languages(tmp_path, language):
    assert set(panel._words()["accept"]) == {"en", "zh"}
    assert all(language in word and word[language] for word in panel._words().values())
    Panel(Session(claims(DOSES), measures(NIGHT), documents(document()), ZONES, tmp_path, "anna"), language)


def test_without_a_front_end_the_cell_shows_a_table_and_asks_nothing(tmp_path, monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.delenv("VSCODE_PID", raising=False)
    said = []
    monkeypatch.setattr(panel, "display", lambda *things: said.extend(things))
    annotate(claims(DOSES), measures(NIGHT), documents(), ZONES, tmp_path)
    assert list(said[1]["quote_view"]) == ["2970.59万剂", "夜场"]
    assert not list(tmp_path.iterdir())
