"""Whether somebody was asked to read something along in a case, for the rooms before this one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from naast.decide.late import read_now
from naast.decide.models import Proposal, Sample, SampleReader


def is_asked_to_read(case_id: int, staff_id: int) -> bool:
    """As the reader of the open proposal, of an urgent decision, or of a drawn one that nobody read yet."""
    open_now = Q(state=Proposal.OPEN) | Q(~read_now(), state=Proposal.DECIDED, is_urgent=True)
    if Proposal.objects.filter(open_now, case_id=case_id, reader_id=staff_id).exists():
        return True
    later = SampleReader.objects.filter(sample=OuterRef("sample"), pk__gt=OuterRef("pk"))
    drawn = SampleReader.objects.filter(~Exists(later), sample=OuterRef("pk"), reader_id=staff_id)
    return bool(Sample.objects.filter(Exists(drawn), case_id=case_id, reading__isnull=True).exists())
