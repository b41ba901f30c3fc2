"""Remarks of who reads along, each at a block, and the answers to them. They block nothing."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.people import queries as people_queries
from naast.weigh import queries
from naast.weigh.actions.weighing import case_beside, draft_key
from naast.weigh.blocks import READ_ALONG, fingerprint
from naast.weigh.models import Remark, RemarkAnswer, Weighing
from naast.weigh.models.reading import REMARK_LENGTH
from naast.weigh.refusals import NOT_ALLOWED, said
from naast.weigh.remark_queries import reads_along


@transaction.atomic
def make_remark(*, actor: Actor, case_id: int, block: str, words: str, seen: str) -> Remark:
    """Ask or say something at a block as second reader or lawyer in the circle.

    `seen`: the fingerprint of the block on the page of the reader; the block is kept with the remark. Raises
    Stale when it says something else by now, NotAllowed for who does not read along or wrote a part, Invalid
    for a block that is not there (the law is closed) or without words. The same remark twice is kept once.
    """
    case = people_queries.case_for(actor, case_id)
    if not (actor.is_staff and reads_along(actor, case)):
        raise NotAllowed(str(NOT_ALLOWED["weigh_remark_by_reader"]))
    if actor.id in queries.writers_of(case.id):
        raise NotAllowed(str(NOT_ALLOWED["weigh_remark_by_who_wrote"]))
    text = _text(words)
    facts = queries.weighing_of(case.id)
    if facts is None or block not in facts.texts or block not in READ_ALONG:
        raise Invalid(_("This block is not there. Choose one of the page."), "words")
    row = Weighing.objects.get(case_id=case.id)
    standing: Remark | None = row.remarks.filter(
        reader_id=actor.id, block=block, words=text, block_text=facts.texts[block]
    ).first()
    if standing is not None:
        return standing
    if seen != fingerprint(facts.texts[block]):
        raise Stale(
            _("This block says something else by now. Read it again; your remark is still here."),
            theirs=facts.texts[block],
        )
    remark = Remark(
        case_id=case.id,
        ground=case.law,
        weighing=row,
        block=block,
        block_text=facts.texts[block],
        words=text,
        reader_id=actor.id,
    )
    with said():
        remark.save(force_insert=True)
    audit.change(actor, "weigh.make_remark", remark, block=block)
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"remark-{block}"))
    return remark


def _text(words: str) -> str:
    text = words.replace("\r\n", "\n").strip()
    if not text:
        raise Invalid(_("Write this down in a sentence."), "words")
    if len(text) > REMARK_LENGTH:
        raise Invalid(_("This is longer than %(longest)s signs.") % {"longest": REMARK_LENGTH}, "words")
    return text


@transaction.atomic
def answer_remark(*, actor: Actor, case_id: int, remark_id: int, words: str) -> RemarkAnswer:
    """Answer a remark in words. Changing the block is an answer too, and asks none.

    Raises NotAllowed for who does not stand beside the resident or made the remark, NotVisible for a remark
    of elsewhere, Invalid without words or when it was answered already.
    """
    case = case_beside(actor, case_id)
    # Held: who answers at the same moment comes afterwards.
    Weighing.objects.select_for_update().filter(case_id=case.id).first()
    remark: Remark | None = Remark.objects.filter(pk=remark_id, case_id=case.id).first()
    if remark is None:
        raise NotVisible
    text = _text(words)
    standing: RemarkAnswer | None = RemarkAnswer.objects.filter(remark=remark).first()
    if standing is not None:
        if standing.words == text and standing.answered_by_id == actor.id:
            return standing
        raise Invalid(_("This remark was answered already."), "words")
    answer = RemarkAnswer(
        case_id=case.id, ground=case.law, remark=remark, words=text, answered_by_id=actor.id
    )
    with said():
        answer.save(force_insert=True)
    audit.change(actor, "weigh.answer_remark", answer)
    drafts.drop(actor=actor, object_key=draft_key(case.id, f"answer-{remark_id}"))
    return answer
