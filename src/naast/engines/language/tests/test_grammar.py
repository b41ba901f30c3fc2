"""The seam to the library with grammar rules: what comes through it, and that places are characters."""

from itertools import pairwise

import pytest

from naast.engines.language import Kind, review
from naast.engines.language.grammar import LONGEST_PIECE, Places, bounded, load_grammar
from naast.engines.language.text import stretches


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


@pytest.mark.parametrize(
    "text",
    [
        "Beste meneer El Amrani, u bent het niet eens met ons.",
        "Dit gaat over uw brief met kenmerk Z2026-004512.",
        "Onze Wmo-consulent komt bij u langs.",
        "U moet een uur van tevoren bellen.",
        "Mevrouw Van der Zwaag-Öztürk belt u.",
    ],
)
def test_names_and_reference_numbers_are_no_faults_and_everyday_words_not_old(grammar, text):
    assert [
        each.text for each in review(text, grammar).findings if each.kind in (Kind.SPELLING, Kind.JARGON)
    ] == []


def test_it_adds_and_takes_nothing_away_but_hard_words(grammar):
    text = "Beste Jan,\n\nDerhalve wordt uw aanvraag d.d. 1-5-2026 afgewezen. U vind dit vreemd.\n"
    without, with_it = review(text).findings, review(text, grammar).findings
    assert [each for each in without if each not in with_it and each.kind is not Kind.HARD_WORD] == []


@pytest.mark.parametrize("text", ["\x00a", "a\ud800b", "\u202eabc", "😀a", "e\u0301" * 50, "(" * 100 + "a"])
def test_odd_signs_do_no_harm(grammar, text):
    for each in review(text, grammar).findings:
        assert text[each.start : each.end] == each.text


def test_places_hold_in_a_letter_of_many_paragraphs(grammar):
    before = "Één café 😀 is open.\n\n" + "Wij komen graag bij u langs. " * 60 + "\n\nBeste Jan,\n\n"
    found = review(f"{before}U vind het formulier hier.", grammar).findings
    assert [(each.start, each.text) for each in found if each.kind is Kind.SPELLING] == [
        (len(before), "U vind")
    ]


class Slow:
    """In place of the library: each new text that it is shown takes a second of the stopwatch."""

    def __init__(self):
        self.now, self.shown = 0.0, []

    def tick(self):
        return self.now

    def check(self, text):
        self.now += 1
        self.shown.append(text)
        return []


def test_what_the_seconds_do_not_reach_is_said_to_be_not_looked_at():
    slow = Slow()
    text = "\n\n".join(["Dag Jan. " * 50, "Wij zijn er. " * 40, "Wij zijn er ook. " * 30])
    first, all_of_it = bounded(slow, 1, slow.tick)(text), bounded(slow, 60, slow.tick)(text)
    assert slow.shown[0] == text.split("\n\n")[0] and first.not_looked_at == ((text.index("Wij"), len(text)),)
    assert slow.shown[1:] == text.split("\n\n") and all_of_it.not_looked_at == ()


def test_a_new_word_is_met_by_itself_and_once_so_that_time_is_looked_at_after_each():
    slow = Slow()
    new = ["brufkolmatide", "strenvadolimu", "plokterafane"]
    checked = bounded(slow, 2, slow.tick)(" ".join(new))
    assert slow.shown == new[:2] and checked.not_looked_at == ((0, len(" ".join(new))),)
    bounded(slow, 9, slow.tick)(" ".join(new))
    assert slow.shown[2:] == [new[2], " ".join(new)]


def test_the_writer_is_told_that_not_all_was_looked_at():
    slow = Slow()
    part = review("Dag Jan. " * 100, bounded(slow, 1, slow.tick))
    assert part.not_looked_at and part.summary.endswith("Naar spelling en zinsbouw is niet overal gekeken.")
    assert "niet overal" not in review("Dag Jan.\n\nWij zijn er.").summary


@pytest.mark.parametrize(
    "text", ["a" * 50_000, "a.b." * 12_500, "a\n\n" * 16_000, "\r\n \r\n".join("ab" * 900), "(" * 9_000 + "a"]
)
def test_hostile_text_is_cut_in_pieces_and_ends(text):
    slow = Slow()
    found = review(text, bounded(slow, 5, slow.tick))
    assert len(slow.shown) <= 6 and all(len(piece) <= LONGEST_PIECE for piece in slow.shown)
    assert found.not_looked_at or "".join(slow.shown)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "Een.\nTwee.",
        "Een.\n \nTwee.",
        "Een twee. " * 20,
        "x" * 95,
        "Dag Jan " * 9 + "\r\n\r\nDrie.",
    ],
)
def test_stretches_hold_all_that_is_written_and_no_more_than_asked(text):
    found = list(stretches(text, 40))
    assert all(0 < end - start <= 40 for start, end in found)
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(found))


def test_bytes_become_characters():
    places = Places("aé😀b")
    assert [places.character(byte) for byte in (0, 1, 3, 7, 8)] == [0, 1, 2, 3, 4]
