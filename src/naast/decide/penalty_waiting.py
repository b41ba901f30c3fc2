"""What is owed for being late and waits for a member of staff: to be determined, to be paid, or for somebody
who pays it.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import clocks, penalty_account
from naast.decide.models import DefaultNotice, OpenFund
from naast.decide.types import Waiting
from naast.kernel import actors, clock
from naast.kernel.actors import Actor
from naast.kernel.waiting import what_waits

DETERMINE, PAY, NAME_PAYER = "determine", "pay_penalty", "name_payer"
_SHOWN = (
    *("case_id", "case__is_practice", "determiner_id", "determined_on", "received_on"),
    *("case__resident__given_name", "case__resident__family_name"),
)


def penalties_waiting(actor: Actor) -> Iterator[Waiting]:
    """What this member of staff was asked to determine, and what is determined and to be paid by them; for an
    administrator what nobody can pay now. Of the last two no name: who pays or names who does reads no case.
    """
    for row in what_waits(_waiting, actor, *_SHOWN):
        if row.determined_on is None:
            where = reverse("decide:clock_determine", args=[row.case_id, row.pk])
            what = _("Say what we owe because we were late")
            name, since = row.case.resident.name, row.received_on
            yield Waiting(row.case_id, name, DETERMINE, what, None, where, since=since)
        else:
            who = _("notice of default %(number)s") % {"number": row.pk}
            kind, what, where = PAY, _("Pay what we owe because we were late"), reverse("decide:fund")
            if row.case.is_practice:
                what = _("Practise paying what we owe because we were late")
                where = reverse("decide:practice_funds")
            if getattr(row, "nobody_pays", False):
                kind, what = NAME_PAYER, _("Name who pays what we owe because we were late")
                where = reverse("decide:penalty_amounts")
            by = clocks.PAYMENT.ends(getattr(row, "owed_on", None) or row.determined_on)
            yield Waiting(row.case_id, who, kind, what, by, where, names_resident=False)


def _waiting(actor: Actor) -> QuerySet[DefaultNotice]:
    rows: QuerySet[DefaultNotice] = DefaultNotice.objects.all()
    asked: QuerySet[DefaultNotice] = DefaultNotice.objects.visible_to(actor)
    asked = asked.filter(determined_on__isnull=True, determiner_id=actor.id)
    found = Q(pk__in=asked.values("pk"))
    # What was added on an objection is paid later than what was determined first.
    oldest = penalty_account.not_paid().filter(notice=OuterRef("pk")).order_by("made_on", "pk")
    rows = rows.annotate(owed_on=Subquery(oldest.values("made_on")[:1]))
    account = OpenFund.objects.filter(purpose=OpenFund.PENALTY, practice_of=None)
    # Who determined the first of it pays nothing that was added since either.
    account = account.exclude(owner_id=OuterRef("determined_by_id"))
    if actor.has_role(actors.FUND_OWNER):
        found |= penalty_account.unpaid() & Q(Exists(account.filter(owner_id=actor.id)))
    if actor.has_role(actors.ADMINISTRATOR):
        works = Q(owner__ends_on__isnull=True) | Q(owner__ends_on__gte=clock.today())
        rows = rows.annotate(nobody_pays=~Exists(account.filter(works, owner__roles__role=actors.FUND_OWNER)))
        found |= penalty_account.unpaid() & Q(nobody_pays=True, case__is_practice=False)
    return rows.filter(found)
