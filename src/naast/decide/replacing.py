"""What a decision that replaces another may not do, said while it is proposed. Migration 0014 holds the same.

To be checked by a lawyer: what an objection asks for is weighed anew and leaves nobody worse off (Awb 7:11),
and somebody else decides then (Awb 10:3 lid 3).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from naast.decide.models import Decision, Revision
from naast.decide.models.decisions import NO, PARTLY, YES
from naast.decide.queries import writers_of
from naast.decide.types import TermsFacts
from naast.kernel import clock
from naast.kernel.errors import Invalid

_ORDER = (NO, PARTLY, YES)


def gives_less(earlier: Decision, terms: TermsFacts) -> bool:
    """Whether the resident gets less than by the earlier decision: another answer, less money, or shorter."""
    if _ORDER.index(terms.outcome) < _ORDER.index(earlier.outcome):
        return True
    if (terms.amount or Decimal(0)) < (earlier.amount or Decimal(0)):
        return True
    if earlier.outcome == NO or terms.until_on is None:
        return False
    return terms.until_on < (earlier.until_on or dt.date.max)


def _being_replaced(case_id: int) -> Revision | None:
    rows = Revision.objects.filter(case_id=case_id, state=Revision.OPEN)
    found: Revision | None = rows.select_related(
        "replaces__proposal", "replaces__mandate__stands_in_for"
    ).first()
    return found


def check(case_id: int, terms: TermsFacts) -> None:
    """Raises Invalid for terms with which the decision that is looked at again cannot be replaced."""
    row = _being_replaced(case_id)
    if row is None or not gives_less(row.replaces, terms):
        return
    if row.objection_id is not None:
        raise Invalid(_("After an objection nobody is worse off than before (Awb 7:11)."), "outcome")
    if terms.outcome == YES:
        raise Invalid(
            _("This gives less than the decision that it replaces: choose partly or no, with the reason."),
            "outcome",
        )
    if row.works_from is not None and row.works_from < clock.today() and not row.back_because:
        raise Invalid(_("This reaches back to before today: write down why, where you began this."), "")


def barred(case_id: int) -> set[int]:
    """Who does not decide now: after an objection those who had a hand in the earlier decision, and for whom
    was stood in there."""
    row = _being_replaced(case_id)
    if row is None or row.objection_id is None:
        return set()
    earlier, proposal = row.replaces, row.replaces.proposal
    read = proposal.readings.values_list("reader_id", flat=True)
    hands = {earlier.decided_by_id, earlier.writer_id, proposal.reader_id, *read, *writers_of(proposal.pk)}
    stood = earlier.mandate.stands_in_for
    hands.add(stood.staff_id if stood else None)
    return {number for number in hands if number is not None}
