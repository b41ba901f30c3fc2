"""Making and sending the report and the letter."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from naast.decide import letters, queries, reports
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.documents import typesetting
from naast.decide.dossier import LETTERS_IN, Dossier, agreed
from naast.decide.models import Decision, Document
from naast.decide.models.mandates import COLLEGE
from naast.decide.refusals import said
from naast.decide.types import terms_of
from naast.kernel import audit, clock, drafts, files
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.models import Municipality, StoredFile
from naast.people import queries as people
from naast.people.types import CaseFacts, Face

PART_LENGTH = 6_000
"""Characters in one part of a letter that somebody puts in other words."""


def letter_facts(case: CaseFacts, decision_id: int, *, sent_on: dt.date) -> letters.LetterContents:
    """All that the letter about a decision says. Raises NotVisible for a decision of another case."""
    decision = Decision.objects.select_related("hearing").filter(case_id=case.id, pk=decision_id).first()
    if decision is None:
        raise NotVisible
    house = Municipality.objects.get(pk=case.municipality_id)
    contact = people.fixed_contact_of(case.id)
    named = [contact.first.id, decision.decided_by_id, *([contact.stand_in.id] if contact.stand_in else [])]
    faces = people.staff_faces(named, to_resident=True)
    hearing = decision.hearing
    return letters.LetterContents(
        **terms_of(decision),
        municipality=house.name,
        postal_address=house.postal_address,
        resident=case.resident_name,
        address="",
        request=decision.frozen["request"],
        decision_id=decision.pk,
        heard_on=hearing.held_on if hearing else None,
        heard_words=hearing.words if hearing else "",
        not_heard=hearing.why_not if hearing else "",
        title=decision.title_text,
        is_exception=decision.is_exception,
        by_college=decision.reach == COLLEGE,
        decider=faces[decision.decided_by_id].name,
        function=faces[decision.decided_by_id].function,
        decided_on=decision.decided_on,
        sent_on=sent_on,
        contact=_called(faces[contact.first.id]),
        contact_phone=faces[contact.first.id].phone,
        general_phone=house.phone,
        stand_in=_called(faces[contact.stand_in.id]) if contact.stand_in else "",
        support=_support(house),
    )


def _called(face: Face) -> str:
    return face.name or face.function


def _support(house: Municipality) -> str:
    if not house.support_name:
        return ""
    return (
        f"{house.support_name}, telefoon {house.support_phone}" if house.support_phone else house.support_name
    )


@transaction.atomic
def send_letter(
    *,
    actor: Actor,
    case_id: int,
    decision_id: int,
    parts: Mapping[str, str] | None = None,
    way: str = Document.PAPER,
    sent_on: dt.date | None = None,
) -> int:
    """Make the letter, keep it, and note the day of sending, from which the objection term counts.

    `parts` are the parts of `letters.EDITABLE` in other words. A letter that was sent already stays as it
    is and its id is given. Raises Invalid for a day before the decision or in the future.
    """
    case = case_beside(actor, case_id)
    day = sent_on or clock.today()
    facts = letter_facts(case, decision_id, sent_on=day)
    sent = Document.objects.filter(decision_id=decision_id, kind=Document.LETTER).first()
    if sent is not None:
        return int(sent.pk)
    if not facts.decided_on <= day <= clock.today():
        raise Invalid(
            _("A letter leaves on the day of the decision or later, and not in the future."), "sent_on"
        )
    if way not in dict(Document.WAYS):
        raise Invalid(_("Choose how the letter goes."), "way")
    changed = _changed(parts or {})
    letter = letters.compose(facts, letters.words(), changed)
    text = "\n\n".join(words for section in letter.own for words in section.paragraphs)
    row = Document(
        case_id=case.id,
        ground=case.law,
        decision_id=decision_id,
        kind=Document.LETTER,
        file=_file(case, f"brief-besluit-{decision_id}.pdf", typesetting.LETTER, dataclasses.asdict(letter)),
        sent_on=day,
        way=way,
        text=text,
        made_by_id=actor.id,
    )
    with said():
        row.save()
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"letter:{decision_id}"))
    audit.change(actor, "decide.send_letter", row, way=way)
    return int(row.pk)


def _changed(parts: Mapping[str, str]) -> dict[str, str]:
    for name, text in parts.items():
        if name not in letters.EDITABLE:
            raise Invalid(_("This part of the letter does not exist."), name)
        if len(text) > PART_LENGTH:
            raise Invalid(_("This text is too long."), name)
    return dict(parts)


def _file(case: CaseFacts, name: str, template: str, data: Mapping[str, object]) -> StoredFile:
    content = typesetting.pdf(template, data, made_at=clock.now())
    return files.store(
        case_id=case.id, ground=case.law, name=name, media_type="application/pdf", content=content
    )


def keep_report(*, actor: Actor, case: CaseFacts, decision: Decision, dossier: Dossier) -> int:
    """Make the report of what was written until the decision, and keep it; part of deciding."""
    with translation.override(LETTERS_IN):
        report = reports.compose(
            reports.ReportFacts(
                municipality=Municipality.objects.get(pk=case.municipality_id).name,
                dossier=dossier,
                agreed=agreed(dossier),
                hearings=tuple(queries.hearings_of(case.id)),
                decision=next(item for item in queries.decisions_of(case.id) if item.id == decision.pk),
            ),
            reports.words(),
            letters.words(),
        )
    row = Document(
        case_id=case.id,
        ground=case.law,
        decision=decision,
        kind=Document.REPORT,
        file=_file(
            case, f"verslag-besluit-{decision.pk}.pdf", typesetting.REPORT, dataclasses.asdict(report)
        ),
        made_by_id=actor.id,
    )
    row.save()
    audit.change(actor, "decide.keep_report", row)
    return int(row.pk)
