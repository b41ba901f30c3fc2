from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow, MunicipalityRow


@tracked()
class OpenFund(MunicipalityRow):
    """A fund that pays first and allocates the cost later (maatwerkbudget). Amounts in euros."""

    name = models.CharField(_("name"), max_length=120)
    owner = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    opening = models.DecimalField(_("opening balance (euros)"), max_digits=12, decimal_places=2)
    opened_on = models.DateField(_("since"), default=clock.today)
    # The demo's balance comes from no source and is labelled "fictief".
    is_fictive = models.BooleanField(_("fictive"), default=False)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("open fund")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "name"], name="decide_openfund_name"),
            models.CheckConstraint(condition=Q(opening__gte=0), name="decide_openfund_opening"),
        ]

    def __str__(self) -> str:
        return self.name


class FundEntry(CaseRow):
    """One line of the ledger. What is spent or released comes out of a reservation (`reservation`).

    Never below zero, and who pays out did not decide: migration 0002 refuses it, with the fund's row locked.
    """

    RESERVE, SPEND, RELEASE = "reserve", "spend", "release"
    KINDS = [(RESERVE, _("reserved")), (SPEND, _("paid")), (RELEASE, _("released"))]

    fund = models.ForeignKey(OpenFund, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind"), max_length=8, choices=KINDS)
    amount = models.DecimalField(_("amount (euros)"), max_digits=12, decimal_places=2)
    decision = models.ForeignKey("decide.Decision", on_delete=models.PROTECT, related_name="entries")
    reservation = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="settled")
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(_("day"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("entry in the fund")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="decide_fundentry_amount"),
            models.CheckConstraint(
                condition=Q(kind="reserve", reservation__isnull=True)
                | (~Q(kind="reserve") & Q(reservation__isnull=False)),
                name="decide_fundentry_out_of_reservation",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "fund", "kind"], name="decide_fundentry_fund")]

    def __str__(self) -> str:
        return f"entry {self.pk}"
