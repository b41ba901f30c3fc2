"""The mandate register as staff read it, why a mandate is proposed, and what was decided under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from naast.decide import rules
from naast.decide.models import Decision
from naast.decide.models.decisions import OUTCOMES
from naast.decide.models.mandates import LAWS, REACH_ORDER, REACHES
from naast.decide.queries import held_mandates, mandates, writers_of
from naast.decide.types import MandateFacts, ProposalFacts
from naast.kernel import actors, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.people import queries as people
from naast.people.types import CaseFacts, Face

ACCOUNT_READERS = frozenset({actors.QUALITY_OFFICER, actors.CONTROLLER})
"""Roles that read afterwards what was decided under which mandate."""

MAY_HOLD = actors.CASE_ROLES | {actors.MANDATE_HOLDER}
"""Roles with which somebody may come into a case, and so decide there."""

ACCOUNT_PAGE = 50
ENDED_SHOWN = 50
AT_A_GLANCE = 10
"""So many mandates are found without looking for one."""

NOW, LATER, ENDED = "now", "later", "ended"

WHY_NOT = {
    rules.NARROW: _("not for this kind of decision"),
    rules.KIND: _("not for this kind of exception"),
    rules.BELOW: _("the limit is lower than the amount"),
    rules.HAND: _("had a hand in this, or stands in for somebody who had"),
    rules.AWAY: _("may not open this case and is no mandate holder"),
}


@dataclass(frozen=True, slots=True)
class Registered:
    """A mandate in the register with who stands in, each by their first day. `state`: now, later or ended."""

    facts: MandateFacts
    law_label: str
    state: str
    stand_ins: tuple[MandateFacts, ...]

    @property
    def stands_in_now(self) -> list[MandateFacts]:
        """Who stands in today."""
        return [item for item in self.stand_ins if item.holds_today]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A mandate that is lower than the one proposed, and why it is not that one."""

    facts: MandateFacts
    because: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why this mandate is proposed. `amount` in euros, None without one.

    `lower` are the lower mandates of today for this law that do not suffice; `also` one that does, when the
    writer chose a wider one.
    """

    reach_label: str
    amount: Decimal | None
    law_label: str
    lower: tuple[PassedOver, ...]
    also: MandateFacts | None


@dataclass(frozen=True, slots=True)
class Accounted:
    """A decision for the account: no name of a resident, no words of a story."""

    decision_id: int
    decided_on: dt.date
    reach_label: str
    law_label: str
    title_text: str
    outcome_label: str
    amount: Decimal | None
    mandate: MandateFacts


@dataclass(frozen=True, slots=True)
class Account:
    """A page of the account in order of day, the latest first. Nothing is counted: it ranks nobody."""

    rows: tuple[Accounted, ...]
    number: int
    has_more: bool

    @property
    def before(self) -> int:
        """The page with later days."""
        return self.number - 1

    @property
    def next(self) -> int:
        """The page with earlier days."""
        return self.number + 1


def may_keep(actor: Actor) -> bool:
    """Whether this actor keeps the register."""
    return actor.is_staff and actor.has_role(actors.ADMINISTRATOR)


def may_account(actor: Actor) -> bool:
    """Whether this actor reads what was decided under which mandate."""
    return actor.is_staff and actor.has_role(*ACCOUNT_READERS)


def law_label(law: str) -> str:
    """The law in words; empty: every law."""
    return str(dict(LAWS).get(law, law)) if law else str(_("every law"))


def state_of(facts: MandateFacts) -> str:
    """Whether a mandate holds today, later, or no more."""
    if facts.has_ended or facts.falls_away:
        return ENDED
    return NOW if facts.holds_today else LATER


def register() -> list[Registered]:
    """Every mandate, the narrowest first: by kind, law, limit and name."""
    found = mandates()
    stand_ins: dict[int, list[MandateFacts]] = {}
    for item in found:
        if item.mandate_id is not None:
            stand_ins.setdefault(item.mandate_id, []).append(item)
    rows = [
        Registered(
            facts=item,
            law_label=law_label(item.law),
            state=state_of(item),
            stand_ins=tuple(sorted(stand_ins.get(item.id, []), key=lambda each: (each.from_on, each.id))),
        )
        for item in found
        if item.mandate_id is None
    ]
    return sorted(rows, key=_narrowest)


def having(rows: Iterable[Registered], words: str) -> list[Registered]:
    """The mandates in which each of these words stands: in who holds it or stands in today, the function, the
    law, the kind of decision, or on what it rests."""
    wanted = words.casefold().split()

    def said(row: Registered) -> str:
        people_in_it = [face for item in (row.facts, *row.stands_in_now) for face in _names(item.staff)]
        facts = row.facts
        parts = (*people_in_it, facts.reach_label, *facts.kind_labels, row.law_label, facts.basis)
        return " ".join(parts).casefold()

    return [row for row in rows if all(word in said(row) for word in wanted)]


def _names(face: Face) -> tuple[str, str]:
    return face.name, face.function


def _narrowest(row: Registered) -> tuple[int, str, Decimal, str, int]:
    facts = row.facts
    return REACH_ORDER.index(facts.reach), facts.law, facts.up_to, facts.staff.name.casefold(), facts.id


def one_mandate(mandate_id: int) -> Registered:
    """One mandate of the register; of who stands in, the mandate they use. Raises NotVisible without it."""
    for row in register():
        if mandate_id == row.facts.id or mandate_id in {item.id for item in row.stand_ins}:
            return row
    raise NotVisible


def may_come_in(case: CaseFacts) -> set[int]:
    """Staff who may decide here: those in the circle, and mandate holders, who can be let in."""
    inside = {place.face.id for place in people.circle_of(case.id) if place.face.kind == "staff"}
    return inside | {face.id for face in people.staff_with_role(actors.MANDATE_HOLDER)}


def why_proposed(case: CaseFacts, proposal: ProposalFacts) -> Why | None:
    """Why the house proposes this mandate; None when nobody's suffices."""
    if proposal.mandate is None:
        return None
    today, amount = clock.today(), proposal.terms.amount
    wrote = writers_of(proposal.id)
    read = {reading.reader.id for reading in proposal.readings}
    if proposal.reader is not None:
        read.add(proposal.reader.id)
    near = may_come_in(case)
    facts = {item.id: item for item in mandates()}
    held = held_mandates()
    chosen = next(item for item in held if item.id == proposal.mandate.id)
    lower: list[PassedOver] = []
    also: list[rules.Held] = []
    for item in held:
        if item.id == chosen.id or not item.is_lower_than(chosen) or not item.holds(law=case.law, on=today):
            continue
        why = rules.why_not(
            item,
            reach=proposal.reach,
            amount=amount,
            read=read,
            wrote=wrote,
            near=near,
            clause=proposal.clause,
        )
        if why:
            lower.append(PassedOver(facts[item.id], str(WHY_NOT[why])))
        else:
            also.append(item)
    also.sort(key=lambda item: item.width)
    return Why(
        reach_label=proposal.reach_label,
        amount=amount,
        law_label=law_label(case.law),
        lower=tuple(lower),
        also=facts[also[0].id] if also else None,
    )


def account(
    *,
    from_on: dt.date | None = None,
    until_on: dt.date | None = None,
    mandate_ids: Iterable[int] | None = None,
    page: int = 1,
) -> Account:
    """What was decided under which mandate, the latest day first. The caller has checked `may_account`.

    `mandate_ids`: only under these. Practice cases are left out.
    """
    rows = Decision.objects.filter(case__is_practice=False)
    if from_on is not None:
        rows = rows.filter(decided_on__gte=from_on)
    if until_on is not None:
        rows = rows.filter(decided_on__lte=until_on)
    if mandate_ids is not None:
        rows = rows.filter(mandate_id__in=list(mandate_ids))
    number = max(1, min(page, 10_000))
    start = (number - 1) * ACCOUNT_PAGE
    shown = ("decided_on", "reach", "law", "title_text", "outcome", "amount", "mandate_id")
    found = list(
        rows.order_by("-decided_on", "-id").values_list("id", *shown)[start : start + ACCOUNT_PAGE + 1]
    )
    facts = {item.id: item for item in mandates()}
    reaches, outcomes = dict(REACHES), dict(OUTCOMES)
    return Account(
        rows=tuple(
            Accounted(
                decision_id=number_of,
                decided_on=day,
                reach_label=str(reaches[reach]),
                law_label=law_label(law),
                title_text=title,
                outcome_label=str(outcomes[outcome]),
                amount=amount,
                mandate=facts[mandate_id],
            )
            for number_of, day, reach, law, title, outcome, amount, mandate_id in found[:ACCOUNT_PAGE]
        ),
        number=number,
        has_more=len(found) > ACCOUNT_PAGE,
    )
