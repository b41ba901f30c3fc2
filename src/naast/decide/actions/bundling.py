from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from naast.decide import bundle
from naast.decide.documents.merging import NotReadable
from naast.decide.models import Objection, ObjectionPaper
from naast.decide.refusals import said
from naast.kernel import actors, audit, files
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.people import queries as people

GROUNDS = (bundle.THIRD, bundle.WEIGHTY)


@transaction.atomic
def make_bundle(
    *,
    actor: Actor,
    case_id: int,
    objection_id: int,
    left_out: Mapping[str, str] | None = None,
    added: Collection[str] = (),
) -> int:
    """Make the bundle of papers of an objection and keep it; gives its id.

    `left_out`: by the key of a piece the ground on which it is not in it, which the cover says; `added`: keys
    of further papers of the case. By who stands beside the resident or handles the objection. The same
    papers and choices give the same bytes, which are kept once.
    """
    case = people.case_for(actor, case_id)
    about = bundle.subject_of(case, objection_id)
    if about is None:
        raise NotVisible
    handles = about.objection.handler is not None and about.objection.handler.id == actor.id
    beside = case.stands_beside and actor.has_role(*actors.CASE_ROLES)
    if not (actor.is_staff and (handles or beside)):
        raise NotAllowed(_("Only who stands beside the resident or handles the objection does this."))
    Objection.objects.select_for_update().get(pk=objection_id)
    pieces = bundle.pieces_of(about)
    out = _left_out(pieces, left_out or {})
    unknown = set(added) - {piece.key for piece in pieces if piece.is_extra}
    if unknown:
        raise Invalid(_("This paper is not one of this case."), "added")
    chosen = [
        piece for piece in pieces if piece.key not in out and (not piece.is_extra or piece.key in added)
    ]
    # Two letters of one kind have one title, and each is said to be left out.
    missing = [(piece.title, out[piece.key]) for piece in pieces if piece.key in out]
    try:
        content = bundle.pdf(about, chosen, missing)
    except NotReadable as error:
        raise Invalid(_("One of the files cannot be read as a PDF: leave it out."), "added") from error
    digest = files.digest(content)
    before = ObjectionPaper.objects.filter(objection_id=objection_id, digest=digest).first()
    if before is not None:
        return int(before.pk)
    row = ObjectionPaper(
        case_id=case.id,
        ground=case.law,
        objection_id=objection_id,
        file=files.store(
            case_id=case.id,
            ground=case.law,
            name=f"stukken-bezwaar-{objection_id}.pdf",
            media_type=bundle.PDF,
            content=content,
        ),
        digest=digest,
        made_by_id=actor.id,
    )
    with said():
        row.save()
    audit.change(actor, "decide.make_bundle", row, pieces=len(chosen), left_out=len(out))
    return int(row.pk)


def _left_out(pieces: list[bundle.Piece], wanted: Mapping[str, str]) -> dict[str, str]:
    may = {piece.key for piece in pieces if piece.may_leave and not piece.is_extra}
    out = {key: ground for key, ground in wanted.items() if ground}
    for key, ground in out.items():
        if key not in may:
            raise Invalid(_("This paper belongs in every bundle."), "left_out")
        if ground not in GROUNDS:
            raise Invalid(_("Choose on which ground it is left out."), "left_out")
    return out
