"""Ids of quotes and claims: stable, told apart, and never in two pieces in a list of ids."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaxclaims.identity import claim_id, doc_of, quote_id, without_space

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def test_an_id_tells_the_document_and_the_offsets():
    assert quote_id("002_3d2f957771e3e1f8", 148, 157) == "002_3d2f957771e3e1f8:148-157"
    assert claim_id("新闻", 1, 2, {"indicator": "sites"}).startswith("新闻:1-2#")


@pytest.mark.parametrize("name", ["my article", "其他　新闻 (1)", "a\tb\u2028c"])
def test_a_document_with_white_space_in_its_name_has_ids_without(name):
    assert quote_id(name, 1, 2).split() == [quote_id(name, 1, 2)]


@given(NAMES, NAMES)
@example("a b", "a%20b")
def test_the_document_can_be_read_back_and_no_two_share_an_id(one, other):
    assert doc_of(claim_id(one, 1, 2, {})) == one
    assert (quote_id(one, 1, 2) == quote_id(other, 1, 2)) == (one == other)


@given(NAMES)
def test_an_id_of_ones_own_is_made_fit_for_a_list_once(name):
    assert without_space(without_space(name)) == without_space(name)
