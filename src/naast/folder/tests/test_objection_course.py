"""What a resident reads and does about an objection that runs; nobody else does it for them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.formats import date_format
from tests.standing import make_resident

from naast.decide import actions, objection_queries, queries
from naast.decide.objection_types import HearingDay
from naast.decide.tests.conftest import deciding
from naast.decide.tests.test_objection_steps import Objected, objected
from naast.kernel import clock
from naast.kernel.terms import OBJECTION
from naast.people import actions as people_actions
from naast.people.models import Staff

__all__ = ["deciding", "objected"]


def page(objected: Objected) -> str:
    client = objected.deciding.standing.client(objected.deciding.standing.resident)
    return " ".join(client.get("/map/bezwaar/").content.decode().split())


def test_the_resident_follows_it_and_opens_the_letters(objected):
    deciding = objected.deciding
    hearing = HearingDay(clock.today() + dt.timedelta(days=8), "office", "Stadskantoor", dt.time(14))
    with deciding.inside():
        actions.confirm_objection(**objected.by(deciding.worker))
        actions.invite_to_hearing(**objected.handled, hearing=hearing)
        letters = objected.course.letters
        actions.make_bundle(**objected.handled)
        (paper,) = objected.course.papers
    shown = page(objected)
    assert "Stadskantoor" in shown and "14:00" in shown
    client = deciding.standing.client(deciding.standing.resident)
    bundle = f"/map/{objected.case_id}/bezwaar/stuk/{paper.id}/"
    for address in (bundle, *(f"/map/{objected.case_id}/brieven/{row.document_id}/" for row in letters)):
        assert address in shown and client.get(address).content.startswith(b"%PDF")
    assert len(letters) == 2


def test_how_it_stands_comes_before_the_form_with_who_looks_and_whom_to_call(objected):
    deciding = objected.deciding
    hearing = HearingDay(clock.today() + dt.timedelta(days=8), "office", "Kamer 2", dt.time(14))
    with deciding.inside():
        actions.confirm_objection(**objected.by(deciding.worker))
        actions.invite_to_hearing(**objected.handled, hearing=hearing)
        answer_by = objected.facts.answer_by
    shown = page(objected)
    assert shown.index("Zes maanden is te kort.") < shown.index("Verstuur mijn bezwaar")
    assert f"Je krijgt antwoord uiterlijk op {date_format(answer_by, 'j F Y')}." in shown
    assert "nam het besluit niet." in shown and "Komt de dag of de plek niet uit? Bel " in shown
    assert ": Kamer 2</strong>" in shown
    assert "Je maakte hier al bezwaar tegen." in shown
    letters = deciding.standing.client(deciding.standing.resident).get(f"/map/{objected.case_id}/brieven/")
    assert "Je maakte bezwaar tegen dit besluit." in letters.content.decode()


def test_what_is_missing_stands_first_by_name_until_the_resident_wrote_about_it(objected):
    deciding = objected.deciding
    until = clock.today() + dt.timedelta(days=14)
    with deciding.inside():
        actions.ask_to_complete(
            **objected.handled,
            parts=["grounds", "signature"],
            until_on=until,
            words="Bel als het niet lukt.",
            letter_way="paper",
        )
    shown, address = page(objected), f"/map/{objected.case_id}/bezwaar/{objected.objection_id}/aanvullen/"
    assert shown.index("Je kunt het aanvullen tot en met") < shown.index("Je schreef:")
    assert "je handtekening" in shown and address in shown
    client = deciding.standing.client(deciding.standing.resident)
    empty = client.post(address, {"words": " "}).content.decode()
    assert "je handtekening" in empty and "Bel als het niet lukt." in empty
    assert "Schrijf op wat je wilt toevoegen." in empty and "binnenkwam" not in empty
    assert client.post(address, {"words": "Hier is mijn handtekening."}).status_code == 302
    assert "Je kunt het aanvullen tot en met" not in page(objected)
    assert "We kijken of alles er nu is." in client.get(address).content.decode()
    with deciding.inside():
        actions.complete_objection(
            **objected.handled, words="De handtekening is er.", parts=["signature"], came_on=clock.today()
        )
    shown = page(objected)
    assert "Je kunt het aanvullen tot en met" in shown, "something is still missing"
    assert "je handtekening" not in shown.partition("Je schreef:")[0]
    with clock.shifted(15):
        assert "Je kon het aanvullen tot en met" in page(objected)


def test_what_was_not_filled_in_is_said_at_the_top(objected):
    client = objected.deciding.standing.client(objected.deciding.standing.resident)
    refused = client.post("/map/bezwaar/", {"words": "Ook dit niet."})
    shown = refused.content.decode()
    assert refused.status_code == 422 and "Ook dit niet." in shown
    assert shown.index("data-form-errors") < shown.index("Jouw bezwaren")


def test_the_name_of_who_handles_it_stays_back_where_it_is_not_safe(objected):
    deciding = objected.deciding
    with deciding.inside():
        face = objected.facts.handler
        Staff.objects.filter(pk=face.id).update(name_withheld=True)
    shown = page(objected)
    assert face.name not in shown
    assert f"Iemand die het besluit niet nam ({face.function}), kijkt ernaar." in shown


def test_when_the_answer_comes_stands_with_the_other_days(objected):
    client = objected.deciding.standing.client(objected.deciding.standing.resident)
    address = f"/map/{objected.case_id}/wanneer/"
    with objected.deciding.inside():
        answer_by = objected.facts.answer_by
    until = date_format(answer_by, "j F Y")
    assert f"Je krijgt antwoord uiterlijk op {until}." in client.get(address).content.decode()
    client.post("/map/klacht/", {"words": "Ik moest drie keer bellen."})
    shown = client.get(address).content.decode()
    assert "Je klacht" in shown and "antwoord op je klacht van" in shown
    with clock.shifted((answer_by - clock.today()).days + 1):
        assert "Dat ligt aan ons, niet aan jou." in client.get(address).content.decode()


def test_the_decision_on_it_and_the_way_to_the_court_stand_first(objected):
    deciding = objected.deciding
    with deciding.inside():
        actions.confirm_objection(**objected.by(deciding.worker))
        objected.hear()
        actions.decide_objection(**objected.handled, verdict="unfounded", words="De huur blijft te hoog.")
    shown = page(objected)
    court = shown.index("naar de rechter. In de brief staat hoe.")
    assert shown.index("We hebben besloten op je bezwaar.") < court < shown.index("Zes maanden is te kort.")
    assert shown.count("naar de rechter") == 1


def test_to_a_decision_on_an_objection_one_does_not_object_but_goes_to_the_court(objected):
    """Awb 7:1 and 8:1: nobody is told a last day to object that is not there."""
    deciding = objected.deciding
    with deciding.inside():
        actions.begin_revision(
            **deciding.given,
            decision_id=objected.decision_id,
            why="objection",
            words="De huur is hoger.",
            objection_id=objected.objection_id,
        )
        deciding.propose("yes", amount=Decimal(950))
        new_id = deciding.decide(deciding.holder)
        objected.hear()
        actions.decide_objection(**objected.handled, verdict="founded", words="De huur is hoger.")
        made = next(row for row in queries.decisions_of(objected.case_id) if row.id == new_id)
        assert made.objection_ends_on is None
        assert made.appeal_ends_on == OBJECTION.ends(clock.today())
    shown = page(objected)
    assert f'value="{objected.decision_id}"' in shown and f'value="{new_id}"' not in shown
    worker = deciding.standing.client(deciding.worker).get(f"/casus/{objected.case_id}/besluit/")
    text = " ".join(worker.content.decode().split())
    until = date_format(OBJECTION.ends(clock.today()), "j F Y")
    assert f"tot en met {until} naar de rechter" in text.partition(f'id="besluit-{objected.decision_id}"')[0]


def test_taking_it_back_in_own_words(objected):
    client = objected.deciding.standing.client(objected.deciding.standing.resident)
    address = f"/map/{objected.case_id}/bezwaar/{objected.objection_id}/terug/"
    assert "Zes maanden is te kort." in client.get(address).content.decode()
    empty = client.post(address, {"words": " "})
    assert empty.status_code == 422
    shown = empty.content.decode()
    assert "Waarom neem je het terug? Schrijf op waarom. Een paar woorden zijn genoeg." in shown
    assert "de inwoner" not in shown
    done = client.post(address, {"words": "We zijn eruit gekomen."})
    assert done.status_code == 302 and done["Location"] == "/map/bezwaar/"
    assert client.get(address).status_code == 404
    with objected.deciding.inside():
        assert objected.course.last("withdrawn").words == "We zijn eruit gekomen."
    again = page(objected).partition("Over welk besluit gaat het?")[2]
    assert "Je maakte hier al bezwaar tegen." not in again and "Je kunt bezwaar maken tot" in again
    letters = client.get(f"/map/{objected.case_id}/brieven/").content.decode()
    assert "Je maakte bezwaar tegen dit besluit." not in letters and "Je kunt bezwaar maken tot" in letters


def test_why_it_came_later(objected, monkeypatch):
    deciding = objected.deciding
    resident = deciding.standing.resident
    after = OBJECTION.ends(clock.today()) + dt.timedelta(days=4)
    client = deciding.standing.client(resident)
    in_time = f"/map/{objected.case_id}/bezwaar/{objected.objection_id}/later/"
    assert client.post(in_time, {"words": "Ziek."}).status_code == 422
    monkeypatch.setattr(clock, "today", lambda: after)
    with deciding.inside():
        # What comes while one runs belongs to that one; this one comes when that was taken back.
        actions.withdraw_objection(**objected.by(resident), words="Laat maar.")
        late = actions.object(
            actor=resident, case_id=objected.case_id, decision_id=objected.decision_id, words="Toch niet."
        )
    client = deciding.standing.client(resident)
    address = f"/map/{objected.case_id}/bezwaar/{late}/later/"
    assert address in page(objected)
    assert client.post(address, {"words": "Ik lag in het ziekenhuis."}).status_code == 302
    assert "Ik lag in het ziekenhuis." in page(objected)


def test_nobody_else_takes_it_back_or_opens_its_letters(objected):
    deciding = objected.deciding
    standing = deciding.standing
    with deciding.inside():
        actions.confirm_objection(**objected.by(deciding.worker))
        (letter,) = objected.course.letters
        actions.make_bundle(**objected.handled)
        (paper,) = objected.course.papers
        bob = people_actions.add_person(actor=deciding.worker, given_name="Bob", family_name="Naaste")
        people_actions.let_in(
            actor=deciding.worker,
            case_id=objected.case_id,
            role="relative",
            purpose="staat naast Rosa",
            person_id=bob.pk,
        )
        relative = make_resident(standing.municipality, bob.pk)
    addresses = (
        f"/map/{objected.case_id}/bezwaar/{objected.objection_id}/terug/",
        f"/map/{objected.case_id}/bezwaar/stuk/{paper.id}/",
        f"/map/{objected.case_id}/brieven/{letter.document_id}/",
    )
    for other in (relative, deciding.worker, *standing.strangers):
        client = standing.client(other)
        for address in addresses:
            assert client.get(address).status_code == 404
            assert client.post(address, {"words": "x"}).status_code in (404, 405)
        assert "Zes maanden" not in client.get("/map/bezwaar/").content.decode()
    with deciding.inside():
        assert queries.objections_of(objected.case_id)[0].is_open
        assert objection_queries.courses_of(objected.case_id)[objected.objection_id].papers


def test_what_the_resident_adds_stays_with_the_objection_that_runs(objected):
    client = objected.deciding.standing.client(objected.deciding.standing.resident)
    address = f"/map/{objected.case_id}/bezwaar/{objected.objection_id}/erbij/"
    assert address in page(objected)
    empty = client.post(address, {"words": " "})
    assert empty.status_code == 422
    assert "Wat wil je toevoegen? Schrijf op wat je wilt toevoegen." in empty.content.decode()
    assert client.post(address, {"words": "Ook de borg is te laag."}).status_code == 302
    again = {"decision": str(objected.decision_id), "words": "En de vloer is kapot."}
    kept = client.post("/map/bezwaar/", again, follow=True).content.decode()
    assert "We bewaren dit bij je bezwaar." in kept
    shown = page(objected)
    assert "Ook de borg is te laag." in shown and "En de vloer is kapot." in shown
    assert shown.count("Je bezwaar van ") == 1
    with objected.deciding.inside():
        actions.withdraw_objection(**objected.by(objected.deciding.standing.resident), words="Laat maar.")
    assert client.get(address).status_code == 404
