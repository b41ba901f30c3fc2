"""What residents and participants ask from any page, and the answers. Always open (product law 4)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people.caseholders import held_case, one_at_a_time
from naast.people.circle import active_today
from naast.people.models import Case, CircleMember, FixedContact, Participant, ResidentRequest
from naast.people.queries.around import FOR_TEAM_LEAD
from naast.people.queries.complaining import handlers_of
from naast.people.queries.house import team_id_of
from naast.people.words import line


@transaction.atomic
def ask(*, actor: Actor, case_id: int, kind: str, words: str) -> int:
    """Ask something as the resident of a case or as who takes part in it; returns the id of the request.

    Support and someone else need no words. Raises NotVisible for who does not belong to the case, Invalid for
    an unknown kind, or for a complaint or correction without words.
    """
    case = Case.objects.filter(pk=case_id).first() if actor.is_resident else None
    if case is None or not (case.resident_id == actor.id or _takes_part(actor, case_id)):
        raise NotVisible
    if kind not in dict(ResidentRequest.KINDS) or kind in ResidentRequest.ASKED_ELSEWHERE:
        raise Invalid(_("Choose one of the things in the list."), "kind")
    needed = (
        "" if kind in {"support", "someone_else"} else _("Write down in your own words what it is about.")
    )
    said = line(words, 5000, "words", needed=needed)
    one_at_a_time(case_id)
    same = ResidentRequest.objects.filter(
        case_id=case_id, person_id=actor.id, kind=kind, words=said, answered_at__isnull=True
    ).first()
    if same is not None:
        return int(same.pk)
    row = ResidentRequest(case_id=case_id, ground=case.ground, person_id=actor.id, kind=kind, words=said)
    row.save()
    audit.change(actor, "people.ask", row, kind=kind)
    return int(row.pk)


def _takes_part(actor: Actor, case_id: int) -> bool:
    return bool(Participant.objects.filter(active_today(), case_id=case_id, person_id=actor.id).exists())


@transaction.atomic
def answer_request(*, actor: Actor, request_id: int, answer: str) -> ResidentRequest:
    """Answer a request. The circle answers; a complaint and the wish for someone else go to the team lead.

    Raises Invalid without an answer, or when there is one already.
    """
    row: ResidentRequest | None = ResidentRequest.objects.select_for_update().filter(pk=request_id).first()
    if row is None:
        raise NotVisible
    if row.kind in FOR_TEAM_LEAD:
        who_answers(actor, row)
    else:
        held_case(actor, row.case_id)
    text = line(answer, 5000, "answer", needed=_("Write down your answer."))
    if row.answered_at is not None:
        raise Invalid(_("There is an answer already."), "answer")
    row.answer = text
    row.answered_by_id = actor.id
    row.answered_at = clock.now()
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.change(actor, "people.answer_request", row)
    return row


def who_answers(actor: Actor, row: ResidentRequest) -> None:
    """Raises NotVisible for who is no team lead of this fixed contact and was not named, NotAllowed for whom
    it may be about, or when somebody else was named: a complaint is handled by somebody who had no part in it
    (Awb 9:7)."""
    named = handlers_of([row.pk]).get(row.pk)
    if named is not None and named.id == actor.id and actor.is_staff:
        return
    contact = contact_of_team(actor, row)
    stood = (
        row.kind == "complaint"
        and CircleMember.objects.filter(case_id=row.case_id, staff_id=actor.id).exists()
    )
    if stood or any(actor.id in {found.staff_id, found.tandem_id} for found in contact):
        raise NotAllowed(_("You had a part in this yourself: somebody else answers."))
    if named is not None:
        raise NotAllowed(_("{name} was named to answer this.").format(name=named.name))


def contact_of_team(actor: Actor, row: ResidentRequest) -> list[FixedContact]:
    """The fixed contact of the case a request is about, for the team lead of that contact. Raises NotVisible
    for anybody else."""
    contact = FixedContact.objects.filter(case_id=row.case_id, until_on__isnull=True).select_related("staff")
    team_ids = {found.staff.team_id for found in contact}
    if not (actor.is_staff and actor.has_role(actors.TEAM_LEAD) and team_ids <= {None, team_id_of(actor)}):
        raise NotVisible
    return list(contact)
