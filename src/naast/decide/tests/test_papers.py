"""Report and letter as PDF/UA-1, kept as they left."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import shutil
import subprocess
from decimal import Decimal

import pikepdf
import pytest
from django.utils import translation

from naast.decide import actions, letters, queries
from naast.decide.actions.papers import letter_facts
from naast.decide.actions.proposing import draft_key
from naast.decide.documents import typesetting
from naast.decide.models import Document
from naast.kernel import actors, clock, erasure
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.terms import OBJECTION
from naast.listen import actions as listen
from naast.people import queries as people
from naast.plan import actions as plan

from .test_letters import FACTS

MADE = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def pages_text(content: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def letter(**changes: object) -> bytes:
    composed = letters.compose(dataclasses.replace(FACTS, **changes), letters.words())
    return typesetting.pdf(typesetting.LETTER, dataclasses.asdict(composed), made_at=MADE)


def test_no_word_of_the_language_of_the_sender_comes_into_the_letter():
    with translation.override("en"):
        text = pages_text(letter(reason="Ik zeg 中文 en meer"))
    assert "Ik zeg [tekst in een schrift dat we niet kunnen afdrukken] en meer" in text


def assert_accessible(content: bytes, title: str) -> set[str]:
    """PDF/UA-1 as far as a machine sees it; gives the kinds of element in the structure tree."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang).startswith("nl")
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == title
        return _kinds(pdf.Root.StructTreeRoot)


def _kinds(element: pikepdf.Object) -> set[str]:
    found = {str(element.get("/S", ""))}
    below = element.get("/K", [])
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(child, pikepdf.Dictionary):
            found |= _kinds(child)
    return found


def fonts(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/FontFile2" in obj]
        embedded = {str(obj.FontName).split("+")[-1] for obj in found}
        every = {
            str(obj.FontName).split("+")[-1]
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
        }
    assert embedded == every
    return embedded


def test_the_letter_is_accessible_and_its_own_font_is_in_it():
    content = letter()
    kinds = assert_accessible(content, "Besluit over je vraag")
    assert {"/H1", "/H2", "/P", "/L", "/LI"} <= kinds
    assert fonts(content) == {"NotoSans-Regular", "NotoSans-Bold"}
    text = pages_text(content)
    assert "Beste Eveline," in text and "tot en met 4 januari 2027" in text


def test_names_from_elsewhere_are_drawn_in_the_same_face():
    content = letter(resident="Şahin Łukasz Ngũgĩ")
    assert fonts(content) == {"NotoSans-Regular", "NotoSans-Bold", "NotoSansExtended-Regular"}
    assert "Şahin Łukasz Ngũgĩ" in pages_text(content)


def test_what_people_type_is_never_read_as_typst():
    typed = '#panic("x") $a$ *vet* _scheef_ = Kop #read("/etc/passwd") \\ ] [ // weg'
    assert typed in pages_text(letter(reason=typed))


def test_the_same_letter_gives_the_same_bytes():
    assert letter() == letter()


def test_deciding_makes_the_report_and_sending_the_letter(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose("partly", amount=Decimal(900))
        deciding.hear()
        deciding.read(deciding.reader, "advise_against", "Dit kan met minder.")
        decision_id = deciding.decide(deciding.worker, "Een half jaar huren is al het minste.")
        actions.send_letter(
            **deciding.given, decision_id=decision_id, parts={"why": "Omdat jullie bij elkaar horen."}
        )
        papers = {paper.kind: paper for paper in queries.letters_of(deciding.case_id)}
        report = queries.file_of(deciding.case_id, papers["report"].id).clear_bytes()
        sent = queries.file_of(deciding.case_id, papers["letter"].id).clear_bytes()
    assert papers["letter"].sent_on == clock.today()
    assert papers["letter"].objection_ends_on == OBJECTION.ends(clock.today())
    assert_accessible(report, f"Verslag bij besluit {decision_id}")
    text = pages_text(report)
    for said in (
        "Over een jaar wonen wij in ons eigen huis.",
        "De regel dacht niet aan een moeder met een baby",
        "Ik wil gewoon bij mijn kind zijn.",
        "Dit kan met minder.",
        "Een half jaar huren is al het minste.",
        "een deel wel, een deel niet",
    ):
        assert said in text, said
    text = pages_text(sent)
    assert "Omdat jullie bij elkaar horen." in text and "Wilma Worker" in text


def test_the_report_draws_who_pays_and_who_gains_beside_the_words(deciding):
    who = {"actor": deciding.worker, "case_id": deciding.case_id}
    with deciding.inside():
        plan.load_prices(actor=actors.system(deciding.standing.municipality.pk))
        plan.add_line(**who, scenario="plan", what="Hotelkamer", quantity=183)
        plan.add_line(**who, scenario="nothing", what="Uithuisplaatsing")
        shorter = plan.add_alternative(**who, name="Korter in een hotel")
        plan.add_line(**who, scenario="other", alternative_id=shorter.pk, what="Hotelkamer", quantity=10)
        plan.write_alternative(
            **who, alternative_id=shorter.pk, base_version=1, name=shorter.name, words="Dat is te kort."
        )
        plan.add_alternative(**who, name="Bij familie")
        deciding.ready()
        deciding.propose()
        decision_id = deciding.decide(deciding.worker)
        papers = {paper.kind: paper for paper in queries.letters_of(deciding.case_id)}
        report = queries.file_of(deciding.case_id, papers["report"].id).clear_bytes()
    assert "/Figure" in assert_accessible(report, f"Verslag bij besluit {decision_id}")
    assert pages_text(report).count("gemeente, jeugd") == 2  # in the picture and in the list
    assert fonts(report) == {"NotoSans-Regular", "NotoSans-Bold"}
    text = " ".join(pages_text(report).split())
    assert "Korter in een hotel. Wat we erin steken: \N{MINUS SIGN}" in text and "Dat is te kort." in text
    assert "Bij familie." in text


def test_a_letter_leaves_once_and_never_before_the_decision_or_tomorrow(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        decision_id = deciding.decide(deciding.worker)
        for day in (clock.today() + dt.timedelta(days=1), clock.today() - dt.timedelta(days=1)):
            with pytest.raises(Invalid) as refused:
                actions.send_letter(**deciding.given, decision_id=decision_id, sent_on=day)
            assert refused.value.field == "sent_on"
        with pytest.raises(Invalid) as refused:
            actions.send_letter(
                **deciding.given, decision_id=decision_id, parts={"law": "Er is geen bezwaar mogelijk."}
            )
        first = actions.send_letter(**deciding.given, decision_id=decision_id)
        assert actions.send_letter(**deciding.given, decision_id=decision_id) == first
        assert Document.objects.filter(kind="letter").count() == 1
        with pytest.raises(NotVisible):
            actions.send_letter(**deciding.given, decision_id=decision_id + 999)


def test_a_resident_objects_in_own_words_and_somebody_else_handles_it(deciding):
    resident = deciding.standing.resident
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        decision_id = deciding.decide(deciding.worker)
        actions.send_letter(**deciding.given, decision_id=decision_id)
        given = {"actor": resident, "case_id": deciding.case_id, "decision_id": decision_id}
        with pytest.raises(Invalid):
            actions.object(**given, words=" ")
        objection_id = actions.object(**given, words="Zes maanden is te kort.")
        assert actions.object(**given, words="Zes maanden is te kort.") == objection_id
        found = queries.objections_of(deciding.case_id)[0]
        assert not found.is_late and found.term_ends_on == OBJECTION.ends(clock.today())
        assert found.answer_by > found.term_ends_on
        with pytest.raises(NotAllowed):
            actions.hand_objection(**deciding.given, objection_id=objection_id, staff_id=deciding.worker.id)
        actions.hand_objection(**deciding.given, objection_id=objection_id, staff_id=deciding.holder.id)
        assert [item.kind for item in queries.waiting_for(deciding.holder)] == ["objection"]


def test_who_decided_does_not_handle_the_objection(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose(amount=Decimal(7_200))
        deciding.read(deciding.reader)
        decision_id = deciding.decide(deciding.holder)
        objection_id = actions.object(**deciding.given, decision_id=decision_id, words="Nee.")
        with pytest.raises(Invalid) as refused:
            actions.hand_objection(**deciding.given, objection_id=objection_id, staff_id=deciding.holder.id)
        assert refused.value.field == "handler"
        assert queries.objections_of(deciding.case_id)[0].term_ends_on is None


def test_who_read_along_does_not_handle_the_objection(deciding):
    with deciding.inside():
        deciding.ready("Wet op het onbekende", "12")
        deciding.propose(title_row=deciding.title())
        deciding.read(deciding.lawyer)
        decision_id = deciding.decide(deciding.college)
        objection_id = actions.object(**deciding.given, decision_id=decision_id, words="Nee.")
        with pytest.raises(Invalid) as refused:
            actions.hand_objection(**deciding.given, objection_id=objection_id, staff_id=deciding.lawyer.id)
        assert refused.value.field == "handler"


def test_an_open_objection_keeps_the_file(deciding):
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        decision_id = deciding.decide(deciding.worker)
        rosa, cases = deciding.standing.resident.id, frozenset({deciding.case_id})
        assert queries.why_file_stays(rosa, cases) == ""
        actions.object(**deciding.given, decision_id=decision_id, words="Nee.")
        assert "objection" in queries.why_file_stays(rosa, cases)
        assert queries.why_file_stays(rosa, frozenset()) == ""
    with pytest.raises(erasure.NotErased, match="objection"):
        erasure.erase_person(
            municipality_id=deciding.standing.municipality.pk,
            person_id=rosa,
            reason=erasure.REQUEST,
            also_others=True,
        )


def test_erasure_finds_drafts_by_the_number_of_the_case():
    assert draft_key(12, "letter:7") == "decide.letter:12:7"
    assert draft_key(12, "hearing") == "decide.hearing:12"


def test_a_late_objection_is_received_and_marked(deciding, monkeypatch):
    with deciding.inside():
        deciding.ready()
        deciding.propose()
        decision_id = deciding.decide(deciding.worker)
        actions.send_letter(**deciding.given, decision_id=decision_id)
        later = OBJECTION.ends(clock.today()) + dt.timedelta(days=3)
        monkeypatch.setattr(clock, "today", lambda: later)
        actions.object(
            actor=deciding.standing.resident,
            case_id=deciding.case_id,
            decision_id=decision_id,
            words="Ik was ziek.",
        )
        found = queries.objections_of(deciding.case_id)[0]
        (decision,) = queries.decisions_of(deciding.case_id)
        assert decision.objection_ended and not found.is_overdue
    assert found.is_late and found.received_on == later and found.answer_by > later
    page = deciding.standing.client(deciding.worker).get(f"/casus/{deciding.case_id}/besluit/")
    assert "De termijn om bezwaar te maken eindigde op" in page.content.decode()


def test_the_letter_answers_what_was_asked_then_also_when_more_is_asked_before_it_leaves(deciding):
    with deciding.inside():
        deciding.ready()
        listen.say_request(**deciding.given, request="Een bed voor de baby.", wish="")
        deciding.propose()
        decision_id = deciding.decide(deciding.worker)
        listen.say_request(**deciding.given, request="Werkschoenen.", wish="")
        case = people.case_for(deciding.worker, deciding.case_id)
        assert letter_facts(case, decision_id, sent_on=clock.today()).request == "Een bed voor de baby."
