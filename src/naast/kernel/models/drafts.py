from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.models.rows import MunicipalityRow
from naast.kernel.tenancy import MunicipalityPolicy


class Draft(MunicipalityRow):
    """What somebody is typing: private, not audited, gone on saving or after thirty days."""

    KEEP_DAYS = 30

    account = models.ForeignKey("kernel.Account", on_delete=models.CASCADE, related_name="+")
    object_key = models.CharField(_("about"), max_length=120)
    field = models.CharField(_("field"), max_length=60)
    base_version = models.PositiveIntegerField(_("based on version"), default=0)
    text = models.TextField(_("text"), max_length=100_000)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("draft")
        constraints = [
            MunicipalityPolicy(name="kernel_draft_policy"),
            models.UniqueConstraint(
                fields=["municipality", "account", "object_key", "field"], name="kernel_draft_one_per_field"
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"
