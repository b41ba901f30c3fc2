from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_rls_tenants.tenants.managers import RLSManager, TenantQuerySet

from naast.kernel import clock, retention
from naast.kernel.actors import Actor
from naast.kernel.models.accounts import Municipality
from naast.kernel.tenancy import MunicipalityPolicy, current_municipality_id
from naast.kernel.visibility import visible_case_ids

OWN_YEARS_SECONDS = 300


class ScopedQuerySet(TenantQuerySet):
    """Rows of the municipality in scope. Raises without a scope (strict mode)."""

    def visible_to(self, actor: Actor) -> Self:
        """Only rows of cases that the actor may open today (through the circle)."""
        field = "id__in" if self.model._meta.label == "people.Case" else "case_id__in"
        return self.filter(**{field: visible_case_ids(actor)})


class ScopedManager(RLSManager):
    """The default manager of every row of a municipality."""

    def get_queryset(self) -> ScopedQuerySet:
        queryset = ScopedQuerySet(self.model, using=self._db)
        municipality_id = current_municipality_id()
        return queryset if municipality_id is None else queryset.filter(municipality_id=municipality_id)

    def visible_to(self, actor: Actor) -> ScopedQuerySet:
        """Only rows of cases that the actor may open today (through the circle)."""
        return self.get_queryset().visible_to(actor)


class MunicipalityRow(models.Model):
    """A row that belongs to exactly one municipality. The scope fills it in; the database refuses another."""

    municipality = models.ForeignKey(
        "kernel.Municipality", on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )

    objects: ClassVar[Any] = ScopedManager()

    append_only: ClassVar[bool] = False
    """True: the application role may add rows but neither change nor delete them (see `hardening`)."""

    class Meta:
        abstract = True
        constraints = [MunicipalityPolicy(name="%(app_label)s_%(class)s_policy")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.municipality_id is None:
            municipality_id = current_municipality_id()
            if municipality_id is None:
                raise RuntimeError(f"{self._meta.label}: no municipality in scope")
            self.municipality_id = municipality_id
        super().save(*args, **kwargs)


class KeptRow(MunicipalityRow):
    """A row about people: with ground, destruction date, and a version for optimistic locking."""

    ground = models.CharField(_("ground"), max_length=20, default=retention.AWB)
    destroy_on = models.DateField(_("destruction date"), editable=False)
    created_at = models.DateTimeField(_("made at"), default=clock.now, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta(MunicipalityRow.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        own_years = _own_years(self.municipality_id or current_municipality_id())
        self.destroy_on = retention.destroy_on(self.ground, clock.today(), own_years)
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "destroy_on"}
        super().save(*args, **kwargs)


def _own_years(municipality_id: int | None) -> dict[str, int]:
    """Years by the municipality's own selection list. Kept for a few minutes: it changes once in years."""
    key = f"naast.retention.{municipality_id}"
    found: dict[str, int] | None = cache.get(key)
    if found is None:
        years = Municipality.objects.filter(pk=municipality_id or 0).values_list("retention_years", flat=True)
        found = years.first() or {}
        cache.set(key, found, OWN_YEARS_SECONDS)
    return found


class CaseRow(KeptRow):
    """A row of one case. Visible through the circle of that case only."""

    case = models.ForeignKey(
        "people.Case", on_delete=models.PROTECT, related_name="+", verbose_name=_("case")
    )

    class Meta(KeptRow.Meta):
        abstract = True
