from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import MunicipalityRow
from naast.plan import terms


@tracked()
class Price(MunicipalityRow):
    """What one unit costs, in euros of `price_year`, with its source and the quality of that source.

    `mode` is the price itself; `low` and `high` only where the source gives a range. A row of the list that
    comes with Naast (`whose`) is never changed here: an own row of the same `item` goes before it, and says
    `because`. A later price is a new row; the one before ends with `valid_to`, its last day.
    """

    item = models.CharField(_("item"), max_length=120)
    item_nl = models.CharField(_("item in Dutch"), max_length=120)
    unit = models.CharField(_("unit"), max_length=10, choices=terms.UNITS)
    low = models.DecimalField(_("lowest"), max_digits=12, decimal_places=2, null=True, blank=True)
    mode = models.DecimalField(_("price"), max_digits=12, decimal_places=2)
    high = models.DecimalField(_("highest"), max_digits=12, decimal_places=2, null=True, blank=True)
    price_year = models.PositiveSmallIntegerField(_("price year"))
    vat = models.CharField(_("VAT"), max_length=4, choices=terms.VATS, blank=True)
    payer = models.CharField(_("payer"), max_length=64)
    kind = models.CharField(_("kind"), max_length=8, choices=terms.LINE_KINDS, default=terms.REAL)
    quality = models.CharField(_("quality"), max_length=10, choices=terms.QUALITIES)
    source = models.CharField(_("source"), max_length=200, blank=True)
    legal_title = models.CharField(_("legal title"), max_length=120, blank=True)
    cost_centre = models.CharField(_("cost centre"), max_length=40, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    whose = models.CharField(_("whose price"), max_length=4, choices=terms.WHOSE, default=terms.LISTED)
    because = models.CharField(_("why so"), max_length=300, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("price")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "whose", "item", "price_year", "valid_from"],
                name="plan_price_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["municipality", "item"],
                condition=Q(whose=terms.OWN, valid_to__isnull=True),
                name="plan_price_one_goes_on",
            ),
            models.CheckConstraint(condition=Q(mode__gte=0), name="plan_price_not_negative"),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True) | Q(low__lte=F("mode"), high__gte=F("mode")),
                name="plan_price_range",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="plan_price_days",
            ),
            models.CheckConstraint(
                condition=Q(whose=terms.LISTED) | Q(valid_from__isnull=False), name="plan_price_own_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(quality=terms.UNSOURCED) | ~Q(source=""), name="plan_price_sourced_or_says_so"
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
    """How much prices rose on average in a year (per cent), to bring amounts to one price level.

    `noted_on`: the day on which the municipality itself noted the figure; empty for what comes with Naast.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    change_percent = models.DecimalField(_("change in per cent"), max_digits=5, decimal_places=2)
    source = models.CharField(_("source"), max_length=200)
    quality = models.CharField(_("quality"), max_length=10, choices=terms.QUALITIES)
    noted_on = models.DateField(_("noted on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("price index")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "year"], name="plan_priceindex_year"),
            models.CheckConstraint(condition=Q(change_percent__gt=-50), name="plan_priceindex_above"),
        ]

    def __str__(self) -> str:
        return str(self.year)


@tracked(exclude=["content"])
class PriceImport(MunicipalityRow):
    """A file of prices that was read and is looked at before it is kept. One per member of staff.

    `content` is the file as it was sent; what would change is worked out anew whenever it is looked at.
    """

    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name of the file"), max_length=120)
    content = models.TextField(_("content"))
    made_at = models.DateTimeField(_("made at"), default=clock.now, editable=False)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("file of prices")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "staff"], name="plan_priceimport_one_each"),
        ]

    def __str__(self) -> str:
        return f"file of prices {self.pk}"
