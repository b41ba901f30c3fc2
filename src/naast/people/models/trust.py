from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow, KeptRow
from naast.people.models.persons import Person, Staff


@tracked()
class Informed(CaseRow):
    """The person read, before the first word, what happens with what is told (product law 11)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    told_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(default=clock.now)

    class Meta(CaseRow.Meta):
        verbose_name = _("informed")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["case", "person"], name="people_informed_once"),
        ]

    def __str__(self) -> str:
        return f"informed {self.pk}"


@tracked()
class KnownQuestion(KeptRow):
    """Somebody asked whether a person is known, to prevent a double file. Shown to that person."""

    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    asked_at = models.DateTimeField(default=clock.now)

    class Meta(KeptRow.Meta):
        verbose_name = _("question whether someone is known")
        indexes = [
            models.Index(fields=["municipality", "asked_by", "asked_at"], name="people_known_asked"),
            models.Index(fields=["municipality", "person"], name="people_known_person"),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


@tracked()
class GlassBreak(CaseRow):
    """Someone outside the circle opened the case in an emergency, with a reason. Reviewed afterwards."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(default=clock.now)
    # Where telling at once is dangerous: the resident sees it from this day.
    tell_from = models.DateField(_("tell the resident from"), default=clock.today)
    later_because = models.CharField(_("why telling today is dangerous"), max_length=300, blank=True)
    reviewed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review = models.CharField(_("what the review found"), max_length=500, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("breaking the glass")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("staff")),
                name="people_glassbreak_reviewed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"glass break {self.pk}"


@tracked()
class ResidentRequest(CaseRow):
    """Something a resident asks from any page: client support, someone else, a complaint, a correction."""

    KINDS = [
        ("support", _("independent client support")),
        ("someone_else", _("someone else to talk to")),
        ("complaint", _("complaint")),
        ("correction", _("correction")),
        ("unclear_letter", _("I do not understand this letter")),
    ]
    # Of before letters had questions of their own (room decide): still read and answered, asked no more.
    ASKED_ELSEWHERE = frozenset({"unclear_letter"})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=KINDS)
    words = models.TextField(_("in own words"), max_length=5000, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    answer = models.TextField(_("answer"), max_length=5000, blank=True)
    answered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("request of a resident")

    def __str__(self) -> str:
        return f"request {self.pk}"
