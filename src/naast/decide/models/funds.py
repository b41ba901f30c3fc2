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
    """A fund that pays first and allocates the cost later (maatwerkbudget). Amounts in euros.

    The one for `PENALTY` is no budget: it begins with nothing, what is owed for being late (Awb 4:17) stands
    in it as soon as it was determined, and nothing else is paid from it (migration 0018).

    Beside a fund stands one for practice (`practice_of`), made when it is first needed: what is booked in a
    practice case stands in it and nowhere else, and nothing else stands there (migration 0025). Its money
    does not exist; owner and petty cash are those of the fund that it is for.
    """

    OPEN, PENALTY = "open", "penalty"
    PURPOSES = [(OPEN, _("what a decision or petty cash pays")), (PENALTY, _("penalty for lateness"))]

    name = models.CharField(_("name"), max_length=120)
    owner = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    opening = models.DecimalField(_("opening balance (euros)"), max_digits=12, decimal_places=2)
    opened_on = models.DateField(_("since"), default=clock.today)
    # The demo's balance comes from no source and is labelled "fictief".
    is_fictive = models.BooleanField(_("fictive"), default=False)
    # What one person may pay for one resident on one day without a decision; zero: there is no petty cash.
    petty_up_to = models.DecimalField(
        _("petty cash (euros a day)"), max_digits=12, decimal_places=2, default=0
    )
    purpose = models.CharField(_("for"), max_length=7, choices=PURPOSES, default=OPEN)
    practice_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="practice"
    )

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("open fund")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(purpose="penalty", practice_of__isnull=True),
                name="decide_openfund_one_penalty",
            ),
            models.CheckConstraint(
                condition=Q(practice_of__isnull=True) | Q(is_fictive=True), name="decide_openfund_practice"
            ),
            models.CheckConstraint(
                condition=Q(purpose="open") | Q(opening=0, petty_up_to=0), name="decide_openfund_no_budget"
            ),
            models.UniqueConstraint(fields=["municipality", "name"], name="decide_openfund_name"),
            models.CheckConstraint(condition=Q(opening__gte=0), name="decide_openfund_opening"),
            models.CheckConstraint(condition=Q(petty_up_to__gte=0), name="decide_openfund_petty"),
        ]

    def __str__(self) -> str:
        return self.name


class FundEntry(CaseRow):
    """One booking. The database writes its two sides (`FundSide`) along with it.

    What is spent or released comes out of a reservation (`reservation`): of a decision, or of what was
    determined after a notice of default (`notice`), which nobody releases. Petty cash is paid without a
    decision, by one person in one sentence (`words`). An allocation puts the cost of a payment (`payment`)
    at a cost centre with the reason (`words`), or moves it from another one (`from_centre`); the legal
    title stays that of the decision.

    Never below zero further than the owner allowed (`FundRoom`), and who pays out did not decide: migrations
    0008 and 0009 refuse it, with the fund's row locked.
    """

    RESERVE, SPEND, RELEASE, PETTY, ALLOCATE = "reserve", "spend", "release", "petty", "allocate"
    KINDS = [
        (RESERVE, _("reserved")),
        (SPEND, _("paid")),
        (RELEASE, _("released")),
        (PETTY, _("petty cash")),
        (ALLOCATE, _("cost allocated")),
    ]
    PAYMENTS = (SPEND, PETTY)

    fund = models.ForeignKey(OpenFund, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind"), max_length=8, choices=KINDS)
    amount = models.DecimalField(_("amount (euros)"), max_digits=12, decimal_places=2)
    decision = models.ForeignKey(
        "decide.Decision", on_delete=models.PROTECT, null=True, related_name="entries"
    )
    notice = models.ForeignKey(
        "decide.DefaultNotice", on_delete=models.PROTECT, null=True, related_name="entries"
    )
    # What is owed for being late became more with this decision on an objection.
    step = models.ForeignKey("decide.ObjectionStep", on_delete=models.PROTECT, null=True, related_name="+")
    reservation = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="settled")
    payment = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="allocations")
    from_centre = models.CharField(_("from cost centre"), max_length=40, blank=True)
    cost_centre = models.CharField(_("cost centre"), max_length=40, blank=True)
    words = models.CharField(_("why"), max_length=300, blank=True)
    # To whom a payment went: a person or a shop, with an account that was checked (`decide.iban`).
    payee = models.CharField(_("paid to"), max_length=120, blank=True)
    iban = models.CharField(_("account (IBAN)"), max_length=34, blank=True)
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(_("day"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("entry in the fund")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="decide_fundentry_amount"),
            models.CheckConstraint(
                condition=Q(kind__in=["spend", "release"], reservation__isnull=False)
                | Q(kind__in=["reserve", "petty", "allocate"], reservation__isnull=True),
                name="decide_fundentry_out_of_reservation",
            ),
            models.CheckConstraint(
                condition=Q(kind="petty", decision__isnull=True, notice__isnull=True)
                | Q(kind="allocate") & (Q(decision__isnull=True) | Q(notice__isnull=True))
                | Q(kind__in=["reserve", "spend", "release"], decision__isnull=False, notice__isnull=True)
                | Q(kind__in=["reserve", "spend"], decision__isnull=True, notice__isnull=False),
                name="decide_fundentry_by_decision",
            ),
            models.UniqueConstraint(
                fields=["notice"],
                condition=Q(kind="reserve", step__isnull=True),
                name="decide_fundentry_owed_once",
            ),
            models.UniqueConstraint(fields=["step"], name="decide_fundentry_owed_more_once"),
            models.CheckConstraint(
                condition=Q(step__isnull=True) | Q(kind="reserve", notice__isnull=False),
                name="decide_fundentry_owed_more",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["reserve", "spend", "release"]) | ~Q(words=""),
                name="decide_fundentry_why",
            ),
            models.CheckConstraint(
                condition=(Q(kind="allocate", payment__isnull=False) & ~Q(cost_centre=""))
                | (~Q(kind="allocate") & Q(payment__isnull=True, cost_centre="", from_centre="")),
                name="decide_fundentry_allocated",
            ),
            models.CheckConstraint(
                condition=Q(payee="", iban="")
                | (Q(kind="spend") & ~Q(payee="") & Q(iban__regex=r"^([A-Z]{2}[0-9]{2}[A-Z0-9]{11,30})?$")),
                name="decide_fundentry_payee",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "fund", "kind"], name="decide_fundentry_fund")]

    def __str__(self) -> str:
        return f"entry {self.pk}"


class FundSide(MunicipalityRow):
    """One side of a booking in whole cents, debit above zero and credit below; the two add up to nothing.

    Without an `entry` it is the opening of the fund. Only the database writes these (migration 0008).
    """

    GIVEN, FREE, RESERVED, OPEN, COST = "given", "free", "reserved", "open", "cost"
    ACCOUNTS = [
        (GIVEN, _("given by the municipality")),
        (FREE, _("free")),
        (RESERVED, _("reserved")),
        (OPEN, _("paid, cost not allocated yet")),
        (COST, _("cost")),
    ]

    fund = models.ForeignKey(OpenFund, on_delete=models.PROTECT, related_name="sides")
    entry = models.ForeignKey(FundEntry, on_delete=models.PROTECT, null=True, related_name="sides")
    account = models.CharField(_("account"), max_length=8, choices=ACCOUNTS)
    cost_centre = models.CharField(_("cost centre"), max_length=40, blank=True)
    cents = models.BigIntegerField(_("cents"))

    append_only: ClassVar[bool] = True

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("side of an entry")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(cents=0), name="decide_fundside_amount"),
            models.CheckConstraint(
                condition=Q(account="cost") ^ Q(cost_centre=""), name="decide_fundside_centre"
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(cents__gt=0), name="decide_fundside_one_debit"
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(cents__lt=0), name="decide_fundside_one_credit"
            ),
            models.UniqueConstraint(
                fields=["fund"], condition=Q(entry=None, cents__gt=0), name="decide_fundside_opened"
            ),
            models.UniqueConstraint(
                fields=["fund"], condition=Q(entry=None, cents__lt=0), name="decide_fundside_opened_from"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "fund", "account"], name="decide_fundside_fund")]

    def __str__(self) -> str:
        return f"side {self.pk}"


class FundProof(CaseRow):
    """That what was paid for is there: a note or a file, afterwards. It belongs to the case of the payment
    (migration 0009), and its words stand there only."""

    payment = models.ForeignKey(FundEntry, on_delete=models.PROTECT, related_name="proofs")
    words = models.CharField(_("what is there"), max_length=300, blank=True)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(_("day"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("proof of delivery")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(words="") | Q(file__isnull=False), name="decide_fundproof_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"proof {self.pk}"


class FundRoom(MunicipalityRow):
    """How far a fund may go below zero, allowed by its owner with the reason. The latest one holds."""

    fund = models.ForeignKey(OpenFund, on_delete=models.PROTECT, related_name="rooms")
    up_to = models.DecimalField(_("below zero, up to (euros)"), max_digits=12, decimal_places=2)
    words = models.CharField(_("why"), max_length=300)
    made_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(_("day"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("room below zero")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.CheckConstraint(condition=Q(up_to__gte=0) & ~Q(words=""), name="decide_fundroom_why"),
        ]

    def __str__(self) -> str:
        return f"room {self.pk}"
