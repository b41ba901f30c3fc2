from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from naast.kernel.history import tracked
from naast.kernel.models.rows import KeptRow
from naast.people import talking
from naast.people.models.persons import Person


@tracked()
class Talking(KeptRow):
    """How to talk with a person. Why somebody wants it so is not asked and has no field."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="talking")
    language = models.CharField(_("language"), max_length=60, blank=True)
    interpreter = models.CharField(_("interpreter"), max_length=10, choices=talking.INTERPRETER, blank=True)
    arranged_by = models.CharField(_("who sees to the interpreter"), max_length=150, blank=True)
    spoken = models.BooleanField(_("rather spoken"), default=False)
    large_print = models.BooleanField(_("large print"), default=False)
    words = models.CharField(_("what else helps"), max_length=300, blank=True)

    class Meta(KeptRow.Meta):
        verbose_name = _("how we talk")

    def __str__(self) -> str:
        return f"talking {self.pk}"
