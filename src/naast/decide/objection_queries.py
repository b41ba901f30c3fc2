"""Every read of the course of objections and of decisions that replace another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from naast.decide.models import Document, Objection, ObjectionPaper, ObjectionStep, Revision
from naast.decide.models.decisions import NO
from naast.decide.objection_terms import Asked
from naast.decide.objection_types import APPEAL, Course, PaperFacts, RevisionFacts, StepFacts, StepLetter
from naast.kernel.errors import NotVisible
from naast.kernel.models import StoredFile
from naast.people.queries import face_for_resident, staff_face

SOURCES = {
    ObjectionStep.CONFIRMED: "Awb 6:14",
    ObjectionStep.LATE: "Awb 6:11",
    ObjectionStep.ASKED: "Awb 6:5, 6:6",
    ObjectionStep.COMPLETED: "Awb 6:6",
    ObjectionStep.ADDED: "Awb 6:4, 7:4",
    ObjectionStep.INVITED: "Awb 7:2 - 7:4",
    ObjectionStep.NOT_HEARD: "Awb 7:3",
    ObjectionStep.HEARD: "Awb 7:7",
    ObjectionStep.POSTPONED: "Awb 7:10",
    ObjectionStep.DECIDED: "Awb 7:11, 7:12",
    ObjectionStep.WITHDRAWN: "Awb 6:21",
}
"""By kind of step the article it rests on. To be checked by a lawyer."""
LETTERS: dict[str, Any] = {
    ObjectionStep.CONFIRMED: _("confirmation of receipt"),
    ObjectionStep.ASKED: _("letter about what is missing"),
    ObjectionStep.INVITED: _("invitation to the hearing"),
    ObjectionStep.POSTPONED: _("letter that the answer comes later"),
    ObjectionStep.DECIDED: _("decision on the objection"),
}
TOLD_BY_LETTER = frozenset(LETTERS)
"""Steps that somebody hears of by a letter."""


def courses_of(case_id: int, *, to_resident: bool = False) -> dict[int, Course]:
    """The course of every objection in a case, by its id. The caller has authorised the case.

    `to_resident`: with names of staff only where that is safe, and what is told by a letter once that left.
    """
    objections = list(Objection.objects.filter(case_id=case_id).order_by("id").values_list("pk", flat=True))
    if not objections:
        return {}
    letters: dict[int, list[StepLetter]] = {}
    kept = Document.objects.filter(case_id=case_id, step__isnull=False).select_related("step")
    for letter in kept.order_by("id"):
        letters.setdefault(letter.step.objection_id, []).append(_letter(letter))
    told = {letter.step_id for each in letters.values() for letter in each}
    steps: dict[int, list[StepFacts]] = {}
    rows = ObjectionStep.objects.filter(case_id=case_id).select_related("made_by").order_by("id")
    for row in rows:
        if not to_resident or row.kind not in TOLD_BY_LETTER or row.pk in told:
            steps.setdefault(row.objection_id, []).append(_step(row, to_resident=to_resident))
    papers: dict[int, list[PaperFacts]] = {}
    for paper in ObjectionPaper.objects.filter(case_id=case_id).order_by("id"):
        made = PaperFacts(paper.pk, paper.objection_id, paper.made_on, paper.file_id)
        papers.setdefault(paper.objection_id, []).append(made)
    new = dict(
        Revision.objects.filter(case_id=case_id, state=Revision.DONE, objection__isnull=False).values_list(
            "objection_id", "decision_id"
        )
    )
    return {
        number: Course(
            objection_id=number,
            steps=tuple(steps.get(number, ())),
            letters=tuple(letters.get(number, ())),
            papers=tuple(papers.get(number, ())),
            new_decision_id=new.get(number),
        )
        for number in objections
    }


def _letter(row: Any) -> StepLetter:
    """A kept letter that is about a step."""
    return StepLetter(
        document_id=row.pk,
        step_id=row.step_id,
        kind=row.step.kind,
        kind_label=str(LETTERS[row.step.kind]),
        sent_on=row.sent_on,
        way_label=row.get_way_display(),
        appeal_ends_on=APPEAL.ends(row.sent_on) if row.step.kind == ObjectionStep.DECIDED else None,
    )


def _step(row: ObjectionStep, *, to_resident: bool) -> StepFacts:
    face = face_for_resident if to_resident else staff_face
    return StepFacts(
        id=row.pk,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        done_on=row.done_on,
        words=row.words,
        source=SOURCES[row.kind],
        by=face(row.made_by) if row.made_by else None,
        hearing_on=row.hearing_on,
        hearing_at=row.hearing_at,
        way_label=row.get_way_display() if row.way else "",
        place=row.place,
        papers_from=row.papers_from,
        because_label=_because(row),
        until_on=row.until_on,
        due_before=row.due_before,
        parts=tuple(row.parts),
        part_labels=tuple(str(label) for code, label in ObjectionStep.PARTS if code in row.parts),
        with_committee=row.with_committee,
        verdict=row.verdict,
        verdict_label=row.get_verdict_display() if row.verdict else "",
        owed_days=row.owed_days,
        owed_amount=row.owed_amount,
    )


def asks_of(objection_id: int) -> list[tuple[int, Asked]]:
    """What an objection was asked to complete, in order, by the number of that step: from the day on which
    the letter about it left. Authorised before."""
    kinds = [ObjectionStep.ASKED, ObjectionStep.COMPLETED]
    found = ObjectionStep.objects.filter(objection_id=objection_id, kind__in=kinds).order_by("id")
    rows = list(found.annotate(sent_on=F("letter__sent_on")))
    came = [row for row in rows if row.kind == ObjectionStep.COMPLETED]
    return [
        (
            row.pk,
            Asked(
                row.sent_on,
                row.until_on or row.sent_on,
                tuple(row.parts),
                tuple((later.done_on, tuple(later.parts)) for later in came if later.pk > row.pk),
            ),
        )
        for row in rows
        if row.kind == ObjectionStep.ASKED and row.sent_on is not None
    ]


def _because(row: ObjectionStep) -> str:
    """No hearing and a postponement each have their own list of grounds; some codes stand in both."""
    grounds = {
        ObjectionStep.NOT_HEARD: ObjectionStep.NO_HEARING_GROUNDS,
        ObjectionStep.POSTPONED: ObjectionStep.POSTPONE_GROUNDS,
        ObjectionStep.DECIDED: ObjectionStep.INADMISSIBLE_GROUNDS,
    }
    return str(dict(grounds.get(row.kind, [])).get(row.because, ""))


def paper_file(case_id: int, paper_id: int) -> StoredFile:
    """The file of a bundle of papers of this case. Raises NotVisible when it is not there."""
    row = ObjectionPaper.objects.filter(case_id=case_id, pk=paper_id).select_related("file").first()
    if row is None:
        raise NotVisible
    stored: StoredFile = row.file
    return stored


def revisions_of(case_id: int) -> list[RevisionFacts]:
    """Which decisions of a case are or were looked at again, newest first. The caller has authorised."""
    rows = Revision.objects.filter(case_id=case_id).exclude(state=Revision.STOPPED)
    return _revisions(rows.select_related("begun_by", "replaces", "decision").order_by("-id"))


def open_revision(case_id: int) -> RevisionFacts | None:
    """The decision that is being looked at again in a case: the next decision there replaces it."""
    rows = Revision.objects.filter(case_id=case_id, state=Revision.OPEN)
    return next(iter(_revisions(rows.select_related("begun_by", "replaces", "decision"))), None)


def _revisions(rows: Iterable[Revision]) -> list[RevisionFacts]:
    return [
        RevisionFacts(
            id=row.pk,
            replaces_id=row.replaces_id,
            replaced_on=row.replaces.decided_on,
            why=row.why,
            why_label=row.get_why_display(),
            words=row.words,
            works_from=row.works_from,
            back_because=row.back_because,
            objection_id=row.objection_id,
            state=row.state,
            decision_id=row.decision_id,
            decided_on=row.decision.decided_on if row.decision else None,
            ends_it=row.decision is not None and row.decision.outcome == NO and row.replaces.outcome != NO,
            begun_by=staff_face(row.begun_by),
        )
        for row in rows
    ]


def by_objection(decision_id: int) -> int | None:
    """The objection that a decision was made on: its letter is the one of that objection. None: none, or it
    was taken back, so that no letter about it comes."""
    rows = Revision.objects.filter(decision_id=decision_id, objection__isnull=False)
    rows = rows.exclude(objection__state=Objection.WITHDRAWN)
    found: int | None = rows.values_list("objection_id", flat=True).first()
    return found


def decided_with(step_id: int) -> int | None:
    """The new decision that the decision on an objection came with; None for any other step."""
    rows = Revision.objects.filter(state=Revision.DONE, objection__steps=step_id)
    rows = rows.filter(objection__steps__kind=ObjectionStep.DECIDED)
    found: int | None = rows.values_list("decision_id", flat=True).first()
    return found


def replaced(decision_id: int) -> dict[str, Any]:
    """What the letter about a decision says of the one that it replaces; empty when it replaces none."""
    row = Revision.objects.filter(decision_id=decision_id).select_related("replaces").first()
    if row is None:
        return {}
    return {
        "replaced_on": row.replaces.decided_on,
        "replaced_because": row.words,
        "works_from": row.works_from,
    }
