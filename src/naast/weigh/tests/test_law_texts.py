"""The law beside the row: which text counts on a day, what changed since a signature, and search in it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from naast.kernel import clock
from naast.weigh import actions, queries, texts
from naast.weigh.models import LawArticle, LawText
from naast.weigh.types import BWB, CVDR, ArticlePart, ArticleRead, LawTextRead

PARTICIPATIEWET = "BWBR0015703"
LAST_YEAR = dt.date(2025, 1, 1)
ORDINANCE = {
    "law": "Oefenverordening peren Proefdam",
    "bwb_id": "CVDR999001",
    "article": "9",
    "kind": "hardship",
    "allows_nl": "Afwijken voor wie geen peren ziet",
    "question_nl": "Ziet iemand hier geen peren?",
}


def article(number, words, **given):
    usual = {
        "key": f"s{number}",
        "version": "1",
        "label": f"Artikel {number}",
        "heading": "",
        "status": "goed",
    }
    usual |= {"from_on": LAST_YEAR, "reference": "", "parts": (ArticlePart(0, "1", words),)}
    return ArticleRead(number=number, **usual | given)


def law(*articles, law_id=PARTICIPATIEWET, label="2025-01-01_0", **given):
    usual = {"from_on": LAST_YEAR, "until": None, "view_from": LAST_YEAR, "title": "Oefentekst"}
    register = CVDR if law_id.startswith("CVDR") else BWB
    return LawTextRead(register=register, law_id=law_id, label=label, articles=articles, **usual | given)


@pytest.fixture
def lawyer(weighed):
    return weighed.standing.add_staff("Lara Lawyer", "lawyer")


def keep(actor, text):
    return actions.keep_law_text(
        actor=actor, text=text, file_name=f"{text.label}.xml", content=repr(text).encode()
    )


def facts(weighed, key):
    return next(row for row in queries.law_rows() if row.key == key)


def test_the_article_of_a_row_stands_beside_it(weighed, lawyer):
    with weighed.standing.inside():
        row = weighed.row("7")  # Participatiewet 18 lid 1
    client = weighed.standing.client(weighed.standing.worker)
    address = reverse("weigh:row", args=[row.pk])
    assert "staat nog niet in de bibliotheek" in client.get(address).content.decode()
    with weighed.standing.inside():
        keep(lawyer, law(article("18", "Wie appels telt."), article("18a", "Wie peren telt.")))
        assert [found.number for found in texts.beside(row, clock.today()).articles] == ["18"]
    page = client.get(address).content.decode()
    assert "Wie appels telt." in page and "Wie peren telt." not in page
    with weighed.standing.inside():
        missing = texts.beside(weighed.row("15"), clock.today())
    assert missing.knows_law and missing.articles == () and missing.not_found == ("20",)


def test_a_book_before_the_number_is_not_in_the_register(weighed, lawyer):
    row = next(row for row in queries_rows(weighed) if row.law == "Burgerlijk Wetboek 1")
    with weighed.standing.inside():
        number = texts.numbers_of(row)[0]
        assert ":" in row.article and ":" not in number
        keep(lawyer, law(article(number, "Oefenwoorden."), law_id=row.bwb_id))
        assert texts.beside(row, clock.today()).articles[0].number == number


def queries_rows(weighed):
    from naast.weigh.library import library_on

    with weighed.standing.inside():
        return library_on(clock.today()).in_force()


def test_an_ordinance_that_rests_on_a_law_has_not_the_articles_of_that_law(weighed, lawyer):
    local = next(row for row in queries_rows(weighed) if row.law == "Wmo 2015 (local ordinance)")
    with weighed.standing.inside():
        keep(lawyer, law(article("1", "Oefenwoorden."), law_id=local.bwb_id))
        assert not texts.beside(local, clock.today()).knows_law
    page = weighed.standing.client(lawyer).get(reverse("weigh:row", args=[local.pk])).content.decode()
    assert "Oefenwoorden" not in page


def test_a_local_rule_with_its_number_has_its_article_and_its_own_site(weighed, lawyer):
    client = weighed.standing.client(lawyer)
    wrong = client.post(reverse("weigh:new_row"), ORDINANCE | {"bwb_id": "CVDR 12; drop"})
    assert wrong.status_code == 422 and "CVDR 12; drop" in wrong.content.decode()
    made = client.post(reverse("weigh:new_row"), ORDINANCE)
    assert made.status_code == 302
    with weighed.standing.inside():
        keep(lawyer, law(article("9", "Wie geen peren ziet."), law_id="CVDR999001", label="CVDR999001_2"))
        row = next(row for row in queries.law_rows() if row.is_own)
        assert row.through == "policy" and row.link == "https://lokaleregelgeving.overheid.nl/CVDR999001"
    page = client.get(made.url).content.decode()
    assert "Wie geen peren ziet." in page and "lokaleregelgeving.overheid.nl" in page


def test_of_two_texts_of_one_day_the_newest_view_counts(weighed, lawyer):
    with weighed.standing.inside():
        later = dt.date(2026, 3, 1)
        keep(lawyer, law(article("18", "Zoals het nu gezien wordt."), label="2025-01-01_1", view_from=later))
        keep(lawyer, law(article("18", "Zoals het eerst gezien werd.")))
        found = texts.beside(weighed.row("7"), clock.today()).articles[0]
        assert found.parts[0].words == "Zoals het nu gezien wordt."
        assert {text.label: text.counts for text in queries.kept_texts()} == {
            "2025-01-01_0": False,
            "2025-01-01_1": True,
        }


def test_what_has_ended_or_begins_later_is_not_the_law_of_today(weighed, lawyer):
    today = clock.today()
    with weighed.standing.inside():
        keep(lawyer, law(article("18", "Vroeger."), until=today - dt.timedelta(days=1)))
        morgen = today + dt.timedelta(days=1)
        keep(lawyer, law(article("18", "Later."), label="later", from_on=morgen, view_from=today))
        assert not texts.beside(weighed.row("7"), clock.today()).knows_law
        assert texts.beside(weighed.row("7"), morgen).articles[0].parts[0].words == "Later."


def test_a_signed_row_is_marked_when_its_article_says_something_else(weighed, lawyer):
    today = clock.today()
    with weighed.standing.inside():
        keep(lawyer, law(article("18", "Binnen tien dagen."), article("9", "Iets anders.")))
        signed = actions.check_row(actor=lawyer, row_id=weighed.row("7").pk)
        actions.check_row(actor=lawyer, row_id=weighed.row("2").pk)  # article 9
        assert set(signed.signed_articles) == {"18"}
        assert not facts(weighed, "7").to_be_checked
        newer = law(
            article("18", "Binnen zeven dagen."), article("9", "Iets anders."), label="n", view_from=today
        )
        keep(lawyer, newer)
        assert facts(weighed, "7").changed and facts(weighed, "7").to_be_checked
        assert not facts(weighed, "2").changed
        # Nothing of the row itself changed, and an unsigned row has nothing to be measured against.
        assert weighed.row("7").pk == signed.pk and not facts(weighed, "8").changed
    client = weighed.standing.client(lawyer)
    page = client.get(reverse("weigh:row", args=[signed.pk])).content.decode()
    assert "niet meer de tekst die een jurist" in page
    assert "de wet is veranderd" in client.get(reverse("weigh:catalogue")).content.decode()
    assert client.post(reverse("weigh:check", args=[signed.pk])).status_code == 302
    with weighed.standing.inside():
        assert not facts(weighed, "7").to_be_checked


@pytest.mark.parametrize("becomes", [{"status": "vervallen"}, {"number": "18z", "key": "s18"}])
def test_an_article_that_lapsed_or_went_marks_its_row(weighed, lawyer, becomes):
    with weighed.standing.inside():
        keep(lawyer, law(article("18", "Appels.")))
        actions.check_row(actor=lawyer, row_id=weighed.row("7").pk)
        gone = article(**{"number": "18", "words": "Appels."} | becomes)
        keep(lawyer, law(gone, label="nieuw", view_from=clock.today()))
        assert facts(weighed, "7").changed


def test_signed_without_the_text_the_day_of_the_article_decides(weighed, lawyer):
    today = clock.today()
    with weighed.standing.inside():
        signed = actions.check_row(actor=lawyer, row_id=weighed.row("7").pk)
        assert signed.signed_articles == {} and not facts(weighed, "7").changed
        keep(lawyer, law(article("18", "Appels.")))
        assert not facts(weighed, "7").changed
        tomorrow = today + dt.timedelta(days=1)
        newer = law(
            article("18", "Peren.", from_on=tomorrow), label="nieuw", from_on=tomorrow, view_from=today
        )
        keep(lawyer, newer)
        assert not facts(weighed, "7").changed
        assert texts.changed_keys([weighed.row("7")], tomorrow) == {"7"}


def test_search_finds_every_form_of_a_word_and_only_what_holds_today(weighed, lawyer):
    with weighed.standing.inside():
        keep(
            lawyer,
            law(
                article("1", "Een vergoeding voor bijzondere kosten <script>alert(1)</script>."),
                article("2", "De vergoedingen vervallen.", status="vervallen"),
                article("3", "Het college besluit over fietsen."),
            ),
        )
        keep(lawyer, law(article("4", "Oude vergoedingen."), label="oud", view_from=dt.date(2020, 1, 1)))

        def numbers(words, **given):
            return [found.article.number for found in texts.search_articles(words, **given)]

        assert numbers("vergoedingen") == ["1"] and numbers("bijzonder kost") == ["1"]
        assert numbers("besluiten") == ["3"] and numbers("fiets") == ["3"]
        assert numbers("vergoeding fiets") == [] and numbers("de het een") == [] and numbers("") == []
        assert numbers("fiets", law_id="BWBR0000000") == []
        of_law = {
            law: len(queries.articles_with("fiets", law=law)) for law in ("Participatiewet", "Jeugdwet")
        }
        assert of_law == {"Participatiewet": 1, "Jeugdwet": 0}
        assert queries.articles_with("fiets", law="Wmo 2015 (local ordinance)") == []
        for nonsense in ("' & | ! (", '"', "a:*b", "\\", "😀", "-fiets -", "or and not"):
            numbers(nonsense)
    page = weighed.standing.client(lawyer).get(reverse("weigh:catalogue"), {"q": "vergoedingen"})
    text = page.content.decode()
    assert "<mark>vergoeding</mark>" in text and "<script>alert" not in text


PAIRS = (
    "kind kinderen, huis huizen, brief brieven, naam namen, adres adressen, fiets fietsen, kost kosten, "
    "vergoeding vergoedingen, besluit besluiten, boete boetes, gezin gezinnen, recht rechten, "
    "verordening verordeningen, schuld schulden, woning woningen, inkomen inkomens, jaar jaren, dag dagen, "
    "bijzondere bijzonder, redelijke redelijk, ouder ouders, plan plannen, geval gevallen, reden redenen, "
    "maand maanden, gemeente gemeentes, uitkering uitkeringen, norm normen, bezwaar bezwaren, kamer kamers, "
    "grens grenzen, bewijs bewijzen, wijk wijken, auto auto's, tekort tekorten, verlof verloven, "
    "aanvraag aanvragen, loon lonen, bedrag bedragen, reis reizen, zaak zaken, stuk stukken, wet wetten, "
    "maatregel maatregelen, pgb pgb's, eis eisen, foto foto's, baby baby's, lid leden, stad steden, "
    "bevoegdheid bevoegdheden, mogelijkheid mogelijkheden, re-integratie reïntegratie, ambtenaar ambtenaren"
)


def test_both_forms_of_a_word_find_each_other(weighed, lawyer):
    pairs = [pair.split() for pair in PAIRS.split(", ")]
    with weighed.standing.inside():
        words = [word for pair in pairs for word in pair]
        keep(lawyer, law(*(article(str(n), f"Over {word} gesproken.") for n, word in enumerate(words))))
        found = {
            word: {words[int(hit.article.number)] for hit in texts.search_articles(word)} for word in words
        }
    apart = [(one, other) for one, other in pairs if other not in found[one] or one not in found[other]]
    assert apart == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("clientondersteuning", "cliëntondersteuning"),
        ("clienten", "cliënt"),
        ("financien", "financiën"),
        ("coordinatie", "coördinatie"),
        ("een", "één"),
        ("reintegratie", "re-integratie"),
        ("re-integreren", "reïntegreren"),
        ("cliënt", "client"),
    ],
)
def test_a_word_is_found_without_its_signs(weighed, lawyer, typed, written):
    with weighed.standing.inside():
        keep(
            lawyer, law(article("1", f"Het college zorgt voor {written} bij hulp."), article("2", "Anders."))
        )
        found = [hit.article.number for hit in texts.search_articles(f"{typed} hulp")]
        assert found == ["1"]


def test_the_catalogue_is_searched_by_the_stem_of_a_word(weighed):
    with weighed.standing.inside():
        with translation.override("nl"):
            one = {row.key for row in queries.law_rows(words="briefadressen")}
            assert "67" in one
            assert {row.key for row in queries.law_rows(words="briefadres")} >= one
            assert queries.law_rows(words="zzzz") == []
        with translation.override("en"):
            assert {row.key for row in queries.law_rows(words="fines")} & {"12", "13"}


def test_an_article_shows_where_it_comes_from_and_its_other_wordings(weighed, lawyer):
    with weighed.standing.inside():
        keep(lawyer, law(article("18", "Binnen tien dagen.", reference="jci1.3:c:BWBR0015703&artikel=18")))
        keep(lawyer, law(article("18", "Binnen zeven dagen."), label="nieuw", view_from=clock.today()))
        old, new = LawArticle.objects.order_by("id")
    client = weighed.standing.client(weighed.standing.worker)
    page = client.get(reverse("weigh:article", args=[old.pk])).content.decode()
    assert "Binnen tien dagen." in page and "niet de tekst van vandaag" in page
    assert "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&amp;artikel=18" in page
    assert reverse("weigh:article", args=[new.pk]) in page
    assert client.get(reverse("weigh:article", args=[10**12])).status_code == 404


def test_a_kept_text_never_changes(weighed, lawyer):
    from django.db import DatabaseError, transaction

    with weighed.standing.inside():
        keep(lawyer, law(article("18", "Appels.")))
        for model, change in ((LawText, {"title": "x"}), (LawArticle, {"body": "x"})):
            with pytest.raises(DatabaseError), transaction.atomic():
                model.objects.update(**change)
            with pytest.raises(DatabaseError), transaction.atomic():
                model.objects.all().delete()


def test_the_pages_ask_a_fixed_number_of_questions(weighed, lawyer, django_assert_max_num_queries):
    with weighed.standing.inside():
        keep(lawyer, law(*(article(str(number), "Een vergoeding.") for number in range(1, 40))))
        for key in ("7", "8", "9"):
            actions.check_row(actor=lawyer, row_id=weighed.row(key).pk)
        row = weighed.row("7")
        queries.law_rows()
        with django_assert_max_num_queries(1):  # the state of the library; which rows changed is kept with it
            queries.law_rows()
        with django_assert_max_num_queries(2):  # and the stems
            queries.law_rows(words="vergoedingen")
        with django_assert_max_num_queries(3):  # the texts of today, the best, their words
            texts.search_articles("vergoedingen")
        with django_assert_max_num_queries(2):  # its text, its articles
            texts.beside(row, clock.today())
