"""Every read of the course of objections and of decisions that replace another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from naast.decide.models import Objection, ObjectionPaper, ObjectionStep, Revision
from naast.decide.models.decisions import NO
from naast.decide.objection_terms import Asked
from naast.decide.objection_types import Course, PaperFacts, RevisionFacts, StepFacts
from naast.kernel.errors import NotVisible
from naast.kernel.models import StoredFile
from naast.kernel.terms import LegalTerm
from naast.people.queries import face_for_resident, staff_face

APPEAL = LegalTerm("appeal", "Awb 6:7", weeks=6)
"""To the court, from the day after the decision on the objection was sent (Awb 6:8). To be checked by a
lawyer."""

SOURCES = {
    ObjectionStep.CONFIRMED: "Awb 6:14",
    ObjectionStep.LATE: "Awb 6:11",
    ObjectionStep.ASKED: "Awb 6:5, 6:6",
    ObjectionStep.COMPLETED: "Awb 6:6",
    ObjectionStep.INVITED: "Awb 7:2 - 7:4",
    ObjectionStep.NOT_HEARD: "Awb 7:3",
    ObjectionStep.HEARD: "Awb 7:7",
    ObjectionStep.POSTPONED: "Awb 7:10",
    ObjectionStep.DECIDED: "Awb 7:11, 7:12",
    ObjectionStep.WITHDRAWN: "Awb 6:21",
}
"""By kind of step the article it rests on. To be checked by a lawyer."""


def courses_of(case_id: int, *, to_resident: bool = False) -> dict[int, Course]:
    """The course of every objection in a case, by its id. The caller has authorised the case."""
    objections = list(
        Objection.objects.filter(case_id=case_id).order_by("id").values_list("pk", "decision_id")
    )
    if not objections:
        return {}
    steps: dict[int, list[StepFacts]] = {}
    rows = ObjectionStep.objects.filter(case_id=case_id).select_related("made_by").order_by("id")
    for row in rows:
        steps.setdefault(row.objection_id, []).append(_step(row, to_resident=to_resident))
    papers: dict[int, list[PaperFacts]] = {}
    for paper in ObjectionPaper.objects.filter(case_id=case_id).order_by("id"):
        papers.setdefault(paper.objection_id, []).append(_paper(paper))
    new = dict(
        Revision.objects.filter(case_id=case_id, state=Revision.DONE, objection__isnull=False).values_list(
            "objection_id", "decision_id"
        )
    )
    return {
        number: Course(
            number, decision_id, tuple(steps.get(number, ())), tuple(papers.get(number, ())), new.get(number)
        )
        for number, decision_id in objections
    }


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
        parts=tuple(row.parts),
        part_labels=tuple(str(label) for code, label in ObjectionStep.PARTS if code in row.parts),
        with_committee=row.with_committee,
        verdict=row.verdict,
        verdict_label=row.get_verdict_display() if row.verdict else "",
    )


def asks_of(objection_id: int) -> list[tuple[int, Asked]]:
    """What an objection was asked to complete, in order, by the number of that step. Authorised before."""
    kinds = [ObjectionStep.ASKED, ObjectionStep.COMPLETED]
    rows = list(ObjectionStep.objects.filter(objection_id=objection_id, kind__in=kinds).order_by("id"))
    came = [row for row in rows if row.kind == ObjectionStep.COMPLETED]
    return [
        (
            row.pk,
            Asked(
                row.done_on,
                row.until_on or row.done_on,
                tuple(row.parts),
                tuple((later.done_on, tuple(later.parts)) for later in came if later.pk > row.pk),
            ),
        )
        for row in rows
        if row.kind == ObjectionStep.ASKED
    ]


def _because(row: ObjectionStep) -> str:
    """No hearing and a postponement each have their own list of grounds; some codes stand in both."""
    grounds = {
        ObjectionStep.NOT_HEARD: ObjectionStep.NO_HEARING_GROUNDS,
        ObjectionStep.POSTPONED: ObjectionStep.POSTPONE_GROUNDS,
        ObjectionStep.DECIDED: ObjectionStep.INADMISSIBLE_GROUNDS,
    }
    return str(dict(grounds.get(row.kind, [])).get(row.because, ""))


def _paper(row: ObjectionPaper) -> PaperFacts:
    by_court = row.kind == ObjectionPaper.DECISION and row.sent_on is not None
    return PaperFacts(
        id=row.pk,
        objection_id=row.objection_id,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        made_on=row.made_on,
        sent_on=row.sent_on,
        way_label=row.get_way_display() if row.way else "",
        file_id=row.file_id,
        appeal_ends_on=APPEAL.ends(row.sent_on) if by_court and row.sent_on else None,
    )


def paper_file(case_id: int, paper_id: int) -> StoredFile:
    """The file of a letter or bundle of this case. Raises NotVisible when it is not there."""
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
