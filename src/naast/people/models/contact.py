from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from naast.kernel.history import tracked
from naast.kernel.models.rows import KeptRow
from naast.people import reach
from naast.people.models.persons import Person


@tracked()
class ContactPreference(KeptRow):
    """How and when somebody wants to be reached. No part of the day ticked: any time is good."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("how"), max_length=5, choices=reach.CHANNELS, blank=True)
    morning = models.BooleanField(_("in the morning"), default=False)
    afternoon = models.BooleanField(_("in the afternoon"), default=False)
    evening = models.BooleanField(_("in the evening"), default=False)
    words = models.CharField(_("what else we should know"), max_length=300, blank=True)

    class Meta(KeptRow.Meta):
        verbose_name = _("contact preference")
        constraints = [
            *KeptRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "person"], name="people_contactpreference_once"),
        ]

    def __str__(self) -> str:
        return f"contact preference {self.pk}"
