"""Incident or pattern? (M14): the question after an exception, the signal, and its answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow
from naast.learn import terms
from naast.plan.terms import OBSTACLE_KINDS


@tracked()
class Question(CaseRow):
    """Asked after each exception: was this once, or may the rule stand in the way of others too?"""

    decision = models.ForeignKey("decide.Decision", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    verdict = models.CharField(_("incident or pattern"), max_length=15, choices=terms.VERDICTS, blank=True)
    answered_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("question after an exception")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "decision"], name="learn_question_once"),
            models.CheckConstraint(
                condition=Q(verdict="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(verdict="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="learn_question_answered_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="learn_question_case")]

    def __str__(self) -> str:
        return f"question {self.pk}"


@tracked()
class Signal(CaseRow):
    """Something a rule or process does to people. Closed only with an answer (product law 7).

    `passed_words` and `passed_obstacle` are what leaves the circle: names and numbers of people left out.
    """

    # A rule can also be seen to pinch without a case of one's own.
    case = models.ForeignKey(  # type: ignore[assignment]
        "people.Case",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("case"),
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(_("in own words"), max_length=terms.WORDS_LENGTH, blank=True)
    passed_words = models.TextField(max_length=terms.WORDS_LENGTH, blank=True)
    obstacle_words = models.TextField(_("what is in the way"), max_length=terms.WORDS_LENGTH, blank=True)
    passed_obstacle = models.TextField(max_length=terms.WORDS_LENGTH, blank=True)
    kind = models.CharField(_("kind of obstacle"), max_length=20, choices=OBSTACLE_KINDS, blank=True)
    law = models.CharField(_("law or rule"), max_length=200, blank=True)
    article = models.CharField(_("article"), max_length=100, blank=True)
    verdict = models.CharField(
        _("incident or pattern"), max_length=15, choices=terms.VERDICTS, default=terms.UNKNOWN
    )
    giver_staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    giver_person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    given_on = models.DateField(_("given on"), default=clock.today)
    owner = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    answer_by = models.DateField(_("answer before"))
    state = models.CharField(_("state"), max_length=10, choices=terms.STATES, default=terms.OPEN)
    answer = models.TextField(_("answer"), max_length=terms.WORDS_LENGTH, blank=True)
    answered_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("signal")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(giver_staff__isnull=False, giver_person__isnull=True)
                | Q(giver_staff__isnull=True, giver_person__isnull=False),
                name="learn_signal_of_one_giver",
            ),
            models.CheckConstraint(
                condition=~Q(words="") | ~Q(obstacle_words=""), name="learn_signal_says_something"
            ),
            models.CheckConstraint(
                condition=Q(state=terms.OPEN)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="learn_signal_never_closed_in_silence",
            ),
            models.CheckConstraint(
                condition=Q(giver_staff__isnull=True)
                | Q(answered_by__isnull=True)
                | ~Q(answered_by=F("giver_staff")),
                name="learn_signal_answered_by_another",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "case"], name="learn_signal_case"),
            models.Index(fields=["municipality", "state", "answer_by"], name="learn_signal_due"),
            models.Index(fields=["municipality", "law", "article", "kind"], name="learn_signal_rule"),
        ]

    def __str__(self) -> str:
        return f"signal {self.pk}"


class SignalAnswer(CaseRow):
    """What was answered, each time; "no, because ..." is an answer too."""

    case = models.ForeignKey(  # type: ignore[assignment]
        "people.Case",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("case"),
    )
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="answers")
    outcome = models.CharField(_("what we do"), max_length=10, choices=terms.OUTCOMES)
    words = models.TextField(_("answer"), max_length=terms.WORDS_LENGTH)
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("answer to a signal")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="learn_signalanswer_says_something"),
        ]
        indexes = [models.Index(fields=["municipality", "signal"], name="learn_signalanswer_signal")]

    def __str__(self) -> str:
        return f"answer {self.pk}"
