"""The reporting code for domestic violence and child abuse (M10): its own rows, with their own visibility."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow
from naast.plan import reporting_terms as terms

WORDS_LENGTH = 5_000
REASON_LENGTH = 500


@tracked()
class ReportingCode(CaseRow):
    """Worries about safety in one case. Seen only by the staff who are named, never by the whole circle.

    Who looked at it is kept from the resident until `withheld_until`, with the reason; telling ends that.
    """

    opened_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened at"), default=clock.now)
    withheld_until = models.DateField(_("kept from the resident until"))
    withheld_because = models.CharField(_("why"), max_length=REASON_LENGTH)
    told_on = models.DateField(_("told on"), null=True, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("reporting code")
        indexes = [models.Index(fields=["municipality", "case"], name="plan_code_case")]

    def __str__(self) -> str:
        return f"reporting code {self.pk}"


@tracked()
class ReportingCodeReader(CaseRow):
    """A member of staff who is named to see one reporting code."""

    code = models.ForeignKey(ReportingCode, on_delete=models.PROTECT, related_name="readers")
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("reader of a reporting code")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["code", "staff"], condition=Q(until_on__isnull=True), name="plan_codereader_once"
            ),
        ]

    def __str__(self) -> str:
        return f"reader {self.pk}"


class ReportingCodeEntry(CaseRow):
    """What somebody wrote at a step, in own words. It stays as it was written; a step can be done again."""

    append_only: ClassVar[bool] = True

    code = models.ForeignKey(ReportingCode, on_delete=models.PROTECT, related_name="entries")
    step = models.CharField(_("step"), max_length=10, choices=terms.ENTRIES)
    words = models.TextField(_("in own words"), max_length=WORDS_LENGTH)
    not_now = models.BooleanField(_("not now, because"), default=False)
    children = models.CharField(_("are there children"), max_length=10, choices=terms.CHILDREN, blank=True)
    organises_help = models.BooleanField(_("help is organised"), default=False)
    reports = models.BooleanField(_("reported to Veilig Thuis"), default=False)
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta(CaseRow.Meta):
        verbose_name = _("entry of a reporting code")
        indexes = [models.Index(fields=["municipality", "code"], name="plan_codeentry_code")]

    def __str__(self) -> str:
        return f"entry {self.pk}"
