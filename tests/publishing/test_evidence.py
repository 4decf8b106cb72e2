import re
from html import unescape

from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from vaxclaims.identity import claim_id
from vaxclaims.publishing import evidence
from vaxclaims.publishing.evidence import Mark, address, anchor, marked, page_address, page_name, plain

ALPHABET = st.sampled_from("北京。！<>&\"'a \n/=‮\u0300\x00")


def read_back(html: str) -> str:
    """What a browser would show of the text, with what was written out put back."""
    soup = BeautifulSoup(f"<pre>{html}</pre>", "html.parser")  # elsewhere the parser drops space upon space
    for unseen in soup.select(".unseen"):
        unseen.replace_with("")
    return soup.get_text()


def test_markup_of_a_text_is_shown_and_never_run():
    html = plain('<script>alert(1)</script><img src=x onerror="alert(1)"> & </div>')
    tags = {tag.name for tag in BeautifulSoup(html, "html.parser").find_all()}
    assert tags == {"span"}
    assert (
        unescape(re.sub("<[^>]+>", "", html))
        == '<script>alert(1)</script><img src=x onerror="alert(1)"> & </div>'
    )


def test_what_would_reorder_or_hide_is_written_out():
    assert "U+202E" in plain("a\u202eb") and "\u202e" not in plain("a\u202eb")
    assert "U+0000" in plain("\x00") and "U+D800" in plain("\ud800")


def test_a_stack_of_combining_marks_is_cut_and_counted():
    assert plain("a" + "\u0301" * 1000).count("\u0301") == 3 and "+997" in plain("a" + "\u0301" * 1000)


@example("<  ", [])
@given(
    st.text(ALPHABET, max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6)
)
def test_no_character_is_lost_and_every_claim_has_its_anchor(text, spans):
    marks = [
        Mark(start, min(start + length, len(text)), f"c-{n}", "fields")
        for n, (start, length) in enumerate(spans)
        if start < len(text)
    ]
    middle = len(text) // 2
    zones = [(0, middle, "body"), (middle, len(text), "comment")] if middle else [(0, len(text), "body")]
    html = marked(text, zones, marks)
    visible = re.sub(r"[\x00\u202e\u0300\n]", "", text)
    assert re.sub(r"[\x00\u202e\u0300\n]", "", read_back(html)) == visible
    ids = [tag["id"] for tag in BeautifulSoup(html, "html.parser").find_all(id=True)]
    assert sorted(ids) == sorted(mark.anchor for mark in marks)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
@example("my article (1)")
@example("100%20")
@example("a:1-2#b　c")
def test_a_claim_leads_to_the_page_of_its_document_whatever_that_is_called(doc_id):
    page, _, anchored = address(claim_id(doc_id, 58, 65, {})).partition("#")
    assert page == page_address(doc_id) and anchored == anchor("page:58-65#" + anchored[-8:])


def test_the_sentence_around_a_claim_is_marked_too():
    text = "前一句。截至昨天接种200万剂。后一句。"
    start = text.index("200")
    soup = BeautifulSoup(
        marked(text, [(0, len(text), "body")], [Mark(start, start + 5, "c", "t")]), "html.parser"
    )
    assert soup.select_one(".sentence").get_text() == "截至昨天接种200万剂。"
    assert soup.select_one("#c mark").get_text() == "200万剂"


def test_a_very_long_text_is_shown_around_its_claims_only():
    text = "字" * 3_000_000
    html = marked(text, [(0, len(text), "body")], [Mark(2_000_000, 2_000_005, "c", "t")])
    assert len(html) < 100_000 and 'id="c"' in html


def test_pages_and_anchors_are_safe_names_and_never_collide():
    ids = ["a", "a b", "a_b", "a/b", "../../x", "名字", "A" * 300, "A" * 301, "con?", "x#y"]
    names = [page_name(doc_id) for doc_id in ids]
    assert len(set(names)) == len(ids) and all(
        re.fullmatch(r"[\w.-]+", name) and len(name) < 100 for name in names
    )
    assert anchor("000_a:12-15#ab12") == "c-12-15-ab12"
    assert address("a b:1-2#c") == f"seeds/{evidence.page_name('a b')}.html#c-1-2-c"
