"""Three standing people in every test: own caseworker, colleague outside the circle, someone of another
municipality.

Arranged through the actions that people use. In a test:

    def test_x(standing):
        with standing.inside():                      # scope of the municipality
            story = write_story(actor=standing.worker, case_id=standing.case_id, ...)
        page = standing.client(standing.worker).get(...)
        for stranger in standing.strangers: ...      # colleague and outsider: a page gives them 404
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.test import Client

from naast.kernel import actors
from naast.kernel.actors import Actor, load_actor
from naast.kernel.middleware import MEMBERSHIP_KEY
from naast.kernel.models import Account, Membership, Municipality
from naast.kernel.tenancy import scope
from naast.people import actions, queries

PASSWORD = "een-lang-wachtwoord-voor-proef"


@dataclass
class Standing:
    municipality: Municipality
    other: Municipality
    worker: Actor
    colleague: Actor
    outsider: Actor
    resident: Actor
    case_id: int
    staff: dict[str, Actor] = field(default_factory=dict)

    @property
    def strangers(self) -> tuple[Actor, Actor]:
        return self.colleague, self.outsider

    @contextlib.contextmanager
    def inside(self, municipality: Municipality | None = None) -> Iterator[None]:
        with transaction.atomic(), scope((municipality or self.municipality).pk):
            yield

    def client(self, actor: Actor) -> Client:
        """A browser in which this actor is logged in (second factor passed)."""
        return logged_in(actor)

    def add_staff(self, name: str, *roles: str) -> Actor:
        """One more member of staff of the municipality, with roles."""
        with self.inside():
            self.staff[name] = make_staff(self.municipality, name, *roles)
        return self.staff[name]

    def add_reader(self, *also: str) -> Actor:
        """A colleague who is in the circle of the case only to read along; `also`: other roles they hold."""
        reader = self.add_staff("Leo Lezer", actors.SECOND_READER, *also)
        with self.inside():
            actions.let_in(
                actor=self.worker,
                case_id=self.case_id,
                staff_id=reader.id,
                role=actors.SECOND_READER,
                purpose="leest mee",
            )
        return reader


def logged_in(actor: Actor) -> Client:
    client = Client()
    account = Account.objects.get(pk=actor.account_id)
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[1])
    membership = Membership.objects.get(
        account=account, municipality_id=actor.municipality_id, kind=actor.kind, subject_id=actor.id
    )
    session = client.session
    session[MEMBERSHIP_KEY] = membership.pk
    session["second_factor"] = True
    session.save()
    return client


def make_staff(municipality: Municipality, name: str, *roles: str) -> Actor:
    house = actors.system(municipality.pk)
    login = f"{name.lower().replace(' ', '.')}@{municipality.slug}"
    staff = actions.add_staff(actor=house, login=login, password=PASSWORD, name=name, function="wijkteam")
    for role in roles:
        actions.grant_role(actor=_giver(municipality), staff=staff, role=role)
    return _actor(municipality, "staff", staff.pk)


def _giver(municipality: Municipality) -> Actor:
    """Who gives a role: an administrator; the system until there is one."""
    found = queries.staff_with_role(actors.ADMINISTRATOR)
    return _actor(municipality, "staff", found[0].id) if found else actors.system(municipality.pk)


def make_resident(municipality: Municipality, person_id: int) -> Actor:
    account = Account.objects.create(login=f"folder-{municipality.pk}-{person_id}")
    Membership.objects.create(
        account=account, municipality=municipality, kind="resident", subject_id=person_id
    )
    return _actor(municipality, "resident", person_id)


def _actor(municipality: Municipality, kind: str, subject_id: int) -> Actor:
    actor = load_actor(Membership.objects.get(municipality=municipality, kind=kind, subject_id=subject_id))
    assert actor is not None
    return actor


def arrange() -> Standing:
    here = Municipality.objects.create(name="Proefdam", slug="proefdam", phone="14 0123")
    other = Municipality.objects.create(name="Elderhuizen", slug="elderhuizen")
    with transaction.atomic(), scope(other.pk):
        outsider = make_staff(other, "Otto Outsider", actors.PROFESSIONAL)
    with transaction.atomic(), scope(here.pk):
        worker = make_staff(here, "Wilma Worker", actors.PROFESSIONAL)
        colleague = make_staff(here, "Coen Colleague", actors.PROFESSIONAL)
        person = actions.add_person(actor=worker, given_name="Rosa", family_name="Proefpersoon")
        case = actions.open_case(actor=worker, person_id=person.pk, law="wmo", intake_kind="report")
        resident = make_resident(here, person.pk)
    return Standing(here, other, worker, colleague, outsider, resident, case.pk)
