from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.people.actions.requests import contact_of_team, who_answers
from naast.people.complaints import COMPLAINT, clock_of
from naast.people.models import ComplaintHandler, ResidentRequest
from naast.people.models.complaints import ComplaintLater
from naast.people.queries.complaining import who_may_answer
from naast.people.words import line


@transaction.atomic
def answer_complaint_later(*, actor: Actor, request_id: int, kind: str, words: str) -> int:
    """Say why a complaint gets its answer later (Awb 9:11): a committee, or postponed; gives the id.

    By who answers it. Each once, and only while the term still runs; the resident reads why in the folder.
    """
    row = ResidentRequest.objects.select_for_update().filter(pk=request_id, kind=COMPLAINT).first()
    if row is None:
        raise NotVisible
    who_answers(actor, row)
    if row.answered_at is not None:
        raise Invalid(_("There is an answer already."), "words")
    if kind not in dict(ComplaintLater.KINDS):
        raise Invalid(_("Choose why the answer comes later."), "kind")
    why = line(words, 300, "words", needed=_("Write down why the answer comes later."))
    before = ComplaintLater.objects.filter(request=row, kind=kind).first()
    if before is not None:
        return int(before.pk)
    if clock_of(row).has_passed:
        raise Invalid(
            _("The term is over, so it cannot be postponed any more (Awb 9:11). Answer as soon as you can."),
            "kind",
        )
    later = ComplaintLater(
        case_id=row.case_id, ground=row.ground, request=row, kind=kind, words=why, made_by_id=actor.id
    )
    later.save()
    audit.change(actor, "people.answer_complaint_later", later, kind=kind)
    return int(later.pk)


@transaction.atomic
def name_complaint_handler(*, actor: Actor, request_id: int, staff_id: int) -> int:
    """Name who answers a complaint, where the team lead had a part in it or there is none (Awb 9:7); its id.

    By the administrator, who reads none of it, or by the team lead of the fixed contact. Raises Invalid for
    somebody who had a part in it or may not, and once there is an answer.
    """
    row = ResidentRequest.objects.select_for_update().filter(pk=request_id, kind=COMPLAINT).first()
    if row is None:
        raise NotVisible
    if not (actor.is_staff and actor.has_role(actors.ADMINISTRATOR)):
        contact_of_team(actor, row)
    if row.answered_at is not None:
        raise Invalid(_("There is an answer already."))
    if staff_id not in {face.id for face in who_may_answer(row.case_id, without=actor.id)}:
        raise Invalid(_("Choose somebody who had no part in this."), "staff")
    before = ComplaintHandler.objects.filter(request=row).order_by("-id").first()
    if before is not None and before.handler_id == staff_id:
        return int(before.pk)
    named = ComplaintHandler(
        case_id=row.case_id, ground=row.ground, request=row, handler_id=staff_id, named_by_id=actor.id
    )
    named.save()
    audit.change(actor, "people.name_complaint_handler", named)
    return int(named.pk)
