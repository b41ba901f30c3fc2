"""Eleven blocks: what is empty, what only repeats another."""

import pytest

from naast.engines.errors import BadInput
from naast.engines.legality.motivation import Block, Repeat, completeness

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
        ("De norm voorkomt stapeling.", "de norm voorkomt stapeling", (Repeat(DIFFERENCE, PURPOSE),)),
        ("Zij deelt geen kosten.", "Zij  deelt, geen kosten!", (Repeat(DIFFERENCE, PURPOSE),)),
        ("Eén café.", "een cafe", (Repeat(DIFFERENCE, PURPOSE),)),
        ("A. B.", "B!", (Repeat(DIFFERENCE, PURPOSE),)),
        ("B!", "A. B.", (Repeat(PURPOSE, DIFFERENCE),)),
        ("A. B.", "B. C.", ()),
    ],
)
def test_a_block_that_says_nothing_of_its_own_is_named_with_what_it_repeats(purpose, difference, repeats):
    found = completeness({**WHOLE, "purpose": purpose, "difference": difference})
    assert found.repeats == repeats
    assert found.empty == ()


def test_the_same_text_everywhere_repeats_the_first_block():
    found = completeness(dict.fromkeys(Block, "Maatwerk is nodig."))
    assert found.repeats == tuple(Repeat(block, Block.REQUEST) for block in list(Block)[1:])


def test_an_unknown_block_is_refused_by_name():
    with pytest.raises(BadInput, match=r"blocks\.deserving"):
        completeness({"deserving": "x"})
