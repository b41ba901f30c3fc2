"""Making and keeping the letters about an objection: receipt, hearing, a later answer, and the decision."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from naast.decide import letters
from naast.decide.actions.papers import letter_frame
from naast.decide.documents import typesetting
from naast.decide.dossier import LETTERS_IN
from naast.decide.letter_queries import wording_on
from naast.decide.models import (
    Decision,
    Document,
    Hearing,
    Objection,
    ObjectionPaper,
    ObjectionStep,
    Revision,
)
from naast.decide.objection_queries import APPEAL
from naast.decide.refusals import said
from naast.kernel import audit, clock, files
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid
from naast.people import queries as people
from naast.people.types import CaseFacts

COURT = "de rechtbank, afdeling bestuursrecht. Het adres van jouw rechtbank staat op rechtspraak.nl"
"""Where to appeal (Awb 8:1). Which court that is follows from where the resident lives: the letter says how
to find it."""

_KINDS = {
    ObjectionPaper.CONFIRMATION: ("receipt", "ontvangst"),
    ObjectionPaper.ASK: ("incomplete", "aanvullen"),
    ObjectionPaper.INVITATION: ("hearing", "uitnodiging"),
    ObjectionPaper.POSTPONEMENT: ("postponement", "uitstel"),
    ObjectionPaper.DECISION: ("on_objection", "besluit-op-bezwaar"),
}
_ANSWERS = {
    ObjectionStep.FOUNDED: "Je krijgt gelijk. We nemen een nieuw besluit.",
    ObjectionStep.PARTLY: "Je krijgt voor een deel gelijk. We nemen een nieuw besluit.",
    ObjectionStep.UNFOUNDED: "We veranderen ons besluit niet. Hieronder lees je waarom.",
    ObjectionStep.INADMISSIBLE: (
        "We konden je bezwaar niet helemaal behandelen. Ons besluit verandert daarom niet."
    ),
}


def keep_letter(
    *,
    actor: Actor,
    case: CaseFacts,
    step: ObjectionStep,
    kind: str,
    way: str,
    due_before: dt.date | None = None,
) -> int:
    """Make the letter that belongs to a step, sent today, and keep it; part of doing that step.

    `due_before`: when the answer was due before it was postponed.
    """
    if way not in dict(ObjectionPaper.WAYS):
        raise Invalid(_("Choose how the letter goes."), "letter_way")
    house, name = _KINDS[kind]
    with translation.override(LETTERS_IN):
        letter = letters.compose_other(
            wording_on(house, clock.today()),
            _frame(case, actor),
            _said(step, letters.words(), due_before),
            letters.words(),
            f"Kenmerk: bezwaar {step.objection_id}",
        )
    content = typesetting.pdf(typesetting.LETTER, dataclasses.asdict(letter), made_at=clock.now())
    row = ObjectionPaper(
        case_id=case.id,
        ground=case.law,
        objection_id=step.objection_id,
        kind=kind,
        step=step,
        file=files.store(
            case_id=case.id,
            ground=case.law,
            name=f"brief-bezwaar-{step.objection_id}-{name}.pdf",
            media_type="application/pdf",
            content=content,
        ),
        digest=files.digest(content),
        sent_on=clock.today(),
        way=way,
        made_by_id=actor.id,
    )
    with said():
        row.save()
    audit.change(actor, "decide.objection_letter", row, kind=kind, way=way)
    if kind == ObjectionPaper.DECISION:
        _also_of_the_new_decision(actor, row, letter)
    return int(row.pk)


def _also_of_the_new_decision(actor: Actor, paper: ObjectionPaper, letter: letters.Letter) -> None:
    """The letter about an objection tells of the new decision too: that one needs no letter of its own."""
    revision = Revision.objects.filter(objection_id=paper.objection_id, state=Revision.DONE).first()
    if revision is None:
        return
    row = Document(
        case_id=paper.case_id,
        ground=paper.ground,
        decision_id=revision.decision_id,
        kind=Document.LETTER,
        file=paper.file,
        sent_on=paper.sent_on,
        way=paper.way,
        text="\n\n".join(words for section in letter.own for words in section.paragraphs),
        made_by_id=actor.id,
    )
    with said():
        row.save()
    audit.change(actor, "decide.send_letter", row, way=paper.way)


def _frame(case: CaseFacts, actor: Actor) -> letters.LetterFrame:
    signs = people.staff_faces([actor.id], to_resident=True)[actor.id]
    frame = letter_frame(case, sent_on=clock.today(), decider=signs.name, function=signs.function)
    if not (frame.contact_phone.strip() or frame.general_phone.strip()):
        raise Invalid(
            _("No phone number would stand in this letter: the administrator fills one in, under Letters.")
        )
    return frame


def _said(step: ObjectionStep, fixed: letters.Words, due_before: dt.date | None) -> Mapping[str, str]:
    """What the words of the house ask for, by name; empty where it is not of this step."""
    objection: Objection = step.objection
    decided: Decision = objection.decision

    def day(value: dt.date | None) -> str:
        return letters.day(value, fixed)

    found: dict[str, Any] = {
        "received_on": day(objection.received_on),
        "what_came": f"je bezwaar tegen ons besluit van {day(decided.decided_on)}.",
        "answer_by": day(objection.answer_by),
        "objected_to_on": day(decided.decided_on),
        "decided_on": day(step.done_on),
        "decision_id": str(decided.pk),
        "title": decided.title_text,
        "reason": step.words,
        "missing": "\n".join(f"- {fixed['parts'][code]}" for code in step.parts),
        "until_on": day(step.until_on),
        "old_day": day(due_before),
        "new_day": day(step.until_on),
        "day": day(step.hearing_on),
        "time": f"{step.hearing_at:%H.%M} uur" if step.hearing_at else "",
        "place": step.place or str(dict(Hearing.WAYS).get(step.way, "")),
        "papers_from": day(step.papers_from),
        "answer": _answer(step),
        "appeal_ends_on": day(APPEAL.ends(clock.today())),
        "court": COURT,
    }
    return found


def _answer(step: ObjectionStep) -> str:
    if step.kind != ObjectionStep.DECIDED:
        return ""
    lines = [_ANSWERS[step.verdict]]
    revision = Revision.objects.filter(objection_id=step.objection_id, state=Revision.DONE).first()
    if revision is not None and revision.decision is not None:
        made = revision.decision
        if made.granted:
            lines.append(f"Dit doen we: {letters.sentence(made.granted)}")
        if made.amount:
            lines.append(f"Hiervoor is {letters.euros(made.amount)} beschikbaar.")
        if made.conditions:
            lines.append(f"Dit spreken we met je af: {letters.sentence(made.conditions)}")
        if made.refused_because:
            lines.append(f"Dit doen we niet, en dit is de reden: {letters.sentence(made.refused_because)}")
    return "\n\n".join(lines)
