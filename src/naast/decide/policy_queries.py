"""Proposals for a policy rule, for who makes policy: what decisions have in common, never a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from naast.decide.mandate_queries import law_label
from naast.decide.models import PolicyAnswer, PolicyRule, PolicyThreshold
from naast.decide.models.decisions import NO
from naast.decide.models.policy import LEAST_HOUSEHOLDS
from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.people.queries import staff_face
from naast.people.types import Face

READERS = (actors.POLICY, actors.QUALITY_OFFICER, actors.LAWYER, actors.ADMINISTRATOR)
DEFAULT_AFTER = LEAST_HOUSEHOLDS
"""After so many like decisions, until the municipality sets its own number."""


@dataclass(frozen=True, slots=True)
class PolicyAnswerFacts:
    """What policy makers did with a proposal."""

    kind: str
    kind_label: str
    words: str
    by: Face
    on: dt.date


@dataclass(frozen=True, slots=True)
class PolicyRuleFacts:
    """A proposal: how many like decisions for how many households, under which clause, and since when."""

    id: int
    title_text: str
    law_label: str
    outcome: str
    outcome_label: str
    decisions: int
    households: int
    first_on: dt.date
    last_on: dt.date
    words: tuple[str, ...]
    made_on: dt.date
    answers: tuple[PolicyAnswerFacts, ...]

    @property
    def is_question(self) -> bool:
        """Whether it asks if the line is right: like refusals propose no rule."""
        return self.outcome == NO

    @property
    def waits(self) -> bool:
        """Whether nobody answered it yet."""
        return not self.answers


@dataclass(frozen=True, slots=True)
class ThresholdFacts:
    """After how many like decisions a rule is proposed; `by` None: the house's own number."""

    after: int
    words: str = ""
    by: Face | None = None
    on: dt.date | None = None


def threshold() -> ThresholdFacts:
    """The number that holds now."""
    row = PolicyThreshold.objects.select_related("made_by").order_by("-id").first()
    if row is None:
        return ThresholdFacts(DEFAULT_AFTER)
    return ThresholdFacts(row.after, row.words, staff_face(row.made_by), row.made_on)


def policy_rules(actor: Actor) -> list[PolicyRuleFacts]:
    """Every proposal, those without an answer first. Raises NotVisible for who reads no policy."""
    if not (actor.is_staff and actor.has_role(*READERS)):
        raise NotVisible
    rows = PolicyRule.objects.prefetch_related("answers__made_by").order_by("-id")
    return sorted((_rule(row) for row in rows), key=lambda item: not item.waits)


def policy_rule(actor: Actor, rule_id: int) -> PolicyRuleFacts:
    """One proposal. Raises NotVisible as `policy_rules`, and when it is not there."""
    found = next((item for item in policy_rules(actor) if item.id == rule_id), None)
    if found is None:
        raise NotVisible
    return found


def waiting_rules(actor: Actor) -> list[tuple[int, str, bool]]:
    """What nobody of policy answered yet: (id, legal title, whether it is a question about refusals). One
    query; for others nothing."""
    if not (actor.is_staff and actor.has_role(actors.POLICY)):
        return []
    rows = PolicyRule.objects.filter(answers__isnull=True).order_by("id")
    shown = rows.values_list("id", "title_text", "outcome")
    return [(number, title, outcome == NO) for number, title, outcome in shown]


def _rule(row: PolicyRule) -> PolicyRuleFacts:
    return PolicyRuleFacts(
        id=row.pk,
        title_text=row.title_text,
        law_label=law_label(row.law),
        outcome=row.outcome,
        outcome_label=row.get_outcome_display(),
        decisions=row.decisions,
        households=row.households,
        first_on=row.first_on,
        last_on=row.last_on,
        words=tuple(row.words),
        made_on=row.made_on,
        answers=tuple(_answer(item) for item in sorted(row.answers.all(), key=lambda item: item.pk)),
    )


def _answer(row: PolicyAnswer) -> PolicyAnswerFacts:
    return PolicyAnswerFacts(
        row.kind, row.get_kind_display(), row.words, staff_face(row.made_by), row.made_on
    )
