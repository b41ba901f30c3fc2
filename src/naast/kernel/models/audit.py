"""Append-only audit and the sealed chain over it. What it proves:
docs/adr/0006-erasure-beside-a-sealed-audit.md."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from naast.kernel.models.rows import MunicipalityRow
from naast.kernel.tenancy import MunicipalityPolicy


class AuditEvent(MunicipalityRow):
    """One thing that happened. `at`, `salt` and `content_hash` are set by the database, not by us.

    `content_hash` = sha256(salt | object | case | detail). Erasure empties salt, object, case and detail
    and leaves the hash, so the chain above it stays whole while what was hashed cannot be found back.
    """

    LOOK, CHANGE, REFUSAL, QUESTION = "look", "change", "refusal", "question"

    # No foreign key to the municipality or the case: the audit outlives what it speaks of.
    municipality = models.ForeignKey(
        "kernel.Municipality",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        db_index=False,
    )
    at = models.DateTimeField(editable=False, null=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=60, blank=True, null=True)
    object_id = models.BigIntegerField(null=True)
    case_id = models.BigIntegerField(null=True)
    detail = models.JSONField(null=True)
    salt = models.CharField(max_length=80, null=True, editable=False)
    content_hash = models.CharField(max_length=64, editable=False, default="")
    withheld_until = models.DateField(null=True)

    append_only: ClassVar[bool] = True

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("audit event")
        constraints = [MunicipalityPolicy(name="kernel_auditevent_policy")]
        indexes = [
            models.Index(fields=["municipality", "case_id", "kind", "-id"], name="kernel_audit_case"),
            models.Index(fields=["municipality", "actor_kind", "actor_id"], name="kernel_audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.pk}"


class AuditSeal(MunicipalityRow):
    """One link: sha256(previous hash | sequence | event | time | actor | kind | verb | content hash)."""

    seq = models.BigIntegerField()
    event_id = models.BigIntegerField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    append_only: ClassVar[bool] = True

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("audit seal")
        constraints = [
            MunicipalityPolicy(name="kernel_auditseal_policy"),
            models.UniqueConstraint(fields=["municipality", "seq"], name="kernel_auditseal_seq"),
            models.UniqueConstraint(fields=["municipality", "event_id"], name="kernel_auditseal_event"),
        ]

    def __str__(self) -> str:
        return f"seal {self.seq}"


class AuditHead(MunicipalityRow):
    """The signed head of the chain on a day; a copy leaves the database as a file, which shows truncation."""

    day = models.DateField()
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    append_only: ClassVar[bool] = True

    class Meta(MunicipalityRow.Meta):
        verbose_name = _("audit head")
        constraints = [
            MunicipalityPolicy(name="kernel_audithead_policy"),
            models.UniqueConstraint(fields=["municipality", "day", "seq"], name="kernel_audithead_day"),
        ]

    def __str__(self) -> str:
        return f"head {self.seq}"
