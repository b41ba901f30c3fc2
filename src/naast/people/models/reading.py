"""Who reads somebody's folder by authority, who is refused it, and whom somebody lets read along."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow
from naast.people.models.persons import Person, Staff


@tracked()
class ParentalAuthority(CaseRow):
    """A parent has authority over a child, as it was found for this case; it counts in this case only."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(_("ground"), max_length=200)
    from_on = models.DateField(_("from"), default=clock.today)
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("parental authority")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(child=F("parent")), name="people_authority_someone_else"),
        ]
        indexes = [models.Index(fields=["municipality", "parent"], name="people_authority_parent")]

    def __str__(self) -> str:
        return f"parental authority {self.pk}"


@tracked()
class AccessRefusal(CaseRow):
    """Somebody does not read a child's folder, in its interest: why, and when it is looked at again."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(_("why"), max_length=500)
    refused_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(_("from"), default=clock.today)
    until_on = models.DateField(_("until"), null=True, blank=True)
    # The refusal stands until somebody looked at it again: no day lets a parent in by itself.
    review_on = models.DateField(_("look at it again on"))
    review = models.CharField(_("what was found"), max_length=500, blank=True)
    reviewed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_on = models.DateField(_("looked at again on"), null=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("refusal of access")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(child=F("reader")), name="people_refusal_someone_else"),
            models.UniqueConstraint(
                fields=["case", "child", "reader"],
                condition=Q(until_on__isnull=True),
                name="people_refusal_one_now",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "reader"], name="people_refusal_reader")]

    def __str__(self) -> str:
        return f"refusal {self.pk}"


@tracked()
class ReadingShare(CaseRow):
    """Somebody lets somebody else read parts of their own folder, until a day or until they stop it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    parts = models.JSONField(_("parts"), default=list)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    from_on = models.DateField(_("from"), default=clock.today)
    until_on = models.DateField(_("until"))

    class Meta(CaseRow.Meta):
        verbose_name = _("shared with somebody")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(person=F("reader")), name="people_share_someone_else"),
        ]
        indexes = [models.Index(fields=["municipality", "reader"], name="people_share_reader")]

    def __str__(self) -> str:
        return f"share {self.pk}"
