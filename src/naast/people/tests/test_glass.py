"""Breaking the glass: a reason, a second question, until tomorrow, told and looked back at."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from naast.kernel import clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.people import actions, queries, tokens
from naast.people.models import Case, CircleMember, GlassBreak

REASON = "Zij neemt de telefoon niet op en haar contact is onbereikbaar"


@pytest.fixture
def token(standing) -> str:
    return tokens.made(tokens.CASE, standing.colleague, standing.case_id)


def broken(standing, token, **more):
    with standing.inside():
        return actions.break_glass(actor=standing.colleague, reference=token, reason=REASON, **more)


def test_a_reason_and_a_second_confirmation_open_it_until_tomorrow(standing, token):
    browser = standing.client(standing.colleague)
    path = reverse("people:glass", args=[token])
    case = reverse("people:circle", args=[standing.case_id])
    assert browser.get(case).status_code == 404
    assert browser.get(path).status_code == 200
    sure = browser.post(path, {"reason": REASON})
    assert sure.status_code == 200 and REASON in sure.content.decode()
    assert browser.get(case).status_code == 404  # the first step opens nothing
    assert browser.post(path, {"reason": REASON, "confirmed": "1"}).url == reverse(
        "web:case", args=[standing.case_id]
    )
    page = browser.get(case)
    assert page.status_code == 200
    with standing.inside():
        member = CircleMember.objects.get(role="emergency")
        assert member.until_on == clock.today() + dt.timedelta(days=1)
        event = AuditEvent.objects.get(verb="people.break_glass")
        assert event.case_id == standing.case_id and REASON not in str(event.detail)
    with clock.shifted(2):
        assert browser.get(case).status_code == 404


def test_the_address_holds_no_number_of_the_case(standing, token):
    page = standing.client(standing.colleague).get(reverse("people:glass", args=[token])).content.decode()
    assert f"/casus/{standing.case_id}/" not in page and "Rosa" not in page


def test_a_second_click_opens_it_once(standing, token):
    broken(standing, token)
    broken(standing, token)
    with standing.inside():
        assert GlassBreak.objects.count() == CircleMember.objects.filter(role="emergency").count() == 1


def test_the_resident_is_told_today(standing, token):
    broken(standing, token)
    with standing.inside():
        (told,) = queries.glass_breaks(standing.case_id, to_resident=True)
        assert told.reason == REASON and told.face.name == "Coen Colleague"
        places = queries.circle_of(standing.case_id, to_resident=True)
        assert "emergency" in {place.role for place in places}


def test_where_that_is_dangerous_the_resident_is_told_later(standing, token):
    day = clock.today() + dt.timedelta(days=14)
    broken(standing, token, tell_from=day, later_because="de partner leest mee")
    standing.client(standing.colleague).get(reverse("people:circle", args=[standing.case_id]))
    with standing.inside():
        assert queries.glass_breaks(standing.case_id, to_resident=True) == []
        shown = queries.circle_of(standing.case_id, to_resident=True)
        assert "emergency" not in {place.role for place in shown}
        assert "emergency" in {place.role for place in queries.circle_of(standing.case_id)}
        assert standing.colleague.id not in {look.actor_id for look in looks(standing)}
    with clock.shifted(14), standing.inside():
        assert len(queries.glass_breaks(standing.case_id, to_resident=True)) == 1
        assert standing.colleague.id in {look.actor_id for look in looks(standing)}


def looks(standing):
    from naast.kernel.audit import looks_at_case

    return list(looks_at_case(standing.case_id))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"tell_from": 3, "later_because": ""}, "later_because"),
        ({"tell_from": 3, "later_because": "x" * 301}, "later_because"),
        ({"tell_from": 93, "later_because": "gevaar"}, "tell_from"),
        # A slip of the pen must not tell the resident today what is dangerous today.
        ({"tell_from": -3, "later_because": "gevaar"}, "tell_from"),
        ({"tell_from": 0, "later_because": "gevaar"}, "tell_from"),
        ({"later_because": "gevaar"}, "tell_from"),
    ],
)
def test_bad_input_opens_nothing(standing, token, more, field):
    sent = {"reason": REASON, **more}
    if "tell_from" in sent:
        sent["tell_from"] = clock.today() + dt.timedelta(days=sent["tell_from"])
    with standing.inside(), pytest.raises(Invalid) as refused:
        actions.break_glass(actor=standing.colleague, reference=token, **sent)
    assert refused.value.field == field
    with standing.inside():
        assert not GlassBreak.objects.exists()


def test_bad_input_on_the_page_keeps_what_was_typed(standing, token):
    path = reverse("people:glass", args=[token])
    typed = {
        "reason": REASON,
        "is_dangerous": "on",
        "later_because": "de partner leest mee",
        "confirmed": "1",
    }
    answer = standing.client(standing.colleague).post(path, typed)
    assert answer.status_code == 422
    assert REASON in answer.content.decode() and "de partner leest mee" in answer.content.decode()


def test_a_day_and_a_reason_count_also_when_the_tick_is_forgotten(standing, token):
    later = clock.today() + dt.timedelta(days=3)
    typed = {
        "reason": REASON,
        "tell_from": later.isoformat(),
        "later_because": "de partner leest mee",
        "confirmed": "1",
    }
    path = reverse("people:glass", args=[token])
    assert standing.client(standing.colleague).post(path, typed).status_code == 302
    with standing.inside():
        assert GlassBreak.objects.get().tell_from == later


def test_a_reference_of_somebody_else_opens_nothing(standing, token):
    other = tokens.made(tokens.CASE, standing.outsider, standing.case_id)
    with standing.inside():
        for actor, reference in [
            (standing.worker, token),
            (standing.colleague, other),
            (standing.colleague, "7"),
        ]:
            with pytest.raises(NotVisible):
                actions.break_glass(actor=actor, reference=reference, reason=REASON)
    with standing.inside(standing.other), pytest.raises(NotVisible):
        actions.break_glass(actor=standing.outsider, reference=other, reason=REASON)


def test_a_closed_case_stays_closed(standing, token):
    with standing.inside():
        Case.objects.filter(pk=standing.case_id).update(closed_on=clock.today())
    with pytest.raises(NotVisible):
        broken(standing, token)


def test_only_who_stands_beside_residents_breaks_it(standing):
    lead = standing.add_staff("Lea Lead", "team_lead")
    with standing.inside(), pytest.raises(NotAllowed):
        actions.break_glass(
            actor=lead, reference=tokens.made(tokens.CASE, lead, standing.case_id), reason=REASON
        )


def test_who_broke_it_looks_but_changes_no_circle(standing, token):
    broken(standing, token)
    with standing.inside(), pytest.raises(NotAllowed):
        actions.let_in(
            actor=standing.colleague,
            case_id=standing.case_id,
            staff_id=standing.worker.id,
            role="professional",
            purpose="meekijken",
        )
    page = standing.client(standing.colleague).get(reverse("people:circle", args=[standing.case_id]))
    assert b"<form" not in page.content.split(b"<main")[1]


def test_a_lead_looks_back_at_it_without_seeing_the_resident(standing, token):
    broken(standing, token)
    lead = standing.add_staff("Lea Lead", "team_lead")
    browser = standing.client(lead)
    page = browser.get(reverse("people:emergencies")).content.decode()
    assert REASON in page and "Coen Colleague" in page
    assert "Rosa" not in page and f"/casus/{standing.case_id}/" not in page
    with standing.inside():
        number = GlassBreak.objects.get().pk
    review = reverse("people:review", args=[number])
    assert browser.post(review, {"words": ""}).status_code == 422
    assert browser.post(review, {"words": "Nodig en goed gedaan"}).status_code == 302
    again = browser.post(review, {"words": "Nog een keer kijken"})
    assert again.status_code == 422
    with standing.inside():
        (found,) = queries.glass_breaks()
        assert (found.reviewed_by, found.review) == ("Lea Lead", "Nodig en goed gedaan")


def test_nobody_looks_back_at_themselves_also_not_in_the_database(standing):
    both = standing.add_staff("Bo Beide", "professional", "team_lead")
    with standing.inside():
        actions.break_glass(
            actor=both, reference=tokens.made(tokens.CASE, both, standing.case_id), reason=REASON
        )
        number = GlassBreak.objects.get().pk
        with pytest.raises(NotAllowed):
            actions.review_glass(actor=both, glass_id=number, words="prima")
        with pytest.raises(DatabaseError), transaction.atomic():
            GlassBreak.objects.update(reviewed_by_id=both.id)


@pytest.mark.parametrize("role", ["professional", "administrator", "controller"])
def test_others_do_not_look_back(standing, role, token):
    broken(standing, token)
    other = standing.add_staff("Anna Anders", role)
    assert standing.client(other).get(reverse("people:emergencies")).status_code == 404
    with standing.inside(), pytest.raises(NotAllowed):
        actions.review_glass(actor=other, glass_id=GlassBreak.objects.get().pk, words="prima")
