from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import actors
from naast.kernel.history import tracked
from naast.kernel.models.rows import KeptRow, MunicipalityRow


@tracked(exclude=["bsn_sealed", "bsn_hash"])
class Person(KeptRow):
    """A human being the municipality knows, once. Resident, Participant and Relative are roles in a case."""

    given_name = models.CharField(_("first name"), max_length=100)
    family_name = models.CharField(_("last name"), max_length=150, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    # AES-GCM under `crypto`; never in an export, a log or the history.
    bsn_sealed = models.BinaryField(null=True, editable=False)
    bsn_hash = models.CharField(max_length=64, null=True, editable=False)

    class Meta(KeptRow.Meta):
        verbose_name = _("person")
        constraints = [
            *KeptRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "bsn_hash"], name="people_person_bsn_once"),
        ]
        indexes = [
            models.Index(fields=["municipality", "family_name", "given_name"], name="people_person_name")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


@tracked()
class Organisation(MunicipalityRow):
    """A partner of one municipality."""

    name = models.CharField(_("name"), max_length=150)
    phone = models.CharField(_("phone"), max_length=40, blank=True)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("organisation")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "name"], name="people_organisation_name"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Team(MunicipalityRow):
    name = models.CharField(_("name"), max_length=100)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("team")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "name"], name="people_team_name"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Staff(KeptRow):
    """Someone of the municipality or a partner organisation, with an end date when they leave."""

    account = models.ForeignKey("kernel.Account", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=150)
    function = models.CharField(_("function"), max_length=100)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="staff")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="staff"
    )
    # Where naming someone is not safe, the resident sees the function only.
    name_withheld = models.BooleanField(_("show the function, not the name"), default=False)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    # When they last lost a role beside residents, or came back after their last day: what rested on them
    # before that rests on them no more.
    stood_down_at = models.DateTimeField(null=True, editable=False)

    class Meta(KeptRow.Meta):
        verbose_name = _("member of staff")
        constraints = [
            *KeptRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "account"], name="people_staff_account_once"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class StaffRole(MunicipalityRow):
    """A role, given by an administrator to somebody else and never changed: the database refuses all else."""

    ROLES = list(actors.ROLE_LABELS.items())

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(_("role"), max_length=30, choices=ROLES)
    # Empty only while the municipality is set up: until its first administrator (migration 0005).
    granted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("role")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(fields=["staff", "role"], name="people_staffrole_once"),
            models.CheckConstraint(
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("staff")),
                name="people_staffrole_not_self",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()
