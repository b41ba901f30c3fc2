"""The tables of docs/engines/language.md, finding by finding."""

from itertools import pairwise

import pytest

from naast.engines.language import BadInput, Kind, Reading, review
from naast.engines.language.text import cut
from naast.engines.language.types import Finding
from naast.engines.language.whole import has_person


def found(text: str, kind: Kind) -> list[Finding]:
    return [each for each in review(text).findings if each.kind == kind]


def texts(text: str, kind: Kind) -> list[str]:
    return [each.text for each in found(text, kind)]


def words(count: int) -> str:
    return " ".join(["Wij", *["en"] * (count - 2), "zo"]) + "."


@pytest.mark.parametrize(("count", "remarks"), [(15, []), (16, [False]), (20, [False]), (21, [True])])
def test_a_sentence_is_long_from_sixteen_words_and_very_long_from_twenty_one(count, remarks):
    assert [each.strong for each in found(words(count), Kind.LONG_SENTENCE)] == remarks


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Kom op 1 mei. Neem uw pas mee.", 2),
        ("Dit is van dhr. J. Bos d.d. 1 mei. Hij belt.", 2),
        ("Beste Jan,\n\nNeem mee:\n- uw pas\n- een brief\n\nMet vriendelijke groet,\nKarin Bos", 3),
        ("Dit is een regel die lang genoeg is om verder te lopen\nop de volgende regel van de brief.", 1),
        ("Kop van de brief\nDaarna komt de zin.", 2),
        ("Komt u? Ja! Fijn...", 3),
        ("U krijgt € 1.250,50 per maand.", 1),
    ],
)
def test_where_sentences_end(text, sentences):
    assert review(text).figures.sentences == sentences


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [
        ("Uw aanvraag wordt door ons beoordeeld.", True),
        ("Uw aanvraag is afgewezen.", True),
        ("U hoort van ons als het bedrag betaald is.", True),
        ("Het kan zijn dat u gebeld gaat worden.", True),
        ("De stukken dienen te worden overgelegd.", True),
        ("Wij hebben uw brief ontvangen.", False),
        ("U bent verhuisd.", False),
        ("Het wordt beter en u wordt blij.", False),
        ("Als u 18 wordt, heeft u een opleiding gevolgd.", False),
        ("De mensen zijn blij dat u heeft gebeld.", False),
    ],
)
def test_a_passive_marks_its_sentence(sentence, passive):
    assert texts(sentence, Kind.PASSIVE) == ([sentence] if passive else [])


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("Uw beschikking komt later.", [("beschikking", "besluit", True)]),
        ("Derhalve komen wij.", [("Derhalve", "Daarom", True)]),
        ("Met ingang van 1 mei stopt het.", [("Met ingang van", "Vanaf", True)]),
        ("U dient te komen.", [("dient te", "moet", False)]),
        ("Wij delen u hierbij mede dat het stopt.", [("delen u hierbij mede", "laten weten", False)]),
        ("Daarom komen wij.", []),
    ],
)
def test_an_official_word_comes_with_an_everyday_one(text, remarks):
    shown = [(each.text, each.instead, each.replaces) for each in found(text, Kind.JARGON)]
    assert [each for each in shown if each[0] != "hierbij"] == remarks


@pytest.mark.parametrize(
    ("word", "hard"),
    [
        ("fiets", False),
        ("verantwoordelijkheid", False),
        ("schuldhulpverlening", True),
        ("inschrijvingsverplichting", True),
        ("discretionair", True),
        ("zwemles", False),
        ("Ouagadougou", False),
    ],
)
def test_a_word_is_hard_when_it_is_rare_or_long(word, hard):
    assert texts(f"Dit gaat over {word} en zo.", Kind.HARD_WORD) == ([word] if hard else [])


@pytest.mark.parametrize(
    ("text", "marked", "verb"),
    [
        ("Het indienen van een bezwaar kan.", ["Het indienen van"], "indienen"),
        ("Na de beoordeling van uw vraag bellen wij.", ["de beoordeling van"], "beoordelen"),
        ("Deelname aan de cursus is gratis.", ["Deelname aan"], "meedoen"),
        ("Het gesprek vindt morgen plaats.", ["plaats"], "werkwoord"),
        ("De woning van uw zus is leeg.", [], ""),
        ("Het leven van uw zus is druk.", [], ""),
    ],
)
def test_a_noun_that_hides_a_verb(text, marked, verb):
    remarks = found(text, Kind.NOMINALISATION)
    assert [each.text for each in remarks] == marked
    assert all(verb in each.instead for each in remarks)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Dat is niet onredelijk.", ["niet onredelijk"]),
        ("U krijgt geen geld, tenzij u werkt.", ["geen geld, tenzij"]),
        ("Wij doen niets zonder u.", ["niets zonder"]),
        ("Ik kan niet komen, maar u kunt niet bellen.", []),
        ("U heeft niet ondertekend.", []),
        ("Dat is niet onze taak.", []),
    ],
)
def test_two_negations_in_one_clause(text, marked):
    assert texts(text, Kind.DOUBLE_NEGATION) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Dit is i.v.m. uw vraag.", [("i.v.m.", "door")]),
        ("Het duurt t/m mei.", [("t/m", "tot en met")]),
        ("De Wlz betaalt. De Wlz helpt.", [("Wlz", "")]),
        ("De Wet langdurige zorg (Wlz) betaalt. De Wlz helpt.", []),
        ("De WLZ (Wet langdurige zorg) betaalt.", []),
        ("Uw AOW komt op uw IBAN.", []),
        ("Ons adres is Plein 1, 1234 AB Dorp.", []),
    ],
)
def test_an_abbreviation_that_is_not_explained(text, marked):
    remarks = found(text, Kind.ABBREVIATION)
    assert [each.text for each in remarks] == [short for short, _ in marked]
    assert all(each.instead == full for each, (_, full) in zip(remarks, marked, strict=True) if full)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Indien u niet reageert, stopt uw uitkering.", ["Indien u niet"]),
        ("Als u geen papieren stuurt, trekken wij de hulp in.", ["Als u geen"]),
        ("Als u niet kunt komen, bel mij dan.", []),
        ("Ook bent u verplicht dit te melden.", ["bent u verplicht"]),
        ("U krijgt een sanctie.", ["sanctie"]),
        ("Wij helpen u graag.", []),
    ],
)
def test_what_sounds_like_a_threat(text, marked):
    assert texts(text, Kind.THREAT) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Men dient te komen.", ["Men"]),
        ("De cliënt krijgt hulp.", ["De cliënt"]),
        ("Geachte heer/mevrouw,\n\nKom langs.", ["heer/mevrouw"]),
        ("Veel mensen komen.", []),
    ],
)
def test_what_talks_past_the_reader(text, marked):
    assert texts(text, Kind.DISTANCE) == marked


@pytest.mark.parametrize(
    ("text", "marked", "instead"),
    [
        ("Kom op 1-5-2026.", ["1-5-2026"], "1 mei 2026"),
        ("Kom op 01/05/26.", ["01/05/26"], "1 mei 2026"),
        ("Kom op 31-02-2026.", [], ""),
        ("Kom op 1 mei 2026 om 14.30 uur.", [], ""),
        ("Betaal binnen 14 dagen na dagtekening.", ["binnen 14 dagen na dagtekening"], "Noem de dag"),
        ("Betaal binnen twee weken, dus voor 15 mei 2026.", [], ""),
        ("Wij bellen te zijner tijd.", ["te zijner tijd"], "Noem een dag"),
    ],
)
def test_a_date_that_has_to_be_worked_out(text, marked, instead):
    remarks = found(text, Kind.UNCLEAR_DATE)
    assert [each.text for each in remarks] == marked
    assert all(each.instead.startswith(instead) for each in remarks)


@pytest.mark.parametrize(
    ("text", "marked", "instead"),
    [
        ("U krijgt € 12500.", ["€ 12500"], "€ 12.500"),
        ("U krijgt EUR 1250,-.", ["EUR 1250,-"], "€ 1.250"),
        ("U krijgt 1250 euro.", ["1250 euro"], "€ 1.250"),
        ("U krijgt € 3,5.", ["€ 3,5"], "Schrijf het bedrag"),
        ("U krijgt € 1,250.", ["€ 1,250"], "Schrijf het bedrag"),
        ("U krijgt vijfhonderd euro.", ["vijfhonderd euro"], "Schrijf het bedrag"),
        ("U krijgt € 1.250, € 12,50, € 1.250,00 en 50 euro.", [], ""),
    ],
)
def test_an_amount_that_can_be_read_wrongly(text, marked, instead):
    remarks = found(text, Kind.UNCLEAR_AMOUNT)
    assert [each.text for each in remarks] == marked
    assert all(each.instead.startswith(instead) for each in remarks)


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("Uw aanvraag ligt bij ons.", True),
        ("Heeft u nog vragen? Uw aanvraag ligt bij ons.", True),
        ("Kunt u dinsdag komen?", False),
        ("Bel mij morgen.", False),
        ("Lukt het niet, bel dan.", False),
        ("Ik bel u morgen.", False),
        ("U hoeft nu niets te doen.", False),
    ],
)
def test_a_letter_says_what_comes_next(body, missing):
    text = f"Beste mevrouw Bos,\n\n{body}\n\nMet vriendelijke groet,\nKarin Bos\n06 12345678\n"
    remarks = found(text, Kind.NO_NEXT_STEP)
    assert [(each.start, each.text) for each in remarks] == ([(len(text) - 1, "")] if missing else [])


@pytest.mark.parametrize(
    ("letter", "missing"),
    [
        ("Kom langs.\n\nMet vriendelijke groet,\nKarin Bos\n06 12345678", ""),
        ("Bel Samir Benali: 0499 12 34 56.\n\nMet vriendelijke groet,\nAfdeling Zorg", ""),
        ("Kom langs.\n\nMet vriendelijke groet,\nKarin Bos", "geen telefoonnummer"),
        ("Bel 14 0341.\n\nMet vriendelijke groet,\nAfdeling Zorg", "geen naam"),
        ("Kom langs.\n\nMet vriendelijke groet,\nTeam Inkomen", "geen naam en geen telefoonnummer"),
    ],
)
def test_a_letter_names_somebody_to_call(letter, missing):
    remarks = found(f"Beste mevrouw Vos,\n\n{letter}\n", Kind.NO_CONTACT)
    assert len(remarks) == bool(missing)
    assert all(missing in each.why for each in remarks)


def test_an_address_or_a_salutation_is_nobody_to_call():
    assert not has_person(cut("Karin Bos\nPlein 1\n\nBeste Karin Bos,\n\nKom langs.\n\nGroet,\nTeam Zorg"))


def test_one_word_gets_one_remark():
    spans = [
        (each.start, each.end)
        for each in review("Indien u niet tijdig betaalt, volgt een boete.").findings
        if each.kind not in (Kind.LONG_SENTENCE, Kind.PASSIVE, Kind.DOUBLE_NEGATION) and each.text
    ]
    assert spans == sorted(set(spans))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_how_the_whole_reads_is_words_a_sentence_plus_hard_words_in_a_hundred():
    text = "Beste Jan,\n\nWij sturen u nu een beschikking. Bel mij als u iets niet snapt.\n"
    figures = review(text).figures
    assert (figures.words, figures.sentences, figures.hard_words) == (13, 2, 1)
    assert figures.measure == round(13 / 2 + 100 * 1 / 13, 1) == 14.2
    assert figures.reading is Reading.READABLE
    assert review(words(16)).figures.reading is Reading.ALMOST
    assert review(words(21)).figures.reading is Reading.TOO_HARD


@pytest.mark.parametrize(
    ("text", "must"),
    [
        ("", "must be a letter; there is no word in it"),
        (" \n\t… !", "must be a letter; there is no word in it"),
        ("1 2 3\n12-12-2026 45,67\n", "must be a letter; there is no word in it"),
        ("a" * 50_001, "must be a letter of at most 50000 characters, not 50001"),
    ],
)
def test_what_is_no_letter_is_refused(text, must):
    with pytest.raises(BadInput) as refusal:
        review(text)
    assert str(refusal.value) == f"text: {must}"
