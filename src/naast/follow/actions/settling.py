from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import ROUND_HALF_EVEN, Decimal

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naast.decide import queries as decide
from naast.engines import returns
from naast.follow import afterwards, queries
from naast.follow.actions.realising import hold
from naast.follow.models import Settlement, SettlementStep
from naast.follow.models.settlements import (
    AGREED,
    MEASURED,
    PROPOSED,
    RESULT_LENGTH,
    SETTLED,
    STEP_LENGTH,
    WITHDRAWN,
)
from naast.follow.types import Followed, RealisedFacts, SettlementFacts, SettlementTerms
from naast.kernel import actors, audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.texts import cleaned
from naast.plan.amounts import LARGEST
from naast.plan.terms import payer_words
from naast.plan.types import LineFacts

CENT = Decimal("0.01")
LAST_DAY = dt.date(2199, 12, 31)
FROM = {AGREED: (PROPOSED,), MEASURED: (AGREED,), SETTLED: (MEASURED,), WITHDRAWN: (PROPOSED, AGREED)}


def _must_settle(actor: Actor) -> None:
    if not (actor.is_staff and actor.has_role(actors.CONTROLLER, actors.FUND_OWNER)):
        raise NotAllowed(_("Only a controller or the owner of a fund settles between payers."))


@transaction.atomic
def propose_settlement(
    *,
    actor: Actor,
    case_id: int,
    plan_version_id: int,
    agreed: SettlementTerms,
    words: str = "",
) -> Settlement:
    """Propose that one payer repays another a share of what is measured until a day.

    The expected gain of who repays is frozen beside it and is booked nowhere. Raises Invalid by the field:
    payers that this plan does not make pay or gain, shares of one payer over 1 together, a circle of payers;
    Stale when the case was decided on anew.
    """
    _must_settle(actor)
    hold(case_id)
    plan = _decided(case_id)
    if plan.version_id != plan_version_id:
        raise Stale(_("There is a newer decision in this case. Look at it before you propose anything."))
    gains = afterwards.expected(plan.returns)
    said = dataclasses.asdict(agreed) | {"result": cleaned(agreed.result, RESULT_LENGTH, "result")}
    words = cleaned(words, STEP_LENGTH, "words")
    if not said["result"]:
        raise Invalid(_("Write down on which measured result is repaid."), "result")
    _check_pair(plan, gains, agreed.advancer, agreed.repayer)
    _check_share(agreed.share)
    _check_until(plan, agreed.until_on)
    like = Settlement.objects.filter(plan_version_id=plan.version_id, state=PROPOSED, **said)
    standing: Settlement | None = like.filter(steps__by_staff_id=actor.id).first()
    if standing is not None:  # the form was sent twice
        return standing
    _check_others(case_id, plan.version_id, agreed)
    row = Settlement(
        case_id=case_id,
        ground=plan.ground,
        plan_version_id=plan.version_id,
        expected_gain=_kept(gains.of(agreed.repayer), "repayer"),
        **said,
    )
    row.save()
    _step(actor, row, PROPOSED, words)
    return row


def _kept(gain: Decimal, field: str = "") -> Decimal:
    if abs(gain) > LARGEST:
        raise Invalid(_("This amount is too large to be kept. Something in the plan cannot be right."), field)
    return gain


def _decided(case_id: int) -> Followed:
    plan = queries.decided(case_id)
    if plan is None:
        raise NotVisible
    return plan


def _check_pair(plan: Followed, gains: afterwards.Gains, advancer: str, repayer: str) -> None:
    if advancer not in afterwards.bearers(plan.returns, gains):
        raise Invalid(_("Choose a payer for whom this plan is a cost."), "advancer")
    if repayer not in afterwards.gainers(gains):
        raise Invalid(_("Choose a payer who gains by this plan."), "repayer")
    if advancer == repayer:
        raise Invalid(_("Nobody repays themselves: choose another payer."), "repayer")


def _check_share(share: Decimal) -> None:
    if not share.is_finite() or not 0 < share <= 1 or share != share.quantize(afterwards.SHARE_STEP):
        raise Invalid(_("A share is more than 0 and at most 100 per cent."), "share")


def _check_until(plan: Followed, until_on: dt.date) -> None:
    """A result is that of whole years: beside a part of one, doing nothing would look dearer than it is."""
    first = queries.year_of(plan, 0)[1]
    if until_on < first or until_on > LAST_DAY:
        message = _("A result is measured over whole years of the plan: {day} or later.")
        raise Invalid(message.format(day=date_format(first, "j F Y")), "until_on")


def _check_others(case_id: int, version_id: int, agreed: SettlementTerms) -> None:
    """What stands already: one settlement a pair, no more than all of a result together, and no circle."""
    live = list(Settlement.objects.filter(case_id=case_id).exclude(state=WITHDRAWN))
    here = [row for row in live if row.plan_version_id == version_id and row.repayer == agreed.repayer]
    if any(row.advancer == agreed.advancer for row in here):
        raise Invalid(_("These two have a settlement for this plan already."), "repayer")
    taken = sum((row.share for row in here), Decimal(0))
    if taken + agreed.share > 1:
        message = _("{payer} repays {taken} per cent of its result already: at most {left} per cent is left.")
        taken, left = (f"{(part * 100).normalize():f}" for part in (taken, 1 - taken))
        raise Invalid(message.format(payer=payer_words(agreed.repayer), taken=taken, left=left), "share")
    circle = afterwards.chain([(row.repayer, row.advancer) for row in live], agreed.advancer, agreed.repayer)
    if circle:
        message = _("This closes a circle: {chain}. Whoever repays cannot be repaid by the same way round.")
        chain = " → ".join(payer_words(code) for code in [*circle[1:], circle[1]])
        raise Invalid(message.format(chain=chain), "repayer")


def _step(actor: Actor, row: Settlement, state: str, words: str) -> None:
    SettlementStep(
        case_id=row.case_id, ground=row.ground, settlement=row, state=state, by_staff_id=actor.id, words=words
    ).save()
    audit.change(actor, f"follow.settlement_{state}", row)


def _brought_on(actor: Actor, settlement_id: int, state: str) -> tuple[Settlement, SettlementFacts, bool]:
    """The settlement, locked, and whether this actor brought it into that state already (sent twice)."""
    _must_settle(actor)
    row: Settlement | None = Settlement.objects.select_for_update().filter(pk=settlement_id).first()
    if row is None:
        raise NotVisible
    facts = queries.settlement(settlement_id)
    if row.state == state and facts.hand(state) == actor.id:
        return row, facts, True
    if row.state not in FROM[state]:
        raise Stale(_("Somebody brought this settlement on in the meantime. Look at it once more."))
    return row, facts, False


def why_not(actor: Actor, facts: SettlementFacts, state: str) -> str:
    """Why this actor does not bring the settlement into a state; empty when they may."""
    if state == AGREED and facts.hand(PROPOSED) == actor.id:
        return _("Somebody else agrees than who proposed it.")
    if state == AGREED and actor.id in decide.fund_owners_of(facts.case_id):
        return _("The owner of the fund that pays does not agree: the payer is not the approver.")
    if state == MEASURED and not actor.has_role(actors.CONTROLLER):
        return _("Only a controller measures.")
    if state == SETTLED and facts.hand(AGREED) == actor.id:
        return _("Somebody else settles than who agreed: the payer is not the approver.")
    return ""


def _allowed(actor: Actor, facts: SettlementFacts, state: str) -> None:
    why = why_not(actor, facts, state)
    if why:
        raise NotAllowed(why)


@transaction.atomic
def agree_settlement(*, actor: Actor, settlement_id: int, words: str = "") -> Settlement:
    """Agree to what somebody else proposed. Not for the owner of the fund that pays in this case: the payer
    is not the approver."""
    row, facts, done = _brought_on(actor, settlement_id, AGREED)
    if done:
        return row
    _allowed(actor, facts, AGREED)
    return _go(actor, row, AGREED, words)


@transaction.atomic
def measure_settlement(*, actor: Actor, settlement_id: int, words: str = "") -> Settlement:
    """Work out from what was counted how much who repays really gained, and what is due. Only a controller.

    Not before the agreed day, and not while a line of who repays, or one that overlaps with it, was not
    counted up to that day. A result of nothing or less means that nothing is due.
    """
    row, facts, done = _brought_on(actor, settlement_id, MEASURED)
    if done:
        return row
    _allowed(actor, facts, MEASURED)
    if clock.today() < row.until_on:
        day = date_format(row.until_on, "j F Y")
        raise Invalid(_("The agreement runs until {day}: nothing is measured before.").format(day=day))
    gain = _kept(_measured(row))
    row.measured_gain = gain
    row.due = (row.share * max(gain, Decimal(0))).quantize(CENT, ROUND_HALF_EVEN)
    return _go(actor, row, MEASURED, words, "measured_gain", "due")


@transaction.atomic
def settle(*, actor: Actor, settlement_id: int, words: str = "") -> Settlement:
    """Write down that what was measured has been repaid; never by who agreed to it."""
    row, facts, done = _brought_on(actor, settlement_id, SETTLED)
    if done:
        return row
    _allowed(actor, facts, SETTLED)
    return _go(actor, row, SETTLED, words)


@transaction.atomic
def withdraw_settlement(*, actor: Actor, settlement_id: int, words: str) -> Settlement:
    """Take a settlement back that was not measured yet, and say why."""
    row, _facts, done = _brought_on(actor, settlement_id, WITHDRAWN)
    if done:
        return row
    if not words.strip():
        raise Invalid(_("Say why it is withdrawn."), "words")
    return _go(actor, row, WITHDRAWN, words)


def _go(actor: Actor, row: Settlement, state: str, words: str, *fields: str) -> Settlement:
    words = cleaned(words, STEP_LENGTH, "words")
    row.state = state
    row.version += 1
    row.save(update_fields=["state", "version", *fields])
    _step(actor, row, state, words)
    return row


def _measured(row: Settlement) -> Decimal:
    """What who repays gained by the plan it was agreed for, over the years of it until the agreed day."""
    plan = queries.plan_at(row.case_id, row.plan_version_id)
    years = queries.years_until(plan, row.until_on)
    found = {(item.line_id, item.year): item for item in queries.realised_of(row.plan_version_id)}
    theirs = [line for line in plan.lines if row.repayer in (line.payer, line.beneficiary)]
    # What overlaps with it counts along: left uncounted it would leave the gain of who repays too large.
    groups = {line.overlap_group for line in theirs if line.overlap_group}
    for line in plan.lines:
        if line in theirs or line.overlap_group in groups:
            for year in afterwards.years_of(line, years):
                _must_be_counted(row, plan, line, year, found.get((line.id, year)))
    counted = {key: item.quantity for key, item in found.items()}
    try:
        return afterwards.compare(plan.returns, counted, years=years).realised.of(row.repayer)
    except returns.BadInput as refusal:
        # Which line it is stands in words of the case, and those are not for who settles.
        raise Invalid(
            _("What was counted cannot be worked out. Ask who stands beside the resident to look at it.")
        ) from refusal


def _must_be_counted(
    row: Settlement, plan: Followed, line: LineFacts, year: int, found: RealisedFacts | None
) -> None:
    what = payer_words(line.payer)
    if found is None or found.quantity is None:
        message = _("Year {year} of a line of {payer} was not counted: there is no measured result yet.")
        raise Invalid(message.format(year=year + 1, payer=what))
    last = min(queries.year_of(plan, year)[1], row.until_on)
    if found.to_on < last:
        message = _("Year {year} of a line of {payer} was counted until {day} only: count on until {last}.")
        days = {"day": date_format(found.to_on, "j F Y"), "last": date_format(last, "j F Y")}
        raise Invalid(message.format(year=year + 1, payer=what, **days))
