from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow
from naast.plan import step_terms as terms

STEP_LENGTH = 300
REASON_LENGTH = 500


@tracked()
class TakingOver(CaseRow):
    """Something that is done for the resident for a while (M10): on what ground, why, and until when.

    It ends by itself on its last day, or earlier by `ended_on`. Going on is a row of its own, with a reason.
    `staff`: who does it; empty means the fixed contact, alone or as one of two.
    """

    what = models.CharField(_("what we take over"), max_length=STEP_LENGTH)
    basis = models.CharField(_("on what ground"), max_length=12, choices=terms.BASES)
    basis_words = models.CharField(_("what was agreed"), max_length=REASON_LENGTH, blank=True)
    reason = models.CharField(_("why"), max_length=12, choices=terms.REASONS)
    reason_words = models.CharField(_("more about why"), max_length=REASON_LENGTH, blank=True)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    staff = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    renews = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by"
    )
    ended_on = models.DateField(_("ended early on"), null=True, blank=True)
    ended_because = models.CharField(_("why it ended"), max_length=REASON_LENGTH, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("taking over")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="plan_takingover_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="plan_takingover_case")]

    def __str__(self) -> str:
        return f"taking over {self.pk}"


@tracked()
class Step(CaseRow):
    """One small, concrete step. `who` does it now; no direction is better than another, and none is counted.

    `staff` names who, when it is one person; empty with `we` or `together` means the fixed contact, alone or
    as one of two. `part_of`: the step that this one was split from.
    """

    words = models.CharField(_("step"), max_length=STEP_LENGTH)
    goal = models.ForeignKey("plan.Goal", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="smaller"
    )
    who = models.CharField(_("who does it now"), max_length=8, choices=terms.WHO, default=terms.TOGETHER)
    staff = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    who_since = models.DateField(_("since"), default=clock.today)
    by_when = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_words = models.CharField(_("how it went"), max_length=REASON_LENGTH, blank=True)
    pillar = models.CharField(_("pillar"), max_length=12, choices=terms.PILLARS, blank=True)
    taking_over = models.ForeignKey(
        TakingOver, on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )

    class Meta(CaseRow.Meta):
        verbose_name = _("step")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(part_of=F("id")), name="plan_step_not_of_itself"),
            models.CheckConstraint(
                condition=Q(staff__isnull=True) | ~Q(who=terms.RESIDENT), name="plan_step_who_named"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="plan_step_case")]

    def __str__(self) -> str:
        return f"step {self.pk}"
