"""How a letter lies on paper: the address in the window of an envelope, numbers and dates in one piece."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess

import pytest

from naast.decide import example, letters, wording
from naast.decide.documents import typesetting
from naast.kernel import clock

MM = 25.4 / 72
"""Millimetres in one point, the unit in which a PDF tells where a word stands."""


def told(letter: letters.Letter, *how: str) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    content = typesetting.pdf(typesetting.LETTER, dataclasses.asdict(letter), made_at=clock.now())
    done = subprocess.run(["pdftotext", *how, "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def letter(**changed: object) -> letters.Letter:
    made = example.example(wording.house("no"), "Proefdam")
    return dataclasses.replace(made, mark="", **changed)  # type: ignore[arg-type]


def top_of(word: str, text: str) -> float:
    """How far a word stands from the upper edge, in millimetres."""
    found = re.search(rf'yMin="([\d.]+)"[^>]*>{word}<', text)
    assert found, word
    return float(found[1]) * MM


@pytest.mark.parametrize("sender", [("Proefdam",), ("Proefdam", "Postbus 1", "1234 AB Proefdam")])
def test_the_address_stands_in_the_window_of_an_envelope(sender):
    text = told(letter(sender=sender, to=("Eveline", "Steeg 1", "1234 AB Proefdam")), "-bbox")
    assert 48 <= top_of("Eveline", text) <= 52
    assert top_of("Steeg", text) < 60


def test_a_long_sender_does_not_run_into_the_address():
    sender = ("Proefdam", "Afdeling Werk", "Team Zuid", "Postbus 1", "Onderaan")
    text = told(letter(sender=sender, to=("Eveline", "Steeg 1")), "-bbox")
    assert top_of("Eveline", text) - top_of("Onderaan", text) > 8


def test_a_phone_number_and_a_date_never_break_over_two_lines():
    lines = [f"{'ja ' * number}bel 010 123 45 67 voor 31 december 2026." for number in range(14, 34)]
    sections = (letters.Section("Wie kun je bellen", tuple(lines)),)
    text = told(letter(sections=sections), "-layout")
    assert text.count("010 123 45 67") == len(lines)
    assert text.count("31 december 2026") == len(lines)


def test_the_closing_never_stands_alone_on_a_sheet():
    """Whatever the length of the letter: what comes last before the closing goes along to the next sheet."""
    broke = 0
    for words in range(18, 34):
        section = letters.Section("Wat we je laten weten", ("Een regel.",) * words + ("Slotregel hiervoor.",))
        sheets = told(letter(sections=(section,))).rstrip("\f").split("\f")
        if len(sheets) > 1:
            broke += 1
            assert "Slotregel hiervoor." in sheets[-1], f"{words} lines"
    assert broke
