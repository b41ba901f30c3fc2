"""The pages of an objection and of looking at a decision again: who sees them, and what stays typed."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from naast.decide import actions, objection_queries, queries
from naast.kernel import actors, clock, terms
from naast.people import actions as people_actions

from .test_objection_steps import FOUND, Objected, objected

__all__ = ["objected"]


def base(objected: Objected) -> str:
    return f"/casus/{objected.case_id}/besluit/bezwaar/{objected.objection_id}/verloop/"


def test_the_handler_goes_step_by_step_and_leaves_with_the_end(objected):
    deciding = objected.deciding
    client = deciding.standing.client(deciding.holder)
    page = client.get(base(objected)).content.decode()
    assert "Zes maanden is te kort." in page and "Awb 7:3" in page and 'id="uitnodigen"' in page
    assert 'id="beslissen"' not in page
    day = (clock.today() + dt.timedelta(days=10)).isoformat()
    invited = client.post(
        f"{base(objected)}uitnodigen/",
        {
            "hearing_on": day,
            "hearing_at": "14:00",
            "way": "office",
            "place": "Stadskantoor",
            "letter_way": "paper",
        },
        follow=True,
    )
    assert "Stadskantoor" in invited.content.decode()
    heard = {"words": "De huur is 950 euro.", "way": "office", "held_on": clock.today().isoformat()}
    assert client.post(f"{base(objected)}gehoord/", heard).status_code == 302
    assert 'id="beslissen"' in client.get(base(objected)).content.decode()
    verdict = {"verdict": "unfounded", "words": FOUND}
    for own_hand in ("handed", "paper"):
        refused = client.post(f"{base(objected)}beslissen/", verdict | {"letter_way": own_hand})
        assert refused.status_code == 422, "they could not print it any more"
        assert FOUND in refused.content.decode()
    done = client.post(f"{base(objected)}beslissen/", verdict | {"letter_way": "beside"})
    assert done.status_code == 302 and done["Location"] == "/meelezen/"
    assert client.get(base(objected)).status_code == 404
    with deciding.inside():
        assert objected.facts.state == "decided" and objected.course.last("decided") is not None
        assert not [letter for letter in objected.course.letters if letter.kind == "decided"]
        (line,) = [line for line in queries.waiting_for(deciding.worker) if line.kind == "not_left"]
    worker = deciding.standing.client(deciding.worker)
    assert "naar de rechter" in worker.get(line.url).content.decode()
    assert worker.post(line.url, {"way": "handed", "sent_on": ""}).status_code == 302
    with deciding.inside():
        assert objected.course.letters[-1].appeal_ends_on == terms.OBJECTION.ends(clock.today())
        assert not [line for line in queries.waiting_for(deciding.worker) if line.kind == "not_left"]
    assert "naar de rechter" in worker.get(base(objected)).content.decode()


def test_a_hearing_is_proposed_on_a_day_that_people_work(objected, monkeypatch):
    """Two weeks from a Sunday is a Sunday: the Monday after it, or later when that is a holiday."""
    today = clock.today()
    sunday = today + dt.timedelta(days=7 - today.isoweekday())
    monkeypatch.setattr("naast.kernel.clock.today", lambda: sunday)
    page = objected.deciding.standing.client(objected.deciding.holder).get(base(objected)).content.decode()
    field = re.search(r'<input[^>]*name="hearing_on"[^>]*>', page)
    assert field is not None
    proposed = re.search(r'value="([0-9-]+)"', field[0])
    assert proposed is not None
    day = dt.date.fromisoformat(proposed[1])
    assert day > sunday + dt.timedelta(days=14) and terms.is_open_day(day)


def test_what_was_typed_stays_when_it_is_refused(objected):
    client = objected.deciding.standing.client(objected.deciding.holder)
    soon = (clock.today() + dt.timedelta(days=2)).isoformat()
    refused = client.post(
        f"{base(objected)}uitnodigen/",
        {
            "hearing_on": soon,
            "hearing_at": "14:00",
            "way": "office",
            "place": "Stadskantoor <b>",
            "letter_way": "paper",
        },
    )
    page = refused.content.decode()
    assert refused.status_code == 422 and "een week voor de hoorzitting" in page
    assert "Stadskantoor &lt;b&gt;" in page and f'value="{soon}"' in page
    nothing = client.post(f"{base(objected)}intrekken/", {"words": ""})
    assert nothing.status_code == 422 and 'id="intrekken" class="naast-no-print"' in nothing.content.decode()
    assert client.post(f"{base(objected)}onbekend/", {}).status_code == 404
    assert client.get(f"{base(objected)}intrekken/").status_code == 302


def test_who_stands_beside_reads_it_but_does_not_decide(objected):
    client = objected.deciding.standing.client(objected.deciding.worker)
    page = client.get(base(objected)).content.decode()
    assert 'id="bevestigen"' in page and 'id="intrekken"' in page and 'id="uitnodigen"' not in page
    verdict = {"verdict": "unfounded", "words": FOUND, "letter_way": "paper"}
    assert client.post(f"{base(objected)}beslissen/", verdict).status_code == 403
    assert client.post(f"{base(objected)}bevestigen/", {"letter_way": "paper"}).status_code == 302
    with objected.deciding.inside():
        (letter,) = objected.course.letters
    stored = client.get(f"/casus/{objected.case_id}/besluit/brief/{letter.document_id}/")
    assert stored["Content-Type"] == "application/pdf" and stored.content.startswith(b"%PDF")


def test_strangers_and_another_case_find_nothing(objected):
    deciding = objected.deciding
    with deciding.inside():
        actions.confirm_objection(**objected.by(deciding.worker))
        (letter,) = objected.course.letters
        actions.make_bundle(**objected.handled)
        (paper,) = objected.course.papers
    addresses = (
        base(objected),
        f"/casus/{objected.case_id}/besluit/bezwaar/stuk/{paper.id}/",
        f"/casus/{objected.case_id}/besluit/brief/{letter.document_id}/",
        f"/casus/{objected.case_id}/besluit/{objected.decision_id}/opnieuw/",
    )
    for stranger in (*deciding.standing.strangers, deciding.standing.resident):
        client = deciding.standing.client(stranger)
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 404 and "Zes maanden" not in answer.content.decode()
    worker = deciding.standing.client(deciding.worker)
    assert (
        worker.get(
            f"/casus/{objected.case_id}/besluit/bezwaar/{objected.objection_id + 999}/verloop/"
        ).status_code
        == 404
    )
    assert worker.get(f"/casus/{objected.case_id}/besluit/bezwaar/stuk/{paper.id + 999}/").status_code == 404


def test_looking_again_from_the_page_and_the_earlier_one_is_marked(objected):
    deciding = objected.deciding
    client = deciding.standing.client(deciding.worker)
    address = f"/casus/{objected.case_id}/besluit/{objected.decision_id}/opnieuw/"
    yesterday = (clock.today() - dt.timedelta(days=1)).isoformat()
    refused = client.post(
        address, {"why": "mistake", "words": "Het bedrag klopt niet.", "works_from": yesterday}
    )
    page = refused.content.decode()
    assert refused.status_code == 422 and "Dit werkt terug" in page and "Het bedrag klopt niet." in page
    begun = client.post(address, {"why": "mistake", "words": "Het bedrag klopt niet."})
    assert begun.status_code == 302 and begun["Location"].endswith("/besluit/voorstel/")
    overview = f"/casus/{objected.case_id}/besluit/"
    assert "kijkt opnieuw naar dit besluit" in client.get(overview).content.decode()
    with deciding.inside():
        deciding.propose("yes", amount=Decimal(950))
        proposal = queries.proposal_of(deciding.case_id)
        deciding.decide(deciding.worker)
        assert proposal is not None and len(objection_queries.revisions_of(deciding.case_id)) == 1
    shown = client.get(overview).content.decode()
    assert "Door het besluit van" in shown and "Komt in de plaats van het besluit van" in shown
    assert "Het bedrag klopt niet." in shown


def test_leaving_it_as_it_is(objected):
    client = objected.deciding.standing.client(objected.deciding.worker)
    with objected.deciding.inside():
        actions.begin_revision(
            **objected.deciding.given, decision_id=objected.decision_id, why="asked", words="Rosa vraagt het."
        )
    stopped = client.post(f"/casus/{objected.case_id}/besluit/opnieuw/stop/", follow=True)
    assert "blijft zoals het is" in stopped.content.decode()
    assert client.post(f"/casus/{objected.case_id}/besluit/opnieuw/stop/").status_code == 404


def test_a_team_lead_goes_on_to_the_complaints_from_the_decision(objected):
    """Nobody else has a page of complaints: they read where one goes, without a link to a closed door."""
    standing = objected.deciding.standing
    lead = standing.add_staff("Tess Teamleider", actors.TEAM_LEAD, actors.PROFESSIONAL)
    with standing.inside():
        people_actions.let_in(
            actor=standing.worker,
            case_id=objected.case_id,
            staff_id=lead.id,
            role=actors.PROFESSIONAL,
            purpose="staat naast Rosa",
        )
    address, link = f"/casus/{objected.case_id}/besluit/", 'href="/team/#klachten"'
    assert link in standing.client(lead).get(address).content.decode()
    page = standing.client(standing.worker).get(address).content.decode()
    assert "Een klacht over hoe iemand is behandeld" in page and link not in page
