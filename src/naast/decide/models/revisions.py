from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naast.decide.models.after import Objection
from naast.decide.models.decisions import Decision
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow


@tracked()
class Revision(CaseRow):
    """Why a decision is looked at again, and the new one that replaces it. The earlier one stays as it was.

    One at a time in a case: the next decision there is the replacing one. What gives less is a "partly" or a
    "no", never follows from an objection, and reaches back only with a reason of its own and a resident who
    was heard; after an objection somebody else decides. The database refuses the rest.
    """

    OPEN, DONE, STOPPED = "open", "done", "stopped"
    STATES = [(OPEN, _("being looked at again")), (DONE, _("replaced")), (STOPPED, _("stopped"))]
    MISTAKE, NEW_FACTS, ASKED, OBJECTION = "mistake", "new_facts", "asked", "objection"
    WHYS = [
        (MISTAKE, _("there is a mistake in it")),
        (NEW_FACTS, _("there are new facts")),
        (ASKED, _("the resident asks for it")),
        (OBJECTION, _("an objection")),
    ]

    replaces = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="revisions")
    why = models.CharField(_("why"), max_length=10, choices=WHYS)
    words = models.TextField(_("in own words"), max_length=3_000)
    # Empty: from the day of the new decision on.
    works_from = models.DateField(_("works from"), null=True, blank=True)
    back_because = models.TextField(_("why it reaches back"), max_length=3_000, blank=True)
    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, null=True, related_name="revisions")
    state = models.CharField(_("state"), max_length=8, choices=STATES, default=OPEN)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, null=True, related_name="revision")
    begun_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")

    class Meta(CaseRow.Meta):
        verbose_name = _("revision")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "case"], condition=Q(state="open"), name="decide_revision_one_open"
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(state="done"), name="decide_revision_replaced_once"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="decide_revision_says_why"),
            models.CheckConstraint(
                condition=Q(why="objection", objection__isnull=False)
                | (~Q(why="objection") & Q(objection__isnull=True)),
                name="decide_revision_objection",
            ),
            models.CheckConstraint(
                condition=Q(state="done", decision__isnull=False)
                | (~Q(state="done") & Q(decision__isnull=True)),
                name="decide_revision_done",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True) | ~Q(decision=F("replaces")),
                name="decide_revision_of_another",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="decide_revision_case")]

    def __str__(self) -> str:
        return f"revision {self.pk}"
