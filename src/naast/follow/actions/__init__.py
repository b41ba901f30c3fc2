"""Every write of following."""

from naast.follow.actions.following import (
    FIRST_CHECK_IN,
    check_in,
    check_in_key,
    contact_key,
    hard_key,
    keep_promise,
    move_promise,
    note_contact,
    plan_check_in,
    promise,
    say_what_made_it_hard,
)
from naast.follow.actions.realising import note_realised, plan_quantities
from naast.follow.actions.settling import (
    agree_settlement,
    measure_settlement,
    propose_settlement,
    settle,
    withdraw_settlement,
)

__all__ = [
    "FIRST_CHECK_IN",
    "agree_settlement",
    "check_in",
    "check_in_key",
    "contact_key",
    "hard_key",
    "keep_promise",
    "measure_settlement",
    "move_promise",
    "note_contact",
    "note_realised",
    "plan_check_in",
    "plan_quantities",
    "promise",
    "propose_settlement",
    "say_what_made_it_hard",
    "settle",
    "withdraw_settlement",
]
