"""The seam to the library with grammar rules: what comes through it, and that places are characters."""

import pytest

from naast.engines.language import BadInput, Kind, review
from naast.engines.language.grammar import LONGEST_CHECKED, Places, load_grammar


@pytest.fixture(scope="module")
def grammar():
    return load_grammar()


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [("U vind het formulier hier.", "U vind", "U vindt"), ("Wij stuuren een brief.", "stuuren", "sturen")],
)
def test_a_fault_comes_with_what_is_right(grammar, text, wrong, right):
    before = "Één café 😀 is open. "
    found = [each for each in review(before + text, grammar).findings if each.kind is Kind.SPELLING]
    assert [(each.text, each.instead, each.replaces) for each in found] == [(wrong, right, True)]
    assert found[0].start == len(before) + text.index(wrong)


def test_old_fashioned_words_that_are_not_in_our_own_table(grammar):
    text = "Wij helpen u gaarne."
    assert [each.text for each in review(text).findings if each.kind is Kind.JARGON] == []
    assert [each.text for each in review(text, grammar).findings if each.kind is Kind.JARGON] == ["gaarne"]


def test_no_name_is_a_fault_and_no_official_word_a_way_out(grammar):
    text = "Selam Haile is uw vaste hulp. Wij hebben dat bij brief gezegd."
    assert [
        each for each in review(text, grammar).findings if each.kind in (Kind.SPELLING, Kind.JARGON)
    ] == []


def test_it_adds_and_takes_nothing_away_but_hard_words(grammar):
    text = "Beste Jan,\n\nDerhalve wordt uw aanvraag d.d. 1-5-2026 afgewezen. U vind dit vreemd.\n"
    without, with_it = review(text).findings, review(text, grammar).findings
    assert [each for each in without if each not in with_it and each.kind is not Kind.HARD_WORD] == []


@pytest.mark.parametrize("text", ["\x00a", "a\ud800b", "\u202eabc", "😀a", "e\u0301" * 50, "(" * 100 + "a"])
def test_odd_signs_do_no_harm(grammar, text):
    for each in review(text, grammar).findings:
        assert text[each.start : each.end] == each.text


def test_a_text_too_long_for_the_library_is_refused(grammar):
    with pytest.raises(BadInput, match=r"^text: must be at most 10000 characters with grammar"):
        review("a " * (LONGEST_CHECKED // 2 + 1), grammar)


def test_bytes_become_characters():
    places = Places("aé😀b")
    assert [places.character(byte) for byte in (0, 1, 3, 7, 8)] == [0, 1, 2, 3, 4]
