"""The words of a letter about anything: made from what was written, with the day on which it leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from naast.decide import letters
from naast.decide.about import About
from naast.decide.actions import objection_letters, penalty_letters, term_letters
from naast.decide.actions.papers import can_be_called, letter_facts
from naast.decide.letter_queries import wording_on
from naast.decide.models import Decision, DefaultNotice, ObjectionStep, TermChange
from naast.decide.models.dispatch import PENALTY
from naast.decide.wording import Wording
from naast.kernel import clock
from naast.kernel.errors import Invalid, NotVisible
from naast.people.types import CaseFacts


def kind_of(case: CaseFacts, about: About) -> str:
    """Which words a letter has: a code of `models.dispatch.KINDS`. Raises NotVisible outside the case."""
    found: str | None
    if about.step_id is not None:
        found = _code(ObjectionStep.objects.filter(case_id=case.id, pk=about.step_id), "kind")
        found = objection_letters.WORDINGS.get(found or "")
    elif about.change_id is not None:
        found = _code(TermChange.objects.filter(case_id=case.id, pk=about.change_id), "kind")
        found = term_letters.WORDINGS.get(found or "")
    elif about.notice_id is not None:
        found = (
            PENALTY
            if _code(DefaultNotice.objects.filter(case_id=case.id, pk=about.notice_id), "pk")
            else None
        )
    else:
        found = _code(Decision.objects.filter(case_id=case.id, pk=about.decision_id), "outcome")
    if found is None:
        raise NotVisible
    return found


def _code(rows: object, name: str) -> str | None:
    found: str | None = rows.values_list(name, flat=True).first()  # type: ignore[attr-defined]
    return found


def wording_for(case: CaseFacts, about: About) -> Wording:
    """The words that hold today for such a letter."""
    return wording_on(kind_of(case, about), clock.today())


def composed(
    about: About, case: CaseFacts, day: dt.date, parts: Mapping[str, str], wording: Wording
) -> letters.Letter:
    """The letter with a day on it, `parts` in the words of its sender.

    Raises NotVisible for what is not of this case, Invalid when it cannot leave on that day or when nobody
    could be called about it.
    """
    if about.step_id is not None:
        return objection_letters.composed(case, about.step_id, day, parts, wording)
    if about.change_id is not None:
        return term_letters.composed(case, about.change_id, day, parts, wording)
    if about.notice_id is not None:
        return penalty_letters.composed(case, about.notice_id, day, parts, wording)
    facts = letter_facts(case, about.decision_id or 0, sent_on=day)
    if day < facts.decided_on:
        raise Invalid(_("A letter leaves on the day of the decision or later."))
    can_be_called(facts.frame)
    return letters.compose(facts, letters.words(), parts, wording)
