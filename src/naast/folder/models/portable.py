from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow, KeptRow, MunicipalityRow

KEEP_DAYS = 7
"""So long a package lies ready to be fetched, or to be confirmed; then its bytes go."""


@tracked()
class Package(KeptRow):
    """A folder that its person asked to take along: made by the worker, fetched by that person only."""

    ASKED, MAKING, READY, FAILED, GONE = "asked", "making", "ready", "failed", "gone"
    STATES = [
        (ASKED, _("asked")),
        (MAKING, _("being made")),
        (READY, _("ready")),
        (FAILED, _("did not work")),
        (GONE, _("removed")),
    ]
    BUSY = (ASKED, MAKING)

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=5, default="nl")
    # Codes of what goes along only when the person ticked it.
    chosen = models.JSONField(_("chosen"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=ASKED)
    step = models.CharField(_("step"), max_length=20, blank=True)
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)
    ready_at = models.DateTimeField(_("ready at"), null=True)
    digest = models.CharField(max_length=64, blank=True)
    zip_bytes = models.BigIntegerField(_("size of the data"), default=0)
    pdf_bytes = models.BigIntegerField(_("size of the paper"), default=0)

    class Meta(KeptRow.Meta):
        verbose_name = _("package")
        constraints = [
            *KeptRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "person"],
                condition=Q(state__in=["asked", "making"]),
                name="folder_package_one_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "person", "state"], name="folder_package_person")]

    def __str__(self) -> str:
        return f"package {self.pk}"


class PackagePiece(MunicipalityRow):
    """A stretch of the bytes of a package, encrypted. `part` is zip or pdf."""

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=3)
    number = models.PositiveIntegerField()
    sealed_bytes = models.BinaryField()

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("piece of a package")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "package", "part", "number"], name="folder_packagepiece_once"
            ),
        ]

    def __str__(self) -> str:
        return f"piece {self.number} of package {self.package_id}"


@tracked()
class TrustedKey(MunicipalityRow):
    """The public key of another municipality whose packages are known to be theirs."""

    name = models.CharField(_("municipality"), max_length=100)
    public_key = models.CharField(_("public key"), max_length=60)
    key_id = models.CharField(_("short name of the key"), max_length=16)
    added_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    added_on = models.DateField(_("added on"), default=clock.today)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("trusted key")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "key_id"],
                condition=Q(withdrawn_on__isnull=True),
                name="folder_trustedkey_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Brought(CaseRow):
    """A package of elsewhere that somebody brought in: checked first, then live. Once per case and digest.

    `sender` is the name on our own list when the key stands there, else what the package says itself.
    """

    CHECKED, LIVE, WITHDRAWN = "checked", "live", "withdrawn"
    STATES = [(CHECKED, _("checked")), (LIVE, _("brought in")), (WITHDRAWN, _("not brought in"))]

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    by_staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    by_person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=CHECKED)
    digest = models.CharField(max_length=64)
    sender = models.CharField(_("sender"), max_length=100)
    key_id = models.CharField(_("short name of the key"), max_length=16)
    is_known = models.BooleanField(_("known sender"))
    # Who said yes, and when; for staff who handle it at one table.
    consent_of = models.CharField(_("who said yes"), max_length=150, blank=True)
    consent_on = models.DateField(_("said yes on"), null=True, blank=True)
    received_at = models.DateTimeField(_("received at"), default=clock.now)
    brought_at = models.DateTimeField(_("brought in at"), null=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("package from elsewhere")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "case", "person", "digest"],
                condition=~Q(state="withdrawn"),
                name="folder_brought_once",
            ),
        ]

    def __str__(self) -> str:
        return f"package from elsewhere {self.pk}"


class BroughtPiece(MunicipalityRow):
    """A stretch of the bytes of a package from elsewhere, encrypted, until it was brought in or left."""

    brought = models.ForeignKey(Brought, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=3)
    number = models.PositiveIntegerField()
    sealed_bytes = models.BinaryField()

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("piece of a package from elsewhere")
        constraints = [
            *MunicipalityRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "brought", "part", "number"], name="folder_broughtpiece_once"
            ),
        ]

    def __str__(self) -> str:
        return f"piece {self.number} of package {self.brought_id}"


class ForeignPaper(CaseRow):
    """Something of another municipality, as it came: to read, never to change.

    `content` is the entry of the part as it stood in folder.json, with a mark where the path of its file
    stood. `lives_on`: it was taken over here as the person's own (as `board` when it is one), and is kept
    only to know it again.
    """

    brought = models.ForeignKey(Brought, on_delete=models.PROTECT, related_name="papers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20)
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    board = models.ForeignKey("listen.Board", on_delete=models.PROTECT, null=True, related_name="+")
    lives_on = models.BooleanField(_("lives on here"), default=False)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("paper from elsewhere")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "case", "person", "fingerprint"], name="folder_foreignpaper_once"
            ),
        ]

    def __str__(self) -> str:
        return f"paper from elsewhere {self.pk}"
