from __future__ import annotations

from decimal import Decimal

from django.db import connection, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naast.follow import access, afterwards, queries
from naast.follow.models import Promise, Realised
from naast.follow.models.realised import SOURCE_LENGTH
from naast.follow.queries.realised import in_years
from naast.follow.types import Count, Followed
from naast.kernel import audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.locking import save_version
from naast.kernel.terms import end_of_term
from naast.kernel.texts import cleaned
from naast.people import queries as people
from naast.plan.amounts import checked
from naast.plan.types import LineFacts

_LOCK = 7268
"""First key of the lock on what is counted and settled of a case (the second is the case)."""


def hold(case_id: int) -> None:
    """Until the transaction ends nobody else counts or settles in this case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, case_id % 2**31])


@transaction.atomic
def plan_quantities(*, actor: Actor, case_id: int, decision_id: int) -> Promise | None:
    """Promise to look, a year after a decision, at what was really needed. None: a plan without amounts."""
    case = people.case_for(actor, case_id)
    plan = queries.followed(case.id)
    if plan is None or plan.decision_id != decision_id or not plan.lines:
        return None
    standing: Promise | None = Promise.objects.filter(
        case_id=case.id, decision_id=decision_id, kind=Promise.QUANTITIES
    ).first()
    if standing is not None:
        return standing
    row = Promise(
        case_id=case.id,
        ground=case.law,
        kind=Promise.QUANTITIES,
        due_on=end_of_term(in_years(clock.today(), 1)),
        by_staff_id=people.fixed_contact_of(case.id).first.id,
        decision_id=decision_id,
    )
    row.save()
    audit.change(actor, "follow.plan_quantities", row, decision=decision_id)
    return row


@transaction.atomic
def note_realised(
    *,
    actor: Actor,
    case_id: int,
    line_id: int,
    count: Count,
    year: int = 0,
    base_version: int = 0,
) -> Realised:
    """Write down how much there really was of a line in a year of the plan, and who says so.

    Nobody knowing is an answer. Both days of the count lie in that year and not in the future.
    `base_version` is that of the row that was read, 0 for none. When every line has an answer for its first
    year, the promise to look at them is kept. Raises Invalid by the field, Stale when somebody was earlier.
    """
    case = access.case_to_work_in(actor, case_id)
    hold(case.id)
    plan = queries.followed(case.id)
    line = _line(plan, line_id)
    if plan is None or line is None:
        raise NotVisible
    source = cleaned(count.source, SOURCE_LENGTH, "source")
    if year not in afterwards.years_of(line, plan.returns.horizon_years):
        raise Invalid(_("This line does not play in that year of the plan."), "year")
    _check_quantity(count.quantity, source)
    _check_days(plan, year, count)
    said = {
        "quantity": count.quantity,
        "from_on": count.from_on,
        "to_on": count.to_on,
        "source": source,
        "by_staff_id": actor.id,
    }
    row: Realised | None = Realised.objects.filter(
        plan_version_id=plan.version_id, line=line.id, year=year
    ).first()
    if row is not None and all(getattr(row, name) == value for name, value in said.items()):
        return row  # the form was sent twice
    if row is None:
        row = Realised(
            case_id=case.id,
            ground=case.law,
            plan_version_id=plan.version_id,
            line=line.id,
            year=year,
            expected=line.plan,
            nothing=line.nothing,
            price_id=line.price_id,
            role=line.role,
            payer=line.payer,
            **said,
        )
        row.save()
    else:
        row = save_version(row, base_version=base_version, changes=said, shown="quantity")
    audit.change(actor, "follow.note_realised", row, line=line.id, year=year)
    _keep_promise(actor, plan)
    return row


def _line(plan: Followed | None, line_id: int) -> LineFacts | None:
    return next((line for line in plan.lines if line.id == line_id), None) if plan else None


def _check_quantity(quantity: Decimal | None, source: str) -> None:
    if quantity is None:
        return
    checked(quantity, "quantity")
    if not source:
        raise Invalid(_("Say where this number comes from."), "source")


def _check_days(plan: Followed, year: int, count: Count) -> None:
    first, last = queries.year_of(plan, year)
    between = _("This year of the plan runs from {first} to {last}.").format(
        first=date_format(first, "j F Y"), last=date_format(last, "j F Y")
    )
    if not first <= count.from_on <= last:
        raise Invalid(between, "from_on")
    if not first <= count.to_on <= last:
        raise Invalid(between, "to_on")
    if count.to_on < count.from_on:
        raise Invalid(_("This day lies before the first day."), "to_on")
    if count.to_on > clock.today():
        raise Invalid(_("This day lies in the future."), "to_on")


def _keep_promise(actor: Actor, plan: Followed) -> None:
    """The promise counts as kept when each line of the first year has an answer up to the end of that year: a
    number, or that nobody knows."""
    _first, last = queries.year_of(plan, 0)
    answers = Realised.objects.filter(plan_version_id=plan.version_id, year=0, to_on__gte=last)
    answered = set(answers.values_list("line", flat=True))
    if any(line.id not in answered for line in plan.lines if line.start_year == 0):
        return
    rows = Promise.objects.filter(case_id=plan.case_id, kind=Promise.QUANTITIES, kept_on__isnull=True)
    for row in rows.select_for_update():
        row.kept_on = clock.today()
        row.version += 1
        row.save(update_fields=["kept_on", "version"])
        audit.change(actor, "follow.keep_promise", row)
