"""The letters about an objection: receipt, hearing, a later answer, and the decision on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from naast.decide import letters
from naast.decide.actions.papers import can_be_called, letter_frame
from naast.decide.clocks import PAYMENT
from naast.decide.models import Decision, Hearing, Objection, ObjectionStep, Revision
from naast.decide.models.dispatch import HEARING, INCOMPLETE, ON_OBJECTION, POSTPONEMENT, RECEIPT
from naast.decide.objected import about_of_objection, objected
from naast.decide.objection_types import APPEAL
from naast.decide.penalty_account import owed_before
from naast.decide.wording import Wording
from naast.kernel.errors import Invalid, NotVisible
from naast.people import queries as people
from naast.people.types import CaseFacts

COURT = "de rechtbank, afdeling bestuursrecht. Het adres van jouw rechtbank staat op rechtspraak.nl"
"""Where to appeal (Awb 8:1). Which court that is follows from where the resident lives: the letter says how
to find it."""

WORDINGS = {
    ObjectionStep.CONFIRMED: RECEIPT,
    ObjectionStep.ASKED: INCOMPLETE,
    ObjectionStep.INVITED: HEARING,
    ObjectionStep.POSTPONED: POSTPONEMENT,
    ObjectionStep.DECIDED: ON_OBJECTION,
}
"""The words of the letter that belongs to a step; another step has none."""
BEFORE_THE_END = (ObjectionStep.ASKED, ObjectionStep.INVITED, ObjectionStep.POSTPONED)
"""Steps of which the letter asks or tells something that an objection with an end has no use for."""
ENDED = (Objection.DECIDED, Objection.WITHDRAWN)
LATER = "artikel 7:10 van de Algemene wet bestuursrecht"
_ANSWERS = {
    ObjectionStep.FOUNDED: "Je krijgt gelijk. We nemen een nieuw besluit.",
    ObjectionStep.PARTLY: "Je krijgt voor een deel gelijk. We nemen een nieuw besluit.",
    ObjectionStep.UNFOUNDED: "We veranderen ons besluit niet. Hieronder lees je waarom.",
    ObjectionStep.INADMISSIBLE: (
        "We konden je bezwaar niet behandelen. Ons besluit verandert daarom niet. Hieronder lees je waarom."
    ),
}
_OWED = {
    ObjectionStep.FOUNDED: "Je krijgt gelijk. Je krijgt meer geld, omdat we te laat waren.",
    ObjectionStep.PARTLY: "Je krijgt voor een deel gelijk. Je krijgt meer geld, omdat we te laat waren.",
}
_STANDS_STILL = "Zolang we wachten, staat de tijd voor ons antwoord stil."
"""Awb 7:10 lid 2. To be checked by a lawyer."""
_NOT_HEARD = {
    "inadmissible": "het was meteen duidelijk dat we je bezwaar niet konden behandelen.",
    "unfounded": "het was meteen duidelijk dat je bezwaar ons besluit niet verandert.",
    "not_wanted": "je zei dat je geen gesprek wilde.",
    "no_word": "je liet ons niet op tijd weten of je een gesprek wilde.",
    "granted": "je krijgt alles wat je vroeg.",
}
"""Why nobody was heard (`NO_HEARING_GROUNDS`, Awb 7:3); the decision on an objection says it (Awb 7:12). To
be checked by a lawyer."""


def composed(
    case: CaseFacts, step_id: int, day: dt.date, parts: Mapping[str, str], wording: Wording
) -> letters.Letter:
    """The letter that belongs to a step, with a day on it. Raises NotVisible, and Invalid when it would come
    too late or when nobody could be called about it."""
    rows = ObjectionStep.objects.select_related("objection").filter(case_id=case.id)
    step = rows.filter(pk=step_id, made_by__isnull=False).first()
    if step is None:
        raise NotVisible
    if step.because == ObjectionStep.ONCE and step.due_before is not None and step.due_before < day:
        raise Invalid(
            _("The term is over, so it cannot be postponed. Later only when the resident agrees (Awb 7:10).")
        )
    if step.hearing_on is not None and step.hearing_on <= day:
        raise Invalid(_("The day of the hearing would have come before this letter."))
    if step.kind == ObjectionStep.ASKED and step.until_on is not None and step.until_on <= day:
        raise Invalid(_("The last day to complete it would have come before this letter."))
    if step.kind in BEFORE_THE_END and step.objection.state in ENDED:
        raise Invalid(_("This objection has its end already: take this letter back."))
    signs = people.staff_faces([step.made_by_id], to_resident=True)[step.made_by_id]
    frame = letter_frame(case, sent_on=day, decider=signs.name, function=signs.function)
    can_be_called(frame)
    fixed = letters.words()
    reference = f"Kenmerk: bezwaar {step.objection_id}"
    return letters.compose_other(wording, frame, _said(step, day, fixed), fixed, reference, parts)


def _said(step: ObjectionStep, sent_on: dt.date, fixed: letters.Words) -> Mapping[str, str]:
    """What the words of the house ask for, by name; empty where it is not of this step."""
    objection: Objection = step.objection
    to = objected(step.case_id, about_of_objection(objection))

    def day(value: dt.date | None) -> str:
        return letters.day(value, fixed)

    found: dict[str, Any] = {
        "received_on": day(objection.received_on),
        "what_came": to.in_letters.format(day=day(to.decided_on)),
        "answer_by": day(objection.answer_by),
        "objected_to_on": day(to.decided_on),
        "decided_on": day(step.done_on),
        "decision_id": str(objection.decision_id or ""),
        "title": to.title,
        "reason": letters.sentence(step.words),
        "missing": "\n".join(f"- {fixed['parts'][code]}" for code in step.parts),
        # A term that is over cannot stand still.
        "stands_still": _STANDS_STILL if sent_on <= objection.answer_by else "",
        "until_on": day(step.until_on),
        "old_day": day(step.due_before),
        "new_day": day(step.until_on),
        "article": LATER,
        "day": letters.weekday(step.hearing_on, fixed),
        "time": f"{step.hearing_at:%H.%M} uur" if step.hearing_at else "",
        "place": step.place or str(dict(Hearing.WAYS).get(step.way, "")),
        "papers_from": day(step.papers_from),
        "answer": _answer(step, sent_on, fixed),
        **_heard(step, fixed),
        "appeal_ends_on": day(APPEAL.ends(sent_on)),
        "court": COURT,
    }
    return found


def _heard(step: ObjectionStep, fixed: letters.Words) -> dict[str, str]:
    """When the resident was heard about the objection, or why not: the last of the two that was written."""
    kinds = (ObjectionStep.HEARD, ObjectionStep.NOT_HEARD)
    rows = ObjectionStep.objects.filter(objection_id=step.objection_id, kind__in=kinds, pk__lt=step.pk)
    found: ObjectionStep | None = rows.order_by("-id").first() if step.kind == ObjectionStep.DECIDED else None
    if found is None:
        return {"heard_on": "", "not_heard": ""}
    if found.kind == ObjectionStep.HEARD:
        return {"heard_on": letters.day(found.done_on, fixed), "not_heard": ""}
    return {"heard_on": "", "not_heard": _NOT_HEARD[found.because]}


def _answer(step: ObjectionStep, sent_on: dt.date, fixed: letters.Words) -> str:
    if step.kind != ObjectionStep.DECIDED:
        return ""
    if step.owed_amount is not None:
        return _owed(step, sent_on, fixed)
    lines = [_ANSWERS[step.verdict]]
    revision = Revision.objects.filter(objection_id=step.objection_id, state=Revision.DONE).first()
    if revision is not None and revision.decision is not None:
        made = revision.decision
        if made.granted:
            lines.append(f"Dit doen we: {letters.sentence(made.granted)}")
        if made.amount:
            lines.append(f"Hiervoor is {letters.euros(made.amount)} beschikbaar.")
        lines += _days(revision, made, fixed)
        if made.conditions:
            lines.append(f"Dit spreken we met je af: {letters.sentence(made.conditions)}")
        if made.refused_because:
            lines.append(f"Dit doen we niet, en dit is de reden: {letters.sentence(made.refused_because)}")
        if made.review_on:
            lines.append(f"Op {letters.day(made.review_on, fixed)} kijken we samen hoe het gaat.")
    return "\n\n".join(lines)


def _owed(step: ObjectionStep, sent_on: dt.date, fixed: letters.Words) -> str:
    """What is owed for being late by now, of which an earlier amount was told already."""
    days, before = step.owed_days or 0, owed_before(step)
    total = f"We waren {days} {'dag' if days == 1 else 'dagen'} te laat. Je krijgt van ons in totaal "
    lines = [_OWED[step.verdict], f"{total}{letters.euros(step.owed_amount)}."]
    comes = "Dat"
    if before and step.owed_amount is not None:
        lines.append(
            f"Eerder bepaalden we al dat je {letters.euros(before)} krijgt. "
            f"Daar komt nu {letters.euros(step.owed_amount - before)} bij."
        )
        # The first amount keeps its own, earlier day.
        comes = "Wat erbij komt,"
    by = letters.day(PAYMENT.ends(sent_on), fixed)
    lines.append(f"{comes} betalen we uiterlijk op {by}. We vragen je op welke rekening.")
    return "\n\n".join(lines)


def _days(revision: Revision, made: Decision, fixed: letters.Words) -> list[str]:
    """From when the new decision works, and how long: it has no other letter that could say so."""
    works = f"Dit geldt vanaf {letters.day(revision.works_from, fixed)}." if revision.works_from else ""
    return [line for line in (works, letters.period(made.from_on, made.until_on, fixed)) if line]
