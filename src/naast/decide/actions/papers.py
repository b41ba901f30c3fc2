"""Making and keeping the report and letters."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _

from naast.decide import letters, plain, queries, reports
from naast.decide.about import About
from naast.decide.actions.explaining import keep_words
from naast.decide.actions.objection_course import keep_answer_day, keep_later_day
from naast.decide.basis_queries import bases_of
from naast.decide.clock_types import BasisFacts
from naast.decide.documents import typesetting
from naast.decide.dossier import LETTERS_IN, Dossier, agreed
from naast.decide.models import Decision, Document, ObjectionStep, TermChange
from naast.decide.models.mandates import COLLEGE
from naast.decide.objection_queries import by_objection, decided_with, replaced
from naast.decide.refusals import said
from naast.decide.types import terms_of
from naast.kernel import audit, clock, files
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.kernel.models import Municipality, StoredFile
from naast.people import actions as people_actions
from naast.people import queries as people
from naast.people.types import CaseFacts, Face

_NAMES = {
    "decision_id": "brief-besluit",
    "step_id": "brief-bezwaar",
    "change_id": "brief-termijn",
    "notice_id": "brief-te-laat",
}
PART_LENGTH = 6_000
"""Characters in one part of a letter that somebody puts in other words."""


def letter_facts(case: CaseFacts, decision_id: int, *, sent_on: dt.date) -> letters.LetterContents:
    """All that the letter about a decision says. Raises NotVisible for a decision of another case."""
    decision = Decision.objects.select_related("hearing").filter(case_id=case.id, pk=decision_id).first()
    if decision is None:
        raise NotVisible
    hearing = decision.hearing
    face = people.staff_faces([decision.decided_by_id], to_resident=True)[decision.decided_by_id]
    frame = letter_frame(case, sent_on=sent_on, decider=face.name, function=face.function)
    return letters.LetterContents(
        **terms_of(decision),
        **dataclasses.asdict(frame),
        request=decision.frozen["request"],
        decision_id=decision.pk,
        heard_on=hearing.held_on if hearing else None,
        heard_words=hearing.words if hearing else "",
        not_heard=hearing.why_not if hearing else "",
        title=decision.title_text,
        is_exception=decision.is_exception,
        by_college=decision.reach == COLLEGE,
        decided_on=decision.decided_on,
        **replaced(decision.pk),
        **_rests_on(bases_of(case.id).get(decision.proposal_id)),
    )


def _rests_on(basis: BasisFacts | None) -> dict[str, Any]:
    """What the letter says of what the decision rests on; nothing of one from before that was kept."""
    if basis is None:
        return {}
    came = basis.intake
    return {
        "rests_kind": came.kind if came else "ex_officio",
        "rests_day": came.received_on if came else None,
        "rests_because": basis.because,
    }


def letter_frame(case: CaseFacts, *, sent_on: dt.date, decider: str, function: str) -> letters.LetterFrame:
    """What any letter to this resident has in common; `decider` and `function` are those of who signs."""
    house = Municipality.objects.get(pk=case.municipality_id)
    contact = people.fixed_contact_of(case.id)
    named = [contact.first.id, *([contact.stand_in.id] if contact.stand_in else [])]
    faces = people.staff_faces(named, to_resident=True)
    writing = people.writing_to(case.resident_id)
    return letters.LetterFrame(
        municipality=house.name,
        postal_address=house.postal_address,
        resident=case.resident_name,
        address=writing.address,
        sent_on=sent_on,
        contact=_called(faces[contact.first.id]),
        contact_phone=faces[contact.first.id].phone,
        general_phone=house.phone,
        stand_in=_called(faces[contact.stand_in.id]) if contact.stand_in else "",
        support=_support(house),
        decider=decider,
        function=function,
        large_print=writing.large_print,
    )


def _called(face: Face) -> str:
    return face.name or face.function


def _support(house: Municipality) -> str:
    if not house.support_name:
        return ""
    return (
        f"{house.support_name}, telefoon {house.support_phone}" if house.support_phone else house.support_name
    )


def lives_at(actor: Actor, case: CaseFacts, address: str | None, was: str | None = None) -> None:
    """Keep where the resident lives, when the sender said so. `was`: what the sender saw there first."""
    if address is not None:
        people_actions.say_address(
            actor=actor, case_id=case.id, person_id=case.resident_id, address=address, was=was
        )


def one_letter_at_a_time(about: About) -> None:
    """Whoever sends the same letter at the same moment waits, and then meets what was done."""
    (name, number), *_none = about.own.items()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [f"decide_{name}", number % 2**31])
    decision_id = about.decision_id
    if decision_id is None or Document.objects.filter(decision_id=decision_id, kind=Document.LETTER).exists():
        return
    if by_objection(decision_id) is not None:
        raise Invalid(_("This decision was made on an objection: its letter is that of the objection."))


def can_be_called(facts: letters.LetterFrame) -> None:
    """Raises Invalid when the letter names no number on which somebody can be called."""
    if not (facts.contact_phone.strip() or facts.general_phone.strip()):
        raise Invalid(
            _(
                "No phone number would stand in this letter. The administrator fills one in: that of {name} "
                "under Accounts, or the general number of the municipality under Letters, What stands in "
                "every letter. What you wrote is kept here."
            ).format(name=facts.contact)
        )


def keep_letter(
    made_by_id: int,
    case: CaseFacts,
    about: About,
    letter: letters.Letter,
    *,
    way: str,
    day: dt.date,
    file: StoredFile | None = None,
) -> Document:
    """Keep a letter as it leaves, with the day that stands in it; `file`: what was printed already. The one
    place where a letter comes into being: from its day a term counts, or a change of a term works."""
    columns = about.columns
    if about.step_id is not None:
        # The letter about an objection tells of the new decision too: that one needs none of its own.
        columns["decision_id"] = decided_with(about.step_id)
    if about.change_id is not None:
        change = TermChange.objects.select_for_update().get(pk=about.change_id)
        change.told_on = day
        change.version += 1
        with said():
            change.save(update_fields=["told_on", "version"])
    row = Document(
        case_id=case.id,
        ground=case.law,
        **columns,
        kind=Document.LETTER,
        file=file or letter_file(case, about, letter),
        sent_on=day,
        way=way,
        text="\n\n".join(words for section in letter.own for words in _all_words(section)),
        made_by_id=made_by_id,
    )
    with said():
        row.save()
    keep_words(row, plain.lines(letter))
    if row.step is not None and row.step.kind == ObjectionStep.ASKED:
        keep_answer_day(row.step.objection)
    if row.step is not None and row.step.kind == ObjectionStep.POSTPONED:
        keep_later_day(row.step)
    return row


def _all_words(section: letters.Section) -> tuple[str, ...]:
    return (*section.paragraphs, *section.items, *section.after)


def letter_file(case: CaseFacts, about: About, letter: letters.Letter) -> StoredFile:
    """The letter as a file of the case."""
    (name, number), *_none = about.own.items()
    return _file(case, f"{_NAMES[name]}-{number}.pdf", typesetting.LETTER, dataclasses.asdict(letter))


def checked_parts(parts: Mapping[str, str]) -> dict[str, str]:
    """The parts that the sender put in other words. Raises Invalid by name."""
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
        facts = next(item for item in queries.decisions_of(case.id) if item.id == decision.pk)
        hearings = tuple(queries.hearings_of(case.id))
        report = reports.compose(
            reports.ReportFacts(
                municipality=Municipality.objects.get(pk=case.municipality_id).name,
                dossier=dossier,
                agreed=agreed(dossier),
                hearings=hearings,
                decision=facts,
                basis=bases_of(case.id).get(decision.proposal_id),
                faces=people.staff_faces(reports.named_in(facts, hearings), to_resident=True),
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
    keep_words(row, plain.of_report(report))
    audit.change(actor, "decide.keep_report", row)
    return int(row.pk)
