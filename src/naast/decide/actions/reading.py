from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.decide.actions.circle import let_readers_out
from naast.decide.actions.proposing import draft_key
from naast.decide.models import Proposal, SecondReading
from naast.decide.queries import writers_of
from naast.decide.refusals import said
from naast.kernel import audit, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.people import queries as people
from naast.weigh import queries as weigh


@transaction.atomic
def read_along(
    *, actor: Actor, case_id: int, proposal_id: int, verdict: str, words: str = "", base_version: int
) -> int:
    """What the second reader says of a proposal as it stands: agree, advise against, or ask first.

    Advice against and a question come with words; disagreement stays visible and stops nobody from deciding.
    Raises NotAllowed for anyone but the named reader, Stale when the proposal changed while it was read.
    """
    case = people.case_for(actor, case_id)
    proposal = Proposal.objects.select_for_update().filter(case_id=case.id, pk=proposal_id).first()
    if proposal is None or proposal.state == Proposal.WITHDRAWN:
        raise NotVisible
    if not (actor.is_staff and proposal.reader_id == actor.id):
        raise NotAllowed(_("Somebody else was asked to read this along."))
    if actor.id in writers_of(proposal.pk):
        raise NotAllowed(_("Who wrote a part of this does not read it along."))
    if actor.id in weigh.writers_of(case.id):
        raise NotAllowed(_("Who wrote a part of the weighing does not read it along."))
    if proposal.state == Proposal.DECIDED and not proposal.is_urgent:
        raise NotAllowed(_("This was decided already."))
    if proposal.version != base_version:
        raise Stale(_("The proposal changed while you were reading. Please read it again."))
    if verdict not in dict(SecondReading.VERDICTS):
        raise Invalid(_("Choose what your advice is."), "verdict")
    if len(words) > 5_000:
        raise Invalid(_("This text is too long."), "words")
    if verdict != SecondReading.AGREE and not words.strip():
        raise Invalid(_("Write down why, or what you want to know."), "words")
    row = SecondReading(
        case_id=case.id,
        ground=case.law,
        proposal=proposal,
        proposal_version=proposal.version,
        reader_id=actor.id,
        role=proposal.reader_role,
        verdict=verdict,
        words=words.strip(),
    )
    with said():
        row.save()
    drafts.drop(actor=actor, object_key=draft_key(case.id, "reading"))
    audit.change(actor, "decide.read_along", row, verdict=verdict)
    if proposal.state == Proposal.DECIDED:
        let_readers_out(actor, case.id)
    return int(row.pk)
