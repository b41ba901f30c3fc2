"""Saying what the house owes because it was late (Awb 4:17 and 4:18), under a mandate and in the ledger."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from naast.decide import penalties, penalty_account, practice
from naast.decide.about import About, Leaving
from naast.decide.actions.circle import let_readers_out
from naast.decide.actions.clocks import REASON, of_intake
from naast.decide.actions.leaving import BESIDE, leave, left_to_send
from naast.decide.actions.papers import lives_at
from naast.decide.actions.proposing import case_beside, draft_key, stands_beside, writes_beside
from naast.decide.clock_types import IntakeClock, NoticeFacts
from naast.decide.dossier import LETTERS_IN
from naast.decide.models import DefaultNotice, FundEntry, Objection, OpenFund
from naast.decide.models.dispatch import LEFT, ON_ITS_WAY
from naast.decide.refusals import said
from naast.kernel import actors, audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import actions as people_actions
from naast.people import purposes
from naast.people import queries as people
from naast.people.types import CaseFacts

ACCOUNT = "Dwangsom bij te laat beslissen"
"""Under which name what is owed for being late stands in the ledger."""


@transaction.atomic
def determine(
    *,
    actor: Actor,
    case_id: int,
    notice_id: int,
    words: str,
    leaves: Leaving = Leaving(),  # noqa: B008 - it never changes
) -> int:
    """Write down what the house owes because it was late (Awb 4:18): the days and the amount as they are now.

    By who stands beside the resident or was asked to (`ask_to_determine`), under the lowest of their mandates
    that suffices. What is owed stands in the ledger at once, and its letter leaves (`leaves`) or, of who does
    not stand beside the resident, is left to who does. Gives the id of the notice.

    Raises Invalid without words or mandate, while days are still added, when the amounts of those days are
    not known here (nothing is guessed), while nobody was named who pays, and by field when the letter cannot
    leave so.
    """
    case, row = _asked(actor, case_id, notice_id)
    if row.determined_on is not None:
        if _sent_twice(actor, row, words, leaves):
            return int(row.pk)
        raise Invalid(_("What was determined stands."))
    if not words.strip():
        raise Invalid(_("Write down why this is what we owe. The resident reads this."), "words")
    if len(words) > REASON:
        raise Invalid(_("This text is too long."), "words")
    now = of_intake(case.id, row.intake_id)
    days, amount = _owed(now, row)
    account = account_of(amount)
    row.determined_mandate_id = _mandate(actor, case, now.intake.law, amount)
    row.determined_on, row.determined_days, row.determined_by_id = clock.today(), days, actor.id
    row.determined_amount, row.determined_words = amount, words.strip()
    changed = ("on", "days", "amount", "words", "by", "mandate")
    with said():
        row.save(update_fields=[f"determined_{name}" for name in changed])
    if account is not None and amount:
        owes(actor, case, row, account, amount)
    _leaves(actor, case, About(notice_id=row.pk), leaves)
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"determine:{row.pk}"))
    audit.change(actor, "decide.determine", row, days=days, mandate=row.determined_mandate_id)
    # Who was asked and did not do it has nothing to read here any more either.
    let_readers_out(actor, case.id, only=[number for number in (actor.id, row.determiner_id) if number])
    return int(row.pk)


def _sent_twice(actor: Actor, row: DefaultNotice, words: str, leaves: Leaving) -> bool:
    """The same by the same, with a letter that left or waits to in that way."""
    if (row.determined_by_id, row.determined_words) != (actor.id, words.strip()):
        return False
    goes = row.dispatches.filter(state__in=[*ON_ITS_WAY, LEFT], way=leaves.way)
    return leaves.way == BESIDE or bool(goes.exists())


def _leaves(actor: Actor, case: CaseFacts, about: About, leaves: Leaving) -> None:
    if leaves.way == BESIDE or not writes_beside(actor, case):
        left_to_send(actor, case, about, parts=leaves.parts)
        return
    lives_at(actor, case, leaves.address, leaves.address_was)
    leave(actor, case, about, way=leaves.way, day=clock.today(), parts=leaves.parts)


@transaction.atomic
def ask_to_determine(*, actor: Actor, case_id: int, notice_id: int, staff_id: int) -> None:
    """Ask somebody whose mandate suffices to determine what is owed, and let that person in until it is done.

    By who stands beside the resident. Raises Invalid for who may not, and once it was determined.
    """
    case = case_beside(actor, case_id)
    row = DefaultNotice.objects.select_for_update().filter(case_id=case.id, pk=notice_id).first()
    if row is None:
        raise NotVisible
    if row.determined_on is not None:
        raise Invalid(_("What was determined stands."))
    now = of_intake(case.id, row.intake_id)
    _days, amount = _owed(now, row)
    who = penalties.who_determines(actor, case, now.intake.law, amount)
    if staff_id not in {item.staff.id for item in who.holders}:
        raise Invalid(_("Choose somebody whose mandate suffices."), "staff")
    before, row.determiner_id = row.determiner_id, staff_id
    row.save(update_fields=["determiner"])
    inside = {place.face.id for place in people.circle_of(case.id) if place.face.kind == "staff"}
    if staff_id not in inside:
        with translation.override(LETTERS_IN):
            purpose = str(purposes.READ_ALONG)
        people_actions.let_in(
            actor=actor, case_id=case.id, role=actors.MANDATE_HOLDER, staff_id=staff_id, purpose=purpose
        )
    audit.change(actor, "decide.ask_to_determine", row)
    if before is not None and before != staff_id:
        let_readers_out(actor, case.id, only=[before])


@transaction.atomic
def name_penalty_payer(*, actor: Actor, staff_id: int) -> int:
    """Name who pays what is owed for being late; gives the id of that account in the ledger.

    The account is no budget: it begins with nothing and holds what was determined and what of it was paid.
    Only the administrator. Raises Invalid for who keeps no fund, or determined what is not paid yet.
    """
    if not (actor.kind == "system" or actor.has_role(actors.ADMINISTRATOR)):
        raise NotAllowed(_("Only the administrator names who pays this."))
    if staff_id not in _payers():
        raise Invalid(_("Choose somebody who keeps a fund."), "staff")
    # What was added on an objection is not paid by who determined the first of it either.
    determined = Q(made_by_id=staff_id) | Q(notice__determined_by_id=staff_id)
    if penalty_account.not_paid().filter(determined, case__is_practice=False).exists():
        raise Invalid(_("They determined something that is not paid yet, so somebody else pays it."), "staff")
    handled = Objection.objects.filter(notice__isnull=False, handler_id=staff_id, case__is_practice=False)
    if handled.exclude(state__in=[Objection.DECIDED, Objection.WITHDRAWN]).exists():
        raise Invalid(_("They handle an objection to what we owe, so somebody else pays it."), "staff")
    row = OpenFund.objects.select_for_update().filter(purpose=OpenFund.PENALTY, practice_of=None).first()
    if row is not None and row.owner_id == staff_id:
        return int(row.pk)
    if row is None:
        row = OpenFund(name=ACCOUNT, opening=Decimal(0), purpose=OpenFund.PENALTY, owner_id=staff_id)
    row.owner_id = staff_id
    with said():
        row.save()
    audit.change(actor, "decide.name_penalty_payer", row)
    return int(row.pk)


def _payers() -> set[int]:
    """Who keeps a fund and works here, and so can pay."""
    return {face.id for face in people.staff_with_role(actors.FUND_OWNER)}


def _asked(actor: Actor, case_id: int, notice_id: int) -> tuple[CaseFacts, DefaultNotice]:
    """The notice, for who stands beside the resident or was asked to determine."""
    case = people.case_for(actor, case_id)
    row = DefaultNotice.objects.select_for_update().filter(case_id=case.id, pk=notice_id).first()
    if row is None:
        raise NotVisible
    if not (actor.is_staff and row.determiner_id == actor.id):
        stands_beside(actor, case)
    return case, row


def _owed(now: IntakeClock, row: DefaultNotice) -> tuple[int, Decimal]:
    notice: NoticeFacts = next(item for item in now.notices if item.id == row.pk)
    if notice.repeats:
        raise Invalid(_("An earlier notice counts already: nothing more follows from this one."))
    owed = notice.penalty
    if owed is None:
        return 0, Decimal(0)
    if not (owed.is_over or owed.is_early):
        raise Invalid(_("Days are still added: first the decision leaves, or the last day passes."))
    if owed.amount is None:
        raise Invalid(
            _("The amount of these days is not known here. Ask the administrator to write it down.")
        )
    return owed.days, owed.amount


def account_of(amount: Decimal) -> OpenFund | None:
    """The account of what is owed. Raises Invalid for an amount that nobody pays."""
    row: OpenFund | None = OpenFund.objects.filter(purpose=OpenFund.PENALTY, practice_of=None).first()
    if amount and (row is None or row.owner_id not in _payers()):
        raise Invalid(_("First the administrator names who pays this, under What a day too late costs."))
    return row


def _mandate(actor: Actor, case: CaseFacts, law: str, amount: Decimal) -> int:
    who = penalties.who_determines(actor, case, law, amount)
    if who.pays:
        raise Invalid(_("You pay this from the account that you keep, so somebody else determines it."))
    if who.own is None:
        raise Invalid(
            _("Your mandate does not suffice for this. Ask somebody whose mandate does: you find them below.")
        )
    return who.own


def owes(
    actor: Actor, case: CaseFacts, row: DefaultNotice, account: OpenFund, amount: Decimal, **more: int
) -> None:
    """What is owed stands in the ledger; `more` says by which decision on an objection it became more."""
    OpenFund.objects.select_for_update().get(pk=account.pk)
    account = practice.booked_in(actor, case, account)
    entry = FundEntry(
        case_id=row.case_id,
        ground=row.ground,
        fund=account,
        kind=FundEntry.RESERVE,
        amount=amount,
        notice=row,
        made_by_id=actor.id,
        **more,
    )
    with said():
        entry.save()
    audit.change(actor, "decide.reserve", entry, fund=account.pk)
