"""Known or not known: the question, its limits, and that nothing else is revealed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from naast.kernel import clock
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.people import actions, queries, tokens
from naast.people.actions.intake import QUESTIONS_AN_HOUR
from naast.people.models import KnownQuestion, Person

BSN = "111222333"
BORN = dt.date(1980, 2, 3)


@pytest.fixture
def rosa(standing):
    """The resident of the standing case, with a number and a date of birth."""
    with standing.inside():
        person = Person.objects.get(pk=standing.resident.id)
        person.birth_date = BORN
        person.save(update_fields=["birth_date"])
        actions.set_bsn(actor=standing.worker, person=person, bsn=BSN)
    return person


def ask(standing, actor=None, **who):
    with standing.inside():
        return actions.ask_known(actor=actor or standing.colleague, reason="zij belt ons", **who)


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ({"bsn": BSN}, True),
        ({"bsn": "111 222 333"}, True),
        ({"bsn": "123456782"}, False),
        ({"given_name": "rosa", "family_name": " PROEFPERSOON", "birth_date": BORN}, True),
        ({"given_name": "Rosa", "birth_date": BORN}, True),
        ({"given_name": "Rosa", "birth_date": BORN + dt.timedelta(days=1)}, False),
        ({"given_name": "Roos", "family_name": "Proefpersoon", "birth_date": BORN}, False),
        ({"given_name": "%", "birth_date": BORN}, False),
        # The same name and day, but another number: somebody else.
        (
            {"bsn": "123456782", "given_name": "Rosa", "family_name": "Proefpersoon", "birth_date": BORN},
            False,
        ),
    ],
)
def test_an_exact_number_or_a_name_with_date_of_birth(standing, rosa, who, found):
    assert bool(ask(standing, **who)) is found


@pytest.mark.parametrize(
    ("who", "field"),
    [
        ({}, "bsn"),
        ({"given_name": "Rosa"}, "bsn"),
        ({"birth_date": BORN}, "bsn"),
        ({"bsn": "123"}, "bsn"),
        ({"bsn": "111222334"}, "bsn"),
        ({"bsn": "١١١٢٢٢٣٣٣"}, "bsn"),
        ({"bsn": "000000000"}, "bsn"),
    ],
)
def test_bad_input_is_named_by_its_field(standing, rosa, who, field):
    with pytest.raises(Invalid) as refused:
        ask(standing, **who)
    assert refused.value.field == field
    with standing.inside():
        assert not KnownQuestion.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_reason_is_needed(standing, rosa, reason):
    with standing.inside(), pytest.raises(Invalid) as refused:
        actions.ask_known(actor=standing.colleague, reason=reason, bsn=BSN)
    assert refused.value.field == "reason"


def test_the_question_is_kept_audited_and_shown_to_the_person(standing, rosa):
    ask(standing, bsn=BSN)
    with standing.inside():
        (question,) = queries.questions_about(rosa.pk)
        assert (question.face.name, question.reason) == ("Coen Colleague", "zij belt ons")
        event = AuditEvent.objects.get(kind=AuditEvent.QUESTION)
        assert event.detail == {"found": True} and event.actor_id == standing.colleague.id
        assert "Rosa" not in str(vars(event))


def test_not_known_is_kept_too(standing, rosa):
    assert ask(standing, bsn="123456782") == []
    with standing.inside():
        assert KnownQuestion.objects.get().person_id is None


def test_another_municipality_does_not_know(standing, rosa):
    with standing.inside(standing.other):
        assert actions.ask_known(actor=standing.outsider, reason="vraag", bsn=BSN) == []
        assert (
            actions.ask_known(actor=standing.outsider, reason="vraag", given_name="Rosa", birth_date=BORN)
            == []
        )


def test_twenty_questions_an_hour_and_no_more(standing, rosa):
    for _question in range(QUESTIONS_AN_HOUR):
        ask(standing, bsn="123456782")
    with pytest.raises(Invalid):
        ask(standing, bsn=BSN)
    with standing.inside():
        assert KnownQuestion.objects.count() == QUESTIONS_AN_HOUR
    assert ask(standing, standing.worker, bsn=BSN)  # counted per person who asks
    with clock.shifted(1):
        assert ask(standing, bsn=BSN)


def test_only_who_stands_beside_residents_asks(standing, rosa):
    controller = standing.add_staff("Cora Controller", "controller", "administrator")
    with standing.inside(), pytest.raises(NotAllowed):
        actions.ask_known(actor=controller, reason="vraag", bsn=BSN)
    assert standing.client(controller).get(reverse("people:known")).status_code == 404
    with standing.inside(), pytest.raises(NotAllowed):
        actions.ask_known(actor=standing.resident, reason="vraag", bsn=BSN)


def test_the_page_names_the_contact_and_nothing_else_of_the_case(standing, rosa):
    browser = standing.client(standing.colleague)
    posted = browser.post(reverse("people:known"), {"bsn": BSN, "reason": "zij belt ons"})
    page = posted.content.decode()
    assert posted.status_code == 200
    assert "Wilma Worker" in page
    for secret in ("Rosa", "Proefpersoon", BSN, f"/casus/{standing.case_id}/", "1980"):
        assert secret not in page.split("<main")[1]


def test_the_number_of_the_case_cannot_be_read_from_the_page(standing, rosa):
    (answer,) = ask(standing, bsn=BSN)
    (place,) = answer.places
    assert place.own_case_id == 0 and answer.person == ""
    assert tokens.number_of(tokens.CASE, standing.colleague, place.glass) == standing.case_id
    from base64 import urlsafe_b64decode

    raw = urlsafe_b64decode(place.glass + "==")
    assert (
        str(standing.case_id).encode() + b"]" not in raw
        and b"[" + str(standing.municipality.pk).encode() not in raw
    )


def test_a_reference_is_for_one_actor_one_purpose_and_half_an_hour(standing):
    token = tokens.made(tokens.CASE, standing.colleague, 7)
    assert tokens.number_of(tokens.CASE, standing.colleague, token) == 7
    for actor, kind in [(standing.worker, tokens.CASE), (standing.colleague, tokens.PERSON)]:
        with pytest.raises(NotVisible):
            tokens.number_of(kind, actor, token)
    for broken in ("", "x", token[:-4], ("A" if token[0] != "A" else "B") + token[1:], "é" * 40, "=" * 3):
        with pytest.raises(NotVisible):
            tokens.number_of(tokens.CASE, standing.colleague, broken)
    with clock.shifted(1), pytest.raises(Invalid):
        tokens.number_of(tokens.CASE, standing.colleague, token)


def test_who_stands_in_the_circle_gets_the_case_itself(standing, rosa):
    (answer,) = ask(standing, standing.worker, bsn=BSN)
    assert answer.places[0].own_case_id == standing.case_id and answer.places[0].glass == ""


def test_who_only_takes_part_is_known_by_the_contact_without_glass(standing):
    with standing.inside():
        actions.meet_participant(
            actor=standing.worker,
            case_id=standing.case_id,
            given_name="Claire",
            relation="partner",
            birth_date=BORN,
        )
    (answer,) = ask(standing, given_name="Claire", birth_date=BORN)
    (place,) = answer.places
    assert place.contact.first.name == "Wilma Worker" and place.glass == "" and answer.person


def test_a_closed_case_leaves_known_without_a_contact(standing, rosa):
    from naast.people.models import Case

    with standing.inside():
        Case.objects.filter(pk=standing.case_id).update(closed_on=clock.today())
    (answer,) = ask(standing, bsn=BSN)
    assert answer.places == () and answer.person


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_keeps_what_was_typed(standing, method):
    browser = standing.client(standing.worker)
    if method == "get":
        assert browser.get(reverse("people:known")).status_code == 200
        return
    answer = browser.post(reverse("people:known"), {"bsn": "12", "reason": "een eigen reden"})
    assert answer.status_code == 422
    assert "een eigen reden" in answer.content.decode() and 'value="12"' in answer.content.decode()
