from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naast.decide.models.mandates import Mandate
from naast.kernel import clock
from naast.kernel.history import tracked
from naast.kernel.models.rows import CaseRow

YES, PARTLY, NO = "yes", "partly", "no"
OUTCOMES = [(YES, _("yes")), (PARTLY, _("partly")), (NO, _("no"))]
REFUSING = (PARTLY, NO)
"""Outcomes that withhold something: they ask for a hearing, a reason of their own and a second reader."""

SECOND_READER, LAWYER = "second_reader", "lawyer"
READER_ROLES = [(SECOND_READER, _("second reader")), (LAWYER, _("lawyer"))]

DANGER, EVICTION, OTHERWISE = "danger", "eviction", "otherwise"
URGENT_KINDS = [
    (DANGER, _("somebody is in danger")),
    (EVICTION, _("somebody is put out of the house within days")),
    (OTHERWISE, _("something else, namely")),
]


class Hearing(CaseRow):
    """What the resident said before a "no" or "partly" (Awb 4:7, 4:8), or why nobody could ask."""

    WAYS = [
        ("home", _("at home")),
        ("office", _("at the town hall or neighbourhood office")),
        ("phone", _("by phone")),
        ("elsewhere", _("somewhere else")),
    ]

    EXCEPTIONS = [
        ("urgent", _("it could not wait (Awb 4:11 a)")),
        ("heard_before", _("already heard about this, and nothing is new (Awb 4:11 b)")),
        ("purpose", _("it only works when it is not told first (Awb 4:11 c)")),
    ]

    held_on = models.DateField(_("when"), null=True, blank=True)
    way = models.CharField(_("how"), max_length=10, choices=WAYS, blank=True)
    words = models.TextField(_("in the resident's words"), max_length=10_000, blank=True)
    why_not = models.TextField(_("why nobody was heard"), max_length=2_000, blank=True)
    # One of the exceptions of Awb 4:11, beside the own words.
    exception = models.CharField(_("exception"), max_length=15, choices=EXCEPTIONS, blank=True, db_default="")
    heard_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("hearing")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(held_on__isnull=False) & ~Q(words="")) | ~Q(why_not=""),
                name="decide_hearing_words_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(exception="") | ~Q(why_not=""), name="decide_hearing_exception_in_words"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case", "-id"], name="decide_hearing_case")]

    def __str__(self) -> str:
        return f"hearing {self.pk}"


class Terms(CaseRow):
    """What a proposal and the decision made of it have in common."""

    outcome = models.CharField(_("outcome"), max_length=6, choices=OUTCOMES)
    granted = models.TextField(_("what we do"), max_length=3_000, blank=True)
    amount = models.DecimalField(_("amount (euros)"), max_digits=12, decimal_places=2, null=True, blank=True)
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    conditions = models.TextField(_("conditions"), max_length=3_000, blank=True)
    review_on = models.DateField(_("we look again on"), null=True, blank=True)
    reason = models.TextField(_("why"), max_length=10_000, blank=True)
    refused_because = models.TextField(_("what we do not do, and why"), max_length=5_000, blank=True)
    title_row = models.CharField(_("row of the legal room"), max_length=60, blank=True)
    title_text = models.CharField(_("legal title"), max_length=400)
    law = models.CharField(_("law"), max_length=20)
    is_exception = models.BooleanField(_("exception"), default=False)
    is_routine = models.BooleanField(_("by the short way"), default=False)
    # Empty: nobody need read along first.
    reader_role = models.CharField(_("who reads along"), max_length=15, choices=READER_ROLES, blank=True)
    # The narrowest mandate that may decide this.
    reach = models.CharField(_("mandate needed"), max_length=12)
    is_urgent = models.BooleanField(_("cannot wait"), default=False)
    urgent_kind = models.CharField(
        _("what cannot wait"), max_length=10, choices=URGENT_KINDS, blank=True, db_default=""
    )
    urgent_because = models.CharField(_("why it cannot wait"), max_length=500, blank=True)
    # The kind of clause that an exception rests on, as the mandate register knows it; empty: no exception.
    clause = models.CharField(_("kind of exception"), max_length=30, blank=True, db_default="")
    writer = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    fund = models.ForeignKey(
        "decide.OpenFund", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(CaseRow.Meta):
        abstract = True


def _terms_constraints(name: str) -> list[models.CheckConstraint]:
    """A "no" or "partly" says why not, in words of its own, and is always read along."""
    return [
        models.CheckConstraint(
            condition=Q(outcome=YES) | (~Q(refused_because="") & ~Q(reader_role="")),
            name=f"decide_{name}_justified_no",
        ),
        models.CheckConstraint(
            condition=Q(is_urgent=False) | ~Q(urgent_because=""), name=f"decide_{name}_urgent_says_why"
        ),
        models.CheckConstraint(
            condition=Q(amount__isnull=True) | Q(amount__gte=0), name=f"decide_{name}_amount"
        ),
    ]


@tracked()
class Proposal(Terms):
    """A decision while it can still change, one per case at a time. `version` counts what a reader read."""

    OPEN, DECIDED, WITHDRAWN = "open", "decided", "withdrawn"
    STATES = [(OPEN, _("proposed")), (DECIDED, _("decided")), (WITHDRAWN, _("withdrawn"))]

    state = models.CharField(_("state"), max_length=10, choices=STATES, default=OPEN)
    reader = models.ForeignKey("people.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(CaseRow.Meta):
        verbose_name = _("proposal")
        constraints = [
            *CaseRow.Meta.constraints,
            *_terms_constraints("proposal"),
            models.UniqueConstraint(
                fields=["municipality", "case"], condition=Q(state="open"), name="decide_proposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(reader__isnull=True) | ~Q(reader=models.F("writer")),
                name="decide_proposal_reader_not_writer",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "state", "reader"], name="decide_proposal_reader"),
            models.Index(fields=["municipality", "case"], name="decide_proposal_case"),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class SecondReading(CaseRow):
    """What a second pair of eyes said. The database refuses the writer and the one who decided as reader."""

    AGREE, ADVISE_AGAINST, QUESTION = "agree", "advise_against", "question"
    VERDICTS = [
        (AGREE, _("I agree")),
        (ADVISE_AGAINST, _("I advise against")),
        (QUESTION, _("I have a question first")),
    ]

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="readings")
    proposal_version = models.PositiveIntegerField(_("version that was read"))
    reader = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=15, choices=READER_ROLES)
    verdict = models.CharField(_("advice"), max_length=15, choices=VERDICTS)
    words = models.TextField(_("words"), max_length=5_000, blank=True)
    read_on = models.DateField(_("read on"), default=clock.today)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("second reading")
        constraints = [
            *CaseRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(verdict="agree") | ~Q(words=""), name="decide_secondreading_says_why"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="decide_reading_case")]

    def __str__(self) -> str:
        return f"reading {self.pk}"


class Decision(Terms):
    """Yes, partly or a justified no. Never changes: a revision is a new decision.

    Migration 0002 refuses one outside its mandate, without the reading that was due, or by its own reader.
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="decision")
    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, null=True, related_name="+")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(_("decided on"), default=clock.today)
    # Only when urgent: by then somebody has read along all the same.
    read_before = models.DateField(_("second reader by"), null=True)
    # Only against the advice of the second reader; asked by migration 0010.
    despite_advice = models.CharField(
        _("why the advice is not followed"), max_length=1_000, blank=True, db_default=""
    )
    # Version of the plan, and the weighing, law texts, prices and engines as they were.
    plan_version_id = models.BigIntegerField(_("version of the plan"), null=True)
    frozen = models.JSONField(_("facts of that day"), default=dict)

    append_only: ClassVar[bool] = True

    class Meta(CaseRow.Meta):
        verbose_name = _("decision")
        constraints = [
            *CaseRow.Meta.constraints,
            *_terms_constraints("decision"),
            models.CheckConstraint(
                condition=Q(outcome=YES) | Q(hearing__isnull=False), name="decide_decision_heard_first"
            ),
            models.CheckConstraint(
                condition=Q(is_routine=True) | Q(plan_version_id__isnull=False),
                name="decide_decision_has_plan",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "case", "-id"], name="decide_decision_case")]

    def __str__(self) -> str:
        return f"decision {self.pk}"
