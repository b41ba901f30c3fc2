"""What a form says by itself is plain in both languages, and what nobody can see is not kept."""

from __future__ import annotations

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from naast.kernel.forms import DayField

DAY = {
    "nl": "Deze dag begrijpen we niet, of hij bestaat niet. Schrijf hem zo: 31-12-2026.",
    "en": "We do not understand this day, or it does not exist. Write it like this: 31-12-2026.",
}


class Asked(forms.Form):
    words = forms.CharField(max_length=5)
    day = DayField()
    time = forms.TimeField()
    one = forms.ChoiceField(choices=[("a", "A")])
    some = forms.MultipleChoiceField(choices=[("a", "A")])
    paper = forms.FileField()
    year = forms.IntegerField(min_value=1900, max_value=2200, required=False)


def said(language: str, sent: dict[str, object], **files: SimpleUploadedFile) -> dict[str, str]:
    with translation.override(language):
        form = Asked(sent, files)
        return {name: " ".join(map(str, found)) for name, found in form.errors.items()}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "nl",
            ["Vul dit nog in."] * 3 + ["Kies er nog één.", "Kies er minstens één.", "Kies nog een bestand."],
        ),
        (
            "en",
            ["Fill this in."] * 3
            + ["Choose one of these.", "Choose at least one of these.", "Choose a file."],
        ),
    ],
)
def test_what_is_missing_is_asked_in_plain_words(language: str, expected: list[str]) -> None:
    found = said(language, {})
    assert [found[name] for name in ("words", "day", "time", "one", "some", "paper")] == expected


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("nl", "12", "Dit is te weinig: het is minstens 1900."),
        ("nl", "9999", "Dit is te veel: het is hoogstens 2200."),
        ("en", "12", "This is too little: it is at least 1900."),
        ("en", "9999", "This is too much: it is at most 2200."),
    ],
)
def test_a_number_out_of_reach_tells_how_far_it_may_go(language: str, typed: str, expected: str) -> None:
    assert said(language, {"year": typed})["year"] == expected


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("typed", ["31-2-2026", "?", "morgen", "99999999999999999"])
def test_a_day_that_does_not_exist_is_said_with_how_to_write_one(language: str, typed: str) -> None:
    assert said(language, {"day": typed})["day"] == DAY[language]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("typed", ["31-12-2026", "31/12/2026", "2026-12-31"])
def test_a_day_is_understood_as_people_here_write_it_in_both_languages(language: str, typed: str) -> None:
    """With the English words one writes the same day: 1-2-2026 is never the second of January."""
    assert "day" not in said(language, {"day": typed})


def test_what_is_too_long_tells_how_long_it_may_be() -> None:
    found = said(
        "nl", {"words": "zes zes", "time": "laat", "one": "b"}, paper=SimpleUploadedFile("a.pdf", b"")
    )
    assert found["words"] == "Dit is te lang: 7 tekens. Er is plaats voor 5."
    assert found["time"] == "Deze tijd begrijpen we niet. Schrijf hem zo: 14:30."
    assert found["one"] == "Dit staat niet in de lijst. Kies opnieuw."
    assert found["paper"] == "Dit bestand is leeg. Kies een ander bestand."


@pytest.mark.parametrize(
    "typed",
    ["\u200b", "\x01\x02", "\u2066\u2069", "\ufeff", "\u2800", "\u3164 ", "\ufe0f", "\u034f", "\uffa0"],
)
def test_a_text_of_which_nothing_shows_is_not_kept_as_an_empty_line(typed: str) -> None:
    assert said("nl", {"words": typed})["words"] == "Hier is niets van te lezen. Typ het nog een keer."


@pytest.mark.parametrize(
    "typed", ["é", "e\u0301", "🙂", "❤\ufe0f", "👩‍👧", "\U0001fae9", "سلام", "⠓", "1", "…"]
)
def test_whatever_shows_is_welcome(typed: str) -> None:
    assert "words" not in said("nl", {"words": typed})


def test_a_sign_that_no_database_keeps_is_refused_in_plain_words() -> None:
    assert said("nl", {"words": "a\x00b"})["words"] == (
        "Eén van deze tekens kunnen we niet lezen. Typ het nog een keer."
    )
