"""What a proposal, and the decision made of it, rests on."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from naast.decide.clock_queries import proposed_intake
from naast.decide.models import Basis, Proposal
from naast.decide.refusals import said
from naast.kernel.errors import Invalid, NotVisible
from naast.people import queries as people
from naast.people.types import CaseFacts

LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class Rests:
    """What the writer says that it rests on: something that came in, or (None) the house itself, and why."""

    intake_id: int | None = None
    because: str = ""


def keep_basis(case: CaseFacts, proposal: Proposal, rests: Rests | None = None) -> Basis:
    """Keep what a proposal rests on. Without a word of the writer it stays, or the house looks it up.

    Raises Invalid for the house itself without the reason, NotVisible for what came in in another case.
    """
    basis: Basis | None = Basis.objects.filter(proposal=proposal).first()
    if basis is not None and rests is None:
        return basis
    known = people.intakes_of(case.id)
    if rests is None:
        found = proposed_intake(case.id, known)
        rests = Rests(found.id if found else None)
    because = rests.because.strip()
    if len(because) > LENGTH:
        raise Invalid(_("This text is too long."), "because")
    if rests.intake_id is None and not because:
        raise Invalid(_("Write down why we begin about this ourselves."), "because")
    if rests.intake_id is not None and rests.intake_id not in {item.id for item in known}:
        raise NotVisible
    if basis is None:
        basis = Basis(case_id=case.id, ground=case.law, proposal=proposal)
    basis.intake_id, basis.because = rests.intake_id, because
    with said():
        basis.save()
    return basis
