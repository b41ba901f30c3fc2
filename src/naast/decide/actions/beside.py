"""What stands beside a proposal and decides nothing: an answer to the reader, who covers, and dissent."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.decide import second_queries
from naast.decide.actions.proposing import case_beside, draft_key
from naast.decide.models import Cover, Dissent, Proposal, ReadingAnswer, SecondReading
from naast.decide.models.seconds import WORDS_LENGTH
from naast.decide.refusals import said
from naast.kernel import audit, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import queries as people

NAME_LENGTH = 200


def _words(text: str, needed: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise Invalid(needed, "words")
    if len(words) > WORDS_LENGTH:
        raise Invalid(_("This text is too long."), "words")
    return words


@transaction.atomic
def answer_reader(*, actor: Actor, case_id: int, reading_id: int, words: str) -> int:
    """Answer a question or an advice of the second reader in words; gives the id of the answer.

    By who stands beside the resident, and never by the reader. Question and answer stay with the case and
    in the report. The same answer sent twice is one. Raises NotVisible for a reading that asks nothing.
    """
    case = case_beside(actor, case_id)
    reading = second_queries.reading_to_answer(case.id, reading_id)
    Proposal.objects.select_for_update().get(pk=reading.proposal_id)
    if reading.reader_id == actor.id:
        raise NotAllowed(_("Somebody else answers what you asked."))
    text = _words(words, _("Write down your answer."))
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"answer:{reading.pk}"))
    same = ReadingAnswer.objects.filter(reading=reading, said_by_id=actor.id, words=text).first()
    if same is not None:
        return int(same.pk)
    row = ReadingAnswer(case_id=case.id, ground=case.law, reading=reading, words=text, said_by_id=actor.id)
    with said():
        row.save()
    audit.change(actor, "decide.answer_reader", row, question=reading.verdict == SecondReading.QUESTION)
    return int(row.pk)


@transaction.atomic
def name_cover(
    *, actor: Actor, case_id: int, proposal_id: int, staff_id: int | None = None, name: str = ""
) -> int:
    """Say who covers an exception: a team lead, or in words somebody without an account; gives the id.

    By who stands beside the resident, before or after the decision; another name replaces it and the earlier
    one stays kept. It decides and stops nothing. Raises Invalid without a name, with two, or for the writer.
    """
    case = case_beside(actor, case_id)
    proposal = _proposal(case.id, proposal_id)
    who = " ".join(name.split())
    if (staff_id is None) == (not who):
        raise Invalid(_("Choose a colleague, or write a name and function: one of the two."), "name")
    if len(who) > NAME_LENGTH:
        raise Invalid(_("This text is too long."), "name")
    if staff_id is not None and staff_id not in {face.id for face in second_queries.may_cover(proposal.pk)}:
        raise Invalid(_("Choose a team lead who did not write this."), "staff")
    last = proposal.covers.order_by("-id").first()
    if last is not None and (last.staff_id, last.name) == (staff_id, who):
        return int(last.pk)
    row = Cover(
        case_id=case.id,
        ground=case.law,
        proposal=proposal,
        staff_id=staff_id,
        name=who,
        named_by_id=actor.id,
    )
    with said():
        row.save()
    audit.change(actor, "decide.name_cover", row, staff=staff_id)
    return int(row.pk)


@transaction.atomic
def dissent(*, actor: Actor, case_id: int, proposal_id: int, words: str) -> int:
    """Say under one's own name that one sees a proposal, or the decision made of it, otherwise; gives its id.

    For every member of staff in the circle, whatever their role. It stays, cannot be changed and asks for no
    reply. The same words sent twice are one. Raises NotVisible outside the circle, Invalid without words.
    """
    case = people.case_for(actor, case_id)
    if not actor.is_staff:
        raise NotVisible
    proposal = _proposal(case.id, proposal_id)
    text = _words(words, _("Write down how you see it."))
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"dissent:{proposal.pk}"))
    same = Dissent.objects.filter(proposal=proposal, said_by_id=actor.id, words=text).first()
    if same is not None:
        return int(same.pk)
    row = Dissent(case_id=case.id, ground=case.law, proposal=proposal, words=text, said_by_id=actor.id)
    with said():
        row.save()
    audit.change(actor, "decide.dissent", row)
    return int(row.pk)


def _proposal(case_id: int, proposal_id: int) -> Proposal:
    """Held until the transaction ends: a second click waits, and a decision at the same moment too."""
    row = second_queries.proposal_to_answer(case_id, proposal_id)
    held: Proposal = Proposal.objects.select_for_update().get(pk=row.pk)
    return held
