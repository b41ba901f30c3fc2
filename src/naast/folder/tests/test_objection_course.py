"""What a resident reads and does about an objection that runs; nobody else does it for them."""

from __future__ import annotations

import datetime as dt

from tests.standing import make_resident

from naast.decide import actions, objection_queries, queries
from naast.decide.objection_types import HearingDay
from naast.decide.tests.conftest import deciding
from naast.decide.tests.test_objection_steps import Objected, objected
from naast.kernel import clock
from naast.kernel.terms import OBJECTION
from naast.people import actions as people_actions

__all__ = ["deciding", "objected"]


def page(objected: Objected) -> str:
    client = objected.deciding.standing.client(objected.deciding.standing.resident)
    return client.get("/map/bezwaar/").content.decode()


def test_the_resident_follows_it_and_opens_the_letters(objected):
    deciding = objected.deciding
    hearing = HearingDay(clock.today() + dt.timedelta(days=8), "office", "Stadskantoor", dt.time(14))
    with deciding.inside():
        actions.confirm_objection(**objected.by(deciding.worker))
        actions.invite_to_hearing(**objected.handled, hearing=hearing)
        papers = objected.course.papers
    shown = page(objected)
    assert "Stadskantoor" in shown and "14:00" in shown
    client = deciding.standing.client(deciding.standing.resident)
    for paper in papers:
        address = f"/map/{objected.case_id}/bezwaar/stuk/{paper.id}/"
        assert address in shown and client.get(address).content.startswith(b"%PDF")


def test_taking_it_back_in_own_words(objected):
    client = objected.deciding.standing.client(objected.deciding.standing.resident)
    address = f"/map/{objected.case_id}/bezwaar/{objected.objection_id}/terug/"
    assert "Zes maanden is te kort." in client.get(address).content.decode()
    empty = client.post(address, {"words": " "})
    assert empty.status_code == 422
    done = client.post(address, {"words": "We zijn eruit gekomen."})
    assert done.status_code == 302 and done["Location"] == "/map/bezwaar/"
    assert client.get(address).status_code == 404
    with objected.deciding.inside():
        assert objected.course.last("withdrawn").words == "We zijn eruit gekomen."


def test_why_it_came_later(objected, monkeypatch):
    deciding = objected.deciding
    resident = deciding.standing.resident
    after = OBJECTION.ends(clock.today()) + dt.timedelta(days=4)
    monkeypatch.setattr(clock, "today", lambda: after)
    with deciding.inside():
        late = actions.object(
            actor=resident, case_id=objected.case_id, decision_id=objected.decision_id, words="Toch niet."
        )
    client = deciding.standing.client(resident)
    in_time = f"/map/{objected.case_id}/bezwaar/{objected.objection_id}/later/"
    assert client.post(in_time, {"words": "Ziek."}).status_code == 422
    address = f"/map/{objected.case_id}/bezwaar/{late}/later/"
    assert address in page(objected)
    assert client.post(address, {"words": "Ik lag in het ziekenhuis."}).status_code == 302
    assert "Ik lag in het ziekenhuis." in page(objected)


def test_nobody_else_takes_it_back_or_opens_its_letters(objected):
    deciding = objected.deciding
    standing = deciding.standing
    with deciding.inside():
        actions.confirm_objection(**objected.by(deciding.worker))
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
