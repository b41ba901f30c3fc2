from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow
from naast.listen.models.words import STORY_LENGTH, WORDS_LENGTH


@tracked()
class Recording(CaseRow):
    """A story told aloud: the sound in an encrypted file, and the written words beside it."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("kernel.StoredFile", on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("written out"), max_length=STORY_LENGTH, blank=True)
    by_staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    by_person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(_("kept at"), default=clock.now)

    class Meta(CaseRow.Meta):
        verbose_name = _("recording of a story")
        indexes = [models.Index(fields=["municipality", "case", "person"], name="listen_recording_case")]

    def __str__(self) -> str:
        return f"recording {self.pk}"


class StoryDeletion(CaseRow):
    """That a story was deleted, when and by whom; `asked` is how the person asked it, when staff did it.

    `recording_number`: it was this one recording, and the story stayed.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    by_staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    by_person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    asked = models.TextField(_("how it was asked"), max_length=WORDS_LENGTH, blank=True)
    deleted_at = models.DateTimeField(_("deleted at"), default=clock.now)
    # No key: what it points to is gone.
    recording_number = models.BigIntegerField(_("of this recording"), null=True)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("deletion of a story")
        indexes = [models.Index(fields=["municipality", "case"], name="listen_storydeletion_case")]

    def __str__(self) -> str:
        return f"deletion {self.pk}"
