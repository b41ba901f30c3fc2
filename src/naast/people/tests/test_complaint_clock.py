"""A complaint has a clock, gets its answer later only with a reason, and never from who it may be about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.standing import Standing

from naast.kernel import actors, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.terms import add_weeks, end_of_term
from naast.people import actions, queries
from naast.people.models.complaints import ComplaintLater


@dataclass
class Complained:
    standing: Standing
    lead: Actor
    request_id: int

    @property
    def clock(self) -> Any:
        rows = [row for row in queries.requests_by(self.standing.resident) if row.kind == "complaint"]
        return queries.complaint_clocks(rows)[self.request_id]

    def later(self, kind: str = "postponed", *, actor: Actor | None = None, words: str = "Ziek.") -> int:
        return actions.answer_complaint_later(
            actor=actor or self.lead, request_id=self.request_id, kind=kind, words=words
        )


@pytest.fixture
def complained(standing: Standing) -> Complained:
    lead = standing.add_staff("Tess Teamleider", actors.TEAM_LEAD)
    with standing.inside():
        request_id = actions.ask(
            actor=standing.resident,
            case_id=standing.case_id,
            kind="complaint",
            words="Er werd niet geluisterd.",
        )
    return Complained(standing, lead, request_id)


def test_six_weeks_ten_with_a_committee_and_four_more_when_postponed(complained):
    with complained.standing.inside():
        today = clock.today()
        assert complained.clock.answer_by == add_weeks(today, 6)
        first = complained.later("committee", words="De klachtencommissie adviseert.")
        assert complained.later("committee", words="Nog eens.") == first
        assert complained.clock.answer_by == add_weeks(today, 10)
        complained.later("postponed")
        assert complained.clock.answer_by == end_of_term(today + dt.timedelta(weeks=14))
        assert complained.clock.why == ("De klachtencommissie adviseert.", "Ziek.")


def test_who_it_may_be_about_does_not_handle_it(complained):
    standing = complained.standing
    involved = standing.add_staff("Ton Teamleider", actors.TEAM_LEAD, actors.PROFESSIONAL)
    with standing.inside():
        actions.let_in(
            actor=standing.worker,
            case_id=standing.case_id,
            staff_id=involved.id,
            role=actors.PROFESSIONAL,
            purpose="staat naast Rosa",
        )
        with pytest.raises(NotAllowed):
            actions.answer_request(actor=involved, request_id=complained.request_id, answer="Sorry.")
        with pytest.raises(NotAllowed):
            complained.later(actor=involved)
        for other in (*standing.strangers, standing.worker, standing.resident):
            with pytest.raises(NotVisible):
                complained.later(actor=other)
        actions.answer_request(actor=complained.lead, request_id=complained.request_id, answer="Sorry.")
        with pytest.raises(Invalid):
            complained.later()


def test_bad_input_and_a_second_time_in_raw_sql(complained):
    with complained.standing.inside():
        for kind, words, field in (("someday", "x", "kind"), ("postponed", " ", "words")):
            with pytest.raises(Invalid) as refused:
                complained.later(kind, words=words)
            assert refused.value.field == field
        complained.later()
        row = ComplaintLater.objects.get()
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE people_complaintlater SET words = 'anders'")


def test_the_team_lead_and_the_resident_see_the_day(complained, monkeypatch):
    standing = complained.standing
    client = standing.client(complained.lead)
    address = f"/team/klacht/{complained.request_id}/later/"
    refused = client.post(address, {"kind": "postponed", "words": ""})
    assert refused.status_code == 422 and "Awb 9:11" in refused.content.decode()
    assert client.post(address, {"kind": "postponed", "words": "De collega is ziek."}).status_code == 302
    assert "De collega is ziek." in client.get("/team/").content.decode()
    shown = standing.client(standing.resident).get("/map/klacht/").content.decode()
    assert "De collega is ziek." in shown
    assert standing.client(standing.worker).post(address, {"kind": "postponed"}).status_code == 404
    after = clock.today() + dt.timedelta(weeks=20)
    monkeypatch.setattr(clock, "today", lambda: after)
    with standing.inside():
        assert complained.clock.has_passed


@pytest.mark.parametrize("kind", ["postponed", "committee"])
def test_nothing_is_postponed_when_the_term_is_over(complained, monkeypatch, kind):
    after = clock.today() + dt.timedelta(weeks=7)
    monkeypatch.setattr(clock, "today", lambda: after)
    with complained.standing.inside():
        assert complained.clock.has_passed
        with pytest.raises(Invalid) as refused:
            complained.later(kind)
        assert refused.value.field == "kind" and "9:11" in refused.value.message
        assert not ComplaintLater.objects.exists()
    address = f"/team/klacht/{complained.request_id}/later/"
    page = complained.standing.client(complained.lead).post(address, {"kind": kind, "words": "Ziek geweest."})
    assert page.status_code == 422
