from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible
from naast.people.actions.requests import only_the_team_lead
from naast.people.complaints import COMPLAINT
from naast.people.models import ResidentRequest
from naast.people.models.complaints import ComplaintLater
from naast.people.words import line


@transaction.atomic
def answer_complaint_later(*, actor: Actor, request_id: int, kind: str, words: str) -> int:
    """Say why a complaint gets its answer later (Awb 9:11): a committee, or postponed; gives the id.

    By the team lead whom it is not about. Each once; the resident reads why in the folder.
    """
    row = ResidentRequest.objects.select_for_update().filter(pk=request_id, kind=COMPLAINT).first()
    if row is None:
        raise NotVisible
    only_the_team_lead(actor, row)
    if row.answered_at is not None:
        raise Invalid(_("There is an answer already."), "words")
    if kind not in dict(ComplaintLater.KINDS):
        raise Invalid(_("Choose why the answer comes later."), "kind")
    why = line(words, 300, "words", needed=_("Write down why the answer comes later."))
    before = ComplaintLater.objects.filter(request=row, kind=kind).first()
    if before is not None:
        return int(before.pk)
    later = ComplaintLater(
        case_id=row.case_id, ground=row.ground, request=row, kind=kind, words=why, made_by_id=actor.id
    )
    later.save()
    audit.change(actor, "people.answer_complaint_later", later, kind=kind)
    return int(later.pk)
