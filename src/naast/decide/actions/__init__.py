"""Every write about decisions: a verb, keyword-only, with an actor."""

from naast.decide.actions.deciding import decide
from naast.decide.actions.explaining import explain_letter, say_unclear
from naast.decide.actions.funds import (
    allocate,
    allow_below_zero,
    exported,
    open_fund,
    pay_petty,
    release,
    set_petty_cash,
    spend,
)
from naast.decide.actions.mandates import end_mandate, grant_mandate, let_stand_in
from naast.decide.actions.objecting import hand_objection, object
from naast.decide.actions.papers import send_letter
from naast.decide.actions.proposing import hear, propose, withdraw
from naast.decide.actions.proving import prove
from naast.decide.actions.reading import read_along
from naast.decide.actions.routine import Routine, decide_routinely

__all__ = [
    "Routine",
    "allocate",
    "allow_below_zero",
    "decide",
    "decide_routinely",
    "end_mandate",
    "explain_letter",
    "exported",
    "grant_mandate",
    "hand_objection",
    "hear",
    "let_stand_in",
    "object",
    "open_fund",
    "pay_petty",
    "propose",
    "prove",
    "read_along",
    "release",
    "say_unclear",
    "send_letter",
    "set_petty_cash",
    "spend",
    "withdraw",
]
