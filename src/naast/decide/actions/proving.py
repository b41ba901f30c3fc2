from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.decide.actions.funds import SENTENCE
from naast.decide.actions.proposing import case_beside
from naast.decide.models import FundEntry, FundProof
from naast.decide.refusals import said
from naast.kernel import audit, files
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotVisible, Stale
from naast.listen.actions.photo import redrawn


@transaction.atomic
def prove(
    *,
    actor: Actor,
    case_id: int,
    payment_id: int,
    words: str = "",
    file: tuple[str, bytes] | None = None,
    proved_before: int,
) -> int:
    """Say that what was paid for is there, with a note or a file (name and bytes), or both; gives the id.

    By who stands beside the resident. It comes afterwards: no payment waits for it. `proved_before` is how
    many of these the payment had when the page was opened (Stale). A picture is drawn anew, so that place,
    time and camera stay out. Raises Invalid for another kind of file than PDF, JPEG or PNG.
    """
    case = case_beside(actor, case_id)
    payments = FundEntry.objects.filter(pk=payment_id, case_id=case.id, kind__in=FundEntry.PAYMENTS)
    payment = payments.select_related("fund").first()
    if payment is None:
        raise NotVisible
    note = " ".join(words.split())
    if not note and file is None:
        raise Invalid(_("Write what is there now, or choose a file."), "words")
    if len(note) > SENTENCE:
        raise Invalid(_("One sentence is enough: at most 300 characters."), "words")
    type(payment.fund).objects.select_for_update().get(pk=payment.fund_id)
    if payment.proofs.count() != proved_before:
        raise Stale(_("Something was written with this payment in the meantime. Look at it first."))
    row = FundProof(
        case_id=case.id,
        ground=payment.ground,
        payment=payment,
        words=note,
        made_by_id=actor.id,
        file_id=_stored(case.id, payment.ground, *file) if file else None,
    )
    with said():
        row.save()
    audit.change(actor, "decide.prove", row, payment=payment.pk)
    return int(row.pk)


def _stored(case_id: int, ground: str, name: str, content: bytes) -> int:
    if len(content) > files.MAX_BYTES:
        raise Invalid(_("This file is larger than 15 MB."), "file")
    kind, suffix, clean = "application/pdf", ".pdf", content
    if not content.startswith(b"%PDF-"):
        try:
            kind, suffix, clean = redrawn(content)
        except Invalid as refusal:
            raise Invalid(_("Choose a PDF, JPEG or PNG file."), "file") from refusal
    stem = files.safe_name(name).rsplit(".", 1)[0] or "bewijs"
    return int(
        files.store(case_id=case_id, ground=ground, name=f"{stem}{suffix}", media_type=kind, content=clean).pk
    )
