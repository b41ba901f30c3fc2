"""What was fetched from the official repository of law texts, each time that somebody asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.models.rows import MunicipalityRow


class LawFetch(MunicipalityRow):
    """One time that texts of the law are fetched, of which day, and by whom it was asked.

    `laws` are the numbers in the register of what was asked; the worker adds a line for each. `language` is
    that of who asked: the reasons in the lines are written in it. Without `asked_by` the command did it.
    """

    BUSY, READY, FAILED = "busy", "ready", "failed"
    STATES = [(BUSY, _("being fetched")), (READY, _("ready")), (FAILED, _("did not work"))]

    asked_by = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)
    on = models.DateField(_("texts of this day"))
    laws = models.JSONField(_("laws"))
    language = models.CharField(_("language"), max_length=5, default="nl")
    state = models.CharField(_("state"), max_length=6, choices=STATES, default=BUSY)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("law texts fetched")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(state="busy"), name="connect_lawfetch_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="busy", ended_at__isnull=True)
                | ~Q(state="busy") & Q(ended_at__isnull=False),
                name="connect_lawfetch_ended",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "-id"], name="connect_lawfetch_last")]

    def __str__(self) -> str:
        return f"law texts fetched {self.pk}"


class LawFetchLine(MunicipalityRow):
    """What became of one law: a text that is new here, one that was here already, or why it was refused."""

    append_only: ClassVar[bool] = True

    FETCHED, UNCHANGED, REFUSED = "fetched", "unchanged", "refused"
    OUTCOMES = [(FETCHED, _("fetched")), (UNCHANGED, _("unchanged")), (REFUSED, _("refused"))]

    fetch = models.ForeignKey(LawFetch, on_delete=models.PROTECT, related_name="lines")
    law_id = models.CharField(_("number in the register"), max_length=20)
    outcome = models.CharField(_("what came of it"), max_length=9, choices=OUTCOMES)
    title = models.CharField(_("title"), max_length=500, blank=True)
    label = models.CharField(_("text of the law"), max_length=60, blank=True)
    why = models.CharField(_("why it was refused"), max_length=1000, blank=True)
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("law that was fetched")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "fetch", "law_id"], name="connect_lawfetchline_once"
            ),
            models.CheckConstraint(
                condition=(Q(outcome="refused") & ~Q(why="") & Q(label=""))
                | (Q(outcome__in=["fetched", "unchanged"]) & Q(why="") & ~Q(label="")),
                name="connect_lawfetchline_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.law_id}: {self.outcome}"
