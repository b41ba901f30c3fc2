"""What the tests of clocks share: days ago, and the clock of what came in."""

from __future__ import annotations

import datetime as dt

from naast.decide import queries
from naast.kernel import clock


def ago(days: int) -> dt.date:
    return clock.today() - dt.timedelta(days=days)


def clock_of(deciding, intake_id):
    return next(item for item in queries.clocks_of(deciding.case_id) if item.intake.id == intake_id)
