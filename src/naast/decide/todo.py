"""What a proposal still lacks before it can be decided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from naast.decide.models import SecondReading
from naast.decide.models.decisions import REFUSING
from naast.decide.types import HearingFacts, ProposalFacts

PLAN, HEARING, MANDATE, READER, BASIS = "plan", "hearing", "mandate", "reader", "basis"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is still needed: a code of this module, and words for the page."""

    code: str
    words: str


def missing(
    proposal: ProposalFacts,
    hearings: Sequence[HearingFacts],
    lacks: Sequence[str] = (),
    *,
    outgrown: Sequence[str] = (),
    weighed: Collection[int] = (),
    has_basis: bool = True,
) -> list[Missing]:
    """Everything that stands between this proposal and a decision. `lacks` is of the dossier, for what goes
    by the weighing; `outgrown` is what the weighing came to say since, whichever way it goes;
    `weighed` are the staff who wrote a part of the weighing: what they read along does not count.

    What the resident said about an earlier decision was not about this one. `has_basis`: it says what it
    rests on, and when nobody asked for it, why the house begins.
    """
    found = [] if proposal.is_routine else [Missing(PLAN, words) for words in lacks]
    found += [Missing(PLAN, words) for words in outgrown]
    if not has_basis:
        found.append(Missing(BASIS, _("why we begin about this ourselves: nobody asked for it yet")))
    if proposal.outcome in REFUSING and all(hearing.was_used for hearing in hearings):
        found.append(Missing(HEARING, _("what the resident says about it (or why you could not ask)")))
    if proposal.mandate is None:
        found.append(Missing(MANDATE, _("somebody whose mandate suffices")))
    elif not proposal.mandate.holds_today:
        found.append(
            Missing(MANDATE, _("a mandate that holds today: keep the proposal again, and one is looked for"))
        )
    if proposal.reader_role and not proposal.is_urgent:
        found += _reading(proposal, weighed)
    return found


def _reading(proposal: ProposalFacts, weighed: Collection[int]) -> list[Missing]:
    now = [item for item in proposal.readings if item.is_current and item.reader.id not in weighed]
    if not now and proposal.reader and proposal.reader.id in weighed:
        wrote = _(
            "somebody else who reads along: %(name)s wrote in the weighing. Keep the proposal once more, and "
            "the house looks for one"
        )
        return [Missing(READER, wrote % {"name": proposal.reader.name})]
    if not now and proposal.reader and proposal.beside.reader_gone:
        gone = _(
            "somebody else who reads along: %(name)s cannot any more. Keep the proposal once more, and the "
            "house looks for one"
        )
        return [Missing(READER, gone % {"name": proposal.reader.name})]
    if not now:
        who = proposal.reader.name if proposal.reader else proposal.reader_role_label
        return [Missing(READER, _("a second pair of eyes: %(who)s") % {"who": who})]
    if any(reading.verdict != SecondReading.QUESTION for reading in now):
        return []
    if not now[-1].answers:
        return [Missing(READER, _("an answer to the question of the second reader"))]
    return [Missing(READER, _("what the second reader says, now that the question has its answer"))]


def advised_against(proposal: ProposalFacts) -> bool:
    """Whether the last advice about the proposal as it stands is not to do this."""
    now = [item for item in proposal.readings if item.is_current and item.verdict != SecondReading.QUESTION]
    return bool(now) and now[-1].verdict == SecondReading.ADVISE_AGAINST
