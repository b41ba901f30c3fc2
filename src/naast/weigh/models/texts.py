from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.models.rows import MunicipalityRow
from naast.weigh.types import BWB, CVDR

ONCE = "weigh_lawtext_once"
"""The constraint that keeps the same text from being kept twice."""


class LawText(MunicipalityRow):
    """An official text of a law or local rule, with the file as it came. It never changes.

    A newer text of the same days is another row; which one counts on a day is in `naast.weigh.texts`.
    """

    append_only: ClassVar[bool] = True

    register = models.CharField(_("register"), max_length=10, choices=[(BWB, "BWB"), (CVDR, "CVDR")])
    law_id = models.CharField(_("number in the register"), max_length=20)
    label = models.CharField(_("text of the law"), max_length=60)
    title = models.CharField(_("title"), max_length=500)
    from_on = models.DateField(_("first day"))
    until = models.DateField(_("last day"), null=True, blank=True)
    view_from = models.DateField(_("seen so since"))
    file_name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    raw = models.BinaryField(_("the file as it came"))
    kept_at = models.DateTimeField(_("kept at"), default=clock.now)
    kept_by = models.ForeignKey(
        "people.Staff",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kept by"),
    )

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("law text")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "law_id", "label", "view_from", "until", "sha256"],
                name=ONCE,
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("from_on")),
                name="weigh_lawtext_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.law_id} {self.label}"


class LawArticle(MunicipalityRow):
    """One article of a law text, in the order of the law. `key` is the same in every text of that law."""

    append_only: ClassVar[bool] = True

    text = models.ForeignKey(LawText, on_delete=models.PROTECT, related_name="articles")
    place = models.PositiveIntegerField(_("place in the law"))
    key = models.CharField(_("key over all versions"), max_length=60)
    version = models.CharField(_("version"), max_length=40, blank=True)
    number = models.CharField(_("number"), max_length=40, blank=True)
    label = models.CharField(_("label"), max_length=500)
    heading = models.CharField(_("heading"), max_length=500, blank=True)
    status = models.CharField(_("status"), max_length=20)
    from_on = models.DateField(_("holds since"), null=True, blank=True)
    reference = models.CharField(_("lasting reference"), max_length=300, blank=True)
    parts = models.JSONField(_("paragraphs"), default=list)
    body = models.TextField(_("text"))
    digest = models.CharField(max_length=64)
    # No index of its own: under row security the policy comes first, and that leaves some thousands of rows.
    stems = models.GeneratedField(
        expression=SearchVector("label", "heading", "body", config="dutch"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("article of a law")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "text", "key"], name="weigh_lawarticle_key"),
        ]
        indexes = [models.Index(fields=["municipality", "text", "number"], name="weigh_lawarticle_number")]

    def __str__(self) -> str:
        return f"{self.label} ({self.text_id})"
