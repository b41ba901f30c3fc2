"""The reports and letters of a case as they left, whatever they are about."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from naast.decide.models import Document, ObjectionStep
from naast.decide.models.clocks import CONSENT, PAPERS, POSTPONED
from naast.decide.objection_types import APPEAL
from naast.decide.types import LetterFacts
from naast.kernel.terms import OBJECTION

OF_STEPS: dict[str, Any] = {
    ObjectionStep.CONFIRMED: _("your objection came in"),
    ObjectionStep.ASKED: _("something is missing in your objection"),
    ObjectionStep.INVITED: _("invitation to be heard about your objection"),
    ObjectionStep.POSTPONED: _("the answer to your objection comes later"),
    ObjectionStep.DECIDED: _("decision on your objection"),
}
OF_CHANGES: dict[str, Any] = {
    POSTPONED: _("our decision comes later"),
    PAPERS: _("we are waiting for papers from you"),
    CONSENT: _("our decision waits, as you agreed"),
}
OF_BEING_LATE = _("what you get because we were late")


def letters_of(case_id: int) -> list[LetterFacts]:
    """Reports and letters of a case, newest first."""
    rows = Document.objects.filter(case_id=case_id).select_related("decision", "step", "change")
    return [_letter(row) for row in rows.order_by("-id")]


def about_label(row: Any) -> str:
    """What a kept letter or a sending is about, in words for the resident; of a decision nothing."""
    if row.step_id is not None:
        return str(OF_STEPS.get(row.step.kind, ""))
    if row.notice_id is not None:
        return str(OF_BEING_LATE)
    return str(OF_CHANGES.get(row.change.kind, "")) if row.change_id is not None else ""


def _letter(row: Document) -> LetterFacts:
    decision, sent = row.decision, row.sent_on
    told = decision is not None or row.notice_id is not None
    on_objection = row.step is not None and row.step.kind == ObjectionStep.DECIDED
    return LetterFacts(
        id=row.pk,
        case_id=row.case_id,
        decision_id=row.decision_id,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        outcome=decision.outcome if decision else "",
        outcome_label=decision.get_outcome_display() if decision else "",
        file_id=row.file_id,
        made_on=sent or (decision.decided_on if decision else row.created_at.date()),
        sent_on=sent,
        way_label=row.get_way_display() if row.way else "",
        # After an objection the way goes on to the court (Awb 6:7, 8:1; to be checked by a lawyer).
        objection_ends_on=OBJECTION.ends(sent) if sent and told and row.step_id is None else None,
        about_label=about_label(row),
        request=str(decision.frozen.get("request", "")) if decision else "",
        objection_id=row.step.objection_id if row.step else None,
        appeal_ends_on=APPEAL.ends(sent) if sent and on_objection else None,
        notice_id=row.notice_id,
    )
