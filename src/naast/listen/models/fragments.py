from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow
from naast.listen.models.words import StoryVersion

FRAGMENT_LENGTH = 2_000
GOAL, OBSTACLE, SIGNAL = "goal", "obstacle", "signal"
LINK_KINDS = [(GOAL, _("a goal")), (OBSTACLE, _("what is in the way")), (SIGNAL, _("a signal"))]


@tracked()
class Fragment(CaseRow):
    """A piece of a story, word for word as it stands in one version of it, chosen by hand (M2)."""

    story_version = models.ForeignKey(StoryVersion, on_delete=models.PROTECT, related_name="fragments")
    text = models.TextField(_("piece of the story"), max_length=FRAGMENT_LENGTH)
    by_staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    by_person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField(_("marked at"), default=clock.now)

    class Meta(CaseRow.Meta):
        verbose_name = _("piece of a story")
        indexes = [models.Index(fields=["municipality", "case"], name="listen_fragment_case")]

    def __str__(self) -> str:
        return f"fragment {self.pk}"


@tracked()
class FragmentLink(CaseRow):
    """A piece of a story beside a goal, an obstacle or a signal. Those live in higher rooms."""

    fragment = models.ForeignKey(Fragment, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(_("beside"), max_length=10, choices=LINK_KINDS)
    target_id = models.BigIntegerField()
    by_staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(_("linked at"), default=clock.now)

    class Meta(CaseRow.Meta):
        verbose_name = _("link of a piece of a story")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["fragment", "kind", "target_id"], name="listen_fragmentlink_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[GOAL, OBSTACLE, SIGNAL]), name="listen_fragmentlink_kind"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case", "kind"], name="listen_fragmentlink_case")]

    def __str__(self) -> str:
        return f"link {self.pk}"
