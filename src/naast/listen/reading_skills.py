"""Reading what somebody says of twelve skills: their own, or what they share with who stands beside."""

from __future__ import annotations

from django.db.models import QuerySet

from naast.kernel.actors import Actor
from naast.listen import access, skills
from naast.listen.models import SkillAnswer
from naast.listen.opening import Opened
from naast.listen.skills import SkillFacts
from naast.people import queries as people
from naast.people.reading import Part
from naast.people.types import CaseFacts


def skills_of(actor: Actor, case_id: int, person_id: int | None = None) -> list[SkillFacts]:
    """What this actor may see: a person their own answers, who stands beside what is shared with them, and
    of one person who reads along by authority or because it is shared.

    Nobody else gets any. One answer per person and skill, the newest, in the order of the list; with
    `person_id` of that person alone. Raises NotVisible outside the case.
    """
    if actor.is_resident and person_id not in {None, actor.id}:
        access.readable(actor, case_id, person_id or 0, Part.SKILLS)
        rows = _newest(SkillAnswer.objects.filter(case_id=case_id, person_id=person_id))
    else:
        rows = seen_rows(actor, people.case_open_to(actor, case_id), person_id)
    return _in_order(rows)


def skills_here(opened: Opened) -> list[SkillFacts]:
    """As `skills_of`, of the person whose words were opened: staff sees no more of them than there."""
    return _in_order(seen_rows(opened.actor, opened.case, opened.person.id))


def _in_order(rows: list[SkillAnswer]) -> list[SkillFacts]:
    order = {skill.key: place for place, skill in enumerate(skills.SKILLS)}
    return [facts_of(row) for row in sorted(rows, key=lambda row: (row.person_id, order[row.skill]))]


def seen_rows(actor: Actor, case: CaseFacts, person_id: int | None = None) -> list[SkillAnswer]:
    """The newest row per person and skill among those that this actor may see."""
    rows = SkillAnswer.objects.filter(case_id=case.id)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    if actor.is_resident:
        rows = rows.filter(person_id=actor.id)
    elif access.may_write(actor, case):
        rows = rows.filter(shared_with_circle=True)
    else:
        return []
    return _newest(rows)


def _newest(rows: QuerySet[SkillAnswer]) -> list[SkillAnswer]:
    newest = {(row.person_id, row.skill): row for row in rows.order_by("said_at", "id")}
    return list(newest.values())


def facts_of(row: SkillAnswer) -> SkillFacts:
    return SkillFacts(
        key=row.skill,
        label=str(skills.BY_KEY[row.skill].label),
        answer=row.answer,
        words=row.words,
        person_id=row.person_id,
        shared=row.shared_with_circle,
        at_table=row.at_table,
        seen=f"{row.pk}.{row.version}",
    )
