"""Writing down how to talk with somebody: they do it themselves, or who stands beside them with them."""

from __future__ import annotations

from dataclasses import asdict, replace

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, Stale
from naast.people import talking
from naast.people.caseholders import held_case
from naast.people.models import Person, Talking
from naast.people.queries.talking import must_know
from naast.people.talking import TalkingSaid
from naast.people.words import line


@transaction.atomic
def say_talking(
    *, actor: Actor, person_id: int, said: TalkingSaid, base_version: int, case_id: int | None = None
) -> None:
    """Keep how to talk with a person. `case_id` is for staff: the case in which they stand beside them.

    Raises NotVisible for others, Invalid by field, Stale when somebody else wrote it down meanwhile.
    """
    if actor.is_staff:
        held_case(actor, case_id or 0)
    person = must_know(actor, person_id, case_id)
    kept = _checked(said)
    # Of one person at a time: two first versions at the same moment are one row and one that is too late.
    Person.objects.select_for_update(no_key=True).filter(pk=person_id).values_list("pk").first()
    row = Talking.objects.filter(person_id=person_id).first()
    if row is not None and all(getattr(row, name) == value for name, value in asdict(kept).items()):
        return
    if (row.version if row else 0) != base_version:
        raise Stale(_("Somebody else changed this in the meantime."), theirs=row.words if row else "")
    row = row or Talking(person_id=person_id, ground=person.ground, version=0, created_at=clock.now())
    for name, value in asdict(kept).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    if case_id is None:
        audit.change(actor, "people.say_talking", row)
    else:
        audit.record(actor=actor, kind="change", verb="people.say_talking", subject=row, case_id=case_id)


def _checked(said: TalkingSaid) -> TalkingSaid:
    if said.interpreter not in dict(talking.INTERPRETER):
        raise Invalid(_("Choose from the list."), "interpreter")
    kept = replace(
        said,
        language=line(said.language, 60, "language"),
        arranged_by=line(said.arranged_by, 150, "arranged_by"),
        words=line(said.words, 300, "words"),
    )
    # Who sees to it has no meaning when nobody has to come.
    return kept if kept.interpreter else replace(kept, arranged_by="")
