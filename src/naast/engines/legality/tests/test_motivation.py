"""Eleven blocks: what is empty, what only repeats another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naast.engines.errors import BadInput
from naast.engines.legality.motivation import Block, Repeat, completeness, guides, sentences

WHOLE = {block: f"Blok {i} zegt iets eigens." for i, block in enumerate(Block)}


def test_there_are_eleven_blocks():
    assert len(Block) == 11


def test_a_motivation_that_says_something_in_every_block_lacks_nothing():
    assert completeness(WHOLE).complete


def test_nothing_written_leaves_every_block_empty_and_repeats_nothing():
    found = completeness({})
    assert found.empty == tuple(Block)
    assert found.repeats == ()
    assert not found.complete


@pytest.mark.parametrize("text", ["", "   ", "...", "- !", "\n"])
def test_signs_alone_say_nothing(text):
    assert completeness({**WHOLE, "purpose": text}).empty == (Block.PURPOSE,)


PURPOSE, DIFFERENCE = Block.PURPOSE, Block.DIFFERENCE


@pytest.mark.parametrize(
    ("purpose", "difference", "repeats"),
    [
        ("De norm voorkomt stapeling.", "de norm voorkomt stapeling", (Repeat(DIFFERENCE, (PURPOSE,)),)),
        ("Zij deelt geen kosten.", "Zij  deelt, geen kosten!", (Repeat(DIFFERENCE, (PURPOSE,)),)),
        ("Eén café.", "een cafe", (Repeat(DIFFERENCE, (PURPOSE,)),)),
        ("A. B.", "B!", (Repeat(DIFFERENCE, (PURPOSE,)),)),
        ("B!", "A. B.", (Repeat(PURPOSE, (DIFFERENCE,)),)),
        ("A. B.", "B. C.", ()),
        ("Zij kreeg € 1.500.", "Zij kreeg 1.", ()),
    ],
)
def test_a_block_that_says_nothing_of_its_own_is_named_with_what_it_repeats(purpose, difference, repeats):
    found = completeness({**WHOLE, "purpose": purpose, "difference": difference})
    assert found.repeats == repeats
    assert found.empty == ()


def test_the_same_text_everywhere_repeats_the_first_block():
    found = completeness(dict.fromkeys(Block, "Maatwerk is nodig."))
    assert found.repeats == tuple(Repeat(block, (Block.REQUEST,)) for block in list(Block)[1:])


def test_a_block_of_sentences_from_several_others_repeats_them_together():
    found = completeness({**WHOLE, "purpose": "A. B.", "suitable": "C. D.", "balanced": "B. C."})
    assert found.repeats == (Repeat(Block.BALANCED, (PURPOSE, Block.SUITABLE)),)


def test_of_blocks_that_only_hold_one_another_the_later_repeats():
    found = completeness({**WHOLE, "purpose": "A. B.", "difference": "B. C.", "suitable": "C. A."})
    assert found.repeats == (Repeat(Block.SUITABLE, (PURPOSE, DIFFERENCE)),)


FEW = st.lists(st.sampled_from("abcd"), max_size=3).map(lambda words: ". ".join(words))


@given(st.fixed_dictionaries({str(block): FEW for block in list(Block)[:6]}))
def test_without_what_repeats_no_sentence_is_lost_and_the_rest_each_says_something_own(blocks):
    found = completeness(blocks)
    repeating = {repeat.block for repeat in found.repeats}
    kept = {name: sentences(text) for name, text in blocks.items() if name not in repeating}
    assert frozenset().union(*kept.values()) == frozenset().union(*map(sentences, blocks.values()))
    for name, said in kept.items():
        others = frozenset().union(*(kept[other] for other in kept if other != name))
        assert not said or said - others, name
    for repeat in found.repeats:
        assert repeat.block not in repeat.of
        assert sentences(blocks[repeat.block]) <= frozenset().union(
            *(sentences(blocks[other]) for other in repeat.of)
        )


def test_an_unknown_block_is_refused_by_name():
    with pytest.raises(BadInput, match=r"blocks\.deserving"):
        completeness({"deserving": "x"})


def test_a_block_that_is_no_text_is_refused_by_name():
    with pytest.raises(BadInput, match=r"blocks\.facts: must be text"):
        completeness({"facts": 3})


def test_every_block_says_in_both_languages_what_belongs_in_it():
    found = guides()
    assert [(guide.number, guide.block) for guide in found] == list(enumerate(Block, start=1))
    for guide in found:
        assert guide.points and not guide.steps
        for wording in (guide.title, *(point.text for point in guide.points)):
            assert wording.en.strip() and wording.nl.strip()


def test_what_the_room_decide_fills_is_mandate_decision_and_objection():
    by_decide = {guide.block: [p.text.en for p in guide.points if p.by_decide] for guide in guides()}
    assert by_decide.pop(Block.ROOM) == ["Who decides, and under which mandate"]
    assert len(by_decide.pop(Block.DECISION)) == 4
    assert len(by_decide.pop(Block.OBJECTION)) == 5
    assert not any(by_decide.values())


@pytest.mark.parametrize("law", ["Wmo 2015", "Wmo", "Jeugdwet", "BWBR0034925"])
def test_support_under_wmo_and_jeugdwet_follows_the_steps_of_the_highest_court(law):
    steps = {guide.block: [point.text.en.split(":")[0] for point in guide.steps] for guide in guides(law)}
    four = ["The need", "The help that is needed", "Own strength", "What remains"]
    assert {block: found for block, found in steps.items() if found} == {Block.FACTS: four, DIFFERENCE: four}


def test_other_laws_have_no_such_steps():
    assert not any(guide.steps for guide in guides("Participatiewet"))
