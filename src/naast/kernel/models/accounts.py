"""Municipalities and logins. These tables hold no case data and stand outside row-level security."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock


class Municipality(models.Model):
    """The tenant. Every row of every case belongs to exactly one."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    is_demo = models.BooleanField(_("demo"), default=False)
    theme_css = models.CharField(_("theme file"), max_length=200, blank=True)
    theme_class = models.CharField(_("theme class"), max_length=80, blank=True)
    # What a resident reads: where objections, complaints and questions go.
    postal_address = models.CharField(_("postal address"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    support_name = models.CharField(_("independent client support"), max_length=120, blank=True)
    support_phone = models.CharField(_("phone of independent client support"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("municipality")

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Accounts are made by actions of the people room."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login__iexact=username)


class Account(AbstractBaseUser):
    """A login. It may hold memberships in several municipalities and chooses one at a time."""

    login = models.CharField(_("login name"), max_length=150, unique=True)
    is_active = models.BooleanField(_("active"), default=True)

    USERNAME_FIELD = "login"
    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        verbose_name = _("account")

    def __str__(self) -> str:
        return f"account {self.pk}"


class Membership(models.Model):
    """What an account is in one municipality: a member of staff, or a person with a folder.

    `subject_id` is the id of the Staff or Person row, which is reachable only inside that municipality's
    scope.
    """

    STAFF, RESIDENT = "staff", "resident"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=10, choices=[(STAFF, _("member of staff")), (RESIDENT, _("resident"))])
    subject_id = models.BigIntegerField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "subject_id"], name="kernel_membership_one_per_subject"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class LoginCode(models.Model):
    """A one-time code for a resident: only its keyed hash is kept, it works once and for a short time."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("login code")

    def __str__(self) -> str:
        return f"code for account {self.account_id}"
