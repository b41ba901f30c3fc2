"""The clock of an intake, per law: what must have happened by when.

Sources: Wmo 2015 2.3.2 lid 1 (inquiry within six weeks after the report) and 2.3.5 lid 2 (decision within two
weeks after the application); Wgs 4 lid 1-2 (first talk within four weeks, within three working days when
something threatens) and 4a (decision within eight weeks after the first talk); otherwise Awb 4:13 (eight
weeks). To be checked by a lawyer before use.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from naast.kernel import retention
from naast.kernel.terms import LegalTerm
from naast.people.types import Moment

INQUIRY = LegalTerm("inquiry", "Wmo 2015 2.3.2 lid 1", weeks=6)
WMO_DECISION = LegalTerm("decision", "Wmo 2015 2.3.5 lid 2", weeks=2)
WGS_TALK = LegalTerm("talk", "Wgs 4 lid 1", weeks=4)
WGS_URGENT_TALK = LegalTerm("talk", "Wgs 4 lid 2", working_days=3)
WGS_DECISION = LegalTerm("decision", "Wgs 4a", weeks=8)
REASONABLE = LegalTerm("decision", "Awb 4:13 lid 2", weeks=8)

LABELS: dict[str, Any] = {"inquiry": _("inquiry"), "decision": _("decision"), "talk": _("first talk")}


def clock(*, law: str, kind: str, received_on: dt.date, is_urgent: bool) -> list[Moment]:
    """The steps that follow from an intake. Nothing is decided yet on an intake ex officio: no term runs."""
    if kind == "ex_officio":
        return []
    if law == retention.WMO and kind == "report":
        terms = _after_each_other(received_on, INQUIRY, WMO_DECISION)
    elif law == retention.WMO:
        terms = [(WMO_DECISION, received_on)]
    elif law == retention.WGS:
        terms = _after_each_other(received_on, WGS_URGENT_TALK if is_urgent else WGS_TALK, WGS_DECISION)
    else:
        terms = [(REASONABLE, received_on)]
    return [Moment(term.name, str(LABELS[term.name]), term.ends(start), term.source) for term, start in terms]


def _after_each_other(start: dt.date, *terms: LegalTerm) -> list[tuple[LegalTerm, dt.date]]:
    steps = []
    for term in terms:
        steps.append((term, start))
        start = term.ends(start)
    return steps
