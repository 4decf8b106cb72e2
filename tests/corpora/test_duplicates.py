"""Which documents of a corpus are read: told on the way, or of a corpus too large for memory at the end."""

from hypothesis import given, settings
from hypothesis import strategies as st

from vaxclaims.corpora.duplicates import Index, Seen, digest

DOCUMENTS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), max_size=25)


@settings(max_examples=25)  # each opens a database
@given(documents=DOCUMENTS, keep=st.booleans(), cut=st.integers(1, 5))
def test_the_index_refuses_what_a_reader_would_in_whatever_order_the_parts_come(documents, keep, cut):
    seen = Seen(keep)
    expected = [(n, seen.refuses(digest(i), digest(t))) for n, (i, t) in enumerate(documents)]
    parts = [documents[at : at + cut] for at in range(0, len(documents), cut)]
    with Index(keep) as index:
        for number, part in reversed(list(enumerate(parts))):
            index.add(number, list(range(len(part))), [digest(i) for i, _ in part], [digest(t) for _, t in part])
        found = [(part * cut + row, why) for part, row, why in index.refused()]
        assert found == [(number, why) for number, why in expected if why]


@given(documents=DOCUMENTS)
def test_of_each_doc_id_and_of_each_text_one_is_read(documents):
    seen = Seen()
    read = [(i, t) for i, t in documents if not seen.refuses(digest(i), digest(t))]
    assert len({i for i, _ in read}) == len({t for _, t in read}) == len(read)


def test_who_shares_only_with_a_refused_document_is_read():
    seen = Seen()
    assert [seen.refuses(digest(i), digest(t)) for i, t in ("au", "av", "bv")] == ["", "doc_id", ""]


def test_the_index_says_which_ids_no_document_has():
    with Index() as index:
        index.add(0, [0, 1], [digest("a"), digest("b")], [digest("t"), digest("u")])
        assert index.absent(["b", "c"]) == ["c"] and index.absent([]) == []
