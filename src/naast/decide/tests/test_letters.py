"""The letter as words: who decided what and why, room in the law, contact, help, objection clause."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from naast.decide import letters
from naast.decide.letters import LetterContents, compose, editable, words

FACTS = LetterContents(
    municipality="Proefdam",
    postal_address="Postbus 1, 1234 AB Proefdam",
    resident="Eveline",
    address="",
    request="Een plek voor Claire en mij",
    decision_id=12,
    outcome="yes",
    granted="We huren zes maanden een woning",
    amount=Decimal("7200.00"),
    from_on=dt.date(2026, 12, 1),
    until_on=dt.date(2027, 5, 31),
    conditions="",
    review_on=dt.date(2027, 1, 15),
    reason="Zonder huis gaat Claire naar een pleeggezin. Dat is voor niemand goed.",
    refused_because="",
    heard_on=None,
    heard_words="",
    not_heard="",
    title="Wmo 2015, artikel 2.3.5 lid 3",
    is_exception=True,
    by_college=False,
    decider="Mira Mandaat",
    function="manager",
    decided_on=dt.date(2026, 11, 20),
    sent_on=dt.date(2026, 11, 23),
    contact="Wilma Worker",
    contact_phone="010 123 45 67",
    general_phone="14 010",
    stand_in="Sjoerd",
    support="Stichting Steun, telefoon 010 765 43 21",
)


def text_of(facts: LetterContents, **changed: str) -> str:
    letter = compose(facts, words(), changed)
    parts = [letter.title, letter.salutation, *letter.signed]
    for section in letter.sections:
        parts += [section.heading, *section.paragraphs, *section.items, *section.after]
    return "\n".join(parts)


def test_the_letter_says_who_what_why_and_where_to_go():
    text = text_of(FACTS)
    for said in (
        "Beste Eveline,",
        "Je vroeg ons: Een plek voor Claire en mij.",
        "Ons antwoord is ja.",
        "Dit doen we: We huren zes maanden een woning.",
        "€\N{NO-BREAK SPACE}7.200 beschikbaar",
        "1 december 2026 en loopt tot en met 31 mei 2027",
        "Zonder huis gaat Claire naar een pleeggezin.",
        "namens het college van burgemeester en wethouders van Proefdam",
        "Wmo 2015, artikel 2.3.5 lid 3",
        "Wilma Worker is je vaste aanspreekpunt. Het telefoonnummer is 010 123 45 67.",
        "Dan helpt Sjoerd je verder.",
        "Zo iemand heet een onafhankelijke cliëntondersteuner. Die helpt je gratis: Stichting Steun",
        "tot en met 4 januari 2027",
        "De brief is verstuurd op 23 november 2026.",
        "Stuur je bezwaar naar: Postbus 1, 1234 AB Proefdam.",
        "je handtekening",
        "voorlopige voorziening",
        "Hulp bij je bezwaar is gratis.",
    ):
        assert said in text, said


def test_the_objection_term_that_ends_on_a_holiday_runs_on():
    """Six weeks after Monday 16 November 2026 is 28 December; after Friday the 13th it is Christmas."""
    assert "tot en met 28 december 2026" in text_of(dataclasses.replace(FACTS, sent_on=dt.date(2026, 11, 16)))
    christmas = dataclasses.replace(FACTS, sent_on=dt.date(2026, 11, 13), decided_on=dt.date(2026, 11, 13))
    assert "tot en met 28 december 2026" in text_of(christmas)


def test_a_no_is_warm_and_says_why_and_what_the_resident_said():
    text = text_of(
        dataclasses.replace(
            FACTS,
            outcome="no",
            granted="",
            reason="",
            amount=None,
            refused_because="de bus stopt voor de deur",
            heard_on=dt.date(2026, 11, 18),
            heard_words="Ik durf niet met de bus.",
        )
    )
    assert "We begrijpen dat je hierop had gehoopt" in text
    assert "dit is de reden: de bus stopt voor de deur." in text
    assert "“Ik durf niet met de bus.” Dat hebben we meegewogen." in text
    assert "Wilma Worker denkt graag met je mee over wat wel kan" in text
    assert "beschikbaar" not in text


def test_who_could_not_be_heard_reads_why():
    text = text_of(
        dataclasses.replace(FACTS, outcome="partly", refused_because="x", not_heard="je was opgenomen")
    )
    assert "We hebben je vooraf niet gesproken over dit antwoord. De reden is: je was opgenomen." in text


def test_only_three_parts_can_be_put_in_other_words_and_an_empty_one_is_not_left_out():
    text = text_of(FACTS, decision="We huren een huis voor jou en Claire.\n\nDat doen we graag.", why="  ")
    assert "We huren een huis voor jou en Claire." in text and "Ons antwoord is ja." not in text
    assert "Zonder huis gaat Claire naar een pleeggezin." in text
    assert set(editable(FACTS, words())) == set(letters.EDITABLE)


def test_typed_braces_stay_as_they_are():
    facts = dataclasses.replace(FACTS, reason="Regel {contact} en {0.__class__}", granted="{sent_on}")
    text = text_of(facts)
    assert "{0.__class__}" in text and "Dit doen we: {sent_on}." in text


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("1234567.5", "€\N{NO-BREAK SPACE}1.234.567,50"),
        ("80", "€\N{NO-BREAK SPACE}80"),
        ("0.05", "€\N{NO-BREAK SPACE}0,05"),
    ],
)
def test_amounts_are_written_the_dutch_way(amount, said):
    assert letters.euros(Decimal(amount)) == said


def test_without_phone_or_client_supporter_the_letter_still_shows_the_way():
    text = text_of(dataclasses.replace(FACTS, contact_phone="", general_phone="", support="", stand_in=""))
    assert "Vraag Wilma Worker hoe je die bereikt." in text and "None" not in text


def test_sentences_are_short_enough_to_read():
    """B1: no sentence of the house's own words is longer than twenty-five words."""
    for section in compose(FACTS, words()).sections:
        for paragraph in (*section.paragraphs, *section.after):
            for sentence in paragraph.replace("?", ".").split(". "):
                assert len(sentence.split()) <= 25, sentence


def test_outside_the_statute_the_letter_claims_no_room_in_it():
    text = text_of(dataclasses.replace(FACTS, by_college=True))
    assert "Daarom heeft het college hier zelf over besloten." in text
    assert "geeft ons ruimte" not in text


def test_a_yes_without_a_reason_still_shows_all_that_follows_from_the_decision():
    letter = compose(dataclasses.replace(FACTS, reason=""), words())
    assert [section.heading for section in letter.own] == ["Ons besluit", "Hoe nu verder"]
    assert letter.fixed[0].heading == "Wat er in de wet staat"
    assert (*letter.own, *letter.fixed) == letter.sections
