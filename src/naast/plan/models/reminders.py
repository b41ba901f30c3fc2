from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow
from naast.people import reach
from naast.plan import step_terms as terms
from naast.plan.models.steps import STEP_LENGTH, Step


@tracked()
class Reminder(CaseRow):
    """A word at the moment that somebody asked for, along the way that they prefer.

    `at`: not before this moment; within the parts of the day that the person prefers. The words stay in the
    folder unless `words_along` says that they may travel. A reminder that was missed changes nothing.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="reminders")
    words = models.CharField(_("reminder"), max_length=STEP_LENGTH)
    at = models.DateTimeField(_("when"))
    channel = models.CharField(_("how"), max_length=5, choices=reach.REMINDING)
    words_along = models.BooleanField(_("the words may be in the message"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=terms.STATES, default=terms.ASKED)
    handed_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=12, choices=terms.PROBLEMS, blank=True)
    seen_by = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(CaseRow.Meta):
        verbose_name = _("reminder")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state=terms.SENT) | Q(sent_at__isnull=False), name="plan_reminder_sent_when"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "case"], name="plan_reminder_case"),
            models.Index(
                fields=["municipality", "at"],
                condition=Q(state__in=[terms.ASKED, terms.HANDING]),
                name="plan_reminder_due",
            ),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"
