from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow

STORY_LENGTH = 100_000
WORDS_LENGTH = 5_000


@tracked()
class Story(CaseRow):
    """Free text in somebody's own words, no questions asked (M2). One per person in a case."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("story"), max_length=STORY_LENGTH, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("story")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["case", "person"], name="listen_story_one_per_person"),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="listen_story_case")]

    def __str__(self) -> str:
        return f"story {self.pk}"


class StoryVersion(CaseRow):
    """A story as it once stood, with who wrote it: a member of staff who typed along, or the person."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("story"), max_length=STORY_LENGTH, blank=True)
    by_staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    by_person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(_("written at"), default=clock.now)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("version of a story")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["story", "number"], name="listen_storyversion_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of story {self.story_id}"


@tracked()
class RequestWish(CaseRow):
    """What is asked, and what is wanted (M3). Two fields, so that the difference shows."""

    request = models.TextField(_("what is asked"), max_length=WORDS_LENGTH, blank=True)
    wish = models.TextField(_("what is wanted"), max_length=WORDS_LENGTH, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("request and wish")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["case"], name="listen_requestwish_one_per_case"),
        ]

    def __str__(self) -> str:
        return f"request and wish {self.pk}"
