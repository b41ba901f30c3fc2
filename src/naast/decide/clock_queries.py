"""What decisions rest on, and every clock that runs, as pages and other rooms read it."""

from __future__ import annotations

from django.db.models import Q

from naast.decide.models import Basis


def says_basis(proposal_id: int) -> bool:
    """Whether a proposal says what it rests on; ex officio that asks the reason."""
    asked_for = ~Q(because="") | Q(intake__kind__in=("report", "application"))
    return Basis.objects.filter(asked_for, proposal_id=proposal_id).exists()
