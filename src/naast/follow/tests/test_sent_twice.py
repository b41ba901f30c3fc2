"""A form sent twice is kept once; two who write are told; only the resident's words keep the looking back."""

from __future__ import annotations

import datetime as dt

import pytest

from naast.follow import actions, queries
from naast.follow.models import CheckIn, Contact, Promise
from naast.kernel import clock, drafts
from naast.kernel.errors import NotVisible, Stale
from naast.people import actions as people

pytestmark = pytest.mark.django_db


def later() -> dt.date:
    return clock.today() + dt.timedelta(days=3)


@pytest.mark.parametrize(
    ("verb", "given", "model"),
    [
        ("promise", {"what": "Ik bel", "due_on": later}, Promise),
        ("plan_check_in", {"due_on": later}, Promise),
        ("note_contact", {"channel": "phone", "words": "Het gaat."}, Contact),
        ("note_contact", {"channel": "visit", "took_place": False}, Contact),
        ("check_in", {"words": "Ik slaap weer."}, CheckIn),
    ],
)
def test_it_is_kept_once(standing, verb, given, model):
    given = {name: value() if callable(value) else value for name, value in given.items()}
    with standing.inside():
        for _twice in range(2):
            row = getattr(actions, verb)(actor=standing.worker, case_id=standing.case_id, **given)
        assert model.objects.get() == row


def test_two_calls_on_one_day_are_two_and_a_kept_promise_may_be_made_again(standing):
    due_on = later()
    given = {"actor": standing.worker, "case_id": standing.case_id}
    with standing.inside():
        for _twice in range(2):
            actions.note_contact(**given, channel="phone")
            promise = actions.promise(**given, what="Ik bel", due_on=due_on)
            actions.keep_promise(actor=standing.worker, promise_id=promise.pk)
        assert Contact.objects.count() == 2 and Promise.objects.count() == 2


def test_what_made_it_hard_comes_back_as_it_was_typed_and_overwrites_nobody(standing):
    with standing.inside():
        missed = actions.note_contact(
            actor=standing.worker, case_id=standing.case_id, channel="visit", took_place=False
        )
        key = actions.hard_key(standing.case_id, missed.pk)
        drafts.keep(
            actor=standing.worker, object_key=key, field="words", base_version=missed.version, text="De bus"
        )
    client = standing.client(standing.worker)
    address = f"/casus/{standing.case_id}/volgen/contact/{missed.pk}/lastig/"
    page = client.get(address).content.decode()
    assert "De bus" in page and "Je was hier aan het schrijven" in page
    other = standing.client(standing.worker)
    first = {"words": "Mijn dochter was ziek.", "version": missed.version}
    for _twice in range(2):
        assert other.post(address, first).status_code == 302
    stale = client.post(address, {"words": "De bus reed niet.", "version": missed.version})
    text = stale.content.decode()
    assert stale.status_code == 409 and "De bus reed niet." in text and "Mijn dochter was ziek." in text
    assert client.post(address, {"words": "Allebei.", "version": missed.version + 1}).status_code == 302
    with standing.inside():
        assert queries.contact_of(standing.case_id, missed.pk).made_hard == "Allebei."
        with pytest.raises(Stale):
            actions.say_what_made_it_hard(
                actor=standing.worker, contact_id=missed.pk, words="x", base_version=missed.version
            )


def test_the_looking_back_with_the_resident_is_not_kept_by_somebody_elses_words(standing):
    with standing.inside():
        partner = people.add_person(actor=standing.worker, given_name="Piet")
        people.add_participant(
            actor=standing.worker, case_id=standing.case_id, person_id=partner.pk, relation="partner"
        )
        planned = actions.plan_check_in(actor=standing.worker, case_id=standing.case_id)
        with pytest.raises(NotVisible):
            actions.check_in(
                actor=standing.worker,
                case_id=standing.case_id,
                words="Van mij.",
                person_id=partner.pk,
                promise_id=planned.pk,
            )
        assert queries.promise_of(standing.case_id, planned.pk).kept_on is None
