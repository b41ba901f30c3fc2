"""What somebody says of twelve skills (M8). The person decides who sees it; nothing is counted."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.kernel.texts import cleaned
from naast.listen import skills
from naast.listen.actions.around import writing
from naast.listen.models import SkillAnswer
from naast.listen.models.skills import WORDS_LENGTH
from naast.listen.reading_skills import facts_of, seen_rows
from naast.listen.skills import SkillFacts, SkillSaid
from naast.people.types import CaseFacts


def skills_key(case_id: int, person_id: int) -> str:
    """The object key of the drafts of these answers."""
    return f"listen.skills:{case_id}:{person_id}"


@transaction.atomic
def answer_skills(
    *, actor: Actor, case_id: int, person_id: int, said: Iterable[SkillSaid], share: bool | None = None
) -> None:
    """Keep what is said of skills; what did not change is left alone, and an empty answer is taken back.

    The person says of each answer whether who stands beside may see it. For staff who type along at the
    table `share` holds what the person chose: without that choice nothing is kept (Invalid). Who types along
    never writes over what the person wrote alone, and does not see what is not shared. Raises Stale when
    somebody else changed an answer meanwhile.
    """
    case = writing(actor, case_id, person_id)
    shown = {row.skill: facts_of(row) for row in seen_rows(actor, case, person_id)}
    changed = []
    for each in said:
        new = _checked(each)
        standing = shown.get(new.key)
        if not _differs(actor, new, standing):
            continue
        if new.seen != (standing.seen if standing else ""):
            raise _stale(shown.values())
        changed.append(new)
    if changed and actor.is_staff and share is None:
        raise Invalid(_("Ask first who may see this, and choose it here."), "share")
    for new in changed:
        if actor.is_staff:
            _keep_at_table(actor, case, person_id, new, share=bool(share))
        else:
            _keep_own(actor, case, new)
    drafts.drop(actor=actor, object_key=skills_key(case.id, person_id))


@transaction.atomic
def keep_skills_private(*, actor: Actor, case_id: int, person_id: int) -> None:
    """Nobody but the person sees these answers any more: they said so, in the folder or at the table."""
    case = writing(actor, case_id, person_id)
    rows = SkillAnswer.objects.filter(case_id=case.id, person_id=person_id, shared_with_circle=True)
    for row in rows:
        row.shared_with_circle = False
        row.version += 1
        row.save(update_fields=["shared_with_circle", "version"])
        audit.change(actor, "listen.keep_skills_private", row)


def _checked(said: SkillSaid) -> SkillSaid:
    if said.key not in skills.BY_KEY:
        raise NotVisible
    if said.answer and said.answer not in dict(skills.ANSWERS):
        raise Invalid(_("Choose one of these."), f"answer_{said.key}")
    words = cleaned(said.words, WORDS_LENGTH, f"words_{said.key}")
    return SkillSaid(said.key, said.answer, words, said.shared, said.seen)


def _differs(actor: Actor, new: SkillSaid, standing: SkillFacts | None) -> bool:
    if standing is None:
        return bool(new.answer or new.words)
    if (new.answer, new.words) != (standing.answer, standing.words):
        return True
    # At the table sharing is chosen for what is said now; in the folder for each answer apart.
    return actor.is_resident and new.shared != standing.shared


def _stale(standing: Iterable[SkillFacts]) -> Stale:
    theirs = "\n".join(
        f"{facts.label}: {', '.join(part for part in (facts.answer_label, facts.words) if part)}"
        for facts in standing
    )
    return Stale(
        _("Somebody else saved this in the meantime. Your text is still here; nothing was overwritten."),
        theirs=theirs,
    )


def _keep_own(actor: Actor, case: CaseFacts, new: SkillSaid) -> None:
    """The person has the last word: what was typed at the table about this skill makes way."""
    mine = SkillAnswer.objects.filter(case_id=case.id, person_id=actor.id, skill=new.key)
    for row in mine.filter(at_table=True):
        audit.change(actor, "listen.take_back_skill", row)
        row.delete()
    row = mine.filter(at_table=False).first()
    if not new.answer and not new.words:
        if row is not None:
            audit.change(actor, "listen.take_back_skill", row)
            row.delete()
        return
    if row is None:
        row = SkillAnswer(case_id=case.id, person_id=actor.id, skill=new.key, ground=case.law, version=0)
    _write(actor, row, new, shared=new.shared)


def _keep_at_table(actor: Actor, case: CaseFacts, person_id: int, new: SkillSaid, *, share: bool) -> None:
    rows = SkillAnswer.objects.filter(case_id=case.id, person_id=person_id, skill=new.key, at_table=True)
    row = rows.first()
    if not new.answer and not new.words:
        if row is None or not row.shared_with_circle:
            raise Invalid(
                _("Only the person themselves takes back what they wrote in their folder."),
                f"answer_{new.key}",
            )
        audit.change(actor, "listen.take_back_skill", row)
        row.delete()
        return
    if row is None:
        row = SkillAnswer(
            case_id=case.id, person_id=person_id, skill=new.key, ground=case.law, at_table=True, version=0
        )
    row.by_staff_id = actor.id
    if (row.answer, row.words, row.shared_with_circle) != (new.answer, new.words, share):
        _write(actor, row, new, shared=share)


def _write(actor: Actor, row: SkillAnswer, new: SkillSaid, *, shared: bool) -> None:
    row.answer, row.words, row.shared_with_circle = new.answer, new.words, shared
    row.said_at = clock.now()
    row.version += 1
    row.save()
    audit.change(actor, "listen.answer_skill", row)
