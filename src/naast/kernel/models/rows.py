from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_rls_tenants.tenants.managers import RLSManager, TenantQuerySet

from naast.kernel import clock, retention
from naast.kernel.actors import Actor
from naast.kernel.history import tracked
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


@tracked()
class RetentionTerm(MunicipalityRow):
    """How many years the municipality's own selection list keeps what rests on a ground, why, and by whose
    decision."""

    ground = models.CharField(_("ground"), max_length=20, choices=[(law, law) for law in retention.OWN_LIST])
    years = models.PositiveSmallIntegerField(_("years"))
    # Empty only for what was set before this was asked.
    because = models.CharField(_("why"), max_length=300, blank=True)
    decided_by = models.CharField(_("who decided it"), max_length=200, blank=True)
    since = models.DateField(_("since"), default=clock.today)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("retention term")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "ground"], name="kernel_retentionterm_once"),
            models.CheckConstraint(
                condition=models.Q(ground__in=retention.OWN_LIST), name="kernel_retentionterm_own_list"
            ),
            models.CheckConstraint(
                condition=models.Q(years__range=(1, retention.LONGEST_OWN_YEARS)),
                name="kernel_retentionterm_years",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground}: {self.years}"


class KeptRow(MunicipalityRow):
    """A row about people: with ground, destruction date, and a version for optimistic locking."""

    ground = models.CharField(_("ground"), max_length=20, default=retention.AWB)
    destroy_on = models.DateField(_("destruction date"), editable=False)
    created_at = models.DateTimeField(_("made at"), default=clock.now, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta(MunicipalityRow.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.destroy_on = retention.destroy_on(self.ground, clock.today(), _own_years())
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "destroy_on"}
        super().save(*args, **kwargs)


def _own_years() -> dict[str, int]:
    """Years by the own list of the municipality in scope, kept for a few minutes: it seldom changes."""
    municipality_id = current_municipality_id()
    if municipality_id is None:
        return {}
    key = _own_years_key(municipality_id)
    found: dict[str, int] | None = cache.get(key)
    if found is None:
        found = dict(RetentionTerm.objects.values_list("ground", "years"))
        cache.set(key, found, OWN_YEARS_SECONDS)
    return found


def forget_own_years(municipality_id: int) -> None:
    """After a change: this process reads the list again, another one when its few minutes are over."""
    cache.delete(_own_years_key(municipality_id))


def _own_years_key(municipality_id: int) -> str:
    return f"naast.retention.{municipality_id}"


class CaseRow(KeptRow):
    """A row of one case. Visible through the circle of that case only."""

    case = models.ForeignKey(
        "people.Case", on_delete=models.PROTECT, related_name="+", verbose_name=_("case")
    )

    class Meta(KeptRow.Meta):
        abstract = True
