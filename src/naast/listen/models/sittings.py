from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow


@tracked()
class ReadAlong(CaseRow):
    """One sitting in which a person reads along, on their own screen, what a member of staff types.

    `until_at` is its latest end; `ended_at` when it was closed before that. The words stay in the draft.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    # Whose draft it is: drafts belong to a login. No key: a login may go, what was opened for it stays.
    account_id = models.BigIntegerField()
    began_at = models.DateTimeField(_("began at"), default=clock.now)
    until_at = models.DateTimeField(_("at the latest until"))
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("reading along")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(until_at__gt=models.F("began_at")), name="listen_readalong_ends"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case", "person"], name="listen_readalong_case")]

    def __str__(self) -> str:
        return f"reading along {self.pk}"


def open_rows(case_id: int, person_id: int) -> models.QuerySet[ReadAlong]:
    """Sittings that are open now, the latest first."""
    rows: models.QuerySet[ReadAlong] = ReadAlong.objects.filter(
        case_id=case_id, person_id=person_id, ended_at__isnull=True, until_at__gt=clock.now()
    )
    return rows.order_by("-id")
