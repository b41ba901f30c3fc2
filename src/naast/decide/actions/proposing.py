from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from naast.decide import replacing, rules
from naast.decide.actions.basing import Rests, keep_basis
from naast.decide.actions.circle import let_readers_out
from naast.decide.dossier import LETTERS_IN, Dossier, dossier_of, title_named
from naast.decide.mandate_queries import may_come_in
from naast.decide.models import Hearing, OpenFund, Proposal
from naast.decide.models.decisions import (
    DANGER,
    EVICTION,
    NO,
    OTHERWISE,
    OUTCOMES,
    REFUSING,
    URGENT_KINDS,
    YES,
)
from naast.decide.money import checked_amount
from naast.decide.queries import held_mandates, writers_of
from naast.decide.refusals import said
from naast.decide.types import ProposedTerms
from naast.kernel import actors, audit, clock, drafts
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.locking import save_version
from naast.people import actions as people_actions
from naast.people import purposes
from naast.people import queries as people
from naast.people.types import CaseFacts
from naast.weigh import queries as weigh

IN_WORDS = {
    DANGER: _lazy("Somebody is in danger."),
    EVICTION: _lazy("Within days somebody is put out of the house."),
}
"""What the papers say when no own words were written beside the reason."""

LENGTHS = {
    "granted": 3_000,
    "conditions": 3_000,
    "reason": 10_000,
    "refused_because": 5_000,
    "urgent_because": 500,
}


def draft_key(case_id: int, what: str) -> str:
    """Under which drafts about one part of this room are kept; `what` may name one of several: `letter:7`.

    The case comes first among the numbers: by that erasure finds them.
    """
    part, colon, number = what.partition(":")
    return f"decide.{part}:{case_id}{colon}{number}"


def case_beside(actor: Actor, case_id: int) -> CaseFacts:
    """The case of who stands beside the resident: who only reads along or decides does not write in it.

    Raises NotVisible for a case that the actor may not open, NotAllowed for one they may only read.
    """
    case = people.case_for(actor, case_id)
    stands_beside(actor, case)
    return case


def writes_beside(actor: Actor, case: CaseFacts) -> bool:
    """Whether the actor stands beside the resident, and so writes in the case."""
    return actor.is_staff and actor.has_role(*actors.CASE_ROLES) and case.stands_beside


def stands_beside(actor: Actor, case: CaseFacts) -> None:
    """Raises NotAllowed for who may open the case but does not stand beside the resident."""
    if not writes_beside(actor, case):
        raise NotAllowed(_("Only someone who stands beside the resident writes this."))


@transaction.atomic
def hear(
    *,
    actor: Actor,
    case_id: int,
    held_on: dt.date | None = None,
    way: str = "",
    words: str = "",
    why_not: str = "",
    exception: str = "",
) -> int:
    """Write down what the resident says before a "no" or "partly" (Awb 4:7, 4:8), or why nobody could ask.

    Raises Invalid without either, for a day in the future, or an unknown way. Gives the id of the hearing.
    """
    case = case_beside(actor, case_id)
    if not words.strip() and not why_not.strip():
        raise Invalid(_("Write down what the resident said, or why you could not ask."), "words")
    if words.strip() and held_on is None:
        raise Invalid(_("When did you speak to each other?"), "held_on")
    if held_on is not None and held_on > clock.today():
        raise Invalid(_("This day lies in the future."), "held_on")
    if way and way not in dict(Hearing.WAYS):
        raise Invalid(_("Choose how you spoke to each other."), "way")
    if exception and exception not in dict(Hearing.EXCEPTIONS):
        raise Invalid(_("Choose one of the grounds in the list."), "exception")
    if exception and not why_not.strip():
        raise Invalid(_("Say in your own words why nobody was heard."), "why_not")
    for field, text, limit in (("words", words, 10_000), ("why_not", why_not, 2_000)):
        if len(text) > limit:
            raise Invalid(_("This text is too long."), field)
    row = Hearing(
        case_id=case.id,
        ground=case.law,
        held_on=held_on,
        way=way,
        words=words.strip(),
        why_not=why_not.strip(),
        exception=exception,
        heard_by_id=actor.id,
    )
    row.save()
    drafts.drop(actor=actor, object_key=draft_key(case.id, "hearing"))
    audit.change(actor, "decide.hear", row)
    return int(row.pk)


@transaction.atomic
def propose(
    *,
    actor: Actor,
    case_id: int,
    terms: ProposedTerms,
    reader_id: int | None = None,
    mandate_id: int | None = None,
    base_version: int = 0,
    rests: Rests | None = None,
) -> int:
    """Propose a decision, or change the open proposal; gives its id.

    Who reads along and whose mandate it needs follow from the rules; where more than one may, the writer's
    choice counts, else the lowest mandate that suffices. A changed proposal is read anew. Raises Invalid
    when the plan is not agreed, the weighing is not complete, or a "no" gives no reason; Stale when
    somebody else changed it first.
    """
    case = case_beside(actor, case_id)
    dossier = dossier_of(case)
    lacks = dossier.lacks()
    if lacks:
        raise Invalid(_("First this is needed: %(what)s.") % {"what": "; ".join(lacks)})
    terms = _with_title(terms, dossier)
    number = write(
        actor,
        case,
        terms,
        # What began by the short way rests on plan and weighing from now on.
        {"title_text": title_named(dossier, terms.title_row), "is_routine": False},
        is_exception=dossier.is_exception,
        result=dossier.result,
        wanted=(reader_id, mandate_id),
        base_version=base_version,
    )
    if rests is not None:
        keep_basis(case, Proposal.objects.get(pk=number), rests)
    return number


def _with_title(terms: ProposedTerms, dossier: Dossier) -> ProposedTerms:
    route = dossier.weighing.route if dossier.weighing else None
    if terms.title_row or route is None:
        return terms
    return dataclasses.replace(terms, title_row=str(route.row_id))


def write(
    actor: Actor,
    case: CaseFacts,
    terms: ProposedTerms,
    known: dict[str, Any],
    *,
    is_exception: bool,
    result: str,
    wanted: tuple[int | None, int | None] = (None, None),
    base_version: int = 0,
) -> int:
    """Keep the proposal with who reads along and who may decide; `known` holds further columns."""
    terms = checked(terms)
    replacing.check(case.id, terms)
    held = held_mandates()
    today = clock.today()
    clause = _clause(terms, is_exception=is_exception, result=result)
    limit = rules.own_limit(held, staff_id=actor.id, law=case.law, on=today, clause=clause)
    needed = rules.needed(
        outcome=terms.outcome, amount=terms.amount, is_exception=is_exception, result=result, own_limit=limit
    )
    standing = _open_proposal(case.id)
    wrote = {actor.id} if standing is None else {actor.id, *writers_of(standing.pk)}
    weighed = weigh.writers_of(case.id) - wrote
    tied = rules.tied(held, wrote | weighed, on=today) - wrote - weighed
    reader = _reader(wrote, weighed, tied, needed, wanted[0])
    near = may_come_in(case)
    able = [item for item in held if item.staff_id in near and wanted[1] in (None, item.id)]
    barred = _readers(standing) if reader is None else {reader, *_readers(standing)}
    barred |= replacing.barred(case.id)
    mandate = rules.lowest(
        able,
        reach=needed.reach,
        amount=terms.amount,
        law=case.law,
        on=today,
        not_by=barred,
        rather=actor.id,
        wrote=wrote,
        clause=clause,
    )
    if mandate is None and wanted[1] is not None:
        raise Invalid(
            _("This mandate does not suffice. Leave it empty to let the house propose one."), "mandate"
        )
    columns = (
        _columns(terms)
        | known
        | {
            "law": case.law,
            "is_exception": is_exception,
            "clause": clause,
            "reach": needed.reach,
            "reader_role": needed.reader_role,
            "writer_id": actor.id,
            "reader_id": reader,
            "mandate_id": mandate.id if mandate else None,
        }
    )
    row = _keep(case, standing, columns, base_version)
    keep_basis(case, row)
    _invite(actor, case, reader, needed.reader_role)
    _invite(actor, case, mandate.staff_id if mandate else None, "mandate_holder")
    no_more = _asked(standing) - {reader, mandate.staff_id if mandate else None}
    if no_more:
        let_readers_out(actor, case.id, only=no_more)
    drafts.drop(actor=actor, object_key=draft_key(case.id, "proposal"))
    audit.change(actor, "decide.propose", row, outcome=terms.outcome, reach=needed.reach)
    return int(row.pk)


def _keep(case: CaseFacts, standing: Proposal | None, columns: dict[str, Any], base_version: int) -> Proposal:
    if standing is not None:
        return save_version(standing, base_version=base_version, changes=columns, shown="granted")
    row = Proposal(case_id=case.id, ground=case.law, **columns)
    with said():
        row.save()
    return row


def _open_proposal(case_id: int) -> Proposal | None:
    """Locked: who decides at this moment changes its state, not its version."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("mandate")
    row: Proposal | None = rows.filter(case_id=case_id, state=Proposal.OPEN).first()
    return row


def _asked(row: Proposal | None) -> set[int]:
    """Staff who were asked to read a proposal along or to decide it."""
    if row is None:
        return set()
    asked = {row.reader_id, row.mandate.staff_id if row.mandate else None}
    return {number for number in asked if number is not None}


def _columns(terms: ProposedTerms) -> dict[str, Any]:
    return dataclasses.asdict(terms) | {"is_urgent": bool(terms.urgent_kind)}


def _clause(terms: ProposedTerms, *, is_exception: bool, result: str) -> str:
    """The kind of exception, by the legal title that was chosen."""
    kind = ""
    if is_exception and terms.title_row.isascii() and terms.title_row.isdigit():
        kind = weigh.law_row(int(terms.title_row)).kind
    return rules.clause_of(kind, outcome=terms.outcome, is_exception=is_exception, result=result)


def checked(terms: ProposedTerms) -> ProposedTerms:
    """The terms, trimmed. A "no" grants nothing and has its own reason; nothing is filled in for it."""
    if terms.outcome not in dict(OUTCOMES):
        raise Invalid(_("Choose yes, partly or no."), "outcome")
    texts = {name: getattr(terms, name).strip() for name in LENGTHS}
    for name, limit in LENGTHS.items():
        if len(texts[name]) > limit:
            raise Invalid(_("This text is too long."), name)
    if terms.outcome in REFUSING and not texts["refused_because"]:
        raise Invalid(
            _("Write down what you do not do, and why. Nobody else can write this for you."),
            "refused_because",
        )
    if terms.amount is not None:
        checked_amount(terms.amount)
    if terms.from_on and terms.until_on and terms.until_on < terms.from_on:
        raise Invalid(_("The end lies before the beginning."), "until_on")
    if terms.fund_id is not None and not OpenFund.objects.filter(pk=terms.fund_id, practice_of=None).exists():
        raise NotVisible
    if terms.fund_id is not None and not terms.amount and terms.outcome != NO:
        raise Invalid(_("Which amount is to be set aside in the fund?"), "amount")
    terms = _with_urgency(dataclasses.replace(terms, **texts))
    if terms.outcome == YES:
        return dataclasses.replace(terms, refused_because="")
    if terms.outcome == NO:
        return ProposedTerms(
            outcome=NO,
            refused_because=terms.refused_because,
            review_on=terms.review_on,
            title_row=terms.title_row,
            urgent_kind=terms.urgent_kind,
            urgent_because=terms.urgent_because,
        )
    return terms


def _with_urgency(terms: ProposedTerms) -> ProposedTerms:
    """Danger and eviction say enough; anything else is told in words, which are a reason by themselves."""
    kind = terms.urgent_kind or (OTHERWISE if terms.urgent_because else "")
    if not kind:
        return terms
    if kind not in dict(URGENT_KINDS):
        raise Invalid(_("Choose why this cannot wait."), "urgent_kind")
    words = terms.urgent_because
    if not words and kind == OTHERWISE:
        raise Invalid(_("Write down why this cannot wait."), "urgent_because")
    with translation.override(LETTERS_IN):
        words = words or str(IN_WORDS[kind])
    return dataclasses.replace(terms, urgent_kind=kind, urgent_because=words)


def _readers(row: Proposal | None) -> set[int]:
    """Who read any version along: they decide nothing about it."""
    return set() if row is None else set(row.readings.values_list("reader_id", flat=True))


def _reader(
    wrote: set[int], weighed: set[int], tied: set[int], needed: rules.Needed, wanted: int | None
) -> int | None:
    """Who reads along: the one chosen when that person may, else the first by name; None when nobody need.

    Never who wrote any version or `weighed`, which is writing a part of the weighing, nor who is `tied` to
    any of them by standing in.
    """
    if not needed.reader_role:
        return None
    barred = wrote | weighed | tied
    able = [face.id for face in people.staff_with_role(needed.reader_role, without=barred)]
    if wanted in weighed:
        raise Invalid(_("Who wrote a part of the weighing does not read it along."), "reader")
    if wanted in tied:
        raise Invalid(
            _("Whoever stands in for the writer, or the other way round, does not read along."), "reader"
        )
    if wanted is not None and wanted not in able:
        raise Invalid(_("Choose somebody else who may read this along."), "reader")
    return wanted if wanted is not None else next(iter(able), None)


def _invite(actor: Actor, case: CaseFacts, staff_id: int | None, role: str) -> None:
    """Whoever reads along or decides may open the case until it is decided."""
    if staff_id is None or any(
        place.face.kind == "staff" and place.face.id == staff_id for place in people.circle_of(case.id)
    ):
        return
    with translation.override(LETTERS_IN):
        purpose = str(purposes.READ_ALONG)
    people_actions.let_in(actor=actor, case_id=case.id, role=role, staff_id=staff_id, purpose=purpose)


@transaction.atomic
def withdraw(*, actor: Actor, case_id: int, base_version: int) -> None:
    """Take the open proposal back; who came in for it goes out. Raises NotVisible when there is none."""
    case = case_beside(actor, case_id)
    row = _open_proposal(case.id)
    if row is None:
        raise NotVisible
    save_version(row, base_version=base_version, changes={"state": Proposal.WITHDRAWN})
    audit.change(actor, "decide.withdraw", row)
    let_readers_out(actor, case.id, only=_asked(row))
