from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.models.rows import CaseRow
from naast.people.models.persons import Staff
from naast.people.models.trust import ResidentRequest


class ComplaintLater(CaseRow):
    """Why the answer to a complaint may take longer than six weeks, each once (Awb 9:11).

    With a committee that advises ten weeks instead of six; postponed, with the reason, four more. To be
    checked by a lawyer.
    """

    COMMITTEE, POSTPONED = "committee", "postponed"
    KINDS = [
        (COMMITTEE, _("a committee advises: ten weeks")),
        (POSTPONED, _("postponed: four weeks more")),
    ]

    request = models.ForeignKey(ResidentRequest, on_delete=models.PROTECT, related_name="later")
    kind = models.CharField(_("why later"), max_length=10, choices=KINDS)
    words = models.CharField(_("why"), max_length=300)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(_("day"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("later answer to a complaint")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["request", "kind"], name="people_complaintlater_once"),
            models.CheckConstraint(condition=~models.Q(words=""), name="people_complaintlater_why"),
        ]

    def __str__(self) -> str:
        return f"later {self.pk}"


class ComplaintHandler(CaseRow):
    """Who the municipality names to answer a complaint, where the team lead stood beside the resident
    themselves (Awb 9:7). The last one named answers. To be checked by a lawyer.

    Never somebody who stands or stood in the circle of the case, nor who names (migration 0012).
    """

    request = models.ForeignKey(ResidentRequest, on_delete=models.PROTECT, related_name="handlers")
    handler = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    named_on = models.DateField(_("day"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("who answers a complaint")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(handler=models.F("named_by")), name="people_complainthandler_other"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "request"], name="people_complainthandler_of")]

    def __str__(self) -> str:
        return f"handler {self.pk}"
