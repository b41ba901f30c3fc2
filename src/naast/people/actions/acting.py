"""Who acts for somebody in a case, for what, on what ground and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.kernel.clock import today
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.models import Membership
from naast.people import reading
from naast.people.actions.persons import add_person
from naast.people.caseholders import held_case
from naast.people.circle import active_today
from naast.people.models import Person, Representation
from naast.people.queries import could_read, people_in
from naast.people.types import CaseFacts
from naast.people.words import line

NOBODY = 0


@transaction.atomic
def add_representation(  # noqa: PLR0913 - each is one field of one form
    *,
    actor: Actor,
    case_id: int,
    person_id: int,
    kind: str,
    scope: str,
    basis: str,
    representative_id: int | None = None,
    representative_name: str = "",
    folder_name: str = "",
    parts: Iterable[str] = (),
    until_on: dt.date | None = None,
) -> Representation:
    """Write down who acts for someone of the case, for what, on what ground and until when.

    The representative is somebody of the case, who has a folder by this name, or a name for somebody new.
    `parts` are what a proxy may read; other kinds have a fixed list. Raises Invalid by field.
    """
    case = held_case(actor, case_id)
    if representative_id is None:
        representative_id = somebody(
            actor, case, representative_name, folder_name, field="representative_name"
        )
    if kind not in dict(Representation.KINDS):
        raise Invalid(_("Choose what kind of representation this is."), "kind")
    if person_id == representative_id:
        raise Invalid(_("Nobody represents themselves."), "representative")
    if person_id not in {found.id for found in people_in(case)}:
        raise NotVisible
    if not Person.objects.filter(pk=representative_id).exists():
        raise NotVisible
    values = {
        "person_id": person_id,
        "representative_id": representative_id,
        "kind": kind,
        "scope": line(scope, 200, "scope", needed=_("Write down for what this person acts.")),
        "basis": line(basis, 200, "basis"),
        "parts": _parts(kind, parts),
        "until_on": later_day(until_on),
    }
    standing = Representation.objects.filter(active_today(), case_id=case.id, **values).first()
    if standing is not None:
        return standing  # type: ignore[no-any-return]
    row = Representation(case_id=case.id, ground=case.law, **values)
    row.save()
    audit.change(actor, "people.add_representation", row, kind=kind)
    return row


@transaction.atomic
def end_representation(*, actor: Actor, case_id: int, representation_id: int) -> None:
    """Nobody acts here any more by this representation: from now on it opens nothing."""
    case = held_case(actor, case_id)
    row = Representation.objects.filter(case_id=case.id, pk=representation_id).first()
    if row is None:
        raise NotVisible
    if ended(row):
        audit.change(actor, "people.end_representation", row)


def ended(row: object) -> bool:
    """Let something that holds until a day end now; False when it was over already."""
    yesterday = today() - dt.timedelta(days=1)
    until: dt.date | None = row.until_on  # type: ignore[attr-defined]
    if until is not None and until <= yesterday:
        return False
    row.until_on = yesterday  # type: ignore[attr-defined]
    row.save(update_fields=["until_on"])  # type: ignore[attr-defined]
    return True


def later_day(until_on: dt.date | None, field: str = "until_on") -> dt.date | None:
    """The day on which something ends. Raises Invalid when it lies in the past."""
    if until_on is not None and until_on < today():
        raise Invalid(_("This day lies in the past."), field)
    return until_on


def checked_parts(codes: Iterable[str], field: str = "parts") -> list[str]:
    """Codes of parts in the order of a folder. Raises Invalid for one that is no part."""
    given = list(codes)
    found = reading.as_parts(given)
    if len(found) != len(set(given)):
        raise Invalid(_("Choose from the parts in the list."), field)
    return [part.value for part in reading.in_order(found)]


def _parts(kind: str, codes: Iterable[str]) -> list[str]:
    return checked_parts(codes) if kind == reading.PROXY else []


def somebody(actor: Actor, case: CaseFacts, name: str, folder_name: str, *, field: str) -> int:
    """Id of who is meant: by the name of their folder here, by their name in this case, or somebody new.

    Raises Invalid without either, and for a folder that is not here.
    """
    login = line(folder_name, 150, "folder_name")
    if login:
        found = Membership.objects.filter(
            municipality_id=actor.municipality_id, kind=Membership.RESIDENT, account__login__iexact=login
        ).first()
        if found is None:
            raise Invalid(_("There is no folder with this name. Check the name."), "folder_name")
        return int(found.subject_id)
    needed = _("Choose who this is, or write down a name.")
    given, _space, family = line(name, 200, field, needed=needed).partition(" ")
    called = f"{given} {family}".strip().casefold()
    # Of the same name in the same case it is the same person: a form sent twice makes one.
    same = [each.id for each in could_read(case, NOBODY) if each.name.casefold() == called]
    return same[0] if same else add_person(actor=actor, given_name=given, family_name=family).pk
