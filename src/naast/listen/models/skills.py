from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow
from naast.listen import skills

WORDS_LENGTH = 1_000


@tracked()
class SkillAnswer(CaseRow):
    """What somebody says of one skill (M8): a word, own words, or both. Never a number, never added up.

    `at_table`: staff typed it while the person sat there. What the person wrote alone stands in a row of
    its own, so that nobody who types along writes over it.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    skill = models.CharField(_("skill"), max_length=20, choices=skills.LABELS)
    answer = models.CharField(_("answer"), max_length=10, choices=skills.ANSWERS, blank=True)
    words = models.TextField(_("own words"), max_length=WORDS_LENGTH, blank=True)
    shared_with_circle = models.BooleanField(_("who stands beside may see it"), default=False)
    at_table = models.BooleanField(_("typed at the table"), default=False)
    by_staff = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(_("said at"), default=clock.now)

    class Meta(CaseRow.Meta):
        verbose_name = _("answer about a skill")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "person", "skill", "at_table"], name="listen_skillanswer_once"
            ),
            models.CheckConstraint(
                condition=~Q(answer="") | ~Q(words=""), name="listen_skillanswer_says_something"
            ),
            models.CheckConstraint(
                condition=Q(at_table=True, by_staff__isnull=False) | Q(at_table=False, by_staff__isnull=True),
                name="listen_skillanswer_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="listen_skillanswer_case")]

    def __str__(self) -> str:
        return f"skill answer {self.pk}"
