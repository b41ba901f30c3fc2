"""What is owed for being late and waits for a member of staff: to be determined, or to be paid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import clocks
from naast.decide.models import DefaultNotice, FundEntry, OpenFund
from naast.decide.types import Waiting
from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.waiting import what_waits

DETERMINE, PAY = "determine", "pay_penalty"
_SHOWN = (
    *("case_id", "determiner_id", "determined_on", "received_on"),
    *("case__resident__given_name", "case__resident__family_name"),
)


def penalties_waiting(actor: Actor) -> Iterator[Waiting]:
    """What this member of staff was asked to determine, and what is determined and to be paid by them: of
    that no name, for who pays reads no case."""
    for row in what_waits(_waiting, actor, *_SHOWN):
        if row.determined_on is None:
            where = reverse("decide:clock_determine", args=[row.case_id, row.pk])
            what = _("Say what we owe because we were late")
            name, since = row.case.resident.name, row.received_on
            yield Waiting(row.case_id, name, DETERMINE, what, None, where, since=since)
        else:
            who = _("notice of default %(number)s") % {"number": row.pk}
            what = _("Pay what we owe because we were late")
            by = clocks.PAYMENT.ends(row.determined_on)
            yield Waiting(row.case_id, who, PAY, what, by, reverse("decide:fund"), names_resident=False)


def _waiting(actor: Actor) -> QuerySet[DefaultNotice]:
    rows: QuerySet[DefaultNotice] = DefaultNotice.objects.all()
    asked = Q(determined_on__isnull=True, determiner_id=actor.id)
    if not actor.has_role(actors.FUND_OWNER):
        return rows.filter(asked)
    entries = FundEntry.objects.filter(notice=OuterRef("pk"), kind=FundEntry.SPEND).order_by()
    spent = Subquery(entries.values("notice").annotate(total=Sum("amount")).values("total"))
    account = OpenFund.objects.filter(purpose=OpenFund.PENALTY, owner_id=actor.id)
    owed = Q(determined_mandate__isnull=False, determined_amount__gt=Coalesce(spent, Value(Decimal(0))))
    return rows.filter(asked | owed & Q(Exists(account)))
