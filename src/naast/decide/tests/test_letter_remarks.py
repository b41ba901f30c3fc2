"""What the language engine says beside a letter: where, why, and a way out that one click puts in."""

from __future__ import annotations

import pytest

from naast.decide.letter_remarks import put_in, remarks, replaced
from naast.decide.letters import compose, words
from naast.decide.tests.test_letters import FACTS
from naast.engines.language import Checked, Finding, Kind, Reading

HARD = {
    "decision": "Derhalve wordt je aanvraag afgewezen. Derhalve stopt het per 1-5-2026.",
    "why": "Indien u niet reageert, stopt uw uitkering. De cliënt moet dan\nbetalen.",
    "next": "Wij bellen je.",
}


def read(written=None, **how):
    written = HARD if written is None else written
    return remarks(compose(FACTS, words(), written), written, **how)


def of(found, kind):
    return [each for each in (*found.tone, *found.own) if each.kind is kind]


def test_each_remark_says_what_where_why_and_the_easier_word():
    first, second = of(read(), Kind.JARGON)
    assert (first.part, first.text, first.nth, first.instead) == ("decision", "Derhalve", 0, "Daarom")
    assert second.nth == 1 and second.why and second.replaces


def test_what_threatens_or_talks_past_the_reader_is_a_list_of_its_own():
    found = read()
    assert [(each.kind, each.part) for each in found.tone] == [(Kind.THREAT, "why"), (Kind.DISTANCE, "why")]
    assert not {Kind.THREAT, Kind.DISTANCE} & {each.kind for each in found.own}
    assert all(each.instead for each in found.tone)


def test_the_letter_is_read_whole_and_remarks_on_the_fixed_parts_are_not_the_senders():
    found = read()
    assert found.fixed and not any(each.part for each in found.fixed)
    assert "voorzieningenrechter" in {each.text for each in found.fixed}
    # Name and phone stand in the fixed part: nobody has to put them in again.
    assert Kind.NO_CONTACT not in {each.kind for each in found.whole}


def test_what_is_left_once_stays_away_and_the_rest_stays():
    left = of(read(), Kind.JARGON)[0].key
    after = read(left={left})
    assert of(after, Kind.JARGON) == [] and of(after, Kind.THREAT) and of(after, Kind.UNCLEAR_DATE)


def test_words_parted_by_the_end_of_a_line_are_advice_and_not_put_in():
    split = HARD | {"why": "U\nbent verplicht te komen."}
    together = HARD | {"why": "U bent verplicht te komen."}
    assert [each.replaces for each in of(read(together), Kind.THREAT)] == [True]
    assert [each.replaces for each in of(read(split), Kind.THREAT)] == [False]


def test_putting_in_changes_those_words_and_no_others():
    found = read()
    second = of(found, Kind.JARGON)[1]
    changed = replaced(found, HARD, second.place)
    assert changed == HARD | {
        "decision": "Derhalve wordt je aanvraag afgewezen. Daarom stopt het per 1-5-2026."
    }
    assert [each.nth for each in of(read(changed), Kind.JARGON)] == [0]


@pytest.mark.parametrize("place", ["", "decision:9:jargon:Derhalve", "why:0:threat:Indien u niet", "x"])
def test_what_is_not_there_or_has_no_words_that_fit_changes_nothing(place):
    assert replaced(read(), HARD, place) is None


def test_the_nth_of_the_same_words():
    assert put_in("a b a b a", "a", 1, "x") == "a b x b a"
    assert put_in("aaa", "aa", 0, "b") == "ba"
    assert put_in("a", "a", 1, "x") is None and put_in("abc", "", 0, "x") is None


def test_odd_signs_and_hostile_text_keep_every_remark_in_its_place():
    text = "Één café 😀\u202e (derhalve) <b>derhalve</b>\n- derhalve\n- d.d. 1-5-2026 \u00a0 derhalve\n\nDag."
    written = HARD | {"decision": text}
    found = read(written)
    rows = of(found, Kind.JARGON)
    assert [(each.nth, each.part) for each in rows] == [(0, "decision"), (1, "decision")] + [
        (at, "decision") for at in range(2, len(rows))
    ]
    for row in rows:
        changed = replaced(found, written, row.place)
        assert changed is not None and changed["decision"].count("derhalve") == text.count("derhalve") - 1


def test_what_cannot_be_read_has_no_figure_and_raises_nothing():
    found = read({"decision": "x " * 30_000, "why": "", "next": ""})
    assert found.reading is None and found.are_none
    assert read().reading in set(Reading)


def test_that_spelling_was_not_looked_at_everywhere_is_known():
    def some(text):
        place = text.index("bellen")
        wrong = Finding(Kind.SPELLING, place, place + 6, "bellen", "y", "bel", True)
        return Checked((wrong,), ((place, len(text)),))

    found = read(grammar=some)
    assert not found.all_looked_at and read().all_looked_at
    assert [(each.part, each.nth) for each in of(found, Kind.SPELLING)] == [("next", 0)]
