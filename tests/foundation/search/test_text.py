"""Folding, tokens and typing slips."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.foundation.search.text import fold, one_slip_apart, slip_keys, tokens

LETTERS = st.text(alphabet="ABCDE", min_size=4, max_size=9)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Lefèvre", "LEFEVRE"),
        ("Jean-Pierre", "JEAN PIERRE"),
        ("d’Arc", "D ARC"),
        ("D'ARC", "D ARC"),
        ("Cœur", "COEUR"),
        ("ÆGIDIUS Øre", "AEGIDIUS ORE"),
        ("Straße", "STRASSE"),
        ("  Le   Goff  ", "LE GOFF"),
        ("Łukasz", "LUKASZ"),
        ("e\u0301lodie", "ELODIE"),
        ("…", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_tokens_keep_each_word_once_in_order():
    assert tokens("Marie Martin marie-anne") == ("MARIE", "MARTIN", "ANNE")


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("a", "b", "close"),
    [
        ("MARTIN", "MARTN", True),
        ("MARTIN", "MARTIIN", True),
        ("MARTIN", "MARTEN", True),
        ("MARTIN", "MATRIN", True),
        ("MARTIN", "MARTIN", True),
        ("MARTIN", "NARTIM", False),
        ("MARTIN", "MARTINEZ", False),
        ("MARTIN", "ARTINM", False),
    ],
)
def test_one_slip(a, b, close):
    assert (one_slip_apart(a, b), one_slip_apart(b, a)) == (close, close)


@given(LETTERS, st.data())
def test_a_slip_is_found_through_a_common_key(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("ABCXYZ"))
    for slipped in (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]):
        assert one_slip_apart(word, slipped)
        if len(slipped) >= 4:
            assert slip_keys(word) & slip_keys(slipped)


def test_short_words_take_no_slip():
    assert slip_keys("ALI") == frozenset({"ALI"})
