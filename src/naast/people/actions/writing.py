"""Writing down where letters to somebody go, and what of the house stands in each of them."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.models import Municipality
from naast.people.actions.persons import only_administrator
from naast.people.caseholders import held_case
from naast.people.models import Person, Staff
from naast.people.queries.talking import must_know
from naast.people.words import line

ADDRESS_LENGTH = 250


@transaction.atomic
def say_address(
    *, actor: Actor, person_id: int, address: str, case_id: int | None = None, was: str | None = None
) -> None:
    """Keep the postal address of a person; empty: it is not known. `case_id` is for staff: the case in which
    they stand beside them. `was`: what stood there when they began; a newer one is not written over.

    Raises NotVisible for others, Invalid when it is too long or when another address was written meanwhile.
    """
    if actor.is_staff:
        held_case(actor, case_id or 0)
    must_know(actor, person_id, case_id)
    kept = line(_as_kept(address), ADDRESS_LENGTH, "address")
    row = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    if row.address == kept or (was is not None and _as_kept(was) == kept):
        return
    if was is not None and row.address != _as_kept(was):
        now = row.address or _("no address")
        raise Invalid(
            _(
                "Somebody wrote another address meanwhile: {address}. Look which one is right, then send it."
            ).format(address=now),
            "address",
        )
    row.address = kept
    row.version += 1
    row.save(update_fields=["address", "version"])
    audit.record(actor=actor, kind="change", verb="people.say_address", subject=row, case_id=case_id)


def _as_kept(address: str) -> str:
    """An address on one line, its parts set apart by commas."""
    parts = (" ".join(part.split()) for part in address.replace(",", "\n").splitlines())
    return ", ".join(part for part in parts if part)


@transaction.atomic
def say_sender(
    *, actor: Actor, postal_address: str, phone: str, support_name: str = "", support_phone: str = ""
) -> None:
    """Keep what stands in every letter: where to write, whom to call, and who supports for free. Only the
    administrator. Raises Invalid by field: without an address or phone, or when something is too long."""
    only_administrator(actor)
    house = Municipality.objects.select_for_update().get(pk=actor.municipality_id)
    house.postal_address = line(
        _as_kept(postal_address),
        300,
        "postal_address",
        needed=_("Write down where somebody can write to, for instance to object."),
    )
    house.phone = line(phone, 40, "phone", needed=_("Write down the number that somebody can always call."))
    house.support_name = line(support_name, 120, "support_name")
    house.support_phone = line(support_phone, 40, "support_phone")
    if house.support_phone and not house.support_name:
        raise Invalid(_("Whose number is this? Write down the name."), "support_name")
    house.save(update_fields=["postal_address", "phone", "support_name", "support_phone"])
    audit.change(actor, "people.say_sender", house)


@transaction.atomic
def say_staff_phone(*, actor: Actor, staff_id: int, phone: str) -> None:
    """Keep on which number a colleague can be called; it stands in the letters of their residents. Only the
    administrator, or they themselves. Raises NotVisible for who does not work here."""
    if not (actor.is_staff and actor.id == staff_id):
        only_administrator(actor)
    staff = Staff.objects.select_for_update(no_key=True).filter(pk=staff_id).first()
    if staff is None:
        raise NotVisible
    staff.phone = line(phone, 40, "phone")
    staff.save(update_fields=["phone"])
    audit.change(actor, "people.say_staff_phone", staff)
