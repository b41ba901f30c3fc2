"""Breaking the glass: opening a case from outside the circle when waiting is dangerous."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import purposes, tokens
from naast.people.circle import active_today
from naast.people.models import Case, CircleMember, GlassBreak
from naast.people.words import line

LATEST_DAYS = 92
"""Days within which a resident hears of it. The house's own choice: no source names a number."""

REVIEWERS = frozenset({actors.TEAM_LEAD, actors.QUALITY_OFFICER})


@transaction.atomic
def break_glass(
    *, actor: Actor, reference: str, reason: str, tell_from: dt.date | None = None, later_because: str = ""
) -> int:
    """Open a case until tomorrow, with a reason; the resident hears of it today, or later with a reason.

    `reference` comes from the answer of `ask_known`. Returns the id of the case; a second click opens it
    once. Raises Invalid by field, NotVisible for a reference that is not this actor's.
    """
    if not (actor.is_staff and actor.has_role(*actors.CASE_ROLES)):
        raise NotAllowed(_("Only someone who stands beside residents opens a case in an emergency."))
    case_id = tokens.number_of(tokens.CASE, actor, reference)
    # Locked: a second click at the same moment waits for the first.
    open_cases = Case.objects.select_for_update(no_key=True).filter(closed_on__isnull=True)
    case = open_cases.filter(pk=case_id).first()
    if case is None:
        raise NotVisible
    why = line(reason, 500, "reason", needed=_("Write down why waiting for the fixed contact is dangerous."))
    day, because = _telling(tell_from, later_because)
    if CircleMember.objects.filter(active_today(), case_id=case_id, staff_id=actor.id).exists():
        return case_id
    member = CircleMember(
        case_id=case_id,
        ground=case.ground,
        staff_id=actor.id,
        role="emergency",
        basis=str(purposes.EMERGENCY),
        purpose=why[:300],
        until_on=clock.today() + dt.timedelta(days=1),
    )
    member.save()
    broken = GlassBreak(
        case_id=case_id,
        ground=case.ground,
        staff_id=actor.id,
        reason=why,
        tell_from=day,
        later_because=because,
    )
    broken.save()
    audit.change(actor, "people.break_glass", broken, tell_from=day.isoformat())
    return case_id


def _telling(tell_from: dt.date | None, later_because: str) -> tuple[dt.date, str]:
    today = clock.today()
    if tell_from is None and later_because.strip():
        raise Invalid(_("Choose the day from which the resident may be told."), "tell_from")
    if tell_from is None:
        return today, ""
    if tell_from <= today:
        raise Invalid(_("Choose a day after today, or tell the resident today."), "tell_from")
    if tell_from > today + dt.timedelta(days=LATEST_DAYS):
        message = _("Choose a day within %(days)s days: the resident has to hear of it.")
        raise Invalid(message % {"days": LATEST_DAYS}, "tell_from")
    needed = _("Write down why telling the resident today is dangerous.")
    return tell_from, line(later_because, 300, "later_because", needed=needed)


@transaction.atomic
def review_glass(*, actor: Actor, glass_id: int, words: str) -> GlassBreak:
    """Look back at a broken glass, by somebody else with the role for it. Once."""
    if not actor.has_role(*REVIEWERS):
        raise NotAllowed(_("A team lead or quality officer looks back at emergencies."))
    broken: GlassBreak | None = GlassBreak.objects.select_for_update().filter(pk=glass_id).first()
    if broken is None:
        raise NotVisible
    if broken.staff_id == actor.id:
        raise NotAllowed(_("This was you: ask a colleague to look back at it."))
    found = line(words, 500, "words", needed=_("Write down what you found."))
    if broken.reviewed_at is not None:
        raise Invalid(_("A colleague looked back at this already."), "words")
    broken.reviewed_by_id = actor.id
    broken.reviewed_at = clock.now()
    broken.review = found
    broken.save(update_fields=["reviewed_by", "reviewed_at", "review"])
    audit.change(actor, "people.review_glass", broken)
    return broken
