"""The weighing on one paper: everything that was weighed, nothing added up, the same years later."""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import re
import subprocess

import pikepdf
import pytest
from django.urls import reverse
from django.utils import translation

from naast.kernel import actors
from naast.kernel.models import AuditEvent
from naast.listen.actions import say_request
from naast.people import actions as people
from naast.plan import actions as plan
from naast.weigh import actions, paper, queries
from naast.weigh.blocks import fingerprint
from naast.weigh.models import LegalRow, LegalValue
from naast.weigh.tests.answering import answer_question
from naast.weigh.types import BALANCED, NECESSARY, PARTIES, SUITABLE, block_words

from .conftest import CONSEQUENCES, DIFFERENCE, EFFECT
from .test_law_texts import article, keep, law

MADE = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
WMO = "BWBR0035362"
ARTICLE = "Hier staat het oefenartikel over maatwerk."
ABOUT = paper.About(
    municipality="Proefdam", resident="Rosa", request="Een huurhuis", wish="Samen met mijn kind wonen"
)
REMARK, ANSWER = "Is dit haar eigen doel?", "Ja, zij zei het zo."


@pytest.fixture
def whole(weighed):
    """Everything that can be written in a weighing, and the words of the article beside its clause."""
    standing = weighed.standing
    lawyer = standing.add_staff("Lara Lawyer", "lawyer")
    reader = standing.add_reader()
    given = {"actor": weighed.worker, "case_id": weighed.case_id}
    with standing.inside():
        keep(lawyer, law(article("2.3.5", ARTICLE), law_id=WMO, title="Oefenwet maatwerk"))
        signed = actions.check_row(actor=lawyer, row_id=weighed.row("38").pk)
        weighed.think()
        answer_question(**given, fact="row_38", answer="yes")
        actions.write_down(**given, thinking=actions.Thinking(row_id=signed.pk), base_version=weighed.version)
        actions.write_down(
            **given,
            thinking=actions.Thinking(
                why_differs=DIFFERENCE,
                suitable="Een huis helpt hen om samen te blijven.",
                necessary="Een briefadres is niet genoeg om samen te wonen.",
                balanced="De huur is lager dan de opvang van het kind.",
            ),
            base_version=weighed.version,
        )
        thinking = actions.Thinking(
            for_resident="Rosa slaapt weer.", for_resident_later="Zij kan aan het werk.",
            for_public_money="De gemeente betaalt de eerste huur.",
        )  # fmt: skip
        actions.write_down(**given, thinking=thinking, base_version=weighed.version)
        one = actions.write_view(**given, discipline="Wonen", found="Er is een huis.", does="Urgentie geven.")
        two = actions.write_view(
            **given, discipline="Jeugd", found="Het kind is veilig.", does="Niets.", said_by="Jop van Jeugd"
        )
        actions.name_clash(**given, one=one.place, other=two.place, words="Haast tegenover afwachten.")
        actions.conclude(
            **given,
            found="Rosa is klaar.",
            does="Wij geven urgentie.",
            because="Zo blijft het kind bij haar.",
            rests_on=[one.pk, two.pk],
        )
        actions.compare_values(
            **given,
            comparing=[actions.Comparing(value="legitimacy", verdict="better", words="De wet laat het toe.")],
            base_version=weighed.version,
        )
        plan.add_alternative(**given, name="Een briefadres")
        seen = fingerprint(weighed.facts().texts["effect"])
        made = actions.make_remark(
            actor=reader, case_id=weighed.case_id, block="effect", words=REMARK, seen=seen
        )
        actions.answer_remark(**given, remark_id=made.pk, words=ANSWER)
    return weighed


def frozen_of(weighed):
    with weighed.standing.inside():
        return queries.freeze(weighed.case_id)


def composed(frozen, about=ABOUT, language="nl"):
    with translation.override(language):
        return paper.compose(frozen, about)


def names(made):
    return [section.name for section in made.sections]


def said(made):
    """Every word of a paper, in order."""
    found = [made.title, *made.about]
    for section in made.sections:
        found.append(section.heading)
        for entry in section.entries:
            found += [entry.heading, *entry.paragraphs, *entry.items, entry.link, *entry.source]
            found += [part.words for part in entry.law]
            if entry.table:
                found += [entry.table.caption, *entry.table.head]
                found += [words for row in entry.table.rows for words in row]
    return "\n".join(found)


def pdf_words(content):
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_everything_that_was_weighed_stands_there_in_the_order_of_weighing(whole):
    made = composed(frozen_of(whole))
    assert names(made) == [
        "asked", "effect", "values", "consequences", "disciplines", "obstacle", "answers", "routes", "chosen",
        "differs", "measure", "three", "remarks", "open",
    ]  # fmt: skip
    words = said(made)
    for part in (
        "Een huurhuis", "Samen met mijn kind wonen", EFFECT, CONSEQUENCES, "Rosa slaapt weer.",
        "Zij kan aan het werk.", "De gemeente betaalt de eerste huur.", "Wonen (Wilma Worker",
        "Jeugd (Jop van Jeugd", "Urgentie geven.", "Haast tegenover afwachten.", "Het is zo: Rosa is klaar.",
        "Daarom doen we dit: Wij geven urgentie.", "De regel past niet", "Wmo 2015, artikel 2.3.5 lid 3",
        ARTICLE, "Oefenwet maatwerk", "Een jurist keek haar na op", DIFFERENCE, "Een briefadres",
        "Een huis helpt hen", "Een briefadres is niet genoeg", "De huur is lager", "De wet laat het toe.",
        REMARK, ANSWER, "Leo Lezer",
    ):  # fmt: skip
        assert part in words, part
    links = [entry.link for section in made.sections for entry in section.entries if entry.link]
    assert len(links) == 1 and links[0].startswith(f"https://wetten.overheid.nl/jci1.3:c:{WMO}")
    (sources,) = [entry.source for section in made.sections for entry in section.entries if entry.law]
    assert re.search(r"SHA-256\): [0-9a-f]{64}$", sources[1])


def test_each_party_stands_in_the_table_now_and_later(whole):
    words = ("De inwoner", "Het gezin", "De omgeving", "Het geld van de inwoner", "Het geld van de overheid")
    titles = dict(zip(PARTIES[::2], words, strict=True))
    for party in PARTIES:
        frozen = frozen_of(whole)
        frozen["weighing"] |= dict.fromkeys(PARTIES, "") | {party: "Alleen dit."}
        section = next(part for part in composed(frozen).sections if part.name == "consequences")
        (row,) = next(entry.table for entry in section.entries if entry.table).rows
        title = titles[party.removesuffix("_later")]
        nothing = "niet opgeschreven"
        later = party.endswith("_later")
        assert row == ((title, nothing, "Alleen dit.") if later else (title, "Alleen dit.", nothing))


def test_nothing_is_counted_scored_or_added_up(whole):
    words = said(composed(frozen_of(whole))) + said(composed(frozen_of(whole), language="en"))
    for wrong in ("score", "totaal", "total", "%", "procent", "percent", "punten", "points", "rang"):
        assert wrong not in words.casefold(), wrong


def test_the_paper_of_a_decision_stays_as_it_was(whole):
    frozen = json.loads(json.dumps(frozen_of(whole)))
    before = said(composed(frozen))
    lawyer = whole.standing.staff["Lara Lawyer"]
    given = {"actor": whole.worker, "case_id": whole.case_id}
    with whole.standing.inside():
        row = LegalRow.objects.filter(key="38").order_by("-edition").first()
        actions.edit_row(actor=lawyer, row_id=row.pk, changes={"allows_nl": "Voortaan anders"}, why="nieuw")
        keep(lawyer, law(article("2.3.5", "Andere tekst."), law_id=WMO, label="2026-01-01_0"))
        actions.write_down(
            **given,
            thinking=actions.Thinking(effect="Iets heel anders dan eerst."),
            base_version=whole.version,
        )
    assert said(composed(frozen)) == before
    now = said(composed(frozen_of(whole)))
    assert "Iets heel anders dan eerst." in now and "De tekst is na deze opmerking veranderd." in now


def test_a_decision_of_before_this_paper_is_read_as_far_as_it_goes(whole):
    frozen = frozen_of(whole)
    for later in ("is_open", "law_is_unknown", "ways", "disciplines", "remarks", "empty", "repeating"):
        del frozen[later]
    for later in ("link", "changed", "articles"):
        del frozen["chosen"][later]
    frozen["answers"] = [{"fact": "row_38", "answer": "yes"}, {"fact": "age", "answer": "30"}]
    frozen["values"] = [{"id": 1, "law": "Wmo 2015", "words": "Een veilige plek"}]
    texts = {name: text for name, text in frozen["weighing"].items() if name not in PARTIES}
    frozen["weighing"] = texts | {"for_finances": "De huur is lager."}
    words = said(composed(frozen))
    assert "De huur is lager." in words and "Hoe oud is deze persoon, in jaren? 30" in words
    assert "wanneer een jurist het nakeek, is niet bewaard" in words and "wetten.overheid.nl" in words


def test_while_the_law_is_closed_no_route_is_in_the_paper(weighed):
    with weighed.standing.inside():
        actions.write_down(
            actor=weighed.worker,
            case_id=weighed.case_id,
            thinking=actions.Thinking(effect=EFFECT),
            base_version=weighed.version,
        )
        allows = weighed.row("38").allows_nl
    made = composed(frozen_of(weighed))
    assert "chosen" not in names(made) and "routes" not in names(made)
    assert allows not in said(made) and "De wet komt" in said(made)


def test_a_route_that_was_chosen_while_the_law_was_open_goes_when_it_closes(whole):
    with whole.standing.inside():
        emptied = actions.Thinking(effect="")
        actions.write_down(
            actor=whole.worker, case_id=whole.case_id, thinking=emptied, base_version=whole.version
        )
    made = composed(frozen_of(whole))
    assert "chosen" not in names(made) and ARTICLE not in said(made)


def test_what_is_empty_or_repeats_is_named(weighed):
    with weighed.standing.inside():
        weighed.think()
        actions.write_down(
            actor=weighed.worker,
            case_id=weighed.case_id,
            thinking=actions.Thinking(why_differs=EFFECT),
            base_version=weighed.version,
        )
    words = said(composed(frozen_of(weighed)))
    with translation.override("nl"):
        for block in (SUITABLE, NECESSARY, BALANCED):
            assert block_words(block) in words.split("Hierover is niets geschreven:")[1]
    assert re.search(r"Wat er staat bij .*, staat woordelijk ook bij: .*effect", words)


def test_where_nothing_was_weighed_that_is_said():
    for nothing in (None, {}, {"engine": "1", "on": "2026-11-22", "weighing": None}):
        assert "Hier is niets afgewogen." in said(composed(nothing))
        assert paper.pdf(nothing, ABOUT, made_at=MADE).startswith(b"%PDF")


def test_the_pdf_is_accessible_dutch_and_the_same_again(whole):
    frozen = frozen_of(whole)
    with translation.override("en"):
        content = paper.pdf(frozen, ABOUT, made_at=MADE)
    assert paper.pdf(frozen, ABOUT, made_at=MADE) == content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang).startswith("nl") and bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1" and meta["dc:title"] == "De afweging: Rosa"
        kinds = _kinds(pdf.Root.StructTreeRoot)
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/Table", "/TH", "/TD", "/Link"} <= kinds
    words = pdf_words(content)
    for part in ("De gekozen route", "Daarom doen we dit", ARTICLE, REMARK, "Proefdam"):
        assert part in words, part


def _kinds(element):
    found = {str(element.get("/S", ""))}
    below = element.get("/K", [])
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(child, pikepdf.Dictionary):
            found |= _kinds(child)
    return found


@pytest.mark.parametrize(
    "typed",
    [
        "#panic(1) *vet* $x$ @label <a> \\ ] } //",
        "<script>alert(1)</script>",
        "שלום مرحبا 🙂 Ngũgĩ",
        "lang" * 400,
        "regel een\nregel twee\n\nalinea",
    ],
)
def test_what_people_type_is_text_on_paper_and_page(whole, typed):
    frozen = frozen_of(whole)
    frozen["weighing"] |= {"effect": typed, "for_family": typed}
    frozen["disciplines"]["views"][0] |= {"found": typed}
    frozen["remarks"][0] |= {"words": typed}
    assert paper.pdf(frozen, ABOUT, made_at=MADE).startswith(b"%PDF")
    with whole.standing.inside():
        actions.write_down(
            actor=whole.worker,
            case_id=whole.case_id,
            thinking=actions.Thinking(effect=typed + " en dat is zo"),
            base_version=whole.version,
        )
    page = whole.standing.client(whole.worker).get(reverse("weigh:paper", args=[whole.case_id]))
    assert page.status_code == 200 and "<script>alert" not in page.content.decode()


@pytest.mark.parametrize(("name", "look"), [("paper", "weigh.paper"), ("paper_pdf", "weigh.paper_pdf")])
def test_only_the_circle_reads_it_and_each_look_is_noted(whole, name, look):
    standing = whole.standing
    with standing.inside():
        relative = people.add_person(actor=standing.worker, given_name="Tante", family_name="Truus")
        people.let_in(
            actor=standing.worker, case_id=whole.case_id, role="relative", purpose="denkt mee",
            person_id=relative.pk,
        )  # fmt: skip
    address = reverse(f"weigh:{name}", args=[whole.case_id])
    administrator = standing.add_staff("Anna Administrator", actors.ADMINISTRATOR)
    for who in (standing.worker, standing.staff["Leo Lezer"]):
        answer = standing.client(who).get(address)
        assert answer.status_code == 200
        with standing.inside():
            noted = AuditEvent.objects.filter(kind=AuditEvent.LOOK, verb=look, actor_id=who.id)
            assert [event.case_id for event in noted] == [whole.case_id]
    for stranger in (*standing.strangers, administrator, standing.resident):
        refused = standing.client(stranger).get(address)
        assert refused.status_code == 404
        own_name = () if stranger is standing.resident else ("Rosa",)
        for words in (*own_name, EFFECT, "2.3.5"):
            assert words not in refused.content.decode()
    with standing.inside():
        assert AuditEvent.objects.filter(kind=AuditEvent.LOOK, verb=look).count() == 2


def test_the_page_says_what_the_pdf_says_and_leads_to_it(whole):
    client = whole.standing.client(whole.worker)
    with whole.standing.inside():
        say_request(
            actor=whole.worker,
            case_id=whole.case_id,
            request="Een huurhuis",
            wish="Samen wonen",
            base_version=0,
        )
    page = client.get(reverse("weigh:paper", args=[whole.case_id])).content.decode()
    download = reverse("weigh:paper_pdf", args=[whole.case_id])
    assert download in page and ARTICLE in page and "Een huurhuis" in page
    answer = client.get(download)
    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == f'attachment; filename="afweging-{whole.case_id}.pdf"'
    words = pdf_words(answer.content)
    assert "Een huurhuis" in words and "Samen wonen" in words
    assert client.post(download).status_code in (200, 405)


def test_who_works_in_english_takes_a_paper_along_in_which_everything_is_dutch(whole):
    client = whole.standing.client(whole.worker)
    with whole.standing.inside():
        value = LegalValue.objects.get(key="veilige-plek")
        actions.write_down(
            actor=whole.worker,
            case_id=whole.case_id,
            thinking=actions.Thinking(why_differs=EFFECT),
            base_version=whole.version,
        )
    client.post(reverse("set_language"), {"language": "en"})
    page = client.get(reverse("weigh:paper", args=[whole.case_id]))
    assert value.words_en in html.unescape(page.content.decode()), "the page is in the language of the reader"
    words = pdf_words(client.get(reverse("weigh:paper_pdf", args=[whole.case_id])).content)
    with translation.override("en"):
        repeated = block_words("effect")
    assert value.words_nl in words and value.words_en not in words and repeated not in words


DATE = re.compile(r"\d{1,2} [a-z]+ \d{4}")


def test_a_date_stands_on_one_line(whole):
    frozen = frozen_of(whole)
    broken = 0
    for length in range(12):
        for view in frozen["disciplines"]["views"]:
            view["who"] = "Jo " + "a" * length
        content = paper.pdf(frozen, ABOUT, made_at=MADE)
        raw = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
        lines = raw.stdout.decode().splitlines()
        broken += len(DATE.findall(" ".join(lines))) - sum(len(DATE.findall(line)) for line in lines)
    assert broken == 0, lines
