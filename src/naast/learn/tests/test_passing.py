"""What leaves the circle holds no name or number of a person, and keeps ordinary words."""

from __future__ import annotations

import pytest

from naast.learn.passing import LEFT_OUT, without_people

NAMES = ["Rosa van der Berg-Yılmaz", "A.", "Mevrouw X"]


@pytest.mark.parametrize(
    "text",
    [
        "Rosa wacht",
        "rosa wacht",
        "Rosa's huis",
        "mevrouw Berg belt",
        "Yılmaz zegt nee",
        "Rosa van der Berg-Yılmaz",
        "A. heeft gebeld",
        "Mevrouw X kwam langs",
        "mail naar piet@voorbeeld.nl",
        "rekening NL91 ABNA 0417 1643 00",
        "bel 06-12345678",
        "bel +31 20 123 45 67",
        "burgerservicenummer 111222333",
        "woont op 1234 AB",
        "geboren 3-5-1988",
    ],
)
def test_it_is_left_out(text):
    passed = without_people(text, NAMES)
    assert LEFT_OUT in passed
    for part in (
        "Rosa",
        "rosa",
        "Berg",
        "Yılmaz",
        "A.",
        "X",
        "piet@",
        "NL91",
        "0612",
        "12345678",
        "1234 AB",
        "1988",
    ):
        assert part not in passed


@pytest.mark.parametrize(
    "text",
    [
        "De wachttijd van 6 maanden op grond van artikel 13 lid 1 van de Wmo 2015.",
        "Een alleenstaande moeder staat van de ene op de andere dag op straat.",
        "De bijstand wordt met € 1.250,50 verlaagd, al 24 maanden lang.",
    ],
)
def test_ordinary_words_stay(text):
    assert without_people(text, NAMES) == text
