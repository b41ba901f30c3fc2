from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from naast.kernel import crypto
from naast.kernel.models.rows import CaseRow


class StoredFile(CaseRow):
    """A file of a case (photo of a board, letter as PDF), encrypted, in the database so that erasure
    reaches it."""

    PURPOSE = "kernel.StoredFile"

    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(_("kind of file"), max_length=80)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    sealed_bytes = models.BinaryField()

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("file")
        indexes = [models.Index(fields=["municipality", "case"], name="kernel_file_case")]

    def __str__(self) -> str:
        return f"file {self.pk}"

    def clear_bytes(self) -> bytes:
        """The content. Raises `crypto.Unreadable` when it was changed or the key differs."""
        return crypto.decrypt(bytes(self.sealed_bytes), self.PURPOSE)
