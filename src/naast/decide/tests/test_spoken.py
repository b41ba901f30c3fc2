"""What is said when a letter is read aloud, and the voice that says it on this machine only."""

from __future__ import annotations

import io
import shutil
import subprocess
import wave

import pytest

from naast.decide import plain, voice
from naast.decide.letters import compose, words
from naast.decide.plain import HEADING, ITEM, PARAGRAPH, Line, Part
from naast.decide.spoken import LONGEST_SAID, aloud, pieces
from naast.decide.tests.test_letters import FACTS

HERE = voice.is_there()


def said(text: str, kind: str = PARAGRAPH) -> str:
    return aloud(Line(kind, text))


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("Je krijgt € 1.250,50.", "Je krijgt 1250 euro en 50 cent."),
        ("Er is €\N{NO-BREAK SPACE}7.200, en € 12,05.", "Er is 7200 euro, en 12 euro en 5 cent."),
        ("Je krijgt € 40,00 op 12-03-2026.", "Je krijgt 40 euro op 12 maart 2026."),
        ("De datum 31/12/2026", "De datum 31 december 2026."),
        ("Niet 12-13-2026.", "Niet 12-13-2026."),
        ("Bel 010 123 45 67.", "Bel nul één nul, één twee drie, vier vijf, zes zeven."),
        ("Bel 06-12345678!", "Bel nul zes, één twee drie vier vijf zes zeven acht!"),
        ("Bel 14 010.", "Bel één vier, nul één nul."),
        ("Bel +31 6 12345678.", "Bel plus drie één, zes, één twee drie vier vijf zes zeven acht."),
        ("Postbus 1, 5611 AB Eindhoven", "Postbus 1, 56 11 A B Eindhoven."),
        ("Wmo 2015, artikel 2.3.5 lid 3", "Wmo 2015, artikel 2.3.5 lid 3."),
        ("Voor 10.000 mensen in 2026", "Voor 10.000 mensen in 2026."),
    ],
)
def test_amounts_days_and_numbers_are_said_as_people_say_them(written, heard):
    assert said(written) == heard


def test_a_heading_is_announced_and_an_empty_line_says_nothing():
    assert said("Waarom wij dit besluiten", HEADING) == "Kopje: Waarom wij dit besluiten."
    assert said("  ") == said("[[ ]]") == ""


def test_no_sign_reaches_the_voice_that_it_takes_for_a_command():
    hostile = "Dag [[h@'loU]] <break time='9s'/> $(id) \x1b[0m `rm`\x00"
    assert not set(said(hostile)) & set("[]<>{}|\\\x1b\x00")


def test_the_whole_letter_is_said_under_its_headings_in_the_order_of_the_paper():
    lines = plain.lines(compose(FACTS, words()))
    found = pieces(plain.parts(lines))
    assert [piece.heading for piece in found] == [line.text for line in lines if line.kind == HEADING]
    everything = "\n".join(piece.said for piece in found)
    assert "Kopje: " in found[0].said and "Beste Eveline," in found[0].said
    for heard in ("7200 euro", "nul één nul, één twee drie, vier vijf, zes zeven", "Wilma Worker"):
        assert heard in everything, heard
    assert [aloud(line) for line in lines] == everything.split("\n")


def test_a_long_part_is_said_in_pieces_and_no_word_is_lost():
    text = "Wij huren een woning. " * 400
    found = pieces([Part("Ons besluit", (Line(PARAGRAPH, text), Line(ITEM, "x" * 6_000)))])
    assert len(found) > 3 and all(0 < len(piece.said) <= LONGEST_SAID for piece in found)
    assert all(piece.heading == "Ons besluit" for piece in found)
    heard = "".join("".join(piece.said.split()) for piece in found)
    assert heard == "".join(f"Kopje: Ons besluit.{text}{'x' * 6_000}.".split())


def test_lines_are_kept_as_they_are_and_read_as_one_text():
    lines = plain.lines(compose(FACTS, words()))
    assert plain.of_rows(plain.as_rows(lines)) == lines
    text = plain.as_text([Line(HEADING, "A"), Line(ITEM, "b"), Line(ITEM, "c"), Line(PARAGRAPH, "d")])
    assert text == "A\n\n- b\n- c\n\nd"
    assert plain.parts([Line(PARAGRAPH, "x"), Line(HEADING, "H")]) == (
        Part("", (Line(PARAGRAPH, "x"),)),
        Part("H", ()),
    )


@pytest.mark.skipif(not HERE, reason="espeak-ng is not installed on this machine")
def test_the_voice_gives_sound_whose_length_is_true():
    short, long = (voice.sound(text) for text in ("Dag Eveline.", "Dag Eveline. " * 20))
    with wave.open(io.BytesIO(long)) as heard:
        assert heard.getnframes() * heard.getsampwidth() == len(long) - 44
        assert heard.getnframes() > heard.getframerate() * 5 and any(heard.readframes(heard.getframerate()))
    assert 44 < len(short) < len(long)


@pytest.mark.skipif(not HERE, reason="espeak-ng is not installed on this machine")
def test_letters_with_marks_and_signs_that_cannot_be_said_make_sound_all_the_same():
    for text in ("Één café, coördinatie. 😀", "\ud800 dag", "-v en --help", "/etc/passwd"):
        assert len(voice.sound(text)) > 44


def test_without_the_program_there_is_no_voice_and_nothing_is_started(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: pytest.fail("started"))
    assert not voice.is_there()
    with pytest.raises(voice.NoVoice):
        voice.sound("Dag.")


@pytest.mark.parametrize("text", ["", "a" * (LONGEST_SAID + 1)])
def test_what_is_empty_or_too_long_is_not_said(text, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/espeak-ng")
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: pytest.fail("started"))
    with pytest.raises(voice.NoVoice):
        voice.sound(text)


def test_the_words_go_in_through_a_pipe_and_no_shell_reads_them(monkeypatch):
    asked = {}

    def run(command, **how):
        asked.update(how, command=command)
        return subprocess.CompletedProcess(command, 0, stdout=b"no sound", stderr=b"")

    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/espeak-ng")
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(voice.NoVoice):
        voice.sound("$(touch x); rm -rf ~")
    assert isinstance(asked["command"], list) and not asked.get("shell")
    assert not any("touch" in word for word in asked["command"])
    assert asked["input"] == b"$(touch x); rm -rf ~" and asked["timeout"] == voice.SECONDS


@pytest.mark.parametrize(
    "error",
    [OSError("gone"), subprocess.TimeoutExpired("espeak-ng", 1), subprocess.CalledProcessError(1, "x")],
)
def test_a_voice_that_fails_or_takes_too_long_is_no_voice(monkeypatch, error):
    def run(*_command, **_how):
        raise error

    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/espeak-ng")
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(voice.NoVoice):
        voice.sound("Dag.")


def test_a_letter_in_another_language_is_not_read_in_a_dutch_voice():
    assert not voice.is_there("ar")
    with pytest.raises(voice.NoVoice):
        voice.sound("Dag.", "ar")
