from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.models.rows import MunicipalityRow
from naast.kernel.tenancy import MunicipalityPolicy


class Destruction(MunicipalityRow):
    """A statement of destruction: when, why, how many rows of which table, and hashes. Names nobody.

    `row_hashes` are keyed hashes of "table:id"; `event_hashes` are the content hashes of the audit events
    that were emptied, by which a verification tells a granted erasure from tampering.
    """

    REASONS = [("term", _("its destruction date had come")), ("request", _("the person asked for it"))]

    on_day = models.DateField(_("destroyed on"), default=clock.today)
    reason = models.CharField(_("reason"), max_length=10, choices=REASONS)
    tables = models.JSONField(_("rows by table"))
    row_hashes = models.JSONField()
    event_hashes = models.JSONField()

    append_only: ClassVar[bool] = True

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("statement of destruction")
        constraints = [MunicipalityPolicy(name="kernel_destruction_policy")]

    def __str__(self) -> str:
        return f"destruction {self.pk}"
