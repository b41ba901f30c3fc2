"""How far the engine agrees with labels that people can read, and that the docs say it as it is."""

from pathlib import Path

import pytest

from naast.engines.language import Kind, Reading, review
from naast.engines.language.tests.labelled import HELD_OUT, LETTERS, agreement, read, table

DOCS = (Path(__file__).parents[5] / "docs" / "engines" / "language.md").read_text("utf-8")
SETS = {"calibrated": LETTERS, "held out": HELD_OUT}


def section(name: str) -> str:
    return DOCS.split(f"### The letters that were {name}\n")[1].split("\n#")[0]


def pairs(folder):
    letters = list(read(folder))
    return list(zip(letters[::2], letters[1::2], strict=True))


def test_there_are_enough_letters_and_every_finding_is_labelled():
    assert len(list(read(LETTERS))) >= 40
    assert len(list(read(HELD_OUT))) >= 10
    labelled = {label.kind for letter in read(LETTERS) for label in letter.labels}
    assert labelled == set(Kind) - {Kind.SPELLING}


@pytest.mark.parametrize("name", SETS)
def test_the_docs_print_what_is_measured(name):
    rows = [line for line in section(name).splitlines() if line.startswith("| ") and "precision" not in line]
    assert rows == table(agreement(read(SETS[name])))


@pytest.mark.parametrize("name", SETS)
def test_the_docs_say_how_many_rewritings_read_easier(name):
    both = [(review(hard.text), review(plain.text)) for hard, plain in pairs(SETS[name])]
    easier = sum(hard.figures.measure > plain.figures.measure for hard, plain in both)
    plain_ones = sum(plain.figures.reading is Reading.READABLE for _, plain in both)
    hard_ones = sum(hard.figures.reading is Reading.TOO_HARD for hard, _ in both)
    said = " ".join(section(name).split())
    assert f"In {easier} of {len(both)} pairs" in said
    assert f"{plain_ones} of {len(both)} rewritten letters read well" in said
    assert f"{hard_ones} of {len(both)} hard ones are too hard" in said


def test_what_was_calibrated_holds():
    for kind, each in agreement(read(LETTERS)).items():
        assert each.precision is not None and each.recall is not None
        assert each.precision >= 0.8 and each.recall >= 0.7, kind
