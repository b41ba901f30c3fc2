"""What letters of an office look like: sentences that end with "u", phone numbers, who signs, duties."""

import pytest

from naast.engines.language import Kind, review
from naast.engines.language.tests.labelled import LETTERS, read
from naast.engines.language.text import cut
from naast.engines.language.whole import has_person

SIGNED = "Beste mevrouw Bos,\n\nIk kom dinsdag graag bij u langs.\n\nMet vriendelijke groet,\n\n{}\n"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(each.kind.value, each.text) for each in review(text).findings]


def texts(text: str, kind: Kind) -> list[str]:
    return [each.text for each in review(text).findings if each.kind == kind]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Morgen kom ik bij u. Daarna gaan wij samen.", 2),
        ("Dat is goed voor u. U hoeft niets te doen.", 2),
        ("Bel mevrouw U. Bos. Zij helpt.", 2),
        ("Bel mevrouw J. Bos. Zij helpt.", 2),
    ],
)
def test_a_sentence_may_end_with_u(text, sentences):
    assert review(text).figures.sentences == sentences


@pytest.mark.parametrize(
    "number",
    [
        *("06 12 34 56 78", "06 - 12 34 56 78", "024 322 10 90", "020 - 555 12 34", "+31 6 12 34 56 78"),
        *("06-12345678", "14 020", "0800 12 34", "0800 - 12 34"),
    ],
)
def test_a_phone_number_is_one_word(number):
    figures = review(f"Bel mij gerust als u iets wilt weten of als u niet kunt komen: {number}.").figures
    assert (figures.words, figures.findings.get(Kind.LONG_SENTENCE)) == (15, None)


def test_an_account_number_is_one_word():
    assert review("Betaal op NL91 ABNA 0417 1643 00.").figures.words == 3


@pytest.mark.parametrize(
    "block",
    [
        "Marieke Bos\nTeam Handhaving, afdeling Terugvordering en Verhaal\nTelefoon 06-12345678",
        "Jan Bos\nconsulent Schuldhulpverlening\nTel. 020-1234567\nBereikbaar ma t/m do",
        "Joke Bos\nwijkteam\n06 - 12 34 56 78",
        "Mw. mr. A.B. Bos\njuridisch medewerker bezwaar en beroep\n14 020",
        "P. van 't Hof-Çelik\nKlantmanager Toetsing\n+31 (0)6 12345678\nvordering@voorbeeld.nl",
    ],
)
def test_who_signs_and_where_to_call_get_no_remark(block):
    assert kinds(SIGNED.format(block)) == []


def test_letters_without_their_name_are_told_where_somebody_signs_too():
    assert kinds(SIGNED.format("Jan Bos\nTeam WIZ\n06 12345678")) == [("abbreviation", "WIZ")]


def test_what_stands_below_the_name_is_read_again():
    text = SIGNED.format("Marieke Bos\n06 12345678\n\nIndien u het niet eens bent, kunt u bellen met Jan.")
    assert kinds(text) == [("jargon", "Indien")]


@pytest.mark.parametrize(
    "line", ["Mw. mr. A.B. Jansen,", "dhr. ing. K. de Leeuw", "mr. drs. S. el Khattabi", "Prof. dr. Bos"]
)
def test_a_title_before_a_name_hides_no_person(line):
    text = SIGNED.format(line)
    assert texts(text, Kind.NO_CONTACT) == [""]
    assert texts(text.replace("\n\n" + line, "\n\n" + line + "\n06 12345678"), Kind.NO_CONTACT) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("U krijgt geen boete.", []),
        ("U krijgt een boete.", ["boete"]),
        ("Het heeft geen nadelige gevolgen.", []),
        ("U kunt zonder boete stoppen.", []),
        ("Dit is een laatste waarschuwing.", ["laatste waarschuwing"]),
        ("Het blijft bij een waarschuwing.", ["een waarschuwing"]),
        ("De kosten komen voor uw rekening.", ["komen voor uw rekening"]),
        ("U was dit wettelijk verplicht.", ["wettelijk verplicht"]),
        ("U doet dit terwijl u daartoe verplicht was.", ["verplicht was"]),
        ("Komen is niet verplicht.", []),
        ("Wij zijn wettelijk verplicht u te horen.", []),
        ("Daarom zijn wij verplicht om dit te melden.", []),
        ("De gemeente is verplicht dit te doen.", []),
        ("Volgens ons bent u verplicht om te komen.", ["bent u verplicht"]),
        ("Wij schrijven u. U bent verplicht om te komen.", ["U bent verplicht"]),
        ("Verschijnt u niet, dan krijgt u een maatregel.", ["Verschijnt u niet"]),
        ("Levert u de papieren niet in, dan stopt uw uitkering.", ["Levert u de papieren niet in"]),
        ("Heeft u op 1 mei niet betaald, dan komt er een deurwaarder.", ["Heeft u op 1 mei niet betaald"]),
        ("Kunt u niet komen, dan stopt uw uitkering niet.", []),
        ("Lukt het u niet, dan helpen we.", []),
        ("Het niet tijdig inleveren leidt tot een maatregel.", ["Het niet tijdig inleveren"]),
        ("Bij het weigeren van hulp stopt uw uitkering.", ["het weigeren"]),
        ("Het is niet erg als u stopt.", []),
        ("Als het niet lukt, stoppen we samen.", []),
        ("Vindt u het niet goed, dan bellen we.", []),
        ("Zonder bericht van u zijn wij genoodzaakt te stoppen.", ["zijn wij genoodzaakt"]),
        ("Bij het uitblijven van betaling gaat uw zaak naar de rechter.", ["Bij het uitblijven van"]),
        ("Bij nalatigheid kunnen wij uw uitkering stoppen.", ["Bij nalatigheid"]),
        ("Bij herhaling praten wij opnieuw.", []),
        ("Wij stoppen uw uitkering als u de papieren niet stuurt.", ["als u de papieren niet"]),
        ("Wij stoppen uw uitkering niet als u geen werk vindt.", []),
        ("Blijft u in gebreke, dan volgt een korting.", ["Blijft u in gebreke"]),
        ("Mocht blijken dat u werkt, dan moet u alles terugbetalen.", ["Mocht blijken dat u werkt"]),
        ("Als u niet betaalt, komt er geen deurwaarder.", []),
        ("Als u niet komt, dan stopt uw uitkering niet.", []),
        ("Als u niet genoeg geld heeft, hoeft u niets terug te betalen.", []),
        ("U mag stoppen als u niet meer wilt.", []),
        ("Omdat wij te laat zijn, wordt aan u een dwangsom toegekend.", []),
        ("Wij leggen u een dwangsom op.", ["dwangsom"]),
        ("Anders kunnen wij u niet verder helpen.", ["Anders"]),
        ("Bel even, anders rijdt de chauffeur voor niets.", []),
        ("Zonder uw handtekening stopt de hulp.", ["Zonder uw handtekening"]),
        ("Zonder formulier geen uitkering.", ["Zonder formulier"]),
        ("Zonder afspraak kunt u terecht op woensdag.", []),
        ("U loopt het risico dat u uw huis verliest.", ["U loopt het risico"]),
        ("U loopt geen risico.", []),
        ("Ontvangen wij niets, dan vervalt uw aanvraag.", ["Ontvangen wij niets"]),
        ("Betaalt u nu, dan vervalt de rekening van mei.", []),
        ("Betaalt u niet op tijd? Dan stopt uw uitkering.", ["Betaalt u niet op tijd?"]),
        ("Komt u niet? Dan maken we een nieuwe afspraak.", []),
        ("Blijkt dat het niet klopt, dan moet u terugbetalen.", ["Blijkt dat het niet klopt"]),
        ("Blijkt later dat u meer nodig heeft, dan bellen we.", []),
        ("Voorkom dat uw uitkering stopt.", ["Voorkom dat uw"]),
        ("Voorkom dat u te veel betaalt.", []),
        ("Wij stoppen de hulp, tenzij u voor 1 mei reageert.", ["tenzij u voor 1 mei reageert"]),
        ("Tenzij u een andere dag kiest, komt de monteur.", []),
        ("U houdt uw uitkering alleen als u meewerkt.", ["houdt uw uitkering alleen als u meewerkt"]),
        ("U houdt uw uitkering, ook als u niet komt.", []),
        ("Een tweede gesprek is er niet.", ["Een tweede gesprek is er niet"]),
        ("U krijgt een boete. Dan moet u opnieuw beginnen.", ["boete", "Dan moet u opnieuw beginnen."]),
        ("U moet dan opnieuw beginnen.", []),
        ("Wij wijzen u erop dat u dit moet melden.", ["Wij wijzen u erop"]),
        ("Wij wijzen u erop dat u recht heeft op een tolk.", []),
        ("Als u niet betaalt, raakt u uw huis niet kwijt.", []),
    ],
)  # fmt: skip
def test_what_threatens_and_what_reassures(text, marked):
    assert texts(text, Kind.THREAT) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Beste ouders/verzorgers,", ["ouders/verzorgers"]),
        ("Geachte heer, mevrouw,", ["heer, mevrouw"]),
        ("Geachte mevrouw, heer,", ["mevrouw, heer"]),
        ("Geachte heer of mevrouw,", ["heer of mevrouw"]),
        ("Beste meneer en mevrouw Aziz,", []),
        ("Geachte ouder(s)/verzorger(s),", ["ouder(s)/verzorger(s)"]),
        ("Geachte huurder,", ["huurder"]),
        ("Beste ouders,", []),
        ("Beste inwoner,", []),
        ("Geachte heer,", []),
        ("Beste Amira,", []),
    ],
)
def test_a_salutation_without_a_name_keeps_distance(text, marked):
    assert texts(f"{text}\n\nIk kom dinsdag.\n", Kind.DISTANCE) == marked


@pytest.mark.parametrize("verb", ["inschrijft", "opstuurt", "ophaalt", "afzegt", "opvraag", "nakomt"])
def test_a_form_of_a_usual_verb_is_no_hard_word(verb):
    assert texts(f"Fijn dat u dit {verb}.", Kind.HARD_WORD) == []


@pytest.mark.parametrize("word", ["meegewogen", "meegeteld", "meegelopen"])
def test_a_participle_of_a_familiar_verb_with_a_first_piece_is_no_hard_word(word):
    assert texts(f"Dat hebben we {word}.", Kind.HARD_WORD) == []


def test_who_is_the_fixed_contact_gets_no_remark():
    text = "Karin Bos is je vaste aanspreekpunt. Je kunt Karin bellen: 06 12345678."
    assert kinds(text) == []


@pytest.mark.parametrize(
    "word", ["huurtoeslag", "loonstroken", "identiteitskaart", "bewindvoerder", "pinpas"]
)
def test_a_thing_of_daily_life_is_no_hard_word(word):
    assert texts(f"Neem uw {word} mee.", Kind.HARD_WORD) == []


def test_the_name_of_a_rule_is_hard_with_a_capital_too():
    text = "Dat staat in de Huisvestingsverordening van de Burgemeestervanderheijdenlaan."
    assert texts(text, Kind.HARD_WORD) == ["Huisvestingsverordening"]


@pytest.mark.parametrize("word", ["expireert", "recidive", "geclusterd", "ongeoorloofd"])
def test_a_word_that_few_know_stays_hard(word):
    assert texts(f"Wij zien dat dit {word} is.", Kind.HARD_WORD) == [word]


def test_with_regard_to_is_an_official_phrase_and_no_verb_made_a_noun():
    text = "Met betrekking tot uw vraag bel ik u."
    assert texts(text, Kind.JARGON) == ["Met betrekking tot"]
    assert texts(text, Kind.NOMINALISATION) == []


def test_a_noun_from_a_verb_may_have_words_for_how_before_it():
    text = "Het juist en volledig verstrekken van informatie helpt."
    assert texts(text, Kind.NOMINALISATION) == ["Het juist en volledig verstrekken van"]
    assert texts("Het huis dat wij kopen van mijn zus is leeg.", Kind.NOMINALISATION) == []


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [
        ("Er wordt van u verwacht dat u zelf zoekt.", True),
        ("Uw zoon wordt in staat geacht te helpen.", True),
        ("U verwacht dat wij komen.", False),
        ("Dat is zes weken, geteld vanaf vandaag.", False),
        ("Uw aanvraag is, zoals besproken, afgewezen.", True),
        ("De hulp wordt door de gemeente, het wijkteam of de school betaald.", True),
        ("Wij willen dat uw dochter de school geregeld bezoekt en blij is.", False),
        ("Het is warm en wij zien u geregeld.", False),
        ("Het is belangrijk dat u dit begrijpt.", False),
        ("Fijn is dat uw dochter de school bezoekt.", False),
        ("Wordt u 18 en verwacht u een kind?", False),
    ],
)
def test_what_is_expected_is_passive_and_regularly_is_no_verb(sentence, passive):
    assert bool(texts(sentence, Kind.PASSIVE)) is passive


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Indien.", "1 woord in 1 zin, gemiddeld 1,0 woorden per zin, 1 moeilijk woord,"),
        ("Wij komen. Fijn.", "3 woorden in 2 zinnen, gemiddeld 1,5 woorden per zin, 0 moeilijke woorden,"),
    ],
)
def test_the_line_about_a_letter_counts_in_good_dutch(text, said):
    assert said in review(text).summary


def test_one_remark_is_one_remark():
    text = "Beste Jan,\n\nDerhalve kom ik morgen graag bij u.\n\nGroet,\nKarin Bos\n06 12345678\n"
    assert review(text).summary.endswith("1 opmerking.")


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("Verhindering dient u te melden.", True),
        ("U bent zelf verantwoordelijk en dient zich daaraan te houden.", True),
        ("Ik kom dinsdag bij u langs.", True),
        ("Het bedrag dient als voorschot.", False),
        ("U krijgt voor 1 mei bericht.", True),
        ("U krijgt geen kwijtschelding.", False),
        ("U ontvangt sinds 2020 een uitkering.", False),
        ("Die levert u in bij de balie.", True),
        ("Betaalt u niet, dan stopt uw uitkering.", False),
        ("U schrijft dat u ziek bent.", False),
        ("U komt niet in aanmerking.", False),
        ("U kunt bezwaar maken.", True),
        ("U kunt met de bus reizen.", False),
        ("Voor vragen kunt u bellen met Jan Bos.", False),
        ("Heeft u vragen? Bel dan Jan Bos.", False),
        ("Een keuze maken kan tot 1 juli.", True),
        ("Betalen in tien stukjes is mogelijk.", True),
        ("De aanvrager kan een ander formulier gebruiken.", True),
        ("Uw contactpersoon neemt contact op.", True),
        ("De monteur komt op 8 juni.", True),
        ("U wordt in mei gebeld.", True),
        ("Er is een afspraak voor u gepland.", True),
        ("Wij beslissen voor 1 mei.", True),
        ("Daar is niets wat u voor hoeft te doen.", True),
        ("U hoeft niet te reageren.", True),
    ],
)
def test_a_duty_in_official_words_and_what_we_will_do_are_steps(said, step):
    assert texts(f"Beste Jan,\n\n{said}\n", Kind.NO_NEXT_STEP) == ([] if step else [""])


def test_a_person_is_found_behind_titles():
    assert has_person(cut("Bel gerust met mr. P. Stevens."))


def test_a_word_that_the_letter_explains_is_no_hard_word():
    hard = "Je kunt hulp krijgen van een cliëntondersteuner."
    told = "Wil je dat iemand naast je staat? Zo iemand heet een onafhankelijke cliëntondersteuner."
    assert texts(f"Beste Jan,\n\n{hard}\n", Kind.HARD_WORD) == ["cliëntondersteuner"]
    assert texts(f"Beste Jan,\n\n{told} {hard}\n", Kind.HARD_WORD) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Afgesproken is dat moeder belt.", ["moeder"]),
        ("Vader komt niet naar het gesprek.", ["Vader"]),
        ("Uw moeder belt.", []),
        ("Een goede moeder belt.", []),
        ("U wordt vader.", []),
        ("Vader en moeder bellen samen.", []),
    ],
)
def test_a_parent_who_is_written_to_is_not_spoken_of(text, marked):
    assert texts(text, Kind.DISTANCE) == marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Uw brief is geretourneerd.", ["geretourneerd"]),
        ("Dat is door ons geverifieerd.", ["geverifieerd"]),
        ("U krijgt een bedrag, welke u mag houden.", ["welke"]),
        ("Zegt u mij, welke dag past u?", []),
        ("Hier is een afschrift van de bank.", []),
    ],
)
def test_an_official_verb_is_known_in_its_other_forms(text, marked):
    assert texts(text, Kind.JARGON) == marked


@pytest.mark.parametrize("word", ["zorgverklaring", "woonsituatie", "vervoersregeling", "structureel"])
def test_a_word_of_an_office_is_hard_though_its_parts_are_known(word):
    assert texts(f"Dit gaat over {word} en zo.", Kind.HARD_WORD) == [word]


@pytest.mark.parametrize(
    "word", ["parkeerkaart", "inschrijfgeld", "voedselpakket", "schooltas", "zorgverzekering", "afschrift"]
)
def test_a_compound_of_daily_life_is_not(word):
    assert texts(f"Dit gaat over {word} en zo.", Kind.HARD_WORD) == []


@pytest.mark.parametrize(
    ("said", "invites"),
    [
        ("Wat vindt u er zelf van?", True),
        ("Ik help u graag.", True),
        ("Bel of app me als het anders loopt.", True),
        ("U mag iemand meenemen.", True),
        ("Kan het die dag niet, kies dan een andere dag.", True),
        ("Laat het dan weten, dan kijken we opnieuw.", True),
        ("U kunt mij altijd bellen.", True),
        ("Heeft u nog vragen?", False),
        ("Voor vragen kunt u contact opnemen met mevrouw Bos.", False),
        ("Wij ontvangen graag de ontbrekende papieren.", False),
        ("Wij gaan ervan uit dat u eerlijk bent.", False),
        ("U mag niet zonder pas reizen.", False),
        ("U wordt verwacht op 1 mei 2026 om 10 uur.", False),
        ("U krijgt op 1 mei 2026 een bedrag van ons.", False),
    ],
)
def test_a_letter_asks_its_reader_in(said, invites):
    assert texts(f"Beste Jan,\n\n{said}\n", Kind.NO_INVITATION) == ([] if invites else [""])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\v"])
def test_lines_end_as_a_word_processor_ends_them(end):
    letter = cut(end.join(["Beste Jan,", "", "Ik kom graag.", "", "Groet,", "Karin Bos", "06 12345678"]))
    assert [each.text for each in letter.sentences] == ["Ik kom graag."]
    assert has_person(letter)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "We regret to inform you that your application for assistance has been rejected by the board.",
            True,
        ),
        ("Wir haben Ihren Antrag auf Hilfe leider ablehnen müssen und bitten Sie um Ihre Antwort.", True),
        ("Wij hebben uw aanvraag bekeken en daarom krijgt u van ons een bedrag van honderd euro.", False),
        ("Kind regards.", False),
    ],
)
def test_a_letter_that_is_not_dutch_is_said_to_be(text, said):
    assert review(text).summary.endswith("De opmerkingen gaan over Nederlandse brieven.") is said


def test_no_letter_of_ours_is_taken_for_another_language():
    assert not any("geen Nederlands" in review(each.text).summary for each in read(LETTERS))


@pytest.mark.parametrize("word", ["jongstleden", "diens"])
def test_a_word_that_does_not_fit_in_its_place_is_not_put_in(word):
    """ "12 maart laatst" is no Dutch, and "zijn" is not about everybody."""
    (found,) = [
        each for each in review(f"Dat schreef u op 12 maart {word} brief.").findings if each.text == word
    ]
    assert found.instead and not found.replaces
