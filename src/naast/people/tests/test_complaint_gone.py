"""Who was named to answer a complaint and cannot any more: then it is as if nobody was named."""

from __future__ import annotations

import pytest

from naast.kernel import actors, clock
from naast.kernel.errors import NotAllowed, NotVisible
from naast.people import actions, queries
from naast.people.models import Staff

from .test_complaint_handlers import WORDS, stuck

__all__ = ["stuck"]


def test_when_who_was_named_left_a_lead_without_a_part_answers(standing, stuck):
    _lead, _administrator, officer, number = stuck
    free = standing.add_staff("Vera Vrij", actors.TEAM_LEAD)
    with standing.inside():
        actions.name_complaint_handler(actor=free, request_id=number, staff_id=officer.id)
        with pytest.raises(NotAllowed):
            actions.answer_request(actor=free, request_id=number, answer="Het spijt ons.")
        Staff.objects.filter(pk=officer.id).update(ends_on=clock.today().replace(year=2020))
        assert queries.complaints_to_name() == []
    assert f"/team/antwoord/{number}/" in standing.client(free).get("/team/").content.decode()
    with standing.inside():
        actions.answer_request(actor=free, request_id=number, answer="Het spijt ons.")


def test_who_was_named_and_got_a_part_in_it_since_does_not_answer(standing, stuck):
    """Who reads along in the case later is no stranger to it any more (Awb 9:7)."""
    _lead, administrator, _officer, number = stuck
    reader = standing.add_staff("Joris Jurist", actors.LAWYER)
    with standing.inside():
        actions.name_complaint_handler(actor=administrator, request_id=number, staff_id=reader.id)
        actions.let_in(
            actor=standing.worker,
            case_id=standing.case_id,
            staff_id=reader.id,
            role=actors.LAWYER,
            purpose="leest mee",
        )
        with pytest.raises(NotVisible):
            actions.answer_request(actor=reader, request_id=number, answer="Sorry.")
        (waits,) = queries.complaints_to_name()
        assert (waits.id, waits.handler.id) == (number, reader.id)
    assert WORDS not in standing.client(reader).get("/klachten/").content.decode()
    page = standing.client(administrator).get("/klachten/").content.decode()
    assert f"{reader.name} was aangewezen, en kan het niet meer beantwoorden." in page
