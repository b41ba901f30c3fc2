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

__all__ = [
    "FIRST_CHECK_IN",
    "check_in",
    "check_in_key",
    "contact_key",
    "hard_key",
    "keep_promise",
    "move_promise",
    "note_contact",
    "plan_check_in",
    "promise",
    "say_what_made_it_hard",
]
