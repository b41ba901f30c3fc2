from __future__ import annotations

from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock, retention
from naast.kernel.history import tracked
from naast.kernel.models.rows import MunicipalityRow

ROUTINE, EXCEPTION, COLLEGE = "routine", "exception", "college"
REACHES = [
    (ROUTINE, _("decisions that fit the rules")),
    (EXCEPTION, _("exceptions for which the law has room")),
    (COLLEGE, _("the college itself, also outside the statute")),
]
REACH_ORDER = (ROUTINE, EXCEPTION, COLLEGE)
"""From narrow to wide: a wider reach holds the narrower ones. The trigger in migration 0002 says the same."""

LAWS = [
    (retention.WMO, "Wmo 2015"),
    (retention.JEUGDWET, "Jeugdwet"),
    (retention.PARTICIPATIEWET, "Participatiewet"),
    (retention.WGS, "Wet gemeentelijke schuldhulpverlening"),
    (retention.AWB, "Algemene wet bestuursrecht"),
]


@tracked()
class Mandate(MunicipalityRow):
    """Who may decide what, up to how many euros, from and until, on behalf of the college (Awb 10:3).

    A substitute has a row of their own, for the days on which they stand in: kind, law and limit are those of
    the mandate that `stands_in_for` names. What the register refuses stands in migrations 0004 and 0006.
    """

    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    reach = models.CharField(_("kind of decision"), max_length=12, choices=REACHES)
    # Empty: every law.
    law = models.CharField(_("law"), max_length=20, choices=LAWS, blank=True)
    up_to = models.DecimalField(_("up to (euros)"), max_digits=12, decimal_places=2)
    from_on = models.DateField(_("from"), default=clock.today)
    until_on = models.DateField(_("until"), null=True, blank=True)
    # Kinds of clauses on which an exception may rest; empty: every kind. What is no exception is always held.
    kinds = models.JSONField(
        _("kinds of exceptions"), default=list, blank=True, db_default=Value([], models.JSONField())
    )
    # Only before its first day: nothing was decided under it.
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    basis = models.CharField(_("rests on"), max_length=300)
    # Where the basis can be read: a publication, a file number, an address.
    source = models.CharField(_("where this can be read"), max_length=300, blank=True, db_default="")
    stands_in_for = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="stand_ins", verbose_name=_("stands in for")
    )
    # Empty only for what was loaded before the municipality had an administrator; checked in migration 0004.
    granted_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("mandate")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.CheckConstraint(condition=Q(up_to__gte=0), name="decide_mandate_amount"),
            # Cancelled: its last day lies before its first, so that it never holds.
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True)
                & (Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")))
                | Q(cancelled_on__lt=F("from_on"), until_on__lt=F("from_on")),
                name="decide_mandate_days",
            ),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("staff")),
                name="decide_mandate_not_self",
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for__isnull=True) | Q(until_on__isnull=False),
                name="decide_mandate_stand_in_ends",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "staff"], name="decide_mandate_staff")]

    def __str__(self) -> str:
        return f"mandate {self.pk}"
