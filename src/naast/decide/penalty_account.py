"""The account in the ledger of what is owed for being late."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from naast.decide.models import FundEntry, OpenFund


def unpaid() -> Q:
    """Notices of default of which what is owed stands in the ledger and was not paid whole."""
    entries = FundEntry.objects.filter(notice=OuterRef("pk"), kind=FundEntry.SPEND).order_by()
    spent = Subquery(entries.values("notice").annotate(total=Sum("amount")).values("total"))
    return Q(determined_mandate__isnull=False, determined_amount__gt=Coalesce(spent, Value(Decimal(0))))


def is_account(fund_id: int) -> bool:
    """Whether a fund is this account."""
    return bool(OpenFund.objects.filter(pk=fund_id, purpose=OpenFund.PENALTY).exists())
