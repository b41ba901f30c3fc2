"""Somebody does not understand a letter, and is told in simpler words what it says."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils.translation import gettext as _

from naast.decide import plain
from naast.decide.actions.proposing import case_beside, draft_key, stands_beside
from naast.decide.explaining import wrote
from naast.decide.models import Document, LetterExplanation, LetterQuestion, LetterText
from naast.decide.refusals import said
from naast.kernel import audit, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.people import queries as people
from naast.people.reading import Part
from naast.people.types import CaseFacts

WORDS, EXPLANATION, PART = 2_000, 5_000, 200
"""Characters: what somebody says about a letter, what is said in simpler words, and the name of a part."""


def keep_words(document: Document, lines: Iterable[plain.Line]) -> None:
    """Keep what a letter or report says, to be read and heard beside the PDF; part of making it."""
    row = LetterText(
        case_id=document.case_id, ground=document.ground, document=document, lines=plain.as_rows(lines)
    )
    with said():
        row.save()


@transaction.atomic
def say_unclear(*, actor: Actor, case_id: int, document_id: int, words: str = "", part: str = "") -> int:
    """Say that one does not understand a letter or report that left, with or without words; gives the id.

    By the resident, or whoever reads the letters for them; what was said on paper, at the door or by phone is
    written down by who stands beside the resident, as the resident's. The same once more while it waits is
    one question. Raises NotVisible for a letter that this actor may not read, Invalid for too long a text.
    """
    kept, about = words.strip().replace("\x00", ""), part.strip().replace("\x00", "")
    document = Document.objects.select_related("decision").filter(pk=document_id, case_id=case_id).first()
    case = _read_by(actor, case_id, document) if actor.is_resident else case_beside(actor, case_id)
    if document is None or not _has_left(document):
        raise NotVisible
    if len(kept) > WORDS:
        raise Invalid(_("This text is too long."), "words")
    if len(about) > PART:
        raise Invalid(_("This part of the letter does not exist."), "part")
    person_id = actor.id if actor.is_resident else case.resident_id
    _one_at_a_time(document.pk)
    same = LetterQuestion.objects.filter(
        document=document, person_id=person_id, words=kept, part=about, explanations__isnull=True
    ).first()
    if same is not None:
        return int(same.pk)
    row = LetterQuestion(
        case_id=case.id,
        ground=document.ground,
        document=document,
        person_id=person_id,
        noted_by_id=actor.id if actor.is_staff else None,
        part=about,
        words=kept,
    )
    with said():
        row.save()
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"unclear:{document_id}"))
    audit.change(actor, "decide.say_unclear", row, document=document_id)
    return int(row.pk)


def _read_by(actor: Actor, case_id: int, document: Document | None) -> CaseFacts:
    """The case, for who reads the letters of its resident. Raises NotVisible."""
    try:
        case = people.case_for(actor, case_id)
    except NotVisible:
        case = None
    if case is not None and actor.id == case.resident_id:
        if Part.LETTERS not in people.own_parts(actor)[0]:
            raise NotVisible
        return case
    for place in people.reading_places(actor):
        if place.case.id == case_id and place.is_resident and Part.LETTERS in place.parts:
            decided = document.decision if document is not None else None
            about_money = decided is not None and decided.amount is not None
            if about_money or Part.LETTERS not in place.money_only:
                return place.case
    raise NotVisible


def _has_left(document: Document) -> bool:
    if document.kind == Document.LETTER:
        return True
    letters = Document.objects.filter(decision_id=document.decision_id, kind=Document.LETTER)
    return bool(letters.exists())


def _one_at_a_time(document_id: int) -> None:
    """A second click at the same moment waits, and then sees what the first one made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('decide_unclear'), %s)", [document_id % 2**31])


@transaction.atomic
def explain_letter(*, actor: Actor, case_id: int, question_id: int, words: str) -> int:
    """Say in simpler words what a letter says; that stands beside the letter from then on. Gives the id.

    By who stands beside the resident, or wrote this letter and is in the case. The letter, its day and its
    term stay as they are; who still does not understand it says so again. Raises Invalid without words.
    """
    case = people.case_for(actor, case_id)
    rows = LetterQuestion.objects.select_related("document__decision")
    question = rows.filter(pk=question_id, case_id=case.id).first()
    if question is None:
        raise NotVisible
    if not wrote(actor, question.document):
        stands_beside(actor, case)
    kept = words.strip().replace("\x00", "")
    if not kept:
        raise Invalid(_("Write in simple words what the letter says."), "words")
    if len(kept) > EXPLANATION:
        raise Invalid(_("This text is too long."), "words")
    _one_at_a_time(question.document_id)
    same = question.explanations.filter(words=kept).first()
    if same is not None:
        return int(same.pk)
    row = LetterExplanation(
        case_id=case.id, ground=question.ground, question=question, words=kept, made_by_id=actor.id
    )
    with said():
        row.save()
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"explain:{question_id}"))
    audit.change(actor, "decide.explain_letter", row, question=question_id)
    return int(row.pk)
