"""Four made-up residents ("fictief", no source) of whom a year was counted: with Bartels they are the five
that it takes before earlier plans say anything about a kind of line."""

from __future__ import annotations

from decimal import Decimal

from naast.demo import telling
from naast.demo.stage import House
from naast.follow import actions as follow
from naast.follow import queries as following
from naast.follow.types import Count
from naast.kernel.clock import shifted
from naast.plan import actions as plan

WHAT = "Basic mental-health consult"
# First name, how many talks were expected in the year, and how many there were.
PEOPLE = (("Mevrouw H.", 8, 6), ("Meneer J.", 10, 12), ("Mevrouw K.", 12, 9), ("Meneer L.", 8, 8))


def load(house: House) -> None:
    """A plan with one line each, agreed over a year ago, and how many talks it became."""
    for given_name, expected, counted in PEOPLE:
        with shifted(-410):
            told = telling.begin(house, given_name, "(fictief)", law="participatiewet", by="consulent")
            telling.perspective(told, "Over een jaar voel ik me beter. (fictief)")
            line = plan.add_line(
                actor=told.worker,
                case_id=told.case_id,
                scenario="plan",
                what=WHAT,
                quantity=Decimal(expected),
                reason="Verzonnen (fictief).",
            )
            plan.agree(actor=told.worker, case_id=told.case_id)
        with shifted(-40):
            followed = following.followed(told.case_id)
            if followed is None:
                raise RuntimeError(f"{given_name} has no plan with an amount")
            follow.note_realised(
                actor=told.worker,
                case_id=told.case_id,
                line_id=line.pk,
                count=Count(Decimal(counted), *following.year_of(followed, 0), "Samen nageteld (fictief)"),
            )
