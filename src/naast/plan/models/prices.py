from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naast.kernel.history import tracked
from naast.kernel.models.rows import MunicipalityRow
from naast.plan import terms


@tracked()
class Price(MunicipalityRow):
    """What one unit costs, in euros of `price_year`, with its source and the quality of that source.

    `mode` is the price itself; `low` and `high` only where the source gives a range. A price of a later year
    is a new row; the one before ends with `valid_to`.
    """

    item = models.CharField(_("item"), max_length=120)
    item_nl = models.CharField(_("item in Dutch"), max_length=120)
    unit = models.CharField(_("unit"), max_length=10, choices=terms.UNITS)
    low = models.DecimalField(_("lowest"), max_digits=12, decimal_places=2, null=True, blank=True)
    mode = models.DecimalField(_("price"), max_digits=12, decimal_places=2)
    high = models.DecimalField(_("highest"), max_digits=12, decimal_places=2, null=True, blank=True)
    price_year = models.PositiveSmallIntegerField(_("price year"))
    payer = models.CharField(_("payer"), max_length=64)
    kind = models.CharField(_("kind"), max_length=8, choices=terms.LINE_KINDS, default=terms.REAL)
    quality = models.CharField(_("quality"), max_length=10, choices=terms.QUALITIES)
    source = models.CharField(_("source"), max_length=200)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("price")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "item", "price_year"], name="plan_price_of_year"),
            models.CheckConstraint(condition=Q(mode__gte=0), name="plan_price_not_negative"),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True) | Q(low__lte=F("mode"), high__gte=F("mode")),
                name="plan_price_range",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The item in the language of the reader."""
        return self.item if (get_language() or "").startswith("en") else self.item_nl


@tracked()
class PriceIndex(MunicipalityRow):
    """How much prices rose on average in a year (per cent), to bring amounts to one price level."""

    year = models.PositiveSmallIntegerField(_("year"))
    change_percent = models.DecimalField(_("change in per cent"), max_digits=5, decimal_places=2)
    source = models.CharField(_("source"), max_length=200)
    quality = models.CharField(_("quality"), max_length=10, choices=terms.QUALITIES)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("price index")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "year"], name="plan_priceindex_year"),
        ]

    def __str__(self) -> str:
        return str(self.year)
