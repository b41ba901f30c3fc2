"""Letters in words beside the PDF: what stands in them, who does not understand one, and what was said then.

Whoever does not understand a letter is told what it says in simpler words. The letter, its day and its term
stay as they are. Nothing of this is counted, of nobody.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from naast.decide import plain
from naast.decide.models import Document, LetterExplanation, LetterQuestion, LetterText
from naast.decide.plain import Line
from naast.decide.types import Waiting
from naast.kernel.actors import Actor
from naast.kernel.waiting import what_waits
from naast.people import queries as people
from naast.people.types import Face

EXPLAIN = "explain"
_SHOWN = ("case_id", "document_id", "said_on", "case__resident__given_name", "case__resident__family_name")


@dataclass(frozen=True, slots=True)
class ExplanationFacts:
    """What a letter says in simpler words."""

    words: str
    made_on: dt.date
    made_by: Face


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """Somebody did not understand a letter: which part and why, as far as they said. `noted_by`: who wrote
    down what was said on paper, by phone or at the door."""

    id: int
    document_id: int
    person_id: int
    person_name: str
    part: str
    words: str
    said_on: dt.date
    noted_by: Face | None
    explanations: tuple[ExplanationFacts, ...]

    @property
    def waits(self) -> bool:
        """Whether nobody has explained it yet."""
        return not self.explanations


def lines_of(document_id: int) -> tuple[Line, ...]:
    """What stands in a letter, as lines; nothing of a report. The caller has authorised."""
    rows = LetterText.objects.filter(document_id=document_id).values_list("lines", flat=True).first()
    return plain.of_rows(rows or ())


def questions_of(case_id: int, *, to_resident: bool = False) -> Mapping[int, list[QuestionFacts]]:
    """Who did not understand which letter of a case, by letter, the first first. The caller has authorised.

    `to_resident`: with names of staff only where that is safe.
    """
    rows = (
        LetterQuestion.objects.filter(case_id=case_id)
        .select_related("person")
        .prefetch_related("explanations")
        .order_by("id")
    )
    answers = {row.pk: sorted(row.explanations.all(), key=lambda one: one.pk) for row in rows}
    named = {row.noted_by_id for row in rows} | {one.made_by_id for each in answers.values() for one in each}
    faces = people.staff_faces((each for each in named if each is not None), to_resident=to_resident)
    found: dict[int, list[QuestionFacts]] = defaultdict(list)
    for row in rows:
        found[row.document_id].append(
            QuestionFacts(
                id=row.pk,
                document_id=row.document_id,
                person_id=row.person_id,
                person_name=row.person.name,
                part=row.part,
                words=row.words,
                said_on=row.said_on,
                noted_by=faces[row.noted_by_id] if row.noted_by_id else None,
                explanations=tuple(
                    ExplanationFacts(one.words, one.made_on, faces[one.made_by_id]) for one in answers[row.pk]
                ),
            )
        )
    return found


def wrote(actor: Actor, document: Document) -> bool:
    """Whether this member of staff made a letter, or wrote the decision that it tells of."""
    written = document.decision.writer_id if document.decision is not None else None
    return actor.is_staff and actor.id in (document.made_by_id, written)


def wrote_letter(actor: Actor, case_id: int, document_id: int) -> bool:
    """The same, by the number of a letter of this case."""
    rows = Document.objects.select_related("decision").filter(case_id=case_id, pk=document_id)
    return any(wrote(actor, row) for row in rows)


def to_explain(actor: Actor) -> list[Waiting]:
    """What waits for this member of staff: questions about letters they wrote, and where they are the fixed
    contact. One line for each letter."""
    by_letter = {row.document_id: row for row in what_waits(_unexplained, actor, *_SHOWN)}
    what = _("Call about a letter that was not understood")
    return [
        Waiting(row.case_id, row.case.resident.name, EXPLAIN, what, None, _page(row), since=row.said_on)
        for row in by_letter.values()
    ]


def _unexplained(actor: Actor) -> QuerySet[LetterQuestion]:
    explained = LetterExplanation.objects.filter(question=OuterRef("pk"))
    theirs = Q(document__decision__writer_id=actor.id) | Q(document__made_by_id=actor.id)
    rows: QuerySet[LetterQuestion] = LetterQuestion.objects.visible_to(actor)
    rows = rows.filter(~Exists(explained), theirs | Q(case_id__in=people.contact_in(actor)))
    return rows.order_by("-id")


def _page(row: LetterQuestion) -> str:
    return reverse("decide:explain", args=[row.case_id, row.document_id])
