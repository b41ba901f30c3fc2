"""What was promised, who spoke whom, and what is said when people look back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow

WORDS_LENGTH = 5_000


@tracked()
class Promise(CaseRow):
    """What somebody will do, and when. A day that has passed is no fault: nothing happens by itself."""

    PLAIN, CHECK_IN, QUANTITIES = "plain", "check_in", "quantities"
    KINDS = [
        (PLAIN, _("promise")),
        (CHECK_IN, _("looking back")),
        (QUANTITIES, _("looking back at what was needed")),
    ]

    kind = models.CharField(_("kind"), max_length=10, choices=KINDS, default=PLAIN)
    what = models.CharField(_("what"), max_length=300, blank=True)
    due_on = models.DateField(_("when"))
    by_staff = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_words = models.CharField(_("someone else"), max_length=120, blank=True)
    kept_on = models.DateField(_("kept on"), null=True, blank=True)
    kept_words = models.CharField(_("how it went"), max_length=1_000, blank=True)
    # The decision after which this looking back was planned, so that it is planned once.
    decision = models.ForeignKey(
        "decide.Decision", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta(CaseRow.Meta):
        verbose_name = _("promise")
        constraints = [
            *CaseRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "decision", "kind"], name="follow_promise_once_per_decision"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["check_in", "quantities"]) | ~Q(what=""),
                name="follow_promise_says_what",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "case", "due_on"],
                name="follow_promise_open",
                condition=Q(kept_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"promise {self.pk}"

    @property
    def words(self) -> str:
        """What was promised; a planned looking back says so in the language of the reader."""
        if not self.what and self.kind == self.QUANTITIES:
            return gettext("Looking together at what was really needed")
        return self.what or gettext("Looking back together: what has changed?")


@tracked()
class Contact(CaseRow):
    """One contact, by its channel. When it did not happen, the only thing asked is what made it hard (M8)."""

    CHANNELS = [
        ("visit", _("visit")),
        ("office", _("at the office")),
        ("phone", _("phone")),
        ("app", _("app")),
        ("mail", _("e-mail")),
        ("letter", _("letter")),
    ]

    channel = models.CharField(_("how"), max_length=10, choices=CHANNELS)
    on_day = models.DateField(_("when"), default=clock.today)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("what was said"), max_length=WORDS_LENGTH, blank=True)
    took_place = models.BooleanField(_("it took place"), default=True)
    made_hard = models.TextField(_("what made it hard"), max_length=WORDS_LENGTH, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("contact")
        indexes = [models.Index(fields=["municipality", "case", "-on_day"], name="follow_contact_case")]

    def __str__(self) -> str:
        return f"contact {self.pk}"


@tracked()
class CheckIn(CaseRow):
    """Looking back: what somebody says now, beside what was agreed then. Own words are not counted."""

    HELPED = [("yes", _("yes")), ("partly", pgettext_lazy("did it help", "partly")), ("no", _("no"))]

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    on_day = models.DateField(_("when"), default=clock.today)
    words = models.TextField(_("what the person says now"), max_length=WORDS_LENGTH)
    # The one voluntary question (product law 8); empty says nothing and means nothing.
    helped = models.CharField(_("did this help?"), max_length=6, choices=HELPED, blank=True)
    board = models.ForeignKey(
        "listen.Board", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_staff = models.ForeignKey(
        "people.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(CaseRow.Meta):
        verbose_name = _("check-in")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="follow_checkin_has_words"),
        ]
        indexes = [models.Index(fields=["municipality", "case", "-on_day"], name="follow_checkin_case")]

    def __str__(self) -> str:
        return f"check-in {self.pk}"


@tracked()
class GoalThenNow(CaseRow):
    """One goal at a check-in: as it was agreed then, and what the person says of it now."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="goals")
    then_words = models.TextField(_("as agreed"), max_length=WORDS_LENGTH)
    then_by = models.DateField(_("by when"), null=True, blank=True)
    now_words = models.TextField(_("now"), max_length=WORDS_LENGTH, blank=True)

    class Meta(CaseRow.Meta):
        verbose_name = _("goal then and now")
        indexes = [models.Index(fields=["municipality", "check_in"], name="follow_goal_checkin")]

    def __str__(self) -> str:
        return f"goal then and now {self.pk}"
