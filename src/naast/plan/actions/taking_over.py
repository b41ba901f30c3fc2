"""Taking over for a while (M10): on a ground, for a reason, and always with a last day."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed
from naast.people.types import CaseFacts
from naast.plan import step_terms as terms
from naast.plan.access import writing
from naast.plan.actions.rows import bounded, needed, plan_row, row_of
from naast.plan.actions.steps import standing_beside
from naast.plan.models import TakingOver
from naast.plan.models.steps import REASON_LENGTH, STEP_LENGTH
from naast.plan.step_types import TakingOverSaid

LONGEST = dt.timedelta(days=366)
"""A taking over lasts at most a year; going on is a new row with a new reason."""


@transaction.atomic
def take_over(*, actor: Actor, case_id: int, said: TakingOverSaid) -> TakingOver:
    """Write down what is taken over. It ends by itself. The same thing sent twice is one row."""
    case = writing(actor, case_id)
    plan_row(case)
    return _kept(actor, case, said, renews=None)


@transaction.atomic
def renew_taking_over(
    *,
    actor: Actor,
    case_id: int,
    taking_over_id: int,
    reason: str,
    reason_words: str,
    until_on: dt.date | None,
) -> TakingOver:
    """Go on, as a row of its own with a reason of its own. A row is renewed once."""
    case = writing(actor, case_id)
    plan_row(case)
    old = row_of(TakingOver, case, taking_over_id)
    renewed = TakingOver.objects.filter(renews_id=old.pk).first()
    if renewed is not None:
        if renewed.until_on == until_on:  # a form sent twice
            return renewed  # type: ignore[no-any-return]
        raise Invalid(_("This was renewed already. Renew the newest one."), "until_on")
    if old.ended_on is not None:
        raise Invalid(_("This was ended. Write down a new one when it is needed again."), "until_on")
    said = TakingOverSaid(
        what=old.what,
        basis=old.basis,
        basis_words=old.basis_words,
        reason=reason,
        reason_words=needed(
            reason_words, "reason_words", REASON_LENGTH, _("Write down why it has to go on.")
        ),
        from_on=max(old.until_on + dt.timedelta(days=1), clock.today()),
        until_on=until_on,
        staff_id=old.staff_id,
    )
    new = _kept(actor, case, said, renews=old)
    for step in old.steps.all():
        step.taking_over_id = new.pk
        step.save(update_fields=["taking_over"])
    return new


@transaction.atomic
def end_taking_over(*, actor: Actor, case_id: int, taking_over_id: int, because: str = "") -> TakingOver:
    """End it today, earlier than its last day. The resident may withdraw a mandate of their own.

    Nothing else happens: the steps stay, and who does them is for the people themselves to say.
    """
    case = writing(actor, case_id, resident_too=True)
    row = row_of(TakingOver, case, taking_over_id)
    if actor.is_resident and row.basis != terms.MANDATE:
        raise NotAllowed(_("This rests on an agreement. Call your fixed contact to end it."))
    words = bounded(because, "because", REASON_LENGTH)
    if row.ended_on is not None or row.until_on < clock.today():
        return row
    row.ended_on, row.ended_because = clock.today(), words
    row.version += 1
    row.save(update_fields=["ended_on", "ended_because", "version"])
    audit.change(actor, "plan.end_taking_over", row)
    return row


def _kept(actor: Actor, case: CaseFacts, said: TakingOverSaid, *, renews: TakingOver | None) -> TakingOver:
    starts = said.from_on or clock.today()
    if said.until_on is None:
        raise Invalid(_("Write down the last day. Taking over always ends."), "until_on")
    if said.until_on < starts:
        raise Invalid(_("The last day comes before the first."), "until_on")
    if said.until_on - starts > LONGEST:
        raise Invalid(_("At most a year. After that, look together whether it goes on."), "until_on")
    if said.basis not in dict(terms.BASES):
        raise Invalid(_("Choose on what ground this is taken over."), "basis")
    if said.reason not in dict(terms.REASONS):
        raise Invalid(_("Choose why this is taken over."), "reason")
    if said.staff_id is not None:
        standing_beside(case, said.staff_id)
    values = {
        "what": needed(said.what, "what", STEP_LENGTH, _("Write down what is taken over.")),
        "basis": said.basis,
        "basis_words": bounded(said.basis_words, "basis_words", REASON_LENGTH),
        "reason": said.reason,
        "reason_words": bounded(said.reason_words, "reason_words", REASON_LENGTH),
        "from_on": starts,
        "until_on": said.until_on,
        "staff_id": said.staff_id,
        "renews_id": renews.pk if renews else None,
    }
    same: TakingOver | None = TakingOver.objects.filter(
        case_id=case.id, ended_on__isnull=True, **values
    ).first()
    if same is not None:
        return same
    row = TakingOver(case_id=case.id, ground=case.law, **values)
    row.save()
    audit.change(actor, "plan.take_over", row, basis=row.basis, reason=row.reason)
    return row
